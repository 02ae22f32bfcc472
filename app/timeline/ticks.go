package timeline

import "time"

// Level is the part of its date that a tick prints in the first line of its
// label.
type Level uint8

// The levels, the finest first.
const (
	Day   Level = iota // the day of the month: "25"
	Month              // the month: "Apr"
	Year               // the year: "2017"
)

// Tick is a mark of the axis.
type Tick struct {
	Day  int     // days since 1970
	X    float64 // pixels
	Date Date    // of Day
	// Level is the same for all ticks of an axis.
	Level Level
	// Major is set on the first tick of a month (at level Day) or of a year (at
	// level Month), which has a second line to print: the month and the year, or
	// the year. At level Year no tick is major.
	Major bool
}

// Date is a day of the Gregorian calendar: Month from 1 to 12, Day from 1.
type Date struct{ Year, Month, Day int }

// step is a way to divide the axis: its ticks stand on the days, on the firsts
// of a month, or on the New Year's Days that on picks.
type step struct {
	level Level
	least int // the shortest gap between two ticks, in days
	on    func(t time.Time) bool
}

// steps are tried in this order. Weeks begin on Monday; the other steps of
// days begin anew every month.
var steps = []step{
	{Day, 1, func(time.Time) bool { return true }},
	{Day, 2, secondDay},
	{Day, 7, func(t time.Time) bool { return t.Weekday() == time.Monday }},
	{Day, 14, func(t time.Time) bool { return t.Day() == 1 || t.Day() == 15 }},
	{Month, 28, func(time.Time) bool { return true }},
	{Month, 90, func(t time.Time) bool { return t.Month()%3 == 1 }},
	{Year, 365, everyYears(1)},
	{Year, 730, everyYears(2)},
	{Year, 1826, everyYears(5)},
	{Year, 3652, everyYears(10)},
	{Year, 7304, everyYears(20)},
	{Year, 18262, everyYears(50)},
	{Year, 36524, everyYears(100)},
}

// secondDay picks the odd days but the 31st, and in a leap year's February the
// 29th, which the next 1st follows at once.
func secondDay(t time.Time) bool {
	d := t.Day()
	return d%2 == 1 && d != 31 && t.AddDate(0, 0, 1).Day() != 1
}

func everyYears(n int) func(time.Time) bool {
	return func(t time.Time) bool { return t.Year()%n == 0 }
}

// Ticks divides the scale by the finest step whose ticks are at least minGap
// pixels apart; below 1 pixel minGap counts as 1. There are no ticks if even a
// century is narrower, or if the scale has no extent. The first tick is major,
// whatever its date, unless a major one follows within twice minGap.
func Ticks(s Scale, minGap float64) []Tick {
	if s.From >= s.To || !(s.X0 < s.X1) {
		return nil
	}
	minGap = max(minGap, 1)
	for _, st := range steps {
		if float64(st.least)*s.perDay() >= minGap {
			return st.ticks(s, minGap)
		}
	}
	return nil
}

func (st step) ticks(s Scale, minGap float64) []Tick {
	t := timeOf(s.From)
	if st.level >= Month && t.Day() > 1 {
		t = time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, time.UTC)
	}
	if st.level == Year && t.Month() > 1 {
		t = time.Date(t.Year()+1, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	var ticks []Tick
	for day := dayOf(t); day <= s.To; day = dayOf(t) {
		if st.on(t) {
			tick := Tick{Day: day, X: s.X(float64(day)), Date: dateOf(t), Level: st.level}
			if n := len(ticks); n > 0 {
				tick.Major = st.level.begins(ticks[n-1].Date, tick.Date)
			}
			ticks = append(ticks, tick)
		}
		switch st.level {
		case Day:
			t = t.AddDate(0, 0, 1)
		case Month:
			t = t.AddDate(0, 1, 0)
		case Year:
			t = t.AddDate(1, 0, 0)
		}
	}
	if len(ticks) > 0 && st.level != Year {
		ticks[0].Major = true
		for _, tick := range ticks[1:] {
			if tick.Major {
				ticks[0].Major = tick.X-ticks[0].X >= 2*minGap
				break
			}
		}
	}
	return ticks
}

// begins reports whether the part above l is another one on day b than on a.
func (l Level) begins(a, b Date) bool {
	switch l {
	case Day:
		return a.Month != b.Month || a.Year != b.Year
	case Month:
		return a.Year != b.Year
	}
	return false
}

const secondsPerDay = 24 * 60 * 60

func timeOf(day int) time.Time { return time.Unix(int64(day)*secondsPerDay, 0).UTC() }

// dayOf is the day of a midnight.
func dayOf(t time.Time) int { return int(t.Unix() / secondsPerDay) }

func dateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, int(m), d}
}
