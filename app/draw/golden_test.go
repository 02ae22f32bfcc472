//go:build !js

package draw

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

var update = flag.Bool("update", false, "accept the pictures as they are drawn now; look at them before")

// golden compares a picture with the one that was last looked at and accepted.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; go test ./app/draw -update writes it", err)
	}
	if got == string(want) {
		return
	}
	a, b := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range max(len(a), len(b)) {
		line := func(l []string) string {
			if i < len(l) {
				return l[i]
			}
			return "(nothing)"
		}
		if line(a) != line(b) {
			t.Errorf("%s:%d has changed; if it is meant to, look at the picture and run go test ./app/draw -update\n was %s\n is  %s", file, i+1, line(a), line(b))
			return
		}
	}
}

// lines breaks a picture into a mark a line, so that a review sees what moved.
func lines(svg string) string {
	return strings.NewReplacer(`<a `, "\n<a ", `<g `, "\n<g ", `<path class="tick`, "\n<path class=\"tick", `<text class="lane`, "\n<text class=\"lane",
		`<li>`, "\n<li>", `<tr`, "\n<tr", `<rect class="fill`, "\n<rect class=\"fill", `<figcaption`, "\n<figcaption").Replace(svg)
}

// sheet sets pictures under one another on a sheet that a browser can open by
// itself. The shapes of the states are left out: they never change, and are a
// hundred times as long as the rest.
func sheet(svgs []string, frames []Frame) string {
	var b strings.Builder
	y, w := 0.0, 0.0
	for _, f := range frames {
		y, w = y+f.H+8, max(w, f.W)
	}
	b.WriteString(`<?xml-stylesheet href="../../../web/style/main.css"?>` + "\n")
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s"><style>svg svg { display: block; }</style>`, Num(w), Num(y))
	y = 0
	for i, svg := range svgs {
		f := frames[i]
		fmt.Fprintf(&b, "\n"+`<svg y="%s" width="%s" height="%s"%s`, Num(y), Num(f.W), Num(f.H), strings.TrimPrefix(lines(svg), "<svg"))
		y += f.H + 8
	}
	b.WriteString("\n</svg>\n")
	return b.String()
}

// TestPictures holds the map and the timeline of a dozen moments, wide and
// narrow: each layer, each kind of pick, the densest weeks and the longest
// stretch.
func TestPictures(t *testing.T) {
	s, l := load(t)
	at := func(step, pick string) Moment {
		return MomentOf(s, route.View{Step: step, Pick: route.ParsePick(pick)})
	}
	for _, test := range []struct {
		name string
		Moment
	}{
		{"announcement-1", at("announcement-1", "")},
		{"sanctuary-1", at("sanctuary-1", "")},
		{"law-5", at("law-5", "")},
		{"money-4", at("money-4", "")},
		{"money-5", at("money-5", "")},
		{"cities-1", at("cities-1", "")},
		{"letters-1", at("letters-1", "")},
		{"letters-6", at("letters-6", "")},
		{"court-2", at("court-2", "")},
		{"since-3", at("since-3", "")},
		{"pick-event", at("court-1", "event:r-2017-08-07-chicago-suit")},
		{"pick-place", at("letters-1", "place:cook-county-il")},
		{"page-event", MomentOfEvent(s, s.Event("r-2017-04-25-orrick-injunction"))},
		{"page-place", MomentOfPlace(s, s.Place("san-francisco"))},
	} {
		t.Run(test.name, func(t *testing.T) {
			var svgs []string
			for _, f := range MapFrames {
				svgs = append(svgs, WriteMap(s, test.Moment, MapOf(s, test.Moment, f), f, "", false, l))
			}
			for _, f := range TimeFrames {
				svgs = append(svgs, WriteTime(s, test.Moment, TimeOf(s, test.Moment, f, l), f, "", false, l))
			}
			golden(t, test.name+".svg", sheet(svgs, append(MapFrames[:len(MapFrames):len(MapFrames)], TimeFrames...)))
		})
	}
}

// TestLegends holds what every step's legend and caption say.
func TestLegends(t *testing.T) {
	s, l := load(t)
	var b strings.Builder
	for _, id := range stepsOf(s) {
		m := MomentOf(s, route.View{Step: id})
		st := MapOf(s, m, MapWide)
		fmt.Fprintf(&b, "%s (%s): %s\n", id, m.Layer, strings.Join(LegendOf(m, st), " "))
		legend := WriteLegend(m, LegendOf(m, st), l)
		if strings.Contains(legend, "[") {
			t.Errorf("%s: the legend lacks a label: %s", id, legend)
		}
		if says := SaysOf(s, m, l); says == "" || strings.ContainsAny(says, "[]*") {
			t.Errorf("%s: the map says %q", id, says)
		}
	}
	for _, id := range []string{"announcement-2", "cities-2", "money-4"} {
		m := MomentOf(s, route.View{Step: id})
		fmt.Fprintf(&b, "\n%s:%s\n", id, lines(WriteLegend(m, LegendOf(m, MapOf(s, m, MapWide)), l)))
	}
	golden(t, "legends.txt", b.String())
}

// TestSaysOfPicks holds the sentence under the map for what a reader picks.
func TestSaysOfPicks(t *testing.T) {
	s, l := load(t)
	for _, m := range moments(s) {
		if says := SaysOf(s, m.Moment, l); says == "" || strings.ContainsAny(says, "[]*{}") {
			t.Errorf("%s: the map says %q", m.name, says)
		}
	}
}

func cite(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return "<sup>" + strings.Join(ids, " ") + "</sup>"
}

func TestCharts(t *testing.T) {
	s, l := load(t)
	for _, name := range story.Pictures {
		t.Run(name, func(t *testing.T) {
			html, err := WritePicture(s, name, "../", cite, l)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "chart-"+name+".html", lines(html)+"\n")
		})
	}
	if _, err := WritePicture(s, "weather", "", cite, l); err == nil || err.Error() != `no picture is named "weather"` {
		t.Errorf("an unknown picture gives %v", err)
	}
}

func TestChartsNeedTheirData(t *testing.T) {
	_, l := load(t)
	empty := &story.Story{Money: story.Money{April: &story.AwardTable{Rows: []story.Award{{Place: "nowhere"}}}}}
	for name, want := range map[string]string{
		"dollars":      `money.json has no sum "m-jag-2016", which a picture needs`,
		"april-awards": `a picture names the place "nowhere", which places.json lacks`,
		"conditions":   `law.json has no "l-cond-cert", which a picture needs`,
	} {
		if _, err := WritePicture(empty, name, "", cite, l); err == nil || err.Error() != want {
			t.Errorf("%s without its data gives the error %v, want %s", name, err, want)
		}
	}
}

func TestMatrix(t *testing.T) {
	s, l := load(t)
	few := *s
	few.Claims = s.Claims[:3]
	golden(t, "matrix.html", lines(WriteMatrix(&few, []string{few.Claims[1].ID}, "../", l))+"\n")
}

func TestStanceMarks(t *testing.T) {
	seen := map[string]string{}
	for _, st := range story.Stances {
		mark := StanceMark(st)
		if other, taken := seen[mark]; taken {
			t.Errorf("%s and %s look the same", st, other)
		}
		seen[mark] = st
	}
}
