/**
 * Where uploaded files lie until a run takes them: under random names in a folder of their own, for a day at most. What
 * came in one piece is used at once; what comes in chunks (tus 1.0) can be gone on with by whoever began it.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { SyncError } from '../../errors.ts';
import { pseudonym } from '../../engine/approval/person.ts';
import { count, sizeText } from '../words/format.ts';
import { plainFileName } from './file-name.ts';
import type { SentFile } from './multipart.ts';

export const CHUNKS_PATH = '/lieferungen/dateien';
const MB = 1_000_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Begun at the same time by one person. */
const MOST_OPEN = 5;
/** By then what was promised is on disk, or never will be. */
const PROMISED_MS = 60_000;
const ID = /^[0-9a-f]{32}$/;

export interface UploadLimits {
  readonly largestMb: number;
  readonly largestPlainMb: number;
  readonly perPersonMb: number;
}

export interface LaidDown {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

export interface OpenUpload {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly received: number;
  /** When the file was last changed, as the browser knows it: another state of it must not be put behind this one. */
  readonly changed: string;
}

export interface Uploads {
  /** Throws SyncError `upload.too-large`, `upload.quota`, `upload.disk-full`. */
  receive(sent: SentFile, subject: string): Promise<LaidDown>;
  /** What this person has begun and not finished. */
  open(subject: string): Promise<readonly OpenUpload[]>;
  /** A complete one of this person, which is nobody's afterwards; undefined where there is none. */
  take(id: string, subject: string): Promise<LaidDown | undefined>;
  /** The protocol of tus for this person. */
  chunk(request: Request, subject: string): Promise<Response>;
  remove(file: Pick<LaidDown, 'path'>): Promise<void>;
}

// It would make its folder at some later time, and throw past everybody where that fails; it is there already.
Object.defineProperty(FileStore.prototype, 'checkOrCreateDirectory', { value: () => undefined });

/** `signal`: until then what was left is swept away every hour. */
export async function openUploads(
  folder: string,
  limits: UploadLimits,
  signal: AbortSignal,
): Promise<Uploads> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await sweepUploads(folder);
  const sweeping = setInterval(() => void sweepUploads(folder), HOUR_MS);
  sweeping.unref();
  signal.addEventListener('abort', () => clearInterval(sweeping), { once: true });
  const store = new FileStore({ directory: folder });
  const turns = new Turns();
  const owners = new WeakMap<object, string>();
  const ownerOf = (request: object) => owners.get(request) ?? '';

  const described = async (id: string) => {
    const upload = ID.test(id) ? await store.getUpload(id).catch(() => undefined) : undefined;
    const { name, owner, changed } = upload?.metadata ?? {};
    if (!upload || owner == null) return undefined;
    return {
      owner,
      upload: {
        id,
        name: name ?? '',
        bytes: upload.size ?? 0,
        received: upload.offset,
        changed: changed ?? '',
      } satisfies OpenUpload,
    };
  };
  const ofOwner = async (owner: string) => {
    await sweepUploads(folder);
    const names = await readdir(folder);
    const all = await Promise.all(
      names.flatMap((name) => (name.endsWith('.json') ? [described(name.slice(0, -5))] : [])),
    );
    return all.flatMap((each) => (each?.owner === owner ? [each.upload] : []));
  };

  const server = new Server({
    path: CHUNKS_PATH,
    datastore: store,
    relativeLocation: true,
    allowedOrigins: [],
    maxSize: limits.largestMb * MB,
    namingFunction: () => randomBytes(16).toString('hex'),
    getFileIdFromRequest: (_request, last) => (last !== undefined && ID.test(last) ? last : undefined),
    async onUploadCreate(request, upload) {
      const owner = ownerOf(request);
      if (!upload.size) throw refusal(400, 'Die Größe der Datei fehlt.');
      const before = await ofOwner(owner);
      if (!turns.promise(owner, { id: upload.id, bytes: upload.size, before, limits }))
        throw refusal(413, quota(limits).message);
      const { name, changed } = upload.metadata ?? {};
      return {
        metadata: { name: plainFileName(name ?? ''), owner, changed: (changed ?? '').slice(0, 20) },
      };
    },
    async onIncomingRequest(request, id) {
      if (request.method === 'POST') return;
      if ((await described(id))?.owner !== ownerOf(request))
        throw refusal(404, 'Diese Übertragung gibt es nicht.');
    },
    onResponseError: (_request, error) => ('status_code' in error ? error : refusal(500, '')),
  });

  return {
    async receive({ name, bytes }, subject) {
      await sweepUploads(folder);
      const leave = turns.enter(pseudonym(subject));
      if (!leave) throw quota(limits);
      const laid = path.join(folder, randomBytes(16).toString('hex'));
      let received = 0;
      const largest = limits.largestPlainMb;
      async function* counted() {
        for await (const chunk of bytes) {
          received += chunk.byteLength;
          if (received > largest * MB) throw tooLarge(undefined, largest);
          yield chunk;
        }
      }
      try {
        // A file that is still being opened while the sender is refused would be there again after it was removed.
        const file = await open(laid, 'wx', 0o600);
        await pipeline(counted, file.createWriteStream());
      } catch (error) {
        await rm(laid, { force: true });
        throw localTrouble(error);
      } finally {
        leave();
      }
      return { name: plainFileName(name), path: laid, bytes: received };
    },
    async open(subject) {
      return (await ofOwner(pseudonym(subject))).filter(({ received, bytes }) => received < bytes);
    },
    async take(id, subject) {
      const found = await described(id);
      if (found?.owner !== pseudonym(subject) || found.upload.received !== found.upload.bytes)
        return undefined;
      // Whoever removes the description has the file.
      const mine = await rm(path.join(folder, `${id}.json`)).then(
        () => true,
        () => false,
      );
      const { name, bytes } = found.upload;
      return mine ? { name, path: path.join(folder, id), bytes } : undefined;
    },
    async chunk(request, subject) {
      owners.set(request, pseudonym(subject));
      // What was sent is never given back.
      if (request.method === 'GET') return new Response(null, { status: 404 });
      return server.handleWeb(request);
    },
    remove: ({ path: laid }) => rm(laid, { force: true }),
  };
}

/** How much one person has begun, counted before it is on disk: a hundred requests at once are still one person. */
class Turns {
  readonly #promised = new Map<string, { owner: string; bytes: number; at: number }>();
  readonly #receiving = new Map<string, number>();

  /** Room for one more in chunks, beside those that are there. */
  promise(
    owner: string,
    wish: { id: string; bytes: number; before: readonly OpenUpload[]; limits: UploadLimits },
  ): boolean {
    const at = Date.now();
    const there = new Set(wish.before.map(({ id }) => id));
    for (const [id, each] of this.#promised)
      if (there.has(id) || at - each.at > PROMISED_MS) this.#promised.delete(id);
    const all = [...wish.before, ...[...this.#promised.values()].filter((each) => each.owner === owner)];
    const sum = all.reduce((total, { bytes }) => total + bytes, wish.bytes);
    if (all.length >= MOST_OPEN || sum > wish.limits.perPersonMb * MB) return false;
    this.#promised.set(wish.id, { owner, bytes: wish.bytes, at });
    return true;
  }

  /** Undefined where this person sends too many at once; to be called when it is over. */
  enter(owner: string): (() => void) | undefined {
    const now = this.#receiving.get(owner) ?? 0;
    if (now >= MOST_OPEN) return undefined;
    this.#receiving.set(owner, now + 1);
    return () => {
      const left = (this.#receiving.get(owner) ?? 1) - 1;
      if (left > 0) this.#receiving.set(owner, left);
      else this.#receiving.delete(owner);
    };
  }
}

/** Files of a day ago and older, finished or not: nobody comes back for them. */
async function sweepUploads(folder: string): Promise<void> {
  const names = new Set<string>(await readdir(folder).catch(() => []));
  for (const id of new Set([...names].map((name) => name.replace(/\.json$/, '')))) {
    if (!ID.test(id)) continue;
    // The description is written once, when it begins.
    const oldest = names.has(`${id}.json`) ? `${id}.json` : id;
    const found = await stat(path.join(folder, oldest)).catch(() => undefined);
    if (!found || Date.now() - found.mtimeMs <= DAY_MS) continue;
    for (const file of [id, `${id}.json`]) await rm(path.join(folder, file), { force: true });
  }
}

export function tooLarge(bytes: number | undefined, allowedMb: number): SyncError {
  const allowed = sizeText(allowedMb * MB);
  return new SyncError({
    code: 'upload.too-large',
    kind: 'usage',
    message: `Die Datei ist größer als erlaubt${bytes === undefined ? '' : ` (${sizeText(bytes)}, erlaubt sind ${allowed})`}.`,
    hint: `In KomMonitor wurde nichts geändert. Erlaubt sind ${allowed}. Teilen Sie die Lieferung nach Jahren auf oder bitten Sie die IT um Übernahme aus dem Eingangsordner.`,
  });
}

function quota({ perPersonMb }: UploadLimits): SyncError {
  return new SyncError({
    code: 'upload.quota',
    kind: 'usage',
    message: `Sie haben schon zu viel angefangen: Erlaubt sind ${count(MOST_OPEN, 'Übertragung', 'Übertragungen')} und zusammen ${sizeText(perPersonMb * MB)}.`,
    hint: 'Setzen Sie eine angefangene Übertragung fort oder brechen Sie sie ab.',
  });
}

function refusal(status_code: number, body: string) {
  return { status_code, body };
}

function localTrouble(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EFBIG') return error;
  return new SyncError({
    code: 'upload.disk-full',
    kind: 'local',
    message: 'Auf dem Server ist kein Platz mehr für die Datei.',
    hint: 'In KomMonitor wurde nichts geändert. Wenden Sie sich an die IT und versuchen Sie es später noch einmal.',
    cause: error,
  });
}
