package draw

import (
	"math"

	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// Mark states. Off marks are not shown: not known yet on the day of the moment,
// or outside the frame. Back marks stand back; On marks are what the step is
// about; the Focus mark is the one it is most about.
const (
	Off   = "off"
	Back  = "back"
	On    = "on"
	Focus = "focus"
	// Tied marks of a timeline belong to the place that was picked.
	Tied = "tied"
)

// MapMark is one mark of a map as it stands in a moment.
type MapMark struct {
	Key    string // "place:chicago", "seat:ca7"
	At     int    // its place in the story: the places, then the seats
	Name   string // its label
	X, Y   float64
	State  string
	Look   string  // what fills the mark: one of Looks
	R      float64 // its radius, which in the money layer says how much
	Anchor string  // the label's text-anchor; "" where it has no room
	LX, LY float64 // the label's baseline, from the mark
}

// MapState is a map at a moment.
type MapState struct {
	Zoom   geo.Zoom
	Near   bool      // the camera is so near that the borders of counties are shown
	Leads  string    // the lines that lead from marks to labels set apart, as SVG
	Marks  []MapMark // in the story's order: places, then seats; all, unless Sparse
	Groups []Group   // what stands for places that have no mark of their own
	Dust   string    // places that stand back and have none, as path data on the map sheet
	// Sparse is set where a live page holds the marks that are seen and no others:
	// they come and go.
	Sparse bool
	// Origin is the point of the frame that marks are written from. On a sparse map
	// it goes with the land, so that a pan moves all of them at once.
	Origin geo.XY
	States []string // FIPS codes of states that are themselves what the moment is about
	Size   string   // in an explorer: the scope of whose sums the key shows the sizes; "" for none
	Fills  []Fill   // in an explorer: what the courts layer says of each state
	Tab    string   // the key of the mark that Tab finds; arrow keys lead on from there
}

// Looks fill a place's mark; shape and colour say who acts, the look says what
// the place has to do with it.
var Looks = []string{"solid", "ring", "open", "half", "dot", "sum"}

// MapOf lays out the map of m in frame f.
func MapOf(s *story.Story, m Moment, f Frame) MapState {
	b := m.bookOf(s)
	st := MapState{Zoom: camera(s, m, f)}
	st.Near = st.Zoom.K >= nearFrom*Whole(f).K
	if m.Explore && len(s.Places) > PlacesWhole {
		st.gather(s, &m, b, f)
	} else {
		st.all(s, &m, b, f)
	}
	if m.Explore {
		st.Fills = circuitFills(s, m)
		if m.Layer == "money" {
			st.Size = m.Scope
		}
	}
	st.spread(f)
	st.label(f)
	st.Tab = st.tab()
	return st
}

// all lays out a mark for every place and seat.
func (st *MapState) all(s *story.Story, m *Moment, b *Book, f Frame) {
	dial := m.Date.Last()
	n := len(s.Places) + len(s.Seats)
	st.Marks = make([]MapMark, 0, n)
	for i, p := range s.Places {
		h := &b.homes[i]
		mk := MapMark{Key: "place:" + p.ID, At: i, Name: p.Name, State: Off, Look: lookOf(h, m), R: f.Mark}
		switch {
		case m.Focus.Kind == "place" && m.Focus.ID == p.ID:
			mk.State = Focus
		case contains(m.Places, p.ID):
			mk.State = On
		case len(m.Only) == 0 && h.known <= dial:
			mk.State = Back
		}
		if m.Layer == "money" && !m.Explore && (m.Focus.Kind != "event" || m.Step != "") {
			if amount := exactAward(p, dial); amount > 0 {
				mk.R = max(2, moneyScale("jag-2016", f)*math.Sqrt(float64(amount)))
				mk.Look = "sum"
				if mk.State == Off || mk.State == Back {
					mk.State = On
				}
			} else if mk.State == On && !m.Picked {
				mk.State = Back
			}
		}
		if m.Explore {
			layered(h, m, f, &mk)
		}
		st.project(&mk, h.at, h.maps, f)
		if m.Layer != "courts" && p.Kind == "state" && (mk.State == On || mk.State == Focus) {
			st.States = append(st.States, p.StateFIPS)
		}
		st.Marks = append(st.Marks, mk)
	}
	for i, seat := range s.Seats {
		mk := MapMark{Key: "seat:" + seat.ID, At: n - len(s.Seats) + i, Name: seat.Short, State: Off, Look: "solid", R: f.Mark}
		if contains(m.Seats, seat.ID) {
			mk.State = On
		}
		xy, ok := geo.AlbersUSA(geo.Point{Lon: seat.Lon, Lat: seat.Lat})
		st.project(&mk, xy, ok, f)
		st.Marks = append(st.Marks, mk)
	}
}

// tab is the first place that stands out, or else the first group or place that
// is seen.
func (st *MapState) tab() string {
	for _, state := range []string{Focus, On, Back} {
		for _, mk := range st.Marks {
			if mk.State == state && mk.isPlace() {
				return mk.Key
			}
		}
		if state == Focus && len(st.Groups) > 0 {
			return st.Groups[0].Key
		}
	}
	return ""
}

func (mk *MapMark) isPlace() bool { return mk.Key[:5] == "place" }

// backRadius is the radius of marks that stand back, in pixels; the style sheet
// has the same number.
const backRadius = 3.0

// project places a mark in the frame by its point on the sheet; one that falls
// outside of either is off.
func (st *MapState) project(mk *MapMark, at geo.XY, onSheet bool, f Frame) {
	if !onSheet {
		mk.State = Off
		return
	}
	st.place(mk, at, f)
}

func (st *MapState) place(mk *MapMark, at geo.XY, f Frame) {
	xy := st.Zoom.Apply(at)
	mk.X, mk.Y = xy.X, xy.Y
	if !inFrame(xy, f) {
		mk.State = Off
	}
}

// spread moves marks that would lie over one another apart: Chicago and Cook
// County share a point, as do many cities and courts. Circles that say how much
// stay where they are.
func (st *MapState) spread(f Frame) {
	var at []int
	var pts []geo.XY
	var radii []float64
	for _, g := range st.Groups {
		pts, radii = append(pts, geo.XY{X: g.X, Y: g.Y}), append(radii, g.R+1)
	}
	for i, mk := range st.Marks {
		if mk.State == Off || mk.R > f.Mark {
			continue
		}
		at = append(at, i)
		pts = append(pts, geo.XY{X: mk.X, Y: mk.Y})
		r := mk.R + 0.5
		switch {
		case mk.State == Back:
			r = backRadius
		case mk.Key[:5] == "seat:":
			r = mk.R * 1.2 // a diamond is wider than a circle
		}
		radii = append(radii, r)
	}
	apart := geo.Spread(pts, radii, geo.SpreadOptions{Gap: 1, Max: 4 * f.Mark})
	for i := range st.Groups {
		st.Groups[i].X, st.Groups[i].Y = apart[i].X, apart[i].Y
	}
	for j, xy := range apart[len(st.Groups):] {
		st.Marks[at[j]].X, st.Marks[at[j]].Y = xy.X, xy.Y
	}
}

// label finds a free side for the labels of what the moment is about.
func (st *MapState) label(f Frame) {
	var at []int
	var items []geo.LabelItem
	var obstacles []geo.Box
	for i, mk := range st.Marks {
		if mk.State == Off {
			continue
		}
		if mk.State == Back {
			obstacles = append(obstacles, geo.Box{X0: mk.X - backRadius, Y0: mk.Y - backRadius, X1: mk.X + backRadius, Y1: mk.Y + backRadius})
			continue
		}
		weight := 1
		if mk.State == Focus {
			weight = 0
		}
		at = append(at, i)
		items = append(items, geo.LabelItem{
			At: geo.XY{X: mk.X, Y: mk.Y}, Radius: mk.R + 1, Gap: 1, Priority: weight,
			Width: geo.TextWidth(mk.Name, f.Font, 600) + 2, Height: f.Font * 1.1, Reach: leadReach * f.Font,
		})
	}
	area := geo.Box{X0: 2, Y0: 2, X1: f.W - 2, Y1: f.H - 2}
	marks := len(items)
	for _, g := range st.Groups {
		items = append(items, geo.LabelItem{At: geo.XY{X: g.X, Y: g.Y}, Radius: g.R + 1})
	}
	var leads markup
	for j, l := range geo.PlaceLabels(items, obstacles, area)[:marks] {
		mk := &st.Marks[at[j]]
		if !l.Shown {
			continue
		}
		if l.Led {
			o := st.Origin
			leads.put("M", Num(l.From.X-o.X), " ", Num(l.From.Y-o.Y), "L", Num(l.To.X-o.X), " ", Num(l.To.Y-o.Y))
		}
		// The baseline lies about a fifth of the box above its foot.
		mk.LY = l.Box.Y1 - f.Font*0.27 - mk.Y
		switch l.Side {
		case geo.North, geo.South:
			mk.Anchor, mk.LX = "middle", l.Box.Center().X-mk.X
		case geo.West, geo.NorthWest, geo.SouthWest:
			mk.Anchor, mk.LX = "end", l.Box.X1-mk.X-1
		default:
			mk.Anchor, mk.LX = "start", l.Box.X0-mk.X+1
		}
	}
	if d := leads.String(); d != "" {
		st.Leads = `<path class="lead" d="` + d + `"/>`
	}
}

// leadReach is how far from its mark a label may stand with a line that leads to
// it, in sizes of the letters.
const leadReach = 4.5

// knownBy reports whether a place has come into the story by day.
func knownBy(s *story.Story, p *story.Place, day int) bool {
	for _, r := range p.Roles {
		if e := s.Event(r.Event); e != nil && e.Date.First() <= day {
			return true
		}
	}
	return false
}

// lookOf says what a place has to do with the moment, by its layer. It tells no
// role that came later than the moment's day.
func lookOf(h *home, m *Moment) string {
	p, day := h.Place, m.Date.Last()
	if m.Hindsight {
		day = never - 1
	}
	has := func(role string) bool { return h.has(role, day) }
	switch m.Layer {
	case "answers":
		// How a place answered by August 2017 has no day of its own: its roles
		// tell since when it is so.
		switch {
		case has("plaintiff"):
			return "ring"
		case p.Answer == "complied" && has("policy-changed"):
			return "half"
		case has("considering-policy"):
			return "dot"
		case has("statement"), p.Answer == "disputed" && has("april-letter"):
			return "open"
		}
	case "roles", "courts":
		if has("plaintiff") {
			return "ring"
		}
	case "policy":
		switch {
		case has("policy-changed"):
			return "half"
		case has("considering-policy"):
			return "dot"
		}
	}
	return "solid"
}

// LegendOf lists the looks that stand on the map, in the order of Looks, as
// keys of labels; last "many", where there are groups.
func LegendOf(m Moment, st MapState) []string {
	seen := map[string]bool{}
	for _, mk := range st.Marks {
		if mk.State == On || mk.State == Focus {
			if mk.Key[:5] == "place" {
				seen[mk.Look] = true
			}
		}
	}
	var keys []string
	for _, look := range Looks {
		if seen[look] {
			keys = append(keys, look)
		}
	}
	if len(st.Groups) > 0 {
		keys = append(keys, "many")
	}
	return keys
}

// views are the named cameras, as boxes of longitude and latitude: west, south,
// east, north.
var views = map[string][4]float64{
	"bay-area":   {-123.2, 36.6, -121.0, 38.8},
	"california": {-124.6, 32.4, -114.0, 42.1},
	"chicago":    {-91.5, 39.0, -84.5, 44.0},
	"northeast":  {-80.6, 38.0, -69.0, 45.2},
	"florida":    {-87.7, 24.4, -79.5, 31.2},
	"washington": {-80.5, 36.8, -73.5, 41.2},
	"texas":      {-106.7, 25.8, -93.5, 36.6},
	"northwest":  {-125.0, 41.9, -116.4, 49.1},
}

// maxZoom keeps the camera from going closer than the shapes are good for.
const maxZoom = 9

// camera is where the map of m looks.
func camera(s *story.Story, m Moment, f Frame) geo.Zoom {
	box := geo.Box{X1: f.W, Y1: f.H}
	if c := m.Look; c != (route.Camera{}) {
		// The reader's own camera: K is relative to the whole country.
		k := geo.Fit(geo.Sheet.Grow(-12), box, 4, maxZoom).K * c.K
		return geo.Zoom{K: k, X: f.W/2 - k*c.X, Y: f.H/2 - k*c.Y}
	}
	if m.Picked && f.Name == MapWide.Name && !m.Explore {
		box.Y1 = f.H * 0.58
	}
	return apart(s, m, f, box, planned(s, m, f, box))
}

// planned is where the camera of m looks by itself, in a part of the frame.
func planned(s *story.Story, m Moment, f Frame, box geo.Box) geo.Zoom {
	country := geo.Sheet.Grow(-12)
	switch m.Camera {
	case "fit", "near":
		pts := pointsOf(s, m)
		b, ok := geo.Bounds(pts)
		if !ok {
			break
		}
		// A point alone has no extent: show the country around it.
		reach := 45.0
		if m.Camera == "near" || len(pts) == 1 {
			reach = 80
		}
		b = b.Grow(reach)
		return geo.Fit(b, box, f.Mark, maxZoom)
	case "us", "":
	default:
		v := views[m.Camera]
		var pts []geo.XY
		for _, lon := range []float64{v[0], (v[0] + v[2]) / 2, v[2]} {
			for _, lat := range []float64{v[1], (v[1] + v[3]) / 2, v[3]} {
				if xy, ok := geo.AlbersUSA(geo.Point{Lon: lon, Lat: lat}); ok {
					pts = append(pts, xy)
				}
			}
		}
		if b, ok := geo.Bounds(pts); ok {
			return geo.Fit(b, box, f.Mark, maxZoom)
		}
	}
	return geo.Fit(country, box, 4, maxZoom)
}

// pointsOf are the points of what m is about, on the map sheet.
func pointsOf(s *story.Story, m Moment) []geo.XY {
	var pts []geo.XY
	add := func(lon, lat float64) {
		if xy, ok := geo.AlbersUSA(geo.Point{Lon: lon, Lat: lat}); ok {
			pts = append(pts, xy)
		}
	}
	for _, id := range m.Places {
		if p := s.Place(id); p != nil {
			add(p.Lon, p.Lat)
		}
	}
	for _, id := range m.Seats {
		if t := s.Seat(id); t != nil {
			add(t.Lon, t.Lat)
		}
	}
	return pts
}

// WriteMap writes the map of st in frame f. With all, every mark is written,
// also those that are off, for a page that will come alive; else only those
// that are seen. Keys of marks are prefixed with the frame's name; root leads
// from the page to the site's root. The shapes of the states stand elsewhere in
// the page, once, as #us (see [WriteShapes]).
func WriteMap(s *story.Story, m Moment, st MapState, f Frame, root string, all bool, l story.Labels) string {
	b := &mapWriter{s: s, f: f, root: root, live: all, l: l, from: st.Origin}
	b.put(`<svg class="map-`, f.Name, `" viewBox="0 0 `, Num(f.W), " ", Num(f.H), `" role="group"`)
	b.attr("aria-label", l.T("map.name"))
	b.put(`><g class="land"`)
	if all {
		b.put(` data-k="`, f.Name, `/land" data-near="`, onOff(st.Near), `"`)
	}
	b.put(` transform="`, st.Zoom.String(), `"><use href="#us"/>`)
	filled := map[string]bool{}
	for _, fill := range st.Fills {
		if fill.Outcome == "" && !all {
			continue
		}
		filled[fill.FIPS] = true
		b.put(`<use class="state" href="#us`, fill.FIPS, `"`)
		if all {
			b.put(` data-k="`, f.Name, `/state:`, fill.FIPS, `"`)
		}
		b.put(` data-on="`, onOff(contains(st.States, fill.FIPS)), `" data-fill="`, fill.Outcome, `"/>`)
	}
	for _, p := range s.Places {
		if p.Kind != "state" || filled[p.StateFIPS] {
			continue
		}
		on := contains(st.States, p.StateFIPS)
		if on || all {
			b.put(`<use class="state" href="#us`, p.StateFIPS, `"`)
			if all {
				b.put(` data-k="`, f.Name, `/state:`, p.StateFIPS, `"`)
			}
			b.put(` data-on="`, onOff(on), `"/>`)
		}
	}
	if st.Sparse && (all || st.Dust != "") {
		b.put(`<path class="dust"`)
		b.key("dust")
		b.put(` d="`, st.Dust, `"/>`)
	}
	b.put(`</g>`)
	if all || st.Leads != "" {
		b.put(`<g class="leads"`)
		if all {
			b.put(` data-k="`, f.Name, `/leads"`)
		}
		b.origin(st)
		b.put(`>`, st.Leads, `</g>`)
	}
	if st.Sparse {
		b.put(`<g class="groups"`)
		b.key("groups")
		b.origin(st)
		b.put(`>`)
		for i := range st.Groups {
			b.group(&st.Groups[i], st.Groups[i].Key == st.Tab)
		}
		b.put(`</g><g class="marks"`)
		b.key("marks")
		b.origin(st)
		b.put(`>`)
	} else {
		b.put(`<g class="marks">`)
	}
	// In a picture that stays as it is marks that stand back come first, so that
	// the others lie over them.
	for _, pass := range []bool{true, false} {
		for _, mk := range st.Marks {
			if all && mk.isPlace() != pass || !all && (mk.State == Off || (mk.State == Back) != pass) {
				continue
			}
			b.mark(mk, mk.Key == st.Tab)
		}
	}
	b.put(`</g>`)
	if m.Explore {
		b.sizes(st.Size, f, all, l)
	}
	b.put(`</svg>`)
	return b.String()
}

// mapWriter writes a map's marks, whole or when they come into a live one.
type mapWriter struct {
	markup
	s    *story.Story
	f    Frame
	root string
	live bool // the marks get keys
	l    story.Labels
	from geo.XY // see MapState.Origin
	was  geo.XY // the same, of the map that is turned into another
}

// origin makes a group of marks one that goes with the land.
func (b *mapWriter) origin(st MapState) {
	if st.Sparse {
		b.put(` transform="`, Translate(st.Origin.X, st.Origin.Y), `"`)
	}
}

// key makes a node one that can change.
func (b *mapWriter) key(k string) {
	if b.live {
		b.put(` data-k="`, b.f.Name, `/`, k, `"`)
	}
}

func onOff(on bool) string {
	if on {
		return "1"
	}
	return "0"
}

func mapShape(s *story.Story, i int) story.Track {
	if i < len(s.Places) {
		return story.Local
	}
	return s.Seats[i-len(s.Places)].Track
}

func (b *mapWriter) mark(mk MapMark, tab bool) {
	track, f, root, all := mapShape(b.s, mk.At), b.f, b.root, b.live
	isPlace := mk.isPlace()
	tag := "g"
	if isPlace {
		tag = "a"
	}
	b.put(`<`, tag, ` class="mk `, string(track), `"`)
	if isPlace {
		b.put(` href="`, root, `place/`, mk.Key[6:], `/"`)
		b.attr("aria-label", mk.Name)
		b.tabindex(all, tab)
	}
	if all {
		b.put(` data-k="`, f.Name, `/`, mk.Key, `" data-id="`, mk.Key, `"`)
	}
	b.put(` data-state="`, mk.State, `" data-look="`, mk.Look, `" transform="`, Translate(mk.X-b.from.X, mk.Y-b.from.Y), `">`)
	r := mk.R
	switch track {
	case story.Federal:
		b.put(`<rect class="o" x="`, Num(-r), `" y="`, Num(-r), `" width="`, Num(2*r), `" height="`, Num(2*r), `"/>`)
	case story.Court:
		b.put(`<path class="o" d="`, diamond(r*1.25), `"/>`)
	default:
		b.put(`<circle class="hit"/><circle class="o"`) // as large as the style sheet says; larger circles are hit themselves
		if all {
			b.put(` data-k="`, f.Name, `/`, mk.Key, `/o"`)
		}
		b.put(` r="`, Num(r), `"/><circle class="i" r="`, Num(f.Mark*0.42), `"/><path class="h" d="M0 `, Num(-f.Mark), `A`, Num(f.Mark), " ", Num(f.Mark), ` 0 0 0 0 `, Num(f.Mark), `Z"/>`)
	}
	if mk.Anchor != "" || all {
		b.put(`<text x="`, Num(mk.LX), `" y="`, Num(mk.LY), `" text-anchor="`, anchorOr(mk.Anchor), `"`)
		if all {
			b.put(` data-k="`, f.Name, `/`, mk.Key, `/t"`)
		}
		b.put(` data-on="`, onOff(mk.Anchor != ""), `">`, Escape(mk.Name), `</text>`)
	}
	b.put(`</`, tag, `>`)
}

// tabindex leaves one mark of a live picture to Tab, the rest to the arrow keys.
// Where nothing comes alive Tab finds every mark, as it does any link.
func (b *markup) tabindex(live, tab bool) {
	switch {
	case live && tab:
		b.put(` tabindex="0"`)
	case live:
		b.put(` tabindex="-1"`)
	}
}

func anchorOr(a string) string {
	if a == "" {
		return "start"
	}
	return a
}

func diamond(r float64) string {
	return "M0 " + Num(-r) + "L" + Num(r) + " 0L0 " + Num(r) + "L" + Num(-r) + " 0Z"
}

// Change is one attribute to write on one keyed node. Some names stand for
// more: "move" and "zoom" move the node, "html" and "text" replace what it
// holds, "first" and "after" put new nodes into or behind it, "gone" takes it away, "tab" makes it the one mark of its picture that Tab finds.
type Change struct{ Key, Attr, Value string }

// DiffMap lists what turns the map was into the map is, in frame f. Marks that are
// new to a sparse map come "after" another node or "first" in one, as SVG, and
// others are "gone".
func DiffMap(s *story.Story, was, is MapState, f Frame, root string, l story.Labels) []Change {
	var out []Change
	p := f.Name + "/"
	set := func(key, attr, value string) { out = append(out, Change{p + key, attr, value}) }
	if was.Zoom != is.Zoom {
		set("land", "zoom", is.Zoom.String())
	}
	if was.Near != is.Near {
		set("land", "data-near", onOff(is.Near))
	}
	if was.Leads != is.Leads {
		set("leads", "html", is.Leads)
	}
	if was.Dust != is.Dust {
		set("dust", "d", is.Dust)
	}
	for _, fips := range was.States {
		if !contains(is.States, fips) {
			set("state:"+fips, "data-on", "0")
		}
	}
	for _, fips := range is.States {
		if !contains(was.States, fips) {
			set("state:"+fips, "data-on", "1")
		}
	}
	for i, b := range is.Fills {
		if was.Fills[i] != b {
			set("state:"+b.FIPS, "data-fill", b.Outcome)
		}
	}
	if was.Size != is.Size {
		for scope, on := range map[string]string{was.Size: "0", is.Size: "1"} {
			if scope != "" {
				set("size:"+scope, "data-on", on)
			}
		}
	}
	anew := false
	if is.Sparse {
		w := &mapWriter{s: s, f: f, root: root, live: true, l: l, from: is.Origin, was: was.Origin}
		if to := Num(is.Origin.X) + " " + Num(is.Origin.Y); to != Num(was.Origin.X)+" "+Num(was.Origin.Y) {
			for _, group := range []string{"groups", "marks", "leads"} {
				set(group, "move", to)
			}
		}
		anew = w.diffGroups(was.Groups, is.Groups, set)
		anew = w.diffMarks(was.Marks, is.Marks, set) || anew
	} else {
		for i := range is.Marks {
			a, b := &was.Marks[i], &is.Marks[i]
			anew = anew || shownAnew(a.State, b.State)
			diffMapMark(a, b, geo.XY{}, set)
		}
	}
	return append(out, tabChange(p, was.Tab, is.Tab, anew)...)
}

// diffMarks lists what turns the marks of a sparse map into others, and reports
// whether any came or went.
func (b *mapWriter) diffMarks(was, is []MapMark, set func(key, attr, value string)) (anew bool) {
	come := run{group: "marks"}
	i := 0
	for j := range is {
		mk := &is[j]
		for ; i < len(was) && was[i].At < mk.At; i++ {
			anew = true
			set(was[i].Key, "gone", "")
		}
		if i < len(was) && was[i].At == mk.At {
			come.flush(&b.markup, set)
			from := was[i]
			from.X, from.Y = from.X-b.was.X, from.Y-b.was.Y
			diffMapMark(&from, mk, b.from, set)
			come.before = mk.Key
			i++
			continue
		}
		anew = true
		b.mark(*mk, false)
		come.some = true
	}
	come.flush(&b.markup, set)
	for ; i < len(was); i++ {
		anew = true
		set(was[i].Key, "gone", "")
	}
	return anew
}

// diffMapMark lists what turns a mark into another, both written from an origin.
func diffMapMark(a, b *MapMark, o geo.XY, set func(key, attr, value string)) {
	if x, y := b.X-o.X, b.Y-o.Y; moved(a.X, x) || moved(a.Y, y) {
		set(b.Key, "move", Num(x)+" "+Num(y))
	}
	if a.State != b.State {
		set(b.Key, "data-state", b.State)
	}
	if a.Look != b.Look {
		set(b.Key, "data-look", b.Look)
	}
	if (a.Anchor != "") != (b.Anchor != "") {
		set(b.Key+"/t", "data-on", onOff(b.Anchor != ""))
	}
	if moved(a.R, b.R) {
		set(b.Key+"/o", "r", Num(b.R))
	}
	if b.Anchor != "" && (a.Anchor != b.Anchor || moved(a.LX, b.LX) || moved(a.LY, b.LY)) {
		set(b.Key+"/t", "x", Num(b.LX))
		set(b.Key+"/t", "y", Num(b.LY))
		set(b.Key+"/t", "text-anchor", b.Anchor)
	}
}

// moved reports whether two coordinates are written differently.
func moved(a, b float64) bool { return math.Round(a*10) != math.Round(b*10) }

// shownAnew reports whether one of two states is off and the other is not.
func shownAnew(a, b string) bool { return (a == Off) != (b == Off) }

// tabChange lists what makes Tab find the mark is. The reader may have taken
// Tab elsewhere since; so it is also told anew when marks came or went, for the
// mark it was at may be one of them.
func tabChange(prefix, was, is string, anew bool) []Change {
	if is == "" || was == is && !anew {
		return nil
	}
	return []Change{{prefix + is, "tab", ""}}
}

// WriteShapes writes the shapes of the states, once for a page: an invisible
// SVG whose parts the maps point at. paths maps FIPS codes to SVG path data.
// With the shapes stand the patterns that tell rulings apart without colour.
func WriteShapes(codes []string, paths map[string]string) string {
	return writeShapes(codes, paths, true)
}

func writeShapes(codes []string, paths map[string]string, rulings bool) string {
	var b markup
	b.put(`<svg class="shapes" width="0" height="0" aria-hidden="true" focusable="false"><defs>`)
	for _, p := range patterns {
		if !rulings {
			break
		}
		b.put(`<pattern id="p-`, p.outcome, `" width="8" height="8" patternUnits="userSpaceOnUse"><rect class="tint `, p.outcome, `" width="8" height="8"/><path class="hatch `, p.outcome, `" d="`, p.path, `"/></pattern>`)
	}
	b.put(`<g id="us">`)
	for _, c := range codes {
		b.put(`<path id="us`, c, `" d="`, paths[c], `"/>`)
	}
	b.put(`</g></defs></svg>`)
	return b.String()
}

// patterns tell the outcomes of rulings apart: lines falling for the cities,
// dots for the government, a grid for mixed, level lines for what was vacated,
// upright ones for what was dismissed.
var patterns = []struct{ outcome, path string }{
	{"cities", "M-1 -1L9 9M-1 7L1 9M7 -1L9 1"},
	{"government", "M4 2.6A1.4 1.4 0 1 0 4 5.4A1.4 1.4 0 1 0 4 2.6Z"},
	{"mixed", "M0 4H8M4 0V8"},
	{"vacated", "M0 4H8"},
	{"dismissed", "M4 0V8"},
}
