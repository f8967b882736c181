/**
 * What is known of one column after all its cells have been seen: kinds, lengths, distinct texts, numbers and signs.
 * Holds texts in memory only as far as codes and keys need them.
 */
import { rawValue, type RawCell, type TableColumn } from '../../core/table.ts';
import { columnLabel } from '../../core/table.ts';
import { plainText } from '../column-label.ts';
import type { DateFormat } from '../profile-date.ts';
import { dateFormats, isSign, numberIn, SECRET_NUMBER, writtenNumber } from './written.ts';

export interface ColumnFacts {
  readonly position: number;
  readonly label: string;
  readonly rows: number;
  readonly blank: number;
  readonly shortest: number;
  readonly longest: number;
  /** Texts with how often they occur, as long as there are not too many. */
  readonly texts: ReadonlyMap<string, number>;
  /** There are more texts than are kept. */
  readonly manyTexts: boolean;
  /** Cells that are figures, however written. */
  readonly numbers: number;
  /** Of those, cells of a workbook that are numbers. */
  readonly numberCells: number;
  readonly percentCells: number;
  readonly signs: ReadonlyMap<string, number>;
  /** Cells of digits only, by their length. */
  readonly digitLengths: ReadonlyMap<number, number>;
  readonly leadingZeros: number;
  /** By how they are written: with decimal comma, with point, either way. Plain digits are not counted. */
  readonly notations: Readonly<Record<'comma' | 'point' | 'ambiguous', number>>;
  /** An example of each, for deciding about thousands. */
  readonly examples: Readonly<Record<'comma' | 'point' | 'ambiguous', readonly string[]>>;
  readonly whole: boolean;
  readonly least: number;
  readonly most: number;
  /** Formats in which every filled cell is a day. */
  readonly dates: readonly DateFormat[];
  readonly dateCells: number;
}

export const MOST_TEXTS = 20_000;
const EXAMPLES = 200;

export interface ColumnCounter {
  readonly add: (cell: string | RawCell | undefined) => void;
  readonly facts: () => ColumnFacts;
}

export function columnCounter(column: TableColumn): ColumnCounter {
  const texts = new Map<string, number>();
  const signs = new Map<string, number>();
  const digitLengths = new Map<number, number>();
  const notations = { comma: 0, point: 0, ambiguous: 0 };
  const examples = { comma: [] as string[], point: [] as string[], ambiguous: [] as string[] };
  const known = new Map<string, readonly DateFormat[]>();
  let dates: readonly DateFormat[] | undefined;
  let [rows, blank, numbers, numberCells, percentCells, dateCells, leadingZeros] = [0, 0, 0, 0, 0, 0, 0];
  let [shortest, longest] = [Infinity, 0];
  let [least, most] = [Infinity, -Infinity];
  let whole = true;
  let manyTexts = false;

  function measure(value: number): void {
    if (Object.is(value, Number(SECRET_NUMBER))) return;
    least = Math.min(least, value);
    most = Math.max(most, value);
    whole &&= Number.isInteger(value);
  }

  function addText(text: string): void {
    shortest = Math.min(shortest, text.length);
    longest = Math.max(longest, text.length);
    const count = texts.get(text);
    if (count !== undefined || texts.size < MOST_TEXTS) texts.set(text, (count ?? 0) + 1);
    else manyTexts = true;
  }

  function addFigure(text: string): void {
    const number = writtenNumber(text);
    if (!number) return;
    numbers += 1;
    if (number.kind === 'plain') {
      measure(number.value);
      return;
    }
    notations[number.kind] += 1;
    if (examples[number.kind].length < EXAMPLES) examples[number.kind].push(number.text);
    if (number.kind === 'ambiguous') return;
    const value = numberIn(number.text, number.kind);
    if (value !== undefined) measure(value);
  }

  function addDate(text: string): void {
    if (dates?.length === 0) return;
    let formats = known.get(text);
    if (!formats) known.set(text, (formats = dateFormats(text)));
    dates = dates?.filter((format) => formats.includes(format)) ?? formats;
    if (dates.length === 0) known.clear();
  }

  return {
    add(cell) {
      rows += 1;
      const value = rawValue(cell);
      const text = plainText(cell);
      if (text === '') {
        blank += 1;
        return;
      }
      addText(text);
      if (value instanceof Date) dateCells += 1;
      else addDate(text);
      if (typeof value === 'number') {
        numbers += 1;
        numberCells += 1;
        if (typeof cell === 'object' && cell.format?.includes('%')) percentCells += 1;
        measure(value);
      } else if (isSign(text)) signs.set(text, (signs.get(text) ?? 0) + 1);
      else if (typeof value === 'string') addFigure(value);
      if (/^\d+$/.test(text)) {
        digitLengths.set(text.length, (digitLengths.get(text.length) ?? 0) + 1);
        if (text.length > 1 && text.startsWith('0')) leadingZeros += 1;
      }
    },
    facts: () => ({
      position: column.position,
      label: columnLabel(column),
      rows,
      blank,
      shortest: longest === 0 ? 0 : shortest,
      longest,
      texts,
      manyTexts,
      numbers,
      numberCells,
      percentCells,
      signs,
      digitLengths,
      leadingZeros,
      notations,
      examples,
      whole: whole && numbers > 0,
      least,
      most,
      dates: dates ?? (dateCells > 0 ? ['YYYY-MM-DD'] : []),
      dateCells,
    }),
  };
}

/** Cells with something in them. */
export function filled({ rows, blank }: ColumnFacts): number {
  return rows - blank;
}

/** Nearly all filled cells are figures or signs, and at least one is a figure. */
export function isNumeric(column: ColumnFacts): boolean {
  const signs = [...column.signs.values()].reduce((a, b) => a + b, 0);
  return column.numbers > 0 && (column.numbers + signs) * 20 >= filled(column) * 19;
}
