/** What will have to be deleted, and what should be gone already. */
import { strayLandings } from '../engine/landing-owner.ts';
import { DELETION_CLASSES } from '../engine/retention/deletion-words.ts';
import type { DueItem } from '../engine/retention/due.ts';
import { dueAt, type SweepMeans } from '../engine/retention/sweep.ts';
import type { Sample, StateReader } from './metric-list.ts';

const DAY = 86_400_000;
const DAYS_AHEAD = 30;

export interface RetentionReaderMeans extends Omit<SweepMeans, 'log' | 'folders'> {
  readonly folders: { readonly reports: string; readonly landing: string };
}

/** Both are read from the whole ledger, so their answer is kept for `everyMs`; the landing folder is looked at always. */
export function retentionReader(means: RetentionReaderMeans, everyMs = 600_000): StateReader {
  let kept:
    | { readonly at: number; readonly due: readonly DueItem[]; readonly soon: readonly DueItem[] }
    | undefined;
  return async () => {
    const at = means.now().getTime();
    if (!kept || at - kept.at >= everyMs) {
      const due = await dueAt(means, new Date(at));
      kept = { at, due, soon: await dueAt(means, new Date(at + DAYS_AHEAD * DAY)) };
    }
    const { due, soon } = kept;
    const landed = (await strayLandings(means.folders.landing)).length;
    return DELETION_CLASSES.flatMap((of): Sample[] => {
      const overdue = of === 'K3' ? landed : countOf(due, of);
      const pending = of === 'K3' ? 0 : Math.max(0, countOf(soon, of) - overdue);
      const labels = { class: of };
      return [
        { name: 'kmsync_retention_overdue_items', labels, value: overdue },
        { name: 'kmsync_retention_pending_items', labels, value: pending },
      ];
    });
  };
}

function countOf(items: readonly DueItem[], of: string): number {
  return items.reduce((sum, item) => (item.class === of ? sum + (item.count ?? 1) : sum), 0);
}
