/** Which jobs a person sees: those of their organisation, and those that belong to none. Pure. */
import type { Job } from '../../mapping/job.ts';
import { SyncError } from '../../errors.ts';
import type { Person, Role } from './person.ts';

/** Ids of the jobs that are seen; undefined: all there are, and those that there once were. */
export interface Sight {
  readonly jobs: ReadonlySet<string> | undefined;
}

/** They keep the whole in order, or watch over it. */
const SEE_ALL: readonly Role[] = ['sync-operator', 'sync-auditor'];

/** Where no job belongs to an organisation there is nothing to tell apart. */
export function sightOf(
  { roles, groups = [] }: Pick<Person, 'roles' | 'groups'>,
  jobs: Iterable<Pick<Job, 'id' | 'organisation'>>,
): Sight {
  const all = [...jobs];
  if (SEE_ALL.some((role) => roles.has(role)) || all.every(({ organisation }) => organisation === null))
    return { jobs: undefined };
  const seen = all.filter(({ organisation }) => organisation === null || groups.includes(organisation));
  return { jobs: new Set(seen.map(({ id }) => id)) };
}

export function sees({ jobs }: Sight, job: string): boolean {
  return jobs === undefined || jobs.has(job);
}

/** Throws SyncError `job.unknown` (kind usage): the same for a job of others as for one that does not exist. */
export function requireSeen(job: string, sight: Sight): void {
  if (sees(sight, job)) return;
  throw new SyncError({
    code: 'job.unknown',
    kind: 'usage',
    message: `Einen Auftrag „${job}“ gibt es nicht.`,
    hint: 'Wählen Sie einen Auftrag aus der Liste.',
  });
}

/** The last part of the path that a group of Keycloak has: KomMonitor's name of the organisation. */
export function organisationName(group: string): string {
  return group.split('/').at(-1) ?? group;
}
