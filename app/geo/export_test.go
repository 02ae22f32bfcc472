//go:build !js

package geo

// SimplifiedPoints counts the points that Simplify keeps, and those among them
// that only keep a ring from falling together.
func SimplifiedPoints(t *Topology, minArea float64) (kept, forRings int) {
	for i, arc := range t.Simplify(minArea).arcs {
		kept += len(arc)
		forRings += len(arc)
		for _, area := range effectiveAreas(t.arcs[i]) {
			if area >= minArea {
				forRings--
			}
		}
	}
	return kept, forRings
}
