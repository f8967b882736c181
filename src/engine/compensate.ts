/**
 * After a failed publication: back to the snapshot, but only where the run itself has written. Ends
 * compensated, or loudly incomplete; never in between without saying so.
 */
import { stopsRun, type Finding } from '../core/finding.ts';
import { SyncError } from '../errors.ts';
import { indicatorKeyText } from '../sync/operations.ts';
import { NOT_AS_WRITTEN } from '../sync/execute.ts';
import type { Plan } from '../sync/plan.ts';
import type { RollbackQuestion } from '../sync/rollback.ts';
import type { Snapshot } from '../sync/snapshot.ts';
import type { Ledger, RunRecord } from './ledger.ts';
import { carryOut, type Means } from './carry-out.ts';
import { rollbackPlan } from './rollback-plan.ts';
import { storePlan } from './stored-plan.ts';

const NOT_RESTORED = 'sync.value-not-restored';

/** Where a level lost its areas half-way: first the areas, then what only shows when they stand again. */
const PARTS = 2;

/** Answers the error that says how it ended: `run.compensated` (exit 10) or `run.incomplete` (exit 11). */
export async function compensate(
  cause: unknown,
  run: RunRecord,
  plan: Plan,
  means: Means,
): Promise<SyncError> {
  const { ledger } = means.ports;
  await ledger.updateRun(run.id, { state: 'compensating' });
  try {
    await takeBack(run, plan, means);
  } catch (second) {
    await ledger.updateRun(run.id, { state: 'needs_attention' });
    return incomplete(cause, second);
  }
  await ledger.updateRun(run.id, { state: 'compensated', finished: true });
  return compensated(cause, run, (await leftEmpty(run, ledger)).length);
}

/** Taking back is a run of its own, planned from what stands there now; begun anew after an interruption. */
async function takeBack(run: RunRecord, plan: Plan, means: Means): Promise<void> {
  const { ledger } = means.ports;
  const text = await ledger.snapshot(run.id);
  if (text === undefined) return;
  await closeEarlierAttempts(run, ledger);
  const how = {
    job: run.job,
    own: plan.release?.record,
    isOurs: ownValues(plan, await mangledBy(run, ledger)),
    geometry: 'restore',
  } as const;
  for (let part = 0; part < PARTS; part += 1) {
    const back = await rollbackPlan(JSON.parse(text) as Snapshot, { ...how, run: run.id }, means);
    if (stopsRun(back.findings) || back.findings.some(({ code }) => code === 'sync.already-gone'))
      throw incomplete(undefined, undefined);
    if (back.operations.length === 0) return;
    await noteLeftEmpty(run, back.findings, ledger);
    const own = await ledger.startRun({ job: run.job, kind: 'rollback', rollsBack: run.id });
    await storePlan(ledger, own.id, back);
    await carryOut(own, back, means);
    await ledger.updateRun(own.id, { state: 'published', finished: true });
  }
}

/**
 * Kept before they are emptied: afterwards nothing tells them any more from cells that were empty. Those of an earlier
 * attempt are not told twice.
 */
async function noteLeftEmpty(run: RunRecord, findings: readonly Finding[], ledger: Ledger): Promise<void> {
  const known = new Set((await leftEmpty(run, ledger)).map(({ found }) => found));
  const fresh = findings.filter(({ code, found }) => code === NOT_RESTORED && !known.has(found));
  if (fresh.length > 0) await ledger.putFindings(run.id, fresh);
}

async function leftEmpty(run: RunRecord, ledger: Ledger): Promise<readonly Finding[]> {
  return (await ledger.findings(run.id)).filter(({ code }) => code === NOT_RESTORED);
}

/** An attempt that was interrupted must never be carried on: its plan and its snapshot are of a moment that is past. */
async function closeEarlierAttempts(run: RunRecord, ledger: Ledger): Promise<void> {
  for (const other of await ledger.runs({ job: run.job })) {
    if (other.rollsBack !== run.id || other.finishedAt !== null) continue;
    await ledger.updateRun(other.id, { state: 'cancelled', finished: true });
  }
}

/** Numbers of the operations that KomMonitor has carried out otherwise than they were sent. */
async function mangledBy(run: RunRecord, ledger: Ledger): Promise<ReadonlySet<number>> {
  const records = await ledger.operations(run.id);
  return new Set(records.filter(({ reason }) => reason === NOT_AS_WRITTEN).map(({ seq }) => seq));
}

/**
 * A value is ours where it is what the plan made of it, or what KomMonitor made of our write; anything else somebody
 * else has written since.
 */
function ownValues(plan: Plan, mangled: ReadonlySet<number>): NonNullable<RollbackQuestion['isOurs']> {
  const written = new Map<string, number | null>();
  const unknown = new Set<string>();
  const emptied = new Set<string>();
  for (const [position, operation] of plan.operations.entries()) {
    if (operation.kind === 'delete-date')
      emptied.add(`${indicatorKeyText(operation.indicator)} ${operation.unitName} ${operation.date}`);
    if (operation.kind !== 'put-values') continue;
    for (const row of operation.rows)
      for (const [index, date] of operation.dates.entries()) {
        const cell = `${indicatorKeyText(operation.indicator)} ${operation.unitName} ${row.key} ${date}`;
        written.set(cell, row.values[index] ?? null);
        if (mangled.has(position + 1)) unknown.add(cell);
      }
  }
  return (indicator, unitName, { key, date, value }) => {
    const link = `${indicatorKeyText(indicator)} ${unitName}`;
    const cell = `${link} ${key} ${date}`;
    return (
      written.get(cell) === value || unknown.has(cell) || (value === null && emptied.has(`${link} ${date}`))
    );
  };
}

/** `empty`: how many values that stood there before may not be written again. */
function compensated(cause: unknown, run: RunRecord, empty: number): SyncError {
  const outcome = { code: 'run.compensated', kind: 'compensated', cause } as const;
  if (empty === 0)
    return new SyncError({
      ...outcome,
      message: 'Die Veröffentlichung ist fehlgeschlagen und wurde vollständig zurückgesetzt.',
      hint: `In KomMonitor steht wieder der Stand vor dem Lauf. Ursache: ${reasonOf(cause)}`,
    });
  const stay = empty === 1 ? 'ein früherer Wert bleibt' : `${empty} frühere Werte bleiben`;
  return new SyncError({
    ...outcome,
    message: `Die Veröffentlichung ist fehlgeschlagen und wurde zurückgesetzt, aber ${stay} leer.`,
    hint:
      'Leer bleibt, was nach den heutigen Regeln der Geheimhaltung nicht freigegeben ist; „kmsync runs ' +
      `${run.id}“ nennt diese Werte. „kmsync sync ${run.job}“ prüft und veröffentlicht sie neu. ` +
      `Ursache: ${reasonOf(cause)}`,
  });
}

function incomplete(cause: unknown, second: unknown): SyncError {
  return new SyncError({
    code: 'run.incomplete',
    kind: 'incomplete',
    message: 'Achtung: Die Veröffentlichung ist unvollständig und konnte nicht zurückgesetzt werden.',
    hint: `Bitte keinen neuen Lauf starten, sondern „kmsync resume“ ausführen, sobald die Ursache behoben ist. Ursache: ${reasonOf(cause)} Zurücksetzen: ${reasonOf(second)}`,
    cause: second ?? cause,
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof SyncError) return `${error.message} (${error.code})`;
  return error === undefined ? 'siehe Befunde.' : 'unerwarteter Fehler.';
}
