package draw

import (
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// WriteLegend writes the entries of the map's legend: the seats' shapes where
// they stand on the map, and the looks that do.
func WriteLegend(m Moment, looks []string, l story.Labels) string {
	var b markup
	for _, t := range []story.Track{story.Federal, story.Court} {
		for _, id := range m.Seats {
			if seatTrack(id) == t {
				b.put(`<li><svg class="`, string(t), `" viewBox="-8 -8 16 16" aria-hidden="true">`, keyShape(t), `</svg>`, Escape(l.T("track."+string(t))), `</li>`)
				break
			}
		}
	}
	if m.Explore && m.Layer == "courts" {
		for _, o := range []string{"cities", "government", "mixed", "vacated", "dismissed", ""} {
			b.put(`<li><svg viewBox="0 0 16 16" aria-hidden="true"><rect class="swatch" data-fill="`, o, `" x=".5" y=".5" width="15" height="15"/></svg>`, Escape(l.T("fill."+o)), `</li>`)
		}
	}
	if m.Explore && m.Layer == "lists" {
		looks = inOrder(looks, "open", "half", "solid") // from one list to many
	}
	for _, look := range looks {
		if look == "many" {
			b.put(`<li><svg class="many local" viewBox="-8 -8 16 16" aria-hidden="true"><circle class="o" r="7.5"/><text y="3.5">2</text></svg>`, Escape(l.T("explore.many")), `</li>`)
			continue
		}
		key := "look." + m.Layer + "." + look
		if _, ok := l[key]; !ok {
			key = "look." + look
		}
		if own := "look.explore." + m.Layer + "." + look; m.Explore && l[own] != "" && (m.Layer != "lists" || m.List != route.Lists[0]) {
			key = own
		}
		b.put(`<li><svg class="local" viewBox="-8 -8 16 16" aria-hidden="true"><g data-look="`, look, `">`, keyShape(story.Local), `</g></svg>`, Escape(l.T(key)), `</li>`)
	}
	return b.String()
}

// inOrder is those of looks that are in order, in that order.
func inOrder(looks []string, order ...string) []string {
	var out []string
	for _, look := range order {
		if contains(looks, look) {
			out = append(out, look)
		}
	}
	return out
}

// seatTrack tells courts from the federal government by the seats' IDs, so that
// a legend can be written without the story.
func seatTrack(id string) story.Track {
	if id == "federal-washington" {
		return story.Federal
	}
	return story.Court
}

func keyShape(t story.Track) string {
	switch t {
	case story.Federal:
		return `<rect class="o" x="-6" y="-6" width="12" height="12"/>`
	case story.Court:
		return `<path class="o" d="` + diamond(7.5) + `"/>`
	}
	return `<circle class="o" r="6"/><circle class="i" r="2.6"/><path class="h" d="M0 -6A6 6 0 0 0 0 6Z"/>`
}

// SaysOf is the sentence under the map: the step's own, or for what the reader
// picked one made from the data.
func SaysOf(s *story.Story, m Moment, l story.Labels) string {
	if m.Says != "" {
		return story.Plain(m.Says)
	}
	if m.Explore && (!m.Picked || m.Focus.Kind == "place" && m.Layer != "time") {
		if m.Layer == "time" {
			return TimeSays(s, m, l)
		}
		return exploreSays(s, m, l)
	}
	switch m.Focus.Kind {
	case "event":
		if e := s.Event(m.Focus.ID); e != nil {
			switch n := len(m.Places); {
			case n == 0 && len(m.Seats) == 0:
				return l.T("says.event.nowhere", l.When(e), e.Title)
			case n == 0:
				return l.T("says.event.seat", l.When(e), e.Title, s.Seat(m.Seats[0]).City)
			case n == 1:
				return l.T("says.event.one", l.When(e), e.Title, s.Place(m.Places[0]).Name)
			default:
				return l.T("says.event.many", l.When(e), e.Title, l.Int(n))
			}
		}
	case "place":
		if p := s.Place(m.Focus.ID); p != nil {
			n := len(m.Only)
			if m.Only == nil {
				for _, i := range Events(s, m) {
					if contains(s.Events[i].Places, p.ID) {
						n++
					}
				}
			}
			name := p.Name
			if p.Kind != "state" {
				name += ", " + p.StateName
			}
			return l.N("says.place", n, name)
		}
	}
	if m.Date.IsZero() {
		return ""
	}
	known := 0
	b := m.bookOf(s)
	for i := range b.homes {
		if b.homes[i].known <= m.Date.Last() {
			known++
		}
	}
	return l.N("says.roles", known, l.Date(m.Date))
}

// Neighbors are the steps before and after step among steps; at an end, step
// itself.
func Neighbors(steps []string, step string) (prev, next string) {
	for i, id := range steps {
		if id == step {
			return steps[max(0, i-1)], steps[min(i+1, len(steps)-1)]
		}
	}
	return step, step
}

// PickOf reads a mark's key as a pick.
func PickOf(key string) route.Pick { return route.ParsePick(key) }
