package geo_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/strings-attached/explainer/app/geo"
)

func TestSpread(t *testing.T) {
	far := geo.SpreadOptions{Max: 50}
	for _, test := range []struct {
		name   string
		points []geo.XY
		radii  []float64
		opts   geo.SpreadOptions
		want   []geo.XY
	}{
		{"nothing", nil, nil, far, nil},
		{"apart", []geo.XY{{X: 0}, {X: 20}}, []float64{5, 5}, far, []geo.XY{{X: 0}, {X: 20}}},
		{"touching", []geo.XY{{X: 0}, {X: 10}}, []float64{5, 5}, far, []geo.XY{{X: 0}, {X: 10}}},
		{"Chicago and Cook County", []geo.XY{{X: 638, Y: 226}, {X: 638, Y: 226}}, []float64{5, 5}, far, []geo.XY{{X: 633, Y: 226}, {X: 643, Y: 226}}},
		{"with a gap", []geo.XY{{X: 638, Y: 226}, {X: 638, Y: 226}}, []float64{5, 5}, geo.SpreadOptions{Gap: 2, Max: 50}, []geo.XY{{X: 632, Y: 226}, {X: 644, Y: 226}}},
		{"along the line between them", []geo.XY{{X: 0, Y: 0}, {X: 3, Y: 4}}, []float64{5, 5}, far, []geo.XY{{X: -1.5, Y: -2}, {X: 4.5, Y: 6}}},
		{"no farther than Max", []geo.XY{{X: 0}, {X: 0}}, []float64{5, 5}, geo.SpreadOptions{Max: 2}, []geo.XY{{X: -2}, {X: 2}}},
		{"not at all", []geo.XY{{X: 0}, {X: 1}}, []float64{5, 5}, geo.SpreadOptions{}, []geo.XY{{X: 0}, {X: 1}}},
		{"one free of three", []geo.XY{{X: 0}, {X: 0}, {X: 100}}, []float64{1, 2, 3}, far, []geo.XY{{X: -1.5}, {X: 1.5}, {X: 100}}},
	} {
		got := geo.Spread(test.points, test.radii, test.opts)
		if len(got) != len(test.want) {
			t.Errorf("%s: %d points, want %d", test.name, len(got), len(test.want))
			continue
		}
		for i := range got {
			if !near(got[i], test.want[i], 1e-9) {
				t.Errorf("%s: point %d is %v, want %v", test.name, i, got[i], test.want[i])
			}
		}
	}
}

// As many marks as stand on the map at most, in clumps: they come apart, and
// stay near.
func TestSpreadClumps(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var points []geo.XY
		var radii []float64
		for range 8 {
			x, y := rng.Float64()*900, rng.Float64()*600
			for range 1 + rng.IntN(5) {
				points = append(points, geo.XY{X: x, Y: y})
				radii = append(radii, 3+rng.Float64()*4)
			}
		}
		opts := geo.SpreadOptions{Gap: 1, Max: 60}
		got := geo.Spread(points, radii, opts)
		for i, p := range got {
			if d := math.Hypot(p.X-points[i].X, p.Y-points[i].Y); d > opts.Max+1e-9 {
				t.Fatalf("point %d of %v moved %f", i, points, d)
			}
			for j := range got[:i] {
				if overlap := radii[i] + radii[j] - math.Hypot(p.X-got[j].X, p.Y-got[j].Y); overlap > 0 {
					t.Fatalf("%d and %d of %v overlap by %f", i, j, points, overlap)
				}
			}
		}
	}
}

func BenchmarkSpread(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	points := make([]geo.XY, 100)
	radii := make([]float64, len(points))
	for i := range points {
		points[i] = geo.XY{X: rng.Float64() * 400, Y: rng.Float64() * 300}
		radii[i] = 6
	}
	for b.Loop() {
		geo.Spread(points, radii, geo.SpreadOptions{Gap: 1, Max: 24})
	}
}
