import { describe, expect, it } from 'vitest';
import { areaKey, levelId } from '../core/area.ts';
import { cell } from '../core/cell.ts';
import type { Finding } from '../core/finding.ts';
import type { Observation } from '../core/observation.ts';
import { referenceDate } from '../core/reference-date.ts';
import { findingDesk } from './finding-desk.ts';
import { scaleGuard } from './scale-guard.ts';

function told(values: readonly number[], isWatched = true): string[] {
  const findings: Finding[] = [];
  const guard = scaleGuard(
    () => isWatched,
    findingDesk('quoten.csv', (found) => findings.push(found)),
  );
  guard.note(
    values.map(
      (value, index): Observation => ({
        role: 'value',
        level: levelId('quartier'),
        area: areaKey(String(index)),
        date: referenceDate('2024-12-31'),
        measure: 'quote',
        breakdown: {},
        cell: cell(value),
        place: { file: 'quoten.csv', row: index + 2, column: 'QUOTE' },
      }),
    ),
  );
  guard.close();
  return findings.map(({ code, place, found, expected }) => `${code} ${place.row} ${found} ${expected}`);
}

describe('shares of one column', () => {
  it.each<[string, readonly number[], readonly string[]]>([
    ['a single 0.123 among percentages', [12.3, 14, 0.123, 11], ['mapping.percent-scale 4 0,123 12,3']],
    ['a single 12.3 among shares', [0.123, 0.14, 12.3, 0.11], ['mapping.percent-scale 4 12,3 0,123']],
    ['half of either kind', [0.12, 14, 0.13, 11], ['mapping.percent-scale 2 0,12 14']],
    ['percentages alone, small ones among them', [0.4, 2.1, 7.9, 14], []],
    ['shares alone', [0.12, 0.4, 0.9], []],
    ['a nil beside percentages', [0, 14, 12], []],
    ['a small one that is no hundredth of the others', [0.02, 14, 12], []],
    ['a large one that is no hundredfold of the others', [0.9, 30, 40], []],
  ])('are judged as they lie: %s', (_name, values, findings) => {
    const result = told(values);

    expect(result).toEqual(findings);
  });

  it('may lie as far apart as they like where the profile says so', () => {
    const result = told([12.3, 0.123], false);

    expect(result).toEqual([]);
  });
});
