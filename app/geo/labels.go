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
}

// LabelPlace is where a label stands; the text fills Box. A label that is not
// Shown had no room.
type LabelPlace struct {
	Shown bool
	Side  Side
	Box   Box
}

// PlaceLabels finds room for labels; the result has the order of items. The
// item with the lowest priority comes first, of equal ones the first in items,
// and takes the first of its sides where the label lies within area and covers
// no mark of any item, no obstacle, and no label placed before it. If there is
// no such side it is hidden. Labels, marks and obstacles may touch.
//
// It takes time in proportion to n·(n + the number of obstacles).
func PlaceLabels(items []LabelItem, obstacles []Box, area Box) []LabelPlace {
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(items[i].Priority, items[j].Priority) })

	places := make([]LabelPlace, len(items))
	taken := slices.Clone(obstacles)
	free := func(b Box) bool {
		return area.Holds(b) &&
			!slices.ContainsFunc(taken, b.Overlaps) &&
			!slices.ContainsFunc(items, func(it LabelItem) bool { return it.covers(b) })
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
				places[i] = LabelPlace{true, side, b}
				taken = append(taken, b)
				break
			}
		}
	}
	return places
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
