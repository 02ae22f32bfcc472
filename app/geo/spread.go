package geo

import "math"

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
// It takes time in proportion to n².
func Spread(points []XY, radii []float64, opts SpreadOptions) []XY {
	type pair struct {
		i, j int
		far  float64 // the distance to keep
	}
	var pairs []pair
	for i, p := range points {
		for j := i + 1; j < len(points); j++ {
			far := radii[i] + radii[j] + opts.Gap
			if dist(p, points[j]) < far+2*opts.Max {
				pairs = append(pairs, pair{i, j, far})
			}
		}
	}
	out := append([]XY(nil), points...)
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
	return out
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
