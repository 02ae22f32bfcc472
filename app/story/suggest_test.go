package story

import "testing"

func TestSuggest(t *testing.T) {
	options := []string{"date", "title", "summary", "sources", "a"}
	tests := []struct{ word, want string }{
		{"tilte", "title"},
		{"titel", "title"},
		{"dat", "date"},
		{"Source", "sources"},
		{"sumary", "summary"},
		{"lane", ""},
		{"b", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := suggest(tt.word, options); got != tt.want {
			t.Errorf("suggest(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}
