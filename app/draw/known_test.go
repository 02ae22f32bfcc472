//go:build !js

package draw

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// days are the days on which something became known, and the days before: where
// a picture may tell too much.
func days(s *story.Story) []int {
	var out []int
	for _, e := range s.Events {
		out = append(out, e.Date.First()-1, e.Date.First())
	}
	for _, p := range s.Places {
		out = append(out, p.PolicyKnown.Last()-1, p.PolicyKnown.Last())
		for _, m := range p.Money {
			out = append(out, m.Known.Last()-1, m.Known.Last())
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return slices.DeleteFunc(out, func(d int) bool { return d < story.Date{Year: 1996}.First() })
}

// settings are all that an explorer of the map can be set to.
func settings() []route.View {
	var out []route.View
	for _, layer := range route.Layers {
		switch layer {
		case "money":
			for _, x := range route.Scopes {
				out = append(out, route.View{Layer: layer, Scope: x})
			}
		case "lists":
			for _, x := range route.Lists {
				out = append(out, route.View{Layer: layer, List: x})
			}
		case "courts":
			for _, x := range route.Issues {
				out = append(out, route.View{Layer: layer, Issue: x})
			}
		default:
			out = append(out, route.View{Layer: layer})
		}
	}
	return out
}

var year = regexp.MustCompile(`\b(?:19|20)\d\d\b`)

// knows holds that no mark, circle, fill or sentence of a moment comes from
// after its day.
func knows(t *testing.T, name string, s *story.Story, l story.Labels, m Moment) {
	t.Helper()
	dial := m.Date.Last()
	st := MapOf(s, m, MapWide)
	for i, p := range s.Places {
		mk := st.Marks[i]
		if mk.State != Off && !knownBy(s, p, dial) {
			t.Errorf("%s: %s is %s before it is in the story", name, p.ID, mk.State)
		}
		if mk.State != Off && mk.Look == "sum" {
			scope := m.Scope
			if !m.Explore {
				scope = "jag-2016"
			}
			if figureBy(p, scope, dial) == nil {
				t.Errorf("%s: the circle of %s is drawn before its sum was public", name, p.ID)
			}
		}
	}
	for _, fill := range st.Fills {
		if fill.Outcome == "" {
			continue
		}
		ruled := slices.ContainsFunc(s.Circuits.Decisions, func(d *story.Decision) bool {
			return d.Issue == m.Issue && outcomeKey(d.Outcome) == fill.Outcome && d.Date.First() <= dial
		})
		if !ruled {
			t.Errorf("%s: state %s is filled as %s before any such ruling", name, fill.FIPS, fill.Outcome)
		}
	}
	for _, i := range Events(s, m) {
		if e := s.Events[i]; e.Date.First() > dial {
			t.Errorf("%s: %s is on the timeline before its day", name, e.ID)
		}
	}
	for _, mk := range TimeOf(s, m, TimeNarrow, l).Marks {
		if e := s.Events[mk.Event]; e.Date.First() > dial {
			t.Errorf("%s: %s has a mark before its day", name, e.ID)
		}
	}
	for _, y := range year.FindAllString(SaysOf(s, m, l), -1) {
		if n, _ := strconv.Atoi(y); n > m.Date.Year {
			t.Errorf("%s: the sentence knows of %s: %s", name, y, SaysOf(s, m, l))
		}
	}
}

// TestAsKnownOn holds for every setting of the explorer, on every day on which
// something became known and the day before, that nothing comes from later.
func TestAsKnownOn(t *testing.T) {
	s, l := load(t)
	for i, day := range days(s) {
		for j, v := range settings() {
			if (i+j)%3 != 0 { // each setting meets every third day
				continue
			}
			v.Date = story.DateOf(day)
			name := v.Layer + v.Scope + v.List + v.Issue + " on " + v.Date.String()
			knows(t, name, s, l, ExploreAt(s, v.Layer, v))
			p := s.Places[(i*7+j)%len(s.Places)]
			v.Pick = route.Pick{Kind: "place", ID: p.ID}
			knows(t, name+" at "+p.ID, s, l, ExploreAt(s, v.Layer, v))
		}
		step := stepsOf(s)[i%len(stepsOf(s))]
		v := route.View{Step: step, Date: story.DateOf(day)}
		if m := MomentOf(s, v); m.Date.Last() < MomentOf(s, route.View{Step: step}).Date.Last() {
			knows(t, step+" on "+v.Date.String(), s, l, m)
		}
	}
}

// TestSumsOfTheWalk holds that the walk draws no sum before it was public.
func TestSumsOfTheWalk(t *testing.T) {
	s, l := load(t)
	for _, id := range stepsOf(s) {
		m := MomentOf(s, route.View{Step: id})
		if m.Layer == "money" {
			m.Says = "" // written by hand, with a source of its own
			knows(t, id, s, l, m)
		}
	}
}

// draws makes every picture of a moment, in every frame, and looks for numbers
// that are none.
func draws(t *testing.T, name string, s *story.Story, l story.Labels, m, was Moment) {
	t.Helper()
	var all []string
	for _, f := range MapFrames {
		a, b := MapOf(s, was, f), MapOf(s, m, f)
		all = append(all, WriteMap(s, m, b, f, "", true, l), WriteMap(s, m, b, f, "", false, l), WriteLegend(m, LegendOf(m, b), l))
		for _, mk := range b.Marks {
			if math.IsNaN(mk.X+mk.Y+mk.R+mk.LX+mk.LY) || math.IsInf(mk.X+mk.Y+mk.R+mk.LX+mk.LY, 0) {
				t.Errorf("%s: %s stands at %v, %v", name, mk.Key, mk.X, mk.Y)
			}
		}
		for _, c := range DiffMap(s, a, b, f, "", l) {
			all = append(all, c.Value)
		}
	}
	for _, f := range TimeFrames {
		a, b := TimeOf(s, was, f, l), TimeOf(s, m, f, l)
		all = append(all, WriteTime(s, m, b, f, "", true, l))
		for _, c := range DiffTime(s, a, b, f, "", l) {
			all = append(all, c.Value)
		}
	}
	all = append(all, SaysOf(s, m, l), TimeSays(s, m, l))
	if m.Explore {
		all = append(all, strings.Join(RowsOf(s, m), " "))
	}
	for _, text := range all {
		if strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
			t.Errorf("%s: a number is none: %.200s", name, text)
		}
	}
}

// FuzzAnyAddress holds that whatever an address says, every page draws it.
func FuzzAnyAddress(f *testing.F) {
	s, l := load(f)
	steps := stepsOf(s)
	for i, v := range settings() {
		f.Add(strings.TrimPrefix(route.Encode(v), "?"), steps[i%len(steps)])
	}
	for _, query := range []string{
		"", "look=24,0,0", "look=24,975,610", "look=1,-2000,2000&place=chicago", "date=1990-01-01", "date=2099-12-31&layer=courts&issue=a",
		"span=1990-01-01,1990-01-02", "span=1990-01-01,2099-12-31", "tracks=court&kind=ruling&told=told&in=chicago&thread=the-order",
		"place=california&layer=money&scope=justice-2016-memo&date=1996-01-01", "event=r-2017-04-25-orrick-injunction&span=2025-01-01,2025-02-01&date=2016-06-01",
		"date=2017-01-01&event=r-2017-04-21-nine-letters&look=9.5,60,260",
	} {
		f.Add(query, steps[len(query)%len(steps)])
	}
	f.Fuzz(func(t *testing.T, query, fragment string) {
		v, _ := route.Decode(s, steps, query, fragment, nil)
		draws(t, "the walk", s, l, MomentOf(s, v), MomentOf(s, route.View{Step: steps[0]}))
		layer := route.Layers[len(query)%len(route.Layers)]
		if len(fragment)%5 == 0 {
			layer = "time"
		}
		m := ExploreAt(s, layer, v)
		draws(t, "the explorer of "+layer, s, l, m, ExploreAt(s, layer, route.View{}))
		knows(t, "the explorer of "+layer, s, l, m)
	})
}
