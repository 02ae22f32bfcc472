package sound

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// EncoderDelay is by how many samples the sound in an MP3 of 24 kHz is late when
// LAME has made it: its own delay and every decoder's.
const EncoderDelay = 576 + decoderDelay

// Exact reports whether browsers find a time in a recording to the sample.
//
// They find it by division, from the number of frames and bytes that the first
// frame tells. Chromium's demuxer is led astray by three things that encoders do:
// they count the first frame into the bytes, which is off by a frame in the
// second half of a file; they tell of silence that they have added, which it
// takes off the length but not off the times; and they put parts of a frame into
// those before it, which are missing where playing begins in the middle. An exact
// recording has frames of one length, says how many bytes they have, and
// tells of no silence.
func Exact(file []byte) bool {
	l, err := layoutOf(file)
	if err != nil {
		return false
	}
	frames, size, ok := told(file[l.start:])
	before, after := padding(file)
	return ok && frames == l.frames && size == l.frames*l.size && before == l.samples && after == 0
}

// MakeExact changes what the first frame of a recording tells, in place, so that
// it is exact. Whoever made it has cut [EncoderDelay] off the sound and let no
// frame use the room of others.
func MakeExact(file []byte) error {
	l, err := layoutOf(file)
	if err != nil {
		return err
	}
	first := file[l.start : l.start+l.first]
	if _, _, ok := told(first); !ok {
		return fmt.Errorf("%w: its first frame does not tell how long it is", ErrBroken)
	}
	at := information(first)
	binary.BigEndian.PutUint32(first[at+8:], uint32(l.frames))
	binary.BigEndian.PutUint32(first[at+12:], uint32(l.frames*l.size))
	// All that is behind the table of places is the encoder's own.
	clear(first[min(at+16+100, len(first)):])
	return nil
}

// layout is how a recording is divided.
type layout struct {
	start   int   // where the first frame begins
	first   int   // its length in bytes
	frames  int   // how many come after it
	size    int   // the length of each of them
	samples int64 // in each
}

// layoutOf fails if the frames of a recording after the first differ in length,
// or something is between or behind them.
func layoutOf(file []byte) (layout, error) {
	l := layout{start: id3Length(file)}
	if l.start > len(file) {
		return l, fmt.Errorf("%w: it ends in its tag", ErrBroken)
	}
	for at := l.start; at < len(file); {
		size, samples := frameLength(file[at:])
		switch {
		case size == 0 || size > len(file)-at:
			return l, fmt.Errorf("%w: at byte %d is no frame", ErrBroken, at)
		case l.first == 0:
			l.first, l.samples = size, samples
		case l.size == 0:
			l.size = size
		}
		if at > l.start {
			l.frames++
			if size != l.size || samples != l.samples {
				return l, fmt.Errorf("%w: the frame at byte %d has another length than those before it", ErrBroken, at)
			}
		}
		at += size
	}
	if l.frames == 0 {
		return l, fmt.Errorf("%w: it has no frames", ErrBroken)
	}
	return l, nil
}

// frameLength reads the length of a frame of layer III in bytes and in samples;
// 0 where there is none.
func frameLength(b []byte) (size int, samples int64) {
	const layerThree = 1
	if len(b) < 4 || b[0] != 0xff || b[1]&0xe0 != 0xe0 || b[1]>>1&3 != layerThree {
		return 0, 0
	}
	kilobits := [16]int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
	rate := [4]int{44100, 48000, 32000, 0}[b[2]>>2&3]
	samples = 576
	switch b[1] >> 3 & 3 {
	case 0: // MPEG-2.5
		rate /= 4
	case 1: // reserved
		return 0, 0
	case 2: // MPEG-2
		rate /= 2
	case 3: // MPEG-1
		samples = 1152
		kilobits = [16]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
	}
	k := kilobits[b[2]>>4]
	if k == 0 || rate == 0 {
		return 0, 0
	}
	return int(samples)/8*k*1000/rate + int(b[2]>>1&1), samples
}

// information is where in a file without its tag the encoder's frame of
// information has its name, or -1.
func information(head []byte) int {
	const within = 2048 // the first frame's header lies before it
	head = head[:min(len(head), within)]
	if i := max(bytes.Index(head, []byte("Xing")), bytes.Index(head, []byte("Info"))); i >= 4 {
		return i
	}
	return -1
}

// told is how many frames and bytes that frame says there are.
func told(head []byte) (frames, size int, ok bool) {
	const both = 3
	i := information(head)
	if i < 0 || i+16 > len(head) || head[i+7]&both != both {
		return 0, 0, false
	}
	return int(binary.BigEndian.Uint32(head[i+8:])), int(binary.BigEndian.Uint32(head[i+12:])), true
}
