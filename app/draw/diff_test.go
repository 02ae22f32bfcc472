//go:build !js

package draw

import (
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"math/rand/v2"
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
		case "move":
			node["transform"] = "translate(" + c.Value + ")"
		case "zoom":
			node["transform"] = c.Value
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
			if attrs["data-state"] != "" || strings.HasSuffix(k, "land") {
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
				now.apply(t, prefixed("map ", DiffMap(maps[j], is, f)))
			}
			maps[j] = is
		}
		for j, f := range TimeFrames {
			is := TimeOf(s, m, f, l)
			for k, n := range keyed(t, WriteTime(s, m, is, f, "", true, l)) {
				want["time "+k] = n
			}
			if i > 0 {
				now.apply(t, prefixed("time ", DiffTime(times[j], is, f)))
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

func TestDiffOfTheSameIsNothing(t *testing.T) {
	s, l := load(t)
	for _, m := range moments(s) {
		for _, f := range MapFrames {
			if c := DiffMap(MapOf(s, m.Moment, f), MapOf(s, m.Moment, f), f); len(c) > 0 {
				t.Errorf("%s: the map differs from itself: %v", m.name, c)
			}
		}
		for _, f := range TimeFrames {
			if c := DiffTime(TimeOf(s, m.Moment, f, l), TimeOf(s, m.Moment, f, l), f); len(c) > 0 {
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
	for _, c := range DiffMap(a, b, MapWide) {
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
