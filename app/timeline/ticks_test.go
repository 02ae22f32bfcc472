package timeline_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/strings-attached/explainer/app/timeline"
)

// day is the day of a date written 2017-04-25.
func day(t testing.TB, date string) int {
	t.Helper()
	at, err := time.Parse(time.DateOnly, date)
	if err != nil {
		t.Fatal(err)
	}
	return int(at.Unix() / 86400)
}

func scale(t testing.TB, from, to string, width float64) timeline.Scale {
	return timeline.Scale{From: day(t, from), To: day(t, to), X0: 0, X1: width}
}

func TestScale(t *testing.T) {
	s := timeline.Scale{From: -10, To: 30, X0: 100, X1: 300}
	for _, test := range []struct{ day, x float64 }{
		{-10, 100}, {30, 300}, {0, 150}, {0.5, 152.5}, {-30, 0}, {50, 400},
	} {
		if got := s.X(test.day); got != test.x {
			t.Errorf("X(%v) = %v, want %v", test.day, got, test.x)
		}
		if got := s.Invert(test.x); got != test.day {
			t.Errorf("Invert(%v) = %v, want %v", test.x, got, test.day)
		}
	}
}

func TestScaleWithoutExtent(t *testing.T) {
	if got := (timeline.Scale{From: 5, To: 5, X0: 10, X1: 20}).X(7); got != 10 {
		t.Errorf("X = %v, want 10", got)
	}
	if got := (timeline.Scale{From: 5, To: 9, X0: 10, X1: 10}).Invert(7); got != 5 {
		t.Errorf("Invert = %v, want 5", got)
	}
}

// label writes a tick as a language would, a major one with its second line.
func label(tick timeline.Tick) string {
	month := time.Month(tick.Date.Month).String()[:3]
	var first, second string
	switch tick.Level {
	case timeline.Day:
		first, second = fmt.Sprint(tick.Date.Day), fmt.Sprint(month, " ", tick.Date.Year)
	case timeline.Month:
		first, second = month, fmt.Sprint(tick.Date.Year)
	case timeline.Year:
		first = fmt.Sprint(tick.Date.Year)
	}
	if tick.Major {
		first += "/" + second
	}
	return first
}

func TestTicks(t *testing.T) {
	for _, test := range []struct {
		name     string
		from, to string
		width    float64
		minGap   float64
		want     string
	}{
		{"days", "2017-04-21", "2017-04-26", 300, 40, "21/Apr 2017, 22, 23, 24, 25, 26"},
		{"days over a new month", "2017-04-27", "2017-05-02", 300, 40, "27/Apr 2017, 28, 29, 30, 1/May 2017, 2"},
		{"the first makes room for a major tick", "2017-04-30", "2017-05-03", 150, 40, "30, 1/May 2017, 2, 3"},
		{"every second day", "2017-02-23", "2017-03-06", 300, 40, "23/Feb 2017, 25, 27, 1/Mar 2017, 3, 5"},
		{"every second day, leap year", "2016-02-25", "2016-03-06", 270, 40, "25/Feb 2016, 27, 1/Mar 2016, 3, 5"},
		{"every second day, 31 days", "2017-03-26", "2017-04-04", 250, 40, "27/Mar 2017, 29, 1/Apr 2017, 3"},
		{"weeks begin on Monday", "2017-03-27", "2017-04-30", 340, 50, "27, 3/Apr 2017, 10, 17, 24"},
		{"half months", "2017-01-20", "2017-04-25", 340, 40, "1/Feb 2017, 15, 1/Mar 2017, 15, 1/Apr 2017, 15"},
		{"months", "2016-11-08", "2017-08-16", 420, 40, "Dec, Jan/2017, Feb, Mar, Apr, May, Jun, Jul, Aug"},
		{"quarters", "2016-10-01", "2018-04-01", 320, 40, "Oct, Jan/2017, Apr, Jul, Oct, Jan/2018, Apr"},
		{"years", "2014-06-01", "2018-12-31", 320, 40, "2015, 2016, 2017, 2018"},
		{"every second year", "2013-01-01", "2021-01-01", 320, 60, "2014, 2016, 2018, 2020"},
		{"every fifth year", "1996-09-30", "2026-11-22", 320, 40, "2000, 2005, 2010, 2015, 2020, 2025"},
		{"decades", "1996-09-30", "2026-11-22", 150, 40, "2000, 2010, 2020"},
		{"before 1970", "1787-09-17", "1870-02-03", 320, 60, "1800, 1820, 1840, 1860"},
		{"no tick in reach", "2017-04-25", "2017-04-27", 10, 40, ""},
		{"a century is too narrow", "1900-01-01", "2400-01-01", 100, 40, ""},
		{"no extent", "2017-04-25", "2017-04-25", 300, 40, ""},
		{"no width", "2017-04-25", "2017-05-25", 0, 40, ""},
	} {
		s := scale(t, test.from, test.to, test.width)
		var got []string
		for _, tick := range timeline.Ticks(s, test.minGap) {
			got = append(got, label(tick))
			if tick.X != s.X(float64(tick.Day)) {
				t.Errorf("%s: tick %s is at %v, want %v", test.name, label(tick), tick.X, s.X(float64(tick.Day)))
			}
		}
		if got := strings.Join(got, ", "); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// However the axis is cut, ticks stand on it, in order, and as far apart as
// they must.
func FuzzTicks(f *testing.F) {
	f.Add(17281, 34, 700.0, 40.0)
	f.Add(-1_000_000, 1_000_000, 1000.0, 0.0)
	f.Fuzz(func(t *testing.T, from, days int, width, minGap float64) {
		if from < -1e7 || from > 1e7 || days < 0 || days > 1e7 || !(width <= 1e5) || math.IsNaN(minGap) {
			t.Skip("out of range")
		}
		s := timeline.Scale{From: from, To: from + days, X0: 0, X1: width}
		last := math.Inf(-1)
		for i, tick := range timeline.Ticks(s, minGap) {
			if tick.Day < s.From || tick.Day > s.To {
				t.Fatalf("tick %d, %v, is off the scale", i, tick)
			}
			if tick.X-last < max(minGap, 1)-1e-6 {
				t.Fatalf("tick %d, %v, is %v from the last", i, tick, tick.X-last)
			}
			at := time.Date(tick.Date.Year, time.Month(tick.Date.Month), tick.Date.Day, 0, 0, 0, 0, time.UTC)
			if at.Unix() != int64(tick.Day)*86400 {
				t.Fatalf("tick %d: day %d is not %v", i, tick.Day, tick.Date)
			}
			last = tick.X
		}
	})
}

func BenchmarkTicks(b *testing.B) {
	s := scale(b, "1996-09-30", "2026-11-22", 700)
	for b.Loop() {
		timeline.Ticks(s, 48)
	}
}
