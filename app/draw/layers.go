package draw

import (
	"math"
	"strconv"
	"strings"

	"github.com/strings-attached/explainer/app/story"
)

// layered sets what a place's mark says where the map explores a layer: every
// place that the layer knows of by the day of the moment stands out, the others
// stand back.
func layered(h *home, m *Moment, f Frame, mk *MapMark) {
	p, dial := h.Place, m.Date.Last()
	mk.State = Off
	if h.known <= dial {
		mk.State = Back
	}
	stands := false
	switch m.Layer {
	case "money":
		if amount := AwardBy(p, m.Scope, dial); amount > 0 {
			stands = true
			mk.Look, mk.R = "sum", max(2.5, moneyScale(m.Scope, f)*math.Sqrt(float64(amount)))
		}
	case "answers":
		stands = h.answered(dial)
	case "policy":
		stands = h.told(dial)
		mk.Look = "solid"
	case "lists":
		n := len(h.lists(dial))
		if m.List == "agreement" || m.List == "" {
			stands = n > 0
			mk.Look = agreementLook(n)
		} else {
			stands = contains(h.lists(dial), m.List)
			mk.Look = "solid"
		}
	case "courts":
		stands = h.has("plaintiff", dial)
		mk.Look = "ring"
	default:
		stands = mk.State == Back
	}
	if stands && mk.State == Back && Matches(p, m.Find) {
		mk.State = On
	} else {
		mk.R = f.Mark
	}
	if m.Focus.Kind == "place" && m.Focus.ID == p.ID {
		mk.State = Focus
	} else if m.Focus.Kind == "event" && mk.State != Off && !contains(m.Places, p.ID) {
		mk.State = Back
		mk.R = min(mk.R, f.Mark)
	} else if m.Focus.Kind == "event" && contains(m.Places, p.ID) {
		mk.State = On
	}
}

// Matches reports whether a place's name, county or state holds what a reader
// looks for, or its postal code is it. Nothing looked for matches everything.
func Matches(p *story.Place, sought string) bool {
	sought = strings.ToLower(sought)
	for _, name := range []string{p.Name, p.County, p.StateName} {
		if strings.Contains(strings.ToLower(name), sought) {
			return true
		}
	}
	return strings.EqualFold(p.State, sought)
}

// Find lists the places that match what a reader looks for, at most n, those
// first whose names begin with it. The last word may be a state's, or its postal
// code: of the many Springfields "spri il" finds one, and "field il" does too.
func Find(s *story.Story, sought string, n int) []*story.Place {
	var begin, hold []*story.Place
	low := strings.ToLower(sought)
	start, state := low, ""
	if i := strings.LastIndexAny(low, " ,"); i >= 0 {
		start, state = strings.TrimRight(low[:i], " ,"), low[i+1:]
	}
	for _, p := range s.Places {
		name := strings.ToLower(p.Name)
		switch {
		case len(begin) == n:
			return begin
		case strings.HasPrefix(name, low), strings.HasPrefix(name, start) && in(p, state):
			begin = append(begin, p)
		case len(hold) < n && (Matches(p, sought) || strings.Contains(name, start) && in(p, state)):
			hold = append(hold, p)
		}
	}
	return append(begin, hold[:min(len(hold), n-len(begin))]...)
}

// in reports whether a place lies in a state that is told by its postal code or
// the beginning of its name, in small letters.
func in(p *story.Place, state string) bool {
	return state != "" && (strings.EqualFold(p.State, state) || strings.HasPrefix(strings.ToLower(p.StateName), state))
}

// agreementLook says by shape how many lists name a place: one, two, or more.
func agreementLook(n int) string {
	switch n {
	case 0, 1:
		return "open"
	case 2:
		return "half"
	}
	return "solid"
}

// lists are the lists that name a place by day, in the order of route.Lists:
// the memo, the letters, the suits, and the five reports.
func (h *home) lists(day int) []string {
	var out []string
	for _, list := range []string{"oig-memo", "april-letter", "november-letter", "plaintiff"} {
		if h.has(list, day) {
			out = append(out, list)
		}
	}
	if h.named <= day {
		out = append(out, "reports")
	}
	return out
}

// AwardBy is a place's sourced figure of a scope, in US dollars, as far as it
// was public by day; 0 where there is none. Of two places that share an award,
// the one whose ID comes first carries it, so that it is drawn once.
func AwardBy(p *story.Place, scope string, day int) int64 {
	if m := figureBy(p, scope, day); m != nil && (m.Shared == "" || p.ID < m.Shared) {
		return m.Amount
	}
	return 0
}

// figureBy is a place's figure of a scope if it was public by day, else nil.
func figureBy(p *story.Place, scope string, day int) *story.Money1 {
	for i, m := range p.Money {
		if m.Scope == scope && m.Known.Last() <= day {
			return &p.Money[i]
		}
	}
	return nil
}

// exactAward is the sum that the walk draws: a place's fiscal-2016 Byrne JAG
// award where it was published to the dollar, as those of the April letters were.
func exactAward(p *story.Place, day int) int64 {
	if m := figureBy(p, "jag-2016", day); m != nil && m.Precise {
		return AwardBy(p, m.Scope, day)
	}
	return 0
}

// answers are the roles that make a place's answer known.
var answers = map[string][]string{
	"sued": {"plaintiff"}, "vowed": {"statement"}, "disputed": {"statement", "plaintiff"},
	"complied": {"policy-changed"}, "met": {"mayor-at-meeting"}, "weighed": {"considering-policy"},
}

// answered is the end of the month by which all answers are told.
var answered = story.Date{Year: 2017, Month: 8}.Last()

// answered reports whether a place's answer could be told by day: since the
// event that made it, or else since the end of August 2017.
func (h *home) answered(day int) bool {
	if h.Answer == "" {
		return false
	}
	for _, role := range answers[h.Answer] {
		if h.has(role, day) {
			return true
		}
	}
	return day >= answered
}

// told reports whether what a place's rule does could be told by day.
func (h *home) told(day int) bool {
	return h.Policy != "" && h.PolicyKnown.Last() <= day
}

// moneyScale is the radius of a circle of one dollar in a scope: areas are in
// proportion to sums, and the largest sum of a scope has a radius of a tenth of
// the frame's height. Each scope has a scale of its own, for scopes must not be
// compared.
func moneyScale(scope string, f Frame) float64 {
	largest := map[string]float64{"jag-2016": 18244126, "jag-2017": 18000000, "justice-2016-memo": 132409635}[scope]
	if largest == 0 {
		largest = 18244126
	}
	return f.H * 0.1 / math.Sqrt(largest)
}

// sizes writes the key to the money layer's circles, in the frame and so in the
// map's own scale: for each scope, or for the one that is shown, a circle of a
// round sum and, where that can be seen, one of a tenth of it.
func (b *markup) sizes(shown string, f Frame, all bool, l story.Labels) {
	for _, scope := range story.DrawnScopes {
		if scope != shown && !all {
			continue
		}
		sum := math.Pow(10, math.Floor(2*math.Log10(f.H*0.1/moneyScale(scope, f))))
		r := moneyScale(scope, f) * math.Sqrt(sum)
		b.put(`<g class="size"`)
		if all {
			b.put(` data-k="`, f.Name, `/size:`, scope, `"`)
		}
		b.put(` data-on="`, onOff(scope == shown), `" transform="`, Translate(f.W-max(f.H*0.1, 3.2*f.Font)-4, f.H*0.8), `">`)
		for _, part := range []float64{1, 10} {
			r := r / math.Sqrt(part)
			if r < f.Mark {
				continue
			}
			b.put(`<circle cy="`, Num(-r), `" r="`, Num(r), `"/><text y="`, Num(-2*r-3), `" text-anchor="middle">`, Escape(l.Dollars(int64(sum/part), true)), `</text>`)
		}
		b.put(`</g>`)
	}
}

// Fill is what the courts layer says of a state.
type Fill struct{ FIPS, Outcome string }

// circuitFills says, for each state in the order of the circuits, what the last
// ruling on the moment's question came to in its circuit by the day of the
// moment: "cities", "government", "mixed", "vacated", "dismissed", or "" where
// no ruling was found.
func circuitFills(s *story.Story, m Moment) []Fill {
	var fills []Fill
	for _, c := range s.Circuits.Circuits {
		outcome := ""
		if d := LastRuling(s, c.ID, m.Issue, m.Date.Last()); m.Layer == "courts" && d != nil {
			outcome = outcomeKey(d.Outcome)
		}
		for _, fips := range c.States {
			if fips >= "60" {
				continue // the territories are not on the map sheet
			}
			fills = append(fills, Fill{fips, outcome})
		}
	}
	return fills
}

// LastRuling is what counts in a circuit on a question by day: its last appeals
// ruling, else its last district ruling; nil where none was found.
func LastRuling(s *story.Story, circuit, issue string, day int) *story.Decision {
	var appeals, district *story.Decision
	for _, d := range s.Circuits.Decisions {
		if d.Circuit != circuit || d.Issue != issue || d.Date.First() > day {
			continue
		}
		to := &district
		if d.Court == "appeals" {
			to = &appeals
		}
		if *to == nil || d.Date.Compare((*to).Date) >= 0 {
			*to = d
		}
	}
	if appeals != nil {
		return appeals
	}
	return district
}

func outcomeKey(outcome string) string {
	switch outcome {
	case "for cities":
		return "cities"
	case "for government":
		return "government"
	}
	return outcome
}

// itoa keeps call sites short.
func itoa(n int) string { return strconv.Itoa(n) }
