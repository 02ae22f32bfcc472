package wire

import (
	"math"
	"reflect"
	"strings"
	"testing"
)

type thing struct {
	Name   string
	Count  int
	Large  int64
	Ratio  float64
	Good   bool
	Tags   []string
	Times  []float64
	Parts  []thing
	Others []*thing
	Words  map[string]string
}

func (x *thing) wire(c *Codec) {
	c.Text(&x.Name)
	c.Int(&x.Count)
	c.Int64(&x.Large)
	c.Float(&x.Ratio)
	c.Bool(&x.Good)
	c.Texts(&x.Tags)
	c.Floats(&x.Times)
	List(c, &x.Parts, (*thing).wire)
	Refs(c, &x.Others, (*thing).wire)
	c.Words(&x.Words)
}

func TestRoundTrip(t *testing.T) {
	leaf := thing{Words: map[string]string{}}
	want := thing{
		Name: "a\\b\nc\r<d> § “é”", Count: -7, Large: 4_100_000_000, Ratio: 1.0 / 3, Good: true,
		Tags: []string{"", "x", `\n`, `\\l`}, Times: []float64{0, 0.125, 1e300, -2},
		Parts: []thing{leaf, {Name: "inner", Ratio: math.MaxFloat64, Words: map[string]string{"k": "v"}}}, Others: []*thing{&leaf},
		Words: map[string]string{"": "empty", "b": "2", "a": "1"},
	}
	text := Write(want.wire)
	if strings.Contains(text, "<") {
		t.Errorf("the text could end an element: %q", text)
	}
	var got thing
	pauses := 0
	if err := Read(text, got.wire, func() { pauses++ }); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read\n%+v\nwrote\n%+v", got, want)
	}
	if pauses == 0 {
		t.Error("reading lists never pauses")
	}
	if again := Write(got.wire); again != text {
		t.Errorf("the second text differs:\n%q\n%q", again, text)
	}
}

func TestRefused(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", "wire: line 1: the text ends early"},
		{"a\nx\n", `wire: line 2: "x" is no whole number`},
		{"a\n\n\n?\n", `wire: line 4: "?" is no number`},
		{"a\n\n\n0\n\n99\n", "wire: line 6: a list of 99 in a text that is too short for it"},
		{"a\n\n\n0\n\n-1\n", "wire: line 6: a list of -1 in a text that is too short for it"},
		{"a\n\n\n0\n\n\n1 ,\n", `wire: line 7: "," is no number`},
		{"a\n\n\n0\n\n\n\n\n\n\nmore", "wire: line 10: text after the end"},
	} {
		var x thing
		if err := Read(test.text, x.wire, nil); err == nil || err.Error() != test.want {
			t.Errorf("%q: %v, want %s", test.text, err, test.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a\n1\n2\n0.5\n1\n1\nx\n1 2\n\n\n1\nk\nv\n")
	f.Add("a\n\n\n0\n\n5\n\n\n\n\n\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		var x thing
		if Read(text, x.wire, nil) != nil {
			return
		}
		again := Write(x.wire)
		var y thing
		if err := Read(again, y.wire, nil); err != nil {
			t.Fatalf("%q is read, but what is written of it is not: %v", text, err)
		}
		if third := Write(y.wire); third != again {
			t.Fatalf("%q becomes %q and then %q", text, again, third)
		}
	})
}
