/**
 * Notices shares that are written a hundred times smaller or larger than those of the date before: a source that has
 * changed from 12.3 to 0.123. Compares each area with itself. Pure.
 */
import { hasValue } from '../core/cell.ts';
import type { StoredCell } from '../core/dataset.ts';
import { finding, type Finding } from '../core/finding.ts';
import { breakdownKey } from '../core/observation.ts';
import { compareDates, germanDate, type ReferenceDate } from '../core/reference-date.ts';

export interface ScaleQuestion {
  readonly fresh: readonly StoredCell[];
  /** What is already known; a date that is delivered again does not count. */
  readonly known: readonly StoredCell[];
  /** Measures that are shares or averages. */
  readonly rates: ReadonlySet<string>;
  readonly fileOf: (stored: StoredCell) => string;
}

/** A share of an area that doubles or halves and is written in another way still lies between these. */
const [LEAST, MOST] = [50, 200];
const FEWEST = 3;
/** So many of the areas that can be compared. */
const NEARLY_ALL = 0.9;

type Figures = ReadonlyMap<string, StoredCell>;

/** One finding for each measure and date, at the first figure. */
export function percentScale({ fresh, known, rates, fileOf }: ScaleQuestion): Finding[] {
  const own = byDate(fresh, rates);
  const all = new Map([...byDate(known, rates), ...own]);
  const dates = [...all.keys()].sort(compareDates);
  return [...own].flatMap(([date, figures]) => {
    const at = dates.indexOf(date);
    const other = dates[at - 1] ?? dates[at + 1];
    const theirs = other && all.get(other);
    return other && theirs ? compared(figures, { other, theirs, fileOf }) : [];
  });
}

interface Before {
  readonly other: ReferenceDate;
  readonly theirs: Figures;
  readonly fileOf: ScaleQuestion['fileOf'];
}

function compared(figures: Figures, { other, theirs, fileOf }: Before): Finding[] {
  const pairs = new Map<string, { now: StoredCell; ratio: number; before: number }[]>();
  for (const [key, now] of figures) {
    const before = theirs.get(key)?.cell.value ?? 0;
    if (before === 0) continue;
    const list = pairs.get(now.measure) ?? [];
    list.push({ now, before, ratio: (now.cell.value ?? 0) / before });
    pairs.set(now.measure, list);
  }
  return [...pairs].flatMap(([measure, list]) => {
    const [first] = list;
    const isOff = [1, -1].some(
      (sign) => list.filter(({ ratio }) => within(ratio ** sign)).length >= NEARLY_ALL * list.length,
    );
    if (!first || list.length < FEWEST || !isOff) return [];
    const { source, date, cell } = first.now;
    const place = {
      file: fileOf(first.now),
      ...(source.sheet === undefined ? {} : { sheet: source.sheet }),
      row: source.rows[0],
    };
    const found = `${measure} ${germanNumber(cell.value ?? 0)} am ${germanDate(date)}`;
    const expected = `${germanNumber(first.before)} am ${germanDate(other)}`;
    return [finding('statistics.percent-scale', place, { found, expected })];
  });
}

function within(ratio: number): boolean {
  return ratio >= LEAST && ratio <= MOST;
}

function byDate(cells: readonly StoredCell[], rates: ReadonlySet<string>): Map<ReferenceDate, Figures> {
  const result = new Map<ReferenceDate, Map<string, StoredCell>>();
  for (const stored of cells) {
    const { date, level, area, measure, breakdown, cell, role } = stored;
    if (role !== 'value' || !rates.has(measure) || !hasValue(cell) || cell.value <= 0) continue;
    let figures = result.get(date);
    if (!figures) result.set(date, (figures = new Map()));
    figures.set([level, area, measure, breakdownKey(breakdown)].join(' '), stored);
  }
  return result;
}

function germanNumber(value: number): string {
  return value.toLocaleString('de-DE', { maximumFractionDigits: 6 });
}
