package site

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"syscall"
	"time"
)

// PortTakenError says that another program listens already.
type PortTakenError struct{ Address string }

func (e *PortTakenError) Error() string {
	return fmt.Sprintf("address %s is taken by another program", e.Address)
}

// limits are how long a client may take.
type limits struct {
	head  time.Duration // to say what it wants
	piece time.Duration // to take the next piece of an answer
	idle  time.Duration // to ask again
}

// A piece in that time is 3 kB/s: slower than any line that a page is read over.
const piece = 64 << 10

var usual = limits{head: 10 * time.Second, piece: 20 * time.Second, idle: 2 * time.Minute}

// Serve listens at an address such as "127.0.0.1:8080", calls started with the
// one it got, and serves until ctx ends. Then requests under way have five
// seconds to finish.
//
// A client that asks or reads too slowly is cut off, so that it holds neither
// memory nor a connection for long; one that goes on reading is not, however
// long the file.
func Serve(ctx context.Context, address string, h http.Handler, started func(net.Addr)) error {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return &PortTakenError{address}
	}
	if err != nil {
		return err
	}
	started(l.Addr())
	return serveOn(ctx, l, h, usual)
}

func serveOn(ctx context.Context, l net.Listener, h http.Handler, most limits) error {
	server := &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h.ServeHTTP(&paced{w, http.NewResponseController(w), most.piece}, r)
		}),
		ReadHeaderTimeout: most.head,
		ReadTimeout:       most.head,
		WriteTimeout:      most.piece, // of the first piece; paced sets it anew for each
		IdleTimeout:       most.idle,
		MaxHeaderBytes:    16 << 10,
		// What clients do wrong is theirs to know.
		ErrorLog: log.New(io.Discard, "", 0),
	}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		stopped <- server.Shutdown(last)
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}

// paced writes an answer in pieces, each of which the client has a while to take.
type paced struct {
	http.ResponseWriter
	control *http.ResponseController
	each    time.Duration
}

func (w *paced) Write(p []byte) (n int, err error) {
	for {
		if err := w.control.SetWriteDeadline(time.Now().Add(w.each)); err != nil {
			return n, err
		}
		m, err := w.ResponseWriter.Write(p[:min(len(p), piece)])
		n += m
		if p = p[m:]; err != nil || len(p) == 0 {
			return n, err
		}
	}
}

// Unwrap lets a ResponseController reach the connection.
func (w *paced) Unwrap() http.ResponseWriter { return w.ResponseWriter }
