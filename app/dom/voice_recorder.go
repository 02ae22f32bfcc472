package dom

import "fmt"

// VoiceRecorder is a Voice that writes down what is done to it, for tests.
type VoiceRecorder struct {
	*Recorder
	List  []Track
	Texts map[string]string // the cues by address
	At    float64
	VoiceHandlers

	Refuse bool // nothing is put on the clipboard

	// Piece and Broken are what the last call of Decode was given.
	Piece  func(Peaks)
	Broken func()
}

func (r *VoiceRecorder) Tracks() []Track { return r.List }
func (r *VoiceRecorder) Cues(address string, then func(string)) {
	r.note("cues", address)
	then(r.Texts[address])
}
func (r *VoiceRecorder) Load(t Track, at float64) {
	r.note("load", t.Chapter, fmt.Sprintf("%.2f", at))
	r.At = at
}
func (r *VoiceRecorder) Play()            { r.note("play"); r.Playing(true) }
func (r *VoiceRecorder) Soon(then func()) { then() }
func (r *VoiceRecorder) Open(on bool)     { r.note("open", boolWord(on)) }
func (r *VoiceRecorder) Pause()           { r.note("pause"); r.Playing(false) }
func (r *VoiceRecorder) Seek(at float64) {
	r.note("seek", fmt.Sprintf("%.2f", at))
	r.At = at
	r.Time(at)
}
func (r *VoiceRecorder) Rate(rate float64) { r.note("rate", fmt.Sprint(rate)) }
func (r *VoiceRecorder) Mute(on bool)      { r.note("mute", boolWord(on)) }
func (r *VoiceRecorder) Copy(text string, then func(bool)) {
	r.note("copy", text)
	then(!r.Refuse)
}
func (r *VoiceRecorder) Now() float64                  { return r.At }
func (r *VoiceRecorder) Light(id string, from, to int) { r.note("light", id, fmt.Sprint(from, to)) }
func (r *VoiceRecorder) Lead(on bool)                  { r.note("lead", boolWord(on)) }
func (r *VoiceRecorder) Show(id string)                { r.note("show", id) }
func (r *VoiceRecorder) Decode(d Decoder, audio string, at float64, piece func(Peaks), broken func()) func() {
	r.note("decode", d.Worker, audio, fmt.Sprintf("%.2f", at))
	r.Piece, r.Broken = piece, broken
	return func() { r.note("stop decoding") }
}
func (r *VoiceRecorder) Session(title, _ string, parts []Part) {
	r.note("session", title, fmt.Sprint(parts))
}
func (r *VoiceRecorder) Position(_, _, _ float64) {}
func (r *VoiceRecorder) Hear(h VoiceHandlers)     { r.VoiceHandlers = h }

func boolWord(b bool) string {
	if b {
		return "on"
	}
	return "off"
}
