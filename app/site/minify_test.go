package site

import (
	"strings"
	"testing"
)

// TestThemesCanBeChosen holds that the dark theme, written once for readers whose
// system is dark, can also be chosen, and light be chosen where the system is
// dark; and that neither weighs more than what comes later.
func TestThemesCanBeChosen(t *testing.T) {
	body, err := minify("main.css", []byte(`:root { --paper: #fff; }
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #111;
  }
}
@media print { :root { --paper: #fff; } }`))
	if err != nil {
		t.Fatal(err)
	}
	got := string(body)
	for _, want := range []string{
		`@media(prefers-color-scheme:dark){:root:where(:not([data-theme=light])){--paper: #111}}`,
		`:root:where([data-theme=dark]){--paper: #111}`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the style lacks %s:\n%s", want, got)
		}
	}
	if strings.Index(got, "[data-theme=dark]") > strings.Index(got, "@media print{") {
		t.Errorf("paper does not come last:\n%s", got)
	}
}
