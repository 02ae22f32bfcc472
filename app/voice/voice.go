// Package voice makes the recordings: a synthetic voice reads a script, and the
// model that speaks says itself when each sound is heard.
//
// It runs on the author's machine and needs node, npm, espeak-ng and ffmpeg;
// building and reading the site need none of them, since the recordings are
// kept with the content. What others made is fetched in fixed versions, and
// refused when its checksum is not the expected one.
//
// Sentences are kept as they come, so that a run that was stopped goes on where
// it was, and a changed sentence costs no more than itself.
package voice

import (
	"bufio"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Name is the voice's name among those of the model.
const Name = "af_heart"

// Rate is in samples a second, of what the model makes and of the recordings.
const Rate = 24000

// speed is how fast the voice reads, 1 being its own pace.
const speed = "1"

// frame is the length of one of the model's frames in samples.
const frame = 600

// Line is a sentence to be read.
type Line struct {
	ID    string   // names it in messages
	Words []string // how each word is said; see narration.Word
	Pause float64  // the silence behind it, in seconds
}

// Span is a stretch of a recording in seconds.
type Span struct{ Start, End float64 }

// Spoken says when a line is heard, and each of its words.
type Spoken struct {
	Span
	Words []Span
}

// Recording is what was made of some lines.
type Recording struct {
	Samples []int16 // at Rate, one channel
	Lines   []Spoken
}

// Studio makes recordings.
type Studio struct {
	Cache    string            // the folder for everything that is fetched or made on the way
	Threads  int               // how many the model may use
	Progress func(line string) // is told how it goes

	spell *speller
}

//go:embed synth.mjs
var synth []byte

// opening is the silence before the first word.
const opening = 0.25

// Read makes a recording. It calls [Studio.Prepare] when a sentence is missing.
func (s *Studio) Read(ctx context.Context, lines []Line) (*Recording, error) {
	if s.spell == nil {
		s.spell = newSpeller()
	}
	type job struct {
		IDs []int64 `json:"ids"`
		Out string  `json:"out"`
	}
	var utterances []utterance
	var keys []string
	var jobs []job
	for _, l := range lines {
		u, err := s.spell.utter(ctx, l.Words)
		if err != nil {
			return nil, err
		}
		const most = 509 // the model's window without its two ends
		if len(u.sounds) > most {
			return nil, fmt.Errorf("%s: the sentence has %d sounds, the voice reads at most %d; make two sentences of it", l.ID, len(u.sounds), most)
		}
		ids := make([]int64, len(u.sounds))
		for i, r := range u.sounds {
			ids[i] = alphabet[r]
		}
		key := s.key(u)
		utterances = append(utterances, u)
		keys = append(keys, key)
		if _, err := os.Stat(key + ".pcm"); err != nil && !slices.Contains(keys[:len(keys)-1], key) {
			jobs = append(jobs, job{ids, key})
		}
	}
	if len(jobs) > 0 {
		if err := s.Prepare(ctx); err != nil {
			return nil, err
		}
		var in strings.Builder
		for _, j := range jobs {
			b, err := json.Marshal(j)
			if err != nil {
				return nil, err
			}
			in.Write(append(b, '\n'))
		}
		if err := s.run(ctx, in.String(), len(jobs)); err != nil {
			return nil, err
		}
	}
	r := &Recording{Samples: silence(opening)}
	for i, l := range lines {
		if err := r.add(keys[i], utterances[i], len(l.Words), l.Pause); err != nil {
			return nil, fmt.Errorf("%s: %w", l.ID, err)
		}
	}
	return r, nil
}

// Sounds spells words for the eye, in the alphabet of the voice.
func (s *Studio) Sounds(ctx context.Context, words []string) (string, error) {
	if s.spell == nil {
		s.spell = newSpeller()
	}
	u, err := s.spell.utter(ctx, words)
	return string(u.sounds), err
}

// key is the file, without its ending, that a sentence is kept in.
func (s *Studio) key(u utterance) string {
	sum := sha256.Sum256([]byte(modelSum + " " + Name + " " + speed + " " + string(u.sounds)))
	return filepath.Join(s.Cache, "sentences", hex.EncodeToString(sum[:10]))
}

// run lets the model read, and tells after every tenth sentence.
func (s *Studio) run(ctx context.Context, jobs string, n int) error {
	if err := os.MkdirAll(filepath.Join(s.Cache, "sentences"), 0o755); err != nil {
		return err
	}
	script := filepath.Join(s.Cache, "synth.mjs")
	if err := os.WriteFile(script, synth, 0o644); err != nil {
		return err
	}
	modules, err := filepath.Abs(s.Cache)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "node", script, modules, s.model(), s.voice(), speed, fmt.Sprint(max(1, s.Threads)))
	cmd.Stdin = strings.NewReader(jobs)
	var failed strings.Builder
	cmd.Stderr = &failed
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	done := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if done++; done%10 == 0 || done == n {
			s.Progress(fmt.Sprintf("  %d of %d sentences", done, n))
		}
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("node: %w: %s", err, failed.String())
	}
	if done != n {
		return fmt.Errorf("the voice read %d of %d sentences: %s", done, n, failed.String())
	}
	return nil
}

func silence(seconds float64) []int16 { return make([]int16, int(seconds*Rate)) }

// What the model leaves before and after a sentence is cut to this, so that
// pauses are the script's; quieter than floor is silence.
const (
	lead  = 30 * Rate / 1000
	trail = 60 * Rate / 1000
	floor = 131
)

// add appends a sentence that is kept at key, and when its words are heard.
func (r *Recording) add(key string, u utterance, words int, pause float64) error {
	raw, err := os.ReadFile(key + ".pcm")
	if err != nil {
		return err
	}
	samples := make([]int16, len(raw)/2)
	for i := range samples {
		samples[i] = int16(binary.LittleEndian.Uint16(raw[2*i:]))
	}
	text, err := os.ReadFile(key + ".json")
	if err != nil {
		return err
	}
	var frames []int
	if err := json.Unmarshal(text, &frames); err != nil {
		return err
	}
	if len(frames) != len(u.sounds)+2 {
		return fmt.Errorf("%s holds %d lengths for %d sounds; remove the file", key, len(frames), len(u.sounds))
	}
	loud := func(v int16) bool { return v > floor || v < -floor }
	from := slices.IndexFunc(samples, loud)
	to := len(samples)
	for to > 0 && !loud(samples[to-1]) {
		to--
	}
	if from < 0 {
		return fmt.Errorf("%s: the voice said nothing; remove the file", key)
	}
	from, to = max(0, from-lead), min(len(samples), to+trail)
	base := len(r.Samples)
	at := func(sample int) float64 { return float64(base+min(max(0, sample-from), to-from)) / Rate }
	line := Spoken{Span: Span{at(from), at(to)}, Words: make([]Span, words)}
	heard := make([]bool, words)
	t := frames[0] * frame
	for i, owner := range u.owner {
		end := t + frames[i+1]*frame
		if owner >= 0 {
			if !heard[owner] {
				line.Words[owner].Start = at(t)
				heard[owner] = true
			}
			line.Words[owner].End = at(end)
		}
		t = end
	}
	// A word without a sound of its own, such as a dash, is heard where the one
	// before it ends.
	for i := range line.Words {
		if !heard[i] {
			end := line.Start
			if i > 0 {
				end = line.Words[i-1].End
			}
			line.Words[i] = Span{end, end}
		}
	}
	r.Lines = append(r.Lines, line)
	r.Samples = append(r.Samples, samples[from:to]...)
	r.Samples = append(r.Samples, silence(pause)...)
	return nil
}

// writeWAV writes samples as a file that ffmpeg reads.
func writeWAV(w io.Writer, samples []int16) error {
	head := []byte("RIFF\x00\x00\x00\x00WAVEfmt ")
	size := uint32(2 * len(samples))
	binary.LittleEndian.PutUint32(head[4:], 36+size)
	for _, v := range []any{uint32(16), uint16(1), uint16(1), uint32(Rate), uint32(2 * Rate), uint16(2), uint16(16)} {
		head, _ = binary.Append(head, binary.LittleEndian, v)
	}
	head = append(head, "data"...)
	head = binary.LittleEndian.AppendUint32(head, size)
	if _, err := w.Write(head); err != nil {
		return err
	}
	return binary.Write(w, binary.LittleEndian, samples)
}
