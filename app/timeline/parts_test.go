package timeline_test

import (
	"testing"
	"time"

	"github.com/strings-attached/explainer/app/timeline"
)

func dayAt(y, m, d int) int {
	return int(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func TestParts(t *testing.T) {
	for _, test := range []struct {
		name     string
		from, to int
		width    float64
		want     string // the first three edges
	}{
		{"days", dayAt(2017, 4, 20), dayAt(2017, 4, 27), 100, "2017-04-20 2017-04-21 2017-04-22"},
		{"weeks begin on Monday", dayAt(2017, 4, 20), dayAt(2017, 5, 20), 100, "2017-04-17 2017-04-24 2017-05-01"},
		{"weeks before 1970", dayAt(1969, 12, 20), dayAt(1970, 1, 20), 100, "1969-12-15 1969-12-22 1969-12-29"},
		{"months", dayAt(2017, 1, 15), dayAt(2017, 12, 31), 50, "2017-01-01 2017-02-01 2017-03-01"},
		{"quarters", dayAt(2016, 2, 3), dayAt(2019, 12, 31), 40, "2016-01-01 2016-04-01 2016-07-01"},
		{"half-years", dayAt(2016, 8, 3), dayAt(2026, 12, 31), 40, "2016-07-01 2017-01-01 2017-07-01"},
		{"years", dayAt(2016, 8, 3), dayAt(2026, 12, 31), 60, "2016-01-01 2017-01-01 2018-01-01"},
		{"decades", dayAt(1996, 8, 3), dayAt(2096, 12, 31), 70, "1990-01-01 2000-01-01 2010-01-01"},
	} {
		edges := timeline.Parts(timeline.Scale{From: test.from, To: test.to, X1: 1000}, test.width)
		if len(edges) < 3 {
			t.Errorf("%s: only %d edges", test.name, len(edges))
			continue
		}
		got := ""
		for i, e := range edges[:3] {
			if i > 0 {
				got += " "
			}
			got += time.Unix(int64(e)*86400, 0).UTC().Format(time.DateOnly)
		}
		if got != test.want {
			t.Errorf("%s: the edges begin %s, want %s", test.name, got, test.want)
		}
	}
	if timeline.Parts(timeline.Scale{From: 5, To: 5, X1: 100}, 10) != nil || timeline.Parts(timeline.Scale{From: 0, To: 3650000, X1: 10}, 10) != nil {
		t.Error("there are parts where there is no room for any")
	}
}

// FuzzParts holds that parts follow one another without a gap, cover the scale
// and are wide enough.
func FuzzParts(f *testing.F) {
	f.Add(17000, 60, uint16(660), uint8(44))
	f.Add(16801, 3960, uint16(298), uint8(4))
	f.Fuzz(func(t *testing.T, from, days int, pixels uint16, width uint8) {
		if from < -200000 || from > 200000 || days < 1 || days > 200000 || pixels == 0 {
			t.Skip()
		}
		s := timeline.Scale{From: from, To: from + days, X0: 10, X1: 10 + float64(pixels)}
		edges := timeline.Parts(s, float64(width))
		if edges == nil {
			return
		}
		if edges[0] > s.From || edges[len(edges)-1] <= s.To {
			t.Fatalf("%v does not cover %d…%d", edges, s.From, s.To)
		}
		if len(edges) > 2 && edges[1] <= s.From {
			t.Fatalf("the first part, to %d, lies before %d", edges[1], s.From)
		}
		for i := 1; i < len(edges); i++ {
			if w := s.X(float64(edges[i])) - s.X(float64(edges[i-1])); w < float64(max(width, 1))-1e-6 {
				t.Fatalf("the part from %d to %d is %v wide", edges[i-1], edges[i], w)
			}
		}
	})
}
