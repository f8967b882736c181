/** One raw cell to a statistical cell, or to what is wrong with it. Knows the notation and the signs of its column. */
import { cell, type Cell, type CellMark, type CellState } from '../core/cell.ts';
import type { RawCell } from '../core/table.ts';
import { parseNumber, type NumberNotation } from '../formats/number-text.ts';
import { trimCell } from './column-label.ts';
import type { Measure } from './profile-values.ts';
import type { SignTable } from './signs.ts';

export type ReadCell =
  | { readonly cell: Cell }
  | { readonly wrong: 'unknown-sign'; readonly found: string }
  | { readonly wrong: CellMistake; readonly found: string; readonly expected?: string };

export type CellMistake =
  | 'unparsable-number'
  | 'not-integer'
  | 'out-of-range'
  | 'percent-format'
  | 'unexpected-type';

export interface CellRules {
  /** How the column writes numbers; where several fit they read every number alike. */
  readonly notations: readonly NumberNotation[];
  readonly signs: SignTable;
  readonly measure: Measure;
}

export type CellReader = (raw: string | RawCell | undefined) => ReadCell;

const BRACKETS = /^\(\s*(.*?)\s*\)$/;
const SUFFIX = /^(.*\d\)?)\s*([prse])$/;
const DIGIT = /\d/;
/** Texts of a place are for people; a cell that holds a whole sentence is cut. */
const SHOWN = 24;

export function cellReader(rules: CellRules): CellReader {
  function parse(text: string): number | undefined {
    for (const notation of rules.notations) {
      const value = parseNumber(text, notation);
      if (typeof value === 'number') return value;
    }
    return undefined;
  }

  function ofNumber(value: number, state: CellState, marks?: readonly CellMark[]): ReadCell {
    const sign = rules.signs.ofNumber(value);
    if (sign) return { cell: sign };
    const wrong = implausible(value, rules.measure);
    if (wrong) return wrong;
    if (value === 0 && state === 'ok')
      return { cell: marks ? cell(0, rules.signs.zero.state, marks) : rules.signs.zero };
    return { cell: cell(value, state, marks) };
  }

  function ofText(raw: string): ReadCell {
    const text = trimCell(raw);
    const sign = rules.signs.ofText(text);
    if (sign) return { cell: sign };
    const plain = parse(text);
    if (plain !== undefined) return ofNumber(plain, 'ok');

    const { inner, marks, bracketed } = undress(text);
    const value = parse(inner);
    if (value !== undefined) return ofNumber(value, bracketed ? 'low_reliability' : 'ok', marks);
    const found = shown(text);
    return DIGIT.test(text)
      ? { wrong: 'unparsable-number', found, expected: rules.notations.map(notationText).join(' oder ') }
      : { wrong: 'unknown-sign', found };
  }

  return (raw) => {
    if (typeof raw === 'string') return ofText(raw);
    const value = raw?.value ?? null;
    if (value === null) return ofText('');
    if (typeof value === 'string') return ofText(value);
    if (typeof value !== 'number')
      return { wrong: 'unexpected-type', found: value instanceof Date ? 'Datum' : 'Ja/Nein' };
    if (!raw?.format?.includes('%')) return ofNumber(value, 'ok');
    if (rules.measure.percent === undefined) return { wrong: 'percent-format', found: raw.format };
    return ofNumber(rules.measure.percent === 'hundredfold' ? hundredfold(value) : value, 'ok');
  };
}

/** Takes `( )` and a trailing quality mark off: `(123)`, `123 r`, `(123) p`. */
function undress(text: string): { inner: string; marks: CellMark[] | undefined; bracketed: boolean } {
  const suffix = SUFFIX.exec(text);
  const rest = suffix?.[1] ?? text;
  const bracket = BRACKETS.exec(rest);
  return {
    inner: bracket?.[1] ?? rest,
    marks: suffix ? [suffix[2] as CellMark] : undefined,
    bracketed: bracket !== null,
  };
}

function implausible(value: number, measure: Measure): ReadCell | undefined {
  if (!Number.isFinite(value)) return { wrong: 'out-of-range', found: String(value) };
  if (measure.integer && !Number.isSafeInteger(value)) return { wrong: 'not-integer', found: String(value) };
  const { min, max } = measure;
  if ((min !== undefined && value < min) || (max !== undefined && value > max))
    return { wrong: 'out-of-range', found: String(value), expected: `${min ?? '…'} bis ${max ?? '…'}` };
  return undefined;
}

/** 0.123 × 100 is 12.299999999999999 in binary: fifteen significant digits are what a sheet shows. */
function hundredfold(value: number): number {
  return Number((value * 100).toPrecision(15));
}

function notationText({ decimal, thousands }: NumberNotation): string {
  const marks = { none: 'ohne', dot: 'Punkt als', space: 'Leerzeichen als', comma: 'Komma als' };
  return `Dezimal${decimal === 'comma' ? 'komma' : 'punkt'}, ${marks[thousands]} Tausenderzeichen`;
}

function shown(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}
