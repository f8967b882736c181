/**
 * Makes the cells of a delivery a full rectangle: within one level, date and measure, every area that
 * exists has every breakdown that any area has. What absence means is said by the profile, never guessed.
 */
import { MISSING, NIL } from '../core/cell.ts';
import type { StoredCell } from '../core/dataset.ts';
import { finding, type Finding } from '../core/finding.ts';
import { breakdownKey, type Breakdown } from '../core/observation.ts';
import { germanDate } from '../core/reference-date.ts';
import { sheetOf } from './completeness.ts';
import type { Geography } from './geography.ts';

/** What an absent combination means: an error, exactly nil, or a cell without a value. */
export type AbsencePolicy = 'error' | 'nil' | 'missing';

export interface Densified {
  readonly cells: readonly StoredCell[];
  readonly findings: readonly Finding[];
}

export function densify(
  cells: readonly StoredCell[],
  absent: AbsencePolicy,
  geography: Geography,
  file: string,
): Densified {
  const findings: Finding[] = [];
  const added: StoredCell[] = [];
  const present = new Set(cells.filter((c) => c.role === 'value').map(placeOf));
  for (const group of groups(cells).values()) {
    const sample = group[0];
    if (!sample) continue;
    const breakdowns = new Map(group.map((c) => [breakdownKey(c.breakdown), c.breakdown]));
    const there = new Set(group.map((c) => `${c.area} ${breakdownKey(c.breakdown)}`));
    for (const area of geography.areasOn(sample.level, sample.date)) {
      if (!present.has(placeOf({ ...sample, area }))) continue;
      const lacking = [...breakdowns].filter(([key]) => !there.has(`${area} ${key}`));
      if (lacking.length === 0) continue;
      if (absent === 'error') {
        const name = `${geography.nameOf(sample.level, area)} (${area}), ${germanDate(sample.date)}`;
        const first = lacking.slice(0, 3).map(([key]) => key || sample.measure);
        findings.push(
          finding(
            'statistics.combination-missing',
            { ...sheetOf(sample, file), row: group.find((c) => c.area === area)?.source.rows[0] ?? 0 },
            { found: name, expected: first.join(', ') + (lacking.length > 3 ? ' …' : '') },
          ),
        );
        continue;
      }
      for (const [, breakdown] of lacking) added.push(absentCell(sample, area, breakdown, absent));
    }
  }
  return { cells: [...cells, ...added], findings };
}

/** An area with figures of any measure was delivered; one without is missing as a whole, which is told elsewhere. */
function placeOf({ level, area, date }: Pick<StoredCell, 'level' | 'area' | 'date'>): string {
  return `${level} ${date} ${area}`;
}

function absentCell(
  sample: StoredCell,
  area: StoredCell['area'],
  breakdown: Breakdown,
  absent: 'nil' | 'missing',
): StoredCell {
  return {
    ...sample,
    area,
    breakdown,
    cell: absent === 'nil' ? NIL : MISSING,
    source: { ...sample.source, rows: [0, 0] },
  };
}

function groups(cells: readonly StoredCell[]): Map<string, StoredCell[]> {
  const result = new Map<string, StoredCell[]>();
  for (const stored of cells) {
    if (stored.role === 'residual') continue;
    const key = `${stored.level} ${stored.date} ${stored.measure}`;
    const group = result.get(key);
    if (group) group.push(stored);
    else result.set(key, [stored]);
  }
  return result;
}
