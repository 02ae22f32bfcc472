//go:build !js

package ui

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/generate"
	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// manyPlaces is a made-up story of as many places as there are counties.
func manyPlaces(tb testing.TB) *story.Story {
	tb.Helper()
	text, err := os.ReadFile("../../assets/geo/states-albers-10m.json")
	if err != nil {
		tb.Fatal(err)
	}
	topology, err := geo.DecodeTopology(text)
	if err != nil {
		tb.Fatal(err)
	}
	states, err := topology.Simplify(20).Features("states")
	if err != nil {
		tb.Fatal(err)
	}
	var land []generate.Shape
	for _, f := range states {
		land = append(land, generate.Shape{FIPS: f.ID, Area: f.Rings()})
	}
	s, err := generate.Story(generate.Options{Events: 250, Places: 3100, Seed: 1}, land)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// TestGroupOpens holds what choosing a group of places does: the map comes to
// where they stand apart, the keyboard to the first of them, the table to those
// in sight, and it is said once how many they are; Back undoes it.
func TestGroupOpens(t *testing.T) {
	r := openExplorer(t, manyPlaces(t), route.Layers[0])
	s := start(t, r)
	r.Take()
	g := s.shown.maps[0].Groups[3]
	r.Handlers.Set("look", g.Apart.String())
	log := r.Take()
	if s.view.Camera != g.Apart || !strings.HasPrefix(log, "push ?look=") {
		t.Errorf("the map looks at %v, want %v: %.300s", s.view.Camera, g.Apart, log)
	}
	lines := strings.Split(log, "\n")
	focus := strings.TrimPrefix(lines[len(lines)-1], "focus ")
	if id, many := strings.CutPrefix(focus, "many:"); many {
		if h := s.group(func(h *draw.Group) bool { return h.Key == focus }); h == nil || !h.Holds(g.First) {
			t.Errorf("the keyboard comes to the group of %s", id)
		}
	} else if focus != "place:"+s.story.Places[g.First].ID {
		t.Errorf("the keyboard comes to %q", focus)
	}
	if !strings.Contains(log, "set tbody html=<tr") || strings.Contains(log, "set row:") {
		t.Error("the table is not written anew, or row by row")
	}
	if s.said == s.insight || r.Next == nil {
		t.Error("it is said at once how many places are in sight")
	}
	if r.Next(); s.said != s.insight || !strings.Contains(s.said, "in sight") {
		t.Errorf("it is said %q", s.said)
	}
	r.Handlers.Set("look", "no camera")
	if log := r.Take(); log != "" {
		t.Errorf("what is no camera does %q", log)
	}
}

// TestManyRows holds that the table of a large map shows the first rows in sight
// and follows the camera, the filter, the pick and the order.
func TestManyRows(t *testing.T) {
	r := openExplorer(t, manyPlaces(t), route.Layers[0])
	s := start(t, r)
	first := func() string {
		_, row, _ := strings.Cut(s.items, `data-row="`)
		id, _, _ := strings.Cut(row, `"`)
		return id
	}
	s.table()
	if n := strings.Count(s.items, "<tr "); n != draw.ListSome || !strings.Contains(s.insight, "3,100") {
		t.Errorf("%d rows, %q", n, s.insight)
	}
	s.sort("jag-2016", 5)
	s.sort("jag-2016", 5)
	top := int64(0)
	for _, p := range s.story.Places {
		top = max(top, draw.AwardBy(p, "jag-2016", s.shown.moment.Date.Last()))
	}
	if p := s.story.Place(first()); p == nil || draw.AwardBy(p, "jag-2016", s.shown.moment.Date.Last()) != top {
		t.Errorf("sorted downwards by sum the table begins with %q", first())
	}
	p := s.story.Places[1000]
	s.change(func(v *route.View) { v.Find = p.Name })
	for id := range strings.SplitSeq(s.items, `data-row="`) {
		id, _, _ := strings.Cut(id, `"`)
		if q := s.story.Place(id); q != nil && !draw.Matches(q, p.Name) {
			t.Errorf("%s is in the table of what matches %s", id, p.Name)
		}
	}
	s.change(func(v *route.View) { v.Find, v.Camera = "", draw.CameraOn(p); v.Camera.K = 20 })
	if s.pick("place:" + p.ID); !strings.Contains(s.items, `data-row="`+p.ID+`" data-k="row:`+p.ID+`" data-picked="1"`) {
		t.Errorf("%s is picked and in sight, and its row does not say so", p.ID)
	}
}

// TestHiddenMapRests holds that of a large map the frame that is not seen is left
// alone until it is.
func TestHiddenMapRests(t *testing.T) {
	r := openExplorer(t, manyPlaces(t), route.Layers[0])
	s := start(t, r)
	r.Unseen = "w"
	r.Take()
	r.Handlers.Zoom(2, 0.5, 0.5)
	if log := r.Take(); strings.Contains(log, "set w/") || !strings.Contains(log, "set n/land") {
		t.Errorf("the map that is not seen is drawn, or the other is not")
	}
	r.Unseen = ""
	r.Handlers.Fit()
	if log := r.Take(); !strings.Contains(log, "set w/land") || strings.Contains(log, "set n/") {
		t.Errorf("the map that comes into sight is not drawn, or the other is")
	}
	if changes := draw.DiffMap(s.story, s.shown.maps[0], draw.MapOf(s.story, s.shown.moment, draw.MapWide), draw.MapWide, s.links, s.labels); len(changes) > 0 {
		t.Errorf("the map that has come into sight differs by %v", changes[:1])
	}
}

// TestTwelveKeysAmongMany holds that any of thousands of places is found within
// twelve keys: some letters of its name, and its state's code if others share
// them, Tab to it among what is found, and Enter.
func TestTwelveKeysAmongMany(t *testing.T) {
	told := manyPlaces(t)
	keys := func(p *story.Place) int {
		for n := 4; n <= 8; n++ {
			for from := 0; from+n <= max(n, len(p.Name)); from++ {
				part := p.Name[from:min(from+n, len(p.Name))]
				for _, sought := range []string{part, part + " " + strings.ToLower(p.State)} {
					sought = route.Sought(sought)
					if i := slices.Index(draw.Find(told, sought, offered), p); i >= 0 && len(sought)+i+2 <= 12 {
						return len(sought) + i + 2
					}
				}
			}
		}
		return 13
	}
	worst := 0
	for _, p := range told.Places {
		if n := keys(p); n > worst {
			if worst = n; n > 12 {
				t.Fatalf("%s is not found within twelve keys", p.ID)
			}
		}
	}
}
