package story

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseText(t *testing.T) {
	tests := []struct {
		in   string
		want []Span
	}{
		{"", nil},
		{"Just words.", []Span{{Words: "Just words."}}},
		{"It did.[[a]] It *never* did.[[b-2, C_3.1]]", []Span{
			{Words: "It did."}, {Sources: []string{"a"}}, {Words: " It "},
			{Words: "never", Stress: true}, {Words: " did."}, {Sources: []string{"b-2", "C_3.1"}},
		}},
		{"The [order](event:r-1) stands.", []Span{
			{Words: "The "}, {Words: "order", Kind: "event", ID: "r-1"}, {Words: " stands."},
		}},
		{"See [*Chicago v. Sessions*](case:c-chicago).", []Span{
			{Words: "See "}, {Words: "Chicago v. Sessions", Stress: true, Kind: "case", ID: "c-chicago"}, {Words: "."},
		}},
		{"*in [Chicago](place:chicago)*", []Span{
			{Words: "in ", Stress: true}, {Words: "Chicago", Stress: true, Kind: "place", ID: "chicago"},
		}},
		{"“grant[ing]” (all) [of it] ]", []Span{{Words: "“grant[ing]” (all) [of it] ]"}}},
		{"[he “[will]” act](law:l-1)", []Span{{Words: "he “[will]” act", Kind: "law", ID: "l-1"}}},
		{"[ an [order](event:x)", []Span{{Words: "[ an "}, {Words: "order", Kind: "event", ID: "x"}}},
	}
	for _, tt := range tests {
		got, err := ParseText(tt.in)
		if err != nil || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("ParseText(%q) = %+v, %v, want %+v", tt.in, got, err, tt.want)
		}
	}
}

func TestParseTextErrors(t *testing.T) {
	tests := []struct{ in, want string }{
		{"It did.[[a, b]", `at byte 7, "[[a, b]": the citation has no end; close it with ]]`},
		{"It did.[[]]", `at byte 7, "[[]]": "" is no source's id; cite as [[id]] or [[id, id]]`},
		{"It did.[[a b]]", `at byte 7, "[[a b]]": "a b" is no source's id; cite as [[id]] or [[id, id]]`},
		{"It did.[[a, a]]", `at byte 7, "[[a, a]]": it cites "a" twice; once is enough`},
		{"It did. a]]", `at byte 9, "]]": ]] closes no citation; open it with [[ or take it out`},
		{"It [did](event:a", `at byte 3, "[did](event:a": the link has no end; close it with )`},
		{"It [ ](event:a)", `at byte 3, "[ ](event:a)": the link has no words; write it as [words](event:ID)`},
		{"It did](event:a)", `at byte 6, "](event:a)": ]( belongs to no link; write a link as [words](event:ID)`},
		{"[It did.[[a]]](event:a)", `at byte 0, "[It did.[[a]]](event:a)": a link's words hold another mark; put the citation or the other link behind it`},
		{"[It *did*](event:a)", `at byte 0, "[It *did*](event:a)": a part of a link's words is stressed; stress all of them or none`},
		{"[It](evnet:a)", `at byte 0, "[It](evnet:a)": "evnet" is no kind of link; did you mean "event"?`},
		{"[It](https://example.org/)", `at byte 0, "[It](https://example.org…": "https" is no kind of link; write it as [words](event:ID)`},
		{"[It](event)", `at byte 0, "[It](event)": "" is no id; write it as [words](event:ID)`},
		{"§ *It did.", `at byte 3, "*It did.": the stress has no end; close it with *`},
		{"5 * 3", `at byte 2, "* 3": * stands beside no word; write stressed words as *words*`},
		{"*It *did", `at byte 4, "*did": * stands beside no word; write stressed words as *words*`},
		{"It *did**not*", `at byte 8, "*not*": * stands beside no word; write stressed words as *words*`},
		{"It ** did", `at byte 4, "* did": * stands beside no word; write stressed words as *words*`},
	}
	for _, tt := range tests {
		got, err := ParseText(tt.in)
		var at *TextError
		if !errors.As(err, &at) || err.Error() != tt.want {
			t.Errorf("ParseText(%q) = %+v, %v, want %s", tt.in, got, err, tt.want)
		}
	}
}

func TestPlain(t *testing.T) {
	tests := []struct{ in, want string }{
		{"The [order](event:a) *never* did.[[b]] It ended.", "The order never did. It ended."},
		{"It *did.", "It *did."},
	}
	for _, tt := range tests {
		if got := Plain(tt.in); got != tt.want {
			t.Errorf("Plain(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestSentences(t *testing.T) {
	tests := []struct {
		in   string
		want []string // a sentence, then " ← " and what it cites
	}{
		{"", nil},
		{"One. Two? Three! Four", []string{"One.", "Two?", "Three!", "Four"}},
		{"He said so.[[a]] Then, in 2017,[[b]] he left.[[c, d]]", []string{"He said so. ← a", "Then, in 2017, he left. ← b c d"}},
		{"He said so. [[a]] He left[[b]].", []string{"He said so. ← a", "He left. ← b"}},
		{"[[a]]", []string{" ← a"}},
		{"[[a]] He left.", []string{"He left. ← a"}},
		{"It cost $4.1 billion. $2 million came back.", []string{"It cost $4.1 billion.", "$2 million came back."}},
		{"He cited 8 U.S.C. § 1373 and 2 C.F.R. 200. It applied.", []string{"He cited 8 U.S.C. § 1373 and 2 C.F.R. 200.", "It applied."}},
		{"*Chicago v. Sessions*, No. 17-cv-5720, 888 F.3d 272 (7th Cir. 2018). Done.", []string{"Chicago v. Sessions, No. 17-cv-5720, 888 F.3d 272 (7th Cir. 2018).", "Done."}},
		{"The answer was No. The city sued.", []string{"The answer was No.", "The city sued."}},
		{"Judge William H. Orrick ruled. So did J. R. R. Smith Jr. Their rulings stand.", []string{"Judge William H. Orrick ruled.", "So did J. R. R. Smith Jr.", "Their rulings stand."}},
		{"He blocked section 9(a). San Francisco cheered.", []string{"He blocked section 9(a).", "San Francisco cheered."}},
		{"He left the U.S. The order stood. The U.S. Conference of Mayors met.", []string{"He left the U.S.", "The order stood.", "The U.S. Conference of Mayors met."}},
		{"It met in Washington, D.C.[[a]] Mayors came at 5 p.m. Monday.", []string{"It met in Washington, D.C. ← a", "Mayors came at 5 p.m. Monday."}},
		{"“We will sue.” The mayor did. (He won.) It ended.", []string{"“We will sue.”", "The mayor did.", "(He won.)", "It ended."}},
		{"“Why us?” he asked. “Because.”[[a]] “Oh.”", []string{"“Why us?” he asked.", "“Because.” ← a", "“Oh.”"}},
		{"“It ended.[[a]]” Nobody came.", []string{"“It ended.” ← a", "Nobody came."}},
		{"He said “… The city … Nevada ... Chicago”. Then he left.", []string{"He said “…", "The city … Nevada ... Chicago”.", "Then he left."}},
		{"See example.org. It says e.g. Chicago. Sen. Toomey, Mr. Cochran and St. Louis agree.", []string{"See example.org.", "It says e.g. Chicago.", "Sen. Toomey, Mr. Cochran and St. Louis agree."}},
		{"It ended.[[a]]It began.", []string{"It ended. ← a", "It began."}},
		{"Broken *mark. Still split.", []string{"Broken *mark.", "Still split."}},
	}
	for _, tt := range tests {
		var got []string
		for _, s := range Sentences(tt.in) {
			line := s.Text
			if s.Sources != nil {
				line += " ← " + strings.Join(s.Sources, " ")
			}
			got = append(got, line)
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("Sentences(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// FuzzParseText holds that no text makes ParseText or Sentences panic, that
// what it reads can be written and read again, and that no word is lost.
func FuzzParseText(f *testing.F) {
	for _, s := range []string{
		"The [order](event:r-1) *never* did.[[a, b]] It cost $4.1 billion in the U.S. “So?” He said no.",
		"[*a*](case:b)*c*[[d]]", "[[", "[a](b:c", "*[a](law:b)*", "§ ‘[ing]’…", "a.[[b]]”",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		spans, err := ParseText(s)
		if at := (*TextError)(nil); errors.As(err, &at) && (at.Offset < 0 || at.Offset >= len(s) || at.Near == "") {
			t.Fatalf("ParseText(%q): the error points outside: %+v", s, at)
		}
		if err == nil {
			again, err := ParseText(write(spans))
			if err != nil || !reflect.DeepEqual(spans, again) {
				t.Fatalf("ParseText(%q) = %+v, written and read again %+v, %v", s, spans, again, err)
			}
		}
		if !utf8.ValidString(s) {
			return
		}
		var words, sources int
		for _, sentence := range Sentences(s) {
			words += len(strings.Join(strings.Fields(sentence.Text), ""))
			sources += len(sentence.Sources)
		}
		for _, span := range spans {
			sources -= len(span.Sources)
		}
		if words != len(strings.Join(strings.Fields(Plain(s)), "")) || sources != 0 {
			t.Fatalf("Sentences(%q) = %q lost or made up something", s, Sentences(s))
		}
	})
}

// write is the text that ParseText reads spans from.
func write(spans []Span) string {
	var b strings.Builder
	stress := false
	for _, span := range spans {
		if span.Stress != stress && span.Sources == nil {
			b.WriteByte('*')
			stress = span.Stress
		}
		switch {
		case span.Sources != nil:
			b.WriteString("[[" + strings.Join(span.Sources, ", ") + "]]")
		case span.Kind != "":
			b.WriteString("[" + span.Words + "](" + span.Kind + ":" + span.ID + ")")
		default:
			b.WriteString(span.Words)
		}
	}
	if stress {
		b.WriteByte('*')
	}
	return b.String()
}
