// Draws the View that an embed's address asks for, where the page was drawn for
// another one: a day of the map, a camera, a stretch of the timeline, a filter. It
// is fetched only then, draws before anything is seen, and needs no client. What
// there is to know stands in the page (draw.DaysOf and draw.StretchesOf), and how
// marks are packed is package timeline's way, so that nothing moves when the
// client comes; a test compares the two.

const escaped = (s) => s.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const num = (v) => String(Math.round(v * 10) / 10 || 0);
const isDay = (s) => /^(199\d|20\d\d)-\d\d-\d\d$/.test(s || "") && new Date(s).toISOString?.().slice(0, 10) === s;
const fill = (text, ...args) => args.reduce((t, a, i) => t.replaceAll(`{${i}}`, a), text);
const parts = (day) => { const d = new Date(day * 864e5); return [d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), d.getUTCDay()]; };
const iso = (day) => new Date(day * 864e5).toISOString().slice(0, 10);
const number = (iso) => Date.parse(iso) / 864e5;
const inWords = ([y, m, d], words) => fill(words.day, d, words.months[m], y);

/**
 * Draws in main what query asks for; tells whether that was all of it.
 * @param {Element} main
 * @param {URLSearchParams} query
 */
export const choose = (main, query) => {
  const book = JSON.parse(main.querySelector("#e-book").textContent);
  return book.events ? stretch(main, query, book) : day(main, query, book);
};

// The map.

const day = (main, query, book) => {
  const asked = query.get("date");
  const look = /^([\d.]+),(-?[\d.]+),(-?[\d.]+)$/.exec(query.get("look") || "")?.slice(1).map(Number);
  const dated = isDay(asked);
  const near = look && look[0] >= 1 && look[0] <= 24;
  const at = dated ? book.days.filter((d) => d <= asked).length - 1 : book.days.length - 1;
  const turned = (turns) => turns.filter((t) => t[0] <= at).pop() || [0, "off", "solid"];
  for (const svg of main.querySelectorAll("figure.map svg")) {
    const { width, height } = svg.viewBox.baseVal;
    const [font, edge] = svg.matches(".map-w") ? [13, 6.5] : [11, 5];
    const land = svg.querySelector(".land");
    const [move, scale] = land.transform.baseVal;
    const was = { k: scale.matrix.a, x: move.matrix.e, y: move.matrix.f };
    const is = { ...was };
    if (near) {
      is.k = was.k * look[0];
      is.x = width / 2 - is.k * look[1];
      is.y = height / 2 - is.k * look[2];
      land.setAttribute("transform", `translate(${is.x} ${is.y}) scale(${is.k})`);
    }
    svg.querySelector(".leads")?.remove();
    const seen = [];
    svg.querySelectorAll(".state").forEach((n) => { n.dataset.on = 0; });
    for (const n of svg.querySelectorAll("a.mk")) {
      const mark = book.marks[/place\/([^/]+)/.exec(n.getAttribute("href"))[1]];
      const [, state, how] = turned(mark.turns);
      if (state === "off") {
        n.remove(); // nobody is told what was not known yet
        continue;
      }
      const { e, f } = n.transform.baseVal[0].matrix;
      const [px, py] = [is.k * mark.x + is.x, is.k * mark.y + is.y];
      const out = px < edge || py < edge || px > width - edge || py > height - edge;
      // What stands beside its point to be seen stands as far beside it nearer by.
      const x = px + e - was.k * mark.x - was.x;
      const y = py + f - was.k * mark.y - was.y;
      const r = Number(n.querySelector(".o").getAttribute("r"));
      n.dataset.state = out ? "off" : state;
      n.dataset.look = how;
      n.setAttribute("transform", `translate(${num(x)} ${num(y)})`);
      n.querySelector("text")?.remove();
      if (mark.fips && state === "on" && !out) svg.querySelector(`.state[href$="#us${mark.fips}"]`)?.setAttribute("data-on", 1);
      if (!out) seen.push({ n, x, y, r: state === "back" ? 3 : r + 1, w: state === "on" && mark.w * font + 2 });
    }
    for (const [fips, turns] of Object.entries(book.fills || {})) {
      svg.querySelector(`.state[href$="#us${fips}"]`)?.setAttribute("data-fill", turned(turns)[1].replace("off", ""));
    }
    label(seen, width, height, font);
  }
  if (dated) {
    main.querySelector(".legend").innerHTML = book.legends[book.legend[at]];
    main.querySelector(".e-lede").textContent = book.says[at].replaceAll("{date}", inWords(parts(number(asked)), book.words));
  }
  return dated === query.has("date") && Boolean(near) === query.has("look");
};

// Names go where they cover no mark and no other name.
const label = (seen, width, height, font) => {
  const tall = font * 1.1;
  const boxes = seen.map(({ x, y, r }) => [x - r, y - r, x + r, y + r]);
  const free = (b) => b[0] > 2 && b[1] > 2 && b[2] < width - 2 && b[3] < height - 2 && !boxes.some((o) => b[0] < o[2] && o[0] < b[2] && b[1] < o[3] && o[1] < b[3]);
  for (const { n, x, y, r, w } of seen) {
    if (!w) continue;
    const far = r + 1;
    for (const [dx, dy, anchor] of [[1, 0, "start"], [-1, 0, "end"], [0, -1, "middle"], [0, 1, "middle"], [0.7, -0.7, "start"], [0.7, 0.7, "start"], [-0.7, -0.7, "end"], [-0.7, 0.7, "end"]]) {
      const left = x + far * dx - (dx < 0 ? w : dx ? 0 : w / 2);
      const top = y + far * dy - (dy < 0 ? tall : dy ? 0 : tall / 2);
      const box = [left, top, left + w, top + tall];
      if (!free(box)) continue;
      boxes.push(box);
      n.insertAdjacentHTML("beforeend", `<text x="${num(dx ? far * dx + Math.sign(dx) : 0)}" y="${num(top + tall - font * 0.27 - y)}" text-anchor="${anchor}" data-on="1">${escaped(n.getAttribute("aria-label"))}</text>`);
      break;
    }
  }
};

// The timeline.

const stretch = (main, query, book) => {
  const get = (key) => query.get(key) || "";
  const asked = get("span").split(",");
  const spanned = asked.length === 2 && asked.every(isDay) && asked[0] < asked[1];
  let [from, to] = spanned ? asked.map(number) : [book.from, book.to];
  const tracks = get("tracks").split(/[ +]/).filter((t) => book.tracks.includes(t));
  const picked = book.events.find((e) => e.id === get("event"));
  const place = get("place");
  if (picked && (picked.a < from || picked.b > to)) [from, to] = [picked.a - 45, picked.b + 45];
  const inside = book.events.filter((e) => e.b >= from && e.a <= to && e.a <= book.checked && !(e.open && e.a < from && to - from < 300));
  const events = inside.filter((e) => (!tracks.length || tracks.includes(book.tracks[e.t])) && (!get("kind") || e.k === get("kind"))
    && (!get("told") || Boolean(e.told) === (get("told") === "told")) && (!get("in") || e.p?.includes(get("in"))) && (!get("who") || e.o?.includes(get("who"))) && (!get("thread") || e.h?.includes(get("thread"))));
  const words = (a, b) => span(a, b, book.words);
  for (const svg of main.querySelectorAll("figure.timeline svg")) {
    frame(svg, book, { from, to, events, words, picked, place });
  }
  const hidden = inside.length - events.length;
  const key = `says.time${hidden ? ".filtered" : ""}.${events.length === 1 ? "one" : "many"}`;
  main.querySelector(".e-lede").textContent = fill(book.says[key], events.length, words(from, to), hidden);
  return spanned === query.has("span") && Boolean(events.length);
};

const span = (from, to, words) => {
  const [a, b] = [parts(from), parts(to)];
  if (from === to) return inWords(a, words);
  if (a[0] === b[0] && a[1] === b[1]) return `${a[2]}–${inWords(b, words)}`;
  if (a[0] === b[0]) return `${fill(words.only, a[2], words.months[a[1]])} – ${inWords(b, words)}`;
  return `${inWords(a, words)} – ${inWords(b, words)}`;
};

const frame = (svg, book, { from, to, events, words, picked, place }) => {
  const g = book.frames[svg.matches(".time-w") ? "w" : "n"];
  const width = svg.viewBox.baseVal.width;
  const put = (name, markup) => {
    let group = svg.querySelector(`g.${name}`);
    if (!group) {
      group = document.createElementNS(svg.namespaceURI, "g");
      group.setAttribute("class", name);
      svg.querySelector("g.dial").before(group);
    }
    group.innerHTML = markup;
  };
  const perDay = (g.Right - g.Left) / (to + 1 - from);
  const X = (d) => g.Left + (d - from) * perDay;
  const size = 2 * g.Mark + 2;
  // Where a day is wide, its events may stand side by side in it.
  const room = perDay > 4 * g.Mark ? perDay - size - gap : 0;
  const dial = room ? Math.min(X(Math.min(book.checked, to) + 1) - 3, g.Right) : X(Math.min(book.checked, to) + 0.5);
  for (const name of ["later", "dial"]) svg.querySelector(`.${name}`).setAttribute("transform", `translate(${num(dial)} 0)`);

  const papers = book.papers.map((p) => p.a);
  const shown = book.papers.filter(({ a }) => a >= from && a <= to);
  const read = [Math.max(papers[0], from), Math.min(papers[papers.length - 1], to)];
  put("axis", ticks(from, to + 1, X, perDay, g, book.words, width)
    + (read[0] < read[1] ? `<rect class="covered" x="${num(X(read[0]))}" y="${g.Axis - 3}" width="${num(X(read[1] + 1) - X(read[0]))}" height="3"/>`
      + (shown.some(({ a }, i) => i && X(a) - X(shown[i - 1].a) < 6) ? [] : shown).map(({ a, s }) => `<path class="paper" d="M${num(X(a + 0.5) - 4)} ${g.Axis - 13}h6l2 2v9h-8z"><title>${escaped(s)}</title></path>`).join("") : ""));

  const items = events.map((e, i) => {
    const [a, b] = [Math.max(e.a, from), Math.min(e.b, to)];
    return { e, i, x: X(a), x2: X(Math.max(a, b)), selected: e === picked, w: e.s && e.w * g.Font + 3, count: 1, state: e === picked ? "focus" : !place ? "on" : e.p?.includes(place) ? "tied" : "back" };
  });
  for (const t of book.tracks.keys()) pack(items.filter(({ e }) => e.t === t), g, size, room);
  const marks = [];
  const heaps = [];
  const counts = [];
  for (const it of items) {
    const lead = it.lead || it;
    const y = g.Top + it.e.t * g.Height + g.Pitch * (it.row + 0.5);
    if (lead.count > 1 && !lead.selected) {
      const h = lead.heap || heaps[heaps.push(lead.heap = { it, y, a: it.e.a, b: it.e.b, n: 0, state: it.state }) - 1];
      h.n++;
      [h.a, h.b] = [Math.min(h.a, it.e.a), Math.max(h.b, it.e.b)];
      if (it.state === "tied" || h.state === "back") h.state = it.state;
    } else if (it.count) {
      marks.push(mark(it, y, g, book));
      if (it.count > 1) counts.push(`<text class="count" x="${num(it.x)}" y="${num(y + g.Mark * 0.55)}">${it.count}</text>`);
    }
  }
  const root = /^.*?embed\//.exec(svg.querySelector("a").getAttribute("href"))[0];
  const link = (kind, e, name, state, x, y, inner, more = "") => `<a class="${kind} ${book.tracks[e.t]}" href="${root}event/${e.id}/" aria-label="${escaped(name)}"${more} data-state="${state}" transform="translate(${num(x)} ${num(y)})">${inner}</a>`;
  put("heaps", heaps.map(({ it, y, a, b, n, state }) => {
    const [w, h] = [2 * g.Mark + 3, 2 * g.Mark + 1];
    const margin = (b - a) / 12 | 0;
    return link("heap", it.e, fill(book.says[`time.heap.${n === 1 ? "one" : "many"}`], n, words(a, b), book.names[it.e.t]), state, it.x, y,
      `<rect class="o" x="${num(-w / 2)}" y="${num(-h / 2)}" width="${num(w)}" height="${num(h)}" rx="${num(h / 2)}"/><circle class="hit" r="${num(Math.max(12, g.Mark * 2))}"/><text y="${num(g.Mark * 0.55)}">${n > 999 ? "…" : n}</text>`, ` data-span="${iso(a - margin)},${iso(Math.max(b + margin, a - margin + 1))}"`);
  }).join(""));
  put("marks", marks.map(([it, y, inner]) => link("ev", it.e, it.e.n, it.state, it.x, y, inner)).join(""));
  put("counts", counts.join(""));
  put("arcs", "");
};

const mark = (it, y, g, book) => {
  const r = g.Mark;
  const { e } = it;
  const bar = e.b > e.a ? `<rect class="bar" x="0" y="${num(-r * 0.6)}" width="${num(it.x2 - it.x)}" height="${num(r * 1.2)}"/>` : "";
  const [q, d] = [num(r * 0.9), num(r * 1.15)];
  const shape = { federal: `<rect class="o" x="-${q}" y="-${q}" width="${num(r * 1.8)}" height="${num(r * 1.8)}"/>`, court: `<path class="o" d="M0 -${d}L${d} 0L0 ${d}L-${d} 0Z"/>` }[book.tracks[e.t]] || `<circle class="o" r="${num(r)}"/>`;
  const text = it.label ? `<text x="${num(it.label[1] - it.x + (it.label[0] === "start" ? 1 : -1))}" y="${num(g.Font * 0.36)}" text-anchor="${it.label[0]}" data-on="1">${escaped(e.s)}</text>` : "";
  return [it, y, `${bar}${shape}<circle class="hit" r="${num(Math.max(12, r * 2))}"/>${text}`];
};

// The ticks: the finest division whose parts are wide enough.
const steps = [
  [0, 1, () => true], [0, 2, ([y, m, d]) => d % 2 === 1 && d !== 31 && new Date(Date.UTC(y, m, d + 1)).getUTCDate() !== 1], [0, 7, ([, , , w]) => w === 1], [0, 14, ([, , d]) => d === 1 || d === 15],
  [1, 28, ([, , d]) => d === 1], [1, 90, ([, m, d]) => d === 1 && m % 3 === 0],
  ...[1, 2, 5, 10, 20, 50, 100].map((n) => [2, 365.24 * n - 0.24 | 0, ([y, m, d]) => d === 1 && !m && y % n === 0]),
];

const ticks = (from, to, X, perDay, g, words, width) => {
  const [level, , on] = steps.find(([, least]) => least * perDay >= g.Gap) || steps[steps.length - 1];
  const list = [];
  for (let d = from; d <= to; d++) {
    const p = parts(d);
    if (!on(p)) continue;
    const last = list[list.length - 1]?.p;
    list.push({ x: X(d), p, major: last && level < 2 && (p[0] !== last[0] || !level && p[1] !== last[1]) });
  }
  if (list.length && level < 2) {
    const next = list.slice(1).find((t) => t.major);
    list[0].major = !next || next.x - list[0].x >= 2 * g.Gap;
  }
  return list.map(({ x, p: [y, m, d], major }) => {
    const [a, b] = [[d, `${words.short[m]} ${y}`], [words.short[m], y], [y, ""]][level];
    const text = (cls, line, what) => {
      const cut = x + String(what).length * g.Font * 0.54 > width;
      return `<text class="tick-name${cls}"${cut ? ' text-anchor="end"' : ""} x="${num(cut ? width : x)}" y="${g.Axis + line}">${what}</text>`;
    };
    return `<path class="tick${major ? " major" : ""}" d="M${num(x)} ${g.Top}V${g.Axis + 3}"/>${x > g.Right - 2 ? "" : text("", g.Line, a) + (major && b ? text(" major", g.Second, b) : "")}`;
  }).join("");
};

// How marks are packed: see timeline.Pack, whose words these are.
const gap = 3;
const compare = (a, b) => a.e.i - b.e.i || a.e.a - b.e.a || a.i - b.i;
const rank = (a, b) => Boolean(b.selected) - Boolean(a.selected) || compare(a, b);

const pack = (items, g, size, room) => {
  for (const it of items) [it.left, it.right] = [it.x - size / 2, it.x2 + size / 2];
  items.sort((a, b) => a.left - b.left || compare(a, b));
  const clear = (a, b) => a.right + gap <= b.left;
  const rows = Array.from({ length: g.Rows }, () => []);
  const last = g.Rows - 1;
  const end = (row) => row[row.length - 1];
  if (room) {
    for (const it of items) {
      const moves = rows.map((row) => row.length ? Math.max(0, end(row).right + gap - it.left) : 0);
      const least = Math.min(...moves);
      it.row = moves.indexOf(least);
      if (least <= room) {
        for (const k of ["left", "right", "x", "x2"]) it[k] += least;
        rows[it.row].push(it);
      } else {
        it.row = last;
        const mark = end(rows[last]);
        const [lead, other] = rank(it, mark) < 0 ? [it, mark] : [mark, it];
        for (const k of ["left", "right", "x", "x2"]) it[k] = mark[k];
        lead.count = mark.count + 1;
        other.count = 0;
        other.lead = lead;
        rows[last][rows[last].length - 1] = lead;
      }
    }
    for (const it of items) while (it.lead?.lead) it.lead = it.lead.lead;
  } else {
    let meet = [];
    const rest = [];
    for (const it of items) {
      meet = [...meet.filter((m) => !clear(m, it)), it];
      if (meet.length <= last) continue;
      const worst = meet.reduce((w, m) => compare(m, w) > 0 ? m : w);
      rest.push(worst);
      meet = meet.filter((m) => m !== worst);
    }
    for (const it of items) {
      if (rest.includes(it)) continue;
      it.row = rows.slice(0, last).findIndex((row) => !row.length || clear(end(row), it));
      rows[it.row].push(it);
    }
    rest.sort((a, b) => items.indexOf(a) - items.indexOf(b));
    while (rest.length) {
      const first = rest[0];
      let n = 1;
      while (n < rest.length && !clear(first, rest[n])) n++;
      const group = rest.splice(0, n);
      const lead = group.reduce((l, m) => rank(m, l) < 0 ? m : l);
      const { left, right, x, x2 } = first;
      for (const it of group) Object.assign(it, { row: last, x, x2, count: 0 }, it !== lead && { lead });
      Object.assign(lead, { left, right, count: n });
      rows[last].push(lead);
    }
  }
  // Then the names, the more important ones first, in what room there is.
  const wait = [];
  for (const row of rows) {
    const rooms = [...row, null].map((_, i) => [i ? row[i - 1].right + gap : -Infinity, i < row.length ? row[i].left - gap : Infinity]);
    row.forEach((it, i) => { if (it.w && (it.count === 1 || it.selected)) wait.push([it, rooms[i], rooms[i + 1]]); });
  }
  wait.sort(([a], [b]) => rank(a, b));
  for (const [it, before, after] of wait) {
    const [r, l] = [it.right + gap, it.left - gap];
    if (r >= g.Left && r + it.w <= Math.min(after[1], g.Right)) {
      it.label = ["start", r];
      after[0] = r + it.w + gap;
    } else if (l <= g.Right && l - it.w >= Math.max(before[0], g.Left)) {
      it.label = ["end", l];
      before[1] = l - it.w - gap;
    }
  }
};
