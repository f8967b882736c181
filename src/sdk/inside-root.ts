/** Paths below the root of the deliveries: looked up, listed and read, and never left. Knows no patterns. */
import { createReadStream } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { SyncError } from '../errors.ts';
import type { ConnectorContext } from './connector.ts';

/** The real path of something below the root; a link that leads out of it is refused. */
export async function resolveInside(id: string, context: ConnectorContext): Promise<string> {
  try {
    const root = await realpath(context.deliveries);
    const real = await realpath(path.join(root, id));
    if (real === root || real.startsWith(root.endsWith(path.sep) ? root : root + path.sep)) return real;
  } catch (error) {
    throw unreadable(id === '.' ? 'Lieferordner' : id, error);
  }
  throw outsideRoot(id);
}

/** Names of everything in a folder, sorted. */
export async function namesIn(folder: string, context: ConnectorContext): Promise<string[]> {
  const real = await resolveInside(folder, context);
  try {
    return (await readdir(real)).sort();
  } catch (error) {
    throw unreadable(folder === '.' ? 'Lieferordner' : folder, error);
  }
}

/** The bytes of a file of which the real path is known; `name` is for messages. */
export async function* readBytes(
  real: string,
  name: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(real, { signal })) yield chunk as Uint8Array;
  } catch (error) {
    signal.throwIfAborted();
    throw unreadable(name, error);
  }
}

/** The last part only: a path that leads out of the root tells about the machine. */
export function outsideRoot(what: string): SyncError {
  return new SyncError({
    code: 'source.outside-root',
    kind: 'source',
    message: `„${what.split(/[\\/]/).at(-1)}“ liegt außerhalb des Lieferordners und wird nicht gelesen.`,
    hint: 'Kopieren Sie die Datei in den Lieferordner und schreiben Sie den Pfad ab dort, mit „/“ und ohne „..“.',
  });
}

/** Without the system's own error as cause: it holds the absolute path. */
export function unreadable(what: string, error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  return new SyncError({
    code: 'source.unreadable',
    kind: 'source',
    message: `„${what}“ lässt sich nicht lesen${codeText(error)}.`,
    hint: 'Prüfen Sie, ob der Ordner eingebunden ist und der Dienst dort Leserechte hat.',
  });
}

/** ` (ENOENT)`; empty where the error is none of the system's. */
export function codeText(error: unknown): string {
  const code = systemCode(error);
  return code === '' ? '' : ` (${code})`;
}

export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
