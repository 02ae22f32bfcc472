// Package web holds the shell of the site as it is served: templates, styles,
// scripts, icons and the worker.
package web

import (
	"embed"
	"io/fs"
)

//go:embed templates style script icons root worker
var files embed.FS

// FS is the shell's files.
func FS() fs.FS { return files }
