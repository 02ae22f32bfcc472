//go:build !js

package story

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// reportsOfGood are the texts of the good story's two reports.
var reportsOfGood = map[string]string{
	"alpha": "City sues\n\nThe president “signed an \"order\"” on Febuary 1. To the newcomers the mayor said: “We will see\n them in court.”\n",
	"beta":  "“We will see you in court.”\n",
}

func TestValidateGood(t *testing.T) {
	s, problems := Load(good(t))
	problems = append(problems, s.Validate(reportsOfGood)...)
	for _, p := range problems {
		t.Error(p)
	}
}

func TestValidate(t *testing.T) {
	tests := []struct {
		rule string
		change
		want []string
	}{
		{"nothing is missing", change{"site.json", `"subtitle": "What became of it"`, `"subtitle": " "`}, []string{
			`assets/story/site.json: subtitle: it is missing; write it`}},
		{"nothing is missing", change{"site.json", `, "checked": "2026-11-22"`, ``}, []string{
			`assets/story/site.json: checked: the date is missing; write 2017-04-25, 2017-04 or 2017`}},
		{"nothing is missing", change{"chapters/01-start.json", `"question": "What happened?", `, ``}, []string{
			`assets/story/chapters/01-start.json: question: start: it is missing; write it`}},
		{"nothing is missing", change{"chapters/01-start.json", `["2017-01-01", "2017-05-31"]`, `["2017-01-01", ""]`}, []string{
			`assets/story/chapters/01-start.json: steps[0].scene.span: start-1: a date is missing; write the first and the last day`}},
		{"nothing is missing", change{"events.json", `"date": "2017-01-31", `, ``}, []string{
			`assets/story/events.json: events[1].date: e-suit: the date is missing; write 2017-04-25, 2017-04 or 2017`}},
		{"nothing is missing", change{"events.json", `"track": "local", `, ``}, []string{
			`assets/story/events.json: events[1].track: e-suit: it is missing; write it`}},
		{"nothing is missing", change{"quotes.json", `"speaker": "ann-lee", `, ``}, []string{
			`assets/story/quotes.json: quotes[0].speaker: q-lee: it is missing; write it`}},
		{"nothing is missing", change{"quotes.json", `"reports": ["alpha", "beta"]`, `"reports": []`}, []string{
			`assets/story/quotes.json: quotes[0].reports: q-lee: it is empty; write at least one`}},
		{"nothing is missing", change{"glossary.json", `"sources": ["s-act"]`, `"sources": []`}, []string{
			`assets/story/glossary.json: glossary[0].sources: detainer: no source; name what it rests on`}},
		{"nothing is missing", change{"money.json", `"formulaSources": ["s-count"]`, `"formulaSources": []`}, []string{
			`assets/story/money.json: formulaSources: no source; name what it rests on`}},
		{"nothing is missing", change{"money.json", ",\n \"april\": {\"label\": \"Awards\", \"note\": \"As listed.\", \"rows\": [{\"place\": \"harbor\", \"shared\": \"county\", \"amount\": 500000}], \"total\": 500000, \"sources\": [\"s-count\"]}", ``}, []string{
			`assets/story/money.json: april: it is missing; write it`}},
		{"a place has its point", change{"places.json", `, "lon": -122.4, "lat": 37.8,
 "population"`, `,
 "population"`}, []string{
			`assets/story/places.json: places[0].lon: harbor: 0 is outside the United States; write degrees east, -180 to -64`,
			`assets/story/places.json: places[0].lat: harbor: 0 is outside the United States; write degrees north, 17 to 72`}},
		{"a figure has its source", change{"places.json", `"caveat": "One award serves two.", "sources": ["s-count"]`, `"caveat": "One award serves two.", "sources": []`}, []string{
			`assets/story/places.json: places[0].money[0].sources: harbor: no source; name what it rests on`}},
		{"what maps tell is known since a day", change{"places.json", `"known": "2016-09-01", `, ``}, []string{
			`assets/story/places.json: places[0].money[0].known: harbor: a map would draw it without knowing since when it was public; add the day its source was out, as "known": "2017-04-21"`}},
		{"what maps tell is known since a day", change{"places.json", `"policyKnown": "2017-02", `, ``}, []string{
			`assets/story/places.json: places[0].policyKnown: harbor: a map would tell the policy without knowing since when; add the day its sources were out, as "policyKnown": "2017-04-21"`}},
		{"ids", change{"people.json", `"id": "ann-lee"`, `"id": "ann lee"`}, []string{
			`assets/story/events.json: events[0].actors[0]: e-order: there is no person "ann-lee"; did you mean "ann lee"?`,
			`assets/story/people.json: people[0].id: ann lee: "ann lee" is no id; use letters, digits and -`,
			`assets/story/quotes.json: quotes[0].speaker: q-lee: there is no person "ann-lee"; did you mean "ann lee"?`}},
		{"ids", change{"events.json", `"id": "e-ruling"`, `"id": "e-suit"`}, []string{
			`assets/story/events.json: events[2].id: e-suit: events[1] of events.json has the same id; give one of the two another id`,
			`assets/story/causes.json: arrows[1].from: there is no event "e-ruling"; add it to events.json, or correct the id`,
			`assets/story/causes.json: threads[0].events[2]: t-one: there is no event "e-ruling"; add it to events.json, or correct the id`,
			`assets/story/cases.json: cases[0].rulings[0].event: c-harbor: there is no event "e-ruling"; add it to events.json, or correct the id`,
			`assets/story/circuits.json: decisions[0].event: there is no event "e-ruling"; add it to events.json, or correct the id`}},
		{"ids", change{"chapters/01-start.json", `"id": "start-2"`, `"id": "start-1"`}, []string{
			`assets/story/chapters/01-start.json: steps[1].id: start: "start-1" is not the id of step 2; write "start-2"`,
			`assets/story/chapters/01-start.json: steps[1].id: start-1: steps[0] of chapters/01-start.json has the same id; give one of the two another id`}},
		{"ids", change{"sources.json", `"id": "s-count"`, `"id": "alpha"`}, []string{
			`assets/story/places.json: places[0].population.sources[0]: harbor: there is no source "s-count"; add it to sources.json, or correct the id`,
			`assets/story/places.json: places[0].money[0].sources[0]: harbor: there is no source "s-count"; add it to sources.json, or correct the id`,
			`assets/story/money.json: formulaSources[0]: there is no source "s-count"; add it to sources.json, or correct the id`,
			`assets/story/money.json: national[0].sources[0]: m-all: there is no source "s-count"; add it to sources.json, or correct the id`,
			`assets/story/money.json: april.sources[0]: there is no source "s-count"; add it to sources.json, or correct the id`,
			`assets/story/counts.json: detainerSources[0]: there is no source "s-count"; add it to sources.json, or correct the id`,
			`assets/story/counts.json: rows[0].sources[0]: d1: there is no source "s-count"; add it to sources.json, or correct the id`,
			`assets/story/sources.json: sources[4].id: alpha: a report has the same id, so a citation could mean either; give the source another id`}},
		{"references", change{"chapters/01-start.json", `"places": ["harbor"]`, `"places": ["habror"]`}, []string{
			`assets/story/chapters/01-start.json: steps[0].scene.places[0]: start-1: there is no place "habror"; did you mean "harbor"?`}},
		{"references", change{"chapters/01-start.json", `"seats": ["washington"]`, `"seats": ["washingtn"]`}, []string{
			`assets/story/chapters/01-start.json: steps[0].scene.seats[0]: start-1: there is no seat "washingtn"; did you mean "washington"?`}},
		{"references", change{"chapters/01-start.json", `"claims": ["signed"]`, `"claims": ["singed"]`}, []string{
			`assets/story/chapters/01-start.json: steps[2].scene.claims[0]: start-3: there is no claim "singed"; did you mean "signed"?`}},
		{"references", change{"chapters/01-start.json", `"law": "l-act"`, `"law": "l-atc"`}, []string{
			`assets/story/chapters/01-start.json: steps[1].scene.law: start-2: there is no law "l-atc"; did you mean "l-act"?`}},
		{"references", change{"chapters/01-start.json", `"focus": "event:e-order"`, `"focus": "event:e-odrer"`}, []string{
			`assets/story/chapters/01-start.json: steps[0].scene.focus: start-1: there is no event "e-odrer"; did you mean "e-order"?`}},
		{"references", change{"chapters/01-start.json", `"focus": "place:harbor"`, `"focus": "place:port"`}, []string{
			`assets/story/chapters/01-start.json: steps[1].scene.focus: start-2: there is no place "port"; add it to places.json, or correct the id`}},
		{"references", change{"chapters/01-start.json", `"focus": "event:e-order"`, `"focus": "e-order"`}, []string{
			`assets/story/chapters/01-start.json: steps[0].scene.focus: start-1: "e-order" is no focus; write event:ID or place:ID`}},
		{"references", change{"chapters/01-start.json", `"quote": "q-lee"`, `"quote": "q-leo"`}, []string{
			`assets/story/chapters/01-start.json: steps[0].blocks[1].quote: start-1: there is no quote "q-leo"; did you mean "q-lee"?`}},
		{"references", change{"chapters/01-start.json", `(event:e-order)`, `(event:e-odrer)`}, []string{
			`assets/story/chapters/01-start.json: steps[0].blocks[0].text: start-1: there is no event "e-odrer"; did you mean "e-order"?`}},
		{"references", change{"chapters/01-start.json", `[order](event:e-order)`, `[order](term:order)`}, []string{
			`assets/story/chapters/01-start.json: steps[0].blocks[0].text: start-1: there is no term "order"; add it to glossary.json, or correct the id`}},
		{"references", change{"chapters/01-start.json", `[order](event:e-order)`, `[order](chapter:stat)`}, []string{
			`assets/story/chapters/01-start.json: steps[0].blocks[0].text: start-1: there is no chapter "stat"; did you mean "start"?`}},
		{"references", change{"chapters/01-start.json", `[[s-order, alpha]]`, `[[s-odrer, alhpa]]`}, []string{
			`assets/story/chapters/01-start.json: steps[0].blocks[0].text: start-1: there is no source "s-odrer"; did you mean "s-order"?`,
			`assets/story/chapters/01-start.json: steps[0].blocks[0].text: start-1: there is no source "alhpa"; did you mean "alpha"?`}},
		{"references", change{"events.json", `"places": ["harbor"]`, `"places": ["harbor", ""]`}, []string{
			`assets/story/events.json: events[1].places[1]: e-suit: there is no place ""; add it to places.json, or correct the id`}},
		{"references", change{"events.json", `"actors": ["ann-lee", "Bob Roe"]`, `"actors": ["ann-leo", "Bob Roe"]`}, []string{
			`assets/story/events.json: events[0].actors[0]: e-order: there is no person "ann-leo"; did you mean "ann-lee"?`}},
		{"references", change{"events.json", `"seat": "washington"`, `"seat": "washingtown"`}, []string{
			`assets/story/events.json: events[0].seat: e-order: there is no seat "washingtown"; did you mean "washington"?`}},
		{"references", change{"events.json", `"sources": ["s-suit"]`, `"sources": ["s-siut"]`}, []string{
			`assets/story/events.json: events[1].sources[0]: e-suit: there is no source "s-siut"; did you mean "s-suit"?`}},
		{"references", change{"events.json", `"sources": ["s-suit"]`, `"sources": ["alpha"]`}, []string{
			`assets/story/events.json: events[1].sources[0]: e-suit: there is no source "alpha"; add it to sources.json, or correct the id`}},
		{"references", change{"events.json", `"report": "alpha"`, `"report": "alhpa"`}, []string{
			`assets/story/events.json: events[0].told[0].report: e-order: there is no report "alhpa"; did you mean "alpha"?`}},
		{"references", change{"places.json", `"measure": "residents", "sources": ["s-count"]`, `"measure": "residents", "sources": ["s-cuont"]`}, []string{
			`assets/story/places.json: places[0].population.sources[0]: harbor: there is no source "s-cuont"; did you mean "s-count"?`}},
		{"references", change{"places.json", `"event": "e-suit"`, `"event": "e-siut"`}, []string{
			`assets/story/places.json: places[0].roles[0].event: harbor: there is no event "e-siut"; did you mean "e-suit"?`}},
		{"references", change{"places.json", `"note": "The first.", "sources": ["s-suit"]`, `"note": "The first.", "sources": ["s-siut"]`}, []string{
			`assets/story/places.json: places[0].roles[0].sources[0]: harbor: there is no source "s-siut"; did you mean "s-suit"?`}},
		{"references", change{"places.json", `"shared": "county"`, `"shared": "conuty"`}, []string{
			`assets/story/places.json: places[0].money[0].shared: harbor: there is no place "conuty"; did you mean "county"?`}},
		{"references", change{"people.json", `"place": "harbor"`, `"place": "habror"`}, []string{
			`assets/story/people.json: people[0].place: ann-lee: there is no place "habror"; did you mean "harbor"?`}},
		{"references", change{"quotes.json", `"speaker": "ann-lee"`, `"speaker": "an-lee"`}, []string{
			`assets/story/quotes.json: quotes[0].speaker: q-lee: there is no person "an-lee"; did you mean "ann-lee"?`}},
		{"references", change{"quotes.json", `"reports": ["alpha", "beta"]`, `"reports": ["alpha", "beta", "bet"]`}, []string{
			`assets/story/quotes.json: quotes[0].reports[2]: q-lee: there is no report "bet"; did you mean "beta"?`}},
		{"references", change{"quotes.json", `"event": "e-suit"`, `"event": "e-siut"`}, []string{
			`assets/story/quotes.json: quotes[0].event: q-lee: there is no event "e-siut"; did you mean "e-suit"?`}},
		{"references", change{"quotes.json", `[{"report": "beta"`, `[{"report": "bet"`}, []string{
			`assets/story/quotes.json: quotes[0].text: q-lee: “We will see them in court.” is not in beta; copy the words from the report`,
			`assets/story/quotes.json: quotes[0].variants[0].report: q-lee: there is no report "bet"; did you mean "beta"?`}},
		{"references", change{"claims.json", `"beta": {`, `"gamma": {"stance": "omits"}, "beta": {`}, []string{
			`assets/story/claims.json: claims[0].reports.gamma: signed: there is no report "gamma"; add it to reports.json, or correct the id`}},
		{"references", change{"claims.json", `["s-order"]`, `["s-odrer"]`}, []string{
			`assets/story/claims.json: claims[0].check.sources[0]: signed: there is no source "s-odrer"; did you mean "s-order"?`}},
		{"references", change{"corrections.json", `"report": "alpha"`, `"report": "alhpa"`}, []string{
			`assets/story/corrections.json: corrections[0].report: k-date: there is no report "alhpa"; did you mean "alpha"?`}},
		{"references", change{"corrections.json", `["s-suit"]`, `["s-siut"]`}, []string{
			`assets/story/corrections.json: corrections[0].sources[0]: k-date: there is no source "s-siut"; did you mean "s-suit"?`}},
		{"references", change{"causes.json", `"from": "e-order"`, `"from": "e-odrer"`}, []string{
			`assets/story/causes.json: arrows[0].from: there is no event "e-odrer"; did you mean "e-order"?`}},
		{"references", change{"causes.json", `"to": "e-suit"`, `"to": "e-siut"`}, []string{
			`assets/story/causes.json: arrows[0].to: there is no event "e-siut"; did you mean "e-suit"?`}},
		{"references", change{"causes.json", `["s-suit"]`, `["s-siut"]`}, []string{
			`assets/story/causes.json: arrows[0].sources[0]: there is no source "s-siut"; did you mean "s-suit"?`}},
		{"references", change{"causes.json", `["e-order", "e-suit", "e-ruling"]`, `["e-odrer", "e-suit", "e-ruling"]`}, []string{
			`assets/story/causes.json: threads[0].events[0]: t-one: there is no event "e-odrer"; did you mean "e-order"?`}},
		{"references", change{"law.json", `"quoteSource": "s-act"`, `"quoteSource": "s-atc"`}, []string{
			`assets/story/law.json: law[0].quoteSource: l-act: there is no source "s-atc"; did you mean "s-act"?`}},
		{"references", change{"law.json", `"sources": ["s-act"]`, `"sources": ["s-atc"]`}, []string{
			`assets/story/law.json: law[0].sources[0]: l-act: there is no source "s-atc"; did you mean "s-act"?`}},
		{"references", change{"cases.json", `"plaintiffs": ["harbor"]`, `"plaintiffs": ["habror"]`}, []string{
			`assets/story/cases.json: cases[0].plaintiffs[0]: c-harbor: there is no place "habror"; did you mean "harbor"?`}},
		{"references", change{"cases.json", `"event": "e-ruling", "sources": ["s-ruling"]`, `"event": "e-rulnig", "sources": ["s-rulnig"]`}, []string{
			`assets/story/cases.json: cases[0].rulings[0].event: c-harbor: there is no event "e-rulnig"; did you mean "e-ruling"?`,
			`assets/story/cases.json: cases[0].rulings[0].sources[0]: c-harbor: there is no source "s-rulnig"; did you mean "s-ruling"?`}},
		{"references", change{"cases.json", `"status": "It ended.", "sources": ["s-ruling"]`, `"status": "It ended.", "sources": ["s-rulnig"]`}, []string{
			`assets/story/cases.json: cases[0].sources[0]: c-harbor: there is no source "s-rulnig"; did you mean "s-ruling"?`}},
		{"references", change{"circuits.json", `"splitSources": ["s-ruling"]`, `"splitSources": ["s-rulnig"]`}, []string{
			`assets/story/circuits.json: splitSources[0]: there is no source "s-rulnig"; did you mean "s-ruling"?`}},
		{"references", change{"circuits.json", `"status": "It was decided.", "sources": ["s-ruling"]`, `"status": "It was decided.", "sources": ["s-rulnig"]`}, []string{
			`assets/story/circuits.json: circuits[0].sources[0]: 9: there is no source "s-rulnig"; did you mean "s-ruling"?`}},
		{"references", change{"circuits.json", `"circuit": "9", "date": "2017-04-25", "court": "district", "case": "c-harbor"`, `"circuit": "99", "date": "2017-04-25", "court": "district", "case": "c-habror"`}, []string{
			`assets/story/circuits.json: decisions[0].circuit: there is no circuit "99"; did you mean "9"?`,
			`assets/story/circuits.json: decisions[0].case: there is no case "c-habror"; did you mean "c-harbor"?`}},
		{"references", change{"circuits.json", `"sources": ["s-ruling"], "event": "e-ruling"`, `"sources": ["s-rulnig"], "event": "e-rulnig"`}, []string{
			`assets/story/circuits.json: decisions[0].event: there is no event "e-rulnig"; did you mean "e-ruling"?`,
			`assets/story/circuits.json: decisions[0].sources[0]: there is no source "s-rulnig"; did you mean "s-ruling"?`}},
		{"references", change{"money.json", `"formulaSources": ["s-count"]`, `"formulaSources": ["s-cuont"]`}, []string{
			`assets/story/money.json: formulaSources[0]: there is no source "s-cuont"; did you mean "s-count"?`}},
		{"references", change{"money.json", `"place": "harbor", "caveat": "As planned.", "sources": ["s-count"]`, `"place": "habror", "caveat": "As planned.", "sources": ["s-cuont"]`}, []string{
			`assets/story/money.json: national[0].place: m-all: there is no place "habror"; did you mean "harbor"?`,
			`assets/story/money.json: national[0].sources[0]: m-all: there is no source "s-cuont"; did you mean "s-count"?`}},
		{"references", change{"money.json", `{"place": "harbor", "shared": "county"`, `{"place": "habror", "shared": "conuty"`}, []string{
			`assets/story/money.json: april.rows[0].place: there is no place "habror"; did you mean "harbor"?`,
			`assets/story/money.json: april.rows[0].shared: there is no place "conuty"; did you mean "county"?`}},
		{"references", change{"money.json", `"total": 500000, "sources": ["s-count"]`, `"total": 500000, "sources": ["s-cuont"]`}, []string{
			`assets/story/money.json: april.sources[0]: there is no source "s-cuont"; did you mean "s-count"?`}},
		{"references", change{"counts.json", `"report": "alpha", "sources": ["s-count"]`, `"report": "alhpa", "sources": ["s-cuont"]`}, []string{
			`assets/story/counts.json: rows[0].report: d1: there is no report "alhpa"; did you mean "alpha"?`,
			`assets/story/counts.json: rows[0].sources[0]: d1: there is no source "s-cuont"; did you mean "s-count"?`}},
		{"references", change{"counts.json", `"detainerSources": ["s-count"]`, `"detainerSources": ["s-cuont"]`}, []string{
			`assets/story/counts.json: detainerSources[0]: there is no source "s-cuont"; did you mean "s-count"?`}},
		{"references", change{"glossary.json", `["s-act"]`, `["s-atc"]`}, []string{
			`assets/story/glossary.json: glossary[0].sources[0]: detainer: there is no source "s-atc"; did you mean "s-act"?`}},
		{"marks", change{"chapters/01-start.json", `It was *short*.`, `It was *short.`}, []string{
			`assets/story/chapters/01-start.json: steps[0].blocks[0].text: start-1: at "*short. These words only…": the stress has no end; close it with *`}},
		{"marks", change{"chapters/01-start.json", `[[s-order, alpha]]`, `[[s-order, alpha]`}, []string{
			`assets/story/chapters/01-start.json: steps[0].blocks[0].text: start-1: at "[[s-order, alpha] It was…": the citation has no end; close it with ]]`}},
		{"marks", change{"events.json", `"The city sued."`, `"The [city](palce:harbor) sued."`}, []string{
			`assets/story/events.json: events[1].summary: e-suit: at "[city](palce:harbor) sue…": "palce" is no kind of link; did you mean "place"?`}},
		{"marks", change{"claims.json", `"An order was signed."`, `"An order was signed.[[s-order]]"`}, []string{
			`assets/story/claims.json: claims[0].claim: signed: [[ is shown as it stands: this field has no citations and no links; take it out`}},
		{"marks", change{"events.json", `"Harbor sues"`, `"[Harbor](place:harbor) sues"`}, []string{
			`assets/story/events.json: events[1].title: e-suit: ]( is shown as it stands: this field has no citations and no links; take it out`}},
		{"choices", change{"chapters/01-start.json", `"stage": "map"`, `"stage": "mpa"`}, []string{
			`assets/story/chapters/01-start.json: steps[0].scene.stage: start-1: "mpa" is none of map, statute, matrix; did you mean "map"?`}},
		{"choices", change{"chapters/01-start.json", `"layer": "roles"`, `"layer": "rolls"`}, []string{
			`assets/story/chapters/01-start.json: steps[0].scene.layer: start-1: "rolls" is none of roles, policy, money, answers, letters, courts; did you mean "roles"?`}},
		{"choices", change{"chapters/01-start.json", `"camera": "us"`, `"camera": "moon"`}, []string{
			`assets/story/chapters/01-start.json: steps[1].scene.camera: start-2: "moon" is none of us, fit, bay-area, california, chicago, northeast, florida, washington, texas, northwest; use one of them`}},
		{"choices", change{"chapters/01-start.json", `"picture": "dollars"`, `"picture": "dollar"`}, []string{
			`assets/story/chapters/01-start.json: steps[2].blocks[1].picture: start-3: "dollar" is none of dollars, counts, april-awards, detainers, conditions, circuits-list, wordings; did you mean "dollars"?`}},
		{"choices", change{"events.json", `"precision": "month"`, `"precision": "mnth"`}, []string{
			`assets/story/events.json: events[3].precision: e-appeal: "mnth" is none of day, week, month, season, year; did you mean "month"?`}},
		{"choices", change{"events.json", `"track": "local"`, `"track": "locla"`}, []string{
			`assets/story/events.json: events[1].track: e-suit: "locla" is none of federal, local, court; did you mean "local"?`}},
		{"choices", change{"events.json", `"kind": "suit"`, `"kind": "suite"`}, []string{
			`assets/story/events.json: events[1].kind: e-suit: "suite" is none of order, law, grant-terms, letter, report, statement, meeting, policy, suit, hearing, ruling, appeal, background; did you mean "suit"?`}},
		{"choices", change{"places.json", `"kind": "city"`, `"kind": "town"`}, []string{
			`assets/story/places.json: places[0].kind: harbor: "town" is none of city, county, state, district; use one of them`}},
		{"choices", change{"places.json", `"answer": "sued"`, `"answer": "sue"`}, []string{
			`assets/story/places.json: places[0].answer: harbor: "sue" is none of sued, vowed, complied, weighed, disputed, met; did you mean "sued"?`}},
		{"choices", change{"places.json", `"role": "plaintiff"`, `"role": "plaintif"`}, []string{
			`assets/story/places.json: places[0].roles[0].role: harbor: "plaintif" is none of oig-memo, april-letter, november-letter, plaintiff, statement, mayor-at-meeting, policy-changed, named-in-briefing, considering-policy; did you mean "plaintiff"?`}},
		{"choices", change{"places.json", `"scope": "jag-2016"`, `"scope": "jag-2015"`}, []string{
			`assets/story/places.json: places[0].money[0].scope: harbor: "jag-2015" is none of jag-2016, jag-2017, justice-2016-memo, justice-other, federal-all, other; did you mean "jag-2016"?`}},
		{"choices", change{"seats.json", `"track": "federal"`, `"track": "local"`}, []string{
			`assets/story/seats.json: seats[0].track: washington: "local" is none of federal, court; use one of them`}},
		{"choices", change{"people.json", `"track": "local"`, `"track": "locals"`}, []string{
			`assets/story/people.json: people[0].track: ann-lee: "locals" is none of federal, local, court; did you mean "local"?`}},
		{"choices", change{"quotes.json", `"side": "local"`, `"side": "cities"`}, []string{
			`assets/story/quotes.json: quotes[0].side: q-lee: "cities" is none of federal, local; use one of them`}},
		{"choices", change{"reports.json", `"topic": "people"`, `"topic": "persons"`}, []string{
			`assets/story/reports.json: reports[0].wordings[0].topic: alpha: "persons" is none of people, places, policy, money; use one of them`}},
		{"choices", change{"claims.json", `"topic": "law"`, `"topic": "laws"`}, []string{
			`assets/story/claims.json: claims[0].topic: signed: "laws" is none of money, law, policy, courts, people, numbers, rhetoric; did you mean "law"?`}},
		{"choices", change{"claims.json", `"stance": "omits"`, `"stance": "omit"`}, []string{
			`assets/story/claims.json: claims[0].reports.beta.stance: signed: "omit" is none of states, partly, differs, omits; did you mean "omits"?`}},
		{"choices", change{"claims.json", `"verdict": "supported"`, `"verdict": "true"`}, []string{
			`assets/story/claims.json: claims[0].check.verdict: signed: "true" is none of supported, needs-context, wrong, opinion, not-checked; use one of them`}},
		{"choices", change{"corrections.json", `"kind": "fix"`, `"kind": "fixed"`}, []string{
			`assets/story/corrections.json: corrections[0].kind: k-date: "fixed" is none of fix, context; use one of them`}},
		{"choices", change{"causes.json", `"kind": "blocked"`, `"kind": "block"`}, []string{
			`assets/story/causes.json: arrows[1].kind: "block" is none of led to, appealed, answered, blocked, narrowed, relied on, superseded; use one of them`}},
		{"choices", change{"law.json", `"kind": "statute"`, `"kind": "statue"`}, []string{
			`assets/story/law.json: law[0].kind: l-act: "statue" is none of statute, regulation, order, memo, condition, case, doctrine, position, explainer; did you mean "statute"?`}},
		{"choices", change{"circuits.json", `"court": "district", "case": "c-harbor", "issue": "a", "outcome": "for cities", "reach": "nationwide"`, `"court": "distrct", "case": "c-harbor", "issue": "d", "outcome": "for city", "reach": "nation"`}, []string{
			`assets/story/circuits.json: decisions[0].court: "distrct" is none of district, appeals, supreme; did you mean "district"?`,
			`assets/story/circuits.json: decisions[0].issue: "d" is none of a, b, c; use one of them`,
			`assets/story/circuits.json: decisions[0].outcome: "for city" is none of for cities, for government, mixed, vacated, dismissed; use one of them`,
			`assets/story/circuits.json: decisions[0].reach: "nation" is none of parties, nationwide, circuit; use one of them`}},
		{"choices", change{"money.json", `"scope": "jag"`, `"scope": "jga"`}, []string{
			`assets/story/money.json: national[0].scope: m-all: "jga" is none of federal-all, justice, jag, count; did you mean "jag"?`}},
		{"choices", change{"sources.json", `"kind": "dataset"`, `"kind": "data"`}, []string{
			`assets/story/sources.json: sources[4].kind: s-count: "data" is none of news, reference, court, agency, report, dataset, order, statute; use one of them`}},
		{"lengths", change{"site.json", `A small story for tests.`, `A small story for tests, and more of it, and more of it, and more of it, and more of it, and more of it, and more of it, and more of it, and more of it, and more of it, and more of it`}, []string{
			`assets/story/site.json: description: it is 183 characters long, and 160 fit; shorten it by 23`}},
		{"lengths", change{"chapters/01-start.json", `An order and a suit.`, `§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§`}, []string{
			`assets/story/chapters/01-start.json: description: start: it is 161 characters long, and 160 fit; shorten it by 1`}},
		{"lengths", change{"events.json", `"Harbor sues"`, `"Harbor sues the president over the order of January, and wins"`}, []string{
			`assets/story/events.json: events[1].title: e-suit: it is 61 characters long, and 60 fit; shorten it by 1`}},
		{"lengths", change{"events.json", `"short": "Suit"`, `"short": "Harbor sues the presidents."`}, []string{
			`assets/story/events.json: events[1].short: e-suit: it is 27 characters long, and 26 fit; shorten it by 1`}},
		{"lengths", change{"reports.json", `"short": "Alpha"`, `"short": "Alpha Tribune"`}, []string{
			`assets/story/reports.json: reports[0].short: alpha: it is 13 characters long, and 12 fit; shorten it by 1`}},
		{"citations", change{"chapters/01-start.json", `25 January 2017.[[s-order, alpha]] It was *short*.`, `25 January 2017. It was *short*.[[s-order, alpha]]`}, []string{
			`assets/story/chapters/01-start.json: steps[0].blocks[0].text: start-1: no source for “The order came on 25 January 2017.”; add [[source]] after its full stop`}},
		{"citations", change{"chapters/01-start.json", `Washington and one city on 31 January.[[alpha]]`, `Washington and one city on the last day of January, which was a Tuesday, in 2017.`}, []string{
			`assets/story/chapters/01-start.json: steps[0].scene.says: start-1: no source for “Washington and one city on the last day of January…”; add [[source]] after its full stop`}},
		{"citations", change{"chapters/01-start.json", `Open the cards.`, `Open 1 of the cards.`}, []string{
			`assets/story/chapters/01-start.json: steps[0].blocks[2].try.ask: start-1: no source for “Open 1 of the cards.”; add [[source]] after its full stop`}},
		{"citations", change{"chapters/01-start.json", `Who sued?`, `Who sued in 2017?`}, []string{
			`assets/story/chapters/01-start.json: steps[0].blocks[2].try.cards[0].front: start-1: no source for “Who sued in 2017?”; add [[source]] after its full stop`}},
		{"citations", change{"chapters/01-start.json", `It sued on 31 January.[[s-suit]]`, `It sued on 31 January.`}, []string{
			`assets/story/chapters/01-start.json: steps[0].blocks[2].try.cards[0].back: start-1: no source for “It sued on 31 January.”; add [[source]] after its full stop`}},
		{"citations", change{"chapters/01-start.json", `It is fair.`, `It is fair. Section 9(a) says so.`}, []string{
			`assets/story/chapters/01-start.json: steps[1].blocks[1].split.left.items[0]: start-2: no source for “Section 9(a) says so.”; add [[source]] after its full stop`}},
		{"citations", change{"corrections.json", `"text": "It was January.", "sources": ["s-suit"]`, `"text": "It was 31 January."`}, []string{
			`assets/story/corrections.json: corrections[0].text: k-date: no source for “It was 31 January.”; add [[source]] after its full stop`}},
		{"voice", change{"events.json", `The city sued.`, `The crackdown led the city to sue. It called it “draconian”.`}, []string{
			`assets/story/events.json: events[1].summary: e-suit: “crackdown” is not neutral; say it plainly, or quote who said it in “ ”`}},
		{"voice", change{"events.json", `The city sued.`, `It slammed Illegal Aliens.`}, []string{
			`assets/story/events.json: events[1].summary: e-suit: “illegal aliens” is not neutral; say it plainly, or quote who said it in “ ”`,
			`assets/story/events.json: events[1].summary: e-suit: “slammed” is not neutral; say it plainly, or quote who said it in “ ”`}},
		{"voice", change{"people.json", `She sued.`, `She was no Islamist, “illegals” and “slammed” are quoted, but draconian is not.`}, []string{
			`assets/story/people.json: people[0].summary: ann-lee: “draconian” is not neutral; say it plainly, or quote who said it in “ ”`}},
		{"exact words", change{"events.json", `signed an “order”`, `signed the order`}, []string{
			`assets/story/events.json: events[0].told[0].excerpt: e-order: “signed the order” is not in alpha; copy the words from the report`}},
		{"exact words", change{"quotes.json", `We will see them in court.`, `We shall see them in court.`}, []string{
			`assets/story/quotes.json: quotes[0].text: q-lee: “We shall see them in court.” is not in alpha; copy the words from the report`}},
		{"exact words", change{"quotes.json", `We will see you in court.`, `We shall see you in court, all of you, and before a judge.`}, []string{
			`assets/story/quotes.json: quotes[0].variants[0].text: q-lee: “We shall see you in court, all of you, and before…” is not in beta; copy the words from the report`}},
		{"exact words", change{"reports.json", `"headline": "City sues"`, `"headline": "City sued"`}, []string{
			`assets/story/reports.json: reports[0].headline: alpha: “City sued” is not in alpha; copy the words from the report`}},
		{"exact words", change{"reports.json", `on Febuary 1`, `on February 1`}, []string{
			`assets/story/reports.json: reports[0].oddities[0].excerpt: alpha: “on February 1” is not in alpha; copy the words from the report`}},
		{"exact words", change{"reports.json", `"newcomers"`, `"newcomers", "aliens"`}, []string{
			`assets/story/reports.json: reports[0].wordings[0].phrases[1]: alpha: “aliens” is not in alpha; copy the words from the report`}},
		{"exact words", change{"claims.json", `signed an \"order\"`, `signed a paper`}, []string{
			`assets/story/claims.json: claims[0].reports.alpha.excerpt: signed: “signed a paper” is not in alpha; copy the words from the report`}},
		{"exact words", change{"corrections.json", `on Febuary 1`, `on February 1`}, []string{
			`assets/story/corrections.json: corrections[0].excerpt: k-date: “on February 1” is not in alpha; copy the words from the report`}},
		{"exact words", change{"quotes.json", `"reports": ["alpha", "beta"]`, `"reports": ["beta"]`}, []string{
			`assets/story/quotes.json: quotes[0].text: q-lee: “We will see them in court.” is not in beta; copy the words from the report`}},
		{"chapters", change{"chapters/01-start.json", `"number": 1`, `"number": 3`}, []string{
			`assets/story/chapters/01-start.json: start: the file is not named for chapter 3; rename it to chapters/03-start.json, or correct its number or id`,
			`assets/story/chapters/03-start.json: number: start: it is 3 in chapter 1 of the walk; number the chapters 1, 2, 3 … in the order of their files`}},
		{"chapters", change{"chapters/01-start.json", `"id": "start-3"`, `"id": "start-4"`}, []string{
			`assets/story/chapters/01-start.json: steps[2].id: start: "start-4" is not the id of step 3; write "start-3"`}},
		{"chapters", change{"chapters/01-start.json", `It was *short*.`, `It was *short*. word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word`}, []string{
			`assets/story/chapters/01-start.json: start: its paragraphs have 562 words; write 250 to 450`}},
		{"blocks", change{"chapters/01-start.json", `{"quote": "q-lee"}`, `{"quote": "q-lee", "picture": "counts"}`}, []string{
			`assets/story/chapters/01-start.json: steps[0].blocks[1]: start-1: the block has 2 of text, quote, picture, try and split; give every block exactly one`}},
		{"blocks", change{"chapters/01-start.json", `{"quote": "q-lee"}`, `{}`}, []string{
			`assets/story/chapters/01-start.json: steps[0].blocks[1]: start-1: the block has 0 of text, quote, picture, try and split; give every block exactly one`}},
		{"scenes", change{"chapters/01-start.json", `, "law": "l-act"`, ``}, []string{
			`assets/story/chapters/01-start.json: steps[1].scene.law: start-2: the stage shows a statute, but none is named; name the law whose words stand there`}},
		{"scenes", change{"chapters/01-start.json", `"places": ["harbor"], "seats": ["washington"], `, ``}, []string{
			`assets/story/chapters/01-start.json: steps[0].scene.camera: start-1: "fit" has nothing to fit: the scene names no place and no seat; name them, or write "us"`}},
		{"scenes", change{"chapters/01-start.json", `["2017-01-01", "2017-05-31"]`, `["2017-05-31", "2017-01-01"]`}, []string{
			`assets/story/chapters/01-start.json: steps[0].scene.span: start-1: 2017-05-31 to 2017-01-01 runs backwards; write the first day first`}},
		{"scenes", change{"chapters/01-start.json", `"date": "2017-01-31"`, `"date": "2017-06"`}, []string{
			`assets/story/chapters/01-start.json: steps[0].scene.date: start-1: 2017-06 is outside the span 2017-01-01 to 2017-05-31; move the date, or widen the span`}},
		{"scenes", change{"chapters/01-start.json", `"date": "2017-01-31"`, `"date": "2017-01-24"`}, []string{
			`assets/story/chapters/01-start.json: steps[0].scene.focus: start-1: e-order of 2017-01-25 comes after the scene's date 2017-01-24; move the date, or choose another focus`}},
		{"scenes", change{"chapters/01-start.json", `["2017-01-01", "2017-05-31"]`, `["2017-01-26", "2017-05-31"]`}, []string{
			`assets/story/chapters/01-start.json: steps[0].scene.focus: start-1: e-order of 2017-01-25 is outside the span 2017-01-26 to 2017-05-31; widen the span, or choose another focus`}},
		{"dates", change{"events.json", `"end": "2017-10"`, `"end": "2017-08"`}, []string{
			`assets/story/events.json: events[3].end: e-appeal: 2017-08 is before the date 2017-09; write the last day, or leave it out`}},
		{"dates", change{"events.json", `"end": "2017-10"`, `"end": "2017"`}, []string{
			`assets/story/events.json: events[3].precision: e-appeal: "month" is finer than the date 2017 is written; write "year", or the whole date`}},
		{"dates", change{"events.json", `"precision": "month"`, `"precision": "week"`}, []string{
			`assets/story/events.json: events[3].precision: e-appeal: "week" is finer than the date 2017-09 is written; write "month", or the whole date`}},
		{"dates", change{"events.json", `"date": "2017-09", "end": "2017-10"`, `"date": "2027-09", "end": "2027-10"`}, []string{
			`assets/story/events.json: events[3].date: e-appeal: 2027-09 is after the facts were last checked, 2026-11-22; correct the date, or "checked" in site.json`,
			`assets/story/events.json: events[3].end: e-appeal: 2027-10 is after the facts were last checked, 2026-11-22; correct the date, or "checked" in site.json`}},
		{"dates", change{"quotes.json", `"date": "2017-01-31"`, `"date": "2071-01-31"`}, []string{
			`assets/story/quotes.json: quotes[0].date: q-lee: 2071-01-31 is after the facts were last checked, 2026-11-22; correct the date, or "checked" in site.json`}},
		{"dates", change{"reports.json", `"date": "2017-01-31"`, `"date": "2071-01-31"`}, []string{
			`assets/story/reports.json: reports[0].date: alpha: 2071-01-31 is after the facts were last checked, 2026-11-22; correct the date, or "checked" in site.json`}},
		{"dates", change{"cases.json", `"date": "2017-04-25"`, `"date": "2071-04-25"`}, []string{
			`assets/story/cases.json: cases[0].rulings[0].date: c-harbor: 2071-04-25 is after the facts were last checked, 2026-11-22; correct the date, or "checked" in site.json`}},
		{"dates", change{"circuits.json", `"date": "2017-04-25"`, `"date": "2071-04-25"`}, []string{
			`assets/story/circuits.json: decisions[0].date: 2071-04-25 is after the facts were last checked, 2026-11-22; correct the date, or "checked" in site.json`}},
		{"aftermath", change{"events.json", `, "aftermath": true`, ``}, []string{
			`assets/story/events.json: events[3].aftermath: e-appeal: 2017-09 is after the reports end on 2017-08-16; write "aftermath": true`}},
		{"aftermath", change{"events.json", `"weight": 2}`, `"weight": 2, "aftermath": true}`}, []string{
			`assets/story/events.json: events[1].aftermath: e-suit: 2017-01-31 is not after the reports end on 2017-08-16; take it out`}},
		{"evidence", change{"events.json", `"sources": ["s-suit"], `, ``}, []string{
			`assets/story/events.json: events[1]: e-suit: no report tells it and no source is named; add sources, or told with a report's words`}},
		{"evidence", change{"law.json", `"quoteSource": "s-act", `, ``}, []string{
			`assets/story/law.json: law[0].quoteSource: l-act: the quotation has no source; name the source it was copied from`}},
		{"claims", change{"claims.json", `, "beta": {"stance": "omits", "note": "It begins later."}`, ``}, []string{
			`assets/story/claims.json: claims[0].reports: signed: nothing about beta; add "beta", if only with "stance": "omits"`}},
		{"claims", change{"claims.json", `, "excerpt": "signed an \"order\""`, ``}, []string{
			`assets/story/claims.json: claims[0].reports.alpha.excerpt: signed: it is missing, though the stance is "states"; copy the report's words, or write "omits"`}},
		{"claims", change{"claims.json", `"stance": "states"`, `"stance": "omits"`}, []string{
			`assets/story/claims.json: claims[0].reports.alpha.excerpt: signed: a report that omits the claim has no words for it; take it out, or correct the stance`}},
		{"claims", change{"claims.json", `"stance": "states"`, `"stance": "states", "earlier": true`}, []string{
			`assets/story/claims.json: claims[0].reports.alpha.earlier: signed: it explains why a report omits a claim, but the stance is "states"; take it out, or correct the stance`}},
		{"arrows", change{"causes.json", `"from": "e-order", "to": "e-suit"`, `"from": "e-suit", "to": "e-order"`}, []string{
			`assets/story/causes.json: arrows[0]: "led to" runs forward in time, but this runs from 2017-01-31 to 2017-01-25; swap from and to, or correct the kind`}},
		{"arrows", change{"causes.json", `"from": "e-ruling", "to": "e-order"`, `"from": "e-order", "to": "e-ruling"`}, []string{
			`assets/story/causes.json: arrows[1]: "blocked" points back in time, but this runs from 2017-01-25 to 2017-04-25; swap from and to, or correct the kind`}},
		{"threads", change{"causes.json", `["e-order", "e-suit", "e-ruling"]`, `["e-suit", "e-order", "e-ruling"]`}, []string{
			`assets/story/causes.json: threads[0].events[1]: t-one: e-order of 2017-01-25 stands after e-suit of 2017-01-31; put the events in the order of time`}},
		{"points", change{"places.json", `"lon": -122.4, "lat": 37.8`, `"lon": 122.4, "lat": 7.8`}, []string{
			`assets/story/places.json: places[0].lon: harbor: 122.4 is outside the United States; write degrees east, -180 to -64`,
			`assets/story/places.json: places[0].lat: harbor: 7.8 is outside the United States; write degrees north, 17 to 72`}},
		{"points", change{"places.json", `"state": "CA"`, `"state": "Cal"`}, []string{
			`assets/story/places.json: places[0].state: harbor: "Cal" is no postal code; write two capitals, as in "CA"`}},
		{"points", change{"places.json", `"stateFips": "06"`, `"stateFips": "6"`}, []string{
			`assets/story/places.json: places[0].stateFips: harbor: "6" is no FIPS code of a state; write two digits, as in "06"`}},
		{"points", change{"places.json", `"countyFips": "06075"`, `"countyFips": "07075"`}, []string{
			`assets/story/places.json: places[0].countyFips: harbor: "07075" is no FIPS code of a county in state 06; write the state's two digits and three more`}},
		{"points", change{"places.json", `"countyFips": "06075"`, `"countyFips": "075"`}, []string{
			`assets/story/places.json: places[0].countyFips: harbor: "075" is no FIPS code of a county in state 06; write the state's two digits and three more`}},
		{"points", change{"seats.json", `"lon": -77.04`, `"lon": 0`}, []string{
			`assets/story/seats.json: seats[0].lon: washington: 0 is outside the United States; write degrees east, -180 to -64`}},
		{"points", change{"circuits.json", `"states": ["06"]`, `"states": ["06", "CA"]`}, []string{
			`assets/story/circuits.json: circuits[0].states[1]: 9: "CA" is no FIPS code of a state; write two digits, as in "06"`}},
		{"numbers", change{"places.json", `"amount": 500000`, `"amount": 0`}, []string{
			`assets/story/places.json: places[0].money[0].amount: harbor: 0 is not more than 0; write the number as published`}},
		{"numbers", change{"places.json", `"value": 864816, "year": 2015`, `"value": 0, "year": 15`}, []string{
			`assets/story/places.json: places[0].population.value: harbor: 0 is not more than 0; write the number as published`,
			`assets/story/places.json: places[0].population.year: harbor: 15 is not between 1900 and 2100; correct it`}},
		{"numbers", change{"money.json", `"amount": 274900000`, `"amount": -1`}, []string{
			`assets/story/money.json: national[0].amount: m-all: -1 is not more than 0; write the number as published`}},
		{"numbers", change{"money.json", `"amount": 500000}], "total": 500000`, `"amount": 0}], "total": 0`}, []string{
			`assets/story/money.json: april.total: 0 is not more than 0; write the number as published`,
			`assets/story/money.json: april.rows[0].amount: 0 is not more than 0; write the number as published`}},
		{"numbers", change{"events.json", `"weight": 3`, `"weight": 4`}, []string{
			`assets/story/events.json: events[3].weight: e-appeal: 4 is not between 1 and 3; correct it`}},
		{"numbers", change{"reports.json", `"words": 400`, `"words": 0`}, []string{
			`assets/story/reports.json: reports[0].words: alpha: 0 is not more than 0; write the number as published`}},
		{"what maps tell is known since a day", change{"counts.json", `"known": "2017", `, ``}, []string{
			`assets/story/counts.json: rows[0].known: d1: a map would tell the count without knowing since when it was public; add the day its source was out, as "known": "2017-04-21"`}},
		{"numbers", change{"counts.json", `"low": 100, "high": 110`, `"low": 0, "high": -1`}, []string{
			`assets/story/counts.json: rows[0].low: d1: 0 is not more than 0; write the number as published`,
			`assets/story/counts.json: rows[0].high: d1: -1 is less than low, 0; write the same number twice where only one is given`}},
		{"numbers", change{"counts.json", `"year": 2014, "issued": 1000, "declined": 100`, `"year": 14, "issued": 100, "declined": 1000`}, []string{
			`assets/story/counts.json: detainers[0].year: 14 is not between 1900 and 2100; correct it`,
			`assets/story/counts.json: detainers[0].declined: 1000 is not between 0 and 100; correct it`}},
		{"addresses", change{"site.json", `https://example.org/order/`, `example.org/order`}, []string{
			`assets/story/site.json: address: "example.org/order" is no address on the web; write it from https:// on`}},
		{"addresses", change{"sources.json", `https://example.org/order`, `ftp://example.org/order`}, []string{
			`assets/story/sources.json: sources[0].url: s-order: "ftp://example.org/order" is no address on the web; write it from https:// on`}},
		{"addresses", change{"sources.json", `https://example.org/order`, `http://[example`}, []string{
			`assets/story/sources.json: sources[0].url: s-order: "http://[example" is no address on the web; write it from https:// on`}},
		{"idle sources", change{"sources.json", "[\n", "[\n{\"id\": \"s-idle\", \"publisher\": \"Nobody\", \"title\": \"Nothing\", \"kind\": \"news\"},\n"}, []string{
			`assets/story/sources.json: sources[0]: s-idle: no one cites it; remove it`}},
	}
	tried := map[string]bool{}
	for _, tt := range tests {
		tried[tt.rule] = true
		t.Run(tt.rule, func(t *testing.T) {
			s, problems := Load(good(t, tt.change))
			problems = append(problems, s.Validate(reportsOfGood)...)
			if got := lines(problems); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("with %s in %s, got\n%s\nwant\n%s", tt.new, tt.file, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
	for _, rule := range rules {
		if !tried[rule.name] {
			t.Errorf("no test breaks the rule %q", rule.name)
		}
	}
}

func TestValidateChapterOfTwoSteps(t *testing.T) {
	s, _ := Load(good(t))
	chapter := s.Chapters[0]
	chapter.Steps = chapter.Steps[:2]
	want := []string{
		`assets/story/chapters/01-start.json: steps: start: there are 2 steps; make it three to six`,
		`assets/story/chapters/01-start.json: start: its paragraphs have 178 words; write 250 to 450`,
	}
	if got := lines(s.Validate(nil)); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A vague date contradicts no order that it leaves possible.
func TestBegins(t *testing.T) {
	day := func(s string) int {
		d, err := ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d.First()
	}
	tests := []struct {
		date      string
		precision Precision
		from, to  string
	}{
		{"2017-04-25", "day", "2017-04-25", "2017-04-25"},
		{"2017-04-25", "week", "2017-04-25", "2017-05-01"},
		{"2017-04-25", "month", "2017-04-01", "2017-04-30"},
		{"2017-04-25", "season", "2017-04-25", "2017-07-26"},
		{"2017-04-25", "year", "2017-01-01", "2017-12-31"},
		{"2017-04", "month", "2017-04-01", "2017-04-30"},
		{"2017", "year", "2017-01-01", "2017-12-31"},
	}
	for _, tt := range tests {
		date, _ := ParseDate(tt.date)
		got := begins(&Event{Date: date, Precision: tt.precision})
		if want := (days{day(tt.from), day(tt.to)}); got != want {
			t.Errorf("an event of %s, precision %s, begins %v, want %v", tt.date, tt.precision, got, want)
		}
	}
	end, _ := ParseDate("2018-02")
	got := happens(&Event{Date: Date{2017, 4, 25}, End: end, Precision: "day"})
	if want := (days{day("2017-04-25"), day("2018-02-28")}); got != want {
		t.Errorf("an event to the end of February 2018 happens %v, want %v", got, want)
	}
}

// A list that nobody filled in is no reason to panic.
func TestValidateNothing(t *testing.T) {
	var empty Story
	if got := empty.Validate(nil); len(got) == 0 {
		t.Error("an empty story is sound")
	}
}

// Problems stand in the order of the files and of what is in them, whichever
// rule found them.
func TestValidateOrder(t *testing.T) {
	files := good(t,
		change{"sources.json", `"kind": "order"`, `"kind": "ordre"`},
		change{"events.json", `"weight": 2`, `"weight": 0`},
		change{"events.json", `"kind": "suit"`, `"kind": "suite"`},
		change{"events.json", `"date": "2017-04-25"`, `"date": "2017-04"`},
		change{"chapters/01-start.json", `"layer": "policy"`, `"layer": "police"`},
	)
	want := []string{
		`assets/story/chapters/01-start.json: steps[1].scene.layer: start-2: "police" is none of roles, policy, money, answers, letters, courts; did you mean "policy"?`,
		`assets/story/events.json: events[1].kind: e-suit: "suite" is none of order, law, grant-terms, letter, report, statement, meeting, policy, suit, hearing, ruling, appeal, background; did you mean "suit"?`,
		`assets/story/events.json: events[1].weight: e-suit: 0 is not between 1 and 3; correct it`,
		`assets/story/events.json: events[2].precision: e-ruling: "day" is finer than the date 2017-04 is written; write "month", or the whole date`,
		`assets/story/sources.json: sources[0].kind: s-order: "ordre" is none of news, reference, court, agency, report, dataset, order, statute; did you mean "order"?`,
	}
	for range 3 {
		s, _ := Load(files)
		if got := lines(s.Validate(nil)); !reflect.DeepEqual(got, want) {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// Every field that story.go documents as text is one for the rules, and no
// other is; and every list of sources is followed.
func TestFieldsAreKnown(t *testing.T) {
	types := map[string]reflect.Type{}
	typesIn(reflect.TypeFor[Story](), types)
	file, err := parser.ParseFile(token.NewFileSet(), "story.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	isText := regexp.MustCompile(`(^|\s)Text\.\s*$`)
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok || types[spec.Name.Name] == nil {
			return true
		}
		v := reflect.New(types[spec.Name.Name])
		fill(v.Elem(), spec.Name.Name)
		var texts, sources []string
		for _, text := range textsOf(v.Interface()) {
			texts = append(texts, fieldOf(text.path))
		}
		for _, r := range refsOf(v.Interface()) {
			sources = append(sources, fieldOf(r.path))
		}
		for _, field := range spec.Type.(*ast.StructType).Fields.List {
			named, _ := v.Elem().Type().FieldByName(field.Names[0].Name)
			path := spec.Name.Name + "." + fieldName(named)
			documented := isText.MatchString(field.Comment.Text()) || isText.MatchString(field.Doc.Text())
			if is := slices.Contains(texts, fieldName(named)); is != documented {
				t.Errorf("%s: documented as text is %t, textsOf lists it is %t", path, documented, is)
			}
			if strings.HasSuffix(named.Name, "ources") && named.Type == reflect.TypeFor[[]string]() && !slices.Contains(sources, fieldName(named)) {
				t.Errorf("%s: refsOf does not list it", path)
			}
		}
		return true
	})
}

// typesIn finds the structs of the story by name.
func typesIn(t reflect.Type, types map[string]reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		typesIn(t.Elem(), types)
	case reflect.Struct:
		if t == reflect.TypeFor[Date]() || types[t.Name()] != nil {
			return
		}
		types[t.Name()] = t
		for field := range t.Fields() {
			typesIn(field.Type, types)
		}
	}
}

// fill puts something into every string and list of strings.
func fill(v reflect.Value, s string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(s)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), s)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		item := reflect.New(v.Type().Elem()).Elem()
		fill(item, s)
		v.SetMapIndex(reflect.ValueOf("a"), item)
	case reflect.Struct:
		for _, field := range v.Fields() {
			fill(field, s)
		}
	}
}

// fieldOf is the field that a path begins with.
func fieldOf(path string) string {
	if i := strings.IndexAny(path, ".["); i >= 0 {
		return path[:i]
	}
	return path
}
