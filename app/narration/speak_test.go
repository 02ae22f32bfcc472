package narration

import (
	"os"
	"strings"
	"testing"
)

func lexicon(t testing.TB) *Lexicon {
	t.Helper()
	x, err := LoadLexicon(os.DirFS("../../assets"), "narration/lexicon.json")
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func spoken(words []Word) string {
	var out []string
	for _, w := range words {
		out = append(out, w.Spoken)
	}
	return strings.Join(out, " ")
}

func shown(words []Word) string {
	var out []string
	for _, w := range words {
		out = append(out, w.Shown)
	}
	return strings.Join(out, " ")
}

func TestWords(t *testing.T) {
	x := &Lexicon{Say: map[string]string{"1373": "thirteen seventy-three", "9(a)": "/nˈIn ˈA/", "U.S.": "U S", "Orrick": "/ˈɔɹɪk/", "ICE": "ice"}}
	x.prepare()
	for _, c := range []struct{ text, want string }{
		{"On Monday, 27 March 2017, he spoke.", "On Monday, March twenty-seventh, twenty seventeen, he spoke."},
		{"On 25 January 2017 President Trump signed it.", "On January twenty-fifth, twenty seventeen, President Trump signed it."},
		{"On 3 and 4 August 2017.", "On August third and fourth, twenty seventeen."},
		{"He declined on 20 July: no.", "He declined on July twentieth: no."},
		{"It began in 1996.", "It began in nineteen ninety-six."},
		{"In 2004, 2010 and 1900.", "In two thousand four, twenty ten and nineteen hundred."},
		{"Since the 1990s.", "Since the nineteen nineties."},
		{"More than $4.1 billion.", "More than four point one billion dollars."},
		{"An award of $265,832, shared.", "An award of two hundred sixty-five thousand, eight hundred thirty-two dollars, shared."},
		{"One $1 note.", "One one dollar note."},
		{"Some 60 percent, or 60%.", "Some sixty percent, or sixty percent."},
		{"Refusals reached 13,595 that year.", "Refusals reached thirteen thousand, five hundred ninety-five that year."},
		{"By 9 votes to 3.", "By nine votes to three."},
		{"The 2nd and the 21st.", "The second and the twenty-first."},
		{"See section 1373, or § 5.", "See section thirteen seventy-three, or section five."},
		{"Section 9(a) says so.", "Section /nˈIn ˈA/ says so."},
		{"Orrick’s order.", "/ˈɔɹɪk/'s order."},
		{"ICE is not DICED.", "ice is not DICED."},
		{"the U.S. Conference", "the U S Conference."},
		{"at risk – especially", "at risk — especially."},
		{"so-called ‘sanctuary’ policies", "so-called sanctuary' policies."},
		{"The arguments", "The arguments."},
		{"“Stop.”", "“Stop.”"},
		{"", ""},
	} {
		words := x.Words(c.text)
		if got := spoken(words); got != c.want {
			t.Errorf("%q is said %q, want %q", c.text, got, c.want)
		}
		if got := shown(words); got != c.text {
			t.Errorf("%q is shown as %q", c.text, got)
		}
	}
}

// A date is one word: it is lit as a whole, since its words are said in another
// order than they are written.
func TestDateIsOneWord(t *testing.T) {
	words := (&Lexicon{}).Words("On 27 March 2017, he")
	if len(words) != 3 || words[1].Shown != "27 March 2017," {
		t.Errorf("got %q", words)
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int]string{
		0: "zero", 13: "thirteen", 20: "twenty", 85: "eighty-five", 100: "one hundred", 106: "one hundred six", 342168401: "three hundred forty-two million, one hundred sixty-eight thousand, four hundred one",
		1000: "one thousand", 2e9: "two billion", -3: "minus three",
	} {
		if got := CardinalWords(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
	for digits, want := range map[string]string{"1": "first", "2": "second", "3": "third", "5": "fifth", "8": "eighth", "9": "ninth", "12": "twelfth", "20": "twentieth", "21": "twenty-first", "30": "thirtieth", "100": "one hundredth"} {
		if got := ordinal(digits); got != want {
			t.Errorf("%s is %q, want %q", digits, got, want)
		}
	}
}

// Nothing of a sentence is lost, whatever it holds, and no digit is left to the
// voice, which reads years as sums.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"On 27 March 2017, $4.1 billion", "9(a)§ 1373’s 1,2,,3 . $", "\xff 20,1", "8 U.S.C. 1373."} {
		f.Add(s)
	}
	x := lexicon(f)
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
		words := x.Words(s)
		if got := shown(words); got != s {
			t.Errorf("%q became %q", s, got)
		}
	})
}
