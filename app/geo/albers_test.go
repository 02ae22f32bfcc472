package geo_test

import (
	"math"
	"testing"

	"github.com/strings-attached/explainer/app/geo"
)

// The values come from d3-geo 3.1.2 in Node.js 20 (npm install d3-geo@3):
//
//	geoAlbersUsa().scale(1300).translate([487.5, 305])([lon, lat])
//
// printed with toFixed(9); null is ok false.
var albersUSA = []struct {
	place string
	in    geo.Point
	want  geo.XY
	ok    bool
}{
	{"Washington, D.C.", geo.Point{-77.0365, 38.8977}, geo.XY{827.478619002, 267.527204826}, true},
	{"New York", geo.Point{-74.006, 40.7128}, geo.XY{869.718765020, 215.740521873}, true},
	{"Chicago", geo.Point{-87.6298, 41.8781}, geo.XY{638.219615565, 226.112264832}, true},
	{"San Francisco", geo.Point{-122.4194, 37.7749}, geo.XY{34.841093254, 261.435540263}, true},
	{"Los Angeles", geo.Point{-118.2437, 34.0522}, geo.XY{86.812130823, 363.118879869}, true},
	{"Seattle", geo.Point{-122.3321, 47.6062}, geo.XY{97.624966947, 46.318659230}, true},
	{"Miami", geo.Point{-80.1918, 25.7617}, geo.XY{822.738315830, 572.540779113}, true},
	{"Key West", geo.Point{-81.78, 24.5551}, geo.XY{794.405886603, 604.452493226}, true},
	{"Lubec, Maine", geo.Point{-66.98, 44.86}, geo.XY{956.761981240, 93.725929799}, true},
	{"Northwest Angle, Minn.", geo.Point{-95.15, 49.38}, geo.XY{510.757186913, 62.253378376}, true},
	{"Brownsville, Texas", geo.Point{-97.4975, 25.9017}, geo.XY{467.170327203, 596.218419405}, true},
	{"the projection's center", geo.Point{-96.6, 38.7}, geo.XY{487.500000000, 305.000000000}, true},
	{"Anchorage", geo.Point{-149.9003, 61.2181}, geo.XY{112.277427570, 544.277916220}, true},
	{"Juneau", geo.Point{-134.4197, 58.3019}, geo.XY{176.937022744, 556.083786163}, true},
	{"Utqiagvik", geo.Point{-156.7886, 71.2906}, geo.XY{89.390444282, 465.034004218}, true},
	{"Attu, east longitude", geo.Point{172.9, 52.9}, geo.XY{-55.892379861, 572.096557724}, true},
	{"Attu, written west", geo.Point{-187.1, 52.9}, geo.XY{-55.892379861, 572.096557724}, true},
	{"Honolulu", geo.Point{-157.8583, 21.3069}, geo.XY{266.959946769, 549.190372940}, true},
	{"Hilo", geo.Point{-155.09, 19.7297}, geo.XY{326.152273754, 584.674954180}, true},
	{"Kauai", geo.Point{-159.5, 22.05}, geo.XY{232.178657957, 532.235485103}, true},
	{"San Juan, P.R.", geo.Point{-66.1057, 18.4655}, geo.XY{}, false},
	{"Hagåtña, Guam", geo.Point{144.7502, 13.4757}, geo.XY{}, false},
	{"Charlotte Amalie, V.I.", geo.Point{-64.9307, 18.3419}, geo.XY{}, false},
	{"Pago Pago, A.S.", geo.Point{-170.7025, -14.2756}, geo.XY{}, false},
	{"Saipan, N.M.I.", geo.Point{145.75, 15.19}, geo.XY{}, false},
	{"London", geo.Point{-0.1276, 51.5072}, geo.XY{}, false},
	{"North Pole", geo.Point{0, 90}, geo.XY{}, false},
	{"South Pole", geo.Point{0, -90}, geo.XY{}, false},
	{"Mexico City", geo.Point{-99.1332, 19.4326}, geo.XY{}, false},
}

func TestAlbersUSA(t *testing.T) {
	for _, test := range albersUSA {
		got, ok := geo.AlbersUSA(test.in)
		if ok != test.ok || !near(got, test.want, 1e-8) {
			t.Errorf("%s: AlbersUSA(%v) = %v, %v, want %v, %v", test.place, test.in, got, ok, test.want, test.ok)
		}
	}
}

// What is not finite is nowhere.
func TestAlbersUSANotFinite(t *testing.T) {
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		for _, p := range []geo.Point{{Lon: v, Lat: 40}, {Lon: -90, Lat: v}} {
			if got, ok := geo.AlbersUSA(p); ok {
				t.Errorf("AlbersUSA(%v) = %v, true, want false", p, got)
			}
		}
	}
}

func near(a, b geo.XY, by float64) bool {
	return math.Abs(a.X-b.X) <= by && math.Abs(a.Y-b.Y) <= by
}
