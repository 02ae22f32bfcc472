package embed

// Message is one message between a frame and its host, as the contract for
// hosts tells it: who understands it, and what it looks like, with height in CSS
// pixels.
type Message struct {
	For   string `json:"for"`            // whose dialect it is
	Form  string `json:"form"`           // "object" or "string"
	Shape string `json:"shape"`          // an example
	When  string `json:"when,omitempty"` // where it is not sent by every embed
}

// Sends are the messages of web/script/embed.js to its host. Almost all tell a
// height, and none tells anything of the reader. Heeds are those it acts on, from its
// host alone; no message brings an address to go to, or anything to show.
var (
	Sends = []Message{
		{For: "AMP, newswire/frames", Form: "object", Shape: `{"sentinel":"amp","type":"embed-size","height":640}`},
		{For: "Datawrapper", Form: "object", Shape: `{"datawrapper-height":{"embed/timeline/":640}}`},
		{For: "Medium, Embedly", Form: "string", Shape: `{"src":"…","context":"iframe.resize","height":640}`},
		{For: "Guardian iframe-messenger", Form: "string", Shape: `{"id":"iframeMessenger:abcde","type":"set-height","value":640}`},
		{For: "H5P", Form: "object", Shape: `{"context":"h5p","action":"resize","scrollHeight":640,"clientHeight":640}`},
		{For: "Canvas", Form: "object", Shape: `{"subject":"lti.frameResize","height":640}`},
		{For: "iframe-resizer", Form: "string", Shape: "[iFrameResizerChild]Ready"},
		{For: "pym.js", Form: "string", Shape: "pymxPYMxIDxPYMxheightxPYMx640", When: "the address has childId"},
		{For: "WordPress", Form: "object", Shape: `{"message":"height","value":640,"secret":"…"}`, When: "the fragment has a secret"},
		{For: "iframe-resizer", Form: "string", Shape: "[iFrameSizer]ID:640:720:init", When: "the host begins"},
		{For: "iframe-resizer", Form: "string", Shape: "[iFrameSizer]ID:640:720:resizeObserver", When: "the host has begun"},
		{For: "WordPress", Form: "object", Shape: `{"message":"link","value":"…","secret":"…"}`, When: "the fragment has a secret, and the reader follows a link to the site"},
	}
	Heeds = []Message{
		{For: "iframe-resizer", Form: "string", Shape: "[iFrameSizer]ID:8:false:…", When: "it begins, or asks for the height"},
		{For: "pym.js", Form: "string", Shape: "pymxPYMxIDxPYMxwidthxPYMx720"},
		{For: "newswire/frames", Form: "object", Shape: `{"sentinel":"amp","type":"frames-init"}`},
		{For: "WordPress", Form: "object", Shape: `{"message":"ready","secret":"…"}`},
		{For: "H5P", Form: "object", Shape: `{"context":"h5p","action":"ready"}`},
		{For: "ours", Form: "object", Shape: `{"subject":"strings-attached","theme":"dark"}`, When: "the host's page turns light or dark"},
	}
)
