package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"

	"github.com/strings-attached/explainer/app/site"
)

// serve serves the built site from memory, or the files being edited.
func serve(ctx context.Context, args []string, t terminal) error {
	var m materials
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	m.assetsFlag(flags)
	m.shellFlags(flags)
	dist := flags.String("dist", "dist", "`folder` with the built site")
	addr := flags.String("addr", "127.0.0.1:8080", "`address` to listen at")
	prefix := flags.String("prefix", "/", "`path` to serve the site under")
	if err := parse(flags, args, t); err != nil {
		return err
	}
	var handler http.Handler
	if m.assets != "" || m.web != "" {
		handler = edited(ctx, &m, *prefix)
	} else {
		s, err := site.Load(os.DirFS(*dist))
		if err != nil {
			return fmt.Errorf("%s: %w; make build writes one", *dist, err)
		}
		handler = s.Handler(*prefix)
	}

	err := site.Serve(ctx, *addr, handler, func(a net.Addr) {
		path := "/" + strings.Trim(*prefix, "/")
		if path != "/" {
			path += "/"
		}
		fmt.Fprintf(t.Out, "serving at http://%s%s (stop with Ctrl-C)\n", a, path)
	})
	if taken := new(site.PortTakenError); errors.As(err, &taken) {
		return another(taken, *addr)
	}
	return err
}

// another proposes another port than the one that is taken.
func another(taken *site.PortTakenError, addr string) error {
	host, port, err := net.SplitHostPort(addr)
	n, numErr := strconv.Atoi(port)
	if err != nil || numErr != nil {
		return taken
	}
	next := strconv.Itoa(n + 1)
	return fmt.Errorf("port %d is taken by another program; stop that, or choose another port: PORT=%s make run, or explainer serve -addr %s",
		n, next, net.JoinHostPort(host, next))
}

// edited serves the files being edited.
func edited(ctx context.Context, m *materials, prefix string) http.Handler {
	l := &site.Live{
		Prefix:  prefix,
		Rebuild: func() (*site.Site, error) { return m.site(ctx, siteOptions{draft: true}) },
	}
	for _, dir := range []string{m.assets, m.web} {
		if dir != "" {
			l.Watch = append(l.Watch, fs.FS(os.DirFS(dir)))
		}
	}
	return l
}
