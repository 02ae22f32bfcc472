package generate

import (
	"fmt"

	"github.com/strings-attached/explainer/app/story"
)

// source is the one thing that everything rests on.
const source = "generator"

// frame makes what a story needs beside events and places: one or two of each.
func (m *maker) frame() {
	s := m.s
	s.Site = story.Site{
		Title:       "Strings Attached, generated",
		Subtitle:    "A story made up to measure by",
		Description: fmt.Sprintf("A generated story of %d events and %d places, to measure pages by. Nothing in it happened.", m.Events, m.Places),
		Checked:     story.DateOf(lastDay + 1),
		Published:   story.DateOf(lastDay + 1),
		Notice:      fmt.Sprintf("Nothing here is true. The events and places of this site were generated to measure its pages by: %d events, %d places, seed %d.", m.Events, m.Places, m.Seed),
	}
	s.Sources = []*story.Source{{ID: source, Publisher: "This program", Title: "The generator of stories of any size", Kind: "dataset"}}
	s.Seats = []*story.Seat{
		{ID: "federal-washington", Name: "The generated government", Short: "Government", Track: story.Federal, Lon: -77.0369, Lat: 38.9072, City: "Washington"},
		{ID: "court", Name: "The generated court", Short: "Court", Track: story.Court, Lon: -90.1994, Lat: 38.627, City: "St. Louis"},
	}
	s.People = []*story.Person{{ID: "official", Name: "A generated official", Office: "Office of Examples", Track: story.Federal, Sources: []string{source}}}
	for i, id := range []string{"alpha", "beta"} {
		name := []string{"Alpha", "Beta"}[i]
		s.Reports = append(s.Reports, &story.Report{ID: id, Label: name + " report", Short: name, Basis: "It was generated.", Date: story.DateOf(reportsEnd - 120*(1-i)), Words: 100, Summary: "A generated report."})
	}
	s.Claims = []*story.Claim{{
		ID: "claim", Claim: "Something was generated.", Topic: "numbers", Why: "It fills a row.",
		Reports: map[string]story.Stance{"alpha": {Stance: "states", Excerpt: "one line"}, "beta": {Stance: "omits"}},
		Check:   story.Check{Verdict: "supported", Text: "It was.", Sources: []string{source}},
	}}
	s.Corrections = []*story.Correction{{ID: "correction", Kind: "context", Title: "All of it", Text: "Nothing here happened.", Sources: []string{source}}}
	s.Law = []*story.Law{{ID: "act", Name: "The Generated Act", Kind: "statute", Plain: "A generated act.", Sources: []string{source}}}
	s.Glossary = []*story.Term{{ID: "generated", Term: "generated", Text: "Made by a program from a number, the same each time.", Sources: []string{source}}}
}

// circuitStates are the states of the federal circuits, by FIPS code.
var circuitStates = []struct {
	id, name string
	states   []string
}{
	{"1", "First Circuit", []string{"23", "25", "33", "44"}},
	{"2", "Second Circuit", []string{"09", "36", "50"}},
	{"3", "Third Circuit", []string{"10", "34", "42"}},
	{"4", "Fourth Circuit", []string{"24", "37", "45", "51", "54"}},
	{"5", "Fifth Circuit", []string{"22", "28", "48"}},
	{"6", "Sixth Circuit", []string{"21", "26", "39", "47"}},
	{"7", "Seventh Circuit", []string{"17", "18", "55"}},
	{"8", "Eighth Circuit", []string{"05", "19", "27", "29", "31", "38", "46"}},
	{"9", "Ninth Circuit", []string{"02", "04", "06", "15", "16", "30", "32", "41", "53"}},
	{"10", "Tenth Circuit", []string{"08", "20", "35", "40", "49", "56"}},
	{"11", "Eleventh Circuit", []string{"01", "12", "13"}},
	{"DC", "District of Columbia Circuit", []string{"11"}},
}

// record makes what leans on events and places: the case, the circuits, sums
// and quotations.
func (m *maker) record() {
	s, r := m.s, m.random(5)
	first, here := s.Events[0], s.Places[0]
	s.Quotes = []*story.Quote{{ID: "quote", Speaker: "official", When: "at the start", Where: "in a number", Text: "one line", Reports: []string{"alpha"}, Event: first.ID, Side: "federal"}}
	s.Cases = []*story.Case{{ID: "case", Caption: "Example v. Example", Court: "The generated court", Plaintiffs: []string{here.ID}, Filed: "at some time", Subject: "Grants", Status: "It goes on.", Sources: []string{source}}}
	c := story.Circuits{
		Issues: map[string]string{"a": "The first question.", "b": "The second question.", "c": "The third question."},
		Note:   "All rulings are generated.", Split: "The circuits differ by chance.", SplitSources: []string{source},
	}
	for _, cs := range circuitStates {
		c.Circuits = append(c.Circuits, &story.Circuit{ID: cs.id, Name: cs.name, States: cs.states, Status: "Generated.", Sources: []string{source}})
		if r.IntN(4) == 0 {
			continue
		}
		e := pick(r, s.Events)
		c.Decisions = append(c.Decisions, &story.Decision{
			Circuit: cs.id, Date: story.DateOf(e.Date.First()), Court: "appeals", Case: "case", Issue: pick(r, []string{"a", "b", "c"}),
			Outcome: pick(r, story.Outcomes), Reach: pick(r, story.Reaches), Text: "A generated ruling.", Sources: []string{source}, Event: e.ID,
		})
	}
	if len(c.Decisions) == 0 {
		c.Decisions = []*story.Decision{{Circuit: "1", Date: story.DateOf(first.Date.First()), Court: "appeals", Text: "A generated ruling.", Sources: []string{source}}}
	}
	s.Circuits = c
	s.Money = story.Money{
		National: []*story.Sum{{ID: "sum", Label: "A generated sum", Amount: 1000000, Period: "one year", Scope: "jag", Sources: []string{source}}},
		Formula:  []string{"A number is drawn."}, FormulaSources: []string{source},
		April: &story.AwardTable{Label: "Generated awards", Note: "One row.", Rows: []story.Award{{Place: here.ID, Amount: 500000}}, Total: 500000, Sources: []string{source}},
	}
	s.Counts = story.Counts{
		Why:       []string{"Counters count different things."},
		Rows:      []*story.Count{{ID: "count", Count: "all", Low: m.Places, High: m.Places, Unit: "places", Who: "The generator", When: "when it ran", Known: first.Date, What: "The places it made.", Sources: []string{source}}},
		Detainers: []story.Detainers{{Year: 2017, Issued: 100, Declined: 10}}, DetainerSources: []string{source}, DetainerNotes: []string{"One year."},
	}
}

// chapter makes a walk of one chapter with three steps: near, wider, all.
func (m *maker) chapter() {
	s := m.s
	first := s.Events[0]
	c := &story.Chapter{ID: "generated", Number: 1, Title: "Generated", Question: "How fast is a page?", Description: "One chapter that shows a generated story, near and from afar.", When: "eleven years"}
	for i, years := range []int{0, 1, 10} {
		last := min(first.Date.First()+30+365*years, lastDay)
		sc := story.Scene{
			Stage: "map", Date: story.DateOf(last), Span: [2]story.Date{story.DateOf(first.Date.First() - 1), story.DateOf(last)},
			Focus: "event:" + first.ID, Layer: "roles", Seats: []string{"federal-washington"}, Camera: "us", Says: "A generated event, and all that had happened by then.",
		}
		for _, p := range s.Places[:min(len(s.Places), 4)] {
			sc.Places = append(sc.Places, p.ID)
		}
		c.Steps = append(c.Steps, &story.Step{ID: fmt.Sprintf("generated-%d", i+1), Heading: []string{"Near", "Wider", "All"}[i], Scene: sc, Blocks: []story.Block{{Text: prose[i]}}})
	}
	s.Chapters = []*story.Chapter{c}
}

// prose is the text of the three steps. It tells nothing but what it is for.
var prose = []string{
	`This site was made by a program. It has the pages, the pictures and the code of the real one, and a story that nobody lived. Its events are numbers drawn in a fixed order, so the same request gives the same site on any machine. That makes it good for one thing: to see what happens to a timeline and a map when far more is drawn on them than a reader could take in at once, and to measure how long each act takes there. The first step shows a month around the first event, where a handful of marks stand apart and each has room for a label beside it.`,
	`The second step takes in more than a year. The marks come closer, and where they would lie over one another the less important ones stand together as one, which says how many it holds. Nothing is lost by that: whoever presses such a mark comes to the days it stands for, and the events come apart. The places on the map are strewn over the states, more of them along the coasts and the lakes, fewer on the plains, as people live. Their names are put together from two lists of words and belong to no real place, even where one should happen to sound like it does.`,
	`The last step shows everything from the first day to the last. A picture that is honest about so much has to count rather than to list. The explorers of the map and of the timeline do that, and they are what this site is measured by: how soon a chosen event is seen, how smoothly the picture follows a finger, and whether memory stays level after a thousand choices. The results stand in a table of the project, next to those of pages made by other means. Compare them with care, for a machine that does other work at the same time is a poor clock.`,
}
