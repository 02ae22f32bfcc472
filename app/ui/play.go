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
	cancel func()
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
	s.play.cancel = s.page.After(max(400, minute/len(events)), s.tick)
}
