package sound

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// recording is one of the explainer's own.
func recording(t testing.TB) []byte {
	t.Helper()
	names, _ := filepath.Glob("../../assets/audio/*.mp3")
	if len(names) == 0 {
		t.Skip("no recordings; explainer narrate makes them")
	}
	b, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestClip(t *testing.T) {
	c, err := Open(recording(t)[:60000]) // cut in the middle of a frame
	if err != nil {
		t.Fatal(err)
	}
	if c.Rate() != 24000 || c.Length() < 8 || c.Length() > 9 {
		t.Fatalf("%d Hz, %.2f s", c.Rate(), c.Length())
	}
	all, err := c.Samples(0, c.Length())
	if err != nil {
		t.Fatal(err)
	}
	if got := float64(len(all)) / 24000; math.Abs(got-c.Length()) > 0.1 {
		t.Errorf("decoded %.2f s of %.2f", got, c.Length())
	}
	// The same stretch comes out wherever one came from.
	for _, from := range []float64{5, 1, 0.1, 3.3} {
		part, err := c.Samples(from, from+0.05)
		if err != nil {
			t.Fatal(err)
		}
		want := all[int(from*24000):][:len(part)]
		if len(part) != 1200 || !slices.Equal(part, want) {
			t.Errorf("at %v s %d samples, which are others than in the whole", from, len(part))
		}
	}
}

// go-mp3 panics when it is to go past the end; we stay inside.
func TestOutside(t *testing.T) {
	c, err := Open(recording(t)[:30000])
	if err != nil {
		t.Fatal(err)
	}
	for _, span := range [][2]float64{{c.Length(), c.Length() + 1}, {1e9, 2e9}, {-5, -1}, {2, 1}, {math.NaN(), math.NaN()}, {math.Inf(-1), -1}, {math.Inf(1), math.Inf(1)}} {
		if got, err := c.Samples(span[0], span[1]); err != nil || len(got) != 0 {
			t.Errorf("%v: %d samples, %v", span, len(got), err)
		}
	}
	if got, err := c.Samples(c.Length()-0.1, math.Inf(1)); err != nil || len(got) == 0 || len(got) > 2400 {
		t.Errorf("the end: %d samples, %v", len(got), err)
	}
}

func TestBroken(t *testing.T) {
	whole := recording(t)
	for name, file := range map[string][]byte{
		"empty": nil, "text": []byte("no sound at all"), "tag only": whole[:10], "zeros": make([]byte, 5000),
		"a frame's head": {0xff, 0xf3, 0x64, 0xc4}, "endless tag": []byte("ID3\x03\x00\x00\x7f\x7f\x7f\x7f"),
	} {
		if _, err := Open(file); !errors.Is(err, ErrBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLevels(t *testing.T) {
	samples := make([]int16, 400)
	for i := range 100 {
		samples[i], samples[300+i] = 1000, -2000
	}
	if got := Levels(samples, 4); !slices.Equal(got, []uint8{127, 0, 0, 255}) {
		t.Errorf("got %v", got)
	}
	if got := Levels(nil, 3); !slices.Equal(got, []uint8{0, 0, 0}) {
		t.Errorf("of nothing: %v", got)
	}
	if got := Levels(samples, -1); len(got) != 0 {
		t.Errorf("less than none: %v", got)
	}
}

func TestSilences(t *testing.T) {
	samples := make([]int16, 100)
	samples[10], samples[13], samples[50] = 9000, 9000, -9000
	want := []Span{{0, 1}, {1.4, 5}, {5.1, 10}}
	if got := Silences(samples, 10, 0.1, 0.5); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Whatever a file holds, it is an error or a recording, and never more than was
// asked for.
func FuzzOpen(f *testing.F) {
	whole := recording(f)
	f.Add(whole[:3000], 0.0, 1.0)
	f.Add(whole[2000:5000], 0.1, 9.0)
	f.Add([]byte("ID3\x03\x00\x00\x00\x00\x00\x02\xff\xfb\x90\x64"), -1.0, 1e300)
	f.Fuzz(func(t *testing.T, file []byte, from, to float64) {
		c, err := Open(file)
		if err != nil {
			if !errors.Is(err, ErrBroken) {
				t.Fatal(err)
			}
			return
		}
		samples, err := c.Samples(from, to)
		if err != nil && !errors.Is(err, ErrBroken) {
			t.Fatal(err)
		}
		if n := float64(len(samples)); n > (to-from)*float64(c.Rate())+2 && n > 0 {
			t.Errorf("%v samples between %v and %v s", n, from, to)
		}
	})
}
