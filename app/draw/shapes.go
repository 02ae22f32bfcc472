package draw

import "github.com/strings-attached/explainer/app/geo"

// Shape is the outline of a state, and the box of the map sheet it lies in.
type Shape struct {
	Code string // its FIPS code
	Path string // SVG path data
	Box  geo.Box
}

// WriteShapesSeen is [WriteShapes] for a page whose maps never move: it leaves
// out the states that none of them shows, and the patterns if none shows
// rulings. maps and frames go in pairs.
func WriteShapesSeen(shapes []Shape, maps []MapState, frames []Frame) string {
	var codes []string
	paths := map[string]string{}
	rulings := false
	for _, m := range maps {
		for _, f := range m.Fills {
			rulings = rulings || f.Outcome != ""
		}
	}
	for _, s := range shapes {
		for i, m := range maps {
			a, b := m.Zoom.Apply(geo.XY{X: s.Box.X0, Y: s.Box.Y0}), m.Zoom.Apply(geo.XY{X: s.Box.X1, Y: s.Box.Y1})
			if contains(m.States, s.Code) || a.X < frames[i].W && b.X > 0 && a.Y < frames[i].H && b.Y > 0 {
				codes, paths[s.Code] = append(codes, s.Code), s.Path
				break
			}
		}
	}
	return writeShapes(codes, paths, rulings)
}

// Close reports whether a map shows a part of the country so closely that
// shapes made for the whole of it would look rough.
func Close(m MapState, f Frame) bool { return m.Zoom.K > 1.7*Whole(f).K }
