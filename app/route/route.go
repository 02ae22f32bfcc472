// Package route is the address of what a reader sees.
//
// A [View] is the whole visible state of a live page. [Encode] and [Decode] are
// a pure pair: every View has an address that restores it, and an address that
// names something unknown falls back to the nearest good View and says so.
package route

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/strings-attached/explainer/app/story"
)

// View is everything a stage shows: the step of the walk the reader is at, what
// the reader has picked out, and how the reader has set the pictures. The zero
// value of each field leaves it to the page or the step. Views are compared
// with ==.
type View struct {
	Step string // a step's ID
	Pick Pick   // zero: the step's own focus

	// The map.
	Layer  string     // one of Layers
	Scope  string     // of the money layer: one of Scopes
	List   string     // of the lists layer: one of Lists
	Issue  string     // of the courts layer: a, b or c
	Date   story.Date // the dial: nothing from after it is shown
	Camera Camera
	Find   string // only places whose name, county or state holds it stand out

	// The timeline.
	Span   Span
	Tracks string // the tracks shown, as "federal court"; "" for all
	Kind   string // one of story.Kinds
	Told   string // "told" by the reports, or "added" by the record
	In     string // a place's ID: only events that touch it
	Who    string // who acts, as events name them: only events with them
	Thread string // a thread's ID
}

// Layers, Scopes and Lists are what the map can be set to. The first of each is
// what an explorer starts with.
var (
	Layers = []string{"roles", "money", "answers", "policy", "lists", "courts"}
	Scopes = []string{"jag-2016", "jag-2017", "justice-2016-memo"}
	Lists  = []string{"agreement", "oig-memo", "april-letter", "november-letter", "plaintiff", "reports"}
	Issues = []string{"b", "a", "c"}
)

// Camera is where the map looks: the point of the map sheet (975×610) in the
// middle of the frame, and how much larger than the whole country it is shown,
// from 1 to MaxZoom. The zero Camera is the step's own.
type Camera struct{ K, X, Y float64 }

// MaxZoom is the closest a reader may look, relative to the whole country.
const MaxZoom = 24

// Span is a stretch of time, from the first day to the last.
type Span struct{ From, To story.Date }

// Pick is an event or a place chosen by the reader.
type Pick struct {
	Kind string // "event" or "place"; "" for none
	ID   string
}

// ParsePick reads "event:ID" or "place:ID"; anything else is no pick.
func ParsePick(s string) Pick {
	kind, id, ok := strings.Cut(s, ":")
	if !ok || (kind != "event" && kind != "place") || id == "" {
		return Pick{}
	}
	return Pick{kind, id}
}

// String is the form ParsePick reads; "" for none.
func (p Pick) String() string {
	if p.Kind == "" {
		return ""
	}
	return p.Kind + ":" + p.ID
}

// IsZero reports whether nothing is picked.
func (p Pick) IsZero() bool { return p == Pick{} }

// Rounded is c at the precision of an address, so that a View and its address
// are the same picture.
func (c Camera) Rounded() Camera {
	round := func(v, to float64) float64 { return math.Round(v*to) / to }
	return Camera{round(c.K, 100), round(c.X, 10), round(c.Y, 10)}
}

// String is the form that an address has it in.
func (c Camera) String() string {
	c = c.Rounded()
	return number(c.K) + "," + number(c.X) + "," + number(c.Y)
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Encode writes the relative address of v: "#letters-2", or with a pick
// "?event=ID#letters-2". The zero View is "?".
func Encode(v View) string {
	var b strings.Builder
	add := func(key, value string) {
		if value == "" {
			return
		}
		b.WriteByte(byte("?&"[min(b.Len(), 1)]))
		b.WriteString(key)
		b.WriteByte('=')
		// A query may hold commas, colons and spaces as +.
		b.WriteString(strings.NewReplacer("%2C", ",", "%3A", ":").Replace(url.QueryEscape(value)))
	}
	add(v.Pick.Kind, v.Pick.ID)
	add("layer", v.Layer)
	add("scope", v.Scope)
	add("list", v.List)
	add("issue", v.Issue)
	add("date", v.Date.String())
	if v.Camera != (Camera{}) {
		add("look", v.Camera.String())
	}
	add("find", v.Find)
	if v.Span != (Span{}) {
		add("span", v.Span.From.String()+","+v.Span.To.String())
	}
	add("tracks", v.Tracks)
	add("kind", v.Kind)
	add("told", v.Told)
	add("in", v.In)
	add("who", v.Who)
	add("thread", v.Thread)
	if v.Step != "" {
		return b.String() + "#" + v.Step
	}
	if b.Len() == 0 {
		return "?"
	}
	return b.String()
}

// Trouble is a part of an address that named nothing this story has.
type Trouble struct {
	Param string // "event", "place", "step", or "query" for all others
	Value string
}

// Decode reads the query (without "?") and the fragment (without "#") of an
// address on a page whose steps are in steps. A step it does not know becomes
// the first step of the page, unless the fragment is another place of the page
// (known reports that); what else it does not know is left out. Each such part
// is told as a Trouble. Parameters that are not ours are passed over.
func Decode(s *story.Story, steps []string, query, fragment string, known func(fragment string) bool) (View, []Trouble) {
	var v View
	var troubles []Trouble
	if len(steps) > 0 {
		v.Step = steps[0]
	}
	if f, err := url.PathUnescape(fragment); err == nil && f != "" {
		switch {
		case slices.Contains(steps, f):
			v.Step = f
		case slices.Contains(steps, f+"-1"): // a chapter's own heading
			v.Step = f + "-1"
		case known == nil || !known(f):
			troubles = append(troubles, Trouble{"step", f})
		}
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		troubles = append(troubles, Trouble{"query", query})
	}
	// read takes a parameter if ok holds for it.
	read := func(param, key string, ok func(string) bool, set func(string)) {
		switch value := values.Get(key); {
		case value == "":
		case ok(value):
			set(value)
		default:
			troubles = append(troubles, Trouble{param, value})
		}
	}
	oneOf := func(list []string) func(string) bool {
		return func(value string) bool { return slices.Contains(list, value) }
	}
	isEvent := func(id string) bool { return s.Event(id) != nil }
	isPlace := func(id string) bool { return s.Place(id) != nil }
	read("place", "place", isPlace, func(id string) { v.Pick = Pick{"place", id} })
	read("event", "event", isEvent, func(id string) { v.Pick = Pick{"event", id} })
	read("query", "layer", oneOf(Layers), func(x string) { v.Layer = x })
	read("query", "scope", oneOf(Scopes), func(x string) { v.Scope = x })
	read("query", "list", oneOf(Lists), func(x string) { v.List = x })
	read("query", "issue", oneOf(Issues), func(x string) { v.Issue = x })
	read("query", "date", isDay, func(x string) { v.Date, _ = story.ParseDate(x) })
	var c Camera
	read("query", "look", func(x string) bool { return parseCamera(x, &c) }, func(string) { v.Camera = c })
	read("query", "find", func(x string) bool { return Sought(x) == x }, func(x string) { v.Find = x })
	var span Span
	read("query", "span", func(x string) bool { return parseSpan(x, &span) }, func(string) { v.Span = span })
	read("query", "tracks", func(x string) bool { return Tracks(x) != "" }, func(x string) { v.Tracks = Tracks(x) })
	read("query", "kind", oneOf(story.Kinds), func(x string) { v.Kind = x })
	read("query", "told", oneOf([]string{"told", "added"}), func(x string) { v.Told = x })
	read("place", "in", isPlace, func(x string) { v.In = x })
	read("query", "who", func(x string) bool {
		return slices.ContainsFunc(s.Events, func(e *story.Event) bool { return slices.Contains(e.Actors, x) })
	}, func(x string) { v.Who = x })
	read("query", "thread", func(x string) bool { return s.Thread(x) != nil }, func(x string) { v.Thread = x })
	return v, troubles
}

// Tracks brings a list of tracks into their order; "" if it names none, or all.
func Tracks(list string) string {
	var out []string
	for _, t := range story.Tracks {
		if slices.Contains(strings.Fields(list), string(t)) {
			out = append(out, string(t))
		}
	}
	if len(out) == len(story.Tracks) {
		return ""
	}
	return strings.Join(out, " ")
}

// Sought brings what a reader looks for into the form that Find has: without
// spaces around it or signs that are not seen, and of at most 40 characters.
func Sought(s string) string {
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40])
	}
	return strings.TrimSpace(s)
}

func isDay(s string) bool {
	d, err := story.ParseDate(s)
	return err == nil && d.Day != 0 && d.Year >= 1990 && d.Year < 2100
}

func parseCamera(s string, c *Camera) bool {
	parts := strings.Split(s, ",")
	if len(parts) != 3 {
		return false
	}
	for i, to := range []*float64{&c.K, &c.X, &c.Y} {
		v, err := strconv.ParseFloat(parts[i], 64)
		if err != nil || math.IsNaN(v) || math.Abs(v) > 2000 {
			return false
		}
		*to = v
	}
	*c = c.Rounded()
	return c.K >= 1 && c.K <= MaxZoom
}

func parseSpan(s string, span *Span) bool {
	a, b, ok := strings.Cut(s, ",")
	if !ok || !isDay(a) || !isDay(b) {
		return false
	}
	span.From, _ = story.ParseDate(a)
	span.To, _ = story.ParseDate(b)
	return span.From.First() < span.To.First()
}
