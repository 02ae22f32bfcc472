// Package route is the address of what a reader sees.
//
// A [View] is the whole visible state of a page of the walk. [Encode] and
// [Decode] are a pure pair: every View has an address that restores it, and an
// address that names something unknown falls back to the nearest good View and
// says so.
package route

import (
	"net/url"
	"strings"

	"github.com/strings-attached/explainer/app/story"
)

// View is everything the stage shows: the step the reader is at, and what the
// reader has picked out, if anything.
type View struct {
	Step string // a step's ID
	Pick Pick   // zero: the step's own focus
}

// Pick is an event or a place chosen by the reader.
type Pick struct {
	Kind string // "event" or "place"; "" for none
	ID   string
}

// ParsePick reads "event:ID" or "place:ID"; anything else is no pick.
func ParsePick(s string) Pick {
	kind, id, ok := strings.Cut(s, ":")
	if !ok || (kind != "event" && kind != "place") || id == "" {
		return Pick{}
	}
	return Pick{kind, id}
}

// String is the form ParsePick reads; "" for none.
func (p Pick) String() string {
	if p.Kind == "" {
		return ""
	}
	return p.Kind + ":" + p.ID
}

// IsZero reports whether nothing is picked.
func (p Pick) IsZero() bool { return p == Pick{} }

// Encode writes the relative address of v: "#letters-2", or with a pick
// "?event=ID#letters-2".
func Encode(v View) string {
	q := ""
	if !v.Pick.IsZero() {
		q = "?" + v.Pick.Kind + "=" + url.QueryEscape(v.Pick.ID)
	}
	if v.Step != "" {
		return q + "#" + v.Step
	}
	if q == "" {
		return "?"
	}
	return q
}

// Trouble is a part of an address that named nothing this story has.
type Trouble struct {
	Param string // "event", "place", "step" or "query"
	Value string
}

// Decode reads the query (without "?") and the fragment (without "#") of an
// address on a page whose steps are in steps. A step it does not know becomes
// the first step of the page, unless the fragment is another place of the page
// (known reports that); a pick it does not know is left out. Each such part is
// told as a Trouble.
func Decode(s *story.Story, steps []string, query, fragment string, known func(fragment string) bool) (View, []Trouble) {
	var v View
	var troubles []Trouble
	if len(steps) > 0 {
		v.Step = steps[0]
	}
	if f, err := url.PathUnescape(fragment); err == nil && f != "" {
		switch {
		case contains(steps, f):
			v.Step = f
		case contains(steps, f+"-1"): // a chapter's own heading
			v.Step = f + "-1"
		case known == nil || !known(f):
			troubles = append(troubles, Trouble{"step", f})
		}
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		troubles = append(troubles, Trouble{"query", query})
	}
	if id := values.Get("event"); id != "" {
		if s.Event(id) != nil {
			v.Pick = Pick{"event", id}
		} else {
			troubles = append(troubles, Trouble{"event", id})
		}
	} else if id := values.Get("place"); id != "" {
		if s.Place(id) != nil {
			v.Pick = Pick{"place", id}
		} else {
			troubles = append(troubles, Trouble{"place", id})
		}
	}
	return v, troubles
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
