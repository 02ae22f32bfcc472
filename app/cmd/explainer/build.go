package main

import (
	"context"
	"flag"
	"fmt"
	"time"
)

// build writes the site to a folder.
func build(ctx context.Context, args []string, t terminal) error {
	start := time.Now()
	var m materials
	flags := flag.NewFlagSet("build", flag.ContinueOnError)
	m.assetsFlag(flags)
	m.shellFlags(flags)
	m.generateFlags(flags)
	out := flags.String("out", "dist", "`folder` to write the site to")
	cache := flags.String("cache", ".cache", "`folder` that keeps what was compressed before; \"\" for none")
	draft := flags.Bool("draft", false, "leave out compression, for a site that nobody but you will load")
	if err := parse(flags, args, t); err != nil {
		return err
	}
	s, err := m.site(ctx, siteOptions{cache: *cache, draft: *draft, progress: t.progress})
	if err != nil {
		return err
	}
	if err := s.Write(*out); err != nil {
		return err
	}
	files, bytes := s.Size()
	fmt.Fprintf(t.Out, "wrote %d files, %.1f MB to a browser that takes brotli, to %s in %.1f s\n",
		files, float64(bytes)/1e6, *out, time.Since(start).Seconds())
	return nil
}
