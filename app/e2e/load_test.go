package e2e

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/strings-attached/explainer/app/site"
)

// readers is how many connections ask at a time.
const readers = 32

// BenchmarkServing puts the built site under load, on our own server and on
// nginx as explainer hosts configures it, each in a process of its own on this
// machine. The load is what readers ask for: pages, the client, styles, a second
// visit that finds nothing changed, and pieces of recordings.
//
// An operation is one answered request; any that is not answered rightly ends
// the benchmark. Reported besides are requests a second, the time that 99 of 100
// stay under, and the memory of the server when all is done, without what the
// system keeps of files.
func BenchmarkServing(b *testing.B) {
	dir := *dist
	if dir == "" {
		b.Skip("no built site: make bench builds one")
	}
	var err error
	if built, err = site.Load(os.DirFS(dir)); err != nil {
		b.Fatal(err)
	}
	builtDir = dir
	asks := visits(b)
	for _, h := range []struct {
		name  string
		start func(testing.TB) (string, *exec.Cmd)
	}{{"ours", startOurs}, {"nginx", func(t testing.TB) (string, *exec.Cmd) { return nginxServer(t, "/", 2) }}} {
		b.Run(h.name, func(b *testing.B) {
			address, server := h.start(b)
			// What is asked for the first time is read from the disk.
			load(b, address, asks, len(asks)*readers, nil)
			times := make([]time.Duration, b.N)
			b.ResetTimer()
			load(b, address, asks, b.N, times)
			took := b.Elapsed()
			b.StopTimer()
			slices.Sort(times)
			b.ReportMetric(float64(b.N)/took.Seconds(), "requests/s")
			b.ReportMetric(float64(times[len(times)*99/100])/1e6, "p99-ms")
			b.ReportMetric(float64(resident(b, server.Process.Pid))/1e6, "server-MB")
		})
	}
}

// asked is a request as it goes over the line, and the status it must get.
type asked struct {
	bytes  []byte
	status int
}

// visits lists what is asked for, each as often as readers do.
func visits(t testing.TB) []asked {
	var out []asked
	add := func(times int, path, headers string, status int) {
		text := "GET /" + path + " HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, deflate, br\r\n" + headers + "\r\n"
		for range times {
			out = append(out, asked{[]byte(text), status})
		}
	}
	add(4, "", "", 200)
	add(2, "chapter/court/", "", 200)
	add(2, "event/r-2017-04-25-orrick-injunction/", "", 200)
	add(1, "place/new-orleans/", "", 200)
	add(1, "map/money/", "", 200)
	add(3, hashed(t, ".css"), "", 200)
	add(1, hashed(t, ".wasm"), "", 200)
	add(2, hashed(t, ".woff2"), "", 200)
	add(4, hashed(t, ".mp3"), "Range: bytes=0-65535\r\n", 206)
	add(2, hashed(t, ".mp3"), "Range: bytes=400000-499999\r\n", 206)
	add(2, "nothing/here", "", 404)
	add(2, "chapter/law/", "If-None-Match: *\r\n", 304)
	return out
}

// load asks n times, and keeps how long each took unless times is nil.
func load(b *testing.B, address string, asks []asked, n int, times []time.Duration) {
	b.Helper()
	var next atomic.Int64
	var clients sync.WaitGroup
	errs := make(chan error, readers)
	for range readers {
		clients.Go(func() {
			conn, err := net.Dial("tcp", address)
			if err != nil {
				errs <- err
				return
			}
			defer conn.Close()
			in := bufio.NewReaderSize(conn, 64<<10)
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				a := asks[i%len(asks)]
				start := time.Now()
				if err := one(conn, in, a); err != nil {
					errs <- fmt.Errorf("%.60q: %w", a.bytes, err)
					return
				}
				if times != nil {
					times[i] = time.Since(start)
				}
			}
		})
	}
	clients.Wait()
	close(errs)
	for err := range errs {
		b.Fatal(err)
	}
}

func one(conn net.Conn, in *bufio.Reader, a asked) error {
	if err := conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		return err
	}
	if _, err := conn.Write(a.bytes); err != nil {
		return err
	}
	r, err := http.ReadResponse(in, nil)
	if err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, r.Body); err != nil {
		return err
	}
	if r.StatusCode != a.status {
		return fmt.Errorf("status %d, want %d", r.StatusCode, a.status)
	}
	return nil
}

// startOurs runs explainer serve.
func startOurs(t testing.TB) (string, *exec.Cmd) {
	program := filepath.Join(t.TempDir(), "explainer")
	if err := shell("go", "build", "-o", program, "./app/cmd/explainer"); err != nil {
		t.Fatal(err)
	}
	folder, err := filepath.Abs(builtDir)
	if err != nil {
		t.Fatal(err)
	}
	address := freePort(t)
	c := exec.Command(program, "serve", "-dist", folder, "-addr", address)
	runServer(t, address, c)
	return address, c
}

// resident is the memory of a process and its children, in bytes.
func resident(t testing.TB, pid int) (sum int) {
	folders, err := filepath.Glob("/proc/[0-9]*")
	if err != nil || len(folders) == 0 {
		t.Skip("this system does not tell the memory of processes")
	}
	for _, f := range folders {
		status, err := os.ReadFile(filepath.Join(f, "status"))
		if err != nil {
			continue // it has ended
		}
		field := func(name string) int {
			_, rest, _ := bytes.Cut(status, []byte("\n"+name+":"))
			words := strings.Fields(string(rest[:max(0, bytes.IndexByte(rest, '\n'))]))
			if len(words) == 0 {
				return 0
			}
			n, _ := strconv.Atoi(words[0])
			return n
		}
		if field("Pid") == pid || field("PPid") == pid {
			sum += field("VmRSS") * 1024
		}
	}
	return sum
}
