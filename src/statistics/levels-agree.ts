/** Where a delivery carries several levels itself: does the finer one add up to the coarser one? */
import type { StoredCell } from '../core/dataset.ts';
import { finding, type Finding } from '../core/finding.ts';
import { breakdownKey } from '../core/observation.ts';
import { germanDate } from '../core/reference-date.ts';
import { hasValue } from '../core/cell.ts';
import { sheetOf } from './completeness.ts';
import type { Cube } from './cube.ts';
import type { Geography } from './geography.ts';
import { summedUp } from './roll-up.ts';

const TOLERANCE = 5e-7;
/** Findings of this kind are examples; the last one counts the rest. */
const EXAMPLES = 10;

export interface LevelsQuestion {
  readonly cells: readonly StoredCell[];
  readonly cube: Cube;
  readonly geography: Geography;
  /** Measures that are shares or averages and add up to nothing. */
  readonly rates: ReadonlySet<string>;
  readonly file: string;
}

export function checkLevels({ cells, cube, geography, rates, file }: LevelsQuestion): Finding[] {
  const findings: Finding[] = [];
  let more = 0;
  for (const stored of cells) {
    if (stored.role === 'residual' || rates.has(stored.measure) || !hasValue(stored.cell)) continue;
    const sum = summedUp(cube, geography, { ...stored, where: stored.breakdown });
    if (!sum || !hasValue(sum) || Math.abs(sum.value - stored.cell.value) <= TOLERANCE) continue;
    if (findings.length >= EXAMPLES) {
      more += 1;
      continue;
    }
    const figure = `${stored.measure} ${breakdownKey(stored.breakdown)}`.trim();
    const name = `${geography.nameOf(stored.level, stored.area)}, ${germanDate(stored.date)}, ${figure}`;
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
