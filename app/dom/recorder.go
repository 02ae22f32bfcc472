package dom

import (
	"maps"
	"slices"
	"strings"
)

// Recorder is a Page that writes down what is done to it. Tests read it: the file
// of what it recorded is the review of what a click does. The client practises
// on it; see [Rehearsal].
type Recorder struct {
	StoryText       string
	StepIDs         []string
	Query, Fragment string
	Seen            []Mark // what Marks returns
	Log             []string
	Recordings      *VoiceRecorder // what Voice returns, unless it is nil
	Handlers        Handlers
	Values          map[string]string // what Cells returns
	Next            func()            // what After was last given
	Motionless      bool              // what Still returns
	Files           map[string]string // what Fetch hands over, by address
	Unseen          string            // the frame that is not in sight
	InFrame         bool              // what Framed returns
}

func (r *Recorder) note(parts ...string) { r.Log = append(r.Log, strings.Join(parts, " ")) }

// Take returns what was recorded since the last call.
func (r *Recorder) Take() string {
	s := strings.Join(r.Log, "\n")
	r.Log = nil
	return s
}

func (r *Recorder) Set(key, attr, value string) { r.note("set", key, attr+"="+value) }
func (r *Recorder) Story() string               { return r.StoryText }
func (r *Recorder) Breathe()                    {}
func (r *Recorder) Framed() bool                { return r.InFrame }

func (r *Recorder) Steps() []string                   { return r.StepIDs }
func (r *Recorder) Address() (query, fragment string) { return r.Query, r.Fragment }
func (r *Recorder) Has(id string) bool                { return strings.HasPrefix(id, "has-") }
func (r *Recorder) Push(address string)               { r.note("push", address); r.visit(address) }
func (r *Recorder) Replace(address string)            { r.note("replace", address); r.visit(address) }
func (r *Recorder) GoTo(step string)                  { r.note("goto", step) }
func (r *Recorder) FocusMark(key string)              { r.note("focus", key) }
func (r *Recorder) Marks(string) []Mark               { return r.Seen }
func (r *Recorder) Fold()                             { r.note("fold") }
func (r *Recorder) Adopt(from, into string)           { r.note("adopt", from, into) }
func (r *Recorder) Quiet(text string)                 { r.note("quiet", text) }
func (r *Recorder) Order(key string, rows []string) {
	r.note(append([]string{"order", key}, rows...)...)
}

func (r *Recorder) Cells(string, int) map[string]string { return r.Values }

func (r *Recorder) InSight(frame string) bool { return frame != r.Unseen }

func (r *Recorder) Picture() string { return "<svg></svg>" }

func (r *Recorder) Save(name, kind, text string) { r.note("save", name, kind, text) }

// Fetch hands over the text that Files has for the address.
func (r *Recorder) Fetch(address string, then func(string)) {
	r.note("fetch", address)
	then(r.Files[address])
}

func (r *Recorder) Refine(fips, _, _ string, counties map[string]string) {
	r.note(append([]string{"refine", fips}, slices.Sorted(maps.Keys(counties))...)...)
}

// Later calls f at once.
func (r *Recorder) Later(f func()) { f() }

func (r *Recorder) After(_ int, f func()) func() {
	r.Next = f
	return func() { r.Next = nil }
}

func (r *Recorder) Still() bool { return r.Motionless }

func (r *Recorder) Listen(h Handlers) { r.Handlers = h }

// Voice returns the recorder of the recordings, if there is one.
func (r *Recorder) Voice() Voice {
	if r.Recordings == nil {
		return nil
	}
	r.Recordings.Recorder = r
	return r.Recordings
}

func (r *Recorder) visit(address string) {
	query, fragment, _ := strings.Cut(address, "#")
	r.Query, r.Fragment = strings.TrimPrefix(query, "?"), fragment
}
