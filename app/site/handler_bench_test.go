package site

import (
	"bytes"
	"net/http"
	"testing"
)

// discard takes an answer and keeps nothing of it but how it went.
type discard struct {
	header http.Header
	status int
}

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) Write(b []byte) (int, error) { return len(b), nil }
func (d *discard) WriteHeader(status int)      { d.status = status }

// BenchmarkHandler is what an answer costs without the network: a page for a
// browser that takes brotli, and the same when the browser has it already.
func BenchmarkHandler(b *testing.B) {
	s := New()
	if err := s.Add("chapter/court/index.html", bytes.Repeat([]byte("<p>A judge decides.</p>\n"), 400)); err != nil {
		b.Fatal(err)
	}
	if err := s.Compress(b.Context(), "", nil); err != nil {
		b.Fatal(err)
	}
	handler := s.Handler("/")
	ask := func(etag string) *http.Request {
		r, err := http.NewRequest(http.MethodGet, "http://localhost/chapter/court/", nil)
		if err != nil {
			b.Fatal(err)
		}
		r.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
		if etag != "" {
			r.Header.Set("If-None-Match", etag)
		}
		return r
	}
	first := &discard{header: http.Header{}}
	handler.ServeHTTP(first, ask(""))
	for name, r := range map[string]*http.Request{"page": ask(""), "unchanged": ask(first.header.Get("ETag"))} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w := &discard{header: make(http.Header, 16)}
				handler.ServeHTTP(w, r)
			}
		})
	}
}
