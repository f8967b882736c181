/**
 * Transformation of coordinates: the registered systems with the BeTA2007 grid, and systems that a level declares
 * in full. Every result is checked for being a number; the grid is never silently left out.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import proj4 from 'proj4';
import type { Position } from '../core/area.ts';
import { sha256 } from '../core/hash.ts';
import { SyncError } from '../errors.ts';
import { GRID_NAME, SYSTEMS, type RegisteredCode } from './crs-definitions.ts';

/** A coordinate system that has been decided upon. `axes`: in which order the file writes a position. */
export type Crs =
  | { readonly kind: 'registered'; readonly code: RegisteredCode; readonly axes: Axes }
  | { readonly kind: 'declared'; readonly proj: string };
export type Axes = 'east-north' | 'north-east';

/** Undefined where the point lies outside the system (for Gauß-Krüger: outside the grid). */
export type Transform = (point: Position) => Position | undefined;

export interface CoordinateSystems {
  /** To longitude, latitude in degrees, unrounded. A declared system throws SyncError where proj cannot read it. */
  readonly toDegrees: (crs: Crs) => Transform;
  /** To metres, east and north, in EPSG:25832: the system in which areas and distances are measured. */
  readonly toMetres: (crs: Crs) => Transform;
  readonly metresToDegrees: Transform;
}

const GRID_SHA256 = '6588e7b5fcca7dfad848085b7b621bf4b2e73866a0af3c459daa955deaacc3da';
const BESSEL_DEGREES = '+proj=longlat +ellps=bessel +no_defs';
/** Any other ellipsoid without a shift would be taken for WGS 84 without a word: 150 m off for Bessel. */
const KNOWN_DATUM = /\+(ellps=(GRS80|WGS84)|datum=\w+|towgs84=)/;
const RADIANS = 180 / Math.PI;

/** EPSG:31466 position whose place is known from PROJ 9.1.1 with the same grid, to 1e-7 degrees (about 1 cm). */
const KNOWN_POINT = { from: [2_507_000, 5_660_000], to: [6.0992531, 51.0750489], tolerance: 1e-7 } as const;

/**
 * Loads the grid from `<gridFolder>/BETA2007.gsb`, checks its sha256 and transforms a known point.
 * Throws SyncError of kind `configuration` where the grid is missing or not the one expected, and of kind
 * `internal` where the known point comes out elsewhere.
 */
export async function openCoordinateSystems(gridFolder: string): Promise<CoordinateSystems> {
  const fromDhdn = gridShift(await gridBytes(gridFolder));
  const toDegrees = (crs: Crs) =>
    crs.kind === 'declared' ? declaredTransform(crs.proj) : registeredTransform(crs, fromDhdn);
  const systems: CoordinateSystems = {
    toDegrees,
    toMetres: (crs) => metresTransform(crs, toDegrees),
    metresToDegrees: toDegrees(UTM32),
  };
  checkKnownPoint(systems);
  return systems;
}

const UTM32: Crs = { kind: 'registered', code: 25832, axes: 'east-north' };

async function gridBytes(folder: string): Promise<ArrayBuffer> {
  const file = `${GRID_NAME}.gsb`;
  let bytes: Buffer;
  try {
    bytes = await readFile(join(folder, file));
  } catch (cause) {
    throw gridError('spatial.grid-missing', `Das Transformationsgitter ${file} ist nicht lesbar.`, cause);
  }
  if (sha256(bytes) !== GRID_SHA256)
    throw gridError('spatial.grid-changed', `Das Transformationsgitter ${file} ist nicht das erwartete.`);
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}

function gridError(code: string, message: string, cause?: unknown): SyncError {
  return new SyncError({
    code,
    kind: 'configuration',
    message,
    hint: `Stellen Sie die Datei config/grids/${GRID_NAME}.gsb aus der Auslieferung des Programms wieder her.`,
    cause,
  });
}

/** Bessel degrees to WGS 84 degrees. proj4 prints a line for each point outside the grid, so these stop before it. */
function gridShift(bytes: ArrayBuffer): Transform {
  const grid = proj4.nadgrid(GRID_NAME, bytes);
  const shift = checked(proj4(`${BESSEL_DEGREES} +nadgrids=${GRID_NAME}`, 'WGS84').forward);
  const boxes = grid.subgrids.map(({ ll, del, lim }) => ({
    // NTv2 counts longitude positive to the west.
    east: -(ll[0] ?? NaN) * RADIANS,
    west: -((ll[0] ?? NaN) + ((lim[0] ?? NaN) - 1) * (del[0] ?? NaN)) * RADIANS,
    south: (ll[1] ?? NaN) * RADIANS,
    north: ((ll[1] ?? NaN) + ((lim[1] ?? NaN) - 1) * (del[1] ?? NaN)) * RADIANS,
  }));
  const inside = ([x, y]: Position) =>
    boxes.some((box) => x > box.west && x < box.east && y > box.south && y < box.north);
  return (point) => (inside(point) ? shift(point) : undefined);
}

function registeredTransform(crs: Crs & { kind: 'registered' }, fromDhdn: Transform): Transform {
  const system = SYSTEMS[crs.code];
  const unproject = checked(proj4(system.proj, system.grid ? BESSEL_DEGREES : 'WGS84').forward);
  const toDegrees: Transform = system.grid
    ? (point) => {
        const degrees = unproject(point);
        return degrees && fromDhdn(degrees);
      }
    : unproject;
  return crs.axes === 'east-north' ? toDegrees : ([north, east]) => toDegrees([east, north]);
}

function declaredTransform(proj: string): Transform {
  try {
    if (!/^\+proj=\w+/.test(proj) || proj.includes('nadgrids'))
      throw new Error('not a plain proj definition');
    if (!KNOWN_DATUM.test(proj)) throw new Error('a datum shift is missing');
    return checked(proj4(proj, 'WGS84').forward);
  } catch (cause) {
    throw new SyncError({
      code: 'spatial.crs-unreadable',
      kind: 'configuration',
      message: 'Die Angabe zum Koordinatensystem der Raumebene ist nicht lesbar.',
      hint: 'Geben Sie unter `crs: proj:` eine vollständige Definition an, zum Beispiel `+proj=utm +zone=32 +ellps=GRS80 +units=m`.',
      cause,
    });
  }
}

/** Coordinates that are metres in EPSG:25832 already stay as they are, to the last digit. */
function metresTransform(crs: Crs, toDegrees: (crs: Crs) => Transform): Transform {
  if (crs.kind === 'registered' && crs.code === 25832)
    return crs.axes === 'east-north' ? (point) => point : ([north, east]) => [east, north];
  const degrees = toDegrees(crs);
  const project = checked(proj4('WGS84', SYSTEMS[25832].proj).forward);
  return (point) => {
    const between = degrees(point);
    return between && project(between);
  };
}

function checked(forward: (point: [number, number]) => [number, number]): Transform {
  return (point) => {
    if (!Number.isFinite(point[0]) || !Number.isFinite(point[1])) return undefined;
    const [x, y] = forward([point[0], point[1]]);
    return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : undefined;
  };
}

function checkKnownPoint(systems: CoordinateSystems): void {
  const found = systems.toDegrees({ kind: 'registered', code: 31466, axes: 'east-north' })(KNOWN_POINT.from);
  const off =
    found === undefined ||
    Math.abs(found[0] - KNOWN_POINT.to[0]) > KNOWN_POINT.tolerance ||
    Math.abs(found[1] - KNOWN_POINT.to[1]) > KNOWN_POINT.tolerance;
  if (!off) return;
  throw new SyncError({
    code: 'spatial.transformation-off',
    kind: 'internal',
    message: 'Die Umrechnung von Gauß-Krüger trifft den bekannten Prüfpunkt nicht.',
    hint: 'Spielen Sie die Auslieferung des Programms neu ein. Bleibt der Fehler, wenden Sie sich an die Betreuung.',
  });
}
