//go:build !js

package draw

import (
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// nodes are the attributes of a picture's keyed nodes, by data-k: what a
// document holds of it, as far as a change can reach.
type nodes map[string]map[string]string

// keyed reads the nodes of a written picture. What a node holds is its
// attribute "html".
func keyed(t *testing.T, svg string) nodes {
	t.Helper()
	type open struct {
		key   string
		start int64
	}
	d := xml.NewDecoder(strings.NewReader(svg))
	out := nodes{}
	var stack []open
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("the picture is no XML: %v", err)
		}
		switch v := token.(type) {
		case xml.StartElement:
			attrs := map[string]string{}
			for _, a := range v.Attr {
				attrs[a.Name.Local] = a.Value
			}
			stack = append(stack, open{attrs["data-k"], d.InputOffset()})
			if k := attrs["data-k"]; k != "" {
				if out[k] != nil {
					t.Fatalf("two nodes have the key %s", k)
				}
				out[k] = attrs
			}
		case xml.EndElement:
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if o.key != "" {
				inner := svg[o.start:d.InputOffset()]
				out[o.key]["html"] = inner[:max(0, strings.LastIndex(inner, "</"))]
			}
		}
	}
}

// apply does to the nodes what package dom does to a document.
func (n nodes) apply(t *testing.T, changes []Change) {
	t.Helper()
	for _, c := range changes {
		node := n[c.Key]
		if node == nil {
			t.Errorf("%s of %s is changed, which the picture does not have", c.Attr, c.Key)
			continue
		}
		switch c.Attr {
		case "gone":
			for k := range n {
				if k == c.Key || strings.HasPrefix(k, c.Key+"/") {
					delete(n, k)
				}
			}
		case "first", "after":
			prefix, _, _ := strings.Cut(c.Key, "w/")
			prefix, _, _ = strings.Cut(prefix, "n/")
			for k, node := range keyed(t, c.Value) {
				if n[prefix+k] != nil {
					t.Errorf("%s comes and is there", k)
				}
				n[prefix+k] = node
			}
		case "move":
			node["transform"] = "translate(" + c.Value + ")"
		case "zoom":
			node["transform"] = c.Value
		case "text":
			node["html"] = c.Value
		case "tab":
			svg, _, _ := strings.Cut(c.Key, "/")
			for k := range n {
				if _, tabs := n[k]["tabindex"]; tabs && strings.HasPrefix(k, svg+"/") {
					n[k]["tabindex"] = "-1"
				}
			}
			node["tabindex"] = "0"
		default:
			node[c.Attr] = c.Value
		}
	}
}

// seen is n without what a reader cannot see: where a mark is that is off,
// and where a label would stand that is not shown.
func (n nodes) seen() nodes {
	out := nodes{}
	for k, attrs := range n {
		mark := k
		for n[mark] != nil && n[mark]["data-state"] == "" && strings.Contains(mark, "/") {
			mark = mark[:strings.LastIndex(mark, "/")]
		}
		off := n[mark] != nil && n[mark]["data-state"] == Off
		switch {
		case off && mark == k:
			out[k] = map[string]string{"data-state": Off}
		case off: // its parts are as little seen as it is
		case attrs["data-on"] == "0" && strings.HasSuffix(k, "/t"):
			out[k] = map[string]string{"data-on": "0"}
		default:
			out[k] = maps.Clone(attrs)
			if attrs["data-state"] != "" || strings.HasSuffix(k, "land") || strings.HasSuffix(k, "/marks") || strings.HasSuffix(k, "/heaps") || strings.HasSuffix(k, "/groups") {
				delete(out[k], "html") // its parts have keys of their own
			}
		}
	}
	return out
}

func diffNodes(t *testing.T, name string, got, want nodes) {
	t.Helper()
	got, want = got.seen(), want.seen()
	for _, k := range slices.Sorted(maps.Keys(want)) {
		if got[k] == nil {
			t.Errorf("%s: %s is missing", name, k)
		}
		for _, a := range slices.Sorted(maps.Keys(want[k])) {
			if got[k][a] != want[k][a] {
				t.Errorf("%s: %s of %s is %q, want %q", name, a, k, got[k][a], want[k][a])
			}
		}
	}
	for k := range got {
		if want[k] == nil {
			t.Errorf("%s: %s should not be there", name, k)
		}
	}
}

// walk goes through views as a reader would, by changes alone, and holds after
// each that the picture is the one that would be written for that view.
func walk(t *testing.T, s *story.Story, l story.Labels, views []route.View) {
	t.Helper()
	maps := make([]MapState, len(MapFrames))
	times := make([]TimeState, len(TimeFrames))
	now := nodes{}
	was := ""
	for i, v := range views {
		m := MomentOf(s, v)
		name := was + " → " + route.Encode(v)
		was = route.Encode(v)
		want := nodes{}
		for j, f := range MapFrames {
			is := MapOf(s, m, f)
			for k, n := range keyed(t, WriteMap(s, m, is, f, "", true, l)) {
				want["map "+k] = n
			}
			if i > 0 {
				now.apply(t, prefixed("map ", DiffMap(s, maps[j], is, f, "", l)))
			}
			maps[j] = is
		}
		for j, f := range TimeFrames {
			is := TimeOf(s, m, f, l)
			for k, n := range keyed(t, WriteTime(s, m, is, f, "", true, l)) {
				want["time "+k] = n
			}
			if i > 0 {
				now.apply(t, prefixed("time ", DiffTime(s, times[j], is, f, "", l)))
			}
			times[j] = is
		}
		if i == 0 {
			now = want
			continue
		}
		diffNodes(t, name, now, want)
		if t.Failed() {
			return // what follows would fail of the same
		}
	}
}

// prefixed tells the map's nodes from the timeline's, which are keyed alike.
func prefixed(prefix string, changes []Change) []Change {
	out := slices.Clone(changes)
	for i := range out {
		out[i].Key = prefix + out[i].Key
	}
	return out
}

func TestDiffFollowsTheWalk(t *testing.T) {
	s, l := load(t)
	var views []route.View
	for _, id := range stepsOf(s) {
		views = append(views, route.View{Step: id})
	}
	walk(t, s, l, views)
}

func TestDiffFollowsAnyReader(t *testing.T) {
	s, l := load(t)
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 1848))
		var views []route.View
		steps := stepsOf(s)
		for range 30 {
			v := route.View{Step: steps[r.IntN(len(steps))]}
			switch r.IntN(3) {
			case 0:
				v.Pick = route.Pick{Kind: "event", ID: s.Events[r.IntN(len(s.Events))].ID}
			case 1:
				v.Pick = route.Pick{Kind: "place", ID: s.Places[r.IntN(len(s.Places))].ID}
			}
			views = append(views, v)
		}
		walk(t, s, l, views)
	}
}

// marksIn lists the keys of the marks and heaps of a written picture, in order.
func marksIn(svg string) (keys []string) {
	for _, m := range regexp.MustCompile(`<a [^>]*?data-k="([^"]+)"`).FindAllStringSubmatch(svg, -1) {
		keys = append(keys, m[1])
	}
	return keys
}

// reordered is the order of marks after changes. What stands for many, whose keys
// hold the word many, stands before the marks.
func reordered(order []string, changes []Change, many string) []string {
	for _, c := range changes {
		switch c.Attr {
		case "gone":
			order = slices.DeleteFunc(order, func(k string) bool { return k == c.Key })
		case "after":
			order = slices.Insert(order, slices.Index(order, c.Key)+1, marksIn(c.Value)...)
		case "first":
			at := 0
			if strings.HasSuffix(c.Key, "/marks") {
				at = len(order) - len(slices.DeleteFunc(slices.Clone(order), func(k string) bool { return strings.Contains(k, many) }))
			}
			order = slices.Insert(order, at, marksIn(c.Value)...)
		}
	}
	return order
}

// TestDiffFollowsTheExplorer holds that an explorer's timeline, whose marks come
// and go, is after any act the one that would be written, in the same order.
func TestDiffFollowsTheExplorer(t *testing.T) {
	s, l := load(t)
	for _, s := range []*story.Story{s, generated(t, 250), generated(t, 2500)} {
		book := NewBook(s)
		r := rand.New(rand.NewPCG(uint64(len(s.Events)), 3))
		for _, f := range TimeFrames {
			var was TimeState
			var now nodes
			var order []string
			v := route.View{}
			for i := range 60 {
				e := s.Events[r.IntN(len(s.Events))]
				switch from := e.Date.First() - r.IntN(9); i % 6 {
				case 1:
					v.Span = route.Span{From: story.DateOf(from), To: story.DateOf(from + 1 + r.IntN(1<<r.IntN(12)))}
				case 2: // a pan
					d := r.IntN(12)
					if v.Span != (route.Span{}) {
						v.Span = route.Span{From: story.DateOf(v.Span.From.First() + d), To: story.DateOf(v.Span.To.First() + d)}
					}
				case 3:
					v.Pick = route.Pick{Kind: "event", ID: e.ID}
				case 4:
					v.Tracks = []string{"", "court", "federal local"}[r.IntN(3)]
				case 5:
					v.Pick = route.Pick{}
					if r.IntN(3) == 0 {
						v.Span = route.Span{}
					}
				}
				m := ExploreAt(s, "time", v).With(book)
				is := TimeOf(s, m, f, l)
				svg := WriteTime(s, m, is, f, "../", true, l)
				want := keyed(t, svg)
				if i > 0 {
					changes := DiffTime(s, was, is, f, "../", l)
					now.apply(t, changes)
					order = reordered(order, changes, "/heap:")
					diffNodes(t, route.Encode(v), now, want)
					if got, want := strings.Join(order, " "), strings.Join(marksIn(svg), " "); got != want {
						t.Errorf("%s: the marks stand in the order\n%s\nwant\n%s", route.Encode(v), got, want)
					}
				} else {
					now, order = want, marksIn(svg)
				}
				was = is
				if t.Failed() {
					return
				}
			}
		}
	}
}

func TestDiffOfTheSameIsNothing(t *testing.T) {
	s, l := load(t)
	for _, m := range moments(s) {
		for _, f := range MapFrames {
			if c := DiffMap(s, MapOf(s, m.Moment, f), MapOf(s, m.Moment, f), f, "", l); len(c) > 0 {
				t.Errorf("%s: the map differs from itself: %v", m.name, c)
			}
		}
		for _, f := range TimeFrames {
			if c := DiffTime(s, TimeOf(s, m.Moment, f, l), TimeOf(s, m.Moment, f, l), f, "", l); len(c) > 0 {
				t.Errorf("%s: the timeline differs from itself: %v", m.name, c)
			}
		}
	}
}

// TestDiffMap holds the shape of changes, on a map of two marks.
func TestDiffMap(t *testing.T) {
	a := MapState{Zoom: geo.Whole, States: []string{"06"}, Marks: []MapMark{
		{Key: "place:here", X: 10, Y: 20, State: On, Look: "solid", R: 5, Anchor: "start", LX: 7},
		{Key: "place:there", X: 30, Y: 20, State: Off, Look: "solid", R: 5},
	}}
	b := a
	b.Zoom, b.States = geo.Zoom{K: 2, X: -1}, []string{"17"}
	b.Marks = []MapMark{
		{Key: "place:here", X: 10.04, Y: 20, State: Focus, Look: "ring", R: 9, Anchor: "end", LX: -7},
		{Key: "place:there", X: 30, Y: 20.5, State: On, Look: "solid", R: 5, Anchor: "middle", LY: 12},
	}
	var got []string
	for _, c := range DiffMap(nil, a, b, MapWide, "", nil) {
		got = append(got, c.Key+" "+c.Attr+"="+c.Value)
	}
	want := []string{
		"w/land zoom=translate(-1 0) scale(2)",
		"w/state:06 data-on=0",
		"w/state:17 data-on=1",
		"w/place:here data-state=focus",
		"w/place:here data-look=ring",
		"w/place:here/o r=9",
		"w/place:here/t x=-7", "w/place:here/t y=0", "w/place:here/t text-anchor=end",
		"w/place:there move=30 20.5",
		"w/place:there data-state=on",
		"w/place:there/t data-on=1",
		"w/place:there/t x=0", "w/place:there/t y=12", "w/place:there/t text-anchor=middle",
	}
	if !slices.Equal(got, want) {
		t.Errorf("DiffMap lists\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
