package geo_test

import (
	"math"
	"testing"

	"github.com/strings-attached/explainer/app/geo"
)

// The widths were measured in Chromium 156 with a canvas (measureText) at a
// font size of 1000px, with kerning, in Public Sans at four weights.
var textWidths = []struct {
	text                       string
	at400, at500, at600, at700 float64
}{
	{"Washington, D.C.", 7772.3, 7858.3, 7946.9, 8094.1},
	{"San Francisco", 6532.6, 6577.5, 6624.3, 6702.7},
	{"Chicago", 3773.9, 3801.8, 3830.6, 3878.8},
	{"Cook County", 5939.7, 5988.1, 6038.5, 6120.3},
	{"Executive order signed", 10625.7, 10698.6, 10771.5, 10892.8},
	{"Judge blocks the order nationwide", 15804.8, 15903.7, 16004.0, 16171.7},
	{"$4.1 billion in grants", 9302.7, 9391.2, 9483.7, 9636.5},
	{"Jeff Sessions’ letter to nine places", 15712.7, 15835.4, 15962.6, 16171.4},
	{"1996–2016", 5057.9, 5140.8, 5222.1, 5360.8},
	{"Los Ángeles, año 2017", 10297.5, 10375.7, 10456.4, 10590.0},
	{"Milwaukee County, Wis.", 10892.1, 10991.3, 11093.9, 11263.3},
	{"8 U.S.C. § 1373", 6754.6, 6850.0, 6948.8, 7108.7},
	{"Philadelphia, New Orleans, New York", 17009.3, 17133.2, 17260.5, 17474.2},
}

func TestTextWidth(t *testing.T) {
	for _, test := range textWidths {
		for weight, want := range map[int]float64{400: test.at400, 500: test.at500, 600: test.at600, 700: test.at700} {
			got := geo.TextWidth(test.text, 1000, weight)
			if off := got/want - 1; math.Abs(off) > 0.03 {
				t.Errorf("TextWidth(%q, 1000, %d) = %.1f, want %.1f: off by %.1f%%", test.text, weight, got, want, 100*off)
			}
		}
	}
}

func TestTextWidthScales(t *testing.T) {
	if got := geo.TextWidth("", 12, 400); got != 0 {
		t.Errorf("no text is %v wide", got)
	}
	if got, want := geo.TextWidth("Oakland", 12, 600), geo.TextWidth("Oakland", 1000, 600)*12/1000; math.Abs(got-want) > 1e-9 {
		t.Errorf("at 12 px %v, want %v", got, want)
	}
	if got, want := geo.TextWidth("\u4e2d\xff", 10, 400), geo.TextWidth("nn", 10, 400); got != want {
		t.Errorf("unknown characters are %v wide, want %v", got, want)
	}
}
