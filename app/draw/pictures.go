package draw

import (
	"fmt"
	"sort"
	"strings"

	"github.com/strings-attached/explainer/app/story"
)

// WritePicture writes one of story.Pictures from the data, as HTML with SVG in
// it. cite writes the numbers of sources on the page it stands in.
func WritePicture(s *story.Story, name, root string, cite func([]string) string, l story.Labels) (string, error) {
	p := picture{s: s, root: root, cite: cite, l: l}
	switch name {
	case "dollars":
		p.dollars()
	case "counts":
		p.counts(false)
	case "april-awards":
		p.awards()
	case "detainers":
		p.detainers()
	case "conditions":
		p.conditions()
	case "circuits-list":
		p.circuits()
	case "wordings":
		p.wordings()
	default:
		return "", fmt.Errorf("no picture is named %q", name)
	}
	return p.String(), p.err
}

type picture struct {
	markup
	s    *story.Story
	root string
	cite func([]string) string
	l    story.Labels
	err  error
}

func (p *picture) open(key string) {
	p.put(`<figure class="chart"><h4>`, Escape(p.l.T("picture."+key)), `</h4>`)
}

func (p *picture) close(caption string, sources []string) {
	p.put(`<figcaption>`, caption, p.cite(sources), `</figcaption></figure>`)
}

func (p *picture) sum(id string) *story.Sum {
	for _, m := range p.s.Money.National {
		if m.ID == id {
			return m
		}
	}
	p.err = fmt.Errorf("money.json has no sum %q, which a picture needs", id)
	return &story.Sum{}
}

// bar writes a bar of share (0…1) of the whole width, in a class.
func (p *picture) bar(share float64, class string) {
	p.put(`<svg viewBox="0 0 600 14" preserveAspectRatio="none" height="14" aria-hidden="true"><rect class="rest" x=".5" y=".5" width="599" height="13"/><rect class="`, class, `" width="`, Num(max(1.5, share*600)), `" height="14"/></svg>`)
}

// dollars takes the announced sum apart: what it is, and beside it the one
// grant the dispute turned on. The announced sum and the grant differ in scope
// and year, so they share no scale; the two grant figures do.
func (p *picture) dollars() {
	all, jag, april := p.sum("m-4.1bn"), p.sum("m-jag-2016"), p.s.Money.April
	p.open("dollars")
	p.put(`<ul class="rows"><li><div class="row"><span>`, Escape(all.Label), `, `, Escape(all.Period), p.cite(all.Sources), `</span><strong class="num">`, p.l.Dollars(all.Amount, true), `</strong></div><p class="meta">`, Escape(p.l.T("picture.dollars.scope")), `</p></li>`)
	p.put(`<li><div class="row"><span>`, Escape(jag.Label), `, `, Escape(jag.Period), p.cite(jag.Sources), `</span><strong class="num">`, p.l.Dollars(jag.Amount, true), `</strong></div>`)
	p.bar(1, "fill3")
	p.put(`</li><li><div class="row"><span>`, Escape(april.Label), p.cite(april.Sources), `</span><strong class="num">`, p.l.Dollars(april.Total, true), `</strong></div>`)
	p.bar(float64(april.Total)/float64(jag.Amount), "fill3")
	p.put(`</li></ul>`)
	p.close(Escape(p.l.T("picture.dollars.caption")), nil)
}

func (p *picture) awards() {
	t := p.s.Money.April
	rows := append([]story.Award(nil), t.Rows...)
	sort.SliceStable(rows, func(i, j int) bool { return rows[i].Amount > rows[j].Amount })
	p.open("april-awards")
	p.put(`<ul class="rows">`)
	for _, r := range rows {
		name := p.place(r.Place)
		if r.Shared != "" {
			name = p.l.T("picture.and", name, p.place(r.Shared))
		}
		p.put(`<li><div class="row"><span>`, name, `</span><strong class="num">`, p.l.Dollars(r.Amount, false), `</strong></div>`)
		p.bar(float64(r.Amount)/float64(rows[0].Amount), "fill")
		p.put(`</li>`)
	}
	p.put(`</ul>`)
	p.close(Escape(t.Label)+". "+Escape(story.Plain(t.Note)), t.Sources)
}

// place is a link to a place's page.
func (p *picture) place(id string) string {
	pl := p.s.Place(id)
	if pl == nil {
		p.err = fmt.Errorf("a picture names the place %q, which places.json lacks", id)
		return ""
	}
	return `<a href="` + p.root + `place/` + id + `/">` + Escape(pl.Name) + `</a>`
}

// WriteCounts writes the picture of who counted what, with a key to each row, for
// an explorer, which tells no count from after its dial; see [CountedBy].
func WriteCounts(s *story.Story, cite func([]string) string, l story.Labels) string {
	p := picture{s: s, cite: cite, l: l}
	p.counts(true)
	return p.String()
}

// CountedBy reports whether a count was public by a day.
func CountedBy(c *story.Count, day int) bool { return c.Known.Last() <= day }

func (p *picture) counts(keyed bool) {
	top := 0
	rows := append([]*story.Count(nil), p.s.Counts.Rows...)
	for _, r := range rows {
		top = max(top, r.High)
	}
	sort.SliceStable(rows, func(i, j int) bool { return rows[i].High > rows[j].High })
	p.open("counts")
	p.put(`<ul class="rows">`)
	for _, r := range rows {
		sources := r.Sources
		if r.Report != "" {
			sources = append([]string{r.Report}, sources...)
		}
		p.put(`<li`)
		if keyed {
			p.put(` data-k="count:`, r.ID, `"`)
		}
		p.put(`><div class="row"><span><strong>`, Escape(r.Count), `</strong> `, Escape(r.Unit), ` · `, Escape(r.Who), `, `, Escape(r.When), p.cite(sources), `</span></div>`)
		p.put(`<svg viewBox="0 0 600 10" preserveAspectRatio="none" height="10" aria-hidden="true"><path class="tick" d="M0 5H600"/><rect class="fill" x="`, Num(600*float64(r.Low)/float64(top)-4), `" y="0" width="`, Num(max(8, 600*float64(r.High-r.Low)/float64(top))), `" height="10"/></svg></li>`)
	}
	p.put(`</ul>`)
	p.close(Escape(p.l.T("picture.counts.caption")), nil)
}

// detainers draws requests and recorded refusals on two scales, since the one
// is up to a thousand times the other.
func (p *picture) detainers() {
	c := p.s.Counts
	p.open("detainers")
	for _, col := range []struct {
		key, class string
		value      func(story.Detainers) int
	}{
		{"issued", "fill3", func(d story.Detainers) int { return d.Issued }},
		{"declined", "fill", func(d story.Detainers) int { return d.Declined }},
	} {
		top := 0
		for _, d := range c.Detainers {
			top = max(top, col.value(d))
		}
		p.put(`<p class="meta">`, Escape(p.l.T("picture.detainers."+col.key)), `</p><svg viewBox="0 0 600 150" role="img"`)
		p.attr("aria-label", p.detainerWords(col.key, col.value))
		p.put(`>`)
		w := 600.0 / float64(len(c.Detainers))
		for i, d := range c.Detainers {
			v := col.value(d)
			h := 100 * float64(v) / float64(top)
			x := float64(i) * w
			p.put(`<rect class="`, col.class, `" x="`, Num(x+6), `" y="`, Num(122-h), `" width="`, Num(w-12), `" height="`, Num(max(h, 0.8)), `"/>`)
			p.put(`<text x="`, Num(x+w/2), `" y="`, Num(117-h), `" text-anchor="middle">`, p.l.Int(v), `</text>`)
			year := itoa(d.Year)
			if d.Part {
				year += "*"
			}
			p.put(`<text x="`, Num(x+w/2), `" y="140" text-anchor="middle">`, year, `</text>`)
		}
		p.put(`</svg>`)
	}
	var notes []string
	for _, n := range c.DetainerNotes {
		notes = append(notes, Escape(story.Plain(n)))
	}
	p.close(Escape(p.l.T("picture.detainers.part"))+" "+strings.Join(notes, " "), c.DetainerSources)
}

func (p *picture) detainerWords(key string, value func(story.Detainers) int) string {
	var parts []string
	for _, d := range p.s.Counts.Detainers {
		parts = append(parts, itoa(d.Year)+": "+p.l.Int(value(d)))
	}
	return p.l.T("picture.detainers."+key) + " " + strings.Join(parts, ", ")
}

func (p *picture) conditions() {
	p.open("conditions")
	p.put(`<ol class="rows">`)
	for _, id := range []string{"l-cond-cert", "l-cond-notice", "l-cond-access"} {
		law := p.s.LawByID(id)
		if law == nil {
			p.err = fmt.Errorf("law.json has no %q, which a picture needs", id)
			return
		}
		p.put(`<li><strong><a href="`, p.root, `law/#`, id, `">`, Escape(law.Name), `</a></strong><br>`, Escape(story.Plain(law.Plain)), p.cite(law.Sources), `</li>`)
	}
	p.put(`</ol>`)
	p.close(Escape(p.l.T("picture.conditions.caption")), nil)
}

// circuits lists, for the July 2017 conditions, the last appeals ruling of each
// circuit that has one.
func (p *picture) circuits() {
	p.open("circuits-list")
	p.put(`<ul class="rows">`)
	var silent []string
	for _, c := range p.s.Circuits.Circuits {
		var last *story.Decision
		for _, d := range p.s.Circuits.Decisions {
			if d.Circuit == c.ID && d.Issue == "b" && d.Court == "appeals" && (last == nil || d.Date.Compare(last.Date) >= 0) {
				last = d
			}
		}
		if last == nil {
			silent = append(silent, c.Name)
			continue
		}
		p.put(`<li><div class="row"><span><strong>`, Escape(c.Name), `</strong>, `, Escape(p.l.Date(last.Date)), p.cite(last.Sources), `</span><strong>`, Escape(p.l.T("outcome."+last.Outcome)), `</strong></div><span class="meta">`, Escape(story.Plain(last.Text)), `</span></li>`)
	}
	p.put(`</ul>`)
	p.close(Escape(p.l.T("picture.circuits.caption", strings.Join(silent, ", "))), nil)
}

func (p *picture) wordings() {
	p.open("wordings")
	p.put(`<div class="scroll" tabindex="0" role="region"`)
	p.attr("aria-label", p.l.T("picture.wordings"))
	p.put(`><table><thead><tr><th scope="col">`, Escape(p.l.T("picture.wordings.report")), `</th><th scope="col">`, Escape(p.l.T("topic.people")), `</th><th scope="col">`, Escape(p.l.T("topic.policy")), `</th></tr></thead><tbody>`)
	for _, r := range p.s.Reports {
		p.put(`<tr><th scope="row"><a href="`, p.root, `compare/#`, r.ID, `">`, Escape(r.Label), `</a></th>`)
		for _, topic := range []string{"people", "policy"} {
			p.put(`<td>`)
			for _, w := range r.Wordings {
				if w.Topic == topic {
					for i, phrase := range w.Phrases[:min(3, len(w.Phrases))] {
						if i > 0 {
							p.put(`<br>`)
						}
						p.put(`“`, Escape(phrase), `”`)
					}
				}
			}
			p.put(`</td>`)
		}
		p.put(`</tr>`)
	}
	p.put(`</tbody></table></div>`)
	p.close(Escape(p.l.T("picture.wordings.caption")), nil)
}

// StanceMark draws what a report says of a claim: a shape that is full, half,
// crossed or empty, so that it reads without colour.
func StanceMark(stance string) string {
	const frame = `<svg viewBox="0 0 16 16" aria-hidden="true"><circle class="rest" cx="8" cy="8" r="6.5" fill="none" stroke="currentColor"/>`
	switch stance {
	case "states":
		return frame + `<circle cx="8" cy="8" r="6.5" fill="currentColor"/></svg>`
	case "partly":
		return frame + `<path d="M8 1.5A6.5 6.5 0 0 0 8 14.5Z" fill="currentColor"/></svg>`
	case "differs":
		return `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2.5 2.5L13.5 13.5M13.5 2.5L2.5 13.5" fill="none" stroke="currentColor" stroke-width="2.5"/></svg>`
	}
	return `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 8H12" fill="none" stroke="currentColor" stroke-width="1.5"/></svg>`
}

// WriteMatrix writes the claims by the reports, small enough for the stage.
// The rows of the claims in now are marked; the style sheet shows those alone.
func WriteMatrix(s *story.Story, now []string, root string, l story.Labels) string {
	var b markup
	b.put(`<table><caption>`)
	for i, st := range story.Stances {
		if i > 0 {
			b.put(` · `)
		}
		b.put(`<span class="stance">`, StanceMark(st), Escape(l.T("stance."+st)), `</span>`)
	}
	b.put(`</caption><thead><tr><th scope="col">`, Escape(l.T("compare.claim")), `</th>`)
	for _, r := range s.Reports {
		b.put(`<th scope="col">`, Escape(r.Short), `</th>`)
	}
	b.put(`</tr></thead><tbody>`)
	for _, c := range s.Claims {
		b.put(`<tr data-k="claim:`, c.ID, `" data-now="`, onOff(contains(now, c.ID)), `"><th scope="row"><a href="`, root, `compare/#claim-`, c.ID, `">`, Escape(c.Claim), `</a></th>`)
		for _, r := range s.Reports {
			st := c.Reports[r.ID].Stance
			b.put(`<td><span class="stance">`, StanceMark(st), `<span class="visually-hidden">`, Escape(l.T("stance."+st)), `</span></span></td>`)
		}
		b.put(`</tr>`)
	}
	b.put(`</tbody></table>`)
	return b.String()
}
