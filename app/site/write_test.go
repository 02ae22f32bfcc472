package site

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "dist")
	long := strings.Repeat("text ", 100)
	write := func(files ...string) {
		t.Helper()
		s := made(t, files...)
		if err := s.Compress(t.Context(), "", nil); err != nil {
			t.Fatal(err)
		}
		if err := s.Write(dir); err != nil {
			t.Fatal(err)
		}
	}
	list := func() string { return strings.Join(sortedKeys(tree(t, dir)), " ") }

	write("index.html", long, "event/order/index.html", "order", "card.png", long)
	if got, want := list(), ".explainer card.png event/order/index.html index.html index.html.br index.html.gz"; got != want {
		t.Errorf("first build:\ngot  %s\nwant %s", got, want)
	}

	// What is right already is left alone, so that tools which copy by time
	// copy little.
	before, err := os.Stat(filepath.Join(dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	// The next build has fewer files and no event; a folder gives way to a file.
	write("index.html", long, "event", "list")
	if got, want := list(), ".explainer event index.html index.html.br index.html.gz"; got != want {
		t.Errorf("second build:\ngot  %s\nwant %s", got, want)
	}
	after, err := os.Stat(filepath.Join(dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	if !os.SameFile(before, after) {
		t.Error("an unchanged file was written again")
	}

	write("index.html", "short", "event/two/index.html", "2")
	if got, want := list(), ".explainer event/two/index.html index.html"; got != want {
		t.Errorf("third build:\ngot  %s\nwant %s", got, want)
	}
}

func TestWriteRefusesForeignFolder(t *testing.T) {
	dir := t.TempDir()
	letter := filepath.Join(dir, "letter.txt")
	if err := os.WriteFile(letter, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := made(t, "index.html", "x").Write(dir)
	if want := dir + " holds files that explainer did not write; name an empty or a new folder"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if got := tree(t, dir); len(got) != 1 || got["letter.txt"] != "mine" {
		t.Errorf("the folder is now %v", got)
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	s := made(t, "index.html", strings.Repeat("text ", 100), "assets/a.0123456789.js", "1", "card.png", "png")
	if err := s.Compress(t.Context(), "", nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Write(dir); err != nil {
		t.Fatal(err)
	}
	got, err := Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	if paths(got) != paths(s) {
		t.Errorf("got %s, want %s", paths(got), paths(s))
	}
	for _, want := range s.Files() {
		f := got.File(want.Path)
		if string(f.Body) != string(want.Body) || string(f.BR) != string(want.BR) || string(f.GZ) != string(want.GZ) ||
			f.ContentType != want.ContentType || f.Hashed != want.Hashed {
			t.Errorf("%s comes back as %+v", want.Path, f)
		}
	}
	if n, size := s.Size(); n != 3 || size != int64(len(s.File("index.html").BR)+len("1")+len("png")) {
		t.Errorf("Size() = %d, %d", n, size)
	}

	if _, err := Load(os.DirFS(t.TempDir())); err == nil || !strings.HasPrefix(err.Error(), "no built site there: ") {
		t.Errorf("an empty folder loads: %v", err)
	}
}
