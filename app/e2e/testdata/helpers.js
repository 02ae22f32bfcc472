// What the tests ask of a page. The text of this file is an expression: an
// object of functions that read the document and change nothing that is seen.
// Each returns data; "error" in it says why there is none. None waits for
// anything: where a page runs no scripts, no promise is ever kept.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const seen = (e) => e.getClientRects().length > 0
    && (!e.checkVisibility || e.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true }));
  const pick = (selector) => {
    const list = all(selector);
    return { e: list.find(seen), count: list.length };
  };
  const absent = (selector, count) => ({ error: count ? `${count} of ${selector}, but none is seen` : `nothing is ${selector}` });
  const squeeze = (s) => (s ?? "").replace(/\s+/g, " ").trim();
  const name = (e) => {
    if (!e || !e.tagName) return String(e?.nodeName ?? e);
    const id = e.id ? `#${e.id}` : "";
    const keys = ["data-k", "data-id"].filter((k) => e.hasAttribute(k)).map((k) => `[${k}="${e.getAttribute(k)}"]`).join("");
    const c = typeof e.className === "string" ? e.className : e.getAttribute("class") ?? "";
    return e.tagName.toLowerCase() + id + c.trim().split(/\s+/).filter(Boolean).map((x) => `.${x}`).join("") + keys;
  };
  const path = (e) => { const list = []; for (; e && e !== document.documentElement && list.length < 4; e = e.parentElement) list.unshift(name(e)); return list.join(" > "); };
  // What moves now and will come to rest.
  const moving = () => document.getAnimations().filter((a) => {
    const t = a.effect.getComputedTiming();
    return a.playState === "running" && t.endTime !== Infinity && t.localTime >= t.delay;
  });
  // What sticks to the top of the window ends here.
  const roof = () => {
    const stage = document.getElementById("stage");
    if (!stage || getComputedStyle(stage).position !== "sticky") return 0;
    const r = stage.getBoundingClientRect();
    return r.top < 1 && r.width > innerWidth / 2 ? Math.max(0, r.bottom) : 0;
  };

  return {
    ready: () => document.readyState === "complete",
    // What is heard, and what the page shows of it.
    voice() {
      const audio = all(".listen audio").find((a) => a.played.length) ?? {};
      return {
        chapter: document.querySelector("[data-k='np:chapter']").value,
        sentence: document.querySelector("[data-lit]")?.dataset.s ?? "",
        step: location.hash.slice(1),
        at: audio.currentTime ?? 0,
        playing: document.querySelector("[data-k='np:play']").dataset.on === "true",
      };
    },
    choose(selector, value) {
      const { e, count } = pick(selector);
      if (!e) return absent(selector, count);
      if (![...e.options].some((o) => o.value === value)) return { error: `there is no ${value} in it` };
      e.value = value;
      for (const kind of ["input", "change"]) e.dispatchEvent(new Event(kind, { bubbles: true })); // as the browser does
      return {};
    },
    speed(rate) {
      const list = document.querySelector("[data-k='np:rate']");
      list.append(new Option(rate, rate));
      list.value = rate;
      list.dispatchEvent(new Event("change", { bubbles: true }));
      return {};
    },
    address: () => location.pathname + location.search + location.hash,
    see(selector) {
      const { e, count } = pick(selector);
      return e ? { path: path(e) } : absent(selector, count);
    },
    count: (selector) => ({ n: all(selector).filter(seen).length, of: all(selector).length }),
    text(selector) {
      const { e, count } = pick(selector);
      return e ? { text: squeeze(e.innerText ?? e.textContent) } : absent(selector, count);
    },
    attr(selector, attribute) {
      const { e, count } = pick(selector);
      const any = e ?? document.querySelector(selector);
      if (!any) return absent(selector, count);
      return any.hasAttribute(attribute) ? { text: any.getAttribute(attribute) } : { error: `${path(any)} has no ${attribute}` };
    },
    value(selector) {
      const { e, count } = pick(selector);
      return e ? { text: e.value } : absent(selector, count);
    },
    refuse() {
      Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new DOMException("refused", "NotAllowedError")) } });
    },
    focus(selector) {
      const a = document.activeElement;
      if (!a || a === document.body || a === document.documentElement) return { ok: false, at: "nothing" };
      const r = a.getBoundingClientRect();
      return { ok: a.matches(selector), at: `${path(a)} “${squeeze(a.getAttribute("aria-label") ?? a.textContent).slice(0, 60)}”`, off: r.bottom <= 0 || r.top >= innerHeight };
    },
    // Whether what has the focus can be seen.
    focusSeen() {
      const a = document.activeElement;
      if (!a || a === document.body || a === document.documentElement) return {};
      const inside = (r) => r.width > 0 && r.top < innerHeight && r.bottom > 0;
      const rects = [...a.getClientRects()].filter(inside);
      if (rects.length === 0) return { error: `${path(a)} has the focus, but is outside the window` };
      const over = rects.map((r) => document.elementFromPoint(Math.min(Math.max(r.left + r.width / 2, 0), innerWidth - 1), Math.min(Math.max(r.top + r.height / 2, 0), innerHeight - 1)));
      if (over.some((o) => o && (a.contains(o) || o.contains(a) || o.closest("label")?.contains(a)))) return {};
      return { error: `${path(a)} has the focus, but is covered by ${path(over[0])}` };
    },
    setFocus(selector) {
      const { e, count } = pick(selector);
      if (!e) return absent(selector, count);
      e.focus();
      return document.activeElement === e ? {} : { error: `${path(e)} takes no focus` };
    },
    selection: () => ({ text: squeeze(String(getSelection())) }),
    // Where the mouse must go to hit an element.
    target(selector) {
      const { e, count } = pick(selector);
      if (!e) return absent(selector, count);
      const restless = moving()[0];
      if (restless) return { error: `${path(restless.effect.target)} is still moving` };
      let over;
      const point = () => {
        // A mark is hit on its shape; an element whose middle is empty, on a part.
        const parts = [...e.querySelectorAll(".o, .hit"), e, ...e.querySelectorAll("*")].slice(0, 40);
        for (const part of parts) for (const r of part.getClientRects()) {
          const x = r.left + r.width / 2, y = r.top + r.height / 2;
          if (x < 0 || y < roof() && !e.closest("#stage") || x >= innerWidth || y >= innerHeight) continue;
          const hit = document.elementFromPoint(x, y);
          if (hit && (e.contains(hit) || hit.closest("a, button, summary") === e)) return { x, y };
          // Of marks that can be hit there, the one with the nearest middle is meant.
          if (part.matches(".o") && hit?.closest("svg a[data-id]") && hit.closest("svg") === e.closest("svg")) return { x, y };
          over ??= hit;
        }
      };
      const now = point();
      if (now) return now;
      e.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      return point() ?? { error: over ? `${path(e)} is covered by ${path(over)}` : `${path(e)} cannot be brought into the window` };
    },
    scrollTo(selector) {
      const { e, count } = pick(selector);
      if (!e) return absent(selector, count);
      e.scrollIntoView({ block: "start", behavior: "instant" });
      return {};
    },
    // Brings a step to where one reads, a little below the top of the free part.
    read(id) {
      const e = document.getElementById(id);
      const top = roof(), line = top + (innerHeight - top) * 0.2;
      scrollBy({ top: e.getBoundingClientRect().top - line, behavior: "instant" });
      return {};
    },
    inView(selector) {
      const { e, count } = pick(selector);
      if (!e) return absent(selector, count);
      const r = e.getBoundingClientRect(), top = roof();
      return { ok: r.top >= top - 2 && r.top < innerHeight, top: r.top, from: top, to: innerHeight };
    },
    sticks(selector) {
      const { e, count } = pick(selector);
      if (!e) return absent(selector, count);
      return { ok: Math.abs(e.getBoundingClientRect().top) < 1 && scrollY > innerHeight, top: e.getBoundingClientRect().top, scroll: scrollY };
    },
    height(selector) {
      const { e, count } = pick(selector);
      return e ? { percent: 100 * e.getBoundingClientRect().height / innerHeight } : absent(selector, count);
    },
    letters(selector) {
      const { e, count } = pick(selector);
      return e ? { px: parseFloat(getComputedStyle(e).fontSize) } : absent(selector, count);
    },
    // Which marks are missed by a click so far across around their middle.
    hits(selector, across) {
      const restless = moving()[0];
      if (restless) return [`${path(restless.effect.target)} is still moving`];
      const middle = (e) => { const r = e.querySelector(".o").getBoundingClientRect(); return { x: r.left + r.width / 2, y: r.top + r.height / 2 }; };
      const marks = all(selector).filter(seen), missed = [];
      if (marks.length === 0) return [`nothing is ${selector}`];
      marks[0].closest("svg").scrollIntoView({ block: "center", behavior: "instant" });
      for (const m of marks) for (let i = 0; i < 8; i++) {
        const c = middle(m), frame = m.closest("svg").getBoundingClientRect();
        const x = c.x + (across / 2 - 0.5) * Math.cos(i * Math.PI / 4), y = c.y + (across / 2 - 0.5) * Math.sin(i * Math.PI / 4);
        if (x < Math.max(0, frame.left) || y < Math.max(0, frame.top) || x >= Math.min(innerWidth, frame.right) || y >= Math.min(innerHeight, frame.bottom)) continue;
        const hit = document.elementFromPoint(x, y);
        if (hit?.closest("button, .card") || hit?.closest("a[data-id]")?.closest("svg") === m.closest("svg")) continue;
        missed.push(`${path(m)} at ${Math.round(x - c.x)}, ${Math.round(y - c.y)}`);
        break;
      }
      return missed.slice(0, 4);
    },
    // What is drawn in a colour that is not the system's.
    colors(selector) {
      const probe = document.body.appendChild(document.createElement("span")), system = new Set();
      for (const name of ["Canvas", "CanvasText", "GrayText", "Highlight", "LinkText"]) { probe.style.color = name; system.add(getComputedStyle(probe).color); }
      probe.remove();
      const other = [];
      for (const e of all(`${selector} :is(path, circle, rect, text, use)`).filter(seen)) for (const p of ["fill", "stroke"]) {
        const v = getComputedStyle(e)[p];
        if (v !== "none" && !v.startsWith("url(") && !/, 0\)$/.test(v) && !system.has(v)) other.push(`${p} of ${path(e)} is ${v}`);
      }
      return other.slice(0, 4);
    },
    // What the stage and the address say of a step.
    step(id, focus) {
      const h = document.getElementById(`${id}-h`);
      const key = (k) => document.querySelector(`[data-k="${k}"]`);
      const r = h.getBoundingClientRect();
      const mark = focus && all(`#stage [data-id="${focus}"]`).filter(seen)[0];
      return {
        hash: location.hash.slice(1), query: location.search, heading: squeeze(h.textContent),
        inView: r.top >= roof() - 2 && r.bottom <= innerHeight, top: r.top,
        iso: key("when").getAttribute("datetime"), when: squeeze(key("when").textContent), where: squeeze(key("where").textContent),
        prev: key("prev").getAttribute("href"), next: key("next").getAttribute("href"),
        stage: key("stage").dataset.stage, says: squeeze(key("says").textContent),
        shown: ["map", "statute", "matrix"].filter((k) => key(`stage:${k}`) && seen(key(`stage:${k}`))).join(" "),
        focus: mark ? mark.dataset.state : "",
      };
    },
    steps: () => all("[data-step][id]").map((e) => e.id),

    overflow() {
      const root = document.scrollingElement, wide = [];
      const scrolls = (e) => { for (; e && e !== document.body; e = e.parentElement) { if (/auto|scroll|hidden|clip/.test(getComputedStyle(e).overflowX)) return true; } return false; };
      for (const e of document.body.querySelectorAll("*")) {
        if (e.ownerSVGElement || !seen(e)) continue;
        const r = e.getBoundingClientRect();
        if ((r.right > innerWidth + 1 || r.left < -1) && r.width > 1 && !scrolls(e.parentElement) && !e.matches(".visually-hidden, .visually-hidden *")) {
          wide.push(`${path(e)} reaches from ${Math.round(r.left)} to ${Math.round(r.right)}`);
        }
      }
      if (root.scrollWidth > innerWidth && wide.length === 0) {
        for (const e of document.body.querySelectorAll("*")) if (!e.ownerSVGElement && e.clientWidth > 0 && e.scrollWidth > e.clientWidth && getComputedStyle(e).overflowX === "visible" && !e.querySelector("div, section, article")) wide.push(`what is in ${path(e)} is ${e.scrollWidth} wide: “${squeeze(e.textContent).slice(0, 60)}”`);
      }
      return { scroll: root.scrollWidth, width: innerWidth, wide: wide.slice(0, 5) };
    },
    motion() {
      const list = [];
      const takes = (s) => s.split(",").some((d) => parseFloat(d) > 0);
      for (const e of all("*")) for (const pseudo of [null, "::before", "::after"]) {
        const s = getComputedStyle(e, pseudo);
        if (takes(s.transitionDuration) || (s.animationName !== "none" && takes(s.animationDuration))) list.push(`${path(e)}${pseudo ?? ""}: transition ${s.transitionDuration}, animation ${s.animationName} ${s.animationDuration}`);
      }
      for (const a of document.getAnimations()) if (a.effect.getComputedTiming().activeDuration > 0) list.push(`${path(a.effect.target)} is moving`);
      if (getComputedStyle(document.documentElement).scrollBehavior === "smooth") list.push("the page scrolls smoothly");
      return list.slice(0, 5);
    },
    fonts: () => document.fonts.status === "loaded",
    shifts() {
      const o = new PerformanceObserver(() => {});
      o.observe({ type: "layout-shift", buffered: true });
      const list = o.takeRecords();
      o.disconnect();
      const box = (r) => `${r.x},${r.y} ${r.width}×${r.height}`;
      // What has no node lies in the browser's own controls, such as those of
      // <audio>; they lay themselves out in two steps, and no page can help it.
      return list.filter((x) => !x.hadRecentInput && x.sources.some((s) => s.node)).map((x) => ({
        value: x.value, at: Math.round(x.startTime),
        what: x.sources.slice(0, 3).map((s) => `${path(s.node)} from ${box(s.previousRect)} to ${box(s.currentRect)}`),
      }));
    },
    // The places of all elements, less what the stage moves on purpose.
    remember() {
      const moves = ".stage-inner svg *, .stage-head *, figcaption, .legend, .legend *, .panel, .panel *";
      const keep = (e) => !e.closest("#live, #quiet, #app, script") && !(e.closest(".stage-inner") && e.matches(moves));
      const boxes = all("body *").filter((e) => keep(e)).map((e) => [e, e.getBoundingClientRect()]);
      globalThis.remembered = { boxes, x: scrollX, y: scrollY, active: document.activeElement, selection: String(getSelection()), anchor: getSelection().anchorNode, open: all("details[open]") };
      return { elements: boxes.length, selection: squeeze(String(getSelection())), open: all("details[open]").length, y: scrollY };
    },
    changed() {
      const was = globalThis.remembered, out = [];
      if (!was) return ["nothing was remembered, or the page was loaded anew"];
      if (Math.abs(scrollX - was.x) > 0.5 || Math.abs(scrollY - was.y) > 0.5) out.push(`scrolled from ${was.x},${was.y} to ${scrollX},${scrollY}`);
      if (document.activeElement !== was.active) out.push(`the focus went from ${path(was.active)} to ${path(document.activeElement)}`);
      if (String(getSelection()) !== was.selection || getSelection().anchorNode !== was.anchor) out.push(`selected was “${was.selection}”, now “${getSelection()}”`);
      const open = all("details[open]");
      if (open.length !== was.open.length || open.some((e, i) => e !== was.open[i])) out.push(`open were ${was.open.map(path).join(", ")}; now ${open.map(path).join(", ")}`);
      let n = 0;
      for (const [e, r] of was.boxes) {
        const to = e.getBoundingClientRect();
        if (!e.isConnected) { if (n++ < 4) out.push(`${name(e)} is not in the page any more`); continue; }
        if (["x", "y", "width", "height"].some((k) => Math.abs(r[k] - to[k]) > 0.1) && n++ < 4) out.push(`${path(e)} went from ${r.x},${r.y} ${r.width}×${r.height} to ${to.x},${to.y} ${to.width}×${to.height}`);
      }
      if (n > 4) out.push(`and ${n - 4} more elements`);
      return out;
    },
  };
})()
