/** One step of a taken run: carried out, its claim kept meanwhile, and its place in the queue settled afterwards. */
import { setTimeout as delay } from 'node:timers/promises';
import { passesBeforeWriting } from '../engine/passing.ts';
import type { EngineEvents } from '../engine/ports.ts';
import { carryQueued } from '../engine/queue/carry-queued.ts';
import type { TakenRun } from '../engine/queue/queue-book.ts';
import { SyncError } from '../errors.ts';
import type { WorkerOptions } from './worker.ts';

/** A person who cancels a run should not have to wait for long. */
const LONGEST_BEAT_MS = 5_000;
/** Between two attempts of a run whose source or target is away. */
const PAUSE_SECONDS = 5 * 60;
/** A source or target that is away for longer is a matter for people. */
const LONGEST_TRY_MS = 24 * 60 * 60_000;

/**
 * True where the run now waits for its turn to publish. Fails only where the ledger does; the claim then ends by itself,
 * and another worker takes the run.
 */
export async function carryTaken(taken: TakenRun, options: WorkerOptions): Promise<boolean> {
  const { ports, bell, events } = options;
  const { run, queue, key } = taken;
  const stop = new AbortController();
  const over = new AbortController();
  const signal = AbortSignal.any([ports.signal, stop.signal, over.signal]);
  const keeping = keepClaim(taken, options, { stop, over: over.signal });
  ports.log('Queue:Taken', { run: run.id, job: run.job, kind: queue, attempt: taken.deaths + 1 });
  events.begun(taken);
  let how: 'done' | 'again' | 'publish' | 'later' = 'done';
  try {
    const report = await carryQueued(taken, { ...ports, signal, events: watched(taken, options) });
    if (report) events.ended(run, report);
    else how = 'publish';
  } catch (error) {
    events.failed(run.job, error);
    const state = await stateOf(taken, options);
    const isOver = state === 'cancelled';
    // Who writes already when a person cancels goes on; who had only read is over.
    if (stop.signal.aborted) how = isOver ? 'done' : 'again';
    else if (ports.signal.aborted) how = isOver && failedBefore(error) ? 'done' : 'again';
    else if (isOver) how = afterFailure(error, taken, options);
    // The ledger could not be told how it ended.
    else if (state === 'checking') how = 'later';
  } finally {
    over.abort();
  }
  await keeping;
  if (how === 'later') await ports.ledger.postponeQueued(taken, PAUSE_SECONDS);
  else await ports.ledger.leaveQueued(taken, how);
  ports.log('Queue:Done', { run: run.id, job: run.job, kind: queue });
  if (how === 'publish') bell.ring([{ run: run.id, queue: 'publish', key }]);
  return how === 'publish';
}

/**
 * A run that nobody sits in front of: where it met what passes by itself it is tried again, and of anything else somebody
 * has to hear.
 */
function afterFailure(error: unknown, { run, key }: TakenRun, { ports }: WorkerOptions): 'later' | 'done' {
  if (key === null) return 'done';
  const code = error instanceof SyncError ? error.code : 'internal';
  const isYoung = ports.now().getTime() - Date.parse(run.startedAt) < LONGEST_TRY_MS;
  if (isYoung && passesBeforeWriting(error)) {
    ports.log('Queue:Postponed', { run: run.id, job: run.job, code });
    return 'later';
  }
  ports.log('Queue:Failed', { run: run.id, job: run.job, code });
  return 'done';
}

/** Until the work is over. Stops it where somebody else has the run, or where a person cancels it in time. */
async function keepClaim(
  taken: TakenRun,
  { ports: { ledger }, claimSeconds }: WorkerOptions,
  { stop, over }: { readonly stop: AbortController; readonly over: AbortSignal },
): Promise<void> {
  const beat = Math.min((claimSeconds / 4) * 1_000, LONGEST_BEAT_MS);
  while (await passes(beat, over)) {
    // A renewal that fails is made up for by the next one.
    const answer = await ledger.renewQueued(taken, claimSeconds).catch(() => 'held');
    if (answer === 'held') continue;
    const run = answer === 'cancel' ? await ledger.run(taken.run.id).catch(() => undefined) : undefined;
    if (answer === 'lost' || run?.state === 'checking') stop.abort();
  }
}

async function passes(milliseconds: number, over: AbortSignal): Promise<boolean> {
  return delay(milliseconds, true, { signal: over }).catch(() => false);
}

/** It was over by itself when the process was stopped. */
function failedBefore(error: unknown): boolean {
  return error instanceof SyncError && error.code !== 'run.interrupted';
}

async function stateOf({ run }: TakenRun, { ports }: WorkerOptions) {
  return (await ports.ledger.run(run.id))?.state;
}

/** The queue learns which step it is; a title may hold the name of a file, and that stays here. */
function watched({ run, queue }: TakenRun, { ports, bell }: WorkerOptions): EngineEvents {
  const at = { run: run.id, queue };
  return {
    stage(title) {
      ports.events.stage(title);
      bell.progress(at, { stage: publicTitle(title), done: 0, total: 0 });
    },
    operation(done, total, operation) {
      ports.events.operation(done, total, operation);
      bell.progress(at, { stage: 'In KomMonitor schreiben und zurücklesen', done, total });
    },
  };
}

function publicTitle(title: string): string {
  return title.endsWith(' lesen und prüfen') ? 'Lieferung lesen und prüfen' : title;
}
