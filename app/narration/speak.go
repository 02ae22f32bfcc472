package narration

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word is a word of the page, or a few that are said as one, such as a date.
type Word struct {
	Shown  string // as on the page: "27 March 2017,"
	Spoken string // as it is said: "March twenty-seventh, twenty seventeen,"
}

// Lexicon says how things are said that follow no rule. It is data:
// assets/narration/lexicon.json.
type Lexicon struct {
	// Say gives for words of the page, matched whole and as they are written,
	// what is said instead: words, or between slashes the sounds, in the
	// alphabet of the voice.
	Say map[string]string `json:"say"`
	// Steps lists the steps whose picture is told in words, since nothing else
	// tells what it shows.
	Steps []string `json:"scenes"`

	// Scenes holds the same, to be looked up.
	Scenes map[string]bool `json:"-"`

	phrases []string // the keys of Say, the longest first
}

// LoadLexicon reads a lexicon.
func LoadLexicon(fsys fs.FS, name string) (*Lexicon, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	x := &Lexicon{}
	if err := json.Unmarshal(b, x); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	x.prepare()
	return x, nil
}

func (x *Lexicon) prepare() {
	x.Scenes = map[string]bool{}
	for _, id := range x.Steps {
		x.Scenes[id] = true
	}
	for p := range x.Say {
		x.phrases = append(x.phrases, p)
	}
	slices.SortFunc(x.phrases, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
}

// stretch is a part of a sentence that is said otherwise than it is written.
type stretch struct {
	from, to int
	say      string
}

// digits is a whole number, with or without commas.
const digits = `\d{1,3}(?:,\d{3})+|\d+`

const months = `January|February|March|April|May|June|July|August|September|October|November|December`

// rules are tried in order; what an earlier one took is not touched by a later.
var rules = []struct {
	find *regexp.Regexp
	say  func(m []string) string
}{
	// 3 and 4 August 2017, 27 March 2017, 27 March
	{regexp.MustCompile(`\b(\d{1,2}) and (\d{1,2}) (` + months + `)(?: (\d{4}))?\b`), func(m []string) string {
		return m[3] + " " + ordinal(m[1]) + " and " + ordinal(m[2]) + andYear(m[4])
	}},
	{regexp.MustCompile(`\b(\d{1,2}) (` + months + `)(?: (\d{4}))?\b`), func(m []string) string {
		return m[2] + " " + ordinal(m[1]) + andYear(m[3])
	}},
	// $4.1 billion, $342,168,401
	{regexp.MustCompile(`\$(` + digits + `)(?:\.(\d+))?(?: (million|billion|trillion))?`), func(m []string) string {
		unit := "dollars"
		if m[1] == "1" && m[2] == "" && m[3] == "" {
			unit = "dollar"
		}
		return strings.Join(strings.Fields(number(m[1], m[2])+" "+m[3]+" "+unit), " ")
	}},
	{regexp.MustCompile(`(` + digits + `)(?:\.(\d+))?%`), func(m []string) string { return number(m[1], m[2]) + " percent" }},
	{regexp.MustCompile(`§§? ?(\d+)`), func(m []string) string { return "section " + number(m[1], "") }},
	// 1st, 22nd
	{regexp.MustCompile(`\b(\d+)(?:st|nd|rd|th)\b`), func(m []string) string { return ordinal(m[1]) }},
	// Four digits without a comma are a year.
	{regexp.MustCompile(`\b(1[5-9]\d\d|20\d\d)s\b`), func(m []string) string { return plural(YearWords(atoi(m[1]))) }},
	{regexp.MustCompile(`\b(1[5-9]\d\d|20\d\d)\b`), func(m []string) string { return YearWords(atoi(m[1])) }},
	{regexp.MustCompile(`\b(` + digits + `)(?:\.(\d+))?\b`), func(m []string) string { return number(m[1], m[2]) }},
}

// yearLast matches a date that ends in its year.
var yearLast = regexp.MustCompile(`(?:` + months + `) \d{4}$`)

// Words splits a sentence into words with how each is said. The words as shown,
// with spaces between them, are the sentence.
func (x *Lexicon) Words(text string) []Word {
	var taken []stretch
	take := func(from, to int, say string) {
		for _, t := range taken {
			if from < t.to && to > t.from {
				return
			}
		}
		taken = append(taken, stretch{from, to, say})
	}
	for _, p := range x.phrases {
		for at := 0; ; {
			i := strings.Index(text[at:], p)
			if i < 0 {
				break
			}
			from := at + i
			at = from + len(p)
			if bounded(text, from, at) {
				take(from, at, x.Say[p])
			}
		}
	}
	for _, r := range rules {
		for _, m := range r.find.FindAllStringSubmatchIndex(text, -1) {
			groups := make([]string, len(m)/2)
			for i := range groups {
				if m[2*i] >= 0 {
					groups[i] = text[m[2*i]:m[2*i+1]]
				}
			}
			say := r.say(groups)
			if strings.HasPrefix(text[m[1]:], " ") && yearLast.MatchString(text[m[0]:m[1]]) {
				say += "," // a year behind a day is set off on both sides
			}
			take(m[0], m[1], say)
		}
	}
	slices.SortFunc(taken, func(a, b stretch) int { return a.from - b.from })

	// A word reaches from space to space, except that a stretch is never cut.
	var words []Word
	var shown, spoken strings.Builder
	flush := func() {
		if shown.Len() > 0 {
			words = append(words, Word{shown.String(), strings.TrimSpace(spoken.String())})
		}
		shown.Reset()
		spoken.Reset()
	}
	for at := 0; at < len(text); {
		if len(taken) > 0 && taken[0].from == at {
			t := taken[0]
			taken = taken[1:]
			shown.WriteString(text[t.from:t.to])
			if spoken.Len() > 0 && startsWord(t.say) && endsWord(spoken.String()) {
				spoken.WriteByte(' ')
			}
			spoken.WriteString(t.say)
			at = t.to
			continue
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		if unicode.IsSpace(r) {
			flush()
		} else {
			shown.WriteRune(r)
			spoken.WriteString(sayRune(r))
		}
		at += size
	}
	flush()
	if n := len(words); n > 0 && endsWord(words[n-1].Spoken) {
		words[n-1].Spoken += "." // a heading, or a quotation that was broken off
	}
	return words
}

func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '/'
}

func endsWord(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '/'
}

// sayRune is how a mark is said, or what makes the voice pause as it does.
func sayRune(r rune) string {
	switch r {
	case '–':
		return "—"
	case '’':
		return "'"
	case '‘', '[', ']', '*':
		return ""
	case '/':
		return ", "
	case '\u00a0', '\u202f':
		return " "
	case '&':
		return "and"
	}
	return string(r)
}

// bounded reports whether no word goes on across either end.
func bounded(s string, from, to int) bool {
	isWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	first, _ := utf8.DecodeRuneInString(s[from:])
	last, _ := utf8.DecodeLastRuneInString(s[:to])
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	after, _ := utf8.DecodeRuneInString(s[to:])
	return !(isWord(first) && from > 0 && isWord(before)) && !(isWord(last) && to < len(s) && isWord(after))
}

func atoi(s string) int {
	n, _ := strconv.Atoi(strings.ReplaceAll(s, ",", ""))
	return n
}

func andYear(year string) string {
	if year == "" {
		return ""
	}
	return ", " + YearWords(atoi(year))
}

// number says a number written with digits, commas and decimals.
func number(whole, decimals string) string {
	s := CardinalWords(atoi(whole))
	if decimals != "" {
		s += " point"
		for _, d := range decimals {
			s += " " + CardinalWords(int(d-'0'))
		}
	}
	return s
}

var small = strings.Fields(`zero one two three four five six seven eight nine ten eleven twelve thirteen
	fourteen fifteen sixteen seventeen eighteen nineteen`)

var tens = strings.Fields("- - twenty thirty forty fifty sixty seventy eighty ninety")

// CardinalWords says a number: "four million, two hundred ninety-eight thousand".
func CardinalWords(n int) string {
	switch {
	case n < 0:
		return "minus " + CardinalWords(-n)
	case n < 20:
		return small[n]
	case n < 100:
		if n%10 == 0 {
			return tens[n/10]
		}
		return tens[n/10] + "-" + small[n%10]
	case n < 1000:
		return small[n/100] + " hundred" + rest(" ", n%100)
	}
	for _, unit := range []struct {
		size int
		name string
	}{{1e12, "trillion"}, {1e9, "billion"}, {1e6, "million"}, {1e3, "thousand"}} {
		if n >= unit.size {
			return CardinalWords(n/unit.size) + " " + unit.name + rest(", ", n%unit.size)
		}
	}
	return strconv.Itoa(n)
}

func rest(between string, n int) string {
	if n == 0 {
		return ""
	}
	return between + CardinalWords(n)
}

// YearWords says a year: "nineteen ninety-six", "two thousand four", "twenty
// seventeen".
func YearWords(n int) string {
	switch {
	case n%1000 == 0:
		return CardinalWords(n)
	case n%1000 < 10 && n >= 2000:
		return CardinalWords(n-n%1000) + " " + CardinalWords(n%1000)
	case n%100 == 0:
		return CardinalWords(n/100) + " hundred"
	case n%100 < 10:
		return CardinalWords(n/100) + " oh " + CardinalWords(n%100)
	}
	return CardinalWords(n/100) + " " + CardinalWords(n%100)
}

var irregular = map[string]string{"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}

func ordinal(digits string) string {
	s := CardinalWords(atoi(digits))
	i := strings.LastIndexAny(s, " -") + 1
	head, word := s[:i], s[i:]
	switch {
	case irregular[word] != "":
		return head + irregular[word]
	case strings.HasSuffix(word, "y"):
		return head + strings.TrimSuffix(word, "y") + "ieth"
	}
	return head + word + "th"
}

func plural(s string) string {
	if strings.HasSuffix(s, "y") {
		return strings.TrimSuffix(s, "y") + "ies"
	}
	return s + "s"
}
