package site

import (
	"fmt"
	"hash/fnv"
	"html"
	"io/fs"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Live serves a site that is built again when a file of it has changed, for the
// author at work. What cannot be built is shown as a page that says why, and the
// next change is another try.
type Live struct {
	Prefix  string
	Watch   []fs.FS               // the folders that the site is made of
	Rebuild func() (*Site, error) // each line of an error is shown as one problem

	mu      sync.Mutex
	checked time.Time
	stamp   uint64
	handler http.Handler
}

// patience is how long the files are taken to be unchanged after a look. One
// page makes a dozen requests, and each of them need not walk all folders.
const patience = 200 * time.Millisecond

func (l *Live) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.current().ServeHTTP(w, r)
}

func (l *Live) current() http.Handler {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.handler != nil && time.Since(l.checked) < patience {
		return l.handler
	}
	stamp := stampOf(l.Watch)
	if l.handler == nil || stamp != l.stamp {
		l.stamp = stamp
		if s, err := l.Rebuild(); err != nil {
			l.handler = problemPage(err)
		} else {
			l.handler = s.Handler(l.Prefix)
		}
	}
	l.checked = time.Now()
	return l.handler
}

// stampOf sums up the names, sizes and times of all files. It polls because
// watching costs a dependency a platform, and because an author's folder has a
// few hundred files.
func stampOf(folders []fs.FS) uint64 {
	h := fnv.New64a()
	for _, folder := range folders {
		fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				// What cannot be read counts as it is; the build will say so.
				fmt.Fprintln(h, name, err)
				return nil
			}
			if info, err := d.Info(); err == nil {
				fmt.Fprintln(h, name, info.Size(), info.ModTime().UnixNano())
			}
			return nil
		})
	}
	return h.Sum64()
}

// problemPage answers every request with what is wrong. It is served with the
// headers of every page, so it cannot have a style of its own and needs none.
func problemPage(err error) http.Handler {
	var b strings.Builder
	lines := strings.Split(err.Error(), "\n")
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>%[1]s</title>\n<h1>%[1]s</h1>\n<p>Mend them, save, and load this page again.</p>\n<ol>\n", count(len(lines), "problem"))
	for _, line := range lines {
		fmt.Fprintf(&b, "<li><code>%s</code></li>\n", html.EscapeString(line))
	}
	b.WriteString("</ol>\n</html>\n")
	page := b.String()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, line := range headersFor(policies(Inline{}), "") {
			w.Header().Set(line.name, line.value)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusInternalServerError)
		fmt.Fprint(w, page)
	})
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
