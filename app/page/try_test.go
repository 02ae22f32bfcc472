package page_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/strings-attached/explainer/app/page"
)

func TestTry(t *testing.T) {
	o, err := options()
	if err != nil {
		t.Fatal(err)
	}
	css, _ := os.ReadFile("../../web/style/main.css")
	o.Style = string(css)
	o.Story = read(t, real)
	start := time.Now()
	docs, pics, err := page.Pictures(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(len(docs), len(pics), time.Since(start))
	n := 0
	for _, d := range docs {
		n += len(d.Body)
		if strings.Contains(os.Getenv("TRY"), strings.TrimSuffix(strings.TrimPrefix(d.Path, "pictures/"), ".svg")) {
			os.WriteFile("/tmp/try/"+strings.ReplaceAll(d.Path, "/", "_"), d.Body, 0o644)
		}
	}
	t.Log("docs bytes", n)
	for _, p := range pics {
		for _, w := range strings.Fields(os.Getenv("TRY")) {
			if strings.HasPrefix(p.Path, "pictures/"+w+"-") {
				s := time.Now()
				b, err := p.Draw()
				if err != nil {
					t.Error(err)
				}
				t.Log(p.Path, len(b), time.Since(s))
				os.WriteFile("/tmp/try/"+strings.ReplaceAll(p.Path, "/", "_"), b, 0o644)
			}
		}
	}
}
