// Package geo is WHERE: it turns longitudes and latitudes into pixels, reads
// map shapes, and finds room for marks and labels among them.
//
// There are two coordinate systems, each with a type: [Point] is degrees on
// the Earth, [XY] is pixels on the map sheet, which is [Sheet]: 975 by 610
// pixels, x to the right and y down, as the states of us-atlas are projected.
// [AlbersUSA] leads from the first to the second; a [Zoom] leads on to what
// the reader sees.
//
// Everything is a pure function of its arguments. The same arguments give the
// same result, natively and in WebAssembly, so that a picture drawn when the
// site is exported is the picture drawn in the browser.
//
// The package imports nothing of ours. Decoding TopoJSON needs encoding/json
// and is left out of the WebAssembly build.
package geo

// Point is a place on the Earth, in degrees: Lon from -180 to 180, east
// positive, Lat from -90 to 90, north positive.
type Point struct{ Lon, Lat float64 }

// XY is a place on the map sheet or on the screen, in pixels, y down.
type XY struct{ X, Y float64 }

// Line is a path through at least two points. It is closed if the last point
// is the first.
type Line []XY

// Ring is a closed Line: the outline of an area, or of a hole in it.
type Ring []XY

// Polygon is an outline followed by the holes in it.
type Polygon []Ring

// Sheet is the map sheet that AlbersUSA projects to.
var Sheet = Box{X1: 975, Y1: 610}

// Box is an upright rectangle in pixels: (X0, Y0) is its upper left corner,
// (X1, Y1) its lower right, so X0 is at most X1 and Y0 at most Y1.
type Box struct{ X0, Y0, X1, Y1 float64 }

// Bounds is the smallest box that holds all points of all lines. With no point
// at all ok is false.
func Bounds[L ~[]XY](lines ...L) (b Box, ok bool) {
	for _, line := range lines {
		for _, p := range line {
			if !ok {
				b, ok = Box{p.X, p.Y, p.X, p.Y}, true
			}
			b = b.Add(p)
		}
	}
	return b, ok
}

// Add is the smallest box that holds b and p.
func (b Box) Add(p XY) Box {
	return Box{min(b.X0, p.X), min(b.Y0, p.Y), max(b.X1, p.X), max(b.Y1, p.Y)}
}

// Grow is b made larger by d pixels on each side, or smaller by -d.
func (b Box) Grow(d float64) Box { return Box{b.X0 - d, b.Y0 - d, b.X1 + d, b.Y1 + d} }

// Width is the extent of b to the right, in pixels.
func (b Box) Width() float64 { return b.X1 - b.X0 }

// Height is the extent of b downwards, in pixels.
func (b Box) Height() float64 { return b.Y1 - b.Y0 }

// Center is the middle of b.
func (b Box) Center() XY { return XY{(b.X0 + b.X1) / 2, (b.Y0 + b.Y1) / 2} }

// Contains reports whether p lies in b or on its edge.
func (b Box) Contains(p XY) bool {
	return p.X >= b.X0 && p.X <= b.X1 && p.Y >= b.Y0 && p.Y <= b.Y1
}

// Overlaps reports whether a and b have an area in common; to touch is not to
// overlap.
func (b Box) Overlaps(a Box) bool {
	return a.X0 < b.X1 && b.X0 < a.X1 && a.Y0 < b.Y1 && b.Y0 < a.Y1
}

// Holds reports whether all of a lies in b; edges may touch.
func (b Box) Holds(a Box) bool {
	return a.X0 >= b.X0 && a.Y0 >= b.Y0 && a.X1 <= b.X1 && a.Y1 <= b.Y1
}
