package draw

import (
	"cmp"
	"math"
	"slices"

	"github.com/strings-attached/explainer/app/story"
)

// WriteDial writes the years under a dial that stops at days: a stroke where a
// year's first stop is, and its number in the middle of its stops. A dial goes
// from stop to stop, so busy years are wide; they come first where two numbers
// would meet. Numbers that would meet only on a phone have the class "tight".
func WriteDial(days []int) string {
	var b markup
	b.put(`<svg class="dial-years" aria-hidden="true" focusable="false">`)
	type stretch struct {
		year      int
		at, width float64 // in hundredths of the dial
	}
	var years []stretch
	at := func(i int) float64 { return 100 * float64(i) / float64(max(1, len(days)-1)) }
	for i := 0; i < len(days); {
		y, first := story.DateOf(days[i]).Year, i
		for i < len(days) && story.DateOf(days[i]).Year == y {
			i++
		}
		years = append(years, stretch{y, (at(first) + at(i-1)) / 2, at(i-1) - at(first)})
		x := Num(at(first)) + "%"
		b.put(`<line x1="`, x, `" x2="`, x, `" y1="0" y2="5"/>`)
	}
	slices.SortStableFunc(years, func(a, b stretch) int { return cmp.Compare(b.width, a.width) })
	var wide, tight []float64
	for _, y := range years {
		class := ` class="tight"`
		switch near := func(than float64) func(float64) bool {
			return func(x float64) bool { return math.Abs(x-y.at) < than }
		}; {
		case !slices.ContainsFunc(wide, near(roomOnPhones)):
			class = ""
			wide = append(wide, y.at)
		case slices.ContainsFunc(append(wide, tight...), near(room)):
			continue
		default:
			tight = append(tight, y.at)
		}
		b.put(`<text x="`, Num(y.at), `%" y="16"`, class, `>`, itoa(y.year), `</text>`)
	}
	b.put(`</svg>`)
	return b.String()
}

// How far apart the numbers of two years stand at least, in hundredths of a
// dial's length.
const (
	room         = 4.0
	roomOnPhones = 14.0
)
