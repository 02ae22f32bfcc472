// What the first paint goes by, told before it: the theme that the address asks
// for, and whether the line brings the faces in time. It stands in the document,
// let through by its hash, as any file would come too late.
//
// Faces that come late are not shown (see faces.css), so where it took long from
// the request to this line they are neither waited for nor asked for: the text
// comes first, in the faces the system has. The worker that keeps the site brings
// them for the next page; where that worker answers, it does not take long.
{
  const { dataset } = document.documentElement;
  const theme = new URLSearchParams(location.search).get("theme");
  if (theme === "light" || theme === "dark") dataset.theme = theme;
  const [visit] = performance.getEntriesByType("navigation");
  if (performance.now() - (visit?.requestStart ?? 0) > 200) dataset.line = "slow";
  else {
    for (const href of document.currentScript.dataset.faces.split(" ")) {
      document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href }));
    }
  }
}
