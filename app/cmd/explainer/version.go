package main

import (
	"context"
	"flag"
	"fmt"
	"runtime/debug"
)

// printVersion tells which version of the program this is, as far as the go
// command recorded it.
func printVersion(_ context.Context, args []string, t terminal) error {
	if err := parse(flag.NewFlagSet("version", flag.ContinueOnError), args, t); err != nil {
		return err
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	fmt.Fprintln(t.Out, describe(info))
	return nil
}

// describe is a build in one line.
func describe(info *debug.BuildInfo) string {
	module, revision, state := info.Main.Version, "revision unknown", ""
	if module == "" {
		module = "(devel)"
	}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = "revision " + s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			state = ", with changes"
		}
	}
	return fmt.Sprintf("explainer %s (%s%s) %s", module, revision, state, info.GoVersion)
}
