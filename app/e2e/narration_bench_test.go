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

// watch notes the memory of WebAssembly, the long tasks, and how late sentences
// are lit.
const watch = `
window.seen = { modules: [], tasks: [], late: [] };
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
// in turn. An operation is one of each.
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
	for b.Loop() {
		for i, button := range []string{".listen-play", "#bare"} {
			t := listener(b, "/chapter/law/")
			report(b, t, "", prepare)
			if err := t.click(button, 1); err != nil {
				b.Fatal(err)
			}
			times[i] = append(times[i], report(b, t, "", `() => seen.took`))
		}
	}
	for i, unit := range []string{"ours-ms", "bare-ms"} {
		slices.Sort(times[i])
		b.ReportMetric(times[i][len(times[i])/2], unit)
	}
}

// BenchmarkListening listens for 20 s at the voice's own pace: how late sentences
// are lit (the 95th of 100), and the longest task of the main thread while the
// waveform is decoded beside it. Both are by the clock on the wall, so they mean
// something only on a machine with nothing else to do.
func BenchmarkListening(b *testing.B) {
	for b.Loop() {
		t := listener(b, "/chapter/law/")
		if err := errors.Join(t.click(".listen-play", 1), t.see("[data-lit]")); err != nil {
			b.Fatal(err)
		}
		report(b, t, "late-ms", `async () => {
			const name = document.querySelector("[data-listen]").dataset.cues;
			const cues = (await (await fetch(name)).text());
			const audio = document.querySelector(".listen audio");
			const starts = new Map();
			const zoom = document.querySelector("[data-act=zoom]");
			zoom.value = "10"; zoom.dispatchEvent(new Event("change", { bubbles: true }));
			const begun = performance.now();
			new MutationObserver(() => {
				const lit = document.querySelector("[data-lit]");
				if (lit && !starts.has(lit.dataset.s)) starts.set(lit.dataset.s, audio.currentTime);
			}).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-lit"] });
			await new Promise((done) => setTimeout(done, 20000));
			audio.pause();
			seen.longest = Math.max(0, ...seen.tasks.filter(([at]) => at > begun).map(([, d]) => d));
			const late = [...starts].map(([id, at]) => (at - begins(id)) * 1000).sort((a, b) => a - b).slice(1);
			return late[Math.floor(late.length * 0.95)] ?? 0;
			function begins(id) {
				const words = cues.split(/[\n\t\u001f\u001e]/);
				const i = words.indexOf(id);
				return i < 0 ? audio.currentTime : Number(words[i + 2]);
			}
		}`)
		report(b, t, "longest-task-ms", `async () => seen.longest`)
	}
}

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
// tells how much more memory scripts and WebAssembly hold after it than before.
func BenchmarkMemory(b *testing.B) {
	const memory = `async () => {
		return (performance.memory.usedJSHeapSize + seen.modules.reduce((n, m) => n + m.exports.mem.buffer.byteLength, 0)) / 1e6;
	}`
	held := func(t *tab) float64 {
		if _, err := chromedp.Call(t.ctx, heapprofiler.CollectGarbage, cdp.Empty{}); err != nil {
			b.Fatal(err)
		}
		return report(b, t, "", memory)
	}
	for b.Loop() {
		t := listener(b, "/")
		if err := errors.Join(t.click(`.listen-play[value="announcement"]`, 1), t.see("[data-lit]")); err != nil {
			b.Fatal(err)
		}
		before := held(t)
		for _, chapter := range []string{"announcement", "sanctuary", "law", "money", "cities", "letters", "court", "chicago", "since", "compare"} {
			report(b, t, "", `async (chapter) => {
				const choose = (act, value) => { const e = document.querySelector("#player [data-act=" + act + "]"); e.value = value; e.dispatchEvent(new Event("change", { bubbles: true })); };
				const wave = document.querySelector(".player-wave");
				const soon = (ms) => new Promise((done) => setTimeout(done, ms));
				choose("chapter", chapter);
				choose("zoom", "10");
				await soon(1000);
				wave.dataset.fine = "false";
				for (let i = 0; i < 300 && wave.dataset.fine !== "true"; i++) await soon(100);
				await soon(8000); // the rest is decoded
				return 0;
			}`, chapter)
		}
		report(b, t, "", `async () => { document.querySelector("#player .player-close").click(); return 0; }`)
		time.Sleep(time.Second)
		b.ReportMetric(before, "before-MB")
		b.ReportMetric(held(t)-before, "more-MB")
	}
}
