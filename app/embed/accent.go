package embed

import (
	"errors"
	"maps"
	"math"
	"strconv"
	"strings"
)

// papers are the backgrounds of the themes, as the style sheet has them.
var papers = map[string][]string{
	"light": {"fbfaf7"}, "dark": {"181715"}, "auto": {"fbfaf7", "181715"}, "contrast": {"ffffff"},
}

// Papers are the backgrounds that each theme may have, as "fbfaf7".
func Papers() map[string][]string { return maps.Clone(papers) }

// least is the contrast an accent must have with its background (WCAG 2.2): it
// colours buttons with text on them.
const least = 4.5

// Errors of CheckAccent.
var (
	ErrAccentForm     = errors.New("an accent is six hexadecimal digits such as 0b6b66")
	ErrAccentContrast = errors.New("the accent stands out too little from the background")
)

// CheckAccent tells why a colour such as "0b6b66" or "#0B6B66" cannot be the
// accent of a theme; nil if it can. With "auto" it must do on one of the two
// papers: on the other, the embed leaves it out.
func CheckAccent(accent, theme string) error {
	c, ok := luminance(strings.TrimPrefix(accent, "#"))
	if !ok {
		return ErrAccentForm
	}
	list, ok := papers[theme]
	if !ok {
		theme = Themes[0]
		list = papers[theme]
	}
	for _, paper := range list {
		p, _ := luminance(paper)
		if (max(c, p)+0.05)/(min(c, p)+0.05) >= least {
			return nil
		}
	}
	return ErrAccentContrast
}

// luminance is the relative luminance of a colour, 0 to 1.
func luminance(hex string) (float64, bool) {
	if len(hex) != 6 {
		return 0, false
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			return 0, false
		}
		s := float64(v) / 255
		if s <= 0.04045 {
			s /= 12.92
		} else {
			s = math.Pow((s+0.055)/1.055, 2.4)
		}
		sum += weight * s
	}
	return sum, true
}
