package geo_test

import (
	"math"
	"testing"

	"github.com/strings-attached/explainer/app/geo"
)

func TestZoomString(t *testing.T) {
	for _, test := range []struct {
		in   geo.Zoom
		want string
	}{
		{geo.Whole, "translate(0 0) scale(1)"},
		{geo.Zoom{K: 2, X: -487.5, Y: -305}, "translate(-487.5 -305) scale(2)"},
		{geo.Zoom{K: 1.0 / 3, X: 1e-9, Y: -1e-9}, "translate(0 0) scale(0.3333)"},
		{geo.Zoom{K: 12.00004, X: 100, Y: 1234567.0006}, "translate(100 1234567.001) scale(12)"},
		{geo.Zoom{K: 10, X: -0.0004, Y: 20}, "translate(0 20) scale(10)"},
	} {
		if got := test.in.String(); got != test.want {
			t.Errorf("%#v.String() = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestZoomIsAValue(t *testing.T) {
	a := geo.Fit(geo.Box{X0: 10, Y0: 20, X1: 110, Y1: 70}, geo.Sheet, 5, 8)
	b := geo.Fit(geo.Box{X0: 10, Y0: 20, X1: 110, Y1: 70}, geo.Sheet, 5, 8)
	if a != b {
		t.Errorf("equal views are not equal: %v, %v", a, b)
	}
}

func TestZoomInvert(t *testing.T) {
	z := geo.Zoom{K: 3.5, X: -120, Y: 44}
	for _, p := range []geo.XY{{}, {X: 1, Y: 2}, {X: -300, Y: 610}, {X: 975, Y: 0.125}} {
		if got := z.Invert(z.Apply(p)); !near(got, p, 1e-12) {
			t.Errorf("Invert(Apply(%v)) = %v", p, got)
		}
	}
}

func TestFit(t *testing.T) {
	screen := geo.Box{X1: 400, Y1: 300}
	for _, test := range []struct {
		name         string
		bounds, box  geo.Box
		padding, max float64
		want         geo.Zoom
	}{
		{"wide", geo.Box{X1: 100, Y1: 10}, screen, 0, 8, geo.Zoom{K: 4, X: 0, Y: 130}},
		{"high", geo.Box{X1: 10, Y1: 100}, screen, 0, 8, geo.Zoom{K: 3, X: 185, Y: 0}},
		{"padding", geo.Box{X1: 100, Y1: 10}, screen, 50, 8, geo.Zoom{K: 3, X: 50, Y: 135}},
		{"at most", geo.Box{X1: 100, Y1: 10}, screen, 0, 2, geo.Zoom{K: 2, X: 100, Y: 140}},
		{"smaller", geo.Sheet, geo.Box{X1: 195, Y1: 122}, 0, 8, geo.Zoom{K: 0.2}},
		{"point", geo.Box{X0: 10, Y0: 10, X1: 10, Y1: 10}, screen, 0, 8, geo.Zoom{K: 8, X: 120, Y: 70}},
		{"level line", geo.Box{X0: 10, Y0: 10, X1: 60, Y1: 10}, screen, 0, 9, geo.Zoom{K: 8, X: -80, Y: 70}},
		{"moved box", geo.Box{X1: 10, Y1: 10}, geo.Box{X0: 100, Y0: 100, X1: 120, Y1: 140}, 0, 8, geo.Zoom{K: 2, X: 100, Y: 110}},
		{"no room", geo.Box{X1: 10, Y1: 10}, screen, 150, 8, geo.Whole},
		{"inside out", geo.Box{X0: 10}, screen, 0, 8, geo.Whole},
		{"not a number", geo.Box{X0: math.NaN()}, screen, 0, 8, geo.Whole},
		{"point without limit", geo.Box{}, screen, 0, math.Inf(1), geo.Whole},
	} {
		if got := geo.Fit(test.bounds, test.box, test.padding, test.max); got != test.want {
			t.Errorf("%s: Fit(%v, %v, %v, %v) = %v, want %v", test.name, test.bounds, test.box, test.padding, test.max, got, test.want)
		}
	}
}

func TestBounds(t *testing.T) {
	if b, ok := geo.Bounds[geo.Ring](); ok {
		t.Errorf("Bounds of nothing = %v, want none", b)
	}
	got, ok := geo.Bounds(geo.Line{{X: 3, Y: -1}, {X: 5, Y: 2}}, geo.Line{}, geo.Line{{X: -4, Y: 0}})
	if want := (geo.Box{X0: -4, Y0: -1, X1: 5, Y1: 2}); !ok || got != want {
		t.Errorf("Bounds = %v, want %v", got, want)
	}
}
