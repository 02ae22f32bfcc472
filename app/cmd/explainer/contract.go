package main

import (
	"encoding/json"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/strings-attached/explainer/app/embed"
	"github.com/strings-attached/explainer/app/site"
	"github.com/strings-attached/explainer/app/story"
)

// contractPath is where the contract is published.
const contractPath = "embed/contract.json"

// contract is what whoever embeds a part may rely on, read off the files of this
// build. What it says of a running embed is held by a test in a browser.
type contract struct {
	Name    string `json:"name"`
	Version int    `json:"version"` // grows when a promise is taken back
	Checked string `json:"facts_checked"`
	// What an embed asks for and leaves behind, before and after a reader acts.
	Hosts   []string `json:"hosts"`
	Cookies []string `json:"cookies"`
	Storage []string `json:"storage"`
	// What is fetched before a reader acts, by kind.
	Embeds  map[string]weight   `json:"embeds"`
	Scripts map[string]script   `json:"scripts"`
	Headers map[string]string   `json:"headers"`
	Sandbox string              `json:"sandbox"`
	Allow   string              `json:"allow"`
	Query   map[string][]string `json:"query"`
	Sends   []embed.Message     `json:"messages_sent"`
	Heeds   []embed.Message     `json:"messages_heeded"`
	Terms   map[string]string   `json:"licences"`
	More    map[string]string   `json:"more"`
}

// weight is what the embeds of a kind weigh, as a browser with brotli loads them.
type weight struct {
	Pages    int      `json:"pages"`
	Document int      `json:"document_max_bytes"`
	Wire     int      `json:"wire_max_bytes"` // with all that the document asks for at once
	Requests int      `json:"requests_max"`
	Types    []string `json:"types"`
	// What is fetched besides where an address asks for a day, a camera, a stretch
	// of time or a filter; one request.
	View int `json:"view_script_bytes,omitempty"`
	// What a player fetches besides its recording when a reader acts; two requests,
	// the script and the times of the sentences.
	Hear int `json:"player_script_bytes,omitempty"`
}

type script struct {
	Integrity string `json:"integrity"`
	Bytes     int    `json:"bytes"`
}

// fetched finds what a document asks for before anybody acts.
var fetched = regexp.MustCompile(`<(?:link rel="(?:stylesheet|preload)"|script)[^>]*? (?:href|src)="([^"]+)"`)

// chosen finds the script that draws the View an address asks for, hear that of
// the listening player.
var (
	chosen = regexp.MustCompile(` data-chosen="([^"]+)"`)
	hear   = regexp.MustCompile(` data-hear="([^"]+)"`)
)

// contractOf reads the contract off a site.
func contractOf(s *site.Site, told *story.Story, integrity func(string) string) ([]site.Document, error) {
	c := contract{Name: told.Site.Title, Version: 1, Checked: told.Site.Checked.String(), Hosts: []string{}, Cookies: []string{}, Storage: []string{},
		Embeds: map[string]weight{}, Scripts: map[string]script{}, Headers: map[string]string{}, Sandbox: "allow-scripts", Allow: embed.Allow,
		Query: map[string][]string{"theme": embed.Themes, "chrome": embed.Chromes, "lang": embed.Langs, "accent": {"rrggbb"}},
		Sends: embed.Sends, Heeds: embed.Heeds,
		Terms: map[string]string{"text, data, pictures": "CC BY 4.0", "code": "MIT"},
		More:  map[string]string{"for editors": "embed/", "parts": "embed/parts.json", "pictures": "pictures/index.json", "corrections": "corrections.xml", "licences": "licences/"},
	}
	for _, f := range s.Files() {
		if !strings.HasPrefix(f.Path, "embed/") || path.Base(f.Path) != "index.html" || !strings.Contains(string(f.Body), "<html lang=") || !strings.Contains(string(f.Body), " data-embed=") {
			continue
		}
		kind := strings.Split(f.Path, "/")[1]
		w := c.Embeds[kind]
		w.Pages++
		wire, requests := wireSize(f), 1
		types := []string{"document"}
		for _, m := range fetched.FindAllStringSubmatch(string(f.Body), -1) {
			part := s.File(path.Join(path.Dir(f.Path), m[1]))
			if part == nil {
				continue
			}
			wire += wireSize(part)
			requests++
			types = append(types, strings.TrimPrefix(path.Ext(part.Path), "."))
		}
		for link, bytes := range map[*regexp.Regexp]*int{chosen: &w.View, hear: &w.Hear} {
			if m := link.FindStringSubmatch(string(f.Body)); m != nil {
				if part := s.File(path.Join(path.Dir(f.Path), m[1])); part != nil {
					*bytes = wireSize(part)
				}
			}
		}
		slices.Sort(types)
		w.Document, w.Wire, w.Requests = max(w.Document, wireSize(f)), max(w.Wire, wire), max(w.Requests, requests)
		for _, t := range slices.Compact(types) {
			if !slices.Contains(w.Types, t) {
				w.Types = append(w.Types, t)
			}
		}
		c.Embeds[kind] = w
		for _, h := range s.HeadersOf(f.Path) {
			c.Headers[h[0]] = h[1]
		}
	}
	if len(c.Embeds) == 0 {
		return nil, nil // a site without embeds promises nothing of them
	}
	for _, p := range []string{embed.ResizerPath, embed.ElementPath} {
		if f := s.File(p); f != nil {
			c.Scripts[p] = script{integrity(p), wireSize(f)}
		}
	}
	text, err := json.MarshalIndent(c, "", " ")
	if err != nil {
		return nil, err
	}
	return []site.Document{{Path: contractPath, Body: append(text, '\n')}}, nil
}

func wireSize(f *site.File) int {
	if f.BR != nil {
		return len(f.BR)
	}
	return len(f.Body)
}
