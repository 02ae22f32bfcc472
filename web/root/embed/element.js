// <strings-attached src="…/embed/map/money/" theme="dark">: an embed as an
// element. Instead of src it takes kind, name and view: kind="event" name="ID",
// kind="map" name="money" view="date=2017-04-25". What stands inside is shown
// where this script is not run.
(() => {
  const site = new URL(".", document.currentScript.src).href;
  const dress = ["theme", "accent", "chrome", "lang"];
  class Attached extends HTMLElement {
    static observedAttributes = ["src", "kind", "name", "view", "title", "height", "width", ...dress];
    connectedCallback() {
      if (!this.frame) {
        this.frame = document.createElement("iframe");
        this.frame.loading = "lazy";
        this.frame.allow = "fullscreen; clipboard-write";
        this.frame.referrerPolicy = "strict-origin-when-cross-origin";
        this.frame.style.cssText = "display:block;width:100%;border:0";
        this.hear = (e) => {
          const data = e.data;
          if (e.source === this.frame.contentWindow && data && data.sentinel === "amp" && data.type === "embed-size" && data.height > 0 && data.height < 2e4) {
            this.frame.style.height = Math.ceil(data.height) + "px";
          }
        };
      }
      addEventListener("message", this.hear);
      this.style.display = "block";
      this.draw();
      this.replaceChildren(this.frame);
    }
    disconnectedCallback() { removeEventListener("message", this.hear); }
    attributeChangedCallback(name, was, is) {
      if (!this.frame || was === is) return;
      if (name === "theme") this.frame.contentWindow?.postMessage({ subject: "strings-attached", theme: is || "light" }, new URL(site).origin);
      else this.draw();
    }
    draw() {
      const get = (name) => this.getAttribute(name) || "";
      const part = (name) => get(name) ? encodeURIComponent(get(name)) + "/" : "";
      let to;
      try { to = new URL(get("src") || part("kind") + part("name") + (get("view") ? "?" + get("view") : ""), site); } catch { return; }
      if (!to.href.startsWith(site)) return; // no other site's pages under this name
      for (const name of dress) if (get(name)) to.searchParams.set(name, get(name).replace(/^#/, ""));
      this.frame.title = get("title") || "Strings Attached";
      if (!this.frame.style.height) this.frame.style.height = (parseInt(get("height"), 10) || 640) + "px";
      this.style.maxWidth = parseInt(get("width"), 10) ? parseInt(get("width"), 10) + "px" : "";
      if (this.frame.src !== to.href) this.frame.src = to.href;
    }
  }
  if (!customElements.get("strings-attached")) customElements.define("strings-attached", Attached);
})();
