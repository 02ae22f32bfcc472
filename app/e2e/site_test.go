package e2e

import (
	"bytes"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/strings-attached/explainer/app/site"
)

// dist is the built site that is tested. Without it, the tests build one.
var dist = flag.String("dist", os.Getenv("EXPLAINER_DIST"), "test this built `folder` instead of building the site")

// root is the folder of the repository.
const root = "../.."

var (
	built     *site.Site // what is tested
	builtDir  string     // the folder it was loaded from
	explainer string     // the program that built it; "" if the tests were given a folder
)

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	tmp, err := os.MkdirTemp("", "explainer-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(tmp)
	if flag.Lookup("test.run").Value.String() == "^$" {
		defer closeBrowser()
		return m.Run() // benchmarks find the site by themselves
	}
	if err := prepare(tmp); err != nil {
		fmt.Fprintf(os.Stderr, "e2e: %v\n", err)
		return 1
	}
	defer closeBrowser()
	return m.Run()
}

// prepare builds the site as make build does, and loads it.
func prepare(tmp string) error {
	builtDir = *dist
	if builtDir == "" {
		explainer = filepath.Join(tmp, "explainer")
		builtDir = filepath.Join(tmp, "dist")
		for _, c := range [][]string{
			{"make", "-s", "wasm"},
			{"go", "build", "-o", explainer, "./app/cmd/explainer"},
			{explainer, "build", "-out", builtDir},
		} {
			if err := shell(c...); err != nil {
				return err
			}
		}
	}
	var err error
	built, err = site.Load(os.DirFS(builtDir))
	return err
}

// shell runs a command in the root of the repository. What it says is shown
// if it fails.
func shell(args ...string) error {
	c := exec.Command(args[0], args[1:]...)
	c.Dir = root
	out, err := c.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return nil
}

// server serves the built site for one test, with the project's own handler and
// what the test wants to go wrong.
type server struct {
	*httptest.Server
	prefix string

	mu    sync.Mutex
	files http.Handler  // the version that is served
	fault string        // "blocked", "held", "truncated", "away", "undecoded", "late", "stopped", or what recordings are; "" for none
	until string        // what pages stop before when they are stopped
	gate  chan struct{} // closed when what was held may come
	asked []string      // the addresses that were asked for
}

func serve(t testing.TB, prefix string) *server {
	s := &server{prefix: "/" + strings.Trim(prefix, "/"), gate: make(chan struct{})}
	if s.prefix != "/" {
		s.prefix += "/"
	}
	s.files = built.Handler(prefix)
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		fault, files, until := s.fault, s.files, s.until
		s.asked = append(s.asked, r.URL.Path)
		s.mu.Unlock()
		if fault == "away" {
			panic(http.ErrAbortHandler)
		}
		if strings.HasSuffix(r.URL.Path, "/") {
			switch fault {
			case "late":
				time.Sleep(400 * time.Millisecond)
			case "stopped":
				w = &stopped{ResponseWriter: w, until: until, gate: s.gate}
				r = r.Clone(r.Context())
				r.Header.Del("Accept-Encoding")
			}
		}
		if strings.HasSuffix(r.URL.Path, ".wasm") {
			switch fault {
			case "stopped":
				<-r.Context().Done()
				return
			case "blocked":
				panic(http.ErrAbortHandler)
			case "truncated":
				files.ServeHTTP(&truncated{ResponseWriter: w}, r)
				panic(http.ErrAbortHandler)
			case "undecoded":
				http.NotFound(w, r)
				return
			case "held":
				select {
				case <-s.gate:
				case <-r.Context().Done():
					return
				}
			}
		}
		if strings.HasSuffix(r.URL.Path, ".mp3") {
			switch fault {
			case "missing":
				http.NotFound(w, r)
				return
			case "noise":
				http.ServeContent(w, r, "x.mp3", time.Time{}, bytes.NewReader(make([]byte, 1<<16)))
				return
			case "short":
				reply := httptest.NewRecorder()
				whole := r.Clone(r.Context())
				whole.Header = http.Header{}
				files.ServeHTTP(reply, whole)
				http.ServeContent(w, r, "x.mp3", time.Time{}, bytes.NewReader(reply.Body.Bytes()[:1<<15]))
				return
			}
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(func() {
		s.release()
		s.CloseClientConnections()
		s.Close()
	})
	return s
}

// publish serves another version of the site from now on.
func (s *server) publish(version *site.Site, err error) error {
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files = version.Handler(s.prefix)
	return nil
}

// forget begins a new list of what was asked for.
func (s *server) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = nil
}

// askedFor lists the addresses with a text in them that were asked for.
func (s *server) askedFor(text string) (out []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.asked {
		if strings.Contains(a, text) {
			out = append(out, a)
		}
	}
	return out
}

// set makes this server go wrong, or right again.
func (s *server) set(fault string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = fault
}

// stop has pages come as far as a text, and the client not at all.
func (s *server) stop(until string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault, s.until = "stopped", until
}

// release lets through what was held.
func (s *server) release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.gate:
	default:
		close(s.gate)
	}
}

// truncated passes on the first half of a response.
type truncated struct {
	http.ResponseWriter
	broken bool
}

func (w *truncated) Write(p []byte) (int, error) {
	if w.broken {
		return len(p), nil
	}
	w.broken = true
	w.ResponseWriter.Write(p[:len(p)/2])
	return len(p), http.NewResponseController(w.ResponseWriter).Flush()
}

// stopped passes on a response up to a text, and what follows when it may come.
type stopped struct {
	http.ResponseWriter
	until string
	gate  chan struct{}
}

func (w *stopped) Write(p []byte) (int, error) {
	if i := strings.Index(string(p), w.until); i >= 0 {
		w.ResponseWriter.Write(p[:i])
		http.NewResponseController(w.ResponseWriter).Flush()
		<-w.gate
		n, err := w.ResponseWriter.Write(p[i:])
		return i + n, err
	}
	return w.ResponseWriter.Write(p)
}

// frame serves one page of another site, which holds an address in a frame as
// large as the window, sandboxed unless it is plain.
func frame(t testing.TB, address string, plain bool) string {
	sandbox := ` sandbox="allow-scripts"`
	if plain {
		sandbox = ""
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			w.Header().Set("Content-Type", "image/x-icon")
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><html lang="en"><title>A news site</title><link rel="icon" href="data:,"><style>html, body { margin: 0; height: 100%%; overflow: hidden } iframe { display: block; border: 0; width: 100%%; height: 100%% }</style><iframe title="Strings Attached"%s src="%s"></iframe></html>`, sandbox, address)
	}))
	t.Cleanup(s.Close)
	return s.URL + "/"
}

// artifacts is the folder for the pictures of what failed. It is ignored by git
// and kept after the run.
func artifacts() string {
	dir := filepath.Join(root, "build", "e2e")
	os.MkdirAll(dir, 0o755)
	abs, err := filepath.Abs(dir)
	if err != nil {
		return dir
	}
	return abs
}
