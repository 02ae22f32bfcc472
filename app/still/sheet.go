package still

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
	"golang.org/x/net/html"
)

// Sheet is what a style sheet says of pictures, on a light page.
type Sheet struct {
	rules []rule
}

type rule struct {
	selector cascadia.Sel
	weight   cascadia.Specificity
	set      []declaration
}

type declaration struct{ name, value string }

// drawn are the properties that decide how a picture looks. Custom properties
// are kept too, for colours are named by them.
var drawn = []string{
	"fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "stroke-opacity",
	"font", "font-size", "font-weight", "font-family", "text-anchor", "display", "visibility", "r", "color",
}

// ParseSheet reads a style sheet. Rules for other media than a light screen of
// any width are passed over, and so is what has nothing to do with pictures.
func ParseSheet(text string) (*Sheet, error) {
	s := &Sheet{}
	p := css.NewParser(parse.NewInputString(text), false)
	depth := 0 // of rules that are passed over
	var selectors []string
	var set []declaration
	for {
		grammar, _, data := p.Next()
		switch grammar {
		case css.ErrorGrammar:
			if err := p.Err(); !errors.Is(err, io.EOF) {
				return nil, fmt.Errorf("style sheet: %w", err)
			}
			return s, nil
		case css.BeginAtRuleGrammar:
			depth++
		case css.EndAtRuleGrammar:
			depth--
		case css.QualifiedRuleGrammar: // one of several selectors, before a comma
			selectors = append(selectors, tokens(p.Values()))
		case css.BeginRulesetGrammar:
			selectors = append(selectors, tokens(p.Values()))
			set = nil
		case css.DeclarationGrammar, css.CustomPropertyGrammar:
			name := string(data)
			if strings.HasPrefix(name, "--") || slices.Contains(drawn, name) {
				value := strings.TrimSpace(strings.TrimSuffix(tokens(p.Values()), "!important"))
				set = append(set, declaration{name, value})
			}
		case css.EndRulesetGrammar:
			if depth == 0 && len(set) > 0 {
				for _, text := range split(strings.Join(selectors, ",")) {
					if strings.Contains(text, "::") || dynamic(text) {
						continue // what nobody draws, or not before an act
					}
					list, weight, err := read(text)
					if err != nil {
						return nil, fmt.Errorf("style sheet: selector %q: %w", text, err)
					}
					for _, sel := range list {
						s.rules = append(s.rules, rule{sel, weight, set})
					}
				}
			}
			selectors, set = nil, nil
		}
	}
}

// split parts a list at its commas, but those in brackets.
func split(list string) []string {
	var out []string
	depth, from := 0, 0
	for i, r := range list {
		switch r {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case ',':
			if depth == 0 {
				out = append(out, strings.TrimSpace(list[from:i]))
				from = i + 1
			}
		}
	}
	return append(out, strings.TrimSpace(list[from:]))
}

// read reads one selector. What :is() chooses from becomes a selector each, of the
// weight of its heaviest choice. A choice that cannot be put in its place as it
// stands is refused.
func read(text string) (list []cascadia.Sel, weight cascadia.Specificity, err error) {
	before, rest, found := strings.Cut(text, ":is(")
	if !found {
		sel, err := cascadia.Parse(text)
		if err != nil {
			return nil, weight, err
		}
		return []cascadia.Sel{sel}, sel.Specificity(), nil
	}
	end, depth := -1, 1
	for i := 0; i < len(rest) && depth > 0; i++ {
		switch rest[i] {
		case '(':
			depth++
		case ')':
			depth--
			end = i
		}
	}
	if depth > 0 {
		return nil, weight, errors.New(":is( is not closed")
	}
	begins := before == "" || strings.ContainsAny(before[len(before)-1:], " >+~")
	for _, choice := range split(rest[:end]) {
		named := choice == "" || !strings.ContainsRune(".#[:", rune(choice[0]))
		if choice == "" || named && !begins || before != "" && strings.ContainsAny(choice, " >+~") {
			return nil, weight, fmt.Errorf(":is() with the choice %q is not read here; write its choices as selectors of their own", choice)
		}
		more, by, err := read(before + choice + rest[end+1:])
		if err != nil {
			return nil, weight, err
		}
		if weight.Less(by) {
			weight = by
		}
		list = append(list, more...)
	}
	return list, weight, nil
}

// dynamic tells selectors that hold only while a reader does something.
func dynamic(selector string) bool {
	for _, pseudo := range []string{":hover", ":focus", ":active", ":target", ":has("} {
		if strings.Contains(selector, pseudo) {
			return true
		}
	}
	return false
}

func tokens(list []css.Token) string {
	var b strings.Builder
	for _, t := range list {
		b.Write(t.Data)
	}
	return strings.TrimSpace(b.String())
}

// of collects what the sheet says of an element, the last word last.
func (s *Sheet) of(n *html.Node) []declaration {
	type weighed struct {
		by  cascadia.Specificity
		set []declaration
	}
	var found []weighed
	for _, r := range s.rules {
		if r.selector.Match(n) {
			found = append(found, weighed{r.weight, r.set})
		}
	}
	slices.SortStableFunc(found, func(a, b weighed) int {
		switch {
		case a.by.Less(b.by):
			return -1
		case b.by.Less(a.by):
			return 1
		}
		return 0
	})
	var out []declaration
	for _, f := range found {
		out = append(out, f.set...)
	}
	return out
}
