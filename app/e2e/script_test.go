package e2e

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	got, problems := Parse("x.txt", `
# what a reader does
test a card
size 360x740 1280x1024@400%
media dark reduce
path /#letters-3
click .map [data-id="place:new-orleans"]
text .card h2 is New Orleans
attr .a [href] aria-expanded is false
key ArrowRight on .map a[tabindex="0"]
url !contains place=

test another
path /event/
`)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := []Test{
		{File: "x.txt", Line: 3, Name: "a card", Sizes: []string{"360x740", "1280x1024@400%"}, Steps: []Step{
			{"x.txt", 5, "media dark reduce", "media WORDS", []string{"dark reduce"}},
			{"x.txt", 6, "path /#letters-3", "path PATH", []string{"/#letters-3"}},
			{"x.txt", 7, `click .map [data-id="place:new-orleans"]`, "click SELECTOR", []string{`.map [data-id="place:new-orleans"]`}},
			{"x.txt", 8, "text .card h2 is New Orleans", "text SELECTOR is TEXT", []string{".card h2", "New Orleans"}},
			{"x.txt", 9, "attr .a [href] aria-expanded is false", "attr SELECTOR NAME is VALUE", []string{".a [href]", "aria-expanded", "false"}},
			{"x.txt", 10, `key ArrowRight on .map a[tabindex="0"]`, "key KEY on SELECTOR", []string{"ArrowRight", `.map a[tabindex="0"]`}},
			{"x.txt", 11, "url !contains place=", "url !contains TEXT", []string{"place="}},
		}},
		{File: "x.txt", Line: 13, Name: "another", Sizes: []string{"1280x900"}, Steps: []Step{
			{"x.txt", 14, "path /event/", "path PATH", []string{"/event/"}},
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParseProblems(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{"path /", `x.txt:1: "path /" stands before the first test`},
		{"test\npath /", `x.txt:1: a test needs a name: test WHAT IT IS ABOUT`},
		{"test a\npath /\ntest a\npath /", `x.txt:3: the test of line 1 has this name too`},
		{"test a\nsee h1", `x.txt:1: the test opens no path`},
		{"test a\nsize big\npath /", `x.txt:2: size "big": want sizes such as 360x740, or 1280x1024@400% for a zoomed page`},
		{"test a\npath /\nsize 1x1", `x.txt:3: size stands before the path`},
		{"test a\npath /\nurl has x", `x.txt:3: "url has x" says nothing known; known are: url contains TEXT; url !contains TEXT; url is TEXT`},
		{"test a\npath letters", `x.txt:2: "path letters" says nothing known; known are: path PATH`},
		{"test a\npath /\nwait", `x.txt:3: "wait" says nothing known; known are: wait live; wait kept; wait for TEXT to be asked; wait SELECTOR`},
	} {
		_, problems := Parse("x.txt", c.script)
		if len(problems) == 0 || problems[0].Error() != c.want {
			t.Errorf("%q:\ngot  %v\nwant %s", c.script, problems, c.want)
		}
	}
	_, problems := Parse("x.txt", "test a\npath /\nclik .x")
	if len(problems) != 1 || !strings.HasPrefix(problems[0].Error(), `x.txt:3: "clik .x" says nothing known; lines begin with another, attr, back, begin, can, choose, click, colors, console, `) {
		t.Error(problems)
	}
}

// Every command can be run, and nothing else can.
func TestCommandsRun(t *testing.T) {
	for _, c := range Commands {
		if commands[c.Form] == nil {
			t.Errorf("no one runs %q", c.Form)
		}
	}
	if len(commands) != len(Commands) {
		t.Errorf("%d commands can be run, %d can be said", len(commands), len(Commands))
	}
}
