/** Deleting by itself: once a day what the rules say, and every few minutes what killed runs left of deliveries. */
import type { Chore } from '../chores.ts';
import { sweepLanding } from '../land.ts';
import type { EventSink } from '../ports.ts';
import { sweep, type RetentionPages } from './sweep.ts';

const DAY = 24 * 60;

export function retentionChores(ledger: RetentionPages): readonly Chore[] {
  return [
    {
      id: 'landing',
      every: 5,
      work: async ({ ports: { folders, log } }) =>
        noteLanding(ledger, await sweepLanding(folders.landing), log),
    },
    {
      id: 'retention',
      every: DAY,
      async work({ ports }) {
        await sweep({ ...ports, ledger });
      },
    },
  ];
}

/** Enters what was removed of the landing folder, because runs that are dead had left it there. */
export async function noteLanding(
  ledger: Pick<RetentionPages, 'recordDeletion'>,
  count: number,
  log: EventSink,
): Promise<void> {
  if (count === 0) return;
  await ledger.recordDeletion({ class: 'K3', object: 'landing folder', rule: 'landing-at-once', count });
  log('Retention:Deleted', { class: 'K3', count });
}
