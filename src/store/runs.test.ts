import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';

onEachLedger('runs', (temporaryLedger) => {
  let temporary: TemporaryLedger;

  beforeEach(async () => {
    temporary = await temporaryLedger();
  });
  afterEach(() => temporary.remove());

  it('numbers runs by year, as a person would read them out', async () => {
    const { ledger } = temporary;

    const first = await ledger.startRun({ job: 'bevoelkerung', kind: 'sync' });
    const second = await ledger.startRun({ job: 'sgb2', kind: 'rollback', rollsBack: first.id });

    expect(first).toEqual({
      id: '2026-0001',
      job: 'bevoelkerung',
      kind: 'sync',
      state: 'checking',
      startedAt: '2026-02-03T13:00:00.000Z',
      finishedAt: null,
      planHash: null,
      rollsBack: null,
      result: null,
    });
    expect(second).toMatchObject({ id: '2026-0002', rollsBack: '2026-0001' });
  });

  it('takes the year of the German calendar and begins again with 1', async () => {
    await temporary.setClock('2026-12-31T22:59:59Z');
    const old = await temporary.ledger.startRun({ job: 'a', kind: 'sync' });

    await temporary.setClock('2026-12-31T23:00:00Z');
    const young = await temporary.ledger.startRun({ job: 'a', kind: 'sync' });

    expect([old.id, young.id]).toEqual(['2026-0001', '2027-0001']);
  });

  it('changes only what it is told to change', async () => {
    const { ledger } = temporary;
    const { id } = await ledger.startRun({ job: 'a', kind: 'sync' });

    await ledger.updateRun(id, { state: 'publishing', planHash: 'abc' });
    await temporary.setClock('2026-02-03T14:00:00Z');
    await ledger.updateRun(id, { state: 'published', result: { writes: 3 }, finished: true });

    expect(await ledger.run(id)).toMatchObject({
      state: 'published',
      planHash: 'abc',
      result: { writes: 3 },
      finishedAt: '2026-02-03T14:00:00.000Z',
    });
  });

  it('is no longer finished when it is taken up again', async () => {
    const { ledger } = temporary;
    const { id } = await ledger.startRun({ job: 'a', kind: 'sync' });
    await ledger.updateRun(id, { state: 'needs_attention', finished: true });

    await ledger.updateRun(id, { state: 'publishing', finished: false });

    expect(await ledger.run(id)).toMatchObject({ state: 'publishing', finishedAt: null });
  });

  it('lists runs newest first, by job and state, also beyond the year', async () => {
    const { ledger } = temporary;
    const a = await ledger.startRun({ job: 'a', kind: 'sync' });
    await ledger.startRun({ job: 'b', kind: 'sync' });
    await temporary.setClock('2027-01-05T12:00:00Z');
    const c = await ledger.startRun({ job: 'a', kind: 'check' });
    await ledger.updateRun(a.id, { state: 'waiting' });

    const all = (await ledger.runs()).map((run) => run.id);
    const ofJob = (await ledger.runs({ job: 'a' })).map((run) => run.id);
    const waiting = (await ledger.runs({ state: 'waiting' })).map((run) => run.id);
    const newest = (await ledger.runs({ limit: 1 })).map((run) => run.id);

    expect(all).toEqual(['2027-0001', '2026-0002', '2026-0001']);
    expect(ofJob).toEqual([c.id, a.id]);
    expect(waiting).toEqual([a.id]);
    expect(newest).toEqual([c.id]);
  });

  it('knows nothing of a run that was not started', async () => {
    expect(await temporary.ledger.run('2026-9999')).toBeUndefined();
    await expect(temporary.ledger.updateRun('2026-9999', { state: 'draft' })).rejects.toMatchObject({
      code: 'ledger.misuse',
    });
  });

  it('gives two connections different numbers', async () => {
    const other = await temporary.openAgain();

    const started = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? temporary.ledger : other).startRun({ job: 'a', kind: 'sync' }),
      ),
    );

    expect(new Set(started.map((run) => run.id)).size).toBe(20);
  });
});
