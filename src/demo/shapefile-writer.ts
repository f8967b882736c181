/**
 * Polygons as a shapefile: .shp, .shx, .dbf (Windows-1252), .prj and .cpg. Just what the demo needs, by the
 * ESRI white paper of 1998 and the dBASE III header.
 */
import type { DemoPolygon } from './dissolve.ts';
import { encodeText } from './encode-text.ts';
import type { Point } from './hex-grid.ts';

export interface ShapeRecord {
  readonly polygons: readonly DemoPolygon[];
  /** One text for each field, in the order of the fields. */
  readonly values: readonly string[];
}

export interface ShapeField {
  /** At most ten characters. */
  readonly name: string;
  readonly length: number;
}

const POLYGON = 5;
const HEADER_BYTES = 100;
const LANGUAGE_1252 = 0x57;
const PRJ =
  'PROJCS["ETRS_1989_UTM_Zone_32N",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",' +
  'SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],' +
  'UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],' +
  'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],' +
  'PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",0.9996],' +
  'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';

/** Bytes by file extension. */
export function shapefile(
  fields: readonly ShapeField[],
  records: readonly ShapeRecord[],
): Readonly<Record<'shp' | 'shx' | 'dbf' | 'prj' | 'cpg', Buffer>> {
  const contents = records.map(({ polygons }) => polygonContent(polygons));
  const box = boundsOf(records.flatMap(({ polygons }) => polygons.flat(2)));
  const index: Buffer[] = [];
  const body: Buffer[] = [];
  let offset = HEADER_BYTES;
  contents.forEach((content, i) => {
    const entry = Buffer.alloc(8);
    entry.writeInt32BE(offset / 2, 0);
    entry.writeInt32BE(content.length / 2, 4);
    index.push(entry);
    const head = Buffer.alloc(8);
    head.writeInt32BE(i + 1, 0);
    head.writeInt32BE(content.length / 2, 4);
    body.push(head, content);
    offset += 8 + content.length;
  });
  return {
    shp: Buffer.concat([header(offset, box), ...body]),
    shx: Buffer.concat([header(HEADER_BYTES + 8 * records.length, box), ...index]),
    dbf: dbf(fields, records),
    prj: Buffer.from(PRJ, 'latin1'),
    cpg: Buffer.from('1252', 'latin1'),
  };
}

/** Shapefiles turn the other way than GeoJSON: outer rings clockwise, holes counter-clockwise. */
function polygonContent(polygons: readonly DemoPolygon[]): Buffer {
  const rings = polygons.flat().map((ring) => ring.toReversed());
  const points = rings.flat();
  const content = Buffer.alloc(44 + 4 * rings.length + 16 * points.length);
  content.writeInt32LE(POLYGON, 0);
  boundsOf(points).forEach((value, i) => content.writeDoubleLE(value, 4 + 8 * i));
  content.writeInt32LE(rings.length, 36);
  content.writeInt32LE(points.length, 40);
  let first = 0;
  rings.forEach((ring, i) => {
    content.writeInt32LE(first, 44 + 4 * i);
    first += ring.length;
  });
  const start = 44 + 4 * rings.length;
  points.forEach(([x, y], i) => {
    content.writeDoubleLE(x, start + 16 * i);
    content.writeDoubleLE(y, start + 16 * i + 8);
  });
  return content;
}

function header(bytes: number, box: readonly number[]): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.writeInt32BE(9994, 0);
  head.writeInt32BE(bytes / 2, 24);
  head.writeInt32LE(1000, 28);
  head.writeInt32LE(POLYGON, 32);
  box.forEach((value, i) => head.writeDoubleLE(value, 36 + 8 * i));
  return head;
}

function boundsOf(points: readonly Point[]): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

function dbf(fields: readonly ShapeField[], records: readonly ShapeRecord[]): Buffer {
  const recordBytes = 1 + fields.reduce((sum, { length }) => sum + length, 0);
  const head = Buffer.alloc(32 + 32 * fields.length + 1);
  // A fixed day of change (2023-01-01) keeps the bytes the same on every run.
  head.set([0x03, 123, 1, 1], 0);
  head.writeUInt32LE(records.length, 4);
  head.writeUInt16LE(head.length, 8);
  head.writeUInt16LE(recordBytes, 10);
  head[29] = LANGUAGE_1252;
  fields.forEach(({ name, length }, i) => {
    head.write(name, 32 + 32 * i, 'latin1');
    head.write('C', 32 + 32 * i + 11, 'latin1');
    head[32 + 32 * i + 16] = length;
  });
  head[head.length - 1] = 0x0d;
  const rows = records.map(({ values }) =>
    encodeText(
      ` ${fields.map(({ length }, i) => values[i]!.slice(0, length).padEnd(length)).join('')}`,
      'windows-1252',
    ),
  );
  return Buffer.concat([head, ...rows, Buffer.from([0x1a])]);
}
