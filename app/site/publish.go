package site

import (
	"fmt"
	"strings"
)

// publishing explains the folder to whoever puts it on a server.
const publishing = `How to publish this folder

It is a finished web site of plain files. Copy all of it to any static host, at
the root of a domain or under any path: every address in it is relative.

Three things make it quick and safe, and a host must be told of them:
1. Beside most files stand smaller twins, NAME.br (brotli) and NAME.gz (gzip),
   for readers whose browser takes them.
2. Files under assets/ have names that change with their content. They may be
   kept for a year; all others must be asked for again each time.
3. Security headers, and Access-Control-Allow-Origin: * for every file, without
   which the live map cannot start inside a sandboxed frame.

Netlify, Cloudflare Pages and others read ../_headers and compress by themselves.
For nginx see nginx.conf, for Caddy see Caddyfile, both in this folder.
Where no header can be set (GitHub Pages, a school's server) everything still
works, but slower on the second visit.
`

// addHosts publishes the headers in the notations of the common hosts.
func (s *Site) addHosts() error {
	for _, f := range []struct{ path, body string }{
		{"_headers", netlify()},
		{"publish/nginx.conf", nginx()},
		{"publish/Caddyfile", caddy()},
		{"publish/readme.txt", publishing},
	} {
		if err := s.Add(f.path, []byte(f.body)); err != nil {
			return err
		}
	}
	return nil
}

// addSitemap lists the documents for search engines. Its addresses must be
// absolute, so there is none for a site that does not know its own.
func (s *Site) addSitemap(address string) error {
	if address == "" {
		return nil
	}
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, f := range s.Files() {
		if folder, ok := strings.CutSuffix(f.Path, "index.html"); ok {
			// Paths hold nothing that XML escapes; see unsafeInPath.
			fmt.Fprintf(&b, "<url><loc>%s/%s</loc></url>\n", strings.TrimSuffix(address, "/"), folder)
		}
	}
	b.WriteString("</urlset>\n")
	return s.Add("sitemap.xml", []byte(b.String()))
}
