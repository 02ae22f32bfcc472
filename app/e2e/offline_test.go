package e2e

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/strings-attached/explainer/app/site"
)

// newerSite is the built site with another heading of the walk, or, broken, one
// whose worker was told of a page that the site does not have.
func newerSite(broken bool) (*site.Site, error) {
	out := site.New()
	index := built.File("index.html")
	newer := bytes.Replace(index.Body, []byte("<h1>Strings Attached</h1>"), []byte("<h1>A newer version</h1>"), 1)
	if bytes.Equal(newer, index.Body) {
		return nil, errors.New("the walk has not the heading that a newer version would change")
	}
	sum := sha256.Sum256(newer)
	for _, f := range built.Files() {
		body := f.Body
		switch f.Path {
		case "index.html":
			if !broken {
				body = newer
			}
		case "worker.js":
			changed := regexp.MustCompile(`"index\.html":"[0-9a-f]{10}"`).ReplaceAll(body, []byte(`"index.html":"`+hex.EncodeToString(sum[:5])+`"`))
			if bytes.Equal(changed, body) {
				return nil, errors.New("the worker does not know the walk")
			}
			body = regexp.MustCompile(`version:"[0-9a-f]{10}"`).ReplaceAll(changed, []byte(`version:"0000000000"`))
		}
		if err := out.Add(f.Path, body); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// saveData says what the reader's device asks of sites.
func (b *tab) saveData(on bool) error {
	_, err := chromedp.Call(b.ctx, emulation.SetDataSaverOverride, emulation.SetDataSaverOverrideParams{DataSaverEnabled: &on})
	return err
}

// kept is what the browser keeps of this address.
type kept struct {
	Active  bool     // a worker of this site works
	Pending bool     // another one is being installed or waits
	Own     []string // the caches of this site, without its path
	Others  []string
}

const lookKept = `(async (prefix) => {
	const r = await navigator.serviceWorker.getRegistration(prefix);
	const here = r && new URL(r.scope).pathname === prefix ? r : null;
	const own = "strings-attached " + prefix + " ";
	const names = await caches.keys();
	return {
		Active: Boolean(here?.active), Pending: Boolean(here?.installing || here?.waiting),
		Own: names.filter((n) => n.startsWith(own)).map((n) => n.slice(own.length)),
		Others: names.filter((n) => !n.startsWith(own)),
	};
})`

func (b *tab) lookKept() (kept, error) { return evalAsync[kept](b, lookKept, b.srv.prefix) }

func (b *tab) waitKept() error {
	return b.wait(func() error {
		k, err := b.lookKept()
		if err == nil && (!k.Active || k.Pending) {
			err = fmt.Errorf("a worker that works: %v, one that does not yet: %v, caches: %v", k.Active, k.Pending, k.Own)
		}
		return err
	})
}

func (b *tab) nothingKept() error {
	return b.wait(func() error {
		k, err := b.lookKept()
		if err == nil && (k.Active || k.Pending || strings.Join(k.Own, "") != "declined" && len(k.Own) > 0) {
			err = fmt.Errorf("there are a worker (%v) and %v", k.Active || k.Pending, k.Own)
		}
		return err
	})
}

// others keeps something in the name of others, or looks whether it is there.
func (b *tab) others(what string) error {
	found, err := evalAsync[[]string](b, `(async (what) => {
		const names = ["somebody else's", "strings-attached /elsewhere/ 0123456789"];
		const out = [];
		for (const n of names) {
			const c = await caches.open(n);
			if (what === "keep") await c.put("/theirs", new Response("theirs"));
			if (await c.match("/theirs")) out.push(n);
		}
		return out;
	})`, what)
	if err == nil && len(found) != 2 {
		err = fmt.Errorf("only %v are there", found)
	}
	return err
}

// installable asks the browser itself.
func (b *tab) installable() error {
	list, err := chromedp.Call(b.ctx, page.GetInstallabilityErrors, cdp.Empty{})
	if err != nil {
		return err
	}
	for _, e := range list.InstallabilityErrors {
		if e.ErrorID != "in-incognito" { // every test is
			return fmt.Errorf("%s %v", e.ErrorID, e.ErrorArguments)
		}
	}
	return nil
}

// pieces asks for a recording as players do: from the start, from the middle, its
// end, and beyond that.
func (b *tab) pieces(selector string) error {
	wrong, err := evalAsync[[]string](b, `(async (selector) => {
		const audio = document.querySelector(selector);
		const whole = await (await fetch(audio.src)).arrayBuffer();
		const size = whole.byteLength, wrong = [];
		for (const [range, status, from, to] of [
			["bytes=0-", 206, 0, size - 1], ["bytes=1000-1999", 206, 1000, 1999], ["bytes=-500", 206, size - 500, size - 1],
			["bytes=" + (size - 1) + "-" + size * 2, 206, size - 1, size - 1], ["bytes=" + size + "-", 416], ["bytes=5-2", 200, 0, size - 1],
		]) {
			const r = await fetch(audio.src, { headers: { range } });
			const body = new Uint8Array(await r.arrayBuffer());
			const says = r.headers.get("content-range");
			const same = from === undefined || body.length === to - from + 1 && body.every((x, i) => x === new Uint8Array(whole, from)[i]);
			const told = status === 200 ? says === null : says === (status === 416 ? "bytes */" + size : "bytes " + from + "-" + to + "/" + size);
			if (r.status !== status || !same || !told) wrong.push(range + " gives " + r.status + " " + says + " with " + body.length + " bytes");
		}
		// The player itself gets to the middle.
		audio.preload = "metadata";
		await new Promise((ok, no) => { audio.onloadedmetadata = ok; audio.onerror = no; audio.load(); }).catch(() => wrong.push("it does not load"));
		await new Promise((ok, no) => { audio.onseeked = ok; audio.onerror = no; audio.currentTime = audio.duration / 2; }).catch(() => wrong.push("it does not seek"));
		return wrong;
	})`, selector)
	if err == nil && len(wrong) > 0 {
		err = errors.New(strings.Join(wrong, "\n\t\t"))
	}
	return err
}
