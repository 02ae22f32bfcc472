package site

import (
	"strings"
	"testing"
)

// The real servers are asked in app/e2e; here is held what no browser sees.
func TestHosts(t *testing.T) {
	for _, c := range []struct {
		kind string
		host Host
		want []string
	}{
		{"headers", Host{}, []string{
			"\n/*\n  Content-Security-Policy: default-src 'none';",
			"\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n",
		}},
		{"headers", Host{At: "/any/sub"}, []string{"\n/any/sub/*\n", "\n/any/sub/assets/*\n"}},
		{"nginx", Host{}, []string{
			"\nlocation / {\n    alias /srv/explainer/;\n",
			"\n    location ^~ /assets/ {\n        alias /srv/explainer/assets/;\n",
			"        application/wasm wasm;\n",
		}},
		{"nginx", Host{Root: "/var/www/s/", At: "/any/sub/"}, []string{
			"location = /any/sub {\n",
			"location ^~ /any/sub/ {\n    alias /var/www/s/;\n",
			"error_page 403 404 =404 /any/sub/404.html;\n",
		}},
		{"caddy", Host{}, []string{"\n:8080 {\n\thandle_path /* {\n\t\troot * /srv/explainer\n"}},
		{"caddy", Host{At: "/sub", Listen: "example.org"}, []string{"\nexample.org {\n\tredir /sub /sub/ 308\n\n\thandle_path /sub/* {\n"}},
	} {
		text, err := c.host.Config(c.kind)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in\n%s", c.kind, want, text)
			}
		}
		// Where the later row sets a header, the earlier one may not.
		if c.kind == "headers" && strings.Contains(text, "no-cache") {
			t.Errorf("netlify joins the values of both rows:\n%s", text)
		}
		for _, p := range policies(Inline{}) {
			for _, h := range p.headers {
				if !strings.Contains(text, h.name) {
					t.Errorf("%s: no %s", c.kind, h.name)
				}
			}
		}
	}
}

func TestHostProblems(t *testing.T) {
	for _, c := range []struct {
		kind string
		host Host
		want string
	}{
		{"apache", Host{}, "no kind of host is called \"apache\"; known are nginx, caddy, headers"},
		{"nginx", Host{Root: "dist"}, `folder "dist": want an absolute one of letters, digits and . _ -, such as /srv/explainer`},
		{"nginx", Host{Root: "/srv/a; deny all"}, `folder "/srv/a; deny all": want an absolute one of letters, digits and . _ -, such as /srv/explainer`},
		{"caddy", Host{At: "/a {\n}"}, `path "/a {\n}/": want one such as /any/sub/path/`},
		{"caddy", Host{At: "sub"}, `path "sub/": want one such as /any/sub/path/`},
		{"caddy", Host{Listen: ":80 {"}, `address ":80 {": want one such as :8080 or example.org`},
	} {
		if _, err := c.host.Config(c.kind); err == nil || err.Error() != c.want {
			t.Errorf("%s:\ngot  %v\nwant %s", c.kind, err, c.want)
		}
	}
}

func TestObjects(t *testing.T) {
	s := made(t, "index.html", strings.Repeat("text ", 100), "assets/client.0123456789.wasm", "\x00asm")
	if err := s.Compress(t.Context(), "", nil); err != nil {
		t.Fatal(err)
	}
	got := s.Objects()
	want := `key,file,content-type,content-encoding,cache-control
assets/client.0123456789.wasm,assets/client.0123456789.wasm,application/wasm,,"public, max-age=31536000, immutable"
index.html,index.html.gz,text/html; charset=utf-8,gzip,no-cache
# every answer: Content-Security-Policy: default-src 'none';`
	if !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
