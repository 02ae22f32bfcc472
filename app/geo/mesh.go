package geo

import (
	"math"
	"slices"
)

// mesh finds what lies near a place without looking at everything: it keeps
// things by the squares of an area that they touch. What lies outside counts as
// lying in the nearest square of the edge.
type mesh struct {
	area   Box
	cell   float64
	nx, ny int
	things [][]int
	looks  int // how many things were looked at
}

// mostCells bounds a mesh's memory, whatever is asked of it.
const mostCells = 1 << 16

func newMesh(area Box, cell float64) *mesh {
	if !(cell > 0 && area.Width() >= 0 && area.Height() >= 0) || math.IsInf(area.Width()+area.Height(), 1) {
		area, cell = Box{}, 1
	}
	for (area.Width()/cell+1)*(area.Height()/cell+1) > mostCells {
		cell *= 2
	}
	g := &mesh{area: area, cell: cell, nx: int(area.Width()/cell) + 1, ny: int(area.Height()/cell) + 1}
	g.things = make([][]int, g.nx*g.ny)
	return g
}

// squares is the range of squares that a box touches.
func (g *mesh) squares(b Box) (x0, y0, x1, y1 int) {
	at := func(v float64, n int) int {
		if v = v / g.cell; v > 0 { // not so for a NaN
			return int(min(v, float64(n-1)))
		}
		return 0
	}
	return at(b.X0-g.area.X0, g.nx), at(b.Y0-g.area.Y0, g.ny), at(b.X1-g.area.X0, g.nx), at(b.Y1-g.area.Y0, g.ny)
}

// add puts the thing i where b is.
func (g *mesh) add(i int, b Box) {
	x0, y0, x1, y1 := g.squares(b)
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			c := &g.things[y*g.nx+x]
			*c = append(*c, i)
		}
	}
}

// any reports whether f holds for anything that may touch b.
func (g *mesh) any(b Box, f func(i int) bool) bool {
	x0, y0, x1, y1 := g.squares(b)
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			things := g.things[y*g.nx+x]
			if k := slices.IndexFunc(things, f); k >= 0 {
				g.looks += k + 1
				return true
			}
			g.looks += len(things)
		}
	}
	return false
}

// around is the box that has p in its middle and reaches by r to each side.
func around(p XY, r float64) Box { return Box{p.X - r, p.Y - r, p.X + r, p.Y + r} }
