/** A scheduled run that finds its source or KomMonitor away waits and is tried again; anything else is told at once. */
import { describe, expect, it } from 'vitest';
import type { EngineLogEvent } from '../../src/engine/ports.ts';
import { claimNow } from '../../src/engine/schedule/trigger.ts';
import { SyncError, type ErrorKind } from '../../src/errors.ts';
import { localBell } from '../../src/queue/bell.ts';
import { carryTaken } from '../../src/queue/carry-taken.ts';
import { openSmallApp } from '../support/small-app.ts';
import { SMALL_JOB } from '../support/small-site.ts';

const HOUR = 60 * 60_000;

const trouble = (code: string, kind: ErrorKind) =>
  new SyncError({ code, kind, message: 'Das ging nicht.', hint: 'Später noch einmal.' });

/** The small site, and what one attempt of a due run leaves behind whose source fails as told. */
async function site() {
  const { app } = await openSmallApp();
  const { ledger } = app;
  const told: string[] = [];
  const attempt = async (failure: Error | undefined, now = () => new Date()) => {
    const duva = app.ports.sources.get('duva');
    const failing = {
      ...duva,
      list: () => ({
        [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(failure ?? new Error('no failure')) }),
      }),
    };
    const sources = failure ? new Map([...app.ports.sources, ['duva', failing as never]]) : app.ports.sources;
    const log = (event: EngineLogEvent) => void (event.startsWith('Queue:') ? told.push(event) : undefined);
    const taking = await ledger.takeQueued({ queue: 'intake', seconds: 120 });
    if (taking?.outcome !== 'taken') throw new Error('nothing to take');
    await carryTaken(taking, {
      ports: { ...app.ports, sources, log, now },
      bell: localBell(),
      events: { begun() {}, ended() {}, parked() {}, failed() {} },
      claimSeconds: 120,
      concurrency: 1,
    });
    return { told: told.splice(0).filter((event) => event !== 'Queue:Taken' && event !== 'Queue:Done') };
  };
  const due = async () => {
    const { key, run } = await claimNow(SMALL_JOB, { ledger, now: () => new Date() });
    await ledger.enqueue({ run: run.id, queue: 'intake', key });
    return run.id;
  };
  return { ledger, attempt, due };
}

describe('a run that is due', () => {
  it.each(['source.unreachable', 'source.busy', 'target.unreachable', 'target.login-unreachable'])(
    'waits and keeps its number where it meets %s',
    async (code) => {
      const { ledger, attempt, due } = await site();
      const run = await due();

      const { told } = await attempt(trouble(code, 'source'));

      expect(told).toEqual(['Queue:Postponed']);
      expect(await ledger.run(run)).toMatchObject({ state: 'checking', finishedAt: null });
      expect(await ledger.openQueued()).toEqual([]);
      expect((await ledger.occurrences()).map(({ state }) => state)).toEqual(['queued']);
    },
  );

  it('is over after a day of waiting, and people are told', async () => {
    const { ledger, attempt, due } = await site();
    const run = await due();

    const { told } = await attempt(
      trouble('source.unreachable', 'source'),
      () => new Date(Date.now() + 25 * HOUR),
    );

    expect(told).toEqual(['Queue:Failed']);
    expect(await ledger.run(run)).toMatchObject({ state: 'cancelled' });
    expect((await ledger.occurrences()).map(({ state }) => state)).toEqual(['ended']);
  });

  it('is over at once where the problem does not pass by itself, and people are told', async () => {
    const { ledger, attempt, due } = await site();
    const run = await due();

    const { told } = await attempt(trouble('target.login-failed', 'permission'));

    expect(told).toEqual(['Queue:Failed']);
    expect(await ledger.run(run)).toMatchObject({ state: 'cancelled' });
  });

  it('is not tried again where a person has started it and sees the error', async () => {
    const { ledger, attempt } = await site();
    const { id } = await ledger.enqueueNew({ job: SMALL_JOB, kind: 'sync' });

    const { told } = await attempt(trouble('source.unreachable', 'source'));

    expect(told).toEqual([]);
    expect(await ledger.run(id)).toMatchObject({ state: 'cancelled' });
  });
});
