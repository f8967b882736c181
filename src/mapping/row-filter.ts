/** Which rows of a delivery a profile means. The others are counted, or reported where it does not speak of them. */
import type { Place } from '../core/finding.ts';
import type { RawRow } from '../core/table.ts';
import type { BoundRowRule } from './bind-columns.ts';
import { plainText } from './column-label.ts';
import type { FindingDesk } from './finding-desk.ts';

type Verdict = 'keep' | 'skip' | 'unforeseen';

/** True for rows that every rule keeps. */
export function rowFilter(
  rules: readonly BoundRowRule[],
  place: Omit<Place, 'row'>,
  desk: FindingDesk,
): (row: RawRow) => boolean {
  const known = rules.map(() => new Map<string, Verdict>());
  return (row) => {
    for (const [index, rule] of rules.entries()) {
      const text = plainText(row.cells[rule.column.index]);
      const verdict = known[index]?.get(text) ?? verdictOf(text, rule);
      known[index]?.set(text, verdict);
      if (verdict === 'keep') continue;
      const at = { ...place, row: row.row, column: rule.column.label };
      if (verdict === 'skip') desk.tally('mapping.rows-skipped', at, rule.column.label);
      else desk.report('mapping.row-unforeseen', at, { found: text, expected: rule.keep.source });
      return false;
    }
    return true;
  };
}

function verdictOf(text: string, { keep, skip }: BoundRowRule): Verdict {
  if (keep.test(text)) return 'keep';
  return skip?.test(text) ? 'skip' : 'unforeseen';
}
