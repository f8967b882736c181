/** Earlier attempts to bring the same delivery. */
import { referenceDate } from '../core/reference-date.ts';
import type { EarlierReading } from '../engine/desk/attempts.ts';
import type { Store } from './store.ts';

/** Newest first; runs that have read nothing are left out. */
export async function earlierReadings(
  { db }: Store,
  run: string,
  most: number,
): Promise<readonly EarlierReading[]> {
  const earlier = await db
    .selectFrom('run as own')
    .innerJoin('run as earlier', (join) =>
      join.onRef('earlier.job', '=', 'own.job').onRef('earlier.seq', '<', 'own.seq'),
    )
    .select('earlier.id')
    .where('own.id', '=', run)
    .where('earlier.finished_at', 'is not', null)
    .where('earlier.state', '!=', 'cancelled')
    .orderBy('earlier.seq', 'desc')
    .limit(most)
    .execute();
  const ids = earlier.map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('run_delivery')
    .select(['run', 'file', 'profile', 'dates'])
    .where('run', 'in', ids)
    .execute();
  return ids
    .map((id) => ({
      run: id,
      deliveries: rows
        .filter((row) => row.run === id)
        .map(({ file, profile, dates }) => ({
          file,
          profile,
          dates: dates
            .split(' ')
            .filter((date) => date !== '')
            .map(referenceDate),
        })),
    }))
    .filter(({ deliveries }) => deliveries.length > 0);
}
