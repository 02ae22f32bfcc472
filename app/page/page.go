// Package page makes whole documents: the walk, chapters, events, places and
// what stands beside them. It is native only.
//
// Templates come from web/templates, pictures from package draw, words from the
// story and from the labels. Every address in a document is relative, so that
// the site can stand at a domain's root, under any path, and in a folder.
package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"sort"
	"strconv"
	"strings"

	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/embed"
	"github.com/strings-attached/explainer/app/live"
	"github.com/strings-attached/explainer/app/narration"
	"github.com/strings-attached/explainer/app/raster"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/still"
	"github.com/strings-attached/explainer/app/story"
)

// Doc is one published document.
type Doc struct {
	Path        string // without a leading slash: "chapter/money/index.html"
	Body        []byte
	ContentType string
}

// Options is what the documents are made with.
type Options struct {
	Story     *story.Story
	Labels    story.Labels
	Lang      string
	Templates fs.FS // holds templates/*.html
	// Regions are the states, for the tools of the map; Counties is the address,
	// from the site's root, of what maps show of them from near, "" for nothing.
	Regions  []live.Region
	Counties string
	Asset    func(name string) string // the published address of a file of the shell, from the site's root
	// First is the style that the first sight of the walk needs, and the script
	// that its first paint goes by, to stand in a document from which root leads to
	// the site's root; nil for none.
	First    func(root string) (style, script string, err error)
	Shapes   string        // the states, from draw.WriteShapes
	Outlines []string      // the states again, as path data, for the share cards
	Near     []draw.Shape  // the states of maps that never move: where one is close
	Far      []draw.Shape  // of the whole country
	Small    []draw.Shape  // of the whole country in a narrow frame
	Style    string        // the style sheet, for pictures that stand for themselves
	Fonts    *raster.Fonts // of the share cards
	Address  string        // the site's absolute address with a final slash, or ""
	Licences []Licence
	Hosts    embed.Site // what the code that other sites paste must know
	// Explorers leaves out the walk, and the pages of single chapters, events and
	// places: what of a story of thousands of events nobody would measure.
	Explorers bool

	Narrator   *narration.Maker      // says what is read aloud; nil for a site without recordings
	Recordings map[string]*Recording // by chapter
	Decoder    Decoder               // of the recordings
}

// Licence is one entry of the licences page.
type Licence struct{ Name, What, Text string }

type builder struct {
	Options
	tmpl   *template.Template
	book   *draw.Book // what the explorers are drawn by
	docs   []Doc
	sheet  *still.Sheet
	shapes *still.Shapes
	// seenBefore are the outlines of the country, by their markup.
	seenBefore map[string]*still.Shapes
}

// Build makes every document, in a fixed order.
func Build(o Options) ([]Doc, error) {
	t, err := template.ParseFS(o.Templates, "templates/*.html")
	if err != nil {
		return nil, err
	}
	b := &builder{Options: o, tmpl: t, book: draw.NewBook(o.Story)}
	pages := []func() error{b.events, b.maps, b.places, b.people, b.compare, b.glossary, b.law, b.sources, b.data, b.licences, b.lost, b.manifest}
	if o.Explorers {
		pages = append(pages, b.entrance)
	} else {
		pages = append(append([]func() error{b.walk, b.chapters}, pages...), b.offline, b.cards, b.recordingsFiles, b.embeds, b.editors, b.shareFiles, b.correctionsFeed)
	}
	for _, f := range pages {
		if err := f(); err != nil {
			return nil, err
		}
	}
	return b.docs, nil
}

// layout is what the document template is given beside the page's own view.
type layout struct {
	*view
	Title, ShareTitle, Description, Canonical, Type string
	Card, CardAlt                                   string
	Live                                            bool
	First                                           template.CSS // the style that stands in the document; the sheet follows its first sight
	FirstScript                                     template.JS
	JSONLD                                          []template.JS
	Nav                                             []navItem
	Share                                           template.HTML // shares the page
	OEmbed                                          string        // where its oEmbed answer is; ""
	MainClass                                       string
	Body                                            template.HTML
}

type navItem struct {
	Name, Href string
	Here       bool
}

// meta is what a page says of itself.
type meta struct {
	path        string // directory path with a final slash, "" for the walk
	file        string // where it is not path + "index.html"
	title       string // without the site's name
	description string
	kind        string // Open Graph type; "article" if empty
	card        string // file name of its share card, "" for the walk's
	live        bool
	first       bool // its first sight does not wait for the style sheet
	jsonld      []map[string]any
}

func (b *builder) view(path, prefix string) *view {
	return &view{Root: rootOf(path), Lang: b.Lang, Site: b.Story.Site, Story: b.Story, L: b.Labels, cites: newCites(prefix), asset: b.Asset, recordings: b.Recordings, feed: b.feeds(), alone: b.Explorers}
}

// rootOf leads from a directory path such as "event/x/" to the root: "../../".
func rootOf(path string) string { return strings.Repeat("../", strings.Count(path, "/")) }

var navPages = []string{"map", "event", "place", "people", "compare", "law", "glossary", "sources"}

// add renders one document: the named template with data, inside the layout.
func (b *builder) add(v *view, m meta, name string, data any) error {
	var body bytes.Buffer
	if err := b.tmpl.ExecuteTemplate(&body, name, data); err != nil {
		return fmt.Errorf("page %s: %w", m.path, err)
	}
	l := layout{view: v, Title: m.title + " · " + b.Story.Site.Title, ShareTitle: m.title, Description: clip(m.description, 160), Type: m.kind, Live: m.live, Body: template.HTML(body.String())}
	if m.path == "" && m.file == "" {
		l.Title = b.Story.Site.Title + ": " + b.Story.Site.Subtitle
		l.Title = clip(l.Title, 110)
	}
	if l.Type == "" {
		l.Type = "article"
	}
	if m.first && b.Options.First != nil {
		first, script, err := b.Options.First(v.Root)
		if err != nil {
			return fmt.Errorf("page %s: %w", m.path, err)
		}
		l.First, l.FirstScript = template.CSS(first), template.JS(script)
	}
	card := m.card
	if card == "" {
		card = "walk"
	}
	if b.Address != "" {
		l.Canonical = b.Address + m.path
		l.Card = b.Address + "cards/" + card + ".png"
	} else {
		l.Canonical = "./"
		l.Card = v.Root + "cards/" + card + ".png"
	}
	if m.file != "" {
		l.Canonical = ""
	}
	if b.Explorers {
		l.Card = ""
	} else {
		shared, ok := embed.Of(m.path, "")
		if !ok {
			shared = embed.Target{Kind: embed.Walk}
		}
		l.Share = v.ShareOf(string(shared.Kind), shared.ID)
		var err error
		if l.OEmbed, err = b.addOEmbed(m, card); err != nil {
			return err
		}
	}
	l.CardAlt = b.Labels.T("card.alt", m.title)
	for _, o := range m.jsonld {
		o["@context"] = "https://schema.org"
		o["inLanguage"] = b.Lang
		if b.Address != "" {
			o["url"] = b.Address + m.path
		}
		text, err := json.Marshal(o)
		if err != nil {
			return err
		}
		l.JSONLD = append(l.JSONLD, template.JS(text))
	}
	for _, p := range navPages {
		l.Nav = append(l.Nav, navItem{b.Labels.T("nav." + p), v.Root + p + "/", strings.HasPrefix(m.path, p+"/")})
	}
	var doc bytes.Buffer
	if err := b.tmpl.ExecuteTemplate(&doc, "document", l); err != nil {
		return fmt.Errorf("page %s: %w", m.path, err)
	}
	file := m.file
	if file == "" {
		file = m.path + "index.html"
	}
	b.docs = append(b.docs, Doc{Path: file, Body: doc.Bytes(), ContentType: "text/html; charset=utf-8"})
	return nil
}

// entrance is the first page of a site without a walk.
func (b *builder) entrance() error {
	site := b.Story.Site
	return b.add(b.view("", "s"), meta{title: site.Title, description: site.Description, kind: "website"}, "entrance", b.view("", "s"))
}

// walkPage is the data of the walk and of a chapter's own page.
type walkPage struct {
	*view
	Chapters []*story.Chapter
	Stage    stageView
	Shapes   template.HTML
	Data     template.HTML
	Prev     *story.Chapter
	Next     *story.Chapter
	Single   bool
	First    bool // the style of the first sight stands in the document
	b        *builder
	steps    []string
}

type stageView struct {
	Moment                                     draw.Moment
	ISO, When, Where, Step, Prev, Next         string
	Maps, Times, Legend, Says, Statute, Matrix template.HTML
}

type chapterView struct {
	C      *story.Chapter
	P      *walkPage
	Single bool
	Plate  template.HTML
	Steps  []stepView
	Refs   template.HTML
}

type stepView struct {
	S          *story.Step
	Blocks     []template.HTML
	Prev, Next string
}

func (b *builder) walk() error {
	s := b.Story
	v := b.view("", "")
	p := b.walkPage(v, s.Chapters)
	desc := s.Site.Description
	ld := map[string]any{
		"@type": []string{"Article", "LearningResource"}, "headline": s.Site.Title, "description": desc,
		"dateModified": s.Site.Checked.String(), "isAccessibleForFree": true, "learningResourceType": "interactive explainer",
		"educationalLevel": "grades 8-12", "publisher": map[string]any{"@type": "Organization", "name": s.Site.Title},
	}
	return b.add(v, meta{title: s.Site.Title, description: desc, live: true, first: true, kind: "website", jsonld: []map[string]any{ld}}, "walk", p)
}

func (b *builder) chapters() error {
	s := b.Story
	for i, c := range s.Chapters {
		path := "chapter/" + c.ID + "/"
		v := b.view(path, "")
		p := b.walkPage(v, []*story.Chapter{c})
		p.Single = true
		if i > 0 {
			p.Prev = s.Chapters[i-1]
		}
		if i+1 < len(s.Chapters) {
			p.Next = s.Chapters[i+1]
		}
		ld := map[string]any{
			"@type": []string{"Article", "LearningResource"}, "headline": c.Question, "description": c.Description,
			"dateModified": s.Site.Checked.String(), "isAccessibleForFree": true, "position": c.Number,
			"isPartOf": map[string]any{"@type": "CreativeWork", "name": s.Site.Title},
		}
		if audio := b.audioObject(c); audio != nil {
			ld["audio"] = audio
		}
		if err := b.add(v, meta{path: path, title: c.Question, description: c.Description, live: true, first: true, card: c.ID, jsonld: []map[string]any{ld}}, "chapter-page", p); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) walkPage(v *view, chapters []*story.Chapter) *walkPage {
	p := &walkPage{view: v, Chapters: chapters, Shapes: template.HTML(b.Shapes), First: b.Options.First != nil, b: b}
	for _, c := range chapters {
		for _, st := range c.Steps {
			p.steps = append(p.steps, st.ID)
		}
	}
	v.here = func(id string) bool {
		for _, c := range chapters {
			if c.ID == id {
				return true
			}
		}
		return false
	}
	p.Stage = b.stage(p)
	p.Data = b.liveData(p)
	return p
}

// stage draws the stage as it stands at the page's first step.
func (b *builder) stage(p *walkPage) stageView {
	s, l := b.Story, b.Labels
	view := route.View{Step: p.steps[0]}
	m := draw.MomentOf(s, view)
	st := stageView{Moment: m, ISO: m.Date.String(), When: l.Date(m.Date), Step: p.steps[0], Prev: p.steps[0], Next: p.steps[min(1, len(p.steps)-1)]}
	c, _ := s.Step(p.steps[0])
	st.Where = l.T("stage.where", l.Int(c.Number), c.Title)
	var maps, times strings.Builder
	for _, f := range draw.MapFrames {
		maps.WriteString(draw.WriteMap(s, m, draw.MapOf(s, m, f), f, p.Root, true, l))
	}
	for _, f := range draw.TimeFrames {
		times.WriteString(draw.WriteTime(s, m, draw.TimeOf(s, m, f, l), f, p.Root, true, l))
	}
	st.Maps, st.Times = template.HTML(maps.String()), template.HTML(times.String())
	st.Legend = template.HTML(draw.WriteLegend(m, draw.LegendOf(m, draw.MapOf(s, m, draw.MapWide)), l))
	st.Says = template.HTML(draw.Escape(draw.SaysOf(s, m, l)))
	// What takes the stage in some chapters stands ready in every page that
	// has such a chapter.
	statutes, matrices := false, false
	for _, c := range p.Chapters {
		for _, step := range c.Steps {
			statutes = statutes || step.Scene.Stage == "statute"
			matrices = matrices || step.Scene.Stage == "matrix"
		}
	}
	if statutes {
		st.Statute = b.statute(p.Chapters, m.Law)
	}
	if matrices {
		now := m.Claims
		if m.Stage != "matrix" {
			now = nil
		}
		st.Matrix = template.HTML(draw.WriteMatrix(s, now, p.Root, l))
	}
	return st
}

// statute is the reader of the law: every provision that a step shows, with its
// exact words.
func (b *builder) statute(chapters []*story.Chapter, now string) template.HTML {
	var out strings.Builder
	done := map[string]bool{}
	for _, c := range chapters {
		for _, step := range c.Steps {
			law := b.Story.LawByID(step.Scene.Law)
			if law == nil || done[law.ID] {
				continue
			}
			done[law.ID] = true
			mark := "0"
			if law.ID == now {
				mark = "1"
			}
			out.WriteString(`<div data-k="law:` + law.ID + `" data-now="` + mark + `"><p class="law-name">` + draw.Escape(law.Name) + `</p>`)
			if law.Quote != "" {
				out.WriteString(`<blockquote><p>“` + draw.Escape(law.Quote) + `”</p></blockquote>`)
			}
			out.WriteString(`<p>` + draw.Escape(plain(law.Plain)) + `</p></div>`)
		}
	}
	return template.HTML(out.String())
}

// livePrefixes are the groups of labels the client needs.
var livePrefixes = []string{"stage.", "month.", "date.", "track.", "kind.", "card.", "live.", "look.", "map.", "time.", "says.", "number.", "role.", "pick.", "player.", "listen.", "narration."}

// liveLabels picks the labels that a client needs, and those of more groups.
func (b *builder) liveLabels(more ...string) story.Labels {
	labels := story.Labels{}
	for k, s := range b.Labels {
		for _, pre := range append(more, livePrefixes...) {
			if strings.HasPrefix(k, pre) {
				labels[k] = s
			}
		}
	}
	return labels
}

func (b *builder) liveData(p *walkPage) template.HTML {
	return liveScript(live.Page{Root: p.Root, Labels: b.liveLabels(), Story: *b.Story.Cut(p.Chapters), Counties: b.Counties})
}

// liveScript is the element that carries what the client reads. Its text has no
// "<" that could end it.
func liveScript(p live.Page) template.HTML {
	return template.HTML(`<script type="text/plain" id="story">` + p.Write() + `</script>`)
}

// Chapter is the data of one chapter of the page.
func (p *walkPage) Chapter(c *story.Chapter) (*chapterView, error) {
	p.cites = newCites(c.ID + "-s")
	cv := &chapterView{C: c, P: p, Single: p.Single, Plate: p.b.plate(c, p.Root)}
	for _, st := range c.Steps {
		sv := stepView{S: st}
		for i, id := range p.steps {
			if id != st.ID {
				continue
			}
			if i > 0 {
				sv.Prev = p.steps[i-1]
			}
			if i+1 < len(p.steps) {
				sv.Next = p.steps[i+1]
			}
		}
		said := p.b.said(st)
		for i, bl := range st.Blocks {
			html, err := p.b.block(p.view, bl, said[i])
			if err != nil {
				return nil, fmt.Errorf("step %s: %w", st.ID, err)
			}
			sv.Blocks = append(sv.Blocks, html)
		}
		cv.Steps = append(cv.Steps, sv)
	}
	refs, err := p.b.fragment("refs", map[string]any{"P": p.view, "List": p.references()})
	cv.Refs = refs
	return cv, err
}

// plate is a chapter's own map and timeline, for paper and for readers without
// scripts: its fullest moment.
func (b *builder) plate(c *story.Chapter, root string) template.HTML {
	s, l := b.Story, b.Labels
	best := fullest(c)
	m := draw.MomentOf(s, route.View{Step: best.ID})
	if m.Stage != "map" {
		m.Stage = "map"
	}
	return template.HTML(`<figure class="plate" data-step="` + best.ID + `">` + b.pictures(m, root, draw.MapNarrow, draw.TimeNarrow) + `<figcaption>` + draw.Escape(l.Date(m.Date)+". "+draw.SaysOf(s, m, l)) + `</figcaption></figure>`)
}

// pictures writes a moment's map and timeline in one frame each, without what
// is not seen.
func (b *builder) pictures(m draw.Moment, root string, mapFrame, timeFrame draw.Frame) string {
	return draw.WriteMap(b.Story, m, draw.MapOf(b.Story, m, mapFrame), mapFrame, root, false, b.Labels) +
		draw.WriteTime(b.Story, m, draw.TimeOf(b.Story, m, timeFrame, b.Labels), timeFrame, root, false, b.Labels)
}

// bothPictures writes them for wide and for narrow pages; the style sheet shows
// one.
func (b *builder) bothPictures(m draw.Moment, root string) string {
	return b.pictures(m, root, draw.MapWide, draw.TimeWide) + b.pictures(m, root, draw.MapNarrow, draw.TimeNarrow)
}

// block writes one block of a step.
func (b *builder) block(v *view, bl story.Block, said []narration.Sentence) (template.HTML, error) {
	switch {
	case bl.Text != "":
		return `<p>` + v.Said(bl.Text, said) + `</p>`, nil
	case bl.Quote != "":
		q := b.Story.Quote(bl.Quote)
		if q == nil {
			return "", fmt.Errorf("no quotation %q", bl.Quote)
		}
		return b.quote(v, q, said...)
	case bl.Picture != "":
		html, err := draw.WritePicture(b.Story, bl.Picture, v.Root, v.CiteHTML, b.Labels)
		return template.HTML(html), err
	case bl.Try != nil:
		return b.fragment("block-try", map[string]any{"P": v, "T": bl.Try})
	case bl.Split != nil:
		return b.fragment("block-split", map[string]any{"P": v, "S": v.split(bl.Split, said)})
	}
	return "", fmt.Errorf("empty block")
}

// CiteHTML is CiteAll for the pictures, which write plain strings.
func (v *view) CiteHTML(ids []string) string { return string(v.CiteAll(ids)) }

func (b *builder) quote(v *view, q *story.Quote, said ...narration.Sentence) (template.HTML, error) {
	var reports []string
	for _, id := range q.Reports {
		if r := b.Story.Report(id); r != nil {
			reports = append(reports, r.Label)
		}
	}
	as := ""
	if len(reports) > 0 {
		as = b.Labels.T("quote.as", strings.Join(reports, "; "))
	}
	who, words := quoted(said)
	return b.fragment("block-quote", map[string]any{"P": v, "Q": q, "Who": who, "Words": v.Words(narration.QuoteWords(q), words), "Speaker": b.Story.Person(q.Speaker), "As": as})
}

func (b *builder) fragment(name string, data any) (template.HTML, error) {
	var buf bytes.Buffer
	err := b.tmpl.ExecuteTemplate(&buf, name, data)
	return template.HTML(buf.String()), err
}

// sourceList writes the page's own list of sources.
func (b *builder) sourceList(v *view) (template.HTML, error) {
	return b.fragment("sources-list", map[string]any{"P": v, "List": v.references()})
}

func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := string(r[:n-1])
	if i := strings.LastIndex(cut, " "); i > n/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:.") + "…"
}

func itoa(n int) string { return strconv.Itoa(n) }

func sortedBy[T any](list []T, less func(a, b T) bool) []T {
	out := append([]T(nil), list...)
	sort.SliceStable(out, func(i, j int) bool { return less(out[i], out[j]) })
	return out
}
