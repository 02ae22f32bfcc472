package e2e

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// heading is one entry of a PDF's outline.
type heading struct {
	text string
	page int // from 1
}

// pdfSize is the width and the height of a page.
var pdfSize = regexp.MustCompile(`/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]`)

// print prints the page to PDF, once, and reads how many pages there are and
// which headings stand on them.
func (b *tab) print() error {
	if b.pages > 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(b.ctx, 4*patience)
	defer cancel()
	reply, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{
		PaperWidth: 8.27, PaperHeight: 11.69, PrintBackground: new(true), PreferCSSPageSize: new(true),
		GenerateTaggedPDF: new(true), GenerateDocumentOutline: new(true),
	})
	if err != nil {
		return err
	}
	os.WriteFile(filepath.Join(artifacts(), "print.pdf"), reply.Data, 0o644) // to be looked at
	b.pages, b.outline, err = readPDF(reply.Data)
	for _, m := range pdfSize.FindAllSubmatch(reply.Data, -1) {
		w, _ := strconv.ParseFloat(string(m[1]), 64) // the pattern let only numbers through
		h, _ := strconv.ParseFloat(string(m[2]), 64)
		if w > h {
			b.lying++
		}
	}
	return err
}

// printsChapters finds every chapter's question in the PDF, each on a page of
// its own, in order.
func (b *tab) printsChapters() error {
	if err := b.print(); err != nil {
		return err
	}
	c, err := content()
	if err != nil {
		return err
	}
	at, last := 0, 0
	for _, chapter := range c.story.Chapters {
		found := false
		for ; at < len(b.outline) && !found; at++ {
			if h := b.outline[at]; letters(h.text) == letters(chapter.Question) {
				if h.page <= last {
					return fmt.Errorf("%q begins on page %d, and so does the one before it", chapter.Question, h.page)
				}
				found, last = true, h.page
			}
		}
		if !found {
			return fmt.Errorf("%q is missing, or out of order, among the %d headings of the PDF", chapter.Question, len(b.outline))
		}
	}
	return nil
}

// letters is a text without its spaces: where a line ends, the outline has none.
func letters(s string) string { return strings.Join(strings.Fields(s), "") }

var (
	pdfObject = regexp.MustCompile(`(?s)(?:^|\n)(\d+) 0 obj\s(.*?)\sendobj`)
	pdfPage   = regexp.MustCompile(`/Type\s*/Page\b`)
	pdfKids   = regexp.MustCompile(`/Kids\s*\[([^\]]*)\]`)
	pdfRef    = regexp.MustCompile(`(\d+) 0 R`)
	pdfTitle  = regexp.MustCompile(`(?s)/Title\s*(\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f\s]*>)`)
	pdfDest   = regexp.MustCompile(`/Dest\s*\[\s*(\d+) 0 R`)
	pdfNext   = regexp.MustCompile(`/(First|Next|Pages|Outlines)\s+(\d+) 0 R`)
)

// readPDF reads the number of pages and the outline of a PDF as Chromium writes
// it: with its objects in the open, and only their streams compressed.
func readPDF(pdf []byte) (pages int, outline []heading, err error) {
	objects := map[string][]byte{}
	root := ""
	for _, m := range pdfObject.FindAllSubmatch(pdf, -1) {
		body := m[2]
		if i := bytes.Index(body, []byte("stream\n")); i >= 0 {
			body = body[:i]
		}
		objects[string(m[1])] = body
		if bytes.Contains(body, []byte("/Catalog")) {
			root = string(m[1])
		}
	}
	link := func(id, name string) string {
		for _, m := range pdfNext.FindAllSubmatch(objects[id], -1) {
			if string(m[1]) == name {
				return string(m[2])
			}
		}
		return ""
	}
	number := map[string]int{}
	var tree func(id string)
	tree = func(id string) {
		if pdfPage.Match(objects[id]) {
			pages++
			number[id] = pages
			return
		}
		if kids := pdfKids.FindSubmatch(objects[id]); kids != nil {
			for _, k := range pdfRef.FindAllSubmatch(kids[1], -1) {
				tree(string(k[1]))
			}
		}
	}
	tree(link(root, "Pages"))
	var entries func(id string)
	entries = func(id string) {
		for ; id != ""; id = link(id, "Next") {
			h := heading{}
			if m := pdfTitle.FindSubmatch(objects[id]); m != nil {
				h.text = pdfString(string(m[1]))
			}
			if m := pdfDest.FindSubmatch(objects[id]); m != nil {
				h.page = number[string(m[1])]
			}
			outline = append(outline, h)
			entries(link(id, "First"))
		}
	}
	entries(link(link(root, "Outlines"), "First"))
	if pages == 0 || len(outline) == 0 {
		return 0, nil, fmt.Errorf("no pages or no outline in a PDF of %d bytes", len(pdf))
	}
	return pages, outline, nil
}

// pdfString reads a text string: in parentheses or in hexadecimal digits, in
// UTF-16 or, for what needs no more, in ASCII.
func pdfString(s string) string {
	var raw []byte
	if strings.HasPrefix(s, "<") {
		raw, _ = hex.DecodeString(strings.Join(strings.Fields(strings.Trim(s, "<>")), ""))
	} else {
		s = s[1 : len(s)-1]
		for i := 0; i < len(s); i++ {
			if s[i] != '\\' || i+1 == len(s) {
				raw = append(raw, s[i])
				continue
			}
			i++
			if s[i] >= '0' && s[i] <= '7' && i+2 < len(s) {
				n, err := strconv.ParseUint(s[i:i+3], 8, 8)
				if err == nil {
					raw = append(raw, byte(n))
					i += 2
					continue
				}
			}
			switch s[i] {
			case 'n':
				raw = append(raw, '\n')
			case 'r':
				raw = append(raw, '\r')
			case 't':
				raw = append(raw, '\t')
			default:
				raw = append(raw, s[i])
			}
		}
	}
	if len(raw) < 2 || raw[0] != 0xFE || raw[1] != 0xFF {
		return string(raw)
	}
	var units []uint16
	for i := 2; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}
