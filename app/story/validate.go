//go:build !js

package story

import (
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Validate checks the story as a whole and reports every problem, in the order
// of the files and of the entries in them.
//
// Reports maps the ID of a report to its full text. It is held against what is
// said to be a report's exact words, without regard to white space and to
// whether quotation marks are typographic; a report whose text is not given is
// left out of that check, and nil leaves it out altogether.
func (s *Story) Validate(reports map[string]string) []Problem {
	c := checker{story: s, reports: reports, nodes: s.nodes(), ids: map[string][]string{}, first: map[name]int{}, events: map[string]*Event{}}
	for i, n := range c.nodes {
		kind, id := identity(n.v)
		if id == "" {
			continue
		}
		c.ids[kind] = append(c.ids[kind], id)
		if _, again := c.first[name{kind, id}]; !again {
			c.first[name{kind, id}] = i
			if e, ok := n.v.(*Event); ok {
				c.events[id] = e
			}
		}
	}
	c.found = make([][]Problem, len(c.nodes))
	for _, rule := range rules {
		for c.now = range c.nodes {
			rule.check(&c, c.nodes[c.now].v)
		}
	}
	return slices.Concat(c.found...)
}

// rules are what a story must hold to. Each is called for every struct of the
// story in turn, with a pointer to it.
var rules = []struct {
	name  string
	check func(c *checker, v any)
}{
	{"nothing is missing", (*checker).complete},
	{"ids", (*checker).identities},
	{"references", (*checker).references},
	{"marks", (*checker).marks},
	{"choices", (*checker).choices},
	{"lengths", (*checker).lengths},
	{"citations", (*checker).citations},
	{"voice", (*checker).voice},
	{"exact words", (*checker).exactWords},
	{"chapters", (*checker).chapters},
	{"blocks", (*checker).blocks},
	{"scenes", (*checker).scenes},
	{"dates", (*checker).dates},
	{"aftermath", (*checker).aftermath},
	{"evidence", (*checker).evidence},
	{"claims", (*checker).claims},
	{"arrows", (*checker).arrows},
	{"threads", (*checker).threads},
	{"points", (*checker).points},
	{"numbers", (*checker).numbers},
	{"addresses", (*checker).addresses},
	{"idle sources", (*checker).idleSources},
}

// checker is what the rules know, and where they report.
type checker struct {
	story   *Story
	reports map[string]string
	nodes   []node
	ids     map[string][]string // by kind, in the order of the file
	first   map[name]int        // the first node of a kind and ID
	events  map[string]*Event   // by ID
	cited   map[string]bool     // the IDs of the sources that are cited; see idleSources
	now     int                 // the node that is checked
	found   [][]Problem         // by node
}

// name is what tells an entry from all others.
type name struct{ kind, id string }

// report reports a problem of the node that is checked now. Path leads from
// there to what is wrong; it may be "".
func (c *checker) report(path, message, cure string) {
	at := c.nodes[c.now].at
	if path != "" {
		at = at.field(path)
	}
	c.found[c.now] = append(c.found[c.now], at.problem(message, cure))
}

// identity is the kind and ID of the structs that other structs refer to or
// that must at least be told apart.
func identity(v any) (kind, id string) {
	switch v := v.(type) {
	case *Chapter:
		return "chapter", v.ID
	case *Step:
		return "step", v.ID
	case *Event:
		return "event", v.ID
	case *Place:
		return "place", v.ID
	case *Seat:
		return "seat", v.ID
	case *Person:
		return "person", v.ID
	case *Quote:
		return "quote", v.ID
	case *Report:
		return "report", v.ID
	case *Claim:
		return "claim", v.ID
	case *Correction:
		return "correction", v.ID
	case *Thread:
		return "thread", v.ID
	case *Law:
		return "law", v.ID
	case *Case:
		return "case", v.ID
	case *Circuit:
		return "circuit", v.ID
	case *Sum:
		return "sum", v.ID
	case *Count:
		return "count", v.ID
	case *Term:
		return "term", v.ID
	case *Source:
		return "source", v.ID
	}
	return "", ""
}

// homes are the files that hold the kinds of thing a reference may name.
var homes = map[string]string{
	"chapter": "chapters/", "event": "events.json", "place": "places.json", "seat": "seats.json",
	"person": "people.json", "quote": "quotes.json", "report": "reports.json", "claim": "claims.json",
	"law": "law.json", "case": "cases.json", "circuit": "circuits.json", "term": "glossary.json",
	"source": "sources.json",
}

// event is the event of an ID, or nil.
func (c *checker) event(id string) *Event { return c.events[id] }

// complete: a field that may not be left out holds something.
func (c *checker) complete(v any) {
	for field, value := range reflect.ValueOf(v).Elem().Fields() {
		name := fieldName(field)
		if strings.Contains(field.Tag.Get("json"), ",omit") || name == "related" || name == "supreme" {
			continue
		}
		switch value.Kind() {
		case reflect.String:
			if strings.TrimSpace(value.String()) == "" {
				c.report(name, "it is missing", "write it")
			}
		case reflect.Slice, reflect.Map:
			if value.Len() > 0 {
				break
			}
			if strings.HasSuffix(strings.ToLower(name), "sources") {
				c.report(name, "no source", "name what it rests on")
			} else {
				c.report(name, "it is empty", "write at least one")
			}
		case reflect.Pointer:
			if value.IsNil() {
				c.report(name, "it is missing", "write it")
			}
		case reflect.Struct:
			if d, ok := value.Interface().(Date); ok && d.IsZero() {
				c.report(name, "the date is missing", "write 2017-04-25, 2017-04 or 2017")
			}
		case reflect.Array:
			if span, ok := value.Interface().([2]Date); ok && (span[0].IsZero() || span[1].IsZero()) {
				c.report(name, "a date is missing", "write the first and the last day")
			}
		}
	}
}

// identities: an ID has the form of one, and no two of a kind share it.
func (c *checker) identities(v any) {
	kind, id := identity(v)
	if id == "" {
		return
	}
	if !isID(id) {
		c.report("id", fmt.Sprintf("%q is no id", id), "use letters, digits and -")
	}
	if kind == "source" {
		if i, taken := c.first[name{"report", id}]; taken && i < c.now {
			c.report("id", "a report has the same id, so a citation could mean either", "give the source another id")
		}
	}
	if i := c.first[name{kind, id}]; i < c.now {
		at := c.nodes[i].at
		c.report("id", fmt.Sprintf("%s of %s has the same id", at.path, at.file), "give one of the two another id")
	}
}

// references: what is named exists.
func (c *checker) references(v any) {
	for _, r := range refsOf(v) {
		c.refer(r)
	}
	for _, t := range textsOf(v) {
		spans, _ := ParseText(t.s)
		for _, span := range spans {
			if span.Kind != "" {
				c.refer(ref{t.path, span.Kind, span.ID})
			}
			for _, id := range span.Sources {
				c.refer(ref{t.path, "citation", id})
			}
		}
	}
	if scene, ok := v.(*Scene); ok && scene.Focus != "" {
		if _, _, ok := scene.focus(); !ok {
			c.report("focus", fmt.Sprintf("%q is no focus", scene.Focus), "write event:ID or place:ID")
		}
	}
}

func (c *checker) refer(r ref) {
	is := func(kind string) bool {
		_, ok := c.first[name{kind, r.id}]
		return ok
	}
	cites := r.kind == "citation"
	if cites {
		r.kind = "source"
	}
	if is(r.kind) || cites && is("report") {
		return
	}
	ids := c.ids[r.kind]
	if cites {
		ids = slices.Concat(ids, c.ids["report"])
	}
	cure := fmt.Sprintf("add it to %s, or correct the id", homes[r.kind])
	if near := suggest(r.id, ids); near != "" {
		cure = fmt.Sprintf("did you mean %q?", near)
	}
	c.report(r.path, fmt.Sprintf("there is no %s %q", r.kind, r.id), cure)
}

// marks: texts are well marked up, and other fields are not marked up.
func (c *checker) marks(v any) {
	var paths []string
	for _, t := range textsOf(v) {
		paths = append(paths, t.path)
		_, err := ParseText(t.s)
		if at := (*TextError)(nil); errors.As(err, &at) {
			c.report(t.path, fmt.Sprintf("at %q: %s", at.Near, at.Message), at.Cure)
		}
	}
	for field, value := range reflect.ValueOf(v).Elem().Fields() {
		name := fieldName(field)
		if value.Kind() != reflect.String || slices.Contains(paths, name) {
			continue
		}
		for _, mark := range []string{"[[", "]("} {
			if strings.Contains(value.String(), mark) {
				c.report(name, fmt.Sprintf("%s is shown as it stands: this field has no citations and no links", mark), "take it out")
				break
			}
		}
	}
}

// choices: a field with a list of values holds one of them.
func (c *checker) choices(v any) {
	for _, f := range choicesOf(v) {
		if f.value == "" || slices.Contains(f.options, f.value) {
			continue
		}
		cure := "use one of them"
		if near := suggest(f.value, f.options); near != "" {
			cure = fmt.Sprintf("did you mean %q?", near)
		}
		c.report(f.path, fmt.Sprintf("%q is none of %s", f.value, strings.Join(f.options, ", ")), cure)
	}
}

// lengths: what must fit a label or a search result does.
func (c *checker) lengths(v any) {
	for _, f := range limitsOf(v) {
		if n := utf8.RuneCountInString(f.s); n > f.most {
			c.report(f.path, fmt.Sprintf("it is %d characters long, and %d fit", n, f.most), fmt.Sprintf("shorten it by %d", n-f.most))
		}
	}
}

// citations: a sentence with a digit in it names its source.
func (c *checker) citations(v any) {
	for _, t := range textsOf(v) {
		if _, err := ParseText(t.s); err != nil || !t.cites {
			continue
		}
		for _, sentence := range Sentences(t.s) {
			if sentence.Sources == nil && strings.ContainsFunc(sentence.Text, unicode.IsDigit) {
				c.report(t.path, fmt.Sprintf("no source for “%s”", shorten(sentence.Text, 50)), "add [[source]] after its full stop")
			}
		}
	}
}

// shorten cuts s after a number of characters.
func shorten(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return strings.TrimSpace(string(runes[:most])) + "…"
	}
	return s
}

// loadedWords are not for our own voice. Each stands for whole words.
var loadedWords = []string{
	"illegal alien", "illegal aliens", "illegal immigrant", "illegal immigrants", "illegals",
	"crackdown", "cracked down", "draconian", "slam", "slams", "slammed", "blasted", "lambasted",
	"so-called resistance", "witch hunt",
}

// voice: loaded words are quoted or left out.
func (c *checker) voice(v any) {
	for _, t := range textsOf(v) {
		ours := " " + strings.ToLower(unquoted(Plain(t.s))) + " "
		for _, word := range loadedWords {
			if containsWord(ours, word) {
				c.report(t.path, fmt.Sprintf("“%s” is not neutral", word), "say it plainly, or quote who said it in “ ”")
			}
		}
	}
}

// unquoted is s without what stands in quotation marks. A quotation that is
// not closed runs to the end.
func unquoted(s string) string {
	var b strings.Builder
	for {
		before, quoted, found := strings.Cut(s, "“")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteString(" … ")
		_, s, _ = strings.Cut(quoted, "”")
	}
}

// containsWord reports whether word stands in s, which spaces surround,
// without a letter before or after it.
func containsWord(s, word string) bool {
	for i := 0; ; i++ {
		n := strings.Index(s[i:], word)
		if n < 0 {
			return false
		}
		i += n
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+len(word):])
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return true
		}
	}
}

// exactWords: what is said to be a report's words stands in the report.
func (c *checker) exactWords(v any) {
	for _, e := range excerptsOf(v) {
		isIn := func(report string) bool {
			text, given := c.reports[report]
			return !given || strings.Contains(normal(text), normal(e.s))
		}
		if !slices.ContainsFunc(e.reports, isIn) {
			c.report(e.path, fmt.Sprintf("“%s” is not in %s", shorten(e.s, 50), strings.Join(e.reports, " or ")), "copy the words from the report")
		}
	}
}

var straight = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'")

// normal is s with straight quotation marks and single spaces.
func normal(s string) string {
	return strings.Join(strings.Fields(straight.Replace(s)), " ")
}

// chapters: they are numbered in order, have three to six steps numbered after
// them, and 250 to 450 words.
func (c *checker) chapters(v any) {
	chapter, ok := v.(*Chapter)
	if !ok {
		return
	}
	if n := slices.Index(c.story.Chapters, chapter) + 1; chapter.Number != n {
		c.report("number", fmt.Sprintf("it is %d in chapter %d of the walk", chapter.Number, n), "number the chapters 1, 2, 3 … in the order of their files")
	}
	if n := len(chapter.Steps); n < 3 || n > 6 {
		c.report("steps", fmt.Sprintf("there are %d steps", n), "make it three to six")
	}
	words := 0
	for i, step := range chapter.Steps {
		if want := fmt.Sprintf("%s-%d", chapter.ID, i+1); step.ID != "" && step.ID != want {
			c.report(fmt.Sprintf("steps[%d].id", i), fmt.Sprintf("%q is not the id of step %d", step.ID, i+1), fmt.Sprintf("write %q", want))
		}
		for _, block := range step.Blocks {
			words += len(strings.Fields(Plain(block.Text)))
		}
	}
	if words < 250 || words > 450 {
		c.report("", fmt.Sprintf("its paragraphs have %d words", words), "write 250 to 450")
	}
}

// blocks: a block is one thing.
func (c *checker) blocks(v any) {
	block, ok := v.(*Block)
	if !ok {
		return
	}
	n := 0
	for _, is := range []bool{block.Text != "", block.Quote != "", block.Picture != "", block.Try != nil, block.Split != nil} {
		if is {
			n++
		}
	}
	if n != 1 {
		c.report("", fmt.Sprintf("the block has %d of text, quote, picture, try and split", n), "give every block exactly one")
	}
}

// scenes: the date lies in the span, the focus has happened by then, and the
// stage and the camera have what they show.
func (c *checker) scenes(v any) {
	scene, ok := v.(*Scene)
	if !ok {
		return
	}
	if scene.Stage == "statute" && scene.Law == "" {
		c.report("law", "the stage shows a statute, but none is named", "name the law whose words stand there")
	}
	if scene.Camera == "fit" && len(scene.Places)+len(scene.Seats) == 0 {
		c.report("camera", `"fit" has nothing to fit: the scene names no place and no seat`, `name them, or write "us"`)
	}
	from, to := scene.Span[0], scene.Span[1]
	if scene.Date.IsZero() || from.IsZero() || to.IsZero() {
		return
	}
	span := fmt.Sprintf("%s to %s", from, to)
	if from.First() > to.Last() {
		c.report("span", span+" runs backwards", "write the first day first")
		return
	}
	if scene.Date.Last() < from.First() || scene.Date.First() > to.Last() {
		c.report("date", fmt.Sprintf("%s is outside the span %s", scene.Date, span), "move the date, or widen the span")
	}
	kind, id, _ := scene.focus()
	event := c.event(id)
	if kind != "event" || event == nil || event.Date.IsZero() {
		return
	}
	happens := happens(event)
	if happens.from > scene.Date.Last() {
		c.report("focus", fmt.Sprintf("%s of %s comes after the scene's date %s", id, event.Date, scene.Date), "move the date, or choose another focus")
	}
	if happens.to < from.First() || happens.from > to.Last() {
		c.report("focus", fmt.Sprintf("%s of %s is outside the span %s", id, event.Date, span), "widen the span, or choose another focus")
	}
}

// days is a stretch of days since 1 January 1970, both ends included.
type days struct{ from, to int }

// begins is when an event may have begun, as far as its precision tells.
func begins(e *Event) days {
	d := e.Date
	switch e.Precision {
	case "year":
		d = Date{Year: d.Year}
	case "month":
		d = Date{Year: d.Year, Month: d.Month}
	case "season":
		return days{d.First(), max(d.Last(), d.First()+92)}
	case "week":
		return days{d.First(), max(d.Last(), d.First()+6)}
	}
	return days{d.First(), d.Last()}
}

// happens is when an event may have taken place, to its last day.
func happens(e *Event) days {
	when := begins(e)
	if !e.End.IsZero() {
		when.to = max(when.to, e.End.Last())
	}
	return when
}

// dates: they do not end before they begin, do not claim to be known better
// than they are written, and do not come after the facts were checked.
func (c *checker) dates(v any) {
	switch v := v.(type) {
	case *Event:
		if !v.End.IsZero() && v.End.Last() < v.Date.First() {
			c.report("end", fmt.Sprintf("%s is before the date %s", v.End, v.Date), "write the last day, or leave it out")
		}
		for _, d := range []Date{v.Date, v.End} {
			if written := precisionOf(d); !d.IsZero() && finer(v.Precision, written) {
				c.report("precision", fmt.Sprintf("%q is finer than the date %s is written", v.Precision, d), fmt.Sprintf("write %q, or the whole date", written))
				break
			}
		}
		c.checked("date", v.Date)
		c.checked("end", v.End)
	case *Quote:
		c.checked("date", v.Date)
	case *Report:
		c.checked("date", v.Date)
	case *Ruling:
		c.checked("date", v.Date)
	case *Decision:
		c.checked("date", v.Date)
	case *Site:
		c.checked("published", v.Published)
	case *Correction:
		c.checked("published", v.Published)
		c.checked("updated", v.Updated)
	}
}

// precisionOf is the finest precision that a date is written with.
func precisionOf(d Date) Precision {
	switch {
	case d.Month == 0:
		return "year"
	case d.Day == 0:
		return "month"
	}
	return "day"
}

// finer reports whether a is a finer precision than b.
func finer(a, b Precision) bool {
	i, j := slices.Index(Precisions, a), slices.Index(Precisions, b)
	return i >= 0 && i < j
}

func (c *checker) checked(path string, d Date) {
	if day := c.story.Site.Checked; !d.IsZero() && !day.IsZero() && d.First() > day.Last() {
		c.report(path, fmt.Sprintf("%s is after the facts were last checked, %s", d, day), `correct the date, or "checked" in site.json`)
	}
}

// reportsEnd is the day the last of the five reports was published.
var reportsEnd = Date{2017, 8, 16}

// aftermath: an event is marked as aftermath if it comes after the reports.
func (c *checker) aftermath(v any) {
	event, ok := v.(*Event)
	if !ok || event.Date.IsZero() {
		return
	}
	after := event.Date.First() > reportsEnd.Last()
	if after && !event.Aftermath {
		c.report("aftermath", fmt.Sprintf("%s is after the reports end on %s", event.Date, reportsEnd), `write "aftermath": true`)
	}
	if !after && event.Aftermath {
		c.report("aftermath", fmt.Sprintf("%s is not after the reports end on %s", event.Date, reportsEnd), "take it out")
	}
}

// evidence: a report or a source stands behind every event and every quotation.
func (c *checker) evidence(v any) {
	switch v := v.(type) {
	case *Event:
		if len(v.Told)+len(v.Sources) == 0 {
			c.report("", "no report tells it and no source is named", "add sources, or told with a report's words")
		}
	case *Law:
		if v.Quote != "" && v.QuoteSource == "" {
			c.report("quoteSource", "the quotation has no source", "name the source it was copied from")
		}
	}
}

// claims: every report takes a stance on a claim, in its own words.
func (c *checker) claims(v any) {
	switch v := v.(type) {
	case *Claim:
		for _, report := range c.ids["report"] {
			if _, ok := v.Reports[report]; !ok {
				c.report("reports", fmt.Sprintf("nothing about %s", report), fmt.Sprintf(`add %q, if only with "stance": "omits"`, report))
			}
		}
	case *Stance:
		if !slices.Contains(Stances, v.Stance) {
			return
		}
		omits := v.Stance == "omits"
		if !omits && v.Excerpt == "" {
			c.report("excerpt", fmt.Sprintf("it is missing, though the stance is %q", v.Stance), `copy the report's words, or write "omits"`)
		}
		if omits && v.Excerpt != "" {
			c.report("excerpt", "a report that omits the claim has no words for it", "take it out, or correct the stance")
		}
		if !omits && v.Earlier {
			c.report("earlier", fmt.Sprintf("it explains why a report omits a claim, but the stance is %q", v.Stance), "take it out, or correct the stance")
		}
	}
}

// arrows: they point forward in time if they lead to something, and else back.
func (c *checker) arrows(v any) {
	arrow, ok := v.(*Arrow)
	if !ok {
		return
	}
	from, to := c.event(arrow.From), c.event(arrow.To)
	if from == nil || to == nil || from.Date.IsZero() || to.Date.IsZero() {
		return
	}
	dates := fmt.Sprintf("from %s to %s", from.Date, to.Date)
	switch arrow.Kind {
	case "led to", "appealed":
		if begins(from).from > happens(to).to {
			c.report("", fmt.Sprintf("%q runs forward in time, but this runs %s", arrow.Kind, dates), "swap from and to, or correct the kind")
		}
	default:
		if begins(to).from > happens(from).to {
			c.report("", fmt.Sprintf("%q points back in time, but this runs %s", arrow.Kind, dates), "swap from and to, or correct the kind")
		}
	}
}

// threads: their events are in the order of time.
func (c *checker) threads(v any) {
	thread, ok := v.(*Thread)
	if !ok {
		return
	}
	var last *Event
	for i, id := range thread.Events {
		event := c.event(id)
		if event == nil || event.Date.IsZero() {
			continue
		}
		if last != nil && begins(last).from > begins(event).to {
			c.report(fmt.Sprintf("events[%d]", i), fmt.Sprintf("%s of %s stands after %s of %s", id, event.Date, last.ID, last.Date), "put the events in the order of time")
		}
		last = event
	}
}

// points: places and seats lie in the United States and have its codes.
func (c *checker) points(v any) {
	switch v := v.(type) {
	case *Place:
		c.point(v.Lon, v.Lat)
		if len(v.State) != 2 || v.State != strings.ToUpper(v.State) {
			c.report("state", fmt.Sprintf("%q is no postal code", v.State), `write two capitals, as in "CA"`)
		}
		if !isCode(v.StateFIPS, 2) {
			c.report("stateFips", fmt.Sprintf("%q is no FIPS code of a state", v.StateFIPS), `write two digits, as in "06"`)
		} else if v.CountyFIPS != "" && (!isCode(v.CountyFIPS, 5) || v.CountyFIPS[:2] != v.StateFIPS) {
			c.report("countyFips", fmt.Sprintf("%q is no FIPS code of a county in state %s", v.CountyFIPS, v.StateFIPS), "write the state's two digits and three more")
		}
	case *Seat:
		c.point(v.Lon, v.Lat)
	case *Circuit:
		for i, code := range v.States {
			if !isCode(code, 2) {
				c.report(fmt.Sprintf("states[%d]", i), fmt.Sprintf("%q is no FIPS code of a state", code), `write two digits, as in "06"`)
			}
		}
	}
}

// point checks degrees east and north against the states and Puerto Rico.
func (c *checker) point(lon, lat float64) {
	if !(lon >= -180 && lon <= -64) {
		c.report("lon", fmt.Sprintf("%v is outside the United States", lon), "write degrees east, -180 to -64")
	}
	if !(lat >= 17 && lat <= 72) {
		c.report("lat", fmt.Sprintf("%v is outside the United States", lat), "write degrees north, 17 to 72")
	}
}

// isCode reports whether s is a number of digits.
func isCode(s string, digits int) bool {
	return len(s) == digits && strings.Trim(s, "0123456789") == ""
}

// numbers: amounts and counts are more than nothing, and ranges run upwards.
func (c *checker) numbers(v any) {
	switch v := v.(type) {
	case *Money1:
		c.positive("amount", v.Amount)
		if v.Known.IsZero() && slices.Contains(DrawnScopes, v.Scope) {
			c.report("known", "a map would draw it without knowing since when it was public", `add the day its source was out, as "known": "2017-04-21"`)
		}
	case *Place:
		if v.Policy != "" && v.PolicyKnown.IsZero() {
			c.report("policyKnown", "a map would tell the policy without knowing since when", `add the day its sources were out, as "policyKnown": "2017-04-21"`)
		}
	case *Sum:
		c.positive("amount", v.Amount)
	case *AwardTable:
		c.positive("total", v.Total)
	case *Award:
		c.positive("amount", v.Amount)
	case *Figure:
		if !(v.Value > 0) {
			c.report("value", fmt.Sprintf("%v is not more than 0", v.Value), "write the number as published")
		}
		c.between("year", v.Year, 1900, 2100)
	case *Event:
		c.between("weight", v.Weight, 1, 3)
	case *Report:
		c.positive("words", int64(v.Words))
	case *Count:
		if v.Known.IsZero() {
			c.report("known", "a map would tell the count without knowing since when it was public", `add the day its source was out, as "known": "2017-04-21"`)
		}
		c.positive("low", int64(v.Low))
		if v.High < v.Low {
			c.report("high", fmt.Sprintf("%d is less than low, %d", v.High, v.Low), "write the same number twice where only one is given")
		}
	case *Detainers:
		c.between("year", v.Year, 1900, 2100)
		c.positive("issued", int64(v.Issued))
		c.between("declined", v.Declined, 0, v.Issued)
	}
}

func (c *checker) positive(path string, n int64) {
	if n <= 0 {
		c.report(path, fmt.Sprintf("%d is not more than 0", n), "write the number as published")
	}
}

func (c *checker) between(path string, n, least, most int) {
	if n < least || n > most {
		c.report(path, fmt.Sprintf("%d is not between %d and %d", n, least, most), "correct it")
	}
}

// addresses: they can be followed.
func (c *checker) addresses(v any) {
	path, address := "url", ""
	switch v := v.(type) {
	case *Site:
		path, address = "address", v.Address
	case *Source:
		address = v.URL
	}
	if address == "" {
		return
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		c.report(path, fmt.Sprintf("%q is no address on the web", address), "write it from https:// on")
	}
}

// idleSources: someone cites every source.
func (c *checker) idleSources(v any) {
	if c.cited == nil {
		c.cited = map[string]bool{}
		for _, n := range c.nodes {
			for _, r := range refsOf(n.v) {
				if r.kind == "source" {
					c.cited[r.id] = true
				}
			}
			for _, t := range textsOf(n.v) {
				spans, _ := ParseText(t.s)
				for _, span := range spans {
					for _, id := range span.Sources {
						c.cited[id] = true
					}
				}
			}
		}
	}
	if source, ok := v.(*Source); ok && !c.cited[source.ID] {
		c.report("", "no one cites it", "remove it")
	}
}
