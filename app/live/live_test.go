package live

import (
	"fmt"
	"os"
	"reflect"
	"testing"

	"github.com/strings-attached/explainer/app/story"
)

// TestNothingIsLost holds that the client has all that the build has cut for it:
// a field that story.Cut keeps and this package forgets is found here.
func TestNothingIsLost(t *testing.T) {
	for _, dir := range []string{"../../assets/story", "../story/testdata/good"} {
		s, problems := story.Load(os.DirFS(dir))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		for i, cut := range []*story.Story{s.Cut(s.Chapters), s.Cut(s.Chapters[:1]), s.CutExplorer()} {
			want := &Page{Root: "../", Layer: "places", Labels: story.Labels{"stage.next": "Next", "a": ""}, Story: *cut, Counties: "geo/x.txt", Regions: []Region{{"06", "California", []float64{1, 2, 3, 4}, "geo/06.txt"}}}
			got, err := Read(want.Write(), func() {})
			if err != nil {
				t.Fatal(err)
			}
			for _, path := range differ("Page", reflect.ValueOf(*want), reflect.ValueOf(*got), nil) {
				t.Errorf("%s, cut %d: %s is lost on the way", dir, i, path)
			}
		}
	}
}

// differ lists where two values differ, taking an empty list for none.
func differ(path string, a, b reflect.Value, found []string) []string {
	switch a.Kind() {
	case reflect.Pointer:
		if a.IsNil() != b.IsNil() {
			return append(found, path)
		}
		if !a.IsNil() {
			return differ(path, a.Elem(), b.Elem(), found)
		}
	case reflect.Struct:
		for i := range a.NumField() {
			found = differ(path+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i), found)
		}
	case reflect.Slice, reflect.Array:
		if a.Len() != b.Len() {
			return append(found, path)
		}
		for i := range a.Len() {
			found = differ(fmt.Sprintf("%s[%d]", path, i), a.Index(i), b.Index(i), found)
		}
	case reflect.Map:
		if a.Len() != 0 || b.Len() != 0 {
			if !reflect.DeepEqual(a.Interface(), b.Interface()) {
				found = append(found, path)
			}
		}
	default:
		if !reflect.DeepEqual(a.Interface(), b.Interface()) {
			found = append(found, path)
		}
	}
	return found
}

// TestDetails holds that what maps show from near comes as it was written, and
// that an error page is no map.
func TestDetails(t *testing.T) {
	d := &Detail{Outline: "M0 0L1 1Z", Borders: "m1 1 2.5-3", Counties: map[string]string{"06085": "M2 2Z"}}
	if got, err := ReadDetail(d.Write()); err != nil || !reflect.DeepEqual(got, d) {
		t.Errorf("%+v, %v", got, err)
	}
	list := []Region{{"06", "California", []float64{1, 2, 3, 4}, "geo/06.txt"}}
	if got, err := ReadRegions(WriteRegions(list)); err != nil || !reflect.DeepEqual(got, list) {
		t.Errorf("%+v, %v", got, err)
	}
	for _, text := range []string{"", "<html>", WriteRegions([]Region{{"06", "California", nil, ""}})} {
		if _, err := ReadRegions(text); err == nil {
			t.Errorf("%q is taken for regions", text)
		}
	}
	if _, err := ReadDetail("<html>"); err == nil {
		t.Error("an error page is taken for a map")
	}
}

func TestCues(t *testing.T) {
	want := &Cues{Length: 12.5, Levels: "AP8A", Sentences: []Cue{{ID: "a-1-s1", Step: "a-1", Start: 0.5, End: 2, Words: []float64{0.5, 1}}, {ID: "a-1-s2", Step: "a-1", Start: 2, End: 12}}}
	got, err := ReadCues(want.Write())
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("%+v, %v", got, err)
	}
	for at, i := range map[float64]int{-1: 0, 0: 0, 0.5: 0, 1.99: 0, 2: 1, 99: 1} {
		if got.At(at) != i {
			t.Errorf("at %v sentence %d is heard, want %d", at, got.At(at), i)
		}
	}
	if _, err := ReadCues("<html>"); err == nil {
		t.Error("an error page is taken for cues")
	}
}
