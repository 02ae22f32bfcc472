package raster

import (
	"fmt"
	"io/fs"
	"math"
	"path"
	"slices"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Fonts are the fonts a Canvas can write with. They may be shared by any
// number of canvases at a time.
type Fonts struct {
	byName map[string]*sfnt.Font
}

// LoadFonts reads every *.woff in the root of fsys. A file is called
// FAMILY-WEIGHT.woff, such as source-serif-4-600.woff, and a [Style] names the
// family and the weight.
//
// They are static instances in WOFF 1.0, as published, and not the variable
// WOFF 2.0 files that readers get: the font reader used here knows no weight
// axis, and takes the default for every text.
func LoadFonts(fsys fs.FS) (*Fonts, error) {
	names, err := fs.Glob(fsys, "*.woff")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no *.woff files to draw cards with")
	}
	f := &Fonts{byName: map[string]*sfnt.Font{}}
	for _, name := range names {
		woff, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		data, err := sfntOf(woff)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		face, err := sfnt.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		f.byName[strings.TrimSuffix(path.Base(name), ".woff")] = face
	}
	return f, nil
}

// Style says how text is written.
type Style struct {
	Family string  // "source-serif-4" or "public-sans"
	Weight int     // 400 or 600
	Size   float64 // pixels to the em
}

// face finds the font of a style.
func (f *Fonts) face(s Style) (*sfnt.Font, error) {
	name := fmt.Sprintf("%s-%d", s.Family, s.Weight)
	if face := f.byName[name]; face != nil {
		return face, nil
	}
	var have []string
	for n := range f.byName {
		have = append(have, n)
	}
	slices.Sort(have)
	return nil, fmt.Errorf("no font %q; there are %s", name, strings.Join(have, ", "))
}

// glyph is one character of a text, placed.
type glyph struct {
	index sfnt.GlyphIndex
	x     float64 // from the start of the text
}

// layout places the characters of a text one after another, kerned, and
// measures the whole.
func layout(face *sfnt.Font, size float64, s string) (glyphs []glyph, width float64, err error) {
	var buf sfnt.Buffer
	ppem := fixed26(size)
	var x fixed.Int26_6
	var before sfnt.GlyphIndex
	for i, r := range s {
		index, err := face.GlyphIndex(&buf, r)
		if err != nil {
			return nil, 0, err
		}
		if index == 0 {
			// A box in place of a letter would be found by readers only.
			return nil, 0, fmt.Errorf("text %q: the font has no %q", s, r)
		}
		if i > 0 {
			// Where the font kerns nothing, the pair stands as it is.
			if kern, err := face.Kern(&buf, before, index, ppem, font.HintingNone); err == nil {
				x += kern
			}
		}
		glyphs = append(glyphs, glyph{index, float64(x) / 64})
		advance, err := face.GlyphAdvance(&buf, index, ppem, font.HintingNone)
		if err != nil {
			return nil, 0, err
		}
		x += advance
		before = index
	}
	return glyphs, float64(x) / 64, nil
}

// outline is the outline of a glyph, with its origin at x, y.
func outline(face *sfnt.Font, size float64, index sfnt.GlyphIndex, x, y float64) ([]line, error) {
	var buf sfnt.Buffer
	segments, err := face.LoadGlyph(&buf, index, fixed26(size), nil)
	if err != nil {
		return nil, err
	}
	at := func(p fixed.Point26_6) point {
		return point{x + float64(p.X)/64, y + float64(p.Y)/64}
	}
	var b builder
	for _, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			b.close()
			b.moveTo(at(s.Args[0]))
		case sfnt.SegmentOpLineTo:
			b.lineTo(at(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			b.quadTo(at(s.Args[0]), at(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			b.cubeTo(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
		}
	}
	b.close()
	return b.lines, nil
}

func fixed26(v float64) fixed.Int26_6 { return fixed.Int26_6(math.Round(v * 64)) }

// Width measures a text in pixels.
func (f *Fonts) Width(s string, style Style) (float64, error) {
	face, err := f.face(style)
	if err != nil {
		return 0, err
	}
	_, width, err := layout(face, style.Size, s)
	return width, err
}

// Wrap breaks a text at its spaces into lines of at most width pixels. A word
// that is wider than that keeps a line for itself.
func (f *Fonts) Wrap(s string, style Style, width float64) ([]string, error) {
	var lines []string
	var current string
	for word := range strings.FieldsSeq(s) {
		longer := word
		if current != "" {
			longer = current + " " + word
		}
		w, err := f.Width(longer, style)
		if err != nil {
			return nil, err
		}
		if w > width && current != "" {
			lines = append(lines, current)
			longer = word
		}
		current = longer
	}
	if current != "" {
		lines = append(lines, current)
	}
	return lines, nil
}
