package e2e

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/strings-attached/explainer/app/story"
	"github.com/strings-attached/explainer/assets"
)

// TestScripts does what testdata/*.txt say.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts: ", err)
	}
	for _, file := range files {
		runFile(t, file)
	}
}

// TestManyPlaces does what testdata/many/places.txt says, on a made-up story of as
// many places as there are counties.
func TestManyPlaces(t *testing.T) {
	real := built
	defer func() { built = real }()
	madeUp(t, 250, 3100)
	runFile(t, "testdata/many/places.txt")
}

func runFile(t *testing.T, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	tests, problems := Parse(filepath.ToSlash(file), string(text))
	if len(problems) > 0 {
		t.Fatal(errors.Join(problems...))
	}
	t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
		for _, test := range tests {
			for _, size := range test.Sizes {
				name := test.Name
				if len(test.Sizes) > 1 {
					name += " " + size
				}
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					runTest(t, test, size)
				})
			}
		}
	})
}

func runTest(t *testing.T, test Test, size string) {
	prefix := "/"
	for _, s := range test.Steps {
		if s.Command == "under PREFIX" {
			prefix = s.Args[0]
		}
	}
	b := open(t, serve(t, prefix), size)
	fail := func(s Step, err error) {
		address, addressErr := ask[string](b, "address")
		if addressErr != nil {
			address = addressErr.Error()
		}
		t.Fatalf("%s\n\t%v\n\tat %s, %s\n\tpicture: %s", s, err, size, address, b.picture(t.Name()))
	}
	for _, s := range test.Steps {
		if err := commands[s.Command](b, s.Args); err != nil {
			fail(s, err)
		}
	}
	last := test.Steps[len(test.Steps)-1]
	last.Text = "at the end: console silent, requests only local"
	if err := errors.Join(b.noise(), b.abroad()); err != nil {
		fail(last, err)
	}
}

// commands does what each form of Commands says.
var commands = map[string]func(*tab, []string) error{
	"media WORDS":                func(b *tab, a []string) error { return b.setMedia(a[0]) },
	"scripts off":                func(b *tab, a []string) error { return b.scriptsOff() },
	"wasm blocked":               func(b *tab, a []string) error { return b.blockWasm() },
	"wasm truncated":             func(b *tab, a []string) error { b.srv.set("truncated"); return nil },
	"wasm held":                  func(b *tab, a []string) error { b.srv.set("held"); return nil },
	"wasm arrives":               func(b *tab, a []string) error { b.srv.release(); return nil },
	"the line is slow":           func(b *tab, a []string) error { b.srv.set("late"); return nil },
	"the page stops before TEXT": func(b *tab, a []string) error { b.srv.stop(a[0]); return nil },
	"the page goes on":           func(b *tab, a []string) error { b.srv.release(); return nil },
	"begin PATH":                 func(b *tab, a []string) error { return b.begin(a[0]) },
	"decoder missing":            func(b *tab, a []string) error { b.srv.set("undecoded"); return nil },
	"recordings are STATE":       func(b *tab, a []string) error { b.srv.set(a[0]); return nil },
	"sandbox":                    func(b *tab, a []string) error { b.boxed = true; return nil },
	"host NAME":                  func(b *tab, a []string) error { b.host = a[0]; return nil },
	"under PREFIX":               func(b *tab, a []string) error { return nil }, // known before the first step
	"path PATH":                  func(b *tab, a []string) error { return b.goTo(a[0]) },
	"reload":                     func(b *tab, a []string) error { return b.load(chromedp.Reload()) },
	"back":                       func(b *tab, a []string) error { return b.travel(-1) },
	"forward":                    func(b *tab, a []string) error { return b.travel(1) },
	"click SELECTOR":             func(b *tab, a []string) error { return b.click(a[0], 1) },
	"key KEY":                    func(b *tab, a []string) error { return b.press(a[0]) },
	"wait live":                  func(b *tab, a []string) error { return b.see(`html[data-live="on"]`) },
	"wait SELECTOR":              func(b *tab, a []string) error { return b.see(a[0]) },
	"see SELECTOR":               func(b *tab, a []string) error { return b.see(a[0]) },
	"not see SELECTOR":           func(b *tab, a []string) error { return b.notSee(a[0]) },
	"the frame fits":             func(b *tab, a []string) error { return hostDoes(b, "the frame fits", a) },
	"the frame is constant":      func(b *tab, a []string) error { return hostDoes(b, "the frame is constant", a) },
	"the host says JSON":         func(b *tab, a []string) error { return hostDoes(b, "the host says JSON", a) },
	"the host heard TEXT":        func(b *tab, a []string) error { return hostDoes(b, "the host heard TEXT", a) },
	"nobody asked for TEXT":      func(b *tab, a []string) error { return hostDoes(b, "nobody asked for TEXT", a) },
	"console silent":             func(b *tab, a []string) error { return b.noise() },
	"no overflow":                func(b *tab, a []string) error { return b.noOverflow() },
	"no motion":                  func(b *tab, a []string) error { return b.noMotion() },
	"still":                      func(b *tab, a []string) error { return b.still() },
	"walk by WAY":                func(b *tab, a []string) error { return b.walk(a[0]) },
	"url contains TEXT":          func(b *tab, a []string) error { return b.url(func(u string) bool { return strings.Contains(u, a[0]) }) },
	"url !contains TEXT": func(b *tab, a []string) error {
		return b.url(func(u string) bool { return !strings.Contains(u, a[0]) })
	},
	"url is TEXT": func(b *tab, a []string) error { return b.url(func(u string) bool { return u == a[0] }) },
	"text SELECTOR contains TEXT": func(b *tab, a []string) error {
		return b.text("text", a[:1], func(s string) bool { return strings.Contains(s, a[1]) })
	},
	"text SELECTOR !contains TEXT": func(b *tab, a []string) error {
		return b.text("text", a[:1], func(s string) bool { return !strings.Contains(s, a[1]) })
	},
	"text SELECTOR is TEXT": func(b *tab, a []string) error {
		return b.text("text", a[:1], func(s string) bool { return s == a[1] })
	},
	"attr SELECTOR NAME is VALUE": func(b *tab, a []string) error {
		return b.text("attr", a[:2], func(s string) bool { return s == a[2] })
	},
	"attr SELECTOR NAME contains VALUE": func(b *tab, a []string) error {
		return b.text("attr", a[:2], func(s string) bool { return strings.Contains(s, a[2]) })
	},
	"value SELECTOR contains TEXT": func(b *tab, a []string) error {
		return b.text("value", a[:1], func(s string) bool { return strings.Contains(s, a[1]) })
	},
	"copying is refused": func(b *tab, a []string) error {
		_, err := ask[any](b, "refuse")
		return err
	},
	"listen at NUMBER times the speed": func(b *tab, a []string) error { return b.waitFor("speed", a[0]) },
	"choose VALUE in SELECTOR":         func(b *tab, a []string) error { return b.waitFor("choose", a[1], a[0]) },
	"another window listens":           func(b *tab, a []string) error { return b.anotherListens() },
	"hear every chapter":               func(b *tab, a []string) error { return b.hearAll() },
	"no sound asked for":               func(b *tab, a []string) error { return b.noSound() },
	"requests only local":              func(b *tab, a []string) error { return b.abroad() },
	"console may say TEXT": func(b *tab, a []string) error {
		b.expected = append(b.expected, a[0])
		return nil
	},
	"keeps a copy":                                 func(b *tab, a []string) error { return b.saveData(false) },
	"site goes away":                               func(b *tab, a []string) error { b.srv.set("away"); return nil },
	"site comes back":                              func(b *tab, a []string) error { b.srv.set(""); return nil },
	"site has a newer version":                     func(b *tab, a []string) error { return b.srv.publish(newerSite(false)) },
	"site has a broken version":                    func(b *tab, a []string) error { return b.srv.publish(newerSite(true)) },
	"another site of this address keeps something": func(b *tab, a []string) error { return b.others("keep") },
	"others' things are kept":                      func(b *tab, a []string) error { return b.others("look") },
	"forget what was asked":                        func(b *tab, a []string) error { b.srv.forget(); return nil },
	"wait kept":                                    func(b *tab, a []string) error { return b.waitKept() },
	"nothing is kept":                              func(b *tab, a []string) error { return b.nothingKept() },
	"can be installed":                             func(b *tab, a []string) error { return b.installable() },
	"plays SELECTOR in pieces":                     func(b *tab, a []string) error { return b.pieces(a[0]) },
	"let NUMBER seconds pass": func(b *tab, a []string) error {
		time.Sleep(time.Duration(number(a[0])) * time.Second)
		return nil
	},
	"frame": func(b *tab, a []string) error { b.boxed, b.plainFrame = true, true; return nil },
	"never asked for TEXT": func(b *tab, a []string) error {
		if asked := b.srv.askedFor(a[0]); len(asked) > 0 {
			return fmt.Errorf("the site was asked for %s", strings.Join(asked, ", "))
		}
		return nil
	},
	"wait for TEXT to be asked": func(b *tab, a []string) error {
		return b.wait(func() error {
			if len(b.srv.askedFor(a[0])) == 0 {
				return errors.New("the site was not asked for it")
			}
			return nil
		})
	},
	"key KEY on SELECTOR": func(b *tab, a []string) error {
		if err := b.waitFor("setFocus", a[1]); err != nil {
			return err
		}
		return b.press(a[0])
	},
	"type TEXT into SELECTOR": func(b *tab, a []string) error {
		if err := b.waitFor("setFocus", a[1]); err != nil {
			return err
		}
		_, err := chromedp.Call(b.ctx, input.InsertText, input.InsertTextParams{Text: a[0]})
		return err
	},
	"hits of SELECTOR at least PIXELS px": func(b *tab, a []string) error {
		across, err := strconv.ParseFloat(a[1], 64)
		if err != nil {
			return err
		}
		return b.wait(func() error {
			missed, err := ask[[]string](b, "hits", a[0], across)
			if err == nil && len(missed) > 0 {
				err = errors.New(strings.Join(missed, "; "))
			}
			return err
		})
	},
	"colors of SELECTOR are the reader's": func(b *tab, a []string) error {
		return b.wait(func() error {
			other, err := ask[[]string](b, "colors", a[0])
			if err == nil && len(other) > 0 {
				err = errors.New(strings.Join(other, "; "))
			}
			return err
		})
	},
	"tab NUMBER": func(b *tab, a []string) error {
		for range number(a[0]) {
			if err := b.press("Tab"); err != nil {
				return err
			}
		}
		return nil
	},
	"tab to SELECTOR": func(b *tab, a []string) error {
		var passed []string
		for range 40 {
			if err := b.press("Tab"); err != nil {
				return err
			}
			f, err := ask[focused](b, "focus", a[0])
			if err != nil {
				return err
			}
			if f.OK {
				return nil
			}
			passed = append(passed, f.At)
		}
		return fmt.Errorf("40 times Tab came by\n\t\t%s", strings.Join(passed, "\n\t\t"))
	},
	"the focus is never hidden": func(b *tab, a []string) error {
		for range 60 {
			if err := b.press("Tab"); err != nil {
				return err
			}
			if err := b.waitFor("focusSeen"); err != nil {
				return err
			}
		}
		return nil
	},
	"scroll to SELECTOR": func(b *tab, a []string) error { return b.waitFor("scrollTo", a[0]) },
	"select the text of SELECTOR": func(b *tab, a []string) error {
		if err := b.click(a[0], 3); err != nil {
			return err
		}
		return b.text("selection", nil, func(s string) bool { return s != "" })
	},
	"remember the page": func(b *tab, a []string) error {
		_, err := ask[any](b, "remember")
		return err
	},
	"the page is as remembered": func(b *tab, a []string) error {
		changed, err := ask[[]string](b, "changed")
		if err == nil && len(changed) > 0 {
			err = errors.New(strings.Join(changed, "\n\t\t"))
		}
		return err
	},
	"in view SELECTOR": func(b *tab, a []string) error {
		return b.wait(func() error {
			v, err := ask[struct {
				OK            bool
				Top, From, To float64
				Error         string
			}](b, "inView", a[0])
			switch {
			case err != nil:
				return err
			case v.Error != "":
				return errors.New(v.Error)
			case !v.OK:
				return fmt.Errorf("its top is at %.0f; the free part of the window goes from %.0f to %.0f", v.Top, v.From, v.To)
			}
			return nil
		})
	},
	"count SELECTOR is NUMBER": func(b *tab, a []string) error {
		return b.wait(func() error {
			c, err := ask[struct{ N, Of int }](b, "count", a[0])
			if err == nil && c.N != number(a[1]) {
				err = fmt.Errorf("%d are seen, of %d", c.N, c.Of)
			}
			return err
		})
	},
	"focus SELECTOR": func(b *tab, a []string) error {
		return b.wait(func() error {
			f, err := ask[focused](b, "focus", a[0])
			switch {
			case err != nil:
				return err
			case !f.OK:
				return fmt.Errorf("the focus is on %s", f.At)
			case f.Off:
				return fmt.Errorf("%s has the focus, but is outside the window", f.At)
			}
			return nil
		})
	},
	"sticks SELECTOR": func(b *tab, a []string) error {
		return b.wait(func() error {
			v, err := ask[struct {
				OK          bool
				Top, Scroll float64
				Error       string
			}](b, "sticks", a[0])
			switch {
			case err != nil:
				return err
			case v.Error != "":
				return errors.New(v.Error)
			case !v.OK:
				return fmt.Errorf("its top is at %.1f after scrolling by %.0f", v.Top, v.Scroll)
			}
			return nil
		})
	},
	"height of SELECTOR at most PERCENT%": func(b *tab, a []string) error {
		v, err := ask[struct {
			Percent float64
			Error   string
		}](b, "height", a[0])
		switch {
		case err != nil:
			return err
		case v.Error != "":
			return errors.New(v.Error)
		case v.Percent > float64(number(a[1])):
			return fmt.Errorf("it takes %.1f%%", v.Percent)
		}
		return nil
	},
	"letters of SELECTOR at least PIXELS px": func(b *tab, a []string) error {
		v, err := ask[struct {
			Px    float64
			Error string
		}](b, "letters", a[0])
		if err != nil {
			return err
		}
		if v.Error != "" {
			return errors.New(v.Error)
		}
		if least, err := strconv.ParseFloat(a[1], 64); err != nil || v.Px < least {
			return fmt.Errorf("they have %g px", v.Px)
		}
		return nil
	},
	"prints at least NUMBER pages": func(b *tab, a []string) error {
		err := b.print()
		if err == nil && b.pages < number(a[0]) {
			err = fmt.Errorf("the PDF has %d pages", b.pages)
		}
		return err
	},
	"prints NUMBER pages on their side": func(b *tab, a []string) error {
		err := b.print()
		if err == nil && b.lying != number(a[0]) {
			err = fmt.Errorf("%d of its %d pages are", b.lying, b.pages)
		}
		return err
	},
	"prints the heading TEXT": func(b *tab, a []string) error {
		if err := b.print(); err != nil {
			return err
		}
		var all []string
		for _, h := range b.outline {
			if letters(h.text) == letters(a[0]) {
				return nil
			}
			all = append(all, h.text)
		}
		return fmt.Errorf("the PDF has the headings\n\t\t%s", strings.Join(all, "\n\t\t"))
	},
	"prints every chapter": func(b *tab, a []string) error { return b.printsChapters() },
}

type focused struct {
	OK, Off bool
	At      string
}

// number reads what a form has let through as digits.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// waitFor calls a helper until it reports no error.
func (b *tab) waitFor(helper string, args ...any) error {
	return b.wait(func() error {
		v, err := ask[struct{ Error string }](b, helper, args...)
		if err == nil && v.Error != "" {
			err = errors.New(v.Error)
		}
		return err
	})
}

func (b *tab) see(selector string) error { return b.waitFor("see", selector) }

func (b *tab) notSee(selector string) error {
	return b.wait(func() error {
		v, err := ask[struct{ Path, Error string }](b, "see", selector)
		if err == nil && v.Error == "" {
			err = fmt.Errorf("%s is seen", v.Path)
		}
		return err
	})
}

func (b *tab) url(good func(string) bool) error {
	return b.wait(func() error {
		u, err := ask[string](b, "address")
		if err == nil && !good(u) {
			err = fmt.Errorf("the address is %s", u)
		}
		return err
	})
}

// text waits until what a helper reads is good.
func (b *tab) text(helper string, args []string, good func(string) bool) error {
	return b.wait(func() error {
		list := make([]any, len(args))
		for i, a := range args {
			list[i] = a
		}
		v, err := ask[struct{ Text, Error string }](b, helper, list...)
		switch {
		case err != nil:
			return err
		case v.Error != "":
			return errors.New(v.Error)
		case !good(v.Text):
			return fmt.Errorf("it is %q", v.Text)
		}
		return nil
	})
}

func (b *tab) noOverflow() error {
	v, err := ask[struct {
		Scroll, Width float64
		Wide          []string
	}](b, "overflow")
	if err != nil {
		return err
	}
	if v.Scroll > v.Width || len(v.Wide) > 0 {
		return fmt.Errorf("the page is %.0f wide in a window of %.0f\n\t\t%s", v.Scroll, v.Width, strings.Join(v.Wide, "\n\t\t"))
	}
	return nil
}

func (b *tab) noMotion() error {
	list, err := ask[[]string](b, "motion")
	if err == nil && len(list) > 0 {
		err = errors.New(strings.Join(list, "\n\t\t"))
	}
	return err
}

func (b *tab) still() error {
	err := b.wait(func() error {
		loaded, err := ask[bool](b, "fonts")
		if err == nil && !loaded {
			err = errors.New("the fonts are still on their way")
		}
		return err
	})
	if err != nil {
		return err
	}
	// What has moved is known when the next frame has been drawn.
	if _, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot()); err != nil {
		return err
	}
	list, err := ask[[]struct {
		Value float64
		At    float64
		What  []string
	}](b, "shifts")
	if err != nil {
		return err
	}
	var out []string
	for _, s := range list {
		out = append(out, fmt.Sprintf("shift of %.5f after %.0f ms: %s", s.Value, s.At, strings.Join(s.What, "; ")))
	}
	if len(out) > 0 {
		return errors.New(strings.Join(out, "\n\t\t"))
	}
	return nil
}

// content is what the site was made from, to know what a page must show.
var content = sync.OnceValues(func() (c struct {
	story  *story.Story
	labels story.Labels
}, err error) {
	dir, err := fs.Sub(assets.FS(), "story")
	if err != nil {
		return c, err
	}
	s, problems := story.Load(dir)
	if len(problems) > 0 {
		return c, fmt.Errorf("%v", problems)
	}
	c.story = s
	text, err := fs.ReadFile(assets.FS(), "labels/en.json")
	if err == nil {
		err = json.Unmarshal(text, &c.labels)
	}
	return c, err
})

// walk goes through all steps of a page and looks whether everything follows.
func (b *tab) walk(way string) error {
	c, err := content()
	if err != nil {
		return err
	}
	steps, err := ask[[]string](b, "steps")
	if err != nil {
		return err
	}
	for i, id := range steps {
		switch {
		case way == "scrolling":
			err = b.waitFor("read", id)
		case i == 0: // where a page begins
		case way == "keys":
			err = b.press("ArrowRight")
		case way == "clicks":
			err = b.click(`#stage [data-k="next"]`, 1)
		}
		if err != nil {
			return fmt.Errorf("step %s: %w", id, err)
		}
		chapter, step := c.story.Step(id)
		if step == nil {
			return fmt.Errorf("the page has a step %q that the story has not", id)
		}
		focus := step.Scene.Focus
		if step.Scene.Stage != "map" && strings.HasPrefix(focus, "place:") {
			focus = "" // there is no map to see it on
		}
		want := stepShown{
			Heading: step.Heading, InView: i > 0, ISO: step.Scene.Date.String(), When: c.labels.Date(step.Scene.Date),
			Where: c.labels.T("stage.where", c.labels.Int(chapter.Number), chapter.Title), Stage: step.Scene.Stage, Shown: step.Scene.Stage,
			Prev: "#" + steps[max(0, i-1)], Next: "#" + steps[min(i+1, len(steps)-1)],
		}
		if want.InView {
			want.Hash = id
		}
		if focus != "" {
			want.Focus = "focus"
		}
		err := b.wait(func() error {
			got, err := ask[stepShown](b, "step", id, focus)
			if err != nil {
				return err
			}
			if !want.InView { // nobody has gone there yet
				got.InView, got.Hash = false, ""
			}
			if got != want {
				return fmt.Errorf("step %s:\n\t\tgot  %+v\n\t\twant %+v", id, got, want)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// stepShown is what the stage and the address say when a step is read.
type stepShown struct {
	Hash, Heading    string
	InView           bool
	ISO, When, Where string
	Prev, Next       string
	Stage, Shown     string // what the stage says it shows, and what is seen
	Focus            string // the state of the mark that the step is about
}
