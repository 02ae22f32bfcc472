package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/embed"
	"github.com/strings-attached/explainer/app/generate"
	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/live"
	"github.com/strings-attached/explainer/app/narration"
	"github.com/strings-attached/explainer/app/page"
	"github.com/strings-attached/explainer/app/raster"
	"github.com/strings-attached/explainer/app/site"
	"github.com/strings-attached/explainer/app/story"
	"github.com/strings-attached/explainer/assets"
	"github.com/strings-attached/explainer/web"
)

// materials is where a site is made from.
type materials struct {
	assets, web string // folders; "" is what was there when explainer was compiled
	wasm        string
	address     string
	generate    string // a request of package generate; "" for the real story
	pages       string // "all", or "explorers" alone
}

func (m *materials) assetsFlag(flags *flag.FlagSet) {
	flags.StringVar(&m.assets, "assets", "", "`folder` with the content; without it, the content explainer was compiled with")
}

func (m *materials) shellFlags(flags *flag.FlagSet) {
	flags.StringVar(&m.web, "web", "", "`folder` with templates, styles and scripts; without it, those explainer was compiled with")
	flags.StringVar(&m.wasm, "wasm", "build/client.wasm", "the compiled client; decoder.wasm and wasm_exec.js are expected beside it")
	flags.StringVar(&m.address, "address", "", "`URL` at which the site will be published, for canonical links and share cards")
}

func (m *materials) generateFlags(flags *flag.FlagSet) {
	flags.StringVar(&m.generate, "generate", "", "`SIZE`, such as events=2500,places=500 or events=2500,places=500,seed=7, of a made-up story to take instead of the real one, to measure by")
	flags.StringVar(&m.pages, "pages", "all", "`which` pages to write: all, or explorers for all but the walk and the pages of single chapters, events and places")
}

func (m *materials) content() fs.FS { return folderOr(m.assets, assets.FS()) }
func (m *materials) shell() fs.FS   { return folderOr(m.web, web.FS()) }

func folderOr(dir string, otherwise fs.FS) fs.FS {
	if dir == "" {
		return otherwise
	}
	return os.DirFS(dir)
}

// published are the files of the content that browsers fetch by themselves;
// everything else comes inside a page.
var published = []string{"fonts/*.woff2"}

// kept tells what a reader's device keeps for reading without a connection:
// pages and what they cannot do without. Data, cards and pictures to take along
// are for those who have a connection, recordings for those who ask.
func kept(path string) bool {
	switch {
	case path == "404.html", strings.HasPrefix(path, "embed/"):
		return false
	case strings.HasPrefix(path, "assets/decoder."), strings.HasPrefix(path, "assets/script/decoder."):
		return false // a closer view of the waveform, for those who ask
	case strings.HasPrefix(path, "listen/"):
		return strings.HasSuffix(path, ".cues") || strings.HasSuffix(path, ".vtt")
	case strings.HasPrefix(path, "assets/"), strings.HasPrefix(path, "offline/"):
		return true
	}
	return strings.HasSuffix(path, ".html")
}

// siteOptions is how a site is made.
type siteOptions struct {
	cache    string
	draft    bool
	progress func(string)
}

// site makes the site.
func (m *materials) site(ctx context.Context, o siteOptions) (*site.Site, error) {
	wasm, exec, decoder, err := m.client()
	if err != nil {
		return nil, err
	}
	content, problems := load(m.content())
	if len(problems) > 0 {
		return nil, errors.New(strings.Join(problems, "\n"))
	}
	if m.generate != "" {
		if err := content.replace(m.content(), m.generate); err != nil {
			return nil, err
		}
	}
	if m.pages != "" && m.pages != "all" && m.pages != "explorers" {
		return nil, fmt.Errorf("pages %q: write all or explorers", m.pages)
	}
	address := m.address
	if address == "" {
		address = content.story.Site.Address
	}
	if address != "" && !strings.HasSuffix(address, "/") {
		address += "/"
	}
	return site.Build(ctx, site.Options{
		Assets:   m.content(),
		Publish:  published,
		Web:      m.shell(),
		Wasm:     wasm,
		WasmExec: exec,
		Decoder:  decoder,
		Address:  address,
		Cache:    o.cache,
		Draft:    o.draft,
		Kept:     kept,
		Progress: o.progress,
		Report: func(s *site.Site, manifest *site.Manifest) ([]site.Document, error) {
			return contractOf(s, content.story, manifest.Integrity)
		},
		Pages: func(manifest *site.Manifest) ([]site.Document, error) {
			recordings, err := content.recordings(m.content(), manifest, o)
			if err != nil {
				return nil, err
			}
			return content.pages(ctx, m.shell(), manifest, address, m.pages == "explorers", recordings, o)
		},
	})
}

// client reads the compiled client, its loader, and the decoder.
func (m *materials) client() (wasm, exec, decoder []byte, err error) {
	beside := func(name string) string { return filepath.Join(filepath.Dir(m.wasm), name) }
	wasm, err = os.ReadFile(m.wasm)
	if err == nil {
		exec, err = os.ReadFile(beside("wasm_exec.js"))
	}
	if err == nil {
		decoder, err = os.ReadFile(beside("decoder.wasm"))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil, fmt.Errorf("%w; make wasm compiles the client", err)
	}
	return wasm, exec, decoder, err
}

// content is everything pages are made of.
type content struct {
	story    *story.Story
	labels   story.Labels
	codes    []string          // of the states, by FIPS code
	outlines map[string]string // of each, as SVG path data
	near     []draw.Shape      // with fewer points, for embeds
	far      []draw.Shape      // the same in whole pixels
	small    []draw.Shape      // fewer still, for small pictures
	regions  []live.Region
	details  map[string]live.Detail // by FIPS code of a state
	fonts    *raster.Fonts
	licences []page.Licence
	narrator *narration.Maker
}

// load reads the content and lists every problem in it.
func load(fsys fs.FS) (*content, []string) {
	c := &content{}
	var problems []string
	fail := func(err error) {
		if err != nil {
			problems = append(problems, "assets/"+err.Error())
		}
	}
	folder, err := fs.Sub(fsys, "story")
	fail(err)
	s, found := story.Load(folder)
	if len(found) == 0 {
		// What could not be read would be reported again as what is missing.
		found = s.Validate(nil)
	}
	for _, p := range found {
		problems = append(problems, p.String())
	}
	c.story = s
	c.labels, err = loadLabels(fsys, "labels/en.json")
	fail(err)
	lexicon, err := narration.LoadLexicon(fsys, "narration/lexicon.json")
	fail(err)
	if err == nil && c.labels != nil {
		c.narrator = &narration.Maker{Story: s, Labels: c.labels, Lexicon: lexicon}
	}
	states, err := loadShapes(fsys, statesFile, leastArea, shapeDigits)
	fail(err)
	c.near, err = loadShapes(fsys, statesFile, framedArea, shapeDigits)
	fail(err)
	c.far, err = loadShapes(fsys, statesFile, framedArea, 0)
	fail(err)
	c.small, err = loadShapes(fsys, statesFile, smallArea, 0)
	fail(err)
	c.outlines = map[string]string{}
	for _, s := range states {
		c.codes = append(c.codes, s.Code)
		c.outlines[s.Code] = s.Path
	}
	c.regions, c.details, err = loadDetails(fsys, "geo/counties-albers-10m.json", s)
	fail(err)
	cards, err := fs.Sub(fsys, "fonts/card")
	fail(err)
	if c.fonts, err = raster.LoadFonts(cards); err != nil {
		fail(fmt.Errorf("fonts/card: %w", err))
	}
	c.licences, err = loadLicences(fsys)
	fail(err)
	return c, problems
}

func loadLabels(fsys fs.FS, name string) (story.Labels, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	var l story.Labels
	if err := json.Unmarshal(b, &l); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return l, nil
}

// The shapes of the states stand in every page with a map. At this area, in
// square pixels of the sheet, and with one decimal, no coast looks different at
// the sizes maps are drawn in. Maps in frames never move and do with fewer points,
// and where they show the whole country, with whole pixels.
const (
	statesFile  = "geo/states-albers-10m.json"
	leastArea   = 0.8
	shapeDigits = 1
	framedArea  = 3.2
	smallArea   = 9
)

// loadShapes reads the outlines of the states, in the order of the file.
func loadShapes(fsys fs.FS, name string, area float64, digits int) ([]draw.Shape, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	topology, err := geo.DecodeTopology(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	states, err := topology.Simplify(area).Features("states")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var out []draw.Shape
	for _, f := range states {
		box, _ := geo.Bounds(f.Rings()...)
		out = append(out, draw.Shape{Code: f.ID, Path: geo.PathData(f.Rings(), digits), Box: box})
	}
	return out, nil
}

// replace takes a generated story instead of the one that was loaded. Nobody
// reads it aloud.
func (c *content) replace(fsys fs.FS, request string) error {
	o, err := generate.Parse(request)
	if err != nil {
		return fmt.Errorf("generate: %w", err)
	}
	b, err := fs.ReadFile(fsys, statesFile)
	if err != nil {
		return err
	}
	topology, err := geo.DecodeTopology(b)
	if err != nil {
		return fmt.Errorf("%s: %w", statesFile, err)
	}
	states, err := topology.Simplify(leastArea).Features("states")
	if err != nil {
		return fmt.Errorf("%s: %w", statesFile, err)
	}
	var land []generate.Shape
	for _, f := range states {
		land = append(land, generate.Shape{FIPS: f.ID, Area: f.Rings()})
	}
	s, err := generate.Story(o, land)
	if err != nil {
		return fmt.Errorf("generate: %w", err)
	}
	if problems := s.Validate(nil); len(problems) > 0 {
		return fmt.Errorf("generate: the story is not sound: %v", problems[0])
	}
	c.story, c.narrator = s, nil
	return nil
}

// licences lists what others made and readers get with the site.
var licences = []struct{ name, what, file string }{
	{"Source Serif 4", "the typeface of the text", "fonts/source-serif-4-LICENSE.txt"},
	{"Public Sans", "the typeface of labels and controls", "fonts/public-sans-LICENSE.txt"},
	{"us-atlas", "the shapes of states and counties", "geo/us-atlas-LICENSE.txt"},
	{"Kokoro-82M and misaki", "the synthetic voice of the recordings, and how it spells", "licences/kokoro.txt"},
	{"Go", "the language of the live map, and its library", "licences/go.txt"},
	{"go-app", "the components of the live map", "licences/go-app.txt"},
	{"go-mp3", "decodes recordings for the closer view of the waveform", "licences/go-mp3.txt"},
}

func loadLicences(fsys fs.FS) ([]page.Licence, error) {
	var out []page.Licence
	for _, l := range licences {
		text, err := fs.ReadFile(fsys, l.file)
		if err != nil {
			return nil, err
		}
		out = append(out, page.Licence{Name: l.name, What: l.what, Text: string(text)})
	}
	return out, nil
}

// pages renders the documents and draws the pictures.
func (c *content) pages(ctx context.Context, shell fs.FS, manifest *site.Manifest, address string, explorers bool, recordings map[string]*page.Recording, so siteOptions) ([]site.Document, error) {
	var outlines []string
	for _, code := range c.codes {
		outlines = append(outlines, c.outlines[code])
	}
	style, err := fs.ReadFile(shell, "style/main.css")
	if err != nil {
		return nil, err
	}
	counties, err := c.publishDetails(manifest)
	if err != nil {
		return nil, err
	}
	o := page.Options{
		Story:     c.story,
		Labels:    c.labels,
		Lang:      "en",
		Templates: shell,
		Asset:     manifest.Path,
		First:     manifest.First,
		Shapes:    draw.WriteShapes(c.codes, c.outlines),
		Outlines:  outlines,
		Near:      c.near,
		Far:       c.far,
		Small:     c.small,
		Regions:   c.regions,
		Counties:  counties,
		Style:     string(style),
		Fonts:     c.fonts,
		Address:   address,
		Licences:  c.licences,
		Hosts:     embed.Site{Address: address, Resizer: manifest.Integrity(embed.ResizerPath), Element: manifest.Integrity(embed.ElementPath)},
		Explorers: explorers,

		Narrator:   c.narrator,
		Recordings: recordings,
		Decoder:    page.Decoder{Worker: manifest.Path("script/decoder.js"), Exec: manifest.Path("wasm_exec.js"), Wasm: manifest.Path("decoder.wasm")},
	}
	docs, err := page.Build(o)
	if err != nil {
		return nil, err
	}
	var drawn []page.Doc
	var pictures []page.Picture
	if !so.draft && !explorers { // an author waits for a page, not for hundreds of pictures
		if drawn, pictures, err = page.Pictures(o); err != nil {
			return nil, err
		}
	}
	bodies, err := drawAll(ctx, pictures, so)
	if err != nil {
		return nil, err
	}
	var out []site.Document
	for _, d := range append(docs, drawn...) {
		out = append(out, site.Document{Path: d.Path, Body: d.Body})
	}
	for i, p := range pictures {
		out = append(out, site.Document{Path: p.Path, Body: bodies[i]})
	}
	if so.draft || explorers {
		return out, nil
	}
	files := map[string][]byte{}
	for _, d := range out {
		files[d.Path] = d.Body
	}
	kits, err := page.Kits(o, files)
	if err != nil {
		return nil, err
	}
	for _, d := range kits {
		out = append(out, site.Document{Path: d.Path, Body: d.Body})
	}
	return out, nil
}

// drawAll draws pictures, or takes them from the cache.
func drawAll(ctx context.Context, pictures []page.Picture, o siteOptions) ([][]byte, error) {
	bodies := make([][]byte, len(pictures))
	return bodies, site.Each(ctx, len(pictures), "pictures", o.progress, func(i int) error {
		body, err := site.Keep(o.cache, ".png", pictures[i].Key, pictures[i].Draw)
		if err != nil {
			return fmt.Errorf("%s: %w", pictures[i].Path, err)
		}
		bodies[i] = body
		return nil
	})
}
