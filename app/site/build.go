package site

import (
	"bytes"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
)

// Options are the raw materials of a site.
type Options struct {
	Assets   fs.FS    // the content: the folder assets
	Publish  []string // which files of it readers' browsers fetch, as patterns of path.Match
	Web      fs.FS    // the shell as it is served: the folder web
	Wasm     []byte   // the client; nil for a site without one
	WasmExec []byte   // Go's own loader of the same version
	Decoder  []byte   // decodes recordings in a worker; nil for a site without it
	Address  string   // where the site will be published, if that is known; absolute

	// Kept tells which files a reader's device keeps for reading without a
	// connection; nil for a site that keeps nothing.
	Kept func(path string) bool

	// Pages renders the documents, given where everything else is published.
	Pages func(*Manifest) ([]Document, error)

	// Report makes documents about the finished site, such as what it weighs; may
	// be nil.
	Report func(*Site, *Manifest) ([]Document, error)

	Cache    string       // folder of what was compressed before; "" for none
	Draft    bool         // leave out compression, for an author who waits for a page
	Progress func(string) // is told of every stage; may be nil
}

// Document is a file whose content depends on where the others are published:
// a page, or data and pictures that belong to one.
type Document struct {
	Path string // "chapter/court/index.html", "data/events.csv", "404.html"
	Body []byte
}

// Manifest knows the published address of every file that is not a document.
type Manifest struct {
	site    *Site
	paths   map[string]string
	unknown []string
	first   []byte // of the style sheet, what the first sight of a page needs
	script  []byte // what the first paint goes by
}

// Path is the published path of a file, such as "assets/boot.0123456789.js" for
// "boot.js". It has no leading slash: a document puts before it what leads from
// itself to the root. A name that is not published makes the build fail when
// all pages are done, so that templates need no error check a link.
func (m *Manifest) Path(name string) string {
	p, ok := m.paths[name]
	if !ok && !slices.Contains(m.unknown, name) {
		m.unknown = append(m.unknown, name)
	}
	return p
}

// First is what the first sight of a page needs of its styles, for a document
// from which root leads to the site's root: the faces, and what stands in
// style/main.css before the line that says so; and the script that the first
// paint goes by. They may stand in the document, for [Site.Inline] names them.
func (m *Manifest) First(root string) (style, script string, err error) {
	css, err := pointToPublished(mainStyle, m.first, m.paths, root+hashedFolder)
	if err == nil {
		css, err = minify(mainStyle, css)
	}
	return string(bytes.TrimSpace(css)), string(bytes.TrimSpace(m.script)), err
}

// Has tells whether a file is published, for what may be missing.
func (m *Manifest) Has(name string) bool {
	_, ok := m.paths[name]
	return ok
}

// Integrity is what a page of another site names beside the address of a file
// published under its own name, so that its browser takes no other: "sha384-…".
// It is "" for a file that is not published.
func (m *Manifest) Integrity(path string) string {
	f := m.site.File(path)
	if f == nil {
		return ""
	}
	sum := sha512.Sum384(f.Body)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

// Asset publishes one more file under a name with a hash, such as a card that
// is drawn for a page, and returns its path.
func (m *Manifest) Asset(name string, body []byte) (string, error) {
	return m.site.Asset(name, body)
}

// add publishes an asset and remembers its address.
func (m *Manifest) add(name string, body []byte) error {
	p, err := m.site.Asset(name, body)
	m.paths[name] = p
	return err
}

// missing reports the names that pages asked for and nobody published.
func (m *Manifest) missing() error {
	if len(m.unknown) == 0 {
		return nil
	}
	return fmt.Errorf("the pages ask for %s, which no file provides; published are %s",
		strings.Join(m.unknown, ", "), strings.Join(sortedKeys(m.paths), ", "))
}

// Build makes the site. The order of the stages is the order in which addresses
// become known: fonts, then the styles that name them, then the pages that name
// everything.
func Build(ctx context.Context, o Options) (*Site, error) {
	progress := o.Progress
	if progress == nil {
		progress = func(string) {}
	}
	if err := checkAddress(o.Address); err != nil {
		return nil, err
	}
	s := New()
	m := &Manifest{site: s, paths: map[string]string{}}
	for _, stage := range []struct {
		what string
		do   func() error
	}{
		{"assets", func() error { return addAssets(m, o.Assets, o.Publish) }},
		{"scripts and styles", func() error { return addWeb(m, o.Web) }},
		{"client", func() error { return addClient(m, o.Wasm, o.WasmExec, o.Decoder) }},
		{"pages", func() error { return addPages(m, o.Pages) }},
		{"sitemap", func() error { return s.addSitemap(o.Address) }},
		{"host files", s.addHosts},
		{"compressing", func() error {
			if o.Draft {
				return nil
			}
			return s.Compress(ctx, o.Cache, progress)
		}},
		{"report", func() error {
			if o.Report == nil {
				return nil
			}
			if err := addDocuments(m, o.Report); err != nil || o.Draft {
				return err
			}
			return s.Compress(ctx, o.Cache, progress)
		}},
		{"worker", func() error {
			err := s.addWorker(o.Web, o.Kept, o.Draft)
			if err != nil || o.Draft {
				return err
			}
			return s.Compress(ctx, o.Cache, progress) // of what was added
		}},
	} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		start := time.Now()
		if err := stage.do(); err != nil {
			return nil, fmt.Errorf("%s: %w", stage.what, err)
		}
		if took := time.Since(start); took > 2*time.Second {
			progress(fmt.Sprintf("%s: done in %.1f s", stage.what, took.Seconds()))
		}
	}
	return s, nil
}

// addDocuments publishes what is written about the site.
func addDocuments(m *Manifest, write func(*Site, *Manifest) ([]Document, error)) error {
	documents, err := write(m.site, m)
	if err != nil {
		return err
	}
	for _, d := range documents {
		if err := m.site.Add(d.Path, d.Body); err != nil {
			return err
		}
	}
	return nil
}

// checkAddress refuses an address that could not stand in a canonical link.
func checkAddress(address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("address %q: want an absolute one such as https://example.org/strings-attached/", address)
	}
	return nil
}

func addAssets(m *Manifest, assets fs.FS, patterns []string) error {
	for _, pattern := range patterns {
		names, err := fs.Glob(assets, pattern)
		if err != nil {
			return fmt.Errorf("%q: %w", pattern, err)
		}
		if len(names) == 0 {
			return fmt.Errorf("no file is called %q", pattern)
		}
		for _, name := range names {
			body, err := fs.ReadFile(assets, name)
			if err != nil {
				return err
			}
			if path.Ext(name) == ".json" {
				var compact bytes.Buffer
				if err := json.Compact(&compact, body); err != nil {
					return fmt.Errorf("%s: %w", name, err)
				}
				body = compact.Bytes()
			}
			if err := m.add(name, body); err != nil {
				return err
			}
		}
	}
	return nil
}

// mainStyle is the style sheet of every page, facesStyle tells it of the faces,
// playerStyle is for pages that speak. What stands before firstSight is enough
// for the first sight of a page; one that has it in itself ([Manifest.First])
// links to restStyle, which is the rest of them in one file, but for what stands
// between explorers and explorersEnd: the walk has no use for it.
const (
	mainStyle   = "style/main.css"
	facesStyle  = "style/faces.css"
	playerStyle = "style/player.css"
	restStyle   = "style/rest.css"
	firstSight  = "/* first sight */"

	explorers    = "/* explorers */"
	explorersEnd = "/* explorers: end */"

	firstScript = "script/first.js"
)

// addWeb publishes the shell: what root holds under its own name, templates not
// at all, the worker when all is known that it keeps, everything else with a hash. Styles come last, as they name the rest.
func addWeb(m *Manifest, web fs.FS) error {
	var styles []string
	err := fs.WalkDir(web, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name == "templates" || name == "worker" {
				return fs.SkipDir
			}
			return nil
		}
		if ext := path.Ext(name); ext == ".go" {
			return nil // the door to this folder
		} else if ext == ".css" {
			styles = append(styles, name)
			return nil
		}
		body, err := fs.ReadFile(web, name)
		if err != nil {
			return err
		}
		if body, err = minify(name, body); err != nil {
			return err
		}
		if lasting, ok := strings.CutPrefix(name, "root/"); ok {
			return m.site.Add(lasting, body)
		}
		if name == firstScript {
			m.script = body
			return nil
		}
		return m.add(name, body)
	})
	if err != nil {
		return err
	}
	var rest []byte
	for _, name := range styles {
		body, err := fs.ReadFile(web, name)
		if err != nil {
			return err
		}
		switch name { // in the order of the names
		case facesStyle:
			m.first = slices.Clone(body)
		case mainStyle:
			first, other, _ := bytes.Cut(body, []byte(firstSight))
			m.first = append(m.first, first...)
			before, other, begun := bytes.Cut(other, []byte(explorers))
			_, after, ended := bytes.Cut(other, []byte(explorersEnd))
			if begun != ended {
				return fmt.Errorf("%s: %s has to be followed by %s, or the rest is lost to the walk", name, explorers, explorersEnd)
			}
			rest = append(slices.Clone(before), after...)
		case playerStyle:
			rest = append(rest, body...)
		}
		if err := addStyle(m, name, body); err != nil {
			return err
		}
	}
	return addStyle(m, restStyle, rest)
}

// addStyle publishes a style sheet, small and with the published addresses.
func addStyle(m *Manifest, name string, body []byte) error {
	body, err := pointToPublished(name, body, m.paths, strings.Repeat("../", strings.Count(name, "/")))
	if err != nil {
		return err
	}
	if body, err = minify(name, body); err != nil {
		return err
	}
	return m.add(name, body)
}

func addClient(m *Manifest, wasm, exec, decoder []byte) error {
	if wasm == nil {
		return nil
	}
	if exec == nil {
		return errors.New("client.wasm without wasm_exec.js of the same Go version; make wasm writes both")
	}
	exec, err := minify("wasm_exec.js", exec)
	if err != nil {
		return err
	}
	err = errors.Join(m.add("client.wasm", wasm), m.add("wasm_exec.js", exec))
	if decoder != nil {
		err = errors.Join(err, m.add("decoder.wasm", decoder))
	}
	return err
}

func addPages(m *Manifest, pages func(*Manifest) ([]Document, error)) error {
	documents, err := pages(m)
	if err != nil {
		return err
	}
	for _, d := range documents {
		if err := m.site.Add(d.Path, d.Body); err != nil {
			return err
		}
	}
	return m.missing()
}
