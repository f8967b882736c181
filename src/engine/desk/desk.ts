/** What people see of runs and do about them, one function for each page or button. The rules are those of the engine. */
import { SyncError } from '../../errors.ts';
import { isOpen, refuseEarly, waitsUntil, type Approval } from '../approval/approval.ts';
import { discardDraft } from '../approval/discard.ts';
import { approveRun, rejectRun, submitPlan, withdrawRun, type GivenApproval } from '../approval/decide.ts';
import type { Person } from '../approval/person.ts';
import { requireSeen, sees, type Sight } from '../approval/sight.ts';
import type { Brought } from '../deliveries/by-hand.ts';
import type { RunDelivery } from '../deliveries/delivery-book.ts';
import { RESUMABLE, type Ledger, type RunRecord } from '../ledger.ts';
import type { EnginePorts } from '../ports.ts';
import type { CancelAnswer } from '../queue/queue-book.ts';
import { jobNamed } from '../prepare.ts';
import { resumeRun } from '../resume-run.ts';
import { runNamed } from '../run-frame.ts';
import { applyRun } from '../sync-run.ts';
import type { ChainCheck, FindingCount, ReadingBook, SameContent } from './reading-book.ts';
import { checkDesk, type CheckDesk } from './check-desk.ts';
import { groupNames, type GroupNames } from './group-names.ts';
import { handDeliveries, type HandDeliveries } from './hand-deliveries.ts';
import { lookDesk, type LookDesk } from './look-desk.ts';
import { mappingDesk, type MappingDesk } from './mapping-desk.ts';
import { mappingLookDesk, type MappingLookDesk } from './mapping-look.ts';
import { previewDesk, type PreviewDesk } from './preview-desk.ts';
import { sightDesk, type SightDesk } from './sight-desk.ts';
import { runsDesk, type RunsDesk } from './runs-desk.ts';
import type { TrailBook } from './trail-book.ts';
import { driftDesk, type DriftDesk } from './drift-desk.ts';
import { compareDesk, type CompareDesk } from './compare-desk.ts';
import { publishedDesk, type PublishedDesk } from './published-desk.ts';
import { publishedKnown } from './published-known.ts';
import { runPapers, type RunPapers } from './run-papers.ts';
import { runSteps, type RunStep } from './run-steps.ts';
import { takeBackDesk, type TakeBackDesk } from './take-back.ts';
import { keptDue } from '../schedule/kept-due.ts';
import type { Calendar } from '../schedule/occurrence.ts';
import { scheduleStandings, UNSCHEDULED, type ScheduleStanding } from './schedule-standing.ts';
import { sourceDesk, type SourceDesk } from './source-desk.ts';
import { systemDesk, type Machine, type SystemDesk, type SystemPages } from './system-desk.ts';

/** So many runs that went wrong are remembered. */
const TROUBLES = 100;

export interface DeskPorts {
  readonly ports: EnginePorts;
  readonly ledger: Ledger & ReadingBook & TrailBook & SystemPages & { verifyAudit(): Promise<ChainCheck> };
  /** Starts the job's run where none is at work; `work` ends with it. */
  readonly beginNow: (job: string) => Promise<{ readonly run: string; readonly work?: Promise<unknown> }>;
  /** Leaves an approved run to the workers; false: there are none beside this process. */
  readonly handOver: (run: string) => Promise<boolean>;
  readonly calendar: Calendar;
  /** Address of KomMonitor as it stands in plans. */
  readonly target: () => string;
  readonly machine: Machine;
}

export interface SourceRow {
  readonly job: string;
  readonly title: string;
  readonly ended: RunRecord | undefined;
  readonly open: RunRecord | undefined;
  /** Newest Stichtag that was published or taken in. */
  readonly newestDate: string | null;
  readonly schedule: ScheduleStanding;
}

export interface Overview {
  readonly sources: readonly SourceRow[];
  /** Waiting for a person or for being carried out, oldest first. */
  readonly approvals: readonly {
    readonly approval: Approval;
    readonly run: RunRecord;
    readonly waitsUntil: string | null;
  }[];
}

export interface RunView {
  readonly run: RunRecord;
  readonly title: string;
  readonly steps: readonly RunStep[];
  readonly deliveries: readonly RunDelivery[];
  readonly findings: readonly FindingCount[];
  readonly writes: { readonly done: number; readonly total: number };
  readonly approval: Approval | undefined;
  /** ISO instant, UTC, for which the run is approved, as long as it lies ahead. */
  readonly waitsUntil: string | null;
  /** By whom its delivery was brought; undefined where it was fetched. */
  readonly brought: Brought | undefined;
  /** The same bytes were published before. */
  readonly same: SameContent | undefined;
  /** Why it ended here without a result; known only to the process that carried it out. */
  readonly trouble: SyncError | undefined;
}

export interface Desk
  extends
    Pick<ReadingBook, 'auditPage' | 'auditEvents'>,
    HandDeliveries,
    GroupNames,
    PreviewDesk,
    CheckDesk,
    RunsDesk,
    SightDesk,
    TakeBackDesk,
    TrailBook,
    SourceDesk,
    SystemDesk,
    PublishedDesk,
    CompareDesk,
    DriftDesk,
    RunPapers,
    MappingLookDesk,
    MappingDesk,
    LookDesk {
  /** Reads the whole audit trail. */
  checkAudit(): Promise<ChainCheck>;
  jobs(sight: Sight): readonly { readonly id: string; readonly title: string }[];
  overview(sight: Sight): Promise<Overview>;
  /** Throws SyncError `run.unknown` (kind usage) where there is no such run; so do all that name one. */
  run(id: string): Promise<RunView>;
  /** See `submitPlan`, `approveRun`, `rejectRun`, `withdrawRun` for what they throw. */
  submit(run: string, person: Person): Promise<Approval>;
  /** Where it is not for later the publication begins behind it; how it goes is seen on the run. */
  approve(of: GivenApproval, person: Person): Promise<Approval>;
  reject(of: { readonly run: string; readonly reason: string }, person: Person): Promise<Approval>;
  withdraw(run: string, person: Person): Promise<Approval>;
  /** See `discardDraft` for what it throws. */
  discard(run: string, person: Person): Promise<void>;
  cancel(run: string): Promise<CancelAnswer>;
  /** Carries out an approved run, or takes up one that was interrupted; answers at once. */
  goOn(run: string): Promise<void>;
  /** Fetches and compares what the job's sources have now; answers the run, or the one that is at work already. */
  fetchNow(job: string, sight: Sight): Promise<string>;
  /** Once nothing that was begun here is at work any more. */
  settled(): Promise<void>;
}

export function desk({ ports, ledger, beginNow, handOver, calendar, target, machine }: DeskPorts): Desk {
  const { catalogue } = ports;
  const previews = previewDesk({ catalogue, ledger });
  const published = { ports, ledger, targetAddress: target };
  const known = publishedKnown(published);
  const begun = new Set<Promise<unknown>>();
  const due = keptDue(calendar);
  const titleOf = (job: string) => catalogue.jobs.get(job)?.title ?? job;
  const troubles = new Map<string, SyncError>();
  const begin = (work: Promise<unknown>, run: string) => {
    troubles.delete(run);
    // What became of it stands in the run and in the log; what went wrong is told on its page besides.
    const settled = work
      .catch((error: unknown) => {
        if (error instanceof SyncError) troubles.set(run, error);
        for (const oldest of troubles.keys()) if (troubles.size > TROUBLES) troubles.delete(oldest);
      })
      .finally(() => begun.delete(settled));
    begun.add(settled);
  };
  const publish = async (run: string) => {
    if (!(await handOver(run))) begin(applyRun(run, ports), run);
  };
  return {
    ...handDeliveries({ ports, ledger }, begin),
    ...previews,
    ...groupNames(ports),
    ...runPapers({ ports, ledger }, previews),
    ...sightDesk({ catalogue, ledger }),
    ...takeBackDesk({ ports, ledger }, begin),
    ...checkDesk({ ports, ledger }),
    ...runsDesk({ catalogue, ledger }),
    deletionPage: (part) => ledger.deletionPage(part),
    chainPart: (after, limit) => ledger.chainPart(after, limit),
    noteTrailRead: (subject, what) => ledger.noteTrailRead(subject, what),
    ...sourceDesk({ ports, ledger, due, target }),
    ...systemDesk(ledger, machine),
    ...publishedDesk(published, known),
    ...compareDesk(published, known),
    ...driftDesk(published, known, begin),
    ...mappingDesk({ ports, ledger }),
    ...mappingLookDesk({ ports, ledger }),
    ...lookDesk({ catalogue, ledger }),
    auditPage: (filter, part) => ledger.auditPage(filter, part),
    auditEvents: () => ledger.auditEvents(),
    checkAudit: () => ledger.verifyAudit(),
    jobs: (sight) =>
      [...catalogue.jobs.values()]
        .filter(({ id }) => sees(sight, id))
        .map(({ id, title }) => ({ id, title })),

    async overview(sight) {
      const [newest, dates, open, standings] = await Promise.all([
        ledger.newestRuns(),
        ledger.newestDates(),
        ledger.openApprovals(),
        scheduleStandings(catalogue.jobs.values(), { ledger, now: ports.now, due }),
      ]);
      const runs = new Map(newest.map((each) => [each.job, each]));
      const jobs = new Set([...catalogue.jobs.keys(), ...runs.keys()]);
      const approvals = [];
      for (const approval of open) {
        const run = await runNamed(approval.run, ports);
        if (sees(sight, run.job))
          approvals.push({ approval, run, waitsUntil: waitsUntil(approval, ports.now()) });
      }
      return {
        approvals,
        sources: [...jobs]
          .filter((job) => sees(sight, job))
          .map((job) => ({
            job,
            title: titleOf(job),
            ended: runs.get(job)?.ended,
            open: runs.get(job)?.open,
            newestDate: dates.get(job) ?? null,
            schedule: standings.get(job) ?? UNSCHEDULED,
          })),
      };
    },

    async run(id) {
      const run = await runNamed(id, ports);
      const [deliveries, findings, writes, approval, brought, same] = await Promise.all([
        ledger.runDeliveries(id),
        ledger.findingCounts(id),
        ledger.writeCounts(id),
        ledger.approval(id),
        ledger.broughtTo(id),
        ledger.publishedBefore(id),
      ]);
      return {
        run,
        title: titleOf(run.job),
        steps: runSteps(run, approval),
        deliveries,
        findings,
        writes,
        approval,
        waitsUntil: waitsUntil(approval, ports.now()),
        brought,
        same,
        trouble: troubles.get(id),
      };
    },

    submit: async (run, person) => (await submitPlan(run, person, ports)).approval,

    async approve(of, person) {
      const approval = await approveRun(of, person, ports);
      // For later: whoever looks after the open runs begins it then.
      if (approval.notBefore === null) await publish(of.run);
      return approval;
    },
    reject: (of, person) => rejectRun(of, person, ports),
    withdraw: (run, person) => withdrawRun(run, person, ports),
    discard: (run, person) => discardDraft(run, person, ports),

    async cancel(id) {
      const run = await runNamed(id, ports);
      return ledger.cancelQueued(run.id);
    },

    async goOn(id) {
      const run = await runNamed(id, ports);
      const approval = await ledger.approval(id);
      if (run.state === 'approved' && approval && isOpen(approval)) {
        refuseEarly(approval, ports.now());
        await publish(id);
      } else if (RESUMABLE.has(run.state)) begin(resumeRun(id, ports), id);
      else throw nothingToGoOn(run);
    },

    async fetchNow(job, sight) {
      requireSeen(job, sight);
      const { run, work } = await beginNow(jobNamed(ports, job).id);
      if (work) begin(work, run);
      return run;
    },

    async settled() {
      await Promise.all(begun);
    },
  };
}

function nothingToGoOn({ id }: RunRecord): SyncError {
  return new SyncError({
    code: 'run.not-resumable',
    kind: 'usage',
    message: `Der Lauf ${id} ist zu Ende; es gibt nichts fortzusetzen.`,
    hint: 'Sehen Sie sich den Lauf noch einmal an: Er hat sich inzwischen geändert.',
  });
}
