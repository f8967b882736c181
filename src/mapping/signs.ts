/**
 * Signs of German statistical tables (DIN 55301 and its local dialects) to cell states. A sign that no table
 * and no profile explains is never guessed.
 */
import { cell, emptyCell, type Cell } from '../core/cell.ts';
import type { TableProfile, SignState, SignTableName } from './profile.ts';

/** `-` may stand for a unit that did not exist: that is decided later, where the levels' validity is known. */
const DIN: Readonly<Record<string, SignState>> = {
  '': 'missing',
  '-': 'nil',
  '\u2013': 'nil',
  '.': 'suppressed',
  '/': 'unreliable',
  x: 'not_applicable',
  X: 'not_applicable',
  '...': 'not_yet',
  '\u2026': 'not_yet',
};

const BASES: Readonly<Record<SignTableName, Readonly<Record<string, SignState>>>> = {
  din: DIN,
  genesis: DIN,
  ba: { ...DIN, '*': 'suppressed' },
  none: { '': 'missing' },
};

export interface SignTable {
  /** State of a cell whose whole text is this sign; undefined: no sign. */
  readonly ofText: (text: string) => Cell | undefined;
  /** State of a number that the profile declares to be a sign, such as -9999. */
  readonly ofNumber: (value: number) => Cell | undefined;
  /** What a plain 0 means: in GENESIS tables less than half of the last digit, but not nil. */
  readonly zero: Cell;
}

export function signTable(signs: TableProfile['signs']): SignTable {
  const texts = new Map<string, Cell>();
  const numbers = new Map<number, Cell>();
  for (const [sign, state] of Object.entries({ ...BASES[signs.base], ...signs.override })) {
    texts.set(sign, cellOf(state));
    if (/^-?\d+$/.test(sign)) numbers.set(Number(sign), cellOf(state));
  }
  return {
    ofText: (text) => texts.get(text),
    ofNumber: (value) => numbers.get(value),
    zero: cell(0, signs.base === 'genesis' ? 'rounded_zero' : 'ok'),
  };
}

/** What every sign of the profile stands for; what was overridden counts. */
export function signMeanings(signs: TableProfile['signs']): ReadonlyMap<string, SignState> {
  return new Map(Object.entries({ ...BASES[signs.base], ...signs.override }));
}

function cellOf(state: SignState): Cell {
  return state === 'nil' || state === 'rounded_zero' ? cell(0, state) : emptyCell(state);
}
