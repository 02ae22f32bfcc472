package sound

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// Browsers find the times of every recording to the sample.
func TestRecordingsAreExact(t *testing.T) {
	names, _ := filepath.Glob("../../assets/audio/*.mp3")
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !Exact(b) {
			t.Errorf("%s is not exact", name)
		}
	}
}

func TestExact(t *testing.T) {
	file := recording(t)
	l, err := layoutOf(file)
	if err != nil {
		t.Fatal(err)
	}
	if l.size != 168 || l.samples != 576 || l.start+l.first+l.frames*l.size != len(file) {
		t.Errorf("%+v in %d bytes", l, len(file))
	}
	at := l.start + information(file[l.start:])
	with := func(change func(b []byte)) []byte {
		b := slices.Clone(file)
		change(b)
		return b
	}
	for _, c := range []struct {
		name string
		file []byte
		mend bool // whether MakeExact can mend it
	}{
		{"frames not counted right", with(func(b []byte) { b[at+11]++ }), true},
		{"the first frame counted", with(func(b []byte) { b[at+15] += 192 }), true},
		{"silence told of", with(func(b []byte) { copy(b[at+16+100+4:], "LAME3.100"); b[at+16+100+4+21] = 0x24 }), true},
		{"cut between frames", file[:len(file)-168], true},
		{"cut in a frame", file[:len(file)-1], false},
		{"another bit rate", with(func(b []byte) { b[l.start+l.first+168*5+2] ^= 0x10 }), false},
		{"another rate of samples", with(func(b []byte) { b[l.start+l.first+168*5+2] ^= 0x08 }), false},
		{"no first frame", slices.Concat(file[:l.start], file[l.start+l.first:]), false},
		{"first frame only", file[:l.start+l.first], false},
		{"tag only", file[:l.start], false},
		{"half a tag", file[:20], false},
		{"empty", nil, false},
		{"text", bytes.Repeat([]byte("no sound "), 99), false},
	} {
		if Exact(c.file) {
			t.Errorf("%s: exact", c.name)
		}
		b := slices.Clone(c.file)
		if err := MakeExact(b); (err == nil) != c.mend || err != nil && !errors.Is(err, ErrBroken) {
			t.Errorf("%s: %v", c.name, err)
		}
		if c.mend && !Exact(b) {
			t.Errorf("%s: not mended", c.name)
		}
	}
}

func TestFrameLength(t *testing.T) {
	for _, c := range []struct {
		head    []byte
		size    int
		samples int64
	}{
		{[]byte{0xff, 0xf3, 0x74, 0xc4}, 168, 576},  // 56 kbit/s, 24 kHz
		{[]byte{0xff, 0xfb, 0x90, 0x64}, 417, 1152}, // 128 kbit/s, 44.1 kHz
		{[]byte{0xff, 0xfb, 0x92, 0x64}, 418, 1152}, // the same with a byte more
		{[]byte{0xff, 0xe3, 0x18, 0xc4}, 72, 576},   // 8 kbit/s, 8 kHz
		{[]byte{0xff, 0xeb, 0x90, 0x64}, 0, 0},      // a version that is not
		{[]byte{0xff, 0xfd, 0x90, 0x64}, 0, 0},      // layer II
		{[]byte{0xff, 0xfb, 0xf0, 0x64}, 0, 0},      // no rate
		{[]byte{0xff, 0xfb, 0x0c, 0x64}, 0, 0},
		{[]byte{0xff, 0xfb, 0x90}, 0, 0},
	} {
		if size, samples := frameLength(c.head); size != c.size || samples != c.samples {
			t.Errorf("% x: %d bytes, %d samples", c.head, size, samples)
		}
	}
}

func FuzzExact(f *testing.F) {
	whole := recording(f)
	f.Add(whole[:3000])
	f.Add(whole[192:900])
	f.Fuzz(func(t *testing.T, file []byte) {
		if err := MakeExact(file); err == nil && !Exact(file) {
			t.Error("made exact, and is not")
		}
	})
}
