package still

import (
	"fmt"
	"image/color"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/strings-attached/explainer/app/raster"
)

// reader turns elements into shapes.
type reader struct {
	sheet    *Sheet
	ids      map[string]*html.Node
	patterns map[string]*Pattern
	base     look
	known    map[*html.Node][]declaration
	shapes   *Shapes
}

// Shapes are elements that pictures point at, read once for many pictures. They
// are for one goroutine at a time.
type Shapes struct {
	root  *html.Node
	known map[*html.Node][]declaration // what the sheet says of each
	sheet *Sheet                       // that said so
}

// ParseShapes reads the markup that holds what pictures point at with <use>.
func ParseShapes(markup string) (*Shapes, error) {
	root, err := fragment(markup)
	return &Shapes{root: root}, err
}

func fragment(markup string) (*html.Node, error) {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(markup), body)
	if err != nil {
		return nil, err
	}
	// The root of a document: the colours are named there.
	root := &html.Node{Type: html.ElementNode, Data: "html", DataAtom: atom.Html}
	doc := &html.Node{Type: html.DocumentNode}
	doc.AppendChild(root)
	root.AppendChild(body)
	for _, n := range nodes {
		body.AppendChild(n)
	}
	return root, nil
}

// Read applies the sheet to the first <svg> of markup. What it points at is
// looked up in the same markup and in shapes, which may be nil.
func (s *Sheet) Read(markup string, shapes *Shapes) (*Drawing, error) {
	root, err := fragment(markup)
	if err != nil {
		return nil, err
	}
	r := &reader{sheet: s, ids: map[string]*html.Node{}, patterns: map[string]*Pattern{}, known: map[*html.Node][]declaration{}}
	if shapes != nil {
		if shapes.sheet != s {
			shapes.sheet, shapes.known = s, map[*html.Node][]declaration{}
		}
		r.shapes = shapes
		r.index(shapes.root)
	}
	r.index(root)
	var svg *html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "svg" {
			svg = n
			break
		}
	}
	if svg == nil {
		return nil, fmt.Errorf("no <svg> in %.60q", markup)
	}
	var box [4]float64
	if n, err := fmt.Sscan(attr(svg, "viewbox"), &box[0], &box[1], &box[2], &box[3]); n != 4 {
		return nil, fmt.Errorf("viewBox %q: %w", attr(svg, "viewbox"), err)
	}
	d := &Drawing{W: box[2], H: box[3], Name: attr(svg, "aria-label")}
	l := look{vars: map[string]string{}, values: map[string]string{"fill": "#000000", "stroke": "none", "stroke-width": "1", "font-size": "16px", "font-weight": "400", "text-anchor": "start"}, opacity: 1}
	above := slices.Collect(svg.Ancestors())
	for _, n := range slices.Backward(above) {
		if l, err = l.under(r.declarations(n)); err != nil {
			return nil, err
		}
	}
	r.base = l
	if l, err = l.under(r.declarations(svg)); err != nil {
		return nil, err
	}
	l.hidden = false // which of two pictures a page shows is for its width to say
	at := raster.Transform{K: 1, X: -box[0], Y: -box[1]}
	return d, r.children(d, svg, l, at)
}

func (r *reader) index(root *html.Node) {
	for n := range root.Descendants() {
		if id := attr(n, "id"); id != "" {
			r.ids[id] = n
		}
	}
}

func (r *reader) declarations(n *html.Node) []declaration {
	known := r.known
	if id := attr(n, "id"); id != "" && r.shapes != nil {
		known = r.shapes.known // by far the most, and the same in every picture
	}
	d, ok := known[n]
	if !ok {
		d = r.sheet.of(n)
		known[n] = d
	}
	return d
}

func (r *reader) children(d *Drawing, n *html.Node, l look, at raster.Transform) error {
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode {
			if err := r.element(d, c, l, at); err != nil {
				return err
			}
		}
	}
	return nil
}

// presentation are the attributes that say what the sheet may overrule.
var presentation = []string{"fill", "stroke", "stroke-width", "text-anchor", "opacity"}

func (r *reader) element(d *Drawing, n *html.Node, l look, at raster.Transform) error {
	switch n.Data {
	case "title", "defs", "pattern", "desc":
		return nil
	}
	var own []declaration
	for _, name := range presentation {
		if v := attr(n, name); v != "" {
			own = append(own, declaration{name, v})
		}
	}
	l, err := l.under(own, r.declarations(n))
	if err != nil {
		return fmt.Errorf("<%s class=%q>: %w", n.Data, attr(n, "class"), err)
	}
	if l.hidden || l.opacity == 0 {
		return nil
	}
	t, err := transform(attr(n, "transform"))
	if err != nil {
		return err
	}
	at = raster.Transform{K: at.K * t.K, X: at.X + at.K*t.X, Y: at.Y + at.K*t.Y}
	s := Shape{At: at}
	if s.Fill, err = r.paint(l, "fill"); err != nil {
		return err
	}
	if s.Stroke, err = r.paint(l, "stroke"); err != nil {
		return err
	}
	if s.Width, err = length(l.values["stroke-width"]); err != nil {
		return err
	}
	for part := range strings.FieldsSeq(strings.ReplaceAll(l.values["stroke-dasharray"], ",", " ")) {
		v, err := length(part)
		if err != nil {
			return err
		}
		s.Dash = append(s.Dash, v)
	}
	num := func(name string) float64 {
		v := attr(n, name)
		if v == "" || err != nil {
			return 0
		}
		var f float64
		f, err = length(v)
		return f
	}
	switch n.Data {
	case "g", "a", "svg":
		return r.children(d, n, l, at)
	case "use":
		to := r.ids[strings.TrimPrefix(attr(n, "href"), "#")]
		if to == nil {
			return fmt.Errorf("<use> points at %q, which is nowhere", attr(n, "href"))
		}
		return r.element(d, to, l, at)
	case "path":
		s.Kind, s.D = Path, attr(n, "d")
	case "circle":
		s.Kind, s.X, s.Y, s.R = Circle, num("cx"), num("cy"), num("r")
		if v := l.values["r"]; v != "" {
			if s.R, err = length(v); err != nil {
				return err
			}
		}
	case "rect":
		s.Kind, s.X, s.Y, s.W, s.H = Rect, num("x"), num("y"), num("width"), num("height")
	case "text":
		s.Kind, s.X, s.Y, s.Words = Text, num("x"), num("y"), words(n)
		switch l.values["text-anchor"] {
		case "middle":
			s.Anchor = raster.Middle
		case "end":
			s.Anchor = raster.End
		}
		s.Style.Family = "public-sans"
		s.Style.Weight = 400
		if w, _ := strconv.Atoi(l.values["font-weight"]); w >= 550 {
			s.Style.Weight = 600
		}
		if s.Style.Size, err = length(l.values["font-size"]); err != nil {
			return err
		}
	default:
		return fmt.Errorf("<%s> cannot be drawn", n.Data)
	}
	if err != nil {
		return err
	}
	if s.Fill.none() && (s.Stroke.none() || s.Width == 0) {
		return nil
	}
	d.Add(s)
	return nil
}

func (r *reader) paint(l look, name string) (Paint, error) {
	value := l.values[name]
	if id, ok := strings.CutPrefix(value, "url(#"); ok {
		p, err := r.pattern(strings.TrimSuffix(id, ")"))
		return Paint{Pattern: p}, err
	}
	c, err := parseColor(value, l.values["color"])
	if err != nil {
		return Paint{}, fmt.Errorf("%s: %w", name, err)
	}
	opacity := l.opacity
	if v := l.values[name+"-opacity"]; v != "" {
		f, err := strconv.ParseFloat(v, 64)
		if err != nil {
			return Paint{}, err
		}
		opacity *= f
	}
	c.A = uint8(float64(c.A)*opacity + 0.5)
	return Paint{Color: c}, nil
}

func (r *reader) pattern(id string) (*Pattern, error) {
	if p := r.patterns[id]; p != nil {
		return p, nil
	}
	n := r.ids[id]
	if n == nil {
		return nil, fmt.Errorf("no pattern %q", id)
	}
	p := &Pattern{ID: id}
	var err error
	if p.W, err = length(attr(n, "width")); err != nil {
		return nil, err
	}
	if p.H, err = length(attr(n, "height")); err != nil {
		return nil, err
	}
	r.patterns[id] = p
	return p, r.children(&p.Drawing, n, r.base, raster.Identity)
}

// look is what an element looks like, and what it hands on.
type look struct {
	vars    map[string]string
	values  map[string]string
	opacity float64
	hidden  bool
}

// handedOn are the properties that an element's children take from it.
var handedOn = []string{"fill", "stroke", "stroke-width", "stroke-dasharray", "fill-opacity", "stroke-opacity", "font-size", "font-weight", "text-anchor", "color", "visibility"}

// under is the look of an element inside: first its attributes, then the sheet.
func (l look) under(lists ...[]declaration) (look, error) {
	next := look{vars: l.vars, values: map[string]string{}, opacity: l.opacity}
	for _, name := range handedOn {
		if v, ok := l.values[name]; ok {
			next.values[name] = v
		}
	}
	own := map[string]string{}
	for _, list := range lists {
		for _, d := range list {
			if strings.HasPrefix(d.name, "--") {
				if _, copied := own["vars"]; !copied {
					next.vars = maps.Clone(next.vars)
					own["vars"] = "yes"
				}
				next.vars[d.name] = d.value
			}
		}
	}
	for _, list := range lists {
		for _, d := range list {
			if strings.HasPrefix(d.name, "--") {
				continue
			}
			value, err := resolve(d.value, next.vars, 0)
			if err != nil {
				return next, err
			}
			switch d.name {
			case "font":
				weight, size := shorthand(value)
				next.values["font-weight"], next.values["font-size"] = weight, size
			case "font-family":
			case "opacity", "display":
				own[d.name] = value
			default:
				if value == "currentColor" {
					value = next.values["color"]
				}
				next.values[d.name] = value
			}
		}
	}
	if v, ok := own["opacity"]; ok {
		f, err := strconv.ParseFloat(v, 64)
		if err != nil {
			return next, fmt.Errorf("opacity: %w", err)
		}
		next.opacity *= f
	}
	next.hidden = own["display"] == "none" || next.values["visibility"] == "hidden"
	return next, nil
}

// shorthand takes the weight and the size out of "600 12px var(--sans)".
func shorthand(value string) (weight, size string) {
	weight = "400"
	for part := range strings.FieldsSeq(value) {
		if _, err := strconv.Atoi(part); err == nil {
			weight = part
			continue
		}
		size, _, _ = strings.Cut(part, "/")
		return weight, size
	}
	return weight, "16px"
}

// resolve puts the values of custom properties in place of var().
func resolve(value string, vars map[string]string, depth int) (string, error) {
	for strings.Contains(value, "var(") {
		if depth++; depth > 20 {
			return "", fmt.Errorf("%q goes round in circles", value)
		}
		i := strings.Index(value, "var(")
		end := strings.IndexByte(value[i:], ')')
		if end < 0 {
			return "", fmt.Errorf("%q is not closed", value)
		}
		name, fallback, has := strings.Cut(value[i+4:i+end], ",")
		v, ok := vars[strings.TrimSpace(name)]
		if !ok {
			if !has {
				return "", fmt.Errorf("%s is not set", name)
			}
			v = fallback
		}
		value = value[:i] + strings.TrimSpace(v) + value[i+end+1:]
	}
	return value, nil
}

// parseColor reads "#RGB", "#RRGGBB", "none", "transparent", "currentColor" and
// color-mix in srgb.
func parseColor(s, current string) (color.NRGBA, error) {
	s = strings.TrimSpace(s)
	switch s {
	case "none", "transparent", "":
		return color.NRGBA{}, nil
	case "currentColor":
		return parseColor(current, "#000000")
	}
	if inner, ok := strings.CutPrefix(s, "color-mix("); ok {
		parts := strings.Split(strings.TrimSuffix(inner, ")"), ",")
		if len(parts) != 3 || strings.Join(strings.Fields(parts[0]), " ") != "in srgb" {
			return color.NRGBA{}, fmt.Errorf("%q is not a mix of two colours in srgb", s)
		}
		first := strings.Fields(parts[1])
		share := 50.0
		if len(first) == 2 {
			var err error
			if share, err = strconv.ParseFloat(strings.TrimSuffix(first[1], "%"), 64); err != nil {
				return color.NRGBA{}, err
			}
		}
		a, err := parseColor(first[0], current)
		if err != nil {
			return a, err
		}
		b, err := parseColor(parts[2], current)
		mix := func(x, y uint8) uint8 { return uint8((float64(x)*share+float64(y)*(100-share))/100 + 0.5) }
		return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}, err
	}
	digits, ok := strings.CutPrefix(s, "#")
	if ok && len(digits) == 3 {
		digits = strings.Join([]string{digits[:1], digits[:1], digits[1:2], digits[1:2], digits[2:], digits[2:]}, "")
	}
	v, err := strconv.ParseUint(digits, 16, 32)
	if !ok || err != nil || len(digits) != 6 {
		return color.NRGBA{}, fmt.Errorf("%q is not a colour that is known here", s)
	}
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}, nil
}

// transform reads "translate(x y)" and "scale(k)", one after the other.
func transform(s string) (raster.Transform, error) {
	t := raster.Identity
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		name, rest, _ := strings.Cut(s, "(")
		inner, after, ok := strings.Cut(rest, ")")
		var n []float64
		for part := range strings.FieldsSeq(strings.ReplaceAll(inner, ",", " ")) {
			v, err := strconv.ParseFloat(part, 64)
			if err != nil {
				return t, fmt.Errorf("transform %q: %w", s, err)
			}
			n = append(n, v)
		}
		switch {
		case ok && name == "translate" && len(n) == 2:
			t.X, t.Y = t.X+t.K*n[0], t.Y+t.K*n[1]
		case ok && name == "scale" && len(n) == 1:
			t.K *= n[0]
		default:
			return t, fmt.Errorf("transform %q is neither a shift nor a scale", s)
		}
		s = after
	}
	return t, nil
}

// length reads a number of pixels.
func length(s string) (float64, error) {
	v, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil {
		return 0, fmt.Errorf("%q is not a length in pixels", s)
	}
	return v, nil
}

func attr(n *html.Node, name string) string {
	i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return strings.EqualFold(a.Key, name) })
	if i < 0 {
		return ""
	}
	return n.Attr[i].Val
}

// words is the text of an element.
func words(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}
