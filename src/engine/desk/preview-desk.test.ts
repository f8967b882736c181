import { describe, expect, it } from 'vitest';
import { PREVIEW_LEVEL, PREVIEW_PLAN } from '../../../tests/support/preview-sample.ts';
import { QUARTIER } from '../../../tests/support/sync-samples.ts';
import { INDICATOR, UNIT } from '../../../tests/support/target-samples.ts';
import { referenceDate } from '../../core/reference-date.ts';
import { SyncError } from '../../errors.ts';
import { indicatorKeyText, keyOf } from '../../sync/operations.ts';
import { planHash, type Plan } from '../../sync/plan.ts';
import { writePlan } from '../../sync/plan-text.ts';
import type { RunRecord, StoredPlan } from '../ledger.ts';
import { previewDesk, type PreviewPorts } from './preview-desk.ts';

const DAY = referenceDate('2024-12-31');

function deskOn(plans: readonly Plan[]) {
  const stored = new Map(
    plans.map((plan) => [planHash(plan), { hash: planHash(plan), text: writePlan(plan) } as StoredPlan]),
  );
  const opened: string[] = [];
  const newest = { id: 'v1' };
  const desk = previewDesk({
    catalogue: {
      indicators: new Map([['ew', { id: 'ew', description: INDICATOR }]]),
      levels: new Map([[QUARTIER, { id: QUARTIER, name: UNIT.name }]]),
    } as unknown as PreviewPorts['catalogue'],
    ledger: {
      plan: (hash) => Promise.resolve(stored.get(hash)),
      newestLevelId: (level) => Promise.resolve(level === QUARTIER ? newest.id : undefined),
      newestLevel(level) {
        opened.push(level);
        return Promise.resolve({ ...PREVIEW_LEVEL, id: newest.id });
      },
      releaseContent: () =>
        Promise.reject(new SyncError({ code: 'registry.unknown', kind: 'usage', message: '', hint: '' })),
    },
  });
  return { desk, stored, opened, newest };
}

const runOf = (plan: Plan) => ({ planHash: planHash(plan) }) as RunRecord;

/** As a rollback writes it: by the names in the target, and described nowhere in the plan. */
const ROLLBACK: Plan = {
  ...PREVIEW_PLAN,
  kind: 'rollback',
  operations: PREVIEW_PLAN.operations.flatMap((each) =>
    each.kind === 'put-values' && each.indicatorId === 'ew'
      ? [{ ...each, indicatorId: indicatorKeyText(keyOf(INDICATOR)), level: UNIT.name }]
      : [],
  ),
};

describe('previews of runs', () => {
  it('are made once, and gone with their plan', async () => {
    const { desk, stored } = deskOn([PREVIEW_PLAN]);
    const run = runOf(PREVIEW_PLAN);
    const first = await desk.preview(run);

    expect(first?.series).toHaveLength(2);
    expect(await desk.preview(run)).toBe(first);
    stored.clear();
    expect(await desk.preview(run)).toBeUndefined();
    expect(await desk.plan(run)).toBeUndefined();
  });

  it('are not made of a plan that somebody has changed', async () => {
    const { desk, stored } = deskOn([PREVIEW_PLAN]);
    const hash = planHash(PREVIEW_PLAN);
    stored.set(hash, { hash, text: writePlan({ ...PREVIEW_PLAN, job: 'anderer' }) } as StoredPlan);

    await expect(desk.preview(runOf(PREVIEW_PLAN))).rejects.toMatchObject({ code: 'plan.unreadable' });
  });

  it('find the indicator and the level of a rollback by their names in the target', async () => {
    const { desk } = deskOn([ROLLBACK]);
    const series = (await desk.preview(runOf(ROLLBACK)))?.series[0];
    if (!series) throw new Error('no series');

    expect(series.shown).toMatchObject({ unit: INDICATOR.unit, precision: INDICATOR.precision });
    expect(await desk.areas(series, DAY)).toHaveLength(24);
  });

  it('open a level once, until there is a newer version of it', async () => {
    const { desk, opened, newest } = deskOn([PREVIEW_PLAN]);
    const series = (await desk.preview(runOf(PREVIEW_PLAN)))?.series[0];
    if (!series) throw new Error('no series');
    const first = await desk.areas(series, DAY);

    expect(await desk.areas(series, DAY)).toBe(first);
    expect(opened).toHaveLength(1);
    newest.id = 'v2';
    await desk.areas(series, DAY);
    expect(opened).toHaveLength(2);
    expect(await desk.areas(series, referenceDate('2019-12-31'))).toEqual([]);
  });

  it('go without the values that stay as they are where the release is unknown', async () => {
    const { desk } = deskOn([PREVIEW_PLAN]);
    const preview = await desk.preview(runOf(PREVIEW_PLAN));
    const series = preview?.series[0];
    if (!preview || !series) throw new Error('no series');

    expect((await desk.timeline(preview, series)).whole).toBe(false);
  });
});
