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
nginx.conf and Caddyfile in this folder serve it at the root from /srv/explainer;
for another place and path, explainer hosts writes them:
  explainer hosts -kind nginx -root /var/www/strings -at /strings/
  explainer hosts -kind objects -dist DIR    a table of all files for S3 and others

Where no header can be set (GitHub Pages, a school's server) the site is read,
linked, printed and comes alive all the same. What is lost: it cannot come alive
in a sandboxed frame of another site unless the host sends
Access-Control-Allow-Origin: *, as GitHub Pages does; nothing forbids scripts
that a proxy puts in; and how long files are kept is for the host to say.
A page for addresses where nothing stands is 404.html. It leads from the root;
below a path, build with -address so that it knows where the site stands.
`

// addHosts publishes the headers in the notations of the common hosts.
func (s *Site) addHosts() error {
	for path, kind := range map[string]string{"_headers": "headers", "publish/nginx.conf": "nginx", "publish/Caddyfile": "caddy"} {
		text, err := Host{Inline: s.Inline()}.Config(kind)
		if err == nil {
			err = s.Add(path, []byte(text))
		}
		if err != nil {
			return err
		}
	}
	return s.Add("publish/readme.txt", []byte(publishing))
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
		// What stands in frames of other pages is not to be found by itself.
		if folder, ok := strings.CutSuffix(f.Path, "index.html"); ok && !strings.HasPrefix(folder, "embed/") {
			// Paths hold nothing that XML escapes; see unsafeInPath.
			fmt.Fprintf(&b, "<url><loc>%s/%s</loc></url>\n", strings.TrimSuffix(address, "/"), folder)
		}
	}
	b.WriteString("</urlset>\n")
	return s.Add("sitemap.xml", []byte(b.String()))
}
