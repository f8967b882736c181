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
import { SyncError } from '../errors.ts';
import { planHash, planSync } from './plan.ts';
import { readPlan, writePlan } from './plan-text.ts';

const PLAN = planSync(
  wanted(
    [wantedLevel(edition('2020-01-01', area('01')), edition('2022-01-01', area('01', { at: 1 })))],
    [wantedIndicator()],
    [seriesOf({ '2024-12-31': { '01': 0.1, '02': 'suppressed' } })],
  ),
  standing({}),
  FRAME,
);

describe('a plan as text', () => {
  it('becomes the same plan again, to the last bit of a value', () => {
    const read = readPlan(writePlan(PLAN), planHash(PLAN));

    expect(read).toEqual(PLAN);
    expect(planHash(read)).toBe(planHash(PLAN));
  });

  it.each([
    ['a value that was changed by hand', writePlan(PLAN).replace('suppressed', 'ok')],
    ['another target', writePlan({ ...PLAN, target: 'https://km.example' })],
    ['a later format', writePlan({ ...PLAN, format: 2 as 1 })],
    ['half a text', writePlan(PLAN).slice(0, -9)],
    ['nothing', ''],
    ['something else', 'null'],
  ])('is refused as stale with %s', (_what, text) => {
    const read = () => readPlan(text, planHash(PLAN));

    expect(read).toThrow(SyncError);
    expect(read).toThrow(expect.objectContaining({ code: 'plan.unreadable', exitCode: 8 }));
  });
});
