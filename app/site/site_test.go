package site

import (
	"strings"
	"testing"
)

func TestAdd(t *testing.T) {
	for _, c := range []struct{ path, want string }{
		{"index.html", ""},
		{"chapter/court/index.html", ""},
		{"data/LICENSE.txt", ""},
		{"_headers", ""},
		{"/index.html", `publish "/index.html": want a clean relative path such as chapter/court/index.html`},
		{"../index.html", `publish "../index.html": want a clean relative path such as chapter/court/index.html`},
		{"a//b.html", `publish "a//b.html": want a clean relative path such as chapter/court/index.html`},
		{".", `publish ".": want a clean relative path such as chapter/court/index.html`},
		{"event/el niño/index.html", `publish "event/el niño/index.html": ' ' in a name does not survive every host`},
		{"event/a:b/index.html", `publish "event/a:b/index.html": ':' in a name does not survive every host`},
		{"event/é.html", `publish "event/é.html": 'é' in a name does not survive every host`},
		{"map.psd", `publish "map.psd": no content type is known for ".psd"; add it to kinds in app/site`},
		{"taken.txt", `publish "taken.txt": the path is taken`},
	} {
		s := New()
		if err := s.Add("taken.txt", nil); err != nil {
			t.Fatal(err)
		}
		got := ""
		if err := s.Add(c.path, []byte("x")); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("Add(%q):\ngot  %s\nwant %s", c.path, got, c.want)
		}
	}
}

func TestAsset(t *testing.T) {
	s := New()
	// The hashes are those of sha256sum, cut to ten digits.
	for _, c := range []struct{ name, body, want string }{
		{"boot.js", "a", "assets/boot.ca978112ca.js"},
		{"boot.js", "b", "assets/boot.3e23e81600.js"},
		{"boot.js", "a", "assets/boot.ca978112ca.js"},
		{"icons/mark.svg", "a", "assets/icons/mark.ca978112ca.svg"},
		{"states-10m.min.json", "a", "assets/states-10m.min.ca978112ca.json"},
	} {
		got, err := s.Asset(c.name, []byte(c.body))
		if err != nil || got != c.want {
			t.Errorf("Asset(%q, %q) = %q, %v; want %q", c.name, c.body, got, err, c.want)
		}
		if f := s.File(got); f == nil || !f.Hashed || string(f.Body) != c.body {
			t.Errorf("File(%q) = %+v", got, f)
		}
	}
	if _, err := s.Asset("mark.psd", nil); err == nil {
		t.Error("an asset of unknown type is published")
	}
	if got, want := paths(s), "assets/boot.3e23e81600.js assets/boot.ca978112ca.js assets/icons/mark.ca978112ca.svg assets/states-10m.min.ca978112ca.json"; got != want {
		t.Errorf("files:\ngot  %s\nwant %s", got, want)
	}
}

// paths lists the files of a site in a line.
func paths(s *Site) string {
	var all []string
	for _, f := range s.Files() {
		all = append(all, f.Path)
	}
	return strings.Join(all, " ")
}

// made is a site of files given as path, body, path, body…
func made(t testing.TB, files ...string) *Site {
	t.Helper()
	s := New()
	for i := 0; i < len(files); i += 2 {
		if err := s.Add(files[i], []byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	return s
}
