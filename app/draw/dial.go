package draw

import (
	"strconv"

	"github.com/strings-attached/explainer/app/story"
)

// WriteDial writes the years under a dial that stops at days: each where its
// first stop is. A dial goes from stop to stop, so busy years are wide. Years
// that would stand too close to the one before have their stroke alone.
func WriteDial(days []int) string {
	var b markup
	b.put(`<svg class="dial-years" aria-hidden="true" focusable="false">`)
	year, last := 0, -room
	for i, day := range days {
		y := story.DateOf(day).Year
		if y == year || len(days) < 2 {
			continue
		}
		year = y
		at := 100 * float64(i) / float64(len(days)-1)
		x := strconv.FormatFloat(at, 'f', 2, 64) + "%"
		b.put(`<line x1="`, x, `" x2="`, x, `" y1="0" y2="5"/>`)
		if at-last < room {
			continue
		}
		last = at
		b.put(`<text x="`, x, `" y="16">`, itoa(y), `</text>`)
	}
	b.put(`</svg>`)
	return b.String()
}

// room is how far apart two years under a dial stand at least, in hundredths of
// its length: enough for their four figures on a phone.
const room = 13.0
