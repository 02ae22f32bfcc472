package dom

import (
	"math"
	"strings"
	"syscall/js"
	"time"
)

// browser is the Page of a real document.
type browser struct {
	window, document js.Value
	index            js.Value            // of the nodes by key, a Map that the boot script makes
	nodes            map[string]js.Value // those that have been asked for
	since            float64             // when the thread was last given back
	steps            []string
	stepNodes        []js.Value
	held             float64 // where an explicit move landed, until the reader scrolls on
	holding          bool
	landing          bool // the browser has yet to scroll to where the address leads
	current          string
	waiting          bool // a frame has been asked for
	led              bool // a voice leads through the page; see Voice.Lead
	framed           bool // an embed: one step is seen at a time, and nothing scrolls
	fingers          map[int]point
	seen             map[string]bool     // the frames of the timeline that are seen
	lost             string              // the frame of the mark that had the keyboard and is gone
	tabbed           map[string]js.Value // the mark that Tab finds, by picture
	later            []func()            // what waits for the next frame
	dragged          bool                // the pointer has moved a picture since it went down
}

// point is where a pointer is, in pixels of the window.
type point struct{ x, y float64 }

// Open is the page the client stands in. The boot script has indexed its nodes
// by their keys, which takes it a hundredth of the time it would take from here.
func Open() Page {
	w := js.Global()
	p := &browser{window: w, document: w.Get("document"), index: w.Get("explainer"), nodes: map[string]js.Value{}, tabbed: map[string]js.Value{}}
	p.framed = !p.document.Get("documentElement").Call("getAttribute", "data-embed").IsNull()
	steps := p.document.Call("querySelectorAll", "[data-step][id]")
	for i := 0; i < steps.Length(); i++ {
		n := steps.Index(i)
		p.stepNodes = append(p.stepNodes, n)
		p.steps = append(p.steps, n.Get("id").String())
	}
	p.since = p.now()
	return p
}

// Rehearsal is a page for a client that has none, in a worker: what the boot
// script told of the real one. In a page it is nil.
func Rehearsal() *Recorder {
	told := js.Global().Get("rehearsal")
	if !told.Truthy() {
		return nil
	}
	r := &Recorder{StoryText: told.Get("story").String(), Query: told.Get("query").String(), Fragment: told.Get("fragment").String()}
	steps := told.Get("steps")
	for i := range steps.Length() {
		r.StepIDs = append(r.StepIDs, steps.Index(i).String())
	}
	return r
}

// Shelter prepares the page for go-app, which must be started next. go-app
// scrolls to the fragment of the address when it starts, wherever the reader has
// scrolled to since; so the fragment is put aside until settle is called from
// the mounted component.
func Shelter() (settle func()) {
	w := js.Global()
	loc := w.Get("location")
	hash := loc.Get("hash").String()
	bare := loc.Get("pathname").String() + loc.Get("search").String()
	state := w.Get("history").Get("state")
	if hash != "" {
		w.Get("history").Call("replaceState", state, "", bare)
	}
	return func() {
		if hash != "" {
			w.Get("history").Call("replaceState", state, "", bare+hash)
		}
		// The history and the links are ours: go-app would swallow plain links,
		// and on Back scroll to the fragment instead of where the reader was.
		w.Set("onpopstate", js.Null())
		w.Set("onclick", js.Null())
	}
}

// node is the node with a key.
func (p *browser) node(key string) (js.Value, bool) {
	n, known := p.nodes[key]
	if !known {
		n = p.index.Call("get", key)
		p.nodes[key] = n
	}
	return n, n.Truthy()
}

func (p *browser) now() float64 { return p.window.Get("performance").Call("now").Float() }

// slice is how long the thread is held at a time, in milliseconds: a frame's
// share on a quick machine. On one four times as slow the piece that runs over
// still ends before 50 ms, from where a reader feels it.
const slice = 6

func (p *browser) Breathe() {
	if p.now()-p.since < slice {
		return
	}
	time.Sleep(time.Nanosecond) // waits for a timer, and with it for whatever else the browser has to do
	p.since = p.now()
}

func (p *browser) Set(key, attr, value string) {
	n, ok := p.node(key)
	if !ok {
		return
	}
	switch attr {
	case "move":
		x, y, _ := strings.Cut(value, " ")
		n.Get("style").Set("transform", "translate("+x+"px, "+y+"px)")
	case "zoom":
		n.Get("style").Set("transform", cssTransform(value))
	case "html":
		n.Set("innerHTML", value)
	case "text":
		n.Set("textContent", value)
	case "first":
		n.Call("insertAdjacentHTML", "afterbegin", value)
		p.register(n.Get("firstElementChild"))
	case "after":
		n.Call("insertAdjacentHTML", "afterend", value)
		p.register(n.Get("nextElementSibling"))
	case "gone":
		p.forget(key, n)
	case "hidden":
		n.Set("hidden", value != "")
	case "tab":
		p.tab(key, n)
		if p.lost != "" && strings.HasPrefix(key, p.lost) {
			p.lost = ""
			n.Call("focus", map[string]any{"preventScroll": true})
		}
	case "value":
		n.Set(attr, value)
	case "valuetext":
		if !p.document.Get("activeElement").Equal(n) {
			n.Call("setAttribute", "aria-valuetext", value)
		}
	case "at":
		n.Get("style").Call("setProperty", "--at", value)
	default:
		n.Call("setAttribute", attr, value)
	}
}

// register makes nodes that have just come known: node, and those that follow
// it, up to one that is known already.
func (p *browser) register(node js.Value) {
	for node.Truthy() {
		key := node.Call("getAttribute", "data-k").String()
		if _, known := p.nodes[key]; known {
			return
		}
		p.nodes[key] = node
		if len(p.steps) > 0 { // in the walk the style sheet lets it appear
			node.Call("setAttribute", "data-come", "")
		}
		parts := node.Call("querySelectorAll", "[data-k]")
		for i := 0; i < parts.Length(); i++ {
			part := parts.Index(i)
			p.nodes[part.Call("getAttribute", "data-k").String()] = part
		}
		node = node.Get("nextElementSibling")
	}
}

// forget takes a node out of the page. Where it had the keyboard, the mark that
// Tab finds next in its picture gets it.
func (p *browser) forget(key string, node js.Value) {
	if p.document.Get("activeElement").Equal(node) {
		p.lost = key[:strings.IndexByte(key, '/')+1]
	}
	node.Call("remove")
	delete(p.nodes, key)
	for _, part := range []string{"/b", "/t", "/o", "/n"} {
		delete(p.nodes, key+part)
	}
}

// cssTransform turns "translate(x y) scale(k)" into what CSS reads.
func cssTransform(svg string) string {
	svg = strings.Replace(svg, "translate(", "", 1)
	move, scale, _ := strings.Cut(svg, ") ")
	x, y, _ := strings.Cut(move, " ")
	return "translate(" + x + "px, " + y + "px) " + scale
}

func (p *browser) Story() string {
	n := p.document.Call("getElementById", "story")
	if n.IsNull() {
		return ""
	}
	return n.Get("textContent").String()
}

func (p *browser) Framed() bool { return p.framed }

func (p *browser) Steps() []string { return p.steps }

func (p *browser) Address() (query, fragment string) {
	loc := p.window.Get("location")
	return strings.TrimPrefix(loc.Get("search").String(), "?"), strings.TrimPrefix(loc.Get("hash").String(), "#")
}

func (p *browser) Has(id string) bool { return !p.document.Call("getElementById", id).IsNull() }

func (p *browser) Push(address string) {
	p.window.Get("history").Call("pushState", js.Null(), "", p.resolve(address))
}

func (p *browser) Replace(address string) {
	p.window.Get("history").Call("replaceState", js.Null(), "", p.resolve(address))
}

// resolve writes an address against the page's path, so that one without a
// query has none, whatever the query is now. An embed's dress stays in it.
func (p *browser) resolve(address string) string {
	path := p.window.Get("location").Get("pathname").String()
	if keep := p.document.Get("documentElement").Get("dataset").Get("keep"); keep.Truthy() {
		query, fragment, _ := strings.Cut(address, "#")
		if len(query) > 1 {
			query += "&"
		} else {
			query = "?"
		}
		address = query + keep.String()
		if fragment != "" {
			address += "#" + fragment
		}
	}
	if address == "?" {
		return path
	}
	return path + address
}

func (p *browser) GoTo(step string) {
	n := p.document.Call("getElementById", step)
	if n.IsNull() || p.framed {
		return
	}
	n.Call("scrollIntoView")
	p.hold(step)
}

// hold keeps a step current that the reader chose, although the one after it
// may be so near that the reading line has passed it too.
func (p *browser) hold(step string) {
	p.current, p.holding, p.landing, p.held = step, true, false, p.window.Get("scrollY").Float()
}

func (p *browser) FocusMark(key string) {
	for _, frame := range []string{"w/", "n/"} {
		n, ok := p.node(frame + key)
		if !ok || n.Call("getClientRects").Length() == 0 {
			continue
		}
		p.tab(frame+key, n)
		n.Call("focus", map[string]any{"preventScroll": true})
	}
}

// tab makes a mark the one of its picture that Tab finds. Which one was is
// remembered, since asking the picture takes longer than all else that a frame of
// a pan writes.
func (p *browser) tab(key string, mark js.Value) {
	frame, kind, _ := strings.Cut(key, "/")
	kind, _, _ = strings.Cut(kind, ":")
	picture := frame + " map"
	if kind == "event" || kind == "heap" {
		picture = frame + " timeline"
	}
	was, known := p.tabbed[picture]
	if !known {
		was = mark.Call("closest", "svg").Call("querySelector", `a[tabindex="0"]`)
	}
	if was.Truthy() {
		was.Call("setAttribute", "tabindex", "-1")
	}
	mark.Call("setAttribute", "tabindex", "0")
	p.tabbed[picture] = mark
}

func (p *browser) Marks(key string) []Mark {
	var out []Mark
	for _, frame := range []string{"w/", "n/"} {
		n, ok := p.node(frame + key)
		if !ok || n.Call("getClientRects").Length() == 0 {
			continue
		}
		list := n.Call("closest", "svg").Call("querySelectorAll", `a[data-id]:not([data-state="off"])`)
		for i := 0; i < list.Length(); i++ {
			m := list.Index(i)
			o := m.Call("querySelector", ".o")
			r := o.Call("getBoundingClientRect")
			out = append(out, Mark{m.Call("getAttribute", "data-id").String(),
				r.Get("left").Float() + r.Get("width").Float()/2, r.Get("top").Float() + r.Get("height").Float()/2})
		}
	}
	return out
}

func (p *browser) Fold() {
	stage := p.document.Call("getElementById", "stage")
	fold, _ := p.node("fold")
	folded := stage.Call("getAttribute", "data-folded").Equal(js.ValueOf("true"))
	stage.Call("setAttribute", "data-folded", boolText(!folded))
	fold.Call("setAttribute", "aria-expanded", boolText(folded))
}

func boolText(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func (p *browser) Adopt(from, into string) {
	a, b := p.document.Call("getElementById", from), p.document.Call("getElementById", into)
	if a.IsNull() || b.IsNull() {
		return
	}
	b.Call("append", a)
	p.document.Get("documentElement").Call("setAttribute", "data-live", "on")
	if fold, ok := p.node("fold"); ok {
		fold.Set("hidden", false)
	}
}

func (p *browser) Quiet(text string) {
	if n := p.document.Call("getElementById", "quiet"); !n.IsNull() {
		n.Set("textContent", text)
	}
}

// Listen lives as long as the page does, so its functions are never released.
func (p *browser) Listen(h Handlers) {
	p.document.Call("addEventListener", "click", js.FuncOf(func(_ js.Value, args []js.Value) any {
		p.click(args[0], h)
		return nil
	}))
	p.document.Call("addEventListener", "keydown", js.FuncOf(func(_ js.Value, args []js.Value) any {
		p.key(args[0], h)
		return nil
	}))
	p.gestures(h)
	p.frames(h)
	// The heads of a table become buttons only now that they do something.
	heads := p.document.Call("querySelectorAll", "th[data-sort]")
	for i := 0; i < heads.Length(); i++ {
		b := p.document.Call("createElement", "button")
		b.Set("type", "button")
		b.Set("textContent", heads.Index(i).Get("textContent"))
		heads.Index(i).Call("replaceChildren", b)
	}
	jump := js.FuncOf(func(js.Value, []js.Value) any {
		_, fragment := p.Address()
		for _, id := range []string{fragment, fragment + "-1"} {
			for _, s := range p.steps {
				// Whether the browser scrolls before it tells of the jump or
				// after is its own affair, and it may tell twice.
				if s == id && !(p.holding && p.current == id) {
					p.hold(id)
					p.landing = true
				}
			}
		}
		h.Jump()
		return nil
	})
	p.window.Call("addEventListener", "popstate", jump)
	p.window.Call("addEventListener", "hashchange", jump)
	if p.framed {
		return
	}
	frame := js.FuncOf(func(js.Value, []js.Value) any {
		p.waiting = false
		if p.led {
			return nil
		}
		if step := p.reading(); step != "" && step != p.current {
			p.current = step
			h.Scroll(step)
		}
		return nil
	})
	p.window.Call("addEventListener", "scroll", js.FuncOf(func(js.Value, []js.Value) any {
		if !p.waiting {
			p.waiting = true
			p.window.Call("requestAnimationFrame", frame)
		}
		return nil
	}), map[string]any{"passive": true})
	// The reader may have gone on while the client was on its way: what is read
	// counts, unless the address brought the reader here.
	_, fragment := p.Address()
	if n := p.document.Call("getElementById", fragment); !n.IsNull() {
		// Of a chapter its own head is jumped to, with the first step well below.
		top := n.Call("getBoundingClientRect").Get("top").Float()
		for _, id := range []string{fragment, fragment + "-1"} {
			if contains(p.steps, id) && top >= -48 && top <= p.window.Get("innerHeight").Float()*0.75 {
				p.hold(id)
				return
			}
		}
	}
	if step := p.reading(); len(p.steps) > 0 && (step != p.steps[0] || fragment != "") {
		p.current = step
		h.Scroll(step)
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// frames keeps track of which frame of the pictures is seen. Paper may be as
// wide as it likes, so for printing both are.
func (p *browser) frames(h Handlers) {
	fit := func(printing bool) {
		was := p.seen
		p.look()
		for f, seen := range p.seen {
			p.seen[f] = seen || printing
			if p.seen[f] && !was[f] {
				defer h.Fit()
			}
		}
	}
	p.window.Call("addEventListener", "resize", js.FuncOf(func(js.Value, []js.Value) any {
		fit(false)
		return nil
	}))
	p.window.Call("addEventListener", "beforeprint", js.FuncOf(func(js.Value, []js.Value) any {
		fit(true)
		return nil
	}))
}

// look finds out which frames are seen.
func (p *browser) look() {
	p.seen = map[string]bool{}
	for _, f := range []string{"w", "n"} {
		n, ok := p.node(f + "/axis")
		if !ok {
			n, ok = p.node(f + "/land")
		}
		p.seen[f] = ok && n.Call("getClientRects").Length() > 0
	}
}

func (p *browser) InSight(frame string) bool {
	if p.seen == nil {
		p.look()
	}
	return p.seen[frame]
}

// gestures turns pointers on a picture that can be zoomed into moves: one finger
// or button drags, two pinch, a double tap comes closer, and the wheel does so
// only with a modifier, so that the page always scrolls. One finger of a touch
// drags along only what the page cannot scroll by, as touch-action says.
func (p *browser) gestures(h Handlers) {
	canvas := p.document.Call("querySelector", ".zoomable")
	if canvas.IsNull() {
		return
	}
	h = p.paced(h)
	p.fingers = map[int]point{}
	picture := func() js.Value {
		list := canvas.Call("querySelectorAll", ":scope > svg")
		for i := 0; i < list.Length(); i++ {
			if list.Index(i).Call("getClientRects").Length() > 0 {
				return list.Index(i).Call("getBoundingClientRect")
			}
		}
		return canvas.Call("getBoundingClientRect")
	}
	on := func(event string, f func(e js.Value)) {
		canvas.Call("addEventListener", event, js.FuncOf(func(_ js.Value, args []js.Value) any {
			f(args[0])
			return nil
		}))
	}
	var box js.Value // where the picture lies, since a finger came down
	at := func(e js.Value) point { return point{e.Get("clientX").Float(), e.Get("clientY").Float()} }
	on("pointerdown", func(e js.Value) {
		if e.Get("button").Int() == 0 {
			p.fingers[e.Get("pointerId").Int()] = at(e)
			p.dragged = false
			box = picture()
		}
	})
	on("pointermove", func(e js.Value) {
		id := e.Get("pointerId").Int()
		was, down := p.fingers[id]
		if !down {
			return
		}
		is := at(e)
		width := box.Get("width").Float()
		if len(p.fingers) == 1 {
			dx, dy := is.x-was.x, is.y-was.y
			if !p.dragged && dx*dx+dy*dy < 16 {
				return
			}
			if !p.dragged {
				p.dragged = true
				canvas.Call("setPointerCapture", id)
				canvas.Call("setAttribute", "data-moving", "1")
			}
			p.fingers[id] = is
			h.Pan(dx/width, dy/width)
			return
		}
		for other, o := range p.fingers {
			if other == id {
				continue
			}
			before, after := distance(was, o), distance(is, o)
			p.fingers[id] = is
			p.dragged = true
			if before > 8 {
				h.Zoom(after/before, ((is.x+o.x)/2-box.Get("left").Float())/width, ((is.y+o.y)/2-box.Get("top").Float())/box.Get("height").Float())
			}
			return
		}
	})
	up := func(e js.Value) {
		delete(p.fingers, e.Get("pointerId").Int())
		if len(p.fingers) == 0 {
			canvas.Call("removeAttribute", "data-moving")
			h.Rest()
		}
	}
	on("pointerup", up)
	on("pointercancel", up)
	part := func(e js.Value) (x, y float64) {
		box := picture()
		return (e.Get("clientX").Float() - box.Get("left").Float()) / box.Get("width").Float(), (e.Get("clientY").Float() - box.Get("top").Float()) / box.Get("height").Float()
	}
	on("dblclick", func(e js.Value) {
		e.Call("preventDefault")
		x, y := part(e)
		h.Zoom(1.8, x, y)
	})
	canvas.Call("addEventListener", "wheel", js.FuncOf(func(_ js.Value, args []js.Value) any {
		e := args[0]
		if !e.Get("ctrlKey").Bool() && !e.Get("metaKey").Bool() {
			return nil
		}
		e.Call("preventDefault")
		x, y := part(e)
		by := 1.15
		if e.Get("deltaY").Float() > 0 {
			by = 1 / by
		}
		h.Zoom(by, x, y)
		return nil
	}), map[string]any{"passive": false})
}

// paced gathers the moves of a pan, so that a picture is drawn once a frame
// however often a pointer reports.
func (p *browser) paced(h Handlers) Handlers {
	var dx, dy float64
	asked := false
	flush := func() {
		x, y := dx, dy
		dx, dy = 0, 0
		if x != 0 || y != 0 {
			h.Pan(x, y)
		}
	}
	frame := js.FuncOf(func(js.Value, []js.Value) any {
		asked = false
		flush()
		return nil
	})
	paced := h
	paced.Pan = func(x, y float64) {
		dx, dy = dx+x, dy+y
		if !asked {
			asked = true
			p.window.Call("requestAnimationFrame", frame)
		}
	}
	paced.Rest = func() {
		flush()
		h.Rest()
	}
	return paced
}

func distance(a, b point) float64 { return math.Hypot(a.x-b.x, a.y-b.y) }

func (p *browser) click(e js.Value, h Handlers) {
	target := e.Get("target")
	if target.IsNull() || !target.Get("closest").Truthy() {
		return
	}
	if fold := target.Call("closest", `[data-k="fold"]`); !fold.IsNull() {
		p.Fold()
		return
	}
	if head := target.Call("closest", "th[data-sort]"); !head.IsNull() {
		h.Sort(head.Call("getAttribute", "data-sort").String(), head.Get("cellIndex").Int())
		return
	}
	plain := e.Get("button").Int() == 0 && !e.Get("metaKey").Bool() && !e.Get("ctrlKey").Bool() && !e.Get("shiftKey").Bool() && !e.Get("altKey").Bool()
	link := target.Call("closest", "a")
	if link.IsNull() || !plain {
		return
	}
	if p.dragged {
		p.dragged = false // a drag that ended on a mark is no choice of it
		e.Call("preventDefault")
		return
	}
	id := link.Call("getAttribute", "data-id")
	if link.Call("getAttribute", "data-set").IsNull() && !id.IsNull() {
		link = p.meant(e, link)
		id = link.Call("getAttribute", "data-id")
	}
	if name := link.Call("getAttribute", "data-set"); !name.IsNull() {
		e.Call("preventDefault")
		h.Set(name.String(), link.Call("getAttribute", "data-value").String())
		return
	}
	if kind := link.Call("getAttribute", "data-download"); !kind.IsNull() && h.Download != nil {
		e.Call("preventDefault")
		h.Download(kind.String())
		return
	}
	if !id.IsNull() {
		e.Call("preventDefault")
		h.Pick(id.String())
		return
	}
	href := link.Call("getAttribute", "href")
	if href.IsNull() || !strings.HasPrefix(href.String(), "#") {
		return
	}
	// A fragment alone would keep the query, and with it what is picked. An explorer
	// is to keep it.
	to := href.String()[1:]
	if query, _ := p.Address(); (query != "" && len(p.steps) > 0 || p.framed && contains(p.steps, to)) && p.Has(to) {
		e.Call("preventDefault")
		h.Step(to)
	}
}

// fields are where arrow keys mean something else.
const fields = `input, textarea, select, [contenteditable], [role="region"], dialog`

func (p *browser) key(e js.Value, h Handlers) {
	if e.Get("defaultPrevented").Bool() || e.Get("metaKey").Bool() || e.Get("ctrlKey").Bool() || e.Get("altKey").Bool() ||
		e.Get("shiftKey").Bool() && len(e.Get("key").String()) > 1 { // a sign such as + may need Shift
		return
	}
	target := e.Get("target")
	if !target.Get("closest").Truthy() || !target.Call("closest", fields).IsNull() && e.Get("key").String() != "Escape" {
		return
	}
	on := ""
	if mark := target.Call("closest", "svg a[data-id]"); !mark.IsNull() {
		on = mark.Call("getAttribute", "data-id").String()
	}
	if h.Key(e.Get("key").String(), on) {
		e.Call("preventDefault")
	}
}

// reading is the step under the reading line, which lies a little below the top
// of what is free for text. It depends on positions alone, never on what was
// scrolled past, so no step is missed however fast the page moves.
func (p *browser) reading() string {
	if len(p.stepNodes) == 0 {
		return ""
	}
	if p.holding {
		if p.landing {
			p.landing, p.held = false, p.window.Get("scrollY").Float()
		}
		if d := p.window.Get("scrollY").Float() - p.held; d < 48 && d > -48 {
			return p.current
		}
		p.holding = false
	}
	height := p.window.Get("innerHeight").Float()
	line := height * 0.33
	stage := p.document.Call("getElementById", "stage")
	if !stage.IsNull() {
		if p.window.Call("getComputedStyle", stage).Get("position").String() == "sticky" {
			bottom := stage.Call("getBoundingClientRect").Get("bottom").Float()
			line = bottom + (height-bottom)*0.3
		}
	}
	lo, hi := 0, len(p.stepNodes) // the last step whose top is above the line
	for lo < hi {
		mid := (lo + hi) / 2
		if p.stepNodes[mid].Call("getBoundingClientRect").Get("top").Float() <= line {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return p.steps[max(0, lo-1)]
}

func (p *browser) Order(key string, rows []string) {
	body, ok := p.node(key)
	if !ok {
		return
	}
	for _, row := range rows {
		if n := body.Call("querySelector", `[data-row="`+row+`"]`); !n.IsNull() {
			body.Call("append", n)
		}
	}
}

func (p *browser) Cells(key string, column int) map[string]string {
	out := map[string]string{}
	body, ok := p.node(key)
	if !ok {
		return out
	}
	rows := body.Get("rows")
	for i := 0; i < rows.Length(); i++ {
		cell := rows.Index(i).Get("cells").Index(column)
		value := cell.Call("getAttribute", "data-value")
		if value.IsNull() {
			value = cell.Get("textContent")
		}
		out[rows.Index(i).Get("dataset").Get("row").String()] = value.String()
	}
	return out
}

// Picture takes the drawing that is seen, with the shapes it points at and the
// rules it is drawn by; what is off is left out.
func (p *browser) Picture() string {
	list := p.document.Call("querySelectorAll", `[data-k="canvas"] > svg`)
	for i := 0; i < list.Length(); i++ {
		svg := list.Index(i)
		if svg.Call("getClientRects").Length() == 0 {
			continue
		}
		copied := svg.Call("cloneNode", true)
		off := copied.Call("querySelectorAll", `[data-state="off"], [data-on="0"]`)
		for j := 0; j < off.Length(); j++ {
			off.Index(j).Call("remove")
		}
		// A style attribute is what the client moved things by; it leaves with them.
		defs := p.document.Call("querySelector", ".shapes defs")
		if !defs.IsNull() {
			copied.Call("prepend", defs.Call("cloneNode", true))
		}
		style := p.document.Call("createElementNS", "http://www.w3.org/2000/svg", "style")
		rules := ""
		sheets := p.document.Get("styleSheets")
		for j := 0; j < sheets.Length(); j++ {
			list := sheets.Index(j).Get("cssRules")
			for k := 0; k < list.Length(); k++ {
				rules += list.Index(k).Get("cssText").String() + "\n"
			}
		}
		style.Set("textContent", rules)
		copied.Call("prepend", style)
		box := svg.Get("viewBox").Get("baseVal")
		copied.Call("setAttribute", "width", box.Get("width"))
		copied.Call("setAttribute", "height", box.Get("height"))
		return p.window.Get("XMLSerializer").New().Call("serializeToString", copied).String()
	}
	return ""
}

func (p *browser) Save(name, kind, text string) {
	give := func(href string) {
		a := p.document.Call("createElement", "a")
		a.Set("href", href)
		a.Set("download", name)
		a.Call("click")
	}
	encoded := p.window.Call("encodeURIComponent", text).String()
	switch kind {
	case "svg":
		give("data:image/svg+xml;charset=utf-8," + encoded)
	case "png":
		image := p.window.Get("Image").New()
		var draw js.Func
		draw = js.FuncOf(func(js.Value, []js.Value) any {
			canvas := p.document.Call("createElement", "canvas")
			canvas.Set("width", image.Get("naturalWidth").Int()*2)
			canvas.Set("height", image.Get("naturalHeight").Int()*2)
			c := canvas.Call("getContext", "2d")
			c.Set("fillStyle", p.window.Call("getComputedStyle", p.document.Get("body")).Get("backgroundColor"))
			c.Call("fillRect", 0, 0, canvas.Get("width"), canvas.Get("height"))
			c.Call("drawImage", image, 0, 0, canvas.Get("width"), canvas.Get("height"))
			give(canvas.Call("toDataURL", "image/png").String())
			draw.Release()
			return nil
		})
		image.Set("onload", draw)
		image.Set("src", "data:image/svg+xml;charset=utf-8,"+encoded)
	default:
		give("data:text/csv;charset=utf-8," + encoded)
	}
}

// unseen is after how many milliseconds a page that is not drawn, since another
// window covers it, catches up.
const unseen = 120

func (p *browser) Later(f func()) {
	p.later = append(p.later, f)
	if len(p.later) > 1 {
		return
	}
	run := func() {
		list := p.later
		p.later = nil
		for _, f := range list {
			f()
		}
	}
	// A frame is drawn after its callbacks; what they queue comes behind it.
	stop := p.After(unseen, run)
	p.frame(func() {
		stop()
		p.After(0, run)
	})
}

// frame calls f before the next frame is drawn.
func (p *browser) frame(f func()) {
	var call js.Func
	call = js.FuncOf(func(js.Value, []js.Value) any {
		call.Release()
		f()
		return nil
	})
	p.window.Call("requestAnimationFrame", call)
}

func (p *browser) After(ms int, f func()) (cancel func()) {
	var call js.Func
	done := false
	call = js.FuncOf(func(js.Value, []js.Value) any {
		if !done {
			done = true
			call.Release()
			f()
		}
		return nil
	})
	timer := p.window.Call("setTimeout", call, ms)
	return func() {
		if !done {
			done = true
			p.window.Call("clearTimeout", timer)
			call.Release()
		}
	}
}

func (p *browser) Still() bool {
	return p.window.Call("matchMedia", "(prefers-reduced-motion: reduce)").Get("matches").Bool()
}
