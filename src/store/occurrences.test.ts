import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';

const START = '2026-02-03T13:00:00.000Z';

onEachLedger('occurrences in the ledger', (open) => {
  let temporary: TemporaryLedger;
  beforeEach(async () => {
    temporary = await open(START);
  });
  afterEach(() => temporary.remove());

  const claim = (key: string, job = 'a') =>
    temporary.ledger.claimOccurrence({ key, job, dueAt: START, caughtUp: false, seconds: 120 });

  it('belong to whoever is first; the second is told the run', async () => {
    const first = await claim('k');
    const second = await claim('k');

    expect(first.first).toBe(true);
    expect(second).toMatchObject({ first: false, run: { id: first.run.id } });
    expect(await temporary.ledger.runs()).toHaveLength(1);
  });

  it('join a run of the same job that is at work, and no run of another job', async () => {
    const first = await claim('k1');
    const joined = await claim('k2');
    const other = await claim('k3', 'b');
    await temporary.ledger.endOccurrence('k1', 'ended');
    const later = await claim('k4');

    expect(joined).toMatchObject({ first: false, run: { id: first.run.id } });
    expect(other.first).toBe(true);
    expect(later.first).toBe(true);
    const states = (await temporary.ledger.occurrences({ job: 'a' })).map(
      ({ key, state }) => `${key} ${state}`,
    );
    expect(states.sort()).toEqual(['k1 ended', 'k2 joined', 'k4 running']);
  });

  it('are claimed anew after their claimant died, with a new run where nothing was written', async () => {
    const first = await claim('k');
    await temporary.setClock('2026-02-03T13:02:00.000Z');
    expect(await temporary.ledger.newestTaken('a')).toBeNull();
    const second = await claim('k');

    expect(second.first).toBe(true);
    expect(second.run.id).not.toBe(first.run.id);
    expect(await temporary.ledger.run(first.run.id)).toMatchObject({ state: 'cancelled' });
  });

  it('are claimed anew with the same run where that one has written', async () => {
    const first = await claim('k');
    await temporary.ledger.updateRun(first.run.id, { state: 'publishing' });
    await temporary.ledger.endOccurrence('k', 'interrupted');

    expect(await claim('k')).toMatchObject({ first: true, run: { id: first.run.id, state: 'publishing' } });
  });

  it('are over where the run was through before its claimant died', async () => {
    const first = await claim('k');
    await temporary.ledger.updateRun(first.run.id, { state: 'published', finished: true });
    await temporary.setClock('2026-02-03T13:05:00.000Z');

    expect(await claim('k')).toMatchObject({ first: false, run: { id: first.run.id } });
    expect(await temporary.ledger.runs()).toHaveLength(1);
  });

  it('stay claimed as long as they are renewed', async () => {
    await claim('k');
    await temporary.setClock('2026-02-03T13:01:59.000Z');
    await temporary.ledger.renewOccurrence('k', 120);
    await temporary.setClock('2026-02-03T13:03:00.000Z');

    expect(await claim('k')).toMatchObject({ first: false });
    expect(await temporary.ledger.newestTaken('a')).toBe(START);
  });

  it('are counted from when a rule was first seen or changed', async () => {
    const { ledger } = temporary;
    expect(await ledger.scheduleSince('a', '0 4 * * *')).toBe(START);
    await temporary.setClock('2026-02-04T13:00:00.000Z');
    expect(await ledger.scheduleSince('a', '0 4 * * *')).toBe(START);
    expect(await ledger.scheduleSince('a', '0 5 * * *')).toBe('2026-02-04T13:00:00.000Z');
  });
});
