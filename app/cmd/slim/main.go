// Command slim prepares the go-app that the client is compiled with: the module
// as published, less what a server needs.
//
//	go run ./app/cmd/slim -out build/slim
//	GOOS=js GOARCH=wasm go build -modfile=build/slim/go.mod ./app/cmd/client
//
// go-app v9.8.0 has one package for both sides, so a client links net/http,
// text/template, regexp, cryptography and a database interface and calls none of
// them. slim copies the files that a client compiles out of the module cache and
// puts the files under stubs, written for this project, in place of those that
// ask for such packages. The module file that it writes says so by replace; the
// project's own go.mod, and with it every native build and test, has go-app as
// published. (The go command takes no -overlay for files in the module cache.)
//
// Sizes of a client with one component, Go 1.26.8, brotli 11:
//
//	as published                                 1,432 KB
//	without net/http and text/template (http)    1,063
//	plain errors, no ciphers (errors, crypto)    1,049
//	no random identifiers (uuid)                   994
//	no state between tabs (state, storage)         989
//	no regexp (route)                              892
//	no encoding/json (json)                        827
//	for comparison, syscall/js alone               438
//
// The stubs fit one version. At any other, slim stops and says so.
package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"flag"
	"fmt"
	"go/build"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

const (
	goApp   = "github.com/maxence-charriere/go-app/v9"
	version = "v9.8.0"
	uuid    = "github.com/google/uuid"
)

// stubs holds our files by package. They end in .txt, for the go command would
// take them for packages of this module.
//
//go:embed stubs
var stubs embed.FS

// replaced lists the files of go-app's pkg/app that are left out. Those that
// others depend on have a stub of the same name.
var replaced = map[string]string{
	"http.go":     "the server, with net/http, text/template and sha1",
	"resource.go": "where a server finds its files, with net/http",
	"wasm.go":     "stands in for the server's other half",
	"crypto.go":   "encrypts what is put into local storage",
	"state.go":    "state shared by tabs: reads local storage at start, which a sandboxed frame forbids, and opens a broadcast channel",
	"storage.go":  "local and session storage: nothing is kept about a reader",
	"route.go":    "chooses a component by regexp; here there is one",
}

func main() {
	out := flag.String("out", "build/slim", "`folder` to write to")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "slim: unexpected argument %q\n", flag.Arg(0))
		os.Exit(2)
	}
	if err := run(".", *out); err != nil {
		fmt.Fprintln(os.Stderr, "slim:", err)
		os.Exit(1)
	}
}

// run prepares the folder out for the module whose root is the folder root.
func run(root, out string) error {
	source, err := locate(root)
	if err != nil {
		return err
	}
	files, err := slimmed(source)
	if err != nil {
		return err
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return err
	}
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		return err
	}
	from, err := fromRoot(root, out)
	if err != nil {
		return err
	}
	files["go.mod"] = fmt.Appendf(mod, "\n// By app/cmd/slim.\nreplace (\n\t%s => %s/go-app\n\t%s => %s/uuid\n)\n", goApp, from, uuid, from)
	files["go.sum"] = sum

	if err := os.RemoveAll(out); err != nil {
		return err
	}
	for name, body := range files {
		name = filepath.Join(out, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, body, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// plain has a file of go-app import our stub in place of encoding/json.
func plain(body []byte) []byte {
	return bytes.Replace(body, []byte("\t\"encoding/json\"\n"), []byte("\t\""+goApp+"/pkg/json\"\n"), 1)
}

// fromRoot is the way from the module's root to the folder out, as a replace
// directive wants it. It is relative, because the client holds these lines, and
// must be the same wherever the project lies.
func fromRoot(root, out string) (string, error) {
	a, err := filepath.Abs(root)
	if err != nil {
		return "", err
	}
	b, err := filepath.Abs(out)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(a, b)
	if err != nil {
		return "", err
	}
	if rel = filepath.ToSlash(rel); !strings.HasPrefix(rel, "../") {
		rel = "./" + rel
	}
	return rel, nil
}

// locate finds go-app's source in the module cache, fetching it if needed.
func locate(root string) (string, error) {
	cmd := exec.Command("go", "mod", "download", "-json", goApp)
	cmd.Dir = root
	output, err := cmd.Output()
	if len(output) == 0 {
		return "", fmt.Errorf("%s: %w", cmd, err)
	}
	return sourceOf(output)
}

// sourceOf reads what the go command says of the module, and holds it to the
// version that the stubs were written for.
func sourceOf(downloaded []byte) (string, error) {
	var module struct{ Version, Dir, Error string }
	if err := json.Unmarshal(downloaded, &module); err != nil {
		return "", fmt.Errorf("go mod download: %w", err)
	}
	if module.Error != "" {
		return "", fmt.Errorf("go mod download: %s", module.Error)
	}
	if module.Version != version {
		return "", fmt.Errorf("go.mod asks for go-app %s, and the stubs were written for %s: compare each file in app/cmd/slim/stubs with the one it replaces, then change the version in app/cmd/slim/main.go",
			module.Version, version)
	}
	return module.Dir, nil
}

// slimmed lists the files of the slim modules.
func slimmed(source string) (map[string][]byte, error) {
	files := map[string][]byte{}
	client := build.Default
	client.GOOS, client.GOARCH = "js", "wasm"

	folder := filepath.Join(source, "pkg", "app")
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	left := map[string]bool{}
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if _, ok := replaced[name]; ok {
			left[name] = true
			continue
		}
		ok, err := client.MatchFile(folder, name)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		body, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return nil, err
		}
		files["go-app/pkg/app/"+name] = plain(body)
	}
	for name := range replaced {
		if !left[name] {
			return nil, fmt.Errorf("%s has no file %s to replace", folder, name)
		}
	}
	if files["go-app/go.mod"], err = os.ReadFile(filepath.Join(source, "go.mod")); err != nil {
		return nil, err
	}
	files["uuid/go.mod"] = []byte("module " + uuid + "\n")

	err = fs.WalkDir(stubs, "stubs", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := stubs.ReadFile(name)
		if err != nil {
			return err
		}
		to := path.Join("go-app/pkg", strings.TrimPrefix(strings.TrimSuffix(name, ".txt"), "stubs/"))
		if strings.HasPrefix(name, "stubs/uuid/") {
			to = path.Join("uuid", path.Base(strings.TrimSuffix(name, ".txt")))
		}
		if _, ok := files[to]; ok {
			return fmt.Errorf("the stub %s would overwrite a file that is kept", name)
		}
		files[to] = bytes.TrimSpace(body)
		return nil
	})
	return files, err
}
