package page

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/raster"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/still"
	"github.com/strings-attached/explainer/app/story"
)

// twin is what of a View stands for itself: a picture with its headline, caption
// and credit, for where no frame is let through.
type twin struct {
	name                   string // of its files, under pictures/: "event/ID"
	kicker, title, caption string
	moment                 draw.Moment
	maps, times            bool
	page                   string // where the same is read on the site, with its View
	// data is the table of what is seen; dataPath is where that is published
	// already, if it is.
	data     [][]string
	dataPath string
	// below draws what stands there instead of the map and the timeline.
	below func(c *galley) error
}

// twinWidths are the widths the pictures are drawn for, in CSS pixels: a phone,
// a column, a page.
var twinWidths = []int{360, 768, 1200}

// svgWidth is the width that the SVG is drawn for.
const svgWidth = 768

// twinScale is how many points of a PNG stand for a CSS pixel.
const twinScale = 2

// TwinFile is one entry of pictures/index.json.
type TwinFile struct {
	Name    string    `json:"name"`
	Title   string    `json:"title"`
	Alt     string    `json:"alt"`
	Caption string    `json:"caption"`
	Credit  string    `json:"credit"`
	Page    string    `json:"page"`
	SVG     string    `json:"svg"`
	PNG     []TwinPNG `json:"png"`
	CSV     string    `json:"csv"`
}

// TwinPNG is one picture of points, with its width in CSS pixels.
type TwinPNG struct {
	Path  string `json:"path"`
	Width int    `json:"width"`
}

func (b *builder) twinFile(t twin) TwinFile {
	f := TwinFile{Name: t.name, Title: t.title, Alt: b.twinAlt(t), Caption: t.caption, Credit: b.credit(), Page: t.page, SVG: "pictures/" + t.name + ".svg", CSV: t.dataPath}
	if f.CSV == "" {
		f.CSV = "pictures/" + t.name + ".csv"
	}
	for _, w := range twinWidths {
		f.PNG = append(f.PNG, TwinPNG{"pictures/" + t.name + "-" + itoa(w) + ".png", w})
	}
	return f
}

// twinAlt is the text in place of the picture.
func (b *builder) twinAlt(t twin) string {
	switch l := b.Labels; {
	case t.maps && t.times:
		return l.T("twin.alt.both", t.title, t.caption)
	case t.maps:
		return l.T("twin.alt.map", t.title, t.caption)
	case t.times:
		return l.T("twin.alt.time", t.title, t.caption)
	}
	return t.title + ". " + t.caption
}

// credit is the line that says who made a picture and on which terms.
func (b *builder) credit() string {
	return b.Labels.T("twin.credit", b.Story.Site.Title, b.Labels.Date(b.Story.Site.Checked))
}

// twins are the pictures of every View that has an address of its own.
func (b *builder) twins() []twin {
	s, l := b.Story, b.Labels
	all := draw.Moment{Stage: "map", Date: s.Site.Checked, Layer: "roles", Camera: "us", Hindsight: true, From: story.Date{Year: 2016}.First(), To: s.Site.Checked.Last()}
	for _, p := range s.Places {
		all.Places = append(all.Places, p.ID)
	}
	list := []twin{{name: "walk", title: s.Site.Title, caption: s.Site.Subtitle + ". " + l.T("places.caption", l.Int(len(s.Places))), moment: all, maps: true, times: true}}
	for _, c := range s.Chapters {
		t := twin{name: "chapter/" + c.ID, kicker: l.T("chapter.number", l.Int(c.Number)) + " · " + c.When, title: c.Question, page: "chapter/" + c.ID + "/", maps: true, times: true}
		t.moment = draw.MomentOf(s, route.View{Step: fullest(c).ID})
		t.moment.Stage = "map"
		t.caption = l.Date(t.moment.Date) + ". " + draw.SaysOf(s, t.moment, l)
		list = append(list, t)
		for _, st := range c.Steps {
			t := twin{name: "step/" + st.ID, kicker: l.T("stage.where", l.Int(c.Number), c.Title), title: st.Heading, page: "chapter/" + c.ID + "/#" + st.ID, maps: st.Scene.Stage == "map", times: true}
			t.moment = draw.MomentOf(s, route.View{Step: st.ID})
			t.caption = l.Date(t.moment.Date) + ". " + draw.SaysOf(s, t.moment, l)
			list = append(list, t)
		}
	}
	for _, v := range mapViews() {
		t := twin{name: "map/" + v.name, kicker: l.T("explore.map"), title: l.T("explore.layer." + v.layer), page: mapPath(v.layer) + v.query, moment: draw.ExploreAt(s, v.layer, v.view), maps: true}
		if v.label != "" {
			t.title += ": " + l.T(v.label)
		}
		t.caption = draw.SaysOf(s, t.moment, l)
		t.data = b.placesTable(draw.RowsOf(s, t.moment), t.moment)
		list = append(list, t)
	}
	time := twin{name: "timeline", title: l.T("events.title"), page: "event/", moment: draw.ExploreAt(s, "time", route.View{}), times: true, dataPath: "data/events.csv"}
	time.caption = draw.TimeSays(s, time.moment, l)
	list = append(list, time, b.compareTwin())
	for _, e := range s.Events {
		t := twin{name: "event/" + e.ID, kicker: l.When(e) + " · " + l.T("track."+string(e.Track)), title: e.Title, caption: plain(e.Summary), page: "event/" + e.ID + "/", moment: draw.MomentOfEvent(s, e), times: true}
		t.maps = len(t.moment.Places)+len(t.moment.Seats) > 0
		list = append(list, t)
	}
	for _, p := range s.Places {
		t := twin{name: "place/" + p.ID, kicker: l.T("place.kind."+p.Kind, p.StateName), title: p.Name, caption: plain(p.Summary), page: "place/" + p.ID + "/", moment: draw.MomentOfPlace(s, p), maps: true, times: true}
		if t.caption == "" {
			t.caption = draw.SaysOf(s, t.moment, l)
		}
		list = append(list, t)
	}
	for _, q := range s.Quotes {
		list = append(list, b.quoteTwin(q))
	}
	for i := range list {
		t := &list[i]
		t.kicker, t.caption = strings.TrimSpace(t.kicker), strings.TrimSpace(t.caption)
		if t.data == nil && t.dataPath == "" {
			t.data = b.momentTable(*t)
		}
	}
	return list
}

// mapView is a setting of the map that has a picture of its own.
type mapView struct {
	name, layer, query, label string
	view                      route.View
}

func mapViews() []mapView {
	var out []mapView
	add := func(layer string, values []string, label string, set func(*route.View, string)) {
		for i, value := range values {
			v := mapView{name: layer, layer: layer, label: label + value}
			set(&v.view, value)
			if i > 0 {
				v.name += "-" + value
				v.query = route.Encode(v.view)
			}
			out = append(out, v)
		}
	}
	for _, layer := range route.Layers {
		switch layer {
		case "money":
			add(layer, route.Scopes, "explore.scope.", func(v *route.View, x string) { v.Scope = x })
		case "lists":
			add(layer, route.Lists, "list.", func(v *route.View, x string) { v.List = x })
		case "courts":
			add(layer, route.Issues, "explore.issue.", func(v *route.View, x string) { v.Issue = x })
		default:
			out = append(out, mapView{name: layer, layer: layer})
		}
	}
	return out
}

// momentTable lists what the pictures of a moment show.
func (b *builder) momentTable(t twin) [][]string {
	s := b.Story
	join := func(list []string) string { return strings.Join(list, " ") }
	rows := [][]string{{"what", "id", "name", "date", "track", "state", "lon", "lat", "stands", "sources"}}
	point := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	if t.maps {
		for _, mk := range draw.MapOf(s, t.moment, draw.MapWide).Marks {
			i := mk.At
			switch {
			case mk.State == draw.Off:
			case i < len(s.Places):
				p := s.Places[i]
				rows = append(rows, []string{"place", p.ID, p.Name, "", string(story.Local), p.State, point(p.Lon), point(p.Lat), mk.State, join(p.Sources)})
			default:
				c := s.Seats[i-len(s.Places)]
				rows = append(rows, []string{"seat", c.ID, c.Name, "", string(c.Track), "", point(c.Lon), point(c.Lat), mk.State, ""})
			}
		}
	}
	if t.times {
		for _, e := range s.Events {
			if !draw.OnTimeline(e, t.moment) {
				continue
			}
			stands := draw.On
			if t.moment.Focus == (route.Pick{Kind: "event", ID: e.ID}) {
				stands = draw.Focus
			}
			rows = append(rows, []string{"event", e.ID, e.Title, e.Date.String(), string(e.Track), "", "", "", stands, join(e.Sources)})
		}
	}
	return rows
}

func csvOf(rows [][]string) ([]byte, error) {
	var buf bytes.Buffer
	err := csv.NewWriter(&buf).WriteAll(rows)
	return buf.Bytes(), err
}

func (b *builder) quoteTwin(q *story.Quote) twin {
	t := twin{name: "quote/" + q.ID, title: b.Labels.T("twin.quote"), page: "people/#" + q.ID}
	who := ""
	if p := b.Story.Person(q.Speaker); p != nil {
		who = p.Name
		t.title = b.Labels.T("twin.quote.of", who)
		if p.Office != "" {
			who += ", " + p.Office
		}
	}
	t.caption = "“" + q.Text + "” " + who + ", " + q.When
	t.data = [][]string{{"id", "speaker", "date", "when", "text", "reports", "event"}, {q.ID, q.Speaker, q.Date.String(), q.When, q.Text, strings.Join(q.Reports, " "), q.Event}}
	t.below = func(c *galley) error {
		bar := soft
		switch q.Side {
		case "federal":
			bar = actors[story.Federal]
		case "local":
			bar = actors[story.Local]
		}
		top := c.y
		c.x, c.w = c.x+20, c.w-20
		size := 24.0
		if c.w > 500 {
			size = 32
		}
		if err := c.write("“"+q.Text+"”", raster.Style{Family: "source-serif-4", Weight: 400, Size: size}, 1.32, still.Solid(ink)); err != nil {
			return err
		}
		c.y += 10
		if err := c.write(who, raster.Style{Family: "public-sans", Weight: 600, Size: 15}, 1.4, still.Solid(ink)); err != nil {
			return err
		}
		if err := c.write(q.When, raster.Style{Family: "public-sans", Weight: 400, Size: 14}, 1.4, still.Solid(soft)); err != nil {
			return err
		}
		c.x, c.w = c.x-20, c.w+20
		c.d.Add(still.Shape{Kind: still.Rect, At: raster.Identity, X: c.x, Y: top, W: 5, H: c.y - top, Fill: still.Solid(bar)})
		return nil
	}
	return t
}

func (b *builder) compareTwin() twin {
	s, l := b.Story, b.Labels
	t := twin{name: "compare", title: l.T("compare.title"), caption: l.T("compare.lede", l.Int(len(s.Claims))), page: "compare/", dataPath: "data/claims.csv"}
	t.below = func(c *galley) error {
		// The claims' own words take what five columns of shapes leave.
		cell := max(26, c.w*0.07)
		words := raster.Style{Family: "public-sans", Weight: 400, Size: 13}
		head := words
		head.Weight, head.Size = 600, 11
		marks := map[string]*still.Drawing{}
		x := c.x
		for _, stance := range story.Stances {
			d, err := c.sheet.Read(draw.StanceMark(stance), nil)
			if err != nil {
				return err
			}
			marks[stance] = d
			name := l.T("stance." + stance)
			w, err := b.Fonts.Width(name, words)
			if err != nil {
				return err
			}
			if x+20+w > c.x+c.w {
				x, c.y = c.x, c.y+22
			}
			c.d.Place(d, x, c.y+2, 14/d.W)
			c.d.Add(line(x+19, c.y+13.5, name, words, soft))
			x += 19 + w + 16
		}
		c.y += 30
		if cell < 50 { // no room for names: the legend below numbers them
			for i := range s.Reports {
				c.d.Add(middle(c.right()-cell*(float64(len(s.Reports)-i)-0.5), c.y+8, itoa(i+1), head, ink))
			}
		} else {
			for i, r := range s.Reports {
				lines, err := b.Fonts.Wrap(r.Short, head, cell-6)
				if err != nil {
					return err
				}
				for j, part := range lines {
					c.d.Add(middle(c.right()-cell*(float64(len(s.Reports)-i)-0.5), c.y+8-float64(len(lines)-1-j)*13, part, head, ink))
				}
			}
		}
		c.y += 14
		c.rule(ink, 2)
		left := c.w - cell*float64(len(s.Reports)) - 10
		for _, claim := range s.Claims {
			row := &galley{d: c.d, fonts: c.fonts, x: c.x, y: c.y + 5, w: left}
			if err := row.write(claim.Claim, words, 1.3, still.Solid(ink)); err != nil {
				return err
			}
			for i, r := range s.Reports {
				d := marks[claim.Reports[r.ID].Stance]
				if d == nil {
					d = marks[story.Stances[len(story.Stances)-1]]
				}
				c.d.Place(d, c.right()-cell*(float64(len(s.Reports)-i)-0.5)-7, c.y+6, 14/d.W)
			}
			c.y = row.y + 5
			c.rule(hair, 1)
		}
		if cell < 50 {
			c.y += 8
			for i, r := range s.Reports {
				if err := c.write(itoa(i+1)+"  "+r.Label, words, 1.4, still.Solid(soft)); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return t
}

// galley is where things are set one below the other.
type galley struct {
	d       *still.Drawing
	sheet   *still.Sheet
	fonts   *raster.Fonts
	x, y, w float64
}

func (c *galley) right() float64 { return c.x + c.w }

// slack is how much of a line is filled: where the typeface is missing, another
// one takes its place, and is wider.
const slack = 0.95

// write sets a text in lines.
func (c *galley) write(text string, style raster.Style, leading float64, fill still.Paint) error {
	if text == "" {
		return nil
	}
	lines, err := c.fonts.Wrap(text, style, c.w*slack)
	if err != nil {
		return err
	}
	for _, part := range lines {
		c.y += style.Size * leading
		s := line(c.x, c.y-style.Size*(leading-0.96)/2-style.Size*0.2, part, style, ink)
		s.Fill = fill
		c.d.Add(s)
	}
	return nil
}

func (c *galley) rule(paint colour, width float64) {
	c.d.Add(still.Shape{Kind: still.Rect, At: raster.Identity, X: c.x, Y: c.y, W: c.w, H: width, Fill: still.Solid(paint)})
}

// picture sets a picture at the column's width.
func (c *galley) picture(markup string, shapes *still.Shapes) error {
	d, err := c.sheet.Read(markup, shapes)
	if err != nil {
		return err
	}
	d.Name = ""
	k := c.w / d.W
	c.d.Place(d, c.x, c.y, k)
	c.y += d.H * k
	return nil
}

// legend sets the entries of a legend, one after another.
func (c *galley) legend(markup string, shapes *still.Shapes) error {
	if markup == "" {
		return nil
	}
	root, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		return err
	}
	style := raster.Style{Family: "public-sans", Weight: 400, Size: 13}
	x := c.x
	c.y += 8
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "li" {
			continue
		}
		var svg bytes.Buffer
		name := ""
		for part := range n.ChildNodes() {
			if part.Type == html.TextNode {
				name += part.Data
			} else if err := html.Render(&svg, part); err != nil {
				return err
			}
		}
		d, err := c.sheet.Read(svg.String(), shapes)
		if err != nil {
			return err
		}
		w, err := c.fonts.Width(name, style)
		if err != nil {
			return err
		}
		w /= slack
		if x > c.x && x+20+w > c.right() {
			x, c.y = c.x, c.y+21
		}
		c.d.Place(d, x, c.y+2, 14/d.W)
		c.d.Add(line(x+20, c.y+13.5, name, style, soft))
		x += 20 + w + 18
	}
	c.y += 24
	return nil
}

func line(x, y float64, text string, style raster.Style, paint colour) still.Shape {
	return still.Shape{Kind: still.Text, At: raster.Identity, X: x, Y: y, Words: text, Style: style, Fill: still.Solid(paint)}
}

func middle(x, y float64, text string, style raster.Style, paint colour) still.Shape {
	s := line(x, y, text, style, paint)
	s.Anchor = raster.Middle
	return s
}

// seen is what of the country is in a map's frame. Most maps show the same.
func (b *builder) seen(st draw.MapState, f draw.Frame) (*still.Shapes, error) {
	outlines := b.Far
	if draw.Close(st, f) {
		outlines = b.Near
	}
	markup := draw.WriteShapesSeen(outlines, []draw.MapState{st}, []draw.Frame{f})
	if s := b.seenBefore[markup]; s != nil {
		return s, nil
	}
	s, err := still.ParseShapes(markup)
	b.seenBefore[markup] = s
	return s, err
}

// compose sets a twin at a width.
func (b *builder) compose(t twin, width int) (*still.Drawing, error) {
	w := float64(width)
	d := &still.Drawing{W: w, Name: t.title, Text: t.caption, Credit: b.credit(), Background: paper}
	margin, title := 16.0, 23.0
	switch {
	case width >= 1000:
		margin, title = 40, 36
	case width >= 600:
		margin, title = 24, 30
	}
	c := &galley{d: d, sheet: b.sheet, fonts: b.Fonts, x: margin, y: margin, w: w - 2*margin}
	m := t.moment
	head := func() error {
		if err := c.write(t.kicker, raster.Style{Family: "public-sans", Weight: 600, Size: 13}, 1.4, still.Solid(soft)); err != nil || t.below != nil && t.name != "compare" {
			return err
		}
		c.y += 2
		return c.write(t.title, raster.Style{Family: "source-serif-4", Weight: 600, Size: title}, 1.16, still.Solid(ink))
	}
	caption := func() error {
		c.y += 8
		if t.below != nil && t.name != "compare" {
			return nil
		}
		return c.write(t.caption, raster.Style{Family: "public-sans", Weight: 400, Size: 15}, 1.45, still.Solid(ink))
	}
	mapped := func(f draw.Frame) error {
		if !t.maps {
			return nil
		}
		st := draw.MapOf(b.Story, m, f)
		shapes, err := b.seen(st, f)
		if err != nil {
			return err
		}
		return c.picture(draw.WriteMap(b.Story, m, st, f, "", false, b.Labels), shapes)
	}
	legend := func() error {
		if !t.maps {
			return nil
		}
		return c.legend(draw.WriteLegend(m, draw.LegendOf(m, draw.MapOf(b.Story, m, draw.MapWide)), b.Labels), b.shapes)
	}
	timed := func(f draw.Frame) error {
		if !t.times {
			return nil
		}
		c.y += 6
		return c.picture(draw.WriteTime(b.Story, m, draw.TimeOf(b.Story, m, f, b.Labels), f, "", false, b.Labels), nil)
	}
	var steps []func() error
	switch {
	case t.below != nil:
		steps = []func() error{head, func() error { c.y += 10; return nil }, func() error { return t.below(c) }, caption}
	case width >= 1000:
		// Words to the left, pictures to the right.
		var foot float64
		steps = []func() error{
			func() error { c.w = 320; return nil }, head, caption, func() error { c.y += 8; return legend() },
			func() error { foot = c.y; c.x, c.y, c.w = margin+360, margin, w-2*margin-360; return nil },
			func() error { return mapped(draw.MapWide) }, func() error { return timed(draw.TimeWide) },
			func() error { c.x, c.y, c.w = margin, math.Max(c.y, foot), w-2*margin; return nil },
		}
	default:
		maps, times := draw.MapWide, draw.TimeWide
		if width < 600 {
			maps, times = draw.MapNarrow, draw.TimeNarrow
		}
		steps = []func() error{head, func() error { c.y += 10; return mapped(maps) }, legend, func() error { return timed(times) }, caption}
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, fmt.Errorf("picture %s: %w", t.name, err)
		}
	}
	c.y += 14
	c.rule(hair, 1)
	c.y += 6
	credit := b.credit()
	if b.Address != "" {
		credit += " " + strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(b.Address, "https://"), "http://"), "/")
	}
	if err := c.write(credit, raster.Style{Family: "public-sans", Weight: 400, Size: 12}, 1.4, still.Solid(soft)); err != nil {
		return nil, fmt.Errorf("picture %s: %w", t.name, err)
	}
	d.H = math.Ceil(c.y + margin*0.75)
	return d, nil
}

// Picture is a file that takes long to make.
type Picture struct {
	Path string
	// Key stands for the bytes: where it is the same, they are.
	Key  string
	Draw func() ([]byte, error)
}

// Pictures makes the static twins: what is small as documents, with the list of
// all in pictures/index.json, and how to draw the rest.
func Pictures(o Options) ([]Doc, []Picture, error) {
	b := &builder{Options: o, seenBefore: map[string]*still.Shapes{}}
	var err error
	if b.sheet, err = still.ParseSheet(o.Style); err != nil {
		return nil, nil, err
	}
	if b.shapes, err = still.ParseShapes(o.Shapes); err != nil {
		return nil, nil, err
	}
	var index []TwinFile
	var pictures []Picture
	for _, t := range b.twins() {
		f := b.twinFile(t)
		index = append(index, f)
		for _, p := range f.PNG {
			d, err := b.compose(t, p.Width)
			if err != nil {
				return nil, nil, err
			}
			d.Text = f.Alt
			svg := d.SVG()
			if p.Width == svgWidth {
				b.docs = append(b.docs, Doc{f.SVG, svg, "image/svg+xml"})
			}
			pictures = append(pictures, Picture{p.Path, raster.Revision + "\n" + string(svg), func() ([]byte, error) { return d.PNG(b.Fonts, twinScale) }})
		}
		if t.data != nil {
			body, err := csvOf(t.data)
			if err != nil {
				return nil, nil, err
			}
			b.docs = append(b.docs, Doc{f.CSV, body, "text/csv; charset=utf-8"})
		}
	}
	text, err := json.MarshalIndent(index, "", " ")
	if err != nil {
		return nil, nil, err
	}
	return append(b.docs, Doc{"pictures/index.json", append(text, '\n'), "application/json"}), pictures, nil
}
