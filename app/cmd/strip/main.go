// Command strip makes a WebAssembly module that the go command linked smaller
// for the line, and leaves what it does as it is.
//
//	go run ./app/cmd/strip -out client.wasm linked.wasm
//
// Two things in such a module cost more than they are worth to a reader:
//
//   - The linker cuts the initial memory into a segment for each stretch without
//     eight zeros, a hundred thousand of them. Zeros compress to nothing; a
//     hundred thousand offsets do not. Joined, there are a handful.
//   - The tables of functions (pclntab) name the file and line of every
//     instruction and the name of every function, for tracebacks. They are filled
//     with zeros: a panic in a browser tells what went wrong and not where, which
//     is looked into with a module that is not stripped.
//
// What the runtime works with stays: the depth of stacks, the maps of pointers,
// and that a name begins with "runtime.", by which it knows its own goroutines
// (runtime.isSystemGoroutine).
//
// The layout of the tables is that of Go 1.20 to 1.26 (runtime.pcHeader and
// runtime._func); at any other, strip stops and says so.
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
)

func main() {
	out := flag.String("out", "", "`file` to write; the one that is read if empty")
	flag.Parse()
	if err := run(flag.Args(), *out); err != nil {
		fmt.Fprintln(os.Stderr, "strip:", err)
		os.Exit(1)
	}
}

func run(args []string, out string) error {
	if len(args) != 1 {
		return errors.New("want one module; usage: strip [-out FILE] MODULE")
	}
	if out == "" {
		out = args[0]
	}
	module, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	if module, err = stripped(module); err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	return os.WriteFile(out, module, 0o755)
}

const (
	magic       = "\x00asm\x01\x00\x00\x00"
	dataSection = 11
	// gap is up to how many zeros between two segments are written out.
	gap = 4096
)

// stripped returns the module with its segments joined and its tables of
// functions cleared. It fails for what is not a module, or none that the go
// command links.
func stripped(module []byte) ([]byte, error) {
	if !bytes.HasPrefix(module, []byte(magic)) {
		return nil, errors.New("no WebAssembly module of version 1")
	}
	out := slices.Clone(module[:len(magic)])
	found := false
	for r := (reader{b: module, at: len(magic)}); r.at < len(r.b); {
		start := r.at
		id := r.byte()
		body := r.bytes(r.uint())
		if r.err != nil {
			return nil, r.err
		}
		if id != dataSection {
			out = append(out, module[start:r.at]...)
			continue
		}
		found = true
		segments, err := readSegments(body)
		if err != nil {
			return nil, err
		}
		segments = join(segments)
		if err := clearTables(segments); err != nil {
			return nil, err
		}
		body = writeSegments(segments)
		out = append(out, dataSection)
		out = binary.AppendUvarint(out, uint64(len(body)))
		out = append(out, body...)
	}
	if !found {
		return nil, errors.New("a module without data; want one that the go command linked")
	}
	return out, nil
}

// segment is a stretch of the initial memory.
type segment struct {
	at   int
	data []byte
}

func (s *segment) end() int { return s.at + len(s.data) }

// What an active segment of memory 0 begins and ends its offset with.
const (
	memory0  = 0x00
	i32Const = 0x41
	endOfExp = 0x0b
)

// readSegments reads a data section, in the order of the memory.
func readSegments(body []byte) ([]segment, error) {
	r := reader{b: body}
	n := r.uint()
	if n > len(body) {
		return nil, errors.New("the module is cut off")
	}
	segments := make([]segment, n)
	for i := range segments {
		if kind, op := r.byte(), r.byte(); r.err == nil && (kind != memory0 || op != i32Const) {
			return nil, fmt.Errorf("data segment %d is of a kind that the go command does not link", i)
		}
		segments[i].at = r.int()
		if end := r.byte(); r.err == nil && end != endOfExp {
			return nil, fmt.Errorf("data segment %d is at a place that is computed", i)
		}
		segments[i].data = r.bytes(r.uint())
		if r.err != nil {
			return nil, r.err
		}
	}
	slices.SortFunc(segments, func(a, b segment) int { return a.at - b.at })
	for i := 1; i < len(segments); i++ {
		if segments[i-1].end() > segments[i].at {
			return nil, fmt.Errorf("data segments overlap at %d", segments[i].at)
		}
	}
	return segments, r.err
}

// join makes one segment of those that few zeros part. The data is copied.
func join(segments []segment) []segment {
	var out []segment
	for _, s := range segments {
		if n := len(out); n > 0 && s.at-out[n-1].end() <= gap {
			last := &out[n-1]
			last.data = append(last.data, make([]byte, s.at-last.end())...)
			last.data = append(last.data, s.data...)
			continue
		}
		out = append(out, segment{s.at, slices.Clone(s.data)})
	}
	return out
}

func writeSegments(segments []segment) []byte {
	out := binary.AppendUvarint(nil, uint64(len(segments)))
	for _, s := range segments {
		out = append(out, memory0, i32Const)
		out = appendInt(out, s.at)
		out = append(out, endOfExp)
		out = binary.AppendUvarint(out, uint64(len(s.data)))
		out = append(out, s.data...)
	}
	return out
}

// header is how runtime.pcHeader begins on a machine whose instructions are one
// byte and whose pointers eight, as WebAssembly's count: Go 1.20's magic number.
var header = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// Offsets in runtime._func, and its size before the tables of a function.
const (
	funcName      = 4
	funcPcsp      = 16
	funcPcfile    = 20
	funcPcln      = 24
	funcPcdata    = 28 // how many
	funcCu        = 32
	funcStartLine = 36
	funcSize      = 44
)

// ownPrefix begins the names of the runtime's own functions.
const ownPrefix = "runtime."

// clearTables zeroes what tracebacks alone need of the tables of functions.
func clearTables(segments []segment) error {
	var t []byte
	for _, s := range segments {
		if i := bytes.Index(s.data, header); i >= 0 {
			t = s.data[i:]
			break
		}
	}
	if t == nil {
		return errors.New("no table of functions of Go 1.20 to 1.26; at another version look at runtime.pcHeader first")
	}
	var h [8]int // as in runtime.pcHeader, from nfunc
	if len(t) < len(header)+8*len(h) {
		return errors.New("the table of functions is cut off")
	}
	for i := range h {
		h[i] = int(binary.LittleEndian.Uint64(t[len(header)+8*i:]))
	}
	funcs, names, units, files, streams, entries := h[0], h[3], h[4], h[5], h[6], h[7]
	if !slices.IsSorted([]int{0, names, units, files, streams, entries, len(t)}) || 8*funcs > len(t)-entries {
		return errors.New("the table of functions is not laid out as by Go 1.20 to 1.26")
	}

	u32 := func(b []byte, at int) int { return int(binary.LittleEndian.Uint32(b[at:])) }
	pctab, nametab := t[streams:entries], t[names:units]
	keep := map[int]bool{0: true} // streams that the runtime reads while it works
	lines := map[int]bool{}       // streams that tell files and lines
	own := map[int]bool{}         // names that the runtime asks for
	for i := range funcs {
		at := entries + u32(t, entries+8*i+4)
		if at+funcSize > len(t) || at+funcSize+4*u32(t, at+funcPcdata) > len(t) {
			return fmt.Errorf("function %d is not laid out as by Go 1.20 to 1.26", i)
		}
		f := t[at:]
		keep[u32(f, funcPcsp)] = true
		for j := range u32(f, funcPcdata) {
			keep[u32(f, funcSize+4*j)] = true
		}
		lines[u32(f, funcPcfile)], lines[u32(f, funcPcln)] = true, true
		name := u32(f, funcName)
		if name >= len(nametab) {
			return fmt.Errorf("function %d has its name outside the table", i)
		}
		if bytes.HasPrefix(nametab[name:], []byte(ownPrefix)) {
			own[name] = true
		} else {
			clear(f[funcName : funcName+4])
		}
		clear(f[funcPcfile : funcPcln+4])
		clear(f[funcCu : funcStartLine+4])
	}

	bounds := slices.Concat(slices.Collect(maps.Keys(keep)), slices.Collect(maps.Keys(lines)), []int{len(pctab)})
	slices.Sort(bounds)
	if bounds[len(bounds)-1] > len(pctab) {
		return errors.New("a function has its lines outside the table")
	}
	for i, at := range bounds[:len(bounds)-1] {
		if !keep[at] {
			clear(pctab[at:bounds[i+1]])
		}
	}
	for at := 0; at < len(nametab); {
		name, _, _ := bytes.Cut(nametab[at:], []byte{0})
		from := 0
		if own[at] {
			from = len(ownPrefix)
		}
		clear(name[from:])
		at += len(name) + 1
	}
	clear(t[units:streams])
	return nil
}

// reader reads the parts of a module; after an error all it reads is zero.
type reader struct {
	b   []byte
	at  int
	err error
}

func (r *reader) byte() byte {
	if b := r.bytes(1); len(b) == 1 {
		return b[0]
	}
	return 0
}

func (r *reader) bytes(n int) []byte {
	if r.err == nil && (n < 0 || n > len(r.b)-r.at) {
		r.err = errors.New("the module is cut off")
	}
	if r.err != nil {
		return nil
	}
	r.at += n
	return r.b[r.at-n : r.at]
}

// uint reads an unsigned LEB128, as lengths are; int a signed one, as offsets
// are, of 32 bits.
func (r *reader) uint() int {
	n, size := binary.Uvarint(r.b[min(r.at, len(r.b)):])
	if size <= 0 || n > 1<<31 {
		size, n = len(r.b)-r.at+1, 0
	}
	r.bytes(size)
	return int(n)
}

func (r *reader) int() int {
	n, shift := 0, 0
	for {
		b := r.byte()
		n |= int(b&0x7f) << shift
		shift += 7
		if r.err != nil || shift > 35 {
			return 0
		}
		if b < 0x80 {
			if b&0x40 != 0 && shift < 32 {
				n -= 1 << shift
			}
			return int(uint32(n))
		}
	}
}

// appendInt writes a signed LEB128 of 32 bits.
func appendInt(out []byte, n int) []byte {
	for v := int32(uint32(n)); ; {
		b := byte(v & 0x7f)
		v >>= 7
		if v == 0 && b&0x40 == 0 || v == -1 && b&0x40 != 0 {
			return append(out, b)
		}
		out = append(out, b|0x80)
	}
}
