// Package app holds all the Go of Strings Attached, one noun a package:
//
//	story      WHAT is told: the types, loading, validating, dates, labels
//	geo        WHERE: projection, shapes, paths, zoom, room for labels
//	timeline   WHEN: scale, ticks, events packed into lanes
//	route      View, the whole visible state, and View ⇄ address
//	embed      what can stand in other people's pages: kinds, addresses, code to paste
//	draw       (Story, Moment) → pictures as SVG, and their differences
//	raster     pictures of points, for share cards and stills
//	still      the page's pictures as files that stand for themselves
//	narration  HOW IT SOUNDS: what is read aloud, how each word is said, and when
//	sound      recordings decoded: length, loudness, silences
//	voice      makes the recordings, on the author's machine
//	page       whole documents
//	site       the published files: names, compression, headers, serving
//	dom        the thin edge to the browser
//	ui         the stage: acts → Views, and the go-app components
//	e2e        the built site, crawled and read in Chromium
//
//	cmd/explainer   the native program: serve, build, check, narrate, version
//	cmd/client      the program in the page, js/wasm
//	cmd/slim        prepares the go-app that the client is compiled with
//
// # The import law
//
// Arrows point down, and each package may import of ours only what is listed:
//
//	page           → draw, embed, narration, raster, route, still, story
//	still          → raster
//	ui             → dom, draw, geo, route, story
//	draw           → geo, route, story, timeline
//	narration      → story
//	embed          → route
//	route          → story
//	sound, voice   → nothing
//	story, geo, timeline, raster, site, dom → nothing
//
// Of what others made, only dom imports syscall/js, only ui and cmd/client
// import go-app, only sound imports go-mp3, and only site and commands import net/http. imports_test.go
// holds the law; what is not listed there is not allowed.
package app
