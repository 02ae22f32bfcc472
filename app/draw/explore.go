package draw

import (
	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// RowsOf lists the places that stand out on the explorer's map of m, whatever
// the camera shows of them and the reader has picked: the rows of its table.
func RowsOf(s *story.Story, m Moment) []string {
	if m.Focus.Kind == "place" {
		m.Focus = route.Pick{}
	}
	var ids []string
	b := m.bookOf(s)
	for i := range b.homes {
		mk := MapMark{State: Off}
		layered(&b.homes[i], &m, MapWide, &mk)
		if mk.State == On || mk.State == Focus {
			ids = append(ids, b.homes[i].ID)
		}
	}
	return ids
}

// exploreSays is the sentence that says what the explorer's map shows, made
// from the data.
func exploreSays(s *story.Story, m Moment, l story.Labels) string {
	if m.Find != "" {
		found := len(RowsOf(s, m))
		sought := m.Find
		m.Find = ""
		return exploreSays(s, m, l) + " " + l.N("says.find", found, sought)
	}
	n := len(RowsOf(s, m))
	date := l.Date(m.Date)
	switch m.Layer {
	case "money":
		if n == 0 {
			return l.T("says.money.none", date)
		}
		return l.N("says.money."+m.Scope, n, date)
	case "lists":
		if n == 0 {
			return l.T("says.lists.none", date)
		}
		return l.N("says.lists."+m.List, n, date)
	case "courts":
		ruled := map[string]int{}
		for _, c := range s.Circuits.Circuits {
			if d := LastRuling(s, c.ID, m.Issue, m.Date.Last()); d != nil {
				ruled[outcomeKey(d.Outcome)]++
			}
		}
		if len(ruled) == 0 {
			return l.T("says.courts.none", date)
		}
		return l.T("says.courts."+m.Issue, date, l.Int(ruled["cities"]), l.Int(ruled["government"]), l.Int(ruled["mixed"]+ruled["vacated"]+ruled["dismissed"]),
			l.Int(len(s.Circuits.Circuits)-ruled["cities"]-ruled["government"]-ruled["mixed"]-ruled["vacated"]-ruled["dismissed"]))
	}
	return l.N("says."+m.Layer, n, date)
}

// Ruled is the number of circuits in which a ruling on the question of m was
// found, as known on its day.
func Ruled(s *story.Story, m Moment) int {
	n := 0
	for _, c := range s.Circuits.Circuits {
		if LastRuling(s, c.ID, m.Issue, m.Date.Last()) != nil {
			n++
		}
	}
	return n
}

// TimeSays is the sentence under the explorer's timeline.
func TimeSays(s *story.Story, m Moment, l story.Labels) string {
	shown, hidden := Shown(s, m)
	span := l.Span(story.DateOf(m.From), story.DateOf(m.To))
	if hidden > 0 {
		return l.N("says.time.filtered", shown, span, l.Int(hidden))
	}
	return l.N("says.time", shown, span)
}

// OnTimeline reports whether an event is on the timeline of m.
func OnTimeline(e *story.Event, m Moment) bool { return shownOn(e, m) }

// Whole is the camera that shows the whole country in a frame.
func Whole(f Frame) geo.Zoom {
	return geo.Fit(geo.Sheet.Grow(-12), geo.Box{X1: f.W, Y1: f.H}, 4, maxZoom)
}

// Views are the names of the cameras a reader may jump to, in a fixed order.
func Views() []string {
	return []string{"bay-area", "california", "northwest", "texas", "chicago", "florida", "washington", "northeast"}
}

// CameraOf is a named camera as a value of the view; the zero Camera for "".
func CameraOf(name string) route.Camera {
	v, ok := views[name]
	if !ok {
		return route.Camera{}
	}
	a, _ := geo.AlbersUSA(geo.Point{Lon: v[0], Lat: v[1]})
	b, _ := geo.AlbersUSA(geo.Point{Lon: v[2], Lat: v[3]})
	box, _ := geo.Bounds([]geo.XY{a, b})
	return cameraTo(box)
}

// CameraOn looks at a place and the country around it.
func CameraOn(p *story.Place) route.Camera {
	xy, ok := geo.AlbersUSA(geo.Point{Lon: p.Lon, Lat: p.Lat})
	if !ok {
		return route.Camera{}
	}
	return cameraTo(geo.Box{X0: xy.X, Y0: xy.Y, X1: xy.X, Y1: xy.Y}.Grow(60))
}

func cameraTo(box geo.Box) route.Camera {
	f := MapWide
	z := geo.Fit(box, geo.Box{X1: f.W, Y1: f.H}, f.Mark, maxCrowd*Whole(f).K)
	mid := box.Center()
	return route.Camera{K: max(1, z.K/Whole(f).K), X: mid.X, Y: mid.Y}.Rounded()
}
