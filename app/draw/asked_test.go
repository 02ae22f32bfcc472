//go:build !js

package draw

import (
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// What a script is told of a layer's days is what the map of each day shows, and
// says.
func TestDaysAreTheMaps(t *testing.T) {
	s, l := load(t)
	for _, v := range []route.View{{Layer: "roles"}, {Layer: "money", Scope: "jag-2017"}, {Layer: "answers"}, {Layer: "policy"}, {Layer: "lists"}, {Layer: "courts", Issue: "a"}, {Layer: "courts", Issue: "c"}} {
		d := DaysOf(s, ExploreAt(s, v.Layer, v), l)
		if len(d.Days) < 10 || d.Days[0] != "" {
			t.Fatalf("%s changes on %v", v.Layer, d.Days)
		}
		at := 0
		for day := (story.Date{Year: 2016}).First(); day <= s.Site.Checked.Last(); day += 3 {
			v.Date = story.DateOf(day)
			for at+1 < len(d.Days) && d.Days[at+1] <= v.Date.String() {
				at++
			}
			turned := func(turns []Turn) Turn {
				last := Turn{0, Off, ""}
				for _, x := range turns {
					if x[0].(int) <= at {
						last = x
					}
				}
				return last
			}
			m := ExploreAt(s, v.Layer, v)
			for i, mk := range MapOf(s, m, MapWide).Marks[:len(s.Places)] {
				got := turned(d.Marks[s.Places[i].ID].Turns)
				if got[1] != mk.State || mk.State != Off && got[2] != mk.Look {
					t.Fatalf("%s on %s: %s is told as %v and drawn %s, %s", v.Layer, v.Date, mk.Key, got, mk.State, mk.Look)
				}
			}
			for _, f := range circuitFills(s, m) {
				if got := turned(d.Fills[f.FIPS])[1]; got != f.Outcome && !(got == Off && f.Outcome == "") {
					t.Fatalf("%s on %s: the state %s is told as %v and drawn %s", v.Layer, v.Date, f.FIPS, got, f.Outcome)
				}
			}
			if got, want := strings.ReplaceAll(d.Says[at], "{date}", l.Date(v.Date)), SaysOf(s, m, l); got != want {
				t.Fatalf("%s on %s: %q is told, and %q said", v.Layer, v.Date, got, want)
			}
		}
	}
}
