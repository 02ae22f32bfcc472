package ui

import (
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/strings-attached/explainer/app/dom"
	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/live"
)

// narrator reads the page aloud: the sentence that is heard is lit, and the stage
// goes to its step by the one road. The recording starts at once; what is known
// of its sentences comes after it.
type narrator struct {
	stage  *Stage
	voice  dom.Voice
	tracks []dom.Track
	cues   map[string]*live.Cues // by chapter; nil while on the way

	open    bool
	track   int     // index into tracks
	at      int     // index of the sentence that is heard, or -1
	word    int     // index of the word that is lit, or -1
	lit     string  // the sentence that is lit
	playing bool    // as far as the reader wants
	follows bool    // the text scrolls along
	more    bool    // the player shows all of its controls
	noted   bool    // the player says a line
	words   bool    // words are marked, not only sentences
	rate    float64 // 1 is the voice's own pace
	drawn   int     // the second that the player shows, so that it is not drawn more often
	heard   bool    // the recording has been heard since it was opened
	reached float64 // how far it has been heard, or the head been moved
	wave    wave
}

// newNarrator takes over the player of a page; nil if it has none.
func newNarrator(s *Stage) *narrator {
	v := s.page.Voice()
	if v == nil {
		return nil
	}
	p := &narrator{stage: s, voice: v, tracks: v.Tracks(), cues: map[string]*live.Cues{}, at: -1, word: -1, rate: 1, drawn: -1}
	if len(p.tracks) == 0 {
		return nil
	}
	p.offer()
	v.Hear(dom.VoiceHandlers{Act: p.act, Device: p.device, Sentence: p.clicked, Time: p.time, Playing: p.plays, Ended: p.ended, Failed: p.failed, Away: p.away, Started: p.adopt})
	return p
}

// offer lists the chapters that can be heard. The page leaves that to us, since
// its player is of no use without.
func (p *narrator) offer() {
	var b strings.Builder
	for _, t := range p.tracks {
		for _, c := range p.stage.story.Chapters {
			if c.ID == t.Chapter {
				title := p.stage.labels.T("narration.track", p.stage.labels.Int(c.Number), c.Title)
				fmt.Fprintf(&b, `<option value="%s">%s (%s)</option>`, c.ID, draw.Escape(title), clock(t.Length+0.5))
			}
		}
	}
	p.stage.page.Set("np:chapter", "html", b.String())
}

// now is the cues of the chapter that is heard, nil until they have come.
func (p *narrator) now() *live.Cues { return p.cues[p.tracks[p.track].Chapter] }

// index finds a chapter's recording, -1 if there is none.
func (p *narrator) index(chapter string) int {
	for i, t := range p.tracks {
		if t.Chapter == chapter {
			return i
		}
	}
	return -1
}

// act answers a control.
func (p *narrator) act(name, value string) {
	number, _ := strconv.ParseFloat(value, 64)
	p.unnote()
	switch name {
	case "listen":
		if i := p.index(value); p.open && i == p.track {
			p.toggle()
		} else if i >= 0 {
			p.start(i, 0, true)
		}
	case "chapter":
		if i := p.index(value); i >= 0 {
			p.start(i, 0, p.playing)
		}
	case "rate", "words":
		if name == "words" {
			p.words = value == "true"
		} else if number >= 0.25 && number <= 16 { // what browsers play
			if p.rate = number; p.open {
				p.voice.Rate(number)
				p.place()
			}
		}
		p.light()
	case "zoom":
		p.zoom(number)
	case "mute":
		p.voice.Mute(value == "true")
	case "more":
		p.unfold(!p.more)
	case "fold":
		p.unfold(false)
	}
	if !p.open {
		return
	}
	switch name {
	case "play":
		p.toggle()
	case "seek":
		p.seek(number)
	case "back":
		p.seek(p.voice.Now() - jump)
	case "forward":
		p.seek(p.voice.Now() + jump)
	case "prev":
		p.sentence(-1)
	case "next":
		p.sentence(+1)
	case "follow":
		p.follow()
	case "link":
		p.voice.Copy(value, func(done bool) {
			if done {
				p.note("player.copied")
			} else {
				p.note("player.address", value)
			}
		})
	case "close":
		p.close()
	}
}

// jump is how far the buttons for it lead, in seconds.
const jump = 10

// device answers the lock screen, the keys of a keyboard or of headphones. A
// track is a chapter to them, and what they call a slide is a step.
func (p *narrator) device(action string, number float64) {
	if !p.open {
		return
	}
	by := number
	if by == 0 {
		by = jump
	}
	switch action {
	case "play":
		if !p.playing {
			p.toggle()
		}
	case "pause", "stop":
		if p.playing {
			p.toggle()
		}
	case "seekto":
		p.seek(number)
	case "seekbackward":
		p.seek(p.voice.Now() - by)
	case "seekforward":
		p.seek(p.voice.Now() + by)
	case "previoustrack":
		if p.voice.Now() > justBegun || p.track == 0 {
			p.seek(0)
		} else {
			p.start(p.track-1, 0, p.playing)
		}
	case "nexttrack":
		if p.track+1 < len(p.tracks) {
			p.start(p.track+1, 0, p.playing)
		}
	case "previousslide", "nextslide":
		prev, next := draw.Neighbors(p.stage.page.Steps(), p.stage.view.Step)
		if action == "nextslide" {
			prev = next
		}
		p.stage.goTo(prev)
	}
}

// unfold shows or hides what a player has besides its buttons.
func (p *narrator) unfold(more bool) {
	p.more = more
	p.stage.page.Set("np", "data-more", boolText(more))
	p.stage.page.Set("np:more", "aria-expanded", boolText(more))
	p.stage.page.Later(func() {
		if p.open {
			p.lead() // the player may now stand over the sentence
		}
	})
}

// start opens a chapter's recording at a time.
func (p *narrator) start(track int, at float64, play bool) {
	t := p.tracks[track]
	p.open, p.track, p.at, p.word, p.drawn = true, track, -1, -1, -1
	p.follows, p.heard, p.reached = true, false, at
	p.unnote()
	p.wave.forget()
	p.voice.Load(t, at)
	p.voice.Rate(p.rate)
	show := func() {
		if p.open && p.track == track {
			p.show()
		}
	}
	if play {
		p.voice.Play()
		p.voice.Soon(show)
	} else {
		show()
	}
}

// show brings the player to the chapter that is heard.
func (p *narrator) show() {
	t, track := p.tracks[p.track], p.track
	set := p.stage.page.Set
	p.voice.Lead(p.follows)
	p.voice.Open(true)
	set("np:chapter", "value", t.Chapter)
	p.frame(p.voice.Now())
	for _, key := range []string{"np:levels", "np:heard", "np:ticks", "np:part"} {
		set(key, "d", "")
	}
	p.session()
	p.pill()
	p.drawn = -1
	p.fetch(track, func() {
		if p.open && p.track == track {
			p.session()
			p.draw()
			p.time(p.voice.Now())
		}
	})
	p.time(p.voice.Now())
}

// session tells the device what is heard: the chapter, and once they are known
// its steps.
func (p *narrator) session() {
	l := p.stage.labels
	for _, c := range p.stage.story.Chapters {
		if c.ID != p.tracks[p.track].Chapter {
			continue
		}
		var parts []dom.Part
		if q := p.now(); q != nil {
			for _, st := range c.Steps {
				for _, x := range q.Sentences {
					if x.Step == st.ID {
						parts = append(parts, dom.Part{Title: st.Heading, Start: x.Start})
						break
					}
				}
			}
		}
		p.voice.Session(l.T("narration.track", l.Int(c.Number), c.Question), p.stage.story.Site.Title, parts)
	}
}

// fetch gets a chapter's cues, once.
func (p *narrator) fetch(track int, then func()) {
	t := p.tracks[track]
	if c, asked := p.cues[t.Chapter]; asked {
		if c != nil {
			then()
		}
		return
	}
	p.cues[t.Chapter] = nil
	p.voice.Cues(t.Cues, func(text string) {
		c, err := live.ReadCues(text)
		if err != nil || len(c.Sentences) == 0 {
			delete(p.cues, t.Chapter) // it is heard all the same, and asked for again
			return
		}
		p.cues[t.Chapter] = c
		then()
	})
}

func (p *narrator) toggle() {
	if p.playing {
		p.voice.Pause()
		return
	}
	p.voice.Play()
	p.follow()
}

// plays notes that the recording has begun to play, or has stopped.
func (p *narrator) plays(on bool) {
	p.playing = on
	p.place()
	l, set := p.stage.labels, p.stage.page.Set
	label, word := "player.play", "listen.play"
	if on {
		label, word = "player.pause", "listen.pause"
	}
	set("np:play", "aria-label", l.T(label))
	set("np:play", "data-on", boolText(on))
	for i, t := range p.tracks {
		text := l.T("listen.play")
		if i == p.track {
			text = l.T(word)
		}
		set("listen:"+t.Chapter, "text", text)
		set("listen:"+t.Chapter, "data-on", boolText(on && i == p.track))
	}
	p.pill()
}

// time follows the recording and writes only what has changed. It returns when it
// wants to be called again: when something else is to be shown.
func (p *narrator) time(at float64) (next float64) {
	next = math.Inf(1)
	if !p.open || p.leapt(at) {
		return next
	}
	p.reached = at
	if c := p.now(); c != nil {
		i := c.At(at)
		if i != p.at {
			p.turn(i, at)
		}
		if i+1 < len(c.Sentences) {
			next = c.Sentences[i+1].Start
		}
		if q := c.Sentences[i]; p.words {
			from, to := q.Word(at)
			if from != p.word {
				p.word = from
				p.light()
			}
			if to+1 < len(q.Words) {
				next = min(next, q.Words[to+1])
			}
		}
	}
	next = min(next, p.head(at), math.Floor(at)+1)
	if s := int(at); s != p.drawn {
		p.drawn = s
		set := p.stage.page.Set
		set("np:now", "text", clock(at))
		set("np:left", "text", "−"+clock(max(0, p.tracks[p.track].Length-at)))
		p.heard = p.heard || p.playing && at > 0
		p.decode()
	}
	return next
}

// turn goes to a sentence: the text at once, and when that is seen by the one
// road the stage.
func (p *narrator) turn(i int, at float64) {
	c := p.now()
	p.at, p.word = i, -1
	q := c.Sentences[i]
	if p.words {
		p.word, _ = q.Word(at)
	}
	p.light()
	p.stage.page.Later(func() {
		if p.open && p.now() == c && p.at == i {
			p.lead()
			p.stage.page.Set("np:link", "href", "?"+url.Values{"t": {strconv.Itoa(int(math.Ceil(q.Start)))}}.Encode()+"#"+p.tracks[p.track].Chapter)
		}
	})
	if i == len(c.Sentences)-2 && p.track+1 < len(p.tracks) {
		p.fetch(p.track+1, func() {}) // so that the next chapter begins lit
	}
}

// lead brings text and stage to the sentence that is heard, unless the reader has
// gone elsewhere or looks at something: then the voice goes on alone.
func (p *narrator) lead() {
	if c := p.now(); p.follows && c != nil && p.at >= 0 && p.stage.view.Pick.IsZero() {
		q := c.Sentences[p.at]
		p.stage.narrated(q.Step)
		p.voice.Show(q.ID)
	}
}

// light marks the sentence, and if the reader likes the word.
func (p *narrator) light() {
	c := p.now()
	if !p.open || c == nil || p.at < 0 {
		p.voice.Light("", -1, -1)
		return
	}
	from, to := -1, -1
	if q := c.Sentences[p.at]; p.words && p.word >= 0 {
		from, to = p.word, p.word
		for to+1 < len(q.Words) && q.Words[to+1] == q.Words[from] {
			to++
		}
	}
	p.lit = c.Sentences[p.at].ID
	p.voice.Light(p.lit, from, to)
}

func (p *narrator) seek(at float64) {
	at = min(max(0, at), max(0, p.tracks[p.track].Length-0.05))
	p.reached = at
	p.voice.Seek(at)
	p.time(at) // a recording that has not been fetched tells nothing of it
	p.stage.page.Set("np:seek", "aria-valuetext", p.saying(at))
	p.place()
}

// place tells the device where the recording is; it reckons on by itself.
func (p *narrator) place() {
	t := p.tracks[p.track]
	p.voice.Position(min(p.voice.Now(), t.Length), t.Length, p.rate)
}

// justBegun is how long after its beginning a sentence or a chapter counts as just
// begun, in seconds: back then leads to the one before.
const justBegun = 1.5

// sentence goes to a neighbor of the sentence that is heard. Back goes to its
// beginning first, unless it has only just begun.
func (p *narrator) sentence(by int) {
	c := p.now()
	if c == nil || p.at < 0 {
		return
	}
	to := p.at + by
	if by < 0 && p.voice.Now() > c.Sentences[p.at].Start+justBegun {
		to = p.at
	}
	switch {
	case to >= 0 && to < len(c.Sentences):
		p.seek(c.Sentences[to].Start)
	case to >= 0 && p.track+1 < len(p.tracks):
		p.start(p.track+1, 0, p.playing)
	default:
		p.seek(0)
	}
}

// clicked moves the head to a sentence of the text; it plays on only if it is
// playing. Nothing happens unless the player is open.
func (p *narrator) clicked(id string) {
	if p.open {
		p.reach(id, func(q live.Cue) bool { return q.ID == id }, p.follow)
	}
}

// reach goes to the first sentence that is meant, in the chapter that the ID of a
// step or a sentence belongs to.
func (p *narrator) reach(id string, meant func(live.Cue) bool, then func()) {
	i := slices.IndexFunc(p.tracks, func(t dom.Track) bool { return strings.HasPrefix(id, t.Chapter+"-") })
	if i < 0 {
		return
	}
	p.fetch(i, func() {
		list := p.cues[p.tracks[i].Chapter].Sentences
		n := slices.IndexFunc(list, meant)
		if n < 0 {
			return
		}
		if i == p.track {
			p.seek(list[n].Start)
		} else {
			p.start(i, list[n].Start, p.playing)
		}
		then()
	})
}

// away lets the reader read elsewhere: the voice goes on, the page stays.
func (p *narrator) away() {
	if p == nil || !p.open || !p.follows {
		return
	}
	p.follows = false
	p.voice.Lead(false)
	p.pill()
}

// follow brings text and stage back to the voice.
func (p *narrator) follow() {
	p.follows = true
	p.voice.Lead(true)
	p.lead()
	p.pill()
}

// moved answers a reader who has gone to another step. One further or one back,
// the voice comes along; any other way leads away from it.
func (p *narrator) moved(from, to string) {
	if p == nil || !p.open || !p.follows {
		return
	}
	prev, next := draw.Neighbors(p.stage.page.Steps(), from)
	if to == from {
		p.lead() // what was looked at has been put away
		return
	}
	if to == prev || to == next {
		p.reach(to, func(q live.Cue) bool { return q.Step == to }, func() {})
		return
	}
	p.away()
}

// pill offers the way back while the voice is elsewhere.
func (p *narrator) pill() {
	hide := "hidden"
	if p.open && p.playing && !p.follows {
		hide = ""
	}
	p.stage.page.Set("np:follow", "hidden", hide)
}

// leapt reports whether the recording has come to its end all at once: where a
// file breaks off, browsers go there from wherever they are.
func (p *narrator) leapt(at float64) bool {
	const most = 5 // s of the clock on the wall, while nothing was told
	return p.playing && at > p.tracks[p.track].Length-0.02 && at-p.reached > most*max(1, p.rate)
}

// ended goes on with the next chapter of the page. Of a recording that breaks off
// the text is there to be read.
func (p *narrator) ended() {
	broken := p.leapt(p.tracks[p.track].Length)
	if broken {
		p.note("player.broken")
	}
	if broken || p.track+1 >= len(p.tracks) {
		p.plays(false)
		return
	}
	follows := p.follows
	p.start(p.track+1, 0, true)
	if !follows {
		p.away()
	}
}

func (p *narrator) failed() {
	p.note("player.failed")
	p.plays(false)
}

// note says one quiet line in the player.
func (p *narrator) note(label string, values ...string) {
	set := p.stage.page.Set
	p.noted = true
	set("np:note", "text", p.stage.labels.T(label, values...))
	set("np:note", "hidden", "")
}

// unnote takes it back.
func (p *narrator) unnote() {
	if p.noted {
		p.noted = false
		p.stage.page.Set("np:note", "hidden", "hidden")
	}
}

func (p *narrator) close() {
	if p.playing {
		p.voice.Pause()
	}
	p.open = false
	p.wave.forget()
	p.voice.Open(false)
	p.voice.Lead(false)
	p.light()
	p.plays(false)
}

// adopt takes over a recording that the reader has started with the browser's
// own controls, before we were there.
func (p *narrator) adopt(chapter string) {
	if i := p.index(chapter); i >= 0 {
		p.start(i, p.voice.Now(), false)
		p.plays(true)
	}
}

// recall opens the player where an address says, "t" being seconds into the
// chapter of a step. It does not play: browsers refuse sound unasked.
func (p *narrator) recall(t, step string) {
	at, err := strconv.ParseFloat(t, 64)
	if p == nil || err != nil || !(at >= 0) {
		return
	}
	for i, x := range p.tracks {
		if strings.HasPrefix(step, x.Chapter+"-") {
			p.start(i, min(at, x.Length), false)
		}
	}
}

// clock writes seconds as 2:41.
func clock(t float64) string { return fmt.Sprintf("%d:%02d", int(t)/60, int(t)%60) }
