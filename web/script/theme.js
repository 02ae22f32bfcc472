// Light, dark, or as the system has it: the reader's choice. It lives in the
// address and nowhere else: it is read from there before the first paint, the
// client leaves it there (data-keep), and our own links take it along when they
// are followed. Nothing is stored.
(() => {
  const root = document.documentElement;
  // What the browser wears around the page, in the light and in the dark.
  const around = [...document.querySelectorAll("meta[name=theme-color]")];
  const colours = around.map((m) => m.content);
  const wear = (theme) => {
    const chosen = ["light", "dark"].includes(theme);
    for (const [name, value] of [["theme", theme], ["keep", `theme=${theme}`]]) {
      if (chosen) root.dataset[name] = value;
      else delete root.dataset[name];
    }
    for (const [i, m] of around.entries()) m.content = colours[{ light: 0, dark: 1 }[theme] ?? i];
  };
  wear(new URLSearchParams(location.search).get("theme"));

  // An address with the theme that is worn.
  const dressed = (href) => {
    const to = new URL(href, document.baseURI);
    if (root.dataset.theme) to.searchParams.set("theme", root.dataset.theme);
    else to.searchParams.delete("theme");
    return to;
  };
  const follow = (e) => {
    const link = e.target.closest?.("a[href]");
    const href = link?.getAttribute("href");
    if (!href || href[0] === "#" || link.hasAttribute("download")) return;
    const to = dressed(href);
    const home = new URL(document.querySelector(".mast .name").href).pathname;
    const ours = to.origin === location.origin && to.pathname.startsWith(home) && to.pathname.endsWith("/");
    if (ours && (root.dataset.theme || new URL(href, document.baseURI).searchParams.has("theme"))) link.setAttribute("href", to.href);
  };
  for (const event of ["click", "auxclick", "contextmenu"]) addEventListener(event, follow, true);

  const offer = () => {
    const choice = document.querySelector("[data-choice=theme]");
    choice.value = root.dataset.theme || "auto";
    choice.addEventListener("change", () => {
      wear(choice.value);
      history.replaceState(history.state, "", dressed(location.href));
    });
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", offer);
  else offer();
})();
