package generate_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/generate"
	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/story"
)

func shapes(t testing.TB) []generate.Shape {
	t.Helper()
	text, err := os.ReadFile("../../assets/geo/states-albers-10m.json")
	if err != nil {
		t.Fatal(err)
	}
	topology, err := geo.DecodeTopology(text)
	if err != nil {
		t.Fatal(err)
	}
	states, err := topology.Simplify(2).Features("states")
	if err != nil {
		t.Fatal(err)
	}
	var out []generate.Shape
	for _, f := range states {
		out = append(out, generate.Shape{FIPS: f.ID, Area: f.Rings()})
	}
	return out
}

// TestStory holds that stories of the sizes that are measured are as sound as
// the real one must be.
func TestStory(t *testing.T) {
	land := shapes(t)
	for _, o := range []generate.Options{
		{Events: 5, Places: 2, Seed: 1}, {Events: 25, Places: 50, Seed: 1}, {Events: 250, Places: 50, Seed: 2},
		{Events: 2500, Places: 500, Seed: 1}, {Events: 10000, Places: 3100, Seed: 1},
	} {
		s, err := generate.Story(o, land)
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Events) != o.Events || len(s.Places) != o.Places {
			t.Errorf("%+v gives %d events and %d places", o, len(s.Events), len(s.Places))
		}
		problems := s.Validate(nil)
		for _, p := range problems[:min(len(problems), 5)] {
			t.Errorf("%+v: %s", o, p)
		}
		if !strings.Contains(s.Site.Notice, "generated") {
			t.Errorf("%+v: the notice %q does not say that it is generated", o, s.Site.Notice)
		}
	}
}

// TestSpread holds what makes a generated story worth measuring: dense weeks,
// dates known to the day and less well, all tracks, all kinds of weight.
func TestSpread(t *testing.T) {
	s, err := generate.Story(generate.Options{Events: 10000, Places: 500, Seed: 1}, shapes(t))
	if err != nil {
		t.Fatal(err)
	}
	weeks, tracks, weights, precisions, states := map[int]int{}, map[story.Track]int{}, map[int]int{}, map[story.Precision]int{}, map[string]int{}
	for _, e := range s.Events {
		weeks[e.Date.First()/7]++
		tracks[e.Track]++
		weights[e.Weight]++
		precisions[e.Precision]++
	}
	for _, p := range s.Places {
		states[p.State]++
	}
	var counts []int
	for _, n := range weeks {
		counts = append(counts, n)
	}
	slices.Sort(counts)
	if median, most := counts[len(counts)/2], counts[len(counts)-1]; most < 10*median {
		t.Errorf("the densest week has %d events and the median one %d: no week is dense", most, median)
	}
	if len(tracks) != 3 || len(weights) != 3 || len(precisions) != 5 || len(states) < 40 {
		t.Errorf("tracks %v, weights %v, precisions %v, %d states", tracks, weights, precisions, len(states))
	}
	if !slices.IsSortedFunc(s.Events, func(a, b *story.Event) int { return a.Date.Compare(b.Date) }) {
		t.Error("the events are not in the order of time")
	}
}

func TestSameSeedSameStory(t *testing.T) {
	land := shapes(t)
	made := func(seed uint64) string {
		s, err := generate.Story(generate.Options{Events: 100, Places: 30, Seed: seed}, land)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	if first, second := made(3), made(3); first != second {
		t.Error("the same seed gives two stories")
	}
	if made(3) == made(4) {
		t.Error("two seeds give the same story")
	}
}

func TestNoLand(t *testing.T) {
	if _, err := generate.Story(generate.Options{Events: 10, Places: 2}, nil); err == nil {
		t.Error("places are put into the sea")
	}
}

func TestParse(t *testing.T) {
	for _, test := range []struct {
		text string
		want generate.Options // the zero value where it is refused
	}{
		{"events=2500,places=500", generate.Options{Events: 2500, Places: 500, Seed: 1}},
		{"places=50, events=25, seed=7", generate.Options{Events: 25, Places: 50, Seed: 7}},
		{"", generate.Options{}}, {"events=2500", generate.Options{}}, {"places=5", generate.Options{}},
		{"events=4,places=50", generate.Options{}}, {"events=25,places=1", generate.Options{}},
		{"events=99999999999999999999,places=50", generate.Options{}}, {"events=9999999999,places=50", generate.Options{}},
		{"events=25,places=50,events=25", generate.Options{}}, {"events=-25,places=50", generate.Options{}}, {"events=25,places=50,size=3", generate.Options{}},
	} {
		got, err := generate.Parse(test.text)
		if err != nil {
			got = generate.Options{}
		}
		if got != test.want {
			t.Errorf("%q gives %+v, want %+v (%v)", test.text, got, test.want, err)
		}
	}
}

func BenchmarkStory(b *testing.B) {
	land := shapes(b)
	for b.Loop() {
		if _, err := generate.Story(generate.Options{Events: 10000, Places: 500, Seed: 1}, land); err != nil {
			b.Fatal(err)
		}
	}
}
