package geo

import (
	"math"
	"slices"
)

// Gather sorts points into groups of those that lie near one another: the first
// point that is in no group begins one, and takes in all those around it, within
// reach, that are in none. It gives the groups in the order of their first
// points, and the points of each in their order; a point with none around it is
// a group of its own.
//
// Where points lie scattered it takes time in proportion to their number, and
// looks tells how many it looked at.
func Gather(points []XY, reach float64) (groups [][]int, looks int) {
	area, _ := Bounds(points)
	// Squares that hold about one point each cost no more to make than the points.
	m := newMesh(area, max(reach, math.Sqrt(area.Width()*area.Height()/float64(len(points)+1))))
	for i, p := range points {
		m.add(i, around(p, 0))
	}
	taken := make([]bool, len(points))
	for i, p := range points {
		if taken[i] {
			continue
		}
		group := []int{i}
		taken[i] = true
		m.any(around(p, reach), func(j int) bool {
			if !taken[j] && dist(p, points[j]) <= reach {
				taken[j] = true
				group = append(group, j)
			}
			return false
		})
		slices.Sort(group)
		groups = append(groups, group)
	}
	return groups, m.looks
}
