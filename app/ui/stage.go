// Package ui holds the go-app components of the stage.
//
// The pictures stand in the page already and are never replaced: an act becomes
// a [route.View], the View an address, and [Stage.apply] turns the difference
// into attribute writes on the nodes that are there. What go-app draws is what a
// page without a client has no use for: the card of what was picked, and what
// is announced.
package ui

import (
	"math"
	"net/url"
	"slices"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/strings-attached/explainer/app/dom"
	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/live"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// Stage is the root component. Its state is unexported, because go-app writes
// the zero values of exported fields over a root when it navigates.
type Stage struct {
	app.Compo
	page   dom.Page
	settle func()
	ctx    app.Context

	root     string // the way to the site's root
	links    string // the way to what events and places have of their own: the root, in an embed the embeds
	story    *story.Story
	labels   story.Labels
	view     route.View
	shown    shown
	said     string // what was announced last
	narrator *narrator
	layer    string // of an explorer's page; "" in the walk
	soughtIn string // the same, for the filter of the timeline
	items    string // of a long list or table, the rows that are seen, as HTML
	insight  string // of a long table, how many rows are seen of how many
	sought   string // what the reader looks for among the places
	sorted   string // the column the table is sorted by, with a leading - if downwards
	play     playing
	regions  []live.Region // of an explorer of the map
	near     near
	hush     func() // takes back what is about to be announced
	book     *draw.Book
	listed   []bool     // of an explorer's list, which rows are seen; nil while all are
	lit      route.Pick // of an explorer's list, whose row is marked as picked
	glide    gliding
	behind   behind
}

// shown is what the pictures show, to be compared with what they are to show.
type shown struct {
	moment draw.Moment
	maps   []draw.MapState
	times  []draw.TimeState
	legend string
}

// New returns the stage of a page.
func New(page dom.Page) *Stage { return &Stage{page: page} }

// Settle has f called when go-app has mounted the stage.
func (s *Stage) Settle(f func()) { s.settle = f }

// OnMount puts what go-app draws beside the pictures.
func (s *Stage) OnMount(ctx app.Context) {
	s.ctx = ctx
	s.settle()
	if s.layer != "" {
		s.page.Adopt("app-root", "tools")
		return
	}
	s.page.Adopt("app-root", "live")
}

// Load reads the story from the page, takes over the pictures as they stand at
// the page's first step, and goes to where the address says. It does so in small
// pieces, before go-app is started: nothing a reader does meanwhile has to wait
// for more than one of them.
func (s *Stage) Load() error {
	breathe := s.page.Breathe
	breathe()
	text := s.page.Story()
	breathe()
	d, err := live.Read(text, breathe)
	if err != nil {
		return err
	}
	s.root, s.story, s.labels, s.layer = d.Root, &d.Story, d.Labels, d.Layer
	s.links = s.root
	if s.page.Framed() {
		s.links += "embed/"
	}
	s.regions, s.near.list = d.Regions, d.Counties
	s.book = draw.NewBook(s.story)
	steps := s.page.Steps()
	if len(steps) > 0 {
		s.view = route.View{Step: steps[0]}
	}
	s.shown = s.picture(s.view, breathe)
	breathe()
	s.narrator = newNarrator(s)
	breathe()
	var query, fragment string
	var troubles []route.Trouble
	for { // until the address has stayed as it was while the pictures were made
		query, fragment = s.page.Address()
		var v route.View
		if v, troubles = route.Decode(s.story, steps, query, fragment, s.page.Has); v == s.view {
			break
		}
		is := s.picture(v, breathe)
		breathe()
		s.show(v, is)
		breathe()
	}
	s.tell(troubles)
	s.refine()
	step := s.view.Step
	s.page.Listen(dom.Handlers{Pick: s.pick, Step: s.goTo, Scroll: s.scrolled, Jump: s.jumped, Key: s.key,
		Set: s.set, Sort: s.sort, Download: s.download, Pan: s.pan, Zoom: s.zoom, Rest: s.rest, Fit: s.fit})
	s.narrator.recall(parameter(query, "t"), step)
	return nil
}

// tell says what of an address named nothing; where all is well it takes back
// what it said before.
func (s *Stage) tell(troubles []route.Trouble) {
	text := ""
	for _, t := range troubles {
		text = s.labels.T("live."+t.Param, t.Value)
	}
	s.page.Quiet(text)
}

// picture computes everything the stage shows of a view, with a pause between
// its parts. A timeline that is not seen is left as it was.
func (s *Stage) picture(v route.View, pause func()) shown {
	m := s.moment(v)
	sh := shown{moment: m}
	if s.layer != "time" {
		seen := 0 // a large map that is not seen is left as it was
		for i, f := range draw.MapFrames {
			if s.large() && len(s.shown.maps) > 0 && !s.page.InSight(f.Name) {
				sh.maps = append(sh.maps, s.shown.maps[i])
				seen = (i + 1) % len(draw.MapFrames)
				continue
			}
			pause()
			sh.maps = append(sh.maps, draw.MapOf(s.story, m, f))
		}
		sh.legend = draw.WriteLegend(m, draw.LegendOf(m, sh.maps[seen]), s.labels)
	}
	if s.layer == "" || s.layer == "time" {
		for i, f := range s.timeFrames() {
			if len(s.shown.times) > 0 && !s.page.InSight(f.Name) {
				sh.times = append(sh.times, s.shown.times[i])
				continue
			}
			pause()
			sh.times = append(sh.times, draw.TimeOf(s.story, m, f, s.labels))
		}
	}
	return sh
}

// timeFrames are the frames of this page's timeline.
func (s *Stage) timeFrames() []draw.Frame {
	if s.layer == "time" && !s.page.Framed() {
		return draw.DeskFrames
	}
	return draw.TimeFrames
}

// moment is what a view shows on this page.
func (s *Stage) moment(v route.View) draw.Moment {
	if s.layer != "" {
		return draw.ExploreAt(s.story, s.layer, v).With(s.book)
	}
	return draw.MomentOf(s.story, v).With(s.book)
}

// apply is the one road: it makes the stage show v. It does not touch the
// address; whoever calls it has chosen between a new entry of the history, a
// changed one, and none.
func (s *Stage) apply(v route.View) {
	if v == s.view {
		return
	}
	s.show(v, s.picture(v, func() {}))
}

// show writes the difference between what is shown and what a view is to show.
func (s *Stage) show(v route.View, is shown) {
	was := s.shown
	s.follow(was, is)
	a, b := was.moment, is.moment
	if a.Stage != b.Stage {
		for _, st := range story.Stages {
			hide := "hidden"
			if st == b.Stage {
				hide = ""
			}
			s.page.Set("stage:"+st, "hidden", hide)
		}
		s.page.Set("stage", "data-stage", b.Stage)
	}
	if a.Law != b.Law {
		s.page.Set("law:"+a.Law, "data-now", "0")
		s.page.Set("law:"+b.Law, "data-now", "1")
	}
	for _, id := range a.Claims {
		s.page.Set("claim:"+id, "data-now", "0")
	}
	for _, id := range b.Claims {
		s.page.Set("claim:"+id, "data-now", "1")
	}
	if a.Date != b.Date {
		s.page.Set("when", "text", s.labels.Date(b.Date))
		s.page.Set("when", "datetime", b.Date.String())
	}
	if is.legend != was.legend {
		s.page.Set("legend", "html", is.legend)
	}
	if s.layer == "" {
		s.page.Set("says", "text", draw.SaysOf(s.story, b, s.labels))
	}
	if v.Step != s.view.Step {
		s.turn(v.Step)
	}
	picked := v.Pick != s.view.Pick
	moved := s.view
	moved.Camera = v.Camera
	onlyMoved := moved == v && (v.Camera == route.Camera{}) == (s.view.Camera == route.Camera{})
	s.view, s.shown = v, is
	s.refine()
	if onlyMoved && !s.large() || s.glide.moves {
		return // what stands beside the pictures stays, or follows when they rest
	}
	if s.glide.on { // another act ends a run of moves
		a = s.glide.from
		s.glide.cancel()
		s.glide = gliding{}
	}
	s.behind.picked = s.behind.picked || picked
	if !s.behind.on {
		s.behind.on, s.behind.from = true, a
		s.page.Later(s.catchUp)
	}
}

// behind is what stands beside the pictures and has yet to follow them: the
// sentence, the table or the list, the controls, the card, the address where it
// only changes, and what is read out. It follows when
// the pictures have been drawn.
type behind struct {
	on     bool
	from   draw.Moment // what it shows
	picked bool        // an act since then has changed what is picked
	// address is set where the address follows too, as a change of it and no new
	// entry of the history.
	address bool
}

// catchUp brings what stands beside the pictures to what they show.
func (s *Stage) catchUp() {
	was := s.behind
	s.behind = behind{}
	if was.address {
		s.page.Replace(route.Encode(s.view))
	}
	if s.layer != "" {
		s.page.Set("says", "text", draw.SaysOf(s.story, s.shown.moment, s.labels))
		s.explored(was.from)
	}
	if was.picked {
		s.said = s.announcement()
	} else if s.layer != "" {
		s.announce(s.told())
	}
	s.redraw()
}

// announce reads a text out once the reader has come to rest: a dial that is
// turned would say every day that it passes.
func (s *Stage) announce(text string) {
	if s.hush != nil {
		s.hush()
	}
	s.hush = s.page.After(800, func() {
		s.hush = nil
		if s.said != text {
			s.said = text
			s.redraw()
		}
	})
}

// follow writes what turns some maps and timelines into others. Timelines and
// large maps that are not seen have not been laid out, and do not differ.
func (s *Stage) follow(was, is shown) {
	for i, f := range draw.MapFrames[:len(is.maps)] {
		if !s.large() || s.page.InSight(f.Name) {
			s.write(draw.DiffMap(s.story, was.maps[i], is.maps[i], f, s.links, s.labels))
		}
	}
	for i, f := range s.timeFrames()[:len(is.times)] {
		if s.page.InSight(f.Name) {
			s.write(draw.DiffTime(s.story, was.times[i], is.times[i], f, s.links, s.labels))
		}
	}
}

// fit brings a picture that has come into sight to what the stage shows.
func (s *Stage) fit() {
	was := s.shown
	s.shown = s.picture(s.view, func() {})
	s.follow(was, s.shown)
}

// turn points Previous and Next at the neighbors of a step, and names it.
func (s *Stage) turn(step string) {
	steps := s.page.Steps()
	prev, next := draw.Neighbors(steps, step)
	for _, link := range []struct{ key, to string }{{"prev", prev}, {"next", next}} {
		s.page.Set(link.key, "href", "#"+link.to)
		s.page.Set(link.key, "data-end", boolText(link.to == step))
	}
	if c, _ := s.story.Step(step); c != nil {
		s.page.Set("where", "text", s.labels.T("stage.where", s.labels.Int(c.Number), c.Title))
		if s.page.Framed() {
			s.page.Set("question", "text", c.Question)
		}
	}
	if !s.page.Framed() {
		return
	}
	// The text of one step is seen at a time.
	s.page.Set("step:"+s.view.Step, "hidden", "true")
	s.page.Set("step:"+step, "hidden", "")
	s.page.Set("at", "text", s.labels.T("embed.step", s.labels.Int(slices.Index(steps, step)+1), s.labels.Int(len(steps))))
}

func boolText(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func (s *Stage) write(changes []draw.Change) {
	for _, c := range changes {
		s.page.Set(c.Key, c.Attr, c.Value)
	}
}

// redraw lets go-app draw the card anew. Without go-app, in tests, it does
// nothing.
func (s *Stage) redraw() {
	if s.ctx != nil {
		s.ctx.Dispatch(func(app.Context) {})
	}
}

// pick shows what a mark stands for; the same mark again puts it away.
func (s *Stage) pick(id string) {
	p := route.ParsePick(id)
	if p.IsZero() {
		return
	}
	if p == s.view.Pick {
		p = route.Pick{}
	}
	v := s.view
	v.Pick = p
	if p.Kind == "place" && v.Camera != (route.Camera{}) {
		if c, crowded := draw.CameraApart(s.story, s.shown.moment, p.ID); crowded {
			v.Camera = c
		}
	}
	s.open(v)
}

// open shows a view as a new entry of the history, so that Back undoes it.
func (s *Stage) open(v route.View) {
	if v == s.view {
		return
	}
	was := s.view.Step
	s.rest()
	if s.behind.address { // the entry that is left behind is to lead back to what was seen
		s.behind.address = false
		s.page.Replace(route.Encode(s.view))
	}
	s.page.Push(route.Encode(v))
	s.apply(v)
	if v.Step == was {
		s.narrator.moved(was, was)
	}
}

// goTo follows a link to a step.
func (s *Stage) goTo(id string) {
	v, _ := route.Decode(s.story, s.page.Steps(), "", id, s.page.Has)
	was := s.view.Step
	s.open(v)
	s.page.GoTo(id)
	s.narrator.moved(was, v.Step)
}

// scrolled follows the reader; what was picked is put away, since the story
// goes on.
func (s *Stage) scrolled(step string) {
	v := route.View{Step: step}
	if step == s.view.Step {
		return
	}
	s.page.Replace(route.Encode(v))
	s.apply(v)
}

// narrated follows the voice, as if the reader had scrolled there.
func (s *Stage) narrated(step string) { s.scrolled(step) }

// jumped follows the address.
func (s *Stage) jumped() {
	was := s.view.Step
	s.behind.address = false // the reader has gone on to another
	query, fragment := s.page.Address()
	v, troubles := route.Decode(s.story, s.page.Steps(), query, fragment, s.page.Has)
	s.tell(troubles)
	if fragment != "" && s.page.Has(fragment) {
		if _, step := s.story.Step(v.Step); step != nil && v.Step != fragment && v.Step != fragment+"-1" {
			v.Step = s.view.Step // a place of the page that is no step: the stage stays
			s.narrator.away()
		}
	}
	s.apply(v)
	s.narrator.moved(was, v.Step)
}

// key answers the keyboard: arrows turn the steps, or on a mark lead to the
// mark in that direction; Escape puts away what was picked.
func (s *Stage) key(key, on string) bool {
	steps := s.page.Steps()
	prev, next := draw.Neighbors(steps, s.view.Step)
	switch {
	case key == "+" || key == "=" || key == "-" || key == "0":
		return on != "" && s.zoomKey(key)
	case key == "Escape" && !s.view.Pick.IsZero():
		s.close()
		return true
	case key == "Escape" && s.view.Span != (route.Span{}) && (on != "" || s.layer == ""):
		v := s.view
		v.Span = route.Span{}
		s.open(v)
		return true
	case on != "" && (key == "ArrowLeft" || key == "ArrowRight" || key == "ArrowUp" || key == "ArrowDown"):
		if to := Toward(s.page.Marks(on), on, key); to != "" {
			s.page.FocusMark(to)
		}
		return true
	case on != "" && len(key) == 1 && (key[0]|0x20 >= 'a' && key[0]|0x20 <= 'z'):
		if to := s.lettered(s.page.Marks(on), on, key); to != "" {
			s.page.FocusMark(to)
		}
		return true
	case on == "" && key == "ArrowRight" && next != s.view.Step:
		s.goTo(next)
		return true
	case on == "" && key == "ArrowLeft" && prev != s.view.Step:
		s.goTo(prev)
		return true
	}
	return false
}

// close puts away what was picked and gives the keyboard back to its mark.
func (s *Stage) close() {
	was := s.view.Pick.String()
	v := s.view
	v.Pick = route.Pick{}
	s.open(v)
	s.page.FocusMark(was)
}

// Toward is the mark nearest to from in the direction of an arrow key, with
// distance across that direction counting twice; "" where there is none.
func Toward(marks []dom.Mark, from, arrow string) string {
	var at dom.Mark
	for _, m := range marks {
		if m.Key == from {
			at = m
		}
	}
	best, to := math.Inf(1), ""
	for _, m := range marks {
		if m.Key == from {
			continue
		}
		along, across := m.X-at.X, m.Y-at.Y
		switch arrow {
		case "ArrowLeft":
			along = -along
		case "ArrowUp":
			along, across = -across, along
		case "ArrowDown":
			along, across = across, along
		}
		if along <= 0.5 {
			continue
		}
		if d := along + 2*math.Abs(across); d < best {
			best, to = d, m.Key
		}
	}
	return to
}

// nameOf is what a mark is called: what is seen beside it, or of a group the
// state that its first place lies in.
func (s *Stage) nameOf(key string) string {
	if id, many := strings.CutPrefix(key, "many:"); many {
		if p := s.story.Place(id); p != nil {
			return p.StateName
		}
	}
	p := route.ParsePick(key)
	if place := s.story.Place(p.ID); p.Kind == "place" && place != nil {
		return place.Name
	}
	if e := s.story.Event(p.ID); p.Kind == "event" && e != nil {
		return e.Short
	}
	return ""
}

// lettered is the mark after from, in the order of the alphabet and round again,
// whose name begins with a letter; "" where there is none.
func (s *Stage) lettered(marks []dom.Mark, from, letter string) string {
	var keys []string
	for _, m := range marks {
		if strings.EqualFold(letter, s.nameOf(m.Key)[:min(1, len(s.nameOf(m.Key)))]) {
			keys = append(keys, m.Key)
		}
	}
	slices.SortStableFunc(keys, func(a, b string) int { return strings.Compare(s.nameOf(a), s.nameOf(b)) })
	if len(keys) == 0 {
		return ""
	}
	return keys[(slices.Index(keys, from)+1)%len(keys)]
}

// parameter reads one parameter of an address that Views have no part in.
func parameter(query, name string) string {
	values, _ := url.ParseQuery(query)
	return values.Get(name)
}
