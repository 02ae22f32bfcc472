// Package story is WHAT is told: the chapters, and the record they stand on.
//
// A Story is read from files under assets/story by [Load], which decodes them
// strictly, and is checked as a whole by [Validate]. Both report every problem
// they find, each with its file, its path inside the file, and a likely cure,
// so that somebody who edits the data never needs to read this code.
//
// The package imports nothing of ours and knows neither HTML nor a browser.
//
// # The files
//
//	site.json            title, description, the day the facts were last checked
//	chapters/*.json      the ten chapters in order of their file names
//	events.json          dated events, of the five reports and of the record
//	places.json          cities, counties, states: roles, what happened, money
//	seats.json           where the federal government and the courts sit
//	people.json          people with their offices at the time
//	quotes.json          exact quotations
//	reports.json         the five newspaper reports
//	claims.json          what each report says of each claim, and the check
//	corrections.json     where a report or a source is wrong or lacks context
//	causes.json          arrows between events, and threads of events
//	law.json             statutes, orders, conditions, doctrines, arguments
//	cases.json           lawsuits
//	circuits.json        the federal circuits and what was decided in them
//	money.json           national figures, each of one scope
//	counts.json          who counted how many "sanctuary" places
//	glossary.json        terms
//	sources.json         every source that is cited
//
// # Text
//
// Fields documented as text hold plain English with three marks:
//
//	[[id]] or [[id, id]]       cites sources, at the end of the sentence they carry
//	[words](event:ID)          links words to an event, place, term, quote, case,
//	                           law, person, report or chapter of this story
//	*words*                    stresses words
package story

// Story is everything a reader can read, see or hear.
type Story struct {
	Site        Site          `json:"site"`
	Chapters    []*Chapter    `json:"chapters"`
	Events      []*Event      `json:"events"`
	Places      []*Place      `json:"places"`
	Seats       []*Seat       `json:"seats"`
	People      []*Person     `json:"people"`
	Quotes      []*Quote      `json:"quotes"`
	Reports     []*Report     `json:"reports"`
	Claims      []*Claim      `json:"claims"`
	Corrections []*Correction `json:"corrections"`
	Causes      Causes        `json:"causes"`
	Law         []*Law        `json:"law"`
	Cases       []*Case       `json:"cases"`
	Circuits    Circuits      `json:"circuits"`
	Money       Money         `json:"money"`
	Counts      Counts        `json:"counts"`
	Glossary    []*Term       `json:"glossary"`
	Sources     []*Source     `json:"sources"`
}

// Site holds the words and dates that belong to the explainer as a whole.
type Site struct {
	Title       string `json:"title"`
	Subtitle    string `json:"subtitle"`
	Description string `json:"description"` // one sentence, at most 160 characters
	Checked     Date   `json:"checked"`     // when the facts were last checked
	Published   Date   `json:"published"`   // when the explainer was first published
	// Address is the absolute address the site is published at, used only where
	// an absolute address is required (canonical, share cards). It may be empty:
	// then those are left relative or left out. `explainer build -address` sets it.
	Address string `json:"address,omitempty"`
	// Notice is shown at the top of every page, such as that nothing here is
	// true; "" for none.
	Notice string `json:"notice,omitempty"`
}

// Chapter is one of the reader's questions and the walk that answers it.
type Chapter struct {
	ID          string  `json:"id"`          // the slug: "announcement"
	Number      int     `json:"number"`      // 1…10, in the order of the walk
	Title       string  `json:"title"`       // a short name: "The announcement"
	Question    string  `json:"question"`    // the reader's question, with its question mark
	Description string  `json:"description"` // one sentence, at most 160 characters
	When        string  `json:"when"`        // the time told of, in words: "27 March 2017"
	Steps       []*Step `json:"steps"`       // three to six
}

// Step is one screenful of a chapter: some text, and what the stage shows.
type Step struct {
	ID      string  `json:"id"`      // CHAPTER-N, N counting from 1: "announcement-2"
	Heading string  `json:"heading"` // a few words
	Scene   Scene   `json:"scene"`
	Blocks  []Block `json:"blocks"`
}

// Scene is what the stage shows beside a step.
type Scene struct {
	// Stage is what takes the stage: "map", "statute" (the law's words) or
	// "matrix" (claims by reports).
	Stage string `json:"stage"`
	// Date is the moment shown. Nothing later than it is drawn on the map.
	Date Date `json:"date"`
	// Span is the stretch of time the timeline shows, first and last day.
	Span [2]Date `json:"span"`
	// Focus is what the step is about: "event:ID", "place:ID" or "".
	Focus string `json:"focus,omitempty"`
	// Layer chooses what the places' marks say: one of Layers.
	Layer string `json:"layer"`
	// Places are the places the step is about; the others stand back.
	Places []string `json:"places,omitempty"`
	// Seats are the federal and court seats the step is about.
	Seats []string `json:"seats,omitempty"`
	// Camera is where the map looks: a name of Cameras, or "fit" for the
	// places and seats named above.
	Camera string `json:"camera"`
	// Says tells in one sentence what the picture shows, for whoever cannot
	// see it and for its caption. Text.
	Says string `json:"says"`
	// Law names the entry whose words stand on the stage when Stage is
	// "statute"; Claims the rows of the matrix to look at.
	Law    string   `json:"law,omitempty"`
	Claims []string `json:"claims,omitempty"`
}

// Stages, Layers and Cameras are the values a Scene may name.
var (
	Stages  = []string{"map", "statute", "matrix"}
	Layers  = []string{"roles", "policy", "money", "answers", "letters", "courts"}
	Cameras = []string{"us", "fit", "bay-area", "california", "chicago", "northeast", "florida", "washington", "texas", "northwest"}
)

// Block is a paragraph, a quotation, a picture or something to do. Exactly
// one of its fields is set.
type Block struct {
	Text    string `json:"text,omitempty"`    // a paragraph. Text.
	Quote   string `json:"quote,omitempty"`   // a quotation's ID
	Picture string `json:"picture,omitempty"` // a picture drawn from the data: one of Pictures
	Try     *Try   `json:"try,omitempty"`     // something to do
	Split   *Split `json:"split,omitempty"`   // two columns, such as two sides' arguments
}

// Pictures are the pictures a Block may name, each drawn from the data.
var Pictures = []string{"dollars", "counts", "april-awards", "detainers", "conditions", "circuits-list", "wordings"}

// Try is something for the reader to do: a question and cards that open.
// It works without scripts.
type Try struct {
	Title string `json:"title"`
	Ask   string `json:"ask"` // what to do, in one or two sentences. Text.
	Cards []Card `json:"cards"`
}

// Card is one thing to think about, and what stands behind it.
type Card struct {
	Front  string `json:"front"`            // the question or situation. Text.
	Answer string `json:"answer,omitempty"` // a word or two: "Yes", "Blocked"
	Back   string `json:"back"`             // the explanation, with its sources. Text.
}

// Split sets two columns side by side with equal room.
type Split struct {
	Title string `json:"title,omitempty"`
	Left  Side   `json:"left"`
	Right Side   `json:"right"`
}

// Side is one column of a Split.
type Side struct {
	Title string   `json:"title"`
	Items []string `json:"items"` // Text.
}

// Event is something that happened, with the precision its sources allow.
type Event struct {
	ID        string    `json:"id"`
	Date      Date      `json:"date"`
	End       Date      `json:"end,omitzero"`     // the last day, where it is a stretch of time
	Precision Precision `json:"precision"`        // what Date and End are good for
	When      string    `json:"when,omitempty"`   // the date in words where the sources are vague: "during the campaign of 2016"
	Track     Track     `json:"track"`            // who acts
	Kind      string    `json:"kind"`             // one of Kinds
	Title     string    `json:"title"`            // at most 60 characters
	Short     string    `json:"short"`            // a label for the timeline, at most 26 characters
	Summary   string    `json:"summary"`          // one to four sentences. Text.
	Actors    []string  `json:"actors,omitempty"` // people's IDs where known, else names
	Places    []string  `json:"places,omitempty"` // places' IDs
	Seat      string    `json:"seat,omitempty"`   // a seat's ID: where the acting court or department sits
	Sources   []string  `json:"sources,omitempty"`
	Told      []Told    `json:"told,omitempty"`      // which of the five reports tell it, with the words that do
	Note      string    `json:"note,omitempty"`      // where reports and record disagree. Text.
	Aftermath bool      `json:"aftermath,omitempty"` // after the five reports end (16 August 2017)
	Weight    int       `json:"weight"`              // 1 a turning point, 2 important, 3 the rest: labels go to the weighty first
}

// Told is the evidence that a report tells of an event.
type Told struct {
	Report  string `json:"report"`
	Excerpt string `json:"excerpt"` // exact words of the report
}

// Track says who acts, which is also the lane on the timeline.
type Track string

// The tracks, in the order they are drawn.
const (
	Federal Track = "federal" // the president, Congress, the departments
	Local   Track = "local"   // states, counties, cities, and their associations
	Court   Track = "court"   // what courts do and what is filed in them
)

// Tracks lists the tracks in the order they are drawn.
var Tracks = []Track{Federal, Local, Court}

// Kinds are the kinds of event.
var Kinds = []string{"order", "law", "grant-terms", "letter", "report", "statement", "meeting", "policy", "suit", "hearing", "ruling", "appeal", "background"}

// Place is a city, county, state or district that the story names.
type Place struct {
	ID         string  `json:"id"`
	Name       string  `json:"name"`
	Kind       string  `json:"kind"`  // city, county, state or district
	State      string  `json:"state"` // postal code
	StateName  string  `json:"stateName"`
	StateFIPS  string  `json:"stateFips"`
	CountyFIPS string  `json:"countyFips,omitempty"`
	County     string  `json:"county,omitempty"` // the county a city lies in, mainly
	Lon        float64 `json:"lon"`
	Lat        float64 `json:"lat"`
	Point      string  `json:"point,omitempty"` // what the point stands for: "county seat: Las Vegas"
	Population *Figure `json:"population,omitempty"`
	Summary    string  `json:"summary,omitempty"` // what happened there, two to four sentences. Text.
	Roles      []Role  `json:"roles,omitempty"`
	Answer     string  `json:"answer,omitempty"` // how it answered by August 2017: one of Answers
	Policy     string  `json:"policy,omitempty"` // what its rule did in 2017, in a few words. Text.
	// PolicyKnown is since when Policy could be told: the day its sources were out.
	PolicyKnown Date     `json:"policyKnown,omitzero"`
	Money       []Money1 `json:"money,omitempty"`
	Named       []Told   `json:"named,omitempty"` // which of the five reports name it, with the words that do
	Sources     []string `json:"sources,omitempty"`
	Notes       string   `json:"notes,omitempty"` // Text.
}

// Answers are the ways a place answered by 16 August 2017.
var Answers = []string{"sued", "vowed", "complied", "weighed", "disputed", "met"}

// Role is what a place has to do with the story, from the day of its event on.
type Role struct {
	Role    string   `json:"role"`           // one of Roles
	Event   string   `json:"event"`          // the event that gave it the role
	Note    string   `json:"note,omitempty"` // Text.
	Sources []string `json:"sources"`
}

// Roles are the roles a place may have.
var Roles = []string{"oig-memo", "april-letter", "november-letter", "plaintiff", "statement", "mayor-at-meeting", "policy-changed", "named-in-briefing", "considering-policy"}

// Money1 is one figure about one place. Figures of different scope are never
// added, and never drawn on one scale.
type Money1 struct {
	Scope   string   `json:"scope"`            // one of Scopes
	Label   string   `json:"label"`            // what the figure is, in full
	Year    string   `json:"year"`             // "fiscal 2016"
	Amount  int64    `json:"amount"`           // US dollars
	Precise bool     `json:"precise"`          // exact as published, not rounded
	Known   Date     `json:"known,omitzero"`   // since when it was public; maps draw no sum before
	Shared  string   `json:"shared,omitempty"` // a place's ID, where one award serves both
	Caveat  string   `json:"caveat,omitempty"` // Text.
	Sources []string `json:"sources"`
}

// DrawnScopes are the scopes that maps draw; their figures say since when they
// were public.
var DrawnScopes = []string{"jag-2016", "jag-2017", "justice-2016-memo"}

// Scopes are the scopes of a money figure.
var Scopes = []string{"jag-2016", "jag-2017", "justice-2016-memo", "justice-other", "federal-all", "other"}

// Figure is a number with its year, its measure and its source.
type Figure struct {
	Value   float64  `json:"value"`
	Year    int      `json:"year"`
	Measure string   `json:"measure"`
	Sources []string `json:"sources"`
}

// Seat is where the federal government or a court sits.
type Seat struct {
	ID    string  `json:"id"`
	Name  string  `json:"name"`
	Short string  `json:"short"` // a label for the map
	Track Track   `json:"track"` // Federal or Court
	Lon   float64 `json:"lon"`
	Lat   float64 `json:"lat"`
	City  string  `json:"city"`
}

// Person is a person or body that speaks or acts, with the office held then.
type Person struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Office  string   `json:"office"` // the office at the time, with its years if sourced
	Track   Track    `json:"track"`
	Place   string   `json:"place,omitempty"`
	Summary string   `json:"summary,omitempty"` // what the person does in this story, one sentence. Text.
	Sources []string `json:"sources,omitempty"`
}

// Quote is exact words, attributed and dated.
type Quote struct {
	ID       string    `json:"id"`
	Speaker  string    `json:"speaker"` // a person's ID
	Date     Date      `json:"date,omitzero"`
	When     string    `json:"when"`  // the date in words, and how it is known where it is not stated
	Where    string    `json:"where"` // how or where it was said
	Text     string    `json:"text"`  // exact, without the quotation marks
	Reports  []string  `json:"reports"`
	Variants []Variant `json:"variants,omitempty"`
	Event    string    `json:"event,omitempty"`
	Side     string    `json:"side"`           // "federal" or "local"
	Note     string    `json:"note,omitempty"` // Text.
}

// Variant is how another report gives the same words.
type Variant struct {
	Report     string `json:"report"`
	Text       string `json:"text"`
	Difference string `json:"difference"` // Text.
}

// Report is one of the five newspaper reports.
type Report struct {
	ID        string    `json:"id"`
	Label     string    `json:"label"`
	Short     string    `json:"short"`               // at most 12 characters, for a column's head
	Publisher string    `json:"publisher,omitempty"` // only where the article itself names it
	Basis     string    `json:"basis"`               // how the publisher and the date are known. Text.
	Date      Date      `json:"date"`
	Headline  string    `json:"headline,omitempty"`
	Words     int       `json:"words"`
	Summary   string    `json:"summary"` // Text.
	Oddities  []Oddity  `json:"oddities,omitempty"`
	Wordings  []Wording `json:"wordings,omitempty"`
}

// Oddity is a slip in a report's text.
type Oddity struct {
	Excerpt string `json:"excerpt"` // exact words
	Issue   string `json:"issue"`   // Text.
}

// Wording is how a report names people, places, policy or money.
type Wording struct {
	Topic   string   `json:"topic"`   // "people", "places", "policy", "money"
	Phrases []string `json:"phrases"` // exact words
}

// Claim is a statement that the reports make, make in part, contradict or omit.
type Claim struct {
	ID      string            `json:"id"`
	Claim   string            `json:"claim"`   // one sentence, ours
	Topic   string            `json:"topic"`   // money, law, policy, courts, people, numbers, rhetoric
	Reports map[string]Stance `json:"reports"` // by report ID; all five
	Why     string            `json:"why"`     // why it matters, one sentence. Text.
	Check   Check             `json:"check"`
}

// Stance is what one report says of one claim.
type Stance struct {
	Stance  string `json:"stance"`            // states, partly, differs, omits
	Excerpt string `json:"excerpt,omitempty"` // exact words; required unless omits
	Note    string `json:"note,omitempty"`    // Text.
	Earlier bool   `json:"earlier,omitempty"` // omits because it was published before it happened
}

// Stances are the stances a report may take.
var Stances = []string{"states", "partly", "differs", "omits"}

// Check is a claim held against the public record.
type Check struct {
	Verdict string   `json:"verdict"` // one of Verdicts
	Text    string   `json:"text"`    // Text.
	Sources []string `json:"sources,omitempty"`
}

// Verdicts are what a check can come to.
var Verdicts = []string{"supported", "needs-context", "wrong", "opinion", "not-checked"}

// Correction is where a report or a source is wrong, or lacks context.
type Correction struct {
	ID      string   `json:"id"`
	Report  string   `json:"report,omitempty"` // "" where it concerns the wider record
	Kind    string   `json:"kind"`             // "fix" or "context"
	Title   string   `json:"title"`
	Excerpt string   `json:"excerpt,omitempty"` // exact words of the report
	Text    string   `json:"text"`              // what the record says. Text.
	Sources []string `json:"sources,omitempty"`
	// When it was published and last changed; zero for what has been there since
	// the explainer was first published, and for what has not changed.
	Published Date `json:"published,omitzero"`
	Updated   Date `json:"updated,omitzero"`
}

// Causes holds what led to what.
type Causes struct {
	Arrows  []*Arrow  `json:"arrows"`
	Threads []*Thread `json:"threads"`
}

// Arrow reads as a sentence: From Kind To. "led to" and "appealed" run forward
// in time, the others point back to an earlier event.
type Arrow struct {
	From    string   `json:"from"`
	To      string   `json:"to"`
	Kind    string   `json:"kind"` // one of ArrowKinds
	Why     string   `json:"why"`  // one sentence. Text.
	Sources []string `json:"sources"`
	Light   bool     `json:"light,omitempty"` // medium confidence: drawn lightly
}

// ArrowKinds are the kinds of arrow.
var ArrowKinds = []string{"led to", "appealed", "answered", "blocked", "narrowed", "relied on", "superseded"}

// Thread is a run of events that belong together.
type Thread struct {
	ID     string   `json:"id"`
	Title  string   `json:"title"`
	Events []string `json:"events"` // in order of time
}

// Law is a statute, an order, a condition, a doctrine or an argument.
type Law struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Kind        string   `json:"kind"` // statute, regulation, order, memo, condition, case, doctrine, position, explainer
	Year        string   `json:"year,omitempty"`
	Plain       string   `json:"plain"`           // what it means. Text.
	Quote       string   `json:"quote,omitempty"` // exact words
	QuoteSource string   `json:"quoteSource,omitempty"`
	Sources     []string `json:"sources"`
	Note        string   `json:"note,omitempty"` // Text.
}

// Case is a lawsuit.
type Case struct {
	ID         string   `json:"id"`
	Caption    string   `json:"caption"`
	Citation   string   `json:"citation,omitempty"`
	Docket     string   `json:"docket,omitempty"`
	Court      string   `json:"court"`
	Judges     []string `json:"judges,omitempty"`
	Plaintiffs []string `json:"plaintiffs,omitempty"` // places' IDs
	Filed      string   `json:"filed"`
	Subject    string   `json:"subject"`
	Rulings    []Ruling `json:"rulings,omitempty"`
	Status     string   `json:"status"` // Text.
	Sources    []string `json:"sources"`
}

// Ruling is what a court decided on a day.
type Ruling struct {
	Date    Date     `json:"date"`
	Outcome string   `json:"outcome"` // Text.
	Event   string   `json:"event,omitempty"`
	Sources []string `json:"sources"`
}

// Circuits holds the federal circuits and what was decided in them.
type Circuits struct {
	Issues       map[string]string `json:"issues"` // a, b, c: the three questions. Text.
	Circuits     []*Circuit        `json:"circuits"`
	Decisions    []*Decision       `json:"decisions"`
	Related      []*Decision       `json:"related"` // told beside, not counted
	Supreme      []*Decision       `json:"supreme"`
	Note         string            `json:"note"`  // Text.
	Split        string            `json:"split"` // Text.
	SplitSources []string          `json:"splitSources"`
}

// Circuit is a federal appeals circuit.
type Circuit struct {
	ID      string   `json:"id"` // "1"…"11", "DC"
	Name    string   `json:"name"`
	States  []string `json:"states"` // two-digit FIPS codes
	Status  string   `json:"status"` // Text.
	Sources []string `json:"sources"`
}

// Decision is one ruling in one circuit on one of the three questions.
type Decision struct {
	Circuit string   `json:"circuit,omitempty"`
	Date    Date     `json:"date"`
	Court   string   `json:"court"` // district, appeals, supreme
	Case    string   `json:"case,omitempty"`
	Issue   string   `json:"issue,omitempty"`   // a, b or c
	Outcome string   `json:"outcome,omitempty"` // one of Outcomes
	Reach   string   `json:"reach,omitempty"`   // one of Reaches
	Text    string   `json:"text"`              // Text.
	Sources []string `json:"sources"`
	Event   string   `json:"event,omitempty"`
}

// Outcomes and Reaches are the values of a Decision.
var (
	Outcomes = []string{"for cities", "for government", "mixed", "vacated", "dismissed"}
	Reaches  = []string{"parties", "nationwide", "circuit"}
)

// Money holds the national figures.
type Money struct {
	National       []*Sum      `json:"national"`
	Formula        []string    `json:"formula"` // the steps of the Byrne JAG formula. Text.
	FormulaSources []string    `json:"formulaSources"`
	April          *AwardTable `json:"april"` // what the nine April recipients were awarded
}

// Sum is one national figure of one scope.
type Sum struct {
	ID      string   `json:"id"`
	Label   string   `json:"label"`
	Amount  int64    `json:"amount"`
	Period  string   `json:"period"`
	Scope   string   `json:"scope"` // "federal-all", "justice", "jag", "count"
	Place   string   `json:"place,omitempty"`
	Caveat  string   `json:"caveat,omitempty"` // Text.
	Sources []string `json:"sources"`
}

// AwardTable is one agency list of awards.
type AwardTable struct {
	Label   string   `json:"label"`
	Note    string   `json:"note"` // Text.
	Rows    []Award  `json:"rows"`
	Total   int64    `json:"total"`
	Sources []string `json:"sources"`
}

// Award is one row of an AwardTable.
type Award struct {
	Place  string `json:"place"`
	Shared string `json:"shared,omitempty"`
	Amount int64  `json:"amount"`
}

// Counts tells who counted how many places, and why they differ.
type Counts struct {
	Why             []string    `json:"why"` // Text.
	Rows            []*Count    `json:"rows"`
	Detainers       []Detainers `json:"detainers"` // by year
	DetainerSources []string    `json:"detainerSources"`
	DetainerNotes   []string    `json:"detainerNotes"` // Text.
}

// Count is one counter's number.
type Count struct {
	ID      string   `json:"id"`
	Count   string   `json:"count"` // as given: "nearly 500"
	Low     int      `json:"low"`   // for drawing
	High    int      `json:"high"`  // for drawing; equal to Low where one number is given
	Unit    string   `json:"unit"`  // "cities", "cities, counties and states", "counties", "letters"…
	Who     string   `json:"who"`
	When    string   `json:"when"`
	Known   Date     `json:"known,omitzero"` // since when it was public; an explorer tells no count before
	What    string   `json:"what"`           // Text.
	Report  string   `json:"report,omitempty"`
	Sources []string `json:"sources,omitempty"`
}

// Detainers is one year of requests and refusals recorded.
type Detainers struct {
	Year     int  `json:"year"`
	Issued   int  `json:"issued"`
	Declined int  `json:"declined"`
	Part     bool `json:"part,omitempty"` // a part of the year only
}

// Term is an entry of the glossary.
type Term struct {
	ID      string   `json:"id"`
	Term    string   `json:"term"`
	Text    string   `json:"text"` // one to three sentences. Text.
	Sources []string `json:"sources"`
}

// Source is where a fact was read.
type Source struct {
	ID        string `json:"id"`
	Publisher string `json:"publisher"`
	Title     string `json:"title"`
	Date      string `json:"date,omitempty"` // as far as known: "2017-04-21", "2017-04", "2017"
	URL       string `json:"url,omitempty"`
	Kind      string `json:"kind"` // news, reference, court, agency, report, dataset, order, statute
}
