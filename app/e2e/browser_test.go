package e2e

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// helpers is what tests ask of a page; see the file.
//
//go:embed testdata/helpers.js
var helpers string

// patience is how long a check may take to come true. Only a test that fails
// waits so long.
var patience = 30 * time.Second

func init() {
	flag.DurationVar(&patience, "patience", patience, "how `long` a check may take to come true, for whoever writes a test that still fails")
}

// The browser is started by the first test that needs one. It is closed, by
// its own handle, when all are done.
var chromium struct {
	once  sync.Once
	ctx   context.Context
	close []context.CancelFunc
	err   error
}

// browserName finds Chromium, where Debian and others put it.
func browserName() (string, error) {
	for _, name := range []string{os.Getenv("CHROME"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if name == "" {
			continue
		}
		if p, err := exec.LookPath(name); err == nil {
			return p, nil
		}
	}
	return "", errors.New("Chromium is not installed: run app/e2e/setup.sh, or name a browser in CHROME")
}

func browser(t testing.TB) context.Context {
	chromium.once.Do(func() {
		name, err := browserName()
		if err != nil {
			chromium.err = err
			return
		}
		dir, err := os.MkdirTemp("", "explainer-chromium-")
		if err != nil {
			chromium.err = err
			return
		}
		ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
			chromedp.ExecPath(name),
			chromedp.UserDataDir(dir),
			chromedp.NoSandbox, // tests may run as root, and visit nothing but themselves
			chromedp.DisableGPU,
			chromedp.Flag("disable-quic", true),
			chromedp.Flag("disable-component-update", true),
			chromedp.Flag("font-render-hinting", "none"),
			// Each window would come with pages of the browser's own, for its
			// address bar, at a quarter of the work of the tests.
			chromedp.Flag("disable-features", "Translate,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup"),
		)...)
		ctx, stop := chromedp.NewContext(ctx)
		chromium.ctx = ctx
		chromium.close = []context.CancelFunc{func() { chromedp.Cancel(ctx) }, stop, cancel, func() { os.RemoveAll(dir) }}
		chromium.err = chromedp.Do(ctx) // starts it
	})
	if chromium.err != nil {
		t.Fatal(chromium.err)
	}
	return chromium.ctx
}

func closeBrowser() {
	for _, f := range chromium.close {
		f()
	}
}

// tab is a window with one page, met by one reader: nothing is shared with
// other tests.
type tab struct {
	t     testing.TB
	ctx   context.Context // of the page
	close func()          // closes it before the test ends
	doc   context.Context // of the document that is read: the page's, or a frame's in it
	srv   *server
	boxed bool // the site stands in a frame, sandboxed unless that is plain

	plainFrame bool
	host       string // the page of another site that the site stands in

	width, height int64
	media         map[string]bool
	outline       []heading
	pages         int
	lying         int // of the pages, those wider than high

	mu       sync.Mutex
	console  []string
	requests []string
	expected []string // texts that the console may have
}

// open makes a tab for a window such as "360x740" or "1280x1024@400%".
func open(t testing.TB, srv *server, size string) *tab {
	ctx, cancel := chromedp.NewContext(browser(t), chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx, close: cancel, doc: ctx, srv: srv, media: map[string]bool{}}
	if err := chromedp.Listen(ctx, b.listen); err != nil {
		t.Fatal(err)
	}
	if err := b.resize(size); err != nil {
		t.Fatal(err)
	}
	if err := b.saveData(true); err != nil {
		t.Fatal(err)
	}
	// Tabs side by side would otherwise fight for the focus.
	if _, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	return b
}

// listen keeps what the page says and asks for.
func (b *tab) listen(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		var words []string
		for _, a := range ev.Args {
			if s := a.Description; s != "" {
				words = append(words, s)
				continue
			}
			words = append(words, strings.Trim(string(a.Value), `"`))
		}
		b.console = append(b.console, string(ev.Type)+": "+strings.Join(words, " "))
	case *runtime.EventExceptionThrown:
		text := ev.ExceptionDetails.Text
		if e := ev.ExceptionDetails.Exception; e != nil {
			text += " " + e.Description
		}
		b.console = append(b.console, "exception: "+text)
	case *log.EventEntryAdded:
		b.console = append(b.console, string(ev.Entry.Level)+": "+ev.Entry.Text+" "+ev.Entry.URL)
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, ev.Request.URL)
	}
}

var sizeParts = regexp.MustCompile(`^(\d+)x(\d+)(?:@(\d+)%)?$`)

// resize gives the window a size. A zoomed page has fewer and larger pixels.
func (b *tab) resize(size string) error {
	m := sizeParts.FindStringSubmatch(size)
	if m == nil {
		return fmt.Errorf("size %q", size)
	}
	b.width, _ = strconv.ParseInt(m[1], 10, 64)
	b.height, _ = strconv.ParseInt(m[2], 10, 64)
	zoom := 1.0
	if m[3] != "" {
		percent, _ := strconv.ParseFloat(m[3], 64)
		zoom = percent / 100
		b.width, b.height = int64(float64(b.width)/zoom), int64(float64(b.height)/zoom)
	}
	_, err := chromedp.Call(b.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: b.width, Height: b.height, DeviceScaleFactor: zoom})
	return err
}

// setMedia emulates what a reader has set: "dark", "light", "reduce", "print"
// or "screen", in addition to what was set before.
func (b *tab) setMedia(words string) error {
	for _, w := range strings.Fields(words) {
		switch w {
		case "dark", "light":
			delete(b.media, "dark")
			delete(b.media, "light")
			b.media[w] = true
		case "print", "screen":
			b.media["print"] = w == "print"
		default:
			b.media[w] = true
		}
	}
	p := emulation.SetEmulatedMediaParams{Media: "screen"}
	if b.media["print"] {
		p.Media = "print"
	}
	for _, f := range []struct{ word, name string }{{"dark", "prefers-color-scheme"}, {"light", "prefers-color-scheme"}, {"reduce", "prefers-reduced-motion"}} {
		if b.media[f.word] {
			p.Features = append(p.Features, &emulation.MediaFeature{Name: f.name, Value: f.word})
		}
	}
	if b.media["forced"] {
		p.Features = append(p.Features, &emulation.MediaFeature{Name: "forced-colors", Value: "active"})
	}
	if b.media["touch"] {
		if _, err := chromedp.Call(b.ctx, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true}); err != nil {
			return err
		}
		p.Features = append(p.Features, &emulation.MediaFeature{Name: "pointer", Value: "coarse"})
	}
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, p)
	return err
}

// blockWasm refuses requests for WebAssembly as an extension would. What the
// browser's own protocol blocks in a page it lets through in the page's workers,
// so the server hangs up as well.
func (b *tab) blockWasm() error {
	b.srv.set("blocked")
	_, err := chromedp.Call(b.ctx, network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: []*network.BlockPattern{{URLPattern: "*://*:*/*.wasm", Block: true}}})
	return err
}

// scriptsOff makes the browser run no script.
func (b *tab) scriptsOff() error {
	_, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	return err
}

// begin opens an address of the site, and does not wait for the rest of it.
func (b *tab) begin(path string) error {
	b.doc = b.ctx
	_, err := chromedp.Call(b.ctx, page.Navigate, page.NavigateParams{URL: b.srv.URL + strings.TrimSuffix(b.srv.prefix, "/") + path})
	return err
}

// goTo opens an address of the site, and waits until its document is read.
func (b *tab) goTo(path string) error {
	address := b.srv.URL + strings.TrimSuffix(b.srv.prefix, "/") + path
	switch {
	case b.host != "":
		var err error
		if address, err = hostPage(b.t, b.host, address, b.srv, b.boxed); err != nil {
			return err
		}
	case b.boxed:
		address = frame(b.t, address, b.plainFrame)
	}
	// An address that differs in its fragment alone loads nothing; a reader who
	// types it does not leave the page either.
	b.doc = b.ctx
	if now, err := ask[string](b, "address"); err == nil && !b.boxed && b.host == "" && strings.HasPrefix(now, b.srv.prefix) {
		from, _, _ := strings.Cut(now, "#")
		to, fragment, _ := strings.Cut(path, "#")
		if fragment != "" && from == strings.TrimSuffix(b.srv.prefix, "/")+to {
			_, err := chromedp.Call(b.ctx, page.Navigate, page.NavigateParams{URL: address})
			return err
		}
	}
	if err := b.load(chromedp.Navigate(address)); err != nil {
		return err
	}
	if (!b.boxed || b.plainFrame) && b.host == "" { // a plain frame is not looked into
		return nil
	}
	return b.wait(func() error {
		infos, err := chromedp.Targets(b.ctx)
		if err != nil {
			return err
		}
		for _, info := range infos {
			if info.Type == "iframe" && strings.HasPrefix(info.URL, b.srv.URL) {
				ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithTargetID(info.TargetID))
				b.t.Cleanup(cancel)
				if err := chromedp.Listen(ctx, b.listen); err != nil {
					return err
				}
				b.doc = ctx
				return nil
			}
		}
		return errors.New("the frame has no document")
	})
}

// load runs something that loads a document. Of a document whose client is held
// the load event comes all the same: it waits for no fetch.
func (b *tab) load(a chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(b.ctx, 2*patience)
	defer cancel()
	return chromedp.Do(ctx, a)
}

// ask calls a helper in the document.
func ask[T any](b *tab, helper string, args ...any) (T, error) {
	return eval[T](b, "("+helpers+")."+helper, args...)
}

// eval calls a function in the document, with arguments that JSON can carry.
func eval[T any](b *tab, function string, args ...any) (T, error) {
	return evaluate[T](b, function, args)
}

// evalAsync is eval for a function that promises its result.
func evalAsync[T any](b *tab, function string, args ...any) (T, error) {
	return evaluate[T](b, function, args, chromedp.EvalAwaitPromise)
}

func evaluate[T any](b *tab, function string, args []any, options ...chromedp.EvaluateOption) (T, error) {
	var zero T
	list := make([]string, len(args))
	for i, a := range args {
		text, err := json.Marshal(a)
		if err != nil {
			return zero, err
		}
		list[i] = string(text)
	}
	ctx, cancel := context.WithTimeout(b.doc, 2*time.Minute)
	defer cancel()
	raw, err := chromedp.Run(ctx, chromedp.Evaluate[[]byte]("("+function+")("+strings.Join(list, ", ")+")", append(options, chromedp.EvalAsValue)...))
	if err != nil {
		return zero, err
	}
	if len(raw) == 0 {
		return zero, nil
	}
	err = json.Unmarshal(raw, &zero)
	return zero, err
}

// wait tries until there is no error, or no patience.
func (b *tab) wait(try func() error) error {
	end := time.Now().Add(patience)
	for {
		err := try()
		if err == nil || time.Now().After(end) || b.ctx.Err() != nil {
			return err
		}
		time.Sleep(40 * time.Millisecond)
	}
}

// click presses the mouse on an element, once or more often.
func (b *tab) click(selector string, times int64) error {
	var at struct {
		X, Y  float64
		Error string
	}
	err := b.wait(func() (err error) {
		at, err = ask[struct {
			X, Y  float64
			Error string
		}](b, "target", selector)
		if err == nil && at.Error != "" {
			err = errors.New(at.Error)
		}
		return err
	})
	if err != nil {
		return err
	}
	if b.host != "" {
		// The frame stands somewhere in its host, which may have to scroll.
		if err := b.inHost(func() error {
			v, err := eval[[]float64](b, `((y) => {
				const frame = document.querySelector("iframe");
				scrollTo(0, scrollY + frame.getBoundingClientRect().top + y - innerHeight / 2);
				const r = frame.getBoundingClientRect();
				return [r.left, r.top];
			})`, at.Y)
			if err == nil {
				at.X, at.Y = at.X+v[0], at.Y+v[1]
			}
			return err
		}); err != nil {
			return err
		}
	}
	for n := int64(1); n <= times; n++ {
		for _, typ := range []input.DispatchMouseEventType{chromedp.MouseMoved, chromedp.MousePressed, chromedp.MouseReleased} {
			p := input.DispatchMouseEventParams{Type: typ, X: at.X, Y: at.Y}
			if typ != chromedp.MouseMoved {
				p.Button, p.ClickCount = "left", n
			}
			if _, err := chromedp.Call(b.ctx, input.DispatchMouseEvent, p); err != nil {
				return err
			}
		}
	}
	return nil
}

var keys = map[string]string{
	"ArrowRight": kb.ArrowRight, "ArrowLeft": kb.ArrowLeft, "ArrowUp": kb.ArrowUp, "ArrowDown": kb.ArrowDown,
	"Enter": kb.Enter, "Escape": kb.Escape, "Tab": kb.Tab, "Space": " ", "Home": kb.Home, "End": kb.End,
	"PageDown": kb.PageDown, "PageUp": kb.PageUp,
}

func (b *tab) press(name string) error {
	text, ok := keys[name]
	if !ok {
		if len([]rune(name)) != 1 {
			return fmt.Errorf("no key is called %q", name)
		}
		text = name
	}
	for _, r := range text {
		for _, p := range kb.Encode(r) {
			if _, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, *p); err != nil {
				return err
			}
		}
	}
	return nil
}

// travel goes through the history, as the browser's own buttons do.
func (b *tab) travel(by int64) error {
	list, err := chromedp.Call(b.ctx, page.GetNavigationHistory, cdp.Empty{})
	if err != nil {
		return err
	}
	to := list.CurrentIndex + by
	if to < 0 || to >= int64(len(list.Entries)) {
		return fmt.Errorf("the history has no entry there: it has %d, and this is number %d", len(list.Entries), list.CurrentIndex+1)
	}
	_, err = chromedp.Call(b.ctx, page.NavigateToHistoryEntry, page.NavigateToHistoryEntryParams{EntryID: list.Entries[to].ID})
	return err
}

// noise is what the console has that nobody expected.
func (b *tab) noise() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []string
next:
	for _, line := range b.console {
		for _, e := range b.expected {
			if strings.Contains(line, e) {
				continue next
			}
		}
		out = append(out, line)
	}
	if len(out) > 0 {
		return fmt.Errorf("the console has\n\t\t%s", strings.Join(out, "\n\t\t"))
	}
	return nil
}

// abroad is what was asked of anything but this machine.
func (b *tab) abroad() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, r := range b.requests {
		u, err := url.Parse(r)
		if err != nil {
			return err
		}
		if u.Scheme == "data" || u.Scheme == "blob" || u.Scheme == "about" || u.Hostname() == "127.0.0.1" || u.Hostname() == "localhost" {
			continue
		}
		return fmt.Errorf("%s was asked for", r)
	}
	return nil
}

var unfit = regexp.MustCompile(`[^a-z0-9]+`)

// picture keeps what the window shows, and returns where.
func (b *tab) picture(name string) string {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return "none: " + err.Error()
	}
	file := filepath.Join(artifacts(), strings.Trim(unfit.ReplaceAllString(strings.ToLower(name), "-"), "-")+".png")
	if err := os.WriteFile(file, png, 0o644); err != nil {
		return "none: " + err.Error()
	}
	return file
}
