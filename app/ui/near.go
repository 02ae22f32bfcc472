package ui

import (
	"slices"

	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/live"
)

// near is what maps show to a reader who has come near, and what of it is here.
type near struct {
	list     string        // the address of the list of files; "" for none
	asked    bool          // for the list
	regions  []live.Region // what the list says
	wanted   map[string]bool
	counties []string // the areas that are here, by FIPS code
}

// refine fetches the shapes of the states that a near map shows, each once, and
// lights the counties that stand out. What does not come is not missed: the map
// stays as it was.
func (s *Stage) refine() {
	close := false
	for _, st := range s.shown.maps {
		close = close || st.Near
	}
	if s.near.list == "" || !close {
		return
	}
	if !s.near.asked {
		s.near.asked = true
		s.near.wanted = map[string]bool{}
		s.page.Fetch(s.root+s.near.list, func(text string) {
			if list, err := live.ReadRegions(text); err == nil {
				s.near.regions = list
				s.refine()
			}
		})
		return
	}
	for _, r := range s.near.regions {
		seen := false
		for i, st := range s.shown.maps {
			seen = seen || st.Near && st.Sees(boxOf(r), draw.MapFrames[i])
		}
		if !seen || s.near.wanted[r.FIPS] {
			continue
		}
		s.near.wanted[r.FIPS] = true
		s.page.Fetch(s.root+r.File, func(text string) {
			d, err := live.ReadDetail(text)
			if err != nil {
				return
			}
			s.page.Refine(r.FIPS, d.Outline, d.Borders, d.Counties)
			for code := range d.Counties {
				s.near.counties = append(s.near.counties, code)
			}
			s.light()
		})
	}
	s.light()
}

// light shows which of the counties that are here stand out on the maps.
func (s *Stage) light() {
	for i, st := range s.shown.maps {
		on := draw.CountiesOf(s.story, st)
		for _, code := range s.near.counties {
			lit := "0"
			if slices.Contains(on, code) {
				lit = "1"
			}
			s.page.Set(draw.MapFrames[i].Name+"/county:"+code, "data-on", lit)
		}
	}
}

// boxOf is where a region lies on the map sheet.
func boxOf(r live.Region) geo.Box {
	return geo.Box{X0: r.Box[0], Y0: r.Box[1], X1: r.Box[2], Y1: r.Box[3]}
}
