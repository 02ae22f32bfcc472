package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../../.."

// The client compiles with the slim go-app, and links nothing of what that was
// made to keep out.
func TestClient(t *testing.T) {
	out := t.TempDir()
	if err := run(root, out); err != nil {
		t.Fatal(err)
	}
	command := func(args ...string) string {
		t.Helper()
		cmd := exec.Command("go", args...)
		cmd.Dir = root
		cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
		cmd.Stderr = new(bytes.Buffer)
		b, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s", cmd, err, cmd.Stderr)
		}
		return string(b)
	}
	modfile := "-modfile=" + filepath.Join(out, "go.mod")
	command("vet", modfile, goApp+"/pkg/app", goApp+"/pkg/errors")

	banned := regexp.MustCompile(`^(net|net/http|text/template|html/template|regexp|database/.*|crypto/(aes|cipher|rand|tls|sha1)|math/big|compress/.*)$`)
	for dep := range strings.FieldsSeq(command("list", modfile, "-deps", "./app/cmd/client")) {
		if banned.MatchString(dep) {
			t.Errorf("the client links %s", dep)
		}
	}
}

// Nothing but the version of go-app decides what is written, so the client is
// the same file wherever it is compiled.
func TestRepeatable(t *testing.T) {
	out := t.TempDir()
	read := func() map[string]string {
		t.Helper()
		if err := run(root, out); err != nil {
			t.Fatal(err)
		}
		files := map[string]string{}
		err := filepath.WalkDir(out, func(name string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(name)
			files[name] = string(b)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	first := read()
	if err := os.WriteFile(filepath.Join(out, "go-app", "stale.go"), []byte("package stale"), 0o644); err != nil {
		t.Fatal(err)
	}
	second := read()
	if len(first) != len(second) {
		t.Errorf("%d files, then %d", len(first), len(second))
	}
	for name := range first {
		if first[name] != second[name] {
			t.Errorf("%s differs", name)
		}
	}
}

func TestSourceOf(t *testing.T) {
	for _, c := range []struct{ downloaded, dir, want string }{
		{`{"Version": "v9.8.0", "Dir": "/mod/go-app"}`, "/mod/go-app", ""},
		{`{"Version": "v9.9.0", "Dir": "/mod/go-app"}`, "", "go.mod asks for go-app v9.9.0, and the stubs were written for v9.8.0: compare each file in app/cmd/slim/stubs with the one it replaces, then change the version in app/cmd/slim/main.go"},
		{`{"Error": "no network"}`, "", "go mod download: no network"},
		{`go: no go.mod`, "", "go mod download: invalid character 'g' looking for beginning of value"},
	} {
		dir, err := sourceOf([]byte(c.downloaded))
		got := ""
		if err != nil {
			got = err.Error()
		}
		if dir != c.dir || got != c.want {
			t.Errorf("sourceOf(%s) = %q, %s; want %q, %s", c.downloaded, dir, got, c.dir, c.want)
		}
	}
}

// A go-app in which a replaced file is gone, or that has files we know nothing
// of under a stub's name, is not the one the stubs were written for.
func TestSlimmedProblems(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "pkg", "app")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := slimmed(dir)
	if err == nil || !strings.HasPrefix(err.Error(), folder+" has no file ") {
		t.Errorf("got %v", err)
	}
}

func TestFromRoot(t *testing.T) {
	for _, c := range []struct{ root, out, want string }{
		{".", "build/slim", "./build/slim"},
		{"/a/b", "/a/b/c", "./c"},
		{"/a/b", "/a/c", "../c"},
	} {
		if got, err := fromRoot(c.root, c.out); err != nil || got != c.want {
			t.Errorf("fromRoot(%q, %q) = %q, %v; want %q", c.root, c.out, got, err, c.want)
		}
	}
}
