package site

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

func TestCompress(t *testing.T) {
	text := strings.Repeat("Nine letters went out on 21 April 2017. ", 40)
	random := make([]byte, 4000)
	source := rand.NewChaCha8([32]byte{})
	source.Read(random)
	for _, c := range []struct {
		path, body string
		want       bool
	}{
		{"index.html", text, true},
		{"assets/client.0123456789.wasm", text, true},
		{"data/events.csv", text, true},
		{"data/events.json", text, true},
		{"short.txt", text[:minimum-1], false},
		{"empty.txt", "", false},
		{"random.txt", string(random), false}, // would not be smaller
		{"card.png", text, false},
		{"font.woff2", text, false},
		{"talk.mp3", text, false},
		{"_headers", text, false}, // hosts read it themselves
	} {
		t.Run(c.path, func(t *testing.T) {
			s := made(t, c.path, c.body)
			if err := s.Compress(t.Context(), "", nil); err != nil {
				t.Fatal(err)
			}
			f := s.File(c.path)
			if got := f.BR != nil; got != c.want {
				t.Errorf("has brotli: %v, want %v", got, c.want)
			}
			if got := f.GZ != nil; got != c.want {
				t.Errorf("has gzip: %v, want %v", got, c.want)
			}
			if !c.want {
				return
			}
			if got, err := io.ReadAll(brotli.NewReader(bytes.NewReader(f.BR))); err != nil || string(got) != c.body {
				t.Errorf("brotli gives back %d bytes, %v", len(got), err)
			}
			z, err := gzip.NewReader(bytes.NewReader(f.GZ))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(z); err != nil || string(got) != c.body {
				t.Errorf("gzip gives back %d bytes, %v", len(got), err)
			}
			if !z.ModTime.IsZero() || z.Name != "" {
				t.Errorf("gzip header has time %v and name %q", z.ModTime, z.Name)
			}
		})
	}
}

func TestCompressFromCache(t *testing.T) {
	cache := t.TempDir()
	body := strings.Repeat("cached ", 100)
	compressed := func() *File {
		t.Helper()
		s := made(t, "a.txt", body)
		if err := s.Compress(t.Context(), cache, nil); err != nil {
			t.Fatal(err)
		}
		return s.File("a.txt")
	}
	first := compressed()
	var kept []string
	filepath.WalkDir(cache, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			kept = append(kept, name)
		}
		return err
	})
	if len(kept) != len(encodings) {
		t.Fatalf("the cache holds %v", kept)
	}
	if second := compressed(); !bytes.Equal(first.BR, second.BR) || !bytes.Equal(first.GZ, second.GZ) {
		t.Error("from the cache comes something else")
	}
	// That it is the cache that answers shows when it holds something else.
	for _, name := range kept {
		if err := os.WriteFile(name, []byte("planted"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if third := compressed(); string(third.BR) != "planted" || string(third.GZ) != "planted" {
		t.Error("the cache is not asked")
	}
}

func TestCompressStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := made(t, "a.txt", strings.Repeat("a", 1000))
	if err := s.Compress(ctx, "", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func TestCompressTellsWhatFailed(t *testing.T) {
	cache := filepath.Join(t.TempDir(), "cache")
	if err := os.WriteFile(cache, nil, 0o644); err != nil { // where a folder should be
		t.Fatal(err)
	}
	s := made(t, "a.txt", strings.Repeat("a", 1000))
	err := s.Compress(t.Context(), cache, nil)
	if err == nil || !strings.HasPrefix(err.Error(), "compressing a.txt: ") {
		t.Errorf("got %v", err)
	}
}
