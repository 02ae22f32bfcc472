package raster

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
	"maps"
	"slices"
)

// Revision changes whenever the same calls draw other bytes than before. What
// keeps pictures from one build to the next goes by it; the test that compares
// with a file says so when it finds another picture.
const Revision = "3"

// colours is how many colours a packed picture has at most. A byte tells more
// apart, but fewer shades along the edges pack better, and nobody sees the
// difference.
const colours = 16

// Note is a line of text inside a PNG file: what it shows, who made it. Keys are
// those of the PNG specification, such as Title, Description, Copyright.
type Note struct{ Key, Text string }

// WritePacked writes the picture with few colours, which makes flat pictures a
// third as large, and with notes. It fails if something could not be drawn.
func (c *Canvas) WritePacked(w io.Writer, notes []Note) error {
	if c.err != nil {
		return c.err
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, c.flat()); err != nil {
		return err
	}
	// The header is the first chunk: eight bytes of signature, 25 of it.
	const head = 8 + 25
	packed := out.Bytes()
	for _, part := range [][]byte{packed[:head], chunks(notes), packed[head:]} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// chunks writes notes as iTXt chunks, which hold any letters.
func chunks(notes []Note) []byte {
	var out []byte
	for _, n := range notes {
		if n.Text == "" {
			continue
		}
		body := append([]byte("iTXt"+n.Key), 0, 0, 0, 0, 0) // not compressed, no language, no translated key
		body = append(body, n.Text...)
		out = binary.BigEndian.AppendUint32(out, uint32(len(body)-4))
		out = append(out, body...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body))
	}
	return out
}

// flat is the picture with at most as many colours as that: those of whole
// areas, then the most frequent ones, and for each of the others the nearest.
func (c *Canvas) flat() *image.Paletted {
	count := map[rgb]int{}
	run, n := rgb{}, 0
	for i := 0; i < len(c.img.Pix); i += 4 {
		k := rgb(c.img.Pix[i : i+3])
		if k != run {
			count[run] += n
			run, n = k, 0
		}
		n++
	}
	count[run] += n
	for _, k := range c.used {
		if at := (rgb{k.R, k.G, k.B}); count[at] > 0 {
			count[at] += len(c.img.Pix) // before all shades
		}
	}
	order := slices.SortedFunc(maps.Keys(count), func(a, b rgb) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), slices.Compare(a[:], b[:]))
	})
	var palette color.Palette
	kept := order[:min(len(order), colours)]
	index := map[rgb]uint8{}
	for i, k := range kept {
		index[k] = uint8(i)
		palette = append(palette, color.RGBA{k[0], k[1], k[2], 255})
	}
	for _, k := range order[len(kept):] {
		index[k] = nearest(k, kept)
	}
	out := image.NewPaletted(c.img.Bounds(), palette)
	last, at := rgb{}, -1
	for i := 0; i < len(c.img.Pix); i += 4 {
		if k := rgb(c.img.Pix[i : i+3]); at < 0 || k != last {
			last, at = k, int(index[k])
		}
		out.Pix[i/4] = uint8(at)
	}
	return out
}

type rgb [3]uint8

// nearest is the place among kept of the colour that is least far from k.
func nearest(k rgb, kept []rgb) uint8 {
	best, least := 0, 1<<31
	for i, p := range kept {
		far := 0
		for j := range 3 {
			d := int(k[j]) - int(p[j])
			far += d * d
		}
		if far < least {
			best, least = i, far
		}
	}
	return uint8(best)
}
