// Package narration is HOW IT SOUNDS: what is read aloud of a chapter, how each
// word of it is said, and when in the recording.
//
// A [Script] is made from the same sentences that stand on the page, each with
// an ID that the page carries too, so that the sentence being read can be lit
// and there is no second text to drift from the first. [Cues] say when each
// sentence and word is heard; they are made with the recording and kept beside
// it. [Compare] tells where the two have drifted apart.
package narration

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/strings-attached/explainer/app/story"
)

// Part is what a sentence is to its page.
type Part string

// The parts of a script.
const (
	Title Part = "title" // the chapter's number and question
	Text  Part = "text"  // a sentence of a paragraph
	Who   Part = "who"   // names whoever is quoted next
	Quote Part = "quote" // a sentence of a quotation
	Side  Part = "side"  // the title of a side, or of both, of two columns
	Scene Part = "scene" // what only the picture shows
)

// Sentence is one sentence that is read aloud.
type Sentence struct {
	ID    string // CHAPTER-title, or STEP-sN, N counting from 1
	Step  string // the step the stage shows meanwhile
	Part  Part
	Text  string // as it stands on the page, without its citations
	Words []Word
	Ends  bool // a paragraph ends here: a longer pause follows
}

// Hash changes with what is read and how it is said.
func (s Sentence) Hash() string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00", s.ID, s.Text)
	for _, w := range s.Words {
		fmt.Fprintf(h, "%s\x00%s\x00", w.Shown, w.Spoken)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// Script is all that is read aloud of a chapter, in order.
type Script struct {
	Chapter   string // its ID
	Sentences []Sentence
}

// Maker makes scripts.
type Maker struct {
	Story   *story.Story
	Labels  story.Labels
	Lexicon *Lexicon
}

// Script is what is read aloud of a chapter.
func (m *Maker) Script(c *story.Chapter) *Script {
	s := &Script{Chapter: c.ID}
	title := m.Labels.T("narration.title", CardinalWords(c.Number), c.Question)
	s.Sentences = append(s.Sentences, m.sentence(c.ID+"-title", c.Steps[0].ID, Title, title, true))
	for _, st := range c.Steps {
		blocks, scene := m.Step(st)
		for _, b := range blocks {
			s.Sentences = append(s.Sentences, b...)
		}
		s.Sentences = append(s.Sentences, scene...)
	}
	return s
}

// Step is what is read aloud of a step: for each block its sentences, none for
// a block that is only seen; and behind them what only the picture shows.
func (m *Maker) Step(st *story.Step) (blocks [][]Sentence, scene []Sentence) {
	n := 0
	add := func(into *[]Sentence, part Part, text string, ends bool) {
		n++
		*into = append(*into, m.sentence(fmt.Sprintf("%s-s%d", st.ID, n), st.ID, part, text, ends))
	}
	paragraph := func(into *[]Sentence, part Part, text string) {
		list := readable(text)
		for i, s := range list {
			add(into, part, s, i == len(list)-1)
		}
	}
	last := ""
	for _, b := range st.Blocks {
		var out []Sentence
		switch {
		case b.Text != "":
			paragraph(&out, Text, b.Text)
		case b.Quote != "":
			q := m.Story.Quote(b.Quote)
			if q == nil {
				break
			}
			// A paragraph that runs into the quotation has said whose it is.
			if !strings.HasSuffix(last, "…") && !strings.HasSuffix(last, ":") {
				name := q.Speaker
				if p := m.Story.Person(q.Speaker); p != nil {
					name = p.Name
				}
				add(&out, Who, m.Labels.T("narration.quoting", name), false)
			}
			paragraph(&out, Quote, QuoteWords(q))
		case b.Split != nil:
			if b.Split.Title != "" {
				add(&out, Side, b.Split.Title, false)
			}
			for _, side := range []story.Side{b.Split.Left, b.Split.Right} {
				add(&out, Side, side.Title, false)
				for _, item := range side.Items {
					paragraph(&out, Text, item)
				}
			}
		}
		if len(out) > 0 {
			last = out[len(out)-1].Text
		}
		blocks = append(blocks, out)
	}
	if m.Lexicon.Scenes[st.ID] {
		for _, s := range readable(m.Labels.T("narration.scene", st.Scene.Says)) {
			add(&scene, Scene, s, true)
		}
	}
	return blocks, scene
}

// QuoteWords is a quotation as it stands on the page: white space set as ours,
// and without a comma that was the report's own.
func QuoteWords(q *story.Quote) string {
	return strings.TrimSuffix(strings.Join(strings.Fields(q.Text), " "), ",")
}

// readable lists the sentences of a text that have words.
func readable(text string) []string {
	var out []string
	for _, s := range story.Sentences(text) {
		if s.Text != "" {
			out = append(out, s.Text)
		}
	}
	return out
}

func (m *Maker) sentence(id, step string, part Part, text string, ends bool) Sentence {
	return Sentence{ID: id, Step: step, Part: part, Text: text, Words: m.Lexicon.Words(text), Ends: ends}
}
