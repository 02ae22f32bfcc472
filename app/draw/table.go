package draw

import (
	"strconv"
	"strings"

	"github.com/strings-attached/explainer/app/story"
)

// Cell is a cell of the table that stands under the explorer's map.
type Cell struct {
	Column string // one of Columns
	Text   string
	Sort   string // what the column is sorted by
}

// Columns are the columns of the table whose cells depend on the day.
var Columns = []string{"lists", "answer", "policy", "jag-2016", "jag-2017", "justice-2016-memo"}

// ColumnsOf are the columns that a layer of the map is about.
var ColumnsOf = map[string][]string{
	"money": story.DrawnScopes, "answers": {"answer"}, "policy": {"policy"}, "lists": {"lists"},
}

// CellsOf are the cells of a place, in the order of Columns, as known on the day
// of m.
func CellsOf(s *story.Story, p *story.Place, m Moment, l story.Labels) []Cell {
	h, day := m.homeOf(s, p), m.Date.Last()
	var names []string
	for _, list := range h.lists(day) {
		names = append(names, l.T("list."+list))
	}
	answer, policy := "", ""
	if h.answered(day) {
		answer = l.T("answer." + p.Answer)
	}
	if h.told(day) {
		policy = story.Plain(p.Policy)
	}
	cells := []Cell{{"lists", strings.Join(names, ", "), strconv.Itoa(len(names))}, {"answer", answer, answer}, {"policy", policy, policy}}
	for _, scope := range story.DrawnScopes {
		c := Cell{scope, "–", "-1"}
		if m := figureBy(p, scope, day); m != nil {
			c.Text, c.Sort = l.Dollars(m.Amount, false), strconv.FormatInt(m.Amount, 10)
			if m.Shared != "" {
				c.Text += l.T("explore.shared")
			}
		}
		cells = append(cells, c)
	}
	return cells
}

// ValuesOf are the same cells for a machine to read: lists as names of
// route.Lists, sums in US dollars, "" where nothing was known.
func ValuesOf(s *story.Story, p *story.Place, m Moment) []string {
	h, day := m.homeOf(s, p), m.Date.Last()
	out := []string{strings.Join(h.lists(day), " "), "", ""}
	if h.answered(day) {
		out[1] = p.Answer
	}
	if h.told(day) {
		out[2] = story.Plain(p.Policy)
	}
	for _, scope := range story.DrawnScopes {
		sum := ""
		if m := figureBy(p, scope, day); m != nil {
			sum = strconv.FormatInt(m.Amount, 10)
		}
		out = append(out, sum)
	}
	return out
}

// RulingOf is the row of a circuit in the table under the map of the courts: the
// day of what counts there on the moment's question, and what it came to.
func RulingOf(s *story.Story, circuit string, m Moment, l story.Labels) (when, text string) {
	d := LastRuling(s, circuit, m.Issue, m.Date.Last())
	if d == nil {
		return "", l.T("explore.noruling")
	}
	return l.Date(d.Date), l.T("outcome."+d.Outcome) + ". " + story.Plain(d.Text)
}
