/** Bringing a delivery by hand: for which entries of which jobs, and how many at a time. */
import { rm } from 'node:fs/promises';
import { SyncError } from '../../errors.ts';
import type { Person } from '../approval/person.ts';
import { sees, type Sight } from '../approval/sight.ts';
import { beginHandRun } from '../deliveries/begin-hand-run.ts';
import type { HandDelivery } from '../deliveries/by-hand.ts';
import type { EnginePorts } from '../ports.ts';
import { planRun } from '../sync-run.ts';
import type { NewestDelivery, ReadingBook } from './reading-book.ts';

/** Deliveries of one person that are checked at the same time. */
const MOST_CHECKED = 3;

/** An entry of a job's intake, as somebody chooses it who has a file for it. */
export interface DeliveryPlace {
  readonly job: string;
  readonly entry: number;
  readonly title: string;
  /** Of the profile: what file it is. */
  readonly profile: string;
  readonly layout: string;
  /** The newest that was taken. */
  readonly newest: NewestDelivery | undefined;
}

export interface HandDeliveries {
  deliveryPlaces(sight: Sight): Promise<readonly DeliveryPlace[]>;
  /**
   * Begins the run of a file and answers it. Throws SyncError `delivery.still-checking` (kind lease), and what
   * `beginHandRun` throws; otherwise the file is taken away.
   */
  bring(delivery: HandDelivery, person: Person): Promise<string>;
}

/** `begin`: carries the work out behind whoever asked for it. */
export function handDeliveries(
  { ports, ledger }: { readonly ports: EnginePorts; readonly ledger: Pick<ReadingBook, 'newestDeliveries'> },
  begin: (work: Promise<unknown>, run: string) => void,
): HandDeliveries {
  const { catalogue } = ports;
  /** By subject. */
  const checking = new Map<string, number>();
  const change = (subject: string, by: number) => {
    const after = (checking.get(subject) ?? 0) + by;
    if (after > 0) checking.set(subject, after);
    else checking.delete(subject);
  };
  return {
    async deliveryPlaces(sight) {
      const newest = await ledger.newestDeliveries();
      const jobs = [...catalogue.jobs.values()].filter(({ id }) => sees(sight, id));
      return jobs.flatMap(({ id: job, title, intake }) =>
        intake.map(({ profile }, entry) => {
          const found = catalogue.profiles.get(profile);
          return {
            job,
            entry,
            title,
            profile: found?.title ?? profile,
            layout: found?.layout.form ?? '',
            newest: newest.find((each) => each.job === job && each.profile === profile),
          };
        }),
      );
    },

    async bring(delivery, person) {
      const { subject } = person;
      if ((checking.get(subject) ?? 0) >= MOST_CHECKED) throw stillChecking();
      change(subject, 1);
      try {
        const run = await beginHandRun(delivery, person, ports);
        begin(checked(delivery, { run, over: () => change(subject, -1) }), run.id);
        return run.id;
      } catch (error) {
        change(subject, -1);
        throw error;
      }
    },
  };

  async function checked(
    { job, date, handed }: HandDelivery,
    { run, over }: { readonly run: Awaited<ReturnType<typeof beginHandRun>>; readonly over: () => void },
  ): Promise<void> {
    try {
      await planRun({ job, run, date, from: handed }, ports);
    } finally {
      over();
      // A run that ends before it reads takes nothing away.
      await rm(handed.file.path, { force: true });
    }
  }
}

function stillChecking(): SyncError {
  return new SyncError({
    code: 'delivery.still-checking',
    kind: 'lease',
    message: 'Ihre letzten Lieferungen werden noch geprüft.',
    hint: 'Warten Sie, bis eine davon fertig ist, und laden Sie diese dann noch einmal hoch. In KomMonitor wurde nichts geändert.',
  });
}
