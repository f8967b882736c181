/** Writes small shapefiles (.shp and .shx) of polygons for tests; a null shape where there is no ring. */
export type ShapeRings = readonly (readonly (readonly [number, number])[])[];

export function shapeFile(shapes: readonly ShapeRings[]): { readonly shp: Buffer; readonly shx: Buffer } {
  const bodies: Buffer[] = [];
  const index: Buffer[] = [];
  let offset = 100;
  for (const [number, rings] of shapes.entries()) {
    const content = rings.length === 0 ? Buffer.alloc(4) : polygon(rings);
    const header = Buffer.alloc(8);
    header.writeInt32BE(number + 1, 0);
    header.writeInt32BE(content.length / 2, 4);
    const entry = Buffer.alloc(8);
    entry.writeInt32BE(offset / 2, 0);
    entry.writeInt32BE(content.length / 2, 4);
    bodies.push(header, content);
    index.push(entry);
    offset += 8 + content.length;
  }
  return { shp: file(bodies), shx: file(index) };
}

function polygon(rings: ShapeRings): Buffer {
  const points = rings.flat();
  const content = Buffer.alloc(44 + 4 * rings.length + 16 * points.length);
  content.writeInt32LE(5, 0);
  content.writeInt32LE(rings.length, 36);
  content.writeInt32LE(points.length, 40);
  let first = 0;
  for (const [part, ring] of rings.entries()) {
    content.writeInt32LE(first, 44 + 4 * part);
    first += ring.length;
  }
  for (const [at, [x, y]] of points.entries()) {
    content.writeDoubleLE(x, 44 + 4 * rings.length + 16 * at);
    content.writeDoubleLE(y, 52 + 4 * rings.length + 16 * at);
  }
  return content;
}

function file(parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const header = Buffer.alloc(100);
  header.writeInt32BE(9994, 0);
  header.writeInt32BE((100 + body.length) / 2, 24);
  header.writeInt32LE(1000, 28);
  header.writeInt32LE(5, 32);
  return Buffer.concat([header, body]);
}
