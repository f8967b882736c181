/** Brings a backup back into an empty state folder. The ledger appears last, and knows that it comes from a backup. */
import { sql } from 'kysely';
import { chmod, cp, mkdir, readFile, rename, rm, access } from 'node:fs/promises';
import path from 'node:path';
import { SyncError } from '../errors.ts';
import { appendAudit } from './audit.ts';
import {
  checkedManifest,
  damaged,
  isEmpty,
  KEYS,
  LEDGER_COPY,
  type Manifest,
  type StoredKey,
} from './backup.ts';
import { openDatabase } from './database.ts';
import { inChunks } from './in-chunks.ts';
import { fileError } from './ledger-error.ts';
import { MIGRATIONS } from './migrations/all.ts';

/** Copies the configuration of the backup into a site that has none; answers whether it did. */
export async function restoreSite(folder: string, site: string): Promise<boolean> {
  const there = await access(path.join(site, 'kmsync.yaml')).then(
    () => true,
    () => false,
  );
  const saved = path.join(folder, 'site');
  if (there || (await isEmpty(saved))) return false;
  await cp(saved, site, { recursive: true, errorOnExist: true, force: false }).catch((error: unknown) => {
    throw fileError(error);
  });
  return true;
}

/**
 * Throws SyncError `restore.not-empty` (usage), `backup.damaged`, `ledger.newer` or what the disk says (local), all but
 * the last before anything is written.
 */
export async function restore(folder: string, state: string, now: () => Date): Promise<Manifest> {
  const manifest = await checkedManifest(folder);
  if (!(await isEmpty(state))) throw notEmpty();
  if (manifest.schema > (MIGRATIONS.at(-1)?.number ?? 0)) throw newer();
  const keys = await readKeys(folder);
  try {
    await mkdir(state, { recursive: true, mode: 0o700 });
    await cp(path.join(folder, 'sealed'), path.join(state, 'sealed'), { recursive: true });
    await chmod(path.join(state, 'sealed'), 0o700);
    const waiting = path.join(state, 'ledger.db.restoring');
    await cp(path.join(folder, LEDGER_COPY), waiting);
    await completeLedger(waiting, { keys, backupAt: manifest.at, now });
    await rename(waiting, path.join(state, 'ledger.db'));
  } catch (error) {
    throw fileError(error);
  }
  return manifest;
}

interface Completion {
  readonly keys: readonly StoredKey[];
  readonly backupAt: string;
  readonly now: () => Date;
}

async function completeLedger(file: string, { keys, backupAt, now }: Completion): Promise<void> {
  const db = await openDatabase(file);
  const at = now().toISOString();
  await db.transaction().execute(async (tx) => {
    for (const chunk of inChunks([...keys])) await tx.insertInto('sealed_key').values(chunk).execute();
    await tx.insertInto('restored').values({ at, backup_at: backupAt, compared_at: null }).execute();
    await appendAudit(tx, { now }, { actor: 'kmsync', event: 'Ledger:Restored', facts: { backupAt } });
  });
  // Everything into the one file that is renamed.
  await sql`pragma journal_mode = delete`.execute(db);
  await db.destroy();
  for (const side of ['-wal', '-shm']) await rm(`${file}${side}`, { force: true });
}

async function readKeys(folder: string): Promise<StoredKey[]> {
  try {
    return JSON.parse(await readFile(path.join(folder, KEYS), 'utf8')) as StoredKey[];
  } catch {
    throw damaged('Die Schlüssel der versiegelten Dateien fehlen (keys/keys.json)');
  }
}

function notEmpty(): SyncError {
  return new SyncError({
    code: 'restore.not-empty',
    kind: 'usage',
    message: 'Der Datenordner ist nicht leer. Es wurde nichts zurückgespielt.',
    hint: 'Spielen Sie in einen leeren Ordner zurück; benennen Sie den vorhandenen vorher um.',
  });
}

function newer(): SyncError {
  return new SyncError({
    code: 'ledger.newer',
    kind: 'local',
    message: 'Die Sicherung wurde mit einer neueren Version dieses Programms geschrieben.',
    hint: 'Verwenden Sie die neuere Programmversion.',
  });
}
