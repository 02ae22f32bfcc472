package raster

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "accept the pictures as they are drawn now")

func fonts(t testing.TB) *Fonts {
	t.Helper()
	f, err := LoadFonts(os.DirFS("../../assets/fonts/card"))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// sample is a card with everything in it that a card can have.
func sample(f *Fonts) (*Canvas, error) {
	var (
		paper  = Hex("#FBFAF7")
		ink    = Hex("#1C1B19")
		line   = Hex("#D9D5CC")
		indigo = Hex("#433A8E")
		ochre  = Hex("#A35200")
		teal   = Hex("#0B6B66")
		serif  = Style{"source-serif-4", 600, 64}
		sans   = Style{"public-sans", 400, 24}
		label  = Style{"public-sans", 600, 20}
		// A square with a hole that turns the other way, and a bay of curves.
		land = "M0 0h60v40H0zM20,10v20h20v-20ZM70 0c20-10 30 10 10 20-20 10 0 20 20 20l-30 0z"
	)
	c := New(1200, 630, paper, f)
	c.Rect(0, 0, 1200, 12, ink)
	lines, err := f.Wrap("What did Washington threaten, and with what money?", serif, 560)
	if err != nil {
		return nil, err
	}
	for i, l := range lines {
		c.Text(64, 170+float64(i)*76, l, serif, ink, Start)
	}
	c.Text(64, 570, "Strings Attached · Chapter 1 · 27 March 2017", sans, ink, Start)
	zoom := Transform{K: 5, X: 660, Y: 180}
	c.FillPath(land, zoom, Hex("#ECE8DF"))
	c.StrokePath(land, zoom, 2, line)
	c.StrokePath("M0 50L100 54 80 60", zoom, 0.8, ink)
	c.Circle(760, 150, 14, ochre)
	c.Ring(760, 150, 22, 4, ochre)
	c.Rect(850, 136, 28, 28, indigo)
	c.Diamond(960, 150, 20, teal)
	c.Circle(1195, 625, 60, color.NRGBA{0xA3, 0x52, 0, 0x80}) // partly outside, half transparent
	c.Text(1136, 120, "End", label, ink, End)
	c.Text(905, 420, "Middle of it", label, teal, Middle)
	return c, nil
}

// The picture is the test; look at testdata/card.png in the diff.
func TestCard(t *testing.T) {
	const golden = "testdata/card.png"
	c, err := sample(fonts(t))
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := c.WritePNG(&got); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	// Points are compared and not files, as another Go may pack them otherwise.
	if d := differing(t, got.Bytes(), want); d != 0 {
		t.Errorf("%d points differ from %s; if that is right, make golden", d, golden)
	}

	again, err := sample(fonts(t))
	if err != nil {
		t.Fatal(err)
	}
	var second bytes.Buffer
	if err := again.WritePNG(&second); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), second.Bytes()) {
		t.Error("the same card drawn twice is not the same file")
	}
}

func differing(t *testing.T, a, b []byte) int {
	t.Helper()
	rgba := func(b []byte) *image.RGBA {
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		out := image.NewRGBA(img.Bounds())
		draw.Draw(out, out.Bounds(), img, image.Point{}, draw.Src)
		return out
	}
	p, q := rgba(a), rgba(b)
	if p.Bounds() != q.Bounds() {
		t.Fatalf("size %v, want %v", p.Bounds(), q.Bounds())
	}
	n := 0
	for i := 0; i < len(p.Pix); i += 4 {
		if !bytes.Equal(p.Pix[i:i+4], q.Pix[i:i+4]) {
			n++
		}
	}
	return n
}

func TestShapes(t *testing.T) {
	white, black := Hex("#FFFFFF"), Hex("#000000")
	// Each point is black, white, or between the two.
	type at struct {
		x, y int
		want string
	}
	for _, c := range []struct {
		name string
		draw func(*Canvas)
		want []at
	}{
		{"rectangle", func(c *Canvas) { c.Rect(2, 2, 4, 4, black) },
			[]at{{1, 3, "white"}, {2, 2, "black"}, {5, 5, "black"}, {6, 5, "white"}}},
		{"half a point", func(c *Canvas) { c.Rect(2.5, 2, 4, 4, black) },
			[]at{{2, 3, "between"}, {3, 3, "black"}, {6, 3, "between"}}},
		{"hole", func(c *Canvas) { c.FillPath("M0 0h16v16H0ZM4 4v8h8V4Z", Identity, black) },
			[]at{{1, 1, "black"}, {8, 8, "white"}, {14, 8, "black"}}},
		{"overlap the same way", func(c *Canvas) { c.FillPath("M0 0h10v10H0zM5 5h10v10H5z", Identity, black) },
			[]at{{7, 7, "black"}, {1, 1, "black"}, {13, 13, "black"}, {13, 1, "white"}}},
		{"scaled and moved", func(c *Canvas) { c.FillPath("M0 0h1v1H0z", Transform{K: 4, X: 8, Y: 2}, black) },
			[]at{{7, 3, "white"}, {8, 2, "black"}, {11, 5, "black"}, {12, 5, "white"}}},
		{"stroke keeps its width", func(c *Canvas) { c.StrokePath("M0 2h4", Transform{K: 4}, 2, black) },
			[]at{{8, 6, "white"}, {8, 7, "black"}, {8, 8, "black"}, {8, 9, "white"}}},
		{"an open stroke does not close", func(c *Canvas) { c.StrokePath("M2 2h12v12", Identity, 2, black) },
			[]at{{8, 2, "black"}, {13, 8, "black"}, {8, 8, "white"}}},
		{"a closed stroke does", func(c *Canvas) { c.StrokePath("M2 2h12v12z", Identity, 2, black) },
			[]at{{8, 8, "black"}}},
		{"ring", func(c *Canvas) { c.Ring(8, 8, 5, 2, black) },
			[]at{{8, 8, "white"}, {8, 3, "black"}, {12, 7, "black"}, {15, 8, "white"}}},
		{"diamond", func(c *Canvas) { c.Diamond(8, 8, 6, black) },
			[]at{{8, 8, "black"}, {3, 3, "white"}, {8, 3, "black"}}},
		{"far outside", func(c *Canvas) {
			c.FillPath("M-9000000 -9000000H9000000V9000000H-9000000z", Identity, black)
		}, []at{{0, 0, "black"}, {15, 15, "black"}}},
		{"all outside", func(c *Canvas) { c.Circle(-500, 8, 100, black) }, []at{{0, 8, "white"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			canvas := New(16, 16, white, nil)
			c.draw(canvas)
			if canvas.err != nil {
				t.Fatal(canvas.err)
			}
			for _, p := range c.want {
				got := "between"
				switch canvas.img.RGBAAt(p.x, p.y).R {
				case 0:
					got = "black"
				case 0xff:
					got = "white"
				}
				if got != p.want {
					t.Errorf("at %d,%d: %s, want %s", p.x, p.y, got, p.want)
				}
			}
		})
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ d, want string }{
		{"", "[]"},
		{"M1 2", "[]"},
		{"M1 2L3 4", "[{[{1 2} {3 4}] false}]"},
		{"M1,2 3,4", "[{[{1 2} {3 4}] false}]"},
		{"m1 2 2 2z", "[{[{1 2} {3 4}] true}]"},
		{"M1 2l2 2-1-.5", "[{[{1 2} {3 4} {2 3.5}] false}]"},
		{"M0 0h2v3H1V1z", "[{[{0 0} {2 0} {2 3} {1 3} {1 1}] true}]"},
		{"M1e1.5L2E-1-1", "[{[{10 0.5} {0.2 -1}] false}]"},
		{"M1 1h1zl0 1", "[{[{1 1} {2 1}] true} {[{1 1} {1 2}] false}]"},
		{"M1 1h1zm2 2h1", "[{[{1 1} {2 1}] true} {[{3 3} {4 3}] false}]"},
	} {
		got, err := parse(c.d, Identity)
		if s := fmt.Sprint(got); err != nil || s != c.want {
			t.Errorf("parse(%q) = %s, %v; want %s", c.d, s, err, c.want)
		}
	}
}

func TestProblems(t *testing.T) {
	f := fonts(t)
	serif := Style{"source-serif-4", 400, 20}
	for _, c := range []struct {
		name string
		draw func(*Canvas)
		want string
	}{
		{"unknown command", func(c *Canvas) { c.FillPath("M0 0Q1 1 2 2", Identity, color.Black) },
			`raster: path data "M0 0Q1 1 2 2" at byte 5: command "Q" is not one of M, L, H, V, C, A, Z`},
		{"cut off", func(c *Canvas) { c.StrokePath("M0 0L1", Identity, 1, color.Black) },
			`raster: path data "M0 0L1" at byte 6: "" is not a number`},
		{"number after the end", func(c *Canvas) { c.FillPath("M0 0h1z5", Identity, color.Black) },
			`raster: path data "M0 0h1z5" at byte 7: a number after Z`},
		{"number first", func(c *Canvas) { c.FillPath("5 5", Identity, color.Black) },
			`raster: path data "5 5" at byte 0: command "\x00" is not one of M, L, H, V, C, A, Z`},
		{"no such font", func(c *Canvas) { c.Text(0, 9, "x", Style{"serif", 400, 9}, color.Black, Start) },
			`raster: no font "serif-400"; there are public-sans-400, public-sans-600, source-serif-4-400, source-serif-4-600`},
		{"no such letter", func(c *Canvas) { c.Text(0, 9, "Łódź", serif, color.Black, Start) },
			`raster: text "Łódź": the font has no 'Ł'`},
		{"the first of two", func(c *Canvas) {
			c.FillPath("Q", Identity, color.Black)
			c.FillPath("S", Identity, color.Black)
		}, `raster: path data "Q" at byte 1: command "Q" is not one of M, L, H, V, C, A, Z`},
	} {
		t.Run(c.name, func(t *testing.T) {
			canvas := New(8, 8, color.White, f)
			c.draw(canvas)
			var out bytes.Buffer
			if err := canvas.WritePNG(&out); err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
			if out.Len() > 0 {
				t.Error("wrote a picture all the same")
			}
		})
	}
}

func TestWrap(t *testing.T) {
	f := fonts(t)
	style := Style{"public-sans", 400, 20}
	for _, c := range []struct {
		text  string
		width float64
		want  string
	}{
		{"", 100, ""},
		{"one", 100, "one"},
		{"one two  three", 1000, "one two three"},
		{"one two three", 80, "one two|three"},
		{"one two three", 1, "one|two|three"},
		{"a incomprehensibilities b", 60, "a|incomprehensibilities|b"},
	} {
		lines, err := f.Wrap(c.text, style, c.width)
		if got := strings.Join(lines, "|"); err != nil || got != c.want {
			t.Errorf("Wrap(%q, %v) = %q, %v; want %q", c.text, c.width, got, err, c.want)
		}
		for _, l := range lines {
			if w, err := f.Width(l, style); err != nil || w > c.width && strings.Contains(l, " ") {
				t.Errorf("%q is %v wide, more than %v (%v)", l, w, c.width, err)
			}
		}
	}
}

// Kerning brings A and V together; two letters apart are wider than as a pair.
func TestKerning(t *testing.T) {
	f := fonts(t)
	for _, family := range []string{"source-serif-4", "public-sans"} {
		style := Style{family, 400, 100}
		width := func(s string) float64 {
			w, err := f.Width(s, style)
			if err != nil {
				t.Fatal(err)
			}
			return w
		}
		if pair, apart := width("AV"), width("A")+width("V"); pair >= apart {
			t.Errorf("%s: AV is %v wide, A and V are %v", family, pair, apart)
		}
	}
}

func TestHex(t *testing.T) {
	if got, want := Hex("#433A8E"), (color.NRGBA{0x43, 0x3A, 0x8E, 0xff}); got != want {
		t.Errorf("Hex = %v, want %v", got, want)
	}
	for _, bad := range []string{"", "433A8E", "#433A8", "#GGGGGG", "#433A8EFF"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("Hex(%q) does not panic", bad)
				}
			}()
			Hex(bad)
		}()
	}
}

func FuzzParse(f *testing.F) {
	for _, d := range []string{"M0 0h60v40H0zM20,10v20h20v-20Z", "m1 2 2 2z", "M1e1.5L2E-1-1", "c1 2 3 4 5 6"} {
		f.Add(d)
	}
	f.Fuzz(func(t *testing.T, d string) {
		lines, err := parse(d, Identity)
		if err != nil && lines != nil {
			t.Errorf("parse(%q) gives both lines and %v", d, err)
		}
		for _, l := range lines {
			if len(l.points) < 2 {
				t.Errorf("parse(%q) gives a line of %d points", d, len(l.points))
			}
		}
		// Whatever can be read can be drawn.
		c := New(8, 8, color.White, nil)
		c.FillPath(d, Identity, color.Black)
		c.StrokePath(d, Identity, 2, color.Black)
	})
}

func FuzzWOFF(f *testing.F) {
	b, err := os.ReadFile("../../assets/fonts/card/public-sans-400.woff")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add(b[:100])
	f.Fuzz(func(t *testing.T, b []byte) {
		sfnt, err := sfntOf(b)
		if err == nil && len(sfnt)%4 != 0 {
			t.Errorf("tables are not on words: %d bytes", len(sfnt))
		}
	})
}

func BenchmarkCard(b *testing.B) {
	f := fonts(b)
	for b.Loop() {
		c, err := sample(f)
		if err != nil {
			b.Fatal(err)
		}
		if err := c.WritePNG(new(bytes.Buffer)); err != nil {
			b.Fatal(err)
		}
	}
}
