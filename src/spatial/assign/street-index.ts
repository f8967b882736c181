/** The streets of a directory on one day, found by key or by normalised name. */
import type { AreaKey } from '../../core/area.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import { isRowValid, rangeOrders, streetIdentity, type DirectoryRow } from './directory-row.ts';
import { endOfNumber, numberOfOrder, orderOf } from './house-number-order.ts';
import { segmentsOf, type Claim, type Segments, type UnitIndex } from './segments.ts';
import { normaliseStreetName } from './street-name.ts';

export interface Street {
  readonly gemeinde: string;
  /** Empty where the directory knows no key. */
  readonly key: string;
  readonly name: string;
  readonly normalised: string;
  readonly even: Segments;
  readonly odd: Segments;
  /** The one area of all its houses, or undefined. */
  readonly only: UnitIndex | undefined;
}

export interface StreetIndex {
  readonly units: readonly AreaKey[];
  readonly gemeinden: ReadonlySet<string>;
  readonly byKey: (gemeinde: string, key: string) => Street | undefined;
  /** Several: the name alone decides nothing. */
  readonly byName: (gemeinde: string, normalised: string) => readonly Street[];
  /** Is the street, or this number of it, in the directory only from a later day on? */
  readonly beginsLater: (
    street: { gemeinde: string; key: string; normalised: string },
    order?: number,
  ) => boolean;
  readonly all: readonly Street[];
}

export function sideOfOrder(street: Street, order: number): Segments {
  return numberOfOrder(order) % 2 === 0 ? street.even : street.odd;
}

/** Rows that are not valid on the day only serve to tell "new since the directory" from "unknown". */
export function indexStreets(rows: readonly DirectoryRow[], date: ReferenceDate): StreetIndex {
  const units = [...new Set(rows.map(({ unit }) => unit))].sort();
  const unitIndex = new Map(units.map((unit, i) => [unit, i]));
  const claims = new Map<string, { first: DirectoryRow; even: Claim[]; odd: Claim[] }>();
  for (const row of rows) {
    if (!isRowValid(row, date)) continue;
    const id = `${row.gemeinde} ${streetIdentity(row)}`;
    const entry = claims.get(id) ?? { first: row, even: [], odd: [] };
    claims.set(id, entry);
    const unit = unitIndex.get(row.unit) ?? 0;
    if (row.side !== 'odd') entry.even.push(...claimOnSide(row, 0, unit));
    if (row.side !== 'even') entry.odd.push(...claimOnSide(row, 1, unit));
  }
  const all = [...claims.values()].map(toStreet);
  return {
    units,
    gemeinden: new Set(rows.map(({ gemeinde }) => gemeinde)),
    ...lookups(all),
    beginsLater: laterRows(rows, date),
    all,
  };
}

/** From the first to the last number of the side: a row for number 12 says nothing about the odd ones. */
function claimOnSide(row: DirectoryRow, parity: 0 | 1, unit: UnitIndex): Claim[] {
  const [first, last] = rangeOrders(row);
  const [start, end] = [numberOfOrder(first), numberOfOrder(last)];
  const from = start % 2 === parity ? first : orderOf({ number: start + 1, suffix: '' });
  const to = end % 2 === parity ? last : endOfNumber(end - 1);
  return from <= to ? [{ from, to, unit }] : [];
}

function toStreet({ first, even, odd }: { first: DirectoryRow; even: Claim[]; odd: Claim[] }): Street {
  const [only, ...others] = new Set([...even, ...odd].map(({ unit }) => unit));
  return {
    gemeinde: first.gemeinde,
    key: first.streetKey,
    name: first.streetName,
    normalised: normaliseStreetName(first.streetName),
    even: segmentsOf(even),
    odd: segmentsOf(odd),
    only: others.length === 0 ? only : undefined,
  };
}

function lookups(all: readonly Street[]): Pick<StreetIndex, 'byKey' | 'byName'> {
  const keys = new Map<string, Map<string, Street>>();
  const names = new Map<string, Street[]>();
  for (const street of all) {
    const ofGemeinde = keys.get(street.gemeinde) ?? new Map<string, Street>();
    keys.set(street.gemeinde, ofGemeinde);
    if (street.key !== '') ofGemeinde.set(street.key, street);
    const name = `${street.gemeinde} ${street.normalised}`;
    if (street.normalised !== '') names.set(name, [...(names.get(name) ?? []), street]);
  }
  return {
    byKey: (gemeinde, key) => keys.get(gemeinde)?.get(key),
    byName: (gemeinde, normalised) => names.get(`${gemeinde} ${normalised}`) ?? [],
  };
}

function laterRows(rows: readonly DirectoryRow[], date: ReferenceDate): StreetIndex['beginsLater'] {
  const later = new Map<string, DirectoryRow[]>();
  for (const row of rows) {
    if (row.validFrom === null || row.validFrom <= date) continue;
    for (const id of identities(row.gemeinde, row.streetKey, normaliseStreetName(row.streetName)))
      later.set(id, [...(later.get(id) ?? []), row]);
  }
  return ({ gemeinde, key, normalised }, order) =>
    identities(gemeinde, key, normalised).some((id) =>
      (later.get(id) ?? []).some((row) => order === undefined || holds(row, order)),
    );
}

function identities(gemeinde: string, key: string, normalised: string): string[] {
  const found = key === '' ? [] : [`${gemeinde} k ${key}`];
  return normalised === '' ? found : [...found, `${gemeinde} n ${normalised}`];
}

function holds(row: DirectoryRow, order: number): boolean {
  const [from, to] = rangeOrders(row);
  const isEven = numberOfOrder(order) % 2 === 0;
  return from <= order && order <= to && (row.side === 'both' || (row.side === 'even') === isEven);
}
