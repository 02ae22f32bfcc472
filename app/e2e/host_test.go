package e2e

import (
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// hostPage serves a page of another site, which holds an address of ours in a
// frame and listens to it as many a host does: testdata/hosts/NAME.html. The
// libraries of hosts come from npm; where a licence forbids that, the page has a
// listener of our own for what is sent.
func hostPage(t testing.TB, name, address string, srv *server, boxed bool) (string, error) {
	page, err := os.ReadFile("testdata/hosts/" + name + ".html")
	if err != nil {
		return "", err
	}
	integrity := func(path string) string {
		sum := sha512.Sum384(built.File(path).Body)
		return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
	}
	site := srv.URL + strings.TrimSuffix(srv.prefix, "/") + "/"
	sandbox, pym, check := "", "", "true"
	if boxed {
		sandbox, pym, check = `sandbox="allow-scripts"`, `,sandbox:"allow-scripts"`, "false"
	}
	id := "datawrapper-chart-none"
	text := strings.NewReplacer("SRC", address, "SITE", site, "SANDBOX", sandbox, "PYMBOX", pym, "CHECK", check, "FRAMEID", id, "WIDTH", "680",
		"RESIZER", integrity("embed/resizer.js"), "ELEMENT", integrity("embed/element.js")).Replace(string(page))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if lib, ok := strings.CutPrefix(r.URL.Path, "/npm/"); ok {
			http.ServeFile(w, r, "node_modules/"+lib)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, text)
	}))
	t.Cleanup(s.Close)
	// Another name for this machine is another site to the browser.
	return strings.Replace(s.URL, "127.0.0.1", "localhost", 1) + "/", nil
}

// inHost runs f with the host's document as the one that is asked.
func (b *tab) inHost(f func() error) error {
	was := b.doc
	b.doc = b.ctx
	defer func() { b.doc = was }()
	return f()
}

// heights are how high the frame is in its host, how high what is in it, and how
// many messages the host has heard.
func (b *tab) heights() (frame, inside float64, heard int, err error) {
	inside, err = eval[float64](b, `(() => Math.ceil(document.body.getBoundingClientRect().height))`)
	if err != nil {
		return
	}
	err = b.inHost(func() error {
		v, err := eval[[]float64](b, `(() => [document.querySelector("iframe").clientHeight, heard.length])`)
		if err == nil && len(v) == 2 {
			frame, heard = v[0], int(v[1])
		}
		return err
	})
	return
}

// fits waits until the frame is as high as what is in it.
func (b *tab) fits() error {
	return b.wait(func() error {
		frame, inside, heard, err := b.heights()
		if err == nil && (frame < inside || frame > inside+1 || inside < 100) {
			err = fmt.Errorf("the frame is %g high, what is in it %g; the host heard %d messages", frame, inside, heard)
		}
		return err
	})
}

// constant sets the frame 20 times to the height it asked for; what is in it must not grow, and nobody
// may speak who has nothing new to say.
func (b *tab) constant() error {
	_, first, heard, err := b.heights()
	if err != nil {
		return err
	}
	for i := range 20 {
		if err := b.inHost(func() error {
			_, err := evalAsync[any](b, `(async (h) => { const style = document.querySelector("iframe").style, was = style.height; style.height = h + "px"; for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame); style.height = was; })`, first)
			return err
		}); err != nil {
			return err
		}
		_, now, more, err := b.heights()
		if err != nil {
			return err
		}
		if now != first || more != heard {
			return fmt.Errorf("after %d times: %g high where it was %g, and %d messages more", i+1, now, first, more-heard)
		}
	}
	// Idle, it is silent.
	time.Sleep(300 * time.Millisecond)
	if _, _, more, err := b.heights(); err != nil || more != heard {
		return errors.Join(err, fmt.Errorf("%d messages without a reason", more-heard))
	}
	return nil
}

// asked reports whether something of the site was fetched.
func (b *tab) asked(part string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.ContainsFunc(b.requests, func(r string) bool { return strings.Contains(r, part) })
}

// TestEmbedWeights holds what an embed costs its host before a reader acts:
// everything it asks for by itself, with brotli, font included.
func TestEmbedWeights(t *testing.T) {
	t.Parallel()
	weigh := func(path string) int {
		f := built.File(path)
		if f == nil {
			t.Fatalf("there is no %s", path)
		}
		if f.BR != nil {
			return len(f.BR)
		}
		return len(f.Body)
	}
	heaviest := map[string]int{}
	kinds, chosen := 0, 0
	for _, d := range documents() {
		if !d.framed() {
			continue
		}
		kind := strings.Split(d.file, "/")[1]
		sum, files := weigh(d.file), map[string]bool{}
		for _, l := range d.links {
			if !l.fetch || strings.HasPrefix(l.to, "#") || l.from == "use" || strings.HasPrefix(l.attr, "data-") || l.from == "audio" || l.from == "track" {
				continue
			}
			file, _, ok, err := d.address(l.to)
			if err != nil || !ok {
				t.Fatalf("%s: %s: %v", d.file, l.to, err)
			}
			if f := built.File(file); f != nil && !files[file] && !strings.HasSuffix(file, ".html") && !strings.Contains(file, "/icons/") {
				files[file] = true
				sum += weigh(file)
			}
		}
		if len(files) < 3 {
			t.Errorf("%s asks only for %v", d.file, files)
		}
		if heaviest[kind] == 0 {
			kinds++
		}
		heaviest[kind] = max(heaviest[kind], sum)
		limit := 60
		if kind == "event" || kind == "place" || kind == "quote" {
			limit = 40
		}
		for _, l := range d.links {
			if l.attr == "data-chosen" { // where the address asks for a View
				file, _, _, _ := d.address(l.to)
				if n := weigh(file); n > 5*kilobyte {
					t.Errorf("%s weighs %d bytes; 5 KB is the limit", file, n)
				} else {
					sum += n
					chosen++
				}
			}
		}
		if sum > limit*kilobyte {
			t.Errorf("%s: %d bytes before a reader acts; %d KB is the limit", d.file, sum, limit)
		}
	}
	if chosen < 10 {
		t.Errorf("%d embeds can draw a View that an address asks for", chosen)
	}
	if kinds != 9 {
		t.Errorf("%d kinds of embeds: %v", kinds, heaviest)
	}
	t.Log("at most, in bytes: ", heaviest)
	for path, limit := range map[string]int{"embed/resizer.js": 1, "embed/element.js": 2} {
		if n := weigh(path); n > limit*kilobyte {
			t.Errorf("%s weighs %d bytes; %d KB is the limit", path, n, limit)
		}
	}
	for _, f := range built.Files() {
		if strings.HasPrefix(f.Path, "assets/script/embed.") && weigh(f.Path) > 4*kilobyte {
			t.Errorf("%s weighs %d bytes; 4 KB is the limit", f.Path, weigh(f.Path))
		}
	}
}

// hostDoes are the commands of scripts about embeds.
func hostDoes(b *tab, command string, a []string) error {
	switch command {
	case "the frame fits":
		return b.fits()
	case "the frame is constant":
		return b.constant()
	case "nobody asked for TEXT":
		if b.asked(a[0]) {
			return fmt.Errorf("%s was asked for", a[0])
		}
	case "the host says JSON":
		return b.inHost(func() error {
			_, err := eval[any](b, `((text) => { document.querySelector("iframe").contentWindow.postMessage(JSON.parse(text), "*"); })`, a[0])
			return err
		})
	case "the host heard TEXT":
		return b.wait(func() error {
			return b.inHost(func() error {
				list, err := eval[[]string](b, `(() => heard.map((x) => typeof x === "string" ? x : JSON.stringify(x)))`)
				if err == nil && !slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, a[0]) }) {
					err = fmt.Errorf("it heard %s", strconv.Quote(strings.Join(list, " | ")))
				}
				return err
			})
		})
	}
	return nil
}
