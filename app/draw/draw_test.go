//go:build !js

package draw

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"":                       "",
		"Cook County":            "Cook County",
		`<script>alert("1")`:     "&lt;script&gt;alert(&quot;1&quot;)",
		"R&D":                    "R&amp;D",
		"&amp;":                  "&amp;amp;",
		"it's":                   "it&#39;s",
		"“sanctuary cities” – §": "“sanctuary cities” – §",
	} {
		if got := Escape(in); got != want {
			t.Errorf("Escape(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNum(t *testing.T) {
	for in, want := range map[float64]string{
		0: "0", -0.04: "0", math.Copysign(0, -1): "0", 1: "1", 1.04: "1", 1.05: "1.1", -1.25: "-1.3", 760: "760", 99.96: "100", 1e6: "1000000",
	} {
		if got := Num(in); got != want {
			t.Errorf("Num(%v) = %q, want %q", in, got, want)
		}
	}
	if got := Translate(-0.01, 12.34); got != "translate(0 12.3)" {
		t.Errorf("Translate = %q", got)
	}
}

func TestNeighbors(t *testing.T) {
	steps := []string{"a", "b", "c"}
	for _, test := range []struct{ at, prev, next string }{{"a", "a", "b"}, {"b", "a", "c"}, {"c", "b", "c"}, {"x", "x", "x"}} {
		if prev, next := Neighbors(steps, test.at); prev != test.prev || next != test.next {
			t.Errorf("Neighbors of %s are %s and %s, want %s and %s", test.at, prev, next, test.prev, test.next)
		}
	}
}

// TestShapesApart holds that who acts is told without colour, in the legend, on
// the map and on the timeline.
func TestShapesApart(t *testing.T) {
	for track, shape := range map[story.Track]string{story.Federal: "rect", story.Local: "circle", story.Court: "path"} {
		if key := keyShape(track); !strings.HasPrefix(key, "<"+shape+` class="o"`) {
			t.Errorf("the legend's %s is %s, want a %s", track, key, shape)
		}
	}
	s, l := load(t)
	m := MomentOf(s, route.View{Step: "court-2"})
	svgs := WriteMap(s, m, MapOf(s, m, MapWide), MapWide, "", false, l) + WriteTime(s, m, TimeOf(s, m, TimeWide, l), TimeWide, "", false, l)
	for class, shape := range map[string]string{"ev federal": "rect", "ev local": "circle", "ev court": "path", "mk local": "circle", "mk court": "path"} {
		for _, part := range strings.Split(svgs, `class="`+class+`"`)[1:] {
			before, _, _ := strings.Cut(part, ` class="o"`)
			if !strings.HasSuffix(before, "<"+shape) {
				t.Errorf("a mark of the class %q is no %s", class, shape)
			}
		}
	}
}

// hostile is a story whose every word tries to break out of where it is put.
func hostile() *story.Story {
	const evil = `"><script>alert('1')</script>&`
	return &story.Story{
		Chapters: []*story.Chapter{{ID: "c", Steps: []*story.Step{{ID: "c-1", Scene: story.Scene{
			Stage: "map", Date: story.Date{Year: 2017, Month: 4, Day: 25}, Span: [2]story.Date{{Year: 2017, Month: 4}, {Year: 2017, Month: 5}},
			Focus: "event:e", Layer: "roles", Places: []string{"p"}, Seats: []string{"t"}, Camera: "us", Says: evil,
		}}}}},
		Events:  []*story.Event{{ID: "e", Date: story.Date{Year: 2017, Month: 4, Day: 25}, Precision: "day", Track: story.Court, Title: evil, Short: evil, Places: []string{"p"}, Seat: "t", Weight: 1}},
		Places:  []*story.Place{{ID: "p", Name: evil, Kind: "state", StateName: evil, StateFIPS: "06", Lon: -100, Lat: 40, Roles: []story.Role{{Role: "plaintiff", Event: "e"}}}},
		Seats:   []*story.Seat{{ID: "t", Name: evil, Short: evil, City: evil, Track: story.Court, Lon: -90, Lat: 40}},
		Reports: []*story.Report{{ID: "r", Label: evil, Short: evil, Wordings: []story.Wording{{Topic: "people", Phrases: []string{evil}}}}},
		Claims:  []*story.Claim{{ID: "k", Claim: evil, Reports: map[string]story.Stance{"r": {Stance: "states"}}}},
		Counts:  story.Counts{Rows: []*story.Count{{Count: evil, Unit: evil, Who: evil, When: evil, Low: 1, High: 2}}, DetainerNotes: []string{evil}},
	}
}

func TestHostileWords(t *testing.T) {
	_, l := load(t)
	s := hostile()
	m := MomentOf(s, route.View{Step: "c-1"})
	var all []string
	for _, live := range []bool{true, false} {
		all = append(all, WriteMap(s, m, MapOf(s, m, MapWide), MapWide, "", live, l), WriteTime(s, m, TimeOf(s, m, TimeWide, l), TimeWide, "", live, l))
	}
	all = append(all, WriteMatrix(s, nil, "", l), Escape(SaysOf(s, m, l)))
	for _, name := range []string{"wordings", "counts"} {
		html, err := WritePicture(s, name, "", cite, l)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, html)
	}
	for _, text := range all {
		if strings.Contains(text, "<script") {
			t.Errorf("a script came through: %s", text)
		}
		d := xml.NewDecoder(strings.NewReader("<div>" + strings.ReplaceAll(text, "<br>", "<br/>") + "</div>"))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Errorf("%v in %s", err, text)
				break
			}
		}
	}
}

// TestOfAnUnknownStep holds that an address into the void draws nothing rather
// than breaking.
func TestOfAnUnknownStep(t *testing.T) {
	s, l := load(t)
	m := MomentOf(s, route.View{Step: "nowhere-1"})
	for _, f := range TimeFrames {
		for _, mk := range TimeOf(s, m, f, l).Marks {
			if mk.State != Off {
				t.Errorf("%s is %s", mk.Key, mk.State)
			}
		}
	}
	MapOf(s, m, MapWide)
}

// TestEventEnd holds the days that dates of each precision may mean.
func TestEventEnd(t *testing.T) {
	day := func(y, m, d int) story.Date { return story.Date{Year: y, Month: m, Day: d} }
	for _, test := range []struct {
		e    story.Event
		want story.Date
	}{
		{story.Event{Date: day(2017, 4, 25), Precision: "day"}, day(2017, 4, 25)},
		{story.Event{Date: day(2017, 3, 20), Precision: "week"}, day(2017, 3, 26)},
		{story.Event{Date: day(2017, 2, 0), Precision: "month"}, day(2017, 2, 28)},
		{story.Event{Date: day(2016, 2, 14), Precision: "month"}, day(2016, 2, 29)},
		{story.Event{Date: day(2016, 0, 0), Precision: "year"}, day(2016, 12, 31)},
		{story.Event{Date: day(2016, 6, 1), Precision: "year"}, day(2016, 12, 31)},
		{story.Event{Date: day(2017, 1, 1), End: day(2017, 8, 16), Precision: "year"}, day(2017, 8, 16)},
	} {
		if got := story.DateOf(EventEnd(&test.e)); got != test.want {
			t.Errorf("%s, good for the %s, ends on %s, want %s", test.e.Date, test.e.Precision, got, test.want)
		}
	}
}

// TestHitsStayNear holds that a sum's large circle does not take the clicks of
// the marks around it.
func TestHitsStayNear(t *testing.T) {
	s, l := load(t)
	m := MomentOf(s, route.View{Step: "money-4"})
	svg := WriteMap(s, m, MapOf(s, m, MapWide), MapWide, "", true, l)
	for _, part := range strings.Split(svg, `<circle class="hit" r="`)[1:] {
		if r, _, _ := strings.Cut(part, `"`); r != Num(2*MapWide.Mark) {
			t.Errorf("a mark is hit within %s pixels, want %s", r, Num(2*MapWide.Mark))
		}
	}
}
