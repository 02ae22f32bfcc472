// Package dom is the thin edge to the browser: the only package of ours that
// imports syscall/js. What the stage needs of a page is the interface [Page];
// [Recorder] stands in for a browser in tests.
package dom

// Page is the document the stage lives in. Nodes that change carry a key in
// data-k; a key that the page does not have is passed over, since a page holds
// only what its chapters need.
type Page interface {
	// Set writes an attribute of the node with the key. Some names stand for
	// more: "move" ("x y") and "zoom" (an SVG transform) move it, in its own
	// time; "html" and "text" replace what it holds; "first" and "after" put new
	// nodes into or behind it, and "gone" takes it away; "hidden" with "" shows it;
	// "tab" makes it the mark of its picture that Tab finds; "valuetext" is
	// aria-valuetext, left alone while the node has the focus and the change would
	// be read out.
	Set(key, attr, value string)
	// Story is the text of the element with the ID story.
	Story() string
	// Breathe lets the browser draw and answer if the thread has been held for a
	// while. It may be called only before the page is listened to, from a goroutine
	// that no handler waits for.
	Breathe()
	// Framed reports whether the page is an embed.
	Framed() bool
	// Steps lists the IDs of the page's steps, in order.
	Steps() []string
	// Address is the query without "?" and the fragment without "#".
	Address() (query, fragment string)
	// Has reports whether an element has the ID.
	Has(id string) bool
	// Push and Replace change the address without leaving the page.
	Push(address string)
	Replace(address string)
	// GoTo brings a step into view at once.
	GoTo(step string)
	// FocusMark gives the keyboard to a mark and makes it the one that Tab finds.
	FocusMark(key string)
	// Marks lists the marks of the picture that the node with the key is in, as
	// they are seen.
	Marks(key string) []Mark
	// Fold shows or hides the map above the text on small screens.
	Fold()
	// Adopt moves the element with the ID from into the one with the ID into.
	Adopt(from, into string)
	// Quiet writes the one quiet line.
	Quiet(text string)
	// Order brings the children of the node with the key into the order of their
	// data-row values.
	Order(key string, rows []string)
	// Cells lists the data-value of a table's column, by row: what it is sorted by.
	Cells(key string, column int) map[string]string
	// InSight reports whether the timeline of a frame, "w" or "n", or on a page
	// without timelines its map, is there and not hidden by its style: one of the two
	// is for wide windows.
	InSight(frame string) bool
	// Picture is the map or timeline that is seen, as SVG that stands for itself.
	Picture() string
	// Save gives the reader a file. A PNG is drawn from SVG text first.
	Save(name, kind, text string)
	// Fetch reads a file of the site and hands over its text, "" if it does not come.
	Fetch(address string, then func(text string))
	// Refine gives the shape of a state the finer outline, and lays the borders of
	// its counties and the areas of some of them, by FIPS code, into every map; the
	// areas get the keys "w/county:CODE" and "n/county:CODE".
	Refine(fips, outline, borders string, counties map[string]string)
	// Later calls f once the browser has drawn what has been changed until now: what
	// a reader is not waiting for does not keep the picture waiting.
	Later(f func())
	// After calls f once, some milliseconds from now, and returns what takes it back.
	After(ms int, f func()) (cancel func())
	// Still reports whether the reader asked for less motion.
	Still() bool
	// Listen calls the handlers from now on.
	Listen(h Handlers)
	// Voice is the page's recordings; nil if it has none.
	Voice() Voice
}

// Mark is a mark that is seen, with its middle in pixels of the window.
type Mark struct {
	Key  string
	X, Y float64
}

// Handlers are what the page tells the stage.
type Handlers struct {
	Pick   func(id string)   // a mark was chosen: "event:ID", "place:ID"
	Step   func(id string)   // a link to a step was followed while the address had a query
	Scroll func(step string) // the reader has come to a step
	Jump   func()            // the address changed: a link within the page, Back or Forward
	// Set is a link that sets something of the view: data-set and data-value.
	Set func(name, value string)
	// Sort is a column's head that was pressed.
	Sort func(column string, index int)
	// Download is a link to a picture or table, to be made as they are now.
	Download func(kind string)
	// Pan moves a picture by parts of its frame's width; Zoom enlarges it about a
	// point, given in parts of its width and height; Rest ends a run of both.
	Pan  func(dx, dy float64)
	Zoom func(by, x, y float64)
	Rest func()
	// Fit is told when other frames than before are seen.
	Fit func()
	Key func(key string, on string) bool // a key, and the mark it was pressed on; true if it did something
}
