// Package assets is the door to the content: everything a reader reads, sees or
// hears.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed story labels geo fonts licences narration audio
var files embed.FS

// FS is the content's files.
func FS() fs.FS { return files }
