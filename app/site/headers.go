package site

import "strings"

// header is one line of a response.
type header struct{ name, value string }

// policy gives headers to the files of a folder.
type policy struct {
	folder  string // "" is everything
	why     string // for whoever reads the configuration written from this
	headers []header
}

// contentPolicy is the Content-Security-Policy. Nothing inline, nobody else's
// anything. Chromium takes 'self' for the address the document came from, also
// in <iframe sandbox="allow-scripts">, where its origin is opaque: held by a
// browser test.
var contentPolicy = strings.Join([]string{
	"default-src 'none'",
	"script-src 'self' 'wasm-unsafe-eval'",
	"style-src 'self'",
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

// policies is the table of headers. The later row wins where two name the same
// header. The server here reads it, and every configuration that [Host.Config]
// writes is made from it.
var policies = []policy{
	{"", "every file", []header{
		{"Content-Security-Policy", contentPolicy},
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

// revalidate keeps a file but asks each time whether it is still the same.
const revalidate = "no-cache"

// HeadersOf lists names and values of the headers of the file at a path.
func HeadersOf(path string) [][2]string {
	var out [][2]string
	for _, h := range headersFor(path) {
		out = append(out, [2]string{h.name, h.value})
	}
	return out
}

// headersFor lists the headers of the file at a path, in the order of the table.
func headersFor(path string) []header {
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
