//go:build !js

package ui

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/strings-attached/explainer/app/dom"
	"github.com/strings-attached/explainer/app/live"
	"github.com/strings-attached/explainer/app/narration"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// The walk takes a second to make, so it is made once.
var (
	walk      sync.Once
	walkStory *story.Story
	walkPage  dom.Recorder
)

// listening opens the walk with made-up recordings: each step has two sentences
// of 10 s, in each of which a word is heard a second.
func listening(t *testing.T) (*Stage, *dom.VoiceRecorder) {
	t.Helper()
	walk.Do(func() {
		walkStory = read(t, real)
		walkPage = *open(t, walkStory)
	})
	s, page := walkStory, walkPage
	r := &page
	v := &dom.VoiceRecorder{Texts: map[string]string{}}
	for _, c := range s.Chapters {
		var q live.Cues
		for _, st := range c.Steps {
			for n := range 2 {
				at := float64(10 * len(q.Sentences))
				words := []float64{at + 0.5, at + 1.5, at + 1.5, at + 3}
				q.Sentences = append(q.Sentences, live.Cue{ID: fmt.Sprintf("%s-s%d", st.ID, n+1), Step: st.ID, Start: at + 0.5, End: at + 9.5, Words: words})
			}
		}
		q.Length, q.Levels = float64(10*len(q.Sentences)), "AP8A"
		q.Decoder = live.Decoder{Worker: "worker.js", Exec: "exec.js", Wasm: "decoder.wasm"}
		v.Texts["cues/"+c.ID] = q.Write()
		v.List = append(v.List, dom.Track{Chapter: c.ID, Audio: c.ID + ".mp3", Cues: "cues/" + c.ID, Length: q.Length})
	}
	r.Recordings = v
	stage := start(t, r)
	v.Take()
	return stage, v
}

func contains(t *testing.T, log string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains("\n"+log+"\n", "\n"+line+"\n") {
			t.Errorf("no %q in\n%s", line, log)
		}
	}
}

func TestListen(t *testing.T) {
	s, v := listening(t)
	v.Act("listen", "money")
	contains(t, v.Take(), "load money 0.00", "play", "lead on", "open on", "set np:chapter value=money", "cues cues/money", "light money-1-s1 -1 -1", "show money-1-s1", "replace #money-1")
	if s.view.Step != "money-1" {
		t.Errorf("the stage is at %s", s.view.Step)
	}
	v.Time(21)
	contains(t, v.Take(), "light money-2-s1 -1 -1", "replace #money-2", "show money-2-s1", "set np:now text=0:21", "set np:link href=?t=21#money")
	if v.Time(21.1); v.Take() != "" {
		t.Error("time goes on and something is written though nothing has changed")
	}
	v.Act("words", "true")
	v.Time(21.6)
	contains(t, v.Take(), "light money-2-s1 1 2") // two words said as one
	v.Act("play", "")
	contains(t, v.Take(), "pause", "set np:play aria-label=Play")
	v.Act("rate", "1.5")
	contains(t, v.Take(), "rate 1.5")
	v.Act("rate", "1e9")
	if log := v.Take(); strings.Contains(log, "rate") {
		t.Errorf("a speed nobody offers: %s", log)
	}
	v.Act("close", "")
	contains(t, v.Take(), "light  -1 -1", "lead off", "open off")
	if v.Time(40); v.Take() != "" {
		t.Error("a closed player goes on")
	}
}

// The reader may read elsewhere: text and stage stay, and a way back is offered.
func TestAway(t *testing.T) {
	s, v := listening(t)
	v.Act("listen", "law")
	v.Take()
	v.Away()
	contains(t, v.Take(), "lead off", "set np:follow hidden=")
	v.Handlers.Scroll("money-2")
	v.Take()
	v.Time(21)
	if log := v.Take(); strings.Contains(log, "show") || !strings.Contains(log, "light law-2-s1") || s.view.Step != "money-2" {
		t.Errorf("the stage is at %s after\n%s", s.view.Step, log)
	}
	v.Act("follow", "")
	contains(t, v.Take(), "lead on", "show law-2-s1", "set np:follow hidden=hidden")
	if s.view.Step != "law-2" {
		t.Errorf("the stage is at %s", s.view.Step)
	}
	// A link leads away too.
	v.Handlers.Step("court-1")
	contains(t, v.Take(), "lead off", "goto court-1")
}

// A step forward or back takes the voice along, into the next chapter too.
func TestAlong(t *testing.T) {
	s, v := listening(t)
	v.Act("listen", "law")
	v.Take()
	v.Handlers.Step("law-2")
	contains(t, v.Take(), "goto law-2", "seek 20.50", "light law-2-s1 -1 -1")
	if !s.narrator.follows || s.view.Step != "law-2" {
		t.Errorf("follows %v, at %s", s.narrator.follows, s.view.Step)
	}
	v.Recorder.Fragment = "law-1" // by a link that the browser follows
	v.Handlers.Jump()
	contains(t, v.Take(), "seek 0.50")
	v.Time(115)
	v.Take()
	v.Handlers.Step("money-1")
	contains(t, v.Take(), "load money 0.50", "play")
	v.Handlers.Step("law-6")
	contains(t, v.Take(), "load law 100.50", "play", "light law-6-s1 -1 -1")
}

// While the reader looks at something that was picked, stage and text wait; when
// it is put away they come to where the voice is.
func TestPicked(t *testing.T) {
	s, v := listening(t)
	v.Act("listen", "law")
	v.Handlers.Pick("place:chicago")
	v.Take()
	v.Time(21)
	if log := v.Take(); !strings.Contains(log, "light law-2-s1") || strings.Contains(log, "show ") || s.view.Step != "law-1" || s.view.Pick.IsZero() {
		t.Errorf("at %+v after\n%s", s.view, log)
	}
	s.close()
	contains(t, v.Take(), "show law-2-s1")
	if s.view.Step != "law-2" || !s.view.Pick.IsZero() {
		t.Errorf("at %+v", s.view)
	}
}

// The clock is asked again when there is something to show: the next sentence, the
// next word, the next second, the next column of the waveform.
func TestNext(t *testing.T) {
	_, v := listening(t)
	if next := v.Time(3); !math.IsInf(next, 1) {
		t.Errorf("nobody listens, and the clock is asked at %v s", next)
	}
	v.Act("listen", "law") // 120 s, so a column is 0.3 s
	for _, c := range []struct {
		words    string
		at, next float64
	}{
		{"false", 10.25, 10.5}, // a sentence
		{"false", 10.55, 10.8}, // a column
		{"false", 10.85, 11},   // a second
		{"true", 11.41, 11.5},  // a word
	} {
		v.Act("words", c.words)
		if next := v.Time(c.at); math.Abs(next-c.next) > 1e-9 {
			t.Errorf("after %v s the clock is asked at %v s, want %v", c.at, next, c.next)
		}
	}
}

func TestDevice(t *testing.T) {
	_, v := listening(t)
	if v.Device("play", 0); v.Take() != "" {
		t.Error("the device's keys do something though nobody listens")
	}
	v.Act("listen", "law")
	for _, c := range []struct {
		action      string
		seconds, at float64
		says        string
	}{
		{"pause", 0, 20, "pause"},
		{"play", 0, 20, "play"},
		{"seekbackward", 0, 30, "seek 20.00"},
		{"seekbackward", 15, 30, "seek 15.00"},
		{"seekforward", 0, 30, "seek 40.00"},
		{"seekto", 61, 30, "seek 61.00"},
		{"previoustrack", 0, 30, "seek 0.00"},
		{"previoustrack", 0, 1, "load sanctuary 0.00"},
		{"nexttrack", 0, 30, "load money 0.00"},
	} {
		v.Act("chapter", "law")
		v.At = c.at
		v.Take()
		v.Device(c.action, c.seconds)
		contains(t, v.Take(), c.says)
	}
	v.Act("chapter", "law")
	v.Take()
	v.Device("nextslide", 0)
	contains(t, v.Take(), "goto law-2", "seek 20.50")
	v.Device("previousslide", 0)
	contains(t, v.Take(), "goto law-1", "seek 0.50")
}

func TestLink(t *testing.T) {
	_, v := listening(t)
	v.Act("listen", "law")
	v.Act("link", "https://example.org/?t=1#law")
	contains(t, v.Take(), "copy https://example.org/?t=1#law", "set np:note text=The link to this moment is copied.")
	v.Refuse = true
	v.Act("link", "https://example.org/?t=1#law")
	contains(t, v.Take(), "set np:note text=This moment: https://example.org/?t=1#law")
	v.Act("mute", "true")
	contains(t, v.Take(), "mute on")
}

// A recording that was cut short is no reason to go on to the next chapter.
func TestBroken(t *testing.T) {
	s, v := listening(t)
	v.Act("listen", "law")
	v.Time(30)
	v.Take()
	v.Time(120)
	if log := v.Take(); log != "" {
		t.Errorf("the stage goes to the end of what is not there\n%s", log)
	}
	v.Ended()
	log := v.Take()
	contains(t, log, "set np:note text=The recording breaks off here. The text above is its transcript.")
	if strings.Contains(log, "load") || s.narrator.playing {
		t.Error(log)
	}
}

func TestSentences(t *testing.T) {
	_, v := listening(t)
	if v.Sentence("law-1-s1"); v.Take() != "" {
		t.Error("a click on the text does something though nobody listens")
	}
	v.Act("listen", "law")
	v.Take()
	v.Sentence("law-3-s2")
	contains(t, v.Take(), "seek 50.50", "light law-3-s2 -1 -1")
	v.Act("next", "")
	contains(t, v.Take(), "seek 60.50")
	v.Act("prev", "")
	contains(t, v.Take(), "seek 50.50")
	v.Time(55)
	v.At = 55
	v.Act("prev", "") // well into a sentence: its own beginning
	contains(t, v.Take(), "seek 50.50")
	v.Act("back", "")
	contains(t, v.Take(), "seek 40.50")
	v.Device("seekto", 3)
	contains(t, v.Take(), "seek 3.00")
	v.Act("seek", "1e12")
	contains(t, v.Take(), "seek 119.95")
	v.Act("seek", "-1")
	contains(t, v.Take(), "seek 0.00")
	v.Sentence("money-1-s2")
	contains(t, v.Take(), "load money 10.50")
	v.Sentence("nowhere-1-s2")
	if v.Take() != "" {
		t.Error("a sentence of no chapter does something")
	}
}

// Chapter follows chapter without a hand on it, to the end of the last.
func TestToTheEnd(t *testing.T) {
	s, v := listening(t)
	v.Act("listen", s.story.Chapters[0].ID)
	for i := range s.story.Chapters {
		if s.narrator.track != i || !s.narrator.playing {
			t.Fatalf("chapter %d: at %d, playing %v", i, s.narrator.track, s.narrator.playing)
		}
		v.Time(v.List[i].Length - 0.1)
		if last := s.story.Chapters[i].Steps; s.view.Step != last[len(last)-1].ID {
			t.Errorf("at the end of %s the stage is at %s", s.story.Chapters[i].ID, s.view.Step)
		}
		v.Ended()
	}
	if s.narrator.playing {
		t.Error("it plays on after the last chapter")
	}
}

// One clock: wherever the waveform is pressed, the stage shows the picture that the
// address of the step shows. The recordings are the real ones, the times random.
func TestOneClock(t *testing.T) {
	s, v := listening(t)
	for i, c := range s.story.Chapters {
		kept, err := narration.LoadCues(os.DirFS("../../assets/audio"), c.ID+".json")
		if err != nil {
			t.Fatal(err)
		}
		q := live.Cues{Levels: "AP8A"}
		for _, x := range kept.Sentences {
			q.Sentences = append(q.Sentences, live.Cue{ID: x.ID, Step: x.Step, Start: x.Start, End: x.End})
			q.Length = x.End + 0.9
		}
		v.Texts["cues/"+c.ID] = q.Write()
		v.List[i].Length = q.Length
	}
	v.Act("listen", s.story.Chapters[0].ID)
	v.Act("chapter", v.List[1].Chapter) // the page as it was opened has no step in its address
	r := rand.New(rand.NewPCG(rand.Uint64(), 7))
	for range 150 {
		i := r.IntN(len(v.List))
		v.Act("chapter", v.List[i].Chapter)
		v.Act("seek", fmt.Sprint(r.Float64()*v.List[i].Length))
		at := v.At // where the head is, which never is behind the last sentence
		c := s.narrator.cues[v.List[i].Chapter]
		want := c.Sentences[c.At(at)].Step
		if s.view.Step != want || v.Fragment != want {
			t.Fatalf("%s at %.2f s: the stage is at %s, the address at %s, want %s", v.List[i].Chapter, at, s.view.Step, v.Fragment, want)
		}
		link, _ := route.Decode(s.story, v.Steps(), "", want, v.Has)
		if s.view != link {
			t.Fatalf("%s at %.2f s: the view is %+v, that of the address %+v", v.List[i].Chapter, at, s.view, link)
		}
		if is := s.picture(link, func() {}); !reflect.DeepEqual(s.shown.maps, is.maps) || !reflect.DeepEqual(s.shown.times, is.times) || s.shown.legend != is.legend {
			t.Fatalf("%s at %.2f s: the stage shows something else than its address %s", v.List[i].Chapter, at, want)
		}
	}
}

func TestRecall(t *testing.T) {
	for _, c := range []struct{ query, fragment, chapter, step string }{
		{"t=21", "money", "money", "money-2"},
		{"t=21&event=none", "money-4", "money", "money-2"},
		{"t=1e9", "law", "law", "law-6"},
		{"t=-3", "law", "", ""},
		{"t=soon", "law", "", ""},
		{"", "law", "", ""},
	} {
		s, v := listening(t)
		v.Recorder.Query, v.Recorder.Fragment = c.query, c.fragment
		stage := start(t, v.Recorder)
		log := v.Take()
		if c.chapter == "" {
			if stage.narrator.open {
				t.Errorf("?%s opens the player", c.query)
			}
			continue
		}
		if !stage.narrator.open || stage.view.Step != c.step || strings.Contains("\n"+log+"\n", "\nplay\n") {
			t.Errorf("?%s#%s: open %v, at %s\n%s", c.query, c.fragment, stage.narrator.open, stage.view.Step, log)
		}
		_ = s
	}
}

// The recording is heard even where its cues do not come, or are broken.
func TestWithoutCues(t *testing.T) {
	for _, text := range []string{"", "{", `{"sentences":[]}`} {
		_, v := listening(t)
		v.Texts["cues/law"] = text
		v.Act("listen", "law")
		v.Time(5)
		v.Act("next", "")
		v.Act("words", "true")
		log := v.Take()
		contains(t, log, "play", "set np:now text=0:05")
		if strings.Contains(log, "light law") {
			t.Errorf("%q: %s", text, log)
		}
	}
	_, v := listening(t)
	v.Act("listen", "law")
	v.Take()
	v.Failed()
	contains(t, v.Take(), "set np:note hidden=", "set np:note text=The recording cannot be played here. The text above is its transcript.")
}

// What was started with the browser's own controls goes on.
func TestAdopt(t *testing.T) {
	s, v := listening(t)
	v.At = 33
	v.Started("court")
	log := v.Take()
	contains(t, log, "load court 33.00", "light court-2-s2 -1 -1")
	if strings.Contains("\n"+log+"\n", "\nplay\n") || !s.narrator.playing {
		t.Error(log)
	}
}

func TestWord(t *testing.T) {
	c := live.Cue{Words: []float64{1, 2, 2, 2, 5}}
	for at, want := range map[float64][2]int{0.5: {-1, -1}, 1: {0, 0}, 2: {1, 3}, 4.9: {1, 3}, 5: {4, 4}, 99: {4, 4}} {
		if from, to := c.Word(at); from != want[0] || to != want[1] {
			t.Errorf("at %v: %d to %d, want %v", at, from, to, want)
		}
	}
}

// The cues that are kept are of steps of the story, in their order.
func TestRealCues(t *testing.T) {
	s := read(t, real)
	for _, c := range s.Chapters {
		q, err := narration.LoadCues(os.DirFS("../../assets/audio"), c.ID+".json")
		if err != nil {
			t.Fatal(err)
		}
		last := -1
		for _, x := range q.Sentences {
			at := indexOf(c, x.Step)
			if at < last {
				t.Errorf("%s: step %s comes after a later one", x.ID, x.Step)
			}
			last = at
		}
		if last != len(c.Steps)-1 {
			t.Errorf("%s ends at its step %d of %d", c.ID, last+1, len(c.Steps))
		}
	}
}

func indexOf(c *story.Chapter, step string) int {
	for i, st := range c.Steps {
		if st.ID == step {
			return i
		}
	}
	return -1
}
