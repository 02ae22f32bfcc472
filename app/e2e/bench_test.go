package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

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
var measured = map[int]bool{}

// generated opens an explorer of a made-up story, alive. Its program and client
// are those that make build has left.
func generated(b *testing.B, events, places int, path string) *tab {
	b.Helper()
	program, err := filepath.Abs(filepath.Join(root, "build", "explainer"))
	if err != nil {
		b.Fatal(err)
	}
	if _, err := os.Stat(program); err != nil {
		b.Skip("make build first: ", err)
	}
	dir := filepath.Join(filepath.Dir(program), "bench", fmt.Sprint(events))
	if !measured[events] {
		measured[events] = true
		if err := shell(program, "build", "-draft", "-cache", "", "-pages", "explorers", "-generate", fmt.Sprintf("events=%d,places=%d", events, places), "-out", dir); err != nil {
			b.Fatal(err)
		}
	}
	if built, err = site.Load(os.DirFS(dir)); err != nil {
		b.Fatal(err)
	}
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

// press clicks a control and promises the milliseconds until the frame after it
// is painted and the card names another event.
const press = `async (name) => {
	const control = document.querySelector('.tool[aria-label="' + name + '"]');
	const title = () => document.querySelector("#card-title")?.textContent + location.search;
	const frame = () => new Promise((done) => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); }));
	const was = title(), start = performance.now();
	control.click();
	await frame();
	const painted = performance.now() - start;
	for (let i = 0; title() === was && i < 300; i++) await frame();
	return [painted, performance.now() - start];
}`

// quantile is the value that a share of the values do not exceed.
func quantile(values []float64, share float64) float64 {
	if len(values) == 0 {
		return 0
	}
	values = slices.Sorted(slices.Values(values))
	return values[min(len(values)-1, int(share*float64(len(values))))]
}

// BenchmarkSelect measures from a press to the next paint, and to the card that
// answers it.
func BenchmarkSelect(b *testing.B) {
	for _, n := range scales {
		b.Run(fmt.Sprint(n.events), func(b *testing.B) {
			t := generated(b, n.events, n.places, "/event/")
			var paints, answers []float64
			for b.Loop() {
				ms, err := evalAsync[[]float64](t, press, "Next event")
				if err != nil || len(ms) != 2 {
					b.Fatal(ms, err)
				}
				if len(paints) == n.events-2 { // at the last event nothing is next
					break
				}
				paints, answers = append(paints, ms[0]), append(answers, ms[1])
			}
			b.ReportMetric(quantile(paints, .5), "paint-p50-ms")
			b.ReportMetric(quantile(paints, .95), "paint-p95-ms")
			b.ReportMetric(quantile(answers, .95), "answer-p95-ms")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// frames starts and stops noting the times between frames.
const (
	framesOn  = `() => { window.frames_ = []; let last = 0; const f = (t) => { if (last) window.frames_.push(t - last); last = t; window.frameID = requestAnimationFrame(f); }; window.frameID = requestAnimationFrame(f); }`
	framesOff = `() => { cancelAnimationFrame(window.frameID); return window.frames_; }`
	middle    = `(selector) => { const e = document.querySelector(selector); e.scrollIntoView({ block: "center" }); const r = e.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; }`
)

// BenchmarkPan measures the frames while the pictures are dragged to and fro.
func BenchmarkPan(b *testing.B) {
	for _, page := range []struct{ name, path, selector string }{{"timeline", "/event/", ".timeline"}, {"map", "/map/", ".map"}} {
		for _, n := range scales {
			b.Run(fmt.Sprintf("%s/%d", page.name, n.events), func(b *testing.B) {
				t := generated(b, n.events, n.places, page.path)
				at, err := eval[[]float64](t, middle, page.selector)
				if err != nil || len(at) != 2 {
					b.Fatal(at, err)
				}
				mouse := func(typ input.DispatchMouseEventType, x, y float64) {
					p := input.DispatchMouseEventParams{Type: typ, X: x, Y: y, Button: "left", Buttons: 1, ClickCount: 1}
					if _, err := chromedp.Call(t.ctx, input.DispatchMouseEvent, p); err != nil {
						b.Fatal(err)
					}
				}
				if _, err := eval[any](t, framesOn); err != nil {
					b.Fatal(err)
				}
				mouse(chromedp.MousePressed, at[0], at[1])
				i := 0
				for b.Loop() {
					step := float64(i%120 - 60)
					if step < 0 {
						step = -step
					}
					mouse(chromedp.MouseMoved, at[0]+(30-step)*6, at[1]+(30-step))
					i++
				}
				mouse(chromedp.MouseReleased, at[0], at[1])
				frames, err := eval[[]float64](t, framesOff)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(quantile(frames, .5), "frame-p50-ms")
				b.ReportMetric(quantile(frames, .95), "frame-p95-ms")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
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
			many := `async (press, times) => { const p = eval(press); for (let i = 0; i < times; i++) await p(i % 2 ? "Previous event" : "Next event"); return document.querySelectorAll("*").length; }`
			run := func(times int) int {
				nodes, err := evalAsync[int](t, many, "("+press+")", times)
				if err != nil {
					b.Fatal(err)
				}
				return nodes
			}
			if _, err := evalAsync[[]float64](t, press, "Next event"); err != nil {
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
