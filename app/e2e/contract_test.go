package e2e

import (
	"encoding/json"
	"slices"
	"sort"
	"strings"
	"testing"
)

// TestContract holds embed/contract.json against what a browser records: one
// embed of each kind stands in a frame until it has told its height in
// every dialect, and nobody touches it.
func TestContract(t *testing.T) {
	f := built.File("embed/contract.json")
	if f == nil {
		t.Fatal("there is no contract")
	}
	var contract struct {
		Hosts, Cookies, Storage []string
		Embeds                  map[string]struct {
			Wire     int `json:"wire_max_bytes"`
			Requests int `json:"requests_max"`
		}
		Headers map[string]string
		Sends   []struct{ For, Form, Shape, When string } `json:"messages_sent"`
	}
	if err := json.Unmarshal(f.Body, &contract); err != nil {
		t.Fatal(err)
	}
	if len(contract.Hosts)+len(contract.Cookies)+len(contract.Storage) > 0 {
		t.Errorf("the contract admits %v %v %v", contract.Hosts, contract.Cookies, contract.Storage)
	}
	// What a frame asked for and kept is read from beside it, so it is of the same
	// origin in this test; what it sends does not depend on that.
	first := map[string]string{}
	for _, f := range built.Files() {
		if parts := strings.Split(f.Path, "/"); parts[0] == "embed" && strings.HasSuffix(f.Path, "/index.html") && strings.Contains(string(f.Body), " data-embed=") && first[parts[1]] == "" {
			first[parts[1]] = f.Path
		}
	}
	if len(first) != len(contract.Embeds) || len(first) < 8 {
		t.Fatalf("embeds of %d kinds are published, and the contract speaks of %d", len(first), len(contract.Embeds))
	}
	b := open(t, serve(t, "/"), "1024x768")
	if err := b.goTo("/embed/"); err != nil {
		t.Fatal(err)
	}
	var always []string
	for _, m := range contract.Sends {
		if m.When == "" {
			always = append(always, m.Form+" "+shape(m.Shape))
		}
	}
	sort.Strings(always)
	for kind, file := range first {
		// Every dialect is spoken in one go; the last of them is Canvas's.
		got, err := evalAsync[struct {
			Messages []struct{ Form, Text string }
			Requests []string
			Cookie   string
			Stored   int
		}](b, `((src) => new Promise((done) => {
			const frame = document.createElement("iframe");
			const messages = [];
			addEventListener("message", function hear({ source, data }) {
				if (source !== frame.contentWindow) return;
				messages.push({ form: typeof data, text: typeof data === "string" ? data : JSON.stringify(data) });
				if (data.subject !== "lti.frameResize") return;
				removeEventListener("message", hear);
				const own = frame.contentWindow;
				setTimeout(() => {
					const requests = own.performance.getEntriesByType("resource").map((e) => e.name);
					const stored = own.localStorage.length + own.sessionStorage.length;
					done({ messages, requests, cookie: own.document.cookie, stored });
					frame.remove();
				});
			});
			frame.src = src;
			document.body.append(frame);
		}))`, "/"+strings.TrimSuffix(file, "index.html"))
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if got.Cookie != "" || got.Stored > 0 {
			t.Errorf("%s keeps %q and %d things", kind, got.Cookie, got.Stored)
		}
		for _, r := range got.Requests {
			if !strings.HasPrefix(r, b.srv.URL) || strings.Contains(r, ".wasm") || strings.Contains(r, ".mp3") {
				t.Errorf("%s asks for %s before anybody acts", kind, r)
			}
		}
		if most := contract.Embeds[kind].Requests; len(got.Requests)+1 > most {
			t.Errorf("%s asks for %d files, the contract says %d: %v", kind, len(got.Requests)+1, most, got.Requests)
		}
		var sent []string
		for _, m := range got.Messages {
			if s := m.Form + " " + shape(m.Text); !slices.Contains(sent, s) {
				sent = append(sent, s)
			}
		}
		sort.Strings(sent)
		if !slices.Equal(sent, always) {
			t.Errorf("%s sends\n\t%s\nthe contract says\n\t%s", kind, strings.Join(sent, "\n\t"), strings.Join(always, "\n\t"))
		}
	}
}

// shape is a message without what differs from one to the next: its names of
// members, in order, and what kind of value each has.
func shape(text string) string {
	var v map[string]any
	if json.Unmarshal([]byte(text), &v) != nil {
		return text
	}
	var out []string
	for k, x := range v {
		switch x := x.(type) {
		case float64:
			out = append(out, k+" number")
		case map[string]any:
			out = append(out, k+" object")
		case string:
			switch k {
			case "src", "id":
				x = "…"
			}
			out = append(out, k+" "+x)
		}
	}
	sort.Strings(out)
	return strings.Join(out, ", ")
}
