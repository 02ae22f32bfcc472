// Package timeline is WHEN: it leads from days to pixels, picks the ticks of
// an axis, and packs events into tracks so that no mark covers another and no
// label covers anything.
//
// A day is an int: the number of days since 1 January 1970 in the Gregorian
// calendar, below 0 before it. Everything is a pure function of its arguments,
// and the same arguments give the same result everywhere. Names of months are
// not made here: a tick says which day it is and what of it to print.
//
// The package imports nothing of ours.
package timeline

// Scale leads from days From…To to pixels X0…X1, evenly. From must be below To
// and X0 below X1.
type Scale struct {
	From, To int
	X0, X1   float64
}

// X is where a day stands, in pixels; parts of days are allowed. On a Scale
// without extent every day stands at X0.
func (s Scale) X(day float64) float64 {
	if s.To == s.From {
		return s.X0
	}
	return s.X0 + (day-float64(s.From))*s.perDay()
}

// Invert is the day, with its part, that stands at x. On a Scale without
// extent it is From.
func (s Scale) Invert(x float64) float64 {
	if s.X1 == s.X0 {
		return float64(s.From)
	}
	return float64(s.From) + (x-s.X0)/s.perDay()
}

// perDay is the width of a day in pixels.
func (s Scale) perDay() float64 { return (s.X1 - s.X0) / float64(s.To-s.From) }
