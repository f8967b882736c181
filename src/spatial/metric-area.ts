/** What the geometry checks work on: areas in metres (EPSG:25832), and how a place is written for people. */
import type { AreaKey, Position } from '../core/area.ts';
import type { Polygon } from '../core/same-geometry.ts';

/** An area with its polygons in metres, rings closed. */
export interface MetricArea {
  readonly row: number;
  readonly key: AreaKey;
  readonly parent: AreaKey | null;
  readonly polygons: readonly Polygon[];
}

export interface GeometryQuestion {
  /** File name without folder, for the places of the findings. */
  readonly file: string;
  readonly areas: readonly MetricArea[];
  /** The areas of the parent level, where there is one. */
  readonly parents?: readonly MetricArea[] | undefined;
  /** Writes a point of the report for people: latitude and longitude. */
  readonly pointText: (metres: Position) => string;
}
