import { describe, expect, it } from 'vitest';
import {
  area,
  edition,
  FRAME,
  seriesOf,
  standing,
  wanted,
  wantedIndicator,
  wantedLevel,
} from '../../tests/support/sync-samples.ts';
import { planSync } from '../sync/plan.ts';
import { factsOf } from './facts.ts';

const PLAN = planSync(
  wanted(
    [wantedLevel(edition('2020-01-01', area('01')))],
    [wantedIndicator()],
    [
      seriesOf({
        '2023-12-31': { '01': 1, '02': 'missing' },
        '2024-12-31': { '01': 0.1, '02': 'suppressed' },
      }),
    ],
  ),
  standing({}),
  FRAME,
);

describe('factsOf', () => {
  it('is one fact for each written cell, as float32, with state, level and inputs', () => {
    const facts = factsOf('2026-0001', PLAN);

    expect(facts.map(({ area: key, date, value, state }) => [key, date, value, state])).toEqual([
      ['01', '2023-12-31', 1, 'ok'],
      ['01', '2024-12-31', Math.fround(0.1), 'ok'],
      ['02', '2023-12-31', null, 'missing'],
      ['02', '2024-12-31', null, 'suppressed'],
    ]);
    expect(facts[0]).toMatchObject({
      run: '2026-0001',
      target: PLAN.target,
      indicator: 'ew',
      level: 'quartier',
      inputs: ['d1'],
    });
  });

  it('is nothing for a plan that writes no values', () => {
    expect(factsOf('2026-0001', { ...PLAN, operations: PLAN.operations.slice(0, 3) })).toEqual([]);
  });
});
