// The listening player of an embed: the sentence that is heard is lit by the
// recording's clock, and a press on another leads there. Of several players only
// the last one speaks. The first act brings this module; see embed.js.
export const hear = (player, first) => {
  const audio = player.querySelector("audio");
  const box = player.querySelector(".e-said");
  let cues = [];
  let lit = null;
  let timer = 0;
  const follow = () => {
    clearTimeout(timer);
    const now = audio.currentTime;
    const next = cues.findIndex((c) => c.start > now);
    const at = cues[(next < 0 ? cues.length : next) - 1];
    const to = at && player.querySelector(`[data-s="${at.id}"]`);
    if (to && to !== lit) {
      lit?.removeAttribute("data-lit");
      lit = to;
      lit.dataset.lit = "";
      box.scrollTop = lit.offsetTop - 48;
    }
    if (next >= 0 && !audio.paused) timer = setTimeout(follow, (cues[next].start - now) / audio.playbackRate * 1000 + 1);
  };
  for (const e of ["timeupdate", "seeked", "playing", "ratechange"]) audio.addEventListener(e, follow);
  const silent = () => {
    if (audio.error) document.querySelector("#e-quiet").textContent = player.dataset.silent;
  };
  audio.addEventListener("error", silent);
  silent(); // the press that brought this module may have failed already
  const go = (target) => {
    const id = target.closest("[data-s]")?.dataset.s;
    const cue = cues.find((c) => c.id === id);
    if (!cue || String(getSelection())) return;
    audio.currentTime = cue.start;
    follow();
  };
  box.addEventListener("click", (e) => go(e.target));
  try {
    const others = new BroadcastChannel("voice");
    others.onmessage = () => audio.pause();
    const tell = () => others.postMessage("");
    audio.addEventListener("play", tell);
    if (!audio.paused) tell();
  } catch { /* in a frame without an origin */ }
  fetch(player.dataset.player).then((r) => r.json()).then(({ sentences }) => {
    cues = sentences;
    follow();
    go(first);
  }, () => {});
};
