// The one script of an embed: how it is dressed, how high it is, and links that
// turn its pages in place. Everything is read and linked without it, and nothing
// of the client is asked for before a reader acts.
(() => {
  const me = document.currentScript;
  const root = document.documentElement;
  const query = new URLSearchParams(location.search);
  const find = (selector) => document.querySelector(selector);
  const note = (key) => {
    const quiet = find("#e-quiet");
    if (quiet) quiet.textContent = quiet.dataset[key] || "";
  };

  // Dress: only values that are listed, and an accent that can be read.
  const choose = (key, values) => values.includes(query.get(key)) ? query.get(key) : values[0];
  const papers = { light: "fbfaf7", dark: "181715", contrast: "ffffff" };
  const light = (hex) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
    const v = parseInt(hex.slice(2 * i, 2 * i + 2), 16) / 255;
    return sum + weight * (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  }, 0.05);
  const accent = /^#?([0-9a-f]{6})$/i.exec(query.get("accent") || "");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const themes = ["light", "dark", "auto", "contrast"];
  let theme;
  const dress = (to) => {
    theme = to;
    const now = to === "auto" ? system.matches ? "dark" : "light" : to;
    root.dataset.theme = now;
    const pair = accent && [light(accent[1]), light(papers[now])];
    const good = pair && Math.max(...pair) / Math.min(...pair) >= 4.5;
    root.style.setProperty("--accent", good ? `#${accent[1]}` : "");
    return good || !query.get("accent");
  };
  const dressed = dress(choose("theme", themes));
  system.addEventListener("change", () => dress(theme));
  root.dataset.chrome = choose("chrome", ["full", "min", "none"]);
  // What stays in the address when a View is written there.
  const keep = ["theme", "accent", "chrome", "lang", "childId"].filter((k) => query.has(k)).map((k) => `${k}=${encodeURIComponent(query.get(k))}`).join("&");
  root.dataset.keep = keep;
  // What of the View is drawn by a script of its own. Nothing is seen before it is.
  const views = ["date", "look", "span", "tracks", "kind", "told", "in", "who", "thread"];
  const asks = () => me.dataset.chosen && [...views, ...root.dataset.embed === "timeline" ? ["event", "place"] : []].some((k) => query.has(k));
  if (asks()) root.dataset.choosing = "";

  // Height: told to the host in every dialect hosts listen to, when it changes
  // and when the host asks. A height is no secret, so anybody may hear it.
  const host = parent;
  const src = location.href; // as the host has it in its frame
  const path = /embed\/.*/.exec(location.pathname)?.[0] || "embed/";
  const child = query.get("childId");
  const secret = /^#\?secret=(\w+)/.exec(location.hash)?.[1];
  const messenger = `iframeMessenger:${Math.random().toString(36).slice(2, 7)}`;
  let resizer = "";
  let begun = false; // whether iframe-resizer was answered
  let told = 0;
  const say = (message) => host.postMessage(message, "*");
  const tell = (again) => {
    const height = document.body ? Math.ceil(document.body.getBoundingClientRect().height) : 0;
    if (host === window || !height || height === told && !again) return;
    told = height;
    say({ sentinel: "amp", type: "embed-size", height });
    say({ "datawrapper-height": { [path]: height } });
    say(JSON.stringify({ src, context: "iframe.resize", height }));
    say(JSON.stringify({ id: messenger, type: "set-height", value: height }));
    say({ context: "h5p", action: "resize", scrollHeight: height, clientHeight: height });
    say({ subject: "lti.frameResize", height });
    if (child) say(`pymxPYMx${child}xPYMxheightxPYMx${height}`);
    if (secret) say({ message: "height", value: height, secret });
    if (resizer) say(`[iFrameSizer]${resizer}:${height}:${innerWidth}:${begun ? "resizeObserver" : "init"}`);
    begun = Boolean(resizer);
  };
  addEventListener("message", ({ source, data }) => {
    if (source !== host || host === window || !data) return;
    if (typeof data === "string") {
      const [, fields] = /^\[iFrameSizer\](.*)/s.exec(data) || [];
      const list = fields ? fields.split(":") : [];
      if (list[2] === "true" || list[2] === "false") {
        resizer = list[0];
        begun = false;
        tell(true);
      } else if (list[0] === "resize" || list[0] === "reset" || child && data.startsWith(`pymxPYMx${child}xPYMxwidthxPYMx`)) tell(true);
    } else if (data.sentinel === "amp" && data.type === "frames-init"
      || secret && data.message === "ready" && data.secret === secret
      || data.context === "h5p" && ["ready", "hello", "resize"].includes(data.action)) tell(true);
    else if (data.subject === "strings-attached" && themes.includes(data.theme)) dress(data.theme);
  });

  // Links among the embeds are followed in place, so that the host sees one
  // frame that changes its height, and the dress stays on.
  const base = new URL(location.href);
  base.pathname = base.pathname.slice(0, -path.length) + "embed/";
  base.search = base.hash = "";
  let here = location.href.replace(/[?#].*/, "");
  let picked = "";
  let waking = false;
  const twin = () => me.dataset.live && new URL(me.dataset.live, src).href;
  const home = twin();
  const redraw = async () => {
    if (!asks() || twin() !== home) return true;
    root.dataset.choosing = "";
    try {
      return (await import(new URL(me.dataset.chosen, src).href)).choose(find("main"), query);
    } catch {
      return false;
    } finally {
      delete root.dataset.choosing;
    }
  };
  // The View of the page, as the client reads it from an address.
  const view = () => {
    const { view = "", at = "" } = find("main").dataset;
    const set = twin() === home ? views.filter((k) => query.get(k)).map((k) => `${k}=${encodeURIComponent(query.get(k)).replaceAll("%2C", ",")}`) : [];
    const all = [view, picked, ...set, keep].filter(Boolean).join("&");
    return (all ? "?" + all : location.pathname) + (at && "#" + at);
  };
  const show = async (href, focus) => {
    const reply = await fetch(href);
    if (!reply.ok) throw new Error(reply.status);
    const next = new DOMParser().parseFromString(await reply.text(), "text/html");
    const resolve = (n, name) => {
      const to = n.getAttribute(name);
      if (to && !to.startsWith("#")) n.setAttribute(name, new URL(to, href).href);
    };
    for (const name of ["href", "src", "data-player"]) next.querySelectorAll(`main [${name}]`).forEach((n) => resolve(n, name));
    const script = next.querySelector("script[src]");
    for (const name of ["live", "enliven", "rules", "boot", "exec", "wasm", "chosen", "hear"]) {
      resolve(script, `data-${name}`);
      if (script.dataset[name]) me.dataset[name] = script.dataset[name];
      else delete me.dataset[name];
    }
    const main = next.querySelector("main");
    // What is being brought to life stays at hand.
    const live = find("#e-live");
    if (live) main.querySelector("#e-body").after(live);
    root.dataset.embed = next.documentElement.dataset.embed;
    document.title = next.title;
    find("main").replaceWith(main);
    here = href;
    picked = "";
    watch();
    const all = await redraw();
    const to = find(focus) || find("h1");
    if (to.matches("h1")) to.tabIndex = -1;
    to.focus({ preventScroll: true });
    scrollTo(0, 0);
    return all;
  };
  const leave = (href) => { location.href = href + (keep && "?" + keep) + (secret ? "#?secret=" + secret : ""); };
  const visit = (href, focus) => show(href, focus).then(() => {
    history.pushState({ href }, "", me.dataset.live ? view() : "#" + href.slice(base.href.length));
  }, () => leave(href));
  addEventListener("popstate", (e) => {
    if (root.dataset.live === "on") return;
    const to = e.state?.href || src.replace(/[?#].*/, "");
    if (to !== here) show(to, "h1").catch(() => {});
  });

  // The first act of a reader on a picture brings the client. Until it is there
  // a mark that was picked says its name, and where more is told of it.
  const wake = () => {
    if (waking || !me.dataset.live) return;
    waking = true;
    root.dataset.waking = "";
    note("waking");
    history.replaceState(history.state, "", view());
    const script = document.createElement("script");
    script.src = me.dataset.enliven;
    script.addEventListener("error", () => document.dispatchEvent(new Event("asleep")));
    document.head.append(script);
  };
  document.addEventListener("asleep", () => {
    waking = false;
    delete root.dataset.waking;
    delete me.dataset.live;
    note("failed");
  });
  const pick = (id, push) => {
    // There is one in each frame of the picture, which may look elsewhere.
    const marks = [...document.querySelectorAll(`#e-body a[href$="embed/${id.replace("=", "/")}/"]:not(.heap)`)];
    const [mark] = marks;
    if (!mark) return false;
    document.querySelectorAll('#e-body [data-state="focus"]').forEach((n) => { n.dataset.state = "on"; });
    marks.forEach((n) => { if (n.dataset.state !== "off") n.dataset.state = "focus"; });
    find("#e-body .card")?.remove();
    const card = document.createElement("section");
    card.className = "card";
    const more = document.createElement("a");
    more.href = mark.href.baseVal;
    more.textContent = find("#e-quiet").dataset.more;
    const title = document.createElement("h2");
    title.textContent = mark.getAttribute("aria-label");
    card.append(title, more);
    (find("#e-stage :is(.e-tools, .e-over)") || find("#e-stage")).append(card);
    picked = id;
    if (push) history.pushState(history.state, "", view());
    return true;
  };
  document.addEventListener("pointerdown", (e) => {
    if (e.target.closest?.("#e-stage, [data-turn]")) wake();
  });
  document.addEventListener("click", (e) => {
    const link = e.target.closest?.("a[href], [data-wake]");
    if (!link || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey || e.defaultPrevented) return;
    if (link.matches("[data-wake]")) return wake();
    const href = link.href.baseVal === undefined ? link.href : new URL(link.href.baseVal, document.baseURI).href;
    if (link.target === "_top") {
      // A host that has locked the frame in may open the link itself.
      if (secret) say({ message: "link", value: href, secret });
      return;
    }
    const live = root.dataset.live === "on";
    if (!href.startsWith(base.href) || link.getAttribute("href").startsWith("#") || live && link.closest("[data-id], [data-set]")) return;
    e.preventDefault();
    const mark = /embed\/(event|place)\/([^/]+)\/$/.exec(href);
    if (me.dataset.live && mark && link.matches(".mk, .ev")) {
      wake();
      pick(`${mark[1]}=${mark[2]}`, true);
    } else if (me.dataset.chosen && link.dataset.span) {
      // What stands for many events opens to its days.
      wake();
      query.set("span", link.dataset.span);
      redraw();
      history.pushState(history.state, "", view());
    } else if (live || waking && !link.matches("[data-turn]")) leave(href);
    else {
      if (link.matches("[data-turn]")) wake();
      visit(href, link.rel ? `a[rel=${link.rel}]` : "h1");
    }
  });

  // What a page has besides: the sentence that is heard is lit.
  const watch = () => {
    // Locked in, links out may lead nowhere: then the address can be read.
    const full = find(".e-full");
    if (self.origin === "null" && full) {
      full.insertAdjacentHTML("afterend", '<span class="e-url"></span>');
      full.nextElementSibling.textContent = full.href;
    }
    // What lights the sentences that are heard comes with the first act.
    const player = find("[data-player]");
    for (const act of ["play", "click"]) player?.addEventListener(act, ({ target }) => {
      if (player.dataset.heard) return;
      player.dataset.heard = "on";
      import(new URL(me.dataset.hear, src).href).then((m) => m.hear(player, target));
    }, true);
  };

  // What the address asks for beyond what is drawn here.
  const chosen = async () => {
    const at = location.hash.slice(1);
    const stepper = me.dataset.live && new URL(".", new URL(me.dataset.live, location.href)).href;
    const set = ["scope", "list", "issue"].map((k) => query.get(k)).find((v) => /^[a-z0-9-]+$/.test(v || ""));
    let to = "";
    if (/^[a-z0-9/-]+\/$/.test(at)) to = base.href + at;
    else if (stepper && /^[a-z]+-\d+$/.test(at) && find("main").dataset.at !== at) to = stepper + at + "/";
    else if (stepper && set && find("main").dataset.set !== set) to = stepper + set + "/";
    const asked = await (to ? show(to, "main") : redraw()).catch(() => false);
    const mark = ["event", "place"].map((k) => query.get(k) && `${k}=${query.get(k)}`).find((v) => /^\w+=[\w-]+$/.test(v || ""));
    const drawn = !mark || !me.dataset.live || pick(mark) || root.dataset.embed === "timeline";
    if (!asked || !drawn) note("nearest");
    else if (!dressed) note("accent");
  };

  document.addEventListener("DOMContentLoaded", () => {
    watch();
    chosen();
    new ResizeObserver(() => tell()).observe(document.body);
    if (host !== window) say("[iFrameResizerChild]Ready");
  });
  addEventListener("load", () => {
    tell();
    // Where the browser sizes frames by itself, the page may ask for it.
    try { window.requestResize?.(); } catch { /* it asks for more than the meta element */ }
  });
})();
