/** The one document that describes how a run ended; printed by `--json` and kept in the ledger. */
import { countBySeverity, type Finding, type Severity } from '../core/finding.ts';
import { planHash, type Plan } from '../sync/plan.ts';
import type { RunRecord, RunState } from './ledger.ts';
import type { DeliveryQuality } from './quality-book.ts';

export interface RunResult {
  readonly run: string;
  readonly job: string;
  readonly state: RunState;
  readonly plan: {
    readonly hash: string | null;
    readonly operations: number;
    /** Cells by what happens to them. */
    readonly create: number;
    readonly update: number;
    readonly unchanged: number;
    readonly remove: number;
    readonly suppressed: number;
  };
  /** HTTP writes sent. */
  readonly writes: number;
  readonly verified: { readonly cells: number; readonly mismatches: number };
  readonly findings: Readonly<Record<Severity, number>>;
  /** How well addresses were placed and totals agree, per delivery and date; empty where nothing was measured. */
  readonly quality: readonly DeliveryQuality[];
  readonly durationMs: number;
}

export interface Outcome {
  readonly state: RunState;
  readonly plan?: Plan;
  readonly writes?: number;
  readonly quality?: readonly DeliveryQuality[];
  /** All operations of the plan were read back as intended. */
  readonly verified?: boolean;
}

export function runResult(
  run: RunRecord,
  outcome: Outcome,
  findings: readonly Finding[],
  now: Date,
): RunResult {
  const { plan } = outcome;
  const none = { create: 0, update: 0, unchanged: 0, remove: 0, suppressed: 0 };
  return {
    run: run.id,
    job: run.job,
    state: outcome.state,
    plan: {
      hash: plan ? planHash(plan) : null,
      operations: plan?.operations.length ?? 0,
      ...(plan?.counts ?? none),
    },
    writes: outcome.writes ?? 0,
    verified: { cells: plan && outcome.verified ? verifiedCells(plan) : 0, mismatches: 0 },
    findings: countBySeverity(findings),
    quality: outcome.quality ?? [],
    durationMs: now.getTime() - Date.parse(run.startedAt),
  };
}

/** Cells compared with the target, one by one: those left alone because they agreed, and those read back. */
function verifiedCells(plan: Plan): number {
  return plan.counts.unchanged + plan.counts.create + plan.counts.update;
}
