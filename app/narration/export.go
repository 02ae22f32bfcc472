package narration

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// caption is the longest caption in characters: two lines as television sets
// them.
const caption = 84

// Caption is a piece of a sentence that is read at a glance.
type Caption struct {
	Start, End float64
	Text       string
}

// Captions cuts sentences into captions, at commas where there are any near.
func (c *Cues) Captions() []Caption {
	var out []Caption
	for _, s := range c.Sentences {
		var words []WordCue
		size := 0
		flush := func() {
			if len(words) == 0 {
				return
			}
			texts := make([]string, len(words))
			for i, w := range words {
				texts[i] = w.Text
			}
			out = append(out, Caption{words[0].Start, words[len(words)-1].End, strings.Join(texts, " ")})
			words, size = nil, 0
		}
		left := utf8.RuneCountInString(s.Text())
		for _, w := range s.Words {
			n := utf8.RuneCountInString(w.Text) + 1
			if size+n > caption+1 {
				flush()
			}
			words = append(words, w)
			size += n
			left -= n
			// A caption of its own for the last word of a sentence helps nobody.
			if size > caption/2 && left > caption/3 && strings.ContainsAny(w.Text[len(w.Text)-1:], ",;:") {
				flush()
			}
		}
		flush()
		if len(out) > 0 {
			out[len(out)-1].End = max(out[len(out)-1].End, s.End)
		}
	}
	return out
}

// WebVTT writes captions for browsers.
func WebVTT(captions []Caption) []byte {
	var b strings.Builder
	b.WriteString("WEBVTT\n")
	for i, c := range captions {
		text := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(c.Text)
		fmt.Fprintf(&b, "\n%d\n%s --> %s\n%s\n", i+1, clock(c.Start, '.'), clock(c.End, '.'), text)
	}
	return []byte(b.String())
}

// SubRip writes captions for everything else.
func SubRip(captions []Caption) []byte {
	var b strings.Builder
	for i, c := range captions {
		fmt.Fprintf(&b, "%d\r\n%s --> %s\r\n%s\r\n\r\n", i+1, clock(c.Start, ','), clock(c.End, ','), c.Text)
	}
	return []byte(b.String())
}

// clock writes seconds as 00:01:02.345.
func clock(t float64, point byte) string {
	ms := int(t*1000 + 0.5)
	return fmt.Sprintf("%02d:%02d:%02d%c%03d", ms/3600000, ms/60000%60, ms/1000%60, point, ms%1000)
}

// Transcript is what is read, in paragraphs, with the headings of the steps.
func Transcript(s *Script, heading func(step string) string) []byte {
	var b strings.Builder
	step := ""
	for i, x := range s.Sentences {
		if x.Part != Title && x.Step != step {
			step = x.Step
			fmt.Fprintf(&b, "%s\n\n", heading(step))
		}
		switch {
		case x.Part == Quote && s.Sentences[i-1].Part != Quote:
			b.WriteString("“" + x.Text)
		default:
			b.WriteString(x.Text)
		}
		if x.Part == Quote && x.Ends {
			b.WriteString("”")
		}
		switch {
		case x.Ends || x.Part == Side:
			b.WriteString("\n\n")
		default:
			b.WriteByte(' ')
		}
	}
	return []byte(strings.TrimSpace(b.String()) + "\n")
}
