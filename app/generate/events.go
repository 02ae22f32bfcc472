package generate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/strings-attached/explainer/app/story"
)

// The days that events are spread over: those of the real story.
var (
	firstDay   = story.Date{Year: 2016, Month: 1, Day: 4}.First()
	lastDay    = story.Date{Year: 2026, Month: 10, Day: 30}.First()
	reportsEnd = story.Date{Year: 2017, Month: 8, Day: 16}.First()
)

// crest is a time of much news: days around its middle get more events.
type crest struct {
	middle, width, often int
}

// crests are where the dispute was dense, and a week that is denser than any.
func crests() []crest {
	day := func(y, mo, d int) int { return story.Date{Year: y, Month: mo, Day: d}.First() }
	return []crest{
		{0, 0, 40}, // all days alike
		{day(2017, 3, 27), 40, 16},
		{day(2017, 4, 25), 9, 7},
		{day(2017, 8, 7), 30, 12},
		{day(2018, 6, 15), 60, 9},
		{day(2020, 2, 20), 50, 7},
		{day(2025, 4, 20), 60, 9},
	}
}

// deed is what somebody may do: a kind of event, and words for it.
type deed struct {
	kind, title, short string
}

var deeds = map[story.Track][]deed{
	story.Federal: {
		{"order", "An order on grants is signed", "Order signed"},
		{"letter", "Letters ask for proof", "Letters go out"},
		{"statement", "The department speaks of its terms", "Department speaks"},
		{"grant-terms", "New terms for grants are published", "New terms"},
		{"report", "An office counts requests", "Count published"},
	},
	story.Local: {
		{"policy", "%s writes a rule on requests", "%s: rule"},
		{"statement", "%s says what it will do", "%s speaks"},
		{"meeting", "The council of %s meets", "%s meets"},
		{"letter", "%s answers a letter", "%s answers"},
	},
	story.Court: {
		{"suit", "%s goes to court", "%s sues"},
		{"hearing", "A judge hears %s", "%s: hearing"},
		{"ruling", "A ruling for %s", "%s: ruling"},
		{"ruling", "A ruling against %s", "%s: ruling"},
		{"appeal", "The ruling on %s is appealed", "%s: appeal"},
	},
}

// events makes the events, in the order of time.
func (m *maker) events() {
	r := m.random(2)
	all := crests()
	var often []int
	for _, c := range all {
		often = append(often, c.often)
	}
	days := make([]int, m.Events)
	for i := range days {
		days[i] = someDay(r, all, often)
	}
	// A chapter needs a first event that is known to the day.
	slices.Sort(days)
	for i, day := range days {
		e := &story.Event{ID: fmt.Sprintf("g-%05d", i+1), Date: story.DateOf(day), Precision: "day", Sources: []string{source}}
		e.Track = pick(r, story.Tracks, 28, 32, 40)
		if i > 0 {
			m.blur(r, e)
		}
		m.words(r, e)
		e.Weight = pick(r, []int{1, 2, 3}, 4, 26, 70)
		if day <= reportsEnd && r.IntN(3) == 0 {
			e.Told = []story.Told{{Report: pick(r, []string{"alpha", "beta"}), Excerpt: "one line"}}
		}
		m.s.Events = append(m.s.Events, e)
	}
	slices.SortStableFunc(m.s.Events, func(a, b *story.Event) int { return a.Date.Compare(b.Date) })
	for _, e := range m.s.Events {
		e.Aftermath = e.Date.First() > reportsEnd
	}
}

// someDay is a day between the first and the last.
func someDay(r *rand.Rand, all []crest, often []int) int {
	for {
		c := pick(r, all, often...)
		day := firstDay + r.IntN(lastDay-firstDay+1)
		if c.width > 0 {
			day = c.middle + int(r.NormFloat64()*float64(c.width)/2)
		}
		// Courts and offices rest on weekends: one in eight happens then.
		if weekday := (day + 4) % 7; (weekday == 0 || weekday == 6) && r.IntN(8) > 0 {
			continue
		}
		if day >= firstDay && day <= lastDay {
			return day
		}
	}
}

// blur makes an event as little known, or as long, as real ones are.
func (m *maker) blur(r *rand.Rand, e *story.Event) {
	d := e.Date
	switch r.IntN(100) {
	case 0:
		e.Precision, e.Date = "year", story.Date{Year: d.Year}
	case 1, 2, 3, 4:
		e.Precision, e.Date = "month", story.Date{Year: d.Year, Month: d.Month}
	case 5, 6, 7:
		e.Precision = "week"
	case 8:
		e.Precision, e.Date = "season", story.Date{Year: d.Year, Month: d.Month}
	case 9, 10:
		if end := d.First() + 1 + r.IntN(9); end <= lastDay {
			e.End = story.DateOf(end)
		}
	}
}

// words gives an event its title, its places and its summary.
func (m *maker) words(r *rand.Rand, e *story.Event) {
	d := pick(r, deeds[e.Track])
	p := pick(r, m.s.Places)
	e.Kind, e.Title, e.Short = d.kind, d.title, d.short
	if strings.Contains(d.title, "%s") {
		e.Title, e.Short = fmt.Sprintf(d.title, p.Name), cut(fmt.Sprintf(d.short, strings.TrimSuffix(p.Name, " County")), 26)
		e.Places = []string{p.ID}
	} else if r.IntN(4) == 0 {
		for range 1 + r.IntN(6) {
			if id := pick(r, m.s.Places).ID; !slices.Contains(e.Places, id) {
				e.Places = append(e.Places, id)
			}
		}
	}
	switch e.Track {
	case story.Federal:
		e.Seat, e.Actors = "federal-washington", []string{"official"}
	case story.Court:
		e.Seat = "court"
	}
	e.Summary = fmt.Sprintf("This event is generated. %s, as far as numbers can tell.", e.Title)
}

// cut shortens s to a number of characters.
func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return strings.TrimSpace(string(r[:most-1])) + "…"
	}
	return s
}

// causes joins events into threads, and the events of a thread by arrows.
func (m *maker) causes() {
	r := m.random(4)
	threads := min(max(1, m.Events/200), 12)
	for i := range threads {
		t := &story.Thread{ID: fmt.Sprintf("thread-%d", i+1), Title: fmt.Sprintf("Generated thread %d", i+1)}
		at := r.IntN(max(1, len(m.s.Events)/2))
		var last *story.Event
		for at < len(m.s.Events) && len(t.Events) < 12 {
			e := m.s.Events[at]
			if e.Precision == "day" && e.End.IsZero() {
				if last != nil {
					m.s.Causes.Arrows = append(m.s.Causes.Arrows, &story.Arrow{From: last.ID, To: e.ID, Kind: "led to", Why: "The generator says so.", Sources: []string{source}, Light: r.IntN(4) == 0})
				}
				t.Events, last = append(t.Events, e.ID), e
			}
			at += 1 + r.IntN(max(1, len(m.s.Events)/24))
		}
		if len(t.Events) > 1 {
			m.s.Causes.Threads = append(m.s.Causes.Threads, t)
		}
	}
	if len(m.s.Causes.Threads) == 0 { // a handful of events, none after the one that was met
		first, last := m.s.Events[0], m.s.Events[len(m.s.Events)-1]
		if first.Date.First() > last.Date.First() {
			first, last = last, first
		}
		m.s.Causes = story.Causes{
			Arrows:  []*story.Arrow{{From: first.ID, To: last.ID, Kind: "led to", Why: "The generator says so.", Sources: []string{source}}},
			Threads: []*story.Thread{{ID: "thread-1", Title: "Generated thread 1", Events: []string{first.ID, last.ID}}},
		}
	}
}
