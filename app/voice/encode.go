package voice

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/strings-attached/explainer/app/sound"
)

// Loudness is what recordings are brought to, in LUFS, as broadcasters and
// podcasts do; Bitrate is their size, in bits a second.
const (
	Loudness = -16
	Bitrate  = 56000
)

// Tags are written into the file for players that show them.
type Tags struct{ Title, Album, Artist, Track, Comment string }

// Form grows when recordings of the same words come out otherwise than before.
const Form = 2

// Encode writes a recording as MP3, in which browsers find every time to the
// sample; see [sound.Exact]. Loudness is measured first and then changed by one
// number for the whole, so that nothing pumps.
func (s *Studio) Encode(ctx context.Context, r *Recording, tags Tags, name string) error {
	wav := filepath.Join(s.Cache, "chapter.wav")
	var b bytes.Buffer
	// What the encoder puts before the sound is taken out of its opening silence,
	// so that times in the file are those of r.
	if err := writeWAV(&b, r.Samples[min(sound.EncoderDelay, len(r.Samples)):]); err != nil {
		return err
	}
	if err := os.WriteFile(wav, b.Bytes(), 0o644); err != nil {
		return err
	}
	filter := fmt.Sprintf("loudnorm=I=%d:TP=-1.5:LRA=11", Loudness)
	report, err := ffmpeg(ctx, "-i", wav, "-af", filter+":print_format=json", "-f", "null", "-")
	if err != nil {
		return err
	}
	var m map[string]string
	if err := json.Unmarshal(lastObject(report), &m); err != nil {
		return fmt.Errorf("ffmpeg measured no loudness: %w", err)
	}
	filter += fmt.Sprintf(":measured_I=%s:measured_TP=%s:measured_LRA=%s:measured_thresh=%s:offset=%s:linear=true",
		m["input_i"], m["input_tp"], m["input_lra"], m["input_thresh"], m["target_offset"])
	part := name + ".part"
	// No clock and no version goes into the file: the same script makes the
	// same bytes.
	_, err = ffmpeg(ctx, "-i", wav, "-af", filter, "-ac", "1", "-ar", fmt.Sprint(Rate), "-c:a", "libmp3lame", "-b:a", fmt.Sprint(Bitrate), "-reservoir", "0",
		"-map_metadata", "-1", "-flags:a", "+bitexact", "-fflags", "+bitexact", "-id3v2_version", "3",
		"-metadata", "title="+tags.Title, "-metadata", "album="+tags.Album, "-metadata", "artist="+tags.Artist, "-metadata", "track="+tags.Track, "-metadata", "comment="+tags.Comment,
		"-f", "mp3", part)
	if err != nil {
		return err
	}
	file, err := os.ReadFile(part)
	if err != nil {
		return err
	}
	if err := sound.MakeExact(file); err != nil {
		return err
	}
	if err := os.WriteFile(part, file, 0o644); err != nil {
		return err
	}
	return os.Rename(part, name)
}

// ffmpeg runs ffmpeg and returns what it reports.
func ffmpeg(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "ffmpeg", append([]string{"-y", "-hide_banner", "-nostats"}, args...)...)
	var report bytes.Buffer
	cmd.Stderr = &report
	if err := cmd.Run(); err != nil {
		lines := strings.Split(strings.TrimSpace(report.String()), "\n")
		return nil, fmt.Errorf("ffmpeg: %w: %s", err, lines[len(lines)-1])
	}
	return report.Bytes(), nil
}

// lastObject is the last {…} of a report.
func lastObject(report []byte) []byte {
	i := bytes.LastIndexByte(report, '{')
	j := bytes.LastIndexByte(report, '}')
	if i < 0 || j < i {
		return nil
	}
	return report[i : j+1]
}
