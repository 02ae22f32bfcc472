package geo_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/geo"
)

func TestPathData(t *testing.T) {
	square := geo.Ring{{X: 10, Y: 10}, {X: 20, Y: 10}, {X: 20, Y: 20}, {X: 10, Y: 20}, {X: 10, Y: 10}}
	hole := geo.Ring{{X: 12, Y: 12}, {X: 12, Y: 14}, {X: 14, Y: 14}, {X: 12, Y: 12}}
	for _, test := range []struct {
		name   string
		in     []geo.Ring
		digits int
		want   string
	}{
		{"nothing", nil, 1, ""},
		{"closed", []geo.Ring{square}, 1, "m10 10 10 0 0 10-10 0z"},
		{"a hole starts from the start of the outline", []geo.Ring{square, hole}, 1, "m10 10 10 0 0 10-10 0zm2 2 0 2 2 0z"},
		{"open", []geo.Ring{{{X: 1, Y: 2}, {X: 3, Y: 4}}, {{X: 5, Y: 6}, {X: 5, Y: 7}}}, 0, "m1 2 2 2m2 2 0 1"},
		{"minus and point part numbers", []geo.Ring{{{X: 0.5, Y: -0.5}, {X: 1, Y: 0}, {X: 3, Y: 0.25}, {X: 2, Y: 0}}}, 2, "m.5-.5.5.5 2 .25-1-.25"},
		{"zeros", []geo.Ring{{{X: 100.05, Y: 20}, {X: 100.1, Y: 30.001}}}, 3, "m100.05 20 .05 10.001"},
		{"rounded by place, not by step", []geo.Ring{{{X: 0.4}, {X: 0.8}, {X: 1.2}, {X: 1.6}, {X: 2.6}}}, 0, "m0 0 1 0 1 0 1 0"},
		{"points that fall together", []geo.Ring{{{X: 1, Y: 1}, {X: 1.01, Y: 1.01}, {X: 2, Y: 1}}}, 1, "m1 1 1 0"},
		{"a line that falls together", []geo.Ring{{{X: 1, Y: 1}, {X: 1.01, Y: 1.01}}, square[:1], {}}, 1, ""},
		{"digits below", []geo.Ring{{{X: 1.4}, {X: 3.6}}}, -1, "m1 0 3 0"},
		{"digits above", []geo.Ring{{{X: 0.1234567}, {X: 1.1234567}}}, 9, "m.123457 0 1 0"},
	} {
		if got := geo.PathData(test.in, test.digits); got != test.want {
			t.Errorf("%s: PathData(%v, %d) = %q, want %q", test.name, test.in, test.digits, got, test.want)
		}
	}
}

// A reader of the path finds every point again, rounded.
func FuzzPathData(f *testing.F) {
	f.Add(1.0, 2.0, -3.25, 4.0, 0.001, -0.001, uint8(3))
	f.Add(0.04, 0.05, 0.06, -0.05, 999999999.0, 0.5, uint8(1))
	f.Fuzz(func(t *testing.T, x0, y0, x1, y1, x2, y2 float64, digits uint8) {
		line := geo.Line{{X: x0, Y: y0}, {X: x1, Y: y1}, {X: x2, Y: y2}}
		for _, p := range line {
			if !(math.Abs(p.X) < 1e9 && math.Abs(p.Y) < 1e9) {
				t.Skip("out of range")
			}
		}
		d := int(digits % 7)
		path := geo.PathData([]geo.Line{line}, d)
		var want []geo.XY
		for _, p := range line {
			r := geo.XY{X: round(p.X, d), Y: round(p.Y, d)}
			if len(want) == 0 || want[len(want)-1] != r {
				want = append(want, r)
			}
		}
		if len(want) == 1 || line[0] == line[2] {
			return
		}
		got := parsePath(t, path)
		if len(got) != len(want) {
			t.Fatalf("%q has %d points, want %v", path, len(got), want)
		}
		for i := range got {
			if !near(got[i], want[i], 1e-6) {
				t.Errorf("%q: point %d is %v, want %v", path, i, got[i], want[i])
			}
		}
	})
}

func round(v float64, digits int) float64 {
	return math.Round(v*math.Pow10(digits)) / math.Pow10(digits)
}

// parsePath reads one line of relative commands as the SVG grammar has it: a
// number ends where the next character can't go on with it.
func parsePath(t *testing.T, path string) []geo.XY {
	t.Helper()
	rest, ok := strings.CutPrefix(path, "m")
	if !ok {
		t.Fatalf("%q does not start with m", path)
	}
	var numbers []float64
	for rest != "" {
		rest = strings.TrimPrefix(rest, " ")
		n, point := 0, false
		for n < len(rest) {
			c := rest[n]
			if c == '.' && point || c == '-' && n > 0 || c == ' ' {
				break
			}
			point = point || c == '.'
			n++
		}
		v, err := strconv.ParseFloat(rest[:n], 64)
		if err != nil {
			t.Fatalf("%q: %v", path, err)
		}
		numbers, rest = append(numbers, v), rest[n:]
	}
	var points []geo.XY
	var at geo.XY
	for i := 0; i+1 < len(numbers); i += 2 {
		at = geo.XY{X: at.X + numbers[i], Y: at.Y + numbers[i+1]}
		points = append(points, at)
	}
	return points
}
