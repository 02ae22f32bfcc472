package main

import (
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"

	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/live"
	"github.com/strings-attached/explainer/app/site"
	"github.com/strings-attached/explainer/app/story"
)

// detailDigits are the decimals of shapes seen from near: at the closest camera
// a hundredth of the sheet's pixel is a fifth of the screen's.
const detailDigits = 2

// loadDetails reads what maps show of each state from near, and where the states
// lie. A county's area is kept where the county is a place of the story.
func loadDetails(fsys fs.FS, name string, s *story.Story) ([]live.Region, map[string]live.Detail, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, nil, err
	}
	topology, err := geo.DecodeTopology(b)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	states, err := topology.Features("states")
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	counties, err := topology.Features("counties")
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	var regions []live.Region
	details := map[string]live.Detail{}
	for _, state := range states {
		borders, err := topology.Mesh("counties", func(a, b *geo.Geometry) bool {
			return a != b && strings.HasPrefix(a.ID, state.ID) && strings.HasPrefix(b.ID, state.ID)
		})
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		d := live.Detail{Outline: geo.PathData(state.Rings(), detailDigits), Borders: geo.PathData(borders, detailDigits), Counties: map[string]string{}}
		for _, c := range counties {
			told := slices.ContainsFunc(s.Places, func(p *story.Place) bool { return p.Kind == "county" && p.CountyFIPS == c.ID })
			if told && strings.HasPrefix(c.ID, state.ID) {
				d.Counties[c.ID] = geo.PathData(c.Rings(), detailDigits)
			}
		}
		details[state.ID] = d
		if box, ok := geo.Bounds(state.Rings()...); ok {
			regions = append(regions, live.Region{FIPS: state.ID, Name: state.Name(), Box: []float64{math.Floor(box.X0), math.Floor(box.Y0), math.Ceil(box.X1), math.Ceil(box.Y1)}})
		}
	}
	slices.SortFunc(regions, func(a, b live.Region) int { return strings.Compare(a.Name, b.Name) })
	return regions, details, nil
}

// publishDetails publishes a file for each state, and the list of them, whose
// address it returns: what a page must know to fetch no more than is seen.
func (c *content) publishDetails(manifest *site.Manifest) (string, error) {
	list := slices.Clone(c.regions)
	for i, r := range list {
		detail := c.details[r.FIPS]
		file, err := manifest.Asset("geo/"+r.FIPS+".txt", []byte(detail.Write()))
		if err != nil {
			return "", err
		}
		list[i].File = file
	}
	return manifest.Asset("geo/counties.txt", []byte(live.WriteRegions(list)))
}
