package draw

import (
	"math"

	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// nearFrom is how much larger than the whole country a map must be for the
// borders of counties to say more than they hide.
const nearFrom = 2.8

// Sees reports whether a part of the sheet lies in the frame.
func (st MapState) Sees(part geo.Box, f Frame) bool {
	a, b := st.Zoom.Invert(geo.XY{}), st.Zoom.Invert(geo.XY{X: f.W, Y: f.H})
	return geo.Box{X0: a.X, Y0: a.Y, X1: b.X, Y1: b.Y}.Overlaps(part)
}

// CountiesOf are the FIPS codes of the counties that stand out on a map as
// places of the story.
func CountiesOf(s *story.Story, st MapState) []string {
	var out []string
	for _, mk := range st.Marks {
		if mk.isPlace() && (mk.State == On || mk.State == Focus) && s.Places[mk.At].Kind == "county" {
			out = append(out, s.Places[mk.At].CountyFIPS)
		}
	}
	return out
}

// CameraOver looks at a part of the sheet.
func CameraOver(part geo.Box) route.Camera { return cameraTo(part.Grow(6)) }

// CameraApart is where the reader's own camera must go for the crowd around a
// place to come apart, and whether there is such a crowd at the camera of m.
func CameraApart(s *story.Story, m Moment, id string) (route.Camera, bool) {
	f := MapWide
	p := s.Place(id)
	if p == nil {
		return route.Camera{}, false
	}
	box, crowded := crowd(s, m, f, camera(s, m, f), p)
	if !crowded {
		return route.Camera{}, false
	}
	z := fitCrowd(box, geo.Box{X1: f.W, Y1: f.H}, f)
	mid := box.Center()
	return route.Camera{K: math.Min(z.K/Whole(f).K, route.MaxZoom), X: mid.X, Y: mid.Y}.Rounded(), true
}

// apart is the camera z, or one that is nearer where the place that the reader
// picked stands in a crowd.
func apart(s *story.Story, m Moment, f Frame, box geo.Box, z geo.Zoom) geo.Zoom {
	if !m.Picked || m.Focus.Kind != "place" {
		return z
	}
	p := s.Place(m.Focus.ID)
	if p == nil {
		return z
	}
	around, crowded := crowd(s, m, f, z, p)
	if !crowded {
		return z
	}
	return fitCrowd(around, box, f)
}

// crowdReach is how near two marks stand, in radii of a mark, for a reader to
// have trouble hitting one of them or reading its name.
const crowdReach = 2.4

// crowd is the part of the sheet where a place and those around it lie that the
// camera z shows too near to it; what shares its very point no camera can part.
func crowd(s *story.Story, m Moment, f Frame, z geo.Zoom, p *story.Place) (geo.Box, bool) {
	b := m.bookOf(s)
	home := m.homeOf(s, p)
	at := home.at
	if !home.maps {
		return geo.Box{}, false
	}
	box := geo.Box{X0: at.X, Y0: at.Y, X1: at.X, Y1: at.Y}
	crowded := false
	for i := range b.homes {
		q := &b.homes[i]
		if q.Place == p || !m.Hindsight && q.known > m.Date.Last() {
			continue
		}
		xy := q.at
		if d := math.Hypot(xy.X-at.X, xy.Y-at.Y); q.maps && d > 0.5 && d*z.K < crowdReach*f.Mark {
			box, crowded = box.Add(xy), true
		}
	}
	return box, crowded && z.K < maxCrowd*Whole(f).K
}

// maxCrowd ends the way into a crowd: nearer, the shapes of counties no longer
// help.
const maxCrowd = 20

func fitCrowd(around, box geo.Box, f Frame) geo.Zoom {
	// A margin of the sheet, and room for the names.
	return geo.Fit(around.Grow(2), box, 5*f.Mark, maxCrowd*Whole(f).K)
}
