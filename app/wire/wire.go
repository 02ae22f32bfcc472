// Package wire carries the story from the build to the client as text: values
// in a fixed order, each ended by a newline, without names.
//
// encoding/json would do the same at a price that every reader pays before the
// stage is alive: its code is a tenth of the client, and decoding by reflection
// holds a phone's thread for a third of a second. Here one description of a
// type, a function that hands the addresses of its fields to a [Codec], serves
// both directions, so that writer and reader cannot drift apart:
//
//	func (p *Place) Wire(c *wire.Codec) {
//		c.Text(&p.ID)
//		c.Float(&p.Lon)
//		wire.Refs(c, &p.Roles, (*Role).Wire)
//	}
//
// The text is made and read by one version of the program: nothing else reads
// it, and it is no format to keep.
package wire

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Codec writes values, or reads them back in the same order. The first error of
// reading stays; what is read after it is left as it is.
type Codec struct {
	// Pause, if not nil, is called between the elements of lists while reading,
	// so that a long text can be read in pieces.
	Pause func()

	out     strings.Builder
	in      string
	at      int
	line    int // of what is read, from 1
	reading bool
	err     error
}

// Write is the text of a value that wire describes.
func Write(value func(*Codec)) string {
	c := &Codec{}
	value(c)
	return c.out.String()
}

// Read fills a value from text that [Write] made of the same description. pause
// may be nil. A text that is too short, too long or of another kind is an error,
// never a panic.
func Read(text string, value func(*Codec), pause func()) error {
	c := &Codec{in: text, reading: true, Pause: pause}
	value(c)
	if c.err == nil && c.at < len(c.in) {
		c.fail("text after the end")
	}
	return c.err
}

func (c *Codec) fail(what string) {
	if c.err == nil {
		c.err = fmt.Errorf("wire: line %d: %s", c.line, what)
	}
}

// escapes keep a value on its line, and the text inside an element of HTML.
var (
	escape   = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`, "<", `\l`, "\x00", "\ufffd")
	unescape = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r", `\l`, "<")
)

func (c *Codec) put(s string) {
	c.out.WriteString(s)
	c.out.WriteByte('\n')
}

// next is the next line, as it stands.
func (c *Codec) next() (string, bool) {
	if c.err != nil {
		return "", false
	}
	c.line++
	n := strings.IndexByte(c.in[c.at:], '\n')
	if n < 0 {
		c.fail("the text ends early")
		return "", false
	}
	s := c.in[c.at : c.at+n]
	c.at += n + 1
	return s, true
}

// Text carries a string. A string that is read shares the memory of the text.
func (c *Codec) Text(p *string) {
	if !c.reading {
		c.put(escape.Replace(*p))
		return
	}
	if s, ok := c.next(); ok {
		if strings.IndexByte(s, '\\') >= 0 {
			s = unescape.Replace(s)
		}
		*p = s
	}
}

// Int carries a whole number; 0 takes no more than its newline.
func (c *Codec) Int(p *int) {
	if !c.reading {
		if *p == 0 {
			c.put("")
			return
		}
		c.put(strconv.Itoa(*p))
		return
	}
	s, ok := c.next()
	if !ok || s == "" {
		return
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		c.fail(strconv.Quote(s) + " is no whole number")
		return
	}
	*p = n
}

// Int64 carries a whole number as Int does.
func (c *Codec) Int64(p *int64) {
	n := int(*p)
	c.Int(&n)
	*p = int64(n)
}

// Float carries a number exactly.
func (c *Codec) Float(p *float64) {
	if !c.reading {
		c.put(strconv.FormatFloat(*p, 'g', -1, 64))
		return
	}
	s, ok := c.next()
	if !ok {
		return
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		c.fail(strconv.Quote(s) + " is no number")
		return
	}
	*p = f
}

// Bool carries a truth.
func (c *Codec) Bool(p *bool) {
	n := 0
	if *p {
		n = 1
	}
	c.Int(&n)
	*p = n != 0
}

// List carries a slice whose elements each describes. A slice without elements
// is read as nil.
func List[T any](c *Codec, p *[]T, each func(*T, *Codec)) {
	n := count(c, len(*p))
	if c.reading {
		*p = nil
		if n == 0 {
			return
		}
		*p = make([]T, n)
	}
	for i := range *p {
		each(&(*p)[i], c)
		pause(c)
	}
}

// Refs carries a slice of pointers as [List] does; none of them may be nil.
func Refs[T any](c *Codec, p *[]*T, each func(*T, *Codec)) {
	n := count(c, len(*p))
	if c.reading {
		*p = nil
		if n == 0 {
			return
		}
		all := make([]T, n)
		*p = make([]*T, n)
		for i := range all {
			(*p)[i] = &all[i]
		}
	}
	for _, x := range *p {
		each(x, c)
		pause(c)
	}
}

// count carries the length of a list. One that the rest of the text is too short
// for, since every element takes a line at least, is an error.
func count(c *Codec, n int) int {
	c.Int(&n)
	if c.reading && c.err == nil && (n < 0 || n > len(c.in)-c.at) {
		c.fail("a list of " + strconv.Itoa(n) + " in a text that is too short for it")
	}
	if c.err != nil {
		return 0
	}
	return n
}

func pause(c *Codec) {
	if c.reading && c.Pause != nil {
		c.Pause()
	}
}

// Texts carries a slice of strings.
func (c *Codec) Texts(p *[]string) {
	List(c, p, func(s *string, c *Codec) { c.Text(s) })
}

// Floats carries a slice of numbers on one line.
func (c *Codec) Floats(p *[]float64) {
	if !c.reading {
		for i, f := range *p {
			if i > 0 {
				c.out.WriteByte(' ')
			}
			c.out.WriteString(strconv.FormatFloat(f, 'g', -1, 64))
		}
		c.put("")
		return
	}
	*p = nil
	s, ok := c.next()
	for ok && s != "" {
		one, rest, _ := strings.Cut(s, " ")
		f, err := strconv.ParseFloat(one, 64)
		if err != nil {
			c.fail(strconv.Quote(one) + " is no number")
			return
		}
		*p = append(*p, f)
		s = rest
	}
}

// Words carries a map from strings to strings, in the order of its keys.
func (c *Codec) Words(p *map[string]string) {
	n := count(c, len(*p))
	if !c.reading {
		for _, k := range slices.Sorted(maps.Keys(*p)) {
			v := (*p)[k]
			c.Text(&k)
			c.Text(&v)
		}
		return
	}
	*p = make(map[string]string, n)
	for range n {
		var k, v string
		c.Text(&k)
		c.Text(&v)
		(*p)[k] = v
	}
}
