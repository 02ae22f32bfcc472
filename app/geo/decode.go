//go:build !js

package geo

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
)

// maxRingPoints bounds what the rings of one object may add up to: arcs can be
// named again and again, so a small file could unfold without end. The 3,142
// counties come to some 75,000.
const maxRingPoints = 4 << 20

// DecodeTopology reads TopoJSON whose objects are Polygons, MultiPolygons and
// GeometryCollections of them, quantized or not. An error names the place:
// "objects.states.geometries[3].arcs[0][1]: no arc 999; there are 305".
// Members that this package has no use for (bbox, further coordinates) are
// passed over.
func DecodeTopology(b []byte) (*Topology, error) {
	var file struct {
		Type      string
		Transform *struct{ Scale, Translate [2]float64 }
		Arcs      [][][]float64
		Objects   map[string]jsonGeometry
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	if err := dec.Decode(&file); err != nil {
		return nil, fmt.Errorf("topology: %w", jsonError(err))
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("topology: byte %d: more follows after the end", dec.InputOffset())
	}
	if file.Type != "Topology" {
		return nil, fmt.Errorf("topology: type is %q, want \"Topology\"", file.Type)
	}
	t := &Topology{arcs: make([]Line, len(file.Arcs)), objects: make(map[string][]*Geometry, len(file.Objects))}
	for i, positions := range file.Arcs {
		if len(positions) < 2 {
			return nil, fmt.Errorf("topology: arcs[%d]: %d positions, want at least 2", i, len(positions))
		}
		var sum XY
		arc := make(Line, len(positions))
		for j, position := range positions {
			if len(position) < 2 {
				return nil, fmt.Errorf("topology: arcs[%d][%d]: %d coordinates, want at least 2", i, j, len(position))
			}
			p := XY{position[0], position[1]}
			if tr := file.Transform; tr != nil {
				sum = XY{sum.X + p.X, sum.Y + p.Y}
				p = XY{sum.X*tr.Scale[0] + tr.Translate[0], sum.Y*tr.Scale[1] + tr.Translate[1]}
			}
			if !finite(p.X) || !finite(p.Y) {
				return nil, fmt.Errorf("topology: arcs[%d][%d]: out of range", i, j)
			}
			arc[j] = p
		}
		t.arcs[i] = arc
	}
	for _, name := range slices.Sorted(maps.Keys(file.Objects)) {
		in := decoder{t: t}
		object := file.Objects[name]
		if err := in.geometry("objects."+name, &object); err != nil {
			return nil, fmt.Errorf("topology: %w", err)
		}
		t.objects[name] = in.out
	}
	return t, nil
}

type jsonGeometry struct {
	Type       *string
	ID         any
	Properties map[string]any
	Arcs       json.RawMessage
	Geometries []jsonGeometry
}

// decoder reads one object.
type decoder struct {
	t      *Topology
	out    []*Geometry
	points int // of all rings so far
}

// geometry reads one geometry at path, and those within it.
func (in *decoder) geometry(path string, j *jsonGeometry) error {
	kind := "null"
	if j.Type != nil {
		kind = *j.Type
	}
	g := &Geometry{Properties: j.Properties}
	switch id := j.ID.(type) {
	case nil:
	case string:
		g.ID = id
	case float64:
		g.ID = fmt.Sprint(id)
	default:
		return fmt.Errorf("%s.id: want text or a number", path)
	}
	switch kind {
	case "GeometryCollection":
		for i := range j.Geometries {
			if err := in.geometry(fmt.Sprintf("%s.geometries[%d]", path, i), &j.Geometries[i]); err != nil {
				return err
			}
		}
		return nil
	case "null": // an area without a shape
	case "Polygon":
		var rings [][]int
		if err := json.Unmarshal(j.Arcs, &rings); err != nil {
			return fmt.Errorf("%s.arcs: %w", path, jsonError(err))
		}
		if err := in.polygon(path+".arcs", rings); err != nil {
			return err
		}
		g.polygons = [][][]int{rings}
	case "MultiPolygon":
		if err := json.Unmarshal(j.Arcs, &g.polygons); err != nil {
			return fmt.Errorf("%s.arcs: %w", path, jsonError(err))
		}
		for i, rings := range g.polygons {
			if err := in.polygon(fmt.Sprintf("%s.arcs[%d]", path, i), rings); err != nil {
				return err
			}
		}
	default:
		return fmt.Errorf("%s: type is %q, want Polygon, MultiPolygon or GeometryCollection", path, kind)
	}
	in.out = append(in.out, g)
	return nil
}

// polygon checks that the arcs exist and that each starts where the one before
// it ends. That the last ends where the first starts it does not ask: in
// us-atlas 3.0.1 Kansas, made of its counties, is open by 0.02 pixels.
func (in *decoder) polygon(path string, rings [][]int) error {
	for r, arcs := range rings {
		if len(arcs) == 0 {
			return fmt.Errorf("%s[%d]: a ring without arcs", path, r)
		}
		for i, a := range arcs {
			if forward(a) >= len(in.t.arcs) {
				return fmt.Errorf("%s[%d][%d]: no arc %d; there are %d", path, r, i, a, len(in.t.arcs))
			}
		}
		if in.points += in.t.length(arcs); in.points > maxRingPoints {
			return fmt.Errorf("%s[%d]: the object has more than %d points", path, r, maxRingPoints)
		}
		for i := 1; i < len(arcs); i++ {
			if in.t.end(arcs[i-1]) != in.t.end(^arcs[i]) {
				return fmt.Errorf("%s[%d][%d]: arc %d does not start where arc %d ends", path, r, i, arcs[i], arcs[i-1])
			}
		}
	}
	return nil
}

func finite(v float64) bool { return !math.IsInf(v, 0) && !math.IsNaN(v) }

// jsonError adds the place to an error of encoding/json that leaves it out.
func jsonError(err error) error {
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("byte %d: %w", syntax.Offset, err)
	}
	if kind, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("byte %d: %w", kind.Offset, err)
	}
	return err
}
