package geo

import (
	"math"
	"slices"
)

// SpreadOptions says how Spread may move marks, in pixels.
type SpreadOptions struct {
	Gap float64 // the space to leave between two marks
	Max float64 // how far a mark may move at most
}

// spreadRounds is how often Spread looks at every pair; a pair alone is parted
// in the first round, a chain of marks needs some rounds to settle.
const spreadRounds = 60

// Spread moves round marks that overlap apart, just enough, and gives their new
// centers; a mark that overlaps none stays. Both marks of a pair give way by
// half, along the line between them; two at the same place part horizontally,
// the one with the lower index to the left. Where opts.Max is too small for
// all to fit, some overlap is left. radii has one radius, in pixels, for each
// point.
//
// Where points lie scattered it takes time in proportion to their number: only
// those are compared that may come to meet.
func Spread(points []XY, radii []float64, opts SpreadOptions) []XY {
	out, _ := spread(points, radii, opts)
	return out
}

// spread is Spread, and tells how many points were looked at to find pairs.
func spread(points []XY, radii []float64, opts SpreadOptions) (out []XY, looks int) {
	type pair struct {
		i, j int
		far  float64 // the distance to keep
	}
	var pairs []pair
	largest := 0.0
	for _, r := range radii {
		largest = max(largest, r)
	}
	area, _ := Bounds(points)
	g := newMesh(area, 2*largest+opts.Gap+2*opts.Max)
	for i, p := range points {
		g.add(i, Box{p.X, p.Y, p.X, p.Y})
	}
	for i, p := range points {
		first := len(pairs)
		g.any(around(p, radii[i]+largest+opts.Gap+2*opts.Max), func(j int) bool {
			if far := radii[i] + radii[j] + opts.Gap; j > i && dist(p, points[j]) < far+2*opts.Max {
				pairs = append(pairs, pair{i, j, far})
			}
			return false
		})
		slices.SortFunc(pairs[first:], func(a, b pair) int { return a.j - b.j })
	}
	out = append([]XY(nil), points...)
	for range spreadRounds {
		moved := false
		for _, pr := range pairs {
			a, b := out[pr.i], out[pr.j]
			d := dist(a, b)
			if pr.far-d < spreadEnough {
				continue
			}
			dir := XY{1, 0}
			if d > spreadEnough {
				dir = XY{(b.X - a.X) / d, (b.Y - a.Y) / d}
			}
			by := (pr.far - d) / 2
			out[pr.i] = near(points[pr.i], XY{a.X - dir.X*by, a.Y - dir.Y*by}, opts.Max)
			out[pr.j] = near(points[pr.j], XY{b.X + dir.X*by, b.Y + dir.Y*by}, opts.Max)
			moved = true
		}
		if !moved {
			break
		}
	}
	return out, g.looks
}

// spreadEnough is the overlap, in pixels, that nobody sees.
const spreadEnough = 1e-6

// near is p, or the point on the way from home to p that is reach from home.
func near(home, p XY, reach float64) XY {
	d := dist(home, p)
	if d <= reach {
		return p
	}
	return XY{home.X + (p.X-home.X)/d*reach, home.Y + (p.Y-home.Y)/d*reach}
}

// dist is the distance of two points. It does without math.Hypot, which is
// other code on other machines.
func dist(a, b XY) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	return math.Sqrt(dx*dx + dy*dy)
}
