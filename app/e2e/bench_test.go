package e2e

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"

	"github.com/strings-attached/explainer/app/site"
)

// scales are the sizes of made-up stories that the explorers are measured at.
var scales = []struct{ events, places int }{{25, 50}, {250, 50}, {2500, 500}, {10000, 3100}}

// measured are the sizes that this run has made a site of.
var measured = map[string]bool{}

// madeUp makes the explorers of a made-up story the site that is tested. The
// program and the client are those that make build has left.
func madeUp(t testing.TB, events, places int) {
	t.Helper()
	program, err := filepath.Abs(filepath.Join(root, "build", "explainer"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(program); err != nil {
		t.Skip("make build first: ", err)
	}
	size := fmt.Sprintf("events=%d,places=%d", events, places)
	dir := filepath.Join(filepath.Dir(program), "bench", size)
	if !measured[size] {
		measured[size] = true
		if err := shell(program, "build", "-draft", "-cache", "", "-pages", "explorers", "-generate", size, "-out", dir); err != nil {
			t.Fatal(err)
		}
	}
	if built, err = site.Load(os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
}

// generated opens an explorer of a made-up story, alive.
func generated(b *testing.B, events, places int, path string) *tab {
	b.Helper()
	madeUp(b, events, places)
	t := open(b, serve(b, ""), "1366x768")
	if err := t.goTo(path); err != nil {
		b.Fatal(err)
	}
	if err := t.wait(func() error {
		live, err := eval[bool](t, `() => document.documentElement.dataset.live === "on"`)
		if err == nil && !live {
			err = fmt.Errorf("%s does not come alive", path)
		}
		return err
	}); err != nil {
		b.Fatal(err)
	}
	return t
}

// press clicks what a selector finds first, and promises the milliseconds until
// the frame after it is painted and until the card and the address name another
// event or place.
const press = `async (selector) => {
	const title = () => document.querySelector("#card-title")?.textContent + location.search;
	const frame = () => new Promise((done) => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); }));
	const was = title(), start = performance.now();
	document.querySelector(selector).dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
	await frame();
	const painted = performance.now() - start;
	for (let i = 0; title() === was && i < 300; i++) await frame();
	return [painted, performance.now() - start];
}`

// selections are what is pressed in turn to select one thing after another.
var selections = map[string][]string{
	"/event/": {`.tool[aria-label="Next event"]`, `.tool[aria-label="Next event"]`, `.tool[aria-label="Previous event"]`},
	"/map/":   {`.map-w a[data-id^="place:"][data-state="on"]`},
}

// presses is how many selections are measured: enough for the 95th of 100.
const presses = 60

// quantile is the value that a share of the values do not exceed.
func quantile(values []float64, share float64) float64 {
	if len(values) == 0 {
		return 0
	}
	values = slices.Sorted(slices.Values(values))
	return values[min(len(values)-1, int(share*float64(len(values))))]
}

// BenchmarkSelect measures from a press to the next paint, and to the card that
// answers it. An operation is all presses.
func BenchmarkSelect(b *testing.B) {
	for _, path := range []string{"/event/", "/map/"} {
		for _, n := range scales {
			b.Run(fmt.Sprintf("%s/%d-%d", strings.Trim(path, "/"), n.events, n.places), func(b *testing.B) {
				t := generated(b, n.events, n.places, path)
				var paints, answers []float64
				for b.Loop() {
					for i := range presses {
						ms, err := evalAsync[[]float64](t, press, selections[path][i%len(selections[path])])
						if err != nil || len(ms) != 2 {
							b.Fatal(ms, err)
						}
						paints, answers = append(paints, ms[0]), append(answers, ms[1])
						time.Sleep(100 * time.Millisecond) // a reader looks before pressing again
					}
				}
				b.ReportMetric(quantile(paints, .5), "paint-p50-ms")
				b.ReportMetric(quantile(paints, .95), "paint-p95-ms")
				b.ReportMetric(quantile(answers, .95), "answer-p95-ms")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

// frames starts and stops noting the times between frames.
const (
	framesOn  = `() => { window.frames_ = []; let last = 0; const f = (t) => { if (last) window.frames_.push(t - last); last = t; window.frameID = requestAnimationFrame(f); }; window.frameID = requestAnimationFrame(f); }`
	framesOff = `() => { cancelAnimationFrame(window.frameID); return window.frames_; }`
	middle    = `(selector) => { const e = document.querySelector(selector); e.scrollIntoView({ block: "center" }); const r = e.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; }`
)

// control is the key that must be held for the wheel to enlarge a picture.
const control = 2

// straight is next to nothing: the browser wants to be told, and nothing is left out.
const straight = 1e-9

// moves is how many times a picture is moved, one for each frame: two seconds.
const moves = 120

// BenchmarkMove measures the frames while the pictures are dragged to and fro, and
// while they are enlarged and made smaller. An operation is two seconds of it.
func BenchmarkMove(b *testing.B) {
	for _, page := range []struct{ name, path, selector string }{{"timeline", "/event/", ".timeline"}, {"map", "/map/?look=2,480,290", ".map"}} {
		for _, n := range scales {
			for _, how := range []string{"pan", "zoom"} {
				b.Run(fmt.Sprintf("%s/%s/%d-%d", how, page.name, n.events, n.places), func(b *testing.B) {
					t := generated(b, n.events, n.places, page.path)
					at, err := eval[[]float64](t, middle, page.selector)
					if err != nil || len(at) != 2 {
						b.Fatal(at, err)
					}
					var frames []float64
					for b.Loop() {
						if _, err := eval[any](t, framesOn); err != nil {
							b.Fatal(err)
						}
						move(b, t, how, at[0], at[1])
						some, err := eval[[]float64](t, framesOff)
						if err != nil {
							b.Fatal(err)
						}
						frames = append(frames, some...)
					}
					b.ReportMetric(quantile(frames, .5), "frame-p50-ms")
					b.ReportMetric(quantile(frames, .95), "frame-p95-ms")
					b.ReportMetric(0, "ns/op")
				})
			}
		}
	}
}

// move drags or enlarges what is at a point, a little with every sixtieth of a
// second.
func move(b *testing.B, t *tab, how string, x, y float64) {
	send := func(p input.DispatchMouseEventParams) {
		if _, err := chromedp.Call(t.ctx, input.DispatchMouseEvent, p); err != nil {
			b.Fatal(err)
		}
	}
	beat := time.NewTicker(time.Second / 60)
	defer beat.Stop()
	if how == "zoom" {
		for i := range moves {
			by := -60.0
			if i%40 >= 20 {
				by = 60
			}
			send(input.DispatchMouseEventParams{Type: chromedp.MouseWheel, X: x, Y: y, DeltaX: straight, DeltaY: by, Modifiers: control})
			<-beat.C
		}
		return
	}
	mouse := func(typ input.DispatchMouseEventType, x, y float64) {
		send(input.DispatchMouseEventParams{Type: typ, X: x, Y: y, Button: "left", Buttons: 1, ClickCount: 1})
	}
	mouse(chromedp.MousePressed, x, y)
	for i := range moves {
		far := math.Abs(float64(i - moves/2))
		mouse(chromedp.MouseMoved, x+(moves/4-far)*6, y+(moves/4-far))
		<-beat.C
	}
	mouse(chromedp.MouseReleased, x, y)
}

// BenchmarkThousand measures what a thousand selections leave behind.
func BenchmarkThousand(b *testing.B) {
	for _, n := range scales {
		b.Run(fmt.Sprint(n.events), func(b *testing.B) {
			t := generated(b, n.events, n.places, "/event/")
			heap := func() float64 {
				if _, err := chromedp.Call(t.ctx, heapprofiler.CollectGarbage, cdp.Empty{}); err != nil {
					b.Fatal(err)
				}
				m, err := chromedp.Call(t.ctx, performance.GetMetrics, cdp.Empty{})
				if err != nil {
					b.Fatal(err)
				}
				for _, x := range m.Metrics {
					if x.Name == "JSHeapUsedSize" {
						return x.Value / 1e6
					}
				}
				return 0
			}
			if _, err := chromedp.Call(t.ctx, performance.Enable, performance.EnableParams{}); err != nil {
				b.Fatal(err)
			}
			many := `async (press, next, previous, times) => { const p = eval(press); for (let i = 0; i < times; i++) await p(i % 2 ? previous : next); return document.querySelectorAll("*").length; }`
			next, previous := selections["/event/"][0], selections["/event/"][2]
			run := func(times int) int {
				nodes, err := evalAsync[int](t, many, "("+press+")", next, previous, times)
				if err != nil {
					b.Fatal(err)
				}
				return nodes
			}
			if _, err := evalAsync[[]float64](t, press, next); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				run(50)
				before := heap()
				nodes := run(1000)
				b.ReportMetric(heap()-before, "heap-growth-MB")
				b.ReportMetric(float64(nodes), "nodes")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}
