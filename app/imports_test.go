package app

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/strings-attached/explainer/"

// ours lists for each package which of ours it may import.
var ours = map[string][]string{
	"app":               {},
	"app/story":         {},
	"app/geo":           {},
	"app/timeline":      {},
	"app/raster":        {},
	"app/site":          {},
	"app/dom":           {},
	"app/sound":         {},
	"app/voice":         {"app/sound"},
	"app/wire":          {},
	"app/live":          {"app/story", "app/wire"},
	"app/narration":     {"app/story"},
	"app/route":         {"app/story"},
	"app/embed":         {"app/route"},
	"app/generate":      {"app/geo", "app/story"},
	"app/draw":          {"app/geo", "app/route", "app/story", "app/timeline"},
	"app/still":         {"app/raster"},
	"app/page":          {"app/draw", "app/embed", "app/live", "app/narration", "app/raster", "app/route", "app/still", "app/story"},
	"app/ui":            {"app/dom", "app/draw", "app/geo", "app/live", "app/route", "app/story"},
	"app/e2e":           {"app/site", "app/story", "assets"},
	"app/cmd/client":    {"app/dom", "app/ui"},
	"app/cmd/decoder":   {"app/sound"},
	"app/cmd/slim":      {},
	"app/cmd/strip":     {},
	"app/cmd/explainer": {"app/draw", "app/embed", "app/generate", "app/geo", "app/live", "app/narration", "app/page", "app/raster", "app/site", "app/sound", "app/story", "app/voice", "assets", "web"},
}

// theirs lists who may import what others made and only some should know of.
var theirs = []struct {
	prefix string
	by     []string
}{
	{"syscall/js", []string{"app/dom", "app/cmd/decoder"}},
	{"github.com/maxence-charriere/go-app/", []string{"app/ui", "app/cmd/client"}},
	{"net/http", []string{"app/site", "app/e2e", "app/cmd/explainer"}},
	{"html/template", []string{"app/page"}},
	{"text/template", nil},
	{"golang.org/x/image/", []string{"app/raster"}},
	{"github.com/andybalholm/brotli", []string{"app/site"}},
	{"github.com/evanw/esbuild/", []string{"app/site"}},
	{"github.com/tdewolff/parse/", []string{"app/still"}},
	{"github.com/andybalholm/cascadia", []string{"app/still"}},
	{"github.com/chromedp/", []string{"app/e2e"}},
	{"github.com/hajimehoshi/go-mp3", []string{"app/sound"}},
}

// Tests may import what they like; what is delivered may not.
func TestImports(t *testing.T) {
	seen := map[string]bool{}
	err := fs.WalkDir(os.DirFS(".."), "app", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		from := path.Dir(name)
		allowed, listed := ours[from]
		if !listed && !seen[from] {
			t.Errorf("%s is not in the import law: say in app/imports_test.go what it may import", from)
		}
		seen[from] = true
		file, err := parser.ParseFile(token.NewFileSet(), "../"+name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			to, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if own, ok := strings.CutPrefix(to, module); ok && listed && !slices.Contains(allowed, own) {
				t.Errorf("%s: %s must not import %s; it may import %v", name, from, own, allowed)
			}
			for _, rule := range theirs {
				if strings.HasPrefix(to, rule.prefix) && !slices.Contains(rule.by, from) {
					t.Errorf("%s: %s must not import %s; only %v may", name, from, to, rule.by)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for p := range ours {
		if !seen[p] {
			t.Errorf("the import law lists %s, which is gone", p)
		}
	}
}
