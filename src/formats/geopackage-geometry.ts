/** The geometry blob of a GeoPackage: its own header (OGC 12-128, 2.1.3), then WKB. */
import wkx from 'wkx';
import { countPositions, readGeometry, type GeometryReading } from './source-geometry.ts';

export type GeopackageGeometry = GeometryReading & { readonly srsId?: number };

/** Bytes of the envelope by its indicator: none, xy, xyz, xym, xyzm. */
const ENVELOPES = [0, 32, 48, 48, 64];
const HEADER = 8;
/** Geometry with arcs: no polygon in the sense of this program, and unknown to the WKB reader. */
const CURVES = [
  'CircularString',
  'CompoundCurve',
  'CurvePolygon',
  'MultiCurve',
  'MultiSurface',
  'Curve',
  'Surface',
];
const FIRST_CURVE = 8;

/** null: no geometry, or an empty one. */
export function readGeopackageGeometry(blob: unknown): GeopackageGeometry | null {
  if (blob === null) return null;
  if (!(blob instanceof ArrayBuffer)) return { broken: true };
  const bytes = Buffer.from(blob);
  const flags = bytes[3] ?? 0;
  const envelope = ENVELOPES[(flags >> 1) & 7];
  if (bytes.length < HEADER || bytes.toString('latin1', 0, 2) !== 'GP' || envelope === undefined)
    return { broken: true };
  const srsId = flags & 1 ? bytes.readInt32LE(4) : bytes.readInt32BE(4);
  if ((flags >> 4) & 1) return null;
  return { ...readWkb(bytes.subarray(HEADER + envelope)), srsId };
}

function readWkb(wkb: Buffer): GeometryReading {
  try {
    const code = wkb[0] === 1 ? wkb.readUInt32LE(1) : wkb.readUInt32BE(1);
    const curve = CURVES[(code % 1000) - FIRST_CURVE];
    if (curve !== undefined) return { otherType: curve };
    const geometry = wkx.Geometry.parse(wkb) as wkx.Geometry & { hasZ: boolean; hasM: boolean };
    const reading = readGeometry(geometry.toGeoJSON());
    if (!('geometry' in reading)) return reading;
    const beyond = Number(geometry.hasZ) + Number(geometry.hasM);
    return { ...reading, dropped: beyond * countPositions(reading.geometry.coordinates) };
  } catch {
    return { broken: true };
  }
}
