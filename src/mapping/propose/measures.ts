/** What the figures of a proposal are called and may look like: counts or rates, whole or not, below zero or not. */
import type { ColumnFacts } from './column-facts.ts';
import type { LongValues } from './find-values.ts';
import { measureIds, slug, uniqueIds } from './names.ts';
import { isWhole, type ProposedNotation } from './notation.ts';
import type { TableFacts } from './table-facts.ts';
import { numberIn } from './written.ts';

export interface ProposedMeasure {
  readonly id: string;
  readonly integer: boolean;
  readonly rate: boolean;
  readonly percent: boolean;
  readonly notNegative: boolean;
  readonly check?: string;
}

/** Words of figures that must not be added up. */
const RATE =
  /quote|anteil|prozent|%|durchschn|mittelwert|dichte|\bpro\b|\bje\b|index|=\s?100|\brate\b|ziffer|_q\b|verh(?:ä|ae)ltnis|ver(?:ä|ae)nderung/iu;

/** One per value column, in order. `context`: titles that hold for all of them. */
export function wideMeasures(
  values: readonly ColumnFacts[],
  notation: ProposedNotation,
  context: string,
): ProposedMeasure[] {
  const ids = measureIds(values.map(({ label }) => label));
  return values.map((column, index) =>
    measureOf(ids[index] ?? 'wert', {
      text: `${column.label} ${context}`,
      whole: isWhole(column, notation),
      least: column.least,
      percent: column.percentCells > 0,
    }),
  );
}

/** Several columns that differ in their day only are one measure. */
export function datedMeasure(
  values: readonly ColumnFacts[],
  notation: ProposedNotation,
  name: string,
): ProposedMeasure {
  const measure = measureOf(slug(name) || 'wert', {
    text: `${name} ${values[0]?.label ?? ''}`,
    whole: values.every((column) => isWhole(column, notation)),
    least: values.reduce((least, column) => Math.min(least, column.least), Infinity),
    percent: values.some((column) => column.percentCells > 0),
  });
  return measure.check === undefined ? { ...measure, check: 'Name der Messgröße' } : measure;
}

export interface LongMeasures {
  readonly measures: readonly ProposedMeasure[];
  /** Codes of the rows to the measure; undefined where all rows count the same. */
  readonly codes: ReadonlyMap<string, string> | undefined;
}

/** The measures that the rows of the sample name. Codes with one wording and unit are one measure. */
export function longMeasures(
  { value, measure, measureLabel, unit }: LongValues,
  table: TableFacts,
  notation: ProposedNotation,
): LongMeasures {
  const at = (column: ColumnFacts) => table.columns.indexOf(column);
  const places = measure.map(at);
  const kinds = new Map<string, Kind>();
  const kindOfCode = new Map<string, string>();
  for (const row of table.sample) {
    const code = places.map((place) => row[place] ?? '').join('.');
    const label = measureLabel ? (row[at(measureLabel)] ?? '') : (row[places[0] ?? -1] ?? value.label);
    const unitText = unit ? (row[at(unit)] ?? '') : '';
    const name = `${label}\u0000${unitText}`;
    kindOfCode.set(code, name);
    const kind = kinds.get(name) ?? { label, unit: unitText, whole: true, least: Infinity };
    kinds.set(name, kind);
    const decimal = notation.decimal === 'point' ? 'point' : 'comma';
    const number = numberIn(row[at(value)] ?? '', decimal);
    if (number === undefined) continue;
    kind.whole &&= Number.isInteger(number);
    kind.least = Math.min(kind.least, number);
  }
  const several = new Set([...kinds.values()].map(({ label }) => label)).size < kinds.size;
  const list = [...kinds.values()];
  const ids = uniqueIds(
    list.map(({ label, unit: unitText }) => slug(several ? `${label} ${unitText}` : label)),
    'messgroesse',
  );
  const measures = list.map((kind, index) =>
    measureOf(ids[index] ?? 'wert', {
      text: `${kind.label} ${kind.unit}`,
      // What the rows beyond the sample hold is known of all measures together only.
      whole: kind.whole && (table.isWhole || isWhole(value, notation)),
      least: table.isWhole || value.least >= 0 ? kind.least : -1,
      percent: value.percentCells > 0,
    }),
  );
  const byKind = new Map([...kinds.keys()].map((name, index) => [name, ids[index] ?? 'wert']));
  const codes = new Map([...kindOfCode].map(([code, name]) => [code, byKind.get(name) ?? 'wert']));
  return { measures, codes: codes.size > 1 ? codes : undefined };
}

interface Kind {
  readonly label: string;
  readonly unit: string;
  whole: boolean;
  least: number;
}

function measureOf(
  id: string,
  seen: { readonly text: string; readonly whole: boolean; readonly least: number; readonly percent: boolean },
): ProposedMeasure {
  const rate = seen.percent || RATE.test(seen.text);
  const integer = seen.whole && !rate;
  return {
    id,
    integer,
    rate,
    percent: seen.percent,
    notNegative: seen.least >= 0 && seen.least !== Infinity,
    ...checkOf(rate, integer, seen.percent),
  };
}

function checkOf(rate: boolean, integer: boolean, percent: boolean): { check?: string } {
  if (percent) return { check: 'Zellen im Prozentformat: angenommen ist das Hundertfache (12,3 für 0,123)' };
  if (rate) return { check: 'nach den Wörtern ein Anteil oder Durchschnitt, der nicht summiert werden darf' };
  return integer
    ? {}
    : { check: 'Zahlen mit Nachkommastellen: ist es ein Anteil oder Durchschnitt, dann rate: true' };
}
