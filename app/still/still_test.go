package still

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/raster"
)

const sheetText = `
:root { --who: #0000FF; --paper: #FFFFFF; }
@media (prefers-color-scheme: dark) { :root { --who: #00FF00; } }
h1, .o { fill: var(--who); }
.o:hover { fill: #123456; }
.court { --who: #FF0000; }
[data-look=open] .o { fill: var(--paper); stroke: var(--who); stroke-width: 4; }
.mk[data-state=off] { visibility: hidden; }
.mix { fill: color-mix(in srgb, var(--who) 50%, #FFFFFF); }
.pat { fill: url(#p); }
.tile { fill: #00FFFF; }
text { font: 600 20px var(--sans, serif); }
.faint { opacity: .5; fill: #000; }
`

func render(t *testing.T, inner string) (*Drawing, image.Image) {
	t.Helper()
	sheet, err := ParseSheet(sheetText)
	if err != nil {
		t.Fatal(err)
	}
	shapes, err := ParseShapes(`<svg><defs><pattern id="p" width="4" height="4"><rect class="tile" width="2" height="4"/></pattern><g id="us"><path id="us01" d="M0 0H10V10H0Z"/></g></defs></svg>`)
	if err != nil {
		t.Fatal(err)
	}
	d, err := sheet.Read(`<svg viewBox="0 0 100 50">`+inner+`</svg>`, shapes)
	if err != nil {
		t.Fatal(err)
	}
	fonts, err := raster.LoadFonts(os.DirFS("../../assets/fonts/card"))
	if err != nil {
		t.Fatal(err)
	}
	d.Name, d.Text, d.Credit = "A & B", "what it shows", "who made it"
	body, err := d.PNG(fonts, 1)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return d, img
}

// TestSheet holds that a picture looks as the style sheet says: what is seen at
// a point is compared.
func TestSheet(t *testing.T) {
	white := color.NRGBA{255, 255, 255, 255}
	for _, c := range []struct {
		name, inner string
		x, y        int
		want        color.NRGBA
	}{
		{"a rule", `<circle class="o" cx="50" cy="25" r="10"/>`, 50, 25, color.NRGBA{0, 0, 255, 255}},
		{"a colour of its own", `<g class="court"><circle class="o" cx="50" cy="25" r="10"/></g>`, 50, 25, color.NRGBA{255, 0, 0, 255}},
		{"the stronger rule", `<g class="court" data-look="open"><circle class="o" cx="50" cy="25" r="10"/></g>`, 50, 25, white},
		{"its line", `<g class="court" data-look="open"><circle class="o" cx="50" cy="25" r="10"/></g>`, 40, 25, color.NRGBA{255, 0, 0, 255}},
		{"what is off", `<g class="mk" data-state="off"><circle class="o" cx="50" cy="25" r="10"/></g>`, 50, 25, white},
		{"a shift and a scale", `<g transform="translate(10 20) scale(2)"><use href="#us" class="o"/></g>`, 28, 38, color.NRGBA{0, 0, 255, 255}},
		{"and no further", `<g transform="translate(10 20) scale(2)"><use href="#us" class="o"/></g>`, 32, 38, white},
		{"a mix", `<rect class="mix" width="100" height="50"/>`, 5, 5, color.NRGBA{128, 128, 255, 255}},
		{"a pattern", `<rect class="pat" width="100" height="50"/>`, 8, 5, color.NRGBA{0, 255, 255, 255}},
		{"its gap", `<rect class="pat" width="100" height="50"/>`, 10, 5, white},
		{"half seen", `<rect class="faint" width="100" height="50"/>`, 5, 5, color.NRGBA{127, 127, 127, 255}},
		{"half a disc, to the left", `<path d="M50 5A20 20 0 0 0 50 45Z"/>`, 40, 25, color.NRGBA{0, 0, 0, 255}},
		{"and not to the right", `<path d="M50 5A20 20 0 0 0 50 45Z"/>`, 60, 25, white},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, img := render(t, c.inner)
			got := color.NRGBAModel.Convert(img.At(c.x, c.y)).(color.NRGBA)
			for _, d := range []int{int(got.R) - int(c.want.R), int(got.G) - int(c.want.G), int(got.B) - int(c.want.B)} {
				if d < -2 || d > 2 {
					t.Fatalf("at %d, %d it is %v, want %v", c.x, c.y, got, c.want)
				}
			}
		})
	}
}

// TestSVG holds that the file needs no style sheet and says what it is.
// A list in :is() is one selector, of the weight of its heaviest choice.
func TestIs(t *testing.T) {
	for _, c := range []struct{ sheet, want string }{
		{".a:is(.o, [data-x=y]) { fill: #010101; } .o { fill: #020202; }", "1"},
		{"g :is(rect, .none) { fill: #010101; }", "1"},
		{":is(g rect, #none) { fill: #010101; } .a.o { fill: #020202; }", "1"}, // as heavy as #none
		{".a:is(.b:is(.c, .d), .o) { fill: #010101; }", "1"},
		{".a:is(.b, .c) { fill: #010101; } .o { fill: #020202; }", "2"},
		{":is(.a, .b):hover { fill: #010101; } .o { fill: #020202; }", "2"},
	} {
		sheet, err := ParseSheet(c.sheet)
		if err != nil {
			t.Errorf("%s: %v", c.sheet, err)
			continue
		}
		d, err := sheet.Read(`<svg viewBox="0 0 10 10"><g><rect class="a o" width="10" height="10"/></g></svg>`, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(d.SVG()); !strings.Contains(strings.ToLower(got), "#0"+c.want+"0"+c.want+"0"+c.want) {
			t.Errorf("%s draws %s", c.sheet, got)
		}
	}
	for _, sheet := range []string{".a:is(rect, .o) { fill: #010101; }", "g :is(a b, c) { fill: #010101; }", ".a:is(.o { fill: #010101; }", ":where(.o) { fill: #010101; }", ":is(, .o) { fill: #010101; }"} {
		if _, err := ParseSheet(sheet); err == nil {
			t.Errorf("%s is read, as nobody knows what", sheet)
		}
	}
}

func TestSVG(t *testing.T) {
	d, _ := render(t, `<rect class="pat" width="9" height="9"/><text x="5" y="20" text-anchor="middle">1 &lt; 2</text>`)
	outer := &Drawing{W: 300, H: 200, Name: d.Name, Text: d.Text, Credit: d.Credit, Background: color.NRGBA{1, 2, 3, 255}}
	outer.Place(d, 10, 20, 2)
	got := string(outer.SVG())
	for _, want := range []string{`<title id="t">A &amp; B</title>`, `<desc id="d">what it shows</desc>`, `<metadata>who made it</metadata>`, `fill="#010203"`, `<svg x="10" y="20" width="200" height="100" viewBox="0 0 100 50">`, `url(#p)`, `1 &lt; 2`, `text-anchor="middle"`, `font-weight="600"`, `font-size="20"`} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %s in\n%s", want, got)
		}
	}
	if strings.Contains(got, "class=") || strings.Contains(got, "var(") {
		t.Errorf("it leans on a style sheet:\n%s", got)
	}
}

// TestRefuses holds that what cannot be drawn is said and not guessed.
func TestRefuses(t *testing.T) {
	sheet, err := ParseSheet(`.a { fill: rebeccapurple; } .b { fill: var(--none); }`)
	if err != nil {
		t.Fatal(err)
	}
	for _, inner := range []string{`<rect class="a"/>`, `<rect class="b"/>`, `<use href="#gone"/>`, `<ellipse/>`, `<rect transform="rotate(3)"/>`, `<rect width="3em"/>`} {
		if _, err := sheet.Read(`<svg viewBox="0 0 1 1">`+inner+`</svg>`, nil); err == nil {
			t.Errorf("%s was drawn", inner)
		}
	}
	if _, err := sheet.Read(`<p>no picture</p>`, nil); err == nil {
		t.Error("a paragraph was drawn")
	}
}
