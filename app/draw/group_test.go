//go:build !js

package draw

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// looks are views of an explorer's map as readers come to have them: far and
// near, of every layer, with and without a pick, a filter and an earlier day.
func looks(s *story.Story, seed uint64, n int) (views []route.View) {
	r := rand.New(rand.NewPCG(seed, 56))
	var v route.View
	for i := range n {
		p := s.Places[r.IntN(len(s.Places))]
		switch i % 7 {
		case 1, 4:
			v.Camera = CameraOn(p)
			v.Camera.K = 1 + math.Round(r.Float64()*r.Float64()*1900)/100
		case 2: // a pan
			v.Camera.X = math.Round(v.Camera.X*10+float64(r.IntN(40))) / 10
		case 3:
			v.Pick = route.Pick{Kind: "place", ID: p.ID}
		case 5:
			v.Layer = route.Layers[r.IntN(len(route.Layers))]
		case 6:
			v.Find = []string{"", p.StateName, p.Name}[r.IntN(3)]
			v.Date = []story.Date{{}, {Year: 2017, Month: 4, Day: 21}}[r.IntN(2)]
			if r.IntN(2) == 0 {
				v.Pick, v.Camera = route.Pick{}, route.Camera{}
			}
		}
		if v.Camera.K < 1 {
			v.Camera = route.Camera{}
		}
		views = append(views, v)
	}
	return views
}

// TestDiffFollowsManyPlaces holds that a map whose marks and groups come and go
// is after any act the one that would be written, in the same order.
func TestDiffFollowsManyPlaces(t *testing.T) {
	_, l := load(t)
	for _, n := range []int{2500, 10000} {
		s := generated(t, n)
		book := NewBook(s)
		for _, f := range MapFrames {
			var was MapState
			var now nodes
			var order []string
			for i, v := range looks(s, 1, 40) {
				m := ExploreAt(s, "roles", v).With(book)
				is := MapOf(s, m, f)
				svg := WriteMap(s, m, is, f, "../", true, l)
				want := keyed(t, svg)
				if i == 0 {
					was, now, order = is, want, marksIn(svg)
					continue
				}
				changes := DiffMap(s, was, is, f, "../", l)
				now.apply(t, changes)
				order = reordered(order, changes, "/many:")
				diffNodes(t, route.Encode(v), now, want)
				if got, want := strings.Join(order, " "), strings.Join(marksIn(svg), " "); got != want {
					t.Errorf("%s: the marks stand in the order\n%s\nwant\n%s", route.Encode(v), got, want)
				}
				if was = is; t.Failed() {
					return
				}
			}
		}
	}
}

// TestGroups holds that every place that stands out in sight is seen or counted,
// and counted once; that no two marks or groups cover one another; and that a map
// of thousands stays a picture: there are no more marks on it than can be told
// apart.
func TestGroups(t *testing.T) {
	for _, n := range []int{2500, 10000} {
		s := generated(t, n)
		book := NewBook(s)
		for _, v := range looks(s, 2, 60) {
			m := ExploreAt(s, "roles", v).With(book)
			for _, f := range MapFrames {
				st := MapOf(s, m, f)
				name := route.Encode(v) + " (" + f.Name + ")"
				stands := map[int]bool{}
				count := func(i int) {
					if stands[i] {
						t.Errorf("%s: %s stands on the map twice", name, s.Places[i].ID)
					}
					stands[i] = true
				}
				type disc struct {
					at geo.XY
					r  float64
				}
				var discs []disc
				for _, mk := range st.Marks {
					if mk.State == Off {
						t.Errorf("%s: %s is there and not seen", name, mk.Key)
					}
					if mk.State != Back {
						count(mk.At)
						if mk.R <= f.Mark {
							discs = append(discs, disc{geo.XY{X: mk.X, Y: mk.Y}, mk.R})
						}
					}
				}
				for _, g := range st.Groups {
					if len(g.Places) < 2 || g.First != g.Places[0] || g.Key != "many:"+s.Places[g.First].ID {
						t.Errorf("%s: %+v is no group", name, g)
					}
					for _, i := range g.Places {
						count(i)
						if !contains(g.States, s.Places[i].StateName) {
							t.Errorf("%s: %s is named without %s", name, g.Key, s.Places[i].StateName)
						}
					}
					discs = append(discs, disc{geo.XY{X: g.X, Y: g.Y}, g.R})
				}
				for i, a := range discs {
					for _, b := range discs[:i] {
						if o := a.r + b.r - math.Hypot(a.at.X-b.at.X, a.at.Y-b.at.Y); o > hairline {
							t.Errorf("%s: two marks at %.0f, %.0f overlap by %.1f", name, a.at.X, a.at.Y, o)
						}
					}
				}
				if v.Camera == (route.Camera{}) {
					if rows := RowsOf(s, m); len(rows) != len(stands) {
						t.Errorf("%s: %d places are seen or counted, of %d", name, len(stands), len(rows))
					}
				}
				if n := len(st.Marks) + len(st.Groups); n > 320 {
					t.Errorf("%s: %d marks", name, n)
				}
				mapLabels(t, name, st, f)
			}
		}
		if t.Failed() {
			return
		}
	}
}

// TestGroupsComeApart holds that whoever chooses a group, and then the largest of
// those that it comes apart into, comes in a few steps to where every place has a
// mark of its own.
func TestGroupsComeApart(t *testing.T) {
	s := generated(t, 10000)
	book := NewBook(s)
	for _, f := range MapFrames {
		var v route.View
		whole := MapOf(s, ExploreAt(s, "roles", v).With(book), f).Groups
		for _, g := range whole {
			steps := 0
			for v.Camera = g.Apart; ; steps++ {
				st := MapOf(s, ExploreAt(s, "roles", v).With(book), f)
				var next *Group
				for i := range st.Groups {
					h := &st.Groups[i]
					if slices.ContainsFunc(h.Places, g.Holds) && (next == nil || len(h.Places) > len(next.Places)) {
						next = h
					}
				}
				if next == nil {
					break
				}
				if together := !slices.ContainsFunc(g.Places, func(i int) bool { return !next.Holds(i) }); steps > 4 || together {
					t.Errorf("%s (%s): after %d steps, at %s, %d of %d places are one group", g.Key, f.Name, steps, v.Camera, len(next.Places), len(g.Places))
					break
				}
				v.Camera = next.Apart
			}
		}
	}
}

// TestGroupKeepsWhilePanned holds that no place changes its group while a map is
// moved without coming nearer.
func TestGroupKeepsWhilePanned(t *testing.T) {
	s := generated(t, 10000)
	book := NewBook(s)
	at := func(x float64) map[string][]int {
		v := route.View{Camera: route.Camera{K: 3, X: x, Y: 300}}
		out := map[string][]int{}
		for _, g := range MapOf(s, ExploreAt(s, "roles", v).With(book), MapWide).Groups {
			out[g.Key] = g.Places
		}
		return out
	}
	here, there := at(480), at(492)
	kept := 0
	for key, places := range there {
		if was, ok := here[key]; ok {
			kept++
			if !slices.Equal(was, places) {
				t.Errorf("%s held %v and holds %v", key, was, places)
			}
		}
	}
	if kept < len(here)*3/4 {
		t.Errorf("of %d groups %d are kept", len(here), kept)
	}
}

// mapActs are what a reader does on an explorer's map.
func mapActs(s *story.Story) []struct {
	name     string
	from, to route.View
} {
	p := s.Places[len(s.Places)/3]
	near := CameraOn(p)
	pick := route.Pick{Kind: "place", ID: p.ID}
	moved := func(c route.Camera, by, d float64) route.View {
		c.K, c.X = c.K*by, c.X+d
		return route.View{Camera: c.Rounded()}
	}
	return []struct {
		name     string
		from, to route.View
	}{
		{"pick", route.View{}, route.View{Pick: pick}},
		{"pick-near", route.View{Camera: near}, route.View{Camera: near, Pick: pick}},
		{"open", route.View{}, route.View{Camera: near}},
		{"pan", moved(route.Camera{K: 1.5, X: 480, Y: 300}, 1, 0), moved(route.Camera{K: 1.5, X: 480, Y: 300}, 1, 4)},
		{"pan-near", moved(near, 1, 0), moved(near, 1, 1)},
		{"zoom", moved(near, 1, 0), moved(near, 1.15, 0)},
		{"layer", route.View{}, route.View{Layer: "money"}},
		{"date", route.View{}, route.View{Date: story.Date{Year: 2017, Month: 4, Day: 21}}},
	}
}

// mapAct is what happens between an act and the changes that are written.
func mapAct(s *story.Story, b *Book, l story.Labels, was MapState, v route.View, f Frame) int {
	return len(DiffMap(s, was, MapOf(s, ExploreAt(s, "roles", v).With(b), f), f, "", l))
}

// mapSizes are the stories that maps are measured on, by their numbers of events,
// and how many places each has.
var mapSizes = []struct{ events, places int }{{25, 50}, {2500, 500}, {10000, 3100}}

// TestMapGrows holds what keeps an act on thousands of places near one on fifty,
// by what does not depend on the machine: how often places are compared, what is
// allocated, and what is written.
func TestMapGrows(t *testing.T) {
	_, l := load(t)
	small, large := generated(t, 25), generated(t, 10000)
	few, many := NewBook(small), NewBook(large)
	for i, a := range mapActs(small) {
		c := mapActs(large)[i]
		of := func(s *story.Story, b *Book, v route.View) MapState {
			return MapOf(s, ExploreAt(s, "roles", v).With(b), MapWide)
		}
		was, has := of(small, few, a.from), of(large, many, c.from)
		little := testing.AllocsPerRun(3, func() { mapAct(small, few, l, was, a.to, MapWide) })
		much := testing.AllocsPerRun(3, func() { clear(many.crowds); mapAct(large, many, l, has, c.to, MapWide) })
		if much > 80*little {
			t.Errorf("%s allocates %.0f times on 3,100 places and %.0f times on 50", a.name, much, little)
		}
		if n := mapAct(large, many, l, has, c.to, MapWide); n > 2000 {
			t.Errorf("%s writes %d changes on 3,100 places", a.name, n)
		}
	}
	for k := 1.0; k < maxCrowd; k *= halfway {
		m := ExploreAt(large, "roles", route.View{}).With(many)
		if c := many.crowdingOf(&m, MapWide, k); c.looks > 40*len(large.Places) {
			t.Errorf("%.1f times enlarged, %d places are looked at %d times", k, len(large.Places), c.looks)
		}
	}
}
