package page

import (
	"bytes"
	"image/color"

	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/raster"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

type colour = color.NRGBA

// The colours of the share cards: the light theme of web/style/main.css.
var (
	paper  = raster.Hex("#FBFAF7")
	ink    = raster.Hex("#1C1B19")
	soft   = raster.Hex("#5C5851")
	hair   = raster.Hex("#D9D5CC")
	ground = raster.Hex("#ECE8DF")
	coast  = raster.Hex("#C9C3B6")
	actors = map[story.Track]color.NRGBA{
		story.Federal: raster.Hex("#433A8E"),
		story.Local:   raster.Hex("#A35200"),
		story.Court:   raster.Hex("#0B6B66"),
	}
)

// cardFrame is where the map stands on a card, at a scale of its own: the
// marks of a card are seen at a third of its size.
var cardFrame = draw.Frame{Name: "c", W: 620, H: 400, Font: 19, Mark: 9}

const cardLeft, cardTop = 550.0, 118.0

// cards draws the share cards: the walk's and one for each chapter.
func (b *builder) cards() error {
	s := b.Story
	m := draw.Moment{Date: s.Site.Checked, Camera: "us", Layer: "roles", Hindsight: true}
	for _, p := range s.Places {
		m.Places = append(m.Places, p.ID)
	}
	if err := b.card("walk", s.Site.Title, s.Site.Subtitle, "", m); err != nil {
		return err
	}
	for _, c := range s.Chapters {
		m := draw.MomentOf(s, route.View{Step: fullest(c).ID})
		// A card shows the country, so that places are where people know them.
		m.Camera = "us"
		foot := b.Labels.T("card.chapter", b.Labels.Int(c.Number), b.Labels.Int(len(s.Chapters)))
		if err := b.card(c.ID, c.Question, c.When, foot, m); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) card(name, title, line, foot string, m draw.Moment) error {
	c := raster.New(1200, 630, paper, b.Fonts)
	st := draw.MapOf(b.Story, m, cardFrame)
	at := raster.Transform{K: st.Zoom.K, X: st.Zoom.X + cardLeft, Y: st.Zoom.Y + cardTop}
	for _, d := range b.Outlines {
		c.FillPath(d, at, ground)
		c.StrokePath(d, at, 1.5, coast)
	}
	for pass := range 2 {
		for _, mk := range st.Marks {
			i, track := mk.At, story.Local
			if i >= len(b.Story.Places) {
				track = b.Story.Seats[i-len(b.Story.Places)].Track
			}
			x, y := mk.X+cardLeft, mk.Y+cardTop
			switch {
			case mk.State == draw.Off:
			case mk.State == draw.Back && pass == 0:
				c.Circle(x, y, 4, soft)
			case mk.State != draw.Back && pass == 1:
				cardMark(c, x, y, mk, track)
			}
		}
	}
	for _, mk := range st.Marks {
		if mk.Anchor != "" && len(m.Places) < 12 {
			anchor := map[string]raster.Anchor{"start": raster.Start, "middle": raster.Middle, "end": raster.End}[mk.Anchor]
			c.Text(mk.X+mk.LX+cardLeft, mk.Y+mk.LY+cardTop, mk.Name, raster.Style{Family: "public-sans", Size: cardFrame.Font, Weight: 600}, ink, anchor)
		}
	}
	small := raster.Style{Family: "public-sans", Size: 26, Weight: 600}
	y := 96.0
	if title != b.Story.Site.Title {
		c.Text(56, y, b.Story.Site.Title, small, soft, raster.Start)
	}
	head := raster.Style{Family: "source-serif-4", Size: 62, Weight: 600}
	lines, err := b.Fonts.Wrap(title, head, 500)
	if err != nil {
		return err
	}
	y = 178
	for _, l := range lines {
		c.Text(56, y, l, head, ink, raster.Start)
		y += 70
	}
	under := raster.Style{Family: "public-sans", Size: 28, Weight: 400}
	more, err := b.Fonts.Wrap(line, under, 470)
	if err != nil {
		return err
	}
	y += 2
	for _, l := range more {
		c.Text(56, y, l, under, soft, raster.Start)
		y += 38
	}
	c.Rect(56, 566, 1088, 2, hair)
	c.Text(56, 602, foot, raster.Style{Family: "public-sans", Size: 22, Weight: 600}, soft, raster.Start)
	var png bytes.Buffer
	if err := c.WritePNG(&png); err != nil {
		return err
	}
	b.docs = append(b.docs, Doc{"cards/" + name + ".png", png.Bytes(), "image/png"})
	return nil
}

func cardMark(c *raster.Canvas, x, y float64, mk draw.MapMark, track story.Track) {
	fill, r := actors[track], mk.R
	switch track {
	case story.Federal:
		c.Rect(x-r-1.5, y-r-1.5, 2*r+3, 2*r+3, paper)
		c.Rect(x-r, y-r, 2*r, 2*r, fill)
	case story.Court:
		c.Diamond(x, y, r*1.3+2, paper)
		c.Diamond(x, y, r*1.3, fill)
	default:
		c.Circle(x, y, r+1.5, paper)
		c.Circle(x, y, r, fill)
		switch mk.Look {
		case "open", "half", "dot":
			c.Circle(x, y, r-3, paper)
			if mk.Look == "dot" {
				c.Circle(x, y, r*0.4, fill)
			}
		case "ring":
			c.Circle(x, y, r*0.42, paper)
		}
	}
}

// fullest is the step of a chapter whose map shows the most: the one for its
// card and its plate.
func fullest(c *story.Chapter) *story.Step {
	best := c.Steps[0]
	for _, st := range c.Steps {
		if st.Scene.Stage == "map" && (best.Scene.Stage != "map" || shows(st) > shows(best)) {
			best = st
		}
	}
	return best
}

func shows(st *story.Step) int { return len(st.Scene.Places) + len(st.Scene.Seats) }
