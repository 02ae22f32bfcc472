//go:build js

// The decoder draws nothing and plays nothing: in a worker, off the page's
// thread, it decodes one recording and hands out its peaks. web/script/decoder.js
// starts it, with the file in the global variable "recording", and ends with it.
package main

import (
	"syscall/js"

	"github.com/strings-attached/explainer/app/sound"
)

func main() {
	worker := js.Global()
	recording := worker.Get("recording")
	file := make([]byte, recording.Get("length").Int())
	js.CopyBytesToGo(file, recording)
	err := sound.Peaks(file, worker.Get("at").Float(), func(first, length int, peaks []uint8) {
		bytes := worker.Get("Uint8Array").New(len(peaks))
		js.CopyBytesToJS(bytes, peaks)
		worker.Call("postMessage", map[string]any{"first": first, "length": length, "peaks": bytes}, []any{bytes.Get("buffer")})
	})
	if err != nil {
		worker.Call("postMessage", map[string]any{"failed": err.Error()})
	}
}
