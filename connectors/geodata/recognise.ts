/** By what a file of areas is recognised that no level describes yet. The properties are looked at later. */
import { open } from 'node:fs/promises';
import { readGeopackage, type LandedDelivery, type LayoutProposal } from '../../src/sdk/index.ts';

const HEAD = 1 << 16;
const SHAPE_MAGIC = 0x0000270a;

export async function recogniseGeojson(delivery: LandedDelivery): Promise<LayoutProposal | undefined> {
  const text = (await headOf(delivery)).toString('utf8');
  if (!/^\uFEFF?\s*\{/.test(text) || !/"type"\s*:\s*"FeatureCollection"/.test(text)) return undefined;
  return { options: {}, certainty: 0.98, because: 'Die Datei ist eine GeoJSON-FeatureCollection.' };
}

export async function recogniseShapefile(delivery: LandedDelivery): Promise<LayoutProposal | undefined> {
  const head = await headOf(delivery);
  if (head.length < 100 || head.readUInt32BE(0) !== SHAPE_MAGIC || !/\.shp$/i.test(delivery.file))
    return undefined;
  return {
    options: {},
    certainty: 0.98,
    because: 'Die Datei beginnt mit der Kennzahl eines Shapefiles.',
  };
}

export async function recogniseGeopackage(delivery: LandedDelivery): Promise<LayoutProposal | undefined> {
  if (!(await headOf(delivery)).toString('latin1').startsWith('SQLite format 3')) return undefined;
  const layers: string[] = [];
  const only = await readGeopackage(delivery, ({ code, found }) => {
    if (code === 'format.geopackage-layer') layers.push(...(found ?? '').split(', '));
  });
  const [layer] = layers;
  if (only) return { options: {}, certainty: 0.98, because: 'Die Datei ist ein GeoPackage mit einer Ebene.' };
  if (layer === undefined || layer === '–') return undefined;
  return {
    options: { layer },
    certainty: 0.98,
    because: `Die Datei ist ein GeoPackage mit mehreren Ebenen (${layers.join(', ')}); vorgeschlagen wird die erste.`,
  };
}

async function headOf({ path }: LandedDelivery): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
