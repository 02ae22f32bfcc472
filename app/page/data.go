package page

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"
)

// table is one download: a CSV file and a JSON file of the same rows. What its
// columns mean stands in the labels, under data.TABLE.COLUMN.
type table struct {
	name    string
	columns []string
	rows    [][]string
	json    any
}

func (b *builder) tables() []table {
	s := b.Story
	join := func(list []string) string { return strings.Join(list, " ") }
	events := table{name: "events", columns: []string{"id", "date", "end", "precision", "track", "kind", "title", "summary", "places", "seat", "reports", "sources", "aftermath"}, json: s.Events}
	for _, e := range s.Events {
		var reports []string
		for _, t := range e.Told {
			reports = append(reports, t.Report)
		}
		events.rows = append(events.rows, []string{e.ID, e.Date.String(), e.End.String(), string(e.Precision), string(e.Track), e.Kind, e.Title, plain(e.Summary), join(e.Places), e.Seat, join(reports), join(e.Sources), strconv.FormatBool(e.Aftermath)})
	}
	places := table{name: "places", columns: []string{"id", "name", "kind", "state", "state_fips", "county_fips", "lon", "lat", "answer", "roles", "summary"}, json: s.Places}
	money := table{name: "money", columns: []string{"place", "scope", "label", "year", "amount_usd", "exact", "shared_with", "caveat", "sources"}}
	var figures []map[string]any
	for _, p := range s.Places {
		var roles []string
		for _, r := range p.Roles {
			roles = append(roles, r.Role+":"+r.Event)
		}
		places.rows = append(places.rows, []string{p.ID, p.Name, p.Kind, p.State, p.StateFIPS, p.CountyFIPS, strconv.FormatFloat(p.Lon, 'f', -1, 64), strconv.FormatFloat(p.Lat, 'f', -1, 64), p.Answer, join(roles), plain(p.Summary)})
		for _, m := range p.Money {
			money.rows = append(money.rows, []string{p.ID, m.Scope, m.Label, m.Year, strconv.FormatInt(m.Amount, 10), strconv.FormatBool(m.Precise), m.Shared, plain(m.Caveat), join(m.Sources)})
			figures = append(figures, map[string]any{"place": p.ID, "figure": m})
		}
	}
	money.json = figures
	quotes := table{name: "quotations", columns: []string{"id", "speaker", "date", "when", "text", "reports", "event", "side"}, json: s.Quotes}
	for _, q := range s.Quotes {
		quotes.rows = append(quotes.rows, []string{q.ID, q.Speaker, q.Date.String(), q.When, q.Text, join(q.Reports), q.Event, q.Side})
	}
	claims := table{name: "claims", columns: []string{"id", "topic", "claim"}, json: s.Claims}
	for _, r := range s.Reports {
		claims.columns = append(claims.columns, r.ID)
	}
	claims.columns = append(claims.columns, "verdict", "check", "sources")
	for _, c := range s.Claims {
		row := []string{c.ID, c.Topic, c.Claim}
		for _, r := range s.Reports {
			row = append(row, c.Reports[r.ID].Stance)
		}
		claims.rows = append(claims.rows, append(row, c.Check.Verdict, plain(c.Check.Text), join(c.Check.Sources)))
	}
	rulings := table{name: "rulings", columns: []string{"circuit", "date", "court", "case", "issue", "outcome", "reach", "text", "sources"}, json: s.Circuits}
	for _, d := range s.Circuits.Decisions {
		rulings.rows = append(rulings.rows, []string{d.Circuit, d.Date.String(), d.Court, d.Case, d.Issue, d.Outcome, d.Reach, plain(d.Text), join(d.Sources)})
	}
	causes := table{name: "causes", columns: []string{"from", "kind", "to", "why", "sources"}, json: s.Causes}
	for _, a := range s.Causes.Arrows {
		causes.rows = append(causes.rows, []string{a.From, a.Kind, a.To, plain(a.Why), join(a.Sources)})
	}
	sources := table{name: "sources", columns: []string{"id", "publisher", "title", "date", "url", "kind"}, json: s.Sources}
	for _, x := range s.Sources {
		sources.rows = append(sources.rows, []string{x.ID, x.Publisher, x.Title, x.Date, x.URL, x.Kind})
	}
	return []table{events, places, money, quotes, claims, rulings, causes, sources}
}

func (b *builder) data() error {
	l := b.Labels
	v := b.view("data/", "s")
	type file struct {
		Name, What string
		Rows       string
	}
	type column struct{ Name, What string }
	type dict struct {
		Name    string
		Columns []column
	}
	page := struct {
		*view
		Files  []file
		Tables []dict
	}{view: v}
	dictionary := map[string]map[string]string{}
	for _, t := range b.tables() {
		var buf bytes.Buffer
		w := csv.NewWriter(&buf)
		if err := w.WriteAll(append([][]string{t.columns}, t.rows...)); err != nil {
			return err
		}
		text, err := json.MarshalIndent(t.json, "", " ")
		if err != nil {
			return err
		}
		rows := l.Int(len(t.rows))
		page.Files = append(page.Files, file{t.name + ".csv", l.T("data." + t.name), rows}, file{t.name + ".json", l.T("data.full", l.T("data."+t.name)), rows})
		b.docs = append(b.docs,
			Doc{"data/" + t.name + ".csv", buf.Bytes(), "text/csv; charset=utf-8"},
			Doc{"data/" + t.name + ".json", append(text, '\n'), "application/json"})
		d := dict{Name: t.name}
		dictionary[t.name] = map[string]string{}
		for _, c := range t.columns {
			key := "data." + t.name + "." + c
			if _, ok := l[key]; !ok {
				key = "data.column." + c
			}
			what := l.T(key)
			if r := b.Story.Report(c); r != nil {
				what = l.T("data.column.report", r.Label)
			}
			d.Columns = append(d.Columns, column{c, what})
			dictionary[t.name][c] = what
		}
		page.Tables = append(page.Tables, d)
	}
	text, err := json.MarshalIndent(dictionary, "", " ")
	if err != nil {
		return err
	}
	b.docs = append(b.docs, Doc{"data/dictionary.json", append(text, '\n'), "application/json"}, Doc{"data/LICENCE.txt", []byte(l.T("data.licence.text") + "\n"), "text/plain; charset=utf-8"})
	page.Files = append(page.Files, file{"dictionary.json", l.T("data.dictionary"), ""}, file{"LICENCE.txt", l.T("data.licence"), ""})
	ld := map[string]any{"@type": "Dataset", "name": b.Story.Site.Title + ": " + l.T("data.title"), "description": l.T("data.lede"),
		"license": "https://creativecommons.org/licenses/by/4.0/", "isAccessibleForFree": true, "dateModified": b.Story.Site.Checked.String(), "temporalCoverage": "2016/2026",
		"creator": map[string]any{"@type": "Organization", "name": b.Story.Site.Title}, "distribution": distributions(b.Address, page.Files[:len(page.Files)-2], func(f file) string { return f.Name })}
	return b.add(v, meta{path: "data/", title: l.T("data.title"), description: l.T("data.description"), jsonld: []map[string]any{ld}}, "data", page)
}

func distributions[T any](address string, files []T, name func(T) string) []map[string]any {
	var out []map[string]any
	for _, f := range files {
		format := "text/csv"
		if strings.HasSuffix(name(f), ".json") {
			format = "application/json"
		}
		prefix := ""
		if address != "" {
			prefix = address + "data/"
		}
		out = append(out, map[string]any{"@type": "DataDownload", "encodingFormat": format, "contentUrl": prefix + name(f)})
	}
	return out
}
