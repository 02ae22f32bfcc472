package raster

import (
	"fmt"
	"math"
	"strconv"
)

type point struct{ x, y float64 }

// line is a run of straight segments, curves already flattened.
type line struct {
	points []point
	closed bool
}

// Transform scales by K and then moves by X, Y: the zoom of a map. It has the
// fields of geo.Zoom, so that one converts to the other.
type Transform struct{ K, X, Y float64 }

// Identity leaves everything where it is.
var Identity = Transform{K: 1}

// apply keeps each product apart from the sum: processors that fuse the two
// would round differently, and the same card would be other bytes there.
func (t Transform) apply(p point) point {
	return point{float64(t.K*p.x) + t.X, float64(t.K*p.y) + t.Y}
}

// builder collects lines from drawing commands.
type builder struct {
	lines []line
	open  line
}

func (b *builder) moveTo(p point) {
	b.flush()
	b.open = line{points: []point{p}}
}

func (b *builder) lineTo(p point) { b.open.points = append(b.open.points, p) }

// steps is how many straight pieces stand for a curve with these control
// points: one for every four pixels of its hull, within reason.
func steps(points ...point) int {
	var length float64
	for i := range points[1:] {
		length += math.Hypot(points[i+1].x-points[i].x, points[i+1].y-points[i].y)
	}
	return min(max(int(length/4), 4), 64)
}

func (b *builder) quadTo(c, to point) {
	from := b.at()
	// A quadratic curve is the cubic one whose controls stand at two thirds.
	b.cubeTo(
		point{from.x + float64((c.x-from.x)*2/3), from.y + float64((c.y-from.y)*2/3)},
		point{to.x + float64((c.x-to.x)*2/3), to.y + float64((c.y-to.y)*2/3)},
		to)
}

func (b *builder) cubeTo(c1, c2, to point) {
	from := b.at()
	n := steps(from, c1, c2, to)
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		u := 1 - t
		w0, w1, w2, w3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		b.lineTo(point{
			float64(w0*from.x) + float64(w1*c1.x) + float64(w2*c2.x) + float64(w3*to.x),
			float64(w0*from.y) + float64(w1*c1.y) + float64(w2*c2.y) + float64(w3*to.y),
		})
	}
}

func (b *builder) close() {
	if len(b.open.points) == 0 {
		return
	}
	b.open.closed = true
	start := b.open.points[0]
	b.flush()
	b.open = line{points: []point{start}}
}

// flush ends a line without closing it. A lone point is nothing to draw.
func (b *builder) flush() {
	if len(b.open.points) > 1 {
		b.lines = append(b.lines, b.open)
	}
	b.open = line{}
}

func (b *builder) at() point {
	if n := len(b.open.points); n > 0 {
		return b.open.points[n-1]
	}
	return point{}
}

// parse reads the path data of SVG as far as our drawings use it: the commands
// M, L, H, V, C and Z and their relative forms.
func parse(d string, t Transform) ([]line, error) {
	var b builder
	var here, start point // before the transform
	var command byte
	rest := d
	for {
		rest = skip(rest)
		if rest == "" {
			break
		}
		fresh := isLetter(rest[0])
		if fresh {
			command, rest = rest[0], rest[1:]
		}
		relative := command >= 'a'
		var n [7]float64
		var err error
		take := func(count int) {
			for i := 0; i < count && err == nil; i++ {
				n[i], rest, err = number(rest)
			}
		}
		to := func(x, y float64) point {
			if relative {
				return point{here.x + x, here.y + y}
			}
			return point{x, y}
		}
		switch command &^ 0x20 {
		case 'M':
			take(2)
			here = to(n[0], n[1])
			start = here
			b.moveTo(t.apply(here))
			command-- // what follows without a command is a line: L comes before M
		case 'L':
			take(2)
			here = to(n[0], n[1])
			b.lineTo(t.apply(here))
		case 'H':
			take(1)
			here = point{to(n[0], 0).x, here.y}
			b.lineTo(t.apply(here))
		case 'V':
			take(1)
			here = point{here.x, to(0, n[0]).y}
			b.lineTo(t.apply(here))
		case 'C':
			take(6)
			c1, c2, end := to(n[0], n[1]), to(n[2], n[3]), to(n[4], n[5])
			b.cubeTo(t.apply(c1), t.apply(c2), t.apply(end))
			here = end
		case 'A':
			take(7)
			end := to(n[5], n[6])
			for _, c := range arc(here, end, n[0], n[1], n[2], n[3] != 0, n[4] != 0) {
				b.cubeTo(t.apply(c[0]), t.apply(c[1]), t.apply(c[2]))
			}
			here = end
		case 'Z':
			if !fresh {
				err = fmt.Errorf("a number after Z")
			}
			b.close()
			here = start
		default:
			err = fmt.Errorf("command %q is not one of M, L, H, V, C, A, Z", string(command))
		}
		if err != nil {
			return nil, fmt.Errorf("path data %.40q at byte %d: %w", d, len(d)-len(rest), err)
		}
	}
	b.flush()
	return b.lines, nil
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// skip passes over the separators of path data.
func skip(s string) string {
	for s != "" && (s[0] == ' ' || s[0] == ',' || s[0] == '\n' || s[0] == '\t') {
		s = s[1:]
	}
	return s
}

// number reads a number, which ends where another begins: "1-2" and "1.5.5"
// are two each.
func number(s string) (float64, string, error) {
	s = skip(s)
	end, dot, exp := 0, false, false
scan:
	for ; end < len(s); end++ {
		switch c := s[end]; {
		case c >= '0' && c <= '9':
		case (c == '-' || c == '+') && (end == 0 || s[end-1]|0x20 == 'e'):
		case c == '.' && !dot && !exp:
			dot = true
		case c|0x20 == 'e' && !exp && end > 0:
			exp = true
		default:
			break scan
		}
	}
	v, err := strconv.ParseFloat(s[:end], 64)
	if err != nil {
		return 0, s, fmt.Errorf("%.10q is not a number", s)
	}
	return v, s[end:], nil
}

// arc is an elliptical arc as cubic curves, each of at most a quarter turn, after
// the notes on implementation in the SVG specification. An arc without a radius
// is a straight line.
func arc(from, end point, rx, ry, turn float64, large, sweep bool) [][3]point {
	rx, ry = math.Abs(rx), math.Abs(ry)
	if from == end {
		return nil
	}
	if rx == 0 || ry == 0 {
		return [][3]point{{from, end, end}}
	}
	sin, cos := math.Sincos(turn * math.Pi / 180)
	// In a frame where the ellipse is a circle of radius 1.
	unit := func(p point) point {
		return point{float64(p.x*cos+p.y*sin) / rx, float64(p.y*cos-p.x*sin) / ry}
	}
	back := func(p point) point {
		x, y := p.x*rx, p.y*ry
		return point{float64(x*cos) - float64(y*sin), float64(x*sin) + float64(y*cos)}
	}
	a, b := unit(from), unit(end)
	mid := point{(a.x + b.x) / 2, (a.y + b.y) / 2}
	half := math.Hypot(b.x-a.x, b.y-a.y) / 2
	r := max(1, half) // a radius that is too small grows until it reaches
	away := math.Sqrt(max(0, r*r-half*half)) / half
	if large == sweep {
		away = -away
	}
	c := point{mid.x - float64((b.y-a.y)/2*away), mid.y + float64((b.x-a.x)/2*away)}
	first, last := math.Atan2(a.y-c.y, a.x-c.x), math.Atan2(b.y-c.y, b.x-c.x)
	angle := last - first
	if sweep && angle < 0 {
		angle += 2 * math.Pi
	} else if !sweep && angle > 0 {
		angle -= 2 * math.Pi
	}
	n := max(1, int(math.Ceil(math.Abs(angle)/(math.Pi/2)-1e-9)))
	step := angle / float64(n)
	k := 4.0 / 3 * math.Tan(step/4) * r
	var out [][3]point
	for i := range n {
		s0, c0 := math.Sincos(first + float64(i)*step)
		s1, c1 := math.Sincos(first + float64(i+1)*step)
		p0, p1 := point{c.x + r*c0, c.y + r*s0}, point{c.x + r*c1, c.y + r*s1}
		out = append(out, [3]point{back(point{p0.x - k*s0, p0.y + k*c0}), back(point{p1.x + k*s1, p1.y - k*c1}), back(p1)})
	}
	return out
}

// dashed cuts lines into pieces: lengths of line and of gap in turn. Lengths
// that do not add up to anything leave the lines whole.
func dashed(lines []line, dash []float64) []line {
	var total float64
	for _, d := range dash {
		total += max(0, d)
	}
	if total <= 0 {
		return lines
	}
	if len(dash)%2 == 1 {
		dash = append(dash[:len(dash):len(dash)], dash...)
	}
	var out []line
	for _, l := range lines {
		points := l.points
		if l.closed && len(points) > 0 {
			points = append(points[:len(points):len(points)], points[0])
		}
		i, left := 0, dash[0]
		piece := line{}
		for j, p := range points {
			if j == 0 {
				piece.points = []point{p}
				continue
			}
			at := points[j-1]
			for {
				length := math.Hypot(p.x-at.x, p.y-at.y)
				if length < left || length == 0 {
					left -= length
					break
				}
				at = point{at.x + float64((p.x-at.x)*left/length), at.y + float64((p.y-at.y)*left/length)}
				if i%2 == 0 {
					piece.points = append(piece.points, at)
					out = append(out, piece)
				}
				piece = line{points: []point{at}}
				i = (i + 1) % len(dash)
				left = max(dash[i], 0.01)
			}
			piece.points = append(piece.points, p)
		}
		if i%2 == 0 && len(piece.points) > 1 {
			out = append(out, piece)
		}
	}
	return out
}
