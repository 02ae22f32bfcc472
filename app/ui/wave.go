package ui

import (
	"encoding/base64"
	"math"
	"strconv"

	"github.com/strings-attached/explainer/app/dom"
)

// wave is the picture of a recording's loudness: all of it, or a part of which
// the decoder tells more. The part stays while the voice goes through it, and is
// turned like a page.
type wave struct {
	part float64 // how many seconds are shown; 0 for all
	from float64 // where what is shown begins
	tick int     // where the head is drawn, in columns
	fine []byte  // the peaks as decoded, 0 for those that have not come; nil if none were asked for
	stop func()  // ends the decoder; nil if none is at work
}

// forget drops what is known of a recording.
func (w *wave) forget() {
	if w.stop != nil {
		w.stop()
	}
	*w = wave{part: w.part, tick: -1}
}

// The picture is as wide as it has columns, and so high.
const (
	waveColumns = 400
	waveHeight  = 26.0 // below it sentences are marked
)

// zoom shows so many seconds of the recording, or with 0 all of it.
func (p *narrator) zoom(part float64) {
	if !(part >= 0 && part <= 600) {
		return
	}
	p.wave.part = part
	if !p.open {
		return
	}
	p.frame(p.voice.Now() - part/2)
	p.draw()
	p.head(p.voice.Now())
	p.decode()
}

// shown is the stretch of the recording that is drawn, in seconds.
func (p *narrator) shown() (from, to float64) {
	length := p.tracks[p.track].Length
	if p.wave.part == 0 || p.wave.part >= length {
		return 0, length
	}
	return p.wave.from, p.wave.from + p.wave.part
}

// frame makes what is drawn begin at a time, as far as the recording allows.
func (p *narrator) frame(at float64) {
	w := &p.wave
	w.from = min(max(0, at), max(0, p.tracks[p.track].Length-w.part))
	w.tick = -1
	from, to := p.shown()
	set := p.stage.page.Set
	step := "1"
	if to-from < p.tracks[p.track].Length {
		step = decimal((to-from)/waveColumns, 3)
	}
	set("np:seek", "step", step)
	set("np:seek", "min", decimal(from, 3))
	set("np:seek", "max", decimal(to, 3))
	set("np", "data-zoom", boolText(step != "1"))
}

// head draws where the voice is, when it has come a column further, and turns
// the page when it has left it. It returns when it will have come to the next.
func (p *narrator) head(at float64) (next float64) {
	from, to := p.shown()
	if at < from || at >= to && to < p.tracks[p.track].Length {
		p.frame(at - p.wave.part/10)
		p.draw()
		from, to = p.shown()
	}
	width := (to - from) / waveColumns
	tick := int((at - from) / width)
	next = from + float64(tick+1)*width
	if tick == p.wave.tick {
		return next
	}
	p.wave.tick = tick
	set := p.stage.page.Set
	set("np:wave", "at", decimal((at-from)/(to-from)*100, 2))
	set("np:seek", "value", decimal(at, 2))
	set("np:seek", "valuetext", p.saying(at))
	return next
}

// saying is a place in the recording in words.
func (p *narrator) saying(at float64) string {
	return p.stage.labels.T("player.at", clock(at), clock(p.tracks[p.track].Length))
}

// draw draws the waveform and where sentences begin.
func (p *narrator) draw() {
	c := p.now()
	if c == nil {
		return
	}
	levels, err := base64.StdEncoding.DecodeString(c.Levels)
	if err != nil || len(levels) == 0 {
		return
	}
	from, to := p.shown()
	width := (to - from) / waveColumns
	swings := make([]float64, waveColumns)
	for i := range swings {
		swings[i] = p.wave.swing(levels, c.Length, from+float64(i)*width, from+float64(i+1)*width)
	}
	// The upper edge from left to right, then the lower one back.
	d := []byte("M0 13")
	point := func(x, y float64) {
		d = strconv.AppendFloat(append(d, 'L'), x, 'f', 1, 64)
		d = strconv.AppendFloat(append(d, ' '), y, 'f', 1, 64)
	}
	const middle, least = waveHeight / 2, 0.5
	for i, s := range swings {
		point(float64(i)+0.5, middle-max(least, s*(middle-1)))
	}
	point(waveColumns, middle)
	for i := len(swings) - 1; i >= 0; i-- {
		point(float64(i)+0.5, middle+max(least, swings[i]*(middle-1)))
	}
	d = append(d, 'Z')
	var ticks []byte
	for _, q := range c.Sentences {
		if q.Start >= from && q.Start < to {
			ticks = strconv.AppendFloat(append(ticks, 'M'), (q.Start-from)/(to-from)*waveColumns, 'f', 1, 64)
			ticks = append(ticks, " 28v4"...)
		}
	}
	set := p.stage.page.Set
	set("np:levels", "d", string(d))
	set("np:heard", "d", string(d))
	set("np:ticks", "d", string(ticks))
	set("np:part", "d", p.where())
	set("np:wave", "data-fine", boolText(p.wave.sees(from/c.Length, to/c.Length)))
}

// where is a line above what is drawn: which part of the whole it is.
func (p *narrator) where() string {
	from, to := p.shown()
	length := p.tracks[p.track].Length
	if to-from >= length {
		return ""
	}
	return "M" + decimal(from/length*waveColumns, 1) + " 1H" + decimal(to/length*waveColumns, 1)
}

// sees reports whether what is drawn, given in parts of the whole, is as decoded.
func (w *wave) sees(from, to float64) bool {
	n := float64(len(w.fine))
	a, b := int(from*n), int(to*n)
	return b > a && w.fine[a] > 0 && w.fine[b-1] > 0
}

// swing is how far the recording swings between two times, from 0 to 1: as
// decoded or, where that has not come, as the page knows it.
func (w *wave) swing(levels []byte, length, from, to float64) float64 {
	if n := len(w.fine); n > 0 {
		per := float64(n) / length
		a := min(int(from*per), n-1)
		loudest := byte(0)
		for _, v := range w.fine[a:min(max(int(to*per), a+1), n)] {
			loudest = max(loudest, v)
		}
		if loudest > 0 {
			return float64(loudest) / 255
		}
	}
	return float64(levels[min(int(from/length*float64(len(levels))), len(levels)-1)]) / 255
}

// decode has the recording decoded where a part of it is to be drawn, once it is
// heard: sound comes first.
func (p *narrator) decode() {
	c, w := p.now(), &p.wave
	if c == nil || w.part == 0 || w.fine != nil || !p.heard || c.Decoder.Worker == "" {
		return
	}
	d := dom.Decoder(c.Decoder)
	for _, address := range []*string{&d.Worker, &d.Exec, &d.Wasm} {
		*address = p.stage.root + *address
	}
	w.fine = []byte{}
	w.stop = p.voice.Decode(d, p.tracks[p.track].Audio, p.voice.Now(), p.decoded, func() { p.note("player.coarse") })
}

// decoded notes a stretch of peaks, and draws them if they are seen.
func (p *narrator) decoded(s dom.Peaks) {
	w := &p.wave
	if len(w.fine) == 0 {
		w.fine = make([]byte, max(0, s.Length))
	}
	if s.First < 0 || s.Length != len(w.fine) || s.First+len(s.Values) > len(w.fine) {
		return // not of this recording
	}
	copy(w.fine[s.First:], s.Values)
	per := float64(len(w.fine)) / p.tracks[p.track].Length
	if from, to := p.shown(); float64(s.First) < to*per && float64(s.First+len(s.Values)) > from*per {
		p.draw()
	}
}

// decimal writes a number with at most so many digits behind the point.
func decimal(v float64, digits int) string {
	scale := math.Pow10(digits)
	return strconv.FormatFloat(math.Round(v*scale)/scale, 'f', -1, 64)
}
