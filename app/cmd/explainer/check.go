package main

import (
	"context"
	"flag"
	"fmt"
)

// check lists every problem of the content at once, for an author would rather
// mend ten than meet them one by one.
func check(_ context.Context, args []string, t terminal) error {
	var m materials
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	m.assetsFlag(flags)
	if err := parse(flags, args, t); err != nil {
		return err
	}
	content, problems := load(m.content())
	if len(problems) == 0 {
		problems = content.checkRecordings(m.content(), "")
	}
	for _, p := range problems {
		fmt.Fprintln(t.Out, p)
	}
	switch n := len(problems); n {
	case 0:
		s := content.story
		fmt.Fprintf(t.Out, "no problems in %d chapters, %d events, %d places, %d quotations and %d sources\n",
			len(s.Chapters), len(s.Events), len(s.Places), len(s.Quotes), len(s.Sources))
		return nil
	case 1:
		return fmt.Errorf("1 problem")
	default:
		return fmt.Errorf("%d problems", n)
	}
}
