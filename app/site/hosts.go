package site

import (
	"encoding/csv"
	"fmt"
	"regexp"
	"strings"
)

// Host says where a host keeps the published folder and where readers find it.
// The zero Host keeps it in /srv/explainer and serves it at the root.
type Host struct {
	Root   string // the folder, absolute
	At     string // the path readers find it under, such as "/" or "/any/sub/path/"
	Listen string // where Caddy listens, in its notation: ":8080", "example.org"

	Inline Inline // of the site; see [Site.Inline]
}

// HostKinds lists what [Host.Config] writes.
var HostKinds = []string{"nginx", "caddy", "headers"}

// Configurations are read by programs with notations of their own, so only
// names that mean the same in all of them are let in.
var (
	plainFolder = regexp.MustCompile(`^/[A-Za-z0-9._/-]*$`)
	plainPath   = regexp.MustCompile(`^/([A-Za-z0-9._~-]+/)*$`)
	plainListen = regexp.MustCompile(`^[A-Za-z0-9.:/\[\]-]+$`)
)

// Config writes the table of headers, and everything else that a host must be
// told of, in the notation of one kind of host:
//
//	nginx    for the inside of a server block
//	caddy    a whole Caddyfile
//	headers  the file _headers of Netlify, Cloudflare Pages and others
//
// It fails for another kind, and for a folder, path or address that would need
// quoting.
func (h Host) Config(kind string) (string, error) {
	if h.Root == "" {
		h.Root = "/srv/explainer"
	}
	if h.At == "" {
		h.At = "/"
	}
	if h.Listen == "" {
		h.Listen = ":8080"
	}
	h.Root = strings.TrimSuffix(h.Root, "/")
	h.At = strings.TrimSuffix(h.At, "/") + "/"
	switch {
	case !plainFolder.MatchString(h.Root):
		return "", fmt.Errorf("folder %q: want an absolute one of letters, digits and . _ -, such as /srv/explainer", h.Root)
	case !plainPath.MatchString(h.At):
		return "", fmt.Errorf("path %q: want one such as /any/sub/path/", h.At)
	case !plainListen.MatchString(h.Listen):
		return "", fmt.Errorf("address %q: want one such as :8080 or example.org", h.Listen)
	}
	switch kind {
	case "nginx":
		return h.nginx(), nil
	case "caddy":
		return h.caddy(), nil
	case "headers":
		return h.netlify(), nil
	}
	return "", fmt.Errorf("no kind of host is called %q; known are %s", kind, strings.Join(HostKinds, ", "))
}

const writtenBy = "# Written by explainer from the table in app/site/headers.go.\n"

// netlify writes the table as the file _headers. The hosts that read it join the
// values when two of their rules name the same header, so a row leaves out what
// a later one sets; what they do by themselves with files that have no
// Cache-Control is to revalidate, as wanted.
func (h Host) netlify() string {
	rows := policies(h.Inline)
	var b strings.Builder
	b.WriteString(writtenBy)
	for i, p := range rows {
		fmt.Fprintf(&b, "# %s\n%s%s*\n", p.why, h.At, p.folder)
		for _, line := range p.headers {
			if !setLater(rows, i, line.name) {
				fmt.Fprintf(&b, "  %s: %s\n", line.name, line.value)
			}
		}
	}
	return b.String()
}

// setLater tells whether a row after row i sets a header too.
func setLater(rows []policy, i int, name string) bool {
	for _, p := range rows[i+1:] {
		for _, h := range p.headers {
			if h.name == name {
				return true
			}
		}
	}
	return false
}

// nginx writes a location for the inside of a server block. Everything stands in
// it, so that what else the server does stays as it is.
func (h Host) nginx() string {
	rows := policies(h.Inline)
	var b strings.Builder
	b.WriteString(writtenBy)
	b.WriteString(`# Goes inside server { … }. brotli_static needs the module ngx_brotli, in Debian
# libnginx-mod-http-brotli-static; without it, leave that line out.
`)
	modifier := "^~ "
	if h.At == "/" {
		modifier = "" // whatever else the server has comes first
	} else {
		fmt.Fprintf(&b, "location = %s {\n    absolute_redirect off;\n    return 308 %s$is_args$args;\n}\n", strings.TrimSuffix(h.At, "/"), h.At)
	}
	fmt.Fprintf(&b, "location %s%s {\n    alias %s/;\n", modifier, h.At, h.Root)
	b.WriteString(`    index index.html;
    absolute_redirect off;
    gzip_static on;
    gzip_vary on;
    brotli_static on;
`)
	// A folder without a page of its own is nothing to a reader.
	fmt.Fprintf(&b, "    error_page 403 404 =404 %s404.html;\n", h.At)
	b.WriteString(`    charset utf-8;
    charset_types text/css text/csv text/javascript text/markdown text/plain text/vtt application/x-subrip application/xml image/svg+xml;
    default_type text/plain;
    types {
`)
	for _, ext := range sortedKeys(kinds) {
		if ext == "" {
			continue // nginx knows files by what follows the dot
		}
		media, _, _ := strings.Cut(kinds[ext].contentType, ";")
		fmt.Fprintf(&b, "        %s %s;\n", media, strings.TrimPrefix(ext, "."))
	}
	b.WriteString("    }\n")
	indent := "    "
	for i, p := range rows {
		if i > 0 {
			fmt.Fprintf(&b, "\n    # %s\n    location ^~ %s%s {\n        alias %s/%s;\n", p.why, h.At, p.folder, h.Root, p.folder)
			indent = "        "
		} else {
			fmt.Fprintf(&b, "\n    # %s\n", p.why)
		}
		// A location inherits no header once it sets one, so each has all.
		for _, line := range headersFor(rows, p.folder) {
			fmt.Fprintf(&b, "%sadd_header %s %q always;\n", indent, line.name, line.value)
		}
		if i > 0 {
			b.WriteString("    }\n")
		}
	}
	b.WriteString("}\n")
	return b.String()
}

// caddy writes a whole Caddyfile.
func (h Host) caddy() string {
	rows := policies(h.Inline)
	var b strings.Builder
	b.WriteString(writtenBy)
	fmt.Fprintf(&b, "%s {\n", h.Listen)
	if h.At != "/" {
		fmt.Fprintf(&b, "\tredir %s %s 308\n\n", strings.TrimSuffix(h.At, "/"), h.At)
	}
	fmt.Fprintf(&b, "\thandle_path %s* {\n\t\troot * %s\n\t\tfile_server {\n\t\t\tprecompressed br gzip\n\t\t}\n", h.At, h.Root)
	b.WriteString(`
		# This site is only read.
		@written not method GET HEAD
		header @written Allow "GET, HEAD"
		respond @written 405

		# By itself Caddy forgets the query when it adds the slash of a folder.
		@asked {
			not path */
			file {path}/index.html
			expression {query} != ""
		}
		redir @asked {http.request.orig_uri.path}/?{query} 308

		# Deferred, for Caddy takes away a type that it does not know.
`)
	for _, ext := range sortedKeys(kinds) {
		if ext != "" {
			fmt.Fprintf(&b, "\t\t@%[1]s path *.%[1]s\n\t\theader @%[1]s {\n\t\t\tContent-Type %[2]q\n\t\t\tdefer\n\t\t}\n", ext[1:], kinds[ext].contentType)
		}
	}
	for i, p := range rows {
		// Caddy joins or orders headers by rules of its own, so no two of the
		// matchers fit one address and each has all headers.
		fmt.Fprintf(&b, "\n\t\t# %s\n\t\t@rows%d {\n", p.why, i)
		if p.folder != "" {
			fmt.Fprintf(&b, "\t\t\tpath /%s*\n", p.folder)
		}
		for _, later := range rows[i+1:] {
			fmt.Fprintf(&b, "\t\t\tnot path /%s*\n", later.folder)
		}
		fmt.Fprintf(&b, "\t\t}\n\t\theader @rows%d {\n", i)
		for _, line := range headersFor(rows, p.folder) {
			fmt.Fprintf(&b, "\t\t\t%s %q\n", line.name, line.value)
		}
		b.WriteString("\t\t}\n")
	}
	b.WriteString("\t}\n")
	if h.At != "/" {
		b.WriteString("\thandle {\n\t\terror 404\n\t}\n")
	}
	fmt.Fprintf(&b, "\n\t# Where nothing stands, the site's own page says so.\n\thandle_errors {\n\t\troot * %s\n\t\trewrite * /404.html\n\t\theader {\n", h.Root)
	for _, line := range headersFor(rows, "404.html") {
		fmt.Fprintf(&b, "\t\t\t%s %q\n", line.name, line.value)
	}
	fmt.Fprintf(&b, "\t\t\tContent-Type %q\n\t\t}\n\t\tfile_server\n\t}\n}\n", kinds[".html"].contentType)
	return b.String()
}

// Objects is the site as a table for stores that keep one answer for every
// object, such as S3: its key, the file to put there, and what is said with it.
// Such a store cannot choose by what a browser takes, so texts are put there as
// gzip, which every browser does. Headers that are the same for all objects, and
// that most stores leave to the network before them, follow as comments.
func (s *Site) Objects() string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write([]string{"key", "file", "content-type", "content-encoding", "cache-control"})
	for _, f := range s.Files() {
		file, coding := f.Path, ""
		if f.GZ != nil {
			file, coding = f.Path+".gz", "gzip"
		}
		keep := ""
		for _, line := range s.headersFor(f.Path) {
			if line.name == "Cache-Control" {
				keep = line.value
			}
		}
		w.Write([]string{f.Path, file, f.ContentType, coding, keep})
	}
	w.Flush() // writing to a string does not fail
	for _, line := range s.headersFor("") {
		if line.name != "Cache-Control" {
			fmt.Fprintf(&b, "# every answer: %s: %s\n", line.name, line.value)
		}
	}
	return b.String()
}
