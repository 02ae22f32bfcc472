package site

import (
	"bytes"
	"encoding/hex"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"
)

// Handler serves the site from memory below prefix, such as "/any/sub/path/".
// It says the same as a static host that was configured from the table of
// headers, so that what works here works there.
func (s *Site) Handler(prefix string) http.Handler {
	root := "/" + strings.Trim(prefix, "/")
	below := strings.TrimSuffix(root, "/") + "/"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "This site is only read.", http.StatusMethodNotAllowed)
			return
		}
		name, ok := strings.CutPrefix(r.URL.Path, below)
		var f *File
		if ok {
			f = s.files[name]
		}
		if f == nil && ok && (name == "" || strings.HasSuffix(name, "/")) {
			f = s.files[name+"index.html"]
		}
		switch {
		case f != nil:
			s.serve(w, r, f)
		case ok && s.files[name+"/index.html"] != nil, r.URL.Path == root && root != below:
			redirectToFolder(w, r)
		default:
			s.notFound(w, r)
		}
	})
}

// redirectToFolder adds the slash that a folder's address ends in. The address
// is relative, so that it holds wherever a proxy has mounted this server.
func redirectToFolder(w http.ResponseWriter, r *http.Request) {
	to := url.URL{Path: "./" + path.Base(r.URL.Path) + "/", RawQuery: r.URL.RawQuery}
	w.Header().Set("Location", to.String())
	w.WriteHeader(http.StatusPermanentRedirect)
}

// serve answers with a file, compressed if the reader takes that.
func (s *Site) serve(w http.ResponseWriter, r *http.Request, f *File) {
	h := w.Header()
	for _, line := range s.headersFor(f.Path) {
		h.Set(line.name, line.value)
	}
	h.Set("Content-Type", f.ContentType)
	etag := hex.EncodeToString(f.sum[:8])
	if f.BR != nil || f.GZ != nil {
		h.Set("Vary", "Accept-Encoding")
	}
	// A range counts in the bytes of the file itself, as players expect.
	if r.Header.Get("Range") == "" {
		if e, ok := negotiate(f, r.Header.Get("Accept-Encoding")); ok {
			body := *e.twin(f)
			etag += "-" + e.name
			h.Set("Content-Encoding", e.name)
			h.Set("ETag", strconv.Quote(etag))
			if matches(r.Header.Get("If-None-Match"), h.Get("ETag")) {
				h.Del("Content-Encoding")
				h.Del("Content-Type")
				w.WriteHeader(http.StatusNotModified)
				return
			}
			h.Set("Content-Length", strconv.Itoa(len(body)))
			if r.Method != http.MethodHead {
				w.Write(body)
			}
			return
		}
	}
	h.Set("ETag", strconv.Quote(etag))
	if strings.Contains(r.Header.Get("Range"), ",") {
		// No player asks for several ranges at once; who asks for thousands
		// wants to keep the server busy. A server may leave them unread.
		r.Header.Del("Range")
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.Body))
}

// notFound answers with the site's own page for that, if it has one.
func (s *Site) notFound(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	for _, line := range s.headersFor("") {
		h.Set(line.name, line.value)
	}
	body := []byte("Not found.\n")
	h.Set("Content-Type", "text/plain; charset=utf-8")
	if f := s.files["404.html"]; f != nil {
		body = f.Body
		h.Set("Content-Type", f.ContentType)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusNotFound)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}

// negotiate chooses the encoding that a reader wants most (RFC 9110, 12.5.3).
// Where the reader wants several alike, the order of encodings decides.
func negotiate(f *File, accept string) (encoding, bool) {
	weights := map[string]float64{}
	for part := range strings.SplitSeq(accept, ",") {
		name, params, _ := strings.Cut(part, ";")
		q := 1.0
		if v, ok := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q="); ok {
			var err error
			if q, err = strconv.ParseFloat(v, 64); err != nil {
				q = 0
			}
		}
		weights[strings.ToLower(strings.TrimSpace(name))] = q
	}
	weight := func(name string) float64 {
		if q, ok := weights[name]; ok {
			return q
		}
		return weights["*"]
	}
	// What is said of the plain file counts only where it is said: a reader that
	// lists encodings wants them rather than nothing.
	best := 0.0
	if q, ok := weights["identity"]; ok {
		best = q
	}
	var chosen encoding
	found := false
	for _, e := range encodings {
		if *e.twin(f) == nil {
			continue
		}
		if q := weight(e.name); q > best || q > 0 && q == best && !found {
			chosen, best, found = e, q, true
		}
	}
	return chosen, found
}

// matches tells whether If-None-Match names the tag.
func matches(header, etag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		part = strings.TrimSpace(part)
		if part == "*" || strings.TrimPrefix(part, "W/") == etag {
			return true
		}
	}
	return false
}
