package draw

import (
	"math"

	"github.com/strings-attached/explainer/app/story"
)

// Passes reports whether an event is let through. thread holds the events of
// the filter's thread, or is nil without one.
func (f Filter) Passes(e *story.Event, thread map[string]bool) bool {
	switch {
	case f.Tracks != "" && !containsWord(f.Tracks, string(e.Track)),
		f.Kind != "" && e.Kind != f.Kind,
		f.Told == "told" && len(e.Told) == 0,
		f.Told == "added" && len(e.Told) > 0,
		f.In != "" && !contains(e.Places, f.In),
		f.Who != "" && !contains(e.Actors, f.Who),
		thread != nil && !thread[e.ID]:
		return false
	}
	return true
}

func containsWord(list, word string) bool {
	for len(list) > 0 {
		i := 0
		for i < len(list) && list[i] != ' ' {
			i++
		}
		if list[:i] == word {
			return true
		}
		list = list[min(i+1, len(list)):]
	}
	return false
}

// threadOf is the events of a thread, or nil if there is none of that ID.
func threadOf(s *story.Story, id string) map[string]bool {
	t := s.Thread(id)
	if t == nil {
		return nil
	}
	events := map[string]bool{}
	for _, e := range t.Events {
		events[e] = true
	}
	return events
}

// Shown counts the events on the timeline of m, and those that its filter
// hides although their time is shown.
func Shown(s *story.Story, m Moment) (shown, hidden int) {
	b, dial, open := m.bookOf(s), m.Date.Last(), m
	open.Filter, open.thread = Filter{}, nil
	for i := range s.Events {
		switch {
		case b.shows(s, i, &m, dial):
			shown++
		case m.Filter != Filter{} && b.shows(s, i, &open, dial):
			hidden++
		}
	}
	return shown, hidden
}

// arcs draws what led to what: the arrows of the event the reader picked, or
// those within the thread that is shown. An arrow is drawn where both its events
// have a mark, from the earlier to the later one.
func arcs(s *story.Story, m Moment, st TimeState) string {
	picked := ""
	if m.Picked && m.Focus.Kind == "event" {
		picked = m.Focus.ID
	}
	if picked == "" && m.thread == nil {
		return ""
	}
	at := map[string]*TimeMark{}
	for i := range st.Marks {
		at[s.Events[st.Marks[i].Event].ID] = &st.Marks[i]
	}
	var b markup
	for _, a := range s.Causes.Arrows {
		if picked != "" && a.From != picked && a.To != picked {
			continue
		}
		from, to := at[a.From], at[a.To]
		if from == nil || to == nil || picked == "" && !(m.thread[a.From] && m.thread[a.To]) {
			continue
		}
		if s.Events[from.Event].Date.Compare(s.Events[to.Event].Date) > 0 {
			from, to = to, from
		}
		class := "arc"
		if a.Light {
			class = "arc light"
		}
		// The curve leaves and arrives level, and bows where both are in a row.
		bow := math.Min(26, math.Abs(to.X-from.X)/4)
		c1, c2 := from.Y, to.Y
		if math.Abs(from.Y-to.Y) < 4 {
			if from.Y-bow < 3 { // no room above
				bow = -bow
			}
			c1, c2 = from.Y-bow, to.Y-bow
		}
		mid := (from.X + to.X) / 2
		b.put(`<path class="`, class, `" d="M`, Num(from.X), " ", Num(from.Y), "C", Num(mid), " ", Num(c1), " ", Num(mid), " ", Num(c2), " ", Num(to.X), " ", Num(to.Y), `"/>`)
	}
	return b.String()
}
