package dom

import (
	"math"
	"strconv"
	"syscall/js"
)

// voice is the Voice of a real document.
type voice struct {
	*browser
	audio js.Value // the element that is heard; undefined until one is chosen
	h     VoiceHandlers
	lit   js.Value
	due   js.Func  // goes on when the time has come
	timer js.Value // counts down to that; undefined while none does
	sized bool     // the page knows how high the player is
}

// Voice is nil on a page without recordings.
func (p *browser) Voice() Voice {
	if p.document.Call("getElementById", "player").IsNull() {
		return nil
	}
	return &voice{browser: p, audio: js.Undefined(), lit: js.Null(), timer: js.Undefined()}
}

func (v *voice) Tracks() []Track {
	var out []Track
	list := v.document.Call("querySelectorAll", "[data-listen]")
	for i := 0; i < list.Length(); i++ {
		data := list.Index(i).Get("dataset")
		length, _ := strconv.ParseFloat(data.Get("length").String(), 64)
		out = append(out, Track{data.Get("listen").String(), data.Get("audio").String(), data.Get("cues").String(), length})
	}
	return out
}

func (v *voice) Cues(address string, then func(string)) { v.Fetch(address, then) }

// native is a chapter's own element for sound.
func (v *voice) native(chapter string) js.Value {
	return v.document.Call("querySelector", `[data-listen="`+chapter+`"] audio`)
}

// Load keeps to one element for all chapters: browsers that play nothing unasked
// let an element go on that the reader has started.
func (v *voice) Load(t Track, at float64) {
	if v.audio.IsUndefined() {
		v.take(v.native(t.Chapter))
	}
	if v.audio.Call("getAttribute", "src").String() != t.Audio {
		rate := v.audio.Get("playbackRate")
		v.audio.Set("src", t.Audio)
		v.audio.Set("defaultPlaybackRate", rate)
		v.audio.Set("playbackRate", rate)
	}
	if v.audio.Get("currentTime").Float() != at {
		v.audio.Set("currentTime", at)
	}
}

func (v *voice) take(audio js.Value) {
	v.audio = audio
	on := func(event string, do func()) {
		audio.Call("addEventListener", event, js.FuncOf(func(js.Value, []js.Value) any {
			do()
			return nil
		}))
	}
	v.due = js.FuncOf(func(js.Value, []js.Value) any {
		v.timer = js.Undefined()
		v.tell()
		return nil
	})
	// The event of the clock comes four times a second, in a page that is not seen
	// too; in between a timer is set for when there is something to show.
	for _, event := range []string{"timeupdate", "seeked", "playing", "ratechange"} {
		on(event, v.tell)
	}
	on("waiting", v.quiet)
	alone := v.alone()
	on("play", func() { alone(); v.h.Playing(true); v.tell() })
	on("pause", func() {
		v.quiet()
		if !audio.Get("ended").Bool() {
			v.h.Playing(false)
		}
	})
	on("ended", func() { v.h.Ended() })
	on("error", func() {
		if audio.Get("error").Truthy() {
			v.h.Failed()
		}
	})
}

// tell tells where the recording is, and does so again when that is wanted. The
// clock is the recording's own.
func (v *voice) tell() {
	v.quiet()
	at := v.Now()
	next := v.h.Time(at)
	if v.audio.Get("paused").Bool() || math.IsInf(next, 1) {
		return
	}
	const least = 1 // ms; also how much too early a timer may be
	wait := max(0, (next-v.Now())/v.audio.Get("playbackRate").Float()*1000) + least
	v.timer = v.window.Call("setTimeout", v.due, wait)
}

// quiet takes back what tell has set.
func (v *voice) quiet() {
	if !v.timer.IsUndefined() {
		v.window.Call("clearTimeout", v.timer)
		v.timer = js.Undefined()
	}
}

// alone returns what tells the other windows of the site that this one speaks;
// they stop. Where there is no such channel each window speaks as it likes.
func (v *voice) alone() (tell func()) {
	tell = func() {}
	defer func() { _ = recover() }() // it may be there and refuse, in a frame without an origin
	if !v.window.Get("BroadcastChannel").Truthy() {
		return tell
	}
	channel := v.window.Get("BroadcastChannel").New("voice")
	channel.Set("onmessage", js.FuncOf(func(js.Value, []js.Value) any {
		v.Pause()
		return nil
	}))
	if !v.audio.Get("paused").Bool() {
		channel.Call("postMessage", "")
	}
	return func() { channel.Call("postMessage", "") }
}

func (v *voice) Play() {
	if v.audio.Get("error").Truthy() { // it may come now
		at := v.Now()
		v.audio.Call("load")
		v.audio.Set("currentTime", at)
	}
	// A browser that refuses says so twice; the pause event is enough.
	promise := v.audio.Call("play")
	if promise.Truthy() {
		promise.Call("catch", js.Global().Get("Function").Get("prototype"))
	}
}

func (v *voice) Soon(then func()) {
	const patience = 400 // ms
	call := once(then)
	heard := js.FuncOf(func(js.Value, []js.Value) any {
		call()
		return nil
	})
	v.audio.Call("addEventListener", "playing", heard, map[string]any{"once": true})
	v.After(patience, func() {
		v.audio.Call("removeEventListener", "playing", heard)
		heard.Release()
		call()
	})
}

// once is f, which however often it is called is done a single time.
func once(f func()) func() {
	done := false
	return func() {
		if !done {
			done = true
			f()
		}
	}
}

func (v *voice) Decode(d Decoder, audio string, at float64, piece func(Peaks), broken func()) (stop func()) {
	absolute := func(address string) string {
		return v.window.Get("URL").New(address, v.document.Get("baseURI")).Get("href").String()
	}
	if v.window.Get("origin").String() == "null" {
		return func() {} // a frame without an origin may start no worker
	}
	worker, ended := js.Undefined(), false
	var told, failed js.Func
	stop = func() {
		if ended {
			return
		}
		ended = true
		if worker.Truthy() {
			worker.Call("terminate")
		}
		told.Release()
		failed.Release()
	}
	fail := func() {
		if !ended {
			stop()
			broken()
		}
	}
	told = js.FuncOf(func(_ js.Value, args []js.Value) any {
		data := args[0].Get("data")
		switch values := data.Get("peaks"); {
		case values.Truthy():
			p := Peaks{First: data.Get("first").Int(), Length: data.Get("length").Int(), Values: make([]byte, values.Length())}
			js.CopyBytesToGo(p.Values, values)
			piece(p)
		case data.Get("failed").Truthy():
			fail()
		default:
			stop()
		}
		return nil
	})
	failed = js.FuncOf(func(js.Value, []js.Value) any {
		fail()
		return nil
	})
	defer func() {
		if recover() != nil { // a browser may refuse to start it
			fail()
		}
	}()
	worker = v.window.Get("Worker").New(absolute(d.Worker))
	worker.Set("onmessage", told)
	worker.Set("onerror", failed)
	worker.Call("postMessage", map[string]any{"exec": absolute(d.Exec), "wasm": absolute(d.Wasm), "audio": absolute(audio), "at": at})
	return stop
}

// Open marks the document, so that its foot makes room for the player.
func (v *voice) Open(on bool) {
	player, root := v.document.Call("getElementById", "player"), v.document.Get("documentElement")
	if !v.sized {
		v.sized = true
		size := js.FuncOf(func(js.Value, []js.Value) any {
			root.Get("style").Call("setProperty", "--foot", strconv.Itoa(player.Get("offsetHeight").Int())+"px")
			return nil
		})
		v.window.Get("ResizeObserver").New(size).Call("observe", player)
	}
	within := player.Call("contains", v.document.Get("activeElement")).Bool()
	player.Set("hidden", !on)
	root.Call("toggleAttribute", "data-voice", on)
	if within && !on { // the keyboard goes on where one reads
		if n := v.document.Call("getElementById", v.reading()); !n.IsNull() {
			n.Set("tabIndex", -1)
			n.Call("focus", map[string]any{"preventScroll": true})
		}
	}
}

func (v *voice) Copy(text string, then func(bool)) {
	board := v.window.Get("navigator").Get("clipboard")
	if !board.Truthy() { // only where the connection is safe
		then(false)
		return
	}
	var yes, no js.Func
	answer := func(done bool) js.Func {
		return js.FuncOf(func(js.Value, []js.Value) any {
			yes.Release()
			no.Release()
			then(done)
			return nil
		})
	}
	yes, no = answer(true), answer(false)
	board.Call("writeText", text).Call("then", yes, no)
}

func (v *voice) Pause()            { v.audio.Call("pause") }
func (v *voice) Seek(at float64)   { v.audio.Set("currentTime", at) }
func (v *voice) Now() float64      { return v.audio.Get("currentTime").Float() }
func (v *voice) Rate(rate float64) { v.audio.Set("playbackRate", rate) }
func (v *voice) Mute(on bool)      { v.audio.Set("muted", on) }

func (v *voice) sentence(id string) js.Value {
	return v.document.Call("querySelector", `[data-s="`+id+`"]`)
}

func (v *voice) Light(id string, from, to int) {
	highlights := v.window.Get("CSS").Get("highlights")
	if highlights.Truthy() {
		highlights.Call("delete", "word")
	}
	n := js.Null()
	if id != "" {
		if n = v.sentence(id); n.IsNull() { // it tells of the picture, and is not in the text
			n = v.document.Call("querySelector", `[data-k="says"]`)
		}
	}
	if !v.lit.Equal(n) {
		if !v.lit.IsNull() {
			v.lit.Call("removeAttribute", "data-lit")
		}
		if !n.IsNull() {
			n.Call("setAttribute", "data-lit", "")
		}
		v.lit = n
	}
	if from < 0 || n.IsNull() || !highlights.Truthy() {
		return
	}
	if r := v.words(n, from, to); !r.IsNull() {
		highlights.Call("set", "word", v.window.Get("Highlight").New(r))
	}
}

// words is the range of some words of a node, counted from 0. Citations are not
// read and not counted.
func (v *voice) words(n js.Value, from, to int) js.Value {
	const showText = 4
	walker := v.document.Call("createTreeWalker", n, showText)
	r := v.document.Call("createRange")
	count, inWord, found := -1, false, false
	for {
		t := walker.Call("nextNode")
		if t.IsNull() {
			break
		}
		if !t.Get("parentElement").Call("closest", ".cite").IsNull() {
			continue
		}
		// Offsets of a range count in UTF-16; none of the text is outside of
		// its first plane.
		for i, c := range []rune(t.Get("data").String()) {
			space := c == ' ' || c == '\n' || c == '\t'
			if !space && !inWord {
				if count++; count == from {
					r.Call("setStart", t, i)
					found = true
				}
			}
			inWord = !space
			if !space && found && count <= to {
				r.Call("setEnd", t, i+1)
			}
		}
	}
	if !found {
		return js.Null()
	}
	return r
}

// Lead keeps scroll events from choosing the step while the voice does.
func (v *voice) Lead(on bool) { v.led = on }

func (v *voice) Show(id string) {
	n := v.sentence(id)
	if n.IsNull() || n.Call("getClientRects").Length() == 0 {
		return
	}
	top, bottom := 24.0, v.window.Get("innerHeight").Float()-24
	if stage := v.document.Call("getElementById", "stage"); !stage.IsNull() && v.style(stage, "position") == "sticky" {
		top += stage.Call("getBoundingClientRect").Get("bottom").Float()
	}
	bottom -= v.document.Call("getElementById", "player").Get("offsetHeight").Float()
	r := n.Call("getBoundingClientRect")
	from, to := r.Get("top").Float(), r.Get("bottom").Float()
	if from >= top && to <= bottom {
		return
	}
	how := "smooth"
	if v.window.Call("matchMedia", "(prefers-reduced-motion: reduce)").Get("matches").Bool() || v.document.Get("hidden").Bool() {
		how = "instant"
	}
	v.window.Call("scrollBy", map[string]any{"top": from - top - (bottom-top)*0.2, "behavior": how})
}

func (v *voice) style(n js.Value, property string) string {
	return v.window.Call("getComputedStyle", n).Get(property).String()
}

func (v *voice) session() js.Value { return v.window.Get("navigator").Get("mediaSession") }

func (v *voice) Session(title, album string, parts []Part) {
	s := v.session()
	if !s.Truthy() {
		return
	}
	list := []any{}
	for _, p := range parts {
		list = append(list, map[string]any{"title": p.Title, "startTime": p.Start})
	}
	icon := v.window.Get("URL").New("icon-512.png", v.document.Call("querySelector", `link[rel="manifest"]`).Get("href")).Get("href")
	s.Set("metadata", v.window.Get("MediaMetadata").New(map[string]any{"title": title, "artist": album, "album": album, "chapterInfo": list,
		"artwork": []any{map[string]any{"src": icon, "sizes": "512x512", "type": "image/png"}}}))
}

func (v *voice) Position(at, length, rate float64) {
	s := v.session()
	if !s.Truthy() || !s.Get("setPositionState").Truthy() {
		return
	}
	s.Call("setPositionState", map[string]any{"duration": length, "position": at, "playbackRate": rate})
}

// Hear lives as long as the page does, so its functions are never released.
func (v *voice) Hear(h VoiceHandlers) {
	v.h = h
	listen := func(event string, do func(e, target js.Value)) {
		v.document.Call("addEventListener", event, js.FuncOf(func(_ js.Value, args []js.Value) any {
			if t := args[0].Get("target"); t.Truthy() && t.Get("closest").Truthy() {
				do(args[0], t)
			}
			return nil
		}), map[string]any{"passive": event == "wheel" || event == "touchmove"})
	}
	listen("click", func(e, t js.Value) {
		if b := t.Call("closest", "button[data-act]"); !b.IsNull() {
			h.Act(b.Get("dataset").Get("act").String(), b.Get("value").String())
			return
		}
		if a := t.Call("closest", "a[data-act]"); !a.IsNull() {
			e.Call("preventDefault")
			h.Act(a.Get("dataset").Get("act").String(), a.Get("href").String())
			return
		}
		s := t.Call("closest", "[data-s]")
		if s.IsNull() || !t.Call("closest", "a, button").IsNull() || v.window.Call("getSelection").Call("toString").String() != "" {
			return
		}
		h.Sentence(s.Get("dataset").Get("s").String())
	})
	control := func(_, t js.Value) {
		act := t.Get("dataset").Get("act")
		if !act.Truthy() {
			return
		}
		value := t.Get("value").String()
		if t.Get("type").String() == "checkbox" {
			value = boolText(t.Get("checked").Bool())
		}
		h.Act(act.String(), value)
	}
	listen("input", func(e, t js.Value) {
		if t.Get("type").String() == "range" {
			control(e, t)
		}
	})
	listen("change", func(e, t js.Value) {
		if t.Get("type").String() != "range" {
			control(e, t)
		}
	})
	away := func(_, t js.Value) {
		if t.Call("closest", "#player").IsNull() {
			h.Away()
		}
	}
	listen("wheel", away)
	listen("touchmove", away)
	listen("pointerdown", func(_, t js.Value) { // on the scroll bar
		if t.Equal(v.document.Get("documentElement")) {
			h.Away()
		}
	})
	listen("keydown", func(e, t js.Value) {
		key := e.Get("key").String()
		if !t.Call("closest", "#player [role=toolbar]").IsNull() {
			v.rove(e, t, key)
		}
		if !t.Call("closest", "#player").IsNull() {
			switch {
			case key == "Escape":
				h.Act("fold", "")
			case key == " " && t.Call("matches", "[type=range], a").Bool():
				e.Call("preventDefault")
				h.Act("play", "")
			}
		}
		switch key {
		case "PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown", " ", "Tab":
			if t.Call("closest", "#player, button, input, select, summary").IsNull() || key == "Tab" {
				away(e, t)
			}
		}
	})
	if s := v.session(); s.Truthy() {
		for _, action := range []string{"play", "pause", "stop", "seekbackward", "seekforward", "seekto", "previoustrack", "nexttrack", "previousslide", "nextslide"} {
			if action != "nexttrack" || len(v.Tracks()) > 1 {
				v.answer(s, action)
			}
		}
	}
	for _, t := range v.Tracks() {
		if n := v.native(t.Chapter); !n.IsNull() && !n.Get("paused").Bool() {
			v.take(n)
			h.Started(t.Chapter)
			v.tell()
			return
		}
	}
}

// answer lets the device's own controls act.
func (v *voice) answer(session js.Value, action string) {
	defer func() { _ = recover() }() // a browser throws at an action it does not know
	session.Call("setActionHandler", action, js.FuncOf(func(_ js.Value, args []js.Value) any {
		seconds := 0.0
		for _, field := range []string{"seekTime", "seekOffset"} {
			if n := args[0].Get(field); n.Type() == js.TypeNumber {
				seconds = n.Float()
			}
		}
		v.h.Device(action, seconds)
		return nil
	}))
}

// rove moves the keyboard within the player's buttons, which are one Tab stop.
func (v *voice) rove(e, t js.Value, key string) {
	buttons := t.Call("closest", "[role=toolbar]").Call("querySelectorAll", "button")
	n, at := buttons.Length(), -1
	for i := range n {
		if buttons.Index(i).Equal(t.Call("closest", "button")) {
			at = i
		}
	}
	switch key {
	case "ArrowRight":
		at = (at + 1) % n
	case "ArrowLeft":
		at = (at + n - 1) % n
	case "Home":
		at = 0
	case "End":
		at = n - 1
	default:
		return
	}
	e.Call("preventDefault")
	for i := range n {
		buttons.Index(i).Set("tabIndex", -1)
	}
	buttons.Index(at).Set("tabIndex", 0)
	buttons.Index(at).Call("focus")
}
