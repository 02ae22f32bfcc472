package site

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// marker is the file by which a folder is known to be ours. Without it, Write
// would have to trust a command line before it removes anything.
const marker = ".explainer"

const markerText = "This folder is written by explainer build, which removes whatever else is put into it.\n"

// Write makes the folder dir hold this site and nothing else: every file, beside
// it the twins NAME.br and NAME.gz, and nothing of an earlier build. It refuses a
// folder with files in it that it did not write.
func (s *Site) Write(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(entries) > 0 {
		if _, err := os.Stat(filepath.Join(dir, marker)); err != nil {
			return fmt.Errorf("%s holds files that explainer did not write; name an empty or a new folder", dir)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}

	want := map[string][]byte{marker: []byte(markerText)}
	for _, f := range s.Files() {
		want[f.Path] = f.Body
		for _, e := range encodings {
			if twin := *e.twin(f); twin != nil {
				want[f.Path+e.ext] = twin
			}
		}
	}
	if err := removeOthers(dir, want); err != nil {
		return err
	}
	// The marker sorts first, so that a build cut short can be repeated.
	for _, name := range sortedKeys(want) {
		if err := writeChanged(filepath.Join(dir, filepath.FromSlash(name)), want[name]); err != nil {
			return err
		}
	}
	return nil
}

// writeChanged leaves a file alone that is right already, and so its time, by
// which tools that copy sites go.
func writeChanged(name string, body []byte) error {
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, body) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return writeWhole(name, body)
}

// removeOthers removes every file that is not wanted, and then the folders that
// this leaves empty.
func removeOthers(dir string, want map[string][]byte) error {
	var folders []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			folders = append(folders, name)
			return nil
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		if _, ok := want[filepath.ToSlash(rel)]; ok {
			return nil
		}
		return os.Remove(name)
	})
	if err != nil {
		return err
	}
	for i := len(folders) - 1; i > 0; i-- { // the deepest first, and never dir itself
		entries, err := os.ReadDir(folders[i])
		if err != nil {
			return err
		}
		if len(entries) > 0 {
			continue
		}
		if err := os.Remove(folders[i]); err != nil {
			return err
		}
	}
	return nil
}

// Load reads a site that was written to a folder before, all of it into memory.
func Load(dir fs.FS) (*Site, error) {
	if _, err := fs.Stat(dir, marker); err != nil {
		return nil, fmt.Errorf("no built site there: %w", err)
	}
	s := New()
	twins := map[string][]byte{}
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == marker {
			return err
		}
		body, err := fs.ReadFile(dir, name)
		if err != nil {
			return err
		}
		for _, e := range encodings {
			if path.Ext(name) == e.ext {
				twins[name] = body
				return nil
			}
		}
		return s.Add(name, body)
	})
	if err != nil {
		return nil, err
	}
	for _, f := range s.files {
		for _, e := range encodings {
			*e.twin(f) = twins[f.Path+e.ext]
		}
	}
	return s, nil
}

// Size is how many files the site has and what a reader with brotli would load
// if they loaded all of them.
func (s *Site) Size() (files int, bytes int64) {
	for _, f := range s.files {
		body := f.Body
		if f.BR != nil {
			body = f.BR
		}
		files++
		bytes += int64(len(body))
	}
	return files, bytes
}
