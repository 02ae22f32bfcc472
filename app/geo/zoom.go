package geo

import (
	"math"
	"strconv"
)

// Zoom places the map sheet on the screen: enlarged K times, then moved X
// pixels right and Y down. It is a value: equal views are equal Zooms. K must
// be greater than 0; [Whole] shows the sheet as it is.
type Zoom struct{ K, X, Y float64 }

// Whole shows the sheet as it is: Zoom's neutral value.
var Whole = Zoom{K: 1}

// Apply leads from the sheet to the screen.
func (z Zoom) Apply(p XY) XY { return XY{p.X*z.K + z.X, p.Y*z.K + z.Y} }

// Invert leads from the screen back to the sheet.
func (z Zoom) Invert(p XY) XY { return XY{(p.X - z.X) / z.K, (p.Y - z.Y) / z.K} }

// String is the SVG transform attribute that does what Apply does:
// "translate(-487.5 -305) scale(2)", rounded to a thousandth of a pixel and to
// a ten thousandth of the scale.
func (z Zoom) String() string {
	b := make([]byte, 0, 48)
	b = append(b, "translate("...)
	b = appendRounded(b, z.X, 3)
	b = append(b, ' ')
	b = appendRounded(b, z.Y, 3)
	b = append(b, ") scale("...)
	b = appendRounded(b, z.K, 4)
	b = append(b, ')')
	return string(b)
}

// Fit is the Zoom that shows bounds, a part of the sheet, as large as it goes
// in the middle of box, a part of the screen, with padding pixels left free on
// each side, and enlarged at most maxK times. A single point is shown at maxK.
// If bounds or box is empty, or padding leaves no room, it is Whole.
//
// As in d3-geo's fitExtent this is algebra, not search: K is the smaller of
// the two ratios, X and Y bring the one center onto the other.
func Fit(bounds, box Box, padding, maxK float64) Zoom {
	room := box.Grow(-padding)
	// Written so that a NaN fails too.
	if !(bounds.Width() >= 0 && bounds.Height() >= 0 && room.Width() > 0 && room.Height() > 0 && maxK > 0) {
		return Whole
	}
	k := maxK
	if w := bounds.Width(); w > 0 {
		k = min(k, room.Width()/w)
	}
	if h := bounds.Height(); h > 0 {
		k = min(k, room.Height()/h)
	}
	if math.IsInf(k, 1) {
		return Whole
	}
	from, to := bounds.Center(), room.Center()
	return Zoom{K: k, X: to.X - k*from.X, Y: to.Y - k*from.Y}
}

// appendRounded appends v rounded to digits decimals, without trailing zeros
// and without a minus before zero.
func appendRounded(b []byte, v float64, digits int) []byte {
	start := len(b)
	b = strconv.AppendFloat(b, v, 'f', digits, 64)
	if digits > 0 {
		for b[len(b)-1] == '0' {
			b = b[:len(b)-1]
		}
		if b[len(b)-1] == '.' {
			b = b[:len(b)-1]
		}
	}
	if string(b[start:]) == "-0" {
		b = append(b[:start], '0')
	}
	return b
}
