//go:build !js

package story

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAssets holds the real story to the rules. Where the texts of the five
// reports are at hand, which are not ours to publish, every excerpt is looked
// up in them.
func TestAssets(t *testing.T) {
	s, problems := Load(os.DirFS("../../assets/story"))
	problems = append(problems, s.Validate(reportTexts(t))...)
	for _, p := range problems {
		t.Error(p)
	}
}

// reportTexts reads assets/reports/ID.txt; nil where there is none.
func reportTexts(t *testing.T) map[string]string {
	files, err := filepath.Glob("../../assets/reports/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]string
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if texts == nil {
			texts = map[string]string{}
		}
		texts[strings.TrimSuffix(filepath.Base(file), ".txt")] = string(b)
	}
	return texts
}
