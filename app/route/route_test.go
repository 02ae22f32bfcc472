//go:build !js

package route_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/strings-attached/explainer/app/route"
	"github.com/strings-attached/explainer/app/story"
)

var told = sync.OnceValues(func() (*story.Story, []story.Problem) {
	return story.Load(os.DirFS("../../assets/story"))
})

func load(tb testing.TB) (*story.Story, []string) {
	tb.Helper()
	s, problems := told()
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	var steps []string
	for _, c := range s.Chapters {
		for _, st := range c.Steps {
			steps = append(steps, st.ID)
		}
	}
	return s, steps
}

// small is a story of a page with two steps.
func small() (*story.Story, []string) {
	return &story.Story{
		Events: []*story.Event{{ID: "order", Actors: []string{"the-president"}}, {ID: "r-2017-04-25-injunction"}},
		Places: []*story.Place{{ID: "san-francisco"}, {ID: "cook-county-il"}},
		Causes: story.Causes{Threads: []*story.Thread{{ID: "letters"}}},
	}, []string{"start-1", "start-2", "end-1"}
}

// read decodes an address as Encode writes it.
func read(s *story.Story, steps []string, address string) (route.View, []route.Trouble) {
	query, fragment, _ := strings.Cut(address, "#")
	return route.Decode(s, steps, strings.TrimPrefix(query, "?"), fragment, nil)
}

func TestThereAndBack(t *testing.T) {
	s, steps := small()
	at := func(v route.View) route.View { v.Step = "start-2"; return v }
	for _, test := range []struct {
		view    route.View
		address string
	}{
		{route.View{Step: "start-1"}, "#start-1"},
		{at(route.View{Who: "the-president"}), "?who=the-president#start-2"},
		{at(route.View{}), "#start-2"},
		{at(route.View{Pick: route.Pick{Kind: "event", ID: "order"}}), "?event=order#start-2"},
		{at(route.View{Pick: route.Pick{Kind: "place", ID: "cook-county-il"}}), "?place=cook-county-il#start-2"},
		{at(route.View{Layer: "money", Scope: "jag-2017"}), "?layer=money&scope=jag-2017#start-2"},
		{at(route.View{Layer: "lists", List: "april-letter"}), "?layer=lists&list=april-letter#start-2"},
		{at(route.View{Layer: "courts", Issue: "a"}), "?layer=courts&issue=a#start-2"},
		{at(route.View{Date: story.Date{Year: 2017, Month: 4, Day: 25}}), "?date=2017-04-25#start-2"},
		{at(route.View{Camera: route.Camera{K: 2.5, X: 100, Y: 300.5}}), "?look=2.5,100,300.5#start-2"},
		{at(route.View{Span: route.Span{From: story.Date{Year: 2017, Month: 1, Day: 1}, To: story.Date{Year: 2017, Month: 8, Day: 16}}}), "?span=2017-01-01,2017-08-16#start-2"},
		{at(route.View{Layer: "lists", Find: "san francisco"}), "?layer=lists&find=san+francisco#start-2"},
		{at(route.View{Tracks: "federal court"}), "?tracks=federal+court#start-2"},
		{at(route.View{Kind: "ruling"}), "?kind=ruling#start-2"},
		{at(route.View{Told: "added"}), "?told=added#start-2"},
		{at(route.View{In: "san-francisco"}), "?in=san-francisco#start-2"},
		{at(route.View{Thread: "letters"}), "?thread=letters#start-2"},
	} {
		if got := route.Encode(test.view); got != test.address {
			t.Errorf("Encode(%+v) = %q, want %q", test.view, got, test.address)
		}
		got, troubles := read(s, steps, test.address)
		if got != test.view || troubles != nil {
			t.Errorf("Decode(%q) = %+v with %v, want %+v", test.address, got, troubles, test.view)
		}
	}
}

func TestEncodeOfNothing(t *testing.T) {
	// An address of "" would leave what is there as it is.
	if got := route.Encode(route.View{}); got != "?" {
		t.Errorf("Encode of the zero View is %q, want %q", got, "?")
	}
}

func TestDecode(t *testing.T) {
	s, steps := small()
	known := func(f string) bool { return f == "sources" }
	for _, test := range []struct {
		query, fragment string
		want            route.View
		troubles        []route.Trouble
	}{
		{"", "", route.View{Step: "start-1"}, nil},
		{"", "end-1", route.View{Step: "end-1"}, nil},
		{"", "end", route.View{Step: "end-1"}, nil},       // a chapter's heading
		{"", "sources", route.View{Step: "start-1"}, nil}, // another place of the page
		{"", "start%2D2", route.View{Step: "start-2"}, nil},
		{"", "%zz", route.View{Step: "start-1"}, nil},
		{"", "nowhere", route.View{Step: "start-1"}, []route.Trouble{{Param: "step", Value: "nowhere"}}},
		{"event=nothing", "start-2", route.View{Step: "start-2"}, []route.Trouble{{Param: "event", Value: "nothing"}}},
		{"place=nowhere", "start-2", route.View{Step: "start-2"}, []route.Trouble{{Param: "place", Value: "nowhere"}}},
		// A place's ID is no event's.
		{"event=san-francisco", "", route.View{Step: "start-1"}, []route.Trouble{{Param: "event", Value: "san-francisco"}}},
		{"event=order&utm_source=x", "", route.View{Step: "start-1", Pick: route.Pick{Kind: "event", ID: "order"}}, nil},
		// Of two picks the event stands.
		{"place=san-francisco&event=order", "", route.View{Step: "start-1", Pick: route.Pick{Kind: "event", ID: "order"}}, nil},
		{"event=a%zz", "", route.View{Step: "start-1"}, []route.Trouble{{Param: "query", Value: "event=a%zz"}}},
		{"layer=weather", "", route.View{Step: "start-1"}, []route.Trouble{{Param: "query", Value: "weather"}}},
		{"date=2017-02-30", "", route.View{Step: "start-1"}, []route.Trouble{{Param: "query", Value: "2017-02-30"}}},
		{"date=2017-02", "", route.View{Step: "start-1"}, []route.Trouble{{Param: "query", Value: "2017-02"}}},
		{"look=1,2", "", route.View{Step: "start-1"}, []route.Trouble{{Param: "query", Value: "1,2"}}},
		{"look=NaN,2,3", "", route.View{Step: "start-1"}, []route.Trouble{{Param: "query", Value: "NaN,2,3"}}},
		{"look=0.5,2,3", "", route.View{Step: "start-1"}, []route.Trouble{{Param: "query", Value: "0.5,2,3"}}},
		{"span=2017-03-01,2017-02-01", "", route.View{Step: "start-1"}, []route.Trouble{{Param: "query", Value: "2017-03-01,2017-02-01"}}},
		{"tracks=court+federal", "", route.View{Step: "start-1", Tracks: "federal court"}, nil},
		{"find=+x", "", route.View{Step: "start-1"}, []route.Trouble{{Param: "query", Value: " x"}}},
		{"tracks=moon", "", route.View{Step: "start-1"}, []route.Trouble{{Param: "query", Value: "moon"}}},
		{"in=nowhere", "", route.View{Step: "start-1"}, []route.Trouble{{Param: "place", Value: "nowhere"}}},
		{"thread=gossip", "", route.View{Step: "start-1"}, []route.Trouble{{Param: "query", Value: "gossip"}}},
	} {
		got, troubles := route.Decode(s, steps, test.query, test.fragment, known)
		if got != test.want || !slices.Equal(troubles, test.troubles) {
			t.Errorf("Decode(%q, %q) = %+v with %v, want %+v with %v", test.query, test.fragment, got, troubles, test.want, test.troubles)
		}
	}
}

func TestParsePick(t *testing.T) {
	for in, want := range map[string]route.Pick{
		"event:order": {Kind: "event", ID: "order"},
		"place:x":     {Kind: "place", ID: "x"},
		"seat:ca7":    {}, "event:": {}, "order": {}, "": {}, ":x": {},
	} {
		got := route.ParsePick(in)
		if got != want {
			t.Errorf("ParsePick(%q) = %v, want %v", in, got, want)
		}
		if !got.IsZero() && got.String() != in {
			t.Errorf("ParsePick(%q) is written %q", in, got)
		}
	}
}

// TestEveryAddress holds for the real story that each step, event and place has
// an address of its own that leads back to it.
func TestEveryAddress(t *testing.T) {
	s, steps := load(t)
	seen := map[string]route.View{}
	try := func(v route.View) {
		t.Helper()
		address := route.Encode(v)
		if other, taken := seen[address]; taken {
			t.Errorf("%+v and %+v have the address %s", v, other, address)
		}
		seen[address] = v
		if got, troubles := read(s, steps, address); got != v || troubles != nil {
			t.Errorf("%s leads to %+v with %v, want %+v", address, got, troubles, v)
		}
		if u, err := url.Parse(address); err != nil || u.String() != address {
			t.Errorf("%s is no clean address: %v, %v", address, u, err)
		}
	}
	for _, id := range steps {
		try(route.View{Step: id})
	}
	for i, e := range s.Events {
		try(route.View{Step: steps[i%len(steps)], Pick: route.Pick{Kind: "event", ID: e.ID}})
	}
	for i, p := range s.Places {
		try(route.View{Step: steps[i%len(steps)], Pick: route.Pick{Kind: "place", ID: p.ID}})
		try(route.View{Step: steps[0], In: p.ID})
	}
	for _, th := range s.Causes.Threads {
		try(route.View{Step: steps[0], Thread: th.ID})
	}
}

// TestAnyView sets everything that can be set, at random.
func TestAnyView(t *testing.T) {
	s, steps := load(t)
	r := rand.New(rand.NewPCG(2017, 425))
	one := func(list []string) string { return append([]string{""}, list...)[r.IntN(len(list)+1)] }
	day := func() story.Date { return story.DateOf(16000 + r.IntN(5000)) }
	for range 2000 {
		v := route.View{
			Step: steps[r.IntN(len(steps))], Layer: one(route.Layers), Scope: one(route.Scopes), List: one(route.Lists), Issue: one(route.Issues),
			Kind: one(story.Kinds), Told: one([]string{"told", "added"}), Tracks: one([]string{"federal", "local court", "federal local"}),
		}
		switch r.IntN(3) {
		case 0:
			v.Pick = route.Pick{Kind: "event", ID: s.Events[r.IntN(len(s.Events))].ID}
		case 1:
			v.Pick = route.Pick{Kind: "place", ID: s.Places[r.IntN(len(s.Places))].ID}
		}
		if r.IntN(2) == 0 {
			v.Date = day()
		}
		if r.IntN(2) == 0 {
			from := day()
			v.Span = route.Span{From: from, To: story.DateOf(from.Last() + 1 + r.IntN(900))}
		}
		if r.IntN(2) == 0 {
			v.Camera = route.Camera{K: 1 + r.Float64()*(route.MaxZoom-1), X: r.Float64() * 975, Y: r.Float64() * 610}.Rounded()
		}
		address := route.Encode(v)
		if got, troubles := read(s, steps, address); got != v || troubles != nil {
			t.Fatalf("%s leads to %+v with %v, want %+v", address, got, troubles, v)
		}
	}
}

// FuzzDecode holds that no address breaks anything: what comes of it names only
// what the story has, and its own address leads to the same.
func FuzzDecode(f *testing.F) {
	s, steps := small()
	for _, seed := range [][2]string{
		{"", ""}, {"event=order", "start-2"}, {"place=x", "nowhere"}, {"%zz", "%zz"}, {"find=%00%ffx+", ""}, {"find=y", ""}, {"layer=money&scope=jag-2016&look=2,3,4", ""},
		{"look=1e309,-0,0x1p-2", "start"}, {"span=2017-01-01,2017-02-01&tracks=court", "end-1"}, {"date=9999-12-31;event=order", "\x00"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, query, fragment string) {
		v, _ := route.Decode(s, steps, query, fragment, nil)
		if !slices.Contains(steps, v.Step) {
			t.Errorf("the step is %q", v.Step)
		}
		switch v.Pick.Kind {
		case "event":
			if s.Event(v.Pick.ID) == nil {
				t.Errorf("the event is %q", v.Pick.ID)
			}
		case "place":
			if s.Place(v.Pick.ID) == nil {
				t.Errorf("the place is %q", v.Pick.ID)
			}
		default:
			if !v.Pick.IsZero() {
				t.Errorf("the pick is %+v", v.Pick)
			}
		}
		if again, troubles := read(s, steps, route.Encode(v)); again != v || troubles != nil {
			t.Errorf("%+v has the address %s, which leads to %+v with %v", v, route.Encode(v), again, troubles)
		}
	})
}

func ExampleEncode() {
	fmt.Println(route.Encode(route.View{Step: "court-2", Pick: route.Pick{Kind: "place", ID: "san-francisco"}}))
	// Output: ?place=san-francisco#court-2
}
