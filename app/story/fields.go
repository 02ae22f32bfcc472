//go:build !js

package story

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// This file tells, type by type, which fields hold texts, references, values
// of a list, texts of limited length, and words of a report. A new field is
// added here, and every rule that concerns it holds for it.

// node is one struct of the story and where it stands in its file.
type node struct {
	at spot
	v  any // a pointer to it
}

// nodes lists the structs of the story, file by file, each before those in it.
func (s *Story) nodes() []node {
	var list []node
	for field, v := range reflect.ValueOf(s).Elem().Fields() {
		if chapters, ok := v.Interface().([]*Chapter); ok {
			for _, c := range chapters {
				list = collect(list, reflect.ValueOf(c), spot{file: chapterFile(c)})
			}
			continue
		}
		list = collect(list, v, rootOf(fieldName(field), field.Type))
	}
	return list
}

func collect(list []node, v reflect.Value, at spot) []node {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			list = collect(list, v.Elem(), at)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			list = collect(list, v.Index(i), at.index(i))
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, key := range keys {
			item := reflect.New(v.Type().Elem()).Elem()
			item.Set(v.MapIndex(key))
			list = collect(list, item, at.field(key.String()))
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[Date]() {
			break
		}
		if id := v.FieldByName("ID"); id.IsValid() && id.String() != "" {
			at.id = id.String()
		}
		list = append(list, node{at, v.Addr().Interface()})
		for field, v := range v.Fields() {
			list = collect(list, v, at.field(fieldName(field)))
		}
	}
	return list
}

// text is a field documented as text.
type text struct {
	path  string
	s     string
	cites bool // nothing else names its sources: a sentence with a digit needs a citation
}

// textsOf lists the texts that the struct v itself holds.
func textsOf(v any) []text {
	switch v := v.(type) {
	case *Scene:
		return []text{{"says", v.Says, true}}
	case *Block:
		return []text{{"text", v.Text, true}}
	case *Try:
		return []text{{"ask", v.Ask, true}}
	case *Card:
		return []text{{"front", v.Front, true}, {"back", v.Back, true}}
	case *Side:
		return texts("items", v.Items, true)
	case *Event:
		return []text{{"summary", v.Summary, false}, {"note", v.Note, false}}
	case *Place:
		return []text{{"summary", v.Summary, false}, {"policy", v.Policy, false}, {"notes", v.Notes, false}}
	case *Role:
		return []text{{"note", v.Note, false}}
	case *Money1:
		return []text{{"caveat", v.Caveat, false}}
	case *Person:
		return []text{{"summary", v.Summary, false}}
	case *Quote:
		return []text{{"note", v.Note, false}}
	case *Variant:
		return []text{{"difference", v.Difference, false}}
	case *Report:
		return []text{{"basis", v.Basis, false}, {"summary", v.Summary, false}}
	case *Oddity:
		return []text{{"issue", v.Issue, false}}
	case *Claim:
		return []text{{"why", v.Why, false}}
	case *Stance:
		return []text{{"note", v.Note, false}}
	case *Check:
		return []text{{"text", v.Text, false}}
	case *Correction:
		return []text{{"text", v.Text, len(v.Sources) == 0}}
	case *Arrow:
		return []text{{"why", v.Why, false}}
	case *Law:
		return []text{{"plain", v.Plain, false}, {"note", v.Note, false}}
	case *Case:
		return []text{{"status", v.Status, false}}
	case *Ruling:
		return []text{{"outcome", v.Outcome, false}}
	case *Circuits:
		list := []text{{"note", v.Note, false}, {"split", v.Split, false}}
		for _, issue := range slices.Sorted(maps.Keys(v.Issues)) {
			list = append(list, text{"issues." + issue, v.Issues[issue], false})
		}
		return list
	case *Circuit:
		return []text{{"status", v.Status, false}}
	case *Decision:
		return []text{{"text", v.Text, false}}
	case *Money:
		return texts("formula", v.Formula, false)
	case *Sum:
		return []text{{"caveat", v.Caveat, false}}
	case *AwardTable:
		return []text{{"note", v.Note, false}}
	case *Counts:
		return append(texts("why", v.Why, false), texts("detainerNotes", v.DetainerNotes, false)...)
	case *Count:
		return []text{{"what", v.What, false}}
	case *Term:
		return []text{{"text", v.Text, false}}
	}
	return nil
}

func texts(path string, list []string, cites bool) []text {
	var all []text
	for i, s := range list {
		all = append(all, text{fmt.Sprintf("%s[%d]", path, i), s, cites})
	}
	return all
}

// ref is a field that names something by its ID.
type ref struct {
	path string
	kind string // one of LinkKinds, or seat, source, claim, circuit
	id   string
}

// refsOf lists the references that the struct v itself holds outside its texts.
func refsOf(v any) []ref {
	switch v := v.(type) {
	case *Scene:
		list := slices.Concat(refs("places", "place", v.Places), refs("seats", "seat", v.Seats),
			refs("claims", "claim", v.Claims), one("law", "law", v.Law))
		if kind, id, ok := v.focus(); ok {
			list = append(list, ref{"focus", kind, id})
		}
		return list
	case *Block:
		return one("quote", "quote", v.Quote)
	case *Event:
		list := slices.Concat(refs("places", "place", v.Places), one("seat", "seat", v.Seat), refs("sources", "source", v.Sources))
		for i, actor := range v.Actors {
			if isID(actor) && actor == strings.ToLower(actor) {
				list = append(list, ref{fmt.Sprintf("actors[%d]", i), "person", actor})
			}
		}
		return list
	case *Told:
		return one("report", "report", v.Report)
	case *Place:
		return refs("sources", "source", v.Sources)
	case *Figure:
		return refs("sources", "source", v.Sources)
	case *Role:
		return append(one("event", "event", v.Event), refs("sources", "source", v.Sources)...)
	case *Money1:
		return append(one("shared", "place", v.Shared), refs("sources", "source", v.Sources)...)
	case *Person:
		return append(one("place", "place", v.Place), refs("sources", "source", v.Sources)...)
	case *Quote:
		return slices.Concat(one("speaker", "person", v.Speaker), refs("reports", "report", v.Reports), one("event", "event", v.Event))
	case *Variant:
		return one("report", "report", v.Report)
	case *Claim:
		var list []ref
		for _, id := range slices.Sorted(maps.Keys(v.Reports)) {
			list = append(list, ref{"reports." + id, "report", id})
		}
		return list
	case *Check:
		return refs("sources", "source", v.Sources)
	case *Correction:
		return append(one("report", "report", v.Report), refs("sources", "source", v.Sources)...)
	case *Arrow:
		return slices.Concat(one("from", "event", v.From), one("to", "event", v.To), refs("sources", "source", v.Sources))
	case *Thread:
		return refs("events", "event", v.Events)
	case *Law:
		return append(one("quoteSource", "source", v.QuoteSource), refs("sources", "source", v.Sources)...)
	case *Case:
		return append(refs("plaintiffs", "place", v.Plaintiffs), refs("sources", "source", v.Sources)...)
	case *Ruling:
		return append(one("event", "event", v.Event), refs("sources", "source", v.Sources)...)
	case *Circuits:
		return refs("splitSources", "source", v.SplitSources)
	case *Circuit:
		return refs("sources", "source", v.Sources)
	case *Decision:
		return slices.Concat(one("circuit", "circuit", v.Circuit), one("case", "case", v.Case),
			one("event", "event", v.Event), refs("sources", "source", v.Sources))
	case *Money:
		return refs("formulaSources", "source", v.FormulaSources)
	case *Sum:
		return append(one("place", "place", v.Place), refs("sources", "source", v.Sources)...)
	case *AwardTable:
		return refs("sources", "source", v.Sources)
	case *Award:
		return append(one("place", "place", v.Place), one("shared", "place", v.Shared)...)
	case *Counts:
		return refs("detainerSources", "source", v.DetainerSources)
	case *Count:
		return append(one("report", "report", v.Report), refs("sources", "source", v.Sources)...)
	case *Term:
		return refs("sources", "source", v.Sources)
	}
	return nil
}

// one is the reference of a field that may be empty.
func one(path, kind, id string) []ref {
	if id == "" {
		return nil
	}
	return []ref{{path, kind, id}}
}

func refs(path, kind string, ids []string) []ref {
	var list []ref
	for i, id := range ids {
		list = append(list, ref{fmt.Sprintf("%s[%d]", path, i), kind, id})
	}
	return list
}

// focus takes a scene's Focus apart; false where there is none or it has
// another form.
func (s *Scene) focus() (kind, id string, ok bool) {
	kind, id, ok = strings.Cut(s.Focus, ":")
	return kind, id, ok && (kind == "event" || kind == "place")
}

// choice is a field that may hold the values of a list only.
type choice struct {
	path    string
	value   string
	options []string
}

// choicesOf lists the choices that the struct v itself makes.
func choicesOf(v any) []choice {
	switch v := v.(type) {
	case *Scene:
		return []choice{{"stage", v.Stage, Stages}, {"layer", v.Layer, Layers}, {"camera", v.Camera, Cameras}}
	case *Block:
		return []choice{{"picture", v.Picture, Pictures}}
	case *Event:
		return []choice{
			{"precision", string(v.Precision), names(Precisions)},
			{"track", string(v.Track), names(Tracks)},
			{"kind", v.Kind, Kinds},
		}
	case *Place:
		return []choice{{"kind", v.Kind, []string{"city", "county", "state", "district"}}, {"answer", v.Answer, Answers}}
	case *Role:
		return []choice{{"role", v.Role, Roles}}
	case *Money1:
		return []choice{{"scope", v.Scope, Scopes}}
	case *Seat:
		return []choice{{"track", string(v.Track), names([]Track{Federal, Court})}}
	case *Person:
		return []choice{{"track", string(v.Track), names(Tracks)}}
	case *Quote:
		return []choice{{"side", v.Side, []string{"federal", "local"}}}
	case *Wording:
		return []choice{{"topic", v.Topic, []string{"people", "places", "policy", "money"}}}
	case *Claim:
		return []choice{{"topic", v.Topic, []string{"money", "law", "policy", "courts", "people", "numbers", "rhetoric"}}}
	case *Stance:
		return []choice{{"stance", v.Stance, Stances}}
	case *Check:
		return []choice{{"verdict", v.Verdict, Verdicts}}
	case *Correction:
		return []choice{{"kind", v.Kind, []string{"fix", "context"}}}
	case *Arrow:
		return []choice{{"kind", v.Kind, ArrowKinds}}
	case *Law:
		kinds := []string{"statute", "regulation", "order", "memo", "condition", "case", "doctrine", "position", "explainer"}
		return []choice{{"kind", v.Kind, kinds}}
	case *Decision:
		return []choice{
			{"court", v.Court, []string{"district", "appeals", "supreme"}},
			{"issue", v.Issue, []string{"a", "b", "c"}},
			{"outcome", v.Outcome, Outcomes},
			{"reach", v.Reach, Reaches},
		}
	case *Sum:
		return []choice{{"scope", v.Scope, []string{"federal-all", "justice", "jag", "count"}}}
	case *Source:
		return []choice{{"kind", v.Kind, []string{"news", "reference", "court", "agency", "report", "dataset", "order", "statute"}}}
	}
	return nil
}

func names[T ~string](list []T) []string {
	var all []string
	for _, v := range list {
		all = append(all, string(v))
	}
	return all
}

// limited is a field whose length is limited, in characters.
type limited struct {
	path string
	s    string
	most int
}

// limitsOf lists the fields of the struct v whose length is limited.
func limitsOf(v any) []limited {
	switch v := v.(type) {
	case *Site:
		return []limited{{"description", v.Description, 160}}
	case *Chapter:
		return []limited{{"description", v.Description, 160}}
	case *Event:
		return []limited{{"title", v.Title, 60}, {"short", v.Short, 26}}
	case *Report:
		return []limited{{"short", v.Short, 12}}
	}
	return nil
}

// excerpt is a field that holds exact words of a report.
type excerpt struct {
	path    string
	reports []string // one of them has the words
	s       string
}

// excerptsOf lists the words of reports that the struct v holds. A quotation
// stands word for word in each of its reports that has no variant of it, and
// if all have, in one of them.
func excerptsOf(v any) []excerpt {
	var list []excerpt
	add := func(path, s string, reports ...string) {
		if s != "" && !slices.Contains(reports, "") {
			list = append(list, excerpt{path, reports, s})
		}
	}
	switch v := v.(type) {
	case *Told:
		add("excerpt", v.Excerpt, v.Report)
	case *Quote:
		varied := 0
		for _, report := range v.Reports {
			if slices.ContainsFunc(v.Variants, func(o Variant) bool { return o.Report == report }) {
				varied++
			} else {
				add("text", v.Text, report)
			}
		}
		if varied > 0 && varied == len(v.Reports) {
			add("text", v.Text, v.Reports...)
		}
	case *Variant:
		add("text", v.Text, v.Report)
	case *Report:
		add("headline", v.Headline, v.ID)
		for i, o := range v.Oddities {
			add(fmt.Sprintf("oddities[%d].excerpt", i), o.Excerpt, v.ID)
		}
		for i, w := range v.Wordings {
			for j, phrase := range w.Phrases {
				add(fmt.Sprintf("wordings[%d].phrases[%d]", i, j), phrase, v.ID)
			}
		}
	case *Claim:
		for _, id := range slices.Sorted(maps.Keys(v.Reports)) {
			add("reports."+id+".excerpt", v.Reports[id].Excerpt, id)
		}
	case *Correction:
		add("excerpt", v.Excerpt, v.Report)
	}
	return list
}
