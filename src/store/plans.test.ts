import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StoredPlan } from '../engine/ledger.ts';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';

onEachLedger('plans and snapshots', (temporaryLedger) => {
  let temporary: TemporaryLedger;

  beforeEach(async () => {
    temporary = await temporaryLedger();
  });
  afterEach(() => temporary.remove());

  function plan(hash: string, text = '{"operations":[]}'): StoredPlan {
    return {
      hash,
      job: 'bevoelkerung',
      target: 'http://localhost:8080',
      createdAt: '2026-02-03T13:00:00.000Z',
      expiresAt: '2026-02-04T13:00:00.000Z',
      text,
    };
  }

  it('finds a plan by its hash and by a unique beginning', async () => {
    const { ledger } = temporary;
    const stored = plan('abcdef0123456789');
    await ledger.putPlan(stored);

    expect(await ledger.plan('abcdef0123456789')).toEqual(stored);
    expect(await ledger.plan('abcdef')).toEqual(stored);
    expect(await ledger.plan('abcde')).toBeUndefined();
    expect(await ledger.plan('abcdee')).toBeUndefined();
    expect(await ledger.plan('%%%%%%')).toBeUndefined();
  });

  it('asks for more characters where several plans begin alike', async () => {
    const { ledger } = temporary;
    await ledger.putPlan(plan('abcdef01'));
    await ledger.putPlan(plan('abcdef02'));

    await expect(ledger.plan('abcdef')).rejects.toMatchObject({ code: 'plan.ambiguous', exitCode: 64 });
    expect(await ledger.plan('abcdef02')).toMatchObject({ hash: 'abcdef02' });
  });

  it('prefers the plan that is called exactly so over those that only begin so', async () => {
    const { ledger } = temporary;
    await ledger.putPlan(plan('abcdef'));
    await ledger.putPlan(plan('abcdef02'));

    expect(await ledger.plan('abcdef')).toMatchObject({ hash: 'abcdef' });
  });

  it('keeps the later expiry where the same plan is computed again', async () => {
    const { ledger } = temporary;
    await ledger.putPlan(plan('abcdef01'));

    await ledger.putPlan({ ...plan('abcdef01'), expiresAt: '2026-02-09T13:00:00.000Z' });

    expect(await ledger.plan('abcdef01')).toMatchObject({ expiresAt: '2026-02-09T13:00:00.000Z' });
  });

  it('gives back every text unchanged', async () => {
    const { ledger } = temporary;
    const texts = [
      ...fc.sample(fc.string({ unit: 'binary', maxLength: 200 }), 50),
      '',
      'ä€𝄞'.repeat(200_000),
    ];

    for (const [index, text] of texts.entries()) await ledger.putPlan(plan(`hash-${index}`, text));

    for (const [index, text] of texts.entries())
      expect((await ledger.plan(`hash-${index}`))?.text === text).toBe(true);
  });

  it('keeps the first snapshot of a run, because a later one would show its own writes', async () => {
    const { ledger } = temporary;
    const { id } = await ledger.startRun({ job: 'a', kind: 'sync' });
    expect(await ledger.snapshot(id)).toBeUndefined();

    await ledger.putSnapshot(id, '{"before":1}');
    await ledger.putSnapshot(id, '{"half":2}');

    expect(await ledger.snapshot(id)).toBe('{"before":1}');
  });
});
