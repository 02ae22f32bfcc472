package geo

import (
	"math"
	"strconv"
)

// maxDigits is the finest rounding of a path: a millionth of a pixel.
const maxDigits = 6

// PathData writes lines or rings as the d attribute of an SVG path: relative
// commands, no needless separator, and a z after a line whose last point is
// its first. Every point is rounded to digits decimals (0 to 6) of its own
// place, not of its distance from the last, so that errors do not add up and a
// border shared by two shapes is the same on both. Points that fall together
// are written once, and a line that falls together to one point not at all.
// Coordinates must be finite and smaller than 10⁹.
func PathData[L ~[]XY](lines []L, digits int) string {
	w := pathWriter{digits: min(max(digits, 0), maxDigits)}
	w.scale = math.Pow10(w.digits)
	for _, line := range lines {
		w.line(line)
	}
	return string(w.b)
}

// grid is a point in whole units of the last decimal.
type grid struct{ x, y int64 }

type pathWriter struct {
	digits int
	scale  float64
	b      []byte
	at     grid // where the pen stands
	open   bool // whether numbers may follow on without a command
	point  bool // whether the last number has a decimal point
}

func (w *pathWriter) line(line []XY) {
	if len(line) < 2 {
		return
	}
	first := w.round(line[0])
	closed := line[0] == line[len(line)-1]
	if closed {
		line = line[:len(line)-1]
	}
	at, moved := first, false
	for _, p := range line[1:] {
		to := w.round(p)
		if to == at {
			continue
		}
		if !moved {
			w.command('m')
			w.number(first.x - w.at.x)
			w.number(first.y - w.at.y)
			moved = true
		}
		w.number(to.x - at.x)
		w.number(to.y - at.y)
		at = to
	}
	if !moved {
		return
	}
	w.at = at
	if closed {
		w.command('z')
		w.at = first
	}
}

func (w *pathWriter) round(p XY) grid {
	return grid{int64(math.Round(p.X * w.scale)), int64(math.Round(p.Y * w.scale))}
}

func (w *pathWriter) command(c byte) {
	w.b = append(w.b, c)
	w.open = false
}

// number appends n units of the last decimal. A minus sign parts it from the
// number before it, and so does a leading point if that one has a point too.
func (w *pathWriter) number(n int64) {
	neg := n < 0
	if neg {
		n = -n
	}
	unit := int64(w.scale)
	whole, part := n/unit, n%unit
	if w.open && !neg && (whole > 0 || part == 0 || !w.point) {
		w.b = append(w.b, ' ')
	}
	if neg {
		w.b = append(w.b, '-')
	}
	if whole > 0 || part == 0 {
		w.b = strconv.AppendInt(w.b, whole, 10)
	}
	w.point = part > 0
	if w.point {
		w.b = append(w.b, '.')
		for lead := unit / 10; part < lead; lead /= 10 {
			w.b = append(w.b, '0')
		}
		for part%10 == 0 {
			part /= 10
		}
		w.b = strconv.AppendInt(w.b, part, 10)
	}
	w.open = true
}
