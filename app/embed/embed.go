// Package embed knows what of the site can stand in other people's pages: the
// kinds of embeds, the address of each in any View, how it may be dressed, and
// the code that a host pastes.
//
// It is pure and small, for it runs natively, where the embeds are made, and in
// the browser, where a reader copies the code of what is seen.
//
// # Addresses
//
//	embed/walk/[STEP/]                the walk as a stepper, or from a step on
//	embed/chapter/ID/[STEP/]          one chapter as a stepper
//	embed/map/LAYER/[SETTING/]        the map; SETTING is a scope, list or question
//	embed/timeline/
//	embed/compare/
//	embed/event/ID/  embed/place/ID/  embed/quote/ID/
//	embed/player/[CHAPTER/]
//
// What of a View has a path of its own is in the path, so that it is drawn ahead
// of time and needs no script; the rest of the View, and the dress, is the query.
// web/script/chosen.js draws that, before anything is seen. Without scripts the
// picture is that of the path, and its sentence says of which day or days it is.
package embed

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/strings-attached/explainer/app/route"
)

// Kind is what an embed shows.
type Kind string

// The kinds of embeds.
const (
	Walk     Kind = "walk"
	Chapter  Kind = "chapter"
	Map      Kind = "map"
	Timeline Kind = "timeline"
	Compare  Kind = "compare"
	Event    Kind = "event"
	Place    Kind = "place"
	Quote    Kind = "quote"
	Player   Kind = "player"
)

// Kinds lists all kinds.
var Kinds = []Kind{Walk, Chapter, Map, Timeline, Compare, Event, Place, Quote, Player}

// Target is one thing that can be embedded.
type Target struct {
	Kind Kind
	ID   string // a chapter's, a layer's, an event's, a place's, a quotation's; "" for the others, and for the player's first chapter
}

// HasID reports whether there is one embed of the kind for each of several
// things. The player has both: one for the first recording, one for each.
func (k Kind) HasID() bool {
	return k == Chapter || k == Map || k == Event || k == Place || k == Quote
}

// Of is what of a page can be embedded, by the page's path from the site's root
// such as "chapter/court/"; ok is false for pages that cannot. Of a page of
// quotations, one is named by the fragment.
func Of(path, fragment string) (t Target, ok bool) {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	id := ""
	if len(parts) > 1 {
		id = parts[1]
	}
	switch parts[0] {
	case "":
		return Target{Walk, ""}, true
	case "chapter":
		return Target{Chapter, id}, id != ""
	case "map":
		if id == "" {
			id = route.Layers[0]
		}
		return Target{Map, id}, true
	case "event":
		if id == "" {
			return Target{Timeline, ""}, true
		}
		return Target{Event, id}, true
	case "place":
		return Target{Place, id}, id != ""
	case "people":
		return Target{Quote, fragment}, fragment != ""
	case "compare":
		return Target{Compare, ""}, true
	}
	return Target{}, false
}

// Settings are the values a layer of the map can be set to, each drawn ahead of
// time; the first is what the layer starts with.
func Settings(layer string) []string {
	switch layer {
	case "money":
		return route.Scopes
	case "lists":
		return route.Lists
	case "courts":
		return route.Issues
	}
	return nil
}

// setting is what a View sets its layer to, where that has a path of its own:
// "" for what the layer starts with.
func setting(layer string, v route.View) string {
	value := map[string]string{"money": v.Scope, "lists": v.List, "courts": v.Issue}[layer]
	if list := Settings(layer); !slices.Contains(list, value) || value == list[0] {
		return ""
	}
	return value
}

// Path is the folder of t as v has it, from the site's root: "embed/map/money/".
// A Map's layer is the View's, where it has one.
func (t Target) Path(v route.View) string {
	p := "embed/" + string(t.Kind) + "/"
	id, more := t.ID, ""
	switch t.Kind {
	case Walk, Chapter:
		more = v.Step
	case Map:
		if v.Layer != "" {
			id = v.Layer
		}
		more = setting(id, v)
	}
	for _, part := range []string{id, more} {
		if part != "" {
			p += url.PathEscape(part) + "/"
		}
	}
	return p
}

// Address is the address of t as v shows it, dressed as d says, relative to the
// site's root. An embed keeps to what its kind has: an event's page has no View.
func Address(t Target, v route.View, d Dress) string {
	path := t.Path(v)
	switch t.Kind {
	case Walk, Chapter:
		v = route.View{Pick: v.Pick}
	case Map:
		v = route.View{Pick: v.Pick, Date: v.Date, Camera: v.Camera}
		if v.Pick.Kind == "event" {
			v.Pick = route.Pick{} // it has embeds of its own
		}
	case Timeline:
		v = route.View{Pick: v.Pick, Span: v.Span, Tracks: v.Tracks, Kind: v.Kind, Told: v.Told, In: v.In, Who: v.Who, Thread: v.Thread}
	default:
		v = route.View{}
	}
	query := strings.TrimPrefix(route.Encode(v), "?")
	for _, p := range d.params() {
		if query != "" {
			query += "&"
		}
		query += p[0] + "=" + url.QueryEscape(p[1])
	}
	if query == "" {
		return path
	}
	return path + "?" + query
}

// Full is the address of what t is a part of, on the site itself.
func (t Target) Full(v route.View) string {
	at := func(path string, v route.View) string {
		if e := route.Encode(v); e != "?" {
			return path + e
		}
		return path
	}
	switch t.Kind {
	case Chapter:
		return at("chapter/"+t.ID+"/", route.View{Step: v.Step, Pick: v.Pick})
	case Player:
		if t.ID != "" {
			return "chapter/" + t.ID + "/"
		}
	case Map:
		layer := t.ID
		if v.Layer != "" {
			layer = v.Layer
		}
		path := "map/"
		if layer != route.Layers[0] {
			path += layer + "/"
		}
		v.Layer, v.Step = "", ""
		return at(path, v)
	case Timeline:
		v.Layer, v.Step = "", ""
		return at("event/", v)
	case Compare:
		return "compare/"
	case Event, Place:
		return string(t.Kind) + "/" + t.ID + "/"
	case Quote:
		return "people/#" + t.ID
	}
	return at("", route.View{Step: v.Step, Pick: v.Pick})
}

// Dress is how an embed looks in its host. The zero Dress is light, with all
// its parts, in the language of the story.
type Dress struct {
	Theme  string // one of Themes
	Accent string // a colour as "0b6b66", for rules, links and buttons; see CheckAccent
	Chrome string // one of Chromes
	Lang   string // one of Langs
}

// Themes, Chromes and Langs are what an embed can be dressed in; the first of
// each is what "" means. With "auto" the reader's system chooses light or dark.
// Chrome "full" is all of an embed, "min" leaves out what only introduces it,
// and "none" leaves the picture and the line that says where it is from.
var (
	Themes  = []string{"light", "dark", "auto", "contrast"}
	Chromes = []string{"full", "min", "none"}
	Langs   = []string{"en"}
)

func (d Dress) params() [][2]string {
	var out [][2]string
	add := func(key, value string, first string) {
		if value != "" && value != first {
			out = append(out, [2]string{key, value})
		}
	}
	add("theme", d.Theme, Themes[0])
	add("accent", strings.TrimPrefix(d.Accent, "#"), "")
	add("chrome", d.Chrome, Chromes[0])
	add("lang", d.Lang, Langs[0])
	return out
}

// Check tells what of d no embed can wear; nil if all is well.
func (d Dress) Check() error {
	var problems []error
	for _, x := range []struct {
		name, value string
		list        []string
	}{{"theme", d.Theme, Themes}, {"chrome", d.Chrome, Chromes}, {"lang", d.Lang, Langs}} {
		if x.value != "" && !slices.Contains(x.list, x.value) {
			problems = append(problems, errors.New(x.name+" "+x.value+": want one of "+strings.Join(x.list, ", ")))
		}
	}
	if d.Accent != "" {
		problems = append(problems, CheckAccent(d.Accent, d.Theme))
	}
	return errors.Join(problems...)
}
