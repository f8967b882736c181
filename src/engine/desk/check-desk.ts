/** The check report of a run: its findings, what became of those of the attempt before, and where another file goes. */
import type { Finding, Severity } from '../../core/finding.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { DeliveryBook, RunDelivery } from '../deliveries/delivery-book.ts';
import type { RunRecord } from '../ledger.ts';
import type { EnginePorts } from '../ports.ts';
import { runNamed } from '../run-frame.ts';
import { attemptBefore, compareAttempts, type Attempt } from './attempts.ts';
import type { FindingCount, Part, ReadingBook } from './reading-book.ts';

/** More findings than this of one run are not compared: nobody would read the outcome. */
const MOST_COMPARED = 2_000;
/** So many earlier runs of the job are looked at for the attempt before. */
const MOST_EARLIER = 50;

export interface RunCheck {
  readonly run: RunRecord;
  readonly counts: readonly FindingCount[];
  readonly findings: readonly Finding[];
}

/** Where a corrected file of a run is brought. */
export interface NextFile {
  readonly job: string;
  readonly entry: number;
  /** Set where the profile has the Stichtag given by hand. */
  readonly date: ReferenceDate | undefined;
}

export interface CheckDesk {
  /** Throws SyncError `run.unknown` (kind usage) where there is no such run. `severities`: of these alone. */
  check(id: string, part: Part, severities?: readonly Severity[]): Promise<RunCheck>;
  /** undefined: there is no attempt before; `too-many`: there are too many findings to compare. */
  attempt(check: Pick<RunCheck, 'run' | 'counts'>): Promise<Attempt | 'too-many' | undefined>;
  /** undefined where nothing of the run says which entry it is about. */
  nextFile(run: RunRecord): Promise<NextFile | undefined>;
  /** What the run has read. */
  readBy(run: RunRecord): Promise<readonly RunDelivery[]>;
}

export interface CheckPorts {
  readonly ports: EnginePorts;
  readonly ledger: Pick<ReadingBook, 'findingCounts' | 'findingPart' | 'earlierReadings'> &
    Pick<DeliveryBook, 'runDeliveries'>;
}

export function checkDesk({ ports, ledger }: CheckPorts): CheckDesk {
  const { catalogue } = ports;
  const all = (run: string) => ledger.findingPart(run, { offset: 0, limit: MOST_COMPARED });
  return {
    async check(id, part, severities) {
      const run = await runNamed(id, ports);
      return {
        run,
        counts: await ledger.findingCounts(id),
        findings: await ledger.findingPart(id, part, severities),
      };
    },

    async attempt({ run: { id }, counts }) {
      const own = await ledger.runDeliveries(id);
      if (own.length === 0) return undefined;
      const files = attemptBefore(own, await ledger.earlierReadings(id, MOST_EARLIER));
      if (!files) return undefined;
      const before = await ledger.findingCounts(files.run);
      if ([counts, before].some((each) => sum(each) > MOST_COMPARED)) return 'too-many';
      return compareAttempts(files, await all(id), await all(files.run));
    },

    async nextFile({ id, job }) {
      const intake = catalogue.jobs.get(job)?.intake ?? [];
      const deliveries = await ledger.runDeliveries(id);
      const read = deliveries.find(({ refused }) => refused) ?? deliveries[0];
      const entry = read ? intake.findIndex(({ profile }) => profile === read.profile) : intake.length - 1;
      if (entry < 0 || (!read && intake.length > 1)) return undefined;
      const profile = catalogue.profiles.get(intake[entry]?.profile ?? '');
      const [date, ...others] = read?.dates ?? [];
      const isGiven = profile?.date.from === 'parameter' && others.length === 0;
      return { job, entry, date: isGiven ? date : undefined };
    },

    readBy: ({ id }) => ledger.runDeliveries(id),
  };
}

function sum(counts: readonly FindingCount[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}
