/**
 * `sgb2_<jahr>.xlsx`: a result table made for readers: title, filter line, header in two rows with merged
 * cells, municipalities with their quarters below, subtotals, `-` for nil, notes under the data.
 */
import { germanDate } from '../core/reference-date.ts';
import type { County } from './generate-county.ts';
import type { Snapshot } from './snapshot.ts';
import { residualRow, tallyBenefits, type BenefitCounts } from './tally.ts';
import { COUNTY_NAME, editionOn, RESIDUAL_KEY } from './territory.ts';
import { xlsx, type SheetValue } from './xlsx.ts';

const NOTES = [
  '- = nichts vorhanden',
  'ELB = erwerbsfähige Leistungsberechtigte; NEF = nicht erwerbsfähige Leistungsberechtigte unter 15 Jahren',
  'Nicht zuzuordnen: ohne lesbare oder mit geschützter Anschrift; nur in der Kreissumme enthalten',
  `Quelle: Jobcenter ${COUNTY_NAME}; eigene Berechnungen der Statistikstelle`,
];
const HEADER_ROW = 4;
const LAST_COLUMN = 'G';

export function benefitFile(county: County, snapshot: Snapshot): Buffer {
  const rows: (readonly SheetValue[])[] = [
    ['Leistungsberechtigte und Bedarfsgemeinschaften nach dem SGB II'],
    [`Stichtag: ${germanDate(snapshot.date)}, Wohnort`],
    [],
    ['Gemeinde', 'Quartier', 'Bezeichnung', 'Leistungsberechtigte', null, null, 'Bedarfsgemeinschaften'],
    [null, null, null, 'insgesamt', 'dav.: ELB', 'dav.: NEF', 'insgesamt'],
  ];
  const merges = [
    `A1:${LAST_COLUMN}1`,
    `A2:${LAST_COLUMN}2`,
    ...['A', 'B', 'C'].map((c) => `${c}${HEADER_ROW}:${c}${HEADER_ROW + 1}`),
    `D${HEADER_ROW}:F${HEADER_ROW}`,
  ];

  const tally = tallyBenefits(county, snapshot);
  const { quartiere } = editionOn(county.territory, snapshot.date);
  county.territory.gemeinden.forEach((gemeinde, index) => {
    const own = quartiere.flatMap((quarter, i) =>
      county.territory.sozialraeume[quarter.parent]!.parent === index ? [{ quarter, counts: tally[i]! }] : [],
    );
    merges.push(`A${rows.length + 1}:A${rows.length + own.length + 1}`);
    own.forEach(({ quarter, counts }, i) =>
      rows.push([
        i === 0 ? `${gemeinde.key} ${gemeinde.name}` : null,
        quarter.key,
        `${quarter.name}  `,
        ...figures(counts),
      ]),
    );
    rows.push([null, `${gemeinde.key} Summe`, null, ...figures(sum(own.map(({ counts }) => counts)))]);
  });
  const residual = tally[residualRow(county, snapshot)]!;
  rows.push(['nicht zuzuordnen', RESIDUAL_KEY, null, ...figures(residual)]);
  rows.push([COUNTY_NAME, 'Insgesamt', null, ...figures(sum(tally))]);
  rows.push([], ...NOTES.map((note) => [note]));
  return xlsx([{ name: 'Tabelle1', rows, merges }]);
}

function figures({ elb, nef, bg }: BenefitCounts): SheetValue[] {
  return [elb + nef, elb, nef, bg].map((count) => (count === 0 ? '-' : count));
}

function sum(list: readonly BenefitCounts[]): BenefitCounts {
  const total = { elb: 0, nef: 0, bg: 0 };
  for (const { elb, nef, bg } of list) {
    total.elb += elb;
    total.nef += nef;
    total.bg += bg;
  }
  return total;
}
