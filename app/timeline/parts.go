package timeline

// parts are the stretches of the calendar that Parts may cut time into, the
// shortest first, with the days that the shortest of them has.
var parts = []struct {
	least  int
	months int // 0 where it is a number of days
}{
	{1, 0}, {7, 0}, {28, 1}, {90, 3}, {181, 6}, {365, 12}, {730, 24}, {1826, 60}, {3652, 120}, {7304, 240}, {18262, 600}, {36524, 1200},
}

// Parts cuts the time of a scale into days, weeks (from Monday), months,
// quarters, half-years, years or more: the shortest of them that are at least
// width pixels wide. Part i reaches from day edges[i] to the day before
// edges[i+1]; the first begins at From or before, and the last ends at To or
// after, so that a part is the same part wherever the scale stands. There are
// no edges if the scale has no extent, or if even a century is narrower.
func Parts(s Scale, width float64) (edges []int) {
	if s.From >= s.To || !(s.X0 < s.X1) {
		return nil
	}
	width = max(width, 1)
	for _, p := range parts {
		if float64(p.least)*s.perDay() < width {
			continue
		}
		if p.months == 0 {
			day := s.From
			if p.least == 7 {
				day -= (day%7 + 10) % 7 // 1 January 1970 was a Thursday
			}
			for ; day <= s.To; day += p.least {
				edges = append(edges, day)
			}
			return append(edges, day)
		}
		d := dateOf(timeOf(s.From))
		month := d.Year*12 + d.Month - 1
		month -= month % p.months
		for {
			day := dayOfMonth(month)
			edges = append(edges, day)
			if day > s.To {
				return edges
			}
			month += p.months
		}
	}
	return nil
}

// dayOfMonth is the first day of a month that is counted from the year 0.
func dayOfMonth(month int) int {
	// The days before a month of the Gregorian calendar, by the rule that years
	// begin in March; time.Date says the same, slower.
	y, m := month/12, month%12+1
	if m <= 2 {
		y, m = y-1, m+12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 - 719468
}
