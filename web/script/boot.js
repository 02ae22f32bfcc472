// Starts the client. The page is read, linked and printed without it. The script
// runs as soon as it comes, while the page is still coming; and once more in a
// worker, which compiles the client, so that this needs no file of its own.
(() => {
  // Compiles the client beside the page, and has it practise.
  //
  // A browser compiles a function of WebAssembly when it is first called, on the
  // thread that calls it: of what the client's start costs a page, three quarters.
  // The code belongs to the module, whoever calls it. So the client starts here
  // first, reads the story into nothing, and the page gets a module whose code is
  // there already.
  const beside = () => {
    let compiled;
    addEventListener("message", async ({ data }) => {
      if (data.wasm) { // what to compile is said first
        compiled = compile(data);
        compiled.catch(() => {}); // told when the page asks for it
        return;
      }
      try {
        const module = await compiled;
        globalThis.goappGetenv = () => "";
        globalThis.rehearsal = data.page;
        const go = new Go();
        try {
          await go.run(await WebAssembly.instantiate(module, go.importObject));
        } catch { /* the page will say what is wrong with it */ }
        postMessage({ module });
      } catch (e) {
        postMessage({ error: e.message });
      }
    });

    const compile = async ({ exec, wasm }) => {
      const reply = fetch(wasm);
      importScripts(exec);
      const answer = await reply;
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      return answer.headers.get("content-type")?.startsWith("application/wasm")
        ? WebAssembly.compileStreaming(answer) : WebAssembly.compile(await answer.arrayBuffer());
    };
  };
  if (!globalThis.document) {
    beside();
    return;
  }

  const me = document.currentScript;
  const root = document.documentElement;
  const steps = () => [...document.querySelectorAll("[data-step][id]")];
  const key = (k) => document.querySelector(`[data-k="${k}"]`);
  const live = () => root.dataset.live === "on";

  // Until the client is there, Previous and Next of the stage lead on from the
  // step in the address.
  const turn = () => {
    if (live()) return;
    const id = location.hash.slice(1), list = steps();
    const at = list.findIndex((s) => s.id === id || s.id === `${id}-1`);
    if (at < 0) return;
    key("prev")?.setAttribute("href", `#${list[Math.max(0, at - 1)].id}`);
    key("next")?.setAttribute("href", `#${list[Math.min(at + 1, list.length - 1)].id}`);
  };
  addEventListener("hashchange", turn);
  turn();

  // Sound does not wait for the client either, which takes over what plays.
  document.addEventListener("click", (e) => {
    const listen = live() ? null : e.target.closest?.("[data-act=listen]");
    const audio = listen?.closest("[data-listen]").querySelector("audio");
    if (audio) audio.paused ? audio.play().catch(() => {}) : audio.pause();
  });

  // The dialog that shares what is seen comes when it is asked for.
  const share = (e) => {
    const link = e.target.closest?.("[data-share]");
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    removeEventListener("click", share); // from now on the dialog's own
    import(new URL(me.dataset.share, location.href)).then((m) => m.open(link), () => { location.href = link.href; });
  };
  addEventListener("click", share);

  // Without the client each chapter still shows its own map and timeline.
  const fail = (why) => {
    if (root.dataset.live === "failed") return;
    root.dataset.live = "failed";
    console.info(`The client did not start: ${why}`);
    const quiet = document.getElementById("quiet");
    if (quiet) quiet.textContent = quiet.dataset.failed;
    let shown = null;
    const follow = () => {
      const line = innerHeight * 0.6;
      const chapter = [...document.querySelectorAll(".chapter")].filter((c) => c.getBoundingClientRect().top < line).pop();
      const plate = chapter?.querySelector(".plate");
      if (!plate || plate === shown) return;
      shown = plate;
      // A plate is drawn once, for narrow frames; in a wide one it gets the
      // wide one's proportions, so that nothing moves.
      for (const [kind, from, box] of [["map-w", "map-n", "0 -15 360 216"], ["map-n", "map-n"], ["time-w", "time-n", "0 0 360 110"], ["time-n", "time-n"]]) {
        const to = document.querySelector(`#stage .${kind}`);
        const copy = plate.querySelector(`.${from}`)?.cloneNode(true);
        if (!copy || !to) continue;
        if (box) {
          copy.setAttribute("class", kind);
          copy.setAttribute("viewBox", box);
        }
        to.replaceWith(copy);
      }
      key("says").textContent = plate.querySelector("figcaption").textContent;
      key("when").textContent = "";
      key("where").textContent = chapter.querySelector(".number").textContent;
    };
    addEventListener("scroll", follow, { passive: true });
    follow();
  };

  // The module is fetched and compiled by a worker, from now on. A
  // frame without an origin has none, and compiles on its own when its time has
  // come.
  const far = (to) => new URL(to, document.baseURI).href;
  let helper = null;
  try {
    helper = new Worker(me.src);
    helper.postMessage({ exec: far(me.dataset.exec), wasm: far(me.dataset.wasm) });
  } catch {}
  if (helper) helper.onerror = () => { helper = null; };
  const alone = async () => {
    const reply = await fetch(me.dataset.wasm);
    if (!reply.ok) throw new Error(`status ${reply.status}`);
    // A host that does not know the type of WebAssembly keeps it from being
    // compiled while it comes, and from nothing else.
    return reply.headers.get("content-type")?.startsWith("application/wasm")
      ? WebAssembly.compileStreaming(reply) : WebAssembly.compile(await reply.arrayBuffer());
  };
  // Its rehearsal begins when the story is there.
  const parsed = document.readyState === "loading" ? new Promise((done) => addEventListener("DOMContentLoaded", done)) : Promise.resolve();
  const rehearsed = parsed.then(() => helper ? new Promise((done, failed) => {
    helper.onerror = () => alone().then(done, failed);
    helper.onmessage = ({ data }) => {
      helper.terminate();
      data.module ? done(data.module) : failed(new Error(data.error));
    };
    const story = document.getElementById("story").textContent;
    helper.postMessage({ page: { story, steps: steps().map((s) => s.id), query: location.search.slice(1), fragment: location.hash.slice(1) } });
  }) : null);
  rehearsed.catch(() => {}); // told when the client is started
  parsed.then(turn);

  const start = async () => {
    if (typeof WebAssembly !== "object") throw new Error("no WebAssembly");
    const script = new Promise((done, failed) => {
      const s = document.createElement("script");
      s.src = me.dataset.exec;
      s.onload = done;
      s.onerror = () => failed(new Error("wasm_exec.js"));
      document.head.append(s);
    });
    const [module] = await Promise.all([rehearsed.then((m) => m ?? alone()), script]);
    for (const panel of document.querySelectorAll("[data-late]")) document.getElementById("scene").append(panel);
    globalThis.goappGetenv = () => "";
    globalThis.explainer = new Map([...document.querySelectorAll("[data-k]")].map((n) => [n.dataset.k, n]));
    const go = new Go();
    const instance = await WebAssembly.instantiate(module, go.importObject);
    await new Promise((done) => setTimeout(done)); // one thing at a time: the page may draw now
    await go.run(instance);
    throw new Error("the client stopped");
  };
  // Chapters out of sight are laid out one at a time (see main.css), after the
  // client where that is about to start.
  let rest;
  const idle = globalThis.requestIdleCallback ?? ((f) => setTimeout(f, 1));
  const lay = (patience) => {
    if (!root.dataset.live && patience > 0) {
      setTimeout(lay, 100, patience - 1);
      return;
    }
    rest ??= [...document.querySelectorAll(".chapter")];
    rest.shift()?.setAttribute("data-laid", "");
    if (rest.length) idle(() => lay(), { timeout: 300 });
  };

  // What is read comes first: the client starts when the page has been drawn. A
  // page in the background is not drawn.
  const begin = () => {
    const go = () => {
      lay(8);
      start().catch((e) => fail(e.message));
      if (!me.dataset.keep) return; // an embed leaves no copy of the site behind
      const keep = document.createElement("script"); // it waits for the client
      keep.src = me.dataset.keep;
      document.head.append(keep);
    };
    document.hidden ? go() : requestAnimationFrame(() => setTimeout(go));
  };
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
})();
