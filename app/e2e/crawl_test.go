package e2e

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image/png"
	"io"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"github.com/strings-attached/explainer/app/site"
)

// document is one page of the built site, taken apart.
type document struct {
	file  string // in the site
	root  *html.Node
	ids   map[string]int
	links []link
}

// link is something in a document that leads elsewhere or fetches something.
type link struct {
	from, attr, to string // the element's name, the attribute and its value
	fetch          bool   // the browser asks for it by itself
}

// documents are all pages of the built site.
var documents = sync.OnceValue(func() []*document {
	var out []*document
	for _, f := range built.Files() {
		if !strings.HasSuffix(f.Path, ".html") {
			continue
		}
		root, err := html.Parse(bytes.NewReader(f.Body))
		if err != nil {
			panic(err) // reading bytes does not fail, and any text is a document
		}
		d := &document{file: f.Path, root: root, ids: map[string]int{}}
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if id := attr(n, "id"); id != "" {
				d.ids[id]++
			}
			for _, a := range n.Attr {
				to := link{n.Data, a.Key, a.Val, n.Data != "a" && n.Data != "area"}
				switch a.Key {
				case "href", "xlink:href", "src", "poster", "data", "action", "data-exec", "data-wasm", "data-src", "data-live", "data-chosen", "data-enliven", "data-rules", "data-player", "data-hear":
					if n.Data == "link" && slices.Contains([]string{"canonical", "alternate", "license", "author", "prev", "next"}, attr(n, "rel")) {
						to.fetch = false
					}
					if a.Key == "data" && n.Data != "object" {
						continue
					}
					d.links = append(d.links, to)
				case "srcset", "imagesrcset":
					for part := range strings.SplitSeq(a.Val, ",") {
						to.to, _, _ = strings.Cut(strings.TrimSpace(part), " ")
						d.links = append(d.links, to)
					}
				}
			}
		}
		out = append(out, d)
	}
	return out
})

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// text is what is written in a node, with single spaces.
func text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// find lists the elements of a document with a name.
func (d *document) find(names ...string) []*html.Node {
	var out []*html.Node
	for n := range d.root.Descendants() {
		if n.Type == html.ElementNode && slices.Contains(names, n.Data) {
			out = append(out, n)
		}
	}
	return out
}

// meta is the content of a meta element, and whether there is exactly one.
func (d *document) meta(key, name string) (string, bool) {
	var out []string
	for _, n := range d.find("meta") {
		if attr(n, key) == name {
			out = append(out, attr(n, "content"))
		}
	}
	return strings.Join(out, " | "), len(out) == 1
}

// lost is the page that answers for addresses where nothing stands. It cannot
// know how deep the address is, so its own lead from the root.
const lost = "404.html"

// framed tells the documents that stand in frames of other people's pages. They
// are not to be found by themselves: each has the address of a page of the site
// for its own, and shares titles with it.
func (d *document) framed() bool {
	return strings.HasPrefix(d.file, "embed/") && !slices.Contains(editorsPages, d.file)
}

// editorsPages stand beside the embeds, and are pages like any other.
var editorsPages = []string{"embed/index.html", "embed/event/index.html", "embed/place/index.html", "embed/quote/index.html"}

// each runs a check for every document, and complains at most a few times.
func each(t *testing.T, check func(d *document, fail func(format string, args ...any))) {
	t.Helper()
	n := 0
	for _, d := range documents() {
		check(d, func(format string, args ...any) {
			t.Helper()
			if n++; n <= 20 {
				t.Errorf("%s: %s", d.file, fmt.Sprintf(format, args...))
			}
		})
	}
	if n > 20 {
		t.Errorf("and %d more", n-20)
	}
	if len(documents()) < 100 {
		t.Errorf("only %d pages", len(documents()))
	}
}

// address is what a link of a document leads to in the site: a file and a
// fragment. ok is false for what leads out of the site.
func (d *document) address(to string) (file, fragment string, ok bool, err error) {
	u, err := url.Parse(to)
	if err != nil {
		return "", "", false, err
	}
	if u.Scheme != "" || u.Host != "" {
		return "", "", false, nil
	}
	file = d.file
	switch {
	case strings.HasPrefix(u.Path, "/"):
		file = strings.TrimPrefix(u.Path, "/")
	case u.Path != "":
		file = path.Join(path.Dir("/"+d.file), u.Path)[1:]
		if strings.HasSuffix(u.Path, "/") || strings.HasSuffix(u.Path, "..") || u.Path == "." {
			file += "/"
		}
		if up := strings.Count(path.Clean(u.Path), ".."); up > strings.Count(d.file, "/") {
			return "", "", true, fmt.Errorf("it leads above the site")
		}
	}
	file = strings.TrimPrefix(file, "/")
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	return file, u.Fragment, true, nil
}

func TestLinks(t *testing.T) {
	t.Parallel()
	ids := map[string]map[string]int{}
	for _, d := range documents() {
		ids[d.file] = d.ids
	}
	each(t, func(d *document, fail func(string, ...any)) {
		for _, l := range d.links {
			where := fmt.Sprintf("<%s %s=%q>", l.from, l.attr, l.to)
			file, fragment, ok, err := d.address(l.to)
			switch {
			case err != nil:
				fail("%s: %v", where, err)
				continue
			case !ok:
				u, _ := url.Parse(l.to)
				if l.fetch && u.Scheme != "data" {
					fail("%s is fetched from elsewhere", where)
				} else if !slices.Contains([]string{"http", "https", "mailto", "data"}, u.Scheme) {
					fail("%s: an address of no known kind", where)
				}
				continue
			case strings.HasPrefix(l.to, "/") && d.file != lost:
				fail("%s: not relative, so it breaks under /any/sub/path/", where)
				continue
			case l.to == "" && l.from == "a":
				fail("%s leads nowhere", where)
				continue
			}
			if built.File(file) == nil {
				fail("%s: there is no %s", where, file)
				continue
			}
			if fragment != "" && ids[file] != nil && ids[file][fragment] == 0 {
				fail("%s: %s has no element with the id %q", where, file, fragment)
			}
			if fragment != "" && ids[file] == nil && l.from == "a" {
				fail("%s: a fragment of what is no page", where)
			}
		}
	})
}

// Every page can be come to from the start, and the whole site stands under any
// path.
func TestCrawl(t *testing.T) {
	t.Parallel()
	for _, prefix := range []string{"/", "/any/sub/path/"} {
		t.Run(prefix, func(t *testing.T) {
			s := serve(t, prefix)
			todo := []string{s.URL + prefix}
			seen := map[string]bool{todo[0]: true}
			reached := map[string]bool{}
			for len(todo) > 0 {
				address := todo[0]
				todo = todo[1:]
				reply, err := s.Client().Get(address)
				if err != nil {
					t.Fatal(err)
				}
				body, err := io.ReadAll(reply.Body)
				reply.Body.Close()
				if err != nil {
					t.Fatal(err)
				}
				if reply.StatusCode != http.StatusOK {
					t.Errorf("%s: status %s", address, reply.Status)
					continue
				}
				final := reply.Request.URL
				reached[strings.TrimPrefix(final.Path, prefix)] = true
				if !strings.HasPrefix(reply.Header.Get("Content-Type"), "text/html") {
					continue
				}
				root, err := html.Parse(bytes.NewReader(body))
				if err != nil {
					t.Fatal(err)
				}
				for n := range root.Descendants() {
					for _, key := range []string{"href", "src", "data-exec", "data-wasm"} {
						if !hasAttr(n, key) {
							continue
						}
						to, err := final.Parse(attr(n, key))
						if err != nil || to.Host != final.Host {
							continue
						}
						to.Fragment, to.RawQuery = "", ""
						if next := to.String(); !seen[next] {
							seen[next] = true
							todo = append(todo, next)
						}
					}
				}
			}
			for _, d := range documents() {
				if at := strings.TrimSuffix(d.file, "index.html"); !reached[at] && !reached[d.file] && d.file != lost && !d.framed() {
					t.Errorf("no link leads to %s", d.file)
				}
			}
		})
	}
}

func TestHead(t *testing.T) {
	t.Parallel()
	titles, descriptions := map[string]string{}, map[string]string{}
	each(t, func(d *document, fail func(string, ...any)) {
		if root := d.find("html"); len(root) != 1 || attr(root[0], "lang") == "" {
			fail("no lang")
		}
		title := d.find("title")
		if title = slices.DeleteFunc(title, func(n *html.Node) bool { return n.Namespace == "svg" }); len(title) != 1 || text(title[0]) == "" {
			fail("%d titles", len(title))
		} else if other, ok := titles[text(title[0])]; ok && !d.framed() {
			fail("has the title of %s: %q", other, text(title[0]))
		} else {
			if !d.framed() {
				titles[text(title[0])] = d.file
			}
		}
		description, one := d.meta("name", "description")
		switch n := len([]rune(description)); {
		case !one || n == 0:
			fail("no description, or more than one: %q", description)
		case n > 160:
			fail("a description of %d letters: %q", n, description)
		case n < 25:
			fail("a description that says little: %q", description)
		}
		if other, ok := descriptions[description]; ok && !d.framed() {
			fail("has the description of %s: %q", other, description)
		}
		if !d.framed() {
			descriptions[description] = d.file
		}
		if robots, _ := d.meta("name", "robots"); d.framed() != (robots == "noindex") {
			fail("robots are told %q", robots)
		}
		if _, one := d.meta("name", "viewport"); !one {
			fail("no viewport")
		}
		canonical := 0
		for _, n := range d.find("link") {
			if attr(n, "rel") == "canonical" {
				canonical++
				if to := attr(n, "href"); to == "" {
					fail("an empty canonical address")
				} else if file, _, ok, err := d.address(to); err != nil || ok && (file != d.file) != d.framed() || ok && built.File(file) == nil {
					fail("the canonical address is %s: %s, %v", to, file, err)
				} else if !ok && !d.framed() && !strings.HasSuffix(to, "/"+strings.TrimSuffix(d.file, "index.html")) {
					fail("the canonical address is another's: %s", to)
				}
			}
		}
		if want := 1; canonical != want && d.file != lost {
			fail("%d canonical addresses", canonical)
		}
	})
}

func TestHeadings(t *testing.T) {
	t.Parallel()
	each(t, func(d *document, fail func(string, ...any)) {
		if h1 := d.find("h1"); len(h1) != 1 {
			fail("%d h1", len(h1))
		}
		last := 1 // what stands before the h1, such as the stage, may begin with h2
		for _, h := range d.find("h1", "h2", "h3", "h4", "h5", "h6") {
			level, _ := strconv.Atoi(h.Data[1:])
			if level > last+1 {
				fail("h%d follows h%d: %q", level, last, text(h))
			}
			if text(h) == "" {
				fail("an empty h%d", level)
			}
			last = level
		}
	})
}

func TestIDs(t *testing.T) {
	t.Parallel()
	each(t, func(d *document, fail func(string, ...any)) {
		for id, n := range d.ids {
			if n > 1 {
				fail("%d elements have the id %q", n, id)
			}
			if strings.ContainsAny(id, " \t\n") {
				fail("the id %q has a space", id)
			}
		}
		for n := range d.root.Descendants() {
			for _, key := range []string{"aria-labelledby", "aria-describedby", "aria-controls", "for"} {
				for _, id := range strings.Fields(attr(n, key)) {
					if d.ids[id] == 0 {
						fail("<%s %s=%q>: there is no such id", n.Data, key, id)
					}
				}
			}
		}
	})
}

// The strict Content-Security-Policy lets none of these through, and readers
// would miss them in silence.

func TestNothingInline(t *testing.T) {
	t.Parallel()
	each(t, func(d *document, fail func(string, ...any)) {
		for n := range d.root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			for _, a := range n.Attr {
				if a.Key == "style" {
					fail("<%s style=%q>", n.Data, a.Val)
				}
				if strings.HasPrefix(a.Key, "on") {
					fail("<%s %s=%q>", n.Data, a.Key, a.Val)
				}
				if strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
					fail("<%s %s=%q>", n.Data, a.Key, a.Val)
				}
			}
			switch n.Data {
			case "style":
				// The first sight of a page; its policy names it by its hash.
				if n.Parent.Data != "head" || !slices.Contains(built.Inline().Styles, hash(n)) {
					fail("a <style> that the policy does not let through")
				}
			case "base":
				fail("a <base>, which no relative fragment survives")
			case "script":
				kind := attr(n, "type")
				// What the first paint goes by, named by its hash as well.
				if kind == "" && attr(n, "src") == "" && n.Parent.Data == "head" && slices.Contains(built.Inline().Scripts, hash(n)) {
					continue
				}
				if data := kind == "application/json" || kind == "application/ld+json" || kind == "text/plain"; !data && (attr(n, "src") == "" || text(n) != "") {
					fail("a script in the page: %.60q", text(n))
				}
			}
		}
	})
}

// hash is what a policy calls the content of a node by.
func hash(n *html.Node) string {
	sum := sha256.Sum256([]byte(text(n)))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func TestStructuredData(t *testing.T) {
	t.Parallel()
	kinds := map[string]bool{}
	each(t, func(d *document, fail func(string, ...any)) {
		for _, n := range d.find("script") {
			if attr(n, "type") != "application/ld+json" && attr(n, "type") != "application/json" {
				continue
			}
			var data map[string]any
			if err := json.Unmarshal([]byte(text(n)), &data); err != nil {
				fail("%s: %v", attr(n, "type"), err)
				continue
			}
			if attr(n, "type") == "application/json" {
				continue
			}
			if data["@context"] != "https://schema.org" || data["@type"] == nil {
				fail("JSON-LD without @context or @type")
			}
			kinds[fmt.Sprint(data["@type"])] = true
			for _, key := range []string{"description", "inLanguage"} {
				if s, _ := data[key].(string); s == "" {
					fail("JSON-LD without %s", key)
				}
			}
		}
	})
	for _, kind := range []string{"Article", "[Article LearningResource]", "Dataset"} {
		if !kinds[kind] {
			t.Errorf("no page says in JSON-LD that it is %s", kind)
		}
	}
}

func TestShareCards(t *testing.T) {
	t.Parallel()
	checked := map[string]bool{}
	each(t, func(d *document, fail func(string, ...any)) {
		if d.file == lost || d.framed() {
			return
		}
		for _, name := range []string{"og:title", "og:description", "og:image", "og:image:alt", "og:type", "og:url"} {
			if v, one := d.meta("property", name); !one || v == "" {
				fail("%s is %q", name, v)
			}
		}
		to, _ := d.meta("property", "og:image")
		file, _, ok, err := d.address(to)
		if err != nil {
			fail("og:image %s: %v", to, err)
			return
		}
		if !ok { // absolute, where the site knows its address
			if i := strings.Index(to, "/cards/"); i >= 0 {
				file = to[i+1:]
			}
		}
		if checked[file] {
			return
		}
		checked[file] = true
		f := built.File(file)
		if f == nil {
			fail("there is no share card %s", file)
			return
		}
		c, err := png.DecodeConfig(bytes.NewReader(f.Body))
		if err != nil || c.Width != 1200 || c.Height != 630 {
			fail("share card %s: %dx%d, %v", file, c.Width, c.Height, err)
		}
	})
	if len(checked) < 11 {
		t.Errorf("%d different share cards: want one of the walk and one of each chapter", len(checked))
	}
}

// unknownLabel is how a label that the language lacks comes out, such as
// [card.more].
var unknownLabel = regexp.MustCompile(`\[[a-z]+(?:\.[A-Za-z0-9-]+)+\]`)

func TestNoUnknownLabel(t *testing.T) {
	t.Parallel()
	for _, f := range built.Files() {
		switch path.Ext(f.Path) {
		case ".html", ".txt", ".csv", ".webmanifest", ".svg":
			for _, found := range unknownLabel.FindAllString(string(f.Body), 3) {
				t.Errorf("%s: %s", f.Path, found)
			}
		}
	}
}

// Nothing a browser fetches is named by an absolute address.
func TestNoOthersInStyles(t *testing.T) {
	t.Parallel()
	abroad := regexp.MustCompile(`(?:url\(\s*["']?|@import\s+["']?)(?:https?:)?//`)
	for _, f := range built.Files() {
		if ext := path.Ext(f.Path); (ext == ".css" || ext == ".svg") && abroad.Match(f.Body) {
			t.Errorf("%s fetches from elsewhere", f.Path)
		}
	}
}

// kilobyte is what the limits below are in.
const kilobyte = 1000

func TestWeights(t *testing.T) {
	t.Parallel()
	fonts, fontBytes, wasm := 0, 0, 0
	for _, f := range built.Files() {
		weight := len(f.Body)
		if f.BR != nil {
			weight = len(f.BR)
		}
		switch {
		case f.Path == "index.html", strings.HasPrefix(f.Path, "chapter/") && strings.HasSuffix(f.Path, ".html"):
			if f.BR == nil {
				t.Errorf("%s has no brotli twin", f.Path)
			}
			if weight > 90*kilobyte {
				t.Errorf("%s weighs %d bytes with brotli, its pictures included; 90 KB is the limit", f.Path, weight)
			}
		case strings.HasSuffix(f.Path, ".woff2"), strings.HasSuffix(f.Path, ".woff"), strings.HasSuffix(f.Path, ".ttf"):
			fonts++
			fontBytes += weight
		case strings.HasSuffix(f.Path, ".wasm"):
			wasm++
			t.Logf("%s: %d bytes with brotli", f.Path, weight)
			limit := 1000
			if strings.HasPrefix(f.Path, "assets/decoder.") {
				limit = 550
			}
			if weight > limit*kilobyte {
				t.Errorf("%s weighs %d bytes with brotli; %d KB is the limit", f.Path, weight, limit)
			}
		}
	}
	if fonts > 2 || fontBytes > 80*kilobyte {
		t.Errorf("%d fonts of %d bytes; 2 of 80 KB are the limit", fonts, fontBytes)
	}
	if wasm == 0 {
		t.Error("no WebAssembly")
	}
}

// Readers with brotli or gzip get that, and the twins on disk are what the
// compressor makes today: a stale one would make two builds differ.
func TestTwins(t *testing.T) {
	t.Parallel()
	s := serve(t, "/")
	for _, f := range []string{"index.html", "event/index.html", "data/events.csv"} {
		for _, encoding := range []string{"br", "gzip"} {
			r, err := http.NewRequest("GET", s.URL+"/"+f, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Accept-Encoding", encoding)
			reply, err := s.Client().Do(r)
			if err != nil {
				t.Fatal(err)
			}
			reply.Body.Close()
			if got := reply.Header.Get("Content-Encoding"); got != encoding {
				t.Errorf("%s: asked for %s, got %q", f, encoding, got)
			}
		}
	}
	again := site.New()
	var names []string
	for _, f := range built.Files() {
		if (f.Path == "index.html" || path.Ext(f.Path) == ".css" || strings.HasPrefix(f.Path, "chapter/")) && f.BR != nil {
			names = append(names, f.Path)
			if err := again.Add(f.Path, f.Body); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := again.Compress(context.Background(), "", nil); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		was, is := built.File(name), again.File(name)
		if !bytes.Equal(was.BR, is.BR) || !bytes.Equal(was.GZ, is.GZ) {
			t.Errorf("%s is compressed to other bytes than in the build", name)
		}
	}
}

// Two builds of one commit are the same, byte for byte.
func TestReproducible(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("builds the site again")
	}
	tmp := t.TempDir()
	if err := shell("go", "build", "-o", filepath.Join(tmp, "explainer"), "./app/cmd/explainer"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "build", "client.wasm")); err != nil {
		t.Fatal("the client is missing: make wasm; ", err)
	}
	again := filepath.Join(tmp, "dist")
	if err := shell(filepath.Join(tmp, "explainer"), "build", "-out", again); err != nil {
		t.Fatal(err)
	}
	other, err := site.Load(os.DirFS(again))
	if err != nil {
		t.Fatal(err)
	}
	var differ []string
	for _, f := range built.Files() {
		o := other.File(f.Path)
		if o == nil || !bytes.Equal(o.Body, f.Body) || !bytes.Equal(o.BR, f.BR) || !bytes.Equal(o.GZ, f.GZ) {
			differ = append(differ, f.Path)
		}
	}
	for _, o := range other.Files() {
		if built.File(o.Path) == nil {
			differ = append(differ, o.Path)
		}
	}
	sort.Strings(differ)
	if len(differ) > 0 {
		t.Errorf("%d files differ between two builds (if dist is of another commit, make build): %s", len(differ), strings.Join(differ[:min(len(differ), 12)], ", "))
	}
}
