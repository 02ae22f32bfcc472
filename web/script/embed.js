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
  // What the client must leave in the address when it writes a View there.
  root.dataset.keep = ["theme", "accent", "chrome", "lang", "childId"].filter((k) => query.has(k)).map((k) => `${k}=${encodeURIComponent(query.get(k))}`).join("&");

  // Height: told to the host in every dialect hosts listen to, when it changes
  // and when the host asks. A height is no secret, so anybody may hear it.
  const host = parent;
  const src = location.href; // as the host has it in its frame
  const path = /embed\/.*/.exec(location.pathname)?.[0] || "embed/";
  const child = query.get("childId");
  const secret = /^#\?secret=(\w+)/.exec(location.hash)?.[1];
  const messenger = `iframeMessenger:${Math.random().toString(36).slice(2, 7)}`;
  let resizer = "";
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
    if (resizer) say(`[iFrameSizer]${resizer}:${height}:${innerWidth}:resizeObserver`);
  };
  addEventListener("message", ({ source, data }) => {
    if (source !== host || host === window || !data) return;
    if (typeof data === "string") {
      const [, fields] = /^\[iFrameSizer\](.*)/s.exec(data) || [];
      const list = fields ? fields.split(":") : [];
      if (list[2] === "true" || list[2] === "false") {
        resizer = list[0];
        say(`[iFrameSizer]${resizer}:${told}:${innerWidth}:init`);
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
  const show = async (href, focus) => {
    const reply = await fetch(href);
    if (!reply.ok) throw new Error(reply.status);
    const next = new DOMParser().parseFromString(await reply.text(), "text/html");
    for (const name of ["href", "src", "data-player"]) {
      for (const n of next.querySelectorAll(`main [${name}]`)) {
        const to = n.getAttribute(name);
        if (!to.startsWith("#")) n.setAttribute(name, new URL(to, href).href);
      }
    }
    const script = next.querySelector("script[src]");
    for (const name of ["live", "enliven", "rules", "exec", "wasm"]) {
      delete me.dataset[name];
      if (script.dataset[name]) me.dataset[name] = new URL(script.dataset[name], href).href;
    }
    root.dataset.embed = next.documentElement.dataset.embed;
    document.title = next.title;
    find("main").replaceWith(next.querySelector("main"));
    here = href;
    watch();
    const to = find(focus) || find("h1");
    if (to.matches("h1")) to.tabIndex = -1;
    to.focus({ preventScroll: true });
    scrollTo(0, 0);
  };
  const visit = (href, focus) => show(href, focus).then(() => {
    history.pushState({ href }, "", "#" + new URL(href).pathname.slice(base.pathname.length));
  }, () => { location.href = href; });
  addEventListener("popstate", (e) => {
    if (root.dataset.live === "on") return;
    const to = e.state?.href || src.replace(/[?#].*/, "");
    if (to !== here) show(to, "h1").catch(() => {});
  });
  document.addEventListener("click", (e) => {
    const link = e.target.closest?.("a[href]");
    if (!link || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey || e.defaultPrevented) return;
    const href = link.href.baseVal === undefined ? link.href : new URL(link.href.baseVal, document.baseURI).href;
    if (link.target === "_top") {
      // A host that has locked the frame in may open the link itself.
      if (secret) say({ message: "link", value: href, secret });
      return;
    }
    if (root.dataset.live === "on" || !href.startsWith(base.href)) return;
    e.preventDefault();
    visit(href, link.rel ? `a[rel=${link.rel}]` : "h1");
  });

  // The sentence that is heard is lit.
  const watch = () => {
    const player = find("[data-player]");
    const audio = player?.querySelector("audio");
    let cues;
    let lit = null;
    audio?.addEventListener("play", async () => {
      cues ||= (await (await fetch(player.dataset.player)).json()).sentences;
    });
    audio?.addEventListener("timeupdate", () => {
      const at = cues?.findLast((c) => c.start <= audio.currentTime);
      const now = at && player.querySelector(`[data-s="${at.id}"]`);
      if (!now || now === lit) return;
      lit?.removeAttribute("data-lit");
      lit = now;
      lit.dataset.lit = "";
      const box = player.querySelector(".e-said");
      box.scrollTop = lit.offsetTop - box.offsetTop - 48;
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    watch();
    if (!dressed) note("accent");
    // Locked in, links out may lead nowhere: then the address can be read.
    if (self.origin === "null") {
      const full = find(".e-full");
      full?.insertAdjacentHTML("afterend", ' <span class="e-url"></span>');
      if (full) full.nextElementSibling.textContent = full.href;
    }
    const at = /^#([a-z0-9/-]+\/)$/.exec(location.hash);
    if (at) show(base.href + at[1], "h1").catch(() => {});
    new ResizeObserver(() => tell()).observe(document.body);
    if (host !== window) say("[iFrameResizerChild]Ready");
  });
  addEventListener("load", () => {
    tell();
    // Where the browser sizes frames by itself, the page may ask for it.
    try { window.requestResize?.(); } catch { /* it asks for more than the meta element */ }
  });
})();
