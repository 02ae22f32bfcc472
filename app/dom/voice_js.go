package dom

import (
	"strconv"
	"syscall/js"
)

// voice is the Voice of a real document.
type voice struct {
	*browser
	audio js.Value // the element that is heard; undefined until one is chosen
	h     VoiceHandlers
	lit   js.Value
	frame js.Func
	going bool // a frame has been asked for
}

// Voice is nil on a page without recordings.
func (p *browser) Voice() Voice {
	if p.document.Call("getElementById", "player").IsNull() {
		return nil
	}
	return &voice{browser: p, audio: js.Undefined(), lit: js.Null()}
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
	// The frames are for the eye; a page that is not seen gets none, and then
	// the slower event is enough.
	v.frame = js.FuncOf(func(js.Value, []js.Value) any {
		v.going = false
		if !audio.Get("paused").Bool() {
			v.h.Time(v.Now())
			v.ask()
		}
		return nil
	})
	on("timeupdate", func() { v.h.Time(v.Now()) })
	on("seeked", func() { v.h.Time(v.Now()) })
	alone := v.alone()
	on("play", func() { alone(); v.h.Playing(true); v.ask() })
	on("pause", func() {
		if !audio.Get("ended").Bool() {
			v.h.Playing(false)
		}
	})
	on("ended", func() { v.h.Ended() })
	on("error", func() { v.h.Failed() })
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

func (v *voice) ask() {
	if !v.going {
		v.going = true
		v.window.Call("requestAnimationFrame", v.frame)
	}
}

func (v *voice) Play() {
	// A browser that refuses says so twice; the pause event is enough.
	promise := v.audio.Call("play")
	if promise.Truthy() {
		promise.Call("catch", js.Global().Get("Function").Get("prototype"))
	}
}

func (v *voice) Soon(then func()) {
	const patience = 400 // ms
	var heard, late js.Func
	done := false
	call := func(js.Value, []js.Value) any {
		if done {
			return nil
		}
		done = true
		then()
		return nil
	}
	heard, late = js.FuncOf(call), js.FuncOf(func(this js.Value, args []js.Value) any {
		call(this, args)
		v.audio.Call("removeEventListener", "playing", heard)
		heard.Release()
		late.Release()
		return nil
	})
	v.audio.Call("addEventListener", "playing", heard, map[string]any{"once": true})
	v.window.Call("setTimeout", late, patience)
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
	v.document.Call("getElementById", "player").Set("hidden", !on)
	v.document.Get("documentElement").Call("toggleAttribute", "data-voice", on)
}

func (v *voice) Pause()            { v.audio.Call("pause") }
func (v *voice) Seek(at float64)   { v.audio.Set("currentTime", at) }
func (v *voice) Now() float64      { return v.audio.Get("currentTime").Float() }
func (v *voice) Rate(rate float64) { v.audio.Set("playbackRate", rate) }

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
		n = v.sentence(id)
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
	if n.IsNull() || from < 0 || !highlights.Truthy() {
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
	if s := v.session(); s.Truthy() {
		var list []any
		for _, p := range parts {
			list = append(list, map[string]any{"title": p.Title, "startTime": p.Start})
		}
		s.Set("metadata", v.window.Get("MediaMetadata").New(map[string]any{"title": title, "artist": album, "album": album, "chapterInfo": list}))
	}
}

func (v *voice) Position(at, length, rate float64) {
	s := v.session()
	if !s.Truthy() || !s.Get("setPositionState").Truthy() || at > length {
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
		}), map[string]any{"passive": event != "keydown"})
	}
	listen("click", func(_, t js.Value) {
		if b := t.Call("closest", "button[data-act]"); !b.IsNull() {
			h.Act(b.Get("dataset").Get("act").String(), b.Get("value").String())
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
			return
		}
		switch key {
		case "PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown", " ", "Tab":
			if t.Call("closest", "#player, button, input, select, summary").IsNull() || key == "Tab" {
				away(e, t)
			}
		}
	})
	if s := v.session(); s.Truthy() {
		for _, action := range []string{"play", "pause", "stop", "seekbackward", "seekforward", "seekto", "previoustrack", "nexttrack"} {
			v.answer(s, action)
		}
	}
	for _, t := range v.Tracks() {
		if n := v.native(t.Chapter); !n.IsNull() && !n.Get("paused").Bool() {
			v.take(n)
			h.Started(t.Chapter)
			v.ask()
			return
		}
	}
}

// answer lets the device's own controls act.
func (v *voice) answer(session js.Value, action string) {
	defer func() { _ = recover() }() // a browser throws at an action it does not know
	session.Call("setActionHandler", action, js.FuncOf(func(_ js.Value, args []js.Value) any {
		value := ""
		if to := args[0].Get("seekTime"); to.Type() == js.TypeNumber {
			value = strconv.FormatFloat(to.Float(), 'f', 2, 64)
		}
		v.h.Act("device:"+action, value)
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
