package page

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/live"
	"github.com/strings-attached/explainer/app/narration"
	"github.com/strings-attached/explainer/app/story"
)

// Recording is a chapter read aloud.
type Recording struct {
	Script *narration.Script
	Cues   *narration.Cues
	Audio  string  // its published address from the site's root
	Bytes  int     // of the file
	Length float64 // in seconds, as decoded
	Levels []uint8 // how loud it is, for the player's picture of it
}

// Decoder is where the program is that decodes recordings, from the site's root:
// a worker, and what it loads.
type Decoder struct{ Worker, Exec, Wasm string }

// Clock is the recording's length as players show it: "2:41".
func (r *Recording) Clock() string { return clock(r.Length) }

// Megabytes is the size of the file: "1.2".
func (r *Recording) Megabytes() string { return fmt.Sprintf("%.1f", float64(r.Bytes)/1e6) }

// ISO is the recording's length as machines read it: "PT2M41S".
func (r *Recording) ISO() string {
	s := int(r.Length + 0.5)
	return fmt.Sprintf("PT%dM%dS", s/60, s%60)
}

func clock(seconds float64) string {
	s := int(seconds + 0.5)
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// Recording is the recording of a chapter, or nil.
func (v *view) Recording(chapter string) *Recording { return v.recordings[chapter] }

// Recorded lists the chapters of a page that can be listened to.
func (p *walkPage) Recorded() []*story.Chapter {
	var out []*story.Chapter
	for _, c := range p.Chapters {
		if p.recordings[c.ID] != nil {
			out = append(out, c)
		}
	}
	return out
}

// Rates are the speeds that the player offers.
func (p *walkPage) Rates() []string { return []string{"0.75", "1", "1.25", "1.5", "1.75", "2"} }

// said are the sentences that are read aloud of a step: for each of its blocks.
func (b *builder) said(st *story.Step) [][]narration.Sentence {
	if b.Narrator == nil {
		return make([][]narration.Sentence, len(st.Blocks))
	}
	blocks, _ := b.Narrator.Step(st)
	return blocks
}

// Said writes a text whose sentences are read aloud: each in an element that
// names it, so that it can be lit. Citations behind a sentence stay outside.
func (v *view) Said(s string, said []narration.Sentence) template.HTML {
	if len(said) == 0 {
		return v.Text(s)
	}
	spans, err := story.ParseText(s)
	if err != nil {
		return v.Text(s)
	}
	ends := make([]int, len(said)) // where each sentence ends in the plain text
	at, plain := 0, story.Plain(s)
	for i, x := range said {
		j := strings.Index(plain[at:], x.Text)
		if j < 0 {
			return v.Text(s) // not the text that was read; the check tells
		}
		at += j + len(x.Text)
		ends[i] = at
	}
	var b strings.Builder
	at, n, open := 0, 0, false
	start := func() {
		if !open && n < len(said) {
			b.WriteString(`<span data-s="` + said[n].ID + `">`)
			open = true
		}
	}
	stop := func() {
		if open {
			b.WriteString(`</span>`)
			open = false
			n++
		}
	}
	for _, sp := range spans {
		switch {
		case len(sp.Sources) > 0:
			b.WriteString(string(v.CiteAll(sp.Sources)))
		case sp.Kind != "" || sp.Stress:
			// A link is never cut; a sentence that ends in it ends behind it.
			start()
			words := draw.Escape(sp.Words)
			if sp.Kind != "" {
				words = `<a href="` + draw.Escape(v.href(sp.Kind, sp.ID)) + `">` + words + `</a>`
			} else {
				words = `<em>` + words + `</em>`
			}
			b.WriteString(words)
			if at += len(sp.Words); n < len(ends) && at >= ends[n] {
				stop()
			}
		default:
			for rest := sp.Words; rest != ""; {
				if !open { // the space between two sentences
					word := strings.TrimLeft(rest, " \n\t")
					b.WriteString(rest[:len(rest)-len(word)])
					at += len(rest) - len(word)
					if rest = word; rest == "" {
						break
					}
					start()
				}
				cut := len(rest)
				if n < len(ends) {
					cut = min(cut, ends[n]-at)
				}
				b.WriteString(draw.Escape(rest[:cut]))
				at += cut
				if rest = rest[cut:]; n < len(ends) && at >= ends[n] {
					stop()
				}
			}
		}
	}
	stop()
	return template.HTML(b.String())
}

// quoted are the sentences of a quotation, and what names whose it is.
func quoted(said []narration.Sentence) (who string, quote []narration.Sentence) {
	for _, x := range said {
		if x.Part == narration.Who {
			who = x.ID
		} else {
			quote = append(quote, x)
		}
	}
	return who, quote
}

// Words writes the words of a quotation; they hold no marks of ours.
func (v *view) Words(s string, said []narration.Sentence) template.HTML {
	var b strings.Builder
	at := 0
	for _, x := range said {
		i := strings.Index(s[at:], x.Text)
		if i < 0 {
			return template.HTML(draw.Escape(s))
		}
		b.WriteString(draw.Escape(s[at:at+i]) + `<span data-s="` + x.ID + `">` + draw.Escape(x.Text) + `</span>`)
		at += i + len(x.Text)
	}
	b.WriteString(draw.Escape(s[at:]))
	return template.HTML(b.String())
}

// splitText is what a split shows, with the sentences of each part.
type splitText struct {
	Title template.HTML
	Sides []sideText
}

type sideText struct {
	Title template.HTML
	Items []template.HTML
}

// split writes two columns. The sentences come in the order of the script: the
// title, and for each side its title and its items.
func (v *view) split(s *story.Split, said []narration.Sentence) splitText {
	next := func(text string) template.HTML {
		if len(said) == 0 || said[0].Text != text {
			return template.HTML(draw.Escape(text))
		}
		html := v.Words(text, said[:1])
		said = said[1:]
		return html
	}
	out := splitText{}
	if s.Title != "" {
		out.Title = next(s.Title)
	}
	for _, side := range []story.Side{s.Left, s.Right} {
		t := sideText{Title: next(side.Title)}
		for _, item := range side.Items {
			n := 0
			for n < len(said) && said[n].Part == narration.Text && strings.Contains(story.Plain(item), said[n].Text) {
				n++
			}
			t.Items = append(t.Items, v.Said(item, said[:n]))
			said = said[n:]
		}
		out.Sides = append(out.Sides, t)
	}
	return out
}

// liveCues is what the player needs of a recording.
func liveCues(r *Recording, question string, d Decoder) *live.Cues {
	part := map[string]narration.Part{}
	for _, x := range r.Script.Sentences {
		part[x.ID] = x.Part
	}
	out := &live.Cues{Length: r.Length, Levels: base64.StdEncoding.EncodeToString(r.Levels), Decoder: live.Decoder(d)}
	for _, q := range r.Cues.Sentences {
		c := live.Cue{ID: q.ID, Step: q.Step, Start: q.Start, End: q.End}
		for _, w := range q.Words {
			for range strings.Fields(w.Text) {
				c.Words = append(c.Words, w.Start)
			}
		}
		switch part[q.ID] {
		case narration.Title: // the page says the chapter's number elsewhere
			c.Words = c.Words[max(0, len(c.Words)-len(strings.Fields(question))):]
		case narration.Who, narration.Scene: // not word for word on the page
			c.Words = nil
		}
		out.Sentences = append(out.Sentences, c)
	}
	return out
}

// spoken is when each sentence of a recording is said, for readers that have no
// client: the player of an embed, and whoever asks the data for it.
func spoken(r *Recording) any {
	type sentence struct {
		ID    string  `json:"id"`
		Start float64 `json:"start"` // in seconds
		End   float64 `json:"end"`
	}
	out := struct {
		Sentences []sentence `json:"sentences"`
	}{}
	for _, q := range r.Cues.Sentences {
		out.Sentences = append(out.Sentences, sentence{q.ID, q.Start, q.End})
	}
	return out
}

// recordingsFiles writes what stands beside each recording: captions, the
// transcript, and the cues for the player.
func (b *builder) recordingsFiles() error {
	for _, c := range b.Story.Chapters {
		r := b.Recordings[c.ID]
		if r == nil {
			continue
		}
		heading := func(step string) string {
			if _, st := b.Story.Step(step); st != nil {
				return st.Heading
			}
			return ""
		}
		captions := r.Cues.Captions()
		said, err := json.Marshal(spoken(r))
		if err != nil {
			return err
		}
		dir := "listen/" + c.ID
		b.docs = append(b.docs, []Doc{
			{dir + ".json", said, "application/json"},
			{dir + ".cues", []byte(liveCues(r, c.Question, b.Decoder).Write()), "text/plain; charset=utf-8"},
			{dir + ".vtt", narration.WebVTT(captions), "text/vtt; charset=utf-8"},
			{dir + ".srt", narration.SubRip(captions), "application/x-subrip; charset=utf-8"},
			{dir + ".txt", narration.Transcript(r.Script, heading), "text/plain; charset=utf-8"},
			{dir + ".scenes.vtt", narration.WebVTT(b.scenes(c, r)), "text/vtt; charset=utf-8"},
		}...)
	}
	return b.feed()
}

// scenes are captions of what the stage shows meanwhile.
func (b *builder) scenes(c *story.Chapter, r *Recording) []narration.Caption {
	var out []narration.Caption
	for _, q := range r.Cues.Sentences {
		if n := len(out); n > 0 {
			out[n-1].End = q.Start
		}
		_, st := b.Story.Step(q.Step)
		if st == nil {
			continue
		}
		if says := plain(st.Scene.Says); len(out) == 0 || out[len(out)-1].Text != says {
			out = append(out, narration.Caption{Start: q.Start, Text: says})
		}
	}
	if n := len(out); n > 0 {
		out[n-1].End = r.Length
	}
	return out
}

// feedName is where the podcast stands, and feedPicture its picture: directories of
// podcasts want one of at least 1,400 pixels.
const (
	feedName    = "podcast.xml"
	feedPicture = "podcast.png"
	feedPixels  = 1400
)

// Podcast is the way to the feed of recordings, "" for a site that has none.
func (v *view) Podcast() string {
	if !v.feed {
		return ""
	}
	return v.Root + feedName
}

// The names that a podcast's feed takes from elsewhere.
const (
	atomSpace    = "http://www.w3.org/2005/Atom"
	itunesSpace  = "http://www.itunes.com/dtds/podcast-1.0.dtd"
	podcastSpace = "https://podcastindex.org/namespace/1.0"
)

type feedLink struct {
	Href string `xml:"href,attr,omitempty"`
	URL  string `xml:"url,attr,omitempty"`
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
}

type feedItem struct {
	Title       string `xml:"title"`
	Link        string `xml:"link"`
	Description string `xml:"description"`
	GUID        struct {
		Permanent bool   `xml:"isPermaLink,attr"`
		ID        string `xml:",chardata"`
	} `xml:"guid"`
	Date      string `xml:"pubDate"`
	Enclosure struct {
		URL    string `xml:"url,attr"`
		Length int    `xml:"length,attr"`
		Type   string `xml:"type,attr"`
	} `xml:"enclosure"`
	Seconds    int      `xml:"itunes:duration"`
	Number     int      `xml:"itunes:episode"`
	Chapters   feedLink `xml:"podcast:chapters"`
	Transcript feedLink `xml:"podcast:transcript"`
}

type feedChannel struct {
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	Self        feedLink `xml:"atom:link"`
	Description string   `xml:"description"`
	Language    string   `xml:"language"`
	Author      string   `xml:"itunes:author"`
	Explicit    bool     `xml:"itunes:explicit"`
	Order       string   `xml:"itunes:type"`
	Category    struct {
		Text string `xml:"text,attr"`
	} `xml:"itunes:category"`
	Image feedLink   `xml:"itunes:image"`
	Items []feedItem `xml:"item"`
}

// feeds reports whether there is a feed of recordings: its addresses must be
// absolute, so a site that does not know its own has none.
func (b *builder) feeds() bool { return b.Address != "" && len(b.Recordings) > 0 }

// feed writes the chapters as a podcast.
func (b *builder) feed() error {
	if !b.feeds() {
		return nil
	}
	s := b.Story
	d := s.Site.Checked
	day := time.Date(d.Year, time.Month(max(1, d.Month)), max(1, d.Day), 12, 0, 0, 0, time.UTC)
	ch := feedChannel{Title: s.Site.Title, Link: b.Address, Self: feedLink{Href: b.Address + feedName, Rel: "self", Type: "application/rss+xml"},
		Description: s.Site.Description + " " + b.Labels.T("narration.credit"), Language: b.Lang, Author: s.Site.Title,
		Order: "serial", Image: feedLink{Href: b.Address + feedPicture}}
	ch.Category.Text = "News"
	for i, c := range s.Chapters {
		r := b.Recordings[c.ID]
		if r == nil {
			continue
		}
		it := feedItem{
			Title: b.Labels.T("narration.track", b.Labels.Int(c.Number), c.Question), Link: b.Address + "chapter/" + c.ID + "/",
			Description: c.Description + " " + b.Labels.T("narration.credit"),
			// A minute apart, the first the latest, so that lists by date keep the order.
			Date:       day.Add(-time.Duration(i) * time.Minute).Format(time.RFC1123Z),
			Seconds:    int(r.Length + 0.5),
			Number:     c.Number,
			Chapters:   feedLink{URL: b.Address + "listen/" + c.ID + ".chapters.json", Type: "application/json+chapters"},
			Transcript: feedLink{URL: b.Address + "listen/" + c.ID + ".vtt", Type: "text/vtt"},
		}
		it.GUID.ID = it.Link + "#" + r.Cues.Made
		it.Enclosure.URL, it.Enclosure.Length, it.Enclosure.Type = b.Address+r.Audio, r.Bytes, "audio/mpeg"
		ch.Items = append(ch.Items, it)
		parts, err := json.Marshal(chaptersOf(c, r))
		if err != nil {
			return err
		}
		b.docs = append(b.docs, Doc{"listen/" + c.ID + ".chapters.json", parts, "application/json+chapters"})
	}
	var out bytes.Buffer
	out.WriteString(xml.Header)
	enc := xml.NewEncoder(&out)
	enc.Indent("", " ")
	if err := enc.Encode(struct {
		XMLName xml.Name    `xml:"rss"`
		Version string      `xml:"version,attr"`
		Atom    string      `xml:"xmlns:atom,attr"`
		ITunes  string      `xml:"xmlns:itunes,attr"`
		Podcast string      `xml:"xmlns:podcast,attr"`
		Channel feedChannel `xml:"channel"`
	}{Version: "2.0", Atom: atomSpace, ITunes: itunesSpace, Podcast: podcastSpace, Channel: ch}); err != nil {
		return err
	}
	out.WriteByte('\n')
	var picture bytes.Buffer
	if err := drawMark(feedPixels).WritePNG(&picture); err != nil {
		return err
	}
	b.docs = append(b.docs, Doc{feedName, out.Bytes(), "application/rss+xml; charset=utf-8"}, Doc{feedPicture, picture.Bytes(), "image/png"})
	return nil
}

// chaptersOf are the steps of a chapter, as players of podcasts take them.
func chaptersOf(c *story.Chapter, r *Recording) any {
	type part struct {
		Start float64 `json:"startTime"` // in seconds
		Title string  `json:"title"`
	}
	out := struct {
		Version string `json:"version"`
		Parts   []part `json:"chapters"`
	}{Version: "1.2.0"}
	for _, st := range c.Steps {
		for _, q := range r.Cues.Sentences {
			if q.Step == st.ID {
				out.Parts = append(out.Parts, part{q.Start, st.Heading})
				break
			}
		}
	}
	return out
}

// audioObject tells machines of a recording.
func (b *builder) audioObject(c *story.Chapter) map[string]any {
	r := b.Recordings[c.ID]
	if r == nil {
		return nil
	}
	address := b.Address
	if address == "" {
		address = "../../" // every chapter's own page is as deep
	}
	return map[string]any{
		"@type": "AudioObject", "name": c.Question, "contentUrl": address + r.Audio, "encodingFormat": "audio/mpeg", "duration": r.ISO(),
		"contentSize": fmt.Sprint(r.Bytes), "description": b.Labels.T("narration.credit"), "transcript": address + "listen/" + c.ID + ".txt",
	}
}
