/**
 * The audit trail: append-only, each entry holding the hash of the one before, so that a later change is
 * seen. Written in the transaction of what it records; holds ids, numbers and hashes, never a cell value.
 */
import { canonicalJson, sha256 } from '../core/hash.ts';
import { nextNumber } from './counter.ts';
import type { LedgerSchema } from './schema.ts';
import { instant, type Store, type StoreTransaction } from './store.ts';

export type AuditEvent =
  | 'Run:Start'
  | 'Run:Done'
  | 'Write:Intended'
  | 'Write:Verified'
  | 'Write:Failed'
  | 'Lease:Taken'
  | 'Audit:Purged'
  | 'Backup:Done'
  | 'Dataset:Forgotten'
  | 'Retention:Deleted'
  | 'Ledger:Restored'
  | 'Release:Granted'
  | 'Release:Readable'
  | 'Approval:Submitted'
  | 'Approval:Vouched'
  | 'Approval:Given'
  | 'Approval:Refused'
  | 'Approval:Withdrawn'
  | 'Approval:Expired'
  | 'Approval:Overtaken'
  | 'Approval:Used'
  | 'Approval:GivenBack'
  | 'Permit:Proposed'
  | 'Permit:Given'
  | 'Schedule:Paused'
  | 'Schedule:Resumed'
  | 'Drift:Accepted'
  | 'Account:Changed'
  | 'Audit:Read';

export interface AuditEntry {
  /** The run that acted, the program itself, or the pseudonym of a person. */
  readonly actor: string;
  readonly event: AuditEvent;
  readonly facts: Readonly<Record<string, string | number | null>>;
}

/** The entry that says up to where the beginning of the trail was deleted, and what its hash was. */
export const PURGED = 'Audit:Purged';

/** Outcome of reading the whole chain; `brokenAt` is the first entry that is missing or was changed. */
export interface AuditCheck {
  /** Number of the last entry, deleted ones counted. */
  readonly entries: number;
  readonly head: string;
  readonly brokenAt: number | null;
}

type AuditRow = LedgerSchema['audit'];

const COUNTER = 'audit';
const BEGINNING = '0'.repeat(64);
const PAGE = 1_000;

export async function appendAudit(
  tx: StoreTransaction,
  store: Pick<Store, 'now'>,
  entry: AuditEntry,
): Promise<void> {
  const seq = await nextNumber(tx, COUNTER);
  const before = await tx
    .selectFrom('audit')
    .select('hash')
    .where('seq', '=', seq - 1)
    .executeTakeFirst();
  const row = {
    seq,
    at: instant(store),
    actor: entry.actor,
    event: entry.event,
    facts: canonicalJson(entry.facts),
    prev: before?.hash ?? BEGINNING,
  };
  await tx
    .insertInto('audit')
    .values({ ...row, hash: entryHash(row) })
    .execute();
}

/** Recomputes every hash. The counter is part of the check: it shows entries cut off at the end. */
export async function verifyAudit(store: Pick<Store, 'db'>): Promise<AuditCheck> {
  const anchor = await newestAnchor(store);
  const check = await checkFrom(store, anchor);
  if (check.brokenAt === null) return check;
  // The beginning may have been deleted while this was reading.
  const now = await newestAnchor(store);
  return now?.upTo === anchor?.upTo ? check : checkFrom(store, now);
}

async function checkFrom(store: Pick<Store, 'db'>, anchor: Anchor | undefined): Promise<AuditCheck> {
  const counter = await store.db
    .selectFrom('counter')
    .select('value')
    .where('name', '=', COUNTER)
    .executeTakeFirst();
  const expected = counter?.value ?? 0;

  let entries = anchor?.upTo ?? 0;
  let head = anchor?.head ?? BEGINNING;
  const before = await store.db
    .selectFrom('audit')
    .select('seq')
    .where('seq', '<=', entries)
    .limit(1)
    .executeTakeFirst();
  if (before) return { entries, head, brokenAt: before.seq };
  for (;;) {
    const page = await store.db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', entries)
      .orderBy('seq')
      .limit(PAGE)
      .execute();
    for (const row of page) {
      if (!follows(row, entries + 1, head)) return { entries, head, brokenAt: entries + 1 };
      entries = row.seq;
      head = row.hash;
    }
    if (page.length < PAGE) break;
  }
  // Entries of another process may have arrived since the counter was read, so more is not a fault.
  return { entries, head, brokenAt: entries < expected ? entries + 1 : null };
}

interface Anchor {
  readonly upTo: number;
  readonly head: string;
}

/** It stands in the trail behind what it speaks for, so it is proved along with the rest. */
async function newestAnchor({ db }: Pick<Store, 'db'>): Promise<Anchor | undefined> {
  const row = await db
    .selectFrom('audit')
    .select('facts')
    .where('event', '=', PURGED)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  try {
    const facts: unknown = row && JSON.parse(row.facts);
    return facts as Anchor | undefined;
  } catch {
    // What is no entry of this program is found when the chain is read.
    return undefined;
  }
}

function follows(row: AuditRow, seq: number, prev: string): boolean {
  return row.seq === seq && row.prev === prev && row.hash === entryHash(row);
}

function entryHash(row: Omit<AuditRow, 'hash'>): string {
  const { seq, at, actor, event, facts, prev } = row;
  return sha256(canonicalJson({ seq, at, actor, event, facts, prev }));
}
