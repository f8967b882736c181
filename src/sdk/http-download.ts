/**
 * Fetches one file over HTTP into the cache: unchanged it costs one question, broken off it goes on where it
 * stopped, and it replaces what was there only when length and content are what was announced.
 */
import { open, stat } from 'node:fs/promises';
import { SyncError } from '../errors.ts';
import type { HttpAnswer } from './http.ts';
import type { Http } from './http.ts';
import { openFetchCache, sha256Of, type CachedBody, type FetchCache, type Transfer } from './fetch-cache.ts';
import { sourceError, statusError } from './http-errors.ts';
import { getOnce, patiently, type Patience } from './http-retry.ts';
import { expectBytes, type Expected } from './expected-bytes.ts';

export interface DownloadOrder {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For messages. */
  readonly file: string;
  readonly expected: Expected;
  readonly deliveries: string;
  readonly signal: AbortSignal;
}

export interface DownloadMeans extends Patience {
  readonly http: Http;
}

export async function download(order: DownloadOrder, means: DownloadMeans): Promise<CachedBody> {
  order.signal.throwIfAborted();
  const cache = await openFetchCache(order.deliveries, order.url, means.now);
  const known = await cache.recall();
  const transfer = await cache.begin();
  try {
    return await patiently(() => attempt({ order, means, cache, known, transfer }), means, order.signal);
  } catch (error) {
    throw localTrouble(error);
  } finally {
    await cache.putBack(transfer);
  }
}

interface Attempt {
  readonly order: DownloadOrder;
  readonly means: DownloadMeans;
  readonly cache: FetchCache;
  readonly known: CachedBody | undefined;
  readonly transfer: Transfer;
}

async function attempt(task: Attempt): Promise<CachedBody> {
  const { order, means, known, transfer } = task;
  const offset = transfer.etag === undefined ? 0 : await sizeOf(transfer.path);
  const conditions =
    offset > 0
      ? { Range: `bytes=${offset}-`, 'If-Range': transfer.etag ?? '' }
      : {
          ...(known?.etag === undefined ? {} : { 'If-None-Match': known.etag }),
          ...(known?.lastModified === undefined ? {} : { 'If-Modified-Since': known.lastModified }),
        };
  const request = { url: order.url, headers: { ...order.headers, ...conditions }, signal: order.signal };
  const answer = await getOnce(means.http, request, means);
  try {
    if (answer.status === 304 && known && offset === 0) return known;
    if (answer.status === 200) return await receive(answer, 0, task);
    if (offset > 0 && answer.status === 206 && continues(answer, offset, transfer))
      return await receive(answer, offset, task);
    if (offset > 0 && (answer.status === 206 || answer.status === 416)) {
      // What lies there is not the beginning of what the server has.
      transfer.etag = undefined;
      return await attempt(task);
    }
    throw statusError(new URL(order.url).host, answer.status, `„${order.file}“`);
  } finally {
    answer.discard();
  }
}

function continues({ headers }: HttpAnswer, offset: number, transfer: Transfer): boolean {
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '');
  if (!range || Number(range[1]) !== offset) return false;
  const sameTotal = range[2] === '*' || transfer.total === undefined || Number(range[2]) === transfer.total;
  return sameTotal && (headers['etag'] === undefined || headers['etag'] === transfer.etag);
}

async function receive(answer: HttpAnswer, offset: number, task: Attempt): Promise<CachedBody> {
  const { order, cache, transfer } = task;
  const { headers } = answer;
  if (!['', 'identity'].includes(headers['content-encoding'] ?? '')) throw encoded(order.file);
  if (offset === 0) {
    transfer.etag = strong(headers['etag']);
    transfer.total = lengthOf(headers['content-length']);
  }
  try {
    const body = offset === 0 ? expectBytes(answer.body, order.expected, order.file) : answer.body;
    await write(body, transfer.path, offset === 0 ? 'w' : 'a');
  } catch (error) {
    // Neither a login page nor what a full disk has left is the beginning of the file.
    if (!(error instanceof SyncError) || error.code === 'source.unexpected-content')
      if (!order.signal.aborted) transfer.etag = undefined;
    throw error;
  }
  const size = await sizeOf(transfer.path);
  if (transfer.total !== undefined && size !== transfer.total) {
    if (size > transfer.total) transfer.etag = undefined;
    throw sourceError(
      'source.broken-off',
      `„${order.file}“ ist nicht vollständig angekommen: ${size} von ${transfer.total} Bytes.`,
    );
  }
  await checkDigest(headers['repr-digest'] ?? headers['digest'], transfer, order.file);
  return cache.keep(transfer, {
    etag: headers['etag'] ?? transfer.etag,
    lastModified: headers['last-modified'],
  });
}

async function write(body: AsyncIterable<Uint8Array>, file: string, flag: 'w' | 'a'): Promise<void> {
  const handle = await open(file, flag, 0o600);
  try {
    for await (const piece of body) await handle.writeFile(piece);
  } finally {
    await handle.close();
  }
}

/** `sha-256=:…:` (RFC 9530) or `sha-256=…` (RFC 3230); other sums are passed over. */
async function checkDigest(header: string | undefined, transfer: Transfer, file: string): Promise<void> {
  const told = /\bsha-256=:?([A-Za-z0-9+/]{43}=)/i.exec(header ?? '')?.[1];
  if (told === undefined) return;
  if (Buffer.from(told, 'base64').toString('hex') === (await sha256Of(transfer.path))) return;
  transfer.etag = undefined;
  throw sourceError(
    'source.wrong-digest',
    `Die Prüfsumme von „${file}“ stimmt nicht mit der überein, die der Dienst angibt.`,
  );
}

/** Weak validators do not vouch for the same bytes. */
function strong(etag: string | undefined): string | undefined {
  return etag?.startsWith('"') ? etag : undefined;
}

function lengthOf(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    (info) => info.size,
    () => 0,
  );
}

function encoded(file: string): SyncError {
  return sourceError(
    'source.unexpected-content',
    `Der Dienst verschickt „${file}“ nur verpackt (Content-Encoding); so lässt sich die Vollständigkeit nicht prüfen.`,
  );
}

function localTrouble(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new SyncError({
    code: 'source.disk-full',
    kind: 'local',
    message: 'Auf der Platte ist kein Platz mehr für die abgerufene Datei.',
    hint: 'Schaffen Sie Platz im Lieferordner und starten Sie den Lauf noch einmal. Es wurde nichts veröffentlicht.',
  });
}
