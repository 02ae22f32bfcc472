package draw

import (
	"strings"

	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/story"
	"github.com/strings-attached/explainer/app/timeline"
)

// TimeMark is one event of a timeline as it stands in a moment.
type TimeMark struct {
	Key    string // "event:ID"
	X, Y   float64
	Length float64 // of its bar, where its time is a stretch or is not known to the day
	State  string
	Many   bool    // it stands for more than one event
	Label  string  // the label's text-anchor; "" for none
	LX, LY float64 // of the label's baseline, from the mark
}

// TimeState is a timeline at a moment.
type TimeState struct {
	Scale  timeline.Scale
	Dial   float64    // x of the moment's day
	Marks  []TimeMark // in the story's order; always all
	Axis   string     // the ticks, as SVG
	Tab    string     // the key of the mark that Tab finds; arrow keys lead on from there
	Arcs   string     // what led to what, as SVG
	Counts string     // how many events a mark stands for, where more than one, as SVG
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
}

func lanesOf(f Frame) lanes {
	if f.Name == "w" {
		return lanes{left: 84, right: f.W - 14, top: 2, height: 64, rows: 3, pitch: 20.5, axis: 196, line: 15, second: 31, gap: 44}
	}
	return lanes{left: 54, right: f.W - 8, top: 1, height: 28, rows: 2, pitch: 13.5, axis: 86, line: 11, second: 23, gap: 34}
}

// TimeOf lays out the timeline of m in frame f.
func TimeOf(s *story.Story, m Moment, f Frame, l story.Labels) TimeState {
	g := lanesOf(f)
	st := TimeState{Scale: timeline.Scale{From: m.From, To: max(m.To, m.From+1), X0: g.left, X1: g.right}}
	// Marks stand where their day begins; the dial stands behind them, so that
	// what happened on the day lies before it.
	st.Dial = st.Scale.X(float64(min(m.Date.Last(), m.To)) + 0.5)
	st.Marks = make([]TimeMark, len(s.Events))
	var at []int
	var items []timeline.Item
	for i, e := range s.Events {
		st.Marks[i] = TimeMark{Key: "event:" + e.ID, State: Off, X: g.left, Y: g.top}
		if !shownOn(e, m) {
			continue
		}
		focus := m.Focus.Kind == "event" && m.Focus.ID == e.ID
		it := timeline.Item{Start: e.Date.First(), End: min(EventEnd(e), m.To), Weight: e.Weight, Track: trackIndex(e.Track), Selected: focus}
		it.Start = max(it.Start, m.From)
		if e.Short != "" {
			it.Width = geo.TextWidth(e.Short, f.Font, 600) + 3
		}
		at = append(at, i)
		items = append(items, it)
	}
	packed := timeline.Pack(items, st.Scale, timeline.Options{Rows: g.rows, Mark: 2*f.Mark + 2, Gap: 3})
	var axis, counts markup
	for _, t := range timeline.Ticks(st.Scale, g.gap) {
		axis.tick(t, g, f, l)
	}
	if m.Explore || m.Stage == "matrix" {
		axis.papers(s, m, st.Scale, g, l)
	}
	for j, p := range packed {
		e, mk := s.Events[at[j]], &st.Marks[at[j]]
		mk.X, mk.Y = p.X, g.top+float64(trackIndex(e.Track))*g.height+g.pitch*(float64(p.Row)+0.5)
		if EventEnd(e) > e.Date.First() {
			mk.Length = p.X2 - p.X // else a cluster's leader has no bar to draw it with
		}
		if p.Count == 0 {
			continue // a cluster's leader stands for it
		}
		mk.State = On
		switch {
		case items[j].Selected:
			mk.State = Focus
		case m.Focus.Kind == "place" && m.Only == nil && m.Picked:
			mk.State = Back
			if contains(e.Places, m.Focus.ID) {
				mk.State = Tied
			}
		}
		mk.LY = f.Font * 0.36
		switch p.Label {
		case timeline.Right:
			mk.Label, mk.LX = "start", p.LabelX-p.X+1
		case timeline.Left:
			mk.Label, mk.LX = "end", p.LabelX-p.X-1
		}
		if mk.Many = p.Count > 1; mk.Many {
			counts.put(`<text class="count" x="`, Num(mk.X), `" y="`, Num(mk.Y+f.Mark*0.55), `">`, itoa(p.Count), `</text>`)
		}
	}
	for j, it := range items {
		if it.Selected && packed[j].Label == timeline.NoSide && it.Width > 0 {
			st.labelBeside(j, at, items, packed, g, f)
		}
	}
	st.Axis, st.Counts = axis.String(), counts.String()
	st.Arcs = arcs(s, m, st)
	st.Tab = st.tab()
	return st
}

// labelBeside labels the item j, which has no room for it in its row, in the
// nearest row of its track where no mark is in the way, over or under its mark.
// Labels that stand there give way.
func (st *TimeState) labelBeside(j int, at []int, items []timeline.Item, packed []timeline.Placed, g lanes, f Frame) {
	type stretch struct{ from, to float64 }
	meet := func(a, b stretch) bool { return a.from < b.to && b.from < a.to }
	mark := &st.Marks[at[j]]
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
					other := &st.Marks[at[k]]
					if items[k].Track != items[j].Track || p.Row != row || p.Count == 0 {
						continue
					}
					free = free && !meet(own, stretch{p.X - half, p.X2 + half})
					label := stretch{p.LabelX, p.LabelX + items[k].Width}
					if p.Label == timeline.Left {
						label = stretch{p.LabelX - items[k].Width, p.LabelX}
					}
					if other.Label != "" && meet(own, label) {
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
	first := ""
	for _, mk := range st.Marks {
		switch {
		case mk.State == Focus:
			return mk.Key
		case mk.State != Off && first == "":
			first = mk.Key
		}
	}
	return first
}

// shownOn reports whether an event is on the timeline of m: in its stretch of
// time, and not later than its day, so that nobody is told what was not known.
func shownOn(e *story.Event, m Moment) bool {
	if m.Only != nil && !m.Only[e.ID] || !m.Filter.Passes(e, m.thread) {
		return false
	}
	first, last := e.Date.First(), EventEnd(e)
	if last < m.From || first > m.To {
		return false
	}
	// What is known only to the year or the season and reaches beyond the
	// stretch shown would be a bar without an end.
	if first < m.From && e.Precision != "day" && last-first > 60 && m.To-m.From < 300 {
		return false
	}
	return m.Hindsight || first <= m.Date.Last()
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
	if t.X > g.right-2 {
		return
	}
	b.put(`<text class="tick-name" x="`, Num(t.X), `" y="`, Num(g.axis+g.line), `">`, Escape(first), `</text>`)
	if t.Major && second != "" {
		b.put(`<text class="tick-name major" x="`, Num(t.X), `" y="`, Num(g.axis+g.second), `">`, Escape(second), `</text>`)
	}
}

// papers marks on the axis the span that the five reports cover, and each day
// on which one was published.
func (b *markup) papers(s *story.Story, m Moment, scale timeline.Scale, g lanes, l story.Labels) {
	if len(s.Reports) == 0 {
		return
	}
	first, last := s.Reports[0].Date.First(), s.Reports[0].Date.Last()
	days := map[int][]string{}
	var order []int
	for _, r := range s.Reports {
		day := r.Date.First()
		first, last = min(first, day), max(last, day)
		if days[day] == nil {
			order = append(order, day)
		}
		days[day] = append(days[day], r.Label)
	}
	dial := m.Date.Last()
	if m.Hindsight {
		dial = last
	}
	from, to := max(first, m.From), min(last, m.To, dial)
	if from >= to {
		return
	}
	b.put(`<rect class="covered" x="`, Num(scale.X(float64(from))), `" y="`, Num(g.axis-3), `" width="`, Num(scale.X(float64(to)+1)-scale.X(float64(from))), `" height="3"/>`)
	for _, day := range order {
		if day < m.From || day > m.To || day > dial {
			continue
		}
		x := scale.X(float64(day) + 0.5)
		b.put(`<path class="paper" d="M`, Num(x-4), " ", Num(g.axis-13), "h6l2 2v9h-8z", `"><title>`, Escape(l.T("time.paper", strings.Join(days[day], "; "))), `</title></path>`)
	}
}

// WriteTime writes the timeline of st in frame f; see [WriteMap] for all and
// root.
func WriteTime(s *story.Story, m Moment, st TimeState, f Frame, root string, all bool, l story.Labels) string {
	var b markup
	g := lanesOf(f)
	key := func(k string) {
		if all {
			b.put(` data-k="`, f.Name, `/`, k, `"`)
		}
	}
	b.put(`<svg class="time-`, f.Name, `" viewBox="0 0 `, Num(f.W), " ", Num(f.H), `" role="group"`)
	b.attr("aria-label", l.T("time.name"))
	b.put(`><g class="axis"`)
	key("axis")
	b.put(`>`, st.Axis, `</g>`)
	for i, t := range story.Tracks {
		y := g.top + float64(i)*g.height
		b.put(`<path class="lane" d="M0 `, Num(y+g.height), `H`, Num(f.W), `"/><text class="lane-name `, string(t), `" x="2" y="`, Num(y+f.Font+1), `">`, Escape(l.T("track.short."+string(t))), `</text>`)
	}
	b.put(`<rect class="later"`)
	key("later")
	b.put(` transform="`, Translate(st.Dial, 0), `" y="`, Num(g.top), `" width="`, Num(f.W), `" height="`, Num(g.axis-g.top), `"/>`)
	b.put(`<g class="dial"`)
	key("dial")
	b.put(` transform="`, Translate(st.Dial, 0), `"><path d="M-4 `, Num(g.axis+5), `L0 `, Num(g.axis), `L4 `, Num(g.axis+5), `Z"/><path d="M0 `, Num(g.top), `V`, Num(g.axis), `"/></g><g class="marks">`)
	for i, mk := range st.Marks {
		if !all && mk.State == Off {
			continue
		}
		e := s.Events[i]
		b.put(`<a class="ev `, string(e.Track), `" href="`, root, `event/`, e.ID, `/"`)
		// The name holds what is seen beside the mark, so that it can be spoken.
		b.attr("aria-label", e.Short+". "+l.When(e)+": "+e.Title)
		b.tabindex(all, mk.Key == st.Tab)
		if all {
			b.put(` data-k="`, f.Name, `/`, mk.Key, `" data-id="`, mk.Key, `"`)
		}
		b.put(` data-state="`, mk.State, `" data-many="`, onOff(mk.Many), `" transform="`, Translate(mk.X, mk.Y), `">`)
		r := f.Mark
		if EventEnd(e) > e.Date.First() {
			b.put(`<rect class="bar"`)
			key(mk.Key + "/b")
			b.put(` x="0" y="`, Num(-r*0.6), `" width="`, Num(max(0, mk.Length)), `" height="`, Num(r*1.2), `"/>`)
		}
		switch e.Track {
		case story.Federal:
			b.put(`<rect class="o" x="`, Num(-r*0.9), `" y="`, Num(-r*0.9), `" width="`, Num(r*1.8), `" height="`, Num(r*1.8), `"/>`)
		case story.Court:
			b.put(`<path class="o" d="`, diamond(r*1.15), `"/>`)
		default:
			b.put(`<circle class="o" r="`, Num(r), `"/>`)
		}
		b.put(`<circle class="hit" r="`, Num(max(12, r*2)), `"/>`)
		if mk.Label != "" || all {
			b.put(`<text x="`, Num(mk.LX), `" y="`, Num(mk.LY), `" text-anchor="`, anchorOr(mk.Label), `"`)
			key(mk.Key + "/t")
			b.put(` data-on="`, onOff(mk.Label != ""), `">`, Escape(e.Short), `</text>`)
		}
		b.put(`</a>`)
	}
	b.put(`</g><g class="arcs"`)
	key("arcs")
	b.put(`>`, st.Arcs, `</g><g class="counts"`)
	key("counts")
	b.put(`>`, st.Counts, `</g></svg>`)
	return b.String()
}

// DiffTime lists what turns the timeline was into the timeline is, in frame f.
func DiffTime(was, is TimeState, f Frame) []Change {
	var out []Change
	p := f.Name + "/"
	if was.Axis != is.Axis {
		out = append(out, Change{p + "axis", "html", is.Axis})
	}
	if was.Arcs != is.Arcs {
		out = append(out, Change{p + "arcs", "html", is.Arcs})
	}
	if was.Counts != is.Counts {
		out = append(out, Change{p + "counts", "html", is.Counts})
	}
	if moved(was.Dial, is.Dial) {
		out = append(out, Change{p + "dial", "move", Num(is.Dial) + " 0"}, Change{p + "later", "move", Num(is.Dial) + " 0"})
	}
	anew := false
	for i := range is.Marks {
		a, b := &was.Marks[i], &is.Marks[i]
		anew = anew || shownAnew(a.State, b.State)
		if b.State == Off {
			if a.State != Off {
				out = append(out, Change{p + b.Key, "data-state", Off})
			}
			// It stays as it was, and is known to: what is not seen needs no
			// change, and when it comes back all that differs is written.
			*b = *a
			b.State = Off
			continue
		}
		if moved(a.X, b.X) || moved(a.Y, b.Y) {
			out = append(out, Change{p + b.Key, "move", Num(b.X) + " " + Num(b.Y)})
		}
		if a.State != b.State {
			out = append(out, Change{p + b.Key, "data-state", b.State})
		}
		if a.Many != b.Many {
			out = append(out, Change{p + b.Key, "data-many", onOff(b.Many)})
		}
		if moved(a.Length, b.Length) {
			out = append(out, Change{p + b.Key + "/b", "width", Num(b.Length)})
		}
		if (a.Label != "") != (b.Label != "") {
			out = append(out, Change{p + b.Key + "/t", "data-on", onOff(b.Label != "")})
		}
		if b.Label != "" && (a.Label != b.Label || moved(a.LX, b.LX) || moved(a.LY, b.LY)) {
			out = append(out,
				Change{p + b.Key + "/t", "x", Num(b.LX)},
				Change{p + b.Key + "/t", "y", Num(b.LY)},
				Change{p + b.Key + "/t", "text-anchor", b.Label})
		}
	}
	return append(out, tabChange(p, was.Tab, is.Tab, anew)...)
}
