package site

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"testing"
)

func TestServe(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	started := make(chan net.Addr, 1)
	stopped := make(chan error, 1)
	slow, release := make(chan struct{}), make(chan struct{})
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(slow)
		<-release
		io.WriteString(w, "whole")
	})
	go func() {
		stopped <- Serve(ctx, "127.0.0.1:0", h, func(a net.Addr) { started <- a })
	}()
	addr := (<-started).String()

	// A second server at the same place says so.
	err := Serve(ctx, addr, h, func(net.Addr) { t.Error("two servers at one address") })
	if taken := new(PortTakenError); !errors.As(err, &taken) || taken.Address != addr {
		t.Errorf("got %v", err)
	} else if want := "address " + addr + " is taken by another program"; err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}

	// A request that is under way when the server is stopped is answered.
	answer := make(chan string, 1)
	go func() {
		r, err := http.Get("http://" + addr)
		if err != nil {
			answer <- err.Error()
			return
		}
		defer r.Body.Close()
		b, _ := io.ReadAll(r.Body)
		answer <- string(b)
	}()
	<-slow
	cancel()
	close(release)
	if got := <-answer; got != "whole" {
		t.Errorf("the last request got %q", got)
	}
	if err := <-stopped; err != nil {
		t.Errorf("stopped with %v", err)
	}
}

func TestServeBadAddress(t *testing.T) {
	if err := Serve(t.Context(), "127.0.0.1:http-alternative", nil, nil); err == nil {
		t.Error("no error")
	}
}
