package voice

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// espeak is what espeak-ng 1.51 writes for these words.
var espeak = map[string]string{
	"the threat certain": "ðə θɹˈɛt sˈɜːʔn̩",
	"the":                "ðə",
	"threat":             "θɹˈɛt",
	"certain":            "sˈɜːʔn̩",
	"of the law":         "ʌvðə lˈɔː",
	"of":                 "ʌv",
	"law":                "lˈɔː",
	"label grade joy":    "lˈe^ɪbə^l ɡɹˈe^ɪd d^ʒˈɔ^ɪ",
	"label":              "lˈe^ɪbə^l",
	"grade":              "ɡɹˈe^ɪd",
	"joy":                "d^ʒˈɔ^ɪ",
	"said":               "sˈɛd",
}

func fake(t *testing.T) *speller {
	s := newSpeller()
	s.ask = func(_ context.Context, text string) (string, error) {
		line, ok := espeak[text]
		if !ok {
			t.Errorf("espeak-ng is asked for %q", text)
		}
		return line, nil
	}
	return s
}

func TestUtter(t *testing.T) {
	for _, c := range []struct {
		words  []string
		sounds string
		owners string // a letter for each sound: a for the first word, - for none
	}{
		{[]string{"the", "threat,", "certain."}, "ðə θɹˈɛt, sˈɜɹtᵊn.", ""},
		{[]string{"of", "the", "law"}, "ʌv ðə lˈɔ", "aa-bb-ccc"},
		{[]string{"label", "grade", "joy"}, "lˈAbᵊl ɡɹˈAd ʤˈY", "aaaaaa-bbbbb-ccc"},
		{[]string{"/ˈɔɹɪk/'s", "law"}, "ˈɔɹɪks lˈɔ", "aaaaaa-bbb"},
		{[]string{"“/nˈIn ˈA/,”", "said"}, "“nˈIn ˈA,” sˈɛd", "-aaaaaaa---bbbb"},
		{[]string{"law —", "grade"}, "lˈɔ— ɡɹˈAd", "aaa--bbbbb"},
	} {
		s := fake(t)
		if c.owners == "" {
			s.known["the threat"] = "ðə θɹˈɛt"
		}
		u, err := s.utter(t.Context(), c.words)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(u.sounds); got != c.sounds {
			t.Errorf("%q sounds %q, want %q", c.words, got, c.sounds)
		}
		var owners strings.Builder
		for _, o := range u.owner {
			owners.WriteByte("-abcdef"[o+1])
		}
		if c.owners != "" && owners.String() != c.owners {
			t.Errorf("%q: the sounds belong to %s, want %s", c.words, owners.String(), c.owners)
		}
	}
}

// keep puts a sentence into the cache as the model would have.
func keep(t *testing.T, s *Studio, words []string, frames []int, samples []int16) {
	t.Helper()
	u, err := s.spell.utter(t.Context(), words)
	if err != nil {
		t.Fatal(err)
	}
	if len(frames) != len(u.sounds)+2 {
		t.Fatalf("%q has %d sounds", words, len(u.sounds))
	}
	key := s.key(u)
	var raw bytes.Buffer
	for _, v := range samples {
		raw.Write([]byte{byte(v), byte(v >> 8)})
	}
	text, _ := json.Marshal(frames)
	if err := os.MkdirAll(filepath.Dir(key), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{key + ".pcm": raw.Bytes(), key + ".json": text} {
		if err := os.WriteFile(name, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A sentence that is kept is not made again, and its words are heard when the
// model says.
func TestRead(t *testing.T) {
	s := &Studio{Cache: t.TempDir(), Progress: func(string) {}, spell: fake(t)}
	s.spell.known["law"] = "lˈɔ"
	words := []string{"/lˈɔ/", "/lˈɔ/"} // 7 sounds with the space
	frames := []int{4, 1, 1, 2, 1, 1, 1, 2, 3}
	samples := make([]int16, 16*frame)
	for i := 4 * frame; i < 13*frame; i++ {
		samples[i] = 9000
	}
	keep(t, s, words, frames, samples)
	r, err := s.Read(t.Context(), []Line{{"x-1-s1", words, 0.5}, {"x-1-s2", words, 1}})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Lines) != 2 {
		t.Fatalf("%d lines", len(r.Lines))
	}
	// 9 frames of sound, with what is left around them.
	const length = float64(9*frame+lead+trail) / Rate
	first, second := r.Lines[0], r.Lines[1]
	near := func(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 }
	if !near(first.Start, opening) || !near(first.End, opening+length) || !near(second.Start, opening+length+0.5) {
		t.Errorf("lines at %v and %v", first.Span, second.Span)
	}
	if want := (opening + float64(lead)/Rate); !near(first.Words[0].Start, want) || !near(first.Words[1].Start, want+5*frame/float64(Rate)) || !near(first.Words[1].End, want+9*frame/float64(Rate)) {
		t.Errorf("words at %v", first.Words)
	}
	if want := int((opening + 2*length + 1.5) * Rate); len(r.Samples) != want {
		t.Errorf("%d samples, want %d", len(r.Samples), want)
	}
}

func TestTooLong(t *testing.T) {
	s := &Studio{Cache: t.TempDir(), spell: fake(t)}
	_, err := s.Read(t.Context(), []Line{{ID: "x-1-s1", Words: []string{"/" + strings.Repeat("a", 510) + "/"}}})
	if err == nil || !strings.Contains(err.Error(), "x-1-s1: the sentence has 510 sounds") {
		t.Error(err)
	}
}

func TestVerify(t *testing.T) {
	if err := verify("x", []byte("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); err != nil {
		t.Error(err)
	}
	if err := verify("the model", []byte("abd"), modelSum); err == nil || !strings.Contains(err.Error(), "the model is not the one expected") {
		t.Error(err)
	}
}

// The piece that is put behind the model, byte by byte as ONNX wants it.
func TestFramesOutput(t *testing.T) {
	want := append([]byte{0x3a, 32, 0x62, 30, 0x0a, 22}, "/encoder/Clip_output_0"...)
	want = append(want, 0x12, 4, 0x0a, 2, 0x08, 1)
	if got := framesOutput(); !slices.Equal(got, want) {
		t.Errorf("got % x", got)
	}
}

func TestWAV(t *testing.T) {
	var b bytes.Buffer
	if err := writeWAV(&b, []int16{1, -1}); err != nil {
		t.Fatal(err)
	}
	want := "RIFF\x28\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\xc0\x5d\x00\x00\x80\xbb\x00\x00\x02\x00\x10\x00data\x04\x00\x00\x00\x01\x00\xff\xff"
	if b.String() != want {
		t.Errorf("got %q", b.String())
	}
}
