package dom

// Voice is the recordings of a page, and the player around them. The player
// stands in the page; what it does is decided elsewhere.
type Voice interface {
	// Tracks lists the recordings that the page offers, in its order.
	Tracks() []Track
	// Cues fetches the cues of a track; then is called with "" if that fails.
	Cues(address string, then func(text string))
	// Load makes a recording ready to be heard from a time on. It fetches
	// nothing.
	Load(t Track, at float64)
	Play()
	// Soon calls what may wait until the recording is heard, or for a moment if
	// it is not: sound comes first.
	Soon(then func())
	Pause()
	Seek(at float64)
	Rate(rate float64)
	Mute(on bool)
	// Copy puts a text on the reader's clipboard, an address of the page in full;
	// then is called with false if the browser refuses.
	Copy(text string, then func(done bool))
	// Decode has a recording decoded in a worker, the part about a time first.
	// piece is called with each stretch of its peaks, and broken when no more will
	// come though some are missing. The worker ends with its work, or by stop.
	Decode(d Decoder, audio string, at float64, piece func(Peaks), broken func()) (stop func())
	// Now is where the recording is, in seconds.
	Now() float64
	// Open shows or hides the player.
	Open(on bool)
	// Light marks a sentence, and a word of it unless that is negative. One that
	// is not in the text tells of the picture, whose caption is marked. "" takes the
	// mark away.
	Light(sentence string, from, to int)
	// Lead makes the voice or, if not on, the reader decide which step the page
	// is at.
	Lead(on bool)
	// Show brings a sentence into view if it is not.
	Show(sentence string)
	// Session tells the device what is heard, for its lock screen and keys, and
	// which parts it has.
	Session(title, album string, parts []Part)
	// Position tells the device where the recording is.
	Position(at, length, rate float64)
	// Hear calls the handlers from now on.
	Hear(h VoiceHandlers)
}

// Track is a recording of a chapter.
type Track struct {
	Chapter, Audio, Cues string  // an ID and two addresses
	Length               float64 // in seconds
}

// Decoder is the addresses of a worker and of what it loads.
type Decoder struct{ Worker, Exec, Wasm string }

// Peaks tell how far a stretch of a recording swings, from 1 for not at all to
// 255. The whole has Length of them, and these begin with number First.
type Peaks struct {
	First, Length int
	Values        []byte
}

// Part is a part of a recording with a title of its own.
type Part struct {
	Title string
	Start float64 // in seconds
}

// VoiceHandlers are what the player and its recording tell.
type VoiceHandlers struct {
	Act      func(name, value string)             // a control was used
	Device   func(action string, seconds float64) // a control of the device was used; 0 if it gave no time
	Sentence func(id string)                      // a sentence of the text was clicked
	Time     func(at float64) float64             // the recording has come to a time; returns when there is more to show
	Playing  func(on bool)                        // it plays, or no longer does
	Ended    func()                               // it has come to its end
	Failed   func()                               // it cannot be heard
	Away     func()                               // the reader scrolls
	Started  func(chapter string)                 // it plays already, started without us
}
