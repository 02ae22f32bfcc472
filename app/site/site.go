// Package site is the list of files that get published: what they are called,
// how they are compressed, with which headers they travel, how they are written
// to a folder and how they are served from memory.
//
// It knows nothing of chapters or maps. [Build] is handed the raw materials and
// a function that turns addresses into documents.
//
// # What is published, and under which name
//
//	web/root/**     under its own name: what must have a lasting address, such as
//	                robots.txt, or a script that other sites embed
//	web/templates   not at all
//	web/worker      one of the two as "worker.js", told what it keeps
//	web, the rest   as in web, with a hash: "style/main.css", "script/boot.js"
//	assets          what Options.Publish names, with a hash: "fonts/x.woff2"
//	the client      with a hash: "client.wasm" and "wasm_exec.js"
//	the decoder     with a hash: "decoder.wasm"
//
// What has a hash of its content in its published name may be kept for ever.
// [Manifest.Path] turns the names above into the published ones.
package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// File is one published file.
type File struct {
	Path        string // without a leading slash; documents are "dir/index.html"
	Body        []byte
	ContentType string
	BR, GZ      []byte // Body compressed with brotli and gzip; nil where that saves nothing
	Hashed      bool   // the path holds a hash of the content, which so can never change

	compress bool // whether compressing is worth a try
	sum      [sha256.Size]byte
}

// hashedFolder holds the files whose name carries a hash.
const hashedFolder = "assets/"

// Site is a set of published files.
type Site struct {
	files  map[string]*File
	inline map[string]map[string]bool // hashes of "style" and "script"; see Inline
	rows   []policy                   // the table of headers, with them
}

// New returns a site without files.
func New() *Site {
	return &Site{files: map[string]*File{}, inline: map[string]map[string]bool{"style": {}, "script": {}}, rows: policies(Inline{})}
}

// Add publishes a file under its own name. It fails where the path is taken,
// would not survive every host and file system, or ends in something whose
// content type is not known.
func (s *Site) Add(name string, body []byte) error {
	if !fs.ValidPath(name) || name == "." {
		return fmt.Errorf("publish %q: want a clean relative path such as chapter/court/index.html", name)
	}
	for _, r := range name {
		if unsafeInPath(r) {
			return fmt.Errorf("publish %q: %q in a name does not survive every host", name, r)
		}
	}
	if s.files[name] != nil {
		return fmt.Errorf("publish %q: the path is taken", name)
	}
	k, ok := kinds[path.Ext(name)]
	if !ok {
		return fmt.Errorf("publish %q: no content type is known for %q; add it to kinds in app/site", name, path.Ext(name))
	}
	if path.Ext(name) == ".html" {
		s.addInline(body)
	}
	s.files[name] = &File{
		Path:        name,
		Body:        body,
		ContentType: k.contentType,
		Hashed:      strings.HasPrefix(name, hashedFolder),
		compress:    k.compress && len(body) >= minimum,
		sum:         sha256.Sum256(body),
	}
	return nil
}

// unsafeInPath tells the characters that hosts escape, file systems refuse or
// shells read. Upper case stays allowed for names such as LICENSE.txt.
func unsafeInPath(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./", r))
}

// Asset publishes a file under a name that carries a hash of its content, and
// returns that: "icons/mark.svg" becomes "assets/icons/mark.0123456789.svg".
// The same content under the same name is one file however often it is added.
func (s *Site) Asset(name string, body []byte) (string, error) {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	hashed := hashedFolder + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
	if s.files[hashed] != nil {
		return hashed, nil
	}
	return hashed, s.Add(hashed, body)
}

// File is the file at a path, or nil.
func (s *Site) File(path string) *File { return s.files[path] }

// Files lists all files by path.
func (s *Site) Files() []*File {
	files := make([]*File, 0, len(s.files))
	for _, f := range s.files {
		files = append(files, f)
	}
	slices.SortFunc(files, func(a, b *File) int { return cmp.Compare(a.Path, b.Path) })
	return files
}

// kind is what the end of a file's name says about it. Formats that are
// compressed already, and files that only hosts read, are not compressed.
type kind struct {
	contentType string
	compress    bool
}

var kinds = map[string]kind{
	".html":        {"text/html; charset=utf-8", true},
	".css":         {"text/css; charset=utf-8", true},
	".js":          {"text/javascript; charset=utf-8", true},
	".json":        {"application/json", true}, // always UTF-8: it has no charset
	".cues":        {"text/plain; charset=utf-8", true},
	".webmanifest": {"application/manifest+json", true},
	".svg":         {"image/svg+xml; charset=utf-8", true},
	".xml":         {"application/xml; charset=utf-8", true},
	".csv":         {"text/csv; charset=utf-8", true},
	".txt":         {"text/plain; charset=utf-8", true},
	".md":          {"text/markdown; charset=utf-8", true},
	".vtt":         {"text/vtt; charset=utf-8", true},
	".srt":         {"application/x-subrip; charset=utf-8", true},
	".conf":        {"text/plain; charset=utf-8", false},
	"":             {"text/plain; charset=utf-8", false}, // _headers, Caddyfile
	".wasm":        {"application/wasm", true},
	".woff2":       {"font/woff2", false},
	".png":         {"image/png", false},
	".ico":         {"image/vnd.microsoft.icon", false},
	".mp3":         {"audio/mpeg", false},
	".pdf":         {"application/pdf", false},
	".zip":         {"application/zip", false},
}
