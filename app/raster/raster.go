// Package raster draws pictures of points instead of vectors: the share cards,
// which the places that show them take as PNG only.
//
// It takes what the drawing code has already: SVG path data, circles, squares,
// diamonds and text. The same calls give the same bytes on every machine: all
// coverage is computed in integers, and no map is ranged over.
package raster

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/image/vector"
)

// Anchor says which part of a text stands at its point.
type Anchor int

// The three anchors of SVG's text-anchor.
const (
	Start Anchor = iota
	Middle
	End
)

// Canvas is a picture being drawn. A call that cannot be carried out, such as
// a path that cannot be read, is kept and reported by [Canvas.WritePNG], so
// that drawing code needs no error check a line.
type Canvas struct {
	img   *image.RGBA
	fonts *Fonts
	edge  image.Rectangle // what is drawn outside of it is cut off
	used  []color.RGBA    // the colours of whole areas, which packing must keep
	err   error
}

// New returns a canvas of the given size in pixels, painted in one colour.
func New(width, height int, background color.Color, fonts *Fonts) *Canvas {
	c := &Canvas{img: image.NewRGBA(image.Rect(0, 0, width, height)), fonts: fonts}
	c.edge = c.img.Bounds()
	c.use(background)
	draw.Draw(c.img, c.img.Bounds(), image.NewUniform(background), image.Point{}, draw.Src)
	return c
}

// Hex is the colour of a notation such as "#433A8E". It panics at any other:
// colours are written in the source.
func Hex(s string) color.NRGBA {
	v, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 32)
	if err != nil || len(s) != 7 {
		panic(fmt.Sprintf("raster: %q is not a colour like #433A8E", s))
	}
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

// Clip cuts off what is drawn outside of a rectangle, rounded to whole pixels,
// until undo is called. Clips inside of one another add up.
func (c *Canvas) Clip(x, y, width, height float64) (undo func()) {
	before := c.edge
	c.edge = c.edge.Intersect(image.Rect(int(math.Round(x)), int(math.Round(y)), int(math.Round(x+width)), int(math.Round(y+height))))
	return func() { c.edge = before }
}

// FillPath fills SVG path data by the non-zero rule.
func (c *Canvas) FillPath(d string, t Transform, fill color.Color) {
	lines, err := parse(d, t)
	c.keep(err)
	c.fill(lines, image.NewUniform(fill))
}

// FillPattern fills SVG path data with a tile that is repeated; one of its
// corners stands at x, y.
func (c *Canvas) FillPattern(d string, t Transform, tile *Canvas, x, y float64) {
	lines, err := parse(d, t)
	c.keep(err)
	c.keep(tile.err)
	c.fill(lines, tiled{tile.img, tile.used, int(math.Round(x)), int(math.Round(y))})
}

// tiled is an image without end.
type tiled struct {
	*image.RGBA
	used []color.RGBA
	x, y int
}

func (t tiled) Bounds() image.Rectangle { return image.Rect(-1e9, -1e9, 1e9, 1e9) }

func (t tiled) At(x, y int) color.Color {
	w, h := t.Rect.Dx(), t.Rect.Dy()
	return t.RGBA.At(((x-t.x)%w+w)%w, ((y-t.y)%h+h)%h)
}

// StrokePath draws along SVG path data with round joins and ends. The width is
// in pixels whatever the transform, as with vector-effect: non-scaling-stroke.
func (c *Canvas) StrokePath(d string, t Transform, width float64, stroke color.Color) {
	lines, err := parse(d, t)
	c.keep(err)
	c.fill(outlines(lines, width), image.NewUniform(stroke))
}

// DashPath draws along SVG path data in dashes: lengths of line and of gap in
// turn, in pixels.
func (c *Canvas) DashPath(d string, t Transform, width float64, dash []float64, stroke color.Color) {
	lines, err := parse(d, t)
	c.keep(err)
	c.fill(outlines(dashed(lines, dash), width), image.NewUniform(stroke))
}

// Circle fills a circle.
func (c *Canvas) Circle(x, y, r float64, fill color.Color) {
	c.fill([]line{circle(point{x, y}, r)}, image.NewUniform(fill))
}

// Ring draws the outline of a circle, half its width to either side of r.
func (c *Canvas) Ring(x, y, r, width float64, stroke color.Color) {
	inner := circle(point{x, y}, r-width/2)
	for i, j := 0, len(inner.points)-1; i < j; i, j = i+1, j-1 {
		// Turning the other way cuts the hole.
		inner.points[i], inner.points[j] = inner.points[j], inner.points[i]
	}
	c.fill([]line{circle(point{x, y}, r+width/2), inner}, image.NewUniform(stroke))
}

// Rect fills a rectangle.
func (c *Canvas) Rect(x, y, width, height float64, fill color.Color) {
	c.fill([]line{{closed: true, points: []point{
		{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height},
	}}}, image.NewUniform(fill))
}

// Diamond fills a square that stands on its corner, r from its centre.
func (c *Canvas) Diamond(x, y, r float64, fill color.Color) {
	c.fill([]line{{closed: true, points: []point{
		{x, y - r}, {x + r, y}, {x, y + r}, {x - r, y},
	}}}, image.NewUniform(fill))
}

// Text writes one line of text on the baseline y.
func (c *Canvas) Text(x, y float64, s string, style Style, fill color.Color, anchor Anchor) {
	c.fill(c.letters(x, y, s, style, anchor), image.NewUniform(fill))
}

// Outline draws around the letters of a line of text, width in pixels, half of
// it outside of them. It lies under the text where that crosses lines.
func (c *Canvas) Outline(x, y float64, s string, style Style, width float64, stroke color.Color, anchor Anchor) {
	c.fill(outlines(c.letters(x, y, s, style, anchor), width), image.NewUniform(stroke))
}

// letters are the shapes of a line of text.
func (c *Canvas) letters(x, y float64, s string, style Style, anchor Anchor) []line {
	if c.fonts == nil {
		c.keep(fmt.Errorf("text %q on a canvas without fonts", s))
		return nil
	}
	face, err := c.fonts.face(style)
	if err != nil {
		c.keep(err)
		return nil
	}
	glyphs, width, err := layout(face, style.Size, s)
	if err != nil {
		c.keep(err)
		return nil
	}
	switch anchor {
	case Middle:
		x -= width / 2
	case End:
		x -= width
	}
	var lines []line
	for _, g := range glyphs {
		l, err := outline(face, style.Size, g.index, math.Round(x+g.x), math.Round(y))
		c.keep(err)
		lines = append(lines, l...)
	}
	return lines
}

// WritePNG writes the picture, unless something could not be drawn.
func (c *Canvas) WritePNG(w io.Writer) error {
	if c.err != nil {
		return c.err
	}
	return png.Encode(w, c.img)
}

// use notes a colour. What shines through is another colour on every ground, and
// is left to how often that is found.
func (c *Canvas) use(paint color.Color) {
	r, g, b, a := paint.RGBA()
	if k := (color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}); a == 0xffff && !slices.Contains(c.used, k) {
		c.used = append(c.used, k)
	}
}

// keep remembers the first error.
func (c *Canvas) keep(err error) {
	if c.err == nil && err != nil {
		c.err = fmt.Errorf("raster: %w", err)
	}
}

// tile is the largest square that the rasterizer covers in integers; above it,
// it turns to floating point, whose last bit differs between processors.
const tile = 512

// fill paints the area inside lines.
func (c *Canvas) fill(lines []line, source image.Image) {
	switch source := source.(type) {
	case *image.Uniform:
		c.use(source.C)
	case tiled:
		for _, paint := range source.used {
			c.use(paint)
		}
	}
	shape := make([][]point, 0, len(lines))
	edge := c.img.Bounds()
	low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, l := range lines {
		// What lies far outside would overflow those integers, so it is cut off,
		// far enough out for the cut itself to stay out of sight.
		p := clip(l.points, point{-8, -8}, point{float64(edge.Max.X) + 8, float64(edge.Max.Y) + 8})
		if len(p) < 3 {
			continue
		}
		shape = append(shape, p)
		for _, q := range p {
			low = point{min(low.x, q.x), min(low.y, q.y)}
			high = point{max(high.x, q.x), max(high.y, q.y)}
		}
	}
	if len(shape) == 0 {
		return
	}
	box := image.Rect(int(math.Floor(low.x)), int(math.Floor(low.y)), int(math.Ceil(high.x)), int(math.Ceil(high.y))).Intersect(c.edge)
	for y := box.Min.Y; y < box.Max.Y; y += tile {
		for x := box.Min.X; x < box.Max.X; x += tile {
			part := image.Rect(x, y, min(x+tile, box.Max.X), min(y+tile, box.Max.Y))
			r := vector.NewRasterizer(part.Dx(), part.Dy())
			for _, p := range shape {
				for i, q := range p {
					fx, fy := float32(q.x-float64(x)), float32(q.y-float64(y))
					if i == 0 {
						r.MoveTo(fx, fy)
					} else {
						r.LineTo(fx, fy)
					}
				}
				r.ClosePath()
			}
			r.Draw(c.img, part, source, part.Min)
		}
	}
}

// clip cuts a polygon at the sides of a rectangle, one after another
// (Sutherland and Hodgman, 1974), and rounds its points to 1/64 pixel.
func clip(points []point, low, high point) []point {
	// How far a point is inside of each side.
	sides := [4]func(point) float64{
		func(p point) float64 { return p.x - low.x },
		func(p point) float64 { return high.x - p.x },
		func(p point) float64 { return p.y - low.y },
		func(p point) float64 { return high.y - p.y },
	}
	in := points
	for _, inside := range sides {
		var out []point
		for i, p := range in {
			before := in[(i+len(in)-1)%len(in)]
			a, b := inside(before), inside(p)
			if (a < 0) != (b < 0) {
				t := a / (a - b)
				out = append(out, point{before.x + float64(t*(p.x-before.x)), before.y + float64(t*(p.y-before.y))})
			}
			if b >= 0 {
				out = append(out, p)
			}
		}
		in = out
	}
	rounded := make([]point, len(in))
	for i, p := range in {
		rounded[i] = point{math.Round(p.x*64) / 64, math.Round(p.y*64) / 64}
	}
	return rounded
}

// outlines turns lines into the shapes that a round pen leaves along them: a
// rectangle for every segment and a disc for every corner, all turning the same
// way, so that where they overlap nothing is cut out.
func outlines(lines []line, width float64) []line {
	var out []line
	half := width / 2
	for _, l := range lines {
		n := len(l.points)
		for i, p := range l.points {
			if width > 1 {
				// Under a pixel nobody sees whether a corner is round.
				out = append(out, circle(p, half))
			}
			if i == n-1 && !l.closed {
				break
			}
			q := l.points[(i+1)%n]
			length := math.Hypot(q.x-p.x, q.y-p.y)
			if length == 0 {
				continue
			}
			dx, dy := (q.x-p.x)/length*half, (q.y-p.y)/length*half
			out = append(out, line{closed: true, points: []point{
				{p.x + dy, p.y - dx}, {q.x + dy, q.y - dx}, {q.x - dy, q.y + dx}, {p.x - dy, p.y + dx},
			}})
		}
	}
	return out
}

// circle is a circle as a polygon fine enough to look like one.
func circle(at point, r float64) line {
	n := min(max(int(r*4), 12), 180)
	points := make([]point, n)
	for i := range points {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		points[i] = point{at.x + float64(r*cos), at.y + float64(r*sin)}
	}
	return line{points, true}
}
