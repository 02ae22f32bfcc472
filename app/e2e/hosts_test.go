package e2e

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/strings-attached/explainer/app/site"
)

// A host serves the built site, configured as we tell its owner to do.
type host struct {
	name  string
	start func(t testing.TB, at string) string // returns the address of the server, without at
	lacks string                               // what it cannot do, of "headers", "brotli", "folders", "read-only"
}

var hosts = []host{
	{"ours", func(t testing.TB, at string) string {
		s := httptest.NewServer(built.Handler(at))
		t.Cleanup(s.Close)
		return s.URL
	}, ""},
	{"nginx", startNginx, ""},
	{"caddy", startCaddy, ""},
	{"plain", startPlain, "headers brotli read-only"},
	{"objects", startObjects, "brotli read-only"},
}

// lacksIt tells whether the host cannot do something.
func (h host) lacksIt(what string) bool {
	return slices.Contains(strings.Fields(h.lacks), what)
}

// plainClient is a client that neither decodes nor follows.
var plainClient = &http.Client{
	Transport:     &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 64},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Timeout:       time.Minute,
}

// TestHosts asks each host the same questions, at a root and below a path.
func TestHosts(t *testing.T) {
	wasm, audio, style := hashed(t, ".wasm"), hashed(t, ".mp3"), hashed(t, ".css")
	const forever = "public, max-age=31536000, immutable"
	// What stands in documents is allowed by its hash, and nothing else.
	inline := built.Inline()
	styles := strings.Join(append([]string{"style-src 'self'"}, inline.Styles...), " ")
	scripts := strings.Join(append([]string{"script-src 'self' 'wasm-unsafe-eval'"}, inline.Scripts...), " ")
	questions := []struct {
		path    string
		headers string // "Name: value", several with a line break between
		method  string // GET if empty
		status  int
		needs   string            // what a host may lack
		want    map[string]string // headers; a value "" wants none, "*" wants any
		file    string            // the body is this file's, decoded

		mayRefuse bool // any other refusal is right as well
	}{
		{path: "", status: 200, file: "index.html", want: map[string]string{"Content-Type": "text/html; charset=utf-8"}},
		{path: "chapter/court/", status: 200, file: "chapter/court/index.html", want: map[string]string{"Content-Type": "text/html; charset=utf-8"}},
		{path: "?place=new-orleans", status: 200, file: "index.html"},
		{path: wasm, status: 200, file: wasm},
		{path: wasm, needs: "headers", status: 200, want: map[string]string{"Content-Type": "application/wasm"}},
		{path: style, status: 200, file: style, want: map[string]string{"Content-Type": "text/css; charset=utf-8"}},
		{path: audio, status: 200, file: audio, want: map[string]string{"Content-Type": "audio/mpeg"}},
		{path: "data/events.json", status: 200, file: "data/events.json", want: map[string]string{"Content-Type": "application/json"}},
		{path: "data/events.csv", status: 200, file: "data/events.csv", needs: "headers", want: map[string]string{"Content-Type": "text/csv; charset=utf-8"}},
		{path: "site.webmanifest", status: 200, file: "site.webmanifest", needs: "headers", want: map[string]string{"Content-Type": "application/manifest+json"}},
		{path: "listen/court.vtt", status: 200, file: "listen/court.vtt", needs: "headers", want: map[string]string{"Content-Type": "text/vtt; charset=utf-8"}},

		{path: "", headers: "Accept-Encoding: gzip, deflate, br", needs: "brotli", status: 200, file: "index.html", want: map[string]string{"Content-Encoding": "br", "Vary": "Accept-Encoding"}},
		{path: "chapter/court/", headers: "Accept-Encoding: br", needs: "brotli", status: 200, file: "chapter/court/index.html", want: map[string]string{"Content-Encoding": "br"}},
		{path: wasm, headers: "Accept-Encoding: gzip, deflate, br", needs: "brotli", status: 200, file: wasm, want: map[string]string{"Content-Encoding": "br", "Content-Type": "application/wasm"}},
		{path: wasm, headers: "Accept-Encoding: gzip", needs: "headers", status: 200, file: wasm, want: map[string]string{"Content-Encoding": "gzip"}},
		{path: "", headers: "Accept-Encoding: br;q=0", needs: "brotli", status: 200, file: "index.html", want: map[string]string{"Content-Encoding": ""}},
		{path: audio, headers: "Accept-Encoding: gzip, br", status: 200, file: audio, want: map[string]string{"Content-Encoding": ""}},

		{path: "", needs: "headers", status: 200, want: map[string]string{"Cache-Control": "no-cache", "Content-Security-Policy": "default-src 'none'; " + scripts + "; " + styles + "; img-src 'self' data:; font-src 'self'; connect-src 'self'; media-src 'self'; manifest-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors *"}},
		{path: "", needs: "headers", status: 200, want: map[string]string{"X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin", "Referrer-Policy": "strict-origin-when-cross-origin", "Permissions-Policy": "*"}},
		{path: wasm, needs: "headers", status: 200, want: map[string]string{"Cache-Control": forever, "Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "*"}},
		{path: audio, needs: "headers", status: 200, want: map[string]string{"Cache-Control": forever, "Accept-Ranges": "bytes"}},

		{path: audio, headers: "Range: bytes=100-199", status: 206, want: map[string]string{"Content-Range": fmt.Sprintf("bytes 100-199/%d", len(built.File(audio).Body)), "Content-Length": "100"}},
		{path: audio, headers: "Range: bytes=-100", status: 206, want: map[string]string{"Content-Length": "100"}},
		{path: audio, headers: "Range: bytes=99999999-", status: 416},

		{path: "nothing/here", status: 404, file: "404.html", needs: "headers", want: map[string]string{"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}},
		{path: "nothing/here", status: 404},
		// What is gone may not be kept for a year, and the page that says so is
		// a page.
		{path: "assets/gone.0123456789.css", status: 404, file: "404.html", needs: "headers", want: map[string]string{"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache"}},
		{path: "assets/", status: 404, needs: "headers"},
		{path: "event/%2e%2e/%2e%2e/%2e%2e/etc/passwd", status: 404, mayRefuse: true, needs: "headers"},
		{path: "data/events.csv%00.html", status: 404, mayRefuse: true, needs: "headers"},

		{path: "", method: "HEAD", status: 200, want: map[string]string{"Content-Type": "text/html; charset=utf-8"}},
		{path: audio, method: "HEAD", status: 200, want: map[string]string{"Content-Length": fmt.Sprint(len(built.File(audio).Body))}},
		{path: "nothing/here", method: "HEAD", status: 404},
		{path: "", method: "POST", status: 405, needs: "read-only"},
	}
	for _, h := range hosts {
		for _, at := range []string{"/", "/any/sub/path/"} {
			t.Run(h.name+" "+at, func(t *testing.T) {
				base := h.start(t, at) + at
				for _, q := range questions {
					if h.lacksIt(q.needs) {
						continue
					}
					method := q.method
					if method == "" {
						method = "GET"
					}
					what := fmt.Sprintf("%s %s%s %q", method, at, q.path, q.headers)
					r, body, err := request(method, base+q.path, q.headers)
					if err != nil {
						t.Errorf("%s: %v", what, err)
						continue
					}
					if r.StatusCode != q.status && !(q.mayRefuse && r.StatusCode >= 400) {
						t.Errorf("%s: status %d, want %d", what, r.StatusCode, q.status)
						continue
					}
					for name, want := range q.want {
						if got := strings.Join(r.Header.Values(name), " | "); got != want && (want != "*" || got == "") {
							t.Errorf("%s: %s is %q, want %q", what, name, got, want)
						}
					}
					if method == "HEAD" && len(body) > 0 {
						t.Errorf("%s: a body of %d bytes", what, len(body))
					}
					if q.file == "" || method == "HEAD" {
						continue
					}
					if got, err := decode(r, body); err != nil || !bytes.Equal(got, built.File(q.file).Body) {
						t.Errorf("%s: not the bytes of %s (%v)", what, q.file, err)
					}
				}
				unchanged(t, base, "", "chapter/court/", style, audio)
				folders(t, h, base)
			})
		}
	}
}

// unchanged holds that a file that a reader has is not sent again.
func unchanged(t *testing.T, base string, paths ...string) {
	t.Helper()
	for _, p := range paths {
		for _, accept := range []string{"br, gzip", "gzip", "identity"} {
			r, _, err := request("GET", base+p, "Accept-Encoding: "+accept)
			if err != nil {
				t.Errorf("%s: %v", p, err)
				continue
			}
			ask := "Accept-Encoding: " + accept
			switch tag, since := r.Header.Get("ETag"), r.Header.Get("Last-Modified"); {
			case tag != "":
				ask += "\nIf-None-Match: " + tag
			case since != "":
				ask += "\nIf-Modified-Since: " + since
			default:
				t.Errorf("%s (%s): neither ETag nor Last-Modified", p, accept)
				continue
			}
			again, body, err := request("GET", base+p, ask)
			if err != nil || again.StatusCode != 304 || len(body) > 0 {
				t.Errorf("%s %q: %v with %d bytes, want 304: %v", p, ask, again, len(body), err)
				continue
			}
			other, _, err := request("GET", base+p, "Accept-Encoding: "+accept+"\nIf-None-Match: \"other\"")
			if err != nil || other.StatusCode != 200 {
				t.Errorf("%s with another tag: %v %v, want 200", p, other, err)
			}
		}
	}
}

// folders holds that an address without its last slash leads to the one with
// it, on the same site, and keeps its query.
func folders(t *testing.T, h host, base string) {
	t.Helper()
	for _, p := range []string{"chapter/court", "chapter/court?at=x&y=%2F"} {
		r, _, err := request("GET", base+p, "")
		if err != nil {
			t.Errorf("%s: %v", p, err)
			continue
		}
		to, err := r.Request.URL.Parse(r.Header.Get("Location"))
		want, _ := url.Parse(base + p)
		want.Path += "/"
		if err != nil || r.StatusCode/100 != 3 || to.String() != want.String() && (to.Path != want.Path || !h.lacksIt("headers")) {
			t.Errorf("%s leads to %v with %d (%v), want %s", p, to, r.StatusCode, err, want)
		}
	}
	if root := strings.TrimSuffix(base, "/"); strings.Count(root, "/") > 2 {
		r, _, err := request("GET", root, "")
		if err != nil || r.StatusCode/100 != 3 || !strings.HasSuffix(r.Header.Get("Location"), path.Base(root)+"/") {
			t.Errorf("%s: %v %v, want a redirect to its slash", root, r, err)
		}
	}
}

// hashed is the path of the first file under assets/ with an ending.
func hashed(t testing.TB, ext string) string {
	for _, f := range built.Files() {
		if f.Hashed && strings.HasSuffix(f.Path, ext) {
			return f.Path
		}
	}
	t.Fatalf("no file ends in %s", ext)
	return ""
}

// request asks for an address, exactly as it is written, and reads the answer.
func request(method, address, headers string) (*http.Response, []byte, error) {
	r, err := http.NewRequest(method, address, nil)
	if err != nil {
		return nil, nil, err
	}
	for line := range strings.SplitSeq(headers, "\n") {
		if name, value, ok := strings.Cut(line, ": "); ok {
			r.Header.Set(name, value)
		}
	}
	reply, err := plainClient.Do(r)
	if err != nil {
		return nil, nil, err
	}
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	return reply, body, err
}

// decode undoes what Content-Encoding says, with the twins of the built site:
// that they hold what they should is held where they are made.
func decode(r *http.Response, body []byte) ([]byte, error) {
	coding := r.Header.Get("Content-Encoding")
	if coding == "" {
		return body, nil
	}
	for _, f := range built.Files() {
		if coding == "br" && bytes.Equal(body, f.BR) || coding == "gzip" && bytes.Equal(body, f.GZ) {
			return f.Body, nil
		}
	}
	return nil, fmt.Errorf("no %s twin has these %d bytes", coding, len(body))
}

// program finds a server: installed, or unpacked by setup.sh.
func program(t testing.TB, name string) string {
	unpacked, err := filepath.Abs(filepath.Join(root, "build", "hosts"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{name, "/usr/sbin/" + name, filepath.Join(unpacked, "usr", "sbin", name), filepath.Join(unpacked, "usr", "bin", name)} {
		if found, err := exec.LookPath(p); err == nil {
			return found
		}
	}
	t.Fatalf("%s is not installed: run app/e2e/setup.sh", name)
	return ""
}

// brotliModule finds nginx's module for twins in brotli.
func brotliModule(t testing.TB) string {
	const name = "usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
	unpacked, err := filepath.Abs(filepath.Join(root, "build", "hosts", name))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"/" + name, unpacked} {
		if _, err := os.Stat(p); err == nil {
			return p
		}
	}
	t.Fatalf("nginx has no module for brotli: run app/e2e/setup.sh")
	return ""
}

// config is what explainer hosts writes for the built site.
func config(t testing.TB, kind string, h site.Host) string {
	var err error
	if h.Root, err = filepath.Abs(builtDir); err != nil {
		t.Fatal(err)
	}
	h.Inline = built.Inline()
	text, err := h.Config(kind)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// freePort is a port of this machine that nobody listens at.
func freePort(t testing.TB) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// runServer starts a server and waits until it answers at an address. It is stopped
// by its own handle when the test ends.
func runServer(t testing.TB, address string, c *exec.Cmd) {
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	c.WaitDelay = 10 * time.Second
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	t.Cleanup(func() {
		c.Process.Signal(os.Interrupt)
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			c.Process.Kill()
			<-ended
		}
	})
	for {
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("%s: %v\n%s", c.Path, err, said.String())
		case <-time.After(20 * time.Millisecond):
		}
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.Close()
			return
		}
	}
}

func startNginx(t testing.TB, at string) string {
	address, _ := nginxServer(t, at, 1)
	return "http://" + address
}

// nginxServer starts nginx and returns its address and its process.
func nginxServer(t testing.TB, at string, workers int) (string, *exec.Cmd) {
	dir, address := t.TempDir(), freePort(t)
	user := ""
	if os.Getuid() == 0 {
		user = "user root;" // the built site may lie where only root reads
	}
	conf := fmt.Sprintf(`%s
load_module %s;
daemon off;
worker_processes %d;
pid %[4]s/pid;
error_log stderr;
events { worker_connections 1024; }
http {
	access_log off;
	sendfile on;
	tcp_nopush on;
	client_body_temp_path %[4]s/body;
	proxy_temp_path %[4]s/proxy;
	fastcgi_temp_path %[4]s/fastcgi;
	uwsgi_temp_path %[4]s/uwsgi;
	scgi_temp_path %[4]s/scgi;
	server {
		listen %[5]s;
		%[6]s
	}
}
`, user, brotliModule(t), workers, dir, address, config(t, "nginx", site.Host{At: at}))
	file := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(file, []byte(conf), 0o644); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program(t, "nginx"), "-e", "stderr", "-p", dir, "-c", file)
	runServer(t, address, c)
	return address, c
}

func startCaddy(t testing.TB, at string) string {
	dir, address := t.TempDir(), freePort(t)
	conf := "{\n\tadmin off\n\tauto_https off\n}\n" + config(t, "caddy", site.Host{At: at, Listen: "http://" + address})
	file := filepath.Join(dir, "Caddyfile")
	if err := os.WriteFile(file, []byte(conf), 0o644); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program(t, "caddy"), "run", "--config", file, "--adapter", "caddyfile")
	c.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	runServer(t, address, c)
	return "http://" + address
}

// startPlain serves the folder with none of our headers, as GitHub Pages or a
// school's server do, and has never heard of WebAssembly.
func startPlain(t testing.TB, at string) string {
	server := http.FileServer(http.Dir(builtDir))
	files := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Ext(r.URL.Path) == ".wasm" {
			w.Header().Set("Content-Type", "application/octet-stream")
		}
		server.ServeHTTP(w, r)
	})
	mux := http.NewServeMux()
	mux.Handle(at, http.StripPrefix(strings.TrimSuffix(at, "/"), files))
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

// startObjects is a store that has one answer for each key, filled from the
// table that explainer hosts writes. Like those that serve web sites it leads to
// folders, and has a page for what it does not hold.
func startObjects(t testing.TB, at string) string {
	r := csv.NewReader(strings.NewReader(built.Objects()))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	every := http.Header{}
	for line := range strings.SplitSeq(built.Objects(), "\n") {
		if rest, ok := strings.CutPrefix(line, "# every answer: "); ok {
			name, value, _ := strings.Cut(rest, ": ")
			every.Set(name, value)
		}
	}
	type object struct{ file, contentType, coding, keep string }
	objects := map[string]object{}
	for _, row := range rows[1:] {
		objects[row[0]] = object{row[1], row[2], row[3], row[4]}
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, values := range every {
			w.Header()[name] = values
		}
		key, inside := strings.CutPrefix(r.URL.Path, at)
		if key == "" || strings.HasSuffix(key, "/") {
			key += "index.html"
		}
		o, ok := objects[key]
		switch _, folder := objects[key+"/index.html"]; {
		case ok && inside:
		case folder, r.URL.Path+"/" == at:
			to := url.URL{Path: r.URL.Path + "/", RawQuery: r.URL.RawQuery}
			w.Header().Set("Location", to.String())
			w.WriteHeader(http.StatusFound)
			return
		default:
			o = objects["404.html"]
		}
		body, err := os.ReadFile(filepath.Join(builtDir, filepath.FromSlash(o.file)))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", o.contentType)
		w.Header().Set("Cache-Control", o.keep)
		if o.coding != "" {
			w.Header().Set("Content-Encoding", o.coding)
		}
		if !ok || !inside {
			w.WriteHeader(http.StatusNotFound)
			w.Write(body)
			return
		}
		w.Header().Set("ETag", fmt.Sprintf("%q", o.file))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// The site is alive wherever it is put, with our headers or without any.
func TestHostsLive(t *testing.T) {
	for _, h := range hosts {
		for _, at := range []string{"/", "/any/sub/path/"} {
			t.Run(h.name+" "+at, func(t *testing.T) {
				t.Parallel()
				address := h.start(t, at)
				b := open(t, &server{Server: &httptest.Server{URL: address}, prefix: at}, "1280x900")
				for _, step := range []error{
					b.goTo("/"),
					b.see(`html[data-live="on"]`),
					b.goTo("/chapter/court/"),
					b.see(`html[data-live="on"]`),
					b.goTo("/map/money/"),
					b.see(`html[data-live="on"]`),
				} {
					if step != nil {
						t.Fatal(step)
					}
				}
				if err := errors.Join(b.noise(), b.abroad()); err != nil {
					t.Error(err)
				}
			})
		}
	}
}
