package draw

import (
	"slices"
	"strings"

	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/story"
	"github.com/strings-attached/explainer/app/timeline"
)

// TimeMark is one event of a timeline as it stands in a moment.
type TimeMark struct {
	Key    string // "event:ID"
	Event  int    // its place in the story
	X, Y   float64
	Length float64 // of its bar, where its time is a stretch or is not known to the day
	State  string
	Many   bool    // it stands before a cluster of events, whose number is written on it
	Label  string  // the label's text-anchor; "" for none
	LX, LY float64 // of the label's baseline, from the mark
}

// TimeState is a timeline at a moment.
type TimeState struct {
	Scale  timeline.Scale
	Dial   float64    // x of the moment's day
	Marks  []TimeMark // the events that have a mark of their own, in the story's order
	Heaps  []Heap     // what stands for many events, from the earliest on, track by track
	Waves  []string   // how many events there are all along, for each track, as path data; nil where all have their marks
	Axis   string     // the ticks, as SVG
	Tab    string     // the key of the mark that Tab finds; arrow keys lead on from there
	Arcs   string     // what led to what, as SVG
	Counts string     // how many events a picked mark stands before, as SVG
}

// lanes are the measures of a timeline's frame.
type lanes struct {
	left, right  float64 // of the axis
	top, height  float64 // of the first lane, and of each
	rows         int
	pitch        float64
	axis         float64 // y of the axis
	line, second float64 // baselines of the ticks' two lines of text, from axis
	gap          float64 // least distance of two ticks
	crowd        int     // of more events than that an explorer draws how many there are
	part         float64 // least width of a part whose events are counted together
	number       float64 // baseline of a part's number, from the lane's top
	wave         float64 // height of the highest wave
	font         float64 // size of a part's number
	desk         bool    // lanes are named in full, and the reports have a line of their own
}

func lanesOf(f Frame) lanes {
	if f.W == TimeDesk.W {
		return lanes{left: 96, right: f.W - 14, top: 2, height: 108, rows: 5, pitch: 21, axis: 358, line: 15, second: 31, gap: 44,
			crowd: 240, part: 44, number: 31, wave: 64, font: 11, desk: true}
	}
	if f.Name == "w" {
		return lanes{left: 84, right: f.W - 14, top: 2, height: 64, rows: 3, pitch: 20.5, axis: 196, line: 15, second: 31, gap: 44,
			crowd: 240, part: 44, number: 31, wave: 30, font: 11}
	}
	return lanes{left: 54, right: f.W - 8, top: 1, height: 28, rows: 2, pitch: 13.5, axis: 86, line: 11, second: 23, gap: 34,
		crowd: 120, part: 29, number: 9, wave: 16, font: 9.5}
}

// lane is the top of a track's lane.
func (g lanes) lane(track int) float64 { return g.top + float64(track)*g.height }

// TimeOf lays out the timeline of m in frame f.
//
// Where there are more events than marks have room for, marks that would cover
// one another are drawn as one [Heap]; in an explorer, where thousands are in
// sight, all are counted by parts of the calendar, and only those stand out
// that the reader asked for or that matter most.
func TimeOf(s *story.Story, m Moment, f Frame, l story.Labels) TimeState {
	g := lanesOf(f)
	st := TimeState{Scale: timeline.Scale{From: m.From, To: max(m.To, m.From+1), X0: g.left, X1: g.right}}
	if m.Explore || m.Spanned {
		st.Scale.To++ // to the end of the last day
	}
	// Marks stand where their day begins; the dial stands behind them, so that
	// what happened on the day lies before it.
	st.Dial = st.Scale.X(float64(min(m.Date.Last(), m.To)) + 0.5)
	day := 0.0
	if m.Explore || m.Spanned {
		day = st.Scale.X(1) - st.Scale.X(0)
	}
	if m.Explore && m.Date.Last() > m.To {
		st.Dial = f.W + 12 // beyond what is shown
	} else if day > 4*f.Mark {
		// A day is so wide that its events may stand side by side in it.
		st.Dial = min(st.Scale.X(float64(min(m.Date.Last(), m.To))+1)-3, g.right)
	} else {
		day = 0
	}
	at := Events(s, m)
	if m.Explore && len(at) > g.crowd {
		st.count(s, m, at, f, l)
	} else {
		st.pack(s, m, at, f, day)
	}
	var axis markup
	for _, t := range timeline.Ticks(st.Scale, g.gap) {
		axis.tick(t, g, f, l)
	}
	if m.Explore || m.Stage == "matrix" {
		axis.papers(s, m, st.Scale, g, l)
	}
	st.Axis = axis.String()
	st.Arcs = arcs(s, m, st)
	st.Tab = st.tab()
	return st
}

// pack gives each of the events at a mark, or makes it part of a heap. day is the
// width of a day if marks may stand anywhere in it, else 0.
func (st *TimeState) pack(s *story.Story, m Moment, at []int, f Frame, day float64) {
	g, b := lanesOf(f), m.bookOf(s)
	items := make([]timeline.Item, len(at))
	for j, i := range at {
		e := s.Events[i]
		n := &b.events[i]
		items[j] = timeline.Item{Start: max(n.first, m.From), End: min(n.last, m.To), Weight: e.Weight, Track: n.track,
			Selected: m.Focus.Kind == "event" && m.Focus.ID == e.ID}
		if e.Short != "" {
			items[j].Width = geo.TextWidth(e.Short, f.Font, 600) + 3
		}
	}
	o := timeline.Options{Rows: g.rows, Mark: 2*f.Mark + 2, Gap: 3, Named: g.desk}
	if day > 0 {
		o.Room = day - o.Mark - o.Gap
	}
	packed := timeline.Pack(items, st.Scale, o)
	tied := map[string]bool{} // to the picked event, by what led to what
	if m.Picked && m.Focus.Kind == "event" {
		for _, id := range b.causes[m.Focus.ID] {
			tied[id] = true
		}
	}
	heaps := map[int]*Heap{}
	var order []int
	var counts markup
	for j, p := range packed {
		i := at[j]
		e, n := s.Events[i], &b.events[i]
		y := g.lane(n.track) + g.pitch*(float64(p.Row)+0.5)
		state := markState(e, m, items[j].Selected)
		if state == On && tied[e.ID] {
			state = Tied
		}
		if lead := packed[p.Lead]; lead.Count > 1 && !items[p.Lead].Selected {
			h := heaps[p.Lead]
			if h == nil {
				h = &Heap{Key: "heap:" + e.ID, Track: e.Track, X: p.X, Y: y, From: n.first, To: n.last, State: state}
				heaps[p.Lead] = h
				order = append(order, p.Lead)
			}
			h.add(n, state)
			continue
		}
		if p.Count == 0 {
			continue // the picked event stands for it
		}
		mk := TimeMark{Key: "event:" + e.ID, Event: i, X: p.X, Y: y, State: state, LY: f.Font * 0.36, Many: p.Count > 1}
		if n.last > n.first {
			mk.Length = p.X2 - p.X // else a cluster's leader has no bar to draw it with
		}
		switch p.Label {
		case timeline.Right:
			mk.Label, mk.LX = "start", p.LabelX-p.X+1
		case timeline.Left:
			mk.Label, mk.LX = "end", p.LabelX-p.X-1
		}
		if mk.Many {
			counts.put(`<text class="count" x="`, Num(mk.X), `" y="`, Num(mk.Y+f.Mark*0.55), `">`, itoa(p.Count), `</text>`)
		}
		st.Marks = append(st.Marks, mk)
	}
	for _, lead := range order {
		st.Heaps = append(st.Heaps, *heaps[lead])
	}
	st.Counts = counts.String()
	for j, it := range items {
		if it.Selected && packed[j].Label == timeline.NoSide && it.Width > 0 {
			st.labelBeside(j, at, items, packed, g, f)
		}
	}
}

// markState is how the mark of an event that is shown stands out.
func markState(e *story.Event, m Moment, focus bool) string {
	switch {
	case focus:
		return Focus
	case m.Focus.Kind == "place" && m.Only == nil && m.Picked:
		if contains(e.Places, m.Focus.ID) {
			return Tied
		}
		return Back
	}
	return On
}

// mark is the mark of an event, by its place in the story; nil if it has none
// of its own.
func (st *TimeState) mark(event int) *TimeMark {
	i, ok := slices.BinarySearchFunc(st.Marks, event, func(mk TimeMark, event int) int { return mk.Event - event })
	if !ok {
		return nil
	}
	return &st.Marks[i]
}

// labelBeside labels the item j, which has no room for it in its row, in the
// nearest row of its track where no mark is in the way, over or under its mark.
// Labels that stand there give way.
func (st *TimeState) labelBeside(j int, at []int, items []timeline.Item, packed []timeline.Placed, g lanes, f Frame) {
	type stretch struct{ from, to float64 }
	meet := func(a, b stretch) bool { return a.from < b.to && b.from < a.to }
	mark := st.mark(at[j])
	half := f.Mark + 2
	w, length := items[j].Width, mark.Length
	for away := 1; away < g.rows; away++ {
		for _, row := range []int{packed[j].Row - away, packed[j].Row + away} {
			if row < 0 || row >= g.rows {
				continue
			}
			for _, side := range []struct {
				anchor   string
				lx       float64
				from, to float64
			}{
				{"start", -f.Mark, mark.X - half, mark.X - f.Mark + w},
				{"end", f.Mark, mark.X + f.Mark - w, mark.X + half},
				{"middle", 0, mark.X - w/2, mark.X + w/2},
				{"middle", length / 2, mark.X + length/2 - w/2, mark.X + length/2 + w/2},
				{"end", length + f.Mark, mark.X + length + f.Mark - w, mark.X + length + half},
			} {
				own := stretch{side.from, side.to}
				if own.from < g.left || own.to > f.W {
					continue
				}
				free := true
				var yield []*TimeMark
				for k, p := range packed {
					other := st.mark(at[k])
					if items[k].Track != items[j].Track || p.Row != row || p.Count == 0 {
						continue
					}
					end := p.X2
					if other == nil {
						end = p.X // a heap has no bar
					}
					free = free && !meet(own, stretch{p.X - half, end + half})
					label := stretch{p.LabelX, p.LabelX + items[k].Width}
					if p.Label == timeline.Left {
						label = stretch{p.LabelX - items[k].Width, p.LabelX}
					}
					if other != nil && other.Label != "" && meet(own, label) {
						yield = append(yield, other)
					}
				}
				if !free {
					continue
				}
				for _, other := range yield {
					other.Label = ""
				}
				mark.Label, mark.LX, mark.LY = side.anchor, side.lx, f.Font*0.36+float64(row-packed[j].Row)*g.pitch
				return
			}
		}
	}
}

// tab is the mark in focus, or else the first that is seen.
func (st *TimeState) tab() string {
	for _, mk := range st.Marks {
		if mk.State == Focus {
			return mk.Key
		}
	}
	switch {
	case len(st.Marks) > 0:
		return st.Marks[0].Key
	case len(st.Heaps) > 0:
		return st.Heaps[0].Key
	}
	return ""
}

// shownOn reports whether an event is on the timeline of m; see Book.shows.
func shownOn(e *story.Event, m Moment) bool {
	one := &story.Story{Events: []*story.Event{e}}
	return NewBook(one).shows(one, 0, &m, m.Date.Last())
}

func trackIndex(t story.Track) int {
	for i, x := range story.Tracks {
		if x == t {
			return i
		}
	}
	return 0
}

func (b *markup) tick(t timeline.Tick, g lanes, f Frame, l story.Labels) {
	first, second := "", ""
	switch t.Level {
	case timeline.Day:
		first, second = itoa(t.Date.Day), l.T("date.month", l.ShortMonth(t.Date.Month), itoa(t.Date.Year))
	case timeline.Month:
		first, second = l.ShortMonth(t.Date.Month), itoa(t.Date.Year)
	default:
		first = itoa(t.Date.Year)
	}
	class := "tick"
	if t.Major {
		class = "tick major"
	}
	b.put(`<path class="`, class, `" d="M`, Num(t.X), " ", Num(g.top), "V", Num(g.axis+3), `"/>`)
	// A name that would be cut off at the frame's edge ends there.
	name := func(text, class string, weight int, line float64) {
		if text == "" || t.X > g.right-2 {
			return
		}
		x, end := t.X, ""
		if x+geo.TextWidth(text, f.Font-1, weight) > f.W {
			x, end = f.W, `" text-anchor="end`
		}
		b.put(`<text class="`, class, end, `" x="`, Num(x), `" y="`, Num(g.axis+line), `">`, Escape(text), `</text>`)
	}
	name(first, "tick-name", 400, g.line)
	if t.Major {
		name(second, "tick-name major", 600, g.second)
	}
}

// paperDay is a day on which reports were published.
type paperDay struct {
	day   int
	names []string
	// shorts are their short names.
	shorts []string
}

func paperDays(s *story.Story) []paperDay {
	var days []paperDay
	for _, r := range s.Reports {
		day := r.Date.First()
		i := slices.IndexFunc(days, func(d paperDay) bool { return d.day == day })
		if i < 0 {
			i = len(days)
			days = append(days, paperDay{day: day})
		}
		days[i].names = append(days[i].names, r.Label)
		days[i].shorts = append(days[i].shorts, r.Short)
	}
	slices.SortFunc(days, func(a, b paperDay) int { return a.day - b.day })
	return days
}

// paperGap is how close two reports may stand on the axis; closer they would hide
// one another, and their span says enough.
const paperGap = 6

// papers marks on the axis the span that the five reports cover, and each day
// on which one was published.
func (b *markup) papers(s *story.Story, m Moment, scale timeline.Scale, g lanes, l story.Labels) {
	days := paperDays(s)
	if len(days) == 0 {
		return
	}
	last := days[len(days)-1].day
	for _, r := range s.Reports {
		last = max(last, r.Date.Last())
	}
	dial := m.Date.Last()
	if m.Hindsight {
		dial = last
	}
	from, to := max(days[0].day, m.From), min(last, m.To, dial)
	if from >= to {
		return
	}
	b.put(`<rect class="covered" x="`, Num(scale.X(float64(from))), `" y="`, Num(g.axis-3), `" width="`, Num(scale.X(float64(to)+1)-scale.X(float64(from))), `" height="3"/>`)
	days = slices.DeleteFunc(days, func(d paperDay) bool { return d.day < m.From || d.day > m.To || d.day > dial })
	for i := 1; i < len(days); i++ {
		if scale.X(float64(days[i].day))-scale.X(float64(days[i-1].day)) < paperGap {
			return
		}
	}
	for i, d := range days {
		x := scale.X(float64(d.day) + 0.5)
		b.put(`<path class="paper" d="M`, Num(x-4), " ", Num(g.axis-13), "h6l2 2v9h-8z", `"><title>`, Escape(l.T("time.paper", strings.Join(d.names, "; "))), `</title></path>`)
		if !g.desk {
			continue
		}
		// Their names stand beside them where the next one leaves room.
		name, end := strings.Join(d.shorts, ", "), g.right
		if i+1 < len(days) {
			end = min(end, scale.X(float64(days[i+1].day)+0.5)-8)
		}
		if x+8+geo.TextWidth(name, 12, 400) < end {
			b.put(`<text class="tick-name" x="`, Num(x+8), `" y="`, Num(g.axis-7), `">`, Escape(name), `</text>`)
		}
	}
}
