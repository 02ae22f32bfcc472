//go:build js

// The client brings the stage of a page to life. It reads the story from the
// page it stands in and asks the network for nothing. In a worker, which has no
// page, it goes through the motions, so that its code is compiled when the page
// wants it; see web/script/boot.js.
package main

import (
	"runtime/debug"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/strings-attached/explainer/app/dom"
	"github.com/strings-attached/explainer/app/ui"
)

// roomy is how much the memory may grow, in percent, before it is tidied. There is
// one thread, so a press that meets the tidying waits for all of it: half a frame
// in the walk, three frames among ten thousand events.
const roomy = 300

func main() {
	debug.SetGCPercent(roomy)
	if r := dom.Rehearsal(); r != nil {
		ui.Rehearse(r)
		return
	}
	page := dom.Open()
	stage := ui.New(page)
	if err := stage.Load(); err != nil {
		app.Log(err)
		return
	}
	page.Breathe()
	stage.Settle(dom.Shelter())
	app.RouteWithRegexpFunc(".*", func() app.Composer { return stage })
	app.RunWhenOnBrowser()
}
