/**
 * Areas and spatial levels. Keys are text and are never computed with; a level is a set of areas that
 * together cover the county once.
 */
import type { ReferenceDate, Validity } from './reference-date.ts';

declare const areaBrand: unique symbol;
declare const levelBrand: unique symbol;
export type AreaKey = string & { readonly [areaBrand]: 'AreaKey' };
export type LevelId = string & { readonly [levelBrand]: 'LevelId' };

export function areaKey(text: string): AreaKey {
  return text as AreaKey;
}
export function levelId(text: string): LevelId {
  return text as LevelId;
}

/** Longitude, latitude in degrees (EPSG:4326), rounded to 7 decimals (about 7 mm). */
export type Position = readonly [number, number];
export type Ring = readonly Position[];
/** RFC 7946: outer rings counter-clockwise, holes clockwise, every ring closed. */
export type AreaGeometry =
  | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };

/** One area as it stands in one edition of a level. */
export interface EditionArea {
  readonly key: AreaKey;
  readonly name: string;
  /** Key of the area one level up, where the level has a parent. */
  readonly parent: AreaKey | null;
  readonly geometry: AreaGeometry;
}

/** The complete set of areas from one day on, until the next edition begins. */
export interface LevelEdition {
  readonly validFrom: ReferenceDate;
  readonly areas: readonly EditionArea[];
}

/** Geometry of a level with its whole history: content-addressed by `id`. */
export interface LevelVersion {
  readonly id: string;
  readonly level: LevelId;
  /** Ascending by `validFrom`, at least one. */
  readonly editions: readonly LevelEdition[];
  readonly sources: readonly { readonly file: string; readonly sha256: string; readonly crs: string }[];
}

/** When one key existed, over all editions: [first day, last day or null], in order. */
export interface AreaSpan {
  readonly key: AreaKey;
  readonly name: string;
  readonly validities: readonly Validity[];
}
