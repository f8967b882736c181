import { describe, expect, it } from 'vitest';
import { areaKey, levelId } from '../core/area.ts';
import { cell, emptyCell, MISSING } from '../core/cell.ts';
import { referenceDate } from '../core/reference-date.ts';
import { releaseFormer } from './release-former.ts';

const A = areaKey('A');
const B = areaKey('B');
const C = areaKey('C');
const DAY = referenceDate('2024-12-31');

describe('former values', () => {
  it('are shown again as KomMonitor stores them where they were released, and hidden where they were not', () => {
    const series = {
      indicator: 'i',
      level: levelId('quartier'),
      dates: [DAY],
      areas: [A, B, C],
      inputs: [],
      values: [
        { area: A, date: DAY, cell: cell(0.1) },
        { area: B, date: DAY, cell: cell(0.2) },
        { area: C, date: DAY, cell: MISSING },
      ],
    };

    const { series: released } = releaseFormer({
      target: 't',
      policy: { id: 'p', version: 1, sha256: 's' },
      wanted: [series],
      released: (_, area) => (area === A ? new Set([Math.fround(0.1)]) : undefined),
    });

    expect(released[0]?.values.map((one) => one.cell)).toEqual([cell(0.1), emptyCell('suppressed'), MISSING]);
  });
});
