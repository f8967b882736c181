import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';
import { referenceDate } from '../core/reference-date.ts';
import type { RunDelivery } from '../engine/deliveries/delivery-book.ts';
import { remindOfDeliveries } from '../engine/deliveries/job-calendar.ts';
import type { EventFacts } from '../engine/ports.ts';
import type { Job } from '../mapping/job.ts';

const DATE = referenceDate('2025-12-31');
const DELIVERY: RunDelivery = {
  file: 'sgb2_2025q4.csv',
  sha256: 'a'.repeat(64),
  bytes: 5_000_000_000,
  profile: 'sgb2',
  profileSha256: 'b'.repeat(64),
  dataset: 'sgb2',
  rows: 64,
  dates: [DATE],
  refused: false,
};
const JOB = {
  id: 'soziales',
  schedule: {
    cron: '0 4 * * *',
    catchUp: 24,
    deliveries: [{ profile: 'sgb2', every: 'quarter', days: 45, remind: [7] }],
  },
} as unknown as Job;

onEachLedger('deliveries of runs in the ledger', (open) => {
  let temporary: TemporaryLedger;
  let now: Date;
  beforeEach(async () => {
    temporary = await open('2025-10-01T10:00:00.000Z');
    now = new Date('2025-10-01T10:00:00.000Z');
  });
  afterEach(() => temporary.remove());

  async function at(day: string): Promise<void> {
    now = new Date(`${day}T10:00:00.000Z`);
    await temporary.setClock(now.toISOString());
  }

  async function reminded(ledger = temporary.ledger): Promise<EventFacts[]> {
    const told: EventFacts[] = [];
    const log = (_event: string, facts: EventFacts) => void told.push(facts);
    await remindOfDeliveries([JOB], { ledger, now: () => now, log });
    return told;
  }

  it('come back as they were read', async () => {
    const { id } = await temporary.ledger.startRun({ job: 'soziales', kind: 'sync' });
    const refused = { ...DELIVERY, file: 'b.csv', dates: [], refused: true };

    await temporary.ledger.putRunDeliveries(id, [DELIVERY, refused]);
    await temporary.ledger.putRunDeliveries(id, [DELIVERY, refused]);

    expect(await temporary.ledger.runDeliveries(id)).toEqual([DELIVERY, refused]);
    expect(await temporary.ledger.readings('other')).toEqual([]);
  });

  it('are known to be published by the run that carried out the plan of another', async () => {
    const planned = await temporary.ledger.startRun({ job: 'soziales', kind: 'plan' });
    await temporary.ledger.putRunDeliveries(planned.id, [DELIVERY]);
    await temporary.ledger.updateRun(planned.id, {
      state: 'draft',
      planHash: 'p'.repeat(64),
      finished: true,
    });
    const applied = await temporary.ledger.startRun({ job: 'soziales', kind: 'apply' });
    await temporary.ledger.updateRun(applied.id, {
      state: 'published',
      planHash: 'p'.repeat(64),
      finished: true,
    });

    expect(await temporary.ledger.readings('soziales')).toEqual([
      { profile: 'sgb2', dates: [DATE], refused: false, run: planned.id, states: ['draft', 'published'] },
    ]);
  });

  it('that are missing are told once on the due day and once on each day of reminding', async () => {
    expect(await reminded()).toEqual([]);
    await at('2026-02-13');
    expect((await reminded()).map(({ date }) => date)).toEqual(['2025-09-30']);
    await at('2026-02-14');
    expect(await reminded()).toEqual([{ job: 'soziales', profile: 'sgb2', date: '2025-12-31', attempt: 1 }]);
    expect(await reminded()).toEqual([]);
    await at('2026-02-21');
    expect(await reminded()).toEqual([{ job: 'soziales', profile: 'sgb2', date: '2025-12-31', attempt: 2 }]);
    await at('2026-02-28');
    expect(await reminded()).toEqual([]);
  });

  it('that are missing are told once by five processes that look at once', async () => {
    await reminded();
    await at('2026-02-20');
    const ledgers = await Promise.all(Array.from({ length: 5 }, () => temporary.openAgain()));

    const told = (await Promise.all(ledgers.map((ledger) => reminded(ledger)))).flat();

    expect(told.map(({ date }) => String(date)).sort()).toEqual(['2025-09-30', '2025-12-31']);
  });

  it('are not missed where a run has read them', async () => {
    await reminded();
    const { id } = await temporary.ledger.startRun({ job: 'soziales', kind: 'sync' });
    const both = [DELIVERY, { ...DELIVERY, dates: [referenceDate('2025-09-30')] }];
    await temporary.ledger.putRunDeliveries(id, both);
    await temporary.ledger.updateRun(id, { state: 'published', finished: true });
    await at('2026-02-20');

    expect(await reminded()).toEqual([]);
  });
});
