/** A file as it lies on disk, as a delivery that layouts can read: hashed in place, copied nowhere. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { LandedDelivery, LandedFile } from '../../core/delivery.ts';
import { SyncError } from '../../errors.ts';

/** Files that explain another one are small; a folder may hold anything. */
const LARGEST_COMPANION = 64_000_000;
const RECORD_LAYOUT = /satzaufbau|satzbeschreibung|recordlayout/iu;

/** With the files beside it that have its name, or are a record layout. Throws SyncError of kind `source`. */
export async function inspectedFile(file: string, signal: AbortSignal): Promise<LandedDelivery> {
  const folder = path.dirname(file);
  const name = path.basename(file);
  const main = await hashed(file, signal);
  const companions: LandedFile[] = [];
  for (const sibling of await siblingsOf(folder)) {
    if (sibling === name || !belongs(sibling, name)) continue;
    const info = await stat(path.join(folder, sibling)).catch(() => undefined);
    if (info?.isFile() && info.size <= LARGEST_COMPANION)
      companions.push(await hashed(path.join(folder, sibling), signal));
  }
  return { ...main, companions };
}

function belongs(sibling: string, name: string): boolean {
  return stem(sibling) === stem(name) || RECORD_LAYOUT.test(sibling);
}

function stem(name: string): string {
  return name.replace(/\.[^.]*$/, '').toLowerCase();
}

async function siblingsOf(folder: string): Promise<string[]> {
  return (await readdir(folder).catch((): string[] => [])).sort();
}

async function hashed(file: string, signal: AbortSignal): Promise<LandedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    if (!(await stat(file)).isFile()) throw new RangeError('not a file');
    for await (const chunk of createReadStream(file, { signal }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (cause) {
    signal.throwIfAborted();
    throw unreadable(path.basename(file), cause);
  }
  return { file: path.basename(file), path: file, sha256: hash.digest('hex'), bytes };
}

function unreadable(name: string, cause: unknown): SyncError {
  return new SyncError({
    code: 'source.unreadable',
    kind: 'source',
    message: `Die Datei „${name}“ ist nicht da oder nicht lesbar.`,
    hint: 'Prüfen Sie Namen, Ordner und Leserecht. Ein Ordner wird nicht angesehen, nur eine einzelne Datei.',
    cause,
  });
}
