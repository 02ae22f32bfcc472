package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/strings-attached/explainer/app/site"
)

// objects is the kind of host that is told of every file by itself.
const objects = "objects"

// hosts writes what a host must be told of the site.
func hosts(_ context.Context, args []string, t terminal) error {
	var h site.Host
	flags := flag.NewFlagSet("hosts", flag.ContinueOnError)
	kind := flags.String("kind", "nginx", "`kind` of host: "+strings.Join(site.HostKinds, ", ")+", or "+objects+" for a table of the files for a store such as S3")
	flags.StringVar(&h.Root, "root", "/srv/explainer", "`folder` on the host that holds the published files")
	flags.StringVar(&h.At, "at", "/", "`path` that readers find the site under")
	flags.StringVar(&h.Listen, "listen", ":8080", "`address` for Caddy, such as example.org")
	dist := flags.String("dist", "dist", "`folder` with the built site, for the table of its files")
	if err := parse(flags, args, t); err != nil {
		return err
	}
	var text string
	var err error
	if *kind == objects {
		var s *site.Site
		if s, err = site.Load(os.DirFS(*dist)); err != nil {
			return fmt.Errorf("%s: %w; make build writes one", *dist, err)
		}
		text = s.Objects()
	} else {
		text, err = h.Config(*kind)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(t.Out, text)
	return err
}
