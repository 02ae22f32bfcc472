package narration

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"
)

// Cues say when each sentence of a recording is heard, in seconds from its
// beginning. They are kept beside it, as assets/audio/CHAPTER.json.
type Cues struct {
	Chapter   string `json:"chapter"`
	Voice     string `json:"voice"`
	Made      string `json:"made"` // changes with the script and with how it is read
	Sentences []Cue  `json:"sentences"`
}

// Cue is when a sentence is heard.
type Cue struct {
	ID    string    `json:"id"`
	Step  string    `json:"step"`
	Hash  string    `json:"hash"` // of the sentence; see Sentence.Hash
	Start float64   `json:"start"`
	End   float64   `json:"end"`
	Words []WordCue `json:"words"`
}

// WordCue is when a word is heard.
type WordCue struct {
	Text  string  `json:"text"`
	Start float64 `json:"start"`
	End   float64 `json:"end"`
}

// Text is the sentence.
func (c Cue) Text() string {
	words := make([]string, len(c.Words))
	for i, w := range c.Words {
		words[i] = w.Text
	}
	return strings.Join(words, " ")
}

// LoadCues reads the cues of a chapter.
func LoadCues(fsys fs.FS, name string) (*Cues, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	c := &Cues{}
	if err := json.Unmarshal(b, c); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return c, nil
}

// Encode writes cues as they are kept: a line for each sentence, so that a
// change can be read.
func (c *Cues) Encode() ([]byte, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "{\n \"chapter\": %q,\n \"voice\": %q,\n \"made\": %q,\n \"sentences\": [", c.Chapter, c.Voice, c.Made)
	for i, s := range c.Sentences {
		if i > 0 {
			b.WriteByte(',')
		}
		line, err := json.Marshal(s)
		if err != nil {
			return nil, err
		}
		b.WriteString("\n  ")
		b.Write(line)
	}
	b.WriteString("\n ]\n}\n")
	return []byte(b.String()), nil
}

// At is the index of the sentence heard at a time: the last that has begun. It
// is -1 before the first.
func (c *Cues) At(t float64) int {
	i, found := slices.BinarySearchFunc(c.Sentences, t, func(q Cue, t float64) int {
		switch {
		case q.Start < t:
			return -1
		case q.Start > t:
			return 1
		}
		return 0
	})
	if found {
		return i
	}
	return i - 1
}

// Problem is something that is wrong with a recording or its cues.
type Problem struct {
	Where   string // a sentence's ID, or "" for the whole
	Message string
	Cure    string
}

const remake = "run explainer narrate"

// Check lists what is wrong with cues by themselves: times out of order, times
// that overlap, and times past the end of a recording of the given length in
// seconds.
func (c *Cues) Check(length float64) []Problem {
	var out []Problem
	report := func(where, message string, args ...any) {
		out = append(out, Problem{where, fmt.Sprintf(message, args...), remake})
	}
	if len(c.Sentences) == 0 {
		report("", "there are no cues")
	}
	seen := map[string]bool{}
	last := 0.0
	for _, q := range c.Sentences {
		if seen[q.ID] {
			report(q.ID, "the sentence has two cues")
		}
		seen[q.ID] = true
		if bad(q.Start) || bad(q.End) {
			report(q.ID, "a time is no number of seconds")
			continue
		}
		switch {
		case q.End <= q.Start:
			report(q.ID, "the cue ends at %.2f s, before it begins at %.2f s", q.End, q.Start)
		case q.Start < last:
			report(q.ID, "the cue begins at %.2f s, while the one before it lasts until %.2f s", q.Start, last)
		case q.End > length:
			report(q.ID, "the cue ends at %.2f s, but the recording at %.2f s", q.End, length)
		}
		if len(q.Words) == 0 {
			report(q.ID, "the cue has no words")
		}
		at := q.Start
		for _, w := range q.Words {
			if bad(w.Start) || bad(w.End) || w.Start < at || w.End < w.Start || w.End > q.End {
				report(q.ID, "the word %q is heard from %.2f s to %.2f s, out of its turn", w.Text, w.Start, w.End)
				break
			}
			at = w.End
		}
		last = max(last, q.End)
	}
	return out
}

func bad(t float64) bool { return math.IsNaN(t) || math.IsInf(t, 0) || t < 0 }

// Compare lists where a script and the cues made from it have drifted apart.
func Compare(s *Script, c *Cues) []Problem {
	var out []Problem
	spoken := map[string]Cue{}
	for _, q := range c.Sentences {
		spoken[q.ID] = q
	}
	for i, x := range s.Sentences {
		q, ok := spoken[x.ID]
		delete(spoken, x.ID)
		switch {
		case !ok:
			out = append(out, Problem{x.ID, fmt.Sprintf("the sentence %q is not in the recording", short(x.Text)), remake})
		case q.Hash != x.Hash() && q.Text() != x.Text:
			out = append(out, Problem{x.ID, fmt.Sprintf("the page says %q, the recording %q", short(x.Text), short(q.Text())), remake})
		case q.Hash != x.Hash():
			out = append(out, Problem{x.ID, fmt.Sprintf("%q is to be said otherwise than it was recorded", short(x.Text)), remake})
		case q.Step != x.Step:
			out = append(out, Problem{x.ID, fmt.Sprintf("the sentence belongs to step %s, its cue to %s", x.Step, q.Step), remake})
		case i < len(c.Sentences) && c.Sentences[i].ID != x.ID && len(c.Sentences) == len(s.Sentences):
			out = append(out, Problem{x.ID, "the recording has the sentences in another order", remake})
		}
	}
	for _, q := range c.Sentences {
		if _, left := spoken[q.ID]; left {
			out = append(out, Problem{q.ID, fmt.Sprintf("the recording says %q, which is not on the page", short(q.Text())), remake})
		}
	}
	return out
}

func short(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
