/** Who had a part in runs: brought, submitted or decided. */
import { sql } from 'kysely';
import { isForgotten } from './people.ts';
import type { Store } from './store.ts';

/** Subjects in their order; whose name was deleted is nobody any more. */
export async function peopleOfRuns(
  { db }: Store,
  jobs: ReadonlySet<string> | undefined,
): Promise<readonly string[]> {
  const within =
    jobs === undefined
      ? sql`select id from run`
      : sql`select id from run where job in (${sql.join([...jobs, ''].map((job) => sql.val(job)))})`;
  const { rows } = await sql<{ subject: string }>`
    select submitted_by as subject from approval where submitted_by is not null and run in (${within})
    union select decided_by from approval where decided_by is not null and run in (${within})
    union select uploaded_by from brought where run in (${within})`.execute(db);
  return rows
    .map(({ subject }) => subject)
    .filter((subject) => !isForgotten(subject))
    .sort();
}
