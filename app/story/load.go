//go:build !js

package story

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Problem is something wrong with the story's files, told so that whoever
// wrote the file can put it right.
type Problem struct {
	File    string // inside the story's directory: "events.json", "chapters/03-law.json"
	Path    string // inside the file: "events[7].date" or "steps[0].scene"; "line:column" where the JSON is broken; "" for the whole file
	Message string // what is wrong, after the ID of what it is wrong with where that is known
	Cure    string // what would likely put it right
}

// folder is where the story's directory lies in the project.
const folder = "assets/story/"

// String is one line: "assets/story/FILE: PATH: MESSAGE; CURE".
func (p Problem) String() string {
	s := folder + p.File + ": "
	if p.Path != "" {
		s += p.Path + ": "
	}
	s += p.Message
	if p.Cure != "" {
		s += "; " + p.Cure
	}
	return s
}

// spot is a place in a file.
type spot struct {
	file string
	path string
	id   string // of the innermost entry that has one
}

func (at spot) field(name string) spot {
	if at.path != "" {
		name = at.path + "." + name
	}
	at.path = name
	return at
}

func (at spot) index(i int) spot {
	at.path += "[" + strconv.Itoa(i) + "]"
	return at
}

func (at spot) problem(message, cure string) Problem {
	if at.id != "" {
		message = at.id + ": " + message
	}
	return Problem{at.file, at.path, message, cure}
}

// Load reads a story from its directory. It is strict: a field that no type
// has, a field written twice, a value of the wrong type, an impossible date
// and anything after the end are problems, as are files that are missing or
// broken. The story holds whatever could be read, and is never nil; without
// problems it is complete, and [Story.Validate] can tell whether it is sound.
func Load(fsys fs.FS) (*Story, []Problem) {
	s := new(Story)
	l := loader{fsys: fsys}
	for field, into := range reflect.ValueOf(s).Elem().Fields() {
		name := fieldName(field)
		if name == "chapters" {
			s.Chapters = l.chapters()
			continue
		}
		if v := l.read(name + ".json"); v != nil {
			l.decode(v, into, rootOf(name, field.Type))
		}
	}
	return s, l.problems
}

// rootOf is the top of the file name.json. Paths in a file that is a list
// begin with its name, "events[7]"; in an object they begin with its fields.
func rootOf(name string, t reflect.Type) spot {
	at := spot{file: name + ".json"}
	if t.Kind() == reflect.Slice {
		at.path = name
	}
	return at
}

// chapterFile is where a chapter belongs.
func chapterFile(c *Chapter) string {
	return fmt.Sprintf("chapters/%02d-%s.json", c.Number, c.ID)
}

// fieldName is a field's name in JSON.
func fieldName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	return name
}

// loader collects the problems of all files.
type loader struct {
	fsys     fs.FS
	problems []Problem
}

func (l *loader) report(at spot, message, cure string) {
	l.problems = append(l.problems, at.problem(message, cure))
}

func (l *loader) chapters() []*Chapter {
	files, _ := fs.Glob(l.fsys, "chapters/*.json")
	if files == nil {
		l.report(spot{file: "chapters"}, "no chapters", "add the first as chapters/01-ID.json")
	}
	var chapters []*Chapter
	for _, file := range files {
		v := l.read(file)
		if v == nil {
			continue
		}
		c := new(Chapter)
		l.decode(v, reflect.ValueOf(c).Elem(), spot{file: file})
		if want := chapterFile(c); c.ID != "" && file != want {
			l.report(spot{file: file, id: c.ID}, fmt.Sprintf("the file is not named for chapter %d", c.Number),
				fmt.Sprintf("rename it to %s, or correct its number or id", want))
		}
		chapters = append(chapters, c)
	}
	return chapters
}

// read reads a file of JSON; nil where it cannot be read.
func (l *loader) read(file string) *value {
	at := spot{file: file}
	b, err := fs.ReadFile(l.fsys, file)
	if errors.Is(err, fs.ErrNotExist) {
		l.report(at, "no such file", "add it")
		return nil
	}
	if err != nil {
		l.report(at, err.Error(), "see that it is a file that can be read")
		return nil
	}
	if i := invalidUTF8(b); i >= 0 {
		at.path = position(b, i)
		l.report(at, "this is not UTF-8", "save the file as UTF-8")
		return nil
	}
	var whole json.RawMessage
	var syntax *json.SyntaxError
	if err := json.Unmarshal(b, &whole); errors.As(err, &syntax) {
		at.path = position(b, int(syntax.Offset)-1)
		l.report(at, syntax.Error(), "look for a comma, quotation mark or bracket too many or too few")
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	v, err := readValue(d)
	if err != nil {
		l.report(at, err.Error(), "")
		return nil
	}
	return v
}

func invalidUTF8(b []byte) int {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// position is line:column of the character at an offset, both from 1.
func position(b []byte, offset int) string {
	before := b[:max(0, min(offset, len(b)))]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return fmt.Sprintf("%d:%d", bytes.Count(before, []byte("\n"))+1, utf8.RuneCount(line)+1)
}

// value is a value of JSON, with an object's fields in their order.
type value struct {
	token json.Token // '{', '[', string, json.Number, bool or nil
	names []string
	items []*value
}

func readValue(d *json.Decoder) (*value, error) {
	token, err := d.Token()
	v := &value{token: token}
	if _, ok := token.(json.Delim); !ok || err != nil {
		return v, err
	}
	for d.More() {
		if v.isObject() {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			v.names = append(v.names, name.(string))
		}
		item, err := readValue(d)
		if err != nil {
			return nil, err
		}
		v.items = append(v.items, item)
	}
	_, err = d.Token()
	return v, err
}

func (v *value) isObject() bool { return v.token == json.Delim('{') }
func (v *value) isList() bool   { return v.token == json.Delim('[') }

// String names v's type, or is v itself where that is short.
func (v *value) String() string {
	switch t := v.token.(type) {
	case json.Delim:
		if v.isObject() {
			return "an object"
		}
		return "a list"
	case string:
		return "a string"
	case nil:
		return "null"
	default:
		return fmt.Sprint(t)
	}
}

// want reports that v has the wrong type.
func (l *loader) want(v *value, at spot, what, cure string) {
	l.report(at, fmt.Sprintf("it is %s, but must be %s", v, what), cure)
}

// decode sets into from v as far as v fits, and reports where it does not.
func (l *loader) decode(v *value, into reflect.Value, at spot) {
	if v.isObject() {
		if i := slices.Index(v.names, "id"); i >= 0 {
			if id, ok := v.items[i].token.(string); ok {
				at.id = id
			}
		}
	}
	if u, ok := into.Addr().Interface().(encoding.TextUnmarshaler); ok {
		if text, ok := v.token.(string); !ok {
			l.want(v, at, "a string", "put it in quotation marks")
		} else if err := u.UnmarshalText([]byte(text)); err != nil {
			message, cure, _ := strings.Cut(err.Error(), "; ")
			l.report(at, message, cure)
		}
		return
	}
	switch into.Kind() {
	case reflect.Struct:
		l.object(v, into, at)
	case reflect.Map:
		l.table(v, into, at)
	case reflect.Slice, reflect.Array:
		l.list(v, into, at)
	case reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		l.decode(v, into.Elem(), at)
	case reflect.String:
		if text, ok := v.token.(string); ok {
			into.SetString(text)
		} else {
			l.want(v, at, "a string", "put it in quotation marks")
		}
	case reflect.Bool:
		if is, ok := v.token.(bool); ok {
			into.SetBool(is)
		} else {
			l.want(v, at, "true or false", "write it without quotation marks")
		}
	case reflect.Int, reflect.Int64:
		number, _ := v.token.(json.Number)
		if n, err := strconv.ParseInt(string(number), 10, into.Type().Bits()); err == nil {
			into.SetInt(n)
		} else {
			l.want(v, at, "a whole number", "write digits only")
		}
	case reflect.Float64:
		number, _ := v.token.(json.Number)
		if n, err := strconv.ParseFloat(string(number), 64); err == nil {
			into.SetFloat(n)
		} else {
			l.want(v, at, "a number", "write digits, as in -122.42")
		}
	default:
		panic("story: Load knows no " + into.Type().String())
	}
}

func (l *loader) object(v *value, into reflect.Value, at spot) {
	if !v.isObject() {
		l.want(v, at, "an object", "write it as { … }")
		return
	}
	var known []string
	fields := map[string]reflect.Value{}
	for field, value := range into.Fields() {
		known = append(known, fieldName(field))
		fields[fieldName(field)] = value
	}
	for i, name := range v.names {
		field, ok := fields[name]
		switch {
		case slices.Contains(v.names[:i], name):
			l.twice(at.field(name))
		case !ok:
			cure := "take it out, or use one of " + strings.Join(known, ", ")
			if near := suggest(name, known); near != "" {
				cure = fmt.Sprintf("did you mean %q?", near)
			}
			l.report(at.field(name), "unknown field", cure)
		default:
			l.decode(v.items[i], field, at.field(name))
		}
	}
}

func (l *loader) table(v *value, into reflect.Value, at spot) {
	if !v.isObject() {
		l.want(v, at, "an object", "write it as { … }")
		return
	}
	into.Set(reflect.MakeMap(into.Type()))
	for i, name := range v.names {
		if slices.Contains(v.names[:i], name) {
			l.twice(at.field(name))
			continue
		}
		item := reflect.New(into.Type().Elem()).Elem()
		l.decode(v.items[i], item, at.field(name))
		into.SetMapIndex(reflect.ValueOf(name), item)
	}
}

func (l *loader) twice(at spot) {
	l.report(at, "the field is written twice", "keep one of the two")
}

func (l *loader) list(v *value, into reflect.Value, at spot) {
	if !v.isList() {
		l.want(v, at, "a list", "write it as [ … ]")
		return
	}
	if into.Kind() == reflect.Slice {
		into.Set(reflect.MakeSlice(into.Type(), len(v.items), len(v.items)))
	} else if len(v.items) != into.Len() {
		l.report(at, fmt.Sprintf("its length is %d", len(v.items)), fmt.Sprintf("write exactly %d items", into.Len()))
		return
	}
	for i, item := range v.items {
		l.decode(item, into.Index(i), at.index(i))
	}
}
