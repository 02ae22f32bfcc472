package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/strings-attached/explainer/app/narration"
	"github.com/strings-attached/explainer/app/page"
	"github.com/strings-attached/explainer/app/site"
	"github.com/strings-attached/explainer/app/sound"
)

// levels is how finely a recording's loudness is drawn.
const levels = 400

// measure is what decoding a recording tells.
type measure struct {
	Length float64 `json:"length"`
	Levels []uint8 `json:"levels"`
	Talk   float64 `json:"talk"` // seconds that are no silence
}

// measured holds by checksum what was decoded before: serve builds anew with
// every change of a file.
var measured sync.Map

// measureSound decodes a recording, or remembers what came of it: cache is a
// folder, "" for none.
func measureSound(file []byte, cache string) (found *measure, err error) {
	sum := sha256.Sum256(file)
	if m, ok := measured.Load(sum); ok {
		return m.(*measure), nil
	}
	name := filepath.Join(cache, "sound-"+hex.EncodeToString(sum[:8])+".json")
	m := &measure{}
	defer func() {
		if err == nil {
			measured.Store(sum, found)
		}
	}()
	if cache != "" {
		if b, err := os.ReadFile(name); err == nil && json.Unmarshal(b, m) == nil && len(m.Levels) == levels {
			return m, nil
		}
	}
	clip, err := sound.Open(file)
	if err != nil {
		return nil, err
	}
	samples, err := clip.Samples(0, clip.Length())
	if err != nil {
		return nil, err
	}
	// What was decoded counts, not what the file says of itself.
	m = &measure{Length: float64(len(samples)) / float64(clip.Rate()), Levels: sound.Levels(samples, levels)}
	m.Talk = m.Length
	for _, s := range sound.Silences(samples, clip.Rate(), 0.01, 0.1) {
		m.Talk -= s.To - s.From
	}
	if cache != "" {
		b, err := json.Marshal(m)
		if err != nil {
			return nil, err
		}
		if err := errors.Join(os.MkdirAll(cache, 0o755), os.WriteFile(name, b, 0o644)); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// recordings reads and publishes the recordings that there are.
func (c *content) recordings(fsys fs.FS, manifest *site.Manifest, o siteOptions) (map[string]*page.Recording, error) {
	out := map[string]*page.Recording{}
	if c.narrator == nil {
		return out, nil
	}
	for _, ch := range c.story.Chapters {
		name := "audio/" + ch.ID
		file, err := fs.ReadFile(fsys, name+".mp3")
		if errors.Is(err, fs.ErrNotExist) {
			continue // explainer check tells
		}
		if err != nil {
			return nil, err
		}
		cues, err := narration.LoadCues(fsys, name+".json")
		if err != nil {
			return nil, err
		}
		m, err := measureSound(file, o.cache)
		if err != nil {
			return nil, fmt.Errorf("%s.mp3: %w", name, err)
		}
		address, err := manifest.Asset(name+".mp3", file)
		if err != nil {
			return nil, err
		}
		out[ch.ID] = &page.Recording{Script: c.narrator.Script(ch), Cues: cues, Audio: address, Bytes: len(file), Length: m.Length, Levels: m.Levels}
	}
	return out, nil
}

// checkRecordings lists what is wrong with the recordings, and where they and
// the text have drifted apart.
func (c *content) checkRecordings(fsys fs.FS, cache string) []string {
	var out []string
	if c.narrator == nil {
		return nil
	}
	for _, ch := range c.story.Chapters {
		name := "audio/" + ch.ID
		report := func(file string, p narration.Problem) {
			where := "assets/" + file
			if p.Where != "" {
				where += ": " + p.Where
			}
			out = append(out, where+": "+p.Message+"; "+p.Cure)
		}
		const remake = "run explainer narrate"
		file, err := fs.ReadFile(fsys, name+".mp3")
		if err != nil {
			// A chapter may go without a voice; cues without a recording may not.
			if _, err := fs.Stat(fsys, name+".json"); err == nil {
				report(name+".mp3", narration.Problem{Message: "the cues have no recording", Cure: remake})
			}
			continue
		}
		cues, err := narration.LoadCues(fsys, name+".json")
		if err != nil {
			report(name+".json", narration.Problem{Message: err.Error(), Cure: remake})
			continue
		}
		m, err := measureSound(file, cache)
		if err != nil {
			report(name+".mp3", narration.Problem{Message: err.Error(), Cure: remake})
			continue
		}
		for _, p := range append(cues.Check(m.Length), narration.Compare(c.narrator.Script(ch), cues)...) {
			report(name+".json", p)
		}
		if !sound.Exact(file) {
			report(name+".mp3", narration.Problem{Message: "browsers would miss the times of its cues by up to a twentieth of a second", Cure: remake})
		}
		if m.Talk < m.Length/2 {
			report(name+".mp3", narration.Problem{Message: fmt.Sprintf("only %.0f of %.0f s are not silent", m.Talk, m.Length), Cure: remake})
		}
	}
	return out
}
