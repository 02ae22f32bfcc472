// Brings an embed to life: fetches the same pictures with all that the client
// moves in them, has the client take them over out of sight, and puts them in the
// place of those that stand there, in one go.
(async () => {
  const root = document.documentElement;
  const me = document.querySelector("script[data-live]");
  const at = new URL(me.dataset.live, location.href);
  const load = (name, fields) => new Promise((done, failed) => {
    const n = Object.assign(document.createElement(name), fields);
    n.onload = done;
    n.onerror = () => failed(new Error(fields.href));
    document.head.append(n);
  });
  const reply = await fetch(at);
  if (!reply.ok) throw new Error(`status ${reply.status}`);
  const twin = await reply.json();
  await load("link", { rel: "stylesheet", href: me.dataset.rules });

  const live = document.createElement("div");
  live.id = "e-live";
  live.innerHTML = twin.html;
  for (const n of live.querySelectorAll("[href]")) {
    const to = n.getAttribute("href");
    if (!to.startsWith("#")) n.setAttribute("href", new URL(to, at).href);
  }
  // What the client reads begins with the way to the site's root, from there.
  const end = twin.data.indexOf("\n");
  const data = document.createElement("script");
  data.type = "text/plain";
  data.id = "story";
  data.textContent = new URL(twin.data.slice(0, end), at).href + twin.data.slice(end);
  const app = document.createElement("div");
  app.id = "app";
  app.hidden = true;
  document.querySelector("#e-body").after(live);
  document.body.append(data);
  document.body.prepend(app);

  new MutationObserver((_, watch) => {
    const state = root.dataset.live;
    if (state !== "on" && state !== "failed") return;
    watch.disconnect();
    if (state === "failed") {
      live.remove();
      document.dispatchEvent(new Event("asleep"));
      return;
    }
    const body = document.querySelector("#e-body");
    const had = document.activeElement;
    const mark = /(event|place)\/([^/]+)\/$/.exec(body.contains(had) && had.getAttribute("href") || "");
    const key = had.matches("[data-wake]") ? "button, input" : mark ? `[data-id="${mark[1]}:${mark[2]}"]` : had.rel ? `[rel=${had.rel}]` : "";
    live.id = "e-body";
    body.remove();
    delete root.dataset.waking;
    document.querySelector("#e-quiet").textContent = "";
    if (key && !live.querySelector(".card")) [...live.querySelectorAll(key)].find((n) => n.getClientRects().length)?.focus({ preventScroll: true });
  }).observe(root, { attributeFilter: ["data-live"] });

  const boot = document.createElement("script");
  boot.src = me.dataset.boot;
  for (const name of ["exec", "wasm"]) boot.dataset[name] = new URL(me.dataset[name], location.href).href;
  boot.onerror = () => document.dispatchEvent(new Event("asleep"));
  document.head.append(boot);
})().catch((e) => {
  console.info(`The client did not start: ${e.message}`);
  document.querySelector("#e-live")?.remove();
  document.dispatchEvent(new Event("asleep"));
});
