package voice

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"unicode/utf8"
)

// An utterance is a sentence in the sounds that the model reads.
type utterance struct {
	sounds []rune
	owner  []int // for each sound the index of the word it belongs to; -1 for pauses
}

// alphabet is what the model reads: each sound with its number.
var alphabet = map[rune]int64{
	';': 1, ':': 2, ',': 3, '.': 4, '!': 5, '?': 6, '—': 9, '…': 10, '"': 11, '(': 12, ')': 13, '“': 14, '”': 15, ' ': 16,
	'\u0303': 17, 'ʣ': 18, 'ʥ': 19, 'ʦ': 20, 'ʨ': 21, 'ᵝ': 22, 'ꭧ': 23, 'A': 24, 'I': 25, 'O': 31, 'Q': 33, 'S': 35, 'T': 36,
	'W': 39, 'Y': 41, 'ᵊ': 42, 'a': 43, 'b': 44, 'c': 45, 'd': 46, 'e': 47, 'f': 48, 'h': 50, 'i': 51, 'j': 52, 'k': 53, 'l': 54,
	'm': 55, 'n': 56, 'o': 57, 'p': 58, 'q': 59, 'r': 60, 's': 61, 't': 62, 'u': 63, 'v': 64, 'w': 65, 'x': 66, 'y': 67, 'z': 68,
	'ɑ': 69, 'ɐ': 70, 'ɒ': 71, 'æ': 72, 'β': 75, 'ɔ': 76, 'ɕ': 77, 'ç': 78, 'ɖ': 80, 'ð': 81, 'ʤ': 82, 'ə': 83, 'ɚ': 85, 'ɛ': 86,
	'ɜ': 87, 'ɟ': 90, 'ɡ': 92, 'ɥ': 99, 'ɨ': 101, 'ɪ': 102, 'ʝ': 103, 'ɯ': 110, 'ɰ': 111, 'ŋ': 112, 'ɳ': 113, 'ɲ': 114, 'ɴ': 115,
	'ø': 116, 'ɸ': 118, 'θ': 119, 'œ': 120, 'ɹ': 123, 'ɾ': 125, 'ɻ': 126, 'ʁ': 128, 'ɽ': 129, 'ʂ': 130, 'ʃ': 131, 'ʈ': 132,
	'ʧ': 133, 'ʊ': 135, 'ʋ': 136, 'ʌ': 138, 'ɣ': 139, 'ɤ': 140, 'χ': 142, 'ʎ': 143, 'ʒ': 147, 'ʔ': 148, 'ˈ': 156, 'ˌ': 157,
	'ː': 158, 'ʰ': 162, 'ʲ': 164, '↓': 169, '→': 171, '↗': 172, '↘': 173, 'ᵻ': 177,
}

// toModel turns the sounds that espeak-ng writes for American English into those
// the model was taught. The table is that of misaki (Apache-2.0), on which the
// model was trained; the tie ^ joins what is one sound. Order matters.
var toModel = strings.NewReplacer(
	"ʔˌn\u0329", "tᵊn", "a^ɪ", "I", "a^ʊ", "W", "d^ʒ", "ʤ", "e^ɪ", "A", "t^ʃ", "ʧ", "ɔ^ɪ", "Y", "ə^l", "ᵊl", "ɚɹ", "əɹ", "ʔn", "tᵊn",
	"o^ʊ", "O", "ɜːɹ", "ɜɹ", "ɜː", "ɜɹ", "ɪə", "iə",
	"e", "A", "r", "ɹ", "x", "k", "ç", "k", "ɐ", "ə", "ɚ", "əɹ", "ɬ", "l", "ʔ", "t", "ʲ", "", "\u0303", "", "ɾ", "T", "o", "ɔ", "ː", "",
)

// fromEspeak brings a line of espeak-ng into the model's alphabet.
func fromEspeak(line string) string {
	line = strings.ReplaceAll(line, "\u0361", "^")
	for _, lang := range []string{"(en)", "(en-us)", "(es)", "(fr)", "(de)"} { // where it took a word for a foreign one
		line = strings.ReplaceAll(line, lang, "")
	}
	line = toModel.Replace(line)
	// A consonant that is a syllable by itself has a short vowel before it.
	var b strings.Builder
	for _, r := range line {
		if r == '\u0329' {
			s := b.String()
			if last, size := utf8.DecodeLastRuneInString(s); size > 0 && last != ' ' {
				b.Reset()
				b.WriteString(s[:len(s)-size] + "ᵊ" + string(last))
			}
			continue
		}
		b.WriteRune(r)
	}
	line = strings.ReplaceAll(b.String(), "ᵊᵊ", "ᵊ")
	b.Reset()
	for _, r := range line {
		if _, ok := alphabet[r]; ok && r != '-' {
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// speller finds out how words sound.
type speller struct {
	known map[string]string
	ask   func(ctx context.Context, text string) (string, error) // one line of espeak-ng
}

func newSpeller() *speller {
	return &speller{known: map[string]string{}, ask: func(ctx context.Context, text string) (string, error) {
		cmd := exec.CommandContext(ctx, "espeak-ng", "-q", "--ipa", "--tie=^", "-v", "en-us")
		cmd.Stdin = strings.NewReader(text + "\n")
		out, err := cmd.Output()
		if err != nil {
			return "", fmt.Errorf("espeak-ng: %w", err)
		}
		return strings.Join(strings.Fields(string(out)), " "), nil
	}}
}

func (s *speller) sounds(ctx context.Context, text string) (string, error) {
	if p, ok := s.known[text]; ok {
		return p, nil
	}
	line, err := s.ask(ctx, text)
	if err != nil {
		return "", err
	}
	p := fromEspeak(line)
	s.known[text] = p
	return p, nil
}

// marks are what the model reads as such, before and after a word.
const marks = "“(\";:,.!?…”)—"

// token is one spoken word, or the marks between two.
type token struct {
	word   string
	sounds string // given by the lexicon
	marks  string
	owner  int
}

// isMark reports whether a sign stands around words and is not said.
func isMark(r rune) bool { return strings.ContainsRune(marks, r) }

// tokens splits what is said of each word of a sentence.
func tokens(spoken []string) []token {
	var out []token
	for owner, say := range spoken {
		for part := range strings.FieldsSeq(joinSounds(say)) {
			head := part[:len(part)-len(strings.TrimLeftFunc(part, isMark))]
			part = part[len(head):]
			body := strings.TrimRightFunc(part, isMark)
			tail := part[len(body):]
			if head != "" {
				out = append(out, token{marks: head, owner: -1})
			}
			if sounds, ok := strings.CutPrefix(body, "/"); ok {
				sounds, ending, _ := strings.Cut(sounds, "/")
				sounds = strings.ReplaceAll(sounds, "_", " ")
				if ending == "'s" {
					sounds += possessive(sounds)
				}
				out = append(out, token{sounds: sounds, owner: owner})
			} else if body != "" {
				// A dash within a word is no pause.
				for i, piece := range strings.Split(body, "—") {
					if i > 0 {
						out = append(out, token{marks: "—", owner: -1})
					}
					if piece != "" {
						out = append(out, token{word: piece, owner: owner})
					}
				}
			}
			if tail != "" {
				out = append(out, token{marks: tail, owner: -1})
			}
		}
	}
	return out
}

// joinSounds keeps sounds given between slashes in one piece.
func joinSounds(say string) string {
	parts := strings.Split(say, "/")
	for i := 1; i < len(parts); i += 2 {
		parts[i] = strings.ReplaceAll(strings.TrimSpace(parts[i]), " ", "_")
	}
	return strings.Join(parts, "/")
}

func possessive(sounds string) string {
	last, _ := utf8.DecodeLastRuneInString(sounds)
	switch {
	case strings.ContainsRune("szʃʒʧʤ", last):
		return "ᵻz"
	case strings.ContainsRune("ptkfθ", last):
		return "s"
	}
	return "z"
}

// utter spells a sentence given how each of its words is said. Words without a
// mark between them are spelled together, since neighbors color each other, and
// then given back to the words they came from.
func (s *speller) utter(ctx context.Context, spoken []string) (utterance, error) {
	var u utterance
	put := func(r rune, owner int) {
		if _, ok := alphabet[r]; ok {
			u.sounds = append(u.sounds, r)
			u.owner = append(u.owner, owner)
		}
	}
	space := func() {
		if n := len(u.sounds); n > 0 && !strings.ContainsRune(" “(", u.sounds[n-1]) {
			put(' ', -1)
		}
	}
	list := tokens(spoken)
	for i := 0; i < len(list); {
		t := list[i]
		switch {
		case t.marks != "":
			if strings.ContainsAny(t.marks[:1], "(\"") || strings.HasPrefix(t.marks, "“") {
				space()
			}
			for _, r := range t.marks {
				put(r, -1)
			}
			i++
		case t.sounds != "":
			space()
			for _, r := range t.sounds {
				put(r, t.owner)
			}
			i++
		default:
			var words []string
			var owners []int
			for ; i < len(list) && list[i].word != ""; i++ {
				words = append(words, list[i].word)
				owners = append(owners, list[i].owner)
			}
			space()
			whole, err := s.sounds(ctx, strings.Join(words, " "))
			if err != nil {
				return u, err
			}
			which, err := s.belong(ctx, words, []rune(whole))
			if err != nil {
				return u, err
			}
			last := -1
			for k, r := range []rune(whole) {
				if r == ' ' {
					put(' ', -1)
					last = -1
					continue
				}
				// espeak-ng writes some short words together; the model does not.
				if last >= 0 && which[k] != last && r != 'T' {
					put(' ', -1)
				}
				if r == 'T' && last >= 0 {
					which[k] = last
				}
				last = which[k]
				put(r, owners[which[k]])
			}
		}
	}
	return u, nil
}

// belong tells for each sound of words spelled together which word it is of:
// the cheapest way of editing the words spelled one by one into it.
func (s *speller) belong(ctx context.Context, words []string, whole []rune) ([]int, error) {
	var single []rune
	var of []int
	for i, w := range words {
		p, err := s.sounds(ctx, w)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			single = append(single, ' ')
			of = append(of, i-1)
		}
		for _, r := range p {
			single = append(single, r)
			of = append(of, i)
		}
	}
	change := func(i, j int) int {
		switch a, b := single[i], whole[j]; {
		case a == b:
			return 0
		case (a == ' ') != (b == ' '):
			return 3 // the space between two words is the best landmark
		}
		return 1
	}
	n, m := len(single), len(whole)
	cost := make([][]int, n+1)
	for i := range cost {
		cost[i] = make([]int, m+1)
		for j := range cost[i] {
			switch {
			case i == 0:
				cost[i][j] = j
			case j == 0:
				cost[i][j] = i
			default:
				cost[i][j] = min(cost[i-1][j-1]+change(i-1, j-1), cost[i-1][j]+1, cost[i][j-1]+1)
			}
		}
	}
	out := make([]int, m)
	for i, j := n, m; j > 0; {
		switch {
		case i > 0 && cost[i][j] == cost[i-1][j-1]+change(i-1, j-1):
			out[j-1] = of[i-1]
			i, j = i-1, j-1
		case i > 0 && cost[i][j] == cost[i-1][j]+1:
			i--
		default:
			if i > 0 {
				out[j-1] = of[i-1]
			}
			j--
		}
	}
	return out, nil
}
