package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"regexp"
	"strings"

	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/embed"
	"github.com/strings-attached/explainer/app/live"
	"github.com/strings-attached/explainer/app/narration"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// An embed is a document that stands in a frame of somebody else's page. It is
// made from the pictures and texts of the pages, is read without any script and
// without a client, and is as light as it can be: maps that never move, marks
// that are seen and no others, and of the country what is in the picture.

// framed is what every embed says of itself.
type framed struct {
	target embed.Target
	at     route.View // what of it has a path of its own
	Title  string     // of the document, for those who cannot see it
	Kicker string     // where it belongs
	Head   string
	Lede   string
	desc   string
	Source template.HTML // who says so
	Live   bool          // whether a client brings it to life, with what stands beside it as live.json
	Width  string        // "wide" for pictures that want all the room there is
}

// embedLayout is what the template of a framed document is given.
type embedLayout struct {
	*view
	framed
	Description, Canonical, Full, Kind, Checked string
	OEmbed                                      string // where programs are told how to embed it
	More                                        bool   // whether it needs the styles of larger embeds
	Chosen                                      bool   // whether a script can draw another View of it
	Live, View, Set, At                         string // the twin's address; the View of the page, as a client reads it
	Body                                        template.HTML
}

// embeds makes all of them.
func (b *builder) embeds() error {
	for _, f := range []func() error{b.embedSteps, b.embedMaps, b.embedTimeline, b.embedCompare, b.embedEvents, b.embedPlaces, b.embedQuotes, b.embedPlayers} {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

// embedView is the view of an embed at a path.
func (b *builder) embedView(t embed.Target, at route.View) *view {
	v := b.view(t.Path(at), "s")
	v.framed = true
	return v
}

// anchorTag finds the links of a document.
var anchorTag = regexp.MustCompile(`<a ([^>]*?)href="([^"]*)"`)

// outward makes the links that leave the embeds leave the frame too. What it has
// done before it leaves alone.
func outward(body, root string) string {
	return anchorTag.ReplaceAllStringFunc(body, func(tag string) string {
		m := anchorTag.FindStringSubmatch(tag)
		if strings.HasPrefix(m[2], "#") || strings.Contains(m[1], "target=") || strings.HasPrefix(m[2], root+"embed/") {
			return tag
		}
		return `<a ` + m[1] + `target="_top" href="` + m[2] + `"`
	})
}

// addEmbed renders one embed: the named template with data, inside the layout.
func (b *builder) addEmbed(v *view, f framed, name string, data any) error {
	return b.addEmbedAt(v, f.at, f, name, data)
}

// addEmbedAt renders an embed at the path of a View other than its own: the first
// step of a stepper stands at the stepper's address too.
func (b *builder) addEmbedAt(v *view, at route.View, f framed, name string, data any) error {
	path := f.target.Path(at)
	body, err := b.fragment(name, data)
	if err != nil {
		return fmt.Errorf("page %s: %w", path, err)
	}
	full := f.target.Full(f.at)
	canonical, _, _ := strings.Cut(f.target.Full(route.View{}), "#")
	if b.Address != "" {
		canonical = b.Address + canonical
	} else {
		canonical = v.Root + canonical
	}
	l := embedLayout{view: v, framed: f, Description: clip(f.desc, 160), Canonical: canonical, Full: v.Root + full, Kind: string(f.target.Kind),
		Checked: b.Labels.Date(b.Story.Site.Checked), Body: template.HTML(outward(string(body), v.Root))}
	switch f.target.Kind {
	case embed.Event, embed.Place, embed.Quote:
	default:
		l.More = true
	}
	l.Chosen = f.target.Kind == embed.Map || f.target.Kind == embed.Timeline
	if f.Title == "" {
		l.Title = f.Head + " · " + b.Story.Site.Title
	}
	if l.OEmbed, err = b.embedOEmbed(f.target, at, l.Title); err != nil {
		return err
	}
	if f.Live {
		l.Live = v.Root + livePath(f.target)
		l.At = f.at.Step
		view, _, _ := strings.Cut(strings.TrimPrefix(route.Encode(route.View{Scope: f.at.Scope, List: f.at.List, Issue: f.at.Issue}), "?"), "#")
		l.View = view
		_, l.Set, _ = strings.Cut(view, "=")
	}
	var doc bytes.Buffer
	if err := b.tmpl.ExecuteTemplate(&doc, "embed", l); err != nil {
		return fmt.Errorf("page %s: %w", path, err)
	}
	b.docs = append(b.docs, Doc{Path: path + "index.html", Body: doc.Bytes(), ContentType: "text/html; charset=utf-8"})
	return nil
}

// livePath is where the twin of an embed stands: its pictures with every mark,
// and the story, for the client. It is fetched when a reader acts.
func livePath(t embed.Target) string { return t.Path(route.View{}) + "live.json" }

// addLive writes a twin: the named template with data, and what the client reads.
// The client's way to the root is the first line of that, for a script to set
// where the twin is taken in.
func (b *builder) addLive(t embed.Target, v *view, name string, data any, client live.Page) error {
	html, err := b.fragment(name, data)
	if err != nil {
		return fmt.Errorf("page %s: %w", livePath(t), err)
	}
	twin, err := json.Marshal(struct {
		HTML string `json:"html"`
		Data string `json:"data"`
	}{outward(string(html), v.Root), client.Write()})
	if err != nil {
		return err
	}
	b.docs = append(b.docs, Doc{Path: livePath(t), Body: twin, ContentType: "application/json"})
	return nil
}

// movingMap draws maps of m that the client moves, and movingTime timelines.
func (b *builder) movingMap(m draw.Moment, v *view, frames ...draw.Frame) template.HTML {
	var out strings.Builder
	for _, f := range frames {
		out.WriteString(draw.WriteMap(b.Story, m, draw.MapOf(b.Story, m, f), f, v.Root+"embed/", true, b.Labels))
	}
	return template.HTML(out.String())
}

func (b *builder) movingTime(m draw.Moment, v *view, frames ...draw.Frame) template.HTML {
	var out strings.Builder
	for _, f := range frames {
		out.WriteString(draw.WriteTime(b.Story, m, draw.TimeOf(b.Story, m, f, b.Labels), f, v.Root+"embed/", true, b.Labels))
	}
	return template.HTML(out.String())
}

// still draws maps of m that never move, one for each frame, and the shapes they
// point at.
func (b *builder) still(m draw.Moment, v *view, frames ...draw.Frame) (maps, shapes template.HTML, first draw.MapState) {
	var out strings.Builder
	states := b.statesOf(m, frames)
	for i, f := range frames {
		out.WriteString(draw.WriteMap(b.Story, m, states[i], f, v.Root+"embed/", false, b.Labels))
	}
	return template.HTML(out.String()), b.shapesSeen(states, frames), states[0]
}

func (b *builder) statesOf(m draw.Moment, frames []draw.Frame) []draw.MapState {
	var states []draw.MapState
	for _, f := range frames {
		states = append(states, draw.MapOf(b.Story, m, f))
	}
	return states
}

// shapesSeen are the shapes that maps which never move point at: what of the
// country is in one of them, as finely as the closest needs it.
func (b *builder) shapesSeen(states []draw.MapState, frames []draw.Frame) template.HTML {
	outlines := b.Small
	for i, f := range frames {
		switch {
		case draw.Close(states[i], f):
			return template.HTML(draw.WriteShapesSeen(b.Near, states, frames))
		case f.Name == draw.MapWide.Name:
			outlines = b.Far
		}
	}
	return template.HTML(draw.WriteShapesSeen(outlines, states, frames))
}

func (b *builder) stillTime(m draw.Moment, v *view, frames ...draw.Frame) template.HTML {
	var out strings.Builder
	for _, f := range frames {
		out.WriteString(draw.WriteTime(b.Story, m, draw.TimeOf(b.Story, m, f, b.Labels), f, v.Root+"embed/", false, b.Labels))
	}
	return template.HTML(out.String())
}

// embedStep is one step of the walk in a frame.
type embedStep struct {
	*view
	embedText
	Stage                     string
	Shapes, Map, Legend, Time template.HTML
	Statute, Matrix           template.HTML
	When, ISO, Says           string
	Prev, Next, On, OnName    string
}

// embedSteps makes the steppers: the walk, and each chapter. Every step is a
// page, so that turning needs no script; the first one stands at the stepper's
// own address too.
func (b *builder) embedSteps() error {
	var all []*story.Step
	for _, c := range b.Story.Chapters {
		all = append(all, c.Steps...)
	}
	if err := b.stepper(embed.Target{Kind: embed.Walk}, all); err != nil {
		return err
	}
	for _, c := range b.Story.Chapters {
		if err := b.stepper(embed.Target{Kind: embed.Chapter, ID: c.ID}, c.Steps); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) stepper(t embed.Target, steps []*story.Step) error {
	s, l := b.Story, b.Labels
	on, onName := "", ""
	if last, _ := s.Step(steps[len(steps)-1].ID); t.Kind == embed.Chapter && last.Number < len(s.Chapters) { // numbered from 1
		next := s.Chapters[last.Number]
		on, onName = "chapter/"+next.ID+"/", next.Question
	}
	for i := -1; i < len(steps); i++ {
		at := route.View{}
		if i >= 0 {
			at.Step = steps[i].ID
		}
		n := max(i, 0)
		st := steps[n]
		c, _ := s.Step(st.ID)
		v := b.embedView(t, at)
		p := embedStep{view: v}
		to := func(i int) string { return v.Root + t.Path(route.View{Step: steps[i].ID}) }
		if n > 0 {
			p.Prev = to(n - 1)
		}
		if n+1 < len(steps) {
			p.Next = to(n + 1)
		} else if on != "" {
			p.On, p.OnName = v.Root+on, onName
		}
		m := draw.MomentOf(s, route.View{Step: st.ID})
		p.Stage, p.When, p.ISO, p.Says = m.Stage, l.Date(m.Date), m.Date.String(), draw.SaysOf(s, m, l)
		switch m.Stage {
		case "statute":
			p.Statute = b.statute([]*story.Chapter{{Steps: []*story.Step{st}}}, m.Law)
		case "matrix":
			p.Matrix = template.HTML(draw.WriteMatrix(claimsOf(s, m.Claims), m.Claims, v.Root, l))
		default:
			var state draw.MapState
			p.Map, p.Shapes, state = b.still(m, v, draw.MapNarrow)
			p.Legend = template.HTML(draw.WriteLegend(m, draw.LegendOf(m, state), l))
		}
		p.Time = b.stillTime(m, v, draw.TimeNarrow)
		var err error
		if p.embedText, err = b.embedText(v, st, n, len(steps)); err != nil {
			return err
		}
		f := framed{target: t, at: at, Head: c.Question, Kicker: l.T("stage.where", l.Int(c.Number), c.Title), desc: st.Heading + ". " + p.Says,
			Title: st.Heading + " · " + c.Question + " · " + s.Site.Title, Live: true}
		f.at.Step = st.ID
		if err := b.addEmbedAt(v, at, f, "embed-step", p); err != nil {
			return err
		}
	}
	return b.liveSteps(t, steps, on, onName)
}

// embedText is what is read at a step.
type embedText struct {
	S      *story.Step
	Count  string
	Blocks []template.HTML
	Refs   template.HTML
}

func (b *builder) embedText(v *view, st *story.Step, n, of int) (embedText, error) {
	p := embedText{S: st, Count: b.Labels.T("embed.step", b.Labels.Int(n+1), b.Labels.Int(of))}
	for _, bl := range st.Blocks {
		html, err := b.block(v, bl, nil)
		if err != nil {
			return p, fmt.Errorf("step %s: %w", st.ID, err)
		}
		p.Blocks = append(p.Blocks, html)
	}
	p.Refs = b.embedRefs(v)
	return p, nil
}

// liveSteps writes the twin of a stepper: the stage at its first step, and the
// texts of all of them.
func (b *builder) liveSteps(t embed.Target, steps []*story.Step, on, onName string) error {
	s := b.Story
	var chapters []*story.Chapter
	for _, st := range steps {
		if c, _ := s.Step(st.ID); len(chapters) == 0 || chapters[len(chapters)-1] != c {
			chapters = append(chapters, c)
		}
	}
	v := b.embedView(t, route.View{})
	walk := &walkPage{view: v, Chapters: chapters, b: b}
	for _, st := range steps {
		walk.steps = append(walk.steps, st.ID)
	}
	walk.Stage = b.stage(walk)
	page := struct {
		*walkPage
		Maps, Times template.HTML
		Texts       []embedText
		On, OnName  string
	}{walkPage: walk, Maps: b.movingMap(walk.Stage.Moment, v, draw.MapNarrow), Times: b.movingTime(walk.Stage.Moment, v, draw.TimeNarrow), OnName: onName}
	page.Shapes = template.HTML(b.Shapes)
	if on != "" {
		page.On = v.Root + on
	}
	for i, st := range steps {
		v.cites = newCites(st.ID + "-s")
		text, err := b.embedText(v, st, i, len(steps))
		if err != nil {
			return err
		}
		page.Texts = append(page.Texts, text)
	}
	return b.addLive(t, v, "live-steps", page, live.Page{Root: v.Root, Labels: b.liveLabels("embed.step"), Story: *s.Cut(chapters), Counties: b.Counties})
}

// claimsOf is the story with some of its claims alone, to draw them.
func claimsOf(s *story.Story, ids []string) *story.Story {
	c := &story.Story{Reports: s.Reports}
	for _, x := range s.Claims {
		if len(ids) == 0 || contains(ids, x.ID) {
			c.Claims = append(c.Claims, x)
		}
	}
	return c
}

type embedMap struct {
	*view
	Shapes, Maps, Legend template.HTML
	Settings             []link
	SettingsName, Param  string // the label of what they set, and its name in an address
	Live                 bool
	Book                 template.JS // what a script must know to draw it on another day
}

// embedMaps makes the map in each layer and each setting of it.
func (b *builder) embedMaps() error {
	s, l := b.Story, b.Labels
	for _, layer := range route.Layers {
		settings := embed.Settings(layer)
		for i := range max(1, len(settings)) {
			at := route.View{}
			name := ""
			if len(settings) > 0 {
				at = settingOf(layer, settings[i])
				name = b.settingName(layer, settings[i])
			}
			t := embed.Target{Kind: embed.Map, ID: layer}
			v := b.embedView(t, at)
			m := draw.ExploreAt(s, layer, at)
			p := embedMap{view: v}
			p.Param, p.SettingsName = settingParam(layer)
			says := draw.SaysOf(s, m, l)
			var state draw.MapState
			p.Maps, p.Shapes, state = b.still(m, v, draw.MapWide, draw.MapNarrow)
			p.Legend = template.HTML(draw.WriteLegend(m, draw.LegendOf(m, state), l))
			for _, x := range settings {
				p.Settings = append(p.Settings, link{Name: b.settingName(layer, x), Href: v.Root + t.Path(settingOf(layer, x)), Value: x, Here: x == settings[i]})
			}
			var err error
			if p.Book, err = book(draw.DaysOf(s, m, l)); err != nil {
				return err
			}
			head := l.T("explore.layer." + layer)
			f := framed{target: t, at: at, Head: head, Lede: says, Kicker: l.T("explore.map"), desc: says, Width: "wide", Source: b.sourcesLine(v), Live: true}
			if name != "" {
				f.Title = head + ": " + name + " · " + s.Site.Title
			}
			if err := b.addEmbed(v, f, "embed-map", p); err != nil {
				return err
			}
			if i > 0 {
				continue
			}
			p.Live, p.Book = true, ""
			p.Shapes, p.Maps = template.HTML(b.Shapes), b.movingMap(m, v, draw.MapWide, draw.MapNarrow)
			if err := b.addLive(t, v, "embed-map", p, b.explored(v.Root, layer)); err != nil {
				return err
			}
		}
	}
	return nil
}

// book is what a script reads of a picture, to draw another View of it.
func book(known any) (template.JS, error) {
	text, err := json.Marshal(known) // which writes "<" as an escape, so that it ends no element
	return template.JS(text), err
}

// settingParam is how an address calls what a layer can be set to, and the label
// of that.
func settingParam(layer string) (param, label string) {
	switch layer {
	case "money":
		return "scope", "explore.scope"
	case "lists":
		return "list", "explore.list"
	}
	return "issue", "explore.issue"
}

func settingOf(layer, value string) route.View {
	switch layer {
	case "money":
		return route.View{Scope: value}
	case "lists":
		return route.View{List: value}
	}
	return route.View{Issue: value}
}

func (b *builder) settingName(layer, value string) string {
	switch layer {
	case "money":
		return b.Labels.T("explore.scope." + value)
	case "lists":
		return b.Labels.T("list." + value)
	}
	return b.Labels.T("explore.issue." + value)
}

// sourcesLine leads to the list of all sources, for pictures that rest on many.
func (b *builder) sourcesLine(v *view) template.HTML {
	return template.HTML(`<p>` + draw.Escape(b.Labels.T("embed.sources", b.Labels.Int(len(b.Story.Sources)))) + ` <a target="_top" href="` + v.Root + `sources/">` + draw.Escape(b.Labels.T("nav.sources")) + `</a></p>`)
}

func (b *builder) embedTimeline() error {
	s, l := b.Story, b.Labels
	t := embed.Target{Kind: embed.Timeline}
	v := b.embedView(t, route.View{})
	m := draw.ExploreAt(s, "time", route.View{})
	says := draw.TimeSays(s, m, l)
	known, err := book(draw.StretchesOf(s, m, l))
	if err != nil {
		return err
	}
	page := struct {
		*view
		Times template.HTML
		Live  bool
		Book  template.JS
	}{v, b.stillTime(m, v, draw.TimeWide, draw.TimeNarrow), false, known}
	if err := b.addEmbed(v, framed{target: t, Head: l.T("events.title"), Kicker: l.T("time.name"), Lede: says, desc: says, Width: "wide", Source: b.sourcesLine(v), Live: true}, "embed-time", page); err != nil {
		return err
	}
	page.Times, page.Live, page.Book = b.movingTime(m, v, draw.TimeWide, draw.TimeNarrow), true, ""
	return b.addLive(t, v, "embed-time", page, b.explored(v.Root, "time"))
}

func (b *builder) embedCompare() error {
	s, l := b.Story, b.Labels
	t := embed.Target{Kind: embed.Compare}
	v := b.embedView(t, route.View{})
	type topic struct {
		ID, Name string
		Count    int
		Matrix   template.HTML
	}
	page := struct {
		*view
		Legend template.HTML
		Topics []*topic
	}{view: v}
	claims := map[string][]string{}
	for _, st := range story.Stances {
		page.Legend += template.HTML(`<li><span class="stance">` + draw.StanceMark(st) + draw.Escape(l.T("stance."+st)) + `</span></li>`)
	}
	for _, c := range s.Claims {
		if claims[c.Topic] == nil {
			page.Topics = append(page.Topics, &topic{ID: c.Topic, Name: l.T("topic." + c.Topic)})
		}
		claims[c.Topic] = append(claims[c.Topic], c.ID)
	}
	for _, t := range page.Topics {
		t.Count = len(claims[t.ID])
		t.Matrix = template.HTML(draw.WriteMatrix(claimsOf(s, claims[t.ID]), nil, v.Root, l))
	}
	return b.addEmbed(v, framed{target: t, Head: l.T("compare.title"), Lede: l.T("compare.description"), desc: l.T("compare.description"), Source: b.sourcesLine(v)}, "embed-compare", page)
}

// pictured is what an event and a place have in common in a frame: words, and
// where it stands on the map and the timeline.
type pictured struct {
	*view
	Shapes, Map, Time, Text template.HTML
	Caption                 string
}

func (b *builder) pictured(t embed.Target, m draw.Moment, summary string) pictured {
	v := b.embedView(t, route.View{})
	p := pictured{view: v, Time: b.stillTime(m, v, draw.TimeNarrow), Caption: draw.SaysOf(b.Story, m, b.Labels)}
	if len(m.Places)+len(m.Seats) > 0 {
		p.Map, p.Shapes, _ = b.still(m, v, draw.MapNarrow)
	}
	p.Text = v.Text(summary)
	return p
}

// cited lists what p cites, with the sources given.
func (b *builder) cited(p pictured, sources []string) template.HTML {
	for _, id := range sources {
		p.cites.of(id)
	}
	return b.embedRefs(p.view)
}

func (b *builder) embedEvents() error {
	s, l := b.Story, b.Labels
	for _, e := range s.Events {
		t := embed.Target{Kind: embed.Event, ID: e.ID}
		page := struct {
			pictured
			Reported string
		}{b.pictured(t, draw.MomentOfEvent(s, e), e.Summary), l.T("card.added")}
		if names := b.tellers(e); len(names) > 0 {
			page.Reported = l.N("card.told", len(names), strings.Join(names, "; "))
		}
		when := l.When(e)
		f := framed{target: t, Head: e.Title, Kicker: when + " · " + l.T("track."+string(e.Track)), desc: when + ". " + plain(e.Summary), Source: b.cited(page.pictured, e.Sources)}
		if err := b.addEmbed(page.view, f, "embed-event", page); err != nil {
			return err
		}
	}
	return nil
}

// tellers are the reports that tell of an event.
func (b *builder) tellers(e *story.Event) []string {
	var names []string
	for _, r := range b.Story.Reports {
		for _, t := range e.Told {
			if t.Report == r.ID {
				names = append(names, r.Label)
				break
			}
		}
	}
	return names
}

// embedRefs is the list of what a framed page cites.
func (b *builder) embedRefs(v *view) template.HTML {
	html, err := b.fragment("embed-refs", map[string]any{"P": v, "List": v.references()})
	if err != nil {
		return template.HTML(draw.Escape(err.Error())) // the template is ours, and the layout uses it too
	}
	return template.HTML(outward(string(html), v.Root))
}

func (b *builder) embedPlaces() error {
	s, l := b.Story, b.Labels
	type role struct {
		When, Role string
		E          *story.Event
	}
	for _, p := range s.Places {
		t := embed.Target{Kind: embed.Place, ID: p.ID}
		page := struct {
			pictured
			Facts []fact
			Roles []role
		}{pictured: b.pictured(t, draw.MomentOfPlace(s, p), p.Summary)}
		if p.Policy != "" {
			page.Facts = append(page.Facts, fact{l.T("place.policy"), page.view.Text(p.Policy)})
		}
		if p.Answer != "" {
			page.Facts = append(page.Facts, fact{l.T("place.answer"), template.HTML(draw.Escape(l.T("answer." + p.Answer)))})
		}
		for _, r := range p.Roles {
			if e := s.Event(r.Event); e != nil {
				page.Roles = append(page.Roles, role{l.When(e), l.T("role." + r.Role), e})
			}
		}
		name := p.Name
		if p.Kind != "state" {
			name += ", " + p.StateName
		}
		desc := plain(p.Summary)
		if desc == "" {
			desc = l.T("place.description", p.Name, p.StateName)
		}
		f := framed{target: t, Head: name, Kicker: l.T("place.kind."+p.Kind, p.StateName), desc: desc, Source: b.cited(page.pictured, p.Sources)}
		if err := b.addEmbed(page.view, f, "embed-place", page); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) embedQuotes() error {
	s, l := b.Story, b.Labels
	for _, q := range s.Quotes {
		t := embed.Target{Kind: embed.Quote, ID: q.ID}
		v := b.embedView(t, route.View{})
		for _, id := range q.Reports {
			v.cites.of(id)
		}
		p := s.Person(q.Speaker)
		page := struct {
			*view
			Q        *story.Quote
			P        *story.Person
			E        *story.Event
			Variants []string
			Text     template.HTML
		}{view: v, Q: q, P: p, E: s.Event(q.Event)}
		if q.Note != "" {
			page.Text = v.Text(q.Note)
		}
		who := q.Speaker
		if p != nil {
			who = p.Name
		}
		if err := b.addEmbed(v, framed{target: t, Head: l.T("embed.quote", who), Title: who + ": “" + clip(q.Text, 80) + "” · " + s.Site.Title, desc: who + ", " + q.When + ": “" + q.Text + "”", Source: b.embedRefs(v)}, "embed-quote", page); err != nil {
			return err
		}
	}
	return nil
}

// embedPlayers makes the listening player, a page for each chapter that has a
// recording; the first one stands at the player's own address too.
func (b *builder) embedPlayers() error {
	s, l := b.Story, b.Labels
	var recorded []*story.Chapter
	for _, c := range s.Chapters {
		if b.Recordings[c.ID] != nil {
			recorded = append(recorded, c)
		}
	}
	if len(recorded) == 0 {
		return nil
	}
	for i := -1; i < len(recorded); i++ {
		c := recorded[max(i, 0)]
		t := embed.Target{Kind: embed.Player}
		if i >= 0 {
			t.ID = c.ID
		}
		v := b.embedView(t, route.View{})
		type step struct {
			Heading   string
			Sentences []template.HTML
		}
		page := struct {
			*view
			C        *story.Chapter
			R        *Recording
			Chapters []link
			Steps    []*step
		}{view: v, C: c, R: b.Recordings[c.ID]}
		for _, x := range recorded {
			page.Chapters = append(page.Chapters, link{Name: l.Int(x.Number) + ". " + x.Title, Value: b.Recordings[x.ID].Clock(), Href: v.Root + embed.Target{Kind: embed.Player, ID: x.ID}.Path(route.View{}), Here: x == c})
		}
		last := ""
		for _, x := range page.R.Script.Sentences {
			_, st := s.Step(x.Step)
			switch {
			case x.Part == narration.Title: // what follows has a heading
				page.Steps = append(page.Steps, &step{})
			case x.Step != last:
				heading := ""
				if st != nil {
					heading = st.Heading
				}
				page.Steps = append(page.Steps, &step{Heading: heading})
				last = x.Step
			}
			at := page.Steps[len(page.Steps)-1]
			at.Sentences = append(at.Sentences, template.HTML(`<span data-s="`+x.ID+`">`+draw.Escape(x.Text)+`</span>`))
		}
		if err := b.addEmbed(v, framed{target: t, Head: c.Question, Kicker: l.T("embed.listen", l.Int(c.Number)), desc: c.Description, Source: b.sourcesLine(v)}, "embed-player", page); err != nil {
			return err
		}
	}
	return nil
}
