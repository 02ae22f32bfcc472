package ui

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// change sets something of the view as a change of the address, not as a new
// entry of the history: a dial that is turned would fill it.
func (s *Stage) change(f func(v *route.View)) {
	v := s.view
	f(&v)
	if v == s.view {
		return
	}
	s.rest()
	s.behind.address = true
	s.apply(v)
	if s.behind.address && !s.behind.on { // nothing beside the pictures changes
		s.behind.address = false
		s.page.Replace(route.Encode(s.view))
	}
}

// explored follows an explorer's new moment beside the picture: the rows of the
// table or the list, and the tabs.
func (s *Stage) explored(was draw.Moment) {
	m := s.shown.moment
	if s.layer == "time" {
		s.list(m)
		return
	}
	if s.large() {
		s.table()
	} else {
		s.rows(was)
	}
	if was.Date != m.Date || was.Issue != m.Issue {
		for _, c := range s.story.Circuits.Circuits {
			when, text := draw.RulingOf(s.story, c.ID, m, s.labels)
			s.page.Set("when:"+c.ID, "text", when)
			s.page.Set("ruling:"+c.ID, "text", text)
		}
	}
	if was.Date != m.Date {
		for _, c := range s.story.Counts.Rows {
			hide := "hidden"
			if draw.CountedBy(c, m.Date.Last()) {
				hide = ""
			}
			s.page.Set("count:"+c.ID, "hidden", hide)
		}
	}
	s.page.Set("table", "data-layer", m.Layer)
	s.page.Set("table", "data-scope", m.Scope)
	for _, layer := range route.Layers {
		current, hide := "false", "hidden"
		if layer == m.Layer {
			current, hide = "true", ""
		}
		s.page.Set("tab:"+layer, "aria-current", current)
		s.page.Set("only:"+layer, "hidden", hide)
	}
	if !s.page.Framed() {
		return
	}
	// An embed has the settings of its layer as links.
	for _, set := range []struct {
		values []string
		now    string
	}{{route.Scopes, m.Scope}, {route.Lists, m.List}, {route.Issues, m.Issue}} {
		for _, value := range set.values {
			s.page.Set("set:"+value, "aria-current", boolText(value == set.now))
		}
	}
}

// large reports whether the page is a map of more places than it has rows for.
func (s *Stage) large() bool {
	return s.layer != "" && s.layer != "time" && len(s.story.Places) > draw.PlacesWhole
}

// rows shows the rows of the table that stand out on the map.
func (s *Stage) rows(was draw.Moment) {
	m := s.shown.moment
	rows := draw.RowsOf(s.story, m)
	for _, p := range s.story.Places {
		hide, picked := "hidden", "0"
		if m.Focus.Kind == "place" && m.Focus.ID == p.ID {
			picked = "1"
		}
		if picked == "1" || slices.Contains(rows, p.ID) {
			hide = ""
		}
		s.page.Set("row:"+p.ID, "hidden", hide)
		s.page.Set("row:"+p.ID, "data-picked", picked)
		if was.Date == m.Date {
			continue
		}
		for _, c := range draw.CellsOf(s.story, p, m, s.labels) {
			s.page.Set(c.Column+":"+p.ID, "text", c.Text)
			s.page.Set(c.Column+":"+p.ID, "data-value", c.Sort)
		}
	}
	s.page.Set("rows", "text", s.labels.N("explore.rows", len(rows)))
}

// table writes the rows of a large map's table anew: the first of those in sight.
func (s *Stage) table() {
	f, _ := s.frame()
	order := draw.RowOrder{Column: strings.TrimPrefix(s.sorted, "-"), Down: strings.HasPrefix(s.sorted, "-")}
	rows, says := draw.WriteRows(s.story, s.shown.moment, f, order, s.links, s.labels)
	if rows != s.items {
		s.page.Set("tbody", "html", rows)
		s.items = rows
	}
	s.insight = says
	s.page.Set("rows", "text", says)
}

// told is the sentence that is read out when a picture has come to rest.
func (s *Stage) told() string {
	if s.large() {
		return s.insight
	}
	return draw.SaysOf(s.story, s.shown.moment, s.labels)
}

// list brings the list under the timeline to the events that it shows.
func (s *Stage) list(m draw.Moment) {
	if len(s.story.Events) > draw.ListWhole {
		items, says := draw.WriteList(s.story, m, s.links, s.labels)
		if items != s.items {
			s.page.Set("list", "html", items)
			s.items = items
		}
		s.page.Set("rows", "text", says)
		return
	}
	was := s.listed
	if m.Focus != s.lit {
		for _, p := range []struct {
			id, on string
		}{{s.lit.ID, "0"}, {m.Focus.ID, "1"}} {
			s.page.Set("row:"+p.id, "data-picked", p.on)
		}
		s.lit = m.Focus
	}
	s.listed = make([]bool, len(s.story.Events))
	for _, i := range draw.Events(s.story, m) {
		s.listed[i] = true
	}
	hide := func(key string, was, is bool) {
		switch {
		case was && !is:
			s.page.Set(key, "hidden", "hidden")
		case is && !was:
			s.page.Set(key, "hidden", "")
		}
	}
	// Events stand in the order of their years.
	had, has := false, false
	for i, e := range s.story.Events {
		before := was == nil || was[i]
		hide("row:"+e.ID, before, s.listed[i])
		had, has = had || before, has || s.listed[i]
		if i+1 == len(s.story.Events) || s.story.Events[i+1].Date.Year != e.Date.Year {
			hide("year:"+strconv.Itoa(e.Date.Year), had, has)
			had, has = false, false
		}
	}
}

// set follows a link that sets something: the tabs of the layers, what stands
// for many events of the timeline, and in an embed what its layer can be set to.
func (s *Stage) set(name, value string) {
	v := s.view
	switch name {
	case "layer":
		v.Layer = value
		v.Pick = route.Pick{}
	case "span":
		to, _ := route.Decode(s.story, nil, "span="+value, "", nil)
		if to.Span == v.Span {
			s.pickFirst()
			return
		}
		v.Span = to.Span
	case "look":
		s.part(value)
		return
	case "scope":
		v.Scope, v.Pick = value, route.Pick{}
	case "list":
		v.List, v.Pick = value, route.Pick{}
	case "issue":
		v.Issue, v.Pick = value, route.Pick{}
	}
	s.open(v)
}

// part brings the map to where the places of a group stand apart, and the
// keyboard to the first of them. Where the map is there already, as near as it
// comes, the first is picked.
func (s *Stage) part(value string) {
	g := s.group(func(g *draw.Group) bool { return g.Apart.String() == value })
	if g == nil {
		return
	}
	place := g.First
	v := s.view
	if v.Camera == g.Apart {
		s.pick("place:" + s.story.Places[place].ID)
		return
	}
	v.Camera = g.Apart
	s.open(v)
	if g := s.group(func(g *draw.Group) bool { return g.Holds(place) }); g != nil {
		s.page.FocusMark(g.Key)
		return
	}
	s.page.FocusMark("place:" + s.story.Places[place].ID)
}

// group is the first group on the map that is seen for which f holds; nil if
// there is none.
func (s *Stage) group(f func(*draw.Group) bool) *draw.Group {
	for i, frame := range draw.MapFrames[:len(s.shown.maps)] {
		if !s.page.InSight(frame.Name) {
			continue
		}
		groups := s.shown.maps[i].Groups
		if at := slices.IndexFunc(groups, func(g draw.Group) bool { return f(&g) }); at >= 0 {
			return &groups[at]
		}
	}
	return nil
}

// step picks the event that is by events after the picked one, of those that the
// timeline shows; without a pick, the first or the last of them.
func (s *Stage) step(by int) {
	at := draw.Events(s.story, s.shown.moment)
	if len(at) == 0 {
		return
	}
	to := 0
	if by < 0 {
		to = len(at) - 1
	}
	for i, e := range at {
		if s.story.Events[e].ID == s.view.Pick.ID {
			to = min(max(i+by, 0), len(at)-1)
		}
	}
	s.change(func(v *route.View) { v.Pick = route.Pick{Kind: "event", ID: s.story.Events[at[to]].ID} })
}

// pickFirst picks the first event that has no mark of its own although the
// timeline cannot come closer.
func (s *Stage) pickFirst() {
	marked := map[int]bool{}
	for i, f := range s.timeFrames() {
		for _, mk := range s.shown.times[i].Marks {
			marked[mk.Event] = marked[mk.Event] || s.page.InSight(f.Name)
		}
	}
	for _, i := range draw.Events(s.story, s.shown.moment) {
		if !marked[i] {
			s.pick("event:" + s.story.Events[i].ID)
			return
		}
	}
}

// gliding is a run of moves under a reader's hand: the pictures follow each of
// them, and the rest when they rest, for browsers refuse an address that changes
// with every frame.
type gliding struct {
	on     bool    // from the first move until the rest
	moves  bool    // while a move is applied
	over   float64 // the part of a day that a pan has not come to yet
	from   draw.Moment
	cancel func()
}

// pause is how long a picture must lie still to rest, in milliseconds.
const pause = 160

// slide is change for a run of moves.
func (s *Stage) slide(f func(v *route.View)) {
	v := s.view
	f(&v)
	if v == s.view {
		return
	}
	if !s.glide.on {
		s.glide.on, s.glide.from = true, s.shown.moment
	}
	if s.glide.cancel != nil {
		s.glide.cancel()
	}
	s.glide.cancel = s.page.After(pause, s.rest)
	s.glide.moves = true
	s.apply(v)
	s.glide.moves = false
}

// rest ends a run of moves.
func (s *Stage) rest() {
	if !s.glide.on {
		s.glide.over = 0
		return
	}
	s.glide.cancel()
	from := s.glide.from
	s.glide = gliding{}
	s.page.Replace(route.Encode(s.view))
	if s.layer != "" {
		s.page.Set("says", "text", draw.SaysOf(s.story, s.shown.moment, s.labels))
	}
	if s.layer == "time" || s.large() { // what stands beside a smaller map does not depend on its camera
		s.explored(from)
		s.announce(s.told())
	}
	s.redraw()
}

// sort brings the table into the order of a column; the same column again turns
// it round.
func (s *Stage) sort(column string, index int) {
	down := s.sorted == column
	s.sorted = column
	if down {
		s.sorted = "-" + column
	}
	if s.large() {
		s.table()
	} else {
		s.order(index, down)
	}
	state := "ascending"
	if down {
		state = "descending"
	}
	s.said = s.labels.T("explore.sorted", s.labels.T("explore.col."+columnLabel(column)), s.labels.T("explore."+state))
	s.redraw()
}

// order brings the rows of the table into the order of a column's values.
func (s *Stage) order(index int, down bool) {
	values := s.page.Cells("tbody", index)
	rows := make([]string, 0, len(values))
	for _, p := range s.story.Places {
		if _, ok := values[p.ID]; ok {
			rows = append(rows, p.ID)
		}
	}
	slices.SortStableFunc(rows, func(a, b string) int {
		c := draw.CompareValues(values[a], values[b])
		if down {
			return -c
		}
		return c
	})
	s.page.Order("tbody", rows)
}

func columnLabel(column string) string {
	if column == "name" {
		return "place"
	}
	return column
}

// download saves what is seen now.
func (s *Stage) download(kind string) {
	name := "strings-attached-" + s.shown.moment.Layer
	switch kind {
	case "svg", "png":
		s.page.Save(name+"."+kind, kind, s.page.Picture())
	case "csv":
		s.page.Save(name+".csv", kind, s.csv())
	}
}

// csv is the rows that are seen.
func (s *Stage) csv() string {
	var b strings.Builder
	line := func(cells ...string) {
		for i, c := range cells {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"` + strings.ReplaceAll(c, `"`, `""`) + `"`)
		}
		b.WriteString("\r\n")
	}
	m := s.shown.moment
	if s.layer == "time" {
		line("id", "date", "precision", "track", "kind", "title")
		for _, i := range draw.Events(s.story, m) {
			e := s.story.Events[i]
			line(e.ID, e.Date.String(), string(e.Precision), string(e.Track), e.Kind, e.Title)
		}
		return b.String()
	}
	line("id", "name", "state", "as_known_on", "lists", "answer", "policy", "jag_2016_usd", "jag_2017_usd", "justice_2016_memo_usd")
	rows := draw.RowsOf(s.story, m)
	stands := map[string]bool{}
	for _, id := range rows {
		stands[id] = true
	}
	for _, p := range s.story.Places {
		if !stands[p.ID] {
			continue
		}
		line(append([]string{p.ID, p.Name, p.State, m.Date.String()}, draw.ValuesOf(s.story, p, m)...)...)
	}
	return b.String()
}

// camera is where the map looks now, as a value of the view.
func (s *Stage) camera() route.Camera {
	if s.view.Camera != (route.Camera{}) {
		return s.view.Camera
	}
	f, z := s.frame()
	mid := z.Invert(geo.XY{X: f.W / 2, Y: f.H / 2})
	return route.Camera{K: math.Max(1, z.K/draw.Whole(f).K), X: mid.X, Y: mid.Y}.Rounded()
}

// frame is the frame that the map is seen in, and where the map looks there.
func (s *Stage) frame() (draw.Frame, geo.Zoom) {
	for i, f := range draw.MapFrames {
		if i < len(s.shown.maps) && s.page.InSight(f.Name) {
			return f, s.shown.maps[i].Zoom
		}
	}
	return draw.MapWide, s.shown.maps[0].Zoom
}

// look sets the camera, kept over the country and within its range.
func (s *Stage) look(c route.Camera) {
	c.K = math.Min(math.Max(c.K, 1), route.MaxZoom)
	c.X = math.Min(math.Max(c.X, 0), geo.Sheet.X1)
	c.Y = math.Min(math.Max(c.Y, 0), geo.Sheet.Y1)
	c = c.Rounded()
	if c.K == 1 {
		c = route.Camera{}
	}
	s.slide(func(v *route.View) { v.Camera = c })
}

// pan moves the picture by parts of its width.
func (s *Stage) pan(dx, dy float64) {
	if s.layer == "time" {
		m := s.shown.moment
		days := dx*float64(m.To-m.From+1) + s.glide.over
		whole := int(math.Round(days))
		s.span(m.From-whole, m.To-whole)
		s.glide.over = days - float64(whole) // parts of a day add up
		return
	}
	c := s.camera()
	f, _ := s.frame()
	width := f.W / draw.Whole(f).K / c.K
	s.look(route.Camera{K: c.K, X: c.X - dx*width, Y: c.Y - dy*width})
}

// zoom enlarges the picture about a point in parts of its frame.
func (s *Stage) zoom(by, x, y float64) {
	if s.layer == "time" {
		m := s.shown.moment
		days := float64(m.To - m.From)
		at := float64(m.From) + x*days
		days = math.Min(math.Max(days/by, 1), 6000)
		s.span(int(math.Round(at-x*days)), int(math.Round(at-x*days+days)))
		return
	}
	c := s.camera()
	k := math.Min(math.Max(c.K*by, 1), route.MaxZoom)
	f, _ := s.frame()
	z := draw.Whole(f).K
	// The point under x, y stays where it is.
	px, py := c.X+(x-0.5)*f.W/(z*c.K), c.Y+(y-0.5)*f.H/(z*c.K)
	s.look(route.Camera{K: k, X: px - (x-0.5)*f.W/(z*k), Y: py - (y-0.5)*f.H/(z*k)})
}

func (s *Stage) zoomKey(key string) bool {
	switch key {
	case "+", "=":
		s.zoom(1.6, 0.5, 0.5)
	case "-":
		s.zoom(1/1.6, 0.5, 0.5)
	default:
		s.whole()
	}
	return true
}

// whole shows all of the picture again.
func (s *Stage) whole() {
	s.change(func(v *route.View) { v.Camera, v.Span = route.Camera{}, route.Span{} })
}

// span shows a stretch of time, kept within what the story spans.
func (s *Stage) span(from, to int) {
	least, most := story.Date{Year: 1996}.First(), story.Date{Year: 2028}.First()
	if from < least {
		from, to = least, min(most, to+least-from)
	}
	if to > most {
		from, to = max(least, from-(to-most)), most
	}
	if to <= from {
		to = from + 1
	}
	s.slide(func(v *route.View) { v.Span = route.Span{From: story.DateOf(from), To: story.DateOf(to)} })
}

// tools are an explorer's controls.
func (s *Stage) tools() app.UI {
	if s.layer == "time" {
		return s.timeTools()
	}
	return s.mapTools()
}

func (s *Stage) button(label, text string, on func()) app.UI {
	return app.Button().Type("button").Class("tool").Aria("label", label).Title(label).Text(text).OnClick(act(on), label)
}

// act is a handler after which go-app draws nothing by itself: what has changed is
// drawn by redraw, when the pictures have been. Handlers are told apart by their
// scope alone.
func act(f func()) app.EventHandler {
	return func(ctx app.Context, _ app.Event) {
		ctx.PreventUpdate()
		f()
	}
}

// input is act for what takes a value.
func input(f func(value string)) app.EventHandler {
	return func(ctx app.Context, _ app.Event) {
		ctx.PreventUpdate()
		f(ctx.JSSrc().Get("value").String())
	}
}

// choice is a labelled list of values; name is told to set.
func (s *Stage) choice(name, current string, values []string, label func(string) string, set func(v *route.View, value string)) app.UI {
	l := s.labels
	return app.Label().Class("choice").Body(
		app.Span().Text(l.T("explore."+name)),
		app.Select().Body(app.Range(values).Slice(func(i int) app.UI {
			return app.Option().Value(values[i]).Selected(values[i] == current).Text(label(values[i]))
		})).OnChange(input(func(value string) { s.change(func(v *route.View) { set(v, value) }) }), name),
	)
}

// dials are the days an explorer's dial stops at: those on which something
// became known, and the day of the last check.
func (s *Stage) dials() []int {
	var days []int
	for _, e := range s.story.Events {
		if e.Date.Day != 0 {
			days = append(days, e.Date.First())
		}
	}
	for _, d := range s.story.Circuits.Decisions {
		if d.Date.Day != 0 {
			days = append(days, d.Date.First())
		}
	}
	days = append(days, s.story.Site.Checked.First())
	slices.Sort(days)
	return slices.Compact(days)
}

// dialAt is the stop of the dial that a moment stands at.
func dialAt(days []int, m draw.Moment) int {
	at, _ := slices.BinarySearch(days, m.Date.First())
	return min(at, len(days)-1)
}

// dialTo turns the dial to one of its stops. go-app keeps a handler as it was
// first given, so what is turned is asked for here and not at drawing.
func (s *Stage) dialTo(i int) {
	days := s.dials()
	i = min(max(i, 0), len(days)-1)
	s.change(func(v *route.View) {
		v.Date = story.DateOf(days[i])
		if i == len(days)-1 {
			v.Date = story.Date{}
		}
	})
}

// dialBy turns the dial by a stop: to the day before or after; with the courts, to
// that of the ruling on the question that is asked, and after the last to today.
func (s *Stage) dialBy(n int) {
	days, at := s.dials(), dialAt(s.dials(), s.shown.moment)
	to := at + n
	if m := s.shown.moment; m.Layer == "courts" {
		to = max(0, n*len(days))
		for _, d := range s.story.Circuits.Decisions {
			stop, _ := slices.BinarySearch(days, d.Date.First())
			if d.Issue == m.Issue && stop < len(days) && (stop-at)*n > 0 && (stop-to)*n < 0 {
				to = stop
			}
		}
	}
	s.dialTo(to)
}

// mapTools are, beside the map: what it can be set to, with how much each would
// show, and what a reader may look for; over it the buttons that move it; under
// it the dial. On small screens they stand in a column.
func (s *Stage) mapTools() app.UI {
	l, m := s.labels, s.shown.moment
	days := s.dials()
	at := dialAt(days, m)
	back, on := "explore.date.back", "explore.date.on"
	if m.Layer == "courts" {
		back, on = "explore.ruling.back", "explore.ruling.on"
	}
	return app.Div().Class("tool-rows").Body(
		s.settings(),
		app.Div().Class("tool-row seek").Body(
			s.finder(),
			s.choice("view", "", s.sights(), s.sightName, func(v *route.View, x string) { v.Camera = s.sight(x) }),
		),
		app.Div().Class("tool-row dialrow").Body(
			app.Label().For("dial").Text(l.T("explore.date")),
			app.Output().Class("when").Text(l.Date(m.Date)),
			s.button(l.T(back), "‹", func() { s.dialBy(-1) }),
			app.Div().Class("dialing").Body(
				app.Input().ID("dial").Type("range").Min(0).Max(len(days)-1).Step(1).Value(strconv.Itoa(at)).Aria("valuetext", l.Date(m.Date)).
					OnInput(input(func(value string) {
						if i, err := strconv.Atoi(value); err == nil {
							s.dialTo(i)
						}
					}), "dial"),
				app.Raw(draw.WriteDial(days)),
			),
			s.button(l.T(on), "›", func() { s.dialBy(1) }),
		),
		app.Div().Class("zoomers").Attr("role", "group").Aria("label", l.T("map.tools")).Body(
			s.button(l.T("explore.in"), "+", func() { s.zoom(1.6, 0.5, 0.5) }),
			s.button(l.T("explore.out"), "−", func() { s.zoom(1/1.6, 0.5, 0.5) }),
			s.button(l.T("explore.whole"), "↺", s.whole),
		),
	)
}

// settings are what the layer that is shown can be set to, each with how many
// places, or circuits, it would show as known on the day of the dial.
func (s *Stage) settings() app.UI {
	l, m := s.labels, s.shown.moment
	name, values, now := "", []string(nil), ""
	label, set := "", func(*route.View, string) {}
	switch m.Layer {
	case "money":
		name, values, now, label = "scope", route.Scopes, m.Scope, "explore.scope."
		set = func(v *route.View, x string) { v.Scope = x }
	case "lists":
		name, values, now, label = "list", route.Lists, m.List, "list."
		set = func(v *route.View, x string) { v.List = x }
	case "courts":
		name, values, now, label = "issue", route.Issues, m.Issue, "explore.issue."
		set = func(v *route.View, x string) { v.Issue = x }
	default:
		return app.Div().Class("settings")
	}
	return app.Div().Class("settings").Attr("role", "group").Aria("label", l.T("explore."+name)).Body(
		app.Span().Class("settings-name").Text(l.T("explore."+name)),
		app.Range(values).Slice(func(i int) app.UI {
			x := values[i]
			return app.Button().Type("button").Class("tool setting").Aria("pressed", boolText(x == now)).Body(
				app.Span().Text(l.T(label+x)),
				app.Span().Class("num").Text(s.shows(name, x)),
			).OnClick(act(func() { s.change(func(v *route.View) { set(v, x) }) }), name, x)
		}),
	)
}

// shows says how many places the map would show with a setting, or of how many
// circuits it would show a ruling. Of thousands of places nobody counts that
// with every act.
func (s *Stage) shows(name, value string) string {
	m := s.shown.moment
	switch name {
	case "issue":
		m.Issue = value
		return s.labels.Int(draw.Ruled(s.story, m))
	case "scope":
		m.Scope = value
	case "list":
		m.List = value
	}
	if len(s.story.Places) > draw.PlacesWhole {
		return ""
	}
	return s.labels.Int(len(draw.RowsOf(s.story, m)))
}

// sights are what a reader may fly to: the named views, then the states by their
// FIPS codes; "" stands for none chosen.
func (s *Stage) sights() []string {
	list := append([]string{""}, draw.Views()...)
	for _, r := range s.regions {
		list = append(list, r.FIPS)
	}
	return list
}

func (s *Stage) sightName(x string) string {
	for _, r := range s.regions {
		if r.FIPS == x {
			return r.Name
		}
	}
	return s.labels.T("explore.view." + x)
}

func (s *Stage) sight(x string) route.Camera {
	for _, r := range s.regions {
		if r.FIPS == x {
			return draw.CameraOver(boxOf(r))
		}
	}
	return draw.CameraOf(x)
}

// finder looks for a place among those in the data, by its name, its state or
// its county, and for a state to fly to; that a place is not among them is an
// answer of its own. What is looked for can also be made the map's filter.
func (s *Stage) finder() app.UI {
	l := s.labels
	field := s.seek("find", l.T("explore.find"), &s.sought, func(id string) {
		v := s.view
		v.Pick = route.Pick{Kind: "place", ID: id}
		v.Camera = draw.CameraOn(s.story.Place(id))
		s.open(v)
	}, s.soughtStates)
	return app.Div().Body(field,
		app.If(s.view.Find != "", app.Button().Type("button").Class("tool chip").Text(l.T("explore.find.chip", s.view.Find)).
			OnClick(act(func() { s.change(func(v *route.View) { v.Find = "" }) }), "chip")),
	)
}

// soughtStates are the states whose names begin with what is looked for, each
// with whether places of it are in the data; then, unless nothing was found, the
// offer to make it the map's filter. found is the number of places that match.
func (s *Stage) soughtStates(q string, found int) []offer {
	l := s.labels
	var out []offer
	for _, r := range s.regions {
		if !strings.HasPrefix(strings.ToLower(r.Name), strings.ToLower(q)) {
			continue
		}
		text := l.T("explore.find.state", r.Name)
		if !slices.ContainsFunc(s.story.Places, func(p *story.Place) bool { return p.StateFIPS == r.FIPS }) {
			text = l.T("explore.find.empty", r.Name)
		}
		out = append(out, offer{r.FIPS, text, "", func() {
			v := s.view
			v.Camera = draw.CameraOver(boxOf(r))
			s.open(v)
		}})
	}
	if found > 0 {
		out = append(out, offer{q, l.T("explore.find.only", q), "only", func() { s.change(func(v *route.View) { v.Find = q }) }})
	}
	return out
}

// offer is something that a field of names finds beside places.
type offer struct {
	id, text, class string
	take            func()
}

// seek is a field for the name of a place, and what it finds. The text in it is
// kept in sought; whichever place is chosen is told to choose. more, which may
// be nil, lists what else is found.
func (s *Stage) seek(id, label string, sought *string, choose func(id string), more func(q string, found int) []offer) app.UI {
	var found []app.UI
	add := func(o offer) {
		found = append(found, app.Li().Body(app.Button().Type("button").Class(o.class).Text(o.text).OnClick(act(func() {
			*sought = ""
			o.take()
			s.redraw()
		}), id, o.id, o.class)))
	}
	if q := route.Sought(*sought); q != "" {
		for _, p := range draw.Find(s.story, q, offered) {
			add(offer{p.ID, p.Name + ", " + p.StateName, "", func() { choose(p.ID) }})
		}
		if more != nil {
			for _, o := range more(q, len(found)) {
				add(o)
			}
		}
		if len(found) == 0 {
			found = append(found, app.Li().Class("none").Text(s.labels.T("explore.find.none", q)))
		}
	}
	return app.Div().Class("finder").Body(
		app.Label().Class("choice").Body(
			app.Span().Text(label),
			app.Input().Type("search").ID(id).AutoComplete(false).Value(*sought).OnInput(input(func(value string) {
				*sought = value
				s.redraw()
			}), id),
		),
		app.If(len(found) > 0, app.Ul().Class("found").Body(found...)),
	)
}

// offered is how many places a field of names finds at most.
const offered = 8

// placeFilter limits the timeline to a place. Of many, places are sought and not
// listed: a list of thousands serves nobody, and takes its time with every act.
func (s *Stage) placeFilter() app.UI {
	l := s.labels
	choose := func(id string) { s.change(func(v *route.View) { v.In = id }) }
	if len(s.story.Places) <= draw.PlacesWhole {
		places := []string{""}
		for _, p := range s.story.Places {
			places = append(places, p.ID)
		}
		return s.choice("in.place", s.view.In, places, s.placeName, func(v *route.View, x string) { v.In = x })
	}
	if s.view.In != "" {
		name := s.placeName(s.view.In)
		return s.button(l.T("explore.unfilter", name), name+" ×", func() { choose("") })
	}
	return s.seek("in", l.T("explore.in.place"), &s.soughtIn, choose, nil)
}

// actors are those who act in more than one event, and the one that is chosen, by
// their names; "" stands for all.
func (s *Stage) actors() []string {
	events := map[string]int{s.view.Who: 2}
	for _, e := range s.story.Events {
		for _, a := range e.Actors {
			events[a]++
		}
	}
	list := []string{""}
	for a, n := range events {
		if n > 1 && a != "" {
			list = append(list, a)
		}
	}
	slices.SortFunc(list[1:], func(a, b string) int { return strings.Compare(s.actorName(a), s.actorName(b)) })
	return list
}

// actorName names who acts; whom the people of the story do not know is named by
// the events.
func (s *Stage) actorName(id string) string {
	if id == "" {
		return s.labels.T("explore.any")
	}
	if p := s.story.Person(id); p != nil {
		return p.Name
	}
	return id
}

// placeName names a place of the filter; "" is all of them.
func (s *Stage) placeName(id string) string {
	if p := s.story.Place(id); p != nil {
		return p.Name + ", " + p.State
	}
	return s.labels.T("explore.any")
}

// periods are the stretches of time a reader may jump to.
var periods = []struct{ key, from, to string }{
	{"all", "", ""},
	{"2017", "2017-01-01", "2017-12-31"},
	{"spring", "2017-03-15", "2017-05-31"},
	{"week", "2017-04-20", "2017-04-26"},
	{"summer", "2017-07-15", "2017-09-20"},
	{"courts", "2018-01-01", "2021-06-30"},
	{"return", "2025-01-01", "2026-06-30"},
}

func (s *Stage) timeTools() app.UI {
	l, v := s.labels, s.view
	var jumps []app.UI
	for _, p := range periods {
		var span route.Span
		if p.from != "" {
			span.From, _ = story.ParseDate(p.from)
			span.To, _ = story.ParseDate(p.to)
		}
		jumps = append(jumps, app.Button().Type("button").Class("tool").Aria("pressed", boolText(v.Span == span)).Text(l.T("explore.period."+p.key)).
			OnClick(act(func() { s.change(func(v *route.View) { v.Span = span }) }), p.key))
	}
	var tracks []app.UI
	for _, t := range story.Tracks {
		on := v.Tracks == "" || slices.Contains(strings.Fields(v.Tracks), string(t))
		tracks = append(tracks, app.Button().Type("button").Class("tool track who "+string(t)).Aria("pressed", boolText(on)).Body(
			app.Span().Class("long").Text(l.T("track."+string(t))), app.Span().Class("short").Text(l.T("track.short."+string(t)))).
			OnClick(act(func() { s.toggle(string(t)) }), string(t)))
	}
	threads := []string{""}
	for _, t := range s.story.Causes.Threads {
		threads = append(threads, t.ID)
	}
	any := func(key string) func(string) string {
		return func(x string) string {
			if x == "" {
				return l.T("explore.any")
			}
			return l.T(key + x)
		}
	}
	return app.Div().Class("tool-rows").Body(
		app.Div().Class("tool-row").Body(
			app.Div().Class("periods").Aria("label", l.T("explore.periods")).Attr("role", "group").Body(jumps...),
			app.Div().Class("tool-group moves").Aria("label", l.T("explore.moves")).Attr("role", "group").Body(
				s.button(l.T("explore.earlier"), "‹", func() { s.pan(0.5, 0) }),
				s.button(l.T("explore.later"), "›", func() { s.pan(-0.5, 0) }),
				s.button(l.T("explore.in"), "+", func() { s.zoom(2, 0.5, 0.5) }),
				s.button(l.T("explore.out"), "−", func() { s.zoom(0.5, 0.5, 0.5) }),
			),
		),
		app.Div().Class("tool-row").Body(
			app.Div().Class("tool-group").Body(
				s.playButton(),
				s.paceButton(),
				s.button(l.T("explore.event.back"), l.T("explore.event.back"), func() { s.step(-1) }),
				s.button(l.T("explore.event.on"), l.T("explore.event.on"), func() { s.step(1) }),
			),
			app.Div().Class("tool-group").Aria("label", l.T("explore.tracks")).Attr("role", "group").Body(tracks...),
		),
		app.Div().Class("tool-row filters").Body(
			s.choice("kind", v.Kind, append([]string{""}, story.Kinds...), any("kind."), func(v *route.View, x string) { v.Kind = x }),
			s.choice("told", v.Told, []string{"", "told", "added"}, any("explore.told."), func(v *route.View, x string) { v.Told = x }),
			s.placeFilter(),
			s.choice("who", v.Who, s.actors(), s.actorName, func(v *route.View, x string) { v.Who = x }),
			s.choice("thread", v.Thread, threads, func(x string) string {
				if t := s.story.Thread(x); t != nil {
					return t.Title
				}
				return l.T("explore.any")
			}, func(v *route.View, x string) { v.Thread = x; v.Span = s.spanOf(x) }),
		),
	)
}

// spanOf is the stretch of time that a thread takes, with a margin.
func (s *Stage) spanOf(thread string) route.Span {
	t := s.story.Thread(thread)
	if t == nil {
		return route.Span{}
	}
	first, last := math.MaxInt, 0
	for _, id := range t.Events {
		if e := s.story.Event(id); e != nil {
			first, last = min(first, e.Date.First()), max(last, draw.EventEnd(e))
		}
	}
	margin := max(7, (last-first)/10)
	return route.Span{From: story.DateOf(first - margin), To: story.DateOf(last + margin)}
}

// toggle shows or hides a track; the last one shown cannot be hidden.
func (s *Stage) toggle(track string) {
	s.change(func(v *route.View) {
		on := strings.Fields(v.Tracks)
		if v.Tracks == "" {
			for _, t := range story.Tracks {
				on = append(on, string(t))
			}
		}
		if i := slices.Index(on, track); i >= 0 {
			on = slices.Delete(on, i, i+1)
		} else {
			on = append(on, track)
		}
		if len(on) > 0 {
			v.Tracks = route.Tracks(strings.Join(on, " "))
		}
	})
}
