/** The SGB II rates of the Kreis Mettmann and its ten towns, read by the connector with the profile that is shipped. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { quotesTable } from '../../connectors/jobcenter/quotes-table.ts';
import type { Finding } from '../../src/core/finding.ts';
import type { Observation } from '../../src/core/observation.ts';
import { referenceDate } from '../../src/core/reference-date.ts';
import { applyProfile } from '../../src/mapping/apply-profile.ts';
import { loadCatalogue } from '../../src/mapping/catalogue.ts';
import { compileProfile } from '../../src/mapping/compile-profile.ts';
import { landed } from '../connectors/land.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FILE = path.join(ROOT, '../shared/samples/ba_sgb2/seed003_kreis-mettmann_sgb2-quoten.tsv');
const present = existsSync(FILE);
if (!present) process.stderr.write('The table of the Kreis Mettmann is not there: its tests are skipped.\n');

/** SGB II, ELB, ELB men, ELB women, NEF: copied by hand from the table, the Kreis first. */
const EXPECTED: Readonly<Record<string, readonly number[]>> = {
  'kreis-mettmann-kreis 05158': [10.1, 8.6, 8.2, 9, 15.8],
  'kreis-mettmann-stadt 05158004': [12.7, 10.8, 10.1, 11.4, 19.7],
  'kreis-mettmann-stadt 05158008': [7.9, 6.9, 6.5, 7.4, 11.3],
  'kreis-mettmann-stadt 05158012': [11.6, 9.9, 9.6, 10.2, 17.4],
  'kreis-mettmann-stadt 05158016': [9, 7.7, 7.4, 8, 14.1],
  'kreis-mettmann-stadt 05158020': [6.4, 5.4, 5.3, 5.5, 9.6],
  'kreis-mettmann-stadt 05158024': [8.6, 7.3, 6.8, 7.9, 13],
  'kreis-mettmann-stadt 05158026': [14.3, 11.5, 10.8, 12.1, 22.8],
  'kreis-mettmann-stadt 05158028': [10, 8.7, 8.4, 8.9, 15],
  'kreis-mettmann-stadt 05158032': [12.3, 10.4, 9.8, 11.1, 19.1],
  'kreis-mettmann-stadt 05158036': [8.1, 6.8, 6.4, 7.2, 12.5],
};
const COLUMNS = [
  ['sgb2-quote', undefined],
  ['elb-quote', 'insgesamt'],
  ['elb-quote', 'm'],
  ['elb-quote', 'w'],
  ['nef-quote', undefined],
] as const;

async function readTable(date?: string) {
  const catalogue = await loadCatalogue([ROOT]);
  const profile = catalogue.profiles.get('kreis-mettmann-sgb2-quoten');
  if (!profile) throw new Error('the profile is not there');
  const { form: _form, ...declared } = profile.layout;
  const findings: Finding[] = [];
  const report = (found: Finding) => void findings.push(found);
  const context = { signal: new AbortController().signal, report };
  if (quotesTable.kind !== 'tables') throw new Error('the layout reads no tables');
  const tables = quotesTable.read(await landed(FILE), quotesTable.options.parse(declared), context);
  const observations: Observation[] = [];
  const compiled = compileProfile(profile, catalogue.codes);
  const given = { fileName: path.basename(FILE), report, ...(date ? { date: referenceDate(date) } : {}) };
  for await (const batch of applyProfile(compiled, tables, given)) observations.push(...batch);
  return { observations, findings };
}

describe.skipIf(!present)('the rates of the Kreis Mettmann', () => {
  it('are the 55 figures of the table, each in its place', async () => {
    const { observations, findings } = await readTable('2023-12-31');

    const read: Record<string, (number | null)[]> = {};
    for (const { level, area, measure, breakdown, cell } of observations) {
      const column = COLUMNS.findIndex(([name, sex]) => name === measure && sex === breakdown['geschlecht']);
      (read[`${level} ${area}`] ??= [])[column] = cell.value;
    }
    expect(read).toEqual(EXPECTED);
    expect(observations).toHaveLength(55);
    expect(new Set(observations.map((o) => `${o.role} ${o.date} ${o.cell.state}`))).toEqual(
      new Set(['value 2023-12-31 ok']),
    );
    expect(findings).toEqual([]);
  });

  it('tell the Kreis from the town of the same name', async () => {
    const { observations } = await readTable('2023-12-31');

    const named = (area: string) => observations.filter((o) => o.area === area).map((o) => o.place.row);
    expect(new Set(named('05158'))).toEqual(new Set([5]));
    expect(new Set(named('05158024'))).toEqual(new Set([11]));
  });

  it('are not read without a Stichtag', async () => {
    const { observations, findings } = await readTable();

    expect(observations).toEqual([]);
    expect(findings).toMatchObject([{ code: 'mapping.no-date', severity: 'block' }]);
  });
});
