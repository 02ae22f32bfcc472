package app

import (
	"go/build"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// never lists what a package must not reach, over whatever road. The law of
// imports makes most of these true; this says what it is for, and shows the road
// where somebody loosens it.
var never = []struct {
	from, to, why string
}{
	{"app/draw", "github.com/maxence-charriere/go-app/", "pictures know no go-app"},
	{"app/draw", "syscall/js", "pictures know no browser"},
	{"app/draw", "html/template", "pictures have one escaper of their own"},
	{"app/page", "syscall/js", "documents are native"},
	{"app/page", "github.com/maxence-charriere/go-app/", "documents are native"},
	{"app/site", "syscall/js", "serving is native"},
	{"app/cmd/client", "assets", "the client reads the story from the page"},
	{"app/cmd/client", "web", "the shell is served, not shipped with the client"},
	{"app/cmd/client", "app/site", "no server goes into the client"},
	{"app/cmd/client", "app/page", "documents are made before the client starts"},
	{"app/cmd/client", "app/generate", "made-up stories are made before the client starts"},
	{"app/cmd/client", "app/raster", "share cards are made before the client starts"},
	{"app/cmd/client", "html/template", "it is large, and the client makes no documents"},
	{"app/cmd/client", "net/http", "the client asks the network for nothing"},
	{"app/cmd/client", "app/sound", "recordings are decoded in a worker, by a program of its own"},
	{"app/cmd/decoder", "github.com/maxence-charriere/go-app/", "it decodes, and is fetched while somebody listens"},
	{"app/cmd/explainer", "app/ui", "the stage is for the browser"},
}

// TestReach follows the imports of our packages on both platforms, up to the
// edge of what is ours.
func TestReach(t *testing.T) {
	for _, platform := range []struct{ os, arch string }{{"js", "wasm"}, {"linux", "amd64"}} {
		ctx := build.Default
		ctx.GOOS, ctx.GOARCH, ctx.CgoEnabled = platform.os, platform.arch, false
		imports := map[string][]string{}
		for p := range ours {
			dir, err := filepath.Abs(filepath.Join("..", p))
			if err != nil {
				t.Fatal(err)
			}
			pkg, err := ctx.ImportDir(dir, 0)
			if err != nil {
				continue // it has no files for the platform
			}
			for _, to := range pkg.Imports {
				imports[p] = append(imports[p], strings.TrimPrefix(to, module))
			}
		}
		if len(imports) < 5 {
			t.Fatalf("only %v found on %s", slices.Sorted(maps.Keys(imports)), platform.os)
		}
		for _, n := range never {
			if road := roadTo(imports, n.from, n.to, nil); road != nil {
				t.Errorf("%s must not import %s (%s), on %s: %s", n.from, n.to, n.why, platform.os, strings.Join(road, " → "))
			}
		}
	}
}

// roadTo is a way from a package to what begins with to, or nil.
func roadTo(imports map[string][]string, from, to string, done []string) []string {
	for _, next := range imports[from] {
		if next == to || strings.HasSuffix(to, "/") && strings.HasPrefix(next, to) {
			return []string{from, next}
		}
	}
	for _, next := range imports[from] {
		if slices.Contains(done, next) {
			continue
		}
		done = append(done, next)
		if road := roadTo(imports, next, to, done); road != nil {
			return append([]string{from}, road...)
		}
	}
	return nil
}

// TestRoadTo holds the message somebody will read who breaks the law.
func TestRoadTo(t *testing.T) {
	imports := map[string][]string{"app/draw": {"app/ui", "app/geo"}, "app/ui": {"app/draw", "github.com/maxence-charriere/go-app/v9/pkg/app"}}
	got := strings.Join(roadTo(imports, "app/draw", "github.com/maxence-charriere/go-app/", nil), " → ")
	if want := "app/draw → app/ui → github.com/maxence-charriere/go-app/v9/pkg/app"; got != want {
		t.Errorf("the road is %q, want %q", got, want)
	}
	if road := roadTo(imports, "app/draw", "net/http", nil); road != nil {
		t.Errorf("there is no road to net/http, and it found %v", road)
	}
}
