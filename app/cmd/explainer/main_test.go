package main

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/site"
)

func TestCommandLine(t *testing.T) {
	dir := t.TempDir() // no site in it
	dist := t.TempDir()
	if err := site.New().Write(dist); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args     string
		code     int
		out, err string // parts of what is written
	}{
		{"", 2, "", "usage: explainer COMMAND [flags]"},
		{"help", 0, "usage: explainer COMMAND [flags]", ""},
		{"-h", 0, "  check    list every problem in the content\n", ""},
		{"biuld", 2, "", "explainer: no command \"biuld\"\n"},
		{"build -h", 0, "", "  -out folder\n"},
		{"build -colour", 2, "", "flag provided but not defined: -colour"},
		{"build everything", 2, "", "explainer build: unexpected argument \"everything\"\n"},
		{"build -wasm " + dir + "/client.wasm -out " + dir + "/dist", 1, "", "no such file or directory; make wasm compiles the client\n"},
		{"check -assets " + dir, 1, "assets/story/site.json: ", "problems\n"},
		{"serve -dist " + dir, 1, "", "explainer serve: " + dir + ": no built site there: "},
		{"hosts -at /sub/ -root /srv/x -dist " + dist, 0, "location ^~ /sub/ {\n    alias /srv/x/;\n", ""},
		{"hosts -kind apache -dist " + dist, 1, "", "explainer hosts: no kind of host is called \"apache\"; known are nginx, caddy, headers\n"},
		{"hosts -dist " + dir, 1, "", "explainer hosts: " + dir + ": no built site there: "},
		{"hosts -kind objects -dist " + dir, 1, "", "explainer hosts: " + dir + ": no built site there: "},
		{"version", 0, "explainer ", ""},
		{"version 2", 2, "", "unexpected argument \"2\""},
	} {
		var out, errOut strings.Builder
		code := run(t.Context(), strings.Fields(c.args), terminal{&out, &errOut})
		if code != c.code || !strings.Contains(out.String(), c.out) || !strings.Contains(errOut.String(), c.err) {
			t.Errorf("explainer %s: exit code %d, want %d\nout: %s\nerr: %s\nwant %q and %q", c.args, code, c.code, out.String(), errOut.String(), c.out, c.err)
		}
	}
}

func TestDescribe(t *testing.T) {
	for _, c := range []struct {
		info debug.BuildInfo
		want string
	}{
		{debug.BuildInfo{}, "explainer (devel) (revision unknown) "},
		{debug.BuildInfo{GoVersion: "go1.26.8", Main: debug.Module{Version: "v1.2.0"}, Settings: []debug.BuildSetting{
			{Key: "vcs.revision", Value: "0123abc"}, {Key: "vcs.modified", Value: "false"},
		}}, "explainer v1.2.0 (revision 0123abc) go1.26.8"},
		{debug.BuildInfo{GoVersion: "go1.26.8", Settings: []debug.BuildSetting{
			{Key: "vcs.revision", Value: "0123abc"}, {Key: "vcs.modified", Value: "true"},
		}}, "explainer (devel) (revision 0123abc, with changes) go1.26.8"},
	} {
		if got := describe(&c.info); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestPortTaken(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	dist := t.TempDir()
	if err := site.New().Write(dist); err != nil {
		t.Fatal(err)
	}
	var out, errOut strings.Builder
	code := run(t.Context(), []string{"serve", "-dist", dist, "-addr", l.Addr().String()}, terminal{&out, &errOut})
	_, port, _ := net.SplitHostPort(l.Addr().String())
	for _, want := range []string{"explainer serve: port " + port + " is taken by another program", "PORT=", " make run", "-addr 127.0.0.1:"} {
		if code != 1 || !strings.Contains(errOut.String(), want) {
			t.Errorf("exit code %d, no %q in %s", code, want, errOut.String())
		}
	}
}

// writer hands on what is written, line by line.
type writer chan string

func (w writer) Write(b []byte) (int, error) {
	w <- string(b)
	return len(b), nil
}

func TestServeUnderPath(t *testing.T) {
	s := site.New()
	if err := s.Add("index.html", []byte("walk")); err != nil {
		t.Fatal(err)
	}
	dist := t.TempDir()
	if err := s.Write(dist); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	lines, code := make(writer), make(chan int)
	go func() {
		code <- run(ctx, []string{"serve", "-dist", dist, "-addr", "127.0.0.1:0", "-prefix", "/any/sub/path"}, terminal{lines, lines})
	}()
	line := <-lines
	address, ok := strings.CutPrefix(line, "serving at ")
	address, _, found := strings.Cut(address, " ")
	if !ok || !found || !strings.HasSuffix(address, "/any/sub/path/") {
		t.Fatalf("said %q", line)
	}
	r, err := http.Get(address)
	if err != nil || r.StatusCode != 200 {
		t.Errorf("%s: %v, %v", address, r, err)
	}
	cancel()
	if c := <-code; c != 0 {
		t.Errorf("exit code %d", c)
	}
}

// The real content makes a whole site, with a client or what stands for one.
func TestBuild(t *testing.T) {
	build, out := t.TempDir(), filepath.Join(t.TempDir(), "dist")
	for _, name := range []string{"client.wasm", "decoder.wasm", "wasm_exec.js"} {
		if err := os.WriteFile(filepath.Join(build, name), []byte("1"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	m := materials{wasm: filepath.Join(build, "client.wasm"), address: "https://example.org/strings"}
	s, err := m.site(t.Context(), siteOptions{draft: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"index.html", "404.html", "sitemap.xml", "_headers", "chapter/court/index.html"} {
		if s.File(want) == nil {
			t.Errorf("no %s", want)
		}
	}
	if err := s.Write(out); err != nil {
		t.Fatal(err)
	}
	if f := s.File("index.html"); f != nil && !strings.Contains(string(f.Body), `"https://example.org/strings/"`) {
		t.Error("the walk does not say where it is published")
	}
}

// An author's mistake is shown as a page, and mended by saving.
func TestLive(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "assets"), os.DirFS("../../../assets")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"client.wasm", "decoder.wasm", "wasm_exec.js"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("1"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	events := filepath.Join(dir, "assets", "story", "events.json")
	good, err := os.ReadFile(events)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(events, []byte(`[{"when": 1}]`), 0o644); err != nil {
		t.Fatal(err)
	}
	page := func() (int, string) {
		// Made anew each time, so that no test waits for files to be looked at.
		h := edited(t.Context(), &materials{assets: filepath.Join(dir, "assets"), wasm: filepath.Join(dir, "client.wasm")}, "/")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		return w.Code, w.Body.String()
	}
	if code, body := page(); code != 500 || !strings.Contains(body, "assets/story/events.json: events[0].when: ") {
		t.Errorf("broken: %d %.300s", code, body)
	}
	if err := os.WriteFile(events, good, 0o644); err != nil {
		t.Fatal(err)
	}
	if code, body := page(); code != 200 {
		t.Errorf("mended: %d %.300s", code, body)
	}
}
