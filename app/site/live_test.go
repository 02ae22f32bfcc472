package site

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestLive(t *testing.T) {
	files := fstest.MapFS{"events.json": {Data: []byte("first")}}
	built := 0
	l := &Live{
		Prefix: "/draft",
		Watch:  []fs.FS{files},
		Rebuild: func() (*Site, error) {
			built++
			text := string(files["events.json"].Data)
			if strings.HasPrefix(text, "broken") {
				return nil, errors.New("events.json: line 1: no <date>\nevents.json: line 2: no source")
			}
			return made(t, "index.html", text), nil
		},
	}
	page := func() (int, string) {
		t.Helper()
		l.checked = time.Time{} // as if patience had run out
		r := ask(l, "GET", "/draft/")
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		return r.StatusCode, string(b)
	}
	save := func(text string) {
		files["events.json"] = &fstest.MapFile{Data: []byte(text), ModTime: time.Unix(int64(built), 0)}
	}
	for _, c := range []struct {
		name, save string
		builds     int
		status     int
		want       []string
	}{
		{"at first", "", 1, 200, []string{"first"}},
		{"nothing has changed", "", 1, 200, []string{"first"}},
		{"saved", "second", 2, 200, []string{"second"}},
		{"saved with faults", "broken", 3, 500, []string{"<title>2 problems</title>", "<li><code>events.json: line 1: no &lt;date&gt;</code></li>", "line 2"}},
		{"still faulty, and not tried again", "", 3, 500, []string{"2 problems"}},
		{"mended", "third", 4, 200, []string{"third"}},
	} {
		if c.save != "" {
			save(c.save)
		}
		status, body := page()
		if status != c.status || built != c.builds {
			t.Errorf("%s: status %d after %d builds, want %d after %d", c.name, status, built, c.status, c.builds)
		}
		for _, want := range c.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s: no %q in %s", c.name, want, body)
			}
		}
	}

	// Within patience, files are not looked at.
	save("fourth")
	l.checked = time.Now().Add(time.Hour)
	ask(l, "GET", "/draft/")
	if built != 4 {
		t.Errorf("built %d times", built)
	}
}
