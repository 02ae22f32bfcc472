package page

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/strings-attached/explainer/app/raster"
	"github.com/strings-attached/explainer/app/story"
)

// keptSound is a recording that a reader can keep.
type keptSound struct {
	ID    string `json:"id"`    // of its chapter
	Audio string `json:"audio"` // its published address from the site's root
	Bytes int    `json:"bytes"`
}

// offline makes the page about reading without a connection, and what the script
// that sees to it says and offers on other pages.
func (b *builder) offline() error {
	l := b.Labels
	v := b.view("offline/", "s")
	type row struct {
		C *story.Chapter
		R *Recording
	}
	page := struct {
		*view
		Rows      []row
		Megabytes string
	}{view: v}
	live := struct {
		Words story.Labels `json:"words"`
		Audio []keptSound  `json:"audio"`
	}{story.Labels{}, []keptSound{}}
	for key, text := range l {
		if strings.HasPrefix(key, "keep.") {
			live.Words[key] = text
		}
	}
	all := Recording{}
	for _, c := range b.Story.Chapters {
		if r := b.Recordings[c.ID]; r != nil {
			page.Rows = append(page.Rows, row{c, r})
			live.Audio = append(live.Audio, keptSound{c.ID, r.Audio, r.Bytes})
			all.Bytes += r.Bytes
		}
	}
	page.Megabytes = all.Megabytes()
	text, err := json.Marshal(live)
	if err != nil {
		return err
	}
	b.docs = append(b.docs, Doc{"offline/words.json", text, "application/json"})
	return b.add(v, meta{path: "offline/", title: l.T("offline.title"), description: l.T("offline.description")}, "offline", page)
}

// The mark of the site, as in web/icons/icon.svg, for the places where devices
// want it in points: a square of 64 units.
const markSize = 64

// icons are the sizes that devices ask for, in pixels. Their ground fills the
// square, so that a device may cut them to any shape; what must be seen lies
// within the circle of 80 % that is promised to stay.
var icons = []struct {
	name string
	size int
}{{"icon-192.png", 192}, {"icon-512.png", 512}}

// manifest says how the site stands among a device's applications.
func (b *builder) manifest() error {
	for _, i := range icons {
		var png bytes.Buffer
		if err := drawMark(i.size).WritePNG(&png); err != nil {
			return err
		}
		b.docs = append(b.docs, Doc{i.name, png.Bytes(), "image/png"})
	}
	type icon struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose"`
	}
	site := b.Story.Site
	text, err := json.Marshal(struct {
		ID          string `json:"id"`
		Name        string `json:"name"`
		ShortName   string `json:"short_name"`
		Description string `json:"description"`
		Lang        string `json:"lang"`
		StartURL    string `json:"start_url"`
		Scope       string `json:"scope"`
		Display     string `json:"display"`
		Background  string `json:"background_color"`
		Theme       string `json:"theme_color"`
		Icons       []icon `json:"icons"`
	}{
		"./", site.Title, site.Title, site.Description, b.Lang, "./", "./", "minimal-ui", "#FBFAF7", "#FBFAF7",
		[]icon{
			{b.Asset("icons/icon.svg"), "any", "image/svg+xml", "any"},
			{"icon-192.png", "192x192", "image/png", "any"},
			{"icon-512.png", "512x512", "image/png", "any"},
			{"icon-512.png", "512x512", "image/png", "maskable"},
		},
	})
	if err != nil {
		return err
	}
	b.docs = append(b.docs, Doc{"site.webmanifest", append(text, '\n'), "application/manifest+json"})
	return nil
}

// drawMark draws the mark on paper, a fifth of the width away from the edges.
func drawMark(size int) *raster.Canvas {
	c := raster.New(size, size, paper, nil)
	// The mark itself goes from 9 to 55 across and from 7 to 58 down.
	k := float64(size) / markSize * .78
	at := raster.Transform{K: k, X: float64(size)/2 - 31.5*k, Y: float64(size)/2 - 32*k}
	c.StrokePath("M17 20L46 16M17 20L40 46M46 16L40 46", at, 2.5*k, ink)
	c.FillPath("M9 12H25V28H9Z", at, actors[story.Federal])
	c.Circle(46*k+at.X, 16*k+at.Y, 9*k, actors[story.Local])
	c.FillPath("M40 34L52 46L40 58L28 46Z", at, actors[story.Court])
	return c
}
