//go:build !js

package draw

import (
	"testing"

	"github.com/strings-attached/explainer/app/route"
)

// The three below are what happens between a key pressed and a picture changed.

func BenchmarkMapOf(b *testing.B) {
	s, _ := load(b)
	m := MomentOf(s, route.View{Step: "letters-1"})
	for b.Loop() {
		MapOf(s, m, MapWide)
	}
}

func BenchmarkTimeOf(b *testing.B) {
	s, l := load(b)
	m := MomentOf(s, route.View{Step: "since-5"})
	for b.Loop() {
		TimeOf(s, m, TimeWide, l)
	}
}

func BenchmarkDiff(b *testing.B) {
	s, l := load(b)
	m1, m2 := MomentOf(s, route.View{Step: "letters-1"}), MomentOf(s, route.View{Step: "since-5"})
	map1, map2 := MapOf(s, m1, MapWide), MapOf(s, m2, MapWide)
	time1, time2 := TimeOf(s, m1, TimeWide, l), TimeOf(s, m2, TimeWide, l)
	for b.Loop() {
		DiffMap(map1, map2, MapWide)
		DiffTime(s, time1, time2, TimeWide, "", l)
	}
}

func BenchmarkWriteMap(b *testing.B) {
	s, l := load(b)
	m := MomentOf(s, route.View{Step: "letters-1"})
	st := MapOf(s, m, MapWide)
	for b.Loop() {
		WriteMap(s, m, st, MapWide, "", true, l)
	}
}
