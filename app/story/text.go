package story

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// LinkKinds are the kinds of thing that a link in a text may lead to.
var LinkKinds = []string{"event", "place", "term", "quote", "case", "law", "person", "report", "chapter"}

// Span is a run of a text: plain words, stressed words, a link or a citation.
// It is a link where Kind is set and a citation where Sources are.
type Span struct {
	Words   string   // what is read; "" for a citation
	Stress  bool     // the words are stressed
	Kind    string   // for a link: one of LinkKinds
	ID      string   // for a link: the ID of what it leads to
	Sources []string // for a citation: one or more IDs of sources or reports
}

// TextError tells where a text's marks are wrong.
type TextError struct {
	Offset  int    // where it begins: bytes from the start of the text
	Near    string // the words there, cut short
	Message string // what is wrong
	Cure    string // what would likely be right
}

func (e *TextError) Error() string {
	return fmt.Sprintf("at byte %d, %q: %s; %s", e.Offset, e.Near, e.Message, e.Cure)
}

// ParseText reads a text with the marks that the package comment describes.
// Brackets that are neither a citation nor a link are plain words, as in
// “grant[ing]”. The error, where there is one, is a [*TextError] for the first
// mark that is wrong; whether IDs exist is for [Story.Validate] to say.
func ParseText(s string) ([]Span, error) {
	p := textParser{s: s, stress: -1}
	for p.err == nil && p.at < len(s) {
		rest := s[p.at:]
		switch {
		case strings.HasPrefix(rest, "[["):
			p.citation()
		case rest[0] == '[' && p.isLink():
			p.link()
		case rest[0] == '*':
			p.star()
		case strings.HasPrefix(rest, "]]"):
			p.fail(p.at, "]] closes no citation", "open it with [[ or take it out")
		case strings.HasPrefix(rest, "]("):
			p.fail(p.at, "]( belongs to no link", "write a link as [words](event:ID)")
		default:
			p.at++
		}
	}
	if p.err == nil && p.stress >= 0 {
		p.fail(p.stress, "the stress has no end", "close it with *")
	}
	if p.err != nil {
		return nil, p.err
	}
	p.words()
	return p.spans, nil
}

// textParser holds how far ParseText has come.
type textParser struct {
	s       string
	from    int         // where the words begin that are not in spans yet
	at      int         // what is read next
	stress  int         // where the open stress begins, or -1
	closing map[int]int // where brackets are closed, once it is asked for
	spans   []Span
	err     error
}

func (p *textParser) fail(offset int, message, cure string) {
	const most = 24
	near, n := p.s[offset:], 0
	for i := range near {
		if n++; n > most {
			near = near[:i] + "…"
			break
		}
	}
	p.err = &TextError{Offset: offset, Near: near, Message: message, Cure: cure}
}

// words makes a span of the words read since the last one.
func (p *textParser) words() {
	if p.from < p.at {
		p.spans = append(p.spans, Span{Words: p.s[p.from:p.at], Stress: p.stress >= 0})
	}
	p.from = p.at
}

func (p *textParser) skip(n int) {
	p.at += n
	p.from = p.at
}

func (p *textParser) citation() {
	p.words()
	n := strings.Index(p.s[p.at:], "]]")
	if n < 0 {
		p.fail(p.at, "the citation has no end", "close it with ]]")
		return
	}
	var ids []string
	for id := range strings.SplitSeq(p.s[p.at+2:p.at+n], ",") {
		id = strings.TrimSpace(id)
		if !isID(id) {
			p.fail(p.at, fmt.Sprintf("%q is no source's id", id), "cite as [[id]] or [[id, id]]")
			return
		}
		if slices.Contains(ids, id) {
			p.fail(p.at, fmt.Sprintf("it cites %q twice", id), "once is enough")
			return
		}
		ids = append(ids, id)
	}
	p.spans = append(p.spans, Span{Sources: ids})
	p.skip(n + 2)
}

func (p *textParser) link() {
	p.words()
	shut := p.closing[p.at]
	words := p.s[p.at+1 : shut]
	target := p.s[shut+2:]
	end := strings.IndexByte(target, ')')
	if end < 0 {
		p.fail(p.at, "the link has no end", "close it with )")
		return
	}
	kind, id, _ := strings.Cut(target[:end], ":")
	stress := p.stress >= 0
	if !stress && len(words) > 2 && words[0] == '*' && words[len(words)-1] == '*' {
		words, stress = words[1:len(words)-1], true
	}
	switch {
	case strings.TrimSpace(words) == "":
		p.fail(p.at, "the link has no words", "write it as [words](event:ID)")
	case strings.Contains(words, "[[") || strings.Contains(words, "]("):
		p.fail(p.at, "a link's words hold another mark", "put the citation or the other link behind it")
	case strings.Contains(words, "*"):
		p.fail(p.at, "a part of a link's words is stressed", "stress all of them or none")
	case !slices.Contains(LinkKinds, kind):
		cure := "write it as [words](event:ID)"
		if near := suggest(kind, LinkKinds); near != "" {
			cure = fmt.Sprintf("did you mean %q?", near)
		}
		p.fail(p.at, fmt.Sprintf("%q is no kind of link", kind), cure)
	case !isID(id):
		p.fail(p.at, fmt.Sprintf("%q is no id", id), "write it as [words](event:ID)")
	default:
		p.spans = append(p.spans, Span{Words: words, Stress: stress, Kind: kind, ID: id})
		p.skip(shut + 2 + end + 1 - p.at)
	}
}

func (p *textParser) star() {
	open := p.stress < 0
	last, _ := utf8.DecodeLastRuneInString(p.s[:p.at])
	next, _ := utf8.DecodeRuneInString(p.s[p.at+1:])
	beside := last
	if open {
		beside = next
	}
	if last == '*' || unicode.IsSpace(beside) || open && p.at+1 == len(p.s) {
		p.fail(p.at, "* stands beside no word", "write stressed words as *words*")
		return
	}
	p.words()
	p.stress = p.at
	if !open {
		p.stress = -1
	}
	p.skip(1)
}

// isLink reports whether a link begins at p.at, which holds "[".
func (p *textParser) isLink() bool {
	if p.closing == nil {
		p.closing = closings(p.s)
	}
	n := p.closing[p.at]
	return n > 0 && strings.HasPrefix(p.s[n:], "](")
}

// closings tells for each "[" of s that is closed where its "]" stands.
func closings(s string) map[int]int {
	pairs := map[int]int{}
	var open []int
	for i := range len(s) {
		switch {
		case s[i] == '[':
			open = append(open, i)
		case s[i] == ']' && len(open) > 0:
			pairs[open[len(open)-1]] = i
			open = open[:len(open)-1]
		}
	}
	return pairs
}

// isID reports whether s has the form of an ID: ASCII letters, digits, and
// after the first of them also "-", "_" and ".".
func isID(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case i > 0 && (c == '-' || c == '_' || c == '.'):
		default:
			return false
		}
	}
	return s != ""
}

// Plain is the text without its marks and citations: what is read aloud,
// searched and counted. A text whose marks are wrong is returned as it is.
func Plain(s string) string {
	spans, err := ParseText(s)
	if err != nil {
		return s
	}
	var b strings.Builder
	for _, span := range spans {
		b.WriteString(span.Words)
	}
	return b.String()
}

// Sentence is a sentence of a text.
type Sentence struct {
	Text    string   // its plain words, with the full stop and closing quotation marks
	Sources []string // what the citations in it and right after it name, in order
}

// Sentences splits a text. It knows the abbreviations that law and news are
// full of: "8 U.S.C. § 1373", "Chicago v. Sessions", "No. 17-574", "William H.
// Orrick"; where one may also end a sentence ("in the U.S. The order …"), the
// next word decides, and a citation after the full stop settles it.
// A text whose marks are wrong is split as it is, marks and all.
func Sentences(s string) []Sentence {
	spans, err := ParseText(s)
	if err != nil {
		spans = []Span{{Words: s}}
	}
	var b strings.Builder
	var cites []citation
	for _, span := range spans {
		b.WriteString(span.Words)
		if span.Sources != nil {
			cites = append(cites, citation{b.Len(), span.Sources})
		}
	}
	plain := b.String()
	var list []Sentence
	for start := 0; start < len(plain) || len(cites) > 0; {
		end := start
		for stopped := false; end < len(plain) && !stopped; {
			_, size := utf8.DecodeRuneInString(plain[end:])
			end, stopped = sentenceEnd(plain, start, end+size, cites)
		}
		sentence := Sentence{Text: strings.TrimSpace(plain[start:end])}
		start = len(plain) - len(strings.TrimLeftFunc(plain[end:], unicode.IsSpace))
		for len(cites) > 0 && cites[0].at <= start {
			sentence.Sources = append(sentence.Sources, cites[0].sources...)
			cites = cites[1:]
		}
		if sentence.Text != "" || sentence.Sources != nil {
			list = append(list, sentence)
		}
	}
	return list
}

// citation is a citation and where it stands in the plain text.
type citation struct {
	at      int
	sources []string
}

// isCited reports whether one of cites, which are in order, stands between two offsets.
func isCited(cites []citation, from, to int) bool {
	i, _ := slices.BinarySearchFunc(cites, from, func(c citation, at int) int { return c.at - at })
	return i < len(cites) && cites[i].at <= to
}

// sentenceEnd reports whether the rune before end is the full stop of the
// sentence that begins at start, and where that ends with its closing marks.
func sentenceEnd(s string, start, end int, cites []citation) (int, bool) {
	stop, size := utf8.DecodeLastRuneInString(s[:end])
	if !strings.ContainsRune(".?!…", stop) {
		return end, false
	}
	after := strings.TrimLeft(s[end:], "”’\"')]»")
	closed := len(s) - len(after)
	after = strings.TrimLeftFunc(after, unicode.IsSpace)
	spaced := len(after) < len(s)-closed
	next := strings.TrimLeft(after, openers)
	first, _ := utf8.DecodeRuneInString(next)
	switch {
	case after == "":
		return closed, true
	case unicode.IsLower(first):
		return end, false
	case isCited(cites, end, closed):
		return closed, true
	case !spaced:
		return end, false
	case !unicode.IsUpper(first) && !unicode.IsDigit(first) && first != '$' && first != '§':
		return end, false
	}
	var ends bool
	starts := strings.Contains(sentenceStarters, " "+firstWord(next)+" ")
	switch word := lastWord(s[start : end-size]); {
	case stop == '…', stop == '.' && strings.HasSuffix(word, "."):
		ends = starts
	case stop != '.':
		ends = true
	default:
		switch abbreviation(word) {
		case noAbbreviation:
			ends = true
		case beforeNumber:
			ends = !unicode.IsDigit(first)
		case beforeName:
			ends = starts
		}
	}
	if !ends {
		return end, false
	}
	return closed, true
}

// openers are the marks that may stand before a sentence's first word.
const openers = "“‘\"'([«"

// sentenceStarters are words that begin sentences and hardly ever names.
const sentenceStarters = " A About After All Also Although An And Another Any As At Because Before Both But By" +
	" Each Eight Five For Four From He Her Here His How However If In Instead It Its Later Many More Most" +
	" Nine No Nobody None Not Now Of On One Only Or Other Others Our Seven She Since Six So Some Such" +
	" Ten That The Their Then There These They This Those Three Through To Two" +
	" Under Until We What When Where Which While Who Why With Without You "

// firstWord is the letters that s begins with.
func firstWord(s string) string {
	return s[:len(s)-len(strings.TrimLeftFunc(s, unicode.IsLetter))]
}

// lastWord is what follows the last space, dash or opening mark of s.
func lastWord(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(openers+"—–/", r)
	})
	if i < 0 {
		return s
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[i+size:]
}

// What the full stop after a word may be besides the end of a sentence.
const (
	noAbbreviation = iota
	beforeAnything // "v.", "Mr.": it never ends a sentence
	beforeNumber   // "No.": it ends a sentence unless a number follows
	beforeName     // "U.S.", "Inc.", "H.": it ends a sentence before one of sentenceStarters
)

// abbreviation tells how to read the full stop after word.
func abbreviation(word string) int {
	switch word {
	case "v", "vs", "cf", "e.g", "i.e",
		"Mr", "Mrs", "Ms", "Dr", "Prof", "Sen", "Sens", "Rep", "Reps", "Gov",
		"Gen", "Lt", "Hon", "Rev", "Atty", "St", "Ft", "Mt":
		return beforeAnything
	case "No", "Nos", "Sec", "Art", "Vol", "p", "pp":
		return beforeNumber
	case "Jr", "Sr", "Inc", "Co", "Corp", "etc", "al", "Dept",
		"Jan", "Feb", "Mar", "Apr", "Aug", "Sept", "Oct", "Nov", "Dec",
		"Fed", "Supp", "Cir", "Dist", "Const", "Stat",
		"Cal", "Ill", "Mass", "Pa", "Wash", "Ore", "Tex", "Fla":
		return beforeName
	}
	if isInitials(word) {
		return beforeName
	}
	return noAbbreviation
}

// isInitials reports whether word is an initial ("H") or letters with full
// stops between them ("U.S", "p.m", "Ph.D").
func isInitials(word string) bool {
	letters := 0
	for part := range strings.SplitSeq(word, ".") {
		if part == "" || len(part) > 2 || firstWord(part) != part {
			return false
		}
		letters++
	}
	return letters > 1 || len(word) == 1 && word >= "A" && word <= "Z"
}
