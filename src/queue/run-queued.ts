/** A run through the queue, with this process as one of its workers until the run is over. */
import { setTimeout as delay } from 'node:timers/promises';
import { resumeRun } from '../engine/resume-run.ts';
import type { RunReport } from '../engine/run-frame.ts';
import { serve } from './serve.ts';
import type { WorkerOptions } from './worker.ts';

const LOOK_MS = 200;

/** Throws what the run throws. */
export async function runQueued(job: string, options: Omit<WorkerOptions, 'events'>): Promise<RunReport> {
  const { ports, bell } = options;
  const { ledger, signal } = ports;
  const { id } = await ledger.enqueueNew({ job, kind: 'sync' });
  const stop = new AbortController();
  let report: RunReport | undefined;
  let failure: { readonly error: unknown } | undefined;
  let isParked = false;
  const working = serve(
    { jobs: [], chores: [] },
    {
      ...options,
      part: 'worker',
      ports: { ...ports, signal: AbortSignal.any([signal, stop.signal]) },
      events: {
        due: () => undefined,
        begun: () => undefined,
        ended: (run, ended) => (report = run.id === id ? ended : report),
        parked: (run) => (isParked ||= run.id === id),
        failed: (of, error) => (failure = of === job || of === '' ? { error } : failure),
      },
    },
  );
  bell.ring([{ run: id, queue: 'intake', key: null }]);
  const isOver = async () => isParked || (await ledger.run(id))?.finishedAt !== null;
  try {
    while (!signal.aborted && failure === undefined && !(await isOver())) await delay(LOOK_MS);
  } finally {
    stop.abort();
    await working;
  }
  if (failure) throw failure.error;
  // Another worker may have had it.
  return report ?? resumeRun(id, ports);
}
