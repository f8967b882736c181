/**
 * The open data of the city of Köln, from its files to a KomMonitor and back over HTTP: every published figure
 * against the source, every sum that the source promises, and the boundaries that must not be believed.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENT_SECRET, openApp } from '../../src/app.ts';
import type { RunReport } from '../../src/engine/run-frame.ts';
import { syncRun } from '../../src/engine/sync-run.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { defaultSeed, startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { clearRequests, readIndicators, writesSeen, type ReadTable } from '../support/simulator-reader.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SAMPLES = path.join(ROOT, '../shared/samples');
const FILE = path.join(SAMPLES, 'city_duva_like/koeln/bevoelkerung.csv');
const present = existsSync(FILE) && existsSync(path.join(SAMPLES, 'spatial_units/koeln'));
if (!present) process.stderr.write('The samples of Köln are not there: their tests are skipped.\n');

const YEARS = [2005, 2006, 2007, 2008, 2009, 2010, 2011, 2012];
const DATES = YEARS.map((year) => `${year}-12-31`);
const LEVELS = { '000': 'Gesamtstadt', bezirk: 'Stadtbezirke', stadtteil: 'Stadtteile' } as const;
const MINUTES = 60_000;

let simulator: Simulator;
const folders: string[] = [];
beforeAll(async () => {
  simulator = await startSimulator({ seed: defaultSeed() });
});
afterAll(async () => {
  await simulator.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A site that has nothing of its own but its target. */
function newSite(): string {
  const site = mkdtempSync(path.join(tmpdir(), 'kmsync-koeln-'));
  folders.push(site);
  const { url, issuer } = simulator;
  writeFileSync(path.join(site, 'kmsync.yaml'), `target: { url: ${url}/management, issuer: ${issuer} }\n`);
  return site;
}

async function sync(site: string): Promise<RunReport> {
  const app = await openApp({
    site,
    deliveries: SAMPLES,
    environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
    signal: new AbortController().signal,
    events: { stage: () => undefined, operation: () => undefined },
  });
  try {
    return await syncRun({ job: 'koeln-bevoelkerung' }, app.ports);
  } finally {
    await app.close();
  }
}

/** One row of one of the seven tables as it stands in KomMonitor, on all three levels. */
interface PublishedRow {
  readonly table: string;
  readonly row: string;
  readonly levels: Readonly<Record<keyof typeof LEVELS, ReadTable>>;
}

async function readBack(): Promise<PublishedRow[]> {
  const rows: PublishedRow[] = [];
  for (const indicator of await readIndicators(simulator))
    rows.push({
      table: indicator.name,
      row: indicator.characteristic ?? '',
      levels: {
        '000': await indicator.values(LEVELS['000']),
        bezirk: await indicator.values(LEVELS.bezirk),
        stadtteil: await indicator.values(LEVELS.stadtteil),
      },
    });
  return rows;
}

function sum(values: Iterable<number | null | undefined>): number {
  let total = 0;
  for (const value of values) total += value ?? Number.NaN;
  return total;
}

describe.skipIf(!present)('the population of Köln', () => {
  let site: string;
  let first: RunReport;
  let published: PublishedRow[];
  beforeAll(async () => {
    site = newSite();
    first = await sync(site);
    published = await readBack();
  }, 5 * MINUTES);

  it('is published with every value read back', () => {
    expect(first.result).toMatchObject({ state: 'published_with_notes', verified: { mismatches: 0 } });
    expect(first.result.findings).toMatchObject({ block: 0, error: 0 });
    expect(first.result.verified.cells).toBe(38 * 8 * (86 + 9 + 1));
  });

  it('stands in seven tables with 38 rows, for 86 Stadtteile, 9 Bezirke and the city, from 2005 to 2012', () => {
    expect(new Set(published.map(({ table }) => table)).size).toBe(7);
    expect(published).toHaveLength(38);
    for (const { levels } of published) {
      expect(levels.stadtteil.size).toBe(86);
      expect(levels.bezirk.size).toBe(9);
      expect([...levels['000'].keys()]).toEqual(['000']);
      for (const table of Object.values(levels))
        for (const values of table.values()) expect([...values.keys()].sort()).toEqual(DATES);
    }
  });

  it('has exactly the figures of the file, 0 where the file leaves them out, and few hidden for the sake of 1 and 2', () => {
    const source = new Map<string, number>();
    const titles = new Map<string, string>();
    for (const record of parse(readFileSync(FILE), { columns: true }) as Record<string, string>[]) {
      const { tab_id = '', zei_id = '', jahr = '', raum_id = '', zeile = '' } = record;
      const merkmal = `${tab_id.padStart(3, '0')}.${zei_id.padStart(3, '0')}`;
      titles.set(merkmal, zeile);
      source.set(`${merkmal} ${jahr}-12-31 ${raum_id.padStart(3, '0')}`, Number(record['zahl']));
    }
    // Rows stand in KomMonitor in the order of the tables and rows of the file.
    const merkmale = [...titles.keys()].sort();
    const ordered = inSourceOrder(published);

    let hidden = 0;
    expect(merkmale).toHaveLength(38);
    for (const [index, merkmal] of merkmale.entries())
      for (const table of Object.values(ordered[index]?.levels ?? {}))
        for (const [area, values] of table)
          for (const [date, value] of values) {
            const wanted = source.get(`${merkmal} ${date} ${area}`) ?? 0;
            const isSmall = wanted > 0 && wanted < 3;
            hidden += value === null ? 1 : 0;
            if (isSmall !== (value === null) && !(value === null && wanted > 0))
              expect.fail(`${merkmal} ${date} ${area}: ${value}, the file has ${wanted}`);
            if (value !== null && value !== wanted)
              expect.fail(`${merkmal} ${date} ${area}: ${value} instead of ${wanted}`);
            source.delete(`${merkmal} ${date} ${area}`);
          }
    expect([...source.keys()]).toEqual([]);
    expect(hidden).toBeGreaterThan(0);
    expect(hidden).toBeLessThan(600);
  });

  it('adds up from the nine Bezirke to the city in all 304 cases', () => {
    let checked = 0;
    for (const { levels } of published)
      for (const date of DATES) {
        const parts = [...levels.bezirk.values()].map((values) => values.get(date));
        expect(sum(parts)).toBe(levels['000'].get('000')?.get(date));
        checked += 1;
      }
    expect(checked).toBe(304);
  });

  it('adds up from the Stadtteile to their Bezirk in all 72 cases', () => {
    const residents = published.find(({ table }) => table === 'Einwohner');
    let checked = 0;
    for (const [bezirk, values] of residents?.levels.bezirk ?? [])
      for (const date of DATES) {
        const parts = [...(residents?.levels.stadtteil ?? [])].filter(
          ([stadtteil]) => stadtteil[0] === bezirk.at(-1),
        );
        expect(sum(parts.map(([, own]) => own.get(date)))).toBe(values.get(date));
        checked += 1;
      }
    expect(checked).toBe(72);
  });

  it(
    'is left alone by a second run',
    async () => {
      await clearRequests(simulator);

      const second = await sync(site);

      expect(second.result).toMatchObject({ state: 'no_change', writes: 0, plan: { operations: 0 } });
      expect(second.result.verified).toEqual(first.result.verified);
      expect(await writesSeen(simulator)).toEqual([]);
    },
    2 * MINUTES,
  );
});

describe.skipIf(!present)('the boundaries of Köln without a word on their coordinates', () => {
  it(
    'are refused with all three witnesses named, and nothing is written',
    async () => {
      const site = newSite();
      const level = 'mappings/levels/koeln-stadtteil.yaml';
      const text = readFileSync(path.join(ROOT, level), 'utf8');
      const without = text.replace(/^crs:\n(?: .*\n)+/m, '');
      expect(without).not.toContain('+proj');
      mkdirSync(path.join(site, path.dirname(level)), { recursive: true });
      writeFileSync(path.join(site, level), without);
      await clearRequests(simulator);

      const { result, findings } = await sync(site);

      const [refusal, ...others] = findings.filter(({ severity }) => severity === 'block');
      expect(result).toMatchObject({ state: 'check_failed', writes: 0 });
      expect(others).toEqual([]);
      expect(refusal).toMatchObject({ code: 'spatial.crs-disagrees', place: { file: 'Stadtteil.shp' } });
      for (const witness of ['Angabe: WGS_1984_UTM_Zone_32N', 'Zahlen: x 23', 'Lage: '])
        expect(refusal?.found).toContain(witness);
      expect(refusal?.hint).toMatch(/\bSie\b/);
      expect(await writesSeen(simulator)).toEqual([]);
    },
    2 * MINUTES,
  );
});

/** By table, then by row, as the file numbers them. */
function inSourceOrder(rows: readonly PublishedRow[]): PublishedRow[] {
  const text = readFileSync(path.join(ROOT, 'mappings/indicators/koeln-bevoelkerung.yaml'), 'utf8');
  const order = [...text.matchAll(/name: (.+)\n {4}characteristic: (.+)\n[\s\S]*?merkmal: '([\d.]+)'/g)]
    .map(([, table = '', row = '', merkmal = '']) => ({ table, row, merkmal }))
    .sort((a, b) => (a.merkmal < b.merkmal ? -1 : 1));
  return order.flatMap(
    ({ table, row }) => rows.find((other) => other.table === table && other.row === row) ?? [],
  );
}
