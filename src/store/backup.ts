/**
 * A backup is a folder: the ledger without its keys, the sealed files, the keys in a folder of their own, the site's
 * configuration, and a manifest that is written last. Deliveries are never part of it.
 */
import { sql } from 'kysely';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { SyncError } from '../errors.ts';
import { openDatabase } from './database.ts';
import { fileError } from './ledger-error.ts';

export const MANIFEST = 'manifest.json';
export const LEDGER_COPY = 'ledger.db';
export const KEYS = 'keys/keys.json';
/** What a site may have written; everything else there is deliveries or state. */
const SITE_PARTS = ['kmsync.yaml', 'jobs', 'mappings', 'config'];

const manifestShape = z.strictObject({
  format: z.literal(1),
  at: z.iso.datetime(),
  program: z.string(),
  schema: z.int(),
  audit: z.strictObject({ entries: z.int(), head: z.string() }),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.int(), sha256: z.string() })),
});
export type Manifest = z.output<typeof manifestShape>;

export interface StoredKey {
  readonly id: string;
  readonly key: string;
  readonly created_at: string;
}

export interface BackupSource {
  readonly ledger: { copyTo(file: string): Promise<void> };
  readonly sealedFolder: string;
  readonly site: string;
  readonly program: string;
  readonly now: () => Date;
}

/** Throws SyncError `backup.not-empty` (usage), `backup.incomplete` (incomplete) or what the disk says (local). */
export async function backUp(folder: string, source: BackupSource): Promise<Manifest> {
  await requireEmpty(folder);
  const wasThere = await exists(folder);
  try {
    await mkdir(path.join(folder, 'sealed'), { recursive: true, mode: 0o700 });
    await mkdir(path.join(folder, path.dirname(KEYS)), { mode: 0o700 });
    const copy = path.join(folder, LEDGER_COPY);
    await source.ledger.copyTo(copy);
    // First the ledger, then the files it names: what was sealed later is not asked for.
    const { keys, needed, ...standing } = await takeKeysOut(copy);
    const kept: StoredKey[] = [];
    for (const key of keys) {
      const name = `${key.id}.sealed`;
      if (await copied(path.join(source.sealedFolder, name), path.join(folder, 'sealed', name)))
        kept.push(key);
      else if (needed.has(key.id)) throw incomplete();
    }
    await writeFile(path.join(folder, KEYS), JSON.stringify(kept), { mode: 0o600 });
    for (const part of SITE_PARTS)
      await copied(path.join(source.site, part), path.join(folder, 'site', part));
    const files = await listed(folder);
    const at = source.now().toISOString();
    const manifest: Manifest = { format: 1, at, program: source.program, ...standing, files };
    await writeFile(path.join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    return manifest;
  } catch (error) {
    await clear(folder, wasThere);
    throw fileError(error);
  }
}

/** Half a backup is none, and would be in the way of the next one. */
async function clear(folder: string, wasThere: boolean): Promise<void> {
  if (!wasThere) return rm(folder, { recursive: true, force: true });
  for (const name of await readdir(folder).catch(() => []))
    await rm(path.join(folder, name), { recursive: true, force: true });
}

function exists(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}

/** The manifest of a backup whose files are all as they were. Throws SyncError `backup.damaged` (local). */
export async function checkedManifest(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, MANIFEST), 'utf8').catch(() => '');
  const read = manifestShape.safeParse(parsed(text));
  if (!read.success) throw damaged('Das Verzeichnis der Sicherung fehlt oder ist nicht lesbar');
  for (const file of read.data.files) {
    const absolute = path.join(folder, file.path);
    const isInside = !path.relative(folder, absolute).startsWith('..');
    const hash = isInside ? await sha256Of(absolute).catch(() => '') : '';
    if (hash !== file.sha256) throw damaged(`„${file.path}“ fehlt oder wurde verändert`);
  }
  return read.data;
}

/** Whether there is nothing in the folder, or no folder. */
export async function isEmpty(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).length === 0;
}

async function requireEmpty(folder: string): Promise<void> {
  if (await isEmpty(folder)) return;
  throw new SyncError({
    code: 'backup.not-empty',
    kind: 'usage',
    message: 'Der Ordner für die Sicherung ist nicht leer.',
    hint: 'Nennen Sie einen neuen Ordner, zum Beispiel mit dem Datum im Namen.',
  });
}

/** The copy is left without keys, also in its free pages, and as a single file. */
async function takeKeysOut(file: string) {
  const db = await openDatabase(file);
  try {
    const keys: StoredKey[] = await db.selectFrom('sealed_key').selectAll().orderBy('id').execute();
    const versions = await db
      .selectFrom('dataset_version')
      .select('id')
      .where('forgotten_at', 'is', null)
      .execute();
    const levels = await db.selectFrom('level_version').select('id').execute();
    const releases = await db.selectFrom('release_entry').select('release as id').execute();
    const last = await db
      .selectFrom('audit')
      .select(['seq', 'hash'])
      .orderBy('seq', 'desc')
      .limit(1)
      .execute();
    const migration = await db
      .selectFrom('migration')
      .select((eb) => eb.fn.max('number').as('number'))
      .executeTakeFirstOrThrow();
    await db.transaction().execute((tx) => tx.deleteFrom('sealed_key').execute());
    await sql`vacuum`.execute(db);
    await sql`pragma journal_mode = delete`.execute(db);
    return {
      keys,
      needed: new Set([...versions, ...levels, ...releases].map(({ id }) => id)),
      schema: migration.number,
      audit: { entries: last[0]?.seq ?? 0, head: last[0]?.hash ?? '' },
    };
  } finally {
    await db.destroy();
    for (const side of ['-wal', '-shm']) await rm(`${file}${side}`, { force: true });
  }
}

async function copied(from: string, to: string): Promise<boolean> {
  try {
    await cp(from, to, { recursive: true });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

async function listed(folder: string): Promise<Manifest['files']> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)))
    .sort();
  const found: Manifest['files'] = [];
  for (const file of files) {
    const absolute = path.join(folder, file);
    found.push({ path: file, bytes: (await stat(absolute)).size, sha256: await sha256Of(absolute) });
  }
  return found;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function incomplete(): SyncError {
  return new SyncError({
    code: 'backup.incomplete',
    kind: 'incomplete',
    message:
      'Während der Sicherung fehlte eine versiegelte Datei. Die unvollständige Sicherung wurde entfernt.',
    hint: 'Starten Sie die Sicherung noch einmal. Tritt das wieder auf, prüfen Sie mit „kmsync verify“.',
  });
}

export function damaged(what: string): SyncError {
  return new SyncError({
    code: 'backup.damaged',
    kind: 'local',
    message: `${what}. Es wurde nichts zurückgespielt.`,
    hint: 'Verwenden Sie eine andere Sicherung oder holen Sie diese vollständig vom Sicherungsmedium.',
  });
}
