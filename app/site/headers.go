package site

import (
	"fmt"
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
	"base-uri 'none'",
	"form-action 'self'",
	"frame-ancestors *", // to be embedded is what it is for
}, "; ")

// policies is the table of headers. The later row wins where two name the same
// header. The server here reads it, and every configuration under publish/ and
// the file _headers are written from it.
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

// netlify writes the table as the file _headers that Netlify, Cloudflare Pages
// and others read. Those join the values when two of their rules name the same
// header, so a row leaves out what a later one sets; what they do by themselves
// with files that have no Cache-Control is to revalidate, as wanted.
func netlify() string {
	var b strings.Builder
	b.WriteString("# Written by explainer build from the table in app/site/headers.go.\n")
	for i, p := range policies {
		fmt.Fprintf(&b, "# %s\n/%s*\n", p.why, p.folder)
		for _, h := range p.headers {
			if !setLater(i, h.name) {
				fmt.Fprintf(&b, "  %s: %s\n", h.name, h.value)
			}
		}
	}
	return b.String()
}

// setLater tells whether a row after row i sets a header too.
func setLater(i int, name string) bool {
	for _, p := range policies[i+1:] {
		for _, h := range p.headers {
			if h.name == name {
				return true
			}
		}
	}
	return false
}

// nginx writes the table as a server block for nginx.
func nginx() string {
	var b strings.Builder
	b.WriteString(`# Written by explainer build from the table in app/site/headers.go.
# Goes inside server { … }. Put the published folder at /srv/explainer.
# brotli_static needs the module ngx_brotli; without it, leave that line out.
root /srv/explainer;
index index.html;
charset utf-8;
charset_types text/css text/csv text/javascript text/markdown text/plain text/vtt image/svg+xml application/xml;
types {
`)
	for _, ext := range sortedKeys(kinds) {
		if ext == "" {
			continue // nginx knows files by what follows the dot
		}
		media, _, _ := strings.Cut(kinds[ext].contentType, ";")
		fmt.Fprintf(&b, "    %s %s;\n", media, strings.TrimPrefix(ext, "."))
	}
	b.WriteString(`}
default_type text/plain;
gzip_static on;
gzip_vary on;
brotli_static on;
error_page 404 /404.html;
absolute_redirect off;
`)
	for _, p := range policies {
		fmt.Fprintf(&b, "\n# %s\nlocation /%s {\n", p.why, p.folder)
		// A location of nginx inherits no header once it sets one, so each has
		// all of them.
		for _, h := range headersFor(p.folder) {
			fmt.Fprintf(&b, "    add_header %s %q always;\n", h.name, h.value)
		}
		b.WriteString("    try_files $uri $uri/ =404;\n}\n")
	}
	return b.String()
}

// caddy writes the table as a Caddyfile.
func caddy() string {
	var b strings.Builder
	b.WriteString(`# Written by explainer build from the table in app/site/headers.go.
# Put your own host in place of :8080 and the published folder at /srv/explainer.
:8080 {
	root * /srv/explainer
	file_server {
		precompressed br gzip
	}
	handle_errors {
		rewrite * /404.html
		file_server
	}
`)
	for _, ext := range sortedKeys(kinds) {
		if ext != "" {
			fmt.Fprintf(&b, "\theader *%s Content-Type %q\n", ext, kinds[ext].contentType)
		}
	}
	for i, p := range policies {
		fmt.Fprintf(&b, "\n\t# %s\n", p.why)
		matcher := fmt.Sprintf("rows%d", i)
		fmt.Fprintf(&b, "\t@%s path /%s*\n\theader @%s {\n", matcher, p.folder, matcher)
		for _, h := range p.headers {
			name := h.name
			if setLater(i, name) {
				name = "?" + name // unless it is set: Caddy goes by no order of ours
			}
			fmt.Fprintf(&b, "\t\t%s %q\n", name, h.value)
		}
		b.WriteString("\t}\n")
	}
	b.WriteString("}\n")
	return b.String()
}
