package geo

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Topology is a set of areas that share their borders: each border is stored
// once, as an arc, and areas name the arcs that go round them, as in TopoJSON
// (github.com/topojson/topojson-specification). Arcs are in pixels of the map
// sheet. A Topology does not change; it is made by DecodeTopology.
type Topology struct {
	arcs    []Line
	objects map[string][]*Geometry
}

// Geometry is an area of a Topology, without its shape.
type Geometry struct {
	ID         string // "06", "17031"; "" if it has none
	Properties map[string]any
	polygons   [][][]int // polygon, ring, arc; ^i is arc i backwards
}

// Name is the property "name" if that is text, else "".
func (g *Geometry) Name() string {
	name, _ := g.Properties["name"].(string)
	return name
}

// Feature is an area with its shape, in pixels of the map sheet.
type Feature struct {
	*Geometry
	Polygons []Polygon
}

// Rings lists the outlines and holes of f, for PathData and Bounds.
func (f Feature) Rings() []Ring {
	return slices.Concat(f.Polygons...)
}

// Objects lists the names of the topology's objects in alphabetical order:
// "nation", "states".
func (t *Topology) Objects() []string {
	return slices.Sorted(maps.Keys(t.objects))
}

// minRing is the number of points of the smallest ring, a triangle. The
// counties of us-atlas have some thirty rings below it: slits on borders, and the
// outlines of three cities of Virginia.
const minRing = 4

// Features lists the areas of an object with their shapes, in the order of the
// file; a collection within the object counts as its members. A ring that does
// not end where it starts is closed with a straight line; one of fewer than
// four points encloses nothing and is left out, so that a feature may have no
// polygon. It is an error if the topology has no such object.
func (t *Topology) Features(object string) ([]Feature, error) {
	geometries, err := t.object(object)
	if err != nil {
		return nil, err
	}
	features := make([]Feature, len(geometries))
	for i, g := range geometries {
		features[i].Geometry = g
		for _, rings := range g.polygons {
			var polygon Polygon
			for k, arcs := range rings {
				ring := Ring(t.join(arcs))
				if first := ring[0]; first != ring[len(ring)-1] {
					ring = append(ring, first)
				}
				if len(ring) >= minRing {
					polygon = append(polygon, ring)
				} else if k == 0 {
					break // holes without an outline
				}
			}
			if polygon != nil {
				features[i].Polygons = append(features[i].Polygons, polygon)
			}
		}
	}
	return features, nil
}

func (t *Topology) object(name string) ([]*Geometry, error) {
	geometries, ok := t.objects[name]
	if !ok {
		return nil, fmt.Errorf("topology has no object %q; it has %s", name, strings.Join(t.Objects(), ", "))
	}
	return geometries, nil
}

// join is the line along arcs, each of which starts where the last one ends.
func (t *Topology) join(arcs []int) Line {
	line := make(Line, 0, t.length(arcs))
	for _, a := range arcs {
		from := len(line)
		line = append(line, t.arcs[forward(a)]...)
		if a < 0 {
			slices.Reverse(line[from:])
		}
		if from > 0 {
			line = slices.Delete(line, from, from+1)
		}
	}
	return line
}

// length is the number of points of join(arcs).
func (t *Topology) length(arcs []int) int {
	n := 1
	for _, a := range arcs {
		n += len(t.arcs[forward(a)]) - 1
	}
	return n
}

// forward is the index of an arc that a ring names in either direction.
func forward(a int) int {
	if a < 0 {
		return ^a
	}
	return a
}

// Interior keeps the borders between two areas, for Mesh.
func Interior(a, b *Geometry) bool { return a != b }

// Mesh lists the borders of an object, each once, joined into few lines. A
// border is in it if keep says so of the two areas that share it; a border
// with an area on one side only is asked about with that area twice. It is an
// error if the topology has no such object.
func (t *Topology) Mesh(object string, keep func(a, b *Geometry) bool) ([]Line, error) {
	geometries, err := t.object(object)
	if err != nil {
		return nil, err
	}
	sides := make([][2]*Geometry, len(t.arcs))
	for _, g := range geometries {
		for _, rings := range g.polygons {
			for _, arcs := range rings {
				for _, a := range arcs {
					side := &sides[forward(a)]
					if side[0] == nil {
						side[0] = g
					}
					side[1] = g
				}
			}
		}
	}
	var arcs []int
	for a, side := range sides {
		if side[0] != nil && keep(side[0], side[1]) {
			arcs = append(arcs, a)
		}
	}
	return t.stitch(arcs), nil
}

// stitch joins arcs into lines, each arc in one line. It walks on from arc to
// arc until no unused one is left: first from the points where an odd number
// of unused arcs meet, since a line has to start or end there, then round what
// is closed.
func (t *Topology) stitch(arcs []int) []Line {
	type node struct {
		leave  []int // arcs that leave here, used ones too
		unused int
	}
	nodes := make(map[XY]*node, len(arcs))
	at := func(p XY) *node {
		if nodes[p] == nil {
			nodes[p] = &node{}
		}
		return nodes[p]
	}
	for _, a := range arcs {
		for _, dir := range [2]int{a, ^a} {
			n := at(t.end(^dir))
			n.leave = append(n.leave, dir)
			n.unused++
		}
	}
	used := make([]bool, len(t.arcs))
	var lines []Line
	walk := func(a int) {
		var path []int
		for {
			used[forward(a)] = true
			path = append(path, a)
			at(t.end(^a)).unused--
			n := at(t.end(a))
			n.unused--
			for len(n.leave) > 0 && used[forward(n.leave[0])] {
				n.leave = n.leave[1:]
			}
			if len(n.leave) == 0 {
				break
			}
			a = n.leave[0]
		}
		lines = append(lines, t.join(path))
	}
	for _, a := range arcs {
		for _, dir := range [2]int{a, ^a} {
			if !used[a] && at(t.end(^dir)).unused%2 == 1 {
				walk(dir)
			}
		}
	}
	for _, a := range arcs {
		if !used[a] {
			walk(a)
		}
	}
	return lines
}

// end is the last point of an arc in the direction that a names.
func (t *Topology) end(a int) XY {
	if a < 0 {
		return t.arcs[^a][0]
	}
	return t.arcs[a][len(t.arcs[a])-1]
}
