package e2e

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// validatorNoise are messages of the Nu checker that are let pass, each with
// the reason.
var validatorNoise = []struct{ message, why string }{
	{`^CSS: “(vector-effect|paint-order|r|container-type)”: Property “.*” doesn't exist\.$`, "SVG 2 and container queries, which the checker of styles does not know"},
	{`^CSS: “(min-height|height)”: Parse Error\.$`, "the unit cqi, the same"},
	{`^CSS: Unrecognized at-rule “@starting-style”$`, "CSS Transitions 2, the same"},
}

// TestHTML has the Nu checker (vnu) read every page and picture. It accepts no
// error, and no warning but those of validatorNoise.
func TestHTML(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("java"); err != nil {
		t.Fatal("the Nu checker needs Java: run app/e2e/setup.sh")
	}
	jar, err := filepath.Abs("node_modules/vnu-jar/build/dist/vnu.jar")
	if err != nil {
		t.Fatal(err)
	}
	if found, _ := filepath.Glob(jar); found == nil {
		t.Fatalf("%s is missing: run app/e2e/setup.sh", jar)
	}
	// Scripts, fonts and data it would take for broken HTML.
	out, err := exec.Command("java", "-jar", jar, "--skip-non-html", "--also-check-svg", "--format", "json", "--stdout", "--exit-zero-always", builtDir).Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var report struct {
		Messages []struct {
			Type, SubType, URL, Message, Extract string
			LastLine, FirstColumn                int
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	seen := map[string]int{}
next:
	for _, m := range report.Messages {
		if m.Type == "info" && m.SubType != "warning" {
			continue
		}
		for _, n := range validatorNoise {
			if regexp.MustCompile(n.message).MatchString(m.Message) {
				continue next
			}
		}
		if seen[m.Message]++; seen[m.Message] > 3 {
			continue
		}
		page := m.URL
		if i := strings.Index(page, filepath.Base(builtDir)); i >= 0 {
			page = page[i+len(filepath.Base(builtDir))+1:]
		}
		t.Errorf("%s:%d: %s\n\t%s", page, m.LastLine, m.Message, strings.Join(strings.Fields(m.Extract), " "))
	}
	for message, n := range seen {
		if n > 3 {
			t.Errorf("%d times in all: %s", n, message)
		}
	}
}
