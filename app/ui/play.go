package ui

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/route"
)

// playing walks through the events that are shown, one after another, as the
// dispute in about sixty seconds. It never starts by itself.
type playing struct {
	on     bool
	pace   int // how much faster than in a minute, by paces
	cancel func()
}

// paces are how fast a play may go; the first is a minute for all.
var paces = []struct {
	name string
	by   float64
}{{"1×", 1}, {"2×", 2}, {"4×", 4}, {"½×", 0.5}}

// paceButton turns to the next pace, also while it plays.
func (s *Stage) paceButton() app.UI {
	name := paces[s.play.pace].name
	label := s.labels.T("explore.pace", name)
	return app.Button().Type("button").Class("tool").Aria("label", label).Title(label).Text(name).
		OnClick(act(func() {
			s.play.pace = (s.play.pace + 1) % len(paces)
			s.redraw()
		}), "pace")
}

// minute is how long a whole play takes, in milliseconds.
const minute = 60000

func (s *Stage) playButton() app.UI {
	key, sign := "explore.play", "▶"
	if s.play.on {
		key, sign = "explore.pause", "❚❚"
	}
	return app.Button().Type("button").Class("tool").Aria("pressed", boolText(s.play.on)).Text(sign+" "+s.labels.T(key)).
		OnClick(act(s.toggleplay), "play")
}

func (s *Stage) toggleplay() {
	if s.play.on {
		s.stop()
		return
	}
	s.play.on = true
	s.tick()
	s.redraw()
}

func (s *Stage) stop() {
	s.play.on = false
	if s.play.cancel != nil {
		s.play.cancel()
		s.play.cancel = nil
	}
	s.redraw()
}

// tick picks the next event of those shown; after the last one it stops.
func (s *Stage) tick() {
	if !s.play.on {
		return
	}
	events := draw.Events(s.story, s.shown.moment)
	next := 0
	for i, e := range events {
		if s.story.Events[e].ID == s.view.Pick.ID {
			next = i + 1
		}
	}
	if next >= len(events) {
		s.stop()
		return
	}
	s.change(func(v *route.View) { v.Pick = route.Pick{Kind: "event", ID: s.story.Events[events[next]].ID} })
	s.play.cancel = s.page.After(max(400, int(minute/paces[s.play.pace].by)/len(events)), s.tick)
}
