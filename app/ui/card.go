package ui

import (
	"slices"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// Render draws the card of what was picked, and the line that is read out.
func (s *Stage) Render() app.UI {
	return app.Div().ID("app-root").Body(
		app.P().Class("visually-hidden").Attr("role", "status").Text(s.said),
		app.If(s.story != nil && s.layer != "", s.explorer()),
		app.If(s.story != nil && s.layer == "", s.zoomers()),
		app.If(s.story != nil && s.view.Pick.Kind == "event", s.eventCard()),
		app.If(s.story != nil && s.view.Pick.Kind == "place", s.placeCard()),
	)
}

// explorer is evaluated on every page, since app.If takes values.
func (s *Stage) explorer() app.UI {
	if s.story == nil || s.layer == "" {
		return app.Div()
	}
	v := s.view
	v.Pick = route.Pick{}
	m := s.shown.moment
	return &controls{stage: s, Shows: strings.Join([]string{route.Encode(v), m.Layer, m.Date.String(), s.sought, s.soughtIn, boolText(s.play.on), paces[s.play.pace].name}, "\n")}
}

// controls are an explorer's tools, apart from the stage: go-app draws them anew
// only where what they show has changed, and not with every pick.
type controls struct {
	app.Compo
	Shows string // all that they depend on; exported, for go-app compares it
	stage *Stage
}

// Render draws the tools.
func (c *controls) Render() app.UI { return c.stage.tools() }

// zoomers are the buttons of the walk's own map. It is evaluated on every page.
func (s *Stage) zoomers() app.UI {
	if s.story == nil || s.layer != "" {
		return app.Div()
	}
	l := s.labels
	moved := s.view.Camera != (route.Camera{})
	return app.Div().Class("zoomers").Attr("role", "group").Aria("label", l.T("map.tools")).Body(
		s.button(l.T("map.in"), "+", func() { s.zoom(1.8, 0.5, 0.5) }),
		s.button(l.T("map.out"), "−", func() { s.zoom(1/1.8, 0.5, 0.5) }),
		app.If(moved, s.button(l.T("map.back"), "↺", s.whole)),
	)
}

// announcement is what is read out when something is picked.
func (s *Stage) announcement() string {
	switch s.view.Pick.Kind {
	case "event":
		e := s.story.Event(s.view.Pick.ID)
		return s.labels.T("card.name", s.labels.When(e)+", "+e.Title)
	case "place":
		p := s.story.Place(s.view.Pick.ID)
		text := s.labels.T("card.name", p.Name+", "+p.StateName)
		for _, f := range s.factsOf(p) {
			text += ". " + f[0] + ": " + f[1]
		}
		return text
	}
	return ""
}

// eventCard is evaluated even where no event is picked, since app.If takes
// values; so it must stand an absent event.
func (s *Stage) eventCard() app.UI {
	if s.story == nil {
		return app.Div()
	}
	e := s.story.Event(s.view.Pick.ID)
	if s.view.Pick.Kind != "event" || e == nil {
		return app.Div()
	}
	l := s.labels
	told := l.T("card.added")
	if len(e.Told) > 0 {
		var names []string
		for _, r := range s.story.Reports {
			for _, t := range e.Told {
				if t.Report == r.ID {
					names = append(names, r.Label)
					break
				}
			}
		}
		told = l.N("card.told", len(names), strings.Join(names, "; "))
	}
	return s.card(e.Title, l.When(e)+" · "+l.T("track."+string(e.Track)), e.Summary,
		app.Div().Body(app.P().Class("meta").Text(told), s.causes(e)), s.links+"event/"+e.ID+"/")
}

// causes are what led to an event and what it led to, as far as the day of the
// moment: what the arcs of an explorer's timeline draw, each to be picked in its
// turn, so that a thread can be walked without the picture.
func (s *Stage) causes(e *story.Event) app.UI {
	l := s.labels
	var before, after []app.UI
	add := func(key, id string, first bool) {
		other := s.story.Event(id)
		if other == nil || other.Date.First() > s.shown.moment.Date.Last() {
			return
		}
		item := app.Li().Body(app.Span().Class("meta").Text(l.T(key)+": "),
			app.A().Href(s.links+"event/"+id+"/").DataSet("id", "event:"+id).Text(other.Title))
		if c := other.Date.Compare(e.Date); c < 0 || c == 0 && first {
			before = append(before, item)
		} else {
			after = append(after, item)
		}
	}
	if s.layer == "time" {
		in, out := s.story.ArrowsOf(e.ID)
		for _, a := range in {
			add("arrow.in."+a.Kind, a.From, a.Forward())
		}
		for _, a := range out {
			add("arrow.out."+a.Kind, a.To, !a.Forward())
		}
	}
	return app.Div().Class("causes").Body(
		app.If(len(before) > 0, app.H3().Text(l.T("event.before")), app.Ul().Body(before...)),
		app.If(len(after) > 0, app.H3().Text(l.T("event.after")), app.Ul().Body(after...)),
	)
}

func (s *Stage) placeCard() app.UI {
	if s.story == nil {
		return app.Div()
	}
	p := s.story.Place(s.view.Pick.ID)
	if s.view.Pick.Kind != "place" || p == nil {
		return app.Div()
	}
	l := s.labels
	// What is told of a place beside the walk may come from after the day
	// shown; the card keeps to its roles until then.
	var items []app.UI
	dial := s.shown.moment.Date.Last()
	roles := slices.Clone(p.Roles)
	slices.SortStableFunc(roles, func(a, b story.Role) int { return s.story.Event(a.Event).Date.Compare(s.story.Event(b.Event).Date) })
	for _, r := range roles {
		if e := s.story.Event(r.Event); e.Date.First() <= dial {
			items = append(items, app.Li().Text(l.When(e)+": "+l.T("role."+r.Role)))
		}
	}
	where := p.StateName
	if p.Kind == "state" {
		where = l.T("map.state")
	}
	return s.card(p.Name, where, "", app.Div().Body(s.facts(p), app.Ul().Body(items...)), s.links+"place/"+p.ID+"/")
}

// factsOf are what the layer of an explorer's map knows of a place by the day of
// the dial: the cells of its row in the table, of the columns that the layer is
// about, each with its name.
func (s *Stage) factsOf(p *story.Place) [][2]string {
	m := s.shown.moment
	if s.layer == "" || s.layer == "time" {
		return nil
	}
	var facts [][2]string
	for _, c := range draw.CellsOf(s.story, p, m, s.labels) {
		if !slices.Contains(draw.ColumnsOf[m.Layer], c.Column) {
			continue
		}
		text := c.Text
		if text == "" || text == "–" {
			text = s.labels.T("explore.unknown")
		}
		facts = append(facts, [2]string{s.labels.T("explore.col." + c.Column), text})
	}
	return facts
}

func (s *Stage) facts(p *story.Place) app.UI {
	var terms []app.UI
	for _, f := range s.factsOf(p) {
		terms = append(terms, app.Dt().Text(f[0]), app.Dd().Text(f[1]))
	}
	return app.If(len(terms) > 0, app.Dl().Class("facts").Body(terms...))
}

func (s *Stage) card(title, line, text string, more app.UI, href string) app.UI {
	l := s.labels
	return app.Section().Class("card").Aria("label", l.T("card.name", title)).Body(
		app.H2().ID("card-title").Text(title),
		app.P().Class("meta").Text(line),
		app.If(text != "", app.P().Text(story.Plain(text))),
		more,
		app.P().Class("more").Body(
			app.A().Href(href).Text(l.T("card.more")),
			app.Text(" · "),
			app.A().Class("share").DataSet("share", s.view.Pick.String()).Href(s.root+"embed/"+s.view.Pick.Kind+"/#"+s.view.Pick.Kind+"-"+s.view.Pick.ID).Text(l.T("card.share"))),
		app.Button().Class("close").Type("button").Aria("label", l.T("card.close")).Text("×").OnClick(func(app.Context, app.Event) { s.close() }),
	)
}
