/** Real files of Mülheim and Berlin, read with the profiles that are shipped. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAsShipped } from '../../tests/support/shipped-profile.ts';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { duva } from './index.ts';

const SAMPLES = path.resolve(import.meta.dirname, '../../../shared/samples/city_duva_like');
const MUELHEIM = path.join(SAMPLES, 'muelheim/Haushalte_SB_2024-12.txt');
const BERLIN = path.join(SAMPLES, 'berlin_mss');
const present = existsSync(MUELHEIM) && existsSync(BERLIN);
if (!present) process.stdout.write('samples are not here: the readings of Mülheim and Berlin are skipped\n');

const folder = tempFolder();

describe.skipIf(!present)('the households of Mülheim', () => {
  it('are 23 Bezirke with 18 figures, dated by the file name, and agree with themselves four times over', async () => {
    const { observations, findings } = await readAsShipped(duva, 'muelheim-haushalte', MUELHEIM);

    expect(findings).toEqual([]);
    expect(observations).toHaveLength(23 * 18);
    expect(new Set(observations.map(({ date }) => date))).toEqual(new Set(['2024-12-31']));
    expect(observations.find(({ area }) => area === '51')).toMatchObject({
      level: 'muelheim-statistischer-bezirk',
      measure: 'haushalte',
      cell: { value: 1006, state: 'ok' },
    });
  });

  it('are refused where one breakdown no longer reaches the total', async () => {
    const changed = readFileSync(MUELHEIM, 'utf8').replace('11;2024;1035;480', '11;2024;1035;490');
    const { path: file } = folder.write('Haushalte_SB_2024-12.txt', changed);

    const { findings } = await readAsShipped(duva, 'muelheim-haushalte', file);

    expect(findings).toMatchObject([
      {
        code: 'mapping.sum-differs',
        severity: 'error',
        place: { file: 'Haushalte_SB_2024-12.txt', row: 2, column: 'HH' },
        found: '2.024',
        expected: '2.034',
      },
    ]);
  });
});

describe.skipIf(!present)('the monitoring of Berlin', () => {
  const keys = () =>
    readFileSync(path.join(BERLIN, 'plr_only_no_geo.csv'), 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.slice(0, 8))
      .filter((key) => key !== '');

  it('has nine figures for each of 542 areas; -9999 is secret, a blank is missing and told', async () => {
    const file = path.join(BERLIN, 'mss_2021_index_indikatoren.csv');

    const { observations, findings } = await readAsShipped(duva, 'berlin-mss-indikatoren', file);

    expect(observations).toHaveLength(542 * 9);
    expect(new Set(observations.map(({ area }) => area))).toEqual(new Set(keys()));
    expect(new Set(observations.map(({ date }) => date))).toEqual(new Set(['2020-12-31']));
    expect(observations.filter(({ cell }) => cell.state === 'suppressed')).toHaveLength(6 * 8);
    expect(observations.filter(({ cell }) => (cell.value ?? 0) <= -9999)).toEqual([]);
    expect(findings.map(({ code, found, expected }) => [code, found, expected])).toEqual([
      ['mapping.blank-cells', 'S2', '536'],
      ['mapping.blank-cells', 'D2', '536'],
      ['mapping.blank-cells', 'EW', '1'],
    ]);
  });

  it('has three classes for each area, read past the comma inside their wording', async () => {
    const file = path.join(BERLIN, 'mss_2021_indizes.csv');

    const { observations, findings } = await readAsShipped(duva, 'berlin-mss-indizes', file);

    expect(findings).toEqual([]);
    expect(observations).toHaveLength(542 * 3);
    expect(new Set(observations.map(({ area }) => area))).toEqual(new Set(keys()));
    expect(observations.filter(({ cell }) => cell.state === 'suppressed')).toHaveLength(6 * 3);
    expect(
      observations.filter((o) => o.area === '01100101').map(({ measure, cell }) => [measure, cell.value]),
    ).toEqual([
      ['statusindex', 2],
      ['dynamikindex', 5],
      ['gesamtindex', 25],
    ]);
  });
});
