package geo_test

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/strings-attached/explainer/app/geo"
)

func TestPlaceLabels(t *testing.T) {
	area := geo.Box{X1: 100, Y1: 100}
	at := func(x, y float64) geo.LabelItem {
		return geo.LabelItem{At: geo.XY{X: x, Y: y}, Radius: 4, Gap: 1, Width: 30, Height: 10}
	}
	with := func(it geo.LabelItem, change func(*geo.LabelItem)) geo.LabelItem {
		change(&it)
		return it
	}
	const hidden geo.Side = ""
	for _, test := range []struct {
		name      string
		items     []geo.LabelItem
		obstacles []geo.Box
		want      []geo.Side
	}{
		{"nothing", nil, nil, nil},
		{"free", []geo.LabelItem{at(50, 50)}, nil, []geo.Side{geo.East}},
		{"at the right edge", []geo.LabelItem{at(80, 50)}, nil, []geo.Side{geo.West}},
		{"at the upper right corner", []geo.LabelItem{at(95, 5)}, nil, []geo.Side{geo.West}},
		{"outside", []geo.LabelItem{at(150, 50)}, nil, []geo.Side{hidden}},
		{"two side by side", []geo.LabelItem{at(45, 50), at(55, 50)}, nil, []geo.Side{geo.West, geo.East}},
		{"an obstacle in the east", []geo.LabelItem{at(50, 50)}, []geo.Box{{X0: 60, Y0: 40, X1: 70, Y1: 60}}, []geo.Side{geo.West}},
		{"obstacles all around", []geo.LabelItem{at(50, 50)}, []geo.Box{{X0: 60, Y0: 0, X1: 70, Y1: 100}, {X0: 30, Y0: 0, X1: 40, Y1: 100}}, []geo.Side{hidden}},
		{"a label above the other", []geo.LabelItem{at(10, 50), at(10, 60)}, nil, []geo.Side{geo.East, geo.East}},
		{"only the sides it may stand on", []geo.LabelItem{with(at(50, 50), func(it *geo.LabelItem) { it.Sides = []geo.Side{geo.SouthWest, geo.East} })}, nil, []geo.Side{geo.SouthWest}},
		{"no label", []geo.LabelItem{with(at(50, 50), func(it *geo.LabelItem) { it.Width = 0 })}, nil, []geo.Side{hidden}},
		{"no height", []geo.LabelItem{with(at(50, 50), func(it *geo.LabelItem) { it.Height = math.NaN() })}, nil, []geo.Side{hidden}},
		{"priority", []geo.LabelItem{
			with(at(10, 50), func(it *geo.LabelItem) { it.Priority, it.Sides = 1, []geo.Side{geo.East} }),
			with(at(10, 58), func(it *geo.LabelItem) { it.Sides = []geo.Side{geo.East} }),
		}, nil, []geo.Side{hidden, geo.East}},
	} {
		got := geo.PlaceLabels(test.items, test.obstacles, area)
		for i, l := range got {
			if l.Side != test.want[i] || l.Shown != (l.Side != hidden) {
				t.Errorf("%s: label %d is at %q, shown %v; want %q", test.name, i, l.Side, l.Shown, test.want[i])
			}
		}
		checkLabels(t, test.items, test.obstacles, area, got)
	}
}

func TestPlaceLabelsBox(t *testing.T) {
	it := geo.LabelItem{At: geo.XY{X: 50, Y: 50}, Radius: 4, Gap: 1, Width: 30, Height: 10}
	d := 5 * math.Sqrt2 / 2
	for side, want := range map[geo.Side]geo.Box{
		geo.East:      {X0: 55, Y0: 45, X1: 85, Y1: 55},
		geo.West:      {X0: 15, Y0: 45, X1: 45, Y1: 55},
		geo.North:     {X0: 35, Y0: 35, X1: 65, Y1: 45},
		geo.South:     {X0: 35, Y0: 55, X1: 65, Y1: 65},
		geo.NorthEast: {X0: 50 + d, Y0: 40 - d, X1: 80 + d, Y1: 50 - d},
		geo.SouthEast: {X0: 50 + d, Y0: 50 + d, X1: 80 + d, Y1: 60 + d},
		geo.NorthWest: {X0: 20 - d, Y0: 40 - d, X1: 50 - d, Y1: 50 - d},
		geo.SouthWest: {X0: 20 - d, Y0: 50 + d, X1: 50 - d, Y1: 60 + d},
	} {
		it.Sides = []geo.Side{side}
		got := geo.PlaceLabels([]geo.LabelItem{it}, nil, geo.Sheet)[0].Box
		if math.Abs(got.X0-want.X0)+math.Abs(got.Y0-want.Y0)+math.Abs(got.X1-want.X1)+math.Abs(got.Y1-want.Y1) > 1e-9 {
			t.Errorf("%s: %v, want %v", side, got, want)
		}
	}
}

// checkLabels holds what PlaceLabels promises.
func checkLabels(t *testing.T, items []geo.LabelItem, obstacles []geo.Box, area geo.Box, got []geo.LabelPlace) {
	t.Helper()
	if len(got) != len(items) {
		t.Fatalf("%d places for %d items", len(got), len(items))
	}
	for i, l := range got {
		if !l.Shown {
			continue
		}
		if !area.Holds(l.Box) {
			t.Errorf("label %d leaves the area: %v", i, l.Box)
		}
		for j, o := range got[:i] {
			if o.Shown && o.Box.Overlaps(l.Box) {
				t.Errorf("labels %d and %d overlap: %v, %v", i, j, l.Box, o.Box)
			}
		}
		for _, o := range obstacles {
			if o.Overlaps(l.Box) {
				t.Errorf("label %d covers the obstacle %v: %v", i, o, l.Box)
			}
		}
		for j, it := range items {
			dx := it.At.X - min(max(it.At.X, l.Box.X0), l.Box.X1)
			dy := it.At.Y - min(max(it.At.Y, l.Box.Y0), l.Box.Y1)
			if math.Hypot(dx, dy) < it.Radius-1e-6 {
				t.Errorf("label %d covers mark %d: %v, %v", i, j, l.Box, it)
			}
		}
	}
}

func TestPlaceLabelsRandom(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	shown := 0
	for range 300 {
		items := make([]geo.LabelItem, rng.IntN(60))
		for i := range items {
			items[i] = geo.LabelItem{
				At:     geo.XY{X: rng.Float64()*420 - 10, Y: rng.Float64()*320 - 10},
				Radius: rng.Float64() * 9, Gap: rng.Float64() * 3,
				Width: 20 + rng.Float64()*80, Height: 8 + rng.Float64()*8,
				Priority: rng.IntN(3),
			}
		}
		obstacles := make([]geo.Box, rng.IntN(10))
		for i := range obstacles {
			x, y := rng.Float64()*400, rng.Float64()*300
			obstacles[i] = geo.Box{X0: x, Y0: y, X1: x + rng.Float64()*40, Y1: y + rng.Float64()*40}
		}
		area := geo.Box{X1: 400, Y1: 300}
		got := geo.PlaceLabels(items, obstacles, area)
		checkLabels(t, items, obstacles, area, got)
		for _, l := range got {
			if l.Shown {
				shown++
			}
		}
	}
	if shown < 3000 {
		t.Errorf("only %d labels found room in 300 pictures", shown)
	}
}

func FuzzPlaceLabels(f *testing.F) {
	f.Add([]byte("\x10\x10\x04\x20\x08\x00 \x12\x10\x04\x20\x08\x01"), uint16(400), uint16(300))
	f.Fuzz(func(t *testing.T, b []byte, w, h uint16) {
		var items []geo.LabelItem
		var obstacles []geo.Box
		for ; len(b) >= 8 && len(items) < 100; b = b[8:] {
			x, y := float64(int16(binary.LittleEndian.Uint16(b)))/8, float64(int16(binary.LittleEndian.Uint16(b[2:])))/8
			if b[7]%4 == 0 {
				obstacles = append(obstacles, geo.Box{X0: x, Y0: y, X1: x + float64(b[4]), Y1: y + float64(b[5])})
				continue
			}
			items = append(items, geo.LabelItem{
				At: geo.XY{X: x, Y: y}, Radius: float64(b[4]) / 7, Width: float64(b[5]), Height: float64(b[6]) / 5, Priority: int(b[7] / 64),
			})
		}
		area := geo.Box{X1: float64(w), Y1: float64(h)}
		checkLabels(t, items, obstacles, area, geo.PlaceLabels(items, obstacles, area))
	})
}

func BenchmarkPlaceLabels(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	items := make([]geo.LabelItem, 60)
	for i := range items {
		items[i] = geo.LabelItem{At: geo.XY{X: rng.Float64() * 600, Y: rng.Float64() * 400}, Radius: 5, Width: 70, Height: 14}
	}
	for b.Loop() {
		geo.PlaceLabels(items, nil, geo.Box{X1: 600, Y1: 400})
	}
}
