/**
 * What rounding leaves of a need: a rounded figure tells a window by itself, which cannot be taken back. Inside it
 * nothing more may be told, and never the number itself.
 */
import type { Figure, FigureTable } from './figures.ts';
import type { Need } from './problem.ts';

export interface Window {
  readonly lower: number;
  readonly upper: number;
}

const WINDOWS = new WeakMap<FigureTable, ReadonlyMap<string, Window>>();

/** By figure id: relations about one figure alone. */
export function roundingWindows(table: FigureTable): ReadonlyMap<string, Window> {
  const known = WINDOWS.get(table);
  if (known) return known;
  const windows = new Map<string, Window>();
  for (const { terms, lower, upper } of table.relations) {
    const [only, ...others] = terms;
    if (only && others.length === 0 && only[1] === 1) windows.set(only[0], { lower, upper });
  }
  WINDOWS.set(table, windows);
  return windows;
}

export function needInWindow(need: Need | undefined, { value }: Figure, window?: Window): Need | undefined {
  if (need === undefined || window === undefined || value === null) return need;
  const { lower, upper } = window;
  const high = need.high === undefined ? undefined : Math.min(need.high, upper);
  const low = need.low === undefined ? undefined : Math.max(need.low, lower);
  const isTold = (high === undefined || high <= value) && (low === undefined || low >= value);
  if (!isTold) return { ...(high === undefined ? {} : { high }), ...(low === undefined ? {} : { low }) };
  return value < upper ? { high: value + 1 } : { low: Math.max(lower, value - 1) };
}
