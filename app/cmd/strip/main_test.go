package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// program has what the runtime needs its tables for: goroutines, a stack that
// grows and is moved, collections, a panic that is caught.
const program = `package main

import (
	"fmt"
	"runtime"
)

func deep(n int, p *[64]int) int {
	if n == 0 {
		runtime.GC()
		return p[0]
	}
	var own [64]int
	own[0] = n + p[0]
	return deep(n-1, &own)
}

func main() {
	c := make(chan int)
	for i := range 50 {
		go func() { c <- deep(200+i, new([64]int)) }()
	}
	sum := 0
	for range 50 {
		sum += <-c
	}
	func() {
		defer func() { fmt.Println(recover()) }()
		var none []int
		fmt.Println(none[sum])
	}()
	fmt.Println(sum, runtime.NumGoroutine())
	_, file, line, ok := runtime.Caller(0)
	fmt.Println(file, line, ok)
}
`

func link(t *testing.T) []byte {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"main.go": program, "go.mod": "module example\n\ngo 1.26\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "build", "-ldflags=-s -w", "-o", "linked.wasm", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOWORK=off", "GOFLAGS=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, out)
	}
	module, err := os.ReadFile(filepath.Join(dir, "linked.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	return module
}

// split returns a module's sections before and after its data, and its memory.
func split(t *testing.T, module []byte) (around []byte, memory []byte, segments int) {
	t.Helper()
	for r := (reader{b: module, at: len(magic)}); r.at < len(module); {
		start := r.at
		id := r.byte()
		body := r.bytes(r.uint())
		if r.err != nil {
			t.Fatal(r.err)
		}
		if id != dataSection {
			around = append(around, module[start:r.at]...)
			continue
		}
		list, err := readSegments(body)
		if err != nil {
			t.Fatal(err)
		}
		memory = make([]byte, list[len(list)-1].end())
		for _, s := range list {
			copy(memory[s.at:], s.data)
		}
		segments = len(list)
	}
	return around, memory, segments
}

func TestStripped(t *testing.T) {
	linked := link(t)
	module, err := stripped(linked)
	if err != nil {
		t.Fatal(err)
	}
	around, was, many := split(t, linked)
	same, is, few := split(t, module)
	if !bytes.Equal(around, same) {
		t.Error("a section other than the data has changed")
	}
	if few >= 10 || many < 1000 {
		t.Errorf("%d segments of %d are left", few, many)
	}
	if len(was) != len(is) {
		t.Fatalf("the memory has %d bytes, had %d", len(is), len(was))
	}
	// Only zeros are written, and only into the tables of functions.
	from, to := len(was), 0
	for i := range was {
		if was[i] != is[i] {
			if is[i] != 0 {
				t.Fatalf("byte %d became %d", i, is[i])
			}
			from, to = min(from, i), max(to, i)
		}
	}
	table := bytes.Index(was, header)
	if from < table || to-table > len(was)/2 {
		t.Errorf("bytes %d to %d were cleared; the tables begin at %d", from, to, table)
	}
	for _, gone := range []string{"main.deep", "main.go"} {
		if !bytes.Contains(was, []byte(gone)) || bytes.Contains(is, []byte(gone)) {
			t.Errorf("%s was there: %t, is there: %t", gone, bytes.Contains(was, []byte(gone)), bytes.Contains(is, []byte(gone)))
		}
	}

	again, err := stripped(module)
	if err != nil || !bytes.Equal(again, module) {
		t.Errorf("what is stripped is not left alone: %v", err)
	}
}

// The program does what it did; only where a call stands it cannot say.
func TestStrippedRuns(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no node to run WebAssembly with; the browser tests run the client")
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	says := func(module []byte) string {
		file := filepath.Join(t.TempDir(), "main.wasm")
		if err := os.WriteFile(file, module, 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(node, "--stack-size=8192", filepath.Join(strings.TrimSpace(string(root)), "lib/wasm/wasm_exec_node.js"), file).CombinedOutput()
		if err != nil {
			t.Errorf("%v: %s", err, out)
		}
		return string(out)
	}
	linked := link(t)
	module, err := stripped(linked)
	if err != nil {
		t.Fatal(err)
	}
	was, is := says(linked), says(module)
	if !strings.HasPrefix(was, "runtime error: index out of range [1270825] with length 0\n1270825 ") || !strings.HasSuffix(was, "main.go 33 true\n") {
		t.Fatalf("as linked: %s", was)
	}
	was = was[:strings.LastIndex(strings.TrimSpace(was), "\n")+1] + "? 0 true\n"
	if is != was {
		t.Errorf("got %s want %s", is, was)
	}
}

func TestStrippedRefuses(t *testing.T) {
	linked := link(t)
	other := bytes.ReplaceAll(linked, header, append([]byte{0xf2}, header[1:]...))
	for _, c := range []struct {
		name   string
		module []byte
		want   string
	}{
		{"text", []byte("package main"), "no WebAssembly module"},
		{"empty", []byte(magic), "without data"},
		{"cut off", linked[:len(linked)-1000], "cut off"},
		{"another version", other, "look at runtime.pcHeader"},
	} {
		if _, err := stripped(c.module); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want an error with %q", c.name, err, c.want)
		}
	}
	if err := run(nil, ""); err == nil {
		t.Error("no module, and no error")
	}
	if err := run([]string{filepath.Join(t.TempDir(), "none.wasm")}, ""); err == nil {
		t.Error("a module that is not there, and no error")
	}
}

// Whatever is read, strip ends with a module or an error.
func FuzzStripped(f *testing.F) {
	f.Add([]byte(magic))
	f.Add([]byte(magic + "\x0b\x09\x01\x00\x41\x80\x20\x0b\x02ab"))
	f.Add(append([]byte(magic+"\x0b\x5f\x01\x00\x41\x08\x0b\x59"), append(header, make([]byte, 81)...)...))
	f.Fuzz(func(t *testing.T, module []byte) {
		out, err := stripped(module)
		if err != nil {
			return
		}
		if again, err := stripped(out); err != nil || !bytes.Equal(again, out) {
			t.Errorf("what is stripped is not left alone: %v", err)
		}
	})
}

// Offsets are written as they were read, over all 32 bits.
func TestInt(t *testing.T) {
	for _, n := range []int{0, 1, 63, 64, 127, 128, 8191, 8192, 1 << 20, 1<<31 - 1, 1 << 31, 1<<32 - 1} {
		r := reader{b: appendInt(nil, n)}
		if got := r.int(); got != n || r.at != len(r.b) {
			t.Errorf("%d came back as %d, %d of %d bytes", n, got, r.at, len(r.b))
		}
	}
}
