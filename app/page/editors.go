package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html/template"
	"strings"

	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/embed"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// entry is a part with its ready codes.
type entry struct {
	part
	V     *view
	Codes []code
	Embed string // its own address, from the root
	Full  string
	Alt   string
}

type code struct{ Way, Name, Text, CSP string }

type entryGroup struct {
	ID, Name string
	Entries  []entry
}

func (b *builder) entry(v *view, p part, alts map[string]string) entry {
	c := b.code(p)
	e := entry{part: p, V: v, Embed: p.Target.Path(p.View), Full: p.Target.Full(p.View), Alt: alts[p.Picture]}
	for _, way := range embed.Ways {
		e.Codes = append(e.Codes, code{way, b.Labels.T("share.way." + way), c.Paste(way), c.CSP(way)})
	}
	return e
}

// editors makes the pages for those who put parts of the site into their own:
// embed/ for the large parts, and a list each of events, places and quotations.
func (b *builder) editors() error {
	l := b.Labels
	alts := map[string]string{}
	for _, t := range b.twins() {
		alts[t.name] = b.twinAlt(t)
	}
	groups := map[embed.Kind]*entryGroup{}
	for _, k := range embed.Kinds {
		groups[k] = &entryGroup{ID: "kind-" + string(k), Name: l.T("share.kinds." + string(k))}
	}
	views := map[string]*view{"embed/": b.view("embed/", "s")}
	for _, p := range b.parts() {
		path := "embed/"
		if listed(p.Target.Kind) {
			path += string(p.Target.Kind) + "/"
		}
		if views[path] == nil {
			views[path] = b.view(path, "s")
		}
		g := groups[p.Target.Kind]
		g.Entries = append(g.Entries, b.entry(views[path], p, alts))
	}
	type param struct{ Name, Values, What string }
	type fact struct{ Name, Value string }
	v := views["embed/"]
	page := struct {
		*view
		Groups           []*entryGroup
		Lists            []link
		Params           []param
		Promises         []fact
		Ways             []code
		Corrections      int
		Checked, Example string
		Unknown          bool
	}{view: v, Corrections: len(b.Story.Corrections), Checked: l.Date(b.Story.Site.Checked), Unknown: b.Address == ""}
	for _, k := range embed.Kinds {
		if listed(k) {
			page.Lists = append(page.Lists, link{Name: groups[k].Name, Href: v.Root + "embed/" + string(k) + "/", Value: l.Int(len(groups[k].Entries))})
		} else if len(groups[k].Entries) > 0 {
			page.Groups = append(page.Groups, groups[k])
		}
	}
	for _, p := range []struct {
		key  string
		list []string
	}{{"theme", embed.Themes}, {"chrome", embed.Chromes}, {"lang", embed.Langs}} {
		page.Params = append(page.Params, param{p.key, strings.Join(p.list, ", "), l.T("editors.param." + p.key)})
	}
	page.Params = append(page.Params, param{"accent", "0b6b66", l.T("editors.param.accent")})
	for _, key := range []string{"hosts", "storage", "cookies", "scripts", "weight", "sandbox", "access", "versions", "terms"} {
		page.Promises = append(page.Promises, fact{l.T("editors.promise." + key), l.T("editors.promise." + key + ".text")})
	}
	for _, way := range embed.Ways {
		page.Ways = append(page.Ways, code{Way: way, Name: l.T("share.way." + way), Text: l.T("editors.way." + way), CSP: embed.Code{Site: b.host()}.CSP(way)})
	}
	if err := b.add(v, meta{path: "embed/", title: l.T("editors.title"), description: l.T("editors.description")}, "editors", page); err != nil {
		return err
	}
	for _, k := range embed.Kinds {
		if !listed(k) {
			continue
		}
		path := "embed/" + string(k) + "/"
		lv := views[path]
		err := b.add(lv, meta{path: path, title: l.T("editors.list", groups[k].Name), description: l.T("editors.list.description", groups[k].Name)}, "editors-list", struct {
			*view
			Group   *entryGroup
			Unknown bool
		}{lv, groups[k], b.Address == ""})
		if err != nil {
			return err
		}
	}
	return nil
}

// oembedPath is where the oEmbed answer for a page or an embed stands.
func oembedPath(path string) string { return "oembed/" + path + "oembed.json" }

// oembed is what consumers of oEmbed 1.0 are told.
type oembed struct {
	Version      string `json:"version"`
	Type         string `json:"type"`
	Title        string `json:"title"`
	ProviderName string `json:"provider_name"`
	ProviderURL  string `json:"provider_url"`
	AuthorName   string `json:"author_name"`
	CacheAge     int    `json:"cache_age"`
	HTML         string `json:"html,omitempty"`
	Width        int    `json:"width,omitempty"`
	Height       int    `json:"height,omitempty"`
	Thumbnail    string `json:"thumbnail_url"`
	ThumbWidth   int    `json:"thumbnail_width"`
	ThumbHeight  int    `json:"thumbnail_height"`
}

// oembedWidth is how wide an embed is for those who cannot take all the room.
const oembedWidth = 720

// addOEmbed publishes what a page is embedded as, and returns its address; "" for
// a site that does not know its own, for oEmbed knows no relative addresses.
func (b *builder) addOEmbed(m meta, card string) (string, error) {
	if m.file != "" {
		return "", nil
	}
	t, ok := embed.Of(m.path, "")
	if !ok {
		return b.answer(m.path, m.title, card, "", 0)
	}
	return b.answer(m.path, m.title, card, b.oembedCode(t, route.View{}, m.title), embed.Height(t.Kind, oembedWidth, 0))
}

// embedOEmbed does the same for an embed, whose own address may be pasted too.
func (b *builder) embedOEmbed(t embed.Target, at route.View, title string) (string, error) {
	card := "walk"
	if t.Kind == embed.Chapter || t.Kind == embed.Player && t.ID != "" {
		card = t.ID
	}
	return b.answer(t.Path(at), title, card, b.oembedCode(t, at, title), embed.Height(t.Kind, oembedWidth, 0))
}

func (b *builder) oembedCode(t embed.Target, at route.View, title string) string {
	if !strings.HasSuffix(title, b.Story.Site.Title) {
		title += " · " + b.Story.Site.Title
	}
	return embed.Code{Site: b.Hosts, Target: t, View: at, Title: title, Width: oembedWidth}.Paste("iframe")
}

// answer publishes the answer for a path: of type rich where there is code to
// paste, as high as that.
func (b *builder) answer(path, title, card, code string, height int) (string, error) {
	if b.Address == "" {
		return "", nil
	}
	o := oembed{Version: "1.0", Type: "link", Title: title, ProviderName: b.Story.Site.Title, ProviderURL: b.Address, AuthorName: b.Story.Site.Title,
		CacheAge: 86400, Thumbnail: b.Address + "cards/" + card + ".png", ThumbWidth: 1200, ThumbHeight: 630}
	if code != "" {
		o.Type, o.HTML, o.Width, o.Height = "rich", code, oembedWidth, height
	}
	text, err := json.Marshal(o)
	if err != nil {
		return "", err
	}
	at := oembedPath(path)
	b.docs = append(b.docs, Doc{at, append(text, '\n'), "application/json"})
	return b.Address + at, nil
}

// correctionsFeed publishes the corrections as Atom, for those who embedded a part and want
// to hear what has changed.
func (b *builder) correctionsFeed() error {
	s, l := b.Story, b.Labels
	type atomLink struct {
		Rel  string `xml:"rel,attr,omitempty"`
		Type string `xml:"type,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	type text struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
	type atomEntry struct {
		ID        string   `xml:"id"`
		Title     string   `xml:"title"`
		Updated   string   `xml:"updated"`
		Published string   `xml:"published"`
		Link      atomLink `xml:"link"`
		Content   text     `xml:"content"`
	}
	at := b.Address
	if at == "" {
		at = "./" // Atom allows relative addresses, by the feed's own
	}
	feed := struct {
		XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang     string      `xml:"xml:lang,attr"`
		ID       string      `xml:"id"`
		Title    string      `xml:"title"`
		Subtitle string      `xml:"subtitle"`
		Updated  string      `xml:"updated"`
		Author   string      `xml:"author>name"`
		Rights   string      `xml:"rights"`
		Links    []atomLink  `xml:"link"`
		Entries  []atomEntry `xml:"entry"`
	}{Lang: b.Lang, ID: uuid("feed"), Title: s.Site.Title + ": " + l.T("sources.corrections"), Subtitle: l.T("feed.subtitle"), Author: s.Site.Title, Rights: "CC BY 4.0",
		Links: []atomLink{{"self", "application/atom+xml", at + "corrections.xml"}, {"alternate", "text/html", at + "sources/#corrections"}}}
	latest := s.Site.Published
	for _, c := range s.Corrections {
		published, updated := c.Published, c.Updated
		if published.IsZero() {
			published = s.Site.Published
		}
		if updated.IsZero() {
			updated = published
		}
		if updated.Compare(latest) > 0 {
			latest = updated
		}
		body := plain(c.Text)
		if c.Excerpt != "" {
			body = "“" + c.Excerpt + "” " + body
		}
		feed.Entries = append(feed.Entries, atomEntry{ID: uuid("correction/" + c.ID), Title: c.Title, Updated: instant(updated), Published: instant(published),
			Link: atomLink{"alternate", "text/html", at + "sources/#" + c.ID}, Content: text{"text", body}})
	}
	feed.Updated = instant(latest)
	var out bytes.Buffer
	out.WriteString(xml.Header)
	enc := xml.NewEncoder(&out)
	enc.Indent("", " ")
	if err := enc.Encode(feed); err != nil {
		return err
	}
	out.WriteString("\n")
	b.docs = append(b.docs, Doc{"corrections.xml", out.Bytes(), "application/atom+xml"})
	return nil
}

// instant is the start of a day, as feeds want it.
func instant(d story.Date) string { return d.String() + "T00:00:00Z" }

// uuid is a name that stays the same wherever the site is published, after
// RFC 9562: version 8, of the site's own making.
func uuid(name string) string {
	sum := sha256.Sum256([]byte("strings-attached/" + name))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// CodeField is a code as a reader copies it.
func (v *view) CodeField(e entry, c code) template.HTML {
	rows := 5 + strings.Count(c.Text, "\n")
	return template.HTML(`<textarea class="code" readonly rows="` + itoa(rows) + `" spellcheck="false" aria-label="` + draw.Escape(c.Name+": "+e.Title) + `" data-code="` + c.Way + `">` + draw.Escape(c.Text) + `</textarea>`)
}

// Sizes are the widths of the static pictures.
func (v *view) Sizes() []int { return twinWidths }
