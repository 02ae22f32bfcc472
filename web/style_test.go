package web_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/draw"
)

// rgb is a colour in linear light, 0 to 1.
type rgb [3]float64

// themes are the colours of the custom properties, in the order of main.css.
func themes(t *testing.T) map[string]map[string]rgb {
	t.Helper()
	css, err := os.ReadFile("style/main.css")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile(`:root \{([^}]*--paper: #[^}]*)\}`)
	property := regexp.MustCompile(`--([a-z]+): #([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b`)
	blocks := block.FindAllSubmatch(css, -1)
	names := []string{"light", "dark", "print"}
	if len(blocks) != len(names) {
		t.Fatalf("main.css has %d :root blocks with colours, want those of %v", len(blocks), names)
	}
	all := map[string]map[string]rgb{}
	for i, name := range names {
		colours := map[string]rgb{}
		for _, m := range property.FindAllSubmatch(blocks[i][1], -1) {
			colours[string(m[1])] = parse(string(m[2]))
		}
		all[name] = colours
		for c := range all[names[0]] {
			if _, ok := colours[c]; !ok {
				t.Errorf("the %s theme lacks --%s", name, c)
			}
		}
	}
	return all
}

func parse(hex string) (c rgb) {
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	for i := range c {
		v, _ := strconv.ParseUint(hex[2*i:2*i+2], 16, 8) // the pattern let only digits through
		s := float64(v) / 255
		if s <= 0.04045 {
			c[i] = s / 12.92
		} else {
			c[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return c
}

// luminance and contrast are those of WCAG 2.2.
func (c rgb) luminance() float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }

func contrast(a, b rgb) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// shares are the parts of a colour in what the style sheet mixes it with, by
// class: "tint cities" is color-mix(in srgb, var(--local) 22%, var(--land)).
func shares(t *testing.T) map[string]struct {
	of, with string
	part     float64
} {
	t.Helper()
	css, err := os.ReadFile("style/main.css")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]struct {
		of, with string
		part     float64
	}{}
	for _, m := range regexp.MustCompile(`\.tint\.([a-z]+) \{ fill: color-mix\(in srgb, var\(--([a-z]+)\) (\d+)%, var\(--([a-z]+)\)\)`).FindAllSubmatch(css, -1) {
		part, _ := strconv.ParseFloat(string(m[3]), 64) // the pattern let only digits through
		out[string(m[1])] = struct {
			of, with string
			part     float64
		}{string(m[2]), string(m[4]), part / 100}
	}
	return out
}

// mixed is a share of a in b, mixed as sRGB mixes them, in which channels are
// not linear.
func mixed(a, b rgb, share float64) (out rgb) {
	bend := func(v float64) float64 {
		if v <= 0.0031308 {
			return 12.92 * v
		}
		return 1.055*math.Pow(v, 1/2.4) - 0.055
	}
	for i := range out {
		s := share*bend(a[i]) + (1-share)*bend(b[i])
		if s <= 0.04045 {
			out[i] = s / 12.92
		} else {
			out[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return out
}

// hatched are the lines of each outcome's pattern.
var hatched = map[string]string{"cities": "local", "government": "federal", "mixed": "soft", "vacated": "soft", "dismissed": "soft"}

// TestRulingsApart holds that the fills of the courts' map are told apart by
// every eye, on grey paper too: each has a pattern of its own, whose lines stand
// out from their ground and from bare land.
func TestRulingsApart(t *testing.T) {
	tints := shares(t)
	if len(tints) == 0 {
		t.Fatal("main.css mixes no tints")
	}
	paths := map[string]string{}
	for _, m := range regexp.MustCompile(`<pattern id="p-([a-z]+)".*?<path class="hatch [a-z]+" d="([^"]+)"`).FindAllStringSubmatch(draw.WriteShapes(nil, nil), -1) {
		for other, d := range paths {
			if d == m[2] {
				t.Errorf("%s and %s have one pattern", m[1], other)
			}
		}
		paths[m[1]] = m[2]
		if hatched[m[1]] == "" {
			t.Errorf("nobody has said what colour the lines of %s have", m[1])
		}
	}
	if len(paths) != len(hatched) {
		t.Errorf("%d patterns, want %d", len(paths), len(hatched))
	}
	for theme, colours := range themes(t) {
		for outcome, line := range hatched {
			ground := colours["land"]
			if s, ok := tints[outcome]; ok {
				ground = mixed(colours[s.of], colours[s.with], s.part)
			}
			for _, d := range deficiencies {
				for what, g := range map[string]rgb{"its ground": ground, "bare land": colours["land"]} {
					if got := contrast(colours[line].seen(d.m), g.seen(d.m)); got < 3 {
						t.Errorf("%s theme, %s: the lines of %s have a contrast of %.2f with %s, want 3", theme, d.name, outcome, got, what)
					}
				}
			}
			grey := func(c rgb) rgb { l := c.luminance(); return rgb{l, l, l} }
			if got := contrast(grey(colours[line]), grey(ground)); got < 3 {
				t.Errorf("%s theme, in grey: the lines of %s have a contrast of %.2f with their ground, want 3", theme, outcome, got)
			}
		}
		// A state or a county that stands out is paler than its marks, so it need
		// only be told from bare land.
		for _, d := range deficiencies {
			if got := apart(colours["lit"].seen(d.m), colours["land"].seen(d.m)); got < 5 {
				t.Errorf("%s theme, %s: --lit and --land are %.1f apart, want 5", theme, d.name, got)
			}
		}
	}
}

// TestForcedColors holds that where the reader chose the colours, every colour of
// ours is one of the reader's.
func TestForcedColors(t *testing.T) {
	css, err := os.ReadFile("style/main.css")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(css), "@media (forced-colors: active) {\n  :root {")
	forced, _, ok2 := strings.Cut(rest, "}")
	if !ok || !ok2 {
		t.Fatal("main.css says nothing of forced colours")
	}
	for name := range themes(t)["light"] {
		if !regexp.MustCompile(`--` + name + `: (Canvas|CanvasText|GrayText);`).MatchString(forced) {
			t.Errorf("--%s keeps its colour where the reader chose all", name)
		}
	}
}

func TestContrast(t *testing.T) {
	if got := contrast(parse("000000"), parse("FFFFFF")); math.Abs(got-21) > 1e-9 {
		t.Errorf("black on white has a contrast of %g, want 21", got)
	}
	if got := contrast(parse("767676"), parse("FFFFFF")); math.Abs(got-4.54) > 0.005 {
		t.Errorf("#767676 on white has a contrast of %.3f, want 4.54", got)
	}
	rules := []struct {
		what    string
		front   []string
		back    []string
		atLeast float64
	}{
		{"text", []string{"ink", "soft", "federal", "local", "court"}, []string{"paper", "raised"}, 4.5},
		{"text", []string{"ink"}, []string{"land", "lit", "mark", "faint"}, 4.5},
		{"text", []string{"soft"}, []string{"faint", "mark"}, 4.5},
		{"the words of the skip link", []string{"paper"}, []string{"ink"}, 4.5},
		{"the number in a cluster's mark", []string{"paper"}, []string{"federal", "local", "court"}, 4.5},
		{"a mark", []string{"federal", "local", "court", "soft", "ink"}, []string{"paper", "land", "lit"}, 3},
	}
	for theme, colours := range themes(t) {
		for _, r := range rules {
			for _, front := range r.front {
				for _, back := range r.back {
					if got := contrast(colours[front], colours[back]); got < r.atLeast {
						t.Errorf("%s theme: %s in --%s on --%s has a contrast of %.2f, want %.1f", theme, r.what, front, back, got, r.atLeast)
					}
				}
			}
		}
	}
}

// deficiencies are the full deficiencies of colour vision as matrices on linear
// light: Machado, Oliveira and Fernandes, A Physiologically-based Model for
// Simulation of Color Vision Deficiency, IEEE TVCG 15(6), 2009, severity 1.0.
var deficiencies = []struct {
	name string
	m    [3]rgb
}{
	{"full colour vision", [3]rgb{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
	{"protanopia", [3]rgb{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
	{"deuteranopia", [3]rgb{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
	{"tritanopia", [3]rgb{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}},
}

func (c rgb) seen(m [3]rgb) (out rgb) {
	for i, row := range m {
		out[i] = min(1, max(0, row[0]*c[0]+row[1]*c[1]+row[2]*c[2]))
	}
	return out
}

// lab is the colour in CIE L*a*b*, under D65.
func (c rgb) lab() [3]float64 {
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x := f((0.4124564*c[0] + 0.3575761*c[1] + 0.1804375*c[2]) / 0.95047)
	y := f(0.2126729*c[0] + 0.7151522*c[1] + 0.0721750*c[2])
	z := f((0.0193339*c[0] + 0.1191920*c[1] + 0.9503041*c[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// apart is how different two colours look: the distance in L*a*b* (CIE 1976).
func apart(a, b rgb) float64 {
	p, q := a.lab(), b.lab()
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

// TestActorsApart holds the colours of who acts apart for every eye. A distance
// of 2 is just seen side by side; of 20, two colours are told apart wherever
// they stand. What stands back is small and comes close to the teal of courts
// where red and green are one, so for it less is asked. In grey nothing is: three
// colours that all have 4.5:1 on the same paper are of nearly one lightness. There
// the shapes tell who acts, which package draw holds.
func TestActorsApart(t *testing.T) {
	const actors, background = 20, 6
	for theme, colours := range themes(t) {
		for _, d := range deficiencies {
			hold := func(a, b string, least float64) {
				t.Helper()
				if got := apart(colours[a].seen(d.m), colours[b].seen(d.m)); got < least {
					t.Errorf("%s theme, %s: --%s and --%s are %.1f apart, want %g", theme, d.name, a, b, got, least)
				}
			}
			hold("federal", "local", actors)
			hold("local", "court", actors)
			hold("court", "federal", actors)
			for _, a := range []string{"federal", "local", "court"} {
				hold(a, "soft", background)
			}
		}
	}
}

// An embed has a style sheet of its own, for its weight; its colours are those of
// the pages, and its third theme can be read too.
func TestEmbedColours(t *testing.T) {
	css, err := os.ReadFile("style/embed.css")
	if err != nil {
		t.Fatal(err)
	}
	property := regexp.MustCompile(`--([a-z]+): #([0-9A-Fa-f]{6})\b`)
	pages := themes(t)
	for theme, selector := range map[string]string{"light": `:root \{`, "dark": `:root\[data-theme=dark\] \{`, "contrast": `:root\[data-theme=contrast\] \{`} {
		block := regexp.MustCompile(selector + `([^}]*--paper[^}]*)\}`).FindSubmatch(css)
		if block == nil {
			t.Errorf("embed.css has no %s theme", theme)
			continue
		}
		colours := map[string]rgb{}
		for _, m := range property.FindAllSubmatch(block[1], -1) {
			colours[string(m[1])] = parse(string(m[2]))
		}
		for name, want := range pages["light"] {
			if theme != "contrast" {
				want = pages[theme][name]
			}
			got, ok := colours[name]
			if !ok || theme != "contrast" && got != want {
				t.Errorf("%s theme of embeds: --%s is %v, and %v on the pages", theme, name, got, want)
			}
		}
		for _, front := range []string{"ink", "soft", "federal", "local", "court"} {
			least := 4.5
			if theme == "contrast" {
				least = 7
			}
			if got := contrast(colours[front], colours["paper"]); got < least {
				t.Errorf("%s theme of embeds: --%s on --paper has a contrast of %.2f, want %.1f", theme, front, got, least)
			}
		}
	}
}
