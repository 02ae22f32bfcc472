package draw

import (
	"regexp"
	"strconv"
	"testing"

	"github.com/strings-attached/explainer/app/story"
)

// TestDialYears holds that the numbers under a dial do not meet: on a wide one
// four hundredths apart, on a phone's, which leaves the tight ones out, fourteen;
// and that the year with the most stops is told.
func TestDialYears(t *testing.T) {
	s, _ := load(t)
	var days []int
	for _, e := range s.Events {
		if e.Date.Day != 0 {
			days = append(days, e.Date.First())
		}
	}
	days = append(days, s.Site.Checked.First())
	svg := WriteDial(days)
	var all, phone []float64
	told := map[string]bool{}
	for _, m := range regexp.MustCompile(`<text x="([0-9.]+)%" y="16"( class="tight")?>(\d{4})</text>`).FindAllStringSubmatch(svg, -1) {
		x, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, x)
		if m[2] == "" {
			phone = append(phone, x)
		}
		told[m[3]] = true
	}
	if !told["2017"] {
		t.Errorf("the year of most events is not told: %s", svg)
	}
	for _, c := range []struct {
		at   []float64
		room float64
	}{{all, 3.9}, {phone, 13.9}} {
		for i, a := range c.at {
			for _, b := range c.at[:i] {
				if b-a < c.room && a-b < c.room {
					t.Errorf("numbers at %v and %v are nearer than %v", a, b, c.room)
				}
			}
		}
	}
	for _, few := range [][]int{nil, {story.Date{Year: 2017, Month: 1, Day: 1}.First()}} {
		WriteDial(few) // draws, whatever there is
	}
}
