package story

import (
	"reflect"
	"testing"
)

func TestLookups(t *testing.T) {
	step := &Step{ID: "start-2"}
	chapter := &Chapter{ID: "start", Steps: []*Step{{ID: "start-1"}, step}}
	order, suit, ruling := &Event{ID: "order"}, &Event{ID: "suit"}, &Event{ID: "ruling"}
	led := &Arrow{From: "order", To: "suit", Kind: "led to"}
	lost := &Arrow{From: "order", To: "nothing", Kind: "led to"}
	blocked := &Arrow{From: "ruling", To: "order", Kind: "blocked"}
	s := &Story{
		Chapters: []*Chapter{{ID: "other"}, chapter},
		Events:   []*Event{order, suit, ruling},
		Places:   []*Place{{ID: "x"}}, Seats: []*Seat{{ID: "x"}}, People: []*Person{{ID: "x"}}, Quotes: []*Quote{{ID: "x"}},
		Reports: []*Report{{ID: "x"}}, Claims: []*Claim{{ID: "x"}}, Cases: []*Case{{ID: "x"}}, Law: []*Law{{ID: "x"}},
		Glossary: []*Term{{ID: "x"}}, Sources: []*Source{{ID: "x"}},
		Causes: Causes{Arrows: []*Arrow{led, lost, blocked}},
	}
	if s.Event("suit") != suit || s.Event("x") != nil || s.Chapter("start") != chapter || s.Chapter("x") != nil {
		t.Error("Event or Chapter finds the wrong one")
	}
	if s.Place("x") != s.Places[0] || s.Seat("x") != s.Seats[0] || s.Person("x") != s.People[0] || s.Quote("x") != s.Quotes[0] ||
		s.Report("x") != s.Reports[0] || s.Claim("x") != s.Claims[0] || s.Case("x") != s.Cases[0] || s.LawByID("x") != s.Law[0] ||
		s.Term("x") != s.Glossary[0] || s.Source("x") != s.Sources[0] {
		t.Error("a look-up does not find what is there")
	}
	if c, st := s.Step("start-2"); c != chapter || st != step {
		t.Errorf("Step found %v, %v", c, st)
	}
	if c, st := s.Step("start-3"); c != nil || st != nil {
		t.Errorf("Step found %v, %v, which are not there", c, st)
	}
	if got, want := s.EventsLedTo("order"), []*Event{suit}; !reflect.DeepEqual(got, want) {
		t.Errorf("EventsLedTo = %v, want %v", got, want)
	}
	in, out := s.ArrowsOf("order")
	if !reflect.DeepEqual(in, []*Arrow{blocked}) || !reflect.DeepEqual(out, []*Arrow{led, lost}) {
		t.Errorf("ArrowsOf = %v, %v", in, out)
	}
}
