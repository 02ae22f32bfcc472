package draw

import (
	"strings"

	"github.com/strings-attached/explainer/app/story"
)

// timeWriter writes a timeline's marks, whole or when they come into a live one.
type timeWriter struct {
	markup
	s    *story.Story
	f    Frame
	g    lanes
	root string
	live bool // the marks get keys
	// spans has the heaps of an explorer's picture that is not alive say what they
	// stand for, to a script that can draw that.
	spans bool
	l     story.Labels
}

// WriteTime writes the timeline of st in frame f; see [WriteMap] for all and
// root.
func WriteTime(s *story.Story, m Moment, st TimeState, f Frame, root string, all bool, l story.Labels) string {
	b := &timeWriter{s: s, f: f, g: lanesOf(f), root: root, live: all, spans: m.Explore && !all, l: l}
	g := b.g
	b.put(`<svg class="time-`, f.Name, `" viewBox="0 0 `, Num(f.W), " ", Num(f.H), `" role="group"`)
	b.attr("aria-label", l.T("time.name"))
	b.put(`><g class="axis"`)
	b.key("axis")
	b.put(`>`, st.Axis, `</g>`)
	for i, t := range story.Tracks {
		y, x := g.lane(i), 2.0
		b.put(`<path class="lane" d="M0 `, Num(y+g.height), `H`, Num(f.W), `"/>`)
		if g.desk { // the name of a lane is also the key to its marks
			x = 26
			b.put(`<g class="`, string(t), `" transform="`, Translate(14, y+f.Font-2.5), `">`)
			b.shape(t, f.Mark)
			b.put(`</g>`)
		}
		b.put(`<text class="lane-name `, string(t), `" x="`, Num(x), `" y="`, Num(y+f.Font+1), `">`, Escape(l.T("track.short."+string(t))), `</text>`)
	}
	if g.desk {
		b.put(`<path class="lane" d="M0 `, Num(g.axis), `H`, Num(f.W), `"/><text class="lane-name" x="10" y="`, Num(g.axis-12), `">`, Escape(l.T("time.papers")), `</text>`)
	}
	b.put(`<rect class="later"`)
	b.key("later")
	b.put(` transform="`, Translate(st.Dial, 0), `" y="`, Num(g.top), `" width="`, Num(f.W), `" height="`, Num(g.axis-g.top), `"/>`)
	if m.Explore {
		b.put(`<g class="waves">`)
		for i, t := range story.Tracks {
			b.put(`<path class="wave `, string(t), `"`)
			b.key("wave:" + string(t))
			b.put(` d="`, st.wave(i), `"/>`)
		}
		b.put(`</g>`)
	}
	if all || len(st.Heaps) > 0 {
		b.put(`<g class="heaps"`)
		b.key("heaps")
		b.put(`>`)
		for _, h := range st.Heaps {
			b.heap(h, h.Key == st.Tab)
		}
		b.put(`</g>`)
	}
	b.put(`<g class="dial"`)
	b.key("dial")
	b.put(` transform="`, Translate(st.Dial, 0), `"><path d="M-4 `, Num(g.axis+5), `L0 `, Num(g.axis), `L4 `, Num(g.axis+5), `Z"/><path d="M0 `, Num(g.top), `V`, Num(g.axis), `"/></g><g class="arcs"`)
	// What led to what lies under the marks and their labels.
	b.key("arcs")
	b.put(`>`, st.Arcs, `</g><g class="marks"`)
	b.key("marks")
	b.put(`>`)
	for _, mk := range st.Marks {
		b.event(mk, mk.Key == st.Tab)
	}
	b.put(`</g><g class="counts"`)
	b.key("counts")
	b.put(`>`, st.Counts, `</g></svg>`)
	return b.String()
}

// wave is a track's wave, "" where there is none.
func (st *TimeState) wave(track int) string {
	if track < len(st.Waves) {
		return st.Waves[track]
	}
	return ""
}

// key makes a node one that can change.
func (b *timeWriter) key(k string) {
	if b.live {
		b.put(` data-k="`, b.f.Name, `/`, k, `"`)
	}
}

// event writes the mark of an event.
func (b *timeWriter) event(mk TimeMark, tab bool) {
	e := b.s.Events[mk.Event]
	b.put(`<a class="ev `, string(e.Track), `" href="`, b.root, `event/`, e.ID, `/"`)
	b.attr("aria-label", eventName(e, b.l))
	b.tabindex(b.live, tab)
	if b.live {
		b.key(mk.Key)
		b.put(` data-id="`, mk.Key, `"`)
	}
	b.put(` data-state="`, mk.State, `"`)
	if mk.Many {
		b.put(` data-many="1"`)
	}
	b.put(` transform="`, Translate(mk.X, mk.Y), `">`)
	r := b.f.Mark
	if EventEnd(e) > e.Date.First() {
		b.put(`<rect class="bar"`)
		b.key(mk.Key + "/b")
		b.put(` x="0" y="`, Num(-r*0.6), `" width="`, Num(max(0, mk.Length)), `" height="`, Num(r*1.2), `"/>`)
	}
	b.shape(e.Track, r)
	b.put(`<circle class="hit" r="`, Num(max(12, r*2)), `"/>`)
	if mk.Label != "" || b.live {
		b.put(`<text x="`, Num(mk.LX), `" y="`, Num(mk.LY), `" text-anchor="`, anchorOr(mk.Label), `"`)
		b.key(mk.Key + "/t")
		b.put(` data-on="`, onOff(mk.Label != ""), `">`, Escape(e.Short), `</text>`)
	}
	b.put(`</a>`)
}

// shape writes the mark of a track, of a radius.
func (b *timeWriter) shape(t story.Track, r float64) {
	switch t {
	case story.Federal:
		b.put(`<rect class="o" x="`, Num(-r*0.9), `" y="`, Num(-r*0.9), `" width="`, Num(r*1.8), `" height="`, Num(r*1.8), `"/>`)
	case story.Court:
		b.put(`<path class="o" d="`, diamond(r*1.15), `"/>`)
	default:
		b.put(`<circle class="o" r="`, Num(r), `"/>`)
	}
}

// eventName is what is read out of the mark of an event. It holds what is seen
// beside the mark, so that it can be spoken.
func eventName(e *story.Event, l story.Labels) string {
	return e.Short + ". " + l.When(e) + ": " + e.Title
}

// heap writes what stands for many events: it leads to their stretch of time,
// or without a client to the first of them, or of a part to the list of its year.
func (b *timeWriter) heap(h Heap, tab bool) {
	class, to := "heap ", strings.TrimPrefix(h.Key, "heap:")+"/"
	if h.Width > 0 {
		class, to = "heap part ", "#y"+itoa(story.DateOf(h.From).Year)
	}
	b.put(`<a class="`, class, string(h.Track), `" href="`, b.root, `event/`, to, `"`)
	b.attr("aria-label", h.name(b.l))
	b.tabindex(b.live, tab)
	if b.live {
		b.key(h.Key)
		b.put(` data-id="`, h.Key, `" data-set="span" data-value="`, h.span(), `"`)
	} else if b.spans {
		b.put(` data-span="`, h.span(), `"`)
	}
	b.put(` data-state="`, h.State, `" transform="`, Translate(h.X, h.Y), `">`)
	size := b.g.font
	if h.Width > 0 {
		b.put(`<rect class="o"`)
		b.key(h.Key + "/o")
		b.put(` width="`, Num(h.Width), `" height="`, Num(b.g.height-1), `"/><text`)
		b.key(h.Key + "/n")
		b.put(` x="`, Num(h.Width/2), `" y="`, Num(b.g.number), `">`, h.number(b.l, size), `</text></a>`)
		return
	}
	w, tall := b.f.Mark*2+3, b.f.Mark*2+1
	b.put(`<rect class="o" x="`, Num(-w/2), `" y="`, Num(-tall/2), `" width="`, Num(w), `" height="`, Num(tall), `" rx="`, Num(tall/2), `"/><circle class="hit" r="`, Num(max(12, b.f.Mark*2)), `"/><text`)
	b.key(h.Key + "/n")
	b.put(` y="`, Num(b.f.Mark*0.55), `">`, h.number(b.l, size), `</text></a>`)
}

// DiffTime lists what turns the timeline was into the timeline is, in frame f.
// A timeline holds the marks and heaps that are seen and no others: those that are
// new come "after" another node or "first" in one, as SVG, and others are "gone".
func DiffTime(s *story.Story, was, is TimeState, f Frame, root string, l story.Labels) []Change {
	var out []Change
	p := f.Name + "/"
	set := func(key, attr, value string) { out = append(out, Change{p + key, attr, value}) }
	for _, c := range []struct{ key, was, is string }{{"axis", was.Axis, is.Axis}, {"arcs", was.Arcs, is.Arcs}, {"counts", was.Counts, is.Counts}} {
		if c.was != c.is {
			set(c.key, "html", c.is)
		}
	}
	for i, t := range story.Tracks {
		if was.wave(i) != is.wave(i) {
			set("wave:"+string(t), "d", is.wave(i))
		}
	}
	if moved(was.Dial, is.Dial) {
		set("dial", "move", Num(is.Dial)+" 0")
		set("later", "move", Num(is.Dial)+" 0")
	}
	w := &timeWriter{s: s, f: f, g: lanesOf(f), root: root, live: true, l: l}
	anew := w.diffHeaps(was.Heaps, is.Heaps, set)
	anew = w.diffMarks(was, is, set) || anew
	return append(out, tabChange(p, was.Tab, is.Tab, anew)...)
}

// diffMarks lists what turns the marks of was into those of is, and reports
// whether any came or went.
func (b *timeWriter) diffMarks(was, is TimeState, set func(key, attr, value string)) (anew bool) {
	come := run{group: "marks"}
	i := 0
	for j := range is.Marks {
		mk := &is.Marks[j]
		for ; i < len(was.Marks) && was.Marks[i].Event < mk.Event; i++ {
			anew = true
			set(was.Marks[i].Key, "gone", "")
		}
		if i < len(was.Marks) && was.Marks[i].Event == mk.Event {
			come.flush(&b.markup, set)
			diffMark(&was.Marks[i], mk, set)
			come.before = mk.Key
			i++
			continue
		}
		anew = true
		b.event(*mk, false)
		come.some = true
	}
	come.flush(&b.markup, set)
	for ; i < len(was.Marks); i++ {
		anew = true
		set(was.Marks[i].Key, "gone", "")
	}
	return anew
}

func diffMark(a, b *TimeMark, set func(key, attr, value string)) {
	if moved(a.X, b.X) || moved(a.Y, b.Y) {
		set(b.Key, "move", Num(b.X)+" "+Num(b.Y))
	}
	if a.State != b.State {
		set(b.Key, "data-state", b.State)
	}
	if a.Many != b.Many {
		set(b.Key, "data-many", onOff(b.Many))
	}
	if moved(a.Length, b.Length) {
		set(b.Key+"/b", "width", Num(b.Length))
	}
	if (a.Label != "") != (b.Label != "") {
		set(b.Key+"/t", "data-on", onOff(b.Label != ""))
	}
	if a.Label != b.Label || moved(a.LX, b.LX) || moved(a.LY, b.LY) {
		labelled(b, set)
	}
}

// labelled puts a mark's label where it belongs, if it has one.
func labelled(mk *TimeMark, set func(key, attr, value string)) {
	if mk.Label == "" {
		return
	}
	set(mk.Key+"/t", "x", Num(mk.LX))
	set(mk.Key+"/t", "y", Num(mk.LY))
	set(mk.Key+"/t", "text-anchor", mk.Label)
}

// diffHeaps is diffMarks for heaps.
func (b *timeWriter) diffHeaps(was, is []Heap, set func(key, attr, value string)) (anew bool) {
	had := make(map[string]*Heap, len(was))
	for i := range was {
		had[was[i].Key] = &was[i]
	}
	come := run{group: "heaps"}
	// A heap that stays may only be passed by others if it keeps its place among
	// those that stay; else it goes, and comes anew.
	last := -1
	order := make(map[string]int, len(was))
	for i := range was {
		order[was[i].Key] = i
	}
	kept := make(map[string]bool, len(is))
	for _, h := range is {
		if at, ok := order[h.Key]; ok && at > last {
			last, kept[h.Key] = at, true
		}
	}
	for _, h := range was {
		if !kept[h.Key] {
			anew = true
			set(h.Key, "gone", "")
		}
	}
	for _, h := range is {
		if !kept[h.Key] {
			anew = true
			b.heap(h, false)
			come.some = true
			continue
		}
		come.flush(&b.markup, set)
		b.diffHeap(had[h.Key], &h, set)
		come.before = h.Key
	}
	come.flush(&b.markup, set)
	return anew
}

func (b *timeWriter) diffHeap(was, is *Heap, set func(key, attr, value string)) {
	if moved(was.X, is.X) || moved(was.Y, is.Y) {
		set(is.Key, "move", Num(is.X)+" "+Num(is.Y))
	}
	if was.State != is.State {
		set(is.Key, "data-state", is.State)
	}
	if was.From != is.From || was.To != is.To {
		set(is.Key, "data-value", is.span())
	}
	if was.From != is.From || was.To != is.To || was.Count != is.Count {
		set(is.Key, "aria-label", is.name(b.l))
	}
	if moved(was.Width, is.Width) {
		set(is.Key+"/o", "width", Num(is.Width))
		set(is.Key+"/n", "x", Num(is.Width/2))
	}
	if a, c := was.number(b.l, b.g.font), is.number(b.l, b.g.font); a != c {
		set(is.Key+"/n", "text", c)
	}
}

// run gathers marks that come next to one another, to be written at once.
type run struct {
	group  string // what they come into
	before string // the mark that stands before them; "" for none
	some   bool   // any have been written
}

// flush lets what was gathered come after the node before, or first in the group.
func (r *run) flush(b *markup, set func(key, attr, value string)) {
	if !r.some {
		return
	}
	r.some = false
	text := strings.Clone(b.String())
	b.Reset()
	if r.before == "" {
		set(r.group, "first", text)
		return
	}
	set(r.before, "after", text)
}
