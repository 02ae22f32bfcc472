package draw

import (
	"slices"
	"strings"

	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/story"
	"github.com/strings-attached/explainer/app/timeline"
)

// Heap stands for events of one track that have no mark of their own: those that
// would cover one another, or all of a part of the calendar. Whoever chooses it
// comes to its stretch of time.
type Heap struct {
	Key      string // "heap:" and the ID of its first event, or the track and the day a part begins on
	Track    story.Track
	X, Y     float64 // its middle; of a part, its upper left corner
	Width    float64 // of a part; 0 for what has the size of a mark
	From, To int     // its first and last day, since 1970
	Count    int
	State    string // On, Back or Tied
	quiet    bool   // a mark stands where its number would
}

// add counts an event in.
func (h *Heap) add(n *entry, state string) {
	h.From, h.To = min(h.From, n.first), max(h.To, n.last)
	h.Count++
	if state == Tied || h.State == Back {
		h.State = state
	}
}

// span is the stretch of time that choosing h leads to, as package route reads
// it: its days, and what it takes to see them apart from their neighbours.
func (h *Heap) span() string {
	from, to := h.From, h.To
	if h.Width == 0 {
		margin := (to - from) / 12
		from, to = from-margin, to+margin
	}
	if to <= from {
		to = from + 1
	}
	return story.DateOf(from).String() + "," + story.DateOf(to).String()
}

// name is what is read out of h.
func (h *Heap) name(l story.Labels) string {
	return l.N("time.heap", h.Count, l.Span(story.DateOf(h.From), story.DateOf(h.To)), l.T("track."+string(h.Track)))
}

// number is the count as it is written on h; "" where there is no room for it.
func (h *Heap) number(l story.Labels, size float64) string {
	if h.quiet {
		return ""
	}
	if h.Width == 0 {
		if h.Count > 999 {
			return "…"
		}
		return itoa(h.Count)
	}
	if text := l.Int(h.Count); geo.TextWidth(text, size, 600) < h.Width-2 {
		return text
	}
	return ""
}

// fine is the least width of the parts that a wave is made of, in pixels.
const fine = 3.5

// count draws how many events there are: for each track a wave, whose area is in
// proportion to their number, and parts of the calendar with their counts, which
// add up to all of them. The events that the moment is about get marks besides,
// and where there is room those that matter most.
func (st *TimeState) count(s *story.Story, m Moment, at []int, f Frame, l story.Labels) {
	g, b := lanesOf(f), m.bookOf(s)
	for i, edges := 0, timeline.Parts(st.Scale, g.part); i < len(story.Tracks); i++ {
		st.parts(s, b, at, i, edges, g)
	}
	st.waves(b, at, g)
	st.stand(s, b, m, at, f, g)
}

// parts counts the events of a track by parts of the calendar. An event that
// began before the stretch of time that is shown is counted in its first part,
// so that the numbers add up to what is in sight.
func (st *TimeState) parts(s *story.Story, b *Book, at []int, track int, edges []int, g lanes) {
	if len(edges) < 2 {
		return
	}
	counts := make([]int, len(edges)-1)
	k := 0
	for _, i := range at {
		n := &b.events[i]
		if n.track != track {
			continue
		}
		day := max(n.first, st.Scale.From)
		if day < edges[k] || day >= edges[k+1] { // events come in the order of time, nearly
			k, _ = slices.BinarySearch(edges, day+1)
			k--
		}
		counts[k]++
	}
	for k, n := range counts {
		if n == 0 {
			continue
		}
		x0 := max(st.Scale.X(float64(edges[k])), g.left)
		x1 := min(st.Scale.X(float64(edges[k+1])), g.right)
		st.Heaps = append(st.Heaps, Heap{
			Key:   "heap:" + string(story.Tracks[track]) + ":" + itoa(edges[k]),
			Track: story.Tracks[track], X: x0, Y: g.lane(track), Width: x1 - x0, From: edges[k], To: edges[k+1] - 1, Count: n, State: On,
		})
	}
}

// waves draws how many events there are all along. An event whose day is not
// known is spread over the days that it may have happened on.
func (st *TimeState) waves(b *Book, at []int, g lanes) {
	edges := timeline.Parts(st.Scale, fine)
	if len(edges) < 2 {
		return
	}
	n := len(edges) - 1
	heights := make([]float64, n*len(story.Tracks))
	k := 0
	for _, i := range at {
		e := &b.events[i]
		first := max(e.first, edges[0])
		if first < edges[k] || first >= edges[k+1] {
			k, _ = slices.BinarySearch(edges, first+1)
			k--
		}
		row := heights[e.track*n:]
		if e.last < edges[k+1] && e.first == first {
			row[k]++
			continue
		}
		share := 1 / float64(e.last-e.first+1)
		for j := k; j < n && edges[j] <= e.last; j++ {
			row[j] += share * float64(min(e.last+1, edges[j+1])-max(e.first, edges[j]))
		}
	}
	// Parts differ in length, and areas are to say how many.
	top := 0.0
	for i := range heights {
		k := i % n
		heights[i] /= float64(edges[k+1] - edges[k])
		top = max(top, heights[i])
	}
	st.Waves = make([]string, len(story.Tracks))
	if top == 0 {
		return
	}
	for t := range story.Tracks {
		var d strings.Builder
		base := g.lane(t) + g.height - 0.5
		x0 := max(st.Scale.X(float64(edges[0])), g.left)
		d.WriteString("M" + Num(x0) + " " + Num(base))
		last := base
		for k := range n {
			y := base
			if h := heights[t*n+k]; h > 0 {
				y -= max(0.8, g.wave*h/top)
			}
			if Num(y) != Num(last) {
				d.WriteString("V" + Num(y))
			}
			d.WriteString("H" + Num(min(st.Scale.X(float64(edges[k+1])), g.right)))
			last = y
		}
		d.WriteString("V" + Num(base) + "Z")
		st.Waves[t] = d.String()
	}
}

// most is how many events are tried for the marks above the waves: enough to
// fill a line, whatever the reader filters.
const most = 600

// stand gives marks to events that stand out of the count, in one line of each
// lane: first the picked one, then what it led to and what led to it, or the
// thread that is shown; then, on a wide frame, the most important ones that have
// room for their labels.
func (st *TimeState) stand(s *story.Story, b *Book, m Moment, at []int, f Frame, g lanes) {
	type stretch struct{ from, to float64 }
	taken := make([][]stretch, len(story.Tracks))
	free := func(track int, from, to float64) bool {
		for _, t := range taken[track] {
			if from < t.to && t.from < to {
				return false
			}
		}
		return true
	}
	shown := make([]bool, len(s.Events))
	for _, i := range at {
		shown[i] = true
	}
	half := f.Mark + 3
	y := f.Mark + 3
	try := func(i int, labelled bool) {
		if !shown[i] {
			return
		}
		e, n := s.Events[i], &b.events[i]
		x := st.Scale.X(float64(max(n.first, st.Scale.From)))
		x2 := st.Scale.X(float64(min(n.last, st.Scale.To)))
		if x < g.left || x2-x > 60 && labelled {
			return
		}
		width := geo.TextWidth(e.Short, f.Font, 600) + 3
		mk := TimeMark{Key: "event:" + e.ID, Event: i, X: x, Y: g.lane(n.track) + y, State: markState(e, m, m.Focus.Kind == "event" && m.Focus.ID == e.ID), LY: f.Font * 0.36}
		if n.last > n.first {
			mk.Length = x2 - x
		}
		right, left := stretch{x - half, x2 + half + width}, stretch{x - half - width, x2 + half}
		var own stretch
		switch {
		case e.Short != "" && right.to <= g.right && free(n.track, right.from, right.to):
			own, mk.Label, mk.LX = right, "start", x2-x+half-1
		case e.Short != "" && left.from >= g.left && free(n.track, left.from, left.to):
			own, mk.Label, mk.LX = left, "end", -half+1
		case !labelled && free(n.track, x-half, x2+half):
			own = stretch{x - half, x2 + half}
		default:
			return
		}
		shown[i] = false
		taken[n.track] = append(taken[n.track], own)
		st.Marks = append(st.Marks, mk)
	}
	if i, ok := b.at[m.Focus.ID]; ok && m.Focus.Kind == "event" {
		try(i, false)
		for _, id := range b.causes[m.Focus.ID] {
			if i, ok := b.at[id]; ok {
				try(i, false)
			}
		}
	}
	if m.thread != nil || m.Picked && m.Focus.Kind == "place" {
		for _, i := range at {
			if e := s.Events[i]; m.thread[e.ID] || m.Focus.Kind == "place" && contains(e.Places, m.Focus.ID) {
				try(i, false)
			}
		}
	}
	if f.Name == TimeWide.Name {
		for _, i := range b.rank[:min(len(b.rank), most)] {
			try(i, true)
		}
	}
	slices.SortFunc(st.Marks, func(a, b TimeMark) int { return a.Event - b.Event })
	// On a narrow frame the marks stand where the numbers do.
	if f.Name != TimeWide.Name {
		for i := range st.Heaps {
			h := &st.Heaps[i]
			h.quiet = !free(trackIndex(h.Track), h.X, h.X+h.Width)
		}
	}
}
