/** Deletes what is due: keys first, then files, and what the database file still holds of them. */
import type { Catalogue } from '../../mapping/catalogue.ts';
import { dueForDeletion, type DueItem, type RetentionFacts } from './due.ts';
import { lookBacks } from './look-back.ts';

/** What the ledger does for a sweep. */
export interface RetentionPages {
  retentionFacts(): Promise<RetentionFacts>;
  /** Destroys keys and rows and writes the deletion log, in one transaction; files stay for `removeKeyless`. */
  destroy(items: readonly DueItem[]): Promise<void>;
  /** Removes sealed files without a key, also those that an earlier sweep was killed before; answers how many. */
  removeKeyless(): Promise<number>;
  /** Rewrites the database file, so that nothing deleted is left in it or beside it. */
  compact(): Promise<void>;
}

export interface Sweep {
  readonly items: readonly DueItem[];
  /** Sealed files removed; 0 in a dry run. */
  readonly files: number;
}

export interface SweepMeans {
  readonly ledger: RetentionPages;
  readonly catalogue: Pick<Catalogue, 'jobs' | 'indicators'>;
  readonly now: () => Date;
}

/** Killed at any point, the next sweep finishes what this one began. */
export async function sweep({ ledger, catalogue, now }: SweepMeans, dryRun = false): Promise<Sweep> {
  const items = dueForDeletion(await ledger.retentionFacts(), lookBacks(catalogue), now());
  if (dryRun) return { items, files: 0 };
  if (items.length > 0) await ledger.destroy(items);
  const files = await ledger.removeKeyless();
  await ledger.compact();
  return { items, files };
}
