package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strings"
)

// header is one line of a response.
type header struct{ name, value string }

// policy gives headers to the files of a folder.
type policy struct {
	folder  string // "" is everything
	why     string // for whoever reads the configuration written from this
	headers []header
}

// Inline lists what stands in documents instead of in files, by its hash in the
// notation of a Content-Security-Policy: what the first sight of a page needs,
// which does not wait for a file.
type Inline struct{ Styles, Scripts []string }

// contentPolicy is the Content-Security-Policy of a site whose documents carry
// these styles and scripts. Nothing else inline, nobody else's anything.
// Chromium takes 'self' for the address the document came from, also
// in <iframe sandbox="allow-scripts">, where its origin is opaque: held by a
// browser test.
func contentPolicy(inline Inline) string {
	return strings.Join([]string{
		"default-src 'none'",
		strings.Join(append([]string{"script-src 'self' 'wasm-unsafe-eval'"}, inline.Scripts...), " "),
		strings.Join(append([]string{"style-src 'self'"}, inline.Styles...), " "),
		"img-src 'self' data:",
		"font-src 'self'",
		"connect-src 'self'",
		"media-src 'self'",
		"manifest-src 'self'",
		"frame-src 'self'", // the dialog that shares a part shows it
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors *", // to be embedded is what it is for
	}, "; ")
}

// policies is the table of headers. The later row wins where two name the same
// header. The server here reads it, and every configuration that [Host.Config]
// writes is made from it.
func policies(inline Inline) []policy {
	return []policy{
		{"", "every file", []header{
			{"Content-Security-Policy", contentPolicy(inline)},
			{"X-Content-Type-Options", "nosniff"},
			{"Referrer-Policy", "strict-origin-when-cross-origin"},
			{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
			// In a sandboxed frame the origin is opaque and every request counts as
			// cross-origin, the explainer's own among them.
			{"Access-Control-Allow-Origin", "*"},
			{"Cross-Origin-Resource-Policy", "cross-origin"},
			{"Cache-Control", revalidate},
		}},
		{hashedFolder, "the name changes with the content", []header{
			{"Cache-Control", "public, max-age=31536000, immutable"},
		}},
	}
}

// revalidate keeps a file but asks each time whether it is still the same.
const revalidate = "no-cache"

// Inline lists what stands in the site's documents. A host that tells browsers
// other hashes costs its readers that first sight, and nothing more: the same
// rules follow in a file.
func (s *Site) Inline() Inline {
	return Inline{Styles: sortedKeys(s.inline["style"]), Scripts: sortedKeys(s.inline["script"])}
}

// inHead finds what stands in the head of a document, and is not data.
var inHead = regexp.MustCompile(`(?s)<(style|script)(?: data-[a-z]+="[^"]*")*>(.*?)</(?:style|script)>`)

// addInline notes the styles and scripts that stand in the head of a document.
func (s *Site) addInline(document []byte) {
	head, _, _ := bytes.Cut(document, []byte("</head>"))
	for _, m := range inHead.FindAllSubmatch(head, -1) {
		sum := sha256.Sum256(m[2])
		s.inline[string(m[1])]["'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'"] = true
		s.rows = policies(s.Inline())
	}
}

// HeadersOf lists names and values of the headers of the file at a path.
func (s *Site) HeadersOf(path string) [][2]string {
	var out [][2]string
	for _, h := range s.headersFor(path) {
		out = append(out, [2]string{h.name, h.value})
	}
	return out
}

// headersFor lists the headers of the file at a path, in the order of the table.
func (s *Site) headersFor(path string) []header { return headersFor(s.rows, path) }

func headersFor(policies []policy, path string) []header {
	var out []header
	for _, p := range policies {
		if !strings.HasPrefix(path, p.folder) {
			continue
		}
	next:
		for _, h := range p.headers {
			for i := range out {
				if out[i].name == h.name {
					out[i] = h
					continue next
				}
			}
			out = append(out, h)
		}
	}
	return out
}
