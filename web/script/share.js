// The dialog that shares what is seen: a link to it, and the code that puts it
// into another page. It is fetched when somebody asks for it on pages that come
// alive, and comes with the others. Without it every Share link leads to the
// ready codes.
const root = new URL("../../", import.meta.url);
const escaped = (s) => s.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
let data;
let box;
let subject; // what is shared: { kind, id, title, view }
const find = (name) => box.querySelector(`[data-s="${name}"]`);

const load = async () => {
  const reply = await fetch(new URL("embed/parts.json", root));
  if (!reply.ok) throw new Error(reply.status);
  data = await reply.json();
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL(data.style, root);
  const ready = new Promise((done) => { style.onload = style.onerror = done; });
  document.head.append(style);
  await ready;
  const template = document.createElement("template");
  template.innerHTML = data.dialog;
  box = template.content.firstElementChild;
  document.body.append(box);
  find("close").addEventListener("click", () => box.close());
  box.addEventListener("click", (e) => { if (e.target === box) box.close(); });
  box.addEventListener("close", () => { find("preview").removeAttribute("src"); });
  box.addEventListener("input", write);
  find("accent").addEventListener("input", () => { find("accented").checked = true; write(); });
  for (const button of box.querySelectorAll("[data-copy]")) button.addEventListener("click", () => copy(find(button.dataset.copy)));
  const native = find("native");
  native.hidden = !navigator.share;
  native.addEventListener("click", () => navigator.share({ title: subject.title, url: link() }).catch(() => {}));
};

const title = (kind, id) => data.parts.find((p) => p.kind === kind && (p.id || "") === id);

// What can be shared here: what was asked for, what the reader has picked, the
// chapter and step, the pictures as they stand, and the whole.
const offers = (asked) => {
  const query = new URLSearchParams(location.search);
  const list = [];
  const add = (kind, id, step) => {
    const part = title(kind, id);
    if (part && !list.some((o) => o.kind === kind && o.id === id && o.step === (step || ""))) list.push({ kind, id, step: step || "", part });
  };
  const [kind, id = ""] = asked.split(":");
  const step = decodeURIComponent(location.hash.slice(1));
  const live = document.querySelector("[data-walk]") && document.getElementById(step)?.matches("[data-step]");
  const chapter = live ? document.getElementById(step).closest(".chapter").id : "";
  if (kind === "map") add("map", document.querySelector("[data-explore] .tabs [aria-current=true]")?.dataset.value || id);
  else if (kind === "chapter" && id === chapter) add(kind, id, step);
  else if (kind !== "walk" || !chapter) add(kind, id);
  for (const pick of ["event", "place"]) if (query.get(pick)) add(pick, query.get(pick));
  if (chapter) {
    add("chapter", chapter, step);
    add("chapter", chapter);
  }
  if (kind === "chapter") add("player", id);
  if (kind === "event" || kind === "walk" || kind === "chapter") add("timeline", "");
  if (kind === "place" || kind === "walk" || kind === "chapter") add("map", data.layer);
  if (kind === "walk") add("compare", "");
  add("walk", "");
  return list;
};

const base = () => data.address || (/^https?:/.test(root.protocol) ? root.href : "");

// The address of what is seen, as the address bar has it.
const link = () => {
  const here = new URL(location.href);
  if (here.searchParams.has("theme")) here.searchParams.delete("theme"); // the reader's own, not that of whom it is sent to
  const o = subject;
  if (o.asked) return data.address ? data.address + here.href.slice(root.href.length) : here.href;
  return base() + o.part.page + (o.step ? `#${o.step}` : "");
};

// The path and the query of an embed, by the rules of package embed: what has a
// picture of its own is in the path, the rest of the View in the query.
const target = () => {
  const query = new URLSearchParams(location.search);
  const params = new URLSearchParams();
  let path = subject.part.embed;
  let picture = subject.part.picture;
  if (subject.step) path += `${encodeURIComponent(subject.step)}/`;
  const mapped = document.querySelector("[data-explore]")?.dataset.explore;
  const same = subject.kind === "map" ? mapped === "map" : subject.kind === "timeline" ? mapped === "time" : !mapped;
  if (same) {
    const set = subject.kind === "map" && data.set[subject.id];
    const value = set && query.get(set.param);
    if (set && set.values.includes(value)) {
      path += `${value}/`;
      picture += `-${value}`;
    }
    for (const name of data.keep[subject.kind] || []) if (query.get(name)) params.set(name, query.get(name));
  }
  return { path, params, picture };
};

const asked = (params) => { const text = params.toString(); return text && `?${text}`; };

const luminance = (hex) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
  const v = parseInt(hex.slice(2 * i, 2 * i + 2), 16) / 255;
  return sum + weight * (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
}, 0.05);

const say = (what) => { find("says").textContent = what ? data.says[what] : ""; };

const dress = () => {
  const out = [];
  const theme = find("theme").value;
  if (theme !== find("theme").options[0].value) out.push(["theme", theme]);
  const accent = find("accented").checked ? find("accent").value.slice(1).toLowerCase() : "";
  if (accent) {
    const good = data.papers[theme].some((paper) => {
      const pair = [luminance(accent), luminance(paper)];
      return Math.max(...pair) / Math.min(...pair) >= 4.5;
    });
    if (good) out.push(["accent", accent]);
    say(good ? "" : "accent");
  }
  for (const name of ["chrome", "lang"]) {
    const field = find(name);
    if (field.value !== field.options[0].value) out.push([name, field.value]);
  }
  return out;
};

const write = () => {
  say("");
  subject = box.offers[find("what").selectedIndex];
  subject.title = subject.part.title;
  const { path, params, picture } = target();
  // There is a file of what has a path of its own; of the rest the page makes one.
  find("files").hidden = Boolean(asked(params));
  const at = base() || root.href;
  const plain = path + asked(params);
  const clothes = dress();
  for (const [name, value] of clothes) params.set(name, value);
  const tidy = (text) => text.replaceAll("%2C", ",").replaceAll("%3A", ":");
  const width = find("width").value;
  const way = box.querySelector("[name=share-way]:checked").value;
  const values = {
    src: escaped(tidy(at + path + asked(params))), bare: escaped(tidy(at + plain)), full: escaped(base() + subject.part.page), address: escaped(at),
    title: escaped(`${subject.part.title} · ${box.dataset.site}`), height: String(data.heights[subject.kind][width]), width,
    dress: clothes.map(([name, value]) => ` ${name}="${escaped(value)}"`).join(""),
  };
  find("link").value = link();
  find("code").value = data.ways[way][width === "0" ? 0 : 1].replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const preview = find("preview");
  const src = tidy(new URL(path + asked(params), root).href);
  if (preview.src !== src) preview.src = src;
  preview.height = values.height;
  preview.width = width === "0" ? "100%" : width;
  for (const a of box.querySelectorAll("[data-picture]")) a.href = new URL(picture + a.dataset.picture, root);
  if (!base()) say("address");
};

// Copying may be refused, in a frame or by the reader; then the text is selected.
const copy = async (field) => {
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    say("copied");
  } catch {
    say("selected");
  }
};

// Frames of ours tell their height in many dialects; one will do.
addEventListener("message", ({ source, data: message }) => {
  const preview = box?.open && find("preview");
  if (preview && source === preview.contentWindow && message?.sentinel === "amp" && message.height > 0) preview.height = Math.min(Math.ceil(message.height), 4000);
});

/** Opens the dialog for what a Share link stands beside. */
export const open = async (from) => {
  try {
    if (!data) await load();
  } catch {
    data = undefined;
    location.href = from.href;
    return;
  }
  box.offers = offers(from.dataset.share);
  box.offers[0].asked = true;
  find("what").replaceChildren(...box.offers.map((o) => new Option(`${o.part.name}${o.step ? ` (${o.step.replace(/.*-/, "")})` : ""}: ${o.part.title}`)));
  find("what").selectedIndex = 0;
  write();
  box.showModal();
};

// Ready codes of a site that was not built for an address get the one it has.
for (const field of document.querySelectorAll("textarea[data-code]")) {
  if (/^https?:/.test(root.protocol)) field.value = field.value.replaceAll("https://address-of-this-site.example/", root.href);
}

document.addEventListener("click", (e) => {
  const a = e.target.closest?.("[data-share]");
  const button = e.target.closest?.("[data-copy-code]");
  if (a && !e.defaultPrevented && !e.ctrlKey && !e.metaKey && !e.shiftKey) {
    e.preventDefault();
    open(a);
  } else if (button) {
    const field = button.parentElement.querySelector("textarea");
    field.focus();
    field.select();
    navigator.clipboard?.writeText(field.value).catch(() => {});
  }
});

// An address that names a part opens its codes.
const named = () => {
  const part = document.getElementById(location.hash.slice(1));
  if (part?.matches("details.codes")) part.open = true;
};
addEventListener("hashchange", named);
named();
