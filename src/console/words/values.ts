/** Values as KomMonitor shows them, and what is to be said where there is none. */
import type { CellState } from '../../core/cell.ts';
import { shortestFloat } from '../../core/decimal.ts';
import type { CellKind, PreviewCell } from '../../engine/desk/preview-series.ts';

const STORED = new Intl.NumberFormat('de-DE', { maximumSignificantDigits: 9 });

export const CELL_KINDS: Readonly<Record<CellKind, string>> = {
  new: 'neu',
  changed: 'geändert',
  removed: 'entfällt',
  hidden: 'geheim',
  empty: 'kein Wert',
  same: 'gleich',
};

/** Why there is no value; states with a value, and what nobody knows, have no reason. */
const REASONS: Readonly<Partial<Record<CellState, string>>> = {
  suppressed: 'geheim gehalten',
  unknown: 'unbekannt',
  unreliable: 'nicht sicher genug',
  not_applicable: 'nicht sinnvoll',
  not_yet: 'noch nicht vorhanden',
  missing: 'nicht geliefert',
};

/** `precision`: decimals shown; undefined: to the last digit that is stored. */
export function valueText(value: number | null, precision: number | undefined): string {
  if (value === null) return 'kein Wert';
  if (precision === undefined) return STORED.format(shortestFloat(value));
  return decimals(value, precision);
}

/** What will stand there; without a value with the reason for it. */
export function afterText(
  { after, state }: Pick<PreviewCell, 'after' | 'state'>,
  precision: number | undefined,
): string {
  const reason = after === null ? REASONS[state] : undefined;
  if (reason !== undefined) return `kein Wert (${reason})`;
  const text = valueText(after, precision);
  return state === 'low_reliability' ? `${text} (eingeschränkt aussagekräftig)` : text;
}

/** `+71,1`, `−3`, `unter 0,1` where rounding would hide it, `0` where nothing changes. */
export function changeText(change: number | null, precision: number | undefined): string {
  if (change === null) return '–';
  if (change === 0) return '0';
  const sign = change > 0 ? '+' : '−';
  const size = Math.abs(change);
  if (precision === undefined) return sign + STORED.format(Number(size.toPrecision(6)));
  const step = 10 ** -precision;
  return size < step / 2 ? `unter ${decimals(step, precision)}` : sign + decimals(size, precision);
}

/** By the number of decimals: making one takes longer than using it a hundred times. */
const FORMATS = new Map<number, Intl.NumberFormat>();

function decimals(value: number, precision: number): string {
  // Rounded as a whole, so that there is no -0.
  const number = Number(shortestFloat(value).toFixed(precision)) + 0;
  const known = FORMATS.get(precision) ?? formatOf(precision);
  FORMATS.set(precision, known);
  return known.format(number);
}

function formatOf(precision: number): Intl.NumberFormat {
  return new Intl.NumberFormat('de-DE', {
    minimumFractionDigits: precision,
    maximumFractionDigits: precision,
  });
}
