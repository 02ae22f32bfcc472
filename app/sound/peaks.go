package sound

// PeakRate is how many peaks there are of a second.
const PeakRate = 500

// peaksPiece is how much of a recording is decoded before its peaks are handed
// out, in seconds: enough for the widest picture of a part, and soon there.
const peaksPiece = 10

// Peaks decodes a whole recording and tells how far it swings in every 1/500 s,
// from 1 for not at all to 255: a picture of any stretch can be drawn from them.
// They come in pieces, each with the number of its first peak; the piece that
// holds the time at, in seconds, comes first. The whole has length peaks.
func Peaks(file []byte, at float64, piece func(first, length int, peaks []uint8)) error {
	c, err := Open(file)
	if err != nil {
		return err
	}
	length := int(c.length * PeakRate / int64(c.rate))
	const size = peaksPiece * PeakRate
	pieces := (length + size - 1) / size
	from := min(int(c.sample(at)*PeakRate/int64(c.rate))/size, max(0, pieces-1))
	for i := range pieces {
		first := (from + i) % pieces * size
		last := min(first+size, length)
		samples, err := c.Samples(float64(first)/PeakRate, float64(last)/PeakRate)
		if err != nil {
			return err
		}
		piece(first, length, peaks(samples, last-first, c.rate))
	}
	return nil
}

// peaks tells of n stretches how far each swings. There may be less samples than
// a file has said.
func peaks(samples []int16, n, rate int) []uint8 {
	out := make([]uint8, n)
	for i := range out {
		loudest := 0
		for _, v := range samples[min(i*rate/PeakRate, len(samples)):min((i+1)*rate/PeakRate, len(samples))] {
			loudest = max(loudest, abs(v))
		}
		out[i] = uint8(max(1, min(255, loudest>>7)))
	}
	return out
}
