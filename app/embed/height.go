package embed

// tall is how high an embed of a kind is at the widths below, in CSS pixels, as
// measured of one with a text of common length.
var tall = map[Kind][3]int{
	Walk: {960, 620, 700}, Chapter: {960, 620, 700},
	Map: {660, 700, 860}, Timeline: {400, 430, 530}, Compare: {1100, 880, 820},
	Event: {770, 500, 610}, Place: {900, 640, 610}, Quote: {380, 290, 250}, Player: {680, 570, 570},
}

// widths are the columns that tall speaks of.
var widths = [3]int{320, 640, 960}

// Height is a sensible height for the frame of a kind in a column of a width, in
// CSS pixels; letters is by how much its text is longer than is common, else 0. A
// frame whose host follows the embed's messages is corrected as soon as it is
// seen; others keep this, and scroll inside if a text is longer.
func Height(k Kind, width, letters int) int {
	if width <= 0 {
		width = widths[1]
	}
	at, ok := tall[k]
	if !ok {
		at = tall[Walk]
	}
	h := at[2]
	switch {
	case width <= widths[0]:
		h = at[0]
	case width < widths[1]:
		h = at[0] + (at[1]-at[0])*(width-widths[0])/(widths[1]-widths[0])
	case width < widths[2]:
		h = at[1] + (at[2]-at[1])*(width-widths[1])/(widths[2]-widths[1])
	}
	// A line of 26 px holds about a letter for every 9 px of its width.
	return h + letters*9/max(min(width, 680)-32, 240)*26
}
