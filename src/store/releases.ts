/** The release registry: what was let through sealed in a file, that it was in the chain. */
import { canonicalJson, sha256 } from '../core/hash.ts';
import type {
  PolicyStamp,
  ReleaseContent,
  ReleaseRecord,
  ReleaseRegistry,
} from '../engine/release-registry.ts';
import { SyncError } from '../errors.ts';
import { misuse } from './ledger-error.ts';
import {
  appendToChain,
  chainBroken,
  verifiedChain,
  type ChainEvent,
  type ChainRow,
} from './release-chain.ts';
import { isSealedFileThere, sealFile, unsealFile } from './sealed-file.ts';
import { existingSeal, sealFor } from './seals.ts';
import type { Store } from './store.ts';

interface Granted {
  readonly job: string;
  readonly target: string;
  readonly policy: PolicyStamp;
}

/** Characters of a line of the sealed file. */
const PORTION = 1_000_000;

export function releases(store: Store): ReleaseRegistry {
  return {
    async putRelease(content, run) {
      const text = exactText(content);
      const id = sha256(text);
      const known = await recordOf(store, id);
      if (known) return known;
      await sealFile(await sealFor(store, id), portions(text));
      return store.db.transaction().execute(async (tx) => {
        const meanwhile = await recordOf({ db: tx }, id);
        if (meanwhile) return meanwhile;
        const { job, target, policy } = content;
        const facts: Granted = { job, target, policy };
        return record(await appendToChain(tx, store, { event: 'granted', release: id, run, facts }), null);
      });
    },

    /** The first time counts. */
    markReadable: (release, run) =>
      store.db.transaction().execute(async (tx) => {
        const known = await recordOf({ db: tx }, release);
        if (!known) throw unknownRelease();
        if (known.readableSince !== null) return;
        await appendToChain(tx, store, { event: 'readable', release, run, facts: {} });
      }),

    async releases(target) {
      const chain = await verifiedChain(store);
      const readable = new Map(chain.filter(is('readable')).map((row) => [row.release, row]));
      const records = chain
        .filter(is('granted'))
        .map((row) => record(row, readable.get(row.release) ?? null))
        .filter((granted) => granted.target === target);
      for (const { id } of records) await requireContent(store, id);
      return records;
    },

    async releaseContent(id) {
      if (!(await entry(store, { release: id, event: 'granted' }))) throw unknownRelease();
      const text = await sealedText(store, id);
      if (sha256(text) !== id) throw contentDamaged();
      return JSON.parse(text) as ReleaseContent;
    },
  };
}

/** What is hashed is what is stored: a number that JSON does not know would come back as a hidden value. */
function exactText(content: ReleaseContent): string {
  requireFinite(content);
  return canonicalJson(content);
}

function requireFinite(value: unknown): void {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw misuse('Eine Freigabe enthält eine Zahl, die keine ist.');
  if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value) as unknown[]) requireFinite(member);
}

function* portions(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PORTION) yield text.slice(at, at + PORTION);
}

/** Cheap, so that it is done for every release; what is in the file is checked where it is read. */
async function requireContent(store: Store, id: string): Promise<void> {
  if (!(await existingSeal(store, id))) throw contentDamaged();
  if (!(await isSealedFileThere({ folder: store.sealedFolder, id }))) throw contentDamaged();
}

async function sealedText(store: Store, id: string): Promise<string> {
  const seal = await existingSeal(store, id);
  if (!seal) throw contentDamaged();
  try {
    let text = '';
    for await (const portion of unsealFile(seal)) text += String(portion);
    return text;
  } catch (error) {
    if (error instanceof SyncError && error.code !== 'ledger.sealed-damaged') throw error;
    throw contentDamaged();
  }
}

async function recordOf(store: Pick<Store, 'db'>, id: string): Promise<ReleaseRecord | undefined> {
  const granted = await entry(store, { release: id, event: 'granted' });
  if (!granted) return undefined;
  const readable = await entry(store, { release: id, event: 'readable' });
  return record(granted, readable ?? null);
}

function entry(
  { db }: Pick<Store, 'db'>,
  { release, event }: { release: string; event: ChainEvent },
): Promise<ChainRow | undefined> {
  return db
    .selectFrom('release_entry')
    .selectAll()
    .where('release', '=', release)
    .where('event', '=', event)
    .executeTakeFirst();
}

function is(event: ChainEvent): (row: ChainRow) => boolean {
  return (row) => row.event === event;
}

function record(row: ChainRow, readable: ChainRow | null): ReleaseRecord {
  const { job, target, policy } = grantedFacts(row);
  return {
    id: row.release,
    seq: row.seq,
    run: row.run,
    job,
    target,
    policy,
    createdAt: row.at,
    readableSince: readable?.at ?? null,
    readableSeq: readable?.seq ?? null,
    previous: row.prev,
    hash: row.hash,
  };
}

/** Entries are read before the whole chain is checked, where one release is asked for. */
function grantedFacts(row: ChainRow): Granted {
  try {
    return JSON.parse(row.facts) as Granted;
  } catch {
    throw chainBroken(row.seq);
  }
}

function unknownRelease(): SyncError {
  return new SyncError({
    code: 'registry.unknown',
    kind: 'usage',
    message: 'Diese Freigabe ist nicht verzeichnet.',
    hint: 'Prüfen Sie die Kennung der Freigabe und ob Sie im richtigen Ordner des Standorts arbeiten.',
  });
}

function contentDamaged(): SyncError {
  return new SyncError({
    code: 'registry.damaged',
    kind: 'local',
    message:
      'Der versiegelte Inhalt einer Freigabe fehlt, ist unvollständig oder wurde verändert. Es wurde nichts freigegeben.',
    hint: 'Stellen Sie den Ordner der versiegelten Dateien zusammen mit der Laufdatenbank aus der Sicherung wieder her. Ohne den Inhalt ist nicht bekannt, was schon veröffentlicht wurde.',
  });
}
