package e2e

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"
)

// axeExceptions are the rules of axe that are not asked for, each with the
// reason that a reader could be given.
var axeExceptions = map[string]string{
	"color-contrast-enhanced": "it asks for 7:1 (WCAG AAA); the design promises 4.5:1 for text, which color-contrast holds",
}

// axeStates are addresses at which the stage shows other things than at the
// start of its page. Each kind of page is visited besides, so of these only a part
// is looked at, when what is waited for is there.
var axeStates = map[string]struct{ part, wait string }{
	"/?place=new-orleans#letters-3":                        {"#stage", ".card"}, // over the map
	"/chapter/court/?event=r-2017-04-25-orrick-injunction": {"#stage", ".card"},
	"/chapter/law/?event=no-such-event#law-3":              {"#stage", "#quiet"}, // the quiet line, and the statute
	"/chapter/compare/#compare-3":                          {"#stage", "#stage"}, // the comparison
	"/chapter/law/?t=61#law":                               {"#player", "#player"},
}

// TestAxe finds nothing to complain about in any kind of page, in light and
// dark, on a phone and on a desktop.
func TestAxe(t *testing.T) {
	axe, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("%v; run app/e2e/setup.sh", err)
	}
	for _, size := range []string{"360x740", "1440x900"} {
		for _, path := range slices.AppendSeq(onePageOfEachKind(), maps.Keys(axeStates)) {
			t.Run(size+" "+path, func(t *testing.T) {
				t.Parallel()
				b := open(t, serve(t, "/"), size)
				if err := b.setMedia("light reduce"); err != nil {
					t.Fatal(err)
				}
				if path == "/404.html" {
					b.expected = append(b.expected, "404")
				}
				if err := b.goTo(path); err != nil {
					t.Fatal(err)
				}
				if built.File(fileOf(path)) != nil && strings.Contains(string(built.File(fileOf(path)).Body), `id="app"`) {
					if err := b.see(`html[data-live="on"]`); err != nil {
						t.Fatalf("it does not come alive: %v", err)
					}
					// Until a chapter out of sight is laid out, its place is an estimate.
					if err := b.see(`html:not(:has(.chapter:not([data-laid])))`); err != nil {
						t.Fatalf("its chapters are not laid out: %v", err)
					}
				}
				state := axeStates[path]
				if state.wait != "" {
					if err := b.see(state.wait); err != nil {
						t.Fatal(err)
					}
				}
				if state.part == "#player" {
					if err := b.click(".player-fold", 1); err != nil {
						t.Fatal(err)
					}
				}
				if _, err := eval[any](b, `(() => { for (const d of document.querySelectorAll("details")) d.open = true; })`); err != nil {
					t.Fatal(err)
				}
				if _, err := eval[any](b, "(() => {"+string(axe)+"})"); err != nil {
					t.Fatal(err)
				}
				t.Log(b.axe(t, state.part, "light", false))
				// Of the other theme only the colours differ.
				if err := b.setMedia("dark"); err != nil {
					t.Fatal(err)
				}
				b.axe(t, state.part, "dark", true)
				if err := errors.Join(b.noise(), b.abroad()); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// axe runs the rules, on a part of the page or, with "", on all of it, and reports what they find. It returns how many were run.
func (b *tab) axe(t *testing.T, part, theme string, colours bool) string {
	type node struct{ Target, Summary string }
	var except []string
	for rule := range axeExceptions {
		except = append(except, rule)
	}
	got, err := evalAsync[struct {
		Rules      int
		Violations []struct {
			ID, Help string
			Nodes    []node
		}
	}](b, `(async (part, except, colours) => {
		const rules = axe.getRules().filter((r) => !except.includes(r.ruleId) && (!colours || r.tags.includes("cat.color")));
		const result = await axe.run(part || document, {
			runOnly: { type: "rule", values: rules.map((r) => r.ruleId) },
			resultTypes: ["violations"],
		});
		return {
			rules: rules.length,
			violations: result.violations.map((v) => ({ id: v.id, help: v.help, nodes: v.nodes.map((n) => ({ target: n.target.flat().join(" "), summary: n.failureSummary })) })),
		};
	})`, part, except, colours)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range got.Violations {
		var where []string
		for i, n := range v.Nodes {
			if i == 4 {
				where = append(where, fmt.Sprintf("and %d more", len(v.Nodes)-i))
				break
			}
			where = append(where, n.Target+"\n\t\t\t"+strings.ReplaceAll(n.Summary, "\n", "\n\t\t\t"))
		}
		t.Errorf("%s (%s, %s)\n\t\t%s\n\tpicture: %s", v.Help, v.ID, theme, strings.Join(where, "\n\t\t"), b.picture(t.Name()+" "+theme))
	}
	return fmt.Sprintf("%d rules", got.Rules)
}

// onePageOfEachKind is the largest page of each folder: of all events one, of
// all places one.
func onePageOfEachKind() []string {
	largest := map[string]string{}
	for _, f := range built.Files() {
		if !strings.HasSuffix(f.Path, ".html") {
			continue
		}
		kind := f.Path
		switch parts := strings.Split(f.Path, "/"); {
		case slices.Contains(editorsPages, f.Path):
		case parts[0] == "embed":
			kind = parts[0] + "/" + parts[1] + "/*"
		case len(parts) == 3:
			kind = parts[0] + "/*"
		}
		if was := largest[kind]; was == "" || len(f.Body) > len(built.File(was).Body) {
			largest[kind] = f.Path
		}
	}
	var out []string
	for _, file := range largest {
		out = append(out, "/"+strings.TrimSuffix(file, "index.html"))
	}
	sort.Strings(out)
	return out
}

// fileOf is the file that answers an address.
func fileOf(path string) string {
	path, _, _ = strings.Cut(path, "#")
	path, _, _ = strings.Cut(path, "?")
	path = strings.TrimPrefix(path, "/")
	if path == "" || strings.HasSuffix(path, "/") {
		path += "index.html"
	}
	return path
}
