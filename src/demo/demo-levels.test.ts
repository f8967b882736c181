import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { geodata } from '../../connectors/geodata/index.ts';
import type { EditionArea } from '../core/area.ts';
import type { Finding } from '../core/finding.ts';
import { loadCatalogue, type Catalogue } from '../mapping/catalogue.ts';
import type { Level } from '../mapping/level.ts';
import { openCoordinateSystems, type CoordinateSystems } from '../spatial/crs.ts';
import { buildEdition, type EditionResult } from '../spatial/level-edition.ts';
import { unionEdition } from '../spatial/union-edition.ts';
import { writeDemoDeliveries, type DemoDeliveries } from './write-demo-deliveries.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const signal = new AbortController().signal;
let folder: string;
let demo: DemoDeliveries;
let catalogue: Catalogue;
let systems: CoordinateSystems;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kmsync-demo-'));
  demo = await writeDemoDeliveries(folder);
  catalogue = await loadCatalogue([root]);
  systems = await openCoordinateSystems(join(root, 'config/grids'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the levels of the demo', () => {
  it('are read, placed and nested without a finding worse than an information', async () => {
    const gemeinden = await editions('demo-gemeinde');
    const sozialraeume = await editions('demo-sozialraum', areasOf(gemeinden));
    const quartiere = await editions('demo-quartier', areasOf(sozialraeume));
    const kreis = await unionEdition({
      lower: gemeinden[0]!.edition!,
      names: new Map([['05998' as EditionArea['key'], 'Kreis Musterland']]),
      parent: null,
      file: 'demo-kreis.yaml',
    });

    const results = [...gemeinden, ...sozialraeume, ...quartiere];
    const worse = [...results, kreis].flatMap(({ findings }) =>
      findings.filter(({ severity }) => severity !== 'info'),
    );
    expect(worse).toEqual([]);
    expect(results.map(({ edition }) => edition?.areas.length)).toEqual([10, 20, 63, 64]);
    expect(new Set(results.map(({ crs }) => crs))).toEqual(new Set(['EPSG:25832']));
    expect(kreis.edition.areas).toHaveLength(1);
    expect(kreis.edition.areas[0]!.geometry.type).toBe('Polygon');
  });

  it('carry keys, names and parents as the county has them', async () => {
    const [, second] = await editions('demo-quartier');
    const { territory: t } = demo.county;

    const read = second!.edition!.areas.map(({ key, name, parent }) => [key, name, parent]);

    expect(read).toEqual(
      t.editions[1].quartiere.map(({ key, name, parent }) => [key, name, t.sozialraeume[parent]!.key]),
    );
  });
});

function areasOf([first]: readonly EditionResult[]): readonly EditionArea[] {
  return first!.edition!.areas;
}

async function editions(id: string, parentAreas?: readonly EditionArea[]): Promise<EditionResult[]> {
  const level = catalogue.levels.get(id)!;
  if (level.geometry.kind !== 'source') throw new TypeError(`${id} is made of another level`);
  const results: EditionResult[] = [];
  for (const { file, validFrom } of level.geometry.editions) {
    const { geometry, parentKey } = level;
    const { layer, findings } = await read(level, file);
    const naming = { key: geometry.key, names: geometry.names, parent: parentKey };
    const result = buildEdition({ layer, region: geometry.region, naming, validFrom, systems, parentAreas });
    results.push({ ...result, findings: [...findings, ...result.findings] });
  }
  return results;
}

async function read({ geometry }: Level, file: string) {
  if (geometry.kind !== 'source') throw new TypeError('no file');
  const { form, ...options } = geometry.layout;
  const layout = geodata.layouts![form]!;
  if (layout.kind !== 'polygons') throw new TypeError('no layout of polygons');
  const context = { deliveries: folder, signal, secret: () => '' };
  const findings: Finding[] = [];
  for await (const offer of geodata.list(geodata.configSchema.parse(geometry.config), context)) {
    if (offer.file !== file) continue;
    const delivery = { ...(await landed(file)), companions: await Promise.all(offer.companions.map(landed)) };
    const report = (finding: Finding) => void findings.push(finding);
    const layer = await layout.read(delivery, layout.options.parse(options), { signal, report });
    if (layer) return { layer, findings };
  }
  throw new TypeError(`${file} was not read: ${JSON.stringify(findings)}`);
}

async function landed(file: string) {
  const path = join(folder, file);
  return { file, path, sha256: '', bytes: (await stat(path)).size };
}
