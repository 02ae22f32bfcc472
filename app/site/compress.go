package site

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/andybalholm/brotli"
)

// minimum is the size from which compressing is tried. Under it the headers
// weigh more than what is saved.
const minimum = 256

// encoding is one way to compress.
type encoding struct {
	name   string // as in Accept-Encoding
	ext    string // of the compressed twin on disk
	module string // whose version decides the bytes; "" is the standard library
	level  func(*File) int
	encode func(w io.Writer, level int) (io.WriteCloser, error)
	twin   func(*File) *[]byte
}

// encodings in order of preference.
var encodings = []encoding{
	{"br", ".br", "github.com/andybalholm/brotli", brotliLevel,
		func(w io.Writer, level int) (io.WriteCloser, error) { return brotli.NewWriterLevel(w, level), nil },
		func(f *File) *[]byte { return &f.BR }},
	{"gzip", ".gz", "", func(*File) int { return gzip.BestCompression },
		// Neither name nor time go into the header, or no two builds would be
		// the same.
		func(w io.Writer, level int) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, level) },
		func(f *File) *[]byte { return &f.GZ }},
}

// brotliLevel is the highest for what readers keep. Documents name the client
// and so change whenever it does, all two hundred of them; one level less takes
// a third of the time for 1.5 % more bytes in the largest, and none in most.
func brotliLevel(f *File) int {
	if f.Hashed {
		return brotli.BestCompression
	}
	return brotli.BestCompression - 1
}

// Compress gives every file that gains by it its compressed twins, unless it has
// them. What was
// compressed before is taken from the folder cache, unless that is "". What takes
// longer than two seconds tells progress how far it is, which may be nil.
func (s *Site) Compress(ctx context.Context, cache string, progress func(string)) error {
	type job struct {
		file *File
		with encoding
	}
	var jobs []job
	for _, f := range s.Files() {
		if !f.compress {
			continue
		}
		for _, e := range encodings {
			if *e.twin(f) == nil { // what was written later joins what is done
				jobs = append(jobs, job{f, e})
			}
		}
	}
	// The largest first, so that no core ends up alone with the WebAssembly.
	slices.SortStableFunc(jobs, func(a, b job) int { return cmp.Compare(len(b.file.Body), len(a.file.Body)) })

	return Each(ctx, len(jobs), "compressing", progress, func(i int) error {
		j := jobs[i]
		packed, err := cached(cache, j.file, j.with)
		if err != nil {
			return fmt.Errorf("compressing %s: %w", j.file.Path, err)
		}
		if len(packed) < len(j.file.Body) {
			*j.with.twin(j.file) = packed
		}
		return nil
	})
}

// Each does work for each of n things, as many at a time as there are processors,
// in any order. The first error ends it. What takes longer than two seconds tells
// progress, which may be nil, how far it is with what it does.
func Each(ctx context.Context, n int, what string, progress func(string), work func(i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next, done atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := work(i); err != nil {
					cancel(err)
					return
				}
				done.Add(1)
			}
		})
	}
	finished := make(chan struct{})
	go func() { workers.Wait(); close(finished) }()
	tick := time.NewTicker(2 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			tick.Reset(5 * time.Second)
			if progress != nil {
				progress(fmt.Sprintf("%s: %d of %d", what, done.Load(), n))
			}
		case <-finished:
			return context.Cause(ctx)
		}
	}
}

// cached compresses a file, or finds it compressed in the cache.
func cached(cache string, f *File, e encoding) ([]byte, error) {
	if cache == "" {
		return compress(f, e)
	}
	// A new compressor may write other bytes. Were those of the old one taken
	// from the cache, two builds of one commit could differ.
	folder := filepath.Join(cache, fmt.Sprintf("%s-%d-%s", e.name, e.level(f), version(e.module)))
	name := filepath.Join(folder, hex.EncodeToString(f.sum[:])+e.ext)
	if packed, err := os.ReadFile(name); err == nil {
		return packed, nil
	}
	packed, err := compress(f, e)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	return packed, writeWhole(name, packed)
}

func compress(f *File, e encoding) ([]byte, error) {
	var out bytes.Buffer
	w, err := e.encode(&out, e.level(f))
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(f.Body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// version is the version of a module in this program, or of Go.
func version(module string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return runtime.Version()
	}
	for _, d := range info.Deps {
		if d.Path == module {
			return d.Version
		}
	}
	return info.GoVersion
}

// writeWhole writes a file so that no reader ever sees half of it, also when
// two builds run at a time or one is interrupted.
func writeWhole(name string, body []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".part-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already when all went well
	_, err = f.Write(body)
	err = cmp.Or(err, f.Chmod(0o644), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// Keep makes a file that takes long to make, or takes it from the folder cache,
// unless that is "". The same key stands for the same bytes; ext is the end of
// the kept file's name, such as ".png".
func Keep(cache, ext, key string, make func() ([]byte, error)) ([]byte, error) {
	if cache == "" {
		return make()
	}
	sum := sha256.Sum256([]byte(key))
	folder := filepath.Join(cache, "made")
	name := filepath.Join(folder, hex.EncodeToString(sum[:])+ext)
	if body, err := os.ReadFile(name); err == nil {
		return body, nil
	}
	body, err := make()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	return body, writeWhole(name, body)
}
