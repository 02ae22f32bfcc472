package page

import (
	"html/template"
	"net/url"
	"strings"

	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// step is a place in the walk.
type walkRef struct{ Step, Name string }

func (b *builder) events() error {
	s, l := b.Story, b.Labels
	inWalk := map[string][]walkRef{}
	for _, c := range s.Chapters {
		for _, st := range c.Steps {
			if p := route.ParsePick(st.Scene.Focus); p.Kind == "event" {
				inWalk[p.ID] = append(inWalk[p.ID], walkRef{st.ID, c.Title + ": " + st.Heading})
			}
		}
	}
	var years []*eventYear
	told := 0
	for i, e := range s.Events {
		if len(years) == 0 || years[len(years)-1].Year != e.Date.Year {
			years = append(years, &eventYear{Year: e.Date.Year})
		}
		y := years[len(years)-1]
		y.Events = append(y.Events, listedEvent{E: e, When: l.When(e)})
		if len(e.Told) > 0 {
			told++
		}
		if b.Explorers {
			continue
		}
		if err := b.event(i, e, inWalk[e.ID]); err != nil {
			return err
		}
	}
	return b.timeline(years, told)
}

func (b *builder) event(i int, e *story.Event, refs []walkRef) error {
	s, l := b.Story, b.Labels
	v := b.view("event/"+e.ID+"/", "s")
	m := draw.MomentOfEvent(s, e)
	type toldBy struct {
		Excerpt string
		Report  *story.Report
	}
	type arrow struct {
		Kind, When string
		E          *story.Event
		Why        template.HTML
	}
	page := struct {
		*view
		E               *story.Event
		When            string
		Shapes, Figures template.HTML
		Caption         string
		Told            []toldBy
		Quotes          []template.HTML
		In, Out         []arrow
		Actors          []template.HTML
		Places          []*story.Place
		InWalk          []walkRef
		Sources         template.HTML
		Prev, Next      *story.Event
	}{view: v, E: e, When: l.When(e), Shapes: b.shapesSeen(b.statesOf(m, draw.MapFrames), draw.MapFrames), Figures: template.HTML(b.bothPictures(m, v.Root)), Caption: draw.SaysOf(s, m, l), InWalk: refs}
	for _, t := range e.Told {
		if r := s.Report(t.Report); r != nil {
			page.Told = append(page.Told, toldBy{t.Excerpt, r})
		}
	}
	for _, id := range e.Sources {
		v.cites.of(id)
	}
	for _, q := range s.Quotes {
		if q.Event == e.ID {
			html, err := b.quote(v, q)
			if err != nil {
				return err
			}
			page.Quotes = append(page.Quotes, html)
		}
	}
	in, out := s.ArrowsOf(e.ID)
	for _, list := range []struct {
		arrows []*story.Arrow
		in     bool
	}{{in, true}, {out, false}} {
		for _, a := range list.arrows {
			other, key := s.Event(a.From), "arrow.in."+a.Kind
			if !list.in {
				other, key = s.Event(a.To), "arrow.out."+a.Kind
			}
			if other == nil {
				continue
			}
			item := arrow{l.T(key), l.When(other), other, v.Text(a.Why) + v.CiteAll(a.Sources)}
			// Some kinds point back in time: an answer comes after what it answers.
			if other.Date.Compare(e.Date) < 0 || (other.Date == e.Date && list.in == a.Forward()) {
				page.In = append(page.In, item)
			} else {
				page.Out = append(page.Out, item)
			}
		}
	}
	for _, id := range e.Actors {
		if p := s.Person(id); p != nil {
			page.Actors = append(page.Actors, template.HTML(`<a href="`+v.href("person", id)+`">`+draw.Escape(p.Name)+`</a>, `+draw.Escape(p.Office)))
		} else {
			page.Actors = append(page.Actors, template.HTML(draw.Escape(id)))
		}
	}
	for _, id := range e.Places {
		if p := s.Place(id); p != nil {
			page.Places = append(page.Places, p)
		}
	}
	if i > 0 {
		page.Prev = s.Events[i-1]
	}
	if i+1 < len(s.Events) {
		page.Next = s.Events[i+1]
	}
	// Citations inside the texts are numbered as the template writes them, so
	// the list is made after a first writing.
	if err := b.settle(v, "event", &page, func(html template.HTML) { page.Sources = html }); err != nil {
		return err
	}
	ld := map[string]any{"@type": "Article", "headline": e.Title, "description": plain(e.Summary), "temporalCoverage": e.Date.String(), "dateModified": s.Site.Checked.String(), "isPartOf": map[string]any{"@type": "CreativeWork", "name": s.Site.Title}}
	return b.add(v, meta{path: "event/" + e.ID + "/", title: e.Title, description: l.When(e) + ". " + plain(e.Summary), jsonld: []map[string]any{ld}}, "event", page)
}

// settle writes a page once to learn what it cites, and sets its list of
// sources.
func (b *builder) settle(v *view, name string, data any, set func(template.HTML)) error {
	if _, err := b.fragment(name, data); err != nil {
		return err
	}
	html, err := b.sourceList(v)
	set(html)
	return err
}

type fact struct {
	Name  string
	Value template.HTML
}

func (b *builder) places() error {
	s, l := b.Story, b.Labels
	type state struct {
		Name   string
		Places []*story.Place
	}
	var states []*state
	for _, p := range sortedBy(s.Places, func(a, c *story.Place) bool {
		if a.StateName != c.StateName {
			return a.StateName < c.StateName
		}
		return a.Name < c.Name
	}) {
		if len(states) == 0 || states[len(states)-1].Name != p.StateName {
			states = append(states, &state{Name: p.StateName})
		}
		st := states[len(states)-1]
		st.Places = append(st.Places, p)
		if b.Explorers {
			continue
		}
		if err := b.place(p); err != nil {
			return err
		}
	}
	v := b.view("place/", "s")
	m := draw.Moment{Stage: "map", Date: s.Site.Checked, Layer: "roles", Camera: "us", Hindsight: true}
	for _, p := range s.Places {
		m.Places = append(m.Places, p.ID)
	}
	var maps strings.Builder
	for _, f := range draw.MapFrames {
		maps.WriteString(draw.WriteMap(s, m, draw.MapOf(s, m, f), f, v.Root, false, l))
	}
	return b.add(v, meta{path: "place/", title: l.T("places.title"), description: l.T("places.description")}, "places", placesPage{
		view: v, Count: len(s.Places), States: states, Shapes: template.HTML(b.Shapes), Figures: template.HTML(maps.String()), Caption: l.T("places.caption", l.Int(len(s.Places))),
	})
}

type placesPage struct {
	*view
	Count           int
	States          any
	Shapes, Figures template.HTML
	Caption         string
}

// RolesOf names a place's roles, each once.
func (v *view) RolesOf(p *story.Place) string {
	var out []string
	seen := map[string]bool{}
	for _, r := range p.Roles {
		if !seen[r.Role] {
			seen[r.Role] = true
			out = append(out, v.L.T("role."+r.Role))
		}
	}
	return strings.Join(out, " · ")
}

func (b *builder) place(p *story.Place) error {
	s, l := b.Story, b.Labels
	v := b.view("place/"+p.ID+"/", "s")
	m := draw.MomentOfPlace(s, p)
	type role struct {
		When, Role string
		E          *story.Event
		Note       template.HTML
	}
	type happened struct {
		When string
		E    *story.Event
	}
	page := struct {
		*view
		Pl              *story.Place
		KindState       string
		Shapes, Figures template.HTML
		Caption         string
		Facts           []fact
		Roles           []role
		Events          []happened
		Sources         template.HTML
	}{view: v, Pl: p, KindState: l.T("place.kind."+p.Kind, p.StateName), Shapes: b.shapesSeen(b.statesOf(m, draw.MapFrames), draw.MapFrames), Figures: template.HTML(b.bothPictures(m, v.Root)), Caption: draw.SaysOf(s, m, l)}
	for _, id := range p.Sources {
		v.cites.of(id)
	}
	facts := func() {
		page.Facts, page.Roles = nil, nil
		add := func(key string, value template.HTML) { page.Facts = append(page.Facts, fact{l.T(key), value}) }
		if p.Policy != "" {
			add("place.policy", v.Text(p.Policy))
		}
		if p.Answer != "" {
			add("place.answer", template.HTML(draw.Escape(l.T("answer."+p.Answer))))
		}
		if p.County != "" {
			add("place.county", template.HTML(draw.Escape(p.County)))
		}
		if f := p.Population; f != nil {
			add("place.population", template.HTML(draw.Escape(l.Int(int(f.Value))+" ("+f.Measure+")"))+v.CiteAll(f.Sources))
		}
		if p.Point != "" {
			add("place.point", template.HTML(draw.Escape(p.Point)))
		}
		if p.Notes != "" {
			add("place.notes", v.Text(p.Notes))
		}
		for _, r := range p.Roles {
			if e := s.Event(r.Event); e != nil {
				page.Roles = append(page.Roles, role{l.When(e), l.T("role." + r.Role), e, v.Text(r.Note) + v.CiteAll(r.Sources)})
			}
		}
	}
	facts()
	byRole := map[string]bool{}
	for _, r := range p.Roles {
		byRole[r.Event] = true
	}
	for _, e := range s.Events {
		if contains(e.Places, p.ID) && !byRole[e.ID] {
			page.Events = append(page.Events, happened{l.When(e), e})
		}
	}
	if err := b.settle(v, "place", &page, func(html template.HTML) { page.Sources = html }); err != nil {
		return err
	}
	ld := map[string]any{"@type": "Article", "headline": p.Name, "description": plain(p.Summary), "dateModified": s.Site.Checked.String(),
		"contentLocation": map[string]any{"@type": "Place", "name": p.Name + ", " + p.StateName, "geo": map[string]any{"@type": "GeoCoordinates", "latitude": p.Lat, "longitude": p.Lon}}}
	desc := plain(p.Summary)
	if desc == "" {
		desc = l.T("place.description", p.Name, p.StateName)
	}
	return b.add(v, meta{path: "place/" + p.ID + "/", title: p.Name, description: desc, jsonld: []map[string]any{ld}}, "place", page)
}

func (b *builder) people() error {
	s, l := b.Story, b.Labels
	v := b.view("people/", "s")
	v.Quotable = true
	type person struct {
		P      *story.Person
		Quotes []template.HTML
	}
	page := struct {
		*view
		Count, Quotes int
		People        []person
		Sources       template.HTML
	}{view: v, Count: len(s.People), Quotes: len(s.Quotes)}
	// Who speaks comes first, in the order of the story; then who acts.
	for _, speaks := range []bool{true, false} {
		for _, p := range s.People {
			var quotes []template.HTML
			for _, q := range s.Quotes {
				if q.Speaker != p.ID {
					continue
				}
				html, err := b.quote(v, q)
				if err != nil {
					return err
				}
				quotes = append(quotes, `<div id="`+template.HTML(q.ID)+`">`+html+`</div>`)
				if q.Note != "" {
					quotes = append(quotes, `<p class="meta">`+v.Text(q.Note)+`</p>`)
				}
				for _, variant := range q.Variants {
					if r := s.Report(variant.Report); r != nil {
						quotes = append(quotes, `<p class="meta">`+template.HTML(draw.Escape(l.T("quote.variant", r.Label)))+` “`+template.HTML(draw.Escape(variant.Text))+`” `+v.Text(variant.Difference)+`</p>`)
					}
				}
			}
			if (len(quotes) > 0) == speaks {
				page.People = append(page.People, person{p, quotes})
			}
		}
	}
	if err := b.settle(v, "people", &page, func(html template.HTML) { page.Sources = html }); err != nil {
		return err
	}
	return b.add(v, meta{path: "people/", title: l.T("people.title"), description: l.T("people.description")}, "people", page)
}

func (b *builder) compare() error {
	s, l := b.Story, b.Labels
	v := b.view("compare/", "s")
	type claim struct {
		ID, Claim, Verdict string
		Cells, Details     []template.HTML
		Why, Check         template.HTML
	}
	type topic struct {
		ID, Name string
		Claims   []claim
	}
	page := struct {
		*view
		Count   int
		Reports []*story.Report
		Legend  template.HTML
		Topics  []*topic
		Sources template.HTML
	}{view: v, Count: len(s.Claims), Reports: s.Reports}
	for _, st := range story.Stances {
		page.Legend += template.HTML(`<li><span class="stance">` + draw.StanceMark(st) + draw.Escape(l.T("stance."+st)) + `</span></li>`)
	}
	byTopic := map[string]*topic{}
	for _, c := range s.Claims {
		t := byTopic[c.Topic]
		if t == nil {
			t = &topic{ID: c.Topic, Name: l.T("topic." + c.Topic)}
			byTopic[c.Topic] = t
			page.Topics = append(page.Topics, t)
		}
		cl := claim{ID: c.ID, Claim: c.Claim, Verdict: l.T("verdict." + c.Check.Verdict), Why: v.Text(c.Why), Check: v.Text(c.Check.Text) + v.CiteAll(c.Check.Sources)}
		for _, r := range s.Reports {
			st := c.Reports[r.ID]
			word := l.T("stance." + st.Stance)
			if st.Earlier {
				word = l.T("stance.earlier")
			}
			cl.Cells = append(cl.Cells, template.HTML(`<span class="stance">`+draw.StanceMark(st.Stance)+draw.Escape(word)+`</span>`))
			detail := `<strong>` + draw.Escape(r.Label) + `</strong>: ` + draw.Escape(word)
			if st.Excerpt != "" {
				detail += `: “` + draw.Escape(st.Excerpt) + `”`
			}
			if st.Note != "" {
				detail += ` ` + string(v.Text(st.Note))
			}
			cl.Details = append(cl.Details, template.HTML(detail))
		}
		t.Claims = append(t.Claims, cl)
	}
	if err := b.settle(v, "compare", &page, func(html template.HTML) { page.Sources = html }); err != nil {
		return err
	}
	return b.add(v, meta{path: "compare/", title: l.T("compare.title"), description: l.T("compare.description"), card: "compare"}, "compare", page)
}

func (b *builder) glossary() error {
	l := b.Labels
	v := b.view("glossary/", "s")
	terms := sortedBy(b.Story.Glossary, func(a, c *story.Term) bool { return strings.ToLower(a.Term) < strings.ToLower(c.Term) })
	page := struct {
		*view
		Count   int
		Terms   []*story.Term
		Sources template.HTML
	}{view: v, Count: len(terms), Terms: terms}
	if err := b.settle(v, "glossary", &page, func(html template.HTML) { page.Sources = html }); err != nil {
		return err
	}
	return b.add(v, meta{path: "glossary/", title: l.T("glossary.title"), description: l.T("glossary.description")}, "glossary", page)
}

func (b *builder) law() error {
	s, l := b.Story, b.Labels
	v := b.view("law/", "s")
	type group struct {
		Name string
		Laws []*story.Law
	}
	type ruling struct {
		R    story.Ruling
		When string
	}
	type lawsuit struct {
		C       *story.Case
		Rulings []ruling
	}
	type decision struct {
		D           *story.Decision
		When, Court string
	}
	type circuit struct {
		C         *story.Circuit
		Decisions []decision
	}
	page := struct {
		*view
		Groups   []*group
		Cases    []lawsuit
		Issues   []template.HTML
		Circuits []circuit
		Sources  template.HTML
	}{view: v}
	byKind := map[string]*group{}
	for _, x := range s.Law {
		g := byKind[x.Kind]
		if g == nil {
			g = &group{Name: l.T("law.kind." + x.Kind)}
			byKind[x.Kind] = g
			page.Groups = append(page.Groups, g)
		}
		g.Laws = append(g.Laws, x)
	}
	for _, c := range s.Cases {
		suit := lawsuit{C: c}
		for _, r := range c.Rulings {
			suit.Rulings = append(suit.Rulings, ruling{r, l.Date(r.Date)})
		}
		page.Cases = append(page.Cases, suit)
	}
	issues := func() {
		page.Issues = nil
		for _, k := range []string{"a", "b", "c"} {
			page.Issues = append(page.Issues, template.HTML(draw.Escape(l.T("law.issue", k)))+" "+v.Text(s.Circuits.Issues[k]))
		}
	}
	issues()
	for _, c := range s.Circuits.Circuits {
		row := circuit{C: c}
		for _, d := range s.Circuits.Decisions {
			if d.Circuit == c.ID {
				row.Decisions = append(row.Decisions, decision{d, l.Date(d.Date), l.T("court." + d.Court)})
			}
		}
		page.Circuits = append(page.Circuits, row)
	}
	if err := b.settle(v, "law", &page, func(html template.HTML) { page.Sources = html }); err != nil {
		return err
	}
	return b.add(v, meta{path: "law/", title: l.T("law.title"), description: l.T("law.description")}, "law", page)
}

func (b *builder) sources() error {
	s, l := b.Story, b.Labels
	v := b.view("sources/", "s")
	type group struct {
		Name    string
		Sources []Reference
	}
	type correction struct {
		C            *story.Correction
		Kind, Report string
	}
	page := struct {
		*view
		Count, Fixes int
		Method       []string
		Corrections  []correction
		Groups       []*group
	}{view: v, Count: len(s.Sources), Fixes: len(s.Corrections)}
	for i := 1; l.T("method."+itoa(i)) != "[method."+itoa(i)+"]"; i++ {
		page.Method = append(page.Method, l.T("method."+itoa(i)))
	}
	for _, c := range s.Corrections {
		row := correction{C: c, Kind: l.T("correction." + c.Kind)}
		if r := s.Report(c.Report); r != nil {
			row.Report = r.Label
		}
		page.Corrections = append(page.Corrections, row)
	}
	byKind := map[string]*group{}
	for _, kind := range []string{"statute", "order", "court", "agency", "report", "news", "reference", "dataset"} {
		byKind[kind] = &group{Name: l.T("source.kind." + kind)}
		page.Groups = append(page.Groups, byKind[kind])
	}
	for _, src := range sortedBy(s.Sources, func(a, c *story.Source) bool {
		return strings.ToLower(a.Publisher+a.Title) < strings.ToLower(c.Publisher+c.Title)
	}) {
		if g := byKind[src.Kind]; g != nil {
			g.Sources = append(g.Sources, b.view("sources/", "").reference(src.ID, src.ID))
		}
	}
	// On this page a citation leads to the list of all sources, which has every
	// source under its own name.
	v.cites.prefix = ""
	v.direct = true
	return b.add(v, meta{path: "sources/", title: l.T("sources.title"), description: l.T("sources.description")}, "sources", page)
}

func (b *builder) licences() error {
	l := b.Labels
	v := b.view("licences/", "s")
	return b.add(v, meta{path: "licences/", title: l.T("licences.title"), description: l.T("licences.description")}, "licences", struct {
		*view
		Items []Licence
	}{v, b.Licences})
}

func (b *builder) lost() error {
	l := b.Labels
	v := b.view("", "s")
	// A host answers with this page for any address, at any depth, so it cannot
	// lead on by relative addresses: it is the one page that leads from the root,
	// of the domain or of the address the site is built for.
	v.Root = "/"
	if u, err := url.Parse(b.Address); err == nil && u.Path != "" {
		v.Root = u.Path
	}
	return b.add(v, meta{file: "404.html", title: l.T("lost.title"), description: l.T("lost.lede")}, "lost", v)
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
