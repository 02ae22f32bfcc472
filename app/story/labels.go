package story

import (
	"strconv"
	"strings"
)

// Labels holds the words of the interface in one language, by key. The story's
// own words are never among them. The files are assets/labels/LANGUAGE.json.
type Labels map[string]string

// T is the label for key with {0}, {1}… replaced by args. A key that the
// language lacks comes back in brackets, so that it is seen and reported.
func (l Labels) T(key string, args ...string) string {
	s, ok := l[key]
	if !ok {
		return "[" + key + "]"
	}
	for i, a := range args {
		s = strings.ReplaceAll(s, "{"+strconv.Itoa(i)+"}", a)
	}
	return s
}

// N is the label for a count: key.one for 1, key.many otherwise, with {0} the
// number and {1}, {2}… args.
func (l Labels) N(key string, n int, args ...string) string {
	form := ".many"
	if n == 1 {
		form = ".one"
	}
	return l.T(key+form, append([]string{l.Int(n)}, args...)...)
}

// Int writes n with the language's thousands separator.
func (l Labels) Int(n int) string {
	s := strconv.Itoa(n)
	sep := l["number.thousands"]
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + sep + s[i:]
	}
	return s
}

// Month is the name of month m, 1…12, and ShortMonth its abbreviation.
func (l Labels) Month(m int) string { return l.T("month." + strconv.Itoa(m)) }

// ShortMonth is the abbreviated name of month m, 1…12.
func (l Labels) ShortMonth(m int) string { return l.T("month.short." + strconv.Itoa(m)) }

// Date writes d in words, as finely as it is known: "25 April 2017", "April
// 2017", "2017".
func (l Labels) Date(d Date) string {
	year := strconv.Itoa(d.Year)
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return year
	case d.Day == 0:
		return l.T("date.month", l.Month(d.Month), year)
	}
	return l.T("date.day", strconv.Itoa(d.Day), l.Month(d.Month), year)
}

// Span writes a stretch of days in words, without saying anything twice:
// "21–25 April 2017".
func (l Labels) Span(from, to Date) string {
	switch {
	case from == to || to.IsZero():
		return l.Date(from)
	case from.Year == to.Year && from.Month == to.Month && from.Day != 0 && to.Day != 0:
		return strconv.Itoa(from.Day) + "–" + l.Date(to)
	case from.Year == to.Year && from.Month != 0 && from.Day != 0 && to.Day != 0:
		return l.T("date.dayOnly", strconv.Itoa(from.Day), l.Month(from.Month)) + " – " + l.Date(to)
	}
	return l.Date(from) + " – " + l.Date(to)
}

// When writes the time of e in words: its own words where the sources are
// vague, else its date no finer than its precision.
func (l Labels) When(e *Event) string {
	if e.When != "" {
		return e.When
	}
	d := e.Date
	switch e.Precision {
	case "week":
		return l.T("date.week", l.Date(d))
	case "month", "season":
		d.Day = 0
	case "year":
		d.Month, d.Day = 0, 0
	}
	if !e.End.IsZero() && e.End != e.Date && e.Precision == "day" {
		return l.Span(e.Date, e.End)
	}
	return l.Date(d)
}

// Dollars writes an amount of US dollars, short where short is true: "$4.1
// billion", else in full: "$274,906,565".
func (l Labels) Dollars(amount int64, short bool) string {
	if short && amount >= 1e6 {
		unit, div := "money.million", 1e6
		if amount >= 999_950_000 { // which would be rounded to 1000 million
			unit, div = "money.billion", 1e9
		}
		v := strconv.FormatFloat(float64(amount)/div, 'f', 1, 64)
		return l.T(unit, strings.TrimSuffix(v, ".0"))
	}
	return "$" + l.Int(int(amount))
}
