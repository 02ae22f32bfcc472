package e2e

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// noSound fails if anything was requested that only listeners need.
func (b *tab) noSound() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, r := range b.requests {
		for _, part := range []string{".mp3", "/listen/", "decoder"} {
			if strings.Contains(r, part) {
				return fmt.Errorf("%s was asked for", r)
			}
		}
	}
	return nil
}

// anotherListens opens a second window of the same browser, which speaks.
func (b *tab) anotherListens() error {
	ctx, cancel := chromedp.NewContext(b.ctx)
	b.t.Cleanup(cancel)
	other := &tab{t: b.t, ctx: ctx, doc: ctx, srv: b.srv, media: map[string]bool{}}
	if err := errors.Join(other.resize("800x600"), other.goTo("/chapter/money/"), other.see(`html[data-live="on"]`)); err != nil {
		return err
	}
	if err := other.click(".listen-play", 1); err != nil {
		return err
	}
	return other.see(`#player [data-k="np:play"][data-on="true"]`)
}

// hearAll waits for the end of the last chapter. That takes as long as it takes;
// only a voice that stands still for long is given up.
func (b *tab) hearAll() error {
	c, err := content()
	if err != nil {
		return err
	}
	var heard []string
	last, moved := "", time.Now()
	for {
		v, err := ask[struct {
			Chapter, Sentence, Step string
			At                      float64
			Playing                 bool
		}](b, "voice")
		if err != nil {
			return err
		}
		if n := len(heard); v.Chapter != "" && (n == 0 || heard[n-1] != v.Chapter) {
			heard = append(heard, v.Chapter)
		}
		if now := fmt.Sprint(v.Chapter, v.At); now != last {
			last, moved = now, time.Now()
		}
		chapters := c.story.Chapters
		end := chapters[len(chapters)-1]
		if !v.Playing && v.Chapter == end.ID {
			if step := end.Steps[len(end.Steps)-1].ID; v.Step != step || !strings.HasPrefix(v.Sentence, step+"-s") {
				return fmt.Errorf("at the end %q is lit and the address says %q; want %s", v.Sentence, v.Step, step)
			}
			var want []string
			for _, c := range chapters {
				want = append(want, c.ID)
			}
			if strings.Join(heard, " ") != strings.Join(want, " ") {
				return fmt.Errorf("heard %v", heard)
			}
			return nil
		}
		if time.Since(moved) > 2*patience {
			return fmt.Errorf("the voice stands still in %s at %.1f s, playing %v; heard %v", v.Chapter, v.At, v.Playing, heard)
		}
		time.Sleep(200 * time.Millisecond)
	}
}
