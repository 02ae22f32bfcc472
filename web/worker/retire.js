// Published in place of the worker while somebody edits the site: it takes back
// what a worker of this path has kept, so that nobody sees what they changed
// before.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (e) => e.waitUntil((async () => {
  const own = `strings-attached ${new URL(registration.scope).pathname} `;
  for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
  await registration.unregister();
})()));
