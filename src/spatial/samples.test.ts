/** The room on real files: the samples are not part of the repository, so these tests skip where they are absent. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { read } from 'shapefile';
import { describe, expect, it } from 'vitest';
import type { AreaGeometry, Position } from '../core/area.ts';
import { stopsRun } from '../core/finding.ts';
import { referenceDate } from '../core/reference-date.ts';
import { polygonsOf } from '../core/same-geometry.ts';
import type { RawValue } from '../core/table.ts';
import type { GeoLayer, SourceGeometry } from '../formats/geo-layer.ts';
import { openCoordinateSystems } from './crs.ts';
import { buildEdition, type EditionQuestion } from './level-edition.ts';
import { polygonArea, signedArea, sourcePolygons } from './polygons.ts';
import { selfContacts } from './self-contacts.ts';
import { unionOf } from './union.ts';

const SAMPLES = join('..', 'shared', 'samples', 'spatial_units');
const present = existsSync(SAMPLES);
if (!present) process.stdout.write('spatial samples are not here: tests on real files are skipped\n');

const systems = await openCoordinateSystems('config/grids');
const KOELN = {
  region: [6.75, 50.8, 7.2, 51.1] as const,
  crs: {
    proj: '+proj=tmerc +lat_0=0 +lon_0=9 +k=0.9996 +x_0=2500000 +y_0=0 +ellps=GRS80 +units=m',
    reason: 'ETRS89 / UTM 32N mit um 2.000.000 m verschobenem Rechtswert',
  },
};

async function readShape(name: string, encoding: string): Promise<GeoLayer> {
  const base = join(SAMPLES, name);
  const { features } = await read(readFileSync(`${base}.shp`), readFileSync(`${base}.dbf`), {
    encoding,
  });
  return {
    file: `${name.split('/').at(-1)}.shp`,
    features: features.map(({ properties, geometry }, i) => ({
      row: i + 1,
      properties: properties as Record<string, RawValue>,
      geometry: geometry as unknown as SourceGeometry,
    })),
    declaredCrs: { kind: 'wkt', wkt: readFileSync(`${base}.prj`, 'utf8') },
    droppedOrdinates: 0,
  };
}
function question(
  layer: GeoLayer,
  key: string,
  name: string,
  rest: Partial<EditionQuestion>,
): EditionQuestion {
  return {
    layer,
    region: KOELN.region,
    naming: { key: { property: key }, names: { property: name }, parent: null },
    validFrom: referenceDate('2020-01-01'),
    systems,
    ...rest,
  };
}
function count(findings: readonly { code: string }[], code: string): number {
  return findings.filter((f) => f.code === code).length;
}

describe.skipIf(!present)('Köln', () => {
  it('is refused as it comes, with all three witnesses named', async () => {
    const layer = await readShape('koeln/Stadtteil', 'windows-1252');

    const { edition, findings } = buildEdition(question(layer, 'STT_NR', 'STT_NAME', {}));

    expect(edition).toBeNull();
    expect(findings).toMatchObject([{ code: 'spatial.crs-disagrees', severity: 'block' }]);
    for (const witness of ['Angabe: WGS_1984_UTM_Zone_32N', 'Zahlen: x 23', 'Lage: '])
      expect(findings[0]?.found).toContain(witness);
  });

  it('lands on the known answer with a full declaration', async () => {
    const layer = await readShape('koeln/Stadtteil', 'windows-1252');
    const answer = JSON.parse(
      readFileSync(join(SAMPLES, 'derived', 'koeln_stadtteile_4326.geojson'), 'utf8'),
    ) as { features: { properties: { STT_NR: string }; geometry: SourceGeometry }[] };

    const { edition } = buildEdition(question(layer, 'STT_NR', 'STT_NAME', { crs: KOELN.crs }));

    const own = new Map<string, AreaGeometry>(edition?.areas.map((area) => [area.key, area.geometry]));
    expect([...own.keys()].sort()).toEqual(answer.features.map((f) => f.properties.STT_NR).sort());
    let farthest = 0;
    for (const { properties, geometry } of answer.features) {
      const vertices = new Map<string, Position[]>();
      const shape = own.get(properties.STT_NR);
      for (const p of shape ? polygonsOf(shape).flat(2) : []) near(vertices, p).push(p);
      for (const p of sourcePolygons(geometry).flat(2))
        farthest = Math.max(farthest, distanceToNearest(vertices, p));
    }
    expect(farthest).toBeLessThan(1e-6);
  });

  it('finds in the 371 quarters what is known to be wrong with them, and nothing else', async () => {
    const layer = await readShape('koeln/Stadtviertel', 'windows-1252');

    const { edition, findings } = buildEdition(question(layer, 'STV_NR', 'STV_NAME', { crs: KOELN.crs }));

    expect(edition?.areas).toHaveLength(371);
    expect(count(findings, 'spatial.self-touch')).toBe(2);
    expect(count(findings, 'spatial.self-intersection')).toBe(0);
    const overlaps = findings.filter((f) => f.code === 'spatial.overlap');
    expect(overlaps[0]?.expected).toMatch(/^7,19 m² /);
    expect(overlaps.every((f) => f.severity === 'warning')).toBe(true);
  });

  it('unites its nine districts to a town of 405 km²', async () => {
    const layer = await readShape('koeln/Stadtbezirk', 'windows-1252');
    const { edition, findings } = buildEdition(question(layer, 'STB_NR', 'STB_NAME', { crs: KOELN.crs }));

    const town = await unionOf(edition?.areas.map((area) => area.geometry) ?? []);

    expect(stopsRun(findings)).toBe(false);
    expect(squareKilometres(town)).toBeCloseTo(404.89, 1);
    expect(selfContacts(polygonsOf(town))).toEqual([]);
    for (const [outer, ...holes] of polygonsOf(town)) {
      expect(signedArea(outer ?? [])).toBeGreaterThan(0);
      for (const hole of holes) expect(signedArea(hole)).toBeLessThan(0);
    }
  });
});

describe.skipIf(!present)('other real layers', () => {
  it('accepts the districts of Germany as they come, in EPSG:25832', async () => {
    const layer = await readShape('vg2500/VG2500_KRS', 'utf-8');

    const { edition, crs, findings } = buildEdition(
      question(layer, 'AGS', 'GEN', { region: [6.5, 51.1, 7.3, 51.4] }),
    );

    expect(crs).toBe('EPSG:25832');
    expect(edition?.areas).toHaveLength(400);
    expect(count(findings, 'spatial.overlap')).toBe(0);
    expect(findings.filter((f) => f.severity === 'block')).toEqual([]);
  });

  it('accepts the districts of Essen, GeoJSON with positions of four numbers', () => {
    const text = readFileSync(join(SAMPLES, 'essen', 'stadtbezirke.geojson'), 'utf8');
    const source = JSON.parse(text, (_, value: unknown) =>
      Array.isArray(value) && typeof value[0] === 'number' ? value.slice(0, 2) : value,
    ) as { features: { properties: Record<string, RawValue>; geometry: SourceGeometry }[] };
    const features = source.features.map((feature, i) => ({ ...feature, row: i + 1 }));
    const layer: GeoLayer = {
      file: 'stadtbezirke.geojson',
      features,
      declaredCrs: null,
      droppedOrdinates: 57_000,
    };

    const { edition, crs, findings } = buildEdition(
      question(layer, 'STADTBEZ', 'STADTBEZR', { region: [6.8, 51.3, 7.2, 51.6] }),
    );

    expect(crs).toBe('EPSG:4326');
    expect(edition?.areas).toHaveLength(9);
    expect(stopsRun(findings)).toBe(false);
    expect(count(findings, 'spatial.overlap') + count(findings, 'spatial.gap')).toBe(0);
  });
});

function squareKilometres(geometry: Parameters<typeof polygonsOf>[0]): number {
  const metres = systems.toMetres({ kind: 'registered', code: 4326, axes: 'east-north' });
  const polygons = polygonsOf(geometry).map((p) => p.map((ring) => ring.map((q) => metres(q) ?? q)));
  return polygons.reduce((sum, polygon) => sum + polygonArea(polygon), 0) / 1e6;
}

/** Cells of a hundred-thousandth of a degree, so that a look-up compares a few vertices. */
function near(cells: Map<string, Position[]>, [x, y]: Position): Position[] {
  const name = `${Math.floor(x * 1e5)} ${Math.floor(y * 1e5)}`;
  const cell = cells.get(name) ?? [];
  cells.set(name, cell);
  return cell;
}

function distanceToNearest(cells: Map<string, Position[]>, [x, y]: Position): number {
  const around = [-1e-6, 1e-6].flatMap((dx) => [-1e-6, 1e-6].flatMap((dy) => near(cells, [x + dx, y + dy])));
  return Math.min(...around.map(([a, b]) => Math.max(Math.abs(a - x), Math.abs(b - y))));
}
