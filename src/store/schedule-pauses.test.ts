import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';

const CRON = '0 4 * * *';

onEachLedger('paused schedules', (temporaryLedger) => {
  let temporary: TemporaryLedger;

  beforeEach(async () => {
    temporary = await temporaryLedger();
  });
  afterEach(() => temporary.remove());

  it('are paused once, by whoever is first, and say by whom and why', async () => {
    const { ledger } = temporary;
    const other = await temporary.openAgain();
    const pause = { job: 'koeln', reason: 'Umbau', by: 'local:olga' };

    const answers = await Promise.all([
      ledger.pauseSchedule(pause),
      other.pauseSchedule({ ...pause, reason: 'Urlaub', by: 'local:otto' }),
    ]);

    expect(answers.filter((answer) => answer === undefined)).toHaveLength(1);
    const standing = await ledger.schedulePause('koeln');
    expect(answers.find((answer) => answer !== undefined)).toEqual(standing);
    expect(await other.schedulePauses()).toEqual([standing]);
    expect(await ledger.schedulePause('bonn')).toBeUndefined();
  });

  it('begin anew when they go on, and nothing of the pause is kept but that it was', async () => {
    const { ledger } = temporary;
    const before = await ledger.scheduleSince('koeln', CRON);
    await ledger.pauseSchedule({ job: 'koeln', reason: 'Umbau', by: 'local:olga' });
    await temporary.setClock('2026-02-10T13:00:00.000Z');

    expect(await ledger.resumeSchedule('koeln', 'local:otto')).toBe(true);
    expect(await ledger.resumeSchedule('koeln', 'local:otto')).toBe(false);

    expect(before).toBe('2026-02-03T13:00:00.000Z');
    expect(await ledger.scheduleSince('koeln', CRON)).toBe('2026-02-10T13:00:00.000Z');
    expect(await ledger.schedulePauses()).toEqual([]);
    const { lines } = await ledger.auditPage({}, { offset: 0, limit: 9 });
    expect(lines.map(({ event, facts }) => [event, facts])).toEqual([
      ['Schedule:Resumed', { job: 'koeln' }],
      ['Schedule:Paused', { job: 'koeln' }],
    ]);
  });
});

onEachLedger('the system in the ledger', (temporaryLedger) => {
  let temporary: TemporaryLedger;

  beforeEach(async () => {
    temporary = await temporaryLedger();
  });
  afterEach(() => temporary.remove());

  it('is told as queues and as locks that are held now, since when', async () => {
    const { ledger } = temporary;
    await ledger.enqueueNew({ job: 'koeln', kind: 'intake' });
    await ledger.enqueueNew({ job: 'bonn', kind: 'intake' });
    await ledger.takeQueued({ queue: 'intake', seconds: 60 });
    await ledger.takeLease('target x', '2026-0141', 60);
    await ledger.takeLease('chore drift', 'chores 1', 600);
    await temporary.setClock('2026-02-03T13:05:00.000Z');

    expect(await ledger.queuePlaces()).toEqual([
      { queue: 'intake', waiting: 1, working: 1, parked: 0 },
      { queue: 'publish', waiting: 0, working: 0, parked: 0 },
    ]);
    expect(await ledger.heldLocks()).toEqual([
      {
        name: 'chore drift',
        holder: 'chores 1',
        since: '2026-02-03T13:00:00.000Z',
        until: '2026-02-03T13:10:00.000Z',
      },
    ]);
    expect(await ledger.lastRestored()).toBeNull();
  });
});
