package site

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// served is a site to ask, its text files long enough to be compressed.
func served(t testing.TB) *Site {
	s := made(t,
		"index.html", "walk "+strings.Repeat("a", minimum),
		"event/order/index.html", "order "+strings.Repeat("b", minimum),
		"404.html", "lost",
		"data/events.csv", "id "+strings.Repeat("c", minimum),
		"audio/court.mp3", "0123456789",
	)
	if err := s.Compress(context.Background(), "", nil); err != nil {
		t.Fatal(err)
	}
	return s
}

func ask(h http.Handler, method, target string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func TestPaths(t *testing.T) {
	s := served(t)
	for _, c := range []struct {
		prefix, method, target string
		status                 int
		body, location         string // the body's first letters
	}{
		{"/", "GET", "/", 200, "walk", ""},
		{"/", "GET", "/?at=order#x", 200, "walk", ""},
		{"/", "GET", "/index.html", 200, "walk", ""},
		{"/", "GET", "/event/order/", 200, "order", ""},
		{"/", "GET", "/event/order", 308, "", "./order/"},
		{"/", "GET", "/event/order?at=x&y=%2F", 308, "", "./order/?at=x&y=%2F"},
		{"/", "GET", "/event/", 404, "lost", ""},
		{"/", "GET", "/event", 404, "lost", ""},
		{"/", "GET", "/data/events.csv", 200, "id", ""},
		{"/", "GET", "/data/events.csv/", 404, "lost", ""},
		{"/", "GET", "/nothing", 404, "lost", ""},
		{"/", "HEAD", "/", 200, "", ""},
		{"/", "HEAD", "/nothing", 404, "", ""},
		{"/", "POST", "/", 405, "This site", ""},
		{"/", "DELETE", "/data/events.csv", 405, "This site", ""},
		{"/", "OPTIONS", "/", 405, "This site", ""},
		{"/", "GET", "/../handler.go", 404, "lost", ""},
		{"/", "GET", "/event/../index.html", 404, "lost", ""},
		{"/", "GET", "/%2e%2e/handler.go", 404, "lost", ""},
		{"/", "GET", "/..%2fhandler.go", 404, "lost", ""},
		{"/", "GET", "//index.html", 404, "lost", ""},
		{"/", "GET", "/index.html%00", 404, "lost", ""},

		{"/any/sub/path/", "GET", "/any/sub/path/", 200, "walk", ""},
		{"any/sub/path", "GET", "/any/sub/path/event/order/", 200, "order", ""},
		{"/any/sub/path", "GET", "/any/sub/path/event/order", 308, "", "./order/"},
		{"/any/sub/path", "GET", "/any/sub/path", 308, "", "./path/"},
		{"/any/sub/path", "GET", "/any/sub/pathology", 404, "lost", ""},
		{"/any/sub/path", "GET", "/", 404, "lost", ""},
		{"/any/sub/path", "GET", "/event/order/", 404, "lost", ""},
	} {
		r := ask(s.Handler(c.prefix), c.method, c.target)
		var body strings.Builder
		r.Write(&body)
		_, text, _ := strings.Cut(body.String(), "\r\n\r\n")
		if r.StatusCode != c.status || !strings.HasPrefix(text, c.body) || c.body == "" && text != "" || r.Header.Get("Location") != c.location {
			t.Errorf("%s %s under %s: %d %.20q %q, want %d %q %q", c.method, c.target, c.prefix,
				r.StatusCode, text, r.Header.Get("Location"), c.status, c.body, c.location)
		}
	}
	if r := ask(s.Handler("/"), "PUT", "/"); r.Header.Get("Allow") != "GET, HEAD" {
		t.Errorf("Allow: %q", r.Header.Get("Allow"))
	}
}

func TestNegotiation(t *testing.T) {
	s := served(t)
	for _, c := range []struct{ path, accept, want string }{
		{"/", "", ""},
		{"/", "br", "br"},
		{"/", "gzip", "gzip"},
		{"/", "gzip, deflate, br, zstd", "br"},
		{"/", "GZIP , BR", "br"},
		{"/", "br;q=0.5, gzip;q=0.8", "gzip"},
		{"/", "br;q=0.8, gzip;q=0.5", "br"},
		{"/", "br;q=0, gzip;q=0.1", "gzip"},
		{"/", "br; q=0, gzip; q=0", ""},
		{"/", "*", "br"},
		{"/", "*;q=0.5, br;q=0", "gzip"},
		{"/", "identity", ""},
		{"/", "identity, gzip", "gzip"},
		{"/", "identity;q=1, gzip;q=0.5", ""},
		{"/", "deflate", ""},
		{"/", "br;q=much", ""},
		{"/event/order/", "br", "br"},
		{"/audio/court.mp3", "br, gzip", ""},
	} {
		r := ask(s.Handler("/"), "GET", c.path, "Accept-Encoding", c.accept)
		if got := r.Header.Get("Content-Encoding"); got != c.want {
			t.Errorf("%s with Accept-Encoding %q: %q, want %q", c.path, c.accept, got, c.want)
		}
		vary := "Accept-Encoding"
		if strings.HasSuffix(c.path, ".mp3") {
			vary = ""
		}
		if got := r.Header.Get("Vary"); got != vary {
			t.Errorf("%s: Vary %q, want %q", c.path, got, vary)
		}
	}
}

func TestUnchanged(t *testing.T) {
	h := served(t).Handler("/")
	tag := func(path, accept string) string {
		return ask(h, "GET", path, "Accept-Encoding", accept).Header.Get("ETag")
	}
	plain, br, mp3 := tag("/", ""), tag("/", "br"), tag("/audio/court.mp3", "")
	if plain == "" || plain == br || br == tag("/", "gzip") {
		t.Errorf("tags %s, %s and %s are not three", plain, br, tag("/", "gzip"))
	}
	for _, c := range []struct {
		path, accept, match string
		want                int
	}{
		{"/", "br", br, 304},
		{"/", "br", "W/" + br, 304},
		{"/", "br", `"other", ` + br, 304},
		{"/", "br", "*", 304},
		{"/", "br", plain, 200},
		{"/", "", plain, 304},
		{"/", "", br, 200},
		{"/event/order/", "br", br, 200},
		{"/audio/court.mp3", "br", mp3, 304},
	} {
		r := ask(h, "GET", c.path, "Accept-Encoding", c.accept, "If-None-Match", c.match)
		if r.StatusCode != c.want {
			t.Errorf("%s (%s) unless %s: %d, want %d", c.path, c.accept, c.match, r.StatusCode, c.want)
		}
		if r.StatusCode == 304 && (r.Header.Get("ETag") == "" || r.Header.Get("Cache-Control") == "" || r.ContentLength > 0) {
			t.Errorf("%s: 304 with %v", c.path, r.Header)
		}
	}
}

func TestRange(t *testing.T) {
	h := served(t).Handler("/")
	tag := ask(h, "GET", "/audio/court.mp3").Header.Get("ETag")
	for _, c := range []struct {
		path, ranges, ifRange string
		status                int
		content, body         string
	}{
		{"/audio/court.mp3", "", "", 200, "", "0123456789"},
		{"/audio/court.mp3", "bytes=0-", "", 206, "bytes 0-9/10", "0123456789"},
		{"/audio/court.mp3", "bytes=2-4", "", 206, "bytes 2-4/10", "234"},
		{"/audio/court.mp3", "bytes=-3", "", 206, "bytes 7-9/10", "789"},
		{"/audio/court.mp3", "bytes=2-4", tag, 206, "bytes 2-4/10", "234"},
		{"/audio/court.mp3", "bytes=2-4", `"old"`, 200, "", "0123456789"},
		{"/audio/court.mp3", "bytes=0-1,4-5", "", 200, "", "0123456789"},
		{"/audio/court.mp3", "bytes=10-", "", 416, "bytes */10", ""},
		{"/data/events.csv", "bytes=0-1", "", 206, "bytes 0-1/259", "id"}, // of the file, not of its twin
	} {
		headers := []string{"Accept-Encoding", "br"}
		if c.ranges != "" {
			headers = append(headers, "Range", c.ranges)
		}
		if c.ifRange != "" {
			headers = append(headers, "If-Range", c.ifRange)
		}
		r := ask(h, "GET", c.path, headers...)
		body := make([]byte, 20)
		n, _ := r.Body.Read(body)
		if r.StatusCode != c.status || r.Header.Get("Content-Range") != c.content || c.status != 416 && string(body[:n]) != c.body {
			t.Errorf("%s %q: %d %q %q, want %d %q %q", c.path, c.ranges, r.StatusCode, r.Header.Get("Content-Range"), body[:n], c.status, c.content, c.body)
		}
		if c.status != 416 && r.Header.Get("Accept-Ranges") != "bytes" {
			t.Errorf("%s: Accept-Ranges %q", c.path, r.Header.Get("Accept-Ranges"))
		}
	}
}

func TestHead(t *testing.T) {
	h := served(t).Handler("/")
	for _, accept := range []string{"", "br", "gzip"} {
		get := ask(h, "GET", "/", "Accept-Encoding", accept)
		head := ask(h, "HEAD", "/", "Accept-Encoding", accept)
		for name := range get.Header {
			if g, w := head.Header.Get(name), get.Header.Get(name); g != w {
				t.Errorf("%q: HEAD has %s %q, GET %q", accept, name, g, w)
			}
		}
		if head.Header.Get("Content-Length") == "" {
			t.Errorf("%q: no Content-Length", accept)
		}
	}
}

// A site without a page for it still answers.
func TestNotFoundWithoutPage(t *testing.T) {
	r := ask(made(t, "index.html", "x").Handler("/"), "GET", "/nothing")
	if r.StatusCode != 404 || r.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("%d %v", r.StatusCode, r.Header)
	}
}

func FuzzHandler(f *testing.F) {
	h := served(f).Handler("/sub")
	for _, p := range []string{"/sub/", "/sub", "/sub/event/order", "/sub/../x", "//evil.example/", "/sub//evil.example"} {
		f.Add(p, "br;q=0.1, *")
	}
	f.Fuzz(func(t *testing.T, path, accept string) {
		r := httptest.NewRequest("GET", "/", nil)
		r.URL.Path = path
		r.Header.Set("Accept-Encoding", accept)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		// Whatever is asked, no answer leads to another site.
		if to := w.Header().Get("Location"); to != "" && !strings.HasPrefix(to, "./") {
			t.Errorf("%q is sent to %q", path, to)
		}
		if w.Code != 200 && w.Code != 308 && w.Code != 404 {
			t.Errorf("%q gives %d", path, w.Code)
		}
	})
}
