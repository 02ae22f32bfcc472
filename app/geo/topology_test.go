//go:build !js

package geo_test

import (
	"math"
	"os"
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/geo"
)

func read(t testing.TB, file string) *geo.Topology {
	t.Helper()
	b, err := os.ReadFile("../../assets/geo/" + file)
	if err != nil {
		t.Fatal(err)
	}
	topology, err := geo.DecodeTopology(b)
	if err != nil {
		t.Fatal(err)
	}
	return topology
}

const (
	states   = "states-albers-10m.json"
	counties = "counties-albers-10m.json"
)

// The values come from topojson-client 3.1.0 in Node.js 20, over the features
// of topojson.feature(topology, topology.objects[object]): how many there are,
// their rings (but for those with fewer than three distinct points) and the
// points of these, the sums of all x and y, and the sum of the rings' signed
// areas by the shoelace formula. In the last but one row the ring of Kansas is
// closed by hand, which is a point more; topojson-client leaves it open.
func TestFeatures(t *testing.T) {
	for _, test := range []struct {
		file, object            string
		features, rings, points int
		sumX, sumY, area        float64
		id, name                string // of the first
		shapeless               string
	}{
		{states, "states", 51, 197, 9344, 4830791.958994, 2994647.337853, 333335.743898, "01", "Alabama", ""},
		{states, "nation", 1, 143, 4740, 2249136.876121, 1681674.404691, 333335.743898, "", "", ""},
		{counties, "counties", 3142, 3318, 55380, 29895084.307999, 16899466.863137, 333332.863642, "04015", "Mohave", " Falls Church Lexington Manassas Park"},
		{counties, "states", 51, 197, 10545, 5534198.755551, 3357860.062167, 333332.863642, "04", "Arizona", ""},
		{counties, "nation", 1, 143, 4833, 2305598.173839, 1714890.640378, 333332.863642, "", "", ""},
	} {
		t.Run(test.file+"/"+test.object, func(t *testing.T) {
			features, err := read(t, test.file).Features(test.object)
			if err != nil {
				t.Fatal(err)
			}
			var rings, points int
			var sumX, sumY, area float64
			var shapeless string
			for _, f := range features {
				if len(f.Polygons) == 0 {
					shapeless += " " + f.Name()
				}
				for _, ring := range f.Rings() {
					rings++
					points += len(ring)
					for i, p := range ring {
						sumX, sumY = sumX+p.X, sumY+p.Y
						if i > 0 {
							area += (ring[i-1].X*p.Y - p.X*ring[i-1].Y) / 2
						}
					}
				}
			}
			if len(features) != test.features || rings != test.rings || points != test.points {
				t.Errorf("%d features, %d rings, %d points; want %d, %d, %d", len(features), rings, points, test.features, test.rings, test.points)
			}
			if !close6(sumX, test.sumX) || !close6(sumY, test.sumY) || !close6(area, test.area) {
				t.Errorf("sums %f, %f, area %f; want %f, %f, %f", sumX, sumY, area, test.sumX, test.sumY, test.area)
			}
			if shapeless != test.shapeless {
				t.Errorf("without a shape:%s, want%s", shapeless, test.shapeless)
			}
			if f := features[0]; f.ID != test.id || f.Name() != test.name {
				t.Errorf("the first is %q %q, want %q %q", f.ID, f.Name(), test.id, test.name)
			}
		})
	}
}

func close6(a, b float64) bool { return math.Abs(a-b) < 1e-5 }

// The values come from topojson.mesh(topology, object, filter) of
// topojson-client 3.1.0: the number of segments and their length. Lines are
// joined in another order than there; maxLines is what topojson-client makes.
func TestMesh(t *testing.T) {
	exterior := func(a, b *geo.Geometry) bool { return a == b }
	all := func(a, b *geo.Geometry) bool { return true }
	sameState := func(a, b *geo.Geometry) bool { return a != b && a.ID[:2] == b.ID[:2] }
	for _, test := range []struct {
		name, file, object string
		keep               func(a, b *geo.Geometry) bool
		segments           int
		length             float64
		maxLines           int
	}{
		{"interior", states, "states", geo.Interior, 2276, 7380.933130, 54},
		{"exterior", states, "states", exterior, 4597, 8378.986794, 143},
		{"all", states, "states", all, 6873, 15759.919923, 195},
		{"interior", states, "nation", geo.Interior, 0, 0, 0},
		{"interior", counties, "counties", geo.Interior, 23706, 63924.286696, 3081},
		{"all", counties, "counties", all, 28396, 72295.931607, 3214},
		{"within states", counties, "counties", sameState, 20877, 56549.552628, 3022},
		{"interior", counties, "states", geo.Interior, 2829, 7374.734068, 59},
	} {
		t.Run(test.name+"/"+test.file+"/"+test.object, func(t *testing.T) {
			lines, err := read(t, test.file).Mesh(test.object, test.keep)
			if err != nil {
				t.Fatal(err)
			}
			segments, length := 0, 0.0
			for _, line := range lines {
				for i := 1; i < len(line); i++ {
					segments++
					length += math.Hypot(line[i].X-line[i-1].X, line[i].Y-line[i-1].Y)
				}
			}
			if segments != test.segments || !close6(length, test.length) {
				t.Errorf("%d segments of %f, want %d of %f", segments, length, test.segments, test.length)
			}
			if len(lines) > test.maxLines {
				t.Errorf("%d lines, want at most %d", len(lines), test.maxLines)
			}
		})
	}
}

func TestNoSuchObject(t *testing.T) {
	topology := read(t, states)
	want := `topology has no object "state"; it has nation, states`
	if _, err := topology.Features("state"); err == nil || err.Error() != want {
		t.Errorf("Features: %v, want %s", err, want)
	}
	if _, err := topology.Mesh("state", geo.Interior); err == nil || err.Error() != want {
		t.Errorf("Mesh: %v, want %s", err, want)
	}
}

// Two squares side by side; arc 0 is the border between them, 1 goes round the
// left one, 2 round the right one.
const squares = `{"type": "Topology", "transform": {"scale": [10, 10], "translate": [100, 0]},
	"objects": {"a": {"type": "GeometryCollection", "geometries": [
		{"type": "Polygon", "id": 7, "properties": {"name": "left"}, "arcs": [[0, 1]]},
		{"type": "GeometryCollection", "geometries": [
			{"type": "MultiPolygon", "id": "right", "arcs": [[[-1, 2]]]},
			{"type": null, "id": "nowhere"}]}]}},
	"arcs": [[[1, 0], [0, 1]], [[1, 1], [-1, 0], [0, -1], [1, 0]], [[1, 0], [1, 0], [0, 1], [-1, 0]]]}`

func TestDecodeTopology(t *testing.T) {
	topology, err := geo.DecodeTopology([]byte(squares))
	if err != nil {
		t.Fatal(err)
	}
	features, err := topology.Features("a")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, f := range features {
		got.WriteString(f.ID + " " + f.Name() + " " + geo.PathData(f.Rings(), 0) + "\n")
	}
	const want = "7 left m110 0 0 10-10 0 0-10z\nright  m110 10 0-10 10 0 0 10z\nnowhere  \n"
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
	lines, err := topology.Mesh("a", geo.Interior)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := geo.PathData(lines, 0), "m110 0 0 10"; got != want {
		t.Errorf("mesh is %q, want %q", got, want)
	}
}

func TestDecodeTopologyErrors(t *testing.T) {
	for _, test := range []struct{ change, to, want string }{
		{`{"type": "Topology"`, `{"type": "Topology"}`, `topology: byte 20: more follows after the end`},
		{`"type": "Topology"`, `"type": "FeatureCollection"`, `topology: type is "FeatureCollection", want "Topology"`},
		{`[10, 10]`, `[10, "x"]`, `topology: byte 52: json: cannot unmarshal string into Go struct field .Transform.Scale of type float64`},
		{`[[1, 0], [0, 1]], `, `[[1, 0]], `, `topology: arcs[0]: 1 positions, want at least 2`},
		{`[[1, 0], [0, 1]], `, `[[1, 0], [0]], `, `topology: arcs[0][1]: 1 coordinates, want at least 2`},
		{`[[1, 0], [0, 1]], `, `[[1, 0], [0, 1e308]], `, `topology: arcs[0][1]: out of range`},
		{`"id": 7`, `"id": [7]`, `topology: objects.a.geometries[0].id: want text or a number`},
		{`[[0, 1]]`, `[[0, 1], []]`, `topology: objects.a.geometries[0].arcs[1]: a ring without arcs`},
		{`[[0, 1]]`, `[[0, 3]]`, `topology: objects.a.geometries[0].arcs[0][1]: no arc 3; there are 3`},
		{`[[0, 1]]`, `[[0, -9223372036854775808]]`, `topology: objects.a.geometries[0].arcs[0][1]: no arc -9223372036854775808; there are 3`},
		{`[[0, 1]]`, `[[0, 2]]`, `topology: objects.a.geometries[0].arcs[0][1]: arc 2 does not start where arc 0 ends`},
		{`[[0, 1]]`, `[0]`, `topology: objects.a.geometries[0].arcs: byte 2: json: cannot unmarshal number into Go value of type []int`},
		{`[[[-1, 2]]]`, `[[[-1, 1]]]`, `topology: objects.a.geometries[1].geometries[0].arcs[0][0][1]: arc 1 does not start where arc -1 ends`},
		{`[[[-1, 2]]]`, `null, "type": "Point"`, `topology: objects.a.geometries[1].geometries[0]: type is "Point", want Polygon, MultiPolygon or GeometryCollection`},
	} {
		if !strings.Contains(squares, test.change) {
			t.Fatalf("nothing to change: %s", test.change)
		}
		_, err := geo.DecodeTopology([]byte(strings.Replace(squares, test.change, test.to, 1)))
		if err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("with %s: %v, want %s", test.to, err, test.want)
		}
	}
}

// A file of a few kilobytes must not unfold to gigabytes.
func TestDecodeTopologyBounded(t *testing.T) {
	file := `{"type":"Topology","arcs":[[[0,0],[1,0]` + strings.Repeat(",[1,1]", 5000) + `,[0,0]]],"objects":{"a":{"type":"Polygon","arcs":[[0` + strings.Repeat(",0", 1000) + `]]}}}`
	_, err := geo.DecodeTopology([]byte(file))
	if want := "topology: objects.a.arcs[0]: the object has more than 4194304 points"; err == nil || err.Error() != want {
		t.Errorf("DecodeTopology: %v, want %s", err, want)
	}
}

func FuzzDecodeTopology(f *testing.F) {
	f.Add([]byte(squares))
	f.Add([]byte(`{"type":"Topology","arcs":[[[0,0],[0,0]]],"objects":{"":{"type":"Polygon","arcs":[[0,-1,0]]}}}`))
	f.Add([]byte(`{"type":"Topology","objects":{"a":{"type":"MultiPolygon","arcs":[[],[[]]]}}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		topology, err := geo.DecodeTopology(b)
		if err != nil {
			return
		}
		for _, topology := range []*geo.Topology{topology, topology.Simplify(1)} {
			for _, object := range topology.Objects() {
				features, err := topology.Features(object)
				if err != nil {
					t.Fatal(err)
				}
				for _, feature := range features {
					for _, ring := range feature.Rings() {
						if ring[0] != ring[len(ring)-1] {
							t.Fatalf("an open ring: %v", ring)
						}
					}
				}
				if _, err := topology.Mesh(object, geo.Interior); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

func BenchmarkDecodeTopology(b *testing.B) {
	file, err := os.ReadFile("../../assets/geo/" + counties)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		if _, err := geo.DecodeTopology(file); err != nil {
			b.Fatal(err)
		}
	}
}
