//go:build !js

package ui

import (
	"testing"

	"github.com/strings-attached/explainer/app/dom"
	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/route"
)

// seen are the marks of a map that a key can lead to.
func seen(st draw.MapState) []dom.Mark {
	var out []dom.Mark
	for _, mk := range st.Marks {
		if mk.State != draw.Off && mk.Key[:6] == "place:" {
			out = append(out, dom.Mark{Key: mk.Key, X: mk.X, Y: mk.Y})
		}
	}
	return out
}

// ways are the marks that one key leads to from each: an arrow, or the first
// letter of a name.
func (s *Stage) ways(marks []dom.Mark) map[string][]string {
	out := map[string][]string{}
	for _, m := range marks {
		for _, arrow := range []string{"ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"} {
			out[m.Key] = append(out[m.Key], Toward(marks, m.Key, arrow))
		}
		for letter := 'a'; letter <= 'z'; letter++ {
			out[m.Key] = append(out[m.Key], s.lettered(marks, m.Key, string(letter)))
		}
	}
	return out
}

// presses is how many keys lead from a mark to each other one.
func presses(ways map[string][]string, from string) map[string]int {
	far := map[string]int{from: 0}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		for _, key := range ways[queue[0]] {
			if _, known := far[key]; key != "" && !known {
				far[key] = far[queue[0]] + 1
				queue = append(queue, key)
			}
		}
	}
	return far
}

// TestTwelveKeys holds that every place of a map is reached from every other
// within twelve keys, on all layers and in both frames, and at each step of the
// walk.
func TestTwelveKeys(t *testing.T) {
	told := read(t, real)
	s := &Stage{story: told}
	type at struct {
		name string
		m    draw.Moment
	}
	var all []at
	for _, layer := range route.Layers {
		all = append(all, at{layer, draw.ExploreAt(told, layer, route.View{})})
	}
	for _, c := range told.Chapters {
		for _, st := range c.Steps {
			all = append(all, at{st.ID, draw.MomentOf(told, route.View{Step: st.ID})})
		}
	}
	worst, where := 0, ""
	for _, a := range all {
		for _, f := range draw.MapFrames {
			st := draw.MapOf(told, a.m, f)
			marks := seen(st)
			if len(marks) > 0 && st.Tab == "" {
				t.Errorf("%s (%s): Tab finds no place", a.name, f.Name)
			}
			ways := s.ways(marks)
			for _, from := range marks {
				far := presses(ways, from.Key)
				for _, to := range marks {
					n, ok := far[to.Key]
					if !ok || n > 12 {
						t.Errorf("%s (%s): from %s to %s it takes %d keys", a.name, f.Name, from.Key, to.Key, n)
					}
					if n > worst {
						worst, where = n, a.name+": "+from.Key+" to "+to.Key
					}
				}
			}
		}
	}
	t.Logf("at most %d keys, on %s", worst, where)
}

func TestLettered(t *testing.T) {
	told := read(t, real)
	s := &Stage{story: told}
	marks := []dom.Mark{{Key: "place:chicago"}, {Key: "place:clark-county-nv"}, {Key: "place:cook-county-il"}, {Key: "place:denver"}, {Key: "event:r-2017-04-25-orrick-injunction"}}
	for _, test := range []struct{ from, letter, want string }{
		{"place:denver", "c", "place:chicago"},
		{"place:chicago", "c", "place:clark-county-nv"},
		{"place:cook-county-il", "C", "place:chicago"}, // round again
		{"place:chicago", "d", "place:denver"},
		{"place:denver", "d", "place:denver"},
		{"place:denver", "x", ""},
	} {
		if got := s.lettered(marks, test.from, test.letter); got != test.want {
			t.Errorf("%s from %s leads to %q, want %q", test.letter, test.from, got, test.want)
		}
	}
}
