package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/strings-attached/explainer/app/narration"
	"github.com/strings-attached/explainer/app/story"
	"github.com/strings-attached/explainer/app/voice"
)

// pauses are the silences behind sentences, in seconds.
const (
	pauseSentence  = 0.42
	pauseWho       = 0.25
	pauseParagraph = 0.75
	pauseStep      = 1.15
	pauseTitle     = 0.9
)

// early is how much earlier than the model says its words are heard; measured
// against where the sound begins after pauses.
const early = 0.04

// narrate makes the recordings of the chapters whose text has changed.
func narrate(ctx context.Context, args []string, t terminal) error {
	flags := flag.NewFlagSet("narrate", flag.ContinueOnError)
	folder := flags.String("assets", "assets", "`folder` with the content; the recordings go to its folder audio")
	cache := flags.String("cache", ".cache/narration", "`folder` for the model and for sentences that were read before")
	only := flags.String("chapter", "", "make this chapter only")
	again := flags.Bool("again", false, "make chapters again that have not changed")
	sounds := flags.Bool("sounds", false, "only print how each sentence will be said, and make nothing")
	threads := flags.Int("threads", 2, "how many threads the voice may use")
	if err := parse(flags, args, t); err != nil {
		return err
	}
	if err := voice.CheckTools(); err != nil {
		return err
	}
	fsys := os.DirFS(*folder)
	content, problems := load(fsys)
	if content.narrator == nil {
		return errors.New(strings.Join(problems, "\n"))
	}
	studio := &voice.Studio{Cache: *cache, Threads: *threads, Progress: t.progress}
	found := false
	for _, c := range content.story.Chapters {
		if *only != "" && *only != c.ID {
			continue
		}
		found = true
		script := content.narrator.Script(c)
		if *sounds {
			if err := printSounds(ctx, studio, script, t); err != nil {
				return err
			}
			continue
		}
		base := filepath.Join(*folder, "audio", c.ID)
		made := madeFrom(script)
		if old, err := narration.LoadCues(fsys, "audio/"+c.ID+".json"); err == nil && old.Made == made && !*again {
			if _, err := os.Stat(base + ".mp3"); err == nil {
				t.progress(fmt.Sprintf("%s: unchanged", c.ID))
				continue
			}
		}
		t.progress(fmt.Sprintf("%s: %d sentences", c.ID, len(script.Sentences)))
		if err := record(ctx, studio, content, c, script, base, made); err != nil {
			return fmt.Errorf("%s: %w", c.ID, err)
		}
		t.progress(fmt.Sprintf("%s: done", c.ID))
	}
	if !found {
		return fmt.Errorf("no chapter is called %q", *only)
	}
	return nil
}

// record makes one chapter. The cues are written last: where they are, the
// chapter is done.
func record(ctx context.Context, studio *voice.Studio, content *content, c *story.Chapter, script *narration.Script, base, made string) error {
	lines := make([]voice.Line, len(script.Sentences))
	for i, s := range script.Sentences {
		lines[i] = voice.Line{ID: s.ID, Pause: pauseAfter(script, i)}
		for _, w := range s.Words {
			lines[i].Words = append(lines[i].Words, w.Spoken)
		}
	}
	r, err := studio.Read(ctx, lines)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(base), 0o755); err != nil {
		return err
	}
	l := content.labels
	err = studio.Encode(ctx, r, voice.Tags{
		Title: l.T("narration.track", l.Int(c.Number), c.Question), Album: content.story.Site.Title, Artist: content.story.Site.Title,
		Track: fmt.Sprintf("%d/%d", c.Number, len(content.story.Chapters)), Comment: l.T("narration.credit"),
	}, base+".mp3")
	if err != nil {
		return err
	}
	cues, err := cuesOf(script, r, made).Encode()
	if err != nil {
		return err
	}
	return os.WriteFile(base+".json", cues, 0o644)
}

func pauseAfter(s *narration.Script, i int) float64 {
	switch x := s.Sentences[i]; {
	case i == len(s.Sentences)-1, x.Part == narration.Title:
		return pauseTitle
	case s.Sentences[i+1].Step != x.Step:
		return pauseStep
	case x.Part == narration.Who:
		return pauseWho
	case x.Ends:
		return pauseParagraph
	}
	return pauseSentence
}

// madeFrom changes with everything that a recording is made from.
func madeFrom(s *narration.Script) string {
	h := sha256.New()
	fmt.Fprintln(h, voice.Form, voice.Name, voice.Bitrate, voice.Loudness, pauseSentence, pauseWho, pauseParagraph, pauseStep, pauseTitle, early)
	for _, x := range s.Sentences {
		fmt.Fprintln(h, x.Hash(), x.Part, x.Ends)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// cuesOf writes down when a script is heard in its recording.
func cuesOf(s *narration.Script, r *voice.Recording, made string) *narration.Cues {
	cues := &narration.Cues{Chapter: s.Chapter, Voice: voice.Name, Made: made}
	ms := func(t float64) float64 { return math.Round(max(0, t-early)*1000) / 1000 }
	for i, x := range s.Sentences {
		spoken := r.Lines[i]
		cue := narration.Cue{ID: x.ID, Step: x.Step, Hash: x.Hash(), Start: ms(spoken.Start), End: ms(spoken.End)}
		for k, w := range x.Words {
			cue.Words = append(cue.Words, narration.WordCue{Text: w.Shown, Start: ms(spoken.Words[k].Start), End: ms(spoken.Words[k].End)})
		}
		// Two words said as one overlap; the earlier gives way.
		for k, w := range slices.Backward(cue.Words) {
			if k > 0 {
				before := &cue.Words[k-1]
				before.End = min(before.End, w.Start)
				before.Start = min(before.Start, before.End)
			}
		}
		cues.Sentences = append(cues.Sentences, cue)
	}
	return cues
}

func printSounds(ctx context.Context, studio *voice.Studio, s *narration.Script, t terminal) error {
	for _, x := range s.Sentences {
		var words []string
		for _, w := range x.Words {
			words = append(words, w.Spoken)
		}
		sounds, err := studio.Sounds(ctx, words)
		if err != nil {
			return fmt.Errorf("%s: %w", x.ID, err)
		}
		fmt.Fprintf(t.Out, "%s\n  %s\n  %s\n", x.ID, strings.Join(words, " "), sounds)
	}
	return nil
}
