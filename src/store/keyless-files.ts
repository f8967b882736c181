/** Sealed files whose key is gone. */
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileError } from './ledger-error.ts';
import type { Store } from './store.ts';

/** A file that is only half written may still become one; after an hour its process is gone. */
const UNFINISHED_MS = 60 * 60 * 1000;

export async function removeKeyless(store: Store): Promise<number> {
  // The names are read before the keys: a key is committed before its file, so a file without one is dead.
  const names = await readdir(store.sealedFolder);
  const keys = new Set((await store.db.selectFrom('sealed_key').select('id').execute()).map(({ id }) => id));
  let removed = 0;
  try {
    for (const name of names) {
      const match = /^([A-Za-z0-9_-]+)\.sealed(\.[0-9a-f-]+\.tmp)?$/.exec(name);
      if (!match) continue;
      const file = path.join(store.sealedFolder, name);
      const isDead = match[2] === undefined ? !keys.has(match[1] ?? '') : await isStale(file, store.now());
      if (!isDead) continue;
      await rm(file, { force: true });
      removed += 1;
    }
  } catch (error) {
    throw fileError(error);
  }
  return removed;
}

async function isStale(file: string, now: Date): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && now.getTime() - found.mtimeMs > UNFINISHED_MS;
}
