package geo

import "math"

// The composite is d3-geo's geoAlbersUsa at the scale and translation that
// us-atlas is projected with: geoAlbersUsa().scale(1300).translate([487.5, 305]).
const (
	usaScale = 1300
	usaX     = 487.5
	usaY     = 305
)

// AlbersUSA projects a place in the fifty states or the District of Columbia
// to the map sheet, where Alaska, at 0.35 of its size, and Hawaii stand below
// California. ok is false for what is on none of the three maps: Puerto Rico,
// Guam and the other territories, and most of the world. What lies across a
// border but on the sheet is projected as well. The westernmost Aleutian
// Islands come to stand up to 58 pixels left of the sheet.
//
// It gives what d3-geo's geoAlbersUsa gives at the scale and translation of
// [Sheet]: the equal-area conic projection of H. C. Albers (1805) with the
// parallels 29.5° and 45.5° for the 48 states, 55° and 65° for Alaska and 8°
// and 18° for Hawaii, each cut to its part of the sheet.
func AlbersUSA(p Point) (xy XY, ok bool) {
	for _, part := range usaParts {
		if xy := part.project(p); part.clip.Contains(xy) {
			return xy, true
		}
	}
	return XY{}, false
}

// usaParts are the 48 states, Alaska and Hawaii: their parallels, the meridian
// that stands upright, the place that comes to stand at a place of the sheet,
// their size, and the part of the sheet they are cut to. The sheet's unit here
// is usaScale pixels, and its origin the middle.
var usaParts = [...]usaPart{
	newUSAPart([2]float64{29.5, 45.5}, -96, Point{-96.6, 38.7}, XY{0, 0}, 1, Box{-0.455, -0.238, 0.455, 0.238}),
	newUSAPart([2]float64{55, 65}, -154, Point{-156, 58.5}, XY{-0.307, 0.201}, 0.35, Box{-0.425, 0.120, -0.214, 0.234}.Grow(-usaEdge)),
	newUSAPart([2]float64{8, 18}, -157, Point{-160, 19.9}, XY{-0.205, 0.212}, 1, Box{-0.214, 0.166, -0.115, 0.234}.Grow(-usaEdge)),
}

// usaEdge keeps the two small maps off their shared edge by a millionth of a
// pixel, as in d3-geo.
const usaEdge = 1e-6 / usaScale

type usaPart struct {
	cone     conic
	meridian float64 // degrees
	scale    float64 // pixels
	move     XY
	clip     Box
}

func newUSAPart(parallels [2]float64, meridian float64, place Point, at XY, size float64, clip Box) usaPart {
	sheet := Zoom{usaScale, usaX, usaY}
	low, high := sheet.Apply(XY{clip.X0, clip.Y0}), sheet.Apply(XY{clip.X1, clip.Y1})
	part := usaPart{
		cone:     newConic(radians(parallels[0]), radians(parallels[1])),
		meridian: meridian,
		scale:    usaScale * size,
		clip:     Box{low.X, low.Y, high.X, high.Y},
	}
	from, to := part.project(place), sheet.Apply(at)
	part.move = XY{to.X - from.X, to.Y - from.Y}
	return part
}

func (part *usaPart) project(p Point) XY {
	x, y := part.cone.project(radians(wrap(p.Lon-part.meridian)), radians(p.Lat))
	return XY{part.move.X + part.scale*x, part.move.Y - part.scale*y}
}

// conic is the equal-area conic projection of the unit sphere that is true
// along two parallels. n is the constant of the cone, as in J. P. Snyder, Map
// Projections: A Working Manual (USGS Professional Paper 1395, 1987), formulas
// 14-1 to 14-6; like d3-geo's conicEqualAreaRaw it measures y from the radius
// r0 of latitude 0.
type conic struct{ n, c, r0 float64 }

// newConic takes the two parallels in radians; their sines must not be
// opposite, or the cone would be a cylinder.
func newConic(south, north float64) conic {
	n := (math.Sin(south) + math.Sin(north)) / 2
	c := 1 + math.Sin(south)*(2*n-math.Sin(south))
	return conic{n: n, c: c, r0: math.Sqrt(c) / n}
}

// project takes radians, lon from the central meridian, and gives units of the
// sphere's radius, y up.
func (k conic) project(lon, lat float64) (x, y float64) {
	r := math.Sqrt(k.c-2*k.n*math.Sin(lat)) / k.n
	return r * math.Sin(lon*k.n), k.r0 - r*math.Cos(lon*k.n)
}

func radians(degrees float64) float64 { return degrees * (math.Pi / 180) }

// wrap brings a difference of longitudes into -180…180 degrees.
func wrap(degrees float64) float64 {
	if degrees >= -180 && degrees <= 180 {
		return degrees
	}
	return degrees - 360*math.Floor((degrees+180)/360)
}
