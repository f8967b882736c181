/** Which columns break the figures down: few codes, not said by another column, needed to tell the rows apart. */
import { filled, type ColumnFacts } from './column-facts.ts';
import { alike, determines, tellsApart } from './dependencies.ts';
import { isTotalWord } from './key-shapes.ts';
import type { TableFacts } from './table-facts.ts';

export interface FoundDimension {
  readonly column: ColumnFacts;
  readonly totals: readonly string[];
  /** Codes that look as if they held each other. */
  readonly overlaps: boolean;
}

export interface FoundDimensions {
  readonly dimensions: readonly FoundDimension[];
  /** Columns that only repeat what others say. */
  readonly labels: ReadonlySet<ColumnFacts>;
  /** Rows that stay alike although everything has been used. */
  readonly alike: number;
}

export interface DimensionQuestion {
  readonly table: TableFacts;
  /** Key, date and whatever else is placed already. */
  readonly placed: readonly ColumnFacts[];
  /** Columns that may be figures, and only where nothing else helps a dimension. */
  readonly figures: readonly ColumnFacts[];
  /** Columns that are something else and no dimension. */
  readonly taken: ReadonlySet<ColumnFacts>;
}

const MOST_CODES = 400;
const LABEL_OF = /(?:[ _-](?:label|text|txt|bez|bezeichnung|name))$/iu;
/** Codes under these labels are dimensions even where they are digits. */
const CODE_LABEL =
  /alter|jahrgang|[_ -](?:id|code|nr)$|schl(?:ü|ue)ssel|klasse|gruppe|gr(?:ö|oe)(?:ß|ss)e|typ$|^art|geschlecht|staat/iu;
/** Empty codes of a variable that is named, as the layouts of flat files write them. */
const TOTAL_CODE = /^(?:\(total\)|insgesamt|total|summe|[A-Z]+-?INS(?:GESAMT)?|INSGESAMT)$/u;
/** `B-F` beside `B-E` and `C`. */
const RANGE = /^[A-Z]-[A-Z]$/;

export function findDimensions({ table, placed, figures, taken }: DimensionQuestion): FoundDimensions {
  const { columns, sample } = table;
  const at = (column: ColumnFacts) => columns.indexOf(column);
  // Rows of different tables of one delivery may be alike: their titles tell them apart.
  const known = [...placed.map(at), columns.length];
  const labels = new Set<ColumnFacts>();
  const dimensions: ColumnFacts[] = [];
  const isFree = (column: ColumnFacts) => !placed.includes(column) && !taken.has(column);
  const texts = columns.filter((column) => isFree(column) && !figures.includes(column));
  const codes = figures.filter(
    (column) =>
      isFree(column) && CODE_LABEL.test(column.label) && isCodes(column) && isCrossed(column, placed),
  );

  for (const column of [...texts.filter(isCodes), ...codes].toSorted(shortFirst)) {
    if (isLabelOf(column, [...placed, ...dimensions])) labels.add(column);
    else if (!hasLabel(column) && tellsApart(sample, [...known, ...dimensions.map(at)])) continue;
    else if (isConstant(column) || isSaid(column)) labels.add(column);
    else if (!hasLabel(column) && placed.some((one) => determines(sample, [at(one)], at(column), 1.2)))
      continue;
    else dimensions.push(column);
  }
  for (const column of texts) if (!dimensions.includes(column) && isSaid(column)) labels.add(column);
  const inOrder = dimensions.toSorted((a, b) => a.position - b.position);
  return {
    dimensions: inOrder.map((column) => dimensionOf(column, table)),
    labels,
    alike: alike(sample, [...known, ...inOrder.map(at)]),
  };

  /** A code beside its own label is a dimension even where the rows could be told apart without it. */
  function hasLabel({ label }: ColumnFacts): boolean {
    return columns.some((other) => other.label !== label && other.label.replace(LABEL_OF, '') === label);
  }

  function isSaid(column: ColumnFacts): boolean {
    return (
      [...placed, ...dimensions].some((one) => one !== column && determines(sample, [at(one)], at(column))) ||
      (dimensions.length > 1 &&
        determines(sample, dimensions.filter((one) => one !== column).map(at), at(column)))
    );
  }
}

/** Figures may repeat by chance; codes occur with at least every second combination of area and day. */
function isCrossed(column: ColumnFacts, placed: readonly ColumnFacts[]): boolean {
  const combinations = placed.reduce((product, one) => product * Math.max(one.texts.size, 1), 1);
  return column.rows * 2 >= combinations * column.texts.size && column.texts.size * 2 <= column.rows;
}

/** Codes repeat; a text of its own in each row is a remark or an id. */
function isCodes(column: ColumnFacts): boolean {
  return (
    !column.manyTexts &&
    column.texts.size <= MOST_CODES &&
    column.notations.comma + column.notations.point === 0
  );
}

function isConstant(column: ColumnFacts): boolean {
  return column.texts.size <= 1 && column.blank === 0;
}

/** Short codes before the long texts that say the same. */
function shortFirst(a: ColumnFacts, b: ColumnFacts): number {
  const isLabel = Number(LABEL_OF.test(a.label)) - Number(LABEL_OF.test(b.label));
  return isLabel || a.longest - b.longest || a.position - b.position;
}

function isLabelOf(column: ColumnFacts, others: readonly ColumnFacts[]): boolean {
  const stem = column.label.replace(LABEL_OF, '');
  return stem !== column.label && others.some((other) => other.label === stem);
}

function dimensionOf(column: ColumnFacts, { columns, sample }: TableFacts): FoundDimension {
  const codes = [...column.texts.keys()];
  const at = columns.indexOf(column);
  const labelled = columns.findIndex(
    (other, index) => index !== at && filled(other) > 0 && other.label.replace(LABEL_OF, '') === column.label,
  );
  const next = labelled !== -1 ? labelled : determines(sample, [at], at + 1) ? at + 1 : -1;
  const named = new Set(
    next === -1 ? [] : sample.filter((row) => isTotalWord(row[next] ?? '')).map((row) => row[at] ?? ''),
  );
  const totals = codes.filter((code) => TOTAL_CODE.test(code) || isTotalWord(code) || named.has(code));
  if (column.blank > 0 && (next === -1 || named.has(''))) totals.push('');
  return { column, totals, overlaps: codes.some((code) => RANGE.test(code)) };
}
