/** The real Stadtteilprofile of Hamburg, read with the profile that is shipped. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/core/observation.ts';
import { landed } from '../../tests/connectors/land.ts';
import { readLayout } from '../../tests/connectors/read-layout.ts';
import { readAsShipped } from '../../tests/support/shipped-profile.ts';
import { workbook } from './index.ts';
import { recognise } from './recognise.ts';
import { sheets } from './sheets.ts';

const HAMBURG = path.resolve(
  import.meta.dirname,
  '../../../shared/samples/quartiersprofile_workbooks/Daten_fuer_die_Stadtteilprofile_2014.xlsx',
);
const present = existsSync(HAMBURG);
if (!present) process.stdout.write('samples are not here: the reading of Hamburg is skipped\n');

let reading: ReturnType<typeof readAsShipped> | undefined;
const hamburg = () => (reading ??= readAsShipped(workbook, 'hamburg-stadtteilprofile', HAMBURG));

describe.skipIf(!present)('the Stadtteilprofile of Hamburg', () => {
  it('are 107 areas with 68 figures each, and nothing is wrong with them', async () => {
    const { observations, findings } = await hamburg();

    expect(observations).toHaveLength(107 * 68);
    expect(observations.filter(({ cell }) => cell.state === 'suppressed')).toHaveLength(84);
    expect(findings.map(({ code, severity, found, expected }) => [severity, code, found, expected])).toEqual([
      ['info', 'mapping.check-without-value', 'anteil-bindungsauslauf-2019', '15'],
    ]);
  });

  it('keep Altona the Stadtbezirk apart from what is called Altona further up', async () => {
    const { observations } = await hamburg();
    const persons = observations.filter(({ measure }) => measure === 'bevoelkerung');
    const areas = (level: string) => persons.filter((o) => o.level === level);

    expect(areas('hamburg-stadtteil')).toHaveLength(99);
    expect(areas('hamburg-bezirk').map(({ area, cell }) => [area, cell.value])).toEqual([
      ['1', 289_876],
      ['2', 259_897],
      ['3', 252_340],
      ['4', 291_293],
      ['5', 417_225],
      ['6', 122_815],
      ['7', 155_548],
    ]);
    expect(areas('hamburg-stadtteil').find(({ area }) => area === 'eimsbuettel')?.cell.value).toBe(56_097);
    expect(areas('hamburg-stadt').map(({ cell }) => cell.value)).toEqual([1_788_994]);
  });

  it('carry the date of their block or of their column', async () => {
    const { observations } = await hamburg();
    const dateOf = (measure: string) => [
      ...new Set(observations.filter((o) => o.measure === measure).map(({ date }) => date)),
    ];

    expect(dateOf('bevoelkerung')).toEqual(['2013-12-31']);
    expect(dateOf('geburten')).toEqual(['2013-12-31']);
    expect(dateOf('arbeitslose')).toEqual(['2013-12-31']);
    expect(dateOf('einkommen')).toEqual(['2010-12-31']);
    expect(dateOf('sozialwohnungen')).toEqual(['2014-01-31']);
    expect(dateOf('kindergaerten')).toEqual(['2014-03-31']);
    expect(dateOf('schueler-sek1')).toEqual(['2013-10-01']);
    expect(dateOf('zahnaerzte')).toEqual(['2013-11-30']);
  });

  it('keep a nil that is displayed as a dash a nil, and a figure unrounded', async () => {
    const { observations } = await hamburg();
    const figure = (area: string, measure: string) =>
      observations.find((o) => o.area === area && o.measure === measure)?.cell;

    expect(figure('hamburg-altstadt', 'grundschulen')).toEqual({ value: 0, state: 'ok' });
    expect(figure('hamburg-altstadt', 'wanderungssaldo')).toEqual({ value: -23, state: 'ok' });
    expect(figure('hamburg-altstadt', 'wohnungsgroesse')?.value).toBe(70.23826395039858);
    expect(figure('hamburg-altstadt', 'preis-haus')).toEqual({ value: null, state: 'suppressed' });
  });

  it('add up from Stadtteile and Bezirke to the town, so that no row is in a wrong section', async () => {
    const { observations } = await hamburg();
    const sums = (measure: string) =>
      ['hamburg-stadtteil', 'hamburg-bezirk', 'hamburg-stadt'].map((level) =>
        total(observations, level, measure),
      );

    expect(sums('haushalte')).toEqual([1_000_067, 1_000_067, 1_000_067]);
    expect(sums('geburten')).toEqual([18_137, 18_137, 18_137]);
    expect(sums('migrationshintergrund')).toEqual([548_279, 548_279, 548_279]);
    expect(sums('aerzte')).toEqual([4593, 4593, 4593]);
    expect(sums('unter-18').slice(1)).toEqual([280_364, 280_364]);
  });

  it('are recognised, and read as they were proposed', async () => {
    const delivery = await landed(HAMBURG);
    const { signal } = new AbortController();

    const proposal = await recognise(delivery, signal);
    const read = await readLayout(sheets, delivery, sheets.options.parse(proposal?.options));

    expect(proposal?.options).toEqual({
      sheets: ['Stadtteilprofile 2014'],
      titleRows: 1,
      headerRows: 3,
      key: 'Stadtgebiet',
      lastRow: '^Hamburg$',
    });
    expect(read.findings).toEqual([]);
    expect(read.tables[0]?.rows).toHaveLength(107);
  });
});

function total(observations: readonly Observation[], level: string, measure: string): number {
  return observations
    .filter((o) => o.level === level && o.measure === measure)
    .reduce((sum, { cell }) => sum + (cell.value ?? 0), 0);
}
