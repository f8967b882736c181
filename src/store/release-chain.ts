/**
 * The chain of releases: append-only, each entry holding the hash of the one before. Becoming readable is an entry as
 * well, so that it cannot be taken back unseen. Knows entries, not what was released.
 */
import { canonicalJson, contentHash } from '../core/hash.ts';
import { SyncError } from '../errors.ts';
import { appendAudit, PURGED, type AuditEvent } from './audit.ts';
import { nextNumber } from './counter.ts';
import type { LedgerSchema } from './schema.ts';
import { instant, type Store, type StoreTransaction } from './store.ts';

export type ChainEvent = 'granted' | 'readable';
export type ChainRow = LedgerSchema['release_entry'];

export interface ChainEntry {
  readonly event: ChainEvent;
  readonly release: string;
  readonly run: string;
  readonly facts: object;
}

const COUNTER = 'release';
const BEGINNING = '0'.repeat(64);
const AUDIT_EVENT: Readonly<Record<ChainEvent, AuditEvent>> = {
  granted: 'Release:Granted',
  readable: 'Release:Readable',
};

/** Adds an entry and tells the audit trail of it, in the same transaction. Throws `registry.broken`. */
export async function appendToChain(
  tx: StoreTransaction,
  store: Pick<Store, 'now'>,
  { event, release, run, facts }: ChainEntry,
): Promise<ChainRow> {
  const seq = await nextNumber(tx, COUNTER);
  const last = await tx
    .selectFrom('release_entry')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if ((last?.seq ?? 0) !== seq - 1) throw chainBroken(seq);
  const body = { seq, event, release, run, at: instant(store), facts: canonicalJson(facts) };
  const linked = { ...body, prev: last?.hash ?? BEGINNING };
  const row = { ...linked, hash: contentHash(linked) };
  await tx.insertInto('release_entry').values(row).execute();
  await appendAudit(tx, store, {
    actor: run,
    event: AUDIT_EVENT[event],
    facts: { release, seq, hash: row.hash },
  });
  return row;
}

/**
 * The whole chain, oldest first. Its end is known twice, from the counter and from the audit trail, so that nothing is
 * cut off unseen. Throws SyncError `registry.broken` (kind local) with the first entry that does not hold.
 */
export async function verifiedChain(store: Pick<Store, 'db'>): Promise<readonly ChainRow[]> {
  // Entries of another process may arrive between these reads, so the ends are read first and more is not a fault.
  const counted = await countedEnd(store);
  const told = await lastRelease(store.db);
  const rows = await store.db.selectFrom('release_entry').selectAll().orderBy('seq').execute();

  let before = BEGINNING;
  for (const [index, row] of rows.entries()) {
    const { hash, ...linked } = row;
    if (row.seq !== index + 1 || row.prev !== before || hash !== contentHash(linked))
      throw chainBroken(index + 1);
    before = hash;
  }
  if (rows.length < counted) throw chainBroken(rows.length + 1);
  if (told && rows[told.seq - 1]?.hash !== told.hash) throw chainBroken(told.seq);
  return rows;
}

async function countedEnd({ db }: Pick<Store, 'db'>): Promise<number> {
  const row = await db.selectFrom('counter').select('value').where('name', '=', COUNTER).executeTakeFirst();
  return row?.value ?? 0;
}

/** End of the chain as the audit trail tells it, also where its own entry was deleted since. */
export async function lastRelease(
  db: Store['db'] | StoreTransaction,
): Promise<{ seq: number; hash: string } | undefined> {
  const row = await db
    .selectFrom('audit')
    .select('facts')
    .where('event', 'in', [...Object.values(AUDIT_EVENT), PURGED])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  try {
    const { seq, hash } = JSON.parse(row.facts) as { seq: number | null; hash: string | null };
    return seq === null || hash === null ? undefined : { seq, hash };
  } catch {
    throw chainBroken(1);
  }
}

/** The entry is not as it was written, or is missing. */
export function chainBroken(seq: number): SyncError {
  return new SyncError({
    code: 'registry.broken',
    kind: 'local',
    message: `Das Verzeichnis der Freigaben ist ab Eintrag ${seq} verändert oder unvollständig. Es wurde nichts freigegeben.`,
    hint: 'Stellen Sie die Laufdatenbank aus der letzten unversehrten Sicherung wieder her und klären Sie, wer sie verändert hat. Ohne das Verzeichnis ist nicht bekannt, was schon veröffentlicht wurde.',
  });
}
