/** The real files of the BA, read with the profiles that are shipped: counts, sums, cross-checks. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import type { Observation } from '../../src/core/observation.ts';
import { applyProfile } from '../../src/mapping/apply-profile.ts';
import { loadCatalogue } from '../../src/mapping/catalogue.ts';
import { compileProfile } from '../../src/mapping/compile-profile.ts';
import { landed } from '../../tests/connectors/land.ts';
import { arbeitsmarktKommunal } from './arbeitsmarkt-kommunal.ts';
import { jobcenter } from './index.ts';
import { quotesTable } from './quotes-table.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SAMPLES = path.resolve(ROOT, '../shared/samples/ba_sgb2');
const present = existsSync(SAMPLES);
if (!present) process.stdout.write('samples are not here: readings of real files of the BA are skipped\n');

const ALTENSTADT = 'Arbeitsmarkt-kommunal_06440001_Altenstadt.xlsx';
const BAD_VILBEL = 'Arbeitsmarkt-kommunal_06440003_Bad_Vilbel_Stadt.xlsx';
const YEARS = [2020, 2021, 2022, 2023, 2024];

const catalogue = await loadCatalogue([ROOT]);

async function read(file: string): Promise<{ observations: Observation[]; findings: Finding[] }> {
  const profile = catalogue.profiles.get('ba-arbeitsmarkt-kommunal');
  if (!profile) throw new RangeError('the profile is not there');
  const { form, ...written } = profile.layout;
  const layout = jobcenter.layouts?.[form];
  if (layout?.kind !== 'tables') throw new RangeError(`no layout ${form}`);

  const delivery = await landed(path.join(SAMPLES, file));
  const findings: Finding[] = [];
  const report = (found: Finding) => void findings.push(found);
  const context = { signal: new AbortController().signal, report };
  const tables = layout.read(delivery, layout.options.parse(written), context);
  const observations: Observation[] = [];
  const compiled = compileProfile(profile, catalogue.codes);
  for await (const batch of applyProfile(compiled, tables, { fileName: delivery.file, report }))
    observations.push(...batch);
  return { observations, findings };
}

/** One value for each of the five years. */
function series(observations: readonly Observation[], measure: string): number[] {
  return YEARS.map((year) => {
    const found = observations.filter((o) => o.measure === measure && o.date.startsWith(String(year)));
    expect(found).toHaveLength(1);
    return found[0]?.cell.value ?? Number.NaN;
  });
}

const sums = (parts: readonly number[][]): number[] =>
  YEARS.map((_, year) => parts.reduce((sum, part) => sum + (part[year] ?? Number.NaN), 0));

describe.skipIf(!present)('Arbeitsmarkt kommunal', () => {
  it.each([
    [ALTENSTADT, '06440001'],
    [BAD_VILBEL, '06440003'],
  ])('is read in full, 33 figures in five years: %s', async (file, area) => {
    const { observations, findings } = await read(file);

    expect(findings).toEqual([]);
    expect(observations).toHaveLength(165);
    expect(new Set(observations.map((o) => `${o.role} ${o.level} ${o.area}`))).toEqual(
      new Set([`value gemeinde ${area}`]),
    );
    expect(observations.filter(({ cell }) => cell.state === 'suppressed')).toHaveLength(10);
    expect(new Set(observations.map(({ cell }) => cell.state))).toEqual(new Set(['ok', 'suppressed']));
  });

  it('holds the figures of the sheet, averages unrounded', async () => {
    const { observations } = await read(ALTENSTADT);

    expect(series(observations, 'svb-arbeitsort')).toEqual([3344, 3346, 3377, 3397, 3321]);
    expect(series(observations, 'svb-wohnort')).toEqual([4882, 5045, 5133, 5135, 5180]);
    expect(series(observations, 'minijobs')).toEqual([909, 976, 968, 1028, 1017]);
    expect(series(observations, 'arbeitslose')[0]).toBe(323.416_666_666_666_7);
    const dates = new Set(
      observations.map(({ measure, date }) => `${measure.split('-')[0]} ${date.slice(5)}`),
    );
    expect(dates).toContain('arbeitslose 12-31');
    expect(dates).toContain('svb 06-30');
    expect(dates).not.toContain('svb 12-31');
  });

  it.each([ALTENSTADT, BAD_VILBEL])('agrees with itself: %s', async (file) => {
    const { observations } = await read(file);
    const of = (measure: string) => series(observations, measure);

    for (const whole of ['svb-arbeitsort', 'svb-wohnort', 'minijobs'])
      expect(sums([of(`${whole}-maenner`), of(`${whole}-frauen`)])).toEqual(of(whole));
    expect(sums([of('minijobs-ausschliesslich'), of('minijobs-nebenjob')])).toEqual(of('minijobs'));
    const byLaw = sums([of('arbeitslose-sgb2'), of('arbeitslose-sgb3')]);
    for (const [year, whole] of of('arbeitslose').entries()) expect(byLaw[year]).toBeCloseTo(whole, 9);
    // A mean over twelve months of whole counts.
    for (const mean of of('arbeitslose')) expect((mean * 12) % 1).toBeCloseTo(0, 9);
  });
});

describe.skipIf(!present)('real files nobody has described', () => {
  const signal = new AbortController().signal;

  it('are recognised by their own layout', async () => {
    const book = await landed(path.join(SAMPLES, BAD_VILBEL));
    const text = await landed(path.join(SAMPLES, 'seed003_kreis-mettmann_sgb2-quoten.tsv'));
    if (arbeitsmarktKommunal.kind !== 'tables' || quotesTable.kind !== 'tables')
      throw new TypeError('tables');

    const kommunal = await arbeitsmarktKommunal.recognise?.(book, signal);
    const quotes = await quotesTable.recognise?.(text, signal);

    expect(kommunal?.options).toEqual({ averageDay: '12-31' });
    expect(quotes?.options).toEqual({ delimiter: '\t', headerStart: 'Region', headerRows: 2 });
  });
});
