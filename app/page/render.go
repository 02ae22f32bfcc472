package page

import (
	"html/template"
	"strings"

	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/story"
)

// cites numbers the sources of a page, or of a chapter of the walk, in the
// order they are first cited.
type cites struct {
	prefix string
	order  []string
	number map[string]int
}

func newCites(prefix string) *cites { return &cites{prefix: prefix, number: map[string]int{}} }

func (c *cites) of(id string) int {
	n, ok := c.number[id]
	if !ok {
		c.order = append(c.order, id)
		n = len(c.order)
		c.number[id] = n
	}
	return n
}

func (c *cites) anchor(n int) string { return c.prefix + itoa(n) }

// Reference is one entry of a list of sources.
type Reference struct {
	Anchor string
	Root   string
	Source *story.Source
	Date   string
	Report *story.Report
}

// view is what every template is given: the story, the words of the interface,
// and how to write a text on this page.
type view struct {
	Root  string // leads from this page to the site's root: "" or "../../"
	Lang  string
	Site  story.Site
	Story *story.Story
	L     story.Labels
	cites *cites
	// here tells, for a chapter, whether it stands on this very page.
	here  func(chapter string) bool
	asset func(string) string
	// recordings are those of the chapters, by ID.
	recordings map[string]*Recording
	feed       bool // there is a feed of them
	// direct makes citations lead to the sources by their own names, which only
	// the page of all sources has.
	direct bool
	// alone is set on a site of explorers alone, which has no embeds.
	alone bool
	// Quotable is set where each quotation can be shared by itself.
	Quotable bool
	// framed is set in an embed: events and places lead to their own embeds.
	framed bool
}

// T, N and Int write labels; see story.Labels.
func (v *view) T(key string, args ...string) string { return v.L.T(key, args...) }
func (v *view) N(key string, n int) string          { return v.L.N(key, n) }
func (v *view) Int(n int) string                    { return v.L.Int(n) }

// Asset is the address of a published file of the shell.
func (v *view) Asset(name string) string { return v.Root + v.asset(name) }

// Text writes a text with its links and citations.
func (v *view) Text(s string) template.HTML {
	spans, err := story.ParseText(s)
	if err != nil { // Validate has refused this; what is read must not break
		return template.HTML(draw.Escape(story.Plain(s)))
	}
	var b strings.Builder
	for _, sp := range spans {
		switch {
		case len(sp.Sources) > 0:
			b.WriteString(string(v.CiteAll(sp.Sources)))
		case sp.Kind != "":
			b.WriteString(`<a href="` + draw.Escape(v.href(sp.Kind, sp.ID)) + `">` + draw.Escape(sp.Words) + `</a>`)
		case sp.Stress:
			b.WriteString(`<em>` + draw.Escape(sp.Words) + `</em>`)
		default:
			b.WriteString(draw.Escape(sp.Words))
		}
	}
	return template.HTML(b.String())
}

// CiteAll writes the numbers of sources, each leading to its entry.
func (v *view) CiteAll(ids []string) template.HTML {
	if len(ids) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(`<sup class="cite">`)
	for i, id := range ids {
		if i > 0 {
			b.WriteString(" ")
		}
		n := v.cites.of(id)
		to := "#" + v.cites.anchor(n)
		switch {
		case v.direct && v.Story.Source(id) != nil:
			to = "#" + id
		case v.direct && v.Story.Report(id) != nil:
			to = v.href("report", id)
		}
		b.WriteString(`<a href="` + to + `" aria-label="` + draw.Escape(v.L.T("cite", itoa(n), v.sourceName(id))) + `">` + itoa(n) + `</a>`)
	}
	b.WriteString(`</sup>`)
	return template.HTML(b.String())
}

func (v *view) sourceName(id string) string {
	if src := v.Story.Source(id); src != nil {
		return src.Publisher
	}
	if r := v.Story.Report(id); r != nil {
		return r.Label
	}
	return id
}

// href is the address of a thing of the story, from this page.
func (v *view) href(kind, id string) string {
	switch kind {
	case "event", "place":
		if v.framed {
			return v.Root + "embed/" + kind + "/" + id + "/"
		}
		return v.Root + kind + "/" + id + "/"
	case "term":
		return v.Root + "glossary/#" + id
	case "quote", "person":
		return v.Root + "people/#" + id
	case "case", "law":
		return v.Root + "law/#" + id
	case "report":
		return v.Root + "compare/#" + id
	}
	if v.here != nil && v.here(id) {
		return "#" + id
	}
	return v.Root + "chapter/" + id + "/"
}

// references lists what has been cited so far, in order.
func (v *view) references() []Reference {
	var out []Reference
	for i, id := range v.cites.order {
		out = append(out, v.reference(v.cites.anchor(i+1), id))
	}
	return out
}

func (v *view) reference(anchor, id string) Reference {
	r := Reference{Anchor: anchor, Root: v.Root, Source: v.Story.Source(id), Report: v.Story.Report(id)}
	if r.Source != nil && r.Source.Date != "" {
		if d, err := story.ParseDate(r.Source.Date); err == nil {
			r.Date = v.L.Date(d)
		} else {
			r.Date = r.Source.Date
		}
	}
	return r
}

// plain is a text without its marks.
func plain(s string) string { return story.Plain(s) }
