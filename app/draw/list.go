package draw

import (
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
