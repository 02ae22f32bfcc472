// Package sound decodes recordings: how long they are, how loud when, where
// nobody speaks. The decoder is go-mp3.
//
// A recording may be cut short, be no MP3 at all, or be made to do harm: each of
// these is an error, never a panic.
package sound

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/hajimehoshi/go-mp3"
)

// ErrBroken is what broken and foreign files are told by.
var ErrBroken = errors.New("no MP3 that can be decoded")

// longest is how much of a recording is decoded, in samples: two hours at 48 kHz.
// A file that says it is longer is refused.
const longest = 2 * 60 * 60 * 48000

// stride is how many bytes go-mp3 writes for a sample: two channels of 16 bits,
// also for a recording of one.
const stride = 4

// Clip is an opened recording. Its times begin and end where players begin and
// end: what the encoder put around the sound is left out.
type Clip struct {
	dec    *mp3.Decoder
	rate   int
	skip   int64 // samples before the first
	length int64 // samples
	at     int64 // the sample that the decoder would write next, from its own first
	broken bool
}

// Open opens a recording.
func Open(file []byte) (clip *Clip, err error) {
	defer recovered(&err)
	dec, err := mp3.NewDecoder(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrBroken, err)
	}
	c := &Clip{dec: dec, rate: dec.SampleRate(), length: dec.Length() / stride, at: -1}
	if c.rate <= 0 || c.length <= 0 || c.length > longest {
		return nil, fmt.Errorf("%w: %d samples at %d Hz", ErrBroken, c.length, c.rate)
	}
	before, after := padding(file)
	if before+after < c.length {
		c.skip = before
		c.length -= before + after
	}
	return c, nil
}

// recovered turns a panic of the decoder, which has some, into an error.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%w: %v", ErrBroken, r)
	}
}

// Length is in seconds.
func (c *Clip) Length() float64 { return float64(c.length) / float64(c.rate) }

// Rate is in samples a second.
func (c *Clip) Rate() int { return c.rate }

// Samples decodes a stretch given in seconds; what of it lies outside the
// recording is left out.
func (c *Clip) Samples(from, to float64) (samples []int16, err error) {
	defer recovered(&err)
	if c.broken {
		return nil, ErrBroken
	}
	a, b := c.sample(from), c.sample(to)
	if a >= b {
		return nil, nil
	}
	// A frame may be written in part into those before it, and is mixed with the
	// one before it. go-mp3 goes back by one frame only, so what it decodes first
	// is wrong; it is decoded and dropped.
	const run = 16 * 1152
	start := max(0, c.skip+a-run)
	if c.at == c.skip+a {
		start = c.at // it goes on where it was
	}
	drop := (c.skip + a - start) * stride
	// go-mp3 panics when it is to go to the end or past it; sample has seen to
	// that. Where it still does, the file is not what its headers say.
	c.broken = true
	if c.at != start {
		if _, err := c.dec.Seek(start*stride, io.SeekStart); err != nil {
			return nil, fmt.Errorf("%w: %v", ErrBroken, err)
		}
	}
	raw := make([]byte, drop+(b-a)*stride)
	n, err := io.ReadFull(c.dec, raw)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: %v", ErrBroken, err)
	}
	c.broken = false
	c.at = start + int64(n)/stride
	raw = raw[min(drop, int64(n)):n]
	n = len(raw)
	samples = make([]int16, n/stride)
	for i := range samples {
		samples[i] = int16(binary.LittleEndian.Uint16(raw[i*stride:]))
	}
	return samples, nil
}

// sample is the number of the sample at a time, kept within the recording.
func (c *Clip) sample(t float64) int64 {
	switch v := t * float64(c.rate); {
	case math.IsNaN(v), v <= 0:
		return 0
	case v >= float64(c.length):
		return c.length
	default:
		return int64(v + 0.5)
	}
}

// Levels divides a recording into n stretches of equal length and tells of each
// how loud it is, on the whole, from 0 to 255 for the loudest of them.
func Levels(samples []int16, n int) []uint8 {
	power := make([]float64, max(0, n))
	loudest := 0.0
	for i := range power {
		part := samples[i*len(samples)/n : (i+1)*len(samples)/n]
		for _, v := range part {
			power[i] += float64(v) * float64(v)
		}
		power[i] = math.Sqrt(power[i] / float64(max(1, len(part))))
		loudest = max(loudest, power[i])
	}
	out := make([]uint8, len(power))
	for i, p := range power {
		if loudest > 0 {
			out[i] = uint8(p / loudest * 255)
		}
	}
	return out
}

// Span is a stretch of a recording in seconds.
type Span struct{ From, To float64 }

// Silences lists where a recording stays below a level from 0 to 1 for at least
// some seconds.
func Silences(samples []int16, rate int, level, least float64) []Span {
	var out []Span
	limit, from := int(level*32768), 0
	for i := 0; i <= len(samples); i++ {
		if i < len(samples) && abs(samples[i]) < limit {
			continue
		}
		if s := (Span{float64(from) / float64(rate), float64(i) / float64(rate)}); s.To-s.From >= least {
			out = append(out, s)
		}
		from = i + 1
	}
	return out
}

func abs(v int16) int {
	if v < 0 {
		return -int(v)
	}
	return int(v)
}

// decoderDelay is by how many samples every MP3 decoder is late.
const decoderDelay = 529

// padding tells how many samples decoding yields before and after the sound:
// the frame of information that encoders write first, decoded as silence, and
// what that frame says was added. A file without it has none.
func padding(file []byte) (before, after int64) {
	head := file
	if n := id3Length(head); n < len(head) {
		head = head[n:]
	}
	i := information(head)
	if i < 0 {
		return 0, 0
	}
	frame := int64(1152)
	if head[1]&0x08 == 0 { // MPEG-2 has half as many samples a frame
		frame = 576
	}
	at := i + 8
	if at > len(head) {
		return frame, 0
	}
	flags := binary.BigEndian.Uint32(head[i+4:])
	for bit, size := range []int{4, 4, 100, 4} {
		if flags&(1<<bit) != 0 {
			at += size
		}
	}
	const lame = 21 // from the encoder's name to the two lengths
	if at+lame+3 > len(head) {
		return frame, 0
	}
	d := head[at+lame:]
	delay := int64(d[0])<<4 | int64(d[1])>>4
	pad := int64(d[1]&0x0f)<<8 | int64(d[2])
	if delay == 0 && pad == 0 {
		return frame, 0
	}
	return frame + delay + decoderDelay, max(0, pad-decoderDelay)
}

// id3Length is the length of the tag a file begins with.
func id3Length(b []byte) int {
	if len(b) < 10 || string(b[:3]) != "ID3" {
		return 0
	}
	return 10 + (int(b[6]&0x7f)<<21 | int(b[7]&0x7f)<<14 | int(b[8]&0x7f)<<7 | int(b[9]&0x7f))
}
