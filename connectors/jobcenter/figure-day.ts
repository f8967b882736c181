/** The reference date of a figure from what its heading says about time. */
import type { ReportRow } from '../../src/sdk/index.ts';
import type { FigureRow } from './section-rows.ts';

/**
 * For columns that are years: the day of that year as `2024-06-30`, or nothing. Nothing for means over a year without
 * `averageDay`; nothing, with one finding for each heading, where the heading names no time or one of another year.
 */
export function yearDays(
  averageDay: string | undefined,
  report: ReportRow,
): (figure: FigureRow, year: string) => string {
  const told = new Set<number>();
  return ({ section, row }, year) => {
    const time = section?.time;
    if (time?.dayOfYear !== undefined) return `${year}-${time.dayOfYear}`;
    if (time?.average) return averageDay === undefined ? '' : `${year}-${averageDay}`;
    if (time?.date?.startsWith(year)) return time.date;
    const at = section?.row ?? row;
    if (!told.has(at)) report('jobcenter.section-undated', at, { found: section?.title ?? '' });
    told.add(at);
    return '';
  };
}
