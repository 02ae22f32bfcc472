// Package still makes pictures that stand for themselves out of those on the
// pages: for articles that strip frames, for newsletters, for print.
//
// A page's picture is SVG with classes, and the style sheet of the site says how
// those look. [Sheet.Read] applies the one to the other, so that what is left is
// a [Drawing]: shapes with a place, a colour and a line. A Drawing can be
// written as SVG that needs no style sheet ([Drawing.SVG]) and as PNG
// ([Drawing.PNG]); both look as the page does, since nothing is drawn twice.
//
// It knows the little of SVG and of CSS that our pictures use, and refuses the
// rest with an error instead of guessing.
package still

import (
	"image/color"

	"github.com/strings-attached/explainer/app/raster"
)

// Drawing is a picture of W by H units, with what is drawn in it, in order. What
// lies outside of it is cut off.
type Drawing struct {
	W, H float64
	// Name and Text are what a reader is told who does not see it.
	Name, Text string
	// Credit says who made it and on which terms; it goes into the files.
	Credit string
	// Background is painted first; the zero value leaves the ground as it is.
	Background color.NRGBA
	items      []item
}

// item is a shape, or a drawing inside the drawing.
type item struct {
	shape Shape
	inner *Drawing
	x, y  float64 // where inner stands, and
	k     float64 // by how much it is enlarged
}

// Kind is what a Shape is.
type Kind int

// The kinds of shapes.
const (
	Path Kind = iota
	Circle
	Rect
	Text
)

// Shape is one thing that is drawn.
type Shape struct {
	Kind Kind
	// At places the shape. It enlarges the shape and not its lines.
	At raster.Transform
	// D is a path's data.
	D string
	// X and Y are the middle of a circle, the corner of a rectangle, and the
	// point of a text's baseline that Anchor names.
	X, Y, W, H, R float64
	Fill          Paint
	Stroke        Paint
	Width         float64   // of the stroke
	Dash          []float64 // of the stroke: lengths of line and gap
	Words         string    // of a text
	Style         raster.Style
	Anchor        raster.Anchor
}

// Paint is a colour or a pattern; the zero Paint is none.
type Paint struct {
	Color   color.NRGBA
	Pattern *Pattern
}

// Pattern is a tile that is repeated.
type Pattern struct {
	ID string
	Drawing
}

func (p Paint) none() bool { return p.Pattern == nil && p.Color.A == 0 }

// Solid is a paint of one colour.
func Solid(c color.NRGBA) Paint { return Paint{Color: c} }

// Add draws a shape over what is there.
func (d *Drawing) Add(s Shape) { d.items = append(d.items, item{shape: s}) }

// Place draws a whole drawing over what is there: its corner at x, y, enlarged
// by k, lines and letters included.
func (d *Drawing) Place(inner *Drawing, x, y, k float64) {
	d.items = append(d.items, item{inner: inner, x: x, y: y, k: k})
}
