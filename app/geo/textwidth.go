package geo

// TextWidth estimates how wide a line of text is in Public Sans, in pixels, at
// a font size in pixels and a font weight from 400 to 700; weights between and
// beyond the two that were measured are put on the straight line through them.
//
// It adds up advance widths and knows no kerning, so it comes out a little too
// wide rather than too narrow: 1% on most labels, under 3% on all of the
// story's kind, up to 11% on capitals such as "AVATAR". A character that the
// table does not have counts as wide as an "n".
func TextWidth(s string, size float64, weight int) float64 {
	var sum400, sum600 int
	for _, r := range s {
		a, b := charWidths(r)
		sum400 += int(a)
		sum600 += int(b)
	}
	heavy := float64(weight-400) / 200
	return (float64(sum400) + float64(sum600-sum400)*heavy) * size / 1000
}

func charWidths(r rune) (at400, at600 uint16) {
	if i := int(r) - firstWidth; i >= 0 && i < len(widths400) {
		return widths400[i], widths600[i]
	}
	if a, b, ok := moreWidths(r); ok {
		return a, b
	}
	return widths400['n'-firstWidth], widths600['n'-firstWidth]
}
