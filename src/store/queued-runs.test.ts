import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { QueueName, TakenRun } from '../engine/queue/queue-book.ts';
import { onEachLedger, temporaryLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';
import type { StoredLedger } from './ledger.ts';

const START = '2026-02-03T13:00:00.000Z';
const SECONDS = 120;

function at(seconds: number): string {
  return new Date(Date.parse(START) + seconds * 1_000).toISOString();
}

async function take(ledger: StoredLedger, queue: QueueName, run?: string): Promise<TakenRun | undefined> {
  const taking = await ledger.takeQueued({ queue, run, seconds: SECONDS });
  return taking?.outcome === 'taken' ? taking : undefined;
}

async function mustTake(ledger: StoredLedger, queue: QueueName): Promise<TakenRun> {
  const taken = await take(ledger, queue);
  if (!taken) throw new Error(`nothing to take in ${queue}`);
  return taken;
}

onEachLedger('the queue in the ledger', (open) => {
  let temporary: TemporaryLedger;
  let ledger: StoredLedger;
  beforeEach(async () => {
    temporary = await open(START);
    ledger = temporary.ledger;
  });
  afterEach(() => temporary.remove());

  /** A run that has taken its deliveries in and waits for its turn. */
  async function readyToPublish(job: string): Promise<string> {
    const { id } = await ledger.enqueueNew({ job, kind: 'sync' });
    const taken = await take(ledger, 'intake', id);
    if (taken) await ledger.leaveQueued(taken, 'publish');
    return id;
  }

  it('gives a run to one of many who ask at once', async () => {
    const run = await ledger.enqueueNew({ job: 'a', kind: 'intake' });
    const other = await temporary.openAgain();

    const takings = await Promise.all(
      Array.from({ length: 8 }, (_, n) => take(n % 2 ? ledger : other, 'intake', run.id)),
    );

    expect(takings.filter((taken) => taken !== undefined).map((taken) => taken?.run.id)).toEqual([run.id]);
  });

  it('gives several runs of the intake at a time, the wished one first', async () => {
    const first = await ledger.enqueueNew({ job: 'a', kind: 'intake' });
    const second = await ledger.enqueueNew({ job: 'b', kind: 'intake' });

    expect((await take(ledger, 'intake', second.id))?.run.id).toBe(second.id);
    expect((await take(ledger, 'intake', second.id))?.run.id).toBe(first.id);
    expect(await take(ledger, 'intake')).toBeUndefined();
  });

  it('gives one publication at a time, in the order in which they were ready', async () => {
    const [first, second] = [await readyToPublish('a'), await readyToPublish('b')];

    const taken = await mustTake(ledger, 'publish');
    expect(taken.run.id).toBe(first);
    expect(await take(ledger, 'publish', second)).toBeUndefined();

    await ledger.leaveQueued(taken, 'done');
    expect((await take(ledger, 'publish'))?.run.id).toBe(second);
  });

  it('adds a run once, and tells how many wait', async () => {
    const run = await ledger.enqueueNew({ job: 'a', kind: 'sync' });
    await ledger.enqueue({ run: run.id, queue: 'intake', key: null });

    expect(await ledger.openQueued()).toEqual([{ run: run.id, queue: 'intake', key: null }]);
    expect(await ledger.queueDepths()).toEqual([
      { queue: 'intake', depth: 1 },
      { queue: 'publish', depth: 0 },
    ]);
  });

  it('gives the run of a dead worker to another one, and no longer hears the dead one', async () => {
    await ledger.enqueueNew({ job: 'a', kind: 'intake' });
    const dead = await mustTake(ledger, 'intake');
    await temporary.setClock(at(SECONDS - 1));
    expect(await take(ledger, 'intake')).toBeUndefined();
    await temporary.setClock(at(SECONDS));
    expect(await ledger.openQueued()).toHaveLength(1);

    const taken = await mustTake(ledger, 'intake');

    expect(taken).toMatchObject({ run: { id: dead.run.id }, deaths: 1 });
    expect(await ledger.renewQueued(dead, SECONDS)).toBe('lost');
    await expect(
      ledger.updateRun(dead.run.id, { state: 'published', token: dead.token }),
    ).rejects.toMatchObject({ code: 'queue.claim-lost', kind: 'lease' });
    await ledger.leaveQueued(dead, 'done');
    expect(await ledger.renewQueued(taken, SECONDS)).toBe('held');
    expect((await ledger.run(dead.run.id))?.state).toBe('checking');
  });

  it('begins a postponed run anew under its number, and not before its time', async () => {
    const run = await ledger.enqueueNew({ job: 'a', kind: 'sync' });
    const taken = await mustTake(ledger, 'intake');
    await ledger.updateRun(run.id, { state: 'cancelled', finished: true });

    await ledger.postponeQueued(taken, 300);

    expect(await ledger.run(run.id)).toMatchObject({ state: 'checking', finishedAt: null });
    await temporary.setClock(at(299));
    expect(await ledger.openQueued()).toEqual([]);
    expect(await take(ledger, 'intake', run.id)).toBeUndefined();
    await temporary.setClock(at(300));
    expect(await ledger.openQueued()).toHaveLength(1);
    expect(await mustTake(ledger, 'intake')).toMatchObject({ run: { id: run.id }, deaths: 0 });
  });

  it('lets nobody wait behind a postponed publication', async () => {
    const [first, second] = [await readyToPublish('a'), await readyToPublish('b')];
    const taken = await mustTake(ledger, 'publish');
    expect(taken.run.id).toBe(first);

    await ledger.postponeQueued(taken, 300);

    expect((await mustTake(ledger, 'publish')).run.id).toBe(second);
  });

  it('lets a person cancel a postponed run', async () => {
    const run = await ledger.enqueueNew({ job: 'a', kind: 'sync' });
    await ledger.postponeQueued(await mustTake(ledger, 'intake'), 300);

    expect(await ledger.cancelQueued(run.id)).toBe('cancelled');

    await temporary.setClock(at(300));
    expect(await take(ledger, 'intake')).toBeUndefined();
  });

  it('keeps the run of a worker that renews its claim', async () => {
    await ledger.enqueueNew({ job: 'a', kind: 'intake' });
    const taken = await mustTake(ledger, 'intake');
    await temporary.setClock(at(100));
    await ledger.renewQueued(taken, SECONDS);
    await temporary.setClock(at(200));

    expect(await take(ledger, 'intake')).toBeUndefined();
  });

  it('forgets what the dead worker had noted of the step, and nothing of the steps before', async () => {
    const id = await readyToPublishWith('earlier');
    await mustTake(ledger, 'publish');
    await ledger.putFindings(id, [findingOf('half')]);
    await temporary.setClock(at(SECONDS));

    await mustTake(ledger, 'publish');

    expect((await ledger.findings(id)).map(({ code }) => code)).toEqual(['earlier']);
  });

  const findingOf = (code: string) =>
    ({ code, severity: 'info', place: { file: 'a', row: 0 }, hint: '' }) as never;
  async function readyToPublishWith(code: string): Promise<string> {
    const { id } = await ledger.enqueueNew({ job: 'a', kind: 'sync' });
    const taken = await mustTake(ledger, 'intake');
    await ledger.putFindings(id, [findingOf(code)]);
    await ledger.leaveQueued(taken, 'publish');
    return id;
  }

  it('parks a run whose workers died three times before it got any further', async () => {
    const run = await ledger.enqueueNew({ job: 'a', kind: 'intake' });
    for (let death = 0; death < 3; death += 1) {
      expect(await mustTake(ledger, 'intake')).toMatchObject({ deaths: death });
      await temporary.setClock(at((death + 1) * SECONDS));
    }

    const parked = await ledger.takeQueued({ queue: 'intake', seconds: SECONDS });

    expect(parked).toMatchObject({ outcome: 'parked', run: { id: run.id, state: 'parked' }, deaths: 3 });
    expect(await ledger.run(run.id)).toMatchObject({ state: 'parked', finishedAt: null });
    await ledger.enqueue({ run: run.id, queue: 'intake', key: null });
    expect(await take(ledger, 'intake')).toBeUndefined();
  });

  it('goes on with a run that gets further from death to death, and leaves half a publication to a person', async () => {
    const id = await readyToPublish('a');
    await ledger.openOperations(id, 9);
    await ledger.updateRun(id, { state: 'publishing' });
    let time = 0;
    for (let step = 1; step <= 5; step += 1) {
      expect(await mustTake(ledger, 'publish')).toMatchObject({ deaths: 0 });
      await ledger.verify(id, step, null);
      await temporary.setClock(at((time += SECONDS)));
    }
    for (let death = 0; death < 3; death += 1) {
      expect(await mustTake(ledger, 'publish')).toMatchObject({ deaths: death });
      await temporary.setClock(at((time += SECONDS)));
    }

    expect(await ledger.takeQueued({ queue: 'publish', seconds: SECONDS })).toMatchObject({
      outcome: 'parked',
      run: { id, state: 'needs_attention' },
    });
  });

  it('cancels what only waits or reads, and nothing that writes', async () => {
    const waiting = await ledger.enqueueNew({ job: 'a', kind: 'sync' });
    expect(await ledger.cancelQueued(waiting.id)).toBe('cancelled');
    expect(await ledger.run(waiting.id)).toMatchObject({ state: 'cancelled' });
    expect(await take(ledger, 'intake')).toBeUndefined();
    expect(await ledger.cancelQueued(waiting.id)).toBe('elsewhere');

    await ledger.enqueueNew({ job: 'a', kind: 'sync' });
    const reading = await mustTake(ledger, 'intake');
    expect(await ledger.cancelQueued(reading.run.id)).toBe('asked');
    expect(await ledger.renewQueued(reading, SECONDS)).toBe('cancel');

    const id = await readyToPublish('b');
    await mustTake(ledger, 'publish');
    await ledger.updateRun(id, { state: 'publishing' });
    expect(await ledger.cancelQueued(id)).toBe('writing');
  });

  it('cancels a run whose worker died before it could be told', async () => {
    await ledger.enqueueNew({ job: 'a', kind: 'sync' });
    const dead = await mustTake(ledger, 'intake');
    await ledger.cancelQueued(dead.run.id);
    await temporary.setClock(at(SECONDS));

    expect(await take(ledger, 'intake')).toBeUndefined();

    expect(await ledger.run(dead.run.id)).toMatchObject({ state: 'cancelled' });
    await expect(ledger.updateRun(dead.run.id, { state: 'taken_in', token: dead.token })).rejects.toThrow();
  });

  it('begins an interrupted run again under its number', async () => {
    await ledger.enqueueNew({ job: 'a', kind: 'sync' });
    const stopped = await mustTake(ledger, 'intake');
    await ledger.updateRun(stopped.run.id, { state: 'cancelled', finished: true });

    await ledger.leaveQueued(stopped, 'again');

    expect(await mustTake(ledger, 'intake')).toMatchObject({
      run: { id: stopped.run.id, state: 'checking', finishedAt: null },
      deaths: 0,
    });
  });

  it('holds an occurrence until its run is over, however long it waits', async () => {
    const claim = { key: 'k#a', job: 'a', dueAt: START, caughtUp: false, seconds: SECONDS };
    const { run } = await ledger.claimOccurrence(claim);
    await ledger.enqueue({ run: run.id, queue: 'intake', key: claim.key });
    await temporary.setClock(at(10 * SECONDS));

    expect(await ledger.claimOccurrence(claim)).toMatchObject({ first: false, run: { id: run.id } });
    expect(await ledger.claimOccurrence({ ...claim, key: 'later#a' })).toMatchObject({ first: false });
    expect(await ledger.newestTaken('a')).toBe(START);

    await ledger.leaveQueued(await mustTake(ledger, 'intake'), 'done');
    expect((await ledger.occurrences({ job: 'a' })).map(({ state }) => state)).toContain('ended');
    expect(await ledger.claimOccurrence({ ...claim, key: 'latest#a' })).toMatchObject({ first: true });
  });
});

describe('whatever workers do and whenever they die', () => {
  /** `0..3` are workers. */
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('take' as const), who: fc.nat(3) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('die' as const), who: fc.nat(3) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('finish' as const), who: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('add' as const), who: fc.nat(3) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), who: fc.nat(3) }) },
  );

  it('no run has two workers that are heard, no two publish at once, and every run ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const temporary = await temporaryLedger(START);
        onTestFinished(() => temporary.remove());
        const { ledger } = temporary;
        let time = 0;
        const hands = new Map<number, TakenRun>();
        const finish = async (taken: TakenRun) => {
          if (taken.queue === 'intake' && taken.run.kind === 'sync')
            return ledger.leaveQueued(taken, 'publish');
          const state = taken.queue === 'intake' ? 'taken_in' : 'published';
          await ledger
            .updateRun(taken.run.id, { state, finished: true, token: taken.token })
            .catch(() => undefined);
          await ledger.leaveQueued(taken, 'done');
        };
        for (const { do: what, who } of steps) {
          if (what === 'add') await ledger.enqueueNew({ job: 'a', kind: who % 2 ? 'sync' : 'intake' });
          if (what === 'take' && !hands.has(who)) {
            const taken = (await take(ledger, 'publish')) ?? (await take(ledger, 'intake'));
            if (taken) hands.set(who, taken);
          }
          if (what === 'die') hands.delete(who);
          if (what === 'finish') {
            const taken = hands.get(who);
            if (taken) await finish(taken);
            hands.delete(who);
          }
          if (what === 'wait') await temporary.setClock(at((time += 50)));
          const heard: TakenRun[] = [];
          for (const taken of hands.values())
            if ((await ledger.renewQueued(taken, SECONDS)) !== 'lost') heard.push(taken);
          expect(new Set(heard.map(({ run }) => run.id)).size).toBe(heard.length);
          expect(heard.filter(({ queue }) => queue === 'publish').length).toBeLessThanOrEqual(1);
        }
        // One worker that lives goes through the rest.
        for (let idle = 0; idle < 2; idle += 1) {
          await temporary.setClock(at((time += SECONDS + 1)));
          for (const queue of ['intake', 'publish'] as const)
            for (let taken = await take(ledger, queue); taken; taken = await take(ledger, queue)) {
              await finish(taken);
              idle = 0;
            }
        }
        const open = (await ledger.runs()).filter(({ state }) => state === 'checking');
        expect(open).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
