//go:build !js

package draw

import (
	"strconv"
	"testing"

	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// The three below are what happens between a key pressed and a picture changed.

func BenchmarkMapOf(b *testing.B) {
	s, _ := load(b)
	m := MomentOf(s, route.View{Step: "letters-1"})
	for b.Loop() {
		MapOf(s, m, MapWide)
	}
}

func BenchmarkTimeOf(b *testing.B) {
	s, l := load(b)
	m := MomentOf(s, route.View{Step: "since-5"})
	for b.Loop() {
		TimeOf(s, m, TimeWide, l)
	}
}

func BenchmarkDiff(b *testing.B) {
	s, l := load(b)
	m1, m2 := MomentOf(s, route.View{Step: "letters-1"}), MomentOf(s, route.View{Step: "since-5"})
	map1, map2 := MapOf(s, m1, MapWide), MapOf(s, m2, MapWide)
	time1, time2 := TimeOf(s, m1, TimeWide, l), TimeOf(s, m2, TimeWide, l)
	for b.Loop() {
		DiffMap(s, map1, map2, MapWide, "", l)
		DiffTime(s, time1, time2, TimeWide, "", l)
	}
}

func BenchmarkWriteMap(b *testing.B) {
	s, l := load(b)
	m := MomentOf(s, route.View{Step: "letters-1"})
	st := MapOf(s, m, MapWide)
	for b.Loop() {
		WriteMap(s, m, st, MapWide, "", true, l)
	}
}

// sizes are the numbers of events that are measured.
var sizes = []int{25, 250, 2500, 10000}

// acts are what a reader does on an explorer's timeline: from one view to
// another.
func acts(s *story.Story) []struct {
	name     string
	from, to route.View
} {
	e := s.Events[len(s.Events)/3]
	span := func(from, days int) route.Span {
		return route.Span{From: story.DateOf(from), To: story.DateOf(from + days)}
	}
	day := e.Date.First()
	pick := route.Pick{Kind: "event", ID: e.ID}
	return []struct {
		name     string
		from, to route.View
	}{
		{"pick", route.View{}, route.View{Pick: pick}},
		{"pick-near", route.View{Span: span(day-20, 60)}, route.View{Span: span(day-20, 60), Pick: pick}},
		{"open", route.View{}, route.View{Span: span(day-60, 120)}},
		{"pan", route.View{Span: span(day-1000, 2000)}, route.View{Span: span(day-990, 2000)}},
		{"pan-near", route.View{Span: span(day-20, 60)}, route.View{Span: span(day-19, 60)}},
		{"zoom", route.View{Span: span(day-1000, 2000)}, route.View{Span: span(day-800, 1600)}},
		{"filter", route.View{}, route.View{Tracks: "court"}},
	}
}

// act is what happens between an act and the changes that are written: both
// frames laid out, and compared with what was there.
func act(s *story.Story, b *Book, l story.Labels, was [2]TimeState, v route.View) (n int) {
	m := ExploreAt(s, "time", v).With(b)
	for i, f := range TimeFrames {
		n += len(DiffTime(s, was[i], TimeOf(s, m, f, l), f, "", l))
	}
	return n
}

func standing(s *story.Story, b *Book, l story.Labels, v route.View) (was [2]TimeState) {
	m := ExploreAt(s, "time", v).With(b)
	for i, f := range TimeFrames {
		was[i] = TimeOf(s, m, f, l)
	}
	return was
}

// BenchmarkTimeline measures every act on the timeline at each size.
func BenchmarkTimeline(b *testing.B) {
	_, l := load(b)
	for _, n := range sizes {
		s := generated(b, n)
		book := NewBook(s)
		for _, a := range acts(s) {
			b.Run(a.name+"/"+strconv.Itoa(n), func(b *testing.B) {
				was := standing(s, book, l, a.from)
				for b.Loop() {
					act(s, book, l, was, a.to)
				}
			})
		}
	}
}

// BenchmarkMap measures every act on the map at each size.
func BenchmarkMap(b *testing.B) {
	_, l := load(b)
	for _, n := range mapSizes {
		s := generated(b, n.events)
		book := NewBook(s)
		for _, a := range mapActs(s) {
			b.Run(a.name+"/"+strconv.Itoa(n.places), func(b *testing.B) {
				was := MapOf(s, ExploreAt(s, "roles", a.from).With(book), MapWide)
				for b.Loop() {
					clear(book.crowds)
					mapAct(s, book, l, was, a.to, MapWide)
				}
			})
		}
	}
}

// TestTimelineGrows holds what keeps an act on ten thousand events near one on a
// few hundred, by what does not depend on the machine: it allocates no more than
// fifty times as much, and writes no more than fits a window.
func TestTimelineGrows(t *testing.T) {
	_, l := load(t)
	small, large := generated(t, 250), generated(t, 10000)
	few, many := NewBook(small), NewBook(large)
	for i, a := range acts(small) {
		was, c := standing(small, few, l, a.from), acts(large)[i]
		little := testing.AllocsPerRun(3, func() { act(small, few, l, was, a.to) })
		was = standing(large, many, l, c.from)
		much := testing.AllocsPerRun(3, func() { act(large, many, l, was, c.to) })
		if much > 50*little {
			t.Errorf("%s allocates %.0f times on 10,000 events and %.0f times on 250", a.name, much, little)
		}
		if n := act(large, many, l, was, c.to); n > 2000 {
			t.Errorf("%s writes %d changes on 10,000 events", a.name, n)
		}
		for f, st := range standing(large, many, l, c.to) {
			if n := len(st.Marks) + len(st.Heaps); n > 400 {
				t.Errorf("%s leaves %d marks on frame %d", a.name, n, f)
			}
		}
	}
}
