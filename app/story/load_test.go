//go:build !js

package story

import (
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

// good is the small sound story of testdata/good, with changes. A change is
// the text of a file to find, of which the first is replaced.
func good(t testing.TB, changes ...change) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	root := os.DirFS("testdata/good")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(root, name)
		files[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		before := string(files[c.file].Data)
		after := strings.Replace(before, c.old, c.new, 1)
		if before == after {
			t.Fatalf("%s does not hold %q", c.file, c.old)
		}
		files[c.file].Data = []byte(after)
	}
	return files
}

type change struct{ file, old, new string }

// lines is how problems are printed.
func lines(problems []Problem) []string {
	var list []string
	for _, p := range problems {
		list = append(list, p.String())
	}
	return list
}

func TestLoad(t *testing.T) {
	s, problems := Load(good(t))
	if problems != nil {
		t.Fatal(lines(problems))
	}
	event := s.Event("e-appeal")
	want := &Event{
		ID: "e-appeal", Date: Date{2017, 9, 0}, End: Date{2017, 10, 0}, Precision: "month", Track: Federal, Kind: "appeal",
		Title: "An appeal", Short: "Appeal", Summary: "The government appealed.", Sources: []string{"s-ruling"}, Aftermath: true, Weight: 3,
	}
	if !reflect.DeepEqual(event, want) {
		t.Errorf("Load read %+v, want %+v", event, want)
	}
	if got := s.Claims[0].Reports["beta"]; got != (Stance{Stance: "omits", Note: "It begins later."}) {
		t.Errorf("Load read the stance %+v", got)
	}
	if got := s.Chapters[0].Steps[0].Scene.Span; got != [2]Date{{2017, 1, 1}, {2017, 5, 31}} {
		t.Errorf("Load read the span %v", got)
	}
	if got := s.Places[0]; got.Lon != -122.4 || got.Money[0].Amount != 500000 || !got.Money[0].Precise || got.Population.Value != 864816 {
		t.Errorf("Load read the place %+v", got)
	}
}

func TestLoadProblems(t *testing.T) {
	tests := []struct {
		name string
		change
		want []string
	}{
		{"no such day", change{"events.json", `"2017-01-31"`, `"2017-02-30"`}, []string{
			`assets/story/events.json: events[1].date: e-suit: "2017-02-30" is no date; write 2017-04-25, 2017-04 or 2017`}},
		{"date as a number", change{"events.json", `"2017-01-31"`, `2017`}, []string{
			`assets/story/events.json: events[1].date: e-suit: it is 2017, but must be a string; put it in quotation marks`}},
		{"unknown field", change{"events.json", `"title": "Harbor sues"`, `"tilte": "Harbor sues"`}, []string{
			`assets/story/events.json: events[1].tilte: e-suit: unknown field; did you mean "title"?`}},
		{"field of another case", change{"site.json", `"title"`, `"Title"`}, []string{
			`assets/story/site.json: Title: unknown field; did you mean "title"?`}},
		{"unknown field that is near nothing", change{"glossary.json", `"term"`, `"pronunciation"`}, []string{
			`assets/story/glossary.json: glossary[0].pronunciation: detainer: unknown field; take it out, or use one of id, term, text, sources`}},
		{"field written twice", change{"site.json", `"title": `, `"title": "A", "title": `}, []string{
			`assets/story/site.json: title: the field is written twice; keep one of the two`}},
		{"key written twice", change{"claims.json", `"beta": `, `"alpha": `}, []string{
			`assets/story/claims.json: claims[0].reports.alpha: signed: the field is written twice; keep one of the two`}},
		{"list for an object", change{"site.json", `{"title": "The Order", `, `[], {`}, []string{
			`assets/story/site.json: 1:3: invalid character ',' after top-level value; look for a comma, quotation mark or bracket too many or too few`}},
		{"object for a list", change{"seats.json", `[{`, `{"a": [{`}, []string{
			`assets/story/seats.json: 1:156: unexpected end of JSON input; look for a comma, quotation mark or bracket too many or too few`}},
		{"not a string", change{"events.json", `"An appeal"`, `["An appeal"]`}, []string{
			`assets/story/events.json: events[3].title: e-appeal: it is a list, but must be a string; put it in quotation marks`}},
		{"not a whole number", change{"events.json", `"weight": 3`, `"weight": 3.5`}, []string{
			`assets/story/events.json: events[3].weight: e-appeal: it is 3.5, but must be a whole number; write digits only`}},
		{"too large a number", change{"money.json", `274900000`, `99999999999999999999`}, []string{
			`assets/story/money.json: national[0].amount: m-all: it is 99999999999999999999, but must be a whole number; write digits only`}},
		{"not a number", change{"places.json", `-122.4`, `"-122.4"`}, []string{
			`assets/story/places.json: places[0].lon: harbor: it is a string, but must be a number; write digits, as in -122.42`}},
		{"not true or false", change{"events.json", `"aftermath": true`, `"aftermath": "true"`}, []string{
			`assets/story/events.json: events[3].aftermath: e-appeal: it is a string, but must be true or false; write it without quotation marks`}},
		{"not a list", change{"events.json", `["harbor"]`, `"harbor"`}, []string{
			`assets/story/events.json: events[1].places: e-suit: it is a string, but must be a list; write it as [ … ]`}},
		{"not an object", change{"law.json", `[{"id"`, `[null, true, {"id"`}, []string{
			`assets/story/law.json: law[0]: it is null, but must be an object; write it as { … }`,
			`assets/story/law.json: law[1]: it is true, but must be an object; write it as { … }`}},
		{"not a table", change{"circuits.json", `{"a": "May it?", "b": "Must they?"}`, `[]`}, []string{
			`assets/story/circuits.json: issues: it is a list, but must be an object; write it as { … }`}},
		{"half a span", change{"chapters/01-start.json", `["2017-01-01", "2017-05-31"]`, `["2017-01-01"]`}, []string{
			`assets/story/chapters/01-start.json: steps[0].scene.span: start-1: its length is 1; write exactly 2 items`}},
		{"comma too many", change{"events.json", `"weight": 3}`, `"weight": 3},`}, []string{
			`assets/story/events.json: 11:1: invalid character ']' looking for beginning of value; look for a comma, quotation mark or bracket too many or too few`}},
		{"column in characters", change{"quotes.json", `[{"id"`, `["§§", {id`}, []string{
			`assets/story/quotes.json: 1:9: invalid character 'i' looking for beginning of object key string; look for a comma, quotation mark or bracket too many or too few`}},
		{"end too early", change{"site.json", "}\n", ""}, []string{
			`assets/story/site.json: 1:190: unexpected end of JSON input; look for a comma, quotation mark or bracket too many or too few`}},
		{"something behind the end", change{"site.json", "}\n", "}\n{}\n"}, []string{
			`assets/story/site.json: 2:1: invalid character '{' after top-level value; look for a comma, quotation mark or bracket too many or too few`}},
		{"not UTF-8", change{"site.json", "became", "bec\xe0me"}, []string{
			`assets/story/site.json: 1:45: this is not UTF-8; save the file as UTF-8`}},
		{"chapter in another's file", change{"chapters/01-start.json", `"number": 1`, `"number": 2`}, []string{
			`assets/story/chapters/01-start.json: start: the file is not named for chapter 2; rename it to chapters/02-start.json, or correct its number or id`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, problems := Load(good(t, tt.change))
			if got := lines(problems); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

// Load goes on after a problem, and tells all in the order of the files.
func TestLoadAll(t *testing.T) {
	files := good(t,
		change{"site.json", "{", "{{"},
		change{"chapters/01-start.json", `"heading"`, `"headline"`},
		change{"events.json", `"date": "2017-01-25"`, `"date": "25.1.2017"`},
		change{"events.json", `"track"`, `"lane"`},
	)
	files["chapters/02-end.json"] = &fstest.MapFile{}
	delete(files, "money.json")
	s, problems := Load(files)
	want := []string{
		`assets/story/site.json: 1:2: invalid character '{' looking for beginning of object key string; look for a comma, quotation mark or bracket too many or too few`,
		`assets/story/chapters/01-start.json: steps[0].headline: start-1: unknown field; did you mean "heading"?`,
		`assets/story/chapters/02-end.json: 1:1: unexpected end of JSON input; look for a comma, quotation mark or bracket too many or too few`,
		`assets/story/events.json: events[0].date: e-order: "25.1.2017" is no date; write 2017-04-25, 2017-04 or 2017`,
		`assets/story/events.json: events[0].lane: e-order: unknown field; take it out, or use one of id, date, end, precision, when, track, kind, title, short, summary, actors, places, seat, sources, told, note, aftermath, weight`,
		`assets/story/money.json: no such file; add it`,
	}
	if got := lines(problems); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(s.Events) != 4 || len(s.Chapters) != 1 || s.Chapters[0].Steps[1].Heading != "The words" {
		t.Errorf("Load dropped what it could read")
	}

	files = good(t)
	files["events.json/nested"] = files["events.json"]
	delete(files, "events.json")
	_, problems = Load(files)
	want = []string{`assets/story/events.json: read events.json: invalid argument; see that it is a file that can be read`}
	if got := lines(problems); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}

	_, problems = Load(fstest.MapFS{})
	if len(problems) != 18 || problems[1].String() != "assets/story/chapters: no chapters; add the first as chapters/01-ID.json" {
		t.Errorf("Load of nothing reports %d problems:\n%s", len(problems), strings.Join(lines(problems), "\n"))
	}
}

// FuzzLoad holds that no file makes Load or Validate panic.
func FuzzLoad(f *testing.F) {
	for name, file := range good(f) {
		f.Add(name, file.Data)
	}
	f.Add("events.json", []byte(`[{"id": "a", "date": "0000", "end": "9999-12-31", "told": [null]}, [], 1e999]`))
	files := good(f)
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if _, ok := files[name]; !ok {
			return
		}
		changed := fstest.MapFS{name: {Data: data}}
		for other, file := range files {
			if other != name {
				changed[other] = file
			}
		}
		s, problems := Load(changed)
		for _, p := range append(problems, s.Validate(map[string]string{"alpha": "words"})...) {
			if p.File == "" || p.Message == "" {
				t.Errorf("a problem does not say where or what: %+v", p)
			}
		}
	})
}
