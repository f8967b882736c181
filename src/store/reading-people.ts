/** Who had a part in runs: brought, submitted or decided. */
import { sql } from 'kysely';
import { isForgotten } from './people.ts';
import type { Store } from './store.ts';

/** Subjects in their order; whose name was deleted is nobody any more. */
export async function peopleOfRuns({ db }: Store): Promise<readonly string[]> {
  const { rows } = await sql<{ subject: string }>`
    select submitted_by as subject from approval where submitted_by is not null
    union select decided_by from approval where decided_by is not null
    union select uploaded_by from brought`.execute(db);
  return rows
    .map(({ subject }) => subject)
    .filter((subject) => !isForgotten(subject))
    .sort();
}
