import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceDate } from '../core/reference-date.ts';
import { REGISTER_AGE_GROUPS } from './demo-codes.ts';
import type { TruthMeasure } from './ground-truth.ts';
import { MOVEMENT_MEASURES } from './truth-questions.ts';
import { editionOn } from './territory.ts';
import { writeDemoDeliveries, type DemoDeliveries } from './write-demo-deliveries.ts';

const SMALL = { population: 9000, quartiere: 20, sozialraeume: 6, gemeinden: 4 };
const counter = fileURLToPath(new URL('../../tests/support/county-count.mjs', import.meta.url));
let folder: string;
let demo: DemoDeliveries;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kmsync-demo-'));
  demo = await writeDemoDeliveries(folder, SMALL);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Counted {
  readonly lines: number;
  readonly secondary: number;
  readonly sum: number;
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

async function counted(file: string): Promise<Counted> {
  const { stdout } = await promisify(execFile)(process.execPath, [counter, folder, file], {
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout) as Counted;
}

describe('the register files of the demo county', () => {
  it.each([2019, 2022, 2023])('are counted to the truth of %i by a program of its own', async (year) => {
    const { counts, lines, secondary, sum } = await counted(`einwohner_${year}.csv`);
    let [compared, total] = [0, 0];

    for (const { ask, own } of places(year, counts))
      for (const { word: alter } of REGISTER_AGE_GROUPS)
        for (const geschlecht of ['m', 'w'])
          for (const staat of ['deutsch', 'nichtdeutsch']) {
            const truth = ask('personen', { alter, geschlecht, staat });
            expect(own[`${alter}/${geschlecht}/${staat}`] ?? 0).toBe(truth);
            compared += 1;
            total += truth;
          }

    expect(compared).toBeGreaterThan(20 * 52);
    expect(sum).toBe(total);
    expect(lines).toBe(sum + secondary);
  });

  it.each([2020, 2023])('tell the movements of %i as they are true', async (year) => {
    const { counts, sum } = await counted(`bewegungen_${year}.csv`);
    let total = 0;

    for (const { ask, own } of places(year, counts))
      for (const measure of MOVEMENT_MEASURES)
        for (const { word: alter } of REGISTER_AGE_GROUPS) {
          const truth = ask(measure, { alter });
          expect([measure, alter, own[`${measure}/${alter}`] ?? 0]).toEqual([measure, alter, truth]);
          total += truth;
        }

    expect(sum).toBe(total);
    expect(total).toBeGreaterThan(1000);
  });

  it('are Windows-1252 with CRLF, and know the day of the move for nearly all', async () => {
    const text = new TextDecoder('windows-1252').decode(await readFile(join(folder, 'einwohner_2024.csv')));
    const [header, ...lines] = text.split('\r\n').slice(0, -1);
    const moves = lines.map((line) => line.split(';')[header!.split(';').indexOf('EINZUG')]!);

    expect(text).toMatch(/[äöüß]/);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(moves.filter((move) => move === '').length).toBeGreaterThan(10);
    expect(moves.filter((move) => move.endsWith('0000')).length).toBeGreaterThan(10);
    expect(moves.filter((move) => /^\d{8}$/.test(move)).length / moves.length).toBeGreaterThan(0.98);
  });
});

/** All quarters of the year, and the rest of each Gemeinde. */
function places(year: number, counts: Counted['counts']) {
  const date = referenceDate(`${year}-12-31`);
  const { territory } = demo.county;
  const quarters = editionOn(territory, date).quartiere.map(({ key: area }) => ({
    own: counts[area] ?? {},
    ask: (measure: TruthMeasure, breakdown: Record<string, string>) =>
      demo.truth.value({ level: 'demo-quartier', area, date, measure, breakdown })!,
  }));
  const rests = territory.gemeinden.map(({ key: area }) => ({
    own: counts[area] ?? {},
    ask: (measure: TruthMeasure, breakdown: Record<string, string>) =>
      demo.truth.residual({ level: 'demo-gemeinde', area, date, measure, breakdown }),
  }));
  return [...quarters, ...rests];
}
