/**
 * First witness: what a file says of its coordinate system, brought to one of the registered systems by its
 * parameters. A name alone is never believed; a code that contradicts the parameters is a contradiction.
 */
import type { DeclaredCrs, GeoLayer } from '../formats/geo-layer.ts';
import { shownText } from './area-text.ts';
import { SYSTEMS, systemOfEpsg, type NamedSystem, type RegisteredCode } from './crs-definitions.ts';
import { readWkt, type WktSystem } from './wkt.ts';

export interface Declaration {
  /** What the file says, in its words. */
  readonly says: string;
  /** The registered system meant; null where the words fit none. */
  readonly system: NamedSystem | null;
  /** The file's own parameters as a proj definition, where they fit no registered system but can be computed. */
  readonly proj: string | null;
}

/** Undefined where the file says nothing. GeoJSON without a word is WGS 84 by RFC 7946, section 4. */
export function declarationOf(layer: Pick<GeoLayer, 'file' | 'declaredCrs'>): Declaration | undefined {
  if (layer.declaredCrs) return readDeclaration(layer.declaredCrs);
  if (!/\.(geo)?json$/i.test(layer.file)) return undefined;
  return { says: 'GeoJSON (RFC 7946: EPSG:4326)', system: named(4326), proj: null };
}

function readDeclaration(declared: DeclaredCrs): Declaration {
  switch (declared.kind) {
    case 'epsg':
      return { says: shownText(declared.text), system: systemOfEpsg(declared.code) ?? null, proj: null };
    case 'wkt':
      return declarationOfWkt(declared.wkt);
    case 'other':
      return { says: shownText(declared.text), system: systemOfText(declared.text), proj: null };
  }
}

function systemOfText(text: string): NamedSystem | null {
  if (/\bCRS:?84$/i.test(text.trim())) return named(4326);
  const code = /\bEPSG[:/]+(?:[\d.]*[:/])?(\d{4,5})$/i.exec(text.trim());
  return code ? (systemOfEpsg(Number(code[1])) ?? null) : null;
}

function declarationOfWkt(wkt: string): Declaration {
  const read = readWkt(wkt);
  if (!read) return { says: 'unlesbare Angabe (kein WKT)', system: null, proj: null };
  const byParameters = systemOfParameters(read);
  const byCode = read.epsg === null ? undefined : systemOfEpsg(read.epsg);
  const contradiction = byCode !== undefined && byCode.code !== byParameters;
  return {
    says: wktText(read),
    system: byParameters === undefined || contradiction ? null : (byCode ?? named(byParameters)),
    proj: byParameters === undefined ? projOf(read) : null,
  };
}

function named(code: RegisteredCode): NamedSystem {
  return { code, northEast: false };
}

/** The registered system with exactly these parameters. WGS 84 and ETRS89 count as one, they differ by under 1 m. */
function systemOfParameters(wkt: WktSystem): RegisteredCode | undefined {
  const ellipsoid = ellipsoidOf(wkt);
  if (!ellipsoid) return undefined;
  if (!wkt.projection) return ellipsoid === 'GRS80' ? 4326 : undefined;
  if (wkt.projection.metresPerUnit !== 1) return undefined;
  const wanted = `${ellipsoid} ${signature(wkt.projection)}`;
  return SIGNATURES.get(wanted);
}

const SIGNATURES: ReadonlyMap<string, RegisteredCode> = new Map([
  ['GRS80 tmerc 0 9 0.9996 500000 0', 25832],
  ['GRS80 tmerc 0 9 0.9996 32500000 0', 4647],
  ['BESSEL tmerc 0 6 1 2500000 0', 31466],
  ['BESSEL tmerc 0 9 1 3500000 0', 31467],
  ['GRS80 laea 52 10 1 4321000 3210000', 3035],
]);

function signature(projection: NonNullable<WktSystem['projection']>): string {
  const { lat, lon, scale, east, north } = numbersOf(projection);
  return [METHODS.get(projection.method) ?? projection.method, lat, lon, scale, east, north].join(' ');
}

const METHODS: ReadonlyMap<string, string> = new Map([
  ['transversemercator', 'tmerc'],
  ['gausskruger', 'tmerc'],
  ['lambertazimuthalequalarea', 'laea'],
]);

function numbersOf({ parameters }: NonNullable<WktSystem['projection']>) {
  const first = (names: readonly string[], otherwise: number) =>
    names.map((name) => parameters.get(name)).find((value) => value !== undefined) ?? otherwise;
  return {
    lat: first(['latitudeoforigin', 'latitudeofcenter', 'latitudeofnaturalorigin'], 0),
    lon: first(['centralmeridian', 'longitudeofcenter', 'longitudeofnaturalorigin'], 0),
    scale: first(['scalefactor', 'scalefactoratnaturalorigin'], 1),
    east: first(['falseeasting'], 0),
    north: first(['falsenorthing'], 0),
  };
}

function ellipsoidOf({ ellipsoid }: WktSystem): 'GRS80' | 'BESSEL' | undefined {
  if (!ellipsoid) return undefined;
  const { semiMajor, inverseFlattening } = ellipsoid;
  if (semiMajor === 6378137 && Math.abs(inverseFlattening - 298.2572) < 0.001) return 'GRS80';
  if (Math.abs(semiMajor - 6377397.155) < 0.01 && Math.abs(inverseFlattening - 299.15281) < 0.001)
    return 'BESSEL';
  return undefined;
}

/** Only where no datum shift is needed: a made-up shift would be off by 100 m and look right. */
function projOf(wkt: WktSystem): string | null {
  const method = METHODS.get(wkt.projection?.method ?? '');
  if (!wkt.projection || method !== 'tmerc' || ellipsoidOf(wkt) !== 'GRS80') return null;
  if (wkt.projection.metresPerUnit !== 1) return null;
  const { lat, lon, scale, east, north } = numbersOf(wkt.projection);
  return `+proj=tmerc +lat_0=${lat} +lon_0=${lon} +k=${scale} +x_0=${east} +y_0=${north} +ellps=GRS80 +units=m`;
}

function wktText(wkt: WktSystem): string {
  const code = wkt.epsg === null ? '' : `, EPSG:${wkt.epsg}`;
  if (!wkt.projection) return `${shownText(wkt.name)}${code}`;
  const { lon, east } = numbersOf(wkt.projection);
  return `${shownText(wkt.name)}${code}, Mittelmeridian ${lon}, False_Easting ${east}`;
}

/** `EPSG:25832 (ETRS89 / UTM 32N)` */
export function systemText(code: RegisteredCode): string {
  return `EPSG:${code} (${SYSTEMS[code].title})`;
}
