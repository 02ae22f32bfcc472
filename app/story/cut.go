package story

// Cut is the part of the story that the stage of the given chapters needs: the
// scenes, and the events and places with what their cards say. The chapters'
// text stays out, since it stands in the page already; so do excerpts and
// citations, which stand on the events' own pages. Arrows are kept without their
// reasons, to be drawn.
func (s *Story) Cut(chapters []*Chapter) *Story {
	c := &Story{Site: Site{Title: s.Site.Title, Checked: s.Site.Checked}, Seats: s.Seats}
	for _, ch := range chapters {
		n := &Chapter{ID: ch.ID, Number: ch.Number, Title: ch.Title, Question: ch.Question}
		for _, st := range ch.Steps {
			n.Steps = append(n.Steps, &Step{ID: st.ID, Heading: st.Heading, Scene: st.Scene})
		}
		c.Chapters = append(c.Chapters, n)
	}
	for _, e := range s.Events {
		n := *e
		n.Summary, n.Note, n.Actors, n.Sources, n.Kind = Plain(e.Summary), "", nil, nil, ""
		n.Told = nil
		for _, t := range e.Told {
			n.Told = append(n.Told, Told{Report: t.Report})
		}
		c.Events = append(c.Events, &n)
	}
	for _, p := range s.Places {
		n := &Place{ID: p.ID, Name: p.Name, Kind: p.Kind, State: p.State, StateName: p.StateName, StateFIPS: p.StateFIPS,
			Lon: p.Lon, Lat: p.Lat, Answer: p.Answer}
		for _, m := range p.Money {
			if m.Scope == "jag-2016" { // the one scope that the map draws
				n.Money = append(n.Money, Money1{Scope: m.Scope, Amount: m.Amount, Precise: m.Precise, Known: m.Known, Shared: m.Shared})
			}
		}
		for _, r := range p.Roles {
			n.Roles = append(n.Roles, Role{Role: r.Role, Event: r.Event})
		}
		c.Places = append(c.Places, n)
	}
	for _, a := range s.Causes.Arrows {
		c.Causes.Arrows = append(c.Causes.Arrows, &Arrow{From: a.From, To: a.To, Kind: a.Kind, Light: a.Light})
	}
	for _, r := range s.Reports {
		c.Reports = append(c.Reports, &Report{ID: r.ID, Label: r.Label, Date: r.Date})
	}
	return c
}

// CutExplorer is the part of the story that an explorer of the map or the
// timeline needs: as Cut without a chapter, and with what the map's layers and
// the timeline's filters ask for.
func (s *Story) CutExplorer() *Story {
	c := s.Cut(nil)
	for i, p := range s.Places {
		n := c.Places[i]
		n.CountyFIPS, n.County, n.Named = p.CountyFIPS, p.County, nil
		for _, t := range p.Named {
			n.Named = append(n.Named, Told{Report: t.Report})
		}
		if p.Policy != "" {
			n.Policy, n.PolicyKnown = Plain(p.Policy), p.PolicyKnown
		}
		n.Money = nil
		for _, m := range p.Money {
			n.Money = append(n.Money, Money1{Scope: m.Scope, Amount: m.Amount, Precise: m.Precise, Known: m.Known, Shared: m.Shared})
		}
	}
	for i, e := range s.Events {
		c.Events[i].Kind, c.Events[i].Actors = e.Kind, e.Actors
	}
	for _, p := range s.People {
		c.People = append(c.People, &Person{ID: p.ID, Name: p.Name})
	}
	for i, r := range s.Reports {
		c.Reports[i].Short = r.Short
	}
	for _, r := range s.Counts.Rows {
		c.Counts.Rows = append(c.Counts.Rows, &Count{ID: r.ID, Known: r.Known})
	}
	c.Causes.Threads = s.Causes.Threads
	c.Circuits = Circuits{Circuits: nil}
	for _, x := range s.Circuits.Circuits {
		c.Circuits.Circuits = append(c.Circuits.Circuits, &Circuit{ID: x.ID, Name: x.Name, States: x.States})
	}
	for _, d := range s.Circuits.Decisions {
		c.Circuits.Decisions = append(c.Circuits.Decisions, &Decision{Circuit: d.Circuit, Date: d.Date, Court: d.Court, Issue: d.Issue, Outcome: d.Outcome, Reach: d.Reach, Text: Plain(d.Text), Event: d.Event})
	}
	return c
}
