//go:build !js

package geo

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// scattered are n points, as densely scattered whatever n is.
func scattered(n int) (points []XY, area Box) {
	r := rand.New(rand.NewPCG(uint64(n), 1848))
	side := 20 * math.Sqrt(float64(n))
	area = Box{X1: side, Y1: side}
	for range n {
		points = append(points, XY{r.Float64() * side, r.Float64() * side})
	}
	return points, area
}

// TestMesh holds that a mesh finds all that touches a box, whatever box that is.
func TestMesh(t *testing.T) {
	points, area := scattered(200)
	for _, cell := range []float64{1, 17, 1e9, 0, math.NaN(), 1e-9} {
		m := newMesh(area, cell)
		for i, p := range points {
			m.add(i, around(p, 0))
		}
		for _, b := range []Box{{}, area, around(points[7], 30), {X0: -1e300, Y0: -1e300, X1: 1e300, Y1: 1e300}, {X0: 50, Y0: -10, X1: 60, Y1: 1e9}} {
			found := map[int]bool{}
			m.any(b, func(i int) bool { found[i] = true; return false })
			for i, p := range points {
				if b.Contains(p) && !found[i] {
					t.Errorf("with squares of %g, %v in %v is not found", cell, p, b)
				}
			}
		}
	}
	for _, area := range []Box{{}, {X1: math.Inf(1), Y1: 1}, {X0: math.NaN()}, {X1: 100}} {
		m := newMesh(area, 5)
		m.add(1, Box{X0: math.NaN(), Y0: 3, X1: math.Inf(1), Y1: 4})
		if !m.any(Box{X0: -1, Y0: -1, X1: 200, Y1: 200}, func(i int) bool { return i == 1 }) {
			t.Errorf("in the area %v nothing is found", area)
		}
	}
}

func TestGather(t *testing.T) {
	points := []XY{{0, 0}, {100, 0}, {3, 4}, {104, 3}, {50, 50}, {9, 0}}
	groups, _ := Gather(points, 5)
	want := [][]int{{0, 2}, {1, 3}, {4}, {5}}
	if !slices.EqualFunc(groups, want, slices.Equal) {
		t.Errorf("the groups are %v, want %v", groups, want)
	}
	if groups, _ := Gather(nil, 5); groups != nil {
		t.Errorf("nothing makes the groups %v", groups)
	}
	if groups, _ := Gather([]XY{{1, 1}, {1, 1}, {2, 1}}, 0); !slices.EqualFunc(groups, [][]int{{0, 1}, {2}}, slices.Equal) {
		t.Errorf("with no reach the groups are %v", groups)
	}
	// Whatever the points, each is in one group, near its first.
	points, _ = scattered(500)
	seen := make([]int, len(points))
	groups, _ = Gather(points, 30)
	for _, g := range groups {
		for _, i := range g {
			if seen[i]++; dist(points[i], points[g[0]]) > 30 {
				t.Errorf("point %d is in the group of %d, %.1f away", i, g[0], dist(points[i], points[g[0]]))
			}
		}
	}
	for i, n := range seen {
		if n != 1 {
			t.Errorf("point %d is in %d groups", i, n)
		}
	}
}

// TestNearLinear holds that the work of gathering, spreading and labelling grows
// with the number of marks and not with its square: eight times as many, as
// densely scattered, are compared at most twelve times as often. (Of few marks most
// stand at an edge and have fewer neighbors.)
func TestNearLinear(t *testing.T) {
	work := func(n int) map[string]int {
		points, area := scattered(n)
		out := map[string]int{}
		_, out["gathering"] = Gather(points, 40)
		radii := make([]float64, n)
		items := make([]LabelItem, n)
		for i, p := range points {
			radii[i] = 6
			items[i] = LabelItem{At: p, Radius: 6, Gap: 1, Width: 70, Height: 14, Reach: 50}
		}
		_, out["spreading"] = spread(points, radii, SpreadOptions{Gap: 1, Max: 12})
		_, out["labelling"] = placeLabels(items, nil, area)
		return out
	}
	few, many := work(400), work(3200)
	for what, n := range few {
		if many[what] > 12*n {
			t.Errorf("%s looks at %d things for 400 marks, and at %d for 3,200", what, n, many[what])
		}
	}
}
