package page_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"html"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/strings-attached/explainer/app/embed"
	"github.com/strings-attached/explainer/app/page"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// shared is what these tests read of embed/parts.json.
type shared struct {
	Address string
	Dialog  string
	Ways    map[string][2]string
	Keep    map[string][]string
	Set     map[string]struct {
		Param  string
		Values []string
	}
	Heights map[string]map[string]int
	Parts   []struct{ Kind, ID, Title, Embed, Page, Picture, OEmbed string }
}

func readShared(t *testing.T, docs []page.Doc) shared {
	t.Helper()
	var d shared
	for _, doc := range docs {
		if doc.Path == "embed/parts.json" {
			if err := json.Unmarshal(doc.Body, &d); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(d.Parts) == 0 {
		t.Fatal("embed/parts.json lists nothing")
	}
	return d
}

// TestParts holds that all that is listed for embedding is made: the embed, its
// page and its pictures.
func TestParts(t *testing.T) {
	docs := published(t)
	files := pictured(t)
	for _, d := range docs {
		files[d.Path] = true
	}
	d := readShared(t, docs)
	for _, p := range d.Parts {
		full, _, _ := strings.Cut(p.Page, "#")
		for _, want := range []string{p.Embed + "index.html", full + "index.html", p.Picture + ".svg", p.Picture + "-1200.png"} {
			if !files[want] {
				t.Errorf("%s %s lists %s, which is not made", p.Kind, p.ID, want)
			}
		}
		if d.Heights[p.Kind]["320"] < 200 {
			t.Errorf("there is no height for %s", p.Kind)
		}
	}
}

// TestDialogCodes holds that the dialog, which puts what the reader chose into
// the templates, writes the codes that package embed writes.
func TestDialogCodes(t *testing.T) {
	d := readShared(t, published(t))
	names := regexp.MustCompile(`\{(\w+)\}`)
	for _, width := range []int{0, 640} {
		for _, way := range embed.Ways {
			c := embed.Code{Site: embed.Site{Address: "https://example.org/a&b/"}, Target: embed.Target{Kind: embed.Map, ID: "money"}, View: route.View{Scope: "jag-2017", Pick: route.Pick{Kind: "place", ID: "chicago"}},
				Dress: embed.Dress{Theme: "dark", Chrome: "min", Accent: "ffcc00"}, Title: `Say "money" & more`, Width: width, Height: 777}
			values := map[string]string{
				"src": c.Address + embed.Address(c.Target, c.View, c.Dress), "bare": c.Address + embed.Address(c.Target, c.View, embed.Dress{}), "full": c.Address + c.Target.Full(c.View),
				"address": c.Address, "title": c.Title, "height": "777", "width": "640",
			}
			got := names.ReplaceAllStringFunc(d.Ways[way][min(width, 1)], func(name string) string {
				if name == "{dress}" {
					return ` theme="dark" accent="ffcc00" chrome="min"`
				}
				return html.EscapeString(values[name[1:len(name)-1]])
			})
			if want := strings.ReplaceAll(c.Paste(way), "&quot;", "&#34;"); got != want {
				t.Errorf("%s at %d:\n%s\nwant\n%s", way, width, got, want)
			}
		}
	}
}

// TestDialogViews holds that the dialog keeps of a View what the embeds keep.
func TestDialogViews(t *testing.T) {
	d := readShared(t, published(t))
	day := story.Date{Year: 2017, Month: 4, Day: 21}
	for _, k := range embed.Kinds {
		var got []string
		for _, pick := range []string{"event", "place"} {
			v := route.View{Pick: route.Pick{Kind: pick, ID: "x"}, Scope: "x", List: "x", Issue: "x", Date: day, Camera: route.Camera{K: 2, X: 3, Y: 4},
				Span: route.Span{From: day, To: day}, Tracks: "court", Kind: "law", Told: "told", In: "x", Who: "x", Thread: "x"}
			_, query, _ := strings.Cut(embed.Address(embed.Target{Kind: k, ID: "x"}, v, embed.Dress{}), "?")
			values, err := url.ParseQuery(query)
			if err != nil {
				t.Fatal(err)
			}
			for name := range values {
				if !slices.Contains(got, name) {
					got = append(got, name)
				}
			}
		}
		want := slices.Clone(d.Keep[string(k)])
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("an embed of kind %s keeps %v, the dialog %v", k, got, want)
		}
	}
	for layer, set := range d.Set {
		if want := embed.Settings(layer)[1:]; !slices.Equal(set.Values, want) {
			t.Errorf("the dialog knows the settings %v of %s, want %v", set.Values, layer, want)
		}
	}
}

// addressed is the small site, built for an address.
func addressed(t *testing.T) []page.Doc {
	t.Helper()
	o, err := options()
	if err != nil {
		t.Fatal(err)
	}
	o.Story, o.Address = read(t, small), "https://example.org/strings/"
	o.Hosts = embed.Site{Address: o.Address}
	docs, err := page.Build(o)
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

// TestOEmbed holds that every page leads to an answer that keeps to oEmbed 1.0,
// and that a site without an address, which oEmbed cannot tell, has none.
func TestOEmbed(t *testing.T) {
	docs := addressed(t)
	answers := map[string][]byte{}
	for _, d := range docs {
		if strings.HasPrefix(d.Path, "oembed/") {
			answers["https://example.org/strings/"+d.Path] = d.Body
		}
	}
	pages := 0
	for _, d := range docs {
		if !isHTML(d) || d.Path == "404.html" {
			continue
		}
		pages++
		found := ""
		for _, l := range parse(t, d).named("link") {
			if kind, _ := l.attr("type"); kind == "application/json+oembed" {
				found, _ = l.attr("href")
			}
		}
		var o struct {
			Version, Type, Title, HTML string
			Width, Height              int
			Thumbnail                  string `json:"thumbnail_url"`
			ThumbWidth                 int    `json:"thumbnail_width"`
			ThumbHeight                int    `json:"thumbnail_height"`
		}
		if err := json.Unmarshal(answers[found], &o); err != nil {
			t.Errorf("%s leads to the oEmbed answer %q: %v", d.Path, found, err)
			continue
		}
		if o.Version != "1.0" || o.Title == "" || o.ThumbWidth == 0 || o.ThumbHeight == 0 || !strings.HasPrefix(o.Thumbnail, "https://example.org/strings/") {
			t.Errorf("%s: %+v", found, o)
		}
		if own := "https://example.org/strings/" + strings.TrimSuffix(d.Path, "index.html"); strings.Contains(string(d.Body), " data-embed=") && !strings.Contains(o.HTML, `src="`+own+`"`) {
			t.Errorf("%s is embedded as %s", d.Path, o.HTML)
		}
		if rich := o.Type == "rich"; rich != (o.HTML != "") || rich && (o.Width == 0 || o.Height == 0 || !strings.Contains(o.HTML, `src="https://example.org/strings/embed/`)) || !rich && o.Type != "link" {
			t.Errorf("%s: %+v", found, o)
		}
	}
	if pages < 10 || len(answers) != pages {
		t.Errorf("%d pages have %d answers", pages, len(answers))
	}
	for _, d := range docs {
		if d.Path != "embed/parts.json" {
			continue
		}
		var list struct {
			Parts []struct{ Title, OEmbed string }
		}
		if err := json.Unmarshal(d.Body, &list); err != nil || len(list.Parts) < 10 {
			t.Fatalf("%d parts: %v", len(list.Parts), err)
		}
		for _, p := range list.Parts {
			if answers["https://example.org/strings/"+p.OEmbed] == nil {
				t.Errorf("%s: there is no %s", p.Title, p.OEmbed)
			}
		}
	}
	for _, d := range published(t) {
		if strings.HasPrefix(d.Path, "oembed/") || isHTML(d) && strings.Contains(string(d.Body), "json+oembed") {
			t.Errorf("%s speaks of oEmbed without an address", d.Path)
		}
	}
}

// TestCorrectionsFeed holds that the feed has what Atom asks for (RFC 4287).
func TestCorrectionsFeed(t *testing.T) {
	for _, docs := range [][]page.Doc{published(t), addressed(t)} {
		i := slices.IndexFunc(docs, func(d page.Doc) bool { return d.Path == "corrections.xml" })
		if i < 0 {
			t.Fatal("there is no feed")
		}
		type link struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		}
		type entry struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Link    []link `xml:"link"`
			Content string `xml:"content"`
		}
		var feed struct {
			XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
			entry
			Author  string  `xml:"author>name"`
			Entries []entry `xml:"entry"`
		}
		if err := xml.Unmarshal(docs[i].Body, &feed); err != nil {
			t.Fatal(err)
		}
		ids := map[string]bool{}
		for _, e := range append(feed.Entries, feed.entry) {
			if ids[e.ID] || !strings.HasPrefix(e.ID, "urn:uuid:") {
				t.Errorf("the ID %q is taken, or none", e.ID)
			}
			ids[e.ID] = true
			if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || e.Title == "" || len(e.Link) == 0 || e.Link[0].Href == "" {
				t.Errorf("%+v (%v)", e, err)
			}
		}
		if feed.Author == "" || len(feed.Entries) == 0 {
			t.Errorf("the feed has %d entries by %q", len(feed.Entries), feed.Author)
		}
	}
}

// TestKits holds that a kit is the same twice, and has all that it speaks of.
func TestKits(t *testing.T) {
	o, err := options()
	if err != nil {
		t.Fatal(err)
	}
	o.Story = read(t, real)
	files := map[string][]byte{}
	for p := range pictured(t) {
		files[p] = []byte(p)
	}
	kits, err := page.Kits(o, files)
	if err != nil {
		t.Fatal(err)
	}
	again, err := page.Kits(o, files)
	if err != nil || len(kits) != len(o.Story.Chapters) {
		t.Fatalf("%d kits (%v)", len(kits), err)
	}
	for i, k := range kits {
		if !bytes.Equal(k.Body, again[i].Body) {
			t.Errorf("%s is made in two ways", k.Path)
		}
		r, err := zip.NewReader(bytes.NewReader(k.Body), int64(len(k.Body)))
		if err != nil {
			t.Fatal(err)
		}
		c := o.Story.Chapters[i]
		text := map[string]string{}
		for _, f := range r.File {
			in, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(in)
			if err != nil {
				t.Fatal(err)
			}
			text[strings.TrimPrefix(f.Name, c.ID+"/")] = string(body)
		}
		for name, want := range map[string]string{
			"README.txt": c.Question, "LICENCE.txt": "CC BY 4.0", "codes.txt": "<strings-attached ", "text.txt": c.Steps[0].Heading,
			"pictures.txt": c.Question, "pictures/" + c.ID + "-1200.png": "chapter/", "pictures/" + c.ID + ".svg": "", "pictures/" + c.ID + ".csv": "",
		} {
			if got, ok := text[name]; !ok || !strings.Contains(got, want) {
				t.Errorf("%s: %s is %.80q, want %q in it", k.Path, name, got, want)
			}
		}
		if strings.Contains(text["README.txt"], "@") || strings.Contains(text["text.txt"], "[[") {
			t.Errorf("%s has marks or an address of somebody in its texts", k.Path)
		}
	}
}
