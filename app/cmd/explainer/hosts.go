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
	dist := flags.String("dist", "dist", "`folder` with the built site that is published")
	if err := parse(flags, args, t); err != nil {
		return err
	}
	s, err := site.Load(os.DirFS(*dist))
	if err != nil {
		return fmt.Errorf("%s: %w; make build writes one", *dist, err)
	}
	var text string
	if *kind == objects {
		text = s.Objects()
	} else {
		h.Inline = s.Inline()
		if text, err = h.Config(*kind); err != nil {
			return err
		}
	}
	_, err = fmt.Fprint(t.Out, text)
	return err
}
