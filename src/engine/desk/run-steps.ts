/** The steps of a run as people see them, derived from its state. Pure. */
import type { Approval } from '../approval/approval.ts';
import type { RunRecord, RunState } from '../ledger.ts';

export const STEPS = ['check', 'compare', 'approve', 'write'] as const;
export type StepId = (typeof STEPS)[number];

/** `waits`: for somebody or something else; `left-out`: this run has no such step. */
export type StepState = 'open' | 'now' | 'waits' | 'done' | 'failed' | 'left-out';

export interface RunStep {
  readonly id: StepId;
  readonly state: StepState;
}

type States = readonly [StepState, StepState, StepState, StepState];

const AFTER: Readonly<Record<RunState, States>> = {
  checking: ['now', 'open', 'open', 'open'],
  check_failed: ['failed', 'left-out', 'left-out', 'left-out'],
  draft: ['done', 'done', 'open', 'open'],
  submitted: ['done', 'done', 'waits', 'open'],
  approved: ['done', 'done', 'done', 'open'],
  rejected: ['done', 'done', 'failed', 'left-out'],
  withdrawn: ['done', 'done', 'failed', 'left-out'],
  expired: ['done', 'done', 'failed', 'left-out'],
  stale: ['done', 'done', 'failed', 'left-out'],
  publishing: ['done', 'done', 'done', 'now'],
  waiting: ['done', 'done', 'done', 'waits'],
  compensating: ['done', 'done', 'done', 'failed'],
  compensated: ['done', 'done', 'done', 'failed'],
  needs_attention: ['done', 'done', 'done', 'failed'],
  published: ['done', 'done', 'done', 'done'],
  published_with_notes: ['done', 'done', 'done', 'done'],
  rolled_back: ['done', 'done', 'done', 'done'],
  no_change: ['done', 'done', 'left-out', 'left-out'],
  refreshed: ['done', 'left-out', 'left-out', 'left-out'],
  taken_in: ['done', 'left-out', 'left-out', 'left-out'],
  parked: ['failed', 'left-out', 'left-out', 'left-out'],
  cancelled: ['left-out', 'left-out', 'left-out', 'left-out'],
};

/** `approval`: undefined where nobody was asked. */
export function runSteps(
  { state }: Pick<RunRecord, 'state'>,
  approval: Approval | undefined,
): readonly RunStep[] {
  return STEPS.map((id, index) => {
    const after = AFTER[state][index] ?? 'open';
    const isSkipped = id === 'approve' && approval === undefined && after === 'done';
    return { id, state: isSkipped ? 'left-out' : after };
  });
}

/** States that change by themselves. */
const MOVING: ReadonlySet<RunState> = new Set([
  'checking',
  'approved',
  'publishing',
  'waiting',
  'compensating',
]);

/** It changes by itself and soon: whoever looks on wants to see it. */
export function isMoving({
  run,
  waitsUntil,
}: {
  readonly run: Pick<RunRecord, 'state'>;
  readonly waitsUntil: string | null;
}): boolean {
  return MOVING.has(run.state) && waitsUntil === null;
}
