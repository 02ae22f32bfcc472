package site

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// Each row is one header of one address, as a browser gets it.
func TestHeaders(t *testing.T) {
	s := made(t,
		"index.html", "walk",
		"404.html", "lost",
		"event/order/index.html", "order",
		"assets/client.0123456789.wasm", "\x00asm",
		"assets/style.0123456789.css", "body{}",
		"assets/boot.0123456789.js", "1",
		"assets/font.0123456789.woff2", "wOF2",
		"data/events.csv", "id",
		"data/events.json", "[]",
		"cards/court.png", "png",
		"audio/court.mp3", "mp3",
		"captions/court.vtt", "WEBVTT",
		"icon.svg", "<svg/>",
		"site.webmanifest", "{}",
		"sitemap.xml", "<urlset/>",
		"publish/nginx.conf", "",
	)
	const forever = "public, max-age=31536000, immutable"
	for _, c := range []struct{ path, header, want string }{
		{"/", "Content-Security-Policy", "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; media-src 'self'; manifest-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors *"},
		{"/", "X-Content-Type-Options", "nosniff"},
		{"/", "Referrer-Policy", "strict-origin-when-cross-origin"},
		{"/", "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
		{"/", "Access-Control-Allow-Origin", "*"},
		{"/", "Cross-Origin-Resource-Policy", "cross-origin"},
		{"/", "Set-Cookie", ""},

		{"/", "Cache-Control", "no-cache"},
		{"/event/order/", "Cache-Control", "no-cache"},
		{"/data/events.csv", "Cache-Control", "no-cache"},
		{"/nothing", "Cache-Control", "no-cache"},
		{"/assets/client.0123456789.wasm", "Cache-Control", forever},
		{"/assets/style.0123456789.css", "Cache-Control", forever},

		{"/assets/client.0123456789.wasm", "Access-Control-Allow-Origin", "*"},
		{"/assets/font.0123456789.woff2", "Access-Control-Allow-Origin", "*"},
		{"/assets/boot.0123456789.js", "X-Content-Type-Options", "nosniff"},
		{"/nothing", "X-Content-Type-Options", "nosniff"},

		{"/", "Content-Type", "text/html; charset=utf-8"},
		{"/nothing", "Content-Type", "text/html; charset=utf-8"},
		{"/assets/client.0123456789.wasm", "Content-Type", "application/wasm"},
		{"/assets/style.0123456789.css", "Content-Type", "text/css; charset=utf-8"},
		{"/assets/boot.0123456789.js", "Content-Type", "text/javascript; charset=utf-8"},
		{"/assets/font.0123456789.woff2", "Content-Type", "font/woff2"},
		{"/data/events.csv", "Content-Type", "text/csv; charset=utf-8"},
		{"/data/events.json", "Content-Type", "application/json"},
		{"/cards/court.png", "Content-Type", "image/png"},
		{"/audio/court.mp3", "Content-Type", "audio/mpeg"},
		{"/captions/court.vtt", "Content-Type", "text/vtt; charset=utf-8"},
		{"/icon.svg", "Content-Type", "image/svg+xml; charset=utf-8"},
		{"/site.webmanifest", "Content-Type", "application/manifest+json"},
		{"/sitemap.xml", "Content-Type", "application/xml; charset=utf-8"},
		{"/publish/nginx.conf", "Content-Type", "text/plain; charset=utf-8"},
	} {
		w := httptest.NewRecorder()
		s.Handler("/").ServeHTTP(w, httptest.NewRequest("GET", c.path, nil))
		if got := w.Header().Get(c.header); got != c.want {
			t.Errorf("%s %s:\ngot  %s\nwant %s", c.path, c.header, got, c.want)
		}
	}
}

// Nothing of the policy may allow what it is there to forbid.
func TestContentPolicy(t *testing.T) {
	for _, never := range []string{"'unsafe-inline'", "'unsafe-eval'", "http:", "https:", "blob:"} {
		if strings.Contains(contentPolicy(Inline{}), never) {
			t.Errorf("the policy has %s", never)
		}
	}
}

// A style or script that stands in a document is let through by its hash, on
// every host, and nothing else that is inline is.
func TestInline(t *testing.T) {
	const (
		style  = "'sha256-0cRUVYRKwNwnl1hkfkPGjkht16b039TjFdJzmXfFK2o='" // of a{b:c}
		script = "'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='" // of a()
	)
	s := made(t, "index.html", `<html><head><script data-faces="x y">a()</script><script src="b.js"></script><script type="application/ld+json">{}</script><style>a{b:c}</style></head><body><style>x{}</style><script>y()</script></body>`, "event/index.html", "plain")
	if got := s.Inline(); !slices.Equal(got.Styles, []string{style}) || !slices.Equal(got.Scripts, []string{script}) {
		t.Fatalf("inline: %v", got)
	}
	want := []string{"script-src 'self' 'wasm-unsafe-eval' " + script + ";", "style-src 'self' " + style + ";"}
	for _, kind := range HostKinds {
		text, err := Host{Inline: s.Inline()}.Config(kind)
		for _, w := range want {
			if err != nil || !strings.Contains(text, w) {
				t.Errorf("%s has no %s: %v\n%s", kind, w, err, text)
			}
		}
	}
	for _, h := range s.HeadersOf("event/index.html") {
		for _, w := range want {
			if h[0] == "Content-Security-Policy" && !strings.Contains(h[1], w) {
				t.Error(h[1])
			}
		}
	}
}
