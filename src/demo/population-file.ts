/**
 * `bevoelkerung_<jahr>.csv`: delimited export of the statistics office in long form, one line per combination
 * that occurs. Windows-1252, CRLF, names padded with blanks; residual and county totals at the end.
 */
import { germanDate } from '../core/reference-date.ts';
import { AGE_GROUPS, NATIONALITIES, SEXES } from './demo-codes.ts';
import { encodeText } from './encode-text.ts';
import type { County } from './generate-county.ts';
import type { Snapshot } from './snapshot.ts';
import { residualRow, tallyPersons } from './tally.ts';
import { COUNTY_KEY, COUNTY_NAME, editionOn, RESIDUAL_KEY } from './territory.ts';

const HEADER = ['STICHTAG', 'QUARTIER', 'QUARTIER_NAME', 'GESCHL', 'ALTERSGR', 'STAAT', 'PERSONEN'];
const NAME_WIDTH = 30;

export function populationFile(county: County, snapshot: Snapshot): Buffer {
  const tally = tallyPersons(county, snapshot);
  const date = germanDate(snapshot.date);
  const rows: string[][] = [HEADER];
  const add = (key: string, name: string, count: Count) =>
    rows.push(...combinations({ date, key, name, count }));

  editionOn(county.territory, snapshot.date).quartiere.forEach((quarter, index) =>
    add(quarter.key, quarter.name, (sex, age, state) => tally[index]![sex]![age]![state]!),
  );
  const residual = tally[residualRow(county, snapshot)]!;
  add(RESIDUAL_KEY, 'nicht zuzuordnen', (sex, age, state) => residual[sex]![age]![state]!);
  add(COUNTY_KEY, `${COUNTY_NAME} insgesamt`, (sex, age, state) =>
    tally.reduce((sum, quarter) => sum + quarter[sex]![age]![state]!, 0),
  );
  return encodeText(rows.map((row) => `${row.join(';')}\r\n`).join(''), 'windows-1252');
}

type Count = (sex: number, age: number, state: number) => number;

function combinations(of: { date: string; key: string; name: string; count: Count }): string[][] {
  const padded = of.name.padEnd(NAME_WIDTH);
  return SEXES.flatMap((sex, s) =>
    AGE_GROUPS.flatMap((age, a) =>
      NATIONALITIES.flatMap((state, n) => {
        const count = of.count(s, a, n);
        return count === 0 ? [] : [[of.date, of.key, padded, sex.code, age.code, state.code, String(count)]];
      }),
    ),
  );
}
