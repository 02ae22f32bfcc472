package page

import (
	"html/template"
	"strconv"
	"strings"

	"github.com/strings-attached/explainer/app/draw"
	"github.com/strings-attached/explainer/app/live"
	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

type link struct {
	Name, Href, Value string
	Here              bool
	Root              string
}

// cell is one cell of the explorer's table. Sort is what it is sorted by; Key
// lets the client write it, where it depends on the day.
type cell struct {
	Text      template.HTML
	Sort, Key string
	Num       bool
}

type placeRow struct {
	ID, Name string
	Shown    bool
	Cells    []cell
}

type column struct {
	Key, Name string
	Num       bool
}

// maps makes a page for each layer of the map. Each stands for itself without
// scripts; with the client any of them turns into the others.
func (b *builder) maps() error {
	for _, layer := range route.Layers {
		if err := b.exploreMap(layer); err != nil {
			return err
		}
	}
	return nil
}

// mapPath is the directory of a layer's page.
func mapPath(layer string) string {
	if layer == route.Layers[0] {
		return "map/"
	}
	return "map/" + layer + "/"
}

func (b *builder) exploreMap(layer string) error {
	s, l := b.Story, b.Labels
	path := mapPath(layer)
	v := b.view(path, "s")
	m := draw.ExploreAt(s, layer, route.View{})
	page := struct {
		*view
		Shapes, Maps, Legend, Data template.HTML
		Tabs, Downloads            []link
		Says, RowsSay              string
		Columns                    []column
		Rows                       []placeRow
		Circuits                   []struct{ ID, Name, When, Text string }
	}{view: v, Shapes: template.HTML(b.Shapes), Data: b.exploreData(v.Root, layer)}
	for _, x := range route.Layers {
		page.Tabs = append(page.Tabs, link{Name: l.T("explore.layer." + x), Href: v.Root + mapPath(x), Value: x, Here: x == layer})
	}
	var maps strings.Builder
	var wide draw.MapState
	for _, f := range draw.MapFrames {
		st := draw.MapOf(s, m, f)
		if f.Name == draw.MapWide.Name {
			wide = st
		}
		maps.WriteString(draw.WriteMap(s, m, st, f, v.Root, true, l))
	}
	page.Maps = template.HTML(maps.String())
	page.Legend = template.HTML(draw.WriteLegend(m, draw.LegendOf(m, wide), l))
	page.Says = draw.SaysOf(s, m, l)
	rows := draw.RowsOf(s, m)
	page.RowsSay = l.N("explore.rows", len(rows))
	for _, c := range []column{{"name", "explore.col.place", false}, {"state", "explore.col.state", false}, {"lists", "explore.col.lists", false}, {"answer", "explore.col.answer", false}, {"policy", "explore.col.policy", false}, {"jag-2016", "explore.col.jag-2016", true}, {"jag-2017", "explore.col.jag-2017", true}} {
		page.Columns = append(page.Columns, column{c.Key, l.T(c.Name), c.Num})
	}
	for _, p := range s.Places {
		page.Rows = append(page.Rows, b.placeRow(v, p, m, contains(rows, p.ID)))
	}
	if layer == "courts" {
		for _, c := range s.Circuits.Circuits {
			row := struct{ ID, Name, When, Text string }{ID: c.ID, Name: c.Name, Text: l.T("explore.noruling")}
			if d := draw.LastRuling(s, c.ID, m.Issue, m.Date.Last()); d != nil {
				row.When, row.Text = l.Date(d.Date), l.T("outcome."+d.Outcome)+". "+plain(d.Text)
			}
			page.Circuits = append(page.Circuits, row)
		}
	}
	page.Downloads = downloads(v, "pictures/map/"+layer, "pictures/map/"+layer+".csv")
	title := l.T("explore.layer."+layer) + ": " + l.T("explore.map")
	return b.add(v, meta{path: path, title: title, description: l.T("explore.description." + layer), live: true}, "explore-map", page)
}

func (b *builder) placeRow(v *view, p *story.Place, m draw.Moment, shown bool) placeRow {
	s, l := b.Story, b.Labels
	var lists []string
	for _, list := range draw.NamedOn(s, p, m.Date.Last()) {
		lists = append(lists, l.T("list."+list))
	}
	answer := ""
	if p.Answer != "" {
		answer = l.T("answer." + p.Answer)
	}
	row := placeRow{ID: p.ID, Name: p.Name, Shown: shown}
	text := func(s string) template.HTML { return template.HTML(draw.Escape(s)) }
	row.Cells = append(row.Cells,
		cell{Text: text(p.StateName), Sort: p.StateName},
		cell{Text: text(strings.Join(lists, ", ")), Sort: strconv.Itoa(len(lists)), Key: "lists:" + p.ID},
		cell{Text: text(answer), Sort: answer},
		cell{Text: text(plain(p.Policy)), Sort: plain(p.Policy)})
	for _, scope := range []string{"jag-2016", "jag-2017"} {
		c := cell{Num: true, Sort: "-1", Text: "–"}
		for _, money := range p.Money {
			if money.Scope == scope {
				c.Text, c.Sort = text(l.Dollars(money.Amount, false)), strconv.FormatInt(money.Amount, 10)
				if money.Shared != "" {
					c.Text += text(l.T("explore.shared"))
				}
			}
		}
		row.Cells = append(row.Cells, c)
	}
	return row
}

// downloads lead to a picture for those who take it along, and to its data.
func downloads(v *view, picture, data string) []link {
	return []link{
		{Name: "SVG", Href: v.Root + picture + ".svg", Value: "svg"},
		{Name: "PNG", Href: v.Root + picture + "-1200.png", Value: "png"},
		{Name: "CSV", Href: v.Root + data, Value: "csv"},
	}
}

// placesTable is the table of the rows that a map shows.
func (b *builder) placesTable(ids []string, m draw.Moment) [][]string {
	rows := [][]string{{"id", "name", "state", "lists", "answer", "jag_2016_usd", "jag_2017_usd"}}
	for _, p := range b.Story.Places {
		if !contains(ids, p.ID) {
			continue
		}
		sum := func(scope string) string {
			for _, money := range p.Money {
				if money.Scope == scope {
					return strconv.FormatInt(money.Amount, 10)
				}
			}
			return ""
		}
		rows = append(rows, []string{p.ID, p.Name, p.State, strings.Join(draw.NamedOn(b.Story, p, m.Date.Last()), " "), p.Answer, sum("jag-2016"), sum("jag-2017")})
	}
	return rows
}

func (b *builder) exploreData(root, layer string) template.HTML {
	labels := b.liveLabels("explore.", "list.", "answer.", "outcome.", "kind.", "live.")
	p := live.Page{Root: root, Layer: layer, Labels: labels, Story: *b.Story.CutExplorer(), Counties: b.Counties}
	if layer != "time" {
		p.Regions = b.Regions
	}
	return liveScript(p)
}

type listedEvent struct {
	E    *story.Event
	When string
}

type eventYear struct {
	Year   int
	Events []listedEvent
}

// timeline is the explorer of the timeline, which is also the list of all
// events.
func (b *builder) timeline(years []*eventYear, told int) error {
	s, l := b.Story, b.Labels
	v := b.view("event/", "s")
	m := draw.ExploreAt(s, "time", route.View{})
	page := struct {
		*view
		Count, Told, Added int
		Years              []*eventYear
		Times, Data        template.HTML
		Says               string
		Downloads          []link
	}{view: v, Count: len(s.Events), Told: told, Added: len(s.Events) - told, Years: years, Data: b.exploreData(v.Root, "time"), Says: draw.TimeSays(s, m, l)}
	var times strings.Builder
	for _, f := range draw.TimeFrames {
		times.WriteString(draw.WriteTime(s, m, draw.TimeOf(s, m, f, l), f, v.Root, true, l))
	}
	page.Times = template.HTML(times.String())
	page.Downloads = downloads(v, "pictures/timeline", "data/events.csv")
	return b.add(v, meta{path: "event/", title: l.T("events.title"), description: l.T("events.description"), live: true}, "explore-time", page)
}
