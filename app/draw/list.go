package draw

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/strings-attached/explainer/app/story"
)

// ListWhole is the number of events up to which the explorer's page lists all of
// them. Of more it lists the first ListSome that the timeline shows; each year
// has a page with all of its events.
const (
	ListWhole = 400
	ListSome  = 60
)

// WriteList writes the first events on the timeline of m as items of a list, and
// says how many they are of how many.
func WriteList(s *story.Story, m Moment, root string, l story.Labels) (items, says string) {
	at := Events(s, m)
	var b markup
	for _, i := range at[:min(len(at), ListSome)] {
		b.put(`<li class="`, string(s.Events[i].Track), `" data-row="`, s.Events[i].ID, `">`)
		b.item(s.Events[i], root, l)
		b.put(`</li>`)
	}
	if len(at) <= ListSome {
		return b.String(), l.N("explore.list.all", len(at))
	}
	return b.String(), l.T("explore.list.some", l.Int(ListSome), l.Int(len(at)))
}

// ListItem writes what stands in an explorer's list of an event.
func ListItem(e *story.Event, root string, l story.Labels) string {
	var b markup
	b.item(e, root, l)
	return b.String()
}

func (b *markup) item(e *story.Event, root string, l story.Labels) {
	b.put(`<p class="meta"><time datetime="`, e.Date.String(), `">`, Escape(l.When(e)), `</time> · <span class="who `, string(e.Track), `">`, Escape(l.T("track."+string(e.Track))), `</span> · `, Escape(l.T("kind."+e.Kind)))
	if len(e.Told) > 0 {
		b.put(` · <span class="tag">`, Escape(l.T("events.told")), `</span>`)
	}
	if e.Aftermath {
		b.put(` · <span class="tag">`, Escape(l.T("events.aftermath")), `</span>`)
	}
	b.put(`</p><h3><a href="`, root, `event/`, e.ID, `/" data-id="event:`, e.ID, `">`, Escape(e.Title), `</a></h3>`)
}

// RowOrder is a column of the table of places, one of Columns or "name" or
// "state", to sort by. The zero RowOrder is the story's.
type RowOrder struct {
	Column string
	Down   bool
}

// WriteRows writes the first rows of the table of a map that has too many places
// for all, of those that stand out in sight in frame f, and says how many they
// are of how many.
func WriteRows(s *story.Story, m Moment, f Frame, order RowOrder, root string, l story.Labels) (rows, says string) {
	book, z := m.bookOf(s), camera(s, m, f)
	var at []int
	for i := range book.homes {
		h := &book.homes[i]
		mk := MapMark{State: Off}
		if layered(h, &m, f, &mk); (mk.State == On || mk.State == Focus) && h.maps && inFrame(z.Apply(h.at), f) {
			at = append(at, i)
		}
	}
	if order.Column != "" {
		values := make([]string, len(s.Places))
		for _, i := range at {
			values[i] = valueOf(s, s.Places[i], m, order.Column, l)
		}
		slices.SortStableFunc(at, func(i, j int) int {
			c := CompareValues(values[i], values[j])
			if order.Down {
				return -c
			}
			return c
		})
	}
	var b markup
	for _, i := range at[:min(len(at), ListSome)] {
		p := s.Places[i]
		b.put(`<tr data-row="`, p.ID, `" data-k="row:`, p.ID, `" data-picked="`, onOff(m.Focus.Kind == "place" && m.Focus.ID == p.ID), `"><th scope="row"><a href="`, root, `place/`, p.ID, `/" data-id="place:`, p.ID, `">`, Escape(p.Name), `</a></th><td>`, Escape(p.StateName), `</td>`)
		for _, c := range CellsOf(s, p, m, l) {
			b.put(`<td`)
			if contains(story.DrawnScopes, c.Column) {
				b.put(` class="num"`)
			}
			b.put(`>`, Escape(c.Text), `</td>`)
		}
		b.put(`</tr>`)
	}
	if len(at) <= ListSome {
		return b.String(), l.N("explore.rows.sight", len(at))
	}
	return b.String(), l.T("explore.rows.some", l.Int(ListSome), l.Int(len(at)))
}

// valueOf is what a place's cell of a column is sorted by.
func valueOf(s *story.Story, p *story.Place, m Moment, column string, l story.Labels) string {
	switch column {
	case "name":
		return p.Name
	case "state":
		return p.StateName
	}
	for _, c := range CellsOf(s, p, m, l) {
		if c.Column == column {
			return c.Sort
		}
	}
	return ""
}

// CompareValues orders what two cells are sorted by: numbers by size, all else by
// its letters.
func CompareValues(x, y string) int {
	if a, err := strconv.ParseFloat(x, 64); err == nil {
		if b, err := strconv.ParseFloat(y, 64); err == nil {
			return cmp.Compare(a, b)
		}
	}
	return strings.Compare(x, y)
}
