/**
 * `12411-demo_<ms>_de_flat.csv`: the official population of the municipalities and the county as a flat file of
 * the state's database. It is carried on from another census and so differs a little from the register.
 */
import type { County } from './generate-county.ts';
import { encodeText } from './encode-text.ts';
import { noise } from './random.ts';
import { forEachInhabitant } from './tally.ts';
import { COUNTY_KEY, COUNTY_NAME } from './territory.ts';

const HEADER = [
  'statistics_code',
  'statistics_label',
  'time_code',
  'time_label',
  'time',
  ...['code', 'label', 'attribute_code', 'attribute_label'].map((name) => `1_variable_${name}`),
  'value',
  'value_unit',
  'value_variable_code',
  'value_variable_label',
];
const LARGEST_DIFFERENCE = 0.008;

/** What the state's office says where the register has so many inhabitants. */
export function officialFigure(
  seed: number,
  {
    gemeinde,
    year,
    register,
  }: { readonly gemeinde: number; readonly year: number; readonly register: number },
): number {
  const lasting = noise(seed, gemeinde, 110) * 2 - 1;
  const yearly = noise(seed, gemeinde, year, 111) * 2 - 1;
  return Math.round(register * (1 + LARGEST_DIFFERENCE * (0.8 * lasting + 0.2 * yearly)));
}

export function officialPopulationFile(county: County): Buffer {
  const { gemeinden } = county.territory;
  const lines = county.snapshots.flatMap((snapshot) => {
    const register = gemeinden.map(() => 0);
    forEachInhabitant(snapshot, (row) => {
      register[snapshot.households.gemeinde[snapshot.persons.household[row]!]!]! += 1;
    });
    const year = Number(snapshot.date.slice(0, 4));
    const figures = gemeinden.map(({ key, name }, gemeinde) => ({
      variable: ['GEMEIN', 'Gemeinden'],
      key,
      name,
      value: officialFigure(county.options.seed, { gemeinde, year, register: register[gemeinde]! }),
    }));
    const whole = figures.reduce((sum, { value }) => sum + value, 0);
    const all = [
      {
        variable: ['KREISE', 'Kreise und kreisfreie Städte'],
        key: COUNTY_KEY,
        name: COUNTY_NAME,
        value: whole,
      },
      ...figures,
    ];
    return all.map(({ variable, key, name, value }) => [
      '12411',
      'Fortschreibung des Bevölkerungsstandes',
      'STAG',
      'Stichtag',
      snapshot.date,
      ...variable,
      key,
      name,
      value,
      'Anzahl',
      'BEVSTD',
      'Bevölkerungsstand',
    ]);
  });
  // As delivered: in no order that means anything.
  const mixed = lines.map((line, i) => ({ text: line.join(';'), rank: noise(county.options.seed, i, 112) }));
  mixed.sort((a, b) => a.rank - b.rank);
  return encodeText(`\uFEFF${[HEADER.join(';'), ...mixed.map(({ text }) => text), ''].join('\n')}`, 'utf-8');
}

/** The service puts the instant of the order into the name; here it is a summer day after the last date. */
export function officialPopulationName({ snapshots }: County): string {
  const year = Number(snapshots.at(-1)!.date.slice(0, 4)) + 1;
  return `12411-demo_${Date.UTC(year, 6, 1)}_de_flat.csv`;
}
