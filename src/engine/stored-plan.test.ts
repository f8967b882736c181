import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FRAME, seriesOf, standing, wanted, wantedIndicator } from '../../tests/support/sync-samples.ts';
import { area, edition, wantedLevel } from '../../tests/support/sync-samples.ts';
import { temporaryLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';
import { planHash, planSync } from '../sync/plan.ts';
import { storedPlan, storePlan } from './stored-plan.ts';

const PLAN = planSync(
  wanted(
    [wantedLevel(edition('2020-01-01', area('01')))],
    [wantedIndicator()],
    [seriesOf({ '2024-12-31': { '01': 0.1 } })],
  ),
  standing({}),
  FRAME,
);

let temporary: TemporaryLedger;
beforeEach(async () => {
  temporary = await temporaryLedger();
});
afterEach(() => temporary.remove());

describe('a plan in the ledger', () => {
  it('is found again by its hash or the beginning of it, and bound to its run', async () => {
    const { ledger } = temporary;
    const run = await ledger.startRun({ job: 'probe', kind: 'plan' });

    const hash = await storePlan(ledger, run.id, PLAN);

    expect(hash).toBe(planHash(PLAN));
    expect(await storedPlan(ledger, hash)).toEqual(PLAN);
    expect(await storedPlan(ledger, hash.slice(0, 8))).toEqual(PLAN);
    expect((await ledger.run(run.id))?.planHash).toBe(hash);
  });

  it('is refused where there is none of that hash', async () => {
    await expect(storedPlan(temporary.ledger, 'abcdef')).rejects.toMatchObject({
      code: 'plan.unknown',
      exitCode: 64,
    });
  });

  it('is refused as stale where its text was changed afterwards', async () => {
    const { ledger } = temporary;
    const { job, target, createdAt, expiresAt } = PLAN;
    const text = JSON.stringify({ ...PLAN, target: 'https://km.example/management' });
    await ledger.putPlan({ hash: planHash(PLAN), job, target, createdAt, expiresAt, text });

    await expect(storedPlan(ledger, planHash(PLAN))).rejects.toMatchObject({
      code: 'plan.unreadable',
      exitCode: 8,
    });
  });
});
