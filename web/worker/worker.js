// Keeps the site for reading without a connection. The build puts before this
// what is kept: site = { version, files: { path: first ten digits of SHA-256 } }.
//
// A version is kept whole or not at all: a file that is not of this version ends
// the installation, and the version before stays. Nothing is taken over under a
// reader: a page goes on with the version it came from until its reader asks for
// the new one. Caches are told from others' of this origin by their names, which
// begin with the path of this site.
const scope = new URL(registration.scope).pathname;
const own = `strings-attached ${scope} `;
const current = own + site.version;
const sounds = `${own}audio`; // what the reader has asked for, whatever the version

// Documents are asked for at the address of their folder.
const address = (path) => new URL(path.replace(/(^|\/)index\.html$/, "$1"), registration.scope).href;

const sum = async (body) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", body))].slice(0, 5)
  .map((n) => n.toString(16).padStart(2, "0")).join("");

const match = (url, name) => caches.match(url, { cacheName: name, ignoreVary: true });

// The caches of all versions, this one's first.
const versions = async () => [current, ...(await caches.keys()).filter((n) => n.startsWith(own) && n !== current && n !== sounds)];

// One file, from a copy of it that is here already or from the host.
const keep = async (path, cache, from) => {
  const url = address(path);
  for (const name of from) {
    const had = await match(url, name);
    if (!had || await sum(await had.clone().arrayBuffer()) !== site.files[path]) continue;
    if (name !== current) await cache.put(url, had);
    return;
  }
  // What has a hash in its name was loaded with the page and is not loaded
  // again, unless what the browser has of it is broken.
  for (const how of path.startsWith("assets/") ? ["default", "reload"] : ["no-cache"]) {
    const reply = await fetch(url, { cache: how, priority: "low" });
    const body = await reply.arrayBuffer();
    if (!reply.ok || await sum(body) !== site.files[path]) continue;
    const headers = new Headers(reply.headers);
    headers.delete("content-encoding"); // the body is decoded
    headers.delete("content-length");
    return cache.put(url, new Response(body, { headers }));
  }
  throw new Error(`${path} is not of version ${site.version}`);
};

// Two files at a time: a reader's own requests come first. What was kept before
// an installation was cut short is kept.
addEventListener("install", (e) => e.waitUntil((async () => {
  const cache = await caches.open(current);
  const from = await versions();
  const left = Object.keys(site.files);
  const work = async () => {
    for (let path; (path = left.shift());) {
      try { await keep(path, cache, from); } catch (error) { left.length = 0; throw error; }
    }
  };
  await Promise.all([work(), work()]);
})()));

// Removes what no page needs any more. A page of an older version may still ask
// for a file of it, and a newer version may be filling a cache.
const tidy = async () => {
  if (registration.installing || registration.waiting) return;
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.filter((p) => new URL(p.url).pathname.startsWith(scope)).length > 1) return;
  for (const name of (await versions()).slice(1)) if (name !== `${own}declined`) await caches.delete(name);
  for (const sound of await (await caches.has(sounds) ? (await caches.open(sounds)).keys() : [])) {
    if (!site.sounds.some((path) => address(path) === sound.url)) await (await caches.open(sounds)).delete(sound);
  }
};
addEventListener("activate", (e) => e.waitUntil(tidy()));
addEventListener("message", (e) => {
  if (e.data === "tidy") e.waitUntil(tidy());
  if (e.data === "take over") e.waitUntil(skipWaiting());
});

// A recording, or the piece of one that a player asks for.
const sound = async (request) => {
  const kept = await match(request.url.replace(/[?#].*/, ""), sounds);
  if (!kept) return fetch(request);
  const body = await kept.blob();
  const headers = new Headers(kept.headers);
  headers.set("accept-ranges", "bytes");
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get("range")) ?? [];
  // What is no range, or several at once, may be answered with the whole.
  if (first === undefined || !first && !last || first && last && +last < +first) {
    headers.set("content-length", body.size);
    return new Response(body, { headers });
  }
  const from = first ? +first : Math.max(0, body.size - last);
  const to = first && last ? Math.min(+last, body.size - 1) : body.size - 1;
  if (from > to) {
    headers.set("content-range", `bytes */${body.size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set("content-range", `bytes ${from}-${to}/${body.size}`);
  headers.set("content-length", to - from + 1);
  return new Response(body.slice(from, to + 1), { status: 206, statusText: "Partial Content", headers });
};

// What is not kept, or not ours, is the browser's and the host's affair.
const answer = async (request, path) => {
  for (const name of path.startsWith("assets/") ? await versions() : [current]) {
    const kept = await match(address(path), name);
    if (kept) return kept;
  }
  return fetch(request);
};

addEventListener("fetch", (e) => {
  const { request } = e;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(scope)) return;
  let path = url.pathname.slice(scope.length);
  if (request.mode === "navigate" && site.files[`${path}/index.html`]) {
    e.respondWith(Response.redirect(`${url.pathname}/${url.search}`, 308));
    return;
  }
  if (!path || path.endsWith("/")) path += "index.html";
  if (site.sounds.includes(path)) e.respondWith(sound(request));
  else if (site.files[path] || path.startsWith("assets/") && !request.headers.has("range")) e.respondWith(answer(request, path));
});
