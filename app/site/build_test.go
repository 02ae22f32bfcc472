package site

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// shell is a small project to build a site from.
func shell() Options {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	return Options{
		Assets: fstest.MapFS{
			"fonts/serif.woff2":      file("wOF2"),
			"geo/counties.json":      file("{\n  \"type\": \"Topology\"\n}\n"),
			"story/events.json":      file("[]"),
			"fonts/card/serif.woff":  file("wOFF"),
			"fonts/serif-LICENSE.md": file("free"),
		},
		Publish: []string{"fonts/*.woff2", "geo/counties.json"},
		Web: fstest.MapFS{
			"web.go":              file("package web"),
			"templates/page.html": file("{{.}}"),
			"icons/mark.svg":      file("<svg/>"),
			"root/robots.txt":     file("User-agent: *\n"),
			"script/boot.js":      file("document.title = 'on'; // comment\n"),
			"style/main.css":      file("@font-face {\n  font-family: Serif;\n  src: url(\"../fonts/serif.woff2\");\n}\nbody {\n  background: url(data:image/png;base64,AA==), url(../icons/mark.svg);\n}\n"),
		},
		Wasm:     []byte("\x00asm"),
		WasmExec: []byte("globalThis.Go = class {};\n"),
		Pages: func(m *Manifest) ([]Document, error) {
			return []Document{
				{"index.html", []byte("<link href=" + m.Path("style/main.css") + "><script src=" + m.Path("script/boot.js") + ">")},
				{"event/order/index.html", []byte("order")},
				{"data/events.csv", []byte("id\n")},
			}, nil
		},
	}
}

func build(t *testing.T, o Options) *Site {
	t.Helper()
	s, err := Build(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestBuild(t *testing.T) {
	s := build(t, shell())
	// hidden hides the hashes, which TestAsset holds.
	hidden := func(p string) string {
		if parts := strings.Split(p, "."); strings.HasPrefix(p, hashedFolder) {
			parts[1] = "*"
			return strings.Join(parts, ".")
		}
		return p
	}
	content := map[string]string{}
	for _, f := range s.Files() {
		content[hidden(f.Path)] = string(f.Body)
	}
	want := []string{
		"_headers",
		"assets/client.*.wasm",
		"assets/fonts/serif.*.woff2",
		"assets/geo/counties.*.json",
		"assets/icons/mark.*.svg",
		"assets/script/boot.*.js",
		"assets/style/main.*.css",
		"assets/style/rest.*.css",
		"assets/wasm_exec.*.js",
		"data/events.csv",
		"event/order/index.html",
		"index.html",
		"publish/Caddyfile",
		"publish/nginx.conf",
		"publish/readme.txt",
		"robots.txt",
	}
	if got := sortedKeys(content); !slices.Equal(got, want) {
		t.Errorf("files:\ngot  %s\nwant %s", got, want)
	}
	style, font, icon := name(t, s, "main.", ".css"), name(t, s, "serif.", ".woff2"), name(t, s, "mark.", ".svg")
	for _, c := range []struct{ path, want string }{
		{"index.html", "<link href=" + style + "><script src=" + name(t, s, "boot.", ".js") + ">"},
		{"assets/script/boot.*.js", "document.title=\"on\";\n"},
		{"assets/style/main.*.css", "@font-face{font-family:Serif;src:url(../" + strings.TrimPrefix(font, hashedFolder) + ")}body{background:url(data:image/png;base64,AA==),url(../" + strings.TrimPrefix(icon, hashedFolder) + ")}\n"},
		{"assets/geo/counties.*.json", `{"type":"Topology"}`},
		{"robots.txt", "User-agent: *\n"},
	} {
		if got := content[c.path]; got != c.want {
			t.Errorf("%s:\ngot  %q\nwant %q", c.path, got, c.want)
		}
	}
}

// name finds the path of the one file with these ends in its base name.
func name(t *testing.T, s *Site, prefix, suffix string) string {
	t.Helper()
	for _, f := range s.Files() {
		if strings.Contains(f.Path, "/"+prefix) && strings.HasSuffix(f.Path, suffix) {
			return f.Path
		}
	}
	t.Fatalf("no %s…%s in %s", prefix, suffix, paths(s))
	return ""
}

func TestBuildProblems(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	for _, c := range []struct {
		name   string
		change func(*Options)
		want   string
	}{
		{"page asks for what is not there", func(o *Options) {
			o.Pages = func(m *Manifest) ([]Document, error) {
				m.Path("style/mian.css")
				m.Path("boot.js")
				m.Path("boot.js")
				return nil, nil
			}
		}, "pages: the pages ask for style/mian.css, boot.js, which no file provides; published are client.wasm, fonts/serif.woff2, geo/counties.json, icons/mark.svg, script/boot.js, style/main.css, style/rest.css, wasm_exec.js"},
		{"style asks for what is not there", func(o *Options) {
			o.Web.(fstest.MapFS)["style/main.css"] = file("body { src: url(sans.woff2) }")
		}, "scripts and styles: style/main.css: url(sans.woff2) leads to style/sans.woff2, which is not published; there are fonts/serif.woff2, geo/counties.json, icons/mark.svg, script/boot.js"},
		{"broken script", func(o *Options) {
			o.Web.(fstest.MapFS)["script/boot.js"] = file("let a = 1;\nlet b = ;\n")
		}, `scripts and styles: script/boot.js:2:9: Unexpected ";"`},
		{"broken style", func(o *Options) {
			o.Web.(fstest.MapFS)["style/main.css"] = file("body {\n  colour: red;\n}\nh1 { : red }\n")
		}, "scripts and styles: style/main.css:4:6: Expected identifier but found \":\""},
		{"a part of the styles that does not end", func(o *Options) {
			o.Web.(fstest.MapFS)["style/main.css"] = file("/* first sight */ h1 { top: 0 } /* explorers */ h2 { top: 0 }")
		}, "scripts and styles: style/main.css: /* explorers */ has to be followed by /* explorers: end */, or the rest is lost to the walk"},
		{"broken data", func(o *Options) {
			o.Assets.(fstest.MapFS)["geo/counties.json"] = file("{")
		}, "assets: geo/counties.json: unexpected end of JSON input"},
		{"asset that is not there", func(o *Options) { o.Publish = []string{"audio/*.mp3"} },
			`assets: no file is called "audio/*.mp3"`},
		{"client without its loader", func(o *Options) { o.WasmExec = nil },
			"client: client.wasm without wasm_exec.js of the same Go version; make wasm writes both"},
		{"two documents at one path", func(o *Options) {
			o.Pages = func(*Manifest) ([]Document, error) {
				return []Document{{"index.html", nil}, {"index.html", nil}}, nil
			}
		}, `pages: publish "index.html": the path is taken`},
		{"address without a host", func(o *Options) { o.Address = "/strings/" },
			`address "/strings/": want an absolute one such as https://example.org/strings-attached/`},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := shell()
			c.change(&o)
			if _, err := Build(t.Context(), o); err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestBuildStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Build(ctx, shell()); err != context.Canceled {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func TestSitemap(t *testing.T) {
	if f := build(t, shell()).File("sitemap.xml"); f != nil {
		t.Errorf("a site that does not know its address has a sitemap: %s", f.Body)
	}
	o := shell()
	o.Address = "https://example.org/strings/"
	f := build(t, o).File("sitemap.xml")
	if f == nil {
		t.Fatal("no sitemap.xml")
	}
	for _, want := range []string{
		"<loc>https://example.org/strings/</loc>",
		"<loc>https://example.org/strings/event/order/</loc>",
	} {
		if !bytes.Contains(f.Body, []byte(want)) {
			t.Errorf("no %s in %s", want, f.Body)
		}
	}
}

// Two builds of the same materials are the same files, byte for byte.
func TestReproducible(t *testing.T) {
	one, two := t.TempDir(), t.TempDir()
	for _, dir := range []string{one, two} {
		if err := build(t, shell()).Write(dir); err != nil {
			t.Fatal(err)
		}
	}
	a, b := tree(t, one), tree(t, two)
	if len(a) < 15 {
		t.Errorf("only %d files: %v", len(a), sortedKeys(a))
	}
	for name := range a {
		if a[name] != b[name] {
			t.Errorf("%s differs", name)
		}
	}
	if len(a) != len(b) {
		t.Errorf("%d files and %d", len(a), len(b))
	}
}

// tree reads all files below a folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.Walk(dir, func(name string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		body, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = string(body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// A page that has its first sight in itself is sent, all in all, what the others
// are, but for what is not its own, and nothing twice.
func TestFirst(t *testing.T) {
	o := shell()
	for name, text := range map[string]string{
		"style/faces.css":  "@font-face { font-family: Serif; src: url(../fonts/serif.woff2); }",
		"style/main.css":   "h1 { top: 0 }\n/* first sight */\nh2 { top: 0 }\n/* explorers */\nh3 { top: 0 }\n/* explorers: end */\nh4 { background: url(../icons/mark.svg) }",
		"style/player.css": "h5 { top: 0 }",
		"script/first.js":  "const early = 1; // comment\n",
	} {
		o.Web.(fstest.MapFS)[name] = &fstest.MapFile{Data: []byte(text)}
	}
	var style, script string
	o.Pages = func(m *Manifest) (_ []Document, err error) {
		style, script, err = m.First("../")
		return nil, err
	}
	s := build(t, o)
	if want := "@font-face{font-family:Serif;src:url(../" + name(t, s, "serif.", ".woff2") + ")}h1{top:0}"; style != want {
		t.Errorf("first sight:\ngot  %s\nwant %s", style, want)
	}
	if want := "const early=1;"; script != want {
		t.Errorf("first script: got %s want %s", script, want)
	}
	got := strings.TrimSpace(string(s.File(name(t, s, "rest.", ".css")).Body))
	if want := "h2{top:0}h4{background:url(../" + strings.TrimPrefix(name(t, s, "mark.", ".svg"), hashedFolder) + ")}h5{top:0}"; got != want {
		t.Errorf("the rest:\ngot  %s\nwant %s", got, want)
	}
	for _, f := range s.Files() {
		if strings.Contains(f.Path, "first.") {
			t.Errorf("%s is published, and stands in the documents", f.Path)
		}
	}
}
