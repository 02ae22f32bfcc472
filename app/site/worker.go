package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
)

// worker is the script that keeps the site on readers' devices. It has a lasting
// address, at the root, for a worker sees to what lies below itself.
const worker = "worker.js"

// audioFolder holds what a reader's device keeps only on request.
const audioFolder = hashedFolder + "audio/"

// addWorker publishes the worker and what it is told of the site: every file that
// is kept, by its hash, so that a copy of one version never holds a file of
// another. It comes when all else is published and compressed. In a draft it is a
// worker that takes everything back, for an author must see what has changed.
func (s *Site) addWorker(web fs.FS, kept func(path string) bool, draft bool) error {
	if kept == nil {
		return nil
	}
	if draft {
		return s.addWorkerScript(web, "worker/retire.js", nil)
	}
	told := struct {
		Version string            `json:"version"`
		Files   map[string]string `json:"files"`
		Sounds  []string          `json:"sounds"`
	}{"", map[string]string{}, []string{}}
	// How much a reader with brotli fetches, and how much the copy takes.
	var size struct {
		Files int   `json:"files"`
		Wire  int64 `json:"wire"`
		Disk  int64 `json:"disk"`
	}
	all := sha256.New()
	for _, f := range s.Files() {
		sum := hex.EncodeToString(f.sum[:5])
		if strings.HasPrefix(f.Path, audioFolder) {
			told.Sounds = append(told.Sounds, f.Path)
			continue
		}
		if !kept(f.Path) {
			continue
		}
		told.Files[f.Path] = sum
		fmt.Fprintln(all, f.Path, sum)
		wire := f.Body
		if f.BR != nil {
			wire = f.BR
		}
		size.Files++
		size.Wire += int64(len(wire))
		size.Disk += int64(len(f.Body))
	}
	text, err := json.Marshal(size)
	if err == nil {
		err = s.Add("offline/kept.json", text)
	}
	if err != nil {
		return err
	}
	told.Version = hex.EncodeToString(all.Sum(nil)[:5])
	if text, err = json.Marshal(told); err != nil {
		return err
	}
	return s.addWorkerScript(web, "worker/worker.js", fmt.Appendf(nil, "const site=%s;\n", text))
}

// addWorkerScript publishes a script of the shell as the worker.
func (s *Site) addWorkerScript(web fs.FS, name string, before []byte) error {
	body, err := fs.ReadFile(web, name)
	if err == nil {
		body, err = minify(name, append(before, body...))
	}
	if err != nil {
		return err
	}
	return s.Add(worker, body)
}
