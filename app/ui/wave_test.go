//go:build !js

package ui

import (
	"slices"
	"strings"
	"testing"

	"github.com/strings-attached/explainer/app/dom"
)

// last is what was set last on a key.
func last(log, key, attr string) string {
	prefix := "set " + key + " " + attr + "="
	for _, line := range slices.Backward(strings.Split(log, "\n")) {
		if value, ok := strings.CutPrefix(line, prefix); ok {
			return value
		}
	}
	return ""
}

func TestZoom(t *testing.T) {
	_, v := listening(t)
	v.Act("zoom", "10")
	if strings.Contains(v.Take(), "decode") {
		t.Error("something is decoded though nobody listens")
	}
	v.Act("zoom", "0")
	v.Act("listen", "law")
	log := v.Take()
	if last(log, "np:seek", "min") != "0" || last(log, "np:seek", "max") != "120" || last(log, "np:seek", "step") != "1" || last(log, "np:part", "d") != "" || last(log, "np", "data-zoom") != "false" {
		t.Errorf("not the whole chapter:\n%s", log)
	}
	v.Time(21)
	v.Take()
	v.At = 21
	v.Act("zoom", "10")
	log = v.Take()
	contains(t, log, "decode worker.js law.mp3 21.00", "set np:seek min=16", "set np:seek max=26", "set np:seek step=0.025", "set np:wave at=50", "set np:part d=M53.3 1H86.7", "set np:wave data-fine=false", "set np data-zoom=true")
	if got := last(log, "np:ticks", "d"); got != "M180.0 28v4" { // the sentence that begins at 20.5 s
		t.Errorf("ticks %q", got)
	}
	coarse := last(log, "np:levels", "d")

	// Pieces that are seen are drawn, others kept.
	piece := slices.Repeat([]byte{255}, 30*500)
	v.Piece(dom.Peaks{First: 60 * 500, Length: 120 * 500, Values: piece})
	if log := v.Take(); log != "" {
		t.Errorf("a piece that is not seen draws\n%s", log)
	}
	v.Piece(dom.Peaks{First: 0, Length: 120 * 500, Values: piece})
	log = v.Take()
	contains(t, log, "set np:wave data-fine=true")
	if got := last(log, "np:levels", "d"); got == coarse || !strings.Contains(got, "L0.5 1.0") {
		t.Errorf("drawn as %.60s", got)
	}
	v.Piece(dom.Peaks{First: 119 * 500, Length: 120 * 500, Values: piece})
	v.Piece(dom.Peaks{First: -1, Length: 120 * 500, Values: piece})
	v.Piece(dom.Peaks{First: 0, Length: 7, Values: piece})
	if log := v.Take(); log != "" {
		t.Errorf("a piece of another recording draws\n%s", log)
	}

	// The part stays while the voice goes through it, and is turned like a page.
	v.Time(25.9)
	if log := v.Take(); strings.Contains(log, "np:levels") || last(log, "np:wave", "at") != "99" {
		t.Errorf("within the part:\n%s", log)
	}
	v.Time(26.1)
	contains(t, v.Take(), "set np:seek min=25.1", "set np:wave at=10")
	v.Act("seek", "118.12345") // not where another sample is
	contains(t, v.Take(), "seek 118.12", "set np:seek min=110", "set np:seek max=120", "set np:seek aria-valuetext=1:58 of 2:00")
	if v.At != 118.12345 {
		t.Errorf("the head is at %v", v.At)
	}
	v.Act("zoom", "0")
	contains(t, v.Take(), "set np:seek min=0", "set np:part d=")
	for _, no := range []string{"-1", "NaN", "1e9"} {
		if v.Act("zoom", no); strings.Contains(v.Take(), "np:seek min") {
			t.Errorf("a zoom of %s is taken", no)
		}
	}

	// The next chapter is decoded when it is heard.
	v.Act("zoom", "60")
	v.Take()
	v.At = 0
	v.Act("chapter", "money")
	contains(t, v.Take(), "stop decoding")
	v.Time(1)
	contains(t, v.Take(), "decode worker.js money.mp3 0.00")
	v.Broken()
	contains(t, v.Take(), "set np:note hidden=", "set np:note text=The closer view of the waveform could not be made. The recording plays on.")
	v.Act("close", "")
	contains(t, v.Take(), "stop decoding")
}

// Without the decoder, or paused before it was ever heard, the closer view shows
// what the page knows.
func TestZoomCoarse(t *testing.T) {
	_, v := listening(t)
	v.Recorder.Query, v.Recorder.Fragment = "t=21", "law"
	start(t, v.Recorder)
	v.Take()
	v.Act("zoom", "10")
	log := v.Take()
	if strings.Contains(log, "decode") || last(log, "np:levels", "d") == "" {
		t.Errorf("decoded before Listen was pressed, or nothing drawn:\n%s", log)
	}
	// The levels of the whole are 0, 255 and 0: in its first third it is silent.
	if got := last(log, "np:levels", "d"); !strings.HasPrefix(got, "M0 13L0.5 12.5L") {
		t.Errorf("drawn as %.60s", got)
	}
}

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		v      float64
		digits int
		want   string
	}{{0, 2, "0"}, {1.005, 1, "1"}, {-0.25, 2, "-0.25"}, {118.126, 2, "118.13"}, {120, 3, "120"}} {
		if got := decimal(c.v, c.digits); got != c.want {
			t.Errorf("%v: %s, want %s", c.v, got, c.want)
		}
	}
}
