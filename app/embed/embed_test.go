package embed

import (
	"errors"
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

func date(t *testing.T, s string) story.Date {
	t.Helper()
	d, err := story.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAddress(t *testing.T) {
	april := date(t, "2017-04-25")
	for _, c := range []struct {
		target Target
		view   route.View
		dress  Dress
		want   string
	}{
		{Target{Walk, ""}, route.View{}, Dress{}, "embed/walk/"},
		{Target{Walk, ""}, route.View{Step: "letters-2", Layer: "money"}, Dress{}, "embed/walk/letters-2/"},
		{Target{Chapter, "court"}, route.View{Step: "court-3", Pick: route.Pick{Kind: "event", ID: "x"}}, Dress{}, "embed/chapter/court/court-3/?event=x"},
		{Target{Map, "money"}, route.View{}, Dress{}, "embed/map/money/"},
		{Target{Map, "money"}, route.View{Scope: "jag-2016"}, Dress{}, "embed/map/money/"},
		{Target{Map, "money"}, route.View{Scope: "jag-2017"}, Dress{}, "embed/map/money/jag-2017/"},
		{Target{Map, "money"}, route.View{Layer: "courts", Issue: "c", Scope: "jag-2017"}, Dress{}, "embed/map/courts/c/"},
		{Target{Map, "lists"}, route.View{List: "../../evil"}, Dress{}, "embed/map/lists/"},
		{Target{Map, "roles"}, route.View{Date: april, Camera: route.Camera{K: 2, X: 100, Y: 200}}, Dress{Theme: "dark"}, "embed/map/roles/?date=2017-04-25&look=2,100,200&theme=dark"},
		{Target{Timeline, ""}, route.View{Tracks: "court", Layer: "money"}, Dress{Theme: "light", Chrome: "full", Lang: "en"}, "embed/timeline/?tracks=court"},
		{Target{Event, "e/1"}, route.View{Date: april}, Dress{Accent: "#0b6b66", Chrome: "none"}, "embed/event/e%2F1/?accent=0b6b66&chrome=none"},
		{Target{Player, ""}, route.View{}, Dress{}, "embed/player/"},
		{Target{Player, "court"}, route.View{}, Dress{Theme: "contrast"}, "embed/player/court/?theme=contrast"},
	} {
		if got := Address(c.target, c.view, c.dress); got != c.want {
			t.Errorf("%v %+v %+v: %s, want %s", c.target, c.view, c.dress, got, c.want)
		}
	}
}

func TestOfAndFull(t *testing.T) {
	for _, c := range []struct {
		path, fragment string
		want           Target
		ok             bool
		full           string
	}{
		{"", "", Target{Walk, ""}, true, ""},
		{"chapter/court/", "", Target{Chapter, "court"}, true, "chapter/court/"},
		{"chapter/", "", Target{}, false, ""},
		{"map/", "", Target{Map, "roles"}, true, "map/"},
		{"map/lists/", "", Target{Map, "lists"}, true, "map/lists/"},
		{"event/", "", Target{Timeline, ""}, true, "event/"},
		{"event/x/", "", Target{Event, "x"}, true, "event/x/"},
		{"place/chicago/", "", Target{Place, "chicago"}, true, "place/chicago/"},
		{"people/", "q-1", Target{Quote, "q-1"}, true, "people/#q-1"},
		{"people/", "", Target{}, false, ""},
		{"compare/", "", Target{Compare, ""}, true, "compare/"},
		{"glossary/", "", Target{}, false, ""},
	} {
		got, ok := Of(c.path, c.fragment)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%s#%s: %v %v, want %v %v", c.path, c.fragment, got, ok, c.want, c.ok)
		}
		if ok && got.Full(route.View{}) != c.full {
			t.Errorf("%v leads to %q, want %q", got, got.Full(route.View{}), c.full)
		}
	}
	if got := (Target{Walk, ""}).Full(route.View{Step: "letters-2"}); got != "#letters-2" {
		t.Errorf("a step of the walk leads to %q", got)
	}
	if got := (Target{Map, "money"}).Full(route.View{Scope: "jag-2017"}); got != "map/money/?scope=jag-2017" {
		t.Errorf("a setting of the map leads to %q", got)
	}
}

func TestDress(t *testing.T) {
	if err := (Dress{}).Check(); err != nil {
		t.Error(err)
	}
	err := Dress{Theme: "pink", Chrome: "half", Lang: "tlh"}.Check()
	for _, part := range []string{"theme pink", "chrome half", "lang tlh"} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%v does not name %s", err, part)
		}
	}
	for _, c := range []struct {
		accent, theme string
		want          error
	}{
		{"0b6b66", "light", nil}, {"#0B6B66", "", nil}, {"0b6b66", "dark", ErrAccentContrast}, {"55bdb5", "dark", nil},
		{"55bdb5", "light", ErrAccentContrast}, {"ffcc00", "light", ErrAccentContrast}, {"767676", "contrast", nil},
		{"0b6b66", "auto", nil}, {"55bdb5", "auto", nil}, {"7f7f7f", "light", ErrAccentContrast},
		{"red", "light", ErrAccentForm}, {"00000g", "light", ErrAccentForm}, {"-1-1-1", "light", ErrAccentForm}, {"", "light", ErrAccentForm},
	} {
		if got := CheckAccent(c.accent, c.theme); !errors.Is(got, c.want) {
			t.Errorf("%s on %s: %v, want %v", c.accent, c.theme, got, c.want)
		}
	}
}

func TestPaste(t *testing.T) {
	c := Code{
		Site:   Site{Address: "https://example.org/sub/", Resizer: "sha384-r", Element: "sha384-e"},
		Target: Target{Map, "lists"}, View: route.View{List: "oig-memo", Date: date(t, "2017-04-25")}, Dress: Dress{Theme: "auto", Accent: "0b6b66"},
		Title: `Whose list? <"&>`, Width: 640,
	}
	iframe := `<iframe src="https://example.org/sub/embed/map/lists/oig-memo/?date=2017-04-25&amp;theme=auto&amp;accent=0b6b66" title="Whose list? &lt;&quot;&amp;&gt;" width="100%" height="760" loading="lazy" referrerpolicy="strict-origin-when-cross-origin" allow="fullscreen; clipboard-write" style="width:100%;max-width:640px;border:0"></iframe>`
	c.Height = 760
	for way, want := range map[string]string{
		"iframe":  iframe,
		"":        iframe,
		"resizer": iframe + "\n" + `<script src="https://example.org/sub/embed/resizer.js" integrity="sha384-r" crossorigin="anonymous" async></script>`,
		"element": `<strings-attached src="https://example.org/sub/embed/map/lists/oig-memo/?date=2017-04-25" title="Whose list? &lt;&quot;&amp;&gt;" height="760" width="640" theme="auto" accent="0b6b66"><a href="https://example.org/sub/map/lists/?list=oig-memo&amp;date=2017-04-25">Whose list? &lt;&quot;&amp;&gt;</a></strings-attached>` +
			"\n" + `<script src="https://example.org/sub/embed/element.js" integrity="sha384-e" crossorigin="anonymous" async></script>`,
	} {
		if got := c.Paste(way); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", way, got, want)
		}
	}
	if got, want := c.CSP("iframe"), "frame-src https://example.org"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := c.CSP("element"), "frame-src https://example.org; script-src https://example.org"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// A frame is never lower than a line of text or higher than a host will take,
// and a longer text never makes it lower.
func TestHeight(t *testing.T) {
	for _, k := range append(Kinds, "unknown") {
		for width := -10; width < 2000; width += 37 {
			last := 0
			for letters := 0; letters < 1500; letters += 300 {
				h := Height(k, width, letters)
				if h < 200 || h > 4000 || h < last {
					t.Fatalf("%s, %d wide with %d letters: %d, after %d", k, width, letters, h, last)
				}
				last = h
			}
		}
	}
}
