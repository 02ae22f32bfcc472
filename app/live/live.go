// Package live is what a page carries for its client, and what the client
// fetches when it reads aloud. The build writes it and the client reads it, by
// the descriptions in this package.
package live

import (
	"errors"
	"math"
	"sort"

	"github.com/strings-attached/explainer/app/story"
	"github.com/strings-attached/explainer/app/wire"
)

// Page is what the client reads from the page it stands in.
type Page struct {
	Root   string       // the way from the page to the root of the site: "", "../", …
	Layer  string       // of an explorer's page, see draw.ExploreAt; "" in the walk
	Labels story.Labels // the words of the stage
	Story  story.Story  // cut by [story.Story.Cut] or [story.Story.CutExplorer]
	// Counties is the address, from the site's root, of the regions with their
	// files; "" for none.
	Counties string
	Regions  []Region // of an explorer of the map, without their files
}

// Region is a state as the map's tools know it: to fly to, and to fetch more of.
type Region struct {
	FIPS string
	Name string
	Box  []float64 // on the map sheet: left, top, right, bottom
	File string    // the address of its Detail, from the site's root
}

// Detail is what a map shows of a state to a reader who has come near, each as
// SVG path data: its own outline, finer than the one in the page, the borders of
// its counties, and the areas of those counties that are places of the story, by
// FIPS code.
type Detail struct {
	Outline, Borders string
	Counties         map[string]string
}

// WriteRegions is the text of a list of regions.
func WriteRegions(list []Region) string {
	return wire.Write(func(w *wire.Codec) { wire.List(w, &list, region) })
}

// ReadRegions is the list that text tells of.
func ReadRegions(text string) (list []Region, err error) {
	err = wire.Read(text, func(w *wire.Codec) { wire.List(w, &list, region) }, nil)
	for _, r := range list {
		if err == nil && len(r.Box) != 4 {
			err = errors.New("region " + r.FIPS + " has no box of four numbers")
		}
	}
	return list, err
}

// Write is the text of d.
func (d *Detail) Write() string { return wire.Write(d.wire) }

// ReadDetail is the detail that text tells of.
func ReadDetail(text string) (*Detail, error) {
	d := &Detail{}
	if err := wire.Read(text, d.wire, nil); err != nil {
		return nil, err
	}
	return d, nil
}

func region(r *Region, w *wire.Codec) {
	w.Text(&r.FIPS)
	w.Text(&r.Name)
	w.Floats(&r.Box)
	w.Text(&r.File)
}

func (d *Detail) wire(w *wire.Codec) {
	w.Text(&d.Outline)
	w.Text(&d.Borders)
	w.Words(&d.Counties)
}

// Write is the text of p. It has no "<", so that it can stand in an element.
func (p *Page) Write() string { return wire.Write(p.wire) }

// Read is the page that text tells of. pause, which may be nil, is called
// between records, so that the browser can breathe.
func Read(text string, pause func()) (*Page, error) {
	p := &Page{}
	if err := wire.Read(text, p.wire, pause); err != nil {
		return nil, err
	}
	return p, nil
}

// Cues are what the player knows of a chapter's recording.
type Cues struct {
	Length    float64 // in seconds
	Levels    string  // base64, a byte for each peak of the waveform
	Decoder   Decoder // tells more of the waveform
	Sentences []Cue   // in the order of time; at least one
}

// Decoder is the addresses, from the site's root, of the worker that decodes
// recordings and of what it loads; "" for none.
type Decoder struct{ Worker, Exec, Wasm string }

// Cue is one sentence of a recording. Times are seconds from its beginning.
type Cue struct {
	ID    string    // of the sentence on the page
	Step  string    // that the sentence belongs to
	Start float64   // when it is begun
	End   float64   // when it has been said
	Words []float64 // when each word of the page begins; those said as one begin together
}

// Write is the text of c.
func (c *Cues) Write() string { return wire.Write(c.wire) }

// ReadCues is the cues that text tells of.
func ReadCues(text string) (*Cues, error) {
	c := &Cues{}
	if err := wire.Read(text, c.wire, nil); err != nil {
		return nil, err
	}
	return c, nil
}

// At is the index of the sentence that is heard at a time: the last that has
// begun, the first before any has.
func (c *Cues) At(t float64) int {
	return max(0, sort.Search(len(c.Sentences), func(i int) bool { return c.Sentences[i].Start > t })-1)
}

// Word is the range of the words that are heard at a time, -1 before the first.
// Words said as one begin together.
func (c Cue) Word(t float64) (from, to int) {
	i := sort.SearchFloat64s(c.Words, math.Nextafter(t, math.Inf(1))) - 1
	if i < 0 {
		return -1, -1
	}
	from, to = i, i
	for from > 0 && c.Words[from-1] == c.Words[i] {
		from--
	}
	return from, to
}

func (c *Cues) wire(w *wire.Codec) {
	w.Float(&c.Length)
	w.Text(&c.Levels)
	w.Text(&c.Decoder.Worker)
	w.Text(&c.Decoder.Exec)
	w.Text(&c.Decoder.Wasm)
	wire.List(w, &c.Sentences, func(q *Cue, w *wire.Codec) {
		w.Text(&q.ID)
		w.Text(&q.Step)
		w.Float(&q.Start)
		w.Float(&q.End)
		w.Floats(&q.Words)
	})
}

func (p *Page) wire(w *wire.Codec) {
	w.Text(&p.Root)
	w.Text(&p.Layer)
	w.Words((*map[string]string)(&p.Labels))
	s := &p.Story
	w.Text(&s.Site.Title)
	date(&s.Site.Checked, w)
	wire.Refs(w, &s.Chapters, chapter)
	wire.Refs(w, &s.Events, event)
	wire.Refs(w, &s.Places, place)
	wire.Refs(w, &s.Seats, seat)
	wire.Refs(w, &s.Reports, report)
	wire.Refs(w, &s.Causes.Arrows, arrow)
	wire.Refs(w, &s.Causes.Threads, thread)
	wire.Refs(w, &s.Circuits.Circuits, circuit)
	wire.Refs(w, &s.Circuits.Decisions, decision)
	wire.Refs(w, &s.People, func(p *story.Person, w *wire.Codec) {
		w.Text(&p.ID)
		w.Text(&p.Name)
	})
	wire.Refs(w, &s.Counts.Rows, func(c *story.Count, w *wire.Codec) {
		w.Text(&c.ID)
		date(&c.Known, w)
	})
	w.Text(&p.Counties)
	wire.List(w, &p.Regions, region)
}

// date carries a date as one number, 20170425.
func date(d *story.Date, w *wire.Codec) {
	n := d.Year*10000 + d.Month*100 + d.Day
	w.Int(&n)
	*d = story.Date{Year: n / 10000, Month: n / 100 % 100, Day: n % 100}
}

func chapter(c *story.Chapter, w *wire.Codec) {
	w.Text(&c.ID)
	w.Int(&c.Number)
	w.Text(&c.Title)
	w.Text(&c.Question)
	wire.Refs(w, &c.Steps, func(s *story.Step, w *wire.Codec) {
		w.Text(&s.ID)
		w.Text(&s.Heading)
		scene(&s.Scene, w)
	})
}

func scene(s *story.Scene, w *wire.Codec) {
	w.Text(&s.Stage)
	date(&s.Date, w)
	date(&s.Span[0], w)
	date(&s.Span[1], w)
	w.Text(&s.Focus)
	w.Text(&s.Layer)
	w.Texts(&s.Places)
	w.Texts(&s.Seats)
	w.Text(&s.Camera)
	w.Text(&s.Says)
	w.Text(&s.Law)
	w.Texts(&s.Claims)
}

func event(e *story.Event, w *wire.Codec) {
	w.Text(&e.ID)
	date(&e.Date, w)
	date(&e.End, w)
	w.Text((*string)(&e.Precision))
	w.Text(&e.When)
	w.Text((*string)(&e.Track))
	w.Text(&e.Kind)
	w.Texts(&e.Actors)
	w.Text(&e.Title)
	w.Text(&e.Short)
	w.Text(&e.Summary)
	w.Texts(&e.Places)
	w.Text(&e.Seat)
	wire.List(w, &e.Told, told)
	w.Bool(&e.Aftermath)
	w.Int(&e.Weight)
}

func told(t *story.Told, w *wire.Codec) { w.Text(&t.Report) }

func place(p *story.Place, w *wire.Codec) {
	w.Text(&p.ID)
	w.Text(&p.Name)
	w.Text(&p.Kind)
	w.Text(&p.State)
	w.Text(&p.StateName)
	w.Text(&p.StateFIPS)
	w.Text(&p.CountyFIPS)
	w.Text(&p.County)
	w.Float(&p.Lon)
	w.Float(&p.Lat)
	w.Text(&p.Answer)
	w.Text(&p.Policy)
	date(&p.PolicyKnown, w)
	wire.List(w, &p.Roles, func(r *story.Role, w *wire.Codec) {
		w.Text(&r.Role)
		w.Text(&r.Event)
	})
	wire.List(w, &p.Money, func(m *story.Money1, w *wire.Codec) {
		w.Text(&m.Scope)
		w.Int64(&m.Amount)
		w.Bool(&m.Precise)
		w.Text(&m.Shared)
		date(&m.Known, w)
	})
	wire.List(w, &p.Named, told)
}

func seat(s *story.Seat, w *wire.Codec) {
	w.Text(&s.ID)
	w.Text(&s.Name)
	w.Text(&s.Short)
	w.Text((*string)(&s.Track))
	w.Float(&s.Lon)
	w.Float(&s.Lat)
	w.Text(&s.City)
}

func report(r *story.Report, w *wire.Codec) {
	w.Text(&r.ID)
	w.Text(&r.Label)
	w.Text(&r.Short)
	date(&r.Date, w)
}

func arrow(a *story.Arrow, w *wire.Codec) {
	w.Text(&a.From)
	w.Text(&a.To)
	w.Text(&a.Kind)
	w.Bool(&a.Light)
}

func thread(t *story.Thread, w *wire.Codec) {
	w.Text(&t.ID)
	w.Text(&t.Title)
	w.Texts(&t.Events)
}

func circuit(c *story.Circuit, w *wire.Codec) {
	w.Text(&c.ID)
	w.Text(&c.Name)
	w.Texts(&c.States)
}

func decision(d *story.Decision, w *wire.Codec) {
	w.Text(&d.Circuit)
	date(&d.Date, w)
	w.Text(&d.Court)
	w.Text(&d.Issue)
	w.Text(&d.Outcome)
	w.Text(&d.Reach)
	w.Text(&d.Text)
	w.Text(&d.Event)
}
