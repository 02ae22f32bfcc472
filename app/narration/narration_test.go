package narration

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/story"
)

func maker(t testing.TB) *Maker {
	t.Helper()
	s, problems := story.Load(os.DirFS("../../assets/story"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	text, err := os.ReadFile("../../assets/labels/en.json")
	if err != nil {
		t.Fatal(err)
	}
	m := &Maker{Story: s, Lexicon: lexicon(t)}
	if err := json.Unmarshal(text, &m.Labels); err != nil {
		t.Fatal(err)
	}
	return m
}

// Every sentence of every paragraph and quotation is read, in the order of the
// page, under an ID of its own, and nothing is left that only the eye can read.
func TestScripts(t *testing.T) {
	m := maker(t)
	for _, c := range m.Story.Chapters {
		script := m.Script(c)
		ids := map[string]bool{}
		var said []string
		for _, x := range script.Sentences {
			if ids[x.ID] {
				t.Errorf("%s stands twice", x.ID)
			}
			ids[x.ID] = true
			if !strings.HasPrefix(x.ID, x.Step+"-s") && x.Part != Title {
				t.Errorf("%s is of step %s", x.ID, x.Step)
			}
			if shown(x.Words) != x.Text {
				t.Errorf("%s: %q is shown as %q", x.ID, x.Text, shown(x.Words))
			}
			if s := spoken(x.Words); strings.ContainsAny(s, "0123456789$%§[]{}*") {
				t.Errorf("%s: %q leaves a sign to the voice", x.ID, s)
			}
			said = append(said, x.Text)
		}
		for _, st := range c.Steps {
			for _, b := range st.Blocks {
				text := b.Text
				if b.Quote != "" {
					text = QuoteWords(m.Story.Quote(b.Quote))
				}
				for _, s := range readable(text) {
					if !slices.Contains(said, s) {
						t.Errorf("%s: nobody reads %q", st.ID, s)
					}
				}
			}
		}
	}
}

// A quotation is announced, unless the sentence before it runs into it.
func TestQuotations(t *testing.T) {
	m := &Maker{
		Story:   &story.Story{Quotes: []*story.Quote{{ID: "q", Speaker: "p", Text: "we will  not, "}}, People: []*story.Person{{ID: "p", Name: "Ann Lee"}}},
		Labels:  story.Labels{"narration.quoting": "Quoting {0}:"},
		Lexicon: &Lexicon{},
	}
	for _, c := range []struct {
		before string
		want   []string
	}{
		{"She spoke.[[a]]", []string{"Quoting Ann Lee:", "we will not"}},
		{"Her city, she said, would …[[a]]", []string{"we will not"}},
	} {
		blocks, _ := m.Step(&story.Step{ID: "x-1", Blocks: []story.Block{{Text: c.before}, {Picture: "dollars"}, {Quote: "q"}}})
		if len(blocks) != 3 || len(blocks[1]) != 0 {
			t.Fatalf("got %v", blocks)
		}
		var got []string
		for _, s := range blocks[2] {
			got = append(got, s.Text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("after %q: %q, want %q", c.before, got, c.want)
		}
	}
}

func sound(words ...string) []WordCue {
	var out []WordCue
	for i, w := range words {
		out = append(out, WordCue{w, float64(i), float64(i) + 0.5})
	}
	return out
}

func TestCheck(t *testing.T) {
	good := func() *Cues {
		return &Cues{Sentences: []Cue{
			{ID: "a-s1", Start: 0, End: 2, Words: []WordCue{{"One", 0, 1}, {"two.", 1, 2}}},
			{ID: "a-s2", Start: 2.5, End: 3, Words: []WordCue{{"Three.", 2.5, 3}}},
		}}
	}
	for _, c := range []struct {
		name  string
		spoil func(*Cues)
		want  string // "" for no problem
	}{
		{"good", func(*Cues) {}, ""},
		{"none", func(c *Cues) { c.Sentences = nil }, "there are no cues"},
		{"overlap", func(c *Cues) { c.Sentences[1].Start = 1.5 }, "a-s2: the cue begins at 1.50 s, while the one before it lasts until 2.00 s"},
		{"backwards", func(c *Cues) { c.Sentences[0].End = 0 }, "a-s1: the cue ends at 0.00 s, before it begins at 0.00 s"},
		{"late", func(c *Cues) { c.Sentences[1].End = 9 }, "a-s2: the cue ends at 9.00 s, but the recording at 4.00 s"},
		{"twice", func(c *Cues) { c.Sentences[1].ID = "a-s1" }, "a-s1: the sentence has two cues"},
		{"negative", func(c *Cues) { c.Sentences[0].Start = -1 }, "a-s1: a time is no number of seconds"},
		{"mute", func(c *Cues) { c.Sentences[0].Words = nil }, "a-s1: the cue has no words"},
		{"word", func(c *Cues) { c.Sentences[0].Words[1].Start = 0.5 }, `a-s1: the word "two." is heard from 0.50 s to 2.00 s, out of its turn`},
	} {
		cues := good()
		c.spoil(cues)
		problems := cues.Check(4)
		var got []string
		for _, p := range problems {
			got = append(got, strings.TrimPrefix(p.Where+": "+p.Message, ": "))
		}
		if c.want == "" && len(got) > 0 || c.want != "" && !slices.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCompare(t *testing.T) {
	x := &Lexicon{}
	sentence := func(id, text string) Sentence {
		return Sentence{ID: id, Step: "a-1", Text: text, Words: x.Words(text)}
	}
	script := &Script{Sentences: []Sentence{sentence("a-s1", "One two."), sentence("a-s2", "Three.")}}
	cues := func() *Cues {
		c := &Cues{}
		for _, s := range script.Sentences {
			c.Sentences = append(c.Sentences, Cue{ID: s.ID, Step: s.Step, Hash: s.Hash(), Words: sound(strings.Fields(s.Text)...)})
		}
		return c
	}
	for _, c := range []struct {
		name  string
		spoil func(*Cues)
		want  string
	}{
		{"the same", func(*Cues) {}, ""},
		{"other words", func(c *Cues) { c.Sentences[0].Hash, c.Sentences[0].Words = "x", sound("One", "three.") }, `a-s1: the page says "One two.", the recording "One three."`},
		{"other sounds", func(c *Cues) { c.Sentences[0].Hash = "x" }, `a-s1: "One two." is to be said otherwise than it was recorded`},
		{"missing", func(c *Cues) { c.Sentences = c.Sentences[:1] }, `a-s2: the sentence "Three." is not in the recording`},
		{"too much", func(c *Cues) { c.Sentences = append(c.Sentences, Cue{ID: "a-s3", Words: sound("Four.")}) }, `a-s3: the recording says "Four.", which is not on the page`},
		{"order", func(c *Cues) { slices.Reverse(c.Sentences) }, `a-s1: the recording has the sentences in another order`},
		{"step", func(c *Cues) { c.Sentences[1].Step = "a-2" }, `a-s2: the sentence belongs to step a-1, its cue to a-2`},
	} {
		q := cues()
		c.spoil(q)
		var got []string
		for _, p := range Compare(script, q) {
			got = append(got, p.Where+": "+p.Message)
		}
		if c.want == "" && len(got) > 0 || c.want != "" && !slices.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAt(t *testing.T) {
	c := &Cues{Sentences: []Cue{{Start: 1}, {Start: 3}}}
	for at, want := range map[float64]int{0: -1, 1: 0, 2.9: 0, 3: 1, 99: 1} {
		if got := c.At(at); got != want {
			t.Errorf("at %v: %d, want %d", at, got, want)
		}
	}
}

func TestEncode(t *testing.T) {
	c := &Cues{Chapter: "x", Voice: "v", Made: "m", Sentences: []Cue{{ID: "x-1-s1", Step: "x-1", Hash: "h", Start: 0.5, End: 1, Words: []WordCue{{"“Hi.”", 0.5, 1}}}}}
	b, err := c.Encode()
	if err != nil {
		t.Fatal(err)
	}
	var back Cues
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatalf("%v in %s", err, b)
	}
	if back.Made != "m" || len(back.Sentences) != 1 || back.Sentences[0].Text() != "“Hi.”" {
		t.Errorf("came back as %+v", back)
	}
}

func TestCaptions(t *testing.T) {
	long := strings.Fields("The sheriff of the county began to decline most of the requests, while the commissioners of another county backed the order of their mayor.")
	cues := &Cues{Sentences: []Cue{{Start: 0, End: 40, Words: sound(long...)}, {Start: 3661, End: 3662.5, Words: []WordCue{{"A", 3661, 3661.2}, {"<&>", 3661.4, 3662.5}}}}}
	captions := cues.Captions()
	for _, c := range captions {
		if len(c.Text) > caption || c.End <= c.Start {
			t.Errorf("caption %+v", c)
		}
	}
	if want := "The sheriff of the county began to decline most of the requests,"; captions[0].Text != want {
		t.Errorf("the first caption is %q, want %q", captions[0].Text, want)
	}
	if vtt := string(WebVTT(captions)); !strings.HasPrefix(vtt, "WEBVTT\n\n1\n00:00:00.000 --> ") || !strings.HasSuffix(vtt, "\n01:01:01.000 --> 01:01:02.500\nA &lt;&amp;&gt;\n") {
		t.Error(vtt)
	}
	if srt := string(SubRip(captions)); !strings.Contains(srt, "01:01:01,000 --> 01:01:02,500\r\nA <&>\r\n") {
		t.Error(srt)
	}
}

func TestTranscript(t *testing.T) {
	s := &Script{Sentences: []Sentence{
		{Part: Title, Step: "x-1", Text: "Chapter one. Why?", Ends: true},
		{Part: Text, Step: "x-1", Text: "So."}, {Part: Text, Step: "x-1", Text: "Yes.", Ends: true},
		{Part: Who, Step: "x-1", Text: "Quoting Ann:"}, {Part: Quote, Step: "x-1", Text: "No."}, {Part: Quote, Step: "x-1", Text: "Never", Ends: true},
	}}
	want := "Chapter one. Why?\n\nA step\n\nSo. Yes.\n\nQuoting Ann: “No. Never”\n"
	if got := string(Transcript(s, func(string) string { return "A step" })); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
