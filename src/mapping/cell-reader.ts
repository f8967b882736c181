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
  | 'unexpected-type'
  | 'error-value';

export interface CellRules {
  /** How the column writes numbers; where several fit they read every number alike. */
  readonly notations: readonly NumberNotation[];
  readonly signs: SignTable;
  readonly measure: Measure;
}

export type CellReader = (raw: string | RawCell | undefined) => ReadCell;

/** What stands around a number: state by its brackets, marks behind it. */
interface Dress {
  readonly state: CellState;
  readonly marks: readonly CellMark[] | undefined;
}

const PLAIN: Dress = { state: 'ok', marks: undefined };
const BRACKETS = /^\(\s*(.*?)\s*\)$/;
const SUFFIX = /^(.*\d\)?)\s*([prse])$/;
const DIGIT = /\d/;
/** What a workbook shows where a formula has failed: `#NV`, `#DIV/0!`, `#NAME?`. */
const ERROR_VALUE = /^#[\p{Lu}/_\d]{2,}[!?]?$/u;
/** In a count this is a thousands mark of the other notation, however whole the number is that it would give. */
const THREE_DECIMALS = { comma: /,\d{3}$/, point: /\.\d{3}$/ } as const;
/** Texts of a place are for people; a cell that holds a whole sentence is cut. */
const SHOWN = 24;

export function cellReader(rules: CellRules): CellReader {
  const [notation] = rules.notations;
  const thousands = rules.measure.integer && notation ? THREE_DECIMALS[notation.decimal] : undefined;

  function parse(text: string): number | undefined {
    for (const notation of rules.notations) {
      const value = parseNumber(text, notation);
      if (typeof value === 'number') return value;
    }
    return undefined;
  }

  /** `written`: the text it was read from, for messages. */
  function ofNumber(value: number, written: string | undefined, dress: Dress): ReadCell {
    const { state, marks } = dress;
    const sign = rules.signs.ofNumber(value);
    if (sign) return { cell: sign };
    const wrong = implausible(value, written, rules.measure);
    if (wrong) return wrong;
    if (value === 0 && state === 'ok')
      return { cell: marks ? cell(0, rules.signs.zero.state, marks) : rules.signs.zero };
    return { cell: cell(value, state, marks) };
  }

  function ofText(raw: string): ReadCell {
    const text = trimCell(raw);
    const sign = rules.signs.ofText(text);
    if (sign) return { cell: sign };
    const found = shown(text);
    if (ERROR_VALUE.test(text)) return { wrong: 'error-value', found };
    const plain = parse(text);
    if (plain !== undefined) return thousands?.test(text) ? notInteger(found) : ofNumber(plain, found, PLAIN);

    const { inner, marks, bracketed } = undress(text);
    const value = parse(inner);
    if (value !== undefined && thousands?.test(inner)) return notInteger(found);
    if (value !== undefined)
      return ofNumber(value, found, { state: bracketed ? 'low_reliability' : 'ok', marks });
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
    if (!raw?.format?.includes('%')) return ofNumber(value, undefined, PLAIN);
    if (rules.measure.percent === undefined) return { wrong: 'percent-format', found: raw.format };
    const meant = rules.measure.percent === 'hundredfold' ? hundredfold(value) : value;
    return ofNumber(meant, undefined, PLAIN);
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

function implausible(value: number, written: string | undefined, measure: Measure): ReadCell | undefined {
  const found = () => written ?? germanNumber(value);
  if (!Number.isFinite(value)) return { wrong: 'out-of-range', found: found() };
  if (measure.integer && !Number.isSafeInteger(value)) return notInteger(found());
  const { min, max } = measure;
  if ((min !== undefined && value < min) || (max !== undefined && value > max))
    return { wrong: 'out-of-range', found: found(), expected: rangeText(min, max) };
  return undefined;
}

function notInteger(found: string): ReadCell {
  return { wrong: 'not-integer', found, expected: 'eine ganze Zahl' };
}

function rangeText(min: number | undefined, max: number | undefined): string {
  const [from, to] = [min, max].map((bound) => (bound === undefined ? '…' : germanNumber(bound)));
  return `${from} bis ${to}`;
}

/** As a German sheet would show it; never with fewer digits than it has. */
function germanNumber(value: number): string {
  return value.toLocaleString('de-DE', { maximumFractionDigits: 15 });
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
