/**
 * What was last fetched from one address: the body with its validators, and a broken transfer that can be
 * resumed. One hidden folder per address; whatever is replaced is replaced by one rename. No personal data may
 * come this way, for it stays on disk.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { SyncError } from '../errors.ts';
import { codeText } from './inside-root.ts';

const FOLDER = '.abruf';
const BODY = 'body-';
const PART = 'part-';
const WORK = 'work-';
const NOTE = 'meta.json';
/** A working file of a process that was killed. */
const LEFT_OVER_MS = 24 * 60 * 60 * 1000;
/** Together with its prefix a file name stays below 255 bytes. */
const LONGEST_PART_NAME = 240;

const note = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int(),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
});
const resumable = z.tuple([z.string(), z.int().nullable()]);

export interface CachedBody extends z.output<typeof note> {
  readonly path: string;
}

/** A transfer under way. `etag`: strong, without one it cannot be resumed. */
export interface Transfer {
  readonly path: string;
  etag: string | undefined;
  total: number | undefined;
}

export interface FetchCache {
  /** Undefined where there is none, or where its bytes are not those that were fetched. */
  readonly recall: () => Promise<CachedBody | undefined>;
  /** Continues what was broken off, or begins anew. Nobody else gets the same transfer. */
  readonly begin: () => Promise<Transfer>;
  /** The finished transfer becomes the body; `sha256` is answered with it. */
  readonly keep: (transfer: Transfer, validators: Validators) => Promise<CachedBody>;
  /** Broken off: kept where it can be resumed, otherwise removed. Does nothing after `keep`. */
  readonly putBack: (transfer: Transfer) => Promise<void>;
}

export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

export async function openFetchCache(
  deliveries: string,
  url: string,
  now: () => number,
): Promise<FetchCache> {
  const key = createHash('sha256').update(url).digest('hex').slice(0, 32);
  const folder = path.join(deliveries, FOLDER, key);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await clean(folder, now());
  } catch (error) {
    throw notWritable(error);
  }
  return {
    recall: () => recall(folder),
    begin: () => begin(folder),
    keep: (transfer, validators) => keep(folder, transfer, validators),
    putBack: (transfer) => putBack(folder, transfer),
  };
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

async function recall(folder: string): Promise<CachedBody | undefined> {
  const text = await readFile(path.join(folder, NOTE), 'utf8').catch(() => '');
  const known = note.safeParse(parse(text)).data;
  if (!known) return undefined;
  const file = path.join(folder, `${BODY}${known.sha256}`);
  const sha256 = await sha256Of(file).catch(() => undefined);
  return sha256 === known.sha256 ? { ...known, path: file } : undefined;
}

/** The name of a part says what it is a part of, so that one rename hands over both. */
async function begin(folder: string): Promise<Transfer> {
  const work = path.join(folder, `${WORK}${randomUUID()}`);
  for (const name of (await readdir(folder)).filter((one) => one.startsWith(PART))) {
    const told = resumable.safeParse(
      parse(Buffer.from(name.slice(PART.length), 'base64url').toString('utf8')),
    ).data;
    const taken = await rename(path.join(folder, name), work).then(
      () => true,
      () => false,
    );
    if (!taken) continue;
    if (told) return { path: work, etag: told[0], total: told[1] ?? undefined };
    await rm(work, { force: true });
  }
  return { path: work, etag: undefined, total: undefined };
}

async function keep(folder: string, transfer: Transfer, validators: Validators): Promise<CachedBody> {
  const sha256 = await sha256Of(transfer.path);
  const { size: bytes } = await stat(transfer.path);
  const file = path.join(folder, `${BODY}${sha256}`);
  const known = note.parse({ sha256, bytes, ...validators });
  const written = path.join(folder, `${WORK}${randomUUID()}`);
  await rename(transfer.path, file);
  await writeFile(written, JSON.stringify(known), { mode: 0o600 });
  await rename(written, path.join(folder, NOTE));
  for (const name of await readdir(folder))
    if (name.startsWith(PART) || (name.startsWith(BODY) && name !== path.basename(file)))
      await rm(path.join(folder, name), { force: true });
  return { ...known, path: file };
}

async function putBack(folder: string, { path: file, etag, total }: Transfer): Promise<void> {
  const size = await stat(file).then(
    (info) => info.size,
    () => 0,
  );
  const name = `${PART}${Buffer.from(JSON.stringify([etag ?? '', total ?? null])).toString('base64url')}`;
  if (etag === undefined || size === 0 || name.length > LONGEST_PART_NAME) await rm(file, { force: true });
  else await rename(file, path.join(folder, name));
}

async function clean(folder: string, now: number): Promise<void> {
  for (const name of (await readdir(folder)).filter((one) => one.startsWith(WORK))) {
    const file = path.join(folder, name);
    const at = await stat(file).then(
      (info) => info.mtimeMs,
      () => now,
    );
    if (now - at > LEFT_OVER_MS) await rm(file, { force: true });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function notWritable(error: unknown): SyncError {
  return new SyncError({
    code: 'source.cache-not-writable',
    kind: 'local',
    message: `Der Zwischenspeicher „${FOLDER}“ im Lieferordner lässt sich nicht anlegen${codeText(error)}.`,
    hint: 'Geben Sie dem Dienst Schreibrechte im Lieferordner.',
  });
}
