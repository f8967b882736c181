/** Deletes what is due: keys first, then files, and what the database file still holds of them. */
import type { Catalogue } from '../../mapping/catalogue.ts';
import type { EventSink } from '../ports.ts';
import { oldReports, removeReport } from '../report/report-folders.ts';
import { dueForDeletion, historyBegins, type DueItem, type Needs, type RetentionFacts } from './due.ts';
import { lookBacks, partners } from './look-back.ts';

/** One line of the deletion log. */
export interface Deletion extends Pick<DueItem, 'class' | 'object' | 'rule'> {
  readonly count: number;
}

/** What the ledger does for a sweep. */
export interface RetentionPages {
  /** `before`: instant at which the history that is kept begins. */
  retentionFacts(before: string): Promise<RetentionFacts>;
  /** Destroys keys and rows and writes the deletion log, in one transaction; files stay for `removeKeyless`. */
  destroy(items: readonly DueItem[]): Promise<void>;
  /** Removes sealed files without a key, also those that an earlier sweep was killed before; answers how many. */
  removeKeyless(): Promise<number>;
  /** Rewrites the database file, so that nothing deleted is left in it or beside it. */
  compact(): Promise<void>;
  /** Enters a deletion that was done outside the ledger. */
  recordDeletion(entry: Deletion): Promise<void>;
  /** When the run ended; null: it has not, or nobody knows it. */
  runEnd(run: string): Promise<string | null>;
}

export interface Sweep {
  readonly items: readonly DueItem[];
  /** Sealed files removed; 0 in a dry run. */
  readonly files: number;
}

export interface SweepMeans {
  readonly ledger: RetentionPages;
  readonly catalogue: Pick<Catalogue, 'jobs' | 'indicators' | 'levels'>;
  readonly folders: { readonly reports: string };
  readonly now: () => Date;
  readonly log: EventSink;
}

/** What is due now, or will be at another instant. */
export async function dueAt(means: Omit<SweepMeans, 'log'>, now: Date): Promise<DueItem[]> {
  const { ledger, catalogue, folders } = means;
  const before = historyBegins(now);
  const items = dueForDeletion(await ledger.retentionFacts(before), needsOf(catalogue), now);
  const reports = await oldReports(folders.reports, before, (run) => ledger.runEnd(run));
  return [
    ...items,
    ...reports.map((id): DueItem => ({ class: 'K0', object: 'report', id, rule: 'report-24-months' })),
  ];
}

/** Killed at any point, the next sweep finishes what this one began. */
export async function sweep(means: SweepMeans, dryRun = false): Promise<Sweep> {
  const { ledger, folders, now, log } = means;
  const items = await dueAt(means, now());
  if (dryRun) return { items, files: 0 };
  if (items.length > 0) await ledger.destroy(items);
  for (const { object, id } of items) if (object === 'report') await removeReport(folders.reports, id);
  const files = await ledger.removeKeyless();
  await ledger.compact();
  const counts = new Map<string, number>();
  for (const { class: of, count = 1 } of items) counts.set(of, (counts.get(of) ?? 0) + count);
  for (const [of, count] of counts) log('Retention:Deleted', { class: of, count });
  return { items, files };
}

function needsOf(catalogue: SweepMeans['catalogue']): Needs {
  return {
    lookBacks: lookBacks(catalogue),
    partners: partners(catalogue),
    levels: new Set(catalogue.levels.keys()),
  };
}
