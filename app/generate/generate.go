// Package generate makes stories of any size, to measure by.
//
// A generated story is complete and sound: it passes [story.Story.Validate] and
// becomes a site by the very code that makes the real one. The same Options
// give the same story, everywhere. Nothing in it is true, and it says so:
// its [story.Site] carries a notice, which every page shows.
//
// The package is pure and is not part of the client.
package generate

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/strings-attached/explainer/app/geo"
	"github.com/strings-attached/explainer/app/story"
)

// The largest stories that are made. There are about as many counties in the
// United States as MostPlaces.
const (
	MostEvents = 20000
	MostPlaces = 4000
)

// Options say what to make.
type Options struct {
	Events int    // 5 to MostEvents
	Places int    // 2 to MostPlaces
	Seed   uint64 // another seed gives another story of the same size
}

// Parse reads "events=2500,places=500" or "events=2500,places=500,seed=7"; the
// seed is 1 unless it is given.
func Parse(text string) (Options, error) {
	o := Options{Seed: 1}
	seen := map[string]bool{}
	for part := range strings.SplitSeq(text, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		n, err := strconv.ParseUint(value, 10, 63)
		if err != nil || seen[name] {
			return o, fmt.Errorf("%q: write events=2500,places=500 and, if you like, seed=7", text)
		}
		seen[name] = true
		switch name {
		case "events":
			o.Events = int(min(n, MostEvents+1))
		case "places":
			o.Places = int(min(n, MostPlaces+1))
		case "seed":
			o.Seed = n
		default:
			return o, fmt.Errorf("%q: there is no %q; write events=2500,places=500 and, if you like, seed=7", text, name)
		}
	}
	return o, o.check()
}

func (o Options) check() error {
	if o.Events < 5 || o.Events > MostEvents {
		return fmt.Errorf("events: write 5 to %d", MostEvents)
	}
	if o.Places < 2 || o.Places > MostPlaces {
		return fmt.Errorf("places: write 2 to %d", MostPlaces)
	}
	return nil
}

// Shape is the outline of a state on the map sheet.
type Shape struct {
	FIPS string // two digits
	Area []geo.Ring
}

// maker holds what the parts of a story are made with. Each part draws from
// numbers of its own, so that a change of one leaves the others as they were.
type maker struct {
	Options
	s      *story.Story
	shapes []Shape
}

func (m *maker) random(part uint64) *rand.Rand { return rand.New(rand.NewPCG(m.Seed, part)) }

// Story makes a story whose places lie within the shapes. Shapes without a
// state's FIPS code are passed over.
func Story(o Options, shapes []Shape) (*story.Story, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	m := &maker{Options: o, s: new(story.Story), shapes: shapes}
	m.frame()
	if err := m.places(); err != nil {
		return nil, err
	}
	m.events()
	m.roles()
	m.causes()
	m.chapter()
	m.record()
	return m.s, nil
}

var errNoShapes = errors.New("no shape of a state to put places in")

// pick is one of list; weights, where given, say how often.
func pick[T any](r *rand.Rand, list []T, weights ...int) T {
	if len(weights) == 0 {
		return list[r.IntN(len(list))]
	}
	sum := 0
	for _, w := range weights {
		sum += w
	}
	n := r.IntN(sum)
	for i, w := range weights {
		if n -= w; n < 0 {
			return list[i]
		}
	}
	return list[len(list)-1]
}
