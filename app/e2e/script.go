// Package e2e tests the built site the way readers meet it: crawled as files,
// checked as HTML, and read, clicked and printed in Chromium.
//
// What readers do is written in their language, in testdata/*.txt:
//
//	test a place opens its card, and Back closes it
//	size 360x740 1440x900
//	path /#letters-3
//	wait live
//	click .map [data-id="place:new-orleans"]
//	see .card
//	url contains place=new-orleans
//	back
//	not see .card
//	url !contains place=
//
// A file holds any number of tests; each begins with a line that says what it
// is about. An empty line means nothing, and neither does a line that begins
// with "# ". [Commands] lists what can be said. A selector is CSS; of several
// elements that it fits, the first one that is seen is meant. Whatever is
// checked is waited for: a check fails when it has not come true for a long
// time, so that no test depends on how fast the machine is.
//
// What the tests need is installed by setup.sh. They build the site, unless
// EXPLAINER_DIST or -dist names a built one. Of every script that fails a picture
// is kept in build/e2e; -patience 5s makes it fail sooner while it is written.
package e2e

import (
	"fmt"
	"regexp"
	"sort"
	"strings"
)

// Test is one test of a script.
type Test struct {
	File  string
	Line  int
	Name  string
	Sizes []string // what follows "size": the test is run once at each
	Steps []Step
}

// Step is one line of a test.
type Step struct {
	File    string
	Line    int
	Text    string // the line as written
	Command string // the form it has, as in Commands
	Args    []string
}

// String says where the step stands and what it says.
func (s Step) String() string { return fmt.Sprintf("%s:%d: %s", s.File, s.Line, s.Text) }

// Command is one thing that a script can say.
type Command struct {
	Form string // how it is written; words in capitals are the writer's
	Says string // what it does, or what it checks
	line *regexp.Regexp
}

// Commands lists all of them. Where a line fits two forms, the first is meant.
var Commands = compile([]Command{
	// How the page is met. These stand before the path.
	{Form: "media WORDS", Says: "sets dark or light, reduce (motion), forced (colours), touch (a finger for the pointer), print or screen; at any time"},
	{Form: "scripts off", Says: "the browser runs no script"},
	{Form: "wasm blocked", Says: "requests for WebAssembly are refused by the browser"},
	{Form: "wasm truncated", Says: "the WebAssembly breaks off in the middle of its download"},
	{Form: "wasm held", Says: "the WebAssembly does not come before the line “wasm arrives”"},
	{Form: "the line is slow", Says: "each page comes 0.4 s after it was asked for"},
	{Form: "the page stops before TEXT", Says: "each page comes as far as this text, and the client not at all"},
	{Form: "decoder missing", Says: "from now on requests for the decoder of recordings fail"},
	{Form: "recordings are STATE", Says: "missing, short (broken off after a few seconds) or noise (no recordings at all)"},
	{Form: "sandbox", Says: "the page stands in <iframe sandbox=\"allow-scripts\"> of another site"},
	{Form: "frame", Says: "the page stands in a plain <iframe> of another site, which is what the test then sees"},
	{Form: "host NAME", Says: "the page stands in a frame of another site, which listens as testdata/hosts/NAME.html does; with “sandbox” in a sandboxed one"},
	{Form: "under PREFIX", Says: "the site is served below a path such as /any/sub/path/"},
	{Form: "keeps a copy", Says: "the browser may keep the site for reading offline; otherwise its reader saves data, and it keeps nothing by itself"},
	{Form: "console may say TEXT", Says: "a message with this text is expected in the console"},

	// What the reader does.
	{Form: "path PATH", Says: "opens an address of the site"},
	{Form: "begin PATH", Says: "opens an address of the site, and does not wait for the rest of it"},
	{Form: "reload", Says: "loads the page again, at the address it has now"},
	{Form: "back", Says: "presses the browser's Back"},
	{Form: "forward", Says: "presses the browser's Forward"},
	{Form: "click SELECTOR", Says: "clicks it with the mouse, scrolling it into view if need be"},
	{Form: "type TEXT into SELECTOR", Says: "gives it the focus and writes the text"},
	{Form: "key KEY on SELECTOR", Says: "gives it the focus and presses a key"},
	{Form: "key KEY", Says: "presses a key, such as ArrowRight, Enter, Escape, Tab"},
	{Form: "tab NUMBER", Says: "presses Tab so many times"},
	{Form: "tab to SELECTOR", Says: "presses Tab until it has the focus, at most 40 times"},
	{Form: "scroll to SELECTOR", Says: "brings it to the top of what is free for text"},
	{Form: "select the text of SELECTOR", Says: "selects a paragraph with three clicks"},
	{Form: "choose VALUE in SELECTOR", Says: "chooses from a list what has this value"},
	{Form: "listen at NUMBER times the speed", Says: "the recordings play so fast, up to 16, also where the player offers less"},
	{Form: "another window listens", Says: "a second window of the browser opens the chapter on money and presses Listen"},
	{Form: "site goes away", Says: "the site answers nothing any more"},
	{Form: "site comes back", Says: "it answers again"},
	{Form: "site has a newer version", Says: "the walk of the site has the heading “A newer version”"},
	{Form: "site has a broken version", Says: "the site tells of a newer version, of which one page is not as told"},
	{Form: "another site of this address keeps something", Says: "there is a cache that is not ours, and one of this site below another path"},
	{Form: "let NUMBER seconds pass", Says: "waits, for what must not happen by itself"},
	{Form: "forget what was asked", Says: "begins anew for “never asked for”"},
	{Form: "copying is refused", Says: "the browser lets the page put nothing on the clipboard; after the path"},
	{Form: "the page goes on", Says: "lets the rest come of a page that has stopped"},
	{Form: "wasm arrives", Says: "lets the WebAssembly come that was held"},
	{Form: "walk by WAY", Says: "goes from the first step of the page to its last by keys, clicks or scrolling; at each, heading, day, chapter, focus, Previous, Next and address must follow"},
	{Form: "hear every chapter", Says: "touches nothing until the last chapter has been heard to its end; voice, stage and address must have gone through all chapters in their order"},
	{Form: "remember the page", Says: "keeps where everything is, for “the page is as remembered”"},

	// What the reader waits for and sees.
	{Form: "wait live", Says: "the client has taken over"},
	{Form: "wait kept", Says: "a whole copy of the site is kept, and no other is being fetched"},
	{Form: "wait for TEXT to be asked", Says: "the site was asked for an address with this text"},
	{Form: "wait SELECTOR", Says: "it is seen"},
	{Form: "see SELECTOR", Says: "it is seen"},
	{Form: "not see SELECTOR", Says: "nothing of the kind is seen"},
	{Form: "in view SELECTOR", Says: "its top is in the window, below what sticks there"},
	{Form: "text SELECTOR contains TEXT", Says: "its text, with single spaces, contains this"},
	{Form: "text SELECTOR !contains TEXT", Says: "its text does not"},
	{Form: "text SELECTOR is TEXT", Says: "its text is this"},
	{Form: "attr SELECTOR NAME is VALUE", Says: "its attribute has the value"},
	{Form: "attr SELECTOR NAME contains VALUE", Says: "its attribute contains the value"},
	{Form: "value SELECTOR contains TEXT", Says: "what stands in the field contains this"},
	{Form: "count SELECTOR is NUMBER", Says: "so many are seen"},
	{Form: "focus SELECTOR", Says: "it has the focus"},
	{Form: "url contains TEXT", Says: "the address, from its path on, contains this"},
	{Form: "url !contains TEXT", Says: "the address does not"},
	{Form: "url is TEXT", Says: "the address, from its path on, is this"},
	{Form: "sticks SELECTOR", Says: "it stands at the top of the window although the page is scrolled"},
	{Form: "height of SELECTOR at most PERCENT%", Says: "it takes no more of the window's height"},
	{Form: "letters of SELECTOR at least PIXELS px", Says: "its letters are no smaller"},
	{Form: "never asked for TEXT", Says: "the site was not asked for any address with this text"},
	{Form: "nothing is kept", Says: "there is no worker and no cache of this site, save one that says so"},
	{Form: "others' things are kept", Says: "the caches that are not of this site are as they were"},
	{Form: "plays SELECTOR in pieces", Says: "a recording can be had from any place on, by requests for ranges"},
	{Form: "can be installed", Says: "the browser finds nothing that speaks against installing the site"},
	{Form: "hits of SELECTOR at least PIXELS px", Says: "a click so far across, around the middle of each, is meant for it or for one that is nearer"},
	{Form: "colors of SELECTOR are the reader's", Says: "what is drawn in it has fills and strokes of the system's colours alone"},
	{Form: "the focus is never hidden", Says: "Tab is pressed 60 times; what has the focus then is in the window, and nothing lies over it"},
	{Form: "no overflow", Says: "nothing is wider than the window, save what scrolls by itself"},
	{Form: "no motion", Says: "no element has an animation or a transition that takes time"},
	{Form: "still", Says: "nothing has moved by itself since the page was opened (Layout Instability API: 0)"},
	{Form: "the page is as remembered", Says: "scroll, focus, selection, open details and the place of every element are as they were"},
	{Form: "the frame fits", Says: "the host has made its frame as high as what is in it"},
	{Form: "the frame is constant", Says: "set 20 times to the height it asked for, the frame asks for no other and says nothing"},
	{Form: "the host says JSON", Says: "the host sends this message into its frame"},
	{Form: "the host heard TEXT", Says: "a message with this text came out of the frame"},
	{Form: "nobody asked for TEXT", Says: "no request has had this text in its address"},
	{Form: "console silent", Says: "nobody has written to the console; checked at the end of every test as well"},
	{Form: "no sound asked for", Says: "no recording has been requested so far, nor anything else that only listeners need"},
	{Form: "requests only local", Says: "nothing but this machine was asked for anything; checked at the end of every test as well"},
	{Form: "prints at least NUMBER pages", Says: "the PDF of the page has so many"},
	{Form: "prints NUMBER pages on their side", Says: "so many pages of the PDF are wider than high"},
	{Form: "prints the heading TEXT", Says: "the PDF's outline has this heading"},
	{Form: "prints every chapter", Says: "the PDF's outline has the questions of all chapters, in order, each on a page of its own"},
})

// placeholder is a word that a writer puts in.
var placeholder = regexp.MustCompile(`[A-Z]{3,}`)

// shapes are what may stand for some placeholders; for the others, anything.
var shapes = map[string]string{
	"NUMBER":  `(\d+)`,
	"PERCENT": `(\d+)`,
	"PIXELS":  `(\d+(?:\.\d+)?)`,
	"NAME":    `(\S+)`,
	"KEY":     `(\S+)`,
	"PATH":    `(/\S*)`,
	"PREFIX":  `(/\S*/)`,
	"WAY":     `(keys|clicks|scrolling)`,
	"WORDS":   `((?:dark|light|reduce|forced|touch|print|screen)(?: (?:dark|light|reduce|forced|touch|print|screen))*)`,
	"STATE":   `(missing|short|noise)`,
	"VALUE":   `(.*)`,
}

func compile(list []Command) []Command {
	for i, c := range list {
		var b strings.Builder
		rest := c.Form
		for {
			at := placeholder.FindStringIndex(rest)
			if at == nil {
				break
			}
			b.WriteString(regexp.QuoteMeta(rest[:at[0]]))
			shape, ok := shapes[rest[at[0]:at[1]]]
			if !ok {
				shape = `(.+?)`
			}
			b.WriteString(shape)
			rest = rest[at[1]:]
		}
		b.WriteString(regexp.QuoteMeta(rest))
		list[i].line = regexp.MustCompile("^" + b.String() + "$")
	}
	return list
}

// size is one entry of a line "size": 360x740, or 1280x1024@400% for a window
// whose page is zoomed.
var size = regexp.MustCompile(`^\d+x\d+(?:@\d+%)?$`)

// Parse reads a script. It returns every problem it finds, each with file and
// line, rather than stop at the first.
func Parse(file, text string) (tests []Test, problems []error) {
	fail := func(line int, format string, args ...any) {
		problems = append(problems, fmt.Errorf("%s:%d: %s", file, line, fmt.Sprintf(format, args...)))
	}
	names := map[string]int{}
	var t *Test
	finish := func() {
		if t == nil {
			return
		}
		if len(t.Sizes) == 0 {
			t.Sizes = []string{"1280x900"}
		}
		if !hasPath(t.Steps) {
			fail(t.Line, "the test opens no path")
		}
		tests = append(tests, *t)
	}
	for i, line := range strings.Split(text, "\n") {
		n := i + 1
		line = strings.TrimSpace(line)
		if line == "" || line == "#" || strings.HasPrefix(line, "# ") {
			continue
		}
		word, rest, _ := strings.Cut(line, " ")
		if word == "test" {
			finish()
			name := strings.TrimSpace(rest)
			if name == "" {
				fail(n, "a test needs a name: test WHAT IT IS ABOUT")
			}
			if at, ok := names[name]; ok {
				fail(n, "the test of line %d has this name too", at)
			}
			names[name] = n
			t = &Test{File: file, Line: n, Name: name}
			continue
		}
		if t == nil {
			fail(n, "%q stands before the first test", line)
			t = &Test{File: file, Line: n, Steps: []Step{{Command: "path PATH"}}}
			continue
		}
		if word == "size" {
			for _, s := range strings.Fields(rest) {
				if !size.MatchString(s) {
					fail(n, "size %q: want sizes such as 360x740, or 1280x1024@400%% for a zoomed page", s)
				}
				t.Sizes = append(t.Sizes, s)
			}
			if len(t.Steps) > 0 && hasPath(t.Steps) {
				fail(n, "size stands before the path")
			}
			continue
		}
		c, args := command(line)
		if c == nil {
			fail(n, "%q says nothing known; %s", line, propose(word))
			continue
		}
		t.Steps = append(t.Steps, Step{File: file, Line: n, Text: line, Command: c.Form, Args: args})
	}
	finish()
	return tests, problems
}

func hasPath(steps []Step) bool {
	for _, s := range steps {
		if s.Command == "path PATH" || s.Command == "begin PATH" {
			return true
		}
	}
	return false
}

// command finds the command that a line has the form of.
func command(line string) (*Command, []string) {
	for i := range Commands {
		if m := Commands[i].line.FindStringSubmatch(line); m != nil {
			return &Commands[i], m[1:]
		}
	}
	return nil, nil
}

// propose lists the forms that begin with a word, or all first words.
func propose(word string) string {
	var forms []string
	first := map[string]bool{"size": true, "test": true}
	for _, c := range Commands {
		w, _, _ := strings.Cut(c.Form, " ")
		first[w] = true
		if w == word {
			forms = append(forms, c.Form)
		}
	}
	if len(forms) > 0 {
		return "known are: " + strings.Join(forms, "; ")
	}
	var words []string
	for w := range first {
		words = append(words, w)
	}
	sort.Strings(words)
	return "lines begin with " + strings.Join(words, ", ")
}
