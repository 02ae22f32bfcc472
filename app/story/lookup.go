package story

// The look-ups return the entry of an ID, or nil where there is none. They
// read the lists as they stand, so they may be called from several goroutines
// and after the lists have changed; the longest list has a few hundred entries,
// which takes about a microsecond.

// Event is the event of an ID.
func (s *Story) Event(id string) *Event {
	return find(s.Events, func(v *Event) bool { return v.ID == id })
}

// Place is the place of an ID.
func (s *Story) Place(id string) *Place {
	return find(s.Places, func(v *Place) bool { return v.ID == id })
}

// Seat is the federal or court seat of an ID.
func (s *Story) Seat(id string) *Seat {
	return find(s.Seats, func(v *Seat) bool { return v.ID == id })
}

// Person is the person or body of an ID.
func (s *Story) Person(id string) *Person {
	return find(s.People, func(v *Person) bool { return v.ID == id })
}

// Quote is the quotation of an ID.
func (s *Story) Quote(id string) *Quote {
	return find(s.Quotes, func(v *Quote) bool { return v.ID == id })
}

// Report is the newspaper report of an ID.
func (s *Story) Report(id string) *Report {
	return find(s.Reports, func(v *Report) bool { return v.ID == id })
}

// Claim is the claim of an ID.
func (s *Story) Claim(id string) *Claim {
	return find(s.Claims, func(v *Claim) bool { return v.ID == id })
}

// Case is the lawsuit of an ID.
func (s *Story) Case(id string) *Case {
	return find(s.Cases, func(v *Case) bool { return v.ID == id })
}

// LawByID is the statute, order, condition, doctrine or argument of an ID.
func (s *Story) LawByID(id string) *Law {
	return find(s.Law, func(v *Law) bool { return v.ID == id })
}

// Term is the glossary's entry of an ID.
func (s *Story) Term(id string) *Term {
	return find(s.Glossary, func(v *Term) bool { return v.ID == id })
}

// Source is the source of an ID.
func (s *Story) Source(id string) *Source {
	return find(s.Sources, func(v *Source) bool { return v.ID == id })
}

// Thread is the thread of an ID.
func (s *Story) Thread(id string) *Thread {
	return find(s.Causes.Threads, func(v *Thread) bool { return v.ID == id })
}

// Chapter is the chapter of an ID.
func (s *Story) Chapter(id string) *Chapter {
	return find(s.Chapters, func(v *Chapter) bool { return v.ID == id })
}

// Step is the step of an ID with its chapter; nil, nil where there is none.
func (s *Story) Step(id string) (*Chapter, *Step) {
	for _, chapter := range s.Chapters {
		if step := find(chapter.Steps, func(v *Step) bool { return v.ID == id }); step != nil {
			return chapter, step
		}
	}
	return nil, nil
}

// EventsLedTo lists the events that an event led to, in the order of the
// arrows. Arrows to events that do not exist are passed over.
func (s *Story) EventsLedTo(id string) []*Event {
	var events []*Event
	for _, arrow := range s.Causes.Arrows {
		if arrow.From != id || arrow.Kind != "led to" {
			continue
		}
		if event := s.Event(arrow.To); event != nil {
			events = append(events, event)
		}
	}
	return events
}

// Forward reports whether an arrow runs forward in time: what led to something
// comes before it, an answer after what it answers.
func (a *Arrow) Forward() bool { return a.Kind == "led to" || a.Kind == "appealed" }

// ArrowsOf lists the arrows that point to an event, and those that start from
// it, both in the order of the file.
func (s *Story) ArrowsOf(id string) (in, out []*Arrow) {
	for _, arrow := range s.Causes.Arrows {
		if arrow.To == id {
			in = append(in, arrow)
		}
		if arrow.From == id {
			out = append(out, arrow)
		}
	}
	return in, out
}

func find[T any](list []*T, is func(*T) bool) *T {
	for _, v := range list {
		if is(v) {
			return v
		}
	}
	return nil
}
