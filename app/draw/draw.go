// Package draw makes the pictures: pure functions of a story and a moment in
// it, to SVG and HTML text.
//
// Each picture comes in two halves. A plain value says where every mark stands
// and in what state ([MapState], [TimeState]); it is computed natively when the
// site is built and in WebAssembly when the reader acts. A writer turns the
// value into SVG, once, at build time. In the browser the difference between
// two values becomes a handful of attribute writes ([DiffMap], [DiffTime]), so
// the picture that was delivered and the one that is alive are the same nodes.
//
// The package knows neither go-app nor a browser, and it has the one escaper.
package draw

import (
	"math"
	"strconv"
	"strings"
)

// Frame is the box a picture is drawn in, in CSS pixels at its natural size.
// Wide frames are for stages of 660 px and more, narrow ones for phones and
// for columns: an SVG shrinks its words along with its lines, so one drawing
// cannot serve both.
type Frame struct {
	Name string // "w" or "n": the prefix of the marks' keys
	W, H float64
	Font float64 // size of the labels
	Mark float64 // radius of a mark
}

// The frames of the map and of the timeline.
var (
	MapWide    = Frame{"w", 760, 456, 13, 6.5}
	MapNarrow  = Frame{"n", 360, 186, 11, 5}
	TimeWide   = Frame{"w", 760, 232, 13, 6}
	TimeNarrow = Frame{"n", 360, 112, 11, 4.5}
)

// TimeDesk is the wide frame of the timeline's explorer, which has a page's whole
// width: its lanes have rows enough for most events to be named.
var TimeDesk = Frame{"w", 1060, 398, 13, 6}

// MapFrames and TimeFrames list the frames in the order they stand in a page;
// DeskFrames are those of the timeline's explorer.
var (
	MapFrames  = []Frame{MapWide, MapNarrow}
	TimeFrames = []Frame{TimeWide, TimeNarrow}
	DeskFrames = []Frame{TimeDesk, TimeNarrow}
)

// Escape makes s safe inside HTML and SVG text and double-quoted attributes.
func Escape(s string) string { return escaper.Replace(s) }

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

// Num writes a coordinate with at most one decimal, so that a picture is the
// same text wherever it is computed.
func Num(v float64) string {
	v = math.Round(v*10) / 10
	if v == 0 {
		return "0" // never "-0"
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// Translate is the SVG transform that moves by x and y.
func Translate(x, y float64) string { return "translate(" + Num(x) + " " + Num(y) + ")" }

// A writer of markup: attributes are escaped, text is escaped.
type markup struct{ strings.Builder }

func (m *markup) put(parts ...string) {
	for _, p := range parts {
		m.WriteString(p)
	}
}

func (m *markup) attr(name, value string) { m.put(" ", name, `="`, Escape(value), `"`) }
