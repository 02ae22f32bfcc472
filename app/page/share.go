package page

import (
	"encoding/json"
	"html/template"
	"strconv"
	"strings"

	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/embed"
	"github.com/strings-attached/explainer/app/route"
)

// part is one thing that can be embedded, as the pages for editors list it.
type part struct {
	Target  embed.Target
	View    route.View // what of it has a path of its own
	Title   string
	Kind    string // in words
	Picture string // of its static twin, under pictures/
}

// ID is the part's name in addresses: "chapter-money".
func (p part) ID() string { return strings.TrimSuffix(string(p.Target.Kind)+"-"+p.Target.ID, "-") }

// parts are all things that can be embedded, those with settings once.
func (b *builder) parts() []part {
	s, l := b.Story, b.Labels
	var out []part
	add := func(k embed.Kind, id, title, picture string) {
		out = append(out, part{Target: embed.Target{Kind: k, ID: id}, Title: title, Kind: l.T("share.kind." + string(k)), Picture: picture})
	}
	add(embed.Walk, "", s.Site.Title, "walk")
	for _, c := range s.Chapters {
		add(embed.Chapter, c.ID, c.Question, "chapter/"+c.ID)
	}
	for _, layer := range route.Layers {
		add(embed.Map, layer, l.T("explore.layer."+layer), "map/"+layer)
	}
	add(embed.Timeline, "", l.T("events.title"), "timeline")
	add(embed.Compare, "", l.T("compare.title"), "compare")
	for _, c := range s.Chapters {
		if b.Recordings[c.ID] != nil {
			add(embed.Player, c.ID, c.Question, "chapter/"+c.ID)
		}
	}
	for _, e := range s.Events {
		add(embed.Event, e.ID, e.Title, "event/"+e.ID)
	}
	for _, p := range s.Places {
		add(embed.Place, p.ID, p.Name+", "+p.StateName, "place/"+p.ID)
	}
	for _, q := range s.Quotes {
		who := q.Speaker
		if p := s.Person(q.Speaker); p != nil {
			who = p.Name
		}
		add(embed.Quote, q.ID, who+": “"+clip(q.Text, 90)+"”", "quote/"+q.ID)
	}
	return out
}

// listed are the kinds of which there are so many that they have a page of
// their own.
func listed(k embed.Kind) bool { return k == embed.Event || k == embed.Place || k == embed.Quote }

// shareHref is where a part's ready codes stand, from the site's root.
func shareHref(t embed.Target) string {
	if listed(t.Kind) {
		return "embed/" + string(t.Kind) + "/#" + part{Target: t}.ID()
	}
	return "embed/#" + part{Target: t}.ID()
}

// ShareOf is a link that shares a part: without scripts it leads to the part's
// ready codes, with them it opens the dialog. A site of explorers alone has
// nothing to share.
func (v *view) ShareOf(kind, id string) template.HTML {
	if v.alone {
		return ""
	}
	t := embed.Target{Kind: embed.Kind(kind), ID: id}
	data := kind
	if id != "" {
		data += ":" + id
	}
	return template.HTML(`<a class="share" data-share="` + draw.Escape(data) + `" href="` + v.Root + draw.Escape(shareHref(t)) + `">` + draw.Escape(v.T("share.open")) + `</a>`)
}

// site is what codes say of the site. A site that does not know its address
// names a place for it, which the script puts its own in.
func (b *builder) host() embed.Site {
	h := b.Hosts
	if h.Address == "" {
		h.Address = unknownAddress
	}
	return h
}

// unknownAddress stands where the site's address belongs. The domain is
// reserved for examples, so that nobody's is meant.
const unknownAddress = "https://address-of-this-site.example/"

func (b *builder) code(p part) embed.Code {
	return embed.Code{Site: b.host(), Target: p.Target, View: p.View, Title: p.Title + " · " + b.Story.Site.Title}
}

// shareData is what the dialog reads, as embed/parts.json. It is also a list of
// all that can be embedded, for other programs.
type shareData struct {
	Address string                    `json:"address,omitempty"`
	Checked string                    `json:"checked"`
	Style   string                    `json:"style"`
	Dialog  string                    `json:"dialog"`
	Says    map[string]string         `json:"says"`
	Papers  map[string][]string       `json:"papers"`
	Ways    map[string][2]string      `json:"ways"`
	Keep    map[string][]string       `json:"keep"`
	Set     map[string]sharedSetting  `json:"set"`
	Heights map[string]map[string]int `json:"heights"`
	Layer   string                    `json:"layer"`
	Parts   []sharedPart              `json:"parts"`
}

type sharedSetting struct {
	Param  string   `json:"param"`
	Values []string `json:"values"` // but the first, which has no path of its own
}

type sharedPart struct {
	Kind    string `json:"kind"`
	ID      string `json:"id,omitempty"`
	Title   string `json:"title"`
	Name    string `json:"name"`
	Embed   string `json:"embed"`
	Page    string `json:"page"`
	Picture string `json:"picture"`
	OEmbed  string `json:"oembed,omitempty"`
}

// ShareWidths are the widths the dialog offers, in CSS pixels; 0 is all of the
// column.
var shareWidths = []int{0, 320, 480, 640, 960}

// shareKeep are the parameters of a View that an embed of a kind keeps in its
// query; see embed.Address.
var shareKeep = map[string][]string{
	"walk": {"event", "place"}, "chapter": {"event", "place"}, "map": {"place", "date", "look"},
	"timeline": {"event", "place", "span", "tracks", "kind", "told", "in", "who", "thread"},
}

// shareFiles makes embed/parts.json with the dialog in it.
func (b *builder) shareFiles() error {
	l := b.Labels
	v := b.view("embed/", "s")
	type option struct{ Value, Name string }
	dialog := struct {
		*view
		Widths, Themes, Chromes, Langs, Ways []option
		Sizes                                []int
	}{view: v, Sizes: twinWidths}
	for _, w := range shareWidths {
		name := l.T("share.width.all")
		if w > 0 {
			name = l.T("share.width.px", l.Int(w))
		}
		dialog.Widths = append(dialog.Widths, option{itoa(w), name})
	}
	for _, x := range []struct {
		key  string
		list []string
		to   *[]option
	}{{"theme", embed.Themes, &dialog.Themes}, {"chrome", embed.Chromes, &dialog.Chromes}, {"lang", embed.Langs, &dialog.Langs}, {"way", embed.Ways, &dialog.Ways}} {
		for _, value := range x.list {
			*x.to = append(*x.to, option{value, l.T("share." + x.key + "." + value)})
		}
	}
	markup, err := b.fragment("share-dialog", dialog)
	if err != nil {
		return err
	}
	d := shareData{Address: b.Hosts.Address, Checked: b.Story.Site.Checked.String(), Style: b.Asset("style/share.css"), Dialog: string(markup),
		Says: map[string]string{}, Papers: embed.Papers(), Ways: map[string][2]string{}, Keep: shareKeep, Set: map[string]sharedSetting{}, Heights: map[string]map[string]int{}, Layer: route.Layers[0]}
	for _, key := range []string{"copied", "selected", "accent", "address", "failed"} {
		d.Says[key] = l.T("share.says." + key)
	}
	for _, way := range embed.Ways {
		d.Ways[way] = [2]string{b.codeTemplate(way, 0), b.codeTemplate(way, 987654)}
	}
	for _, layer := range route.Layers {
		if values := embed.Settings(layer); len(values) > 0 {
			param, _, _ := strings.Cut(strings.TrimPrefix(route.Encode(settingOf(layer, values[0])), "?"), "=")
			d.Set[layer] = sharedSetting{param, values[1:]}
		}
	}
	for _, k := range embed.Kinds {
		d.Heights[string(k)] = map[string]int{}
		for _, w := range shareWidths {
			d.Heights[string(k)][itoa(w)] = embed.Height(k, w, 0)
		}
	}
	for _, p := range b.parts() {
		x := sharedPart{Kind: string(p.Target.Kind), ID: p.Target.ID, Title: p.Title, Name: p.Kind, Embed: p.Target.Path(p.View), Page: p.Target.Full(p.View), Picture: "pictures/" + p.Picture}
		if b.Address != "" {
			x.OEmbed = oembedPath(p.Target.Path(route.View{}))
		}
		d.Parts = append(d.Parts, x)
	}
	text, err := json.Marshal(d)
	if err != nil {
		return err
	}
	b.docs = append(b.docs, Doc{"embed/parts.json", append(text, '\n'), "application/json"})
	return nil
}

// codeTemplate is the code of a way to paste, with names in braces where the
// dialog puts what the reader chose. So there is one place that writes codes.
func (b *builder) codeTemplate(way string, width int) string {
	const here, title, height = "https://here.invalid/", "the-title-of-it", 123456
	c := embed.Code{Site: embed.Site{Address: here, Resizer: b.Hosts.Resizer, Element: b.Hosts.Element}, Target: embed.Target{Kind: embed.Walk},
		Dress: embed.Dress{Theme: "dark"}, Title: title, Width: width, Height: height}
	return strings.NewReplacer(
		here+"embed/walk/?theme=dark", "{src}",
		here+"embed/walk/", "{bare}",
		`href="`+here+`"`, `href="{full}"`,
		here, "{address}",
		` theme="dark"`, "{dress}",
		title, "{title}",
		strconv.Itoa(height), "{height}",
		strconv.Itoa(width)+"px", "{width}px",
		`"`+strconv.Itoa(width)+`"`, `"{width}"`,
	).Replace(c.Paste(way))
}
