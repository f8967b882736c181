/**
 * From released series to value uploads: one upload for each indicator and level, with exactly the dates
 * in which something differs, every area in it, ascending, and an explicit null for "no value".
 */
import { finding, type Finding } from '../core/finding.ts';
import type { IndicatorSeries, SeriesValue } from '../core/indicator.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { storedValue } from './actual.ts';
import type { DesiredIndicator } from './desired.ts';
import { keyOf, type CellBefore, type PlannedRow, type PutValues } from './operations.ts';
import { TARGET_PLACE } from './plan-levels.ts';
import type { Access, IndicatorLink, TargetIndicator, TargetValues } from './target.ts';

export interface ValuePlan {
  readonly operation: PutValues | undefined;
  readonly findings: readonly Finding[];
  readonly counts: CellCounts;
}

/** Cells of the release by what happens to them. */
export interface CellCounts {
  readonly create: number;
  readonly update: number;
  readonly unchanged: number;
  readonly suppressed: number;
}

export interface ValueQuestion {
  readonly indicator: DesiredIndicator;
  readonly series: IndicatorSeries;
  readonly unitName: string;
  readonly existing: TargetIndicator | undefined;
  readonly stored: TargetValues | undefined;
}

export function planValues({ indicator, series, unitName, existing, stored }: ValueQuestion): ValuePlan {
  const cells = new Map(series.values.map((value) => [`${value.area} ${value.date}`, value]));
  const link = existing?.links.find((candidate) => candidate.unitName === unitName);
  const before = (area: SeriesValue['area'], date: ReferenceDate) =>
    link ? storedValue(stored, area, date) : undefined;

  const counts = { create: 0, update: 0, unchanged: 0, suppressed: 0 };
  const changed = new Set<ReferenceDate>();
  const findings: Finding[] = [];
  for (const { area, date, cell } of series.values) {
    if (cell.state === 'suppressed') counts.suppressed += 1;
    const wanted = toFloat32(cell.value);
    const known = before(area, date);
    if (known === undefined) counts.create += 1;
    else if (known === wanted) counts.unchanged += 1;
    else counts.update += 1;
    if (known === undefined || known !== wanted || !existing?.dates.includes(date)) changed.add(date);
    if (!keepsPrecision(cell.value, indicator.description.precision))
      findings.push(
        finding('sync.float32-loss', TARGET_PLACE, { expected: String(cell.value), found: String(wanted) }),
      );
  }
  findings.push(...keptFindings(indicator, series, stored));

  const dates = [...changed].sort();
  if (dates.length === 0) return { operation: undefined, findings, counts };
  const rows: PlannedRow[] = series.areas.map((area) => {
    const row = dates.map((date) => cells.get(`${area} ${date}`));
    return {
      key: area,
      values: row.map((value) => toFloat32(value?.cell.value ?? null)),
      before: dates.map((date) => cellBefore(before(area, date))),
      states: row.map((value) => value?.cell.state ?? 'missing'),
    };
  });
  const operation: PutValues = {
    kind: 'put-values',
    indicator: keyOf(indicator.description),
    indicatorId: indicator.id,
    level: series.level,
    unitName,
    access: accessFor(indicator, existing, link),
    newLink: link === undefined,
    dates,
    rows,
    inputs: series.inputs,
  };
  return { operation, findings, counts };
}

/**
 * Every upload replaces the link's owner and readers, so those that stand there are sent back. A new link is read
 * by whoever may read the indicator now: somebody may have withdrawn it from the public by hand.
 */
function accessFor(
  indicator: DesiredIndicator,
  existing: TargetIndicator | undefined,
  link: IndicatorLink | undefined,
): Access {
  const kept = link?.access ?? existing?.access ?? indicator.access;
  // Data from before KomMonitor 5 may have no owner; an upload without one would be stored only by half.
  return kept.ownerId === '' ? { ...kept, ownerId: indicator.access.ownerId } : kept;
}

export function cellBefore(stored: number | null | undefined): CellBefore {
  return stored === undefined ? 'absent' : stored;
}

/** KomMonitor stores 4-byte floats; everything is compared as such. */
export function toFloat32(value: number | null): number | null {
  return value === null ? null : Math.fround(value);
}

/** Does the stored float, shown with the indicator's decimals, still read as the published value? */
export function keepsPrecision(value: number | null, decimals: number): boolean {
  if (value === null) return true;
  const stored = Math.fround(value);
  return Number.isFinite(stored) && Math.abs(stored - value) < 0.5 * 10 ** -decimals;
}

function keptFindings(
  indicator: DesiredIndicator,
  series: IndicatorSeries,
  stored: TargetValues | undefined,
): Finding[] {
  if (!stored) return [];
  const name = indicator.description.name;
  const findings: Finding[] = [];
  const olderDates = stored.dates.filter((date) => !series.dates.includes(date));
  if (olderDates.length > 0)
    findings.push(finding('sync.date-kept', TARGET_PLACE, { found: `${name}: ${olderDates.join(', ')}` }));
  const otherKeys = [...stored.rows.keys()].filter((key) => !series.areas.includes(key));
  if (otherKeys.length > 0)
    findings.push(finding('sync.area-kept', TARGET_PLACE, { found: `${name}: ${otherKeys.join(', ')}` }));
  if (stored.contradictory.length > 0)
    findings.push(
      finding('sync.contradictory-rows', TARGET_PLACE, {
        found: `${name}: ${stored.contradictory.join(', ')}`,
      }),
    );
  return findings;
}
