package draw

import (
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// Moment is what the stage shows: a day, a stretch of time around it, what it
// is about, and where the map looks. Every picture is a function of the story
// and a Moment.
type Moment struct {
	Step   string // the step's ID, "" beside the walk
	Stage  string // one of story.Stages
	Date   story.Date
	From   int // the stretch shown, in days since 1970
	To     int
	Focus  route.Pick
	Layer  string
	Places []string // what the moment is about; other known places stand back
	Seats  []string
	Camera string
	Says   string // the caption, in the story's mark-up
	Law    string
	Claims []string
	// Explore is set where the map shows a layer for itself, beside the walk:
	// all that the layer knows of by Date, and not only Places.
	Explore bool
	Scope   string // of the money layer
	List    string // of the lists layer
	Issue   string // of the courts layer
	Look    route.Camera
	Find    string // only places that match it stand out; see Matches
	Filter  Filter
	thread  map[string]bool // the events of the filter's thread, if it has one
	book    *Book           // what it is drawn by; nil until that is needed
	// Picked is set where the reader chose the focus: a card then lies over the
	// lower part of the map, and the camera looks above it.
	Picked bool
	// Spanned is set where the reader chose the stretch of time.
	Spanned bool
	// Only limits the timeline to these events; nil shows all.
	Only map[string]bool
	// Hindsight lifts the rule that nothing later than Date is shown.
	Hindsight bool
}

// MomentOf is the moment a View shows: its step's scene, bent towards what the
// reader has picked.
func MomentOf(s *story.Story, v route.View) Moment {
	_, step := s.Step(v.Step)
	if step == nil {
		return Moment{}
	}
	sc := step.Scene
	m := Moment{
		Step: step.ID, Stage: sc.Stage, Date: sc.Date, From: sc.Span[0].First(), To: sc.Span[1].Last(),
		Focus: route.ParsePick(sc.Focus), Layer: sc.Layer, Places: sc.Places, Seats: sc.Seats,
		Camera: sc.Camera, Says: sc.Says, Law: sc.Law, Claims: sc.Claims,
	}
	return m.bend(s, v)
}

// Filter limits the timeline to some events; its zero value to none.
type Filter struct {
	Tracks, Kind, Told, In, Who, Thread string
}

// Explorer is the moment an explorer of the map or the timeline starts from.
func Explorer(s *story.Story, layer string) Moment {
	m := Moment{Stage: "map", Explore: true, Layer: layer, Scope: route.Scopes[0], List: route.Lists[0], Issue: route.Issues[0],
		Camera: "us", Date: s.Site.Checked}
	m.From, m.To = story.Date{Year: 2016}.First(), s.Site.Checked.Last()
	return m
}

// bend turns a moment towards what the reader has set and picked.
func (m Moment) bend(s *story.Story, v route.View) Moment {
	set := func(to *string, value string) {
		if value != "" {
			*to = value
		}
	}
	set(&m.Layer, v.Layer)
	set(&m.Scope, v.Scope)
	set(&m.List, v.List)
	set(&m.Issue, v.Issue)
	if !v.Date.IsZero() {
		m = m.asOf(s, v.Date)
	}
	if v.Span != (route.Span{}) {
		m.From, m.To, m.Spanned = v.Span.From.First(), v.Span.To.Last(), true
	}
	m.Filter = Filter{v.Tracks, v.Kind, v.Told, v.In, v.Who, v.Thread}
	m.thread = threadOf(s, v.Thread)
	switch v.Pick.Kind {
	case "event":
		m = m.atEvent(s, s.Event(v.Pick.ID))
		m.Picked = true
	case "place":
		m = m.atPlace(s, s.Place(v.Pick.ID))
		m.Picked = true
	}
	m.Look, m.Find = v.Camera, v.Find
	return m
}

// ExploreAt is the moment a View shows on an explorer's page.
func ExploreAt(s *story.Story, layer string, v route.View) Moment {
	return Explorer(s, layer).bend(s, v)
}

// atEvent moves m to an event: its day, its places, its court. The stretch of
// time stays where it can, so that the reader sees where the event stands.
func (m Moment) atEvent(s *story.Story, e *story.Event) Moment {
	m.Stage = "map"
	m.Focus = route.Pick{Kind: "event", ID: e.ID}
	if m.Explore {
		// An explorer keeps its dial and its stretch, if the event is in them.
		if e.Date.First() > m.Date.Last() {
			m.Date = lastDay(e)
		}
	} else {
		m.Date = lastDay(e)
	}
	if first, last := e.Date.First(), lastDay(e).Last(); first < m.From || last > m.To {
		m.From, m.To = around(first, last, 45)
	}
	m.Places = e.Places
	m.Seats = nil
	if e.Seat != "" {
		m.Seats = []string{e.Seat}
	}
	if len(m.Places)+len(m.Seats) > 0 {
		m.Camera = "fit"
	} else {
		m.Camera = "us"
	}
	m.Says = ""
	return m
}

// asOf turns the dial of m. Where it is turned back, what a step is about and
// says would come from after it, so only what was known is kept.
func (m Moment) asOf(s *story.Story, day story.Date) Moment {
	back := !m.Explore && day.Last() < m.Date.Last()
	m.Date = day
	if !back {
		return m
	}
	var known []string
	for _, id := range m.Places {
		if p := s.Place(id); p != nil && knownBy(s, p, day.Last()) {
			known = append(known, id)
		}
	}
	m.Stage, m.Places, m.Seats, m.Focus, m.Says, m.Law, m.Claims = "map", known, nil, route.Pick{}, "", "", nil
	m.Camera = "us"
	return m
}

// firstKnown is the first day a place is in the story.
func firstKnown(s *story.Story, p *story.Place) (first story.Date) {
	for _, r := range p.Roles {
		if e := s.Event(r.Event); e != nil && (first.IsZero() || e.Date.First() < first.First()) {
			first = e.Date
		}
	}
	return first
}

func (m Moment) atPlace(s *story.Story, p *story.Place) Moment {
	m.Stage = "map"
	// Whoever asks for a place that is not in the story yet is taken to the day
	// it comes in.
	if d := firstKnown(s, p); !d.IsZero() && d.First() > m.Date.Last() {
		m.Date = story.DateOf(d.First())
	}
	m.Focus = route.Pick{Kind: "place", ID: p.ID}
	if !contains(m.Places, p.ID) {
		m.Places = append(append([]string(nil), m.Places...), p.ID)
	}
	if m.Camera != "us" {
		m.Camera = "fit" // wide enough for the step's places and the one picked
	}
	m.Says = ""
	return m
}

// MomentOfEvent is the moment an event's own page shows.
func MomentOfEvent(s *story.Story, e *story.Event) Moment {
	from, to := around(e.Date.First(), lastDay(e).Last(), 30)
	m := Moment{From: from, To: to, Layer: "roles", Stage: "map"}
	return m.atEvent(s, e)
}

// MomentOfPlace is the moment a place's own page shows: all that happened there,
// with hindsight, on the state it lies in.
func MomentOfPlace(s *story.Story, p *story.Place) Moment {
	m := Moment{
		Stage: "map", Date: s.Site.Checked, Layer: "roles", Camera: "near", Hindsight: true,
		Places: []string{p.ID}, Focus: route.Pick{Kind: "place", ID: p.ID}, Only: map[string]bool{},
	}
	first, last := 1<<31, 0
	for _, e := range s.Events {
		if contains(e.Places, p.ID) {
			m.Only[e.ID] = true
			first, last = min(first, e.Date.First()), max(last, lastDay(e).Last())
		}
	}
	if len(m.Only) == 0 {
		m.From, m.To = story.Date{Year: 2017}.First(), story.Date{Year: 2017}.Last()
		return m
	}
	m.From, m.To = around(first, last, max(20, (last-first)/12))
	return m
}

// lastDay is the last day an event is known to have taken.
func lastDay(e *story.Event) story.Date {
	if !e.End.IsZero() {
		return e.End
	}
	if e.Date.Day == 0 || (e.Precision != "day" && e.Precision != "") {
		return story.DateOf(EventEnd(e))
	}
	return e.Date
}

// EventEnd is the last day an event may have happened on, by its precision, in
// days since 1970.
func EventEnd(e *story.Event) int {
	if !e.End.IsZero() {
		return e.End.Last()
	}
	d := e.Date
	switch e.Precision {
	case "week":
		return d.First() + 6
	case "month":
		d.Day = 0
	case "season":
		return d.First() + 90
	case "year":
		d.Month, d.Day = 0, 0
	}
	return d.Last()
}

func around(first, last, margin int) (from, to int) { return first - margin, last + margin }

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
