package story

import (
	"fmt"
	"strings"
	"time"
)

// Date is a day, a month or a year of the Gregorian calendar, as far as it is
// known: Month and Day are 0 where they are not. The zero Date is no date.
type Date struct{ Year, Month, Day int }

// ParseDate reads "2017-04-25", "2017-04" or "2017". A day that the calendar
// does not have is an error.
func ParseDate(s string) (Date, error) {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		d := Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
		switch layout {
		case "2006":
			d.Month, d.Day = 0, 0
		case "2006-01":
			d.Day = 0
		}
		return d, nil
	}
	return Date{}, fmt.Errorf("%q is no date; write 2017-04-25, 2017-04 or 2017", s)
}

// String is the form ParseDate reads; "" for the zero Date.
func (d Date) String() string {
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// MarshalText and UnmarshalText make Date a JSON string.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDate reads; "" is the zero Date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	v, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// First is the first day d may mean, as days since 1 January 1970.
func (d Date) First() int {
	m, day := max(d.Month, 1), max(d.Day, 1)
	return int(time.Date(d.Year, time.Month(m), day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// Last is the last day d may mean, as days since 1 January 1970.
func (d Date) Last() int {
	switch {
	case d.Month == 0:
		return Date{Year: d.Year + 1}.First() - 1
	case d.Day == 0:
		if d.Month == 12 {
			return Date{Year: d.Year + 1}.First() - 1
		}
		return Date{Year: d.Year, Month: d.Month + 1}.First() - 1
	}
	return d.First()
}

// DateOf is the day that lies days after 1 January 1970.
func DateOf(days int) Date {
	t := time.Unix(int64(days)*86400, 0).UTC()
	return Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}

// Precision is what a date is good for: it is drawn and told no finer.
type Precision string

// Precisions lists the precisions from the finest to the coarsest.
var Precisions = []Precision{"day", "week", "month", "season", "year"}

// Compare orders dates by the first day they may mean, the coarser first.
func (d Date) Compare(o Date) int {
	if c := d.First() - o.First(); c != 0 {
		return c
	}
	return strings.Compare(d.String(), o.String())
}
