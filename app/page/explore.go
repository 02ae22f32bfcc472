package page

import (
	"html/template"
	"slices"
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
	if len(b.Story.Places) > draw.PlacesWhole {
		return b.statePages()
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
	m := draw.ExploreAt(s, layer, route.View{}).With(b.book)
	page := struct {
		*view
		Shapes, Maps, Legend, Data  template.HTML
		Tabs, Downloads             []link
		Says, RowsSay, Layer, Scope string
		Columns                     []column
		Rows                        []placeRow
		Large                       bool
		Some                        template.HTML
		States                      []*placeState
		Circuits                    []struct{ ID, Name, When, Text string }
		Counts, Refs                template.HTML
	}{view: v, Shapes: template.HTML(b.Shapes), Data: b.exploreData(v.Root, layer), Layer: layer, Scope: m.Scope}
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
	page.Columns = b.columns()
	if page.Large = len(s.Places) > draw.PlacesWhole; page.Large {
		some, says := draw.WriteRows(s, m, draw.MapWide, draw.RowOrder{}, v.Root, l)
		page.Some, page.RowsSay = template.HTML(some), says
		page.States = b.placeStates()
	} else {
		rows := draw.RowsOf(s, m)
		page.RowsSay = l.N("explore.rows", len(rows))
		for _, p := range s.Places {
			page.Rows = append(page.Rows, b.placeRow(p, m, contains(rows, p.ID)))
		}
	}
	for _, c := range s.Circuits.Circuits {
		when, text := draw.RulingOf(s, c.ID, m, l)
		page.Circuits = append(page.Circuits, struct{ ID, Name, When, Text string }{c.ID, c.Name, when, text})
	}
	var err error
	// In the walk the picture stands below a step; here it stands below a section.
	page.Counts = template.HTML(strings.NewReplacer("<h4>", "<h3>", "</h4>", "</h3>").Replace(draw.WriteCounts(s, v.CiteHTML, l)))
	if page.Refs, err = b.fragment("refs", map[string]any{"P": v, "List": v.references(), "Label": "refs.page"}); err != nil {
		return err
	}
	page.Downloads = downloads(v, "pictures/map/"+layer, "pictures/map/"+layer+".csv")
	title := l.T("explore.layer."+layer) + ": " + l.T("explore.map")
	return b.add(v, meta{path: path, title: title, description: l.T("explore.description." + layer), live: true}, "explore-map", page)
}

// columns are the heads of a table of places.
func (b *builder) columns() []column {
	out := []column{{"name", b.Labels.T("explore.col.place"), false}, {"state", b.Labels.T("explore.col.state"), false}}
	for _, c := range draw.Columns {
		out = append(out, column{c, b.Labels.T("explore.col." + c), contains(story.DrawnScopes, c)})
	}
	return out
}

// placeState is a state with its places.
type placeState struct {
	Name, Path string
	Places     []*story.Place
}

// placeStates are the states that have places, by their names.
func (b *builder) placeStates() []*placeState {
	at := map[string]*placeState{}
	var all []*placeState
	for _, p := range b.Story.Places {
		st := at[p.State]
		if st == nil {
			st = &placeState{Name: p.StateName, Path: "map/in/" + strings.ToLower(p.State) + "/"}
			at[p.State] = st
			all = append(all, st)
		}
		st.Places = append(st.Places, p)
	}
	slices.SortFunc(all, func(x, y *placeState) int { return strings.Compare(x.Name, y.Name) })
	return all
}

// statePages makes a page for each state of a story that has too many places for
// one table: all that lie in it.
func (b *builder) statePages() error {
	s, l := b.Story, b.Labels
	m := draw.ExploreAt(s, route.Layers[0], route.View{}).With(b.book)
	for _, st := range b.placeStates() {
		v := b.view(st.Path, "s")
		page := struct {
			*view
			Title   string
			Columns []column
			Rows    []placeRow
		}{view: v, Title: l.T("explore.state", st.Name), Columns: b.columns()}
		for _, p := range st.Places {
			page.Rows = append(page.Rows, b.placeRow(p, m, true))
		}
		if err := b.add(v, meta{path: st.Path, title: page.Title, description: page.Title}, "places-state", page); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) placeRow(p *story.Place, m draw.Moment, shown bool) placeRow {
	s, l := b.Story, b.Labels
	row := placeRow{ID: p.ID, Name: p.Name, Shown: shown}
	row.Cells = append(row.Cells, cell{Text: template.HTML(draw.Escape(p.StateName)), Sort: p.StateName})
	for _, c := range draw.CellsOf(s, p, m, l) {
		num := contains(story.DrawnScopes, c.Column)
		row.Cells = append(row.Cells, cell{Text: template.HTML(draw.Escape(c.Text)), Sort: c.Sort, Key: c.Column + ":" + p.ID, Num: num})
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
	rows := [][]string{{"id", "name", "state", "lists", "answer", "policy", "jag_2016_usd", "jag_2017_usd", "justice_2016_memo_usd"}}
	for _, p := range b.Story.Places {
		if contains(ids, p.ID) {
			rows = append(rows, append([]string{p.ID, p.Name, p.State}, draw.ValuesOf(b.Story, p, m)...))
		}
	}
	return rows
}

// explored is what the client needs of an explorer's page.
func (b *builder) explored(root, layer string) live.Page {
	labels := b.liveLabels("arrow.", "event.before", "event.after", "explore.", "events.", "list.", "answer.", "outcome.", "kind.", "live.")
	p := live.Page{Root: root, Layer: layer, Labels: labels, Story: *b.Story.CutExplorer(), Counties: b.Counties}
	if layer != "time" {
		p.Regions = b.Regions
	}
	return p
}

func (b *builder) exploreData(root, layer string) template.HTML {
	return liveScript(b.explored(root, layer))
}

type listedEvent struct {
	E     *story.Event
	When  string
	Cites template.HTML // the numbers of its sources on the page
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
	m := draw.ExploreAt(s, "time", route.View{}).With(b.book)
	page := struct {
		*view
		Count, Told, Added int
		Years              []*eventYear
		Times, Data, Refs  template.HTML
		Says               string
		Downloads          []link
		Large              bool
		List               template.HTML
		ListSays           string
	}{view: v, Count: len(s.Events), Told: told, Added: len(s.Events) - told, Years: years, Data: b.exploreData(v.Root, "time"), Says: draw.TimeSays(s, m, l)}
	if page.Large = len(s.Events) > draw.ListWhole; page.Large {
		items, says := draw.WriteList(s, m, v.Root, l)
		page.List, page.ListSays = template.HTML(items), says
		for _, y := range years {
			if err := b.year(y); err != nil {
				return err
			}
		}
	} else {
		for _, y := range years {
			for i := range y.Events {
				y.Events[i].Cites = v.CiteAll(y.Events[i].E.Sources)
			}
		}
		refs, err := b.fragment("refs", map[string]any{"P": v, "List": v.references(), "Label": "refs.page"})
		if err != nil {
			return err
		}
		page.Refs = refs
	}
	var times strings.Builder
	for _, f := range draw.DeskFrames {
		times.WriteString(draw.WriteTime(s, m, draw.TimeOf(s, m, f, l), f, v.Root, true, l))
	}
	page.Times = template.HTML(times.String())
	page.Downloads = downloads(v, "pictures/timeline", "data/events.csv")
	return b.add(v, meta{path: "event/", title: l.T("events.title"), description: l.T("events.description"), live: true}, "explore-time", page)
}

// year makes the page of a year of a story that is too long to be listed on one
// page: all its events, by month.
func (b *builder) year(y *eventYear) error {
	l := b.Labels
	path := "event/" + itoa(y.Year) + "/"
	v := b.view(path, "s")
	type item struct {
		Track       story.Track
		Item, Cites template.HTML
	}
	type month struct {
		ID, Name string
		Items    []item
	}
	page := struct {
		*view
		Title  string
		Months []*month
		Refs   template.HTML
	}{view: v, Title: l.T("events.year", itoa(y.Year))}
	for _, e := range y.Events {
		id, name := "m"+itoa(e.E.Date.Month), l.Date(story.Date{Year: y.Year, Month: e.E.Date.Month})
		if n := len(page.Months); n == 0 || page.Months[n-1].ID != id {
			page.Months = append(page.Months, &month{ID: id, Name: name})
		}
		m := page.Months[len(page.Months)-1]
		m.Items = append(m.Items, item{e.E.Track, template.HTML(draw.ListItem(e.E, v.Root, l)), v.CiteAll(e.E.Sources)})
	}
	refs, err := b.fragment("refs", map[string]any{"P": v, "List": v.references(), "Label": "refs.page"})
	if err != nil {
		return err
	}
	page.Refs = refs
	return b.add(v, meta{path: path, title: page.Title, description: page.Title}, "events-year", page)
}
