/** Overlaps, repeated ranges and gaps within the streets of a directory. */
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { FindingDesk } from '../../mapping/finding-desk.ts';
import { isRowValid, rangeOrders, rangeText, type DirectoryRow } from './directory-row.ts';
import { numberOfOrder } from './house-number-order.ts';

interface RangeCheck {
  readonly file: string;
  readonly date: ReferenceDate;
}
interface Interval {
  readonly row: DirectoryRow;
  readonly from: number;
  readonly to: number;
}

/** `streets`: the rows of each street, all editions. Gaps are looked for on the day of the check. */
export function checkRanges(
  streets: readonly (readonly DirectoryRow[])[],
  check: RangeCheck,
  desk: FindingDesk,
): void {
  let harmlessGaps = 0;
  for (const rows of streets) {
    const intervals = rows
      .map((row): Interval => {
        const [from, to] = rangeOrders(row);
        return { row, from, to };
      })
      .sort((a, b) => a.from - b.from || a.to - b.to);
    checkOverlaps(intervals, check.file, desk);
    const present = intervals.filter(({ row }) => isRowValid(row, check.date));
    for (const side of ['even', 'odd'] as const) harmlessGaps += checkGaps(present, side, { check, desk });
  }
  if (harmlessGaps > 0)
    desk.report('assignment.range-gap', { file: check.file, row: 0 }, { found: String(harmlessGaps) });
}

function checkOverlaps(intervals: readonly Interval[], file: string, desk: FindingDesk): void {
  for (const [i, a] of intervals.entries())
    for (let j = i + 1; j < intervals.length; j += 1) {
      const b = intervals[j];
      if (!b || b.from > a.to) break;
      if (sharesTime(a.row, b.row) && sharesHouses(a, b)) reportOverlap(a, b, { file, desk });
    }
}

function reportOverlap(a: Interval, b: Interval, { file, desk }: { file: string; desk: FindingDesk }): void {
  const later = a.row.row > b.row.row ? a.row : b.row;
  const earlier = later === a.row ? b.row : a.row;
  const place = { file, row: later.row };
  const isSameRange = a.from === b.from && a.to === b.to && a.row.side === b.row.side;
  const hasPeriods = [a.row, b.row].some(({ validFrom, validTo }) => validFrom !== null || validTo !== null);
  const found = `${streetText(later)} ${rangeText(later)}`;
  const expected = `${earlier.unit} (Zeile ${earlier.row}), ${later.unit} (Zeile ${later.row})`;
  if (a.row.unit === b.row.unit) desk.report('assignment.range-repeated', place, { found });
  else if (isSameRange && hasPeriods) desk.report('assignment.validity-overlap', place, { found, expected });
  else desk.report('assignment.range-overlap', place, { found, expected });
}

function streetText({ streetName, streetKey }: DirectoryRow): string {
  return streetName === '' ? streetKey : streetName;
}

function sharesTime(a: DirectoryRow, b: DirectoryRow): boolean {
  return !endsBefore(a, b) && !endsBefore(b, a);
}

function endsBefore(a: DirectoryRow, b: DirectoryRow): boolean {
  return a.validTo !== null && b.validFrom !== null && a.validTo < b.validFrom;
}

/** Is there a house number that lies in both intervals and on a side both rows speak of? */
function sharesHouses(a: Interval, b: Interval): boolean {
  const sides = [a.row.side, b.row.side].filter((side) => side !== 'both');
  if (sides.includes('even') && sides.includes('odd')) return false;
  const first = numberOfOrder(Math.max(a.from, b.from));
  const last = numberOfOrder(Math.min(a.to, b.to));
  if (sides.length === 0 || last > first) return true;
  return (first % 2 === 0) === sides.includes('even');
}

/** Reports gaps between different areas; returns how many there are within one area. */
function checkGaps(
  intervals: readonly Interval[],
  side: 'even' | 'odd',
  { check, desk }: { check: RangeCheck; desk: FindingDesk },
): number {
  const parity = side === 'even' ? 0 : 1;
  let harmless = 0;
  let last: { readonly number: number; readonly row: DirectoryRow } | undefined;
  for (const { row, from, to } of intervals) {
    if (row.side !== 'both' && row.side !== side) continue;
    const first = onSide(numberOfOrder(from), parity, 1);
    const end = onSide(numberOfOrder(to), parity, -1);
    if (end < first) continue;
    if (last && first > last.number + 2) {
      if (last.row.unit === row.unit) harmless += 1;
      else reportGap(last, { number: first, row }, { check, desk });
    }
    if (!last || end > last.number) last = { number: end, row };
  }
  return harmless;
}

function onSide(number: number, parity: number, step: 1 | -1): number {
  return number % 2 === parity ? number : number + step;
}

function reportGap(
  before: { readonly number: number; readonly row: DirectoryRow },
  after: { readonly number: number; readonly row: DirectoryRow },
  { check, desk }: { check: RangeCheck; desk: FindingDesk },
): void {
  const [first, last] = [before.number + 2, after.number - 2];
  const numbers = first === last ? String(first) : `${first}-${last}`;
  desk.report(
    'assignment.range-gap-between',
    { file: check.file, row: after.row.row },
    { found: `${streetText(after.row)} ${numbers}`, expected: `${before.row.unit}, ${after.row.unit}` },
  );
}
