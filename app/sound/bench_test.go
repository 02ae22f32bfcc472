package sound

import "testing"

// How many seconds of a recording are decoded in a second.
func BenchmarkPeaks(b *testing.B) {
	file := recording(b)
	c, err := Open(file)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := Peaks(file, 0, func(int, int, []uint8) {}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(c.Length()*float64(b.N)/b.Elapsed().Seconds(), "×real-time")
}
