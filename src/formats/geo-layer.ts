/** What every reader of geometry delivers: features in the file's own coordinates, and what the file says of them. */
import type { RawValue } from '../core/table.ts';

/** GeoJSON-like, in the file's own coordinate system, only the first two ordinates. */
export type SourceGeometry =
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly (readonly [number, number])[])[] }
  | {
      readonly type: 'MultiPolygon';
      readonly coordinates: readonly (readonly (readonly (readonly [number, number])[])[])[];
    };

export interface SourceFeature {
  /** 1-based number of the feature in the file. */
  readonly row: number;
  readonly properties: Readonly<Record<string, RawValue>>;
  /** null: the file holds the feature without a geometry, or one that is no polygon (then `otherType`). */
  readonly geometry: SourceGeometry | null;
  readonly otherType?: string;
}

export interface GeoLayer {
  readonly file: string;
  /** Name of the layer inside the file (GeoPackage), else undefined. */
  readonly layer?: string;
  readonly features: readonly SourceFeature[];
  /** The coordinate system as the file declares it: WKT of a .prj, an EPSG code, a crs member; null: nothing said. */
  readonly declaredCrs: DeclaredCrs | null;
  /** Ordinates beyond the second that were dropped: 0 where there were none. */
  readonly droppedOrdinates: number;
}

export type DeclaredCrs =
  | { readonly kind: 'epsg'; readonly code: number; readonly text: string }
  | { readonly kind: 'wkt'; readonly wkt: string }
  | { readonly kind: 'other'; readonly text: string };
