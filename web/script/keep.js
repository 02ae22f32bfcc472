// Keeps the site for reading without a connection, by a worker that works after
// everything else; and what its reader does about that: recordings kept on
// request, a newer version taken, everything removed.
(() => {
  const root = document.documentElement;
  const base = new URL("../../", document.currentScript.src);
  // Only in a window of its own: in another site's frame nothing is kept.
  if (window.top !== window || self.origin === "null" || !navigator.serviceWorker || !self.caches) return;
  const { serviceWorker } = navigator;
  const own = `strings-attached ${base.pathname} `;
  const sounds = `${own}audio`;
  const declined = `${own}declined`; // an empty cache: its name says what its reader wants
  const read = (path) => fetch(new URL(path, base)).then((r) => r.json());
  let words; // {words, audio}, read when there is something to say
  const said = () => (words ??= read("offline/words.json"));
  const make = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);

  // A newer version is there, whole. One quiet line says so; the page goes on as
  // it is until its reader follows it.
  const tell = async (worker) => {
    if (document.querySelector(".newer")) return;
    const line = make("p", "", { className: "newer ui" });
    line.setAttribute("role", "status");
    document.body.append(line);
    const t = (await said()).words;
    const link = make("a", t["keep.load"], { href: location.href });
    const close = make("button", "×", { type: "button" });
    close.setAttribute("aria-label", t["keep.later"]);
    close.addEventListener("click", () => line.remove());
    link.addEventListener("click", (e) => {
      e.preventDefault();
      const load = () => location.reload();
      if (worker.state !== "installed") return load();
      worker.addEventListener("statechange", () => worker.state === "activated" && load());
      worker.postMessage("take over");
    });
    line.append(make("span", t["keep.newer"]), " ", link, close);
  };

  const watch = (registration) => {
    const look = () => registration.active && registration.waiting && tell(registration.waiting);
    const found = () => registration.installing?.addEventListener("statechange", look);
    registration.addEventListener("updatefound", found);
    found();
    look();
    return registration;
  };
  const register = () => serviceWorker.register(new URL("worker.js", base), { scope: base.pathname }).then(watch);

  // Recordings.
  const has = async (sound) => Boolean(await caches.match(new URL(sound.audio, base), { cacheName: sounds }));
  const fetchSound = async (sound) => {
    const reply = await fetch(new URL(sound.audio, base));
    const body = reply.ok ? await reply.arrayBuffer() : null;
    if (body?.byteLength !== sound.bytes) throw new Error(`status ${reply.status}`);
    await (await caches.open(sounds)).put(reply.url, new Response(body, { headers: { "content-type": "audio/mpeg" } }));
    if (!await serviceWorker.getRegistration(base)) await wanted(); // nobody would answer with it
  };
  const dropSound = async (sound) => (await caches.open(sounds)).delete(new URL(sound.audio, base));

  // A button that keeps a recording or removes it.
  const button = async (sound) => {
    const t = (await said()).words;
    const b = make("button", "", { type: "button", className: "keep" });
    const label = async () => {
      const kept = await has(sound);
      b.dataset.kept = kept;
      b.textContent = t[kept ? "keep.drop" : "keep.sound"].replace("{0}", (sound.bytes / 1e6).toFixed(1));
    };
    b.addEventListener("click", async () => {
      if (b.ariaBusy === "true") return;
      b.ariaBusy = "true";
      try {
        await (await has(sound) ? dropSound(sound) : fetchSound(sound));
        await label();
      } catch {
        b.textContent = t["keep.failed"];
      }
      b.ariaBusy = "false";
      b.dispatchEvent(new Event("kept", { bubbles: true }));
    });
    await label();
    return b;
  };
  document.addEventListener("toggle", async (e) => {
    const listen = e.target.open && e.target.matches(".listen-files") && e.target.closest("[data-listen]");
    if (!listen || listen.querySelector(".keep")) return;
    const sound = (await said()).audio.find((s) => s.id === listen.dataset.listen);
    if (!sound || listen.querySelector(".keep")) return;
    const item = make("li", "");
    e.target.querySelector("ul").append(item);
    item.append(await button(sound));
  }, true);

  // Keeping, because the reader said so or nothing speaks against it.
  const wanted = async () => {
    await caches.delete(declined);
    return register();
  };
  const removeAll = async () => {
    const registration = await serviceWorker.getRegistration(base);
    if (registration?.scope === base.href) await registration.unregister();
    for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
    await caches.open(declined);
  };
  const spare = () => {
    const line = navigator.connection;
    return Boolean(line?.saveData || /2g|3g/.test(line?.effectiveType));
  };

  // The page about all this.
  const panel = document.getElementById("keep");
  const show = async () => {
    const registration = await serviceWorker.getRegistration(base);
    const here = registration?.scope === base.href ? registration : null;
    const whole = here?.active;
    const is = whole ? "kept" : here?.installing || here?.waiting ? "busy" : await caches.has(declined) ? "declined" : "none";
    for (const n of panel.querySelectorAll("[data-when]")) n.hidden = !n.dataset.when.split(" ").includes(is);
    if (is === "busy") {
      const worker = here.installing ?? here.waiting;
      worker.addEventListener("statechange", show, { once: true });
    }
  };
  const open = async () => {
    const size = await read("offline/kept.json");
    for (const n of panel.querySelectorAll("[data-size]")) n.textContent = (size[n.dataset.size] / 1e6).toFixed(0);
    const act = (name, what) => panel.querySelector(`[data-act=${name}]`).addEventListener("click", async () => {
      await what();
      await show();
    });
    act("keep", wanted);
    const { audio } = await said();
    const rows = [...panel.querySelectorAll("[data-sound]")].map((row) => [row, audio.find((s) => s.id === row.dataset.sound)]).filter(([, s]) => s);
    const fill = () => Promise.all(rows.map(async ([row, s]) => {
      const b = await button(s);
      b.setAttribute("aria-describedby", `sound-${s.id}`);
      row.replaceChildren(b);
    }));
    act("keep-sounds", async () => {
      for (const [row] of rows) {
        const b = row.querySelector("[data-kept=false]");
        if (!b) continue;
        const done = new Promise((ok) => b.addEventListener("kept", ok, { once: true }));
        b.click();
        await done;
      }
    });
    act("remove", async () => {
      await removeAll();
      await fill();
    });
    await fill();
    await show();
    panel.hidden = false;
    document.getElementById("keep-not")?.remove();
  };

  // After the page, and after the client where there is one, and when there is
  // nothing else to do.
  const idle = (f) => (self.requestIdleCallback ? requestIdleCallback(f, { timeout: 20000 }) : setTimeout(f, 2000));
  const begin = async () => {
    const registration = await serviceWorker.getRegistration(base);
    if (registration?.scope === base.href) {
      watch(registration);
      registration.active?.postMessage("tidy");
    } else if (!spare() && !await caches.has(declined)) {
      await register();
      if (panel) show();
    }
  };
  const settled = () => !document.getElementById("app") || root.dataset.live;
  const later = () => setTimeout(() => idle(() => begin().catch((e) => console.debug(e))), 3000);
  const start = () => {
    if (panel) open();
    if (settled()) return later();
    const wait = new MutationObserver(() => {
      if (settled()) {
        wait.disconnect();
        later();
      }
    });
    wait.observe(root, { attributeFilter: ["data-live"] });
  };
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
})();
