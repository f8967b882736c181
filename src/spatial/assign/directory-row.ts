/** The street directory as all its forms are read: house number ranges per side of a street, each with its area. */
import type { AreaKey } from '../../core/area.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import { endOfNumber, OPEN_END, orderOf, type HouseNumberPoint } from './house-number-order.ts';

export type Side = 'even' | 'odd' | 'both';

export interface DirectoryRow {
  /** Line or row of the file; several ranges may stem from one. */
  readonly row: number;
  /** AGS, 8 digits: street keys and names are unique in a Gemeinde at most. */
  readonly gemeinde: string;
  /** Empty where the directory knows no keys. */
  readonly streetKey: string;
  /** Empty where the directory knows no names. */
  readonly streetName: string;
  readonly side: Side;
  readonly from: HouseNumberPoint;
  /** Number 9999: to the end of the street. */
  readonly to: HouseNumberPoint;
  readonly unit: AreaKey;
  /** Null: since ever. */
  readonly validFrom: ReferenceDate | null;
  /** Last day; null: open. */
  readonly validTo: ReferenceDate | null;
}

/** Both ends of the whole street. */
export const WHOLE_STREET = {
  from: { number: 1, suffix: '' },
  to: { number: OPEN_END, suffix: '' },
} as const;

/** First and last order of a range, both included. */
export function rangeOrders(range: Pick<DirectoryRow, 'from' | 'to'>): readonly [number, number] {
  return [orderOf(range.from), range.to.number >= OPEN_END ? endOfNumber(OPEN_END) : orderOf(range.to)];
}

export function isRowValid(row: Pick<DirectoryRow, 'validFrom' | 'validTo'>, date: ReferenceDate): boolean {
  return (row.validFrom === null || row.validFrom <= date) && (row.validTo === null || date <= row.validTo);
}

/** Tells streets of one Gemeinde apart: the key, or the written name where there are no keys. */
export function streetIdentity(row: Pick<DirectoryRow, 'streetKey' | 'streetName'>): string {
  return row.streetKey === '' ? `=${row.streetName}` : row.streetKey;
}

/** `1A-15 ungerade` or `ganze Straße`, for findings. */
export function rangeText({ from, to, side }: Pick<DirectoryRow, 'from' | 'to' | 'side'>): string {
  const end = to.number >= OPEN_END ? 'Ende' : `${to.number}${to.suffix}`;
  const start = `${from.number}${from.suffix}`;
  if (side === 'both' && start === '1' && end === 'Ende') return 'ganze Straße';
  const sideText = side === 'both' ? '' : side === 'even' ? ' gerade' : ' ungerade';
  return `${start === end ? start : `${start}-${end}`}${sideText}`;
}

/** `1-10 ger.`: the side named and the parity of the ends contradict each other. */
export function isOnWrongSide({ from, to, side }: Pick<DirectoryRow, 'from' | 'to' | 'side'>): boolean {
  if (side === 'both') return false;
  const parity = side === 'even' ? 0 : 1;
  const openEnd = to.number >= OPEN_END;
  // Directories of both forms let a side begin at 1 whatever its parity.
  const startsAtOne = from.number === 1;
  return (!startsAtOne && from.number % 2 !== parity) || (!openEnd && to.number % 2 !== parity);
}
