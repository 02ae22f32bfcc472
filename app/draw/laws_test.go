//go:build !js

package draw

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// hairline is the overlap of two marks, in pixels, that nobody sees: their
// outlines in the paper's colour lie over one another.
const hairline = 0.75

// labelBox is what a label covers, from its baseline.
func labelBox(x, y float64, anchor, text string, size float64, weight int) geo.Box {
	w := geo.TextWidth(text, size, weight)
	switch anchor {
	case "middle":
		x -= w / 2
	case "end":
		x -= w
	}
	return geo.Box{X0: x, Y0: y - 0.75*size, X1: x + w, Y1: y + 0.22*size}
}

// outline is a mark's shape, as it is written.
func outline(t story.Track, x, y, r float64) []geo.XY {
	switch t {
	case story.Federal:
		return []geo.XY{{X: x - r, Y: y - r}, {X: x + r, Y: y - r}, {X: x + r, Y: y + r}, {X: x - r, Y: y + r}}
	case story.Court:
		r *= 1.25
		return []geo.XY{{X: x, Y: y - r}, {X: x + r, Y: y}, {X: x, Y: y + r}, {X: x - r, Y: y}}
	}
	var out []geo.XY
	for i := range 32 {
		a := float64(i) * math.Pi / 16
		out = append(out, geo.XY{X: x + r*math.Cos(a), Y: y + r*math.Sin(a)})
	}
	return out
}

// overlap is how far two convex outlines reach into one another, by the
// separating axis that parts them best; 0 or less where they are apart.
func overlap(a, b []geo.XY) float64 {
	best := math.Inf(1)
	for _, pts := range [][]geo.XY{a, b} {
		for i, p := range pts {
			q := pts[(i+1)%len(pts)]
			nx, ny := q.Y-p.Y, p.X-q.X
			n := math.Sqrt(nx*nx + ny*ny)
			reach := func(pts []geo.XY) (lo, hi float64) {
				lo, hi = math.Inf(1), math.Inf(-1)
				for _, p := range pts {
					d := (p.X*nx + p.Y*ny) / n
					lo, hi = min(lo, d), max(hi, d)
				}
				return lo, hi
			}
			alo, ahi := reach(a)
			blo, bhi := reach(b)
			best = min(best, ahi-blo, bhi-alo)
		}
	}
	return best
}

func TestOverlap(t *testing.T) {
	at := func(x float64) []geo.XY { return outline(story.Federal, x, 0, 5) }
	for _, test := range []struct{ x, want float64 }{{10, 0}, {9, 1}, {12, -2}} {
		if got := overlap(at(0), at(test.x)); math.Abs(got-test.want) > 1e-9 {
			t.Errorf("two squares of 10, %g apart, overlap by %g, want %g", test.x, got, test.want)
		}
	}
}

func TestMapLaws(t *testing.T) {
	s, _ := load(t)
	for _, m := range moments(s) {
		for _, f := range MapFrames {
			st := MapOf(s, m.Moment, f)
			name := m.name + " (" + f.Name + ")"
			mapLabels(t, name, st, f)
			mapMarks(t, name, s, st, f)
			mapShows(t, name, s, m.Moment, st, f)
		}
	}
}

// mapLabels holds that every label lies in the frame and covers neither another
// label nor a mark.
func mapLabels(t *testing.T, name string, st MapState, f Frame) {
	t.Helper()
	frame := geo.Box{X1: f.W, Y1: f.H}
	var boxes []geo.Box
	var keys []string
	for _, mk := range st.Marks {
		if mk.Anchor == "" {
			continue
		}
		if mk.State != On && mk.State != Focus {
			t.Errorf("%s: %s is %s and has a label", name, mk.Key, mk.State)
		}
		weight := 600
		if mk.State == Focus {
			weight = 700
		}
		b := labelBox(mk.X+mk.LX, mk.Y+mk.LY, mk.Anchor, mk.Name, f.Font, weight)
		if !frame.Holds(b) {
			t.Errorf("%s: the label of %s leaves the frame: %+v", name, mk.Key, b)
		}
		for i, other := range boxes {
			if b.Overlaps(other) {
				t.Errorf("%s: the labels of %s and %s overlap", name, mk.Key, keys[i])
			}
		}
		for _, o := range st.Marks {
			r := o.R
			switch o.State {
			case Off:
				continue
			case Back:
				r = backRadius
			}
			near := geo.XY{X: min(max(o.X, b.X0), b.X1), Y: min(max(o.Y, b.Y0), b.Y1)}
			if d := math.Hypot(near.X-o.X, near.Y-o.Y); d < r-hairline {
				t.Errorf("%s: the label of %s covers the mark of %s by %.1f", name, mk.Key, o.Key, r-d)
			}
		}
		boxes, keys = append(boxes, b), append(keys, mk.Key)
	}
	leads(t, name, st, boxes)
}

// leads holds that the lines that lead to labels cross no label and no mark but
// their own.
func leads(t *testing.T, name string, st MapState, labels []geo.Box) {
	t.Helper()
	var a, b geo.XY
	_, d, _ := strings.Cut(st.Leads, `d="`)
	for _, line := range strings.Split(strings.TrimSuffix(d, `"/>`), "M")[1:] {
		if n, err := fmt.Sscanf(strings.ReplaceAll(line, "L", " "), "%f %f %f %f", &a.X, &a.Y, &b.X, &b.Y); n != 4 {
			t.Fatalf("%s: the line %q: %v", name, line, err)
		}
		a, b = geo.XY{X: a.X + st.Origin.X, Y: a.Y + st.Origin.Y}, geo.XY{X: b.X + st.Origin.X, Y: b.Y + st.Origin.Y}
		for i := range 41 {
			p := geo.XY{X: a.X + (b.X-a.X)*float64(i)/40, Y: a.Y + (b.Y-a.Y)*float64(i)/40}
			for _, box := range labels {
				if box.Grow(-1).Contains(p) {
					t.Errorf("%s: a line to a label crosses another at %.0f, %.0f", name, p.X, p.Y)
				}
			}
			for _, mk := range st.Marks {
				r := mk.R
				if mk.State == Back {
					r = backRadius
				}
				if mk.State != Off && math.Hypot(mk.X-p.X, mk.Y-p.Y) < r-hairline {
					t.Errorf("%s: a line to a label crosses the mark of %s", name, mk.Key)
				}
			}
		}
	}
}

// mapMarks holds that no mark lies over another. Circles that say how much stay
// where they are, whatever they cover.
func mapMarks(t *testing.T, name string, s *story.Story, st MapState, f Frame) {
	t.Helper()
	for i, a := range st.Marks {
		if a.State != On && a.State != Focus || a.R > f.Mark {
			continue
		}
		for j, b := range st.Marks[:i] {
			if b.State != On && b.State != Focus || b.R > f.Mark || math.Abs(a.X-b.X) > 40 || math.Abs(a.Y-b.Y) > 40 {
				continue
			}
			if o := overlap(outline(mapShape(s, i), a.X, a.Y, a.R), outline(mapShape(s, j), b.X, b.Y, b.R)); o > hairline {
				t.Errorf("%s: %s and %s overlap by %.1f", name, b.Key, a.Key, o)
			}
		}
	}
}

// mapShows holds that what the moment is about is seen, and nothing of what
// came later.
func mapShows(t *testing.T, name string, s *story.Story, m Moment, st MapState, f Frame) {
	t.Helper()
	seen, unseen := 0, ""
	// Into a crowd the camera goes alone with the place that was picked.
	box := geo.Box{X1: f.W, Y1: f.H}
	if m.Picked && f == MapWide && !m.Explore {
		box.Y1 = f.H * 0.58
	}
	parted := st.Zoom != planned(s, m, f, box)
	for i, mk := range st.Marks {
		named := i < len(s.Places) && contains(m.Places, s.Places[i].ID) || i >= len(s.Places) && contains(m.Seats, s.Seats[i-len(s.Places)].ID)
		switch {
		case named && mk.State == Off:
			unseen += " " + mk.Key
		case named:
			seen++
		}
		switch {
		case mk.State == Off && m.Focus.String() == mk.Key:
			t.Errorf("%s: %s is in focus and out of sight", name, mk.Key)
		case named && m.Picked && f == MapWide && m.Camera == "fit" && mk.Y > f.H*0.6 && (!parted || mk.State == Focus):
			t.Errorf("%s: %s lies under the card", name, mk.Key)
		case mk.State == Back && !named && !m.Hindsight && !knownBy(s, s.Places[i], m.Date.Last()):
			t.Errorf("%s: %s is on the map before it comes into the story", name, mk.Key)
		}
		if i < len(s.Places) && (mk.State == On || mk.State == Focus) && !m.Hindsight {
			lookLater(t, name, s, m, s.Places[i], mk.Look)
		}
	}
	// A camera with a name was chosen for what the step says, and its caption
	// tells who is not in the picture; but somebody is.
	_, chosen := views[m.Camera]
	if unseen != "" && !parted && (!chosen || seen == 0) {
		t.Errorf("%s: the moment is about%s, out of sight of the camera %q", name, unseen, m.Camera)
	}
}

// made are the roles that give a place each look.
var made = map[string][]string{
	"ring": {"plaintiff"},
	"half": {"policy-changed"},
	"dot":  {"considering-policy"},
	"open": {"statement", "april-letter"},
}

// lookLater holds that a mark's look tells no role that came later.
func lookLater(t *testing.T, name string, s *story.Story, m Moment, p *story.Place, look string) {
	t.Helper()
	if look == "solid" || look == "sum" {
		return
	}
	for _, r := range p.Roles {
		if e := s.Event(r.Event); e != nil && e.Date.First() <= m.Date.Last() && contains(made[look], r.Role) {
			return
		}
	}
	t.Errorf("%s: %s is %s on %s, before anything made it so", name, p.ID, look, m.Date)
}

func TestTimeLaws(t *testing.T) {
	s, l := load(t)
	for _, m := range moments(s) {
		for _, f := range TimeFrames {
			st := TimeOf(s, m.Moment, f, l)
			timeLaws(t, m.name+" ("+f.Name+")", s, m.Moment, st, f, l)
		}
	}
}

// TestTimeLawsAtScale holds the same of an explorer's timeline, of the real
// story and of made-up ones up to ten thousand events, from eleven years to a
// day.
func TestTimeLawsAtScale(t *testing.T) {
	s, l := load(t)
	for _, s := range []*story.Story{s, generated(t, 25), generated(t, 250), generated(t, 2500), generated(t, 10000)} {
		book := NewBook(s)
		r := rand.New(rand.NewPCG(uint64(len(s.Events)), 7))
		for i := range 60 {
			var v route.View
			if i > 0 {
				from := s.Events[r.IntN(len(s.Events))].Date.First() - r.IntN(20)
				v.Span = route.Span{From: story.DateOf(from), To: story.DateOf(from + 1 + r.IntN(1<<r.IntN(12)))}
			}
			switch i % 5 {
			case 1:
				v.Pick = route.Pick{Kind: "event", ID: s.Events[r.IntN(len(s.Events))].ID}
			case 2:
				v.Tracks = "court"
			case 3:
				v.Thread = s.Causes.Threads[0].ID
			case 4:
				v.Pick = route.Pick{Kind: "place", ID: s.Places[r.IntN(len(s.Places))].ID}
			}
			m := ExploreAt(s, "time", v).With(book)
			for _, f := range []Frame{TimeDesk, TimeWide, TimeNarrow} {
				timeLaws(t, fmt.Sprintf("%d events %s (%s)", len(s.Events), route.Encode(v), f.Name), s, m, TimeOf(s, m, f, l), f, l)
				if t.Failed() {
					return
				}
			}
		}
	}
}

// crowded reports whether in every row of a mark's track another mark stands so
// near that a label over or under it would cover that.
func crowded(s *story.Story, st TimeState, mk TimeMark, f Frame) bool {
	track := s.Events[mk.Event].Track
	reach := geo.TextWidth(s.Events[mk.Event].Short, f.Font, 600)
	g := lanesOf(f)
	near := map[float64]bool{}
	look := func(t story.Track, x, length, y float64) {
		if t == track && x-f.Mark < mk.X+mk.Length+reach && x+length+f.Mark > mk.X-reach {
			near[y] = true
		}
	}
	for _, o := range st.Marks {
		if o.Key != mk.Key {
			look(s.Events[o.Event].Track, o.X, o.Length, o.Y)
		}
	}
	for _, h := range st.Heaps {
		look(h.Track, h.X, h.Width, h.Y)
	}
	return len(near) == g.rows || len(st.Waves) > 0
}

// timeWhole holds that every event on the timeline is seen or counted, and
// counted once, and that what is counted opens.
func timeWhole(t *testing.T, name string, s *story.Story, m Moment, st TimeState) {
	t.Helper()
	shown, counted := Events(s, m), 0
	for _, h := range st.Heaps {
		counted += h.Count
		if h.Count < 1 || h.To < h.From || h.Width == 0 && h.Count < 2 {
			t.Errorf("%s: %+v is no heap", name, h)
		}
		v, troubles := route.Decode(s, nil, "span="+h.span(), "", nil)
		if len(troubles) > 0 || v.Span.From.First() > h.From || v.Span.To.Last() < h.To {
			t.Errorf("%s: %s of %d…%d opens %q", name, h.Key, h.From, h.To, h.span())
		}
	}
	if st.Waves == nil {
		counted += len(st.Marks)
		for _, mk := range st.Marks {
			if mk.Many {
				return // how many it stands before is written and not known here
			}
		}
	}
	if counted != len(shown) {
		t.Errorf("%s: %d events are seen or counted, of %d", name, counted, len(shown))
	}
}

func timeLaws(t *testing.T, name string, s *story.Story, m Moment, st TimeState, f Frame, l story.Labels) {
	t.Helper()
	frame := geo.Box{X1: f.W, Y1: f.H}
	g := lanesOf(f)
	type part struct {
		key  string
		box  geo.Box
		text bool
	}
	var parts []part
	timeWhole(t, name, s, m, st)
	if i := slices.IndexFunc(s.Events, func(e *story.Event) bool { return e.ID == m.Focus.ID }); i >= 0 && m.Focus.Kind == "event" && m.Only == nil && st.mark(i) == nil {
		t.Errorf("%s: %s is in focus, and not on the timeline", name, m.Focus.ID)
	}
	for _, h := range st.Heaps {
		body := geo.Box{X0: h.X - f.Mark - 1.5, Y0: h.Y - f.Mark - 0.5, X1: h.X + f.Mark + 1.5, Y1: h.Y + f.Mark + 0.5}
		if h.Width > 0 {
			body = geo.Box{X0: h.X, Y0: h.Y, X1: h.X + h.Width, Y1: h.Y + g.height}
			if text := h.number(l, g.font); text != "" {
				parts = append(parts, part{h.Key, labelBox(h.X+h.Width/2, h.Y+g.number, "middle", text, g.font, 600), true})
			}
		} else {
			parts = append(parts, part{h.Key, body, false})
		}
		if !frame.Holds(body) {
			t.Errorf("%s: %s leaves the frame: %+v", name, h.Key, body)
		}
	}
	for _, mk := range st.Marks {
		e := s.Events[mk.Event]
		if e.Date.First() > m.Date.Last() && !m.Hindsight {
			t.Errorf("%s: %s is on the timeline on %s, before it happened on %s", name, mk.Key, m.Date, e.Date)
		}
		body := geo.Box{X0: mk.X - f.Mark, Y0: mk.Y - f.Mark, X1: mk.X + max(mk.Length, 0) + f.Mark, Y1: mk.Y + f.Mark}
		if !frame.Holds(body) {
			t.Errorf("%s: %s leaves the frame: %+v", name, mk.Key, body)
		}
		lane := g.top + float64(trackIndex(e.Track))*g.height
		if body.Y0 < lane-hairline || body.Y1 > lane+g.height+hairline {
			t.Errorf("%s: %s leaves its lane", name, mk.Key)
		}
		parts = append(parts, part{mk.Key, body, false})
		if mk.Label == "" {
			if mk.State == Focus && f.Name == TimeWide.Name && e.Short != "" && mk.Length == 0 && !crowded(s, st, mk, f) {
				t.Errorf("%s: %s is in focus and has no label", name, mk.Key)
			}
			continue
		}
		weight := 600
		if mk.State == Focus {
			weight = 700
		}
		b := labelBox(mk.X+mk.LX, mk.Y+mk.LY, mk.Label, e.Short, f.Font, weight)
		if !frame.Holds(b) {
			t.Errorf("%s: the label of %s leaves the frame: %+v", name, mk.Key, b)
		}
		parts = append(parts, part{mk.Key, b, true})
	}
	for i, a := range parts {
		for _, b := range parts[:i] {
			if a.key == b.key {
				continue
			}
			x := min(a.box.X1, b.box.X1) - max(a.box.X0, b.box.X0)
			y := min(a.box.Y1, b.box.Y1) - max(a.box.Y0, b.box.Y0)
			if x > hairline && y > hairline {
				what := map[bool]string{true: "the label of ", false: "the mark of "}
				t.Errorf("%s: %s%s and %s%s overlap by %.1f × %.1f", name, what[a.text], a.key, what[b.text], b.key, x, y)
			}
		}
	}
}
