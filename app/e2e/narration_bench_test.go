package e2e

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/strings-attached/explainer/app/site"
)

// listener opens a page with what the benchmarks of the narration look through.
func listener(b *testing.B, path string) *tab {
	b.Helper()
	if *dist == "" {
		b.Skip("no built site: make bench builds one")
	}
	if built == nil {
		var err error
		if built, err = site.Load(os.DirFS(*dist)); err != nil {
			b.Fatal(err)
		}
	}
	t := open(b, serve(b, "/"), "1440x900")
	_, err := chromedp.Call(t.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watch})
	if err == nil {
		err = t.goTo(path)
	}
	if err == nil {
		err = t.see(`html[data-live="on"]`)
	}
	if err != nil {
		b.Fatal(err)
	}
	return t
}

// watch notes the memory of WebAssembly, the workers that are at work, and the
// long tasks.
const watch = `
window.seen = { modules: [], tasks: [], workers: 0 };
window.Worker = class extends Worker {
  constructor(...a) { super(...a); seen.workers++; }
  terminate() { super.terminate(); seen.workers--; }
};
for (const name of ["instantiate", "instantiateStreaming"]) {
  const make = WebAssembly[name].bind(WebAssembly);
  WebAssembly[name] = async (...a) => { const r = await make(...a); seen.modules.push(r.instance ?? r); return r; };
}
new PerformanceObserver((l) => seen.tasks.push(...l.getEntries().map((e) => [e.startTime, e.duration]))).observe({ type: "longtask" });
`

func report(b *testing.B, t *tab, unit, function string, args ...any) float64 {
	b.Helper()
	v, err := evalAsync[float64](t, "("+function+")", args...)
	if err != nil {
		b.Fatal(err)
	}
	if unit != "" {
		b.ReportMetric(v, unit)
	}
	return v
}

// BenchmarkPressToSound measures from the press of Listen to the event playing,
// beside the browser's own element for the same file; both with an empty cache,
// in turn. An operation is nine of each. It also counts the requests for recordings
// before the press.
func BenchmarkPressToSound(b *testing.B) {
	// Each is pressed with the mouse: browsers play nothing unasked.
	const prepare = `async () => {
		const audio = document.querySelector(".listen audio");
		const bare = Object.assign(document.createElement("button"), { id: "bare", textContent: "bare", onclick: () => audio.play() });
		bare.style = "position: fixed; z-index: 99; top: 0; left: 0";
		document.body.append(bare);
		seen.took = new Promise((done) => {
			let start;
			addEventListener("click", (e) => { start = e.timeStamp; }, { capture: true, once: true });
			audio.addEventListener("playing", (e) => done(e.timeStamp - start), { once: true });
		});
		return 0;
	}`
	var times [2][]float64
	early := 0
	for b.Loop() {
		for n := range 18 {
			i := (n + n/2) % 2 // who is first changes from pair to pair
			t := listener(b, "/chapter/law/")
			report(b, t, "", prepare)
			early += len(t.srv.askedFor(".mp3"))
			if err := t.click([]string{".listen-play", "#bare"}[i], 1); err != nil {
				b.Fatal(err)
			}
			times[i] = append(times[i], report(b, t, "", `() => seen.took`))
			t.close()
		}
	}
	var middle [2]float64
	for i, unit := range []string{"ours-ms", "bare-ms"} {
		slices.Sort(times[i])
		middle[i] = times[i][len(times[i])/2]
		b.ReportMetric(middle[i], unit)
	}
	b.ReportMetric(middle[0]/middle[1], "ours/bare")
	b.ReportMetric(float64(early), "requests-before")
}

// BenchmarkListening listens for 40 s, in which the map flies from step to step, while the waveform is decoded, at
// the voice's own pace and at twice that: how long after its cue a sentence is
// seen, by the recording's clock when the frame with it has been drawn, and the
// longest task of the main thread meanwhile. It means something only on a machine
// with nothing else to do.
func BenchmarkListening(b *testing.B) {
	for _, rate := range []string{"1", "2"} {
		b.Run(rate+"×", func(b *testing.B) {
			var late []float64
			longest := 0.0
			for b.Loop() {
				t := listener(b, "/chapter/cities/")
				if err := errors.Join(t.click(".listen-play", 1), t.see("[data-lit]")); err != nil {
					b.Fatal(err)
				}
				heard, err := evalAsync[struct {
					Late    []float64
					Longest float64
				}](t, "("+listen+")", rate)
				if err != nil {
					b.Fatal(err)
				}
				late = append(late, heard.Late...)
				longest = max(longest, heard.Longest)
			}
			slices.Sort(late)
			b.ReportMetric(float64(len(late)), "sentences")
			b.ReportMetric(late[len(late)/2], "late-p50-ms")
			b.ReportMetric(late[len(late)*95/100], "late-p95-ms")
			b.ReportMetric(longest, "longest-task-ms")
		})
	}
}

// listen listens at a speed and tells for each sentence how late it was seen. The
// one that is lit at the start is left out: it waits for its cues.
const listen = `async (rate) => {
	const list = document.querySelector("[data-listen]");
	const spoken = (await (await fetch(list.dataset.cues.replace(/cues$/, "json"))).json()).sentences;
	const start = new Map(spoken.map((s) => [s.id, s.start]));
	const audio = document.querySelector(".listen audio");
	const choose = (act, value) => { const e = document.querySelector("#player [data-act=" + act + "]"); e.value = value; e.dispatchEvent(new Event("change", { bubbles: true })); };
	choose("rate", rate);
	choose("zoom", "10");
	const begun = performance.now();
	let lit = document.querySelector("[data-lit]").dataset.s;
	const late = [];
	const drawn = (then) => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = then; c.port2.postMessage(0); });
	const eye = new MutationObserver(() => {
		const now = document.querySelector("[data-lit]")?.dataset.s ?? lit;
		if (now === lit) return;
		lit = now;
		drawn(() => late.push((audio.currentTime - start.get(now)) / rate * 1000));
	});
	eye.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-lit"] });
	await new Promise((done) => setTimeout(done, 40000));
	eye.disconnect();
	audio.pause();
	return { late, longest: Math.max(0, ...seen.tasks.filter(([at]) => at > begun).map(([, d]) => d)) };
}`

// BenchmarkDecoder decodes the longest chapter in the worker.
func BenchmarkDecoder(b *testing.B) {
	var worker, exec, wasm string
	t := listener(b, "/chapter/cities/")
	for _, f := range built.Files() {
		switch base := f.Path; {
		case strings.HasPrefix(base, "assets/script/decoder."):
			worker = "/" + base
		case strings.HasPrefix(base, "assets/wasm_exec."):
			exec = "/" + base
		case strings.HasPrefix(base, "assets/decoder."):
			wasm = "/" + base
		}
	}
	for b.Loop() {
		report(b, t, "×real-time", `async (worker, exec, wasm) => {
			const address = (a) => new URL(a, location.href).href;
			const w = new Worker(address(worker));
			let length = 0;
			const start = performance.now();
			await new Promise((done, failed) => {
				w.onmessage = ({ data }) => { if (data.failed) failed(new Error(data.failed)); if (data.done) done(); length = data.length ?? length; };
				w.postMessage({ exec: address(exec), wasm: address(wasm), audio: document.querySelector(".listen audio").src, at: 0 });
			});
			w.terminate();
			return length / 500 / ((performance.now() - start) / 1000);
		}`, worker, exec, wasm)
	}
}

// BenchmarkMemory listens into ten chapters, each with the waveform decoded, and
// into all of them a second time. It tells what scripts and WebAssembly hold before,
// and how much more after each round, when the player is closed. The whole walk has
// been scrolled through before: what its pictures need is no matter of the voice.
func BenchmarkMemory(b *testing.B) {
	held := func(t *tab) float64 {
		for range 2 { // what the first frees may hold more
			if _, err := chromedp.Call(t.ctx, heapprofiler.CollectGarbage, cdp.Empty{}); err != nil {
				b.Fatal(err)
			}
		}
		return report(b, t, "", `async () => (performance.memory.usedJSHeapSize + seen.modules.reduce((n, m) => n + m.exports.mem.buffer.byteLength, 0)) / 1e6`)
	}
	for b.Loop() {
		t := listener(b, "/")
		report(b, t, "", `async () => {
			for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
				scrollTo({ top: y, behavior: "instant" });
				await new Promise((done) => setTimeout(done, 50));
			}
			return 0;
		}`)
		if err := errors.Join(t.click(`.listen-play[value="announcement"]`, 1), t.see("[data-lit]")); err != nil {
			b.Fatal(err)
		}
		before := held(t)
		b.ReportMetric(before, "before-MB")
		for _, round := range []string{"round-1", "round-2"} {
			for _, chapter := range []string{"sanctuary", "law", "money", "cities", "letters", "court", "chicago", "since", "compare", "announcement"} {
				report(b, t, "", `async (chapter) => {
					const choose = (act, value) => { const e = document.querySelector("#player [data-act=" + act + "]"); e.value = value; e.dispatchEvent(new Event("change", { bubbles: true })); };
					const soon = (ms) => new Promise((done) => setTimeout(done, ms));
					choose("chapter", chapter);
					choose("zoom", "10");
					for (let i = 0; i < 100 && seen.workers < 1; i++) await soon(50);
					for (let i = 0; i < 300 && seen.workers > 0; i++) await soon(50);
					return 0;
				}`, chapter)
			}
			report(b, t, "", `async () => { document.querySelector("#player .player-close").click(); return 0; }`)
			time.Sleep(time.Second)
			b.ReportMetric(held(t)-before, "more-after-"+round+"-MB")
			if err := errors.Join(t.click(`.listen-play[value="announcement"]`, 1), t.see("[data-lit]")); err != nil {
				b.Fatal(err)
			}
		}
	}
}
