//go:build !js

package geo_test

import (
	"math"
	"testing"

	"github.com/strings-attached/explainer/app/geo"
)

// The values come from topojson-simplify 3.0.3, presimplify(topology): how many
// points of all arcs have at least that weight. There the ends of arcs are all
// that is kept for sure; keptForRings are the points that keep our rings open.
func TestSimplifyPoints(t *testing.T) {
	for _, test := range []struct {
		file    string
		minArea float64
		points  int
	}{
		{states, 0, 7178}, {states, 0.5, 5050}, {states, 1, 3551}, {states, 5, 1743},
		{counties, 0, 37858}, {counties, 0.5, 31786}, {counties, 1, 27171}, {counties, 5, 21001},
	} {
		kept, forRings := geo.SimplifiedPoints(read(t, test.file), test.minArea)
		if kept-forRings != test.points {
			t.Errorf("%s: %d points reach %v px², want %d", test.file, kept-forRings, test.minArea, test.points)
		}
	}
}

// A border is the same line on both its sides, so that what goes round all
// areas is what goes round the whole, and no area is lost.
func TestSimplifyKeepsAreas(t *testing.T) {
	for _, file := range []string{states, counties} {
		object := file[:len(file)-len("-albers-10m.json")]
		for _, minArea := range []float64{0.5, 5, 1000} {
			topology := read(t, file).Simplify(minArea)
			sum := func(object string) (area float64) {
				features, err := topology.Features(object)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range features {
					for _, ring := range f.Rings() {
						distinct := map[geo.XY]bool{}
						for i, p := range ring {
							distinct[p] = true
							if i > 0 {
								area += (ring[i-1].X*p.Y - p.X*ring[i-1].Y) / 2
							}
						}
						if len(distinct) < 3 {
							t.Errorf("%s at %v: a ring of %s fell together: %v", file, minArea, f.Name(), ring)
						}
					}
				}
				return area
			}
			parts, whole := sum(object), sum("nation")
			if math.Abs(parts-whole) > 1e-6 {
				t.Errorf("%s at %v: the parts have %f px², the whole %f", file, minArea, parts, whole)
			}
		}
	}
}
