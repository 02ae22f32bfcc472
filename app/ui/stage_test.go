//go:build !js

package ui

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/strings-attached/explainer/app/dom"
	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/page"
	"github.com/strings-attached/explainer/app/raster"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

var update = flag.Bool("update", false, "accept what acts write now; read it before")

func read(tb testing.TB, dir string) *story.Story {
	tb.Helper()
	s, problems := story.Load(os.DirFS(dir))
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	return s
}

const (
	real  = "../../assets/story"
	small = "../story/testdata/good"
)

// open makes the walk of a story and returns it as a browser would have it
// before the client comes.
func open(tb testing.TB, s *story.Story) *dom.Recorder {
	tb.Helper()
	r := opened(tb, s, "index.html", false)
	for _, c := range s.Chapters {
		for _, st := range c.Steps {
			r.StepIDs = append(r.StepIDs, st.ID)
		}
	}
	return r
}

// openExplorer is open for the explorer of a layer of the map, or of "time".
func openExplorer(tb testing.TB, s *story.Story, layer string) *dom.Recorder {
	tb.Helper()
	path := "map/" + layer + "/index.html"
	switch layer {
	case "time":
		path = "event/index.html"
	case route.Layers[0]:
		path = "map/index.html"
	}
	return opened(tb, s, path, true)
}

// opened makes a site and opens one of its pages.
func opened(tb testing.TB, s *story.Story, path string, explorers bool) *dom.Recorder {
	tb.Helper()
	text, err := os.ReadFile("../../assets/labels/en.json")
	if err != nil {
		tb.Fatal(err)
	}
	var labels story.Labels
	if err := json.Unmarshal(text, &labels); err != nil {
		tb.Fatal(err)
	}
	fonts, err := raster.LoadFonts(os.DirFS("../../assets/fonts/card"))
	if err != nil {
		tb.Fatal(err)
	}
	docs, err := page.Build(page.Options{Story: s, Labels: labels, Lang: "en", Templates: os.DirFS("../../web"), Asset: func(name string) string { return name }, Fonts: fonts, Explorers: explorers})
	if err != nil {
		tb.Fatal(err)
	}
	r := &dom.Recorder{}
	for _, d := range docs {
		if d.Path != path {
			continue
		}
		_, rest, ok := bytes.Cut(d.Body, []byte(`id="story">`))
		data, _, ok2 := bytes.Cut(rest, []byte("</script>"))
		if !ok || !ok2 {
			tb.Fatal(path + " carries no story for the client")
		}
		r.StoryText = string(data)
	}
	return r
}

// withSums gives the small story the figures that its picture is drawn from.
func withSums(s *story.Story) *story.Story {
	for _, id := range []string{"m-4.1bn", "m-jag-2016"} {
		sum := *s.Money.National[0]
		sum.ID = id
		s.Money.National = append(s.Money.National, &sum)
	}
	return s
}

func start(tb testing.TB, r *dom.Recorder) *Stage {
	tb.Helper()
	s := New(r)
	if err := s.Load(); err != nil {
		tb.Fatal(err)
	}
	return s
}

// In a frame the text of one step is seen at a time, and what is picked leads to
// its own embed, not out of the frame.
func TestFramed(t *testing.T) {
	told := withSums(read(t, small))
	r := open(t, told)
	r.InFrame = true
	s := start(t, r)
	if s.links != s.root+"embed/" {
		t.Errorf("links lead to %q", s.links)
	}
	r.Take()
	r.Handlers.Key("ArrowRight", "")
	log := "\n" + r.Take() + "\n"
	for _, want := range []string{"set step:" + r.StepIDs[0] + " hidden=true", "set step:" + r.StepIDs[1] + " hidden=", "set at text="} {
		if !strings.Contains(log, "\n"+want) {
			t.Errorf("no %q in%s", want, log)
		}
	}
	if strings.Contains(log, "set step:"+r.StepIDs[1]+" hidden=t") {
		t.Errorf("the step that is read is hidden:%s", log)
	}
}

// TestActs holds what each act writes into the page: its file is the review of
// what a click does.
func TestActs(t *testing.T) {
	told := withSums(read(t, small))
	r := open(t, told)
	event, place := told.Events[0].ID, told.Places[0].ID
	r.Query, r.Fragment = "event=nothing", ""
	s := start(t, r)
	var b strings.Builder
	act := func(name string, f func()) {
		f()
		b.WriteString("== " + name + "\n")
		if log := r.Take(); log != "" {
			b.WriteString(log + "\n")
		}
		b.WriteString("address ?" + r.Query + "#" + r.Fragment + "\nsaid " + s.said + "\n\n")
	}
	act("arrive at ?event=nothing", func() {})
	act("pick an event", func() { r.Handlers.Pick("event:" + event) })
	act("pick it again, which puts it away", func() { r.Handlers.Pick("event:" + event) })
	act("pick a place", func() { r.Handlers.Pick("place:" + place) })
	act("Escape", func() { r.Handlers.Key("Escape", "") })
	act("Escape with nothing picked", func() {
		if r.Handlers.Key("Escape", "") {
			t.Error("Escape is taken where it does nothing")
		}
	})
	act("what is no mark", func() { r.Handlers.Pick("seat:x"); r.Handlers.Pick("") })
	act("ArrowRight", func() { r.Handlers.Key("ArrowRight", "") })
	act("scroll on to the last step", func() { r.Handlers.Scroll(r.StepIDs[len(r.StepIDs)-1]) })
	act("scroll within the step", func() { r.Handlers.Scroll(r.StepIDs[len(r.StepIDs)-1]) })
	act("ArrowRight at the end", func() {
		if r.Handlers.Key("ArrowRight", "") {
			t.Error("ArrowRight is taken at the last step")
		}
	})
	act("ArrowLeft", func() { r.Handlers.Key("ArrowLeft", "") })
	act("a link to the first step, with something picked", func() { r.Handlers.Pick("event:" + event); r.Take(); r.Handlers.Step(r.StepIDs[0]) })
	act("Back to a pick", func() { r.Query, r.Fragment = "place="+place, r.StepIDs[1]; r.Handlers.Jump() })
	act("a fragment that is no step", func() { r.Query, r.Fragment = "", "has-sources"; r.Handlers.Jump() })
	act("a wrong address", func() { r.Query, r.Fragment = "place=atlantis", "nowhere"; r.Handlers.Jump() })
	act("and a right one", func() { r.Query, r.Fragment = "", r.StepIDs[0]; r.Handlers.Jump() })
	r.Seen = []dom.Mark{{Key: "event:a", X: 10, Y: 10}, {Key: "event:b", X: 30, Y: 12}}
	act("ArrowRight on a mark", func() { r.Handlers.Key("ArrowRight", "event:a") })
	act("ArrowRight on the last mark", func() {
		if !r.Handlers.Key("ArrowRight", "event:b") {
			t.Error("an arrow key on a mark turns the step or scrolls")
		}
	})
	golden(t, "acts.txt", b.String())
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; go test ./app/ui -update writes it", err)
	}
	a, b := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			t.Fatalf("%s:%d has changed; if it is meant to, run go test ./app/ui -update and read the difference\n was %q\n is  %q", file, i+1, a[min(i, len(a)-1)], b[min(i, len(b)-1)])
		}
	}
}

// TestEveryView loads the real walk and goes everywhere in it: nothing that a
// page carries is missing from what the pictures need.
func TestEveryView(t *testing.T) {
	told := read(t, real)
	r := open(t, told)
	s := start(t, r)
	labels := func(where string) {
		t.Helper()
		for _, line := range r.Log {
			if i := strings.Index(line, "["); i >= 0 && strings.Contains(line[i:], ".") && strings.Contains(line[i:], "]") {
				t.Errorf("%s: a label is missing: %s", where, line)
			}
		}
		if text := render(s); strings.Contains(text, "[card.") || strings.Contains(text, "[role.") || strings.Contains(text, "[track.") {
			t.Errorf("%s: the card lacks a label: %s", where, text)
		}
		r.Take()
	}
	for _, id := range r.StepIDs {
		r.Handlers.Scroll(id)
		labels(id)
	}
	for _, e := range told.Events {
		r.Handlers.Pick("event:" + e.ID)
		if !strings.Contains(render(s), "event/"+e.ID+"/") {
			t.Errorf("the card of %s does not lead to its page", e.ID)
		}
		labels(e.ID)
	}
	for _, p := range told.Places {
		r.Handlers.Pick("place:" + p.ID)
		if !strings.Contains(render(s), "place/"+p.ID+"/") {
			t.Errorf("the card of %s does not lead to its page", p.ID)
		}
		labels(p.ID)
	}
}

func render(s *Stage) string { return app.HTMLString(s.Render()) }

// TestSamePictures holds that the client, from what the page carries, computes
// the very pictures that were written into the page.
func TestSamePictures(t *testing.T) {
	told := read(t, real)
	r := open(t, told)
	s := start(t, r)
	for _, id := range r.StepIDs {
		m, cut := draw.MomentOf(told, route.View{Step: id}), draw.MomentOf(s.story, route.View{Step: id})
		for _, f := range draw.MapFrames {
			a := draw.WriteMap(told, m, draw.MapOf(told, m, f), f, "", true, s.labels)
			b := draw.WriteMap(s.story, cut, draw.MapOf(s.story, cut, f), f, "", true, s.labels)
			if a != b {
				t.Errorf("%s: the map (%s) differs from the page's", id, f.Name)
			}
		}
		for _, f := range draw.TimeFrames {
			a := draw.WriteTime(told, m, draw.TimeOf(told, m, f, s.labels), f, "", true, s.labels)
			b := draw.WriteTime(s.story, cut, draw.TimeOf(s.story, cut, f, s.labels), f, "", true, s.labels)
			if a != b {
				t.Errorf("%s: the timeline (%s) differs from the page's", id, f.Name)
			}
		}
		if a, b := draw.SaysOf(told, m, s.labels), draw.SaysOf(s.story, cut, s.labels); a != b {
			t.Errorf("%s: the map says %q, and in the page %q", id, b, a)
		}
	}
}

// TestDeepLinks holds that an address opens on what it names, at once.
func TestDeepLinks(t *testing.T) {
	told := withSums(read(t, small))
	for _, test := range []struct {
		query, fragment string
		want            route.View
	}{
		{"", "", route.View{Step: "start-1"}},
		{"", "start-2", route.View{Step: "start-2"}},
		{"", "start", route.View{Step: "start-1"}},
		{"event=" + told.Events[1].ID, "start-2", route.View{Step: "start-2", Pick: route.Pick{Kind: "event", ID: told.Events[1].ID}}},
		{"place=" + told.Places[0].ID, "", route.View{Step: "start-1", Pick: route.Pick{Kind: "place", ID: told.Places[0].ID}}},
		{"place=atlantis", "nowhere", route.View{Step: "start-1"}},
	} {
		r := open(t, told)
		r.Query, r.Fragment = test.query, test.fragment
		if s := start(t, r); s.view != test.want {
			t.Errorf("?%s#%s opens on %+v, want %+v", test.query, test.fragment, s.view, test.want)
		}
		for _, line := range r.Log {
			if strings.HasPrefix(line, "push") || strings.HasPrefix(line, "replace") {
				t.Errorf("?%s#%s: arriving writes the history: %s", test.query, test.fragment, line)
			}
		}
	}
}

func TestLoadOfABrokenPage(t *testing.T) {
	for _, text := range []string{"", "{", "[]"} {
		if err := New(&dom.Recorder{StoryText: text}).Load(); err == nil {
			t.Errorf("a page with the story %q loads", text)
		}
	}
}

// TestCardIsText holds that a title is written, never read as markup.
func TestCardIsText(t *testing.T) {
	told := withSums(read(t, small))
	told.Events[0].Title, told.Events[0].Summary = `<b onclick="x">`, `<script>alert(1)</script>`
	r := open(t, told)
	s := start(t, r)
	r.Handlers.Pick("event:" + told.Events[0].ID)
	// In a browser go-app sets attributes, so what it prints of them here, without
	// escaping, is never read as markup; elements would be.
	if text := render(s); strings.Contains(text, "<script") || strings.Contains(text, "><b ") || strings.Contains(text, "\n<b ") || !strings.Contains(text, "&lt;b") {
		t.Errorf("the card is %s", text)
	}
}

func TestToward(t *testing.T) {
	//	a   b
	//	  c
	//	d       e
	marks := []dom.Mark{{Key: "a", X: 0, Y: 0}, {Key: "b", X: 40, Y: 0}, {Key: "c", X: 20, Y: 10}, {Key: "d", X: 0, Y: 40}, {Key: "e", X: 90, Y: 41}}
	for _, test := range []struct{ from, arrow, want string }{
		{"a", "ArrowRight", "b"}, // straight on, though c is nearer
		{"a", "ArrowDown", "d"},
		{"a", "ArrowLeft", ""},
		{"a", "ArrowUp", ""},
		{"b", "ArrowLeft", "a"},
		{"c", "ArrowUp", "a"},
		{"c", "ArrowRight", "b"},
		{"d", "ArrowRight", "c"},
		{"d", "ArrowUp", "a"},
		{"e", "ArrowLeft", "d"},
		{"e", "ArrowDown", ""},
		{"b", "ArrowDown", "c"},
	} {
		if got := Toward(marks, test.from, test.arrow); got != test.want {
			t.Errorf("%s from %s leads to %q, want %q", test.arrow, test.from, got, test.want)
		}
	}
	if got := Toward(nil, "a", "ArrowRight"); got != "" {
		t.Errorf("among no marks it leads to %q", got)
	}
}

// TestRehearse holds that practising does no harm to any page, a broken one
// included.
func TestRehearse(t *testing.T) {
	told := withSums(read(t, small))
	r := open(t, told)
	Rehearse(r)
	if log := r.Take(); !strings.Contains(log, "place:") || !strings.Contains(log, "event:") {
		t.Errorf("nothing was practised:\n%s", log)
	}
	Rehearse(&dom.Recorder{StoryText: "broken"})
}

// TestGlide holds that a run of moves changes the picture with each, and the
// address and the list once, when it rests; and that another act ends it.
func TestGlide(t *testing.T) {
	told := read(t, real)
	r := openExplorer(t, told, "time")
	s := start(t, r)
	r.Handlers.Zoom(8, 0.5, 0.5)
	r.Handlers.Rest()
	r.Take()
	span := s.view.Span
	for range 3 {
		r.Handlers.Pan(0.05, 0)
	}
	log := r.Take()
	if s.view.Span == span || !strings.Contains(log, "w/axis") {
		t.Errorf("a pan from %v to %v draws nothing: %s", span, s.view.Span, log)
	}
	if strings.Contains(log, "replace") || strings.Contains(log, "row:") {
		t.Errorf("the address or the list follows every move: %s", log)
	}
	r.Next() // the pause after the last move
	if log := r.Take(); strings.Count(log, "replace ?span=") != 1 {
		t.Errorf("at rest the address is not written once: %s", log)
	}
	r.Handlers.Pan(0.05, 0)
	moved := s.view.Span
	r.Take()
	r.Handlers.Pick("event:" + told.Events[0].ID)
	if log := r.Take(); strings.Count(log, "replace") != 1 || strings.Count(log, "push") != 1 || s.view.Span != moved {
		t.Errorf("a pick in the middle of a pan: %s", log)
	}
	if r.Handlers.Rest(); r.Take() != "" {
		t.Error("a rest after a rest does something")
	}
}

// TestHeapOpens holds that what stands for many events leads to their days, Back
// undoes it, and where nothing closer is left the first of them is picked.
func TestHeapOpens(t *testing.T) {
	told := read(t, real)
	r := openExplorer(t, told, "time")
	s := start(t, r)
	r.Handlers.Set("span", "2017-03-27,2017-03-28")
	if got := r.Query; got != "span=2017-03-27,2017-03-28" {
		t.Errorf("the address is %q", got)
	}
	for _, e := range told.Events {
		if e.Date.String() == "2017-03-27" && !slices.ContainsFunc(s.shown.times[0].Marks, func(mk draw.TimeMark) bool { return mk.Key == "event:"+e.ID }) {
			t.Errorf("%s has no mark of its own on its day", e.ID)
		}
	}
	r.Handlers.Set("span", "no span")
	if s.view.Span != (route.Span{}) {
		t.Errorf("what is no span shows %v", s.view.Span)
	}
}

// TestFit holds that a timeline that is not seen is left alone, and is brought
// up to date when it comes into sight.
func TestFit(t *testing.T) {
	told := read(t, real)
	r := open(t, told)
	s := start(t, r)
	r.Take()
	r.Unseen = "w"
	r.Handlers.Scroll(r.StepIDs[len(r.StepIDs)-1])
	if log := r.Take(); strings.Contains(log, "set w/axis") || !strings.Contains(log, "set n/axis") {
		t.Error("the timeline that is not seen is drawn, or the other is not")
	}
	r.Unseen = "n"
	r.Handlers.Fit()
	if log := r.Take(); !strings.Contains(log, "set w/axis") || strings.Contains(log, "set n/") {
		t.Error("the timeline that has come into sight is not drawn, or the other is")
	}
	r.Unseen = ""
	r.Handlers.Fit()
	if log := r.Take(); log != "" {
		t.Errorf("what is as it should be is drawn again: %s", log)
	}
	want := draw.TimeOf(s.story, s.shown.moment, draw.TimeWide, s.labels)
	if changes := draw.DiffTime(s.story, s.shown.times[0], want, draw.TimeWide, s.root, s.labels); len(changes) > 0 {
		t.Errorf("the wide timeline differs by %v", changes)
	}
}
