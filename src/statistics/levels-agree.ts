/** Where a delivery carries several levels itself: does the finer one add up to the coarser one? */
import type { StoredCell } from '../core/dataset.ts';
import { finding, type Finding } from '../core/finding.ts';
import { breakdownKey } from '../core/observation.ts';
import { germanDate } from '../core/reference-date.ts';
import { hasValue, sumCells } from '../core/cell.ts';
import { sheetOf } from './completeness.ts';
import type { Cube } from './cube.ts';
import type { Geography } from './geography.ts';

const TOLERANCE = 5e-7;
/** Findings of this kind are examples; the last one counts the rest. */
const EXAMPLES = 10;

export function checkLevels(
  cells: readonly StoredCell[],
  cube: Cube,
  geography: Geography,
  file: string,
): Finding[] {
  const delivered = new Set(cells.filter((c) => c.role === 'value').map((c) => c.level));
  const findings: Finding[] = [];
  let more = 0;
  for (const stored of cells) {
    const finer = geography.levels.find(
      (level) => geography.parentLevel(level) === stored.level && delivered.has(level),
    );
    if (!finer || stored.role === 'residual' || !hasValue(stored.cell)) continue;
    if (!cube.covers(finer, stored.date)) continue;
    const parts = geography
      .childrenOf(finer, stored.area, stored.date)
      .map((area) => cube.sum({ ...stored, level: finer, area }, stored.breakdown));
    const residual = cube.residual(stored, stored.breakdown);
    const sum = sumCells(residual.state === 'missing' ? parts : [...parts, residual]);
    if (!hasValue(sum) || Math.abs(sum.value - stored.cell.value) <= TOLERANCE) continue;
    if (findings.length >= EXAMPLES) {
      more += 1;
      continue;
    }
    const name = `${geography.nameOf(stored.level, stored.area)}, ${germanDate(stored.date)}, ${stored.measure} ${breakdownKey(stored.breakdown)}`;
    findings.push(
      finding(
        'statistics.levels-disagree',
        { ...sheetOf(stored, file), row: stored.source.rows[0] },
        {
          expected: `${stored.cell.value.toLocaleString('de-DE')} (${name})`,
          found: sum.value.toLocaleString('de-DE'),
        },
      ),
    );
  }
  if (more > 0)
    findings.push(
      finding(
        'statistics.levels-disagree',
        { file, row: 0 },
        { expected: `weitere ${more} Angaben`, found: 'ebenfalls ungleich' },
      ),
    );
  return findings;
}
