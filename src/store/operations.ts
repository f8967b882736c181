/**
 * The journal: the intent of every write before it and its read-back after it, each in a transaction of its
 * own that is on disk when the call returns.
 */
import type { Ledger } from '../engine/ledger.ts';
import type { Journal, OperationRecord, OperationState } from '../sync/journal.ts';
import { appendAudit } from './audit.ts';
import { inChunks } from './in-chunks.ts';
import { requireLease } from './leases.ts';
import { misuse } from './ledger-error.ts';
import type { LedgerSchema } from './schema.ts';
import { instant, type Store, type StoreTransaction } from './store.ts';

export type OperationPages = Journal & Pick<Ledger, 'openOperations'>;

type OperationRow = LedgerSchema['operation'];
type Change = Partial<Pick<OperationRow, 'state' | 'attempts' | 'created_id' | 'token' | 'reason'>>;

interface Address {
  readonly run: string;
  readonly seq: number;
}

export function operations(store: Store): OperationPages {
  return {
    openOperations: (run, count) => store.db.transaction().execute((tx) => open(tx, store, { run, count })),

    async operations(run) {
      const rows = await store.db
        .selectFrom('operation')
        .selectAll()
        .where('run', '=', run)
        .orderBy('seq')
        .execute();
      return rows.map(operationRecord);
    },

    intend: (run, seq, lease) =>
      store.db.transaction().execute(async (tx) => {
        await requireLease(tx, store, lease);
        const address = { run, seq };
        const attempts = (await operation(tx, address)).attempts + 1;
        await change(tx, store, {
          address,
          change: { state: 'intended', attempts, token: lease.token, reason: null },
        });
        await appendAudit(tx, store, {
          actor: lease.holder,
          event: 'Write:Intended',
          facts: { ...address, attempt: attempts, lease: lease.name, token: lease.token },
        });
      }),

    verify: (run, seq, createdId) =>
      store.db.transaction().execute(async (tx) => {
        const address = { run, seq };
        const before = await operation(tx, address);
        // What an earlier attempt created is still there and must be found again when the run is taken back.
        const created = createdId ?? before.created_id;
        await change(tx, store, {
          address,
          change: { state: 'verified', created_id: created, reason: null },
        });
        await appendAudit(tx, store, {
          actor: run,
          event: 'Write:Verified',
          facts: { ...address, attempt: before.attempts, created },
        });
      }),

    fail: (run, seq, reason) =>
      store.db.transaction().execute(async (tx) => {
        const address = { run, seq };
        const before = await operation(tx, address);
        await change(tx, store, { address, change: { state: 'failed', reason } });
        await appendAudit(tx, store, {
          actor: run,
          event: 'Write:Failed',
          facts: { ...address, attempt: before.attempts },
        });
      }),
  };
}

async function open(
  tx: StoreTransaction,
  store: Store,
  { run, count }: { run: string; count: number },
): Promise<void> {
  const rows = Array.from(
    { length: count },
    (_, index): OperationRow => ({
      run,
      seq: index + 1,
      state: 'pending',
      attempts: 0,
      created_id: null,
      token: null,
      reason: null,
      changed_at: instant(store),
    }),
  );
  for (const chunk of inChunks(rows))
    await tx
      .insertInto('operation')
      .values(chunk)
      .onConflict((conflict) => conflict.columns(['run', 'seq']).doNothing())
      .execute();
}

async function operation(tx: StoreTransaction, { run, seq }: Address): Promise<OperationRow> {
  const row = await tx
    .selectFrom('operation')
    .selectAll()
    .where('run', '=', run)
    .where('seq', '=', seq)
    .executeTakeFirst();
  if (!row) throw misuse(`Schritt ${seq} des Laufs ${run} ist nicht verzeichnet.`);
  return row;
}

async function change(
  tx: StoreTransaction,
  store: Store,
  { address, change }: { address: Address; change: Change },
): Promise<void> {
  await tx
    .updateTable('operation')
    .set({ ...change, changed_at: instant(store) })
    .where('run', '=', address.run)
    .where('seq', '=', address.seq)
    .execute();
}

export function operationRecord(row: OperationRow): OperationRecord {
  return {
    run: row.run,
    seq: row.seq,
    state: row.state as OperationState,
    attempts: row.attempts,
    createdId: row.created_id,
    reason: row.reason,
  };
}
