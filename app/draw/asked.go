package draw

import (
	"math"
	"slices"
	"strings"

	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/story"
)

// What a small script must know to draw another View of an explorer's picture
// than the one that stands in the page, where no client has come yet: in a frame
// of somebody else's page, whose address asks for a day, a camera, a stretch of
// time or a filter. It is told as numbers and sentences, and decides nothing.

// Days is a layer of the map on every day on which something of it changed.
type Days struct {
	Days    []string            `json:"days"`    // the first is "", for all that is before the second
	Says    []string            `json:"says"`    // what is said on each, with {date} where the day stands
	Legends []string            `json:"legends"` // the legends there are
	Legend  []int               `json:"legend"`  // the legend of each day
	Marks   map[string]DaysMark `json:"marks"`   // by the place's ID
	Fills   map[string][]Turn   `json:"fills,omitempty"`
	Words   DateWords           `json:"words"`
}

// DateWords is how dates are written.
type DateWords struct {
	Day     string   `json:"day"`
	DayOnly string   `json:"only"` // without its year
	Months  []string `json:"months"`
	Short   []string `json:"short"`
}

func dateWords(l story.Labels) DateWords {
	w := DateWords{Day: l["date.day"], DayOnly: l["date.dayOnly"]}
	for i := range 12 {
		w.Months = append(w.Months, l.Month(i+1))
		w.Short = append(w.Short, l.ShortMonth(i+1))
	}
	return w
}

// DaysMark is the mark of a place: where it lies on the sheet, how wide its name
// is at a size of 1, the state it is itself, and what became of it.
type DaysMark struct {
	X     float64 `json:"x"`
	Y     float64 `json:"y"`
	Width float64 `json:"w"`
	FIPS  string  `json:"fips,omitempty"`
	Turns []Turn  `json:"turns"`
}

// Turn is a change: the number of the day, and how a mark or a state looks from
// then on.
type Turn [3]any

// DaysOf finds out what the layer of m shows on any day until that of m.
func DaysOf(s *story.Story, m Moment, l story.Labels) Days {
	d := Days{Words: dateWords(l), Marks: map[string]DaysMark{}, Fills: map[string][]Turn{}}
	type seen struct{ state, look string }
	marks := make([]seen, len(s.Places))
	fills := map[string]string{}
	until := m.Date.Last()
	homes := m.bookOf(s).homes
	for i, day := range append([]int{0}, turningDays(s, until)...) {
		m.Date = story.DateOf(day)
		st := MapState{Marks: make([]MapMark, len(s.Places))}
		changed := i == 0
		for j, p := range s.Places {
			home := &homes[j]
			mk := MapMark{Key: "place:" + p.ID, Look: lookOf(home, &m), R: MapWide.Mark}
			layered(home, &m, MapWide, &mk)
			st.Marks[j] = mk
			changed = changed || marks[j] != seen{mk.State, mk.Look}
		}
		st.Fills = circuitFills(s, m)
		for _, f := range st.Fills {
			changed = changed || fills[f.FIPS] != f.Outcome
		}
		if !changed {
			continue
		}
		n := len(d.Days)
		if n == 0 {
			d.Days = append(d.Days, "")
		} else {
			d.Days = append(d.Days, m.Date.String())
		}
		d.Says = append(d.Says, strings.ReplaceAll(SaysOf(s, m, l), l.Date(m.Date), "{date}"))
		legend := WriteLegend(m, LegendOf(m, st), l)
		at := slices.Index(d.Legends, legend)
		if at < 0 {
			at = len(d.Legends)
			d.Legends = append(d.Legends, legend)
		}
		d.Legend = append(d.Legend, at)
		for j, p := range s.Places {
			now := seen{st.Marks[j].State, st.Marks[j].Look}
			if n > 0 && marks[j] == now {
				continue
			}
			marks[j] = now
			if now.state == Off && len(d.Marks[p.ID].Turns) == 0 {
				continue // not yet there
			}
			mk, was := d.Marks[p.ID]
			if !was {
				xy, _ := geo.AlbersUSA(geo.Point{Lon: p.Lon, Lat: p.Lat})
				mk = DaysMark{X: tenth(xy.X), Y: tenth(xy.Y), Width: math.Round(geo.TextWidth(p.Name, 1, 600)*1000) / 1000}
				if p.Kind == "state" && m.Layer != "courts" {
					mk.FIPS = p.StateFIPS
				}
			}
			mk.Turns = append(mk.Turns, Turn{n, now.state, now.look})
			d.Marks[p.ID] = mk
		}
		for _, f := range st.Fills {
			if fills[f.FIPS] != f.Outcome {
				fills[f.FIPS] = f.Outcome
				d.Fills[f.FIPS] = append(d.Fills[f.FIPS], Turn{n, f.Outcome, ""})
			}
		}
	}
	return d
}

// turningDays are the days up to one on which something of the map may change.
func turningDays(s *story.Story, until int) []int {
	days := []int{answered}
	for _, e := range s.Events {
		days = append(days, e.Date.First())
	}
	for _, p := range s.Places {
		days = append(days, p.PolicyKnown.Last())
		for _, m := range p.Money {
			days = append(days, m.Known.Last())
		}
	}
	for _, r := range s.Reports {
		days = append(days, r.Date.First())
	}
	for _, d := range s.Circuits.Decisions {
		days = append(days, d.Date.First())
	}
	slices.Sort(days)
	days = slices.Compact(days)
	return slices.DeleteFunc(days, func(day int) bool { return day <= 0 || day > until })
}

func tenth(v float64) float64 { return math.Round(v*10) / 10 }

// Stretches is a timeline in any stretch of time and through any filter.
type Stretches struct {
	From    int               `json:"from"` // days since 1970
	To      int               `json:"to"`
	Checked int               `json:"checked"`
	Frames  map[string]Lanes  `json:"frames"` // by the frame's name
	Events  []StretchesEvent  `json:"events"`
	Tracks  []string          `json:"tracks"`
	Names   []string          `json:"names"` // of the tracks, in words
	Papers  []Paper           `json:"papers"`
	Says    map[string]string `json:"says"`
	Words   DateWords         `json:"words"`
}

// Paper is a day on which reports were published.
type Paper struct {
	Day   int    `json:"a"`
	Title string `json:"s"`
}

// Lanes are the measures of a frame.
type Lanes struct {
	Left, Right, Top, Height, Pitch, Axis, Line, Second, Gap, Font, Mark float64
	Rows                                                                 int
}

// StretchesEvent is an event in numbers and words.
type StretchesEvent struct {
	ID      string   `json:"id"`
	First   int      `json:"a"`
	Last    int      `json:"b"`
	Track   int      `json:"t"`
	Weight  int      `json:"i"`
	Open    bool     `json:"open,omitempty"` // see Book
	Width   float64  `json:"w"`              // of Short at a size of 1
	Short   string   `json:"s"`
	Name    string   `json:"n"` // what is read out
	Kind    string   `json:"k,omitempty"`
	Told    bool     `json:"told,omitempty"`
	Places  []string `json:"p,omitempty"`
	Actors  []string `json:"o,omitempty"`
	Threads []string `json:"h,omitempty"`
}

// StretchesOf finds out what an explorer's timeline can show up to the day of m.
func StretchesOf(s *story.Story, m Moment, l story.Labels) Stretches {
	out := Stretches{From: m.From, To: m.To, Checked: m.Date.Last(), Frames: map[string]Lanes{}, Words: dateWords(l), Says: map[string]string{}}
	for _, f := range TimeFrames {
		g := lanesOf(f)
		out.Frames[f.Name] = Lanes{g.left, g.right, g.top, g.height, g.pitch, g.axis, g.line, g.second, g.gap, f.Font, f.Mark, g.rows}
	}
	for _, t := range story.Tracks {
		out.Tracks = append(out.Tracks, string(t))
		out.Names = append(out.Names, l.T("track."+string(t)))
	}
	for _, key := range []string{"says.time", "says.time.filtered", "time.heap"} {
		for _, number := range []string{".one", ".many"} {
			out.Says[key+number] = l[key+number]
		}
	}
	for _, day := range paperDays(s) {
		out.Papers = append(out.Papers, Paper{day.day, l.T("time.paper", strings.Join(day.names, "; "))})
	}
	threads := map[string][]string{}
	for _, t := range s.Causes.Threads {
		for id := range threadOf(s, t.ID) {
			threads[id] = append(threads[id], t.ID)
		}
	}
	b := m.bookOf(s)
	for i, e := range s.Events {
		n := b.events[i]
		slices.Sort(threads[e.ID])
		out.Events = append(out.Events, StretchesEvent{ID: e.ID, First: n.first, Last: n.last, Track: n.track, Weight: e.Weight, Open: n.open,
			Width: math.Round(geo.TextWidth(e.Short, 1, 600)*1000) / 1000, Short: e.Short, Name: eventName(e, l), Kind: e.Kind, Told: len(e.Told) > 0, Places: e.Places, Actors: e.Actors, Threads: threads[e.ID]})
	}
	return out
}
