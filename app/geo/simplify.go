package geo

import (
	"container/heap"
	"math"
)

// Simplify is the topology with fewer points: it leaves out every point whose
// effective area is below minArea, in square pixels of the map sheet; 0 leaves
// out nothing. Since it works on arcs, areas that
// shared a border still do. The ends of arcs stay, and every ring keeps at
// least three points apart from one another if it had them, so that no area
// vanishes. Borders that run close to each other may come to cross if minArea
// is large.
//
// M. Visvalingam and J. D. Whyatt, Line generalisation by repeated elimination
// of points, The Cartographic Journal 30 (1993), 46–51.
func (t *Topology) Simplify(minArea float64) *Topology {
	areas := make([][]float64, len(t.arcs))
	for i, arc := range t.arcs {
		areas[i] = effectiveAreas(arc)
	}
	for _, name := range t.Objects() {
		for _, g := range t.objects[name] {
			for _, rings := range g.polygons {
				for _, arcs := range rings {
					t.keepRing(arcs, areas, minArea)
				}
			}
		}
	}
	out := &Topology{arcs: make([]Line, len(t.arcs)), objects: t.objects}
	for i, arc := range t.arcs {
		var line Line
		for j, p := range arc {
			if areas[i][j] >= minArea {
				line = append(line, p)
			}
		}
		out.arcs[i] = line
	}
	return out
}

// keepRing raises the areas of the weightiest points of a ring until three of
// its points stay, the first being one of them.
func (t *Topology) keepRing(arcs []int, areas [][]float64, minArea float64) {
	const enough = 3
	stay := 0
	for _, a := range arcs {
		for _, area := range areas[forward(a)][1:] {
			if area >= minArea {
				stay++
			}
		}
	}
	for ; stay < enough; stay++ {
		var best *float64
		for _, a := range arcs {
			for i, area := range areas[forward(a)] {
				if area < minArea && (best == nil || area > *best) {
					best = &areas[forward(a)][i]
				}
			}
		}
		if best == nil {
			return
		}
		*best = math.Inf(1)
	}
}

// effectiveAreas gives for each point of the line the area, in square pixels,
// of the triangle that goes when the point goes, the smallest going first; it
// is never below that of a point gone before. Ends have an infinite area.
func effectiveAreas(line Line) []float64 {
	n := len(line)
	q := &areaQueue{
		area: make([]float64, n),
		left: make([]int, n), right: make([]int, n),
		at:   make([]int, n),
		heap: make([]int, 0, n),
	}
	q.area[0], q.area[n-1] = math.Inf(1), math.Inf(1)
	for i := 1; i < n-1; i++ {
		q.left[i], q.right[i] = i-1, i+1
		q.area[i] = triangle(line[i-1], line[i], line[i+1])
		q.at[i] = len(q.heap)
		q.heap = append(q.heap, i)
	}
	heap.Init(q)
	least := 0.0
	for len(q.heap) > 0 {
		i := heap.Pop(q).(int)
		least = max(least, q.area[i])
		q.area[i] = least
		l, r := q.left[i], q.right[i]
		if l > 0 {
			q.right[l] = r
			q.area[l] = triangle(line[q.left[l]], line[l], line[r])
			heap.Fix(q, q.at[l])
		}
		if r < n-1 {
			q.left[r] = l
			q.area[r] = triangle(line[l], line[r], line[q.right[r]])
			heap.Fix(q, q.at[r])
		}
	}
	return q.area
}

// triangle is the area of a triangle.
func triangle(a, b, c XY) float64 {
	return math.Abs((a.X-c.X)*(b.Y-a.Y)-(a.X-b.X)*(c.Y-a.Y)) / 2
}

// areaQueue gives up the points of a line by area, equal ones by index.
type areaQueue struct {
	area        []float64
	left, right []int // the neighbours that are left
	heap        []int // points
	at          []int // point → place in heap
}

func (q *areaQueue) Len() int { return len(q.heap) }

func (q *areaQueue) Less(i, j int) bool {
	a, b := q.heap[i], q.heap[j]
	if q.area[a] != q.area[b] {
		return q.area[a] < q.area[b]
	}
	return a < b
}

func (q *areaQueue) Swap(i, j int) {
	q.heap[i], q.heap[j] = q.heap[j], q.heap[i]
	q.at[q.heap[i]], q.at[q.heap[j]] = i, j
}

func (q *areaQueue) Push(x any) {
	q.at[x.(int)] = len(q.heap)
	q.heap = append(q.heap, x.(int))
}

func (q *areaQueue) Pop() any {
	last := len(q.heap) - 1
	i := q.heap[last]
	q.heap = q.heap[:last]
	return i
}
