package generate

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/story"
)

// state is a state's codes and name.
type state struct{ fips, postal, name string }

// states are read from lines of "FIPS postal name".
var states = func() map[string]state {
	all := map[string]state{}
	for line := range strings.SplitSeq(strings.TrimSpace(stateLines), "\n") {
		f := strings.SplitN(line, " ", 3)
		all[f[0]] = state{f[0], f[1], f[2]}
	}
	return all
}()

const stateLines = `
01 AL Alabama
02 AK Alaska
04 AZ Arizona
05 AR Arkansas
06 CA California
08 CO Colorado
09 CT Connecticut
10 DE Delaware
11 DC District of Columbia
12 FL Florida
13 GA Georgia
15 HI Hawaii
16 ID Idaho
17 IL Illinois
18 IN Indiana
19 IA Iowa
20 KS Kansas
21 KY Kentucky
22 LA Louisiana
23 ME Maine
24 MD Maryland
25 MA Massachusetts
26 MI Michigan
27 MN Minnesota
28 MS Mississippi
29 MO Missouri
30 MT Montana
31 NE Nebraska
32 NV Nevada
33 NH New Hampshire
34 NJ New Jersey
35 NM New Mexico
36 NY New York
37 NC North Carolina
38 ND North Dakota
39 OH Ohio
40 OK Oklahoma
41 OR Oregon
42 PA Pennsylvania
44 RI Rhode Island
45 SC South Carolina
46 SD South Dakota
47 TN Tennessee
48 TX Texas
49 UT Utah
50 VT Vermont
51 VA Virginia
53 WA Washington
54 WV West Virginia
55 WI Wisconsin
56 WY Wyoming`

// region is where points are thrown at: a box in degrees, and how often.
type region struct {
	west, south, east, north float64
	often                    int
}

// regions make the coasts and the Great Lakes denser than the plains, as the
// country is.
var regions = []region{
	{-124.5, 25, -67, 49.3, 52}, // the lower 48
	{-80, 38.5, -70, 43.5, 16},  // the Northeast
	{-123.5, 32.6, -116.5, 39.5, 11},
	{-90, 40, -80.5, 44.5, 10},
	{-84, 25.5, -79.8, 31, 5},
	{-98.5, 29, -94.5, 33.5, 4},
	{-165, 56, -142, 67, 1},       // Alaska
	{-160.5, 18.9, -154.6, 22, 1}, // Hawaii
}

// town is a place that was thrown.
type town struct {
	point geo.Point
	state state
}

// throw finds a point on land.
func (m *maker) throw(r *rand.Rand, often []int) (town, error) {
	for range 10000 {
		g := pick(r, regions, often...)
		p := geo.Point{Lon: g.west + r.Float64()*(g.east-g.west), Lat: g.south + r.Float64()*(g.north-g.south)}
		p.Lon, p.Lat = round(p.Lon), round(p.Lat)
		xy, ok := geo.AlbersUSA(p)
		if !ok {
			continue
		}
		for _, shape := range m.shapes {
			if st, ok := states[shape.FIPS]; ok && within(shape.Area, xy) {
				return town{p, st}, nil
			}
		}
	}
	return town{}, errNoShapes
}

// round keeps as many decimals as the real places have.
func round(degrees float64) float64 {
	if degrees < 0 {
		return -round(-degrees)
	}
	return float64(int(degrees*1e4+0.5)) / 1e4
}

// within reports whether a point lies in an area, by counting the edges to its
// right.
func within(area []geo.Ring, p geo.XY) bool {
	in := false
	for _, ring := range area {
		for i, a := range ring {
			b := ring[(i+1)%len(ring)]
			if (a.Y > p.Y) != (b.Y > p.Y) && p.X < a.X+(p.Y-a.Y)/(b.Y-a.Y)*(b.X-a.X) {
				in = !in
			}
		}
	}
	return in
}

func (m *maker) places() error {
	r := m.random(1)
	var often []int
	for _, g := range regions {
		often = append(often, g.often)
	}
	taken := map[string]bool{}
	for len(m.s.Places) < m.Places {
		t, err := m.throw(r, often)
		if err != nil {
			return err
		}
		kind := pick(r, []string{"city", "county"}, 3, 2)
		name := pick(r, firstNames) + pick(r, lastNames)
		if kind == "county" {
			name += " County"
		}
		id := strings.ToLower(strings.ReplaceAll(name, " ", "-") + "-" + t.state.postal)
		if taken[id] {
			continue
		}
		taken[id] = true
		p := &story.Place{
			ID: id, Name: name, Kind: kind, State: t.state.postal, StateName: t.state.name, StateFIPS: t.state.fips,
			Lon: t.point.Lon, Lat: t.point.Lat, Point: "generated point",
			Summary: fmt.Sprintf("A generated %s in %s.", kind, t.state.name),
			Sources: []string{source},
		}
		if r.IntN(3) == 0 {
			p.Answer = pick(r, story.Answers)
		}
		if r.IntN(4) == 0 {
			p.PolicyKnown = story.Date{Year: 2017, Month: 1, Day: 25}
			p.Policy = pick(r, []string{"Asks for a judge’s warrant.", "Leaves questions of status to others.", "Answers every request."})
		}
		for _, scope := range []string{"jag-2016", "jag-2017"} {
			if r.IntN(2) == 0 {
				// Few are large and many small, from 10,000 to 4 million dollars.
				amount := 10000 + int64(4e6*cube(r.Float64()))
				p.Money = append(p.Money, story.Money1{Scope: scope, Label: "A generated award", Year: "fiscal 20" + scope[6:], Amount: amount, Precise: true, Known: story.Date{Year: 2017, Month: 4, Day: 21}, Sources: []string{source}})
			}
		}
		m.s.Places = append(m.s.Places, p)
	}
	return nil
}

func cube(x float64) float64 { return x * x * x }

// roles give every place something to do with an event, most of them in 2017.
func (m *maker) roles() {
	r := m.random(3)
	var early []*story.Event
	for _, e := range m.s.Events {
		if e.Date.Year <= 2017 {
			early = append(early, e)
		}
	}
	for _, p := range m.s.Places {
		for range 1 + r.IntN(2) {
			e := pick(r, m.s.Events)
			if len(early) > 0 && r.IntN(4) > 0 {
				e = pick(r, early)
			}
			p.Roles = append(p.Roles, story.Role{Role: pick(r, story.Roles), Event: e.ID, Sources: []string{source}})
		}
	}
}

var (
	firstNames = strings.Fields("Alder Amber Ash Aspen Barrow Birch Black Bramble Brant Bright Brook Cedar Clear Cliff Copper Crane Crow Dale Deer Dun Eagle East Elder Elk Elm Ever Fair Falcon Fern Flint Fox Glen Gold Granite Gray Green Hart Haven Hawk Hazel Heron High Holly Iron Juniper Kestrel Lark Laurel Lime Linden Long Maple Marsh Mill Moss New North Oak Otter Pine Plum Raven Red Reed Rock Rose Sand Silver Slate South Spring Stone Swan Thorn Wal West White Wild Willow Winter Wren Yarrow")
	lastNames  = []string{"bank", "beach", "borough", "bridge", "brook", "bury", "castle", "cliff", "creek", "crest", "dale", "ton", "field", "ford", "gate", "grove", "ham", "harbor", "haven", "hill", "hurst", "lake", "land", "ley", "mere", "mill", "mont", "moor", "mouth", "point", "port", "ridge", "shore", "side", "stead", "stone", "vale", "view", "ville", "wick", "wood", "worth", " City", " Falls", " Springs", " Junction"}
)
