package timeline

import (
	"cmp"
	"math"
	"slices"
)

// Item is an event to be packed.
type Item struct {
	Start, End int     // days; End above Start makes a stretch, else the event is a point
	Weight     int     // the lower, the more important
	Width      float64 // of its label, in pixels; 0 if it has none
	Track      int     // items of different tracks never get in each other's way
	Selected   bool    // whether its label comes before all others
}

// Options are the measures that Pack packs with, in pixels.
type Options struct {
	Rows int     // rows of a track, at least 1
	Mark float64 // the width of a point's mark, above 0; a stretch's mark is wider by its stretch
	Gap  float64 // the least distance between two marks or labels of a row
	// Named lets marks rather be in a row where the mark before them has room for
	// its label, and spreads them over the rows where none has.
	Named bool
	// Room is how far right of its day a mark may stand if another one is in its
	// way: on a scale where a day is much wider than a mark, a little less than a
	// day. At 0 every mark stands where its day begins.
	Room float64
}

// Side says where a label stands.
type Side uint8

// The sides, in the order of preference.
const (
	NoSide Side = iota // the label is not shown
	Right              // it begins at LabelX
	Left               // it ends at LabelX
)

// Placed is where an item stands. Its mark reaches from half a Mark left of X
// to half a Mark right of X2.
type Placed struct {
	X, X2 float64 // pixels; equal for a point
	Row   int     // within the track, 0 to Rows-1
	// Lead is the item whose mark stands for this one: its own index, or, in a
	// cluster, that of the cluster's leader. The members of a cluster share X,
	// X2 and Row.
	Lead int
	// Count is the number of items that the mark stands for: 1, more for the
	// leader of a cluster, and 0 for its other members, which have no mark.
	Count  int
	Label  Side
	LabelX float64 // pixels; the edge of the label that is next to the mark
}

// span is what a mark covers, in pixels, and the item.
type span struct {
	left, right float64
	item        int
}

// Pack places items along a scale; the result has the order of items.
//
// In each track, marks stack into rows where they would come closer than Gap.
// The rows but the last go to the more important items: where more of them
// meet than there are rows, the least important one (by weight, then the
// later) goes to the last row. There, an item that comes too close to the mark
// left of it joins it, and the two are a cluster: one mark, the place of its
// first item, with the most important item as its leader.
//
// Then labels are set beside the marks, in the row, right if there is room,
// else left: the selected items' first, then the more important ones', then
// the earlier ones', by order of items at last. A label is shown only where it
// keeps Gap from every mark and label of its row and stays within X0…X1.
// A cluster shows a label only if it is that of a selected item.
//
// With Room the marks of a day stand side by side instead, the more important
// ones first: each in the row where it has to move least, as long as that is no
// more than Room. Only what then has no place in its day joins the mark before
// it, in the last row, as a cluster.
//
// So no two marks overlap and no label overlaps anything, if rows are as high
// as marks and labels; and every item has a mark or is counted in one. Which
// items are selected changes labels and leaders, never where a mark stands.
//
// It takes time in proportion to n·(log n + Rows).
func Pack(items []Item, s Scale, o Options) []Placed {
	o.Rows = max(o.Rows, 1)
	p := packer{items: items, s: s, o: o, placed: make([]Placed, len(items))}
	spans := make([]span, len(items))
	for i, item := range items {
		x := s.X(float64(item.Start))
		x2 := s.X(float64(max(item.Start, item.End)))
		spans[i] = span{x - o.Mark/2, x2 + o.Mark/2, i}
		p.placed[i] = Placed{X: x, X2: x2, Lead: i, Count: 1}
	}
	slices.SortFunc(spans, func(a, b span) int {
		if c := cmp.Compare(items[a.item].Track, items[b.item].Track); c != 0 {
			return c
		}
		if c := cmp.Compare(a.left, b.left); c != 0 {
			return c
		}
		return p.compare(a.item, b.item)
	})
	for len(spans) > 0 {
		track := items[spans[0].item].Track
		n := 1
		for n < len(spans) && items[spans[n].item].Track == track {
			n++
		}
		p.track(spans[:n])
		spans = spans[n:]
	}
	return p.placed
}

type packer struct {
	items  []Item
	s      Scale
	o      Options
	placed []Placed
}

// compare orders items by importance, the most important first.
func (p *packer) compare(i, j int) int {
	a, b := &p.items[i], &p.items[j]
	if c := cmp.Compare(a.Weight, b.Weight); c != 0 {
		return c
	}
	if c := cmp.Compare(a.Start, b.Start); c != 0 {
		return c
	}
	return i - j
}

// track packs the items of one track, which are sorted by their left ends.
func (p *packer) track(spans []span) {
	if p.o.Room > 0 {
		p.labels(p.loose(spans))
		return
	}
	rows := make([][]span, p.o.Rows)
	last := len(rows) - 1
	upper, rest := p.choose(spans, last)
	for _, sp := range upper {
		r := p.row(rows[:last], sp)
		rows[r] = append(rows[r], sp)
		p.placed[sp.item].Row = r
	}
	rows[last] = p.cluster(rest, last)
	p.labels(rows)
}

// row is the row that a mark of the upper rows is put in; choose has seen to it
// that one is free.
func (p *packer) row(rows [][]span, sp span) int {
	free, end := 0, math.Inf(1)
	for r, row := range rows {
		if len(row) == 0 {
			return r
		}
		before := row[len(row)-1]
		if !p.clear(before, sp) {
			continue
		}
		if width := p.items[before.item].Width; !p.o.Named || before.right+width+2*p.o.Gap <= sp.left {
			return r
		}
		if before.right < end {
			free, end = r, before.right
		}
	}
	return free
}

// loose packs the items of a track with Room, and gives the marks of each row.
func (p *packer) loose(spans []span) [][]span {
	rows := make([][]span, p.o.Rows)
	last := len(rows) - 1
	for _, sp := range spans {
		best, least := -1, math.Inf(1)
		for r, row := range rows {
			move := 0.0
			if n := len(row); n > 0 {
				move = max(0, row[n-1].right+p.o.Gap-sp.left)
			}
			if move < least {
				best, least = r, move
			}
		}
		if least <= p.o.Room {
			sp.left, sp.right = sp.left+least, sp.right+least
			rows[best] = append(rows[best], sp)
			at := &p.placed[sp.item]
			at.X, at.X2, at.Row = at.X+least, at.X2+least, best
			continue
		}
		// The last row has a mark: without one there would have been room in it.
		p.join(&rows[last][len(rows[last])-1], sp.item, last)
	}
	// Only now is it known who leads.
	for _, sp := range spans {
		lead := p.placed[sp.item].Lead
		for p.placed[lead].Lead != lead {
			lead = p.placed[lead].Lead
		}
		p.placed[sp.item].Lead = lead
	}
	return rows
}

// join lets an item stand under a mark of the last row; the more important of
// it and the mark's leader leads from now on.
func (p *packer) join(mark *span, item, row int) {
	was := mark.item
	place := p.placed[was]
	if p.rank(item, was) < 0 {
		p.placed[item] = Placed{X: place.X, X2: place.X2, Row: row, Lead: item, Count: place.Count + 1}
		p.placed[was] = Placed{X: place.X, X2: place.X2, Row: row, Lead: item}
		mark.item = item
		return
	}
	p.placed[was].Count++
	p.placed[item] = Placed{X: place.X, X2: place.X2, Row: row, Lead: was}
}

// clear reports whether b, which does not begin before a, keeps its distance.
func (p *packer) clear(a, b span) bool { return a.right+p.o.Gap <= b.left }

// choose parts spans into those of which at most rows meet anywhere, and the
// rest.
func (p *packer) choose(spans []span, rows int) (chosen, rest []span) {
	out := make([]bool, len(spans))
	meet := make([]int, 0, rows+1) // indexes of chosen spans that reach the current one
	for i, sp := range spans {
		meet = slices.DeleteFunc(meet, func(j int) bool { return p.clear(spans[j], sp) })
		meet = append(meet, i)
		if len(meet) <= rows {
			continue
		}
		worst := 0
		for k := range meet {
			if p.compare(spans[meet[k]].item, spans[meet[worst]].item) > 0 {
				worst = k
			}
		}
		out[meet[worst]] = true
		meet = slices.Delete(meet, worst, worst+1)
	}
	for i, sp := range spans {
		if out[i] {
			rest = append(rest, sp)
		} else {
			chosen = append(chosen, sp)
		}
	}
	return chosen, rest
}

// cluster places spans in one row and gives the marks that come to stand
// there.
func (p *packer) cluster(spans []span, row int) []span {
	var marks []span
	for len(spans) > 0 {
		n := 1
		for n < len(spans) && !p.clear(spans[0], spans[n]) {
			n++
		}
		p.group(spans[:n], row)
		mark := spans[0]
		mark.item = p.placed[mark.item].Lead
		marks = append(marks, mark)
		spans = spans[n:]
	}
	return marks
}

// group lets one mark, the place of the first of spans, stand for all of them.
func (p *packer) group(spans []span, row int) {
	lead := spans[0].item
	for _, sp := range spans[1:] {
		if p.rank(sp.item, lead) < 0 {
			lead = sp.item
		}
	}
	place := p.placed[spans[0].item]
	for _, sp := range spans {
		p.placed[sp.item] = Placed{X: place.X, X2: place.X2, Row: row, Lead: lead}
	}
	p.placed[lead].Count = len(spans)
}

// rank orders items for leading and for labels: the selected first, then the
// more important.
func (p *packer) rank(i, j int) int {
	if a, b := p.items[i].Selected, p.items[j].Selected; a != b {
		if a {
			return -1
		}
		return 1
	}
	return p.compare(i, j)
}

// room is the space between two neighbouring marks of a row, as far as no
// label takes it.
type room struct{ left, right float64 }

// labels sets the labels of a track. rows holds the marks, from left to right.
func (p *packer) labels(rows [][]span) {
	type candidate struct{ item, row, place int }
	var wait []candidate
	rooms := make([][]room, len(rows)) // rooms[r][i] is left of mark i of row r
	for r, row := range rows {
		rooms[r] = make([]room, len(row)+1)
		left := math.Inf(-1)
		for i, mark := range row {
			rooms[r][i] = room{left, mark.left - p.o.Gap}
			left = mark.right + p.o.Gap
			item := &p.items[mark.item]
			if item.Width > 0 && (p.placed[mark.item].Count == 1 || item.Selected) {
				wait = append(wait, candidate{mark.item, r, i})
			}
		}
		rooms[r][len(row)] = room{left, math.Inf(1)}
	}
	slices.SortFunc(wait, func(a, b candidate) int { return p.rank(a.item, b.item) })
	for _, c := range wait {
		placed, width := &p.placed[c.item], p.items[c.item].Width
		mark := rows[c.row][c.place]
		after, before := &rooms[c.row][c.place+1], &rooms[c.row][c.place]
		if x := mark.right + p.o.Gap; x >= p.s.X0 && x+width <= min(after.right, p.s.X1) {
			placed.Label, placed.LabelX = Right, x
			after.left = x + width + p.o.Gap
		} else if x := mark.left - p.o.Gap; x <= p.s.X1 && x-width >= max(before.left, p.s.X0) {
			placed.Label, placed.LabelX = Left, x
			before.right = x - width - p.o.Gap
		}
	}
}
