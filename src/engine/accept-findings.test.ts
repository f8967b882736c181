import { describe, expect, it } from 'vitest';
import { finding, stopsRun, type Finding } from '../core/finding.ts';
import type { Acceptance } from '../mapping/level.ts';
import { acceptFindings } from './accept-findings.ts';

const PLACE = { file: 'a.shp', row: 7 };
const overlap = (found: string, severity: Finding['severity'] = 'error') =>
  finding('spatial.overlap', PLACE, { found, expected: '218 m² bei 50.93456, 6.95123', severity });
const touch = (key: string) =>
  finding('spatial.self-touch', PLACE, { found: `${key} bei 50.93456, 6.95123, 50.93457, 6.95124` });
const PAIR = {
  finding: 'spatial.overlap',
  areas: ['702', '208'],
  reason: 'im Rhein',
} as unknown as Acceptance;
const POINT = {
  finding: 'spatial.self-touch',
  areas: ['202'],
  reason: 'liefert die Quelle so',
} as unknown as Acceptance;

describe('an accepted fault of a boundary', () => {
  it('is told with the reason and stops no run', () => {
    const [found] = acceptFindings([overlap('208 und 702')], [PAIR]);

    expect(found).toMatchObject({
      code: 'spatial.overlap',
      severity: 'warning',
      place: PLACE,
      hint: 'In der Raumebene angenommen: im Rhein',
    });
  });

  it('is accepted at exactly its areas', () => {
    const others = [overlap('702 und 209'), overlap('702 und 7021'), touch('702'), touch('2020')];

    expect(acceptFindings(others, [PAIR, POINT])).toEqual(others);
    expect(stopsRun(acceptFindings([touch('202'), overlap('702 und 208')], [PAIR, POINT]))).toBe(false);
  });

  it('does not cover further areas by naming one of them', () => {
    const one = { ...PAIR, areas: ['702'] } as unknown as Acceptance;
    const more = { ...PAIR, areas: ['702', '208', '209'] } as unknown as Acceptance;
    const found = [overlap('702 und 208')];

    expect(acceptFindings(found, [one, more])).toEqual(found);
  });

  it('is not taken for a word or a coordinate of the finding', () => {
    const words = ['und', 'bei', '50.93456'].map(
      (area) => ({ ...POINT, areas: [area] }) as unknown as Acceptance,
    );

    expect(acceptFindings([touch('202')], words)).toEqual([touch('202')]);
  });

  it('leaves what only warns as it is', () => {
    const found = [overlap('702 und 208', 'warning')];

    expect(acceptFindings(found, [PAIR])).toEqual(found);
  });
});
