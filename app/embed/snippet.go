package embed

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/strings-attached/explainer/app/route"
)

// The scripts a host may load, from the site's root. Their names last: a host
// that has pasted one keeps it for years.
const (
	ResizerPath = "embed/resizer.js"
	ElementPath = "embed/element.js"
)

// Site is what the code for hosts must know of the published site.
type Site struct {
	Address string // absolute, with a final slash: "https://example.org/strings/"
	Resizer string // the integrity of ResizerPath: "sha384-…"; "" leaves the attribute out
	Element string // the integrity of ElementPath
}

// Code is everything the code for a host is made from.
type Code struct {
	Site
	Target Target
	View   route.View
	Dress  Dress
	Title  string // of what is embedded, for readers who cannot see the frame
	Width  int    // the most it may take of the host's column, in CSS pixels; 0 for all
	Height int    // see Height; 0 to have it reckoned from Target and Width
}

// The ways to paste an embed, from the plainest to the most able.
var Ways = []string{"iframe", "resizer", "element"}

// Paste is the HTML to paste: a bare iframe, one that follows the height of what
// is in it, or a custom element. Each works alone; any other way is the first.
func (c Code) Paste(way string) string {
	switch way {
	case "resizer":
		return c.iframe() + "\n" + c.script(ResizerPath, c.Resizer)
	case "element":
		return c.element() + "\n" + c.script(ElementPath, c.Element)
	}
	return c.iframe()
}

// CSP lists what a host that has a Content-Security-Policy adds to it for a way
// of pasting.
func (c Code) CSP(way string) string {
	origin := c.Address
	if u, err := url.Parse(c.Address); err == nil && u.Host != "" {
		origin = u.Scheme + "://" + u.Host
	}
	if way == "resizer" || way == "element" {
		return "frame-src " + origin + "; script-src " + origin
	}
	return "frame-src " + origin
}

// Allow is what the frame may do when the reader asks for it.
const Allow = "fullscreen; clipboard-write"

func (c Code) src() string { return c.Address + Address(c.Target, c.View, c.Dress) }

func (c Code) height() int {
	if c.Height > 0 {
		return c.Height
	}
	return Height(c.Target.Kind, c.Width, 0)
}

func (c Code) iframe() string {
	style := "width:100%;border:0"
	if c.Width > 0 {
		style = "width:100%;max-width:" + strconv.Itoa(c.Width) + "px;border:0"
	}
	return `<iframe src="` + escape(c.src()) + `" title="` + escape(c.Title) + `" width="100%" height="` + strconv.Itoa(c.height()) +
		`" loading="lazy" referrerpolicy="strict-origin-when-cross-origin" allow="` + Allow + `" style="` + style + `"></iframe>`
}

// element writes the custom element. The link in it is what is left where a
// host strips the script or the element.
func (c Code) element() string {
	var b strings.Builder
	b.WriteString(`<strings-attached src="` + escape(c.Address+Address(c.Target, c.View, Dress{})) + `" title="` + escape(c.Title) + `" height="` + strconv.Itoa(c.height()) + `"`)
	if c.Width > 0 {
		b.WriteString(` width="` + strconv.Itoa(c.Width) + `"`)
	}
	for _, p := range c.Dress.params() {
		b.WriteString(` ` + p[0] + `="` + escape(p[1]) + `"`)
	}
	b.WriteString(`><a href="` + escape(c.Address+c.Target.Full(c.View)) + `">` + escape(c.Title) + `</a></strings-attached>`)
	return b.String()
}

func (c Code) script(path, integrity string) string {
	out := `<script src="` + escape(c.Address+path) + `"`
	if integrity != "" {
		out += ` integrity="` + escape(integrity) + `"`
	}
	return out + ` crossorigin="anonymous" async></script>`
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func escape(s string) string { return escaper.Replace(s) }
