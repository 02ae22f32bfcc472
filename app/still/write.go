package still

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"

	"github.com/strings-attached/explainer/app/raster"
)

// families are what a font is called outside the site, with what may stand in.
var families = map[string]string{
	"public-sans":    "'Public Sans', Helvetica, Arial, sans-serif",
	"source-serif-4": "'Source Serif 4', Georgia, 'Times New Roman', serif",
}

// SVG writes the drawing as a document that needs nothing beside it.
func (d *Drawing) SVG() []byte {
	w := &svgWriter{long: map[string]string{}, patterns: map[string]bool{}}
	w.put(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 `, num(d.W), ` `, num(d.H), `" width="`, num(d.W), `" height="`, num(d.H), `" role="img" aria-labelledby="t d"><title id="t">`, escape(d.Name), `</title><desc id="d">`, escape(d.Text), `</desc>`)
	if d.Credit != "" {
		w.put(`<metadata>`, escape(d.Credit), `</metadata>`)
	}
	w.drawing(d)
	w.put("</svg>\n")
	return []byte(w.String())
}

type svgWriter struct {
	strings.Builder
	// long are the outlines that have been written, by their data, so that the
	// second is a reference.
	long     map[string]string
	patterns map[string]bool
}

func (w *svgWriter) put(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
}

func (w *svgWriter) drawing(d *Drawing) {
	if d.Background.A > 0 {
		w.put(`<rect width="`, num(d.W), `" height="`, num(d.H), `" fill="`, hex(d.Background), `"/>`)
	}
	for _, it := range d.items {
		if it.inner == nil {
			w.shape(it.shape)
			continue
		}
		w.put(`<svg x="`, num(it.x), `" y="`, num(it.y), `" width="`, num(it.inner.W*it.k), `" height="`, num(it.inner.H*it.k), `" viewBox="0 0 `, num(it.inner.W), ` `, num(it.inner.H), `">`)
		w.drawing(it.inner)
		w.put(`</svg>`)
	}
}

// reference is the length of path data from which a second use is a reference.
const reference = 120

func (w *svgWriter) shape(s Shape) {
	for _, p := range []Paint{s.Fill, s.Stroke} {
		if p.Pattern != nil && !w.patterns[p.Pattern.ID] {
			w.patterns[p.Pattern.ID] = true
			w.put(`<defs><pattern id="`, escape(p.Pattern.ID), `" width="`, num(p.Pattern.W), `" height="`, num(p.Pattern.H), `" patternUnits="userSpaceOnUse">`)
			w.drawing(&p.Pattern.Drawing)
			w.put(`</pattern></defs>`)
		}
	}
	place := ""
	if s.At != raster.Identity {
		place = ` transform="translate(` + num(s.At.X) + ` ` + num(s.At.Y) + `)`
		if s.At.K != 1 {
			place += ` scale(` + strconv.FormatFloat(s.At.K, 'g', 6, 64) + `)`
		}
		place += `"`
	}
	switch s.Kind {
	case Path:
		if id := w.long[s.D]; id != "" {
			w.put(`<use href="#`, id, `"`, place)
		} else if len(s.D) > reference {
			// The outline itself takes no colour: what points at it brings its own.
			id := "o" + strconv.Itoa(len(w.long))
			w.long[s.D] = id
			w.put(`<defs><path id="`, id, `" d="`, s.D, `"/></defs><use href="#`, id, `"`, place)
		} else {
			w.put(`<path d="`, s.D, `"`, place)
		}
		if s.At.K == 1 {
			w.put(` stroke-linejoin="round"`)
		}
	case Circle:
		w.put(`<circle`, place, ` cx="`, num(s.X), `" cy="`, num(s.Y), `" r="`, num(s.R), `"`)
	case Rect:
		w.put(`<rect`, place, ` x="`, num(s.X), `" y="`, num(s.Y), `" width="`, num(s.W), `" height="`, num(s.H), `"`)
	case Text:
		w.put(`<text`, place, ` x="`, num(s.X), `" y="`, num(s.Y), `" font-family="`, families[s.Style.Family], `" font-size="`, num(s.Style.Size), `"`)
		if s.Style.Weight != 400 {
			w.put(` font-weight="`, strconv.Itoa(s.Style.Weight), `"`)
		}
		if s.Anchor != raster.Start {
			w.put(` text-anchor="`, map[raster.Anchor]string{raster.Middle: "middle", raster.End: "end"}[s.Anchor], `"`)
		}
	}
	w.paint("fill", s.Fill)
	if !s.Stroke.none() && s.Width > 0 {
		w.paint("stroke", s.Stroke)
		// The shape is enlarged, and its line is not.
		w.put(` stroke-width="`, strconv.FormatFloat(s.Width/s.At.K, 'g', 4, 64), `"`)
		if s.Kind == Text {
			w.put(` paint-order="stroke" stroke-linejoin="round"`)
		}
		if len(s.Dash) > 0 {
			var parts []string
			for _, v := range s.Dash {
				parts = append(parts, num(v))
			}
			w.put(` stroke-dasharray="`, strings.Join(parts, " "), `"`)
		}
	}
	if s.Kind == Text {
		w.put(`>`, escape(s.Words), `</text>`)
		return
	}
	w.put(`/>`)
}

func (w *svgWriter) paint(name string, p Paint) {
	switch {
	case p.Pattern != nil:
		w.put(` `, name, `="url(#`, escape(p.Pattern.ID), `)"`)
	case p.Color.A == 0:
		w.put(` `, name, `="none"`)
	default:
		w.put(` `, name, `="`, hex(p.Color), `"`)
		if p.Color.A < 255 {
			w.put(` `, name, `-opacity="`, strconv.FormatFloat(float64(p.Color.A)/255, 'g', 2, 64), `"`)
		}
	}
}

func hex(c color.NRGBA) string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }

func num(v float64) string {
	v = math.Round(v*100) / 100
	if v == 0 {
		return "0"
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace

// PNG draws the drawing in points, scale of them to the unit, and packs it with
// at most 256 colours.
func (d *Drawing) PNG(fonts *raster.Fonts, scale float64) ([]byte, error) {
	ground := d.Background
	if ground.A == 0 {
		ground = color.NRGBA{255, 255, 255, 255}
	}
	c := raster.New(int(math.Round(d.W*scale)), int(math.Round(d.H*scale)), ground, fonts)
	d.paint(c, 0, 0, scale)
	var out bytes.Buffer
	err := c.WritePacked(&out, []raster.Note{{Key: "Title", Text: d.Name}, {Key: "Description", Text: d.Text}, {Key: "Copyright", Text: d.Credit}})
	return out.Bytes(), err
}

func (d *Drawing) paint(c *raster.Canvas, x, y, k float64) {
	undo := c.Clip(x, y, d.W*k, d.H*k)
	defer undo()
	if d.Background.A > 0 {
		c.Rect(x, y, d.W*k, d.H*k, d.Background)
	}
	for _, it := range d.items {
		if it.inner != nil {
			it.inner.paint(c, x+k*it.x, y+k*it.y, k*it.k)
		} else {
			it.shape.paint(c, x, y, k)
		}
	}
}

func (s Shape) paint(c *raster.Canvas, x, y, k float64) {
	at := raster.Transform{K: k * s.At.K, X: x + k*s.At.X, Y: y + k*s.At.Y}
	width := s.Width * k
	stroke := !s.Stroke.none() && width > 0
	if s.Kind == Text {
		st := s.Style
		st.Size *= at.K
		px, py := at.X+at.K*s.X, at.Y+at.K*s.Y
		if stroke {
			c.Outline(px, py, s.Words, st, width, s.Stroke.Color, s.Anchor)
		}
		c.Text(px, py, s.Words, st, s.Fill.Color, s.Anchor)
		return
	}
	d := s.D
	switch s.Kind {
	case Circle:
		d = fmt.Sprintf("M%g %gA%g %g 0 1 0 %g %gA%g %g 0 1 0 %g %gZ", s.X-s.R, s.Y, s.R, s.R, s.X+s.R, s.Y, s.R, s.R, s.X-s.R, s.Y)
	case Rect:
		d = fmt.Sprintf("M%g %gH%gV%gH%gZ", s.X, s.Y, s.X+s.W, s.Y+s.H, s.X)
	}
	switch {
	case s.Fill.Pattern != nil:
		c.FillPattern(d, at, s.Fill.Pattern.tile(at.K), at.X, at.Y)
	case !s.Fill.none():
		c.FillPath(d, at, s.Fill.Color)
	}
	if stroke && len(s.Dash) > 0 {
		dash := make([]float64, len(s.Dash))
		for i, v := range s.Dash {
			dash[i] = v * k
		}
		c.DashPath(d, at, width, dash, s.Stroke.Color)
	} else if stroke {
		c.StrokePath(d, at, width, s.Stroke.Color)
	}
}

// tile draws a pattern once, in whole points so that tiles meet.
func (p *Pattern) tile(k float64) *raster.Canvas {
	c := raster.New(max(1, int(math.Round(p.W*k))), max(1, int(math.Round(p.H*k))), color.NRGBA{255, 255, 255, 255}, nil)
	p.Drawing.paint(c, 0, 0, k)
	return c
}
