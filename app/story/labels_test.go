//go:build !js

package story

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func english(tb testing.TB) Labels {
	tb.Helper()
	b, err := os.ReadFile("../../assets/labels/en.json")
	if err != nil {
		tb.Fatal(err)
	}
	var l Labels
	if err := json.Unmarshal(b, &l); err != nil {
		tb.Fatal(err)
	}
	return l
}

func assets(tb testing.TB) *Story {
	tb.Helper()
	s, problems := Load(os.DirFS("../../assets/story"))
	if len(problems) > 0 {
		tb.Fatal(lines(problems))
	}
	return s
}

// families are the groups of keys that end in a value of the data, with the
// values that the data may hold.
func families(s *Story) map[string][]string {
	numbers := func(from, to int) (out []string) {
		for i := from; i <= to; i++ {
			out = append(out, strconv.Itoa(i))
		}
		return out
	}
	of := map[string][]string{
		"answer.":      Answers,
		"arrow.in.":    ArrowKinds,
		"arrow.out.":   ArrowKinds,
		"correction.":  {"fix", "context"},
		"court.":       {"district", "appeals", "supreme"},
		"kind.":        Kinds,
		"month.":       numbers(1, 12),
		"month.short.": numbers(1, 12),
		"outcome.":     Outcomes,
		"picture.":     Pictures,
		"place.kind.":  {"city", "county", "state", "district"},
		"role.":        Roles,
		"stance.":      Stances,
		"verdict.":     Verdicts,
	}
	for _, t := range Tracks {
		of["track."] = append(of["track."], string(t))
		of["track.short."] = append(of["track.short."], string(t))
	}
	add := func(prefix, value string) {
		if !slices.Contains(of[prefix], value) {
			of[prefix] = append(of[prefix], value)
		}
	}
	for _, c := range s.Claims {
		add("topic.", c.Topic)
	}
	for _, x := range s.Law {
		add("law.kind.", x.Kind)
	}
	for _, x := range s.Sources {
		add("source.kind.", x.Kind)
	}
	return of
}

// A sourceText is what a file says, without its tests.
func sources(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for root, ext := range map[string]string{"..": ".go", "../../web/templates": ".html"} {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ext) || strings.HasSuffix(name, "_test.go") {
				return err
			}
			b, err := os.ReadFile(name)
			out[name] = string(b)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

var (
	// {{.T "skip"}}, l.T("map.name"), l.N("card.told", …)
	asked = regexp.MustCompile(`\b([TN])(?:\(| )"([a-z][A-Za-z0-9.-]*[A-Za-z0-9])"[^+]`)
	// any other text that may be a key, as it goes through a variable
	literal = regexp.MustCompile(`"([a-z][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*)"`)
	// l.T("track." + …), printf "track.%s"
	prefix = regexp.MustCompile(`"((?:[a-z][A-Za-z0-9-]*\.)+)(?:%s)?"`)
)

// TestLabels holds that every word the code and the templates ask for is in the
// language's file, and that the file has no word that nobody asks for.
func TestLabels(t *testing.T) {
	l, of := english(t), families(assets(t))
	used, prefixes := map[string]bool{}, map[string]bool{}
	for name, text := range sources(t) {
		for _, m := range asked.FindAllStringSubmatch(text, -1) {
			keys := []string{m[2]}
			if m[1] == "N" {
				keys = []string{m[2] + ".one", m[2] + ".many"}
			}
			for _, k := range keys {
				if used[k] = true; l[k] == "" {
					t.Errorf("%s asks for the label %q, which assets/labels/en.json lacks", strings.TrimPrefix(name, "../"), k)
				}
			}
		}
		for _, m := range literal.FindAllStringSubmatch(text, -1) {
			used[m[1]] = true
		}
		for _, m := range prefix.FindAllStringSubmatch(text, -1) {
			prefixes[m[1]] = true
		}
	}
	for p, values := range of {
		for _, v := range values {
			if used[p+v] = true; l[p+v] == "" {
				t.Errorf("the data may hold %q, for which assets/labels/en.json lacks the label %q", v, p+v)
			}
		}
	}
	for k, text := range l {
		if strings.TrimSpace(text) == "" {
			t.Errorf("the label %q is empty", k)
		}
		base := strings.TrimSuffix(strings.TrimSuffix(k, ".one"), ".many")
		if used[k] || used[base] {
			continue
		}
		known := false
		for p := range prefixes {
			_, listed := of[p]
			known = known || strings.HasPrefix(base, p) && !listed
		}
		if !known {
			t.Errorf("nobody asks for the label %q", k)
		}
	}
}

// TestLabelArguments holds that both forms of a count speak of the same things.
func TestLabelArguments(t *testing.T) {
	l := english(t)
	argument := regexp.MustCompile(`\{\d\}`)
	for k, many := range l {
		one, ok := strings.CutSuffix(k, ".many")
		if !ok {
			continue
		}
		in := func(s string) []string {
			list := slices.DeleteFunc(argument.FindAllString(s, -1), func(a string) bool { return a == "{0}" }) // 1 is a word in one of them
			slices.Sort(list)
			return slices.Compact(list)
		}
		if a, b := in(l[one+".one"]), in(many); !slices.Equal(a, b) {
			t.Errorf("%s.one speaks of %v and %s of %v", one, a, k, b)
		}
	}
}

func TestLabelText(t *testing.T) {
	l := Labels{"hello": "{1}, {0}!", "n.one": "one {1}", "n.many": "{0} {1}s", "number.thousands": ","}
	for got, want := range map[string]string{
		l.T("hello", "you", "Hello"): "Hello, you!",
		l.T("hello"):                 "{1}, {0}!",
		l.T("bye"):                   "[bye]",
		l.N("n", 1, "suit"):          "one suit",
		l.N("n", 2, "suit"):          "2 suits",
		l.N("n", 0, "suit"):          "0 suits",
		l.N("n", 1234, "suit"):       "1,234 suits",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	l := english(t)
	for n, want := range map[int]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 23489: "23,489", 1234567: "1,234,567"} {
		if got := l.Int(n); got != want {
			t.Errorf("Int(%d) = %q, want %q", n, got, want)
		}
	}
	for _, test := range []struct {
		amount      int64
		short, full string
	}{
		{0, "$0", "$0"},
		{999, "$999", "$999"},
		{999999, "$999,999", "$999,999"},
		{1000000, "$1 million", "$1,000,000"},
		{4100000000, "$4.1 billion", "$4,100,000,000"},
		{18244126, "$18.2 million", "$18,244,126"},
		{274906565, "$274.9 million", "$274,906,565"},
		{999960000, "$1 billion", "$999,960,000"},
	} {
		if got := l.Dollars(test.amount, true); got != test.short {
			t.Errorf("Dollars(%d), short, = %q, want %q", test.amount, got, test.short)
		}
		if got := l.Dollars(test.amount, false); got != test.full {
			t.Errorf("Dollars(%d) = %q, want %q", test.amount, got, test.full)
		}
	}
}

func TestDates(t *testing.T) {
	l := english(t)
	for d, want := range map[Date]string{
		{}:            "",
		{2017, 0, 0}:  "2017",
		{2017, 4, 0}:  "April 2017",
		{2017, 4, 5}:  "5 April 2017",
		{2016, 2, 29}: "29 February 2016",
	} {
		if got := l.Date(d); got != want {
			t.Errorf("Date(%v) = %q, want %q", d, got, want)
		}
	}
	for _, test := range []struct {
		from, to Date
		want     string
	}{
		{Date{2017, 4, 21}, Date{2017, 4, 21}, "21 April 2017"},
		{Date{2017, 4, 21}, Date{}, "21 April 2017"},
		{Date{2017, 4, 21}, Date{2017, 4, 25}, "21–25 April 2017"},
		{Date{2017, 4, 28}, Date{2017, 5, 2}, "28 April – 2 May 2017"},
		{Date{2016, 12, 28}, Date{2017, 1, 2}, "28 December 2016 – 2 January 2017"},
		{Date{2017, 4, 0}, Date{2017, 6, 0}, "April 2017 – June 2017"},
		{Date{2016, 0, 0}, Date{2017, 0, 0}, "2016 – 2017"},
		{Date{2017, 4, 0}, Date{2017, 4, 25}, "April 2017 – 25 April 2017"},
	} {
		if got := l.Span(test.from, test.to); got != test.want {
			t.Errorf("Span(%v, %v) = %q, want %q", test.from, test.to, got, test.want)
		}
	}
	for _, test := range []struct {
		e    Event
		want string
	}{
		{Event{Date: Date{2017, 4, 25}, Precision: "day"}, "25 April 2017"},
		{Event{Date: Date{2017, 4, 21}, End: Date{2017, 4, 25}, Precision: "day"}, "21–25 April 2017"},
		{Event{Date: Date{2017, 3, 20}, End: Date{2017, 3, 26}, Precision: "week"}, "Week of 20 March 2017"},
		{Event{Date: Date{2017, 8, 1}, Precision: "month"}, "August 2017"},
		{Event{Date: Date{2017, 8, 1}, Precision: "year"}, "2017"},
		{Event{Date: Date{2016, 0, 0}, Precision: "year", When: "during the campaign of 2016"}, "during the campaign of 2016"},
	} {
		if got := l.When(&test.e); got != test.want {
			t.Errorf("When(%+v) = %q, want %q", test.e, got, test.want)
		}
	}
}

func TestDateDays(t *testing.T) {
	for _, test := range []struct {
		text        string
		first, last string
	}{
		{"1970-01-01", "1970-01-01", "1970-01-01"},
		{"2016-02", "2016-02-01", "2016-02-29"},
		{"2017-12", "2017-12-01", "2017-12-31"},
		{"2017", "2017-01-01", "2017-12-31"},
		{"1890", "1890-01-01", "1890-12-31"},
	} {
		d, err := ParseDate(test.text)
		if err != nil || d.String() != test.text {
			t.Errorf("ParseDate(%q) = %v, %v", test.text, d, err)
		}
		if a, b := DateOf(d.First()).String(), DateOf(d.Last()).String(); a != test.first || b != test.last {
			t.Errorf("%s means %s to %s, want %s to %s", d, a, b, test.first, test.last)
		}
	}
	for _, text := range []string{"2017-02-30", "2017-13", "17", "April", "2017-4-1", " 2017", "2017-04-25T00:00"} {
		if d, err := ParseDate(text); err == nil {
			t.Errorf("ParseDate(%q) = %v", text, d)
		}
	}
	if c := (Date{2017, 4, 0}).Compare(Date{2017, 4, 1}); c >= 0 {
		t.Error("the coarser of two dates does not come first")
	}
}

// TestCut holds that what a page gives its client leaves out what the page says
// already, and what other pages are for.
func TestCut(t *testing.T) {
	s := assets(t)
	text, err := json.Marshal(s.Cut(s.Chapters))
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	var look func(path string, v any)
	look = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for _, k := range slices.Sorted(maps.Keys(v)) {
				switch k {
				case "blocks", "excerpt", "caveat", "population", "note", "notes", "url", "oddities", "wordings":
					if !empty(v[k]) {
						t.Errorf("the cut story has %s.%s: %v", path, k, v[k])
					}
				case "sources":
					// Their number is told, or the names of what they are; never a citation's words.
					continue
				}
				look(path+"."+k, v[k])
			}
		case []any:
			for _, x := range v {
				look(path+"[]", x)
			}
		case string:
			if strings.Contains(v, "[[") && !strings.HasSuffix(path, ".says") {
				t.Errorf("the cut story cites at %s: %s", path, v)
			}
		}
	}
	look("", all)
	for _, c := range s.Chapters {
		for _, st := range c.Steps {
			for _, b := range st.Blocks {
				if b.Text != "" && strings.Contains(string(text), b.Text) {
					t.Errorf("the cut story has the text of %s", st.ID)
				}
			}
		}
	}
}

func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case float64:
		return v == 0
	case []any:
		return len(v) == 0
	}
	return false
}

// TestCutLeavesTheStory holds that cutting does not change what is cut.
func TestCutLeavesTheStory(t *testing.T) {
	s := assets(t)
	before, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	c := s.Cut(s.Chapters[:1])
	for _, e := range c.Events {
		e.Title = "changed"
	}
	after, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	if string(before) != string(after) {
		t.Error("cutting a story changes it")
	}
}
