package page

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"io"
	"path"
	"strings"
	"time"

	"github.com/strings-attached/explainer/app/embed"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

// Kits makes a zip for each chapter, with all that a newsroom takes along: codes,
// pictures, words in their place, the text with its sources, and the terms. files
// are what has been made so far, by path.
func Kits(o Options, files map[string][]byte) ([]Doc, error) {
	b := &builder{Options: o}
	twins := map[string]twin{}
	for _, t := range b.twins() {
		twins[t.name] = t
	}
	var out []Doc
	for _, c := range o.Story.Chapters {
		kit, err := b.kit(c, twins, files)
		if err != nil {
			return nil, err
		}
		out = append(out, Doc{"kits/" + c.ID + ".zip", kit, "application/zip"})
	}
	return out, nil
}

func (b *builder) kit(c *story.Chapter, twins map[string]twin, files map[string][]byte) ([]byte, error) {
	l := b.Labels
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestCompression) })
	var failed error
	add := func(name string, body []byte) {
		h := &zip.FileHeader{Name: c.ID + "/" + name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		if path.Ext(name) == ".png" {
			h.Method = zip.Store // packed already
		}
		f, err := w.CreateHeader(h)
		if err == nil {
			_, err = f.Write(body)
		}
		if failed == nil {
			failed = err
		}
	}
	add("README.txt", []byte(l.T("kit.readme", c.Question, b.Story.Site.Title, l.Date(b.Story.Site.Checked))+"\n"))
	add("LICENCE.txt", []byte(l.T("data.licence.text")+"\n"))
	add("codes.txt", []byte(b.kitCodes(c)))
	add("text.txt", []byte(b.kitText(c)))
	var alts strings.Builder
	names := []string{"chapter/" + c.ID}
	for _, st := range c.Steps {
		names = append(names, "step/"+st.ID)
	}
	for i, name := range names {
		f := b.twinFile(twins[name])
		take := []string{f.SVG, f.CSV}
		for _, p := range f.PNG {
			if i == 0 || p.Width == svgWidth {
				take = append(take, p.Path)
			}
		}
		alts.WriteString(path.Base(name) + "\n" + l.T("kit.title") + " " + f.Title + "\n" + l.T("editors.alt") + " " + f.Alt + "\n" + l.T("kit.caption") + " " + f.Caption + "\n" + l.T("kit.credit") + " " + f.Credit + "\n\n")
		for _, p := range take {
			if body := files[p]; body != nil {
				add("pictures/"+path.Base(p), body)
			}
		}
	}
	add("pictures.txt", []byte(alts.String()))
	if failed == nil {
		failed = w.Close()
	}
	return buf.Bytes(), failed
}

// kitCodes are the codes of a chapter and of each of its steps.
func (b *builder) kitCodes(c *story.Chapter) string {
	var out strings.Builder
	write := func(title string, v route.View) {
		code := b.code(part{Target: embed.Target{Kind: embed.Chapter, ID: c.ID}, View: v, Title: title})
		out.WriteString("# " + title + "\n")
		for _, way := range embed.Ways {
			out.WriteString("\n" + b.Labels.T("share.way."+way) + "\n" + code.Paste(way) + "\n")
		}
		out.WriteString("\n")
	}
	if b.Address == "" {
		out.WriteString(b.Labels.T("kit.unknown") + "\n\n")
	}
	write(c.Question, route.View{})
	for _, st := range c.Steps {
		write(c.Title+": "+st.Heading, route.View{Step: st.ID})
	}
	return out.String()
}

// kitText is a chapter's text with its sources.
func (b *builder) kitText(c *story.Chapter) string {
	var out strings.Builder
	var order []string
	number := map[string]int{}
	text := func(s string) string {
		spans, err := story.ParseText(s)
		if err != nil {
			return plain(s)
		}
		var line strings.Builder
		for _, sp := range spans {
			line.WriteString(sp.Words)
			for _, id := range sp.Sources {
				if number[id] == 0 {
					order = append(order, id)
					number[id] = len(order)
				}
				line.WriteString(" [" + itoa(number[id]) + "]")
			}
		}
		return line.String()
	}
	out.WriteString(c.Question + "\n" + c.When + "\n")
	for _, st := range c.Steps {
		out.WriteString("\n" + st.Heading + "\n\n")
		for _, bl := range st.Blocks {
			if bl.Text != "" {
				out.WriteString(text(bl.Text) + "\n\n")
			} else if q := b.Story.Quote(bl.Quote); q != nil {
				who := ""
				if p := b.Story.Person(q.Speaker); p != nil {
					who = p.Name
				}
				out.WriteString("“" + q.Text + "” " + who + ", " + q.When + "\n\n")
			}
		}
	}
	out.WriteString("\n" + b.Labels.T("sources.here") + "\n")
	for i, id := range order {
		out.WriteString(itoa(i+1) + ". ")
		if s := b.Story.Source(id); s != nil {
			out.WriteString(strings.TrimSpace(s.Publisher + ", " + s.Title + ", " + s.Date + " " + s.URL))
		} else {
			out.WriteString((&view{Story: b.Story}).sourceName(id))
		}
		out.WriteString("\n")
	}
	return out.String()
}
