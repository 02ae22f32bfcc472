package page_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"net/url"
	"os"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/page"
	"github.com/strings-attached/explainer/app/raster"
	"github.com/strings-attached/explainer/app/story"
)

// options is everything but the story.
var options = sync.OnceValues(func() (page.Options, error) {
	o := page.Options{
		Lang:      "en",
		Templates: os.DirFS("../../web"),
		Asset:     func(name string) string { return "assets/" + name },
		Licences:  []page.Licence{{Name: "us-atlas", What: "the shapes", Text: "ISC"}},
	}
	text, err := os.ReadFile("../../assets/labels/en.json")
	if err != nil {
		return o, err
	}
	if err := json.Unmarshal(text, &o.Labels); err != nil {
		return o, err
	}
	if o.Fonts, err = raster.LoadFonts(os.DirFS("../../assets/fonts/card")); err != nil {
		return o, err
	}
	text, err = os.ReadFile("../../assets/geo/states-albers-10m.json")
	if err != nil {
		return o, err
	}
	topology, err := geo.DecodeTopology(text)
	if err != nil {
		return o, err
	}
	// Coarse shapes will do: the cards are drawn faster.
	states, err := topology.Simplify(20).Features("states")
	if err != nil {
		return o, err
	}
	var codes []string
	paths := map[string]string{}
	for _, f := range states {
		codes = append(codes, f.ID)
		paths[f.ID] = geo.PathData(f.Rings(), 0)
		o.Outlines = append(o.Outlines, paths[f.ID])
		box, _ := geo.Bounds(f.Rings()...)
		o.Near = append(o.Near, draw.Shape{Code: f.ID, Path: paths[f.ID], Box: box})
	}
	o.Shapes, o.Far, o.Small = draw.WriteShapes(codes, paths), o.Near, o.Near
	text, err = os.ReadFile("../../web/style/main.css")
	o.Style = string(text)
	return o, err
})

func build(t testing.TB, s *story.Story) []page.Doc {
	t.Helper()
	o, err := options()
	if err != nil {
		t.Fatal(err)
	}
	o.Story = s
	docs, err := page.Build(o)
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

func read(t testing.TB, dir string) *story.Story {
	t.Helper()
	s, problems := story.Load(os.DirFS(dir))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if dir == small {
		// The picture it shows is drawn from figures of the real story.
		all := s.Money.National[0]
		for _, id := range []string{"m-4.1bn", "m-jag-2016"} {
			sum := *all
			sum.ID = id
			s.Money.National = append(s.Money.National, &sum)
		}
	}
	return s
}

const (
	real  = "../../assets/story"
	small = "../story/testdata/good"
)

// once is the site of the real story, which takes a while to make.
var once struct {
	sync.Once
	docs []page.Doc
}

func published(t *testing.T) []page.Doc {
	t.Helper()
	once.Do(func() { once.docs = build(t, read(t, real)) })
	if once.docs == nil {
		t.Fatal("the site could not be made")
	}
	return once.docs
}

// A node is an element of a document with the means to look around in it.
type node struct{ *html.Node }

func parse(t *testing.T, d page.Doc) node {
	t.Helper()
	n, err := html.Parse(bytes.NewReader(d.Body))
	if err != nil {
		t.Fatalf("%s: %v", d.Path, err)
	}
	return node{n}
}

func (n node) attr(name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func (n node) all(is func(node) bool) []node {
	var out []node
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && is(node{c}) {
			out = append(out, node{c})
		}
	}
	return out
}

func (n node) named(tag string) []node {
	return n.all(func(c node) bool { return c.Data == tag })
}

func (n node) classed(class string) []node {
	return n.all(func(c node) bool {
		v, _ := c.attr("class")
		return slices.Contains(strings.Fields(v), class)
	})
}

func (n node) text() string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func (n node) ids(t *testing.T, doc string) map[string]node {
	out := map[string]node{}
	for _, c := range n.all(func(node) bool { return true }) {
		if id, ok := c.attr("id"); ok {
			if _, taken := out[id]; taken {
				t.Errorf("%s: two elements have the ID %q", doc, id)
			}
			out[id] = c
		}
	}
	return out
}

func isHTML(d page.Doc) bool { return strings.HasPrefix(d.ContentType, "text/html") }

// unlabelled is what a label that the language lacks comes back as.
var unlabelled = regexp.MustCompile(`\[[a-z]+(\.[A-Za-z0-9 -]+)+\]`)

// leftover is a mark of the story's texts that was not read.
var leftover = regexp.MustCompile(`\[\[|\]\]|\]\((event|place|term|quote|case|law|person|report|chapter):`)

func TestDocuments(t *testing.T) {
	for name, docs := range map[string][]page.Doc{"real": published(t), "small": build(t, read(t, small))} {
		t.Run(name, func(t *testing.T) {
			paths := map[string]bool{}
			for _, d := range docs {
				if paths[d.Path] {
					t.Errorf("%s is made twice", d.Path)
				}
				paths[d.Path] = true
				if strings.HasSuffix(d.Path, ".json") && !json.Valid(d.Body) {
					t.Errorf("%s is no JSON", d.Path)
				}
				if isHTML(d) {
					document(t, d)
				}
			}
		})
	}
}

func document(t *testing.T, d page.Doc) {
	doc := parse(t, d)
	if n := len(doc.named("h1")); n != 1 {
		t.Errorf("%s has %d h1", d.Path, n)
	}
	if n := len(doc.named("main")); n != 1 {
		t.Errorf("%s has %d main", d.Path, n)
	}
	body := string(d.Body)
	if m := unlabelled.FindString(body); m != "" {
		t.Errorf("%s lacks the label %s", d.Path, m)
	}
	if i := strings.Index(body, "ZgotmplZ"); i >= 0 {
		t.Errorf("%s: html/template refused something near %q", d.Path, body[max(0, i-60):i])
	}
	titles := doc.named("title")
	if len(titles) == 0 || strings.TrimSpace(titles[0].text()) == "" {
		t.Errorf("%s has no title", d.Path)
	}
	for _, m := range doc.named("meta") {
		if name, _ := m.attr("name"); name == "description" {
			if v, _ := m.attr("content"); v == "" || len([]rune(v)) > 160 {
				t.Errorf("%s has a description of %d characters", d.Path, len([]rune(v)))
			}
		}
	}
	for _, s := range doc.named("script") {
		kind, _ := s.attr("type")
		src, _ := s.attr("src")
		switch {
		case kind == "application/ld+json" || kind == "application/json":
			if !json.Valid([]byte(s.text())) {
				t.Errorf("%s has %s that is none", d.Path, kind)
			}
		case kind == "text/plain": // what the client reads; no browser runs it
		case src == "" || s.text() != "":
			t.Errorf("%s has an inline script, which its Content-Security-Policy refuses", d.Path)
		}
	}
	for _, n := range doc.all(func(node) bool { return true }) {
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
				t.Errorf("%s has the attribute %s on <%s>, which its Content-Security-Policy refuses", d.Path, a.Key, n.Data)
			}
		}
	}
	for _, n := range doc.named("main") {
		text := n.text()
		for _, s := range n.named("script") { // the client's own story keeps its marks
			text = strings.Replace(text, s.text(), "", 1)
		}
		if m := leftover.FindString(text); m != "" {
			t.Errorf("%s shows the mark %q", d.Path, m)
		}
	}
}

// TestLinks holds that every address is relative and leads to something that is
// published, and every fragment to an element that is there.
func TestLinks(t *testing.T) {
	docs := published(t)
	ids := map[string]map[string]node{}
	pages := map[string]node{}
	files := map[string]bool{}
	drawn := pictured(t)
	for _, d := range docs {
		files[d.Path] = true
		if isHTML(d) {
			pages[d.Path] = parse(t, d)
			ids[d.Path] = pages[d.Path].ids(t, d.Path)
		}
	}
	for from, doc := range pages {
		if from == "404.html" {
			continue // it answers for any address
		}
		for _, n := range doc.all(func(node) bool { return true }) {
			for _, key := range []string{"href", "src", "data-wasm", "data-exec"} {
				to, ok := n.attr(key)
				if !ok {
					continue
				}
				u, err := url.Parse(to)
				if err != nil {
					t.Errorf("%s: %v", from, err)
					continue
				}
				if u.IsAbs() {
					if rel, _ := n.attr("rel"); rel != "external" {
						t.Errorf("%s: <%s %s=%q> leads away and does not say so", from, n.Data, key, to)
					}
					continue
				}
				if strings.HasPrefix(to, "/") || to == "" {
					t.Errorf("%s: <%s %s=%q> is not relative", from, n.Data, key, to)
					continue
				}
				target := from
				if u.Path != "" {
					target = path.Join(path.Dir(from), u.Path)
					if strings.HasPrefix(target, "assets/") {
						continue // the shell's, which package site publishes
					}
					if drawn[target] || madeLater(target) {
						continue
					}
					if strings.HasSuffix(u.Path, "/") || u.Path == "." || u.Path == ".." {
						target = path.Join(target, "index.html")
					}
				}
				if !files[target] {
					t.Errorf("%s: %q leads to %s, which is not published", from, to, target)
					continue
				}
				if id := u.Fragment; id != "" && ids[target] != nil {
					if _, ok := ids[target][id]; !ok {
						t.Errorf("%s: %q leads to an element that %s does not have", from, to, target)
					}
				}
			}
		}
	}
}

// madeLater tells the files that are made from others: the kits from the
// pictures, the contract from the finished site.
func madeLater(path string) bool {
	return strings.HasPrefix(path, "kits/") || path == "embed/contract.json"
}

// TestCitations holds that every number leads to the entry with that number.
func TestCitations(t *testing.T) {
	total := 0
	for _, d := range published(t) {
		if !isHTML(d) || d.Path == "sources/index.html" {
			continue // there, a citation leads to the list of all sources
		}
		doc := parse(t, d)
		ids := doc.ids(t, d.Path)
		for _, sup := range doc.classed("cite") {
			for _, a := range sup.named("a") {
				total++
				href, _ := a.attr("href")
				entry, ok := ids[strings.TrimPrefix(href, "#")]
				if !ok {
					t.Errorf("%s: the citation %s leads nowhere", d.Path, href)
					continue
				}
				place := 1
				for li := entry.PrevSibling; li != nil; li = li.PrevSibling {
					if li.Type == html.ElementNode {
						place++
					}
				}
				if got := a.text(); got != strconv.Itoa(place) {
					t.Errorf("%s: the citation %s leads to entry %d of its list", d.Path, got, place)
				}
				if strings.TrimSpace(entry.text()) == "" {
					t.Errorf("%s: the source %s is empty", d.Path, href)
				}
			}
		}
	}
	if total < 500 {
		t.Errorf("only %d citations were found", total)
	}
}

// TestParagraphsKeepTheirSources holds that the walk cites, paragraph by
// paragraph, the sources that the story's text names, in order.
func TestParagraphsKeepTheirSources(t *testing.T) {
	s := read(t, real)
	for _, d := range published(t) {
		if d.Path != "index.html" {
			continue
		}
		ids := parse(t, d).ids(t, d.Path)
		for _, c := range s.Chapters {
			for _, st := range c.Steps {
				section, ok := ids[st.ID]
				if !ok {
					t.Errorf("the walk has no step %s", st.ID)
					continue
				}
				var got []string
				for _, p := range section.named("p") {
					if p.Parent != section.Node {
						continue // of a quotation, a picture or something to do
					}
					got = append(got, sourcesOf(s, ids, p))
				}
				var want []string
				for _, b := range st.Blocks {
					if b.Text == "" {
						continue
					}
					spans, err := story.ParseText(b.Text)
					if err != nil {
						t.Fatal(err)
					}
					var cited []string
					for _, sp := range spans {
						cited = append(cited, sp.Sources...)
					}
					want = append(want, strings.Join(cited, " "))
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s cites\n%s\nwant\n%s", st.ID, strings.Join(got, "\n"), strings.Join(want, "\n"))
				}
			}
		}
	}
}

// sourcesOf reads which sources a paragraph cites, from the entries its numbers
// lead to.
func sourcesOf(s *story.Story, ids map[string]node, p node) string {
	var out []string
	for _, sup := range p.classed("cite") {
		for _, a := range sup.named("a") {
			href, _ := a.attr("href")
			entry := ids[strings.TrimPrefix(href, "#")].text()
			id := "?"
			for _, x := range s.Sources {
				if strings.HasPrefix(entry, x.Publisher+", "+x.Title) {
					id = x.ID
					if name, _ := a.attr("aria-label"); !strings.HasSuffix(name, ": "+x.Publisher) {
						id = "misnamed " + id
					}
				}
			}
			for _, r := range s.Reports {
				if strings.HasPrefix(entry, r.Label) {
					id = r.ID
				}
			}
			out = append(out, id)
		}
	}
	return strings.Join(out, " ")
}

// TestFiguresHaveSources holds that no paragraph of the walk shows a figure
// without saying where it is from.
func TestFiguresHaveSources(t *testing.T) {
	digit := regexp.MustCompile(`\d`)
	for _, d := range published(t) {
		if !strings.HasPrefix(d.Path, "chapter/") || !isHTML(d) {
			continue
		}
		for _, section := range parse(t, d).classed("step") {
			for _, p := range section.named("p") {
				if p.Parent != section.Node {
					continue
				}
				cited := p.classed("cite")
				text := p.text()
				for _, c := range cited {
					text = strings.Replace(text, c.text(), "", 1)
				}
				if digit.MatchString(text) && len(cited) == 0 {
					t.Errorf("%s: %q has a figure and no source", d.Path, text)
				}
			}
		}
	}
}

// TestReproducible holds that the same story makes the same bytes: maps of Go
// have no order, and must not show.
func TestReproducible(t *testing.T) {
	s := read(t, small)
	a, b := build(t, s), build(t, read(t, small))
	if len(a) != len(b) {
		t.Fatalf("%d documents, then %d", len(a), len(b))
	}
	for i := range a {
		if a[i].Path != b[i].Path || !bytes.Equal(a[i].Body, b[i].Body) {
			t.Errorf("%s and %s differ", a[i].Path, b[i].Path)
		}
	}
	if testing.Short() {
		return
	}
	again := build(t, read(t, real))
	for i, d := range published(t) {
		if again[i].Path != d.Path || !bytes.Equal(again[i].Body, d.Body) {
			t.Errorf("%s differs from one build to the next", d.Path)
		}
	}
}

func TestCards(t *testing.T) {
	s := read(t, real)
	want := []string{"cards/walk.png"}
	for _, c := range s.Chapters {
		want = append(want, "cards/"+c.ID+".png")
	}
	for _, d := range published(t) {
		if !strings.HasPrefix(d.Path, "cards/") {
			continue
		}
		want = slices.DeleteFunc(want, func(p string) bool { return p == d.Path })
		c, err := png.DecodeConfig(bytes.NewReader(d.Body))
		if err != nil || c.Width != 1200 || c.Height != 630 {
			t.Errorf("%s is %d × %d (%v), want 1200 × 630", d.Path, c.Width, c.Height, err)
		}
	}
	if len(want) > 0 {
		t.Errorf("there is no %v", want)
	}
}

// TestEveryThingHasItsPage holds the addresses that others may link to.
func TestEveryThingHasItsPage(t *testing.T) {
	s := read(t, real)
	files := map[string]bool{}
	for _, d := range published(t) {
		files[d.Path] = true
	}
	want := []string{"index.html", "404.html", "event/index.html", "place/index.html", "people/index.html", "compare/index.html", "law/index.html",
		"glossary/index.html", "sources/index.html", "data/index.html", "licences/index.html", "site.webmanifest", "data/events.csv", "data/events.json", "data/dictionary.json"}
	for _, c := range s.Chapters {
		want = append(want, "chapter/"+c.ID+"/index.html")
	}
	for _, e := range s.Events {
		want = append(want, "event/"+e.ID+"/index.html")
	}
	for _, p := range s.Places {
		want = append(want, "place/"+p.ID+"/index.html")
	}
	for _, p := range want {
		if !files[p] {
			t.Errorf("%s is not made", p)
		}
	}
}

// TestAddress holds that the site's own address is used where the web asks for
// an absolute one, and nowhere else.
func TestAddress(t *testing.T) {
	o, err := options()
	if err != nil {
		t.Fatal(err)
	}
	o.Story, o.Address = read(t, small), "https://example.org/strings/"
	docs, err := page.Build(o)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]bool{}
	for _, d := range docs {
		files[d.Path] = true
	}
	for _, d := range docs {
		if !isHTML(d) {
			continue
		}
		doc := parse(t, d)
		for _, n := range doc.all(func(node) bool { return true }) {
			for _, a := range n.Attr {
				if !strings.Contains(a.Val, o.Address) {
					continue
				}
				rel, _ := n.attr("rel")
				if kind, _ := n.attr("type"); n.Data != "meta" && rel != "canonical" && kind != "application/json+oembed" {
					t.Errorf("%s: <%s %s> names the site's address", d.Path, n.Data, a.Key)
				}
			}
		}
		for _, l := range doc.named("link") {
			if rel, _ := l.attr("rel"); rel == "canonical" {
				want := o.Address + strings.TrimSuffix(d.Path, "index.html")
				href, _ := l.attr("href")
				if strings.Contains(string(d.Body), " data-embed=") { // it stands for a page of the site
					if !files[strings.TrimPrefix(href, o.Address)+"index.html"] || strings.HasPrefix(href, o.Address+"embed/") {
						t.Errorf("%s is canonical at %s, which is no page of the site", d.Path, href)
					}
				} else if href != want {
					t.Errorf("%s is canonical at %s, want %s", d.Path, href, want)
				}
			}
		}
	}
}

// TestHostileStory holds that words of the story are never markup: every field
// that holds words gets a script to smuggle in.
func TestHostileStory(t *testing.T) {
	s := read(t, small)
	const evil = `</script></title><script>alert("x")</script><img src=x onerror=alert(1)>'"&`
	words := []string{"Title", "Subtitle", "Description", "Question", "Heading", "When", "Name", "Label", "Short", "Publisher", "Headline", "Claim", "Term",
		"Office", "Caption", "Court", "Subject", "Filed", "Status", "Excerpt", "Says", "Summary", "Note", "Notes", "Answer", "Front", "Back", "Policy",
		"Point", "County", "StateName", "City", "Year", "Measure", "Unit", "Who", "Count", "Docket", "Citation", "Where", "Issue", "Plain"}
	n := 0
	var poison func(v reflect.Value)
	poison = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface:
			if !v.IsNil() {
				poison(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				poison(v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				f, field := v.Field(i), v.Type().Field(i)
				if f.Kind() == reflect.String && f.CanSet() && slices.Contains(words, field.Name) && !codes[v.Type().Name()+"."+field.Name] {
					f.SetString(f.String() + evil)
					n++
				} else {
					poison(f)
				}
			}
		}
	}
	poison(reflect.ValueOf(s))
	if n < 100 {
		t.Fatalf("only %d fields were poisoned", n)
	}
	for _, d := range build(t, s) {
		if !isHTML(d) {
			continue
		}
		document(t, d)
		doc := parse(t, d)
		for _, img := range doc.named("img") {
			if src, _ := img.attr("src"); src == "x" {
				t.Errorf("%s: an image was smuggled in: %s", d.Path, around(string(d.Body), "<img src=x"))
			}
		}
		for _, sc := range doc.named("script") {
			if strings.HasPrefix(sc.text(), "alert") {
				t.Errorf("%s: a script was smuggled in: %s", d.Path, around(string(d.Body), "<script>alert"))
			}
		}
	}
}

// codes are fields that hold one of a few values, not words.
var codes = map[string]bool{"Place.Answer": true, "Decision.Court": true, "Decision.Issue": true}

func around(text, what string) string {
	i := strings.Index(text, what)
	return fmt.Sprintf("%q", text[max(0, i-120):max(0, i)+min(40, len(text)-max(0, i))])
}
