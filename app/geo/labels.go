package geo

import (
	"cmp"
	"math"
	"slices"
)

// Side is where a label stands, seen from its mark.
type Side string

// The sides, in the order that PlaceLabels tries them if it is not told
// otherwise.
const (
	East      Side = "E"
	West      Side = "W"
	North     Side = "N"
	South     Side = "S"
	NorthEast Side = "NE"
	SouthEast Side = "SE"
	NorthWest Side = "NW"
	SouthWest Side = "SW"
)

var allSides = []Side{East, West, North, South, NorthEast, SouthEast, NorthWest, SouthWest}

// toward is -1, 0 or 1 to the right and down.
func (s Side) toward() (x, y float64) {
	for _, c := range s {
		switch c {
		case 'E':
			x = 1
		case 'W':
			x = -1
		case 'N':
			y = -1
		case 'S':
			y = 1
		}
	}
	return x, y
}

// LabelItem is a round mark with a label to be placed beside it, in pixels.
type LabelItem struct {
	At            XY      // the center of the mark
	Radius        float64 // of the mark
	Gap           float64 // the space between the mark and its label
	Width, Height float64 // of the label; without them it is hidden
	Priority      int     // the lower, the earlier it is placed
	Sides         []Side  // where it may stand, the best first; all eight if there are none
	Reach         float64 // how far from the mark it may be set apart, with a line leading to it; 0 for not at all
}

// LabelPlace is where a label stands; the text fills Box. A label that is not
// Shown had no room.
type LabelPlace struct {
	Shown bool
	Side  Side
	Box   Box
	// Led is set where the label stands apart from its mark: a line leads from
	// From, at the mark, to To, at the label.
	Led      bool
	From, To XY
}

// PlaceLabels finds room for labels; the result has the order of items. The
// item with the lowest priority comes first, of equal ones the first in items,
// and takes the first of its sides where the label lies within area and covers
// no mark of any item, no obstacle, and no label placed before it. If there is
// no such side it is hidden. Labels, marks and obstacles may touch.
//
// Then those labels that found no side and have a Reach are set apart, as near
// as there is room for them and for the line that leads to them: it crosses no
// mark, no label and no other such line.
//
// Where marks are spread over the area it takes time in proportion to their
// number: what is far from a label is not looked at.
func PlaceLabels(items []LabelItem, obstacles []Box, area Box) []LabelPlace {
	places, _ := placeLabels(items, obstacles, area)
	return places
}

// labelCell is the side of the squares by which labels look for what is in
// their way, in pixels.
const labelCell = 40

// placeLabels is PlaceLabels, and tells how many marks, obstacles and labels
// were looked at.
func placeLabels(items []LabelItem, obstacles []Box, area Box) (placed []LabelPlace, looks int) {
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(items[i].Priority, items[j].Priority) })

	places := make([]LabelPlace, len(items))
	var taken []Box
	boxes, marks := newMesh(area, labelCell), newMesh(area, labelCell)
	take := func(b Box) {
		boxes.add(len(taken), b)
		taken = append(taken, b)
	}
	for _, b := range obstacles {
		take(b)
	}
	for i, it := range items {
		marks.add(i, around(it.At, it.Radius))
	}
	free := func(b Box) bool {
		return area.Holds(b) &&
			!boxes.any(b, func(i int) bool { return b.Overlaps(taken[i]) }) &&
			!marks.any(b, func(i int) bool { return items[i].covers(b) })
	}
	for _, i := range order {
		it := &items[i]
		if !(it.Width > 0 && it.Height > 0) {
			continue
		}
		sides := it.Sides
		if len(sides) == 0 {
			sides = allSides
		}
		for _, side := range sides {
			if b := it.box(side); free(b) {
				places[i] = LabelPlace{Shown: true, Side: side, Box: b}
				take(b)
				break
			}
		}
	}
	var lines []Line
	for _, i := range order {
		it := &items[i]
		if places[i].Shown || !(it.Width > 0 && it.Height > 0 && it.Reach > 0) {
			continue
		}
		for l := range it.apart {
			line := Line{l.From, l.To}
			reach := Box{l.From.X, l.From.Y, l.From.X, l.From.Y}.Add(l.To)
			clear := free(l.Box) &&
				!boxes.any(reach, func(i int) bool { return line.enters(taken[i]) }) &&
				!slices.ContainsFunc(lines, line.meets) &&
				!marks.any(reach, func(i int) bool { return items[i].At != it.At && line.passes(items[i].At, items[i].Radius) }) &&
				!slices.ContainsFunc(lines, func(o Line) bool { return o.enters(l.Box) })
			if clear {
				places[i] = l
				take(l.Box)
				lines = append(lines, line)
				break
			}
		}
	}
	return places, boxes.looks + marks.looks
}

// ways are where a label that is set apart may stand: level, then slanting.
var ways = [...]XY{{1, 0}, {0.94, -0.34}, {0.94, 0.34}, {0.77, -0.64}, {0.77, 0.64}, {-1, 0}, {-0.94, -0.34}, {-0.94, 0.34}, {-0.77, -0.64}, {-0.77, 0.64}, {0.34, -0.94}, {0.34, 0.94}, {-0.34, -0.94}, {-0.34, 0.94}}

// apart yields where the label of it may be set apart, the nearest first.
func (it *LabelItem) apart(yield func(LabelPlace) bool) {
	for far := it.Radius + it.Height; far <= it.Reach; far += it.Height / 2 {
		for _, way := range ways {
			l := LabelPlace{Shown: true, Side: East, Led: true,
				From: XY{it.At.X + way.X*it.Radius, it.At.Y + way.Y*it.Radius}, To: XY{it.At.X + way.X*far, it.At.Y + way.Y*far}}
			x := l.To.X + 1
			if way.X < 0 {
				l.Side, x = West, l.To.X-1-it.Width
			}
			l.Box = Box{x, l.To.Y - it.Height/2, x + it.Width, l.To.Y + it.Height/2}
			if !yield(l) {
				return
			}
		}
	}
}

// enters reports whether a line of two points has a part inside a box.
func (l Line) enters(b Box) bool {
	// Liang and Barsky: what is left of the line between the box's four edges.
	from, to := 0.0, 1.0
	d := XY{l[1].X - l[0].X, l[1].Y - l[0].Y}
	for _, e := range [4][2]float64{{-d.X, l[0].X - b.X0}, {d.X, b.X1 - l[0].X}, {-d.Y, l[0].Y - b.Y0}, {d.Y, b.Y1 - l[0].Y}} {
		switch at := e[1] / e[0]; {
		case e[0] == 0:
			if e[1] < 0 {
				return false
			}
		case e[0] < 0:
			from = max(from, at)
		default:
			to = min(to, at)
		}
	}
	return from < to
}

// meets reports whether two lines of two points cross.
func (l Line) meets(o Line) bool {
	side := func(a, b, c XY) float64 { return (b.X-a.X)*(c.Y-a.Y) - (b.Y-a.Y)*(c.X-a.X) }
	return side(l[0], l[1], o[0])*side(l[0], l[1], o[1]) < 0 && side(o[0], o[1], l[0])*side(o[0], o[1], l[1]) < 0
}

// passes reports whether a line of two points comes nearer to p than r.
func (l Line) passes(p XY, r float64) bool {
	d := XY{l[1].X - l[0].X, l[1].Y - l[0].Y}
	n := d.X*d.X + d.Y*d.Y
	if n == 0 {
		return dist(l[0], p) < r
	}
	t := min(1, max(0, ((p.X-l[0].X)*d.X+(p.Y-l[0].Y)*d.Y)/n))
	return dist(XY{l[0].X + t*d.X, l[0].Y + t*d.Y}, p) < r
}

// box is the label on a side: the middle of its edge, or its corner, is Gap
// away from the mark.
func (it *LabelItem) box(side Side) Box {
	dx, dy := side.toward()
	r := it.Radius + it.Gap
	if dx != 0 && dy != 0 {
		r *= math.Sqrt2 / 2
	}
	x0 := it.At.X + dx*r + (dx-1)/2*it.Width
	y0 := it.At.Y + dy*r + (dy-1)/2*it.Height
	return Box{x0, y0, x0 + it.Width, y0 + it.Height}
}

// covers reports whether the mark of it and the box have an area in common. A
// billionth of a pixel is let pass, so that a label may touch its own mark
// however the corner was rounded.
func (it *LabelItem) covers(b Box) bool {
	nearest := XY{min(max(it.At.X, b.X0), b.X1), min(max(it.At.Y, b.Y0), b.Y1)}
	return dist(it.At, nearest) < it.Radius-1e-9
}
