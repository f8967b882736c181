/** Is everything there that should be, and is it new? Checks over whole levels and dates of a delivery. */
import type { AreaKey } from '../core/area.ts';
import { hasValue } from '../core/cell.ts';
import type { StoredCell } from '../core/dataset.ts';
import { finding, type Finding } from '../core/finding.ts';
import { breakdownKey } from '../core/observation.ts';
import { germanDate, type ReferenceDate } from '../core/reference-date.ts';
import type { Geography } from './geography.ts';

const NAMES_SHOWN = 5;
/** Fewer comparable figures than this prove nothing about a repeated file. */
const REPETITION_MINIMUM = 20;
const REPETITION_DISTINCT = 5;

/** Areas that exist on the day but have no figure at all: one finding for each level and date. */
export function missingAreas(cells: readonly StoredCell[], geography: Geography, file: string): Finding[] {
  const delivered = new Map<string, { sample: StoredCell; areas: Set<AreaKey> }>();
  for (const stored of cells) {
    if (stored.role === 'residual') continue;
    const key = `${stored.level} ${stored.date}`;
    const entry = delivered.get(key) ?? { sample: stored, areas: new Set() };
    entry.areas.add(stored.area);
    delivered.set(key, entry);
  }
  return [...delivered.values()].flatMap(({ sample, areas }) => {
    const { level, date } = sample;
    const expected = geography.areasOn(level, date);
    const lacking = expected.filter((area) => !areas.has(area));
    if (lacking.length === 0) return [];
    const names = lacking.slice(0, NAMES_SHOWN).map((area) => `${geography.nameOf(level, area)} (${area})`);
    const more = lacking.length > NAMES_SHOWN ? ` und ${lacking.length - NAMES_SHOWN} weitere` : '';
    return [
      finding(
        'statistics.area-missing',
        { ...sheetOf(sample, file), row: 0 },
        {
          found: `${names.join(', ')}${more} am ${germanDate(date)}`,
          expected: `${expected.length} Raumeinheiten der Ebene ${level}, geliefert ${areas.size}`,
        },
      ),
    ];
  });
}

/**
 * Figures for areas that did not exist on the day. A nil there means "does not exist" and is dropped;
 * anything else is an error.
 */
export function dropNotExisting(
  cells: readonly StoredCell[],
  geography: Geography,
  fileOf: (stored: StoredCell) => string,
): { cells: StoredCell[]; findings: Finding[] } {
  const kept: StoredCell[] = [];
  const findings = new Map<string, Finding>();
  const existing = new Map<string, ReadonlySet<AreaKey>>();
  for (const stored of cells) {
    const key = `${stored.level} ${stored.date}`;
    const areas = existing.get(key) ?? new Set(geography.areasOn(stored.level, stored.date));
    existing.set(key, areas);
    if (stored.role === 'residual' || areas.has(stored.area)) {
      kept.push(stored);
    } else if (hasValue(stored.cell) && stored.cell.state !== 'nil') {
      const name = `${stored.area}, ${germanDate(stored.date)}`;
      if (!findings.has(name))
        findings.set(
          name,
          finding(
            'statistics.area-not-valid',
            { ...sheetOf(stored, fileOf(stored)), row: stored.source.rows[0] },
            { found: name },
          ),
        );
    }
  }
  return { cells: kept, findings: [...findings.values()] };
}

/** A date all of whose figures equal those of another date is last year's file again. Two new dates: the later one. */
export function repeatedDates(
  fresh: readonly StoredCell[],
  known: readonly StoredCell[],
  file: string,
): Finding[] {
  const freshByDate = vectors(fresh);
  const freshDates = new Set(freshByDate.keys());
  const others = new Map([...vectors(known.filter((c) => !freshDates.has(c.date))), ...freshByDate]);
  return [...freshByDate].flatMap(([date, figures]) => {
    const twin = [...others].find(
      ([other, theirs]) => (other < date || !freshDates.has(other)) && sameFigures(figures, theirs),
    );
    return twin
      ? [
          finding(
            'statistics.same-as-other-date',
            { ...sheetOf(sampleOf(fresh, date), file), row: 0 },
            { found: germanDate(date), expected: germanDate(twin[0]) },
          ),
        ]
      : [];
  });
}

function sampleOf(cells: readonly StoredCell[], date: ReferenceDate): StoredCell | undefined {
  return cells.find((stored) => stored.date === date && stored.source.rows[0] > 0);
}

/** File and, in a workbook, sheet: the place of what is no single row. */
export function sheetOf(sample: StoredCell | undefined, file: string): { file: string; sheet?: string } {
  const sheet = sample?.source.sheet;
  return sheet === undefined ? { file } : { file, sheet };
}

/** Slice: level and measure. */
type Figures = ReadonlyMap<string, { readonly slice: string; readonly value: number }>;

function vectors(cells: readonly StoredCell[]): Map<ReferenceDate, Figures> {
  const result = new Map<ReferenceDate, Map<string, { slice: string; value: number }>>();
  for (const stored of cells) {
    if (!hasValue(stored.cell) || stored.role === 'residual') continue;
    const figures = result.get(stored.date) ?? new Map<string, { slice: string; value: number }>();
    const slice = `${stored.level} ${stored.measure}`;
    const key = `${slice} ${stored.area} ${breakdownKey(stored.breakdown)}`;
    figures.set(key, { slice, value: stored.cell.value });
    result.set(stored.date, figures);
  }
  return result;
}

/** The other date may have further levels and measures, from other files. */
function sameFigures(fresh: Figures, theirs: Figures): boolean {
  if (fresh.size < REPETITION_MINIMUM) return false;
  const figures = [...fresh.values()];
  if (new Set(figures.map(({ value }) => value)).size < REPETITION_DISTINCT) return false;
  const slices = new Set(figures.map(({ slice }) => slice));
  if ([...theirs.values()].filter(({ slice }) => slices.has(slice)).length !== fresh.size) return false;
  return [...fresh].every(([key, { value }]) => theirs.get(key)?.value === value);
}
