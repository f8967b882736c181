/**
 * From the metres of the demo (EPSG:25832) to those of the census grid (EPSG:3035), both on ETRS89. Formulas:
 * Krüger's series for the inverse transverse Mercator projection, Snyder's for the equal-area azimuthal one.
 */
import type { Point } from './hex-grid.ts';

/** GRS 80. */
const A = 6_378_137;
const F = 1 / 298.257222101;
const E2 = F * (2 - F);
const E = Math.sqrt(E2);
const N = F / (2 - F);
const RECTIFYING = (A / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
const UTM = { scale: 0.9996, east: 500_000, meridian: 9 };
const LAEA = { east: 4_321_000, north: 3_210_000, latitude: 52, meridian: 10 };
const BETA = [
  N / 2 - (2 * N ** 2) / 3 + (37 * N ** 3) / 96,
  N ** 2 / 48 + N ** 3 / 15,
  (17 * N ** 3) / 480,
] as const;
const DELTA = [
  2 * N - (2 * N ** 2) / 3 - 2 * N ** 3,
  (7 * N ** 2) / 3 - (8 * N ** 3) / 5,
  (56 * N ** 3) / 15,
] as const;

export function toCensusGrid(point: Point): Point {
  return laeaForward(...utmInverse(point));
}

/** Latitude and longitude in radians. */
function utmInverse([east, north]: Point): [number, number] {
  const xi = north / (UTM.scale * RECTIFYING);
  const eta = (east - UTM.east) / (UTM.scale * RECTIFYING);
  let [x, y] = [xi, eta];
  BETA.forEach((beta, i) => {
    const turn = 2 * (i + 1);
    x -= beta * Math.sin(turn * xi) * Math.cosh(turn * eta);
    y -= beta * Math.cos(turn * xi) * Math.sinh(turn * eta);
  });
  const chi = Math.asin(Math.sin(x) / Math.cosh(y));
  const latitude = DELTA.reduce((sum, delta, i) => sum + delta * Math.sin(2 * (i + 1) * chi), chi);
  return [latitude, radians(UTM.meridian) + Math.atan2(Math.sinh(y), Math.cos(x))];
}

/** Radians to metres. */
export function laeaForward(latitude: number, longitude: number): Point {
  const pole = authalic(Math.PI / 2);
  const beta = Math.asin(authalic(latitude) / pole);
  const origin = Math.asin(authalic(radians(LAEA.latitude)) / pole);
  const radius = A * Math.sqrt(pole / 2);
  const sine = Math.sin(radians(LAEA.latitude));
  const stretch =
    (A * Math.cos(radians(LAEA.latitude))) / (Math.sqrt(1 - E2 * sine ** 2) * radius * Math.cos(origin));
  const turn = longitude - radians(LAEA.meridian);
  const away = 1 + Math.sin(origin) * Math.sin(beta) + Math.cos(origin) * Math.cos(beta) * Math.cos(turn);
  const reach = radius * Math.sqrt(2 / away);
  return [
    LAEA.east + reach * stretch * Math.cos(beta) * Math.sin(turn),
    LAEA.north +
      (reach / stretch) *
        (Math.cos(origin) * Math.sin(beta) - Math.sin(origin) * Math.cos(beta) * Math.cos(turn)),
  ];
}

function authalic(latitude: number): number {
  const sine = Math.sin(latitude);
  return (1 - E2) * (sine / (1 - E2 * sine ** 2) - Math.log((1 - E * sine) / (1 + E * sine)) / (2 * E));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
