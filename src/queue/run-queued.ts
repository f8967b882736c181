/** A run through the queue, with this process as one of its workers until the run is over. */
import { setTimeout as delay } from 'node:timers/promises';
import { resumeRun } from '../engine/resume-run.ts';
import type { RunReport } from '../engine/run-frame.ts';
import { serve } from './serve.ts';
import type { WorkerOptions } from './worker.ts';

const LOOK_MS = 200;
/** In any other state the run has ended, waits for people or for KomMonitor, or needs a person. */
const AT_WORK: ReadonlySet<string | undefined> = new Set(['checking', 'publishing', 'compensating']);

interface Seen {
  isOver: boolean;
  report?: RunReport;
  failure?: { readonly error: unknown };
}

/** Throws what the run throws. */
export async function runQueued(job: string, options: Omit<WorkerOptions, 'events'>): Promise<RunReport> {
  const { ports, bell } = options;
  const { ledger, signal } = ports;
  const { id } = await ledger.enqueueNew({ job, kind: 'sync' });
  const stop = new AbortController();
  const seen: Seen = { isOver: false };
  const working = serve(
    { jobs: [], chores: [] },
    {
      ...options,
      part: 'worker',
      ports: { ...ports, signal: AbortSignal.any([signal, stop.signal]) },
      events: {
        due: () => undefined,
        begun: () => undefined,
        ended: (run, report) => (run.id === id ? Object.assign(seen, { isOver: true, report }) : undefined),
        parked: (run) => (run.id === id ? Object.assign(seen, { isOver: true }) : undefined),
        failed: (of, error) =>
          of === job || of === '' ? Object.assign(seen, { isOver: true, failure: { error } }) : undefined,
      },
    },
  );
  bell.ring([{ run: id, queue: 'intake', key: null }]);
  const isOver = async () => seen.isOver || !AT_WORK.has((await ledger.run(id))?.state);
  try {
    while (!signal.aborted && !(await isOver())) await delay(LOOK_MS);
  } finally {
    stop.abort();
    await working;
  }
  if (seen.failure) throw seen.failure.error;
  // Another worker may have had it.
  return seen.report ?? resumeRun(id, ports);
}
