package draw

import (
	"slices"

	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// PlacesWhole is the number of places up to which a map holds a mark for each of
// them, and its page a row. Of more, an explorer's map holds what is in sight,
// and marks that would cover one another are one Group.
const PlacesWhole = 200

// Group stands on a map for places that have no mark of their own, since their
// marks would cover one another. Whoever chooses it comes to where they stand
// apart. All groups look alike, whatever stands in them: a look of their own
// would say of all what holds for some.
type Group struct {
	Key    string // "many:" and the ID of its first place
	First  int    // that place's place in the story
	X, Y   float64
	R      float64
	Places []int    // what it stands for, in the story's order
	States []string // the names of the states they lie in, in the same order
	Apart  route.Camera
}

// crowding is how the places of a moment stand on a map, wherever it looks at
// one nearness.
type crowding struct {
	crowds [][]int // of places that stand out, those that stand near one another
	back   []int   // the places that stand back
	dust   string  // those, as path data on the map sheet
	states []string
	looks  int // how many places were looked at to find crowds
}

// crowdKey is all that a crowding depends on beside the story.
type crowdKey struct {
	layer, scope, list, find, frame string
	day                             int
	event                           string
	nearness                        int
}

// groupR are the radii of groups of up to 9, 99, 999 and more places, in radii of
// a mark: each is plainly larger than the one before, and holds its number.
var groupR = [...]float64{1.5, 1.9, 2.5, 3.1}

func groupRadius(n int, f Frame) float64 {
	step := 0
	for ; n > 9 && step < len(groupR)-1; n /= 10 {
		step++
	}
	return groupR[step] * f.Mark
}

// halfway is the factor from one nearness of the camera to the next: two of them
// double the picture. While the camera stays within one, no place changes its
// group.
const halfway = 1.4142135623730951

// nearnessOf is the nearness of a camera that enlarges the whole country k times,
// and the k it begins at.
func nearnessOf(k float64) (n int, from float64) {
	for from = 1; from*halfway <= k+1e-9; n++ {
		from *= halfway
	}
	return n, from
}

// groupReach is how near two marks stand to be one group, in pixels, on a map of
// so many places to a frame.
func groupReach(places float64, f Frame) float64 {
	least, most := crowdReach*f.Mark, 6.2*f.Mark
	few, many := 60.0, 240.0
	if f.W < MapWide.W {
		few, many = 20, 80
	}
	return least + (most-least)*min(1, max(0, (places-few)/(many-few)))
}

// crowdingOf finds out how the places of m stand, or remembers it: it is the same
// for every frame of a pan.
func (b *Book) crowdingOf(m *Moment, f Frame, k float64) *crowding {
	n, from := nearnessOf(k)
	key := crowdKey{layer: m.Layer, scope: m.Scope, list: m.List, find: m.Find, frame: f.Name, day: m.Date.Last(), nearness: n}
	if m.Focus.Kind == "event" {
		key.event = m.Focus.ID
	}
	if c, ok := b.crowds[key]; ok {
		return &c
	}
	bare := *m
	if bare.Focus.Kind == "place" {
		bare.Focus = route.Pick{} // the picked place is taken out of its group later
	}
	var c crowding
	var on []int
	var at []geo.XY
	var dust markup
	for i := range b.homes {
		h := &b.homes[i]
		var mk MapMark
		layered(h, &bare, f, &mk)
		switch {
		case !h.maps:
		case mk.State == Back:
			c.back = append(c.back, i)
			dust.put("M", Num(h.at.X), " ", Num(h.at.Y), "h0")
		case mk.State == On:
			on, at = append(on, i), append(at, h.at)
			if h.Kind == "state" && m.Layer != "courts" {
				c.states = append(c.states, h.StateFIPS)
			}
		}
	}
	c.dust = dust.String()
	reach := 0.0
	if k < maxCrowd-0.01 { // nearer no camera comes: there they are spread
		reach = groupReach(float64(len(on))/(from*from), f) / (from * Whole(f).K)
	}
	c.crowds, c.looks = geo.Gather(at, reach)
	for _, crowd := range c.crowds {
		for j, i := range crowd {
			crowd[j] = on[i]
		}
	}
	if len(b.crowds) >= 64 {
		clear(b.crowds)
	}
	b.crowds[key] = c
	return &c
}

// fewBack is up to how many places that stand back are marks that can be chosen
// where they are in sight; more are dots.
const fewBack = 60

// gather lays out a map of many places: what is in sight, with groups for those
// that would cover one another.
func (st *MapState) gather(s *story.Story, m *Moment, b *Book, f Frame) {
	st.Sparse, st.Origin = true, geo.XY{X: st.Zoom.X, Y: st.Zoom.Y}
	c := b.crowdingOf(m, f, st.Zoom.K/Whole(f).K)
	st.States, st.Dust = c.states, c.dust
	picked := -1
	if m.Focus.Kind == "place" {
		if i, ok := b.places[m.Focus.ID]; ok {
			picked = i
			if h := &b.homes[i]; h.Kind == "state" && m.Layer != "courts" && !contains(st.States, h.StateFIPS) {
				st.States = append(slices.Clone(st.States), h.StateFIPS)
			}
		}
	}
	mark := func(i int) {
		h := &b.homes[i]
		mk := MapMark{Key: "place:" + h.ID, At: i, Name: h.Name, Look: lookOf(h, m), R: f.Mark}
		layered(h, m, f, &mk)
		if st.place(&mk, h.at, f); mk.State != Off {
			st.Marks = append(st.Marks, mk)
		}
	}
	for _, crowd := range c.crowds {
		if i := slices.Index(crowd, picked); i >= 0 {
			crowd = slices.Delete(slices.Clone(crowd), i, i+1)
		}
		switch len(crowd) {
		case 0:
		case 1:
			mark(crowd[0])
		default:
			st.group(b, crowd, f)
		}
	}
	if picked >= 0 {
		mark(picked)
	}
	var back []int
	for _, i := range c.back {
		if xy := st.Zoom.Apply(b.homes[i].at); i != picked && inFrame(xy, f) {
			if back = append(back, i); len(back) > fewBack {
				back = nil
				break
			}
		}
	}
	for _, i := range back {
		mark(i)
	}
	for i, seat := range s.Seats {
		if !contains(m.Seats, seat.ID) {
			continue
		}
		mk := MapMark{Key: "seat:" + seat.ID, At: len(s.Places) + i, Name: seat.Short, State: On, Look: "solid", R: f.Mark}
		if xy, ok := geo.AlbersUSA(geo.Point{Lon: seat.Lon, Lat: seat.Lat}); ok {
			if st.place(&mk, xy, f); mk.State != Off {
				st.Marks = append(st.Marks, mk)
			}
		}
	}
	slices.SortFunc(st.Marks, func(a, b MapMark) int { return a.At - b.At })
}

// group adds a group for places, if its middle is in the frame.
func (st *MapState) group(b *Book, places []int, f Frame) {
	var sum geo.XY
	for _, i := range places {
		sum.X, sum.Y = sum.X+b.homes[i].at.X, sum.Y+b.homes[i].at.Y
	}
	n := float64(len(places))
	xy := st.Zoom.Apply(geo.XY{X: sum.X / n, Y: sum.Y / n})
	if !inFrame(xy, f) {
		return
	}
	first := &b.homes[places[0]]
	st.Groups = append(st.Groups, Group{Key: "many:" + first.ID, First: places[0], X: xy.X, Y: xy.Y, R: groupRadius(len(places), f), Places: places})
	g := &st.Groups[len(st.Groups)-1]
	box := geo.Box{X0: first.at.X, Y0: first.at.Y, X1: first.at.X, Y1: first.at.Y}
	for _, i := range places {
		h := &b.homes[i]
		box = box.Add(h.at)
		if !contains(g.States, h.StateName) {
			g.States = append(g.States, h.StateName)
		}
	}
	g.Apart = cameraTo(box.Grow(2))
}

// inFrame reports whether a mark at xy lies in the frame.
func inFrame(xy geo.XY, f Frame) bool {
	return xy.X >= f.Mark && xy.Y >= f.Mark && xy.X <= f.W-f.Mark && xy.Y <= f.H-f.Mark
}

// Holds reports whether a group stands for a place, by its place in the story.
func (g *Group) Holds(place int) bool {
	_, ok := slices.BinarySearch(g.Places, place)
	return ok
}

// name is what is read out of g.
func (g *Group) name(l story.Labels) string {
	n := l.Int(len(g.Places))
	switch len(g.States) {
	case 1:
		return l.T("explore.many.state", n, g.States[0])
	case 2:
		return l.T("explore.many.two", n, g.States[0], g.States[1])
	}
	return l.T("explore.many.states", n, l.Int(len(g.States)))
}

// number is the count as it is written on g.
func (g *Group) number() string { return itoa(len(g.Places)) }

// value is where g leads to, as package route reads it.
func (g *Group) value() string { return g.Apart.String() }

// group writes g.
func (b *mapWriter) group(g *Group, tab bool) {
	b.put(`<a class="many local" href="`, b.root, `place/`, g.Key[len("many:"):], `/"`)
	b.attr("aria-label", g.name(b.l))
	b.tabindex(b.live, tab)
	b.key(g.Key)
	if b.live {
		b.put(` data-id="`, g.Key, `" data-set="look" data-value="`, g.value(), `"`)
	}
	b.put(` data-state="on" transform="`, Translate(g.X-b.from.X, g.Y-b.from.Y), `"><circle class="hit"/><circle class="o"`)
	b.key(g.Key + "/o")
	b.put(` r="`, Num(g.R), `"/><text`)
	b.key(g.Key + "/n")
	b.put(` y="`, Num(b.f.Font*0.3), `">`, g.number(), `</text></a>`)
}

// diffGroups lists what turns the groups of was into those of is, and reports
// whether any came or went.
func (b *mapWriter) diffGroups(was, is []Group, set func(key, attr, value string)) (anew bool) {
	come := run{group: "groups"}
	i := 0
	for j := range is {
		g := &is[j]
		for ; i < len(was) && was[i].First < g.First; i++ {
			anew = true
			set(was[i].Key, "gone", "")
		}
		if i < len(was) && was[i].First == g.First {
			come.flush(&b.markup, set)
			b.diffGroup(&was[i], g, set)
			come.before = g.Key
			i++
			continue
		}
		anew = true
		b.group(g, false)
		come.some = true
	}
	come.flush(&b.markup, set)
	for ; i < len(was); i++ {
		anew = true
		set(was[i].Key, "gone", "")
	}
	return anew
}

func (b *mapWriter) diffGroup(was, is *Group, set func(key, attr, value string)) {
	if x, y := is.X-b.from.X, is.Y-b.from.Y; moved(was.X-b.was.X, x) || moved(was.Y-b.was.Y, y) {
		set(is.Key, "move", Num(x)+" "+Num(y))
	}
	if was.Apart != is.Apart {
		set(is.Key, "data-value", is.value())
	}
	if !slices.Equal(was.Places, is.Places) {
		set(is.Key, "aria-label", is.name(b.l))
		set(is.Key+"/n", "text", is.number())
	}
	if moved(was.R, is.R) {
		set(is.Key+"/o", "r", Num(is.R))
	}
}
