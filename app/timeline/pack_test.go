package timeline_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/timeline"
)

var ruler = timeline.Scale{From: 0, To: 100, X0: 0, X1: 1000} // ten pixels a day

// draw writes what Pack placed, an item a word: its row and span in pixels, its
// label, its cluster.
func draw(placed []timeline.Placed) string {
	words := make([]string, len(placed))
	for i, p := range placed {
		w := fmt.Sprintf("r%d %v", p.Row, p.X)
		if p.X2 != p.X {
			w += fmt.Sprintf("-%v", p.X2)
		}
		switch p.Label {
		case timeline.Right:
			w += fmt.Sprintf(" >%v", p.LabelX)
		case timeline.Left:
			w += fmt.Sprintf(" <%v", p.LabelX)
		}
		switch {
		case p.Count > 1:
			w += " x" + strconv.Itoa(p.Count)
		case p.Count == 0:
			w += " in " + strconv.Itoa(p.Lead)
		}
		words[i] = w
	}
	return strings.Join(words, ", ")
}

func TestPack(t *testing.T) {
	point := func(day, weight int) timeline.Item {
		return timeline.Item{Start: day, End: day, Weight: weight, Width: 50}
	}
	stretch := func(from, to int) timeline.Item { return timeline.Item{Start: from, End: to, Weight: 1, Width: 50} }
	selected := func(it timeline.Item) timeline.Item { it.Selected = true; return it }
	track := func(it timeline.Item, track int) timeline.Item { it.Track = track; return it }
	bare := func(it timeline.Item) timeline.Item { it.Width = 0; return it }

	for _, test := range []struct {
		name  string
		rows  int
		items []timeline.Item
		want  string
	}{
		{"nothing", 3, nil, ""},
		{"one", 3, []timeline.Item{point(10, 1)}, "r0 100 >107"},
		{"no label", 3, []timeline.Item{bare(point(10, 1))}, "r0 100"},
		{"at the right end", 3, []timeline.Item{point(99, 1)}, "r0 990 <983"},
		{"at both ends of the room", 3, []timeline.Item{{Start: 50, End: 50, Width: 600}}, "r0 500"},
		{"a stretch", 3, []timeline.Item{stretch(10, 20)}, "r0 100-200 >207"},
		{"an end before the start is none", 3, []timeline.Item{{Start: 10, End: 5, Width: 50}}, "r0 100 >107"},
		{"in order of days, not of items", 3, []timeline.Item{point(30, 1), point(10, 1)}, "r0 300 >307, r0 100 >107"},
		{"the same day", 3, []timeline.Item{point(10, 1), point(10, 1)}, "r0 100 >107, r1 100 >107"},
		{"a row is free again", 3, []timeline.Item{point(10, 1), point(10, 1), point(12, 1)}, "r0 100 <93, r1 100 >107, r0 120 >127"},
		{"a stretch keeps its row", 3, []timeline.Item{stretch(10, 20), point(15, 1), point(25, 1)}, "r0 100-200 <93, r1 150 >157, r0 250 >257"},
		{"labels on both sides", 3, []timeline.Item{point(10, 1), point(13, 1)}, "r0 100 <93, r0 130 >137"},
		{"the earlier label comes first", 3, []timeline.Item{point(10, 1), point(18, 1), point(20, 1)}, "r0 100 >107, r0 180, r0 200 >207"},
		{"the label of lower weight comes first", 3, []timeline.Item{point(10, 2), point(17, 1), point(19, 2)}, "r0 100 <93, r0 170 <163, r0 190 >197"},
		{"the selected label comes first of all", 3, []timeline.Item{point(10, 1), selected(point(17, 3)), point(19, 2)}, "r0 100 <93, r0 170 <163, r0 190 >197"},
		{"tracks keep out of each other's way", 3, []timeline.Item{point(10, 1), track(point(10, 1), 1), track(point(10, 1), 2)}, "r0 100 >107, r0 100 >107, r0 100 >107"},
		{"the last row takes one more", 3, []timeline.Item{point(10, 1), point(10, 1), point(10, 1)}, "r0 100 >107, r1 100 >107, r2 100 >107"},
		{"a cluster of two", 3, []timeline.Item{point(10, 1), point(10, 1), point(10, 2), point(10, 3)}, "r0 100 >107, r1 100 >107, r2 100 x2, r2 100 in 2"},
		{"the least important go to the cluster", 3, []timeline.Item{point(10, 3), point(10, 3), point(10, 1), point(10, 2)}, "r2 100 x2, r2 100 in 0, r0 100 >107, r1 100 >107"},
		{"a cluster stands where its first item is, led by the most important", 2, []timeline.Item{point(11, 3), point(10, 3), point(10, 1), point(11, 2)}, "r1 100 in 3, r1 100 in 3, r0 100 >107, r1 100 x3"},
		{"clusters side by side", 1, []timeline.Item{point(10, 1), point(11, 1), point(12, 1), point(13, 1), point(14, 1)}, "r0 100 x2, r0 100 in 0, r0 120 x2, r0 120 in 2, r0 140 >147"},
		{"the selected one leads", 1, []timeline.Item{point(10, 1), selected(point(11, 3))}, "r0 100 in 1, r0 100 >107 x2"},
		{"no rows are one", 0, []timeline.Item{point(10, 1), point(20, 1)}, "r0 100 >107, r0 200 >207"},
	} {
		got := timeline.Pack(test.items, ruler, timeline.Options{Rows: test.rows, Mark: 10, Gap: 2})
		if got := draw(got); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

// Selecting an item must not make marks jump.
func TestPackSelectionMovesNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 100 {
		items, o := randomItems(rng, 60)
		for i := range items {
			items[i].Selected = false
		}
		before := timeline.Pack(items, ruler, o)
		items[rng.IntN(len(items))].Selected = true
		for i, p := range timeline.Pack(items, ruler, o) {
			if b := before[i]; p.X != b.X || p.X2 != b.X2 || p.Row != b.Row {
				t.Fatalf("item %d moved from %v to %v", i, b, p)
			}
		}
	}
}

// TestPackRoom holds how a cluster comes apart where days are wide.
func TestPackRoom(t *testing.T) {
	day := func(d, weight int) timeline.Item { return timeline.Item{Start: d, End: d, Weight: weight} }
	week := timeline.Scale{From: 0, To: 10, X0: 0, X1: 1000} // a hundred pixels a day
	for _, test := range []struct {
		name  string
		room  float64
		items []timeline.Item
		want  string
	}{
		{"rows first", 80, []timeline.Item{day(1, 1), day(1, 2)}, "r0 100, r1 100"},
		{"then side by side, the important ones first", 80, []timeline.Item{day(1, 3), day(1, 1), day(1, 2), day(1, 4)}, "r0 112, r0 100, r1 100, r1 112"},
		{"the next day gives way too", 80, []timeline.Item{day(1, 1), day(1, 1), day(1, 1), day(1, 1), day(2, 1)}, "r0 100, r1 100, r0 112, r1 112, r0 200"},
		{"what has no room joins the last", 10, []timeline.Item{day(1, 1), day(1, 1), day(1, 2), day(1, 3)}, "r0 100, r1 100 x3, r1 100 in 1, r1 100 in 1"},
	} {
		got := timeline.Pack(test.items, week, timeline.Options{Rows: 2, Mark: 10, Gap: 2, Room: test.room})
		if got := draw(got); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

func TestPackRandom(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		items, o := randomItems(rng, 1+rng.IntN(150))
		checkPack(t, items, ruler, o)
	}
}

func randomItems(rng *rand.Rand, n int) ([]timeline.Item, timeline.Options) {
	items := make([]timeline.Item, n)
	for i := range items {
		start := rng.IntN(120) - 10
		items[i] = timeline.Item{
			Start: start, End: start, Weight: 1 + rng.IntN(3), Width: float64(rng.IntN(120)),
			Track: rng.IntN(3), Selected: rng.IntN(40) == 0,
		}
		if rng.IntN(5) == 0 {
			items[i].End += rng.IntN(30)
		}
	}
	o := timeline.Options{Rows: 1 + rng.IntN(4), Mark: 4 + rng.Float64()*12, Gap: rng.Float64() * 4}
	if rng.IntN(2) == 0 {
		o.Room = rng.Float64() * 40
	}
	return items, o
}

func FuzzPack(f *testing.F) {
	f.Add([]byte("\x0a\x00\x00\x01\x20\x00\x0a\x00\x00\x01\x20\x00\x0a\x00\x05\x01\x20\x81"), uint8(2), uint8(10), uint8(2), uint8(0))
	f.Add([]byte("\x0a\x00\xff\x01\x20\x00\x0b\x00\x00\x02\x20\x04\x0c\x00\x00\x03\x20\x01"), uint8(1), uint8(12), uint8(0), uint8(30))
	f.Fuzz(func(t *testing.T, b []byte, rows, mark, gap, room uint8) {
		var items []timeline.Item
		for ; len(b) >= 6; b = b[6:] {
			start := int(int16(binary.LittleEndian.Uint16(b)))
			items = append(items, timeline.Item{
				Start: start, End: start + int(int8(b[2])), Weight: int(b[3]), Width: float64(b[4]),
				Track: int(b[5] & 3), Selected: b[5] > 127,
			})
		}
		checkPack(t, items, ruler, timeline.Options{Rows: int(rows % 8), Mark: 1 + float64(mark), Gap: float64(gap) / 4, Room: float64(room)})
	})
}

// checkPack packs and holds what Pack promises.
func checkPack(t *testing.T, items []timeline.Item, s timeline.Scale, o timeline.Options) {
	t.Helper()
	got := timeline.Pack(items, s, o)
	if len(got) != len(items) {
		t.Fatalf("%d placed of %d", len(got), len(items))
	}
	if again := timeline.Pack(slices.Clone(items), s, o); !reflect.DeepEqual(got, again) {
		t.Fatal("the same items are placed otherwise the second time")
	}
	type thing struct {
		name        string
		left, right float64
	}
	rows := map[[2]int][]thing{} // what stands in a row of a track
	counted, members := 0, map[int]int{}
	for i, p := range got {
		if p.Row < 0 || p.Row >= max(o.Rows, 1) {
			t.Fatalf("item %d is in row %d", i, p.Row)
		}
		counted += p.Count
		members[p.Lead]++
		if lead := got[p.Lead]; items[p.Lead].Track != items[i].Track || lead.X != p.X || lead.X2 != p.X2 || lead.Row != p.Row || lead.Lead != p.Lead {
			t.Fatalf("item %d, %v, is not where its leader is: %v", i, p, lead)
		}
		if (p.Lead == i) != (p.Count > 0) {
			t.Fatalf("item %d: %v", i, p)
		}
		if day := s.X(float64(items[i].Start)); p.Count == 1 && (p.X < day-1e-9 || p.X > day+o.Room+1e-9) {
			t.Fatalf("item %d stands at %v, not on its day", i, p.X)
		}
		if p.Count == 0 {
			if p.Label != timeline.NoSide {
				t.Fatalf("item %d has a label and no mark", i)
			}
			if x := s.X(float64(items[i].Start)); x < p.X-o.Room-1e-9 || x-o.Mark/2 >= p.X2+o.Mark/2+o.Gap {
				t.Fatalf("item %d at %v is counted in a mark at %v-%v", i, x, p.X, p.X2)
			}
			continue
		}
		row := [2]int{items[i].Track, p.Row}
		rows[row] = append(rows[row], thing{fmt.Sprint("mark ", i), p.X - o.Mark/2, p.X2 + o.Mark/2})
		if p.Label == timeline.NoSide {
			continue
		}
		l := thing{fmt.Sprint("label ", i), p.LabelX, p.LabelX + items[i].Width}
		if p.Label == timeline.Left {
			l.left, l.right = p.LabelX-items[i].Width, p.LabelX
		}
		if l.left < s.X0 || l.right > s.X1 {
			t.Fatalf("%s leaves the scale: %v-%v", l.name, l.left, l.right)
		}
		if p.Count > 1 && !items[i].Selected {
			t.Fatalf("%s belongs to a cluster", l.name)
		}
		rows[row] = append(rows[row], l)
	}
	if counted != len(items) {
		t.Fatalf("%d items counted of %d", counted, len(items))
	}
	for lead, n := range members {
		if got[lead].Count != n {
			t.Fatalf("mark %d counts %d items, has %d", lead, got[lead].Count, n)
		}
	}
	for row, things := range rows {
		slices.SortFunc(things, func(a, b thing) int {
			if a.left < b.left {
				return -1
			}
			return 1
		})
		for i := 1; i < len(things); i++ {
			if a, b := things[i-1], things[i]; b.left < a.right+o.Gap-1e-9 {
				t.Fatalf("track %d, row %d: %s ends at %v, %s begins at %v", row[0], row[1], a.name, a.right, b.name, b.left)
			}
		}
	}
}

func BenchmarkPack(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 2))
			items, _ := randomItems(rng, n)
			for b.Loop() {
				timeline.Pack(items, ruler, timeline.Options{Rows: 4, Mark: 12, Gap: 3})
			}
		})
	}
}
