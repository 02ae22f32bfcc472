package page

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/strings-attached/explainer/app/narration"
	"github.com/strings-attached/explainer/app/story"
)

func realStory(t *testing.T) (*story.Story, story.Labels) {
	t.Helper()
	s, problems := story.Load(os.DirFS("../../assets/story"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	text, err := os.ReadFile("../../assets/labels/en.json")
	if err != nil {
		t.Fatal(err)
	}
	var labels story.Labels
	if err := json.Unmarshal(text, &labels); err != nil {
		t.Fatal(err)
	}
	return s, labels
}

func said(texts ...string) []narration.Sentence {
	var out []narration.Sentence
	for i, s := range texts {
		out = append(out, narration.Sentence{ID: "a-s" + itoa(i+1), Text: s, Part: narration.Text})
	}
	return out
}

func TestSaid(t *testing.T) {
	for _, c := range []struct {
		text string
		said []narration.Sentence
		want string
	}{
		{"One. Two.", said("One.", "Two."), `<span data-s="a-s1">One.</span> <span data-s="a-s2">Two.</span>`},
		{"One.[[r]] Two.[[r]]", said("One.", "Two."), `<span data-s="a-s1">One.</span>CITE <span data-s="a-s2">Two.</span>CITE`},
		{"One,[[r]] two.", said("One, two."), `<span data-s="a-s1">One,CITE two.</span>`},
		{"See [the law](term:x).[[r]] *Two* more.", said("See the law.", "Two more."), `<span data-s="a-s1">See <a href="glossary/#x">the law</a>.</span>CITE <span data-s="a-s2"><em>Two</em> more.</span>`},
		{"See [the law.](term:x) Two.", said("See the law.", "Two."), `<span data-s="a-s1">See <a href="glossary/#x">the law.</a></span> <span data-s="a-s2">Two.</span>`},
		{"A & “B <c>.”", said("A & “B <c>.”"), `<span data-s="a-s1">A &amp; “B &lt;c&gt;.”</span>`},
		{"One. Two.", nil, `One. Two.`},
		{"One. Two.", said("Other."), `One. Two.`}, // the check tells
	} {
		v := &view{Story: &story.Story{Reports: []*story.Report{{ID: "r", Label: "R"}}}, L: story.Labels{"cite": "c"}, cites: newCites("")}
		cite := string(v.CiteAll([]string{"r"}))
		if got, want := string(v.Said(c.text, c.said)), strings.ReplaceAll(c.want, "CITE", cite); got != want {
			t.Errorf("%q:\ngot  %s\nwant %s", c.text, got, want)
		}
	}
}

// With its marks taken out, a text that is said is the text as it always was.
func TestSaidIsText(t *testing.T) {
	s, labels := realStory(t)
	lexicon := &narration.Lexicon{}
	m := &narration.Maker{Story: s, Labels: labels, Lexicon: lexicon}
	for _, c := range s.Chapters {
		for _, st := range c.Steps {
			blocks, _ := m.Step(st)
			for i, b := range st.Blocks {
				if b.Text == "" {
					continue
				}
				v := &view{Story: s, L: labels, cites: newCites("")}
				html := string(v.Said(b.Text, blocks[i]))
				if n := strings.Count(html, "<span data-s="); n != len(blocks[i]) {
					t.Errorf("%s: %d sentences are marked, %d are read", st.ID, n, len(blocks[i]))
				}
				for _, x := range blocks[i] {
					html = strings.ReplaceAll(html, `<span data-s="`+x.ID+`">`, "")
				}
				html = strings.ReplaceAll(html, "</span>", "")
				if want := string((&view{Story: s, L: labels, cites: newCites("")}).Text(b.Text)); html != want {
					t.Errorf("%s:\ngot  %s\nwant %s", st.ID, html, want)
				}
			}
		}
	}
}

func TestFeed(t *testing.T) {
	s, labels := realStory(t)
	b := &builder{Options: Options{Story: s, Labels: labels, Lang: "en", Address: "https://example.org/x/", Recordings: map[string]*Recording{}}}
	for _, c := range s.Chapters {
		cues := &narration.Cues{Made: "m"}
		for i, st := range c.Steps {
			cues.Sentences = append(cues.Sentences, narration.Cue{ID: st.ID + "-s1", Step: st.ID, Start: float64(i)})
		}
		b.Recordings[c.ID] = &Recording{Cues: cues, Audio: "assets/audio/" + c.ID + ".mp3", Bytes: 1234, Length: 182.6}
	}
	if err := b.feed(); err != nil {
		t.Fatal(err)
	}
	files := map[string]Doc{}
	for _, d := range b.docs {
		files[d.Path] = d
	}
	type channel struct {
		Image struct {
			Href string `xml:"href,attr"`
		} `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd image"`
		Items []struct {
			Title    string `xml:"title"`
			Date     string `xml:"pubDate"`
			Seconds  int    `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd duration"`
			Chapters struct {
				URL string `xml:"url,attr"`
			} `xml:"https://podcastindex.org/namespace/1.0 chapters"`
			Enclosure struct {
				URL    string `xml:"url,attr"`
				Length int    `xml:"length,attr"`
				Type   string `xml:"type,attr"`
			} `xml:"enclosure"`
		} `xml:"item"`
	}
	var rss struct {
		Channel channel `xml:"channel"`
	}
	if err := xml.Unmarshal(files["podcast.xml"].Body, &rss); err != nil {
		t.Fatal(err)
	}
	feed := rss.Channel
	if len(feed.Items) != len(s.Chapters) {
		t.Fatalf("%d items", len(feed.Items))
	}
	for i, it := range feed.Items {
		if e := it.Enclosure; e.URL != "https://example.org/x/assets/audio/"+s.Chapters[i].ID+".mp3" || e.Length != 1234 || e.Type != "audio/mpeg" || it.Title == "" {
			t.Errorf("item %+v", it)
		}
		if _, err := time.Parse(time.RFC1123Z, it.Date); err != nil || it.Seconds != 183 {
			t.Errorf("item %+v: %v", it, err)
		}
		var list struct {
			Chapters []struct {
				StartTime float64
				Title     string
			}
		}
		path := strings.TrimPrefix(it.Chapters.URL, "https://example.org/x/")
		if err := json.Unmarshal(files[path].Body, &list); err != nil {
			t.Fatal(path, err)
		}
		steps := s.Chapters[i].Steps
		if n := len(steps); len(list.Chapters) != n || list.Chapters[n-1].Title != steps[n-1].Heading || list.Chapters[n-1].StartTime != float64(n-1) {
			t.Errorf("%s: %+v", path, list)
		}
	}
	if path := strings.TrimPrefix(feed.Image.Href, "https://example.org/x/"); files[path].ContentType != "image/png" {
		t.Errorf("the picture is %q", feed.Image.Href)
	}
	b.docs, b.Address = nil, ""
	if err := b.feed(); err != nil || len(b.docs) != 0 {
		t.Errorf("a feed without addresses: %v", err)
	}
}

func TestClock(t *testing.T) {
	r := &Recording{Length: 182.4, Bytes: 1278048}
	if r.Clock() != "3:02" || r.ISO() != "PT3M2S" || r.Megabytes() != "1.3" {
		t.Errorf("%s %s %s", r.Clock(), r.ISO(), r.Megabytes())
	}
}
