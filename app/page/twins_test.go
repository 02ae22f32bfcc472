package page_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"image/png"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/strings-attached/explainer/app/page"
)

// stills are the static twins of the real story.
var stills struct {
	sync.Once
	docs     []page.Doc
	pictures []page.Picture
	err      error
}

func makeStills(t *testing.T) ([]page.Doc, []page.Picture) {
	t.Helper()
	stills.Do(func() {
		o, err := options()
		if err != nil {
			stills.err = err
			return
		}
		o.Story = read(t, real)
		stills.docs, stills.pictures, stills.err = page.Pictures(o)
	})
	if stills.err != nil {
		t.Fatal(stills.err)
	}
	return stills.docs, stills.pictures
}

// pictured are the paths of the static twins.
func pictured(t *testing.T) map[string]bool {
	docs, pictures := makeStills(t)
	paths := map[string]bool{}
	for _, d := range docs {
		paths[d.Path] = true
	}
	for _, p := range pictures {
		paths[p.Path] = true
	}
	return paths
}

// TestTwins holds that every View that can stand elsewhere has a picture for
// three widths, a drawing, a table, words in its place and a credit.
func TestTwins(t *testing.T) {
	docs, _ := makeStills(t)
	paths := pictured(t)
	var index []page.TwinFile
	for _, d := range docs {
		switch {
		case d.Path == "pictures/index.json":
			if err := json.Unmarshal(d.Body, &index); err != nil {
				t.Fatal(err)
			}
		case strings.HasSuffix(d.Path, ".svg"):
			dec := xml.NewDecoder(bytes.NewReader(d.Body))
			for {
				if _, err := dec.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Errorf("%s: %v", d.Path, err)
					break
				}
			}
		}
	}
	names := map[string]bool{}
	for _, f := range index {
		names[f.Name] = true
		if f.Title == "" || f.Alt == "" || f.Caption == "" || !strings.Contains(f.Credit, "CC BY 4.0") {
			t.Errorf("%s is not told in words: %+v", f.Name, f)
		}
		if len(f.PNG) != 3 {
			t.Errorf("%s has %d widths", f.Name, len(f.PNG))
		}
		files := []string{f.SVG}
		for _, p := range f.PNG {
			files = append(files, p.Path)
		}
		if strings.HasPrefix(f.CSV, "pictures/") {
			files = append(files, f.CSV)
		}
		for _, p := range files {
			if !paths[p] {
				t.Errorf("%s lists %s, which is not made", f.Name, p)
			}
		}
	}
	s := read(t, real)
	want := []string{"walk", "timeline", "compare", "map/roles", "map/lists-reports", "map/courts-a", "map/money-jag-2017"}
	for _, c := range s.Chapters {
		want = append(want, "chapter/"+c.ID)
		for _, st := range c.Steps {
			want = append(want, "step/"+st.ID)
		}
	}
	for _, e := range s.Events {
		want = append(want, "event/"+e.ID)
	}
	for _, p := range s.Places {
		want = append(want, "place/"+p.ID)
	}
	for _, q := range s.Quotes {
		want = append(want, "quote/"+q.ID)
	}
	for _, name := range want {
		if !names[name] {
			t.Errorf("there is no picture of %s", name)
		}
	}
}

// TestTwinsInPoints holds that a PNG is of the size it says, drawn twice the
// same, and tells who made it.
func TestTwinsInPoints(t *testing.T) {
	_, pictures := makeStills(t)
	drawn := 0
	for _, p := range pictures {
		if !slices.Contains([]string{"pictures/walk-360.png", "pictures/map/courts-360.png", "pictures/compare-360.png"}, p.Path) {
			continue
		}
		drawn++
		body, err := p.Draw()
		if err != nil {
			t.Fatal(err)
		}
		again, err := p.Draw()
		if err != nil || !bytes.Equal(body, again) {
			t.Errorf("%s is drawn in two ways (%v)", p.Path, err)
		}
		c, err := png.DecodeConfig(bytes.NewReader(body))
		if err != nil || c.Width != 720 {
			t.Errorf("%s is %d points wide (%v), want 720", p.Path, c.Width, err)
		}
		if !bytes.Contains(body, []byte("iTXtCopyright")) || !bytes.Contains(body, []byte("CC BY 4.0")) {
			t.Errorf("%s does not say who made it", p.Path)
		}
	}
	if drawn != 3 {
		t.Errorf("%d pictures were drawn, want 3", drawn)
	}
}
