package draw

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/story"
)

// Book is what drawing a story over and over needs to know of it, found out
// once: a timeline of thousands of events is drawn anew with every frame of a
// pan. A Book is right as long as its story is left as it is.
type Book struct {
	events []entry
	at     map[string]int // an event's place in the story, by ID
	rank   []int          // the events, the most important first
	causes map[string][]string
	homes  []home         // the places
	places map[string]int // a place's place in the story, by ID
	crowds map[crowdKey]crowding
}

// entry is an event in numbers.
type entry struct {
	first, last int // days since 1970; see EventEnd
	track       int
	open        bool // known to less than a day, and long
}

// home is a place in numbers. Days are since 1970; never is the day of what the
// story does not have.
type home struct {
	*story.Place
	at    geo.XY // on the map sheet
	maps  bool   // it is on the map sheet
	known int    // the day it comes into the story
	roles []int  // the day of each of its roles
	named int    // the day the first of the reports named it
}

const never = math.MaxInt

// NewBook reads a story.
func NewBook(s *story.Story) *Book {
	b := &Book{events: make([]entry, len(s.Events)), at: make(map[string]int, len(s.Events)), rank: make([]int, len(s.Events)), causes: map[string][]string{},
		homes: make([]home, len(s.Places)), places: make(map[string]int, len(s.Places)), crowds: map[crowdKey]crowding{}}
	for i, e := range s.Events {
		n := entry{first: e.Date.First(), last: EventEnd(e), track: trackIndex(e.Track)}
		n.open = e.Precision != "day" && n.last-n.first > 60
		b.events[i], b.rank[i] = n, i
		if _, again := b.at[e.ID]; !again {
			b.at[e.ID] = i
		}
	}
	for i, p := range s.Places {
		b.homes[i], b.places[p.ID] = b.home(s, p), i
	}
	for _, a := range s.Causes.Arrows {
		b.causes[a.From] = append(b.causes[a.From], a.To)
		b.causes[a.To] = append(b.causes[a.To], a.From)
	}
	// Among equals those come first that are part of a chain of causes; the rest
	// come in an order that takes from all times alike, and is the same wherever
	// the timeline stands.
	slices.SortFunc(b.rank, func(i, j int) int {
		x, y := s.Events[i], s.Events[j]
		return cmp.Or(cmp.Compare(x.Weight, y.Weight), cmp.Compare(len(b.causes[y.ID]), len(b.causes[x.ID])),
			cmp.Compare(bits.Reverse32(uint32(i)), bits.Reverse32(uint32(j))))
	})
	return b
}

func (b *Book) home(s *story.Story, p *story.Place) home {
	h := home{Place: p, known: never, roles: make([]int, len(p.Roles)), named: never}
	h.at, h.maps = geo.AlbersUSA(geo.Point{Lon: p.Lon, Lat: p.Lat})
	for i, r := range p.Roles {
		h.roles[i] = never
		if at, ok := b.at[r.Event]; ok {
			h.roles[i] = b.events[at].first
		}
		h.known = min(h.known, h.roles[i])
	}
	for _, t := range p.Named {
		if r := s.Report(t.Report); r != nil {
			h.named = min(h.named, r.Date.First())
		}
	}
	return h
}

// has reports whether the place has a role by a day.
func (h *home) has(role string, day int) bool {
	for i, r := range h.Roles {
		if r.Role == role && h.roles[i] <= day {
			return true
		}
	}
	return false
}

// With is m drawn by a Book of its story.
func (m Moment) With(b *Book) Moment {
	m.book = b
	return m
}

// bookOf is the Book that m is drawn by.
func (m *Moment) bookOf(s *story.Story) *Book {
	if m.book == nil {
		m.book = NewBook(s)
	}
	return m.book
}

// homeOf is a place of s in numbers.
func (m *Moment) homeOf(s *story.Story, p *story.Place) *home {
	b := m.bookOf(s)
	if i, ok := b.places[p.ID]; ok {
		return &b.homes[i]
	}
	h := b.home(s, p)
	return &h
}

// shows reports whether event i of s is on the timeline of m: in its stretch
// of time, let through by its filter, and not later than its day, dial, so that
// nobody is told what was not known.
func (b *Book) shows(s *story.Story, i int, m *Moment, dial int) bool {
	n := &b.events[i]
	switch {
	case n.last < m.From || n.first > m.To || !m.Hindsight && n.first > dial:
		return false
	case n.open && n.first < m.From && m.To-m.From < 300:
		// What is known only to the year or the season and reaches beyond the
		// stretch shown would be a bar without an end.
		return false
	case m.Only != nil && !m.Only[s.Events[i].ID]:
		return false
	}
	return m.Filter == Filter{} || m.Filter.Passes(s.Events[i], m.thread)
}

// Events lists the places in the story of the events on the timeline of m, in
// their order.
func Events(s *story.Story, m Moment) []int {
	b, dial := m.bookOf(s), m.Date.Last()
	var at []int
	for i := range b.events {
		if b.shows(s, i, &m, dial) {
			at = append(at, i)
		}
	}
	return at
}
