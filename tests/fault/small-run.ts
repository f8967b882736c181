/** The run under test on the small site: its writes, and the engine's runs with what came of them. */
import type { EnginePorts } from '../../src/engine/ports.ts';
import { resumeRun } from '../../src/engine/resume-run.ts';
import { CLAIM_SECONDS } from '../../src/engine/schedule/trigger.ts';
import { syncRun } from '../../src/engine/sync-run.ts';
import { SyncError } from '../../src/errors.ts';
import { reconcileNow, type ReconciledNow } from '../../src/queue/reconcile-now.ts';
import { SMALL_JOB } from '../support/small-site.ts';
import type { EngineWishes, Lane } from './lane.ts';

/** Writes of the second stage, in order; a fault finds one by method, path and how many like it came before. */
const WRITES = [
  { title: 'PUT spatial-units/Kleine Quartiere', after: 0 },
  { title: 'PATCH spatial-units/Kleine Quartiere', after: 0 },
  { title: 'PATCH indicators/Kleine Bevölkerung', after: 0 },
  { title: 'PUT indicators/Kleine Bevölkerung', after: 0 },
  { title: 'PUT indicators/Kleine Bevölkerung', after: 1 },
  { title: 'PUT indicators/Kleiner Frauenanteil', after: 2 },
  { title: 'PUT indicators/Kleiner Frauenanteil', after: 3 },
];
export const TITLES = WRITES.map(({ title }) => title);
export const EACH_WRITE = WRITES.map(({ title, after }, index) => {
  const [method = '', path = ''] = title.split(/[ /]/);
  return { title, nth: index + 1, which: { match: { method, path: `/${path}/` }, after } };
});
export const LAST_WRITE = { match: { method: 'PUT', path: '/indicators/' }, after: 3 };

/** What came of it: the state of the run, or kind and code of the error. */
export async function outcome(work: Promise<{ result: { state: string } }>): Promise<string> {
  try {
    return (await work).result.state;
  } catch (error) {
    if (error instanceof SyncError) return `${error.kind} ${error.code}`;
    throw error;
  }
}

/** Called with the number of an operation that has been read back. */
export type EngineHook = (seq: number) => Promise<void>;

export async function withEngine<T>(
  lane: Lane,
  work: (ports: EnginePorts) => Promise<T>,
  wishes: EngineWishes = {},
): Promise<T> {
  const engine = await lane.engine(wishes);
  try {
    return await work(engine.ports);
  } finally {
    await engine.close();
  }
}

export function sync(lane: Lane, wishes?: EngineWishes): Promise<string> {
  return withEngine(lane, (ports) => outcome(syncRun({ job: SMALL_JOB }, ports)), wishes);
}

/** Id and state of the newest run that was not started by another one to take it back. */
export function lastRun(lane: Lane): Promise<{ readonly id: string; readonly state: string }> {
  return withEngine(lane, async ({ ledger }) => {
    const runs = await ledger.runs();
    const own = runs.find(
      ({ rollsBack }) => !runs.some(({ id, state }) => id === rollsBack && isTakenBack(state)),
    );
    return own ?? { id: '', state: '' };
  });
}

export async function resumeLast(lane: Lane): Promise<string> {
  const { id } = await lastRun(lane);
  return withEngine(lane, (ports) => outcome(resumeRun(id, ports)));
}

/** Longer than a process that died keeps what it had claimed. */
const CLAIM_OVER_MS = (CLAIM_SECONDS + 1) * 1_000;
/** So long may a run take that a reconciler has to end. */
export const RECONCILED_MS = 120_000 + CLAIM_OVER_MS;

/** What the reconciler does once nothing is claimed any more that nobody works on. */
export async function reconcileLater(lane: Lane): Promise<ReconciledNow> {
  const later = () => new Date(Date.now() + CLAIM_OVER_MS);
  await lane.setDatabaseClock(later().toISOString());
  try {
    return await withEngine(lane, reconcileNow, { now: later });
  } finally {
    await lane.setDatabaseClock(undefined);
  }
}

function isTakenBack(state: string): boolean {
  return state === 'compensated' || state === 'compensating' || state === 'needs_attention';
}
