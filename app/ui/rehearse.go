package ui

import "github.com/strings-attached/explainer/app/dom"

// Rehearse brings a page to life that shows nothing, and does to it what a
// reader is likely to do first. Nothing remains of it but compiled code. What
// goes wrong is left to the real page to tell.
func Rehearse(r *dom.Recorder) {
	s := New(r)
	if s.Load() != nil {
		return
	}
	steps := r.Steps()
	if len(steps) > 1 {
		s.scrolled(steps[1])
	}
	if len(s.story.Events) > 0 {
		s.pick("event:" + s.story.Events[0].ID)
		s.close()
	}
	if len(s.story.Places) > 0 {
		s.pick("place:" + s.story.Places[0].ID)
	}
}
