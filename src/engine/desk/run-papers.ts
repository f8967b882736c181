/** What there is of one run beside its page: its report, its attempts, its writes, and until when things of it are kept. */
import { operationTitle } from '../../sync/operation-title.ts';
import { nextAttempt } from '../reconcile.ts';
import { reportOf } from '../report/compose.ts';
import type { RunDocument } from '../report/run-document.ts';
import { historyEnds, rejectedEnds } from '../retention/due.ts';
import type { Ledger, RunRecord } from '../ledger.ts';
import type { EnginePorts } from '../ports.ts';
import type { PreviewDesk } from './preview-desk.ts';
import type { Part } from './reading-book.ts';
import type { RunPaperBook, WriteLine } from './run-paper-book.ts';

export interface Waiting {
  /** How often it was tried. */
  readonly attempts: number;
  /** ISO instants, UTC: when it is tried again, and when it is given up. */
  readonly next: string;
  readonly until: string | undefined;
}

/** A thing of a run that is deleted some day. */
export interface Deletion {
  readonly what: 'file' | 'version' | 'snapshot' | 'plan' | 'report';
  /** ISO instant, UTC; undefined: files as soon as they are read, figures when no indicator needs them any more. */
  readonly at: string | undefined;
}

export interface WriteRow extends WriteLine {
  /** What the plan says of it; undefined where the plan is gone. */
  readonly title: string | undefined;
}

export interface RunPapers {
  report(run: RunRecord): Promise<RunDocument>;
  /** Of a run that waits for KomMonitor; undefined for any other. */
  waiting(run: RunRecord): Promise<Waiting | undefined>;
  deletions(run: RunRecord): Promise<readonly Deletion[]>;
  writes(
    run: RunRecord,
    failed: boolean,
    part: Part,
  ): Promise<{ readonly rows: readonly WriteRow[]; readonly total: number }>;
}

export function runPapers(
  { ports, ledger }: { readonly ports: EnginePorts; readonly ledger: Ledger & RunPaperBook },
  plans: Pick<PreviewDesk, 'plan'>,
): RunPapers {
  return {
    report: (run) => reportOf(run, ports),

    async waiting(run) {
      if (run.state !== 'waiting') return undefined;
      const attempts = await ledger.attempts(run.id);
      if (!attempts || attempts.leftAt === null) return undefined;
      const { taken, leftAt } = attempts;
      const plan = await plans.plan(run);
      return { attempts: taken, next: nextAttempt({ taken, leftAt }), until: plan?.expiresAt };
    },

    async deletions(run) {
      const { snapshotAt, planAt, versionAt } = await ledger.keptThings(run.id);
      const read = await ledger.runDeliveries(run.id);
      const things: Deletion[] = [];
      if (read.length > 0) things.push({ what: 'file', at: undefined });
      if (versionAt !== null) things.push({ what: 'version', at: rejectedEnds(run.state, versionAt) });
      if (snapshotAt !== null) things.push({ what: 'snapshot', at: historyEnds(snapshotAt) });
      if (planAt !== null) things.push({ what: 'plan', at: historyEnds(planAt) });
      if (run.finishedAt !== null) things.push({ what: 'report', at: historyEnds(run.finishedAt) });
      return things;
    },

    async writes(run, failed, part) {
      const { lines, total } = await ledger.writePart(run.id, failed, part);
      const plan = lines.length === 0 ? undefined : await plans.plan(run);
      const title = (seq: number) => {
        const operation = plan?.operations[seq - 1];
        return operation && operationTitle(operation);
      };
      return { total, rows: lines.map((line) => ({ ...line, title: title(line.seq) })) };
    },
  };
}
