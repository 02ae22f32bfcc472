// Explainer builds, checks and serves Strings Attached.
//
//	explainer serve    serves the built site, or with -assets the files being edited
//	explainer build    writes the site to a folder
//	explainer hosts    writes what nginx, Caddy or another host must be told
//	explainer check    lists every problem in the content
//	explainer narrate  makes the recordings of the chapters that have changed
//	explainer version  tells which version this is
//
// "explainer COMMAND -h" lists the flags of a command. The exit code is 1 when
// something went wrong and 2 when the command line is not understood.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// command is one of the things explainer does.
type command struct {
	name, does string
	run        func(ctx context.Context, args []string, t terminal) error
}

// terminal is where a command writes: what was asked for to Out, how it goes to
// Err.
type terminal struct{ Out, Err io.Writer }

// progress tells how it goes.
func (t terminal) progress(line string) { fmt.Fprintln(t.Err, line) }

var commands = []command{
	{"serve", "serve the built site, or with -assets the files being edited", serve},
	{"build", "write the site to a folder", build},
	{"hosts", "write what nginx, Caddy or another host must be told of the site", hosts},
	{"check", "list every problem in the content", check},
	{"narrate", "make the recordings of the chapters that have changed", narrate},
	{"version", "tell which version this is", printVersion},
}

// errUsage reports a command line that is not understood. What is wrong with it
// has been said already.
var errUsage = errors.New("usage")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], terminal{os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// run carries out a command line and returns the exit code.
func run(ctx context.Context, args []string, t terminal) int {
	if len(args) == 0 {
		usage(t.Err)
		return 2
	}
	switch args[0] {
	case "-h", "-help", "--help", "help":
		usage(t.Out)
		return 0
	}
	for _, c := range commands {
		if c.name != args[0] {
			continue
		}
		switch err := c.run(ctx, args[1:], t); {
		case err == nil, errors.Is(err, flag.ErrHelp):
			return 0
		case errors.Is(err, errUsage):
			return 2
		default:
			fmt.Fprintf(t.Err, "explainer %s: %v\n", c.name, err)
			return 1
		}
	}
	fmt.Fprintf(t.Err, "explainer: no command %q\n\n", args[0])
	usage(t.Err)
	return 2
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "usage: explainer COMMAND [flags]")
	fmt.Fprintln(w)
	for _, c := range commands {
		fmt.Fprintf(w, "  %-8s %s\n", c.name, c.does)
	}
	fmt.Fprintln(w, "\nexplainer COMMAND -h lists the flags of a command.")
}

// parse reads the flags of a command, which takes no other arguments.
func parse(flags *flag.FlagSet, args []string, t terminal) error {
	flags.SetOutput(t.Err)
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return errUsage
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(t.Err, "explainer %s: unexpected argument %q\n", flags.Name(), flags.Arg(0))
		flags.Usage()
		return errUsage
	}
	return nil
}
