package site

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// hurried are limits that a test can wait for.
var hurried = limits{head: 200 * time.Millisecond, piece: 200 * time.Millisecond, idle: 200 * time.Millisecond}

// attacked starts a server with real connections, and when the test ends holds
// that it still answers, and that no goroutine is left when it is stopped.
func attacked(t *testing.T, most limits) (address string) {
	t.Helper()
	before := runtime.NumGoroutine()
	large := make([]byte, 8<<20) // more than the buffers of a connection hold
	for i := range large {
		large[i] = byte(i * i >> 8)
	}
	s := made(t, "index.html", "walk", "404.html", "lost", "audio/court.mp3", string(large))
	ctx, cancel := context.WithCancel(context.Background())
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- serveOn(ctx, l, s.Handler("/"), most) }()
	t.Cleanup(func() {
		transport := &http.Transport{DisableKeepAlives: true}
		r, err := (&http.Client{Transport: transport}).Get("http://" + l.Addr().String() + "/")
		if err != nil {
			t.Errorf("it does not answer any more: %v", err)
		} else {
			if b, err := io.ReadAll(r.Body); err != nil || string(b) != "walk" {
				t.Errorf("it answers with %q, %v", b, err)
			}
			r.Body.Close()
		}
		cancel()
		if err := <-stopped; err != nil {
			t.Errorf("it was stopped with %v", err)
		}
		eventually(t, func() error {
			if n := runtime.NumGoroutine(); n > before {
				return fmt.Errorf("%d goroutines are left over", n-before)
			}
			return nil
		})
	})
	return l.Addr().String()
}

// eventually tries until there is no error; only a test that fails waits long.
func eventually(t *testing.T, try func() error) {
	t.Helper()
	var err error
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if err = try(); err == nil {
			return
		}
	}
	t.Error(err)
}

func dial(t *testing.T, address string) *net.TCPConn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c.(*net.TCPConn)
}

// say sends what a client says and returns the status of the answer, or 0 if
// there is none.
func say(t *testing.T, address, words string) int {
	t.Helper()
	c := dial(t, address)
	defer c.Close()
	io.WriteString(c, words)
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return 0
	}
	r.Body.Close()
	return r.StatusCode
}

// Who begins to ask and does not go on is cut off.
func TestSlowToAsk(t *testing.T) {
	address := attacked(t, hurried)
	for _, begun := range []string{"", "G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "} {
		for range 25 {
			c := dial(t, address)
			io.WriteString(c, begun)
			defer func() {
				// Reading ends when the server has closed.
				if _, err := io.Copy(io.Discard, c); err != nil && !strings.Contains(err.Error(), "reset") {
					t.Errorf("after %q: %v", begun, err)
				}
			}()
		}
	}
}

// Who asks for much and takes nothing is cut off, and costs little until then.
func TestSlowToRead(t *testing.T) {
	const clients = 200
	address := attacked(t, limits{head: usual.head, piece: time.Second, idle: usual.idle})
	heap := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	goroutines, before := runtime.NumGoroutine(), heap()
	for range clients {
		c := dial(t, address)
		c.SetReadBuffer(4 << 10)
		io.WriteString(c, "GET /audio/court.mp3 HTTP/1.1\r\nHost: x\r\n\r\n")
	}
	if grown := heap() - before; grown > 32<<20 {
		t.Errorf("%d clients that read nothing hold %d MB", clients, grown>>20)
	}
	// They are still there and have read nothing; nobody waits for them.
	eventually(t, func() error {
		// The server itself may have begun one since.
		if n := runtime.NumGoroutine() - goroutines; n > 1 {
			return fmt.Errorf("%d goroutines wait for clients that read nothing", n)
		}
		return nil
	})
}

// Who reads slowly but does read gets everything.
func TestSlowButReading(t *testing.T) {
	address := attacked(t, limits{head: time.Second, piece: time.Second, idle: time.Second})
	c := dial(t, address)
	c.SetReadBuffer(64 << 10)
	io.WriteString(c, "GET /audio/court.mp3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	got := 0
	for buf := make([]byte, 512<<10); ; {
		n, err := io.ReadFull(r.Body, buf)
		got += n
		if err != nil {
			break
		}
		time.Sleep(150 * time.Millisecond) // all in all longer than one piece may take
	}
	if got != 8<<20 {
		t.Errorf("got %d bytes", got)
	}
}

func TestRangeFlood(t *testing.T) {
	address := attacked(t, usual)
	transport := &http.Transport{MaxIdleConnsPerHost: 32}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	many := "bytes=" + strings.TrimSuffix(strings.Repeat("0-0,", 2000), ",")
	var clients sync.WaitGroup
	for i := range 32 {
		clients.Go(func() {
			dice := rand.New(rand.NewPCG(1, uint64(i)))
			for range 60 {
				from := dice.IntN(8 << 20)
				want, length := 206, 1+dice.IntN(1000)
				ranges := fmt.Sprintf("bytes=%d-%d", from, min(from+length, 8<<20)-1)
				switch dice.IntN(40) {
				case 0:
					want, ranges = 200, many
				case 1:
					want, ranges = 416, "bytes=99999999-"
				}
				r, _ := http.NewRequest("GET", "http://"+address+"/audio/court.mp3", nil)
				r.Header.Set("Range", ranges)
				reply, err := client.Do(r)
				if err != nil {
					t.Error(err)
					return
				}
				n, err := io.Copy(io.Discard, reply.Body)
				reply.Body.Close()
				if reply.StatusCode != want || err != nil || want == 206 && n != reply.ContentLength {
					t.Errorf("%.40s: %d with %d bytes, want %d: %v", ranges, reply.StatusCode, n, want, err)
					return
				}
			}
		})
	}
	clients.Wait()
}

func TestPathTraversal(t *testing.T) {
	address := attacked(t, usual)
	for _, target := range []string{
		"/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/..%5c..%5cetc%5cpasswd",
		"//etc/passwd", "/./././etc/passwd", "/%c0%ae%c0%ae/etc/passwd", "/index.html%00.mp3", "/index.html/", "/index.html/../../go.mod",
		"http://evil.example/etc/passwd", "/.explainer", "/index.html.br", "/\x7f", "*", "etc/passwd", "/" + strings.Repeat("a/", 4000),
	} {
		if got := say(t, address, "GET "+target+" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"); got != 404 && got != 400 {
			t.Errorf("%.60q: %d", target, got)
		}
	}
}

func TestOversizedHeaders(t *testing.T) {
	address := attacked(t, limits{head: time.Second, piece: usual.piece, idle: usual.idle})
	for _, c := range []struct {
		what, words string
		want        int
	}{
		{"a header of 100 KB", "GET / HTTP/1.1\r\nHost: x\r\nCookie: " + strings.Repeat("a", 100<<10) + "\r\n\r\n", 431},
		{"ten thousand headers", "GET / HTTP/1.1\r\nHost: x\r\n" + strings.Repeat("X-A: b\r\n", 10000) + "\r\n", 431},
		{"an address of 100 KB", "GET /" + strings.Repeat("a", 100<<10) + " HTTP/1.1\r\nHost: x\r\n\r\n", 431},
		{"no host", "GET / HTTP/1.1\r\n\r\n", 400},
		{"a body", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello", 200},
		{"two lengths", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400},
		{"no HTTP", "\x16\x03\x01\x02\x00\x01", 400},
	} {
		// Of what is refused half-way the answer may be lost with the
		// connection, which is refusal enough.
		if got := say(t, address, c.words); got != c.want && !(got == 0 && c.want == 431) {
			t.Errorf("%s: %d, want %d", c.what, got, c.want)
		}
	}
}

// Who closes his half after asking is answered; who goes in the middle is
// forgotten.
func TestHalfClosed(t *testing.T) {
	address := attacked(t, usual)
	for range 50 {
		c := dial(t, address)
		io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
		c.CloseWrite()
		all, err := io.ReadAll(c)
		if err != nil || !bytes.HasSuffix(all, []byte("walk")) {
			t.Fatalf("got %q, %v", all, err)
		}

		c = dial(t, address)
		io.WriteString(c, "GET / HTT")
		c.CloseWrite()
		io.Copy(io.Discard, c) // ends when the server has closed

		c = dial(t, address)
		io.WriteString(c, "GET /audio/court.mp3 HTTP/1.1\r\nHost: x\r\n\r\n")
		io.ReadFull(c, make([]byte, 1000))
		c.SetLinger(0) // reset instead of goodbye
		c.Close()
	}
}
