package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// shownMarks lists the marks that are seen: where each leads, how it stands out,
// and, of a timeline, where it stands; the states that are filled, the ticks and the
// names. Last come the sentence and the legend. The shapes of counties come with
// the client.
const shownMarks = `(() => {
	const out = [];
	for (const svg of document.querySelectorAll("#e-body figure > svg")) {
		if (!svg.getClientRects().length) continue;
		const box = svg.getBoundingClientRect(), timeline = svg.matches("[class^=time]");
		for (const n of svg.querySelectorAll("a.mk, a.ev, a.heap")) {
			if (n.dataset.state === "off") continue;
			const o = n.querySelector(".o").getBoundingClientRect();
			const at = timeline ? [o.left + o.width / 2 - box.left, o.top + o.height / 2 - box.top].map(Math.round) : n.dataset.look;
			const number = n.matches(".heap") ? n.querySelector("text").textContent : "";
			out.push([n.getAttribute("href").split("/").slice(-3).join("/"), n.dataset.state, at, number].join(" "));
		}
		for (const n of svg.querySelectorAll(".state[href^='#us']")) if (n.dataset.on === "1" || n.dataset.fill) out.push([n.getAttribute("href"), n.dataset.on, n.dataset.fill].join(" "));
		if (timeline) out.push([...svg.querySelectorAll(".tick-name, .axis title")].map((n) => n.textContent).join(" "));
		if (timeline) out.push([...svg.querySelectorAll(".ev text")].filter((n) => n.dataset.on === "1").map((n) => n.textContent).sort().join(", "));
	}
	out.sort();
	out.push(document.querySelector(".e-lede").textContent, document.querySelector(".legend")?.textContent || "");
	return out;
})`

// TestChosen holds what a frame shows of a View before anybody touches it, which
// a small script draws, against what the client then makes of the same address:
// no mark too many, none too few, and nothing that moves.
func TestChosen(t *testing.T) {
	t.Parallel()
	addresses := []string{
		"timeline/?span=2017-04-01,2017-06-30&tracks=court",
		"timeline/?span=2017-04-20,2017-04-26",
		"timeline/?span=2017-03-15,2017-05-31",
		"timeline/?span=2018-01-01,2021-06-30&tracks=federal+court",
		"timeline/?told=told",
		"timeline/?span=2017-01-01,2017-12-31&told=added",
		"timeline/?in=chicago",
		"timeline/?thread=the-letters",
		"timeline/?thread=chicago&tracks=local+court",
		"timeline/?kind=suit",
		"timeline/?who=jeff-sessions&span=2017-01-01,2017-12-31",
		"timeline/?span=2025-01-01,2026-06-30",
		"map/roles/?date=2017-04-25",
		"map/roles/?date=2016-01-01",
		"map/roles/?date=2017-01-27&look=4,100,300",
		"map/roles/?look=3,700,240",
		"map/money/?date=2017-04-21",
		"map/money/jag-2017/?date=2018-06-01",
		"map/answers/?date=2017-06-01",
		"map/policy/?date=2017-09-01",
		"map/lists/?date=2017-03-27",
		"map/lists/april-letter/?date=2017-04-20",
		"map/courts/?date=2018-04-19",
		"map/courts/a/?date=2017-11-20",
		"map/courts/c/?date=2025-05-01&look=2,487,305",
	}
	srv := serve(t, "/")
	for _, size := range []string{"680x900", "360x740"} {
		b := open(t, srv, size)
		if err := b.setMedia("reduce"); err != nil {
			t.Fatal(err)
		}
		for _, address := range addresses {
			if err := chosenIsDrawn(b, "/embed/"+address); err != nil {
				t.Errorf("%s at %s: %v", address, size, err)
			}
		}
	}
}

func chosenIsDrawn(b *tab, address string) error {
	if err := b.goTo(address); err != nil {
		return err
	}
	var before []string
	err := b.wait(func() error {
		ready, err := eval[bool](b, `(() => document.readyState === "complete" && !("choosing" in document.documentElement.dataset))`)
		if err != nil || !ready {
			return fmt.Errorf("it is not drawn: %v", err)
		}
		before, err = eval[[]string](b, shownMarks)
		return err
	})
	if err != nil {
		return err
	}
	if err := b.click("[data-wake]", 1); err != nil {
		return err
	}
	if err := b.see(`html[data-live="on"]`); err != nil {
		return err
	}
	return b.wait(func() error {
		after, err := eval[[]string](b, shownMarks)
		if err != nil || slices.Equal(before, after) {
			return err
		}
		var lost, come []string
		for _, x := range before {
			if !slices.Contains(after, x) {
				lost = append(lost, x)
			}
		}
		for _, x := range after {
			if !slices.Contains(before, x) {
				come = append(come, x)
			}
		}
		return fmt.Errorf("before it was touched\n\t%s\nand then\n\t%s", strings.Join(lost, "\n\t"), strings.Join(come, "\n\t"))
	})
}
