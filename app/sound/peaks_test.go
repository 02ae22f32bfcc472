package sound

import (
	"errors"
	"slices"
	"testing"
)

// The pieces make up the whole, each once, that of the time asked for first;
// they are what decoding it all at once shows.
func TestPeaks(t *testing.T) {
	file := recording(t)[:200000]
	c, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	samples, err := c.Samples(0, c.Length())
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []float64{0, 15, 1e9, -3} {
		var all []uint8
		first := -1
		err := Peaks(file, at, func(from, length int, p []uint8) {
			if all == nil {
				all, first = make([]uint8, length), from
			}
			for i, v := range p {
				if all[from+i] != 0 {
					t.Fatalf("peak %d comes twice", from+i)
				}
				all[from+i] = v
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(all, 0) {
			t.Error("a peak is missing")
		}
		if want := min(max(0, at), c.Length()-1); float64(first)/PeakRate > want || float64(first)/PeakRate < want-peaksPiece {
			t.Errorf("at %v s the first piece begins at %v s", at, float64(first)/PeakRate)
		}
		per := c.Rate() / PeakRate
		for i, v := range all[:len(samples)/per] {
			want := 0
			for _, x := range samples[i*per : (i+1)*per] {
				want = max(want, abs(x))
			}
			if int(v) != max(1, want>>7) {
				t.Fatalf("peak %d is %d, want %d", i, v, want>>7)
			}
		}
	}
	if err := Peaks([]byte("no sound"), 0, func(int, int, []uint8) { t.Error("a piece of nothing") }); !errors.Is(err, ErrBroken) {
		t.Errorf("got %v", err)
	}
}

func FuzzPeaks(f *testing.F) {
	whole := recording(f)
	f.Add(whole[:3000], 0.0)
	f.Add(whole[2000:5000], 9.0)
	f.Fuzz(func(t *testing.T, file []byte, at float64) {
		err := Peaks(file, at, func(first, length int, p []uint8) {
			if first < 0 || first+len(p) > length {
				t.Errorf("%d peaks from %d of %d", len(p), first, length)
			}
		})
		if err != nil && !errors.Is(err, ErrBroken) {
			t.Fatal(err)
		}
	})
}
