package site

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// browsers is the oldest each browser may be: those of 2021, the first that run
// what the client is compiled to. Newer notation in our styles and scripts is
// written down to them.
var browsers = []api.Engine{
	{Name: api.EngineChrome, Version: "92"},
	{Name: api.EngineFirefox, Version: "90"},
	{Name: api.EngineSafari, Version: "15"},
}

// minify shrinks a script or a style; any other file stays as it is.
func minify(name string, body []byte) ([]byte, error) {
	var loader api.Loader
	if path.Ext(name) == ".css" {
		body = chosen(body)
	}
	switch path.Ext(name) {
	case ".js":
		loader = api.LoaderJS
	case ".css":
		loader = api.LoaderCSS
	default:
		return body, nil
	}
	result := api.Transform(string(body), api.TransformOptions{
		Loader:            loader,
		Sourcefile:        name,
		Engines:           browsers,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsInline,
	})
	// A warning is about something that browsers ignore in silence, such as a
	// misspelt property. It stops the build, as nobody reads warnings.
	var problems []error
	for _, m := range slices.Concat(result.Errors, result.Warnings) {
		at := name
		if m.Location != nil {
			at = fmt.Sprintf("%s:%d:%d", m.Location.File, m.Location.Line, m.Location.Column+1)
		}
		problems = append(problems, fmt.Errorf("%s: %s", at, m.Text))
	}
	return result.Code, errors.Join(problems...)
}

// dark finds the dark theme in a style.
var dark = regexp.MustCompile(`@media \(prefers-color-scheme: dark\) \{\s*:root (\{[^}]*\})\s*\}`)

// chosen lets the dark theme of a style be chosen, with data-theme on the root,
// and light be chosen where the system is dark. The selectors weigh as much as
// the one that is written, so that what comes later, such as paper, still wins.
func chosen(style []byte) []byte {
	return dark.ReplaceAll(style, []byte("@media (prefers-color-scheme: dark) { :root:where(:not([data-theme=light])) $1 }\n:root:where([data-theme=dark]) $1"))
}

// cssURL finds the relative addresses in a style.
var cssURL = regexp.MustCompile(`url\(\s*["']?([a-z0-9.][a-z0-9_./-]*)["']?\s*\)`)

// pointToPublished turns the addresses in a style, such as url(../fonts/x.woff2)
// in style/main.css, into those under which the files are published. up leads
// from where the style will stand to the folder of what has a hash.
func pointToPublished(name string, body []byte, published map[string]string, up string) ([]byte, error) {
	var unknown []error
	body = cssURL.ReplaceAllFunc(body, func(match []byte) []byte {
		target := path.Join(path.Dir(name), string(cssURL.FindSubmatch(match)[1]))
		p, ok := published[target]
		if !ok {
			unknown = append(unknown, fmt.Errorf("%s: %s leads to %s, which is not published; there are %s",
				name, match, target, strings.Join(sortedKeys(published), ", ")))
		}
		return fmt.Appendf(nil, "url(%s%s)", up, strings.TrimPrefix(p, hashedFolder))
	})
	return body, errors.Join(unknown...)
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	return slices.Sorted(maps.Keys(m))
}
