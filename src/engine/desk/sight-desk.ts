/** What a person sees of the runs there are: those of the jobs in their sight. */
import type { Person } from '../approval/person.ts';
import { sees, sightOf, type Sight } from '../approval/sight.ts';
import type { Ledger } from '../ledger.ts';
import type { EnginePorts } from '../ports.ts';
import { runNamed, unknownRun } from '../run-frame.ts';
import type { Part, ReadingBook, RunFilter } from './reading-book.ts';

export interface SightDesk {
  sightOf(person: Person): Sight;
  /** Throws SyncError `run.unknown`: the same for a run of others as for one that does not exist. */
  requireRun(id: string, sight: Sight): Promise<void>;
  /** Newest first. */
  runPage(sight: Sight, filter: Omit<RunFilter, 'jobs'>, part: Part): ReturnType<ReadingBook['runPage']>;
}

export function sightDesk({
  catalogue,
  ledger,
}: {
  readonly catalogue: EnginePorts['catalogue'];
  readonly ledger: Pick<Ledger, 'run'> & Pick<ReadingBook, 'runPage'>;
}): SightDesk {
  return {
    sightOf: (person) => sightOf(person, catalogue.jobs.values()),
    async requireRun(id, sight) {
      if (sight.jobs === undefined) return;
      const { job } = await runNamed(id, { ledger });
      if (!sees(sight, job)) throw unknownRun(id);
    },
    runPage: (sight, filter, part) => ledger.runPage({ ...filter, jobs: sight.jobs }, part),
  };
}
