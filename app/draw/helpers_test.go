//go:build !js

package draw

import (
	"encoding/json"
	"os"
	"sync"
	"testing"

	"github.com/strings-attached/explainer/app/generate"
	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// told is the real story: what holds for a made-up one may not hold for the one
// that readers see.
var told = sync.OnceValues(func() (*story.Story, []story.Problem) {
	return story.Load(os.DirFS("../../assets/story"))
})

var words = sync.OnceValues(func() (story.Labels, error) {
	b, err := os.ReadFile("../../assets/labels/en.json")
	if err != nil {
		return nil, err
	}
	var l story.Labels
	return l, json.Unmarshal(b, &l)
})

func load(tb testing.TB) (*story.Story, story.Labels) {
	tb.Helper()
	s, problems := told()
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	l, err := words()
	if err != nil {
		tb.Fatal(err)
	}
	return s, l
}

// generated is a story of n made-up events, with as many places as are measured.
func generated(tb testing.TB, n int) *story.Story {
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
	places := map[int]int{25: 50, 250: 50, 2500: 500, 10000: 3100}[n]
	s, err := generate.Story(generate.Options{Events: n, Places: places, Seed: 1}, land)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// moment is a moment with the name it goes by in messages.
type moment struct {
	name string
	Moment
}

// moments are all steps, and every event and place: picked in the walk, and on
// its own page. What is picked at one step is picked at another for the next, so
// that many steps come to meet many picks.
func moments(s *story.Story) []moment {
	var out []moment
	steps := stepsOf(s)
	for _, id := range steps {
		out = append(out, moment{id, MomentOf(s, route.View{Step: id})})
	}
	pick := func(i int, p route.Pick) {
		for _, id := range []string{steps[i%len(steps)], steps[(i*7+3)%len(steps)]} {
			out = append(out, moment{id + " " + p.String(), MomentOf(s, route.View{Step: id, Pick: p})})
		}
	}
	for i, e := range s.Events {
		pick(i, route.Pick{Kind: "event", ID: e.ID})
		out = append(out, moment{"page of event:" + e.ID, MomentOfEvent(s, e)})
	}
	for i, p := range s.Places {
		pick(i, route.Pick{Kind: "place", ID: p.ID})
		out = append(out, moment{"page of place:" + p.ID, MomentOfPlace(s, p)})
	}
	return out
}

func stepsOf(s *story.Story) []string {
	var ids []string
	for _, c := range s.Chapters {
		for _, st := range c.Steps {
			ids = append(ids, st.ID)
		}
	}
	return ids
}
