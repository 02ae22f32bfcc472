package dom

import (
	"strings"
	"syscall/js"
)

func (p *browser) Fetch(address string, then func(string)) {
	var ok, text, failed js.Func
	done := func(s string) {
		ok.Release()
		text.Release()
		failed.Release()
		then(s)
	}
	text = js.FuncOf(func(_ js.Value, args []js.Value) any {
		done(args[0].String())
		return nil
	})
	ok = js.FuncOf(func(_ js.Value, args []js.Value) any {
		if !args[0].Get("ok").Bool() {
			return js.Global().Get("Promise").Call("reject")
		}
		return args[0].Call("text")
	})
	failed = js.FuncOf(func(js.Value, []js.Value) any {
		done("")
		return nil
	})
	p.window.Call("fetch", address).Call("then", ok).Call("then", text, failed)
}

const svgSpace = "http://www.w3.org/2000/svg"

// shape makes an SVG element with attributes, given as name and value in turn.
func (p *browser) shape(tag string, attributes ...string) js.Value {
	n := p.document.Call("createElementNS", svgSpace, tag)
	for i := 0; i < len(attributes); i += 2 {
		n.Call("setAttribute", attributes[i], attributes[i+1])
	}
	return n
}

func (p *browser) Refine(fips, outline, borders string, counties map[string]string) {
	defs := p.document.Call("querySelector", ".shapes defs")
	state := p.document.Call("getElementById", "us"+fips)
	if defs.IsNull() || state.IsNull() {
		return
	}
	lands := p.document.Call("querySelectorAll", ".land[data-k]")
	all := p.document.Call("getElementById", "cty")
	if all.IsNull() {
		all = p.shape("g", "id", "cty")
		defs.Call("append", all)
		for i := 0; i < lands.Length(); i++ {
			lands.Index(i).Call("append", p.shape("use", "class", "cty", "href", "#cty"))
		}
	}
	state.Call("setAttribute", "d", outline)
	all.Call("append", p.shape("path", "d", borders))
	for code, d := range counties {
		defs.Call("append", p.shape("path", "id", "co"+code, "d", d))
		for i := 0; i < lands.Length(); i++ {
			land := lands.Index(i)
			frame, _, _ := strings.Cut(land.Call("getAttribute", "data-k").String(), "/")
			use := p.shape("use", "class", "state county", "href", "#co"+code, "data-on", "0")
			land.Call("insertBefore", use, land.Call("querySelector", ".cty"))
			p.nodes[frame+"/county:"+code] = use
		}
	}
}

// fingertip is how far from the middle of a mark a click is still meant for it,
// in pixels of the window.
const fingertip = 24

// meant is the mark that a click on the mark link is meant for: of those whose
// middles are near, the nearest, since what can be hit of them overlaps.
func (p *browser) meant(e, link js.Value) js.Value {
	svg := link.Call("closest", "svg")
	if svg.IsNull() || e.Get("detail").Int() == 0 { // a key has no place
		return link
	}
	at := point{e.Get("clientX").Float(), e.Get("clientY").Float()}
	best := float64(fingertip)
	list := svg.Call("querySelectorAll", `a[data-id]:not([data-state="off"])`)
	for i := 0; i < list.Length(); i++ {
		r := list.Index(i).Call("querySelector", ".o").Call("getBoundingClientRect")
		middle := point{r.Get("left").Float() + r.Get("width").Float()/2, r.Get("top").Float() + r.Get("height").Float()/2}
		if d := distance(at, middle); d < best {
			best, link = d, list.Index(i)
		}
	}
	return link
}
