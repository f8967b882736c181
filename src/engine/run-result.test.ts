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
import { finding } from '../core/finding.ts';
import { planHash, planSync } from '../sync/plan.ts';
import type { RunRecord } from './ledger.ts';
import { runResult } from './run-result.ts';

const RUN: RunRecord = {
  id: '2026-0001',
  job: 'probe',
  kind: 'sync',
  state: 'publishing',
  startedAt: '2026-02-03T13:00:00.000Z',
  finishedAt: null,
  planHash: null,
  rollsBack: null,
  result: null,
};
const NOW = new Date('2026-02-03T13:00:02.500Z');
const PLACE = { file: 'werte.csv', row: 1 };
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

describe('runResult', () => {
  it('counts what was planned, written, read back and found', () => {
    const findings = [
      finding('sync.date-kept', PLACE),
      finding('sync.area-kept', PLACE),
      finding('sync.area-kept', PLACE),
    ];

    const result = runResult(
      RUN,
      { state: 'published', plan: PLAN, writes: 4, verified: true },
      findings,
      NOW,
    );

    expect(result).toEqual({
      run: '2026-0001',
      job: 'probe',
      state: 'published',
      plan: {
        hash: planHash(PLAN),
        operations: 4,
        create: 4,
        update: 0,
        unchanged: 0,
        remove: 0,
        suppressed: 1,
      },
      writes: 4,
      verified: { cells: 4, mismatches: 0 },
      findings: { block: 0, error: 0, warning: 2, info: 1 },
      quality: [],
      durationMs: 2500,
    });
  });

  it('claims no verified value before everything was read back', () => {
    expect(runResult(RUN, { state: 'draft', plan: PLAN }, [], NOW)).toMatchObject({
      writes: 0,
      verified: { cells: 0 },
    });
  });

  it('is all noughts without a plan', () => {
    expect(runResult(RUN, { state: 'check_failed' }, [], NOW)).toMatchObject({
      plan: { hash: null, operations: 0, create: 0, update: 0, unchanged: 0, remove: 0, suppressed: 0 },
      verified: { cells: 0, mismatches: 0 },
    });
  });
});
