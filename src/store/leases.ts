/**
 * Leases: permission to write to one target, for one holder at a time. The row of a name is never deleted,
 * so its fencing token grows for ever and an old holder can always be told from the present one.
 */
import type { Ledger } from '../engine/ledger.ts';
import { SyncError } from '../errors.ts';
import type { Lease } from '../sync/journal.ts';
import { appendAudit } from './audit.ts';
import { berlinMoment } from './berlin-time.ts';
import { later, ledgerTime } from './ledger-time.ts';
import type { LedgerSchema } from './schema.ts';
import type { Store, StoreTransaction } from './store.ts';

export type LeasePages = Pick<Ledger, 'takeLease' | 'renewLease' | 'releaseLease'>;

type LeaseRow = LedgerSchema['lease'];

export function leases(store: Store): LeasePages {
  return {
    takeLease: (name, holder, seconds) =>
      store.db.transaction().execute((tx) => take(tx, store, { name, holder, seconds })),

    /** Also after the lease has run out, as long as nobody else has taken it. */
    renewLease: (lease, seconds) =>
      store.db.transaction().execute(async (tx) => {
        const row = await leaseRow(tx, lease.name);
        if (!row || !holds(row, lease)) throw lost(lease);
        await tx
          .updateTable('lease')
          .set({ expires_at: later(await ledgerTime(tx, store), seconds) })
          .where('name', '=', lease.name)
          .execute();
      }),

    /** Does nothing where somebody else has the lease by now. */
    async releaseLease(lease) {
      await store.db.transaction().execute(async (tx) =>
        tx
          .updateTable('lease')
          .set({ holder: null, expires_at: await ledgerTime(tx, store) })
          .where('name', '=', lease.name)
          .where('holder', '=', lease.holder)
          .where('token', '=', lease.token)
          .execute(),
      );
    },
  };
}

/**
 * Throws SyncError `lease.lost` unless the lease is held and has not run out: from that instant on another
 * run may take it, and a write begun now could overlap with its writes.
 */
export async function requireLease(tx: StoreTransaction, store: Store, lease: Lease): Promise<void> {
  const row = await leaseRow(tx, lease.name);
  if (!row || !holds(row, lease) || row.expires_at <= (await ledgerTime(tx, store))) throw lost(lease);
}

/** Every taking raises the token, also by the same holder: a run that is resumed twice has one writer. */
async function take(
  tx: StoreTransaction,
  store: Store,
  wish: { name: string; holder: string; seconds: number },
): Promise<Lease> {
  const now = await ledgerTime(tx, store);
  const before = await leaseRow(tx, wish.name);
  const free = !before || !isHeldByOther(before, wish.holder, now) || (await isOver(tx, before));
  if (!free) throw held(before);

  const lease = { name: wish.name, holder: wish.holder, token: (before?.token ?? 0) + 1 };
  const row: LeaseRow = { ...lease, expires_at: later(now, wish.seconds) };
  await tx
    .insertInto('lease')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
  await appendAudit(tx, store, {
    actor: wish.holder,
    event: 'Lease:Taken',
    facts: { lease: wish.name, token: row.token, before: before?.holder ?? null, until: row.expires_at },
  });
  return lease;
}

function leaseRow(tx: StoreTransaction, name: string): Promise<LeaseRow | undefined> {
  return tx.selectFrom('lease').selectAll().where('name', '=', name).executeTakeFirst();
}

function isHeldByOther(row: LeaseRow, holder: string, now: string): boolean {
  return row.holder !== null && row.holder !== holder && row.expires_at > now;
}

/** A run that was killed between its end and the release of its lease writes no more. */
async function isOver(tx: StoreTransaction, { holder }: LeaseRow): Promise<boolean> {
  const run = await tx
    .selectFrom('run')
    .select('finished_at')
    .where('id', '=', holder ?? '')
    .executeTakeFirst();
  return run !== undefined && run.finished_at !== null;
}

function holds(row: LeaseRow, lease: Lease): boolean {
  return row.holder === lease.holder && row.token === lease.token;
}

function held(row: LeaseRow): SyncError {
  return new SyncError({
    code: 'lease.held',
    kind: 'lease',
    message: `Der Lauf ${row.holder} schreibt gerade nach KomMonitor (gesichert bis ${berlinMoment(row.expires_at)} Uhr).`,
    hint: 'Warten Sie, bis dieser Lauf beendet ist, und starten Sie dann erneut. Wurde er unterbrochen, bringen Sie ihn mit „kmsync resume“ zu Ende.',
  });
}

function lost(lease: Lease): SyncError {
  return new SyncError({
    code: 'lease.lost',
    kind: 'lease',
    message: `Der Lauf ${lease.holder} darf nicht mehr nach KomMonitor schreiben: Seine Schreibsperre ist abgelaufen oder übernommen.`,
    hint: 'Sehen Sie unter den Läufen nach, wer jetzt schreibt, und setzen Sie diesen Lauf danach fort.',
  });
}
