/**
 * A folder on an SFTP server as a source of deliveries: complete files, oldest first. Nothing is written or
 * deleted there; on request, what was taken is moved to another folder.
 */
import { open } from 'node:fs/promises';
import { posix } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { SyncError } from '../errors.ts';
import type { Connector, ConnectorContext, DeliveryOffer } from './connector.ts';
import { openFetchCache } from './fetch-cache.ts';
import { freeNames } from './file-away.ts';
import { patterns } from './folder.ts';
import { ATTEMPTS, delayMs, isPassing, patiently, type Patience } from './http-retry.ts';
import { noSecret } from './http-source.ts';
import type { CompanionsOf } from './inbox.ts';
import { completeFiles, type Look } from './inbox-looks.ts';
import { bearsNameOf, isUnfinishedName, markerOf } from './inbox-signs.ts';
import { outsideRoot, readBytes } from './inside-root.ts';
import { matchesName } from './match.ts';
import { belongsTo } from './offers.ts';
import { isAsSeen } from './seen-files.ts';
import {
  openSftp,
  type OpenSftp,
  type RemoteFile,
  type SftpLogin,
  type SftpSession,
} from './sftp-session.ts';

const fingerprint = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, {
  error: 'Fingerabdruck wie „SHA256:…“ (43 Zeichen), so wie ssh-keygen -lf ihn ausgibt',
});
const name = z.string().regex(/^[^/\\]+$/, { error: 'Dateiname oder Muster ohne Ordner' });
const folder = z
  .string()
  .min(1)
  .refine((text) => !text.split('/').includes('..'), { error: 'ohne „..“' });

export const sftpConfig = z.strictObject({
  host: z.string().regex(/^[A-Za-z0-9.:-]+$/),
  port: z.int().min(1).max(65_535).default(22),
  user: z.string().min(1),
  /** The server's key; several while it is being changed. */
  hostKey: z.union([fingerprint, z.array(fingerprint).min(1)]),
  login: z.enum(['key', 'password']).default('key'),
  folder,
  files: z.union([name, z.array(name).min(1)]).default('*'),
  /** Ending of the empty file that says "complete"; without one, two looks decide. */
  marker: z
    .string()
    .regex(/^\.[A-Za-z0-9]{1,12}$/)
    .optional(),
  quietSeconds: z.int().min(1).max(600).default(10),
  /** Folder on the server to which a file is moved when it has been taken; left out, it stays. */
  done: folder.optional(),
});
export type SftpConfig = z.output<typeof sftpConfig>;

/** Names of the environment variables with the credentials. */
export interface SftpSecrets {
  readonly password: string;
  readonly key: string;
  readonly passphrase: string;
}

export interface SftpMeans extends Patience {
  readonly openSftp: OpenSftp;
}

/** `parts`: a broken transfer stays on disk for the next run. `nothing`: for personal data. */
export interface SftpTask {
  readonly companionsOf: CompanionsOf;
  readonly secrets: SftpSecrets;
  readonly leaves: 'parts' | 'nothing';
}

const BERLIN_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' });

type SftpSource = Required<Pick<Connector<SftpConfig>, 'check' | 'list' | 'open' | 'settle'>>;

/** `means`: left out, the real network and clock. */
export function sftpSource(task: SftpTask, means: SftpMeans = realMeans()): SftpSource {
  const session = (config: SftpConfig, context: ConnectorContext) =>
    means.openSftp(loginOf(config, task.secrets, context), context.signal);
  return {
    async check(config, context) {
      await withSession(
        () => session(config, context),
        (server) => server.list(config.folder),
      );
    },
    async *list(config, context) {
      const looks = {
        folder: posix.join(config.host, config.folder),
        companionsOf: task.companionsOf,
        isWanted: (file: string) =>
          !isUnfinishedName(file) && patterns(config.files).some((pattern) => matchesName(pattern, file)),
        wait: () => means.wait(config.quietSeconds * 1000, context.signal),
      };
      const offers = await withSession(
        () => session(config, context),
        (server) =>
          completeFiles(
            { ...looks, look: async () => lookOf(await server.list(config.folder)) },
            config.marker,
            context.signal,
          ),
      );
      for (const offer of offers) {
        context.signal.throwIfAborted();
        yield offer;
      }
    },
    async *open(config, offer, file, context) {
      context.signal.throwIfAborted();
      if (!belongsTo(offer, file)) throw outsideRoot(file);
      const fetch: Fetch = {
        file: posix.join(config.folder, file),
        isAsSeen: (found) => isAsSeen(offer, file, stateOf(found)),
        connect: () => session(config, context),
        means,
        signal: context.signal,
      };
      if (task.leaves === 'nothing') yield* bytesOf(fetch);
      else yield* throughDisk(fetch, `sftp://${config.host}:${config.port}`, context);
    },
    async settle(config, offer, outcome, context) {
      const { done } = config;
      if (outcome !== 'taken' || done === undefined) return;
      await withSession(
        () => session(config, context),
        (server) => moveTo(done, offer, { server, config, day: BERLIN_DAY.format(means.now()) }),
      );
    },
  };
}

interface Fetch {
  readonly file: string;
  /** Is it the one that was found complete? */
  readonly isAsSeen: (found: RemoteFile) => boolean;
  readonly connect: () => Promise<SftpSession>;
  readonly means: SftpMeans;
  readonly signal: AbortSignal;
}

/** Where a transfer goes on, and of which file. */
interface Start {
  readonly from: number;
  readonly file: RemoteFile;
}

/** One and the same file from the first byte to the last; a lost connection is made anew in between. */
async function* bytesOf(fetch: Fetch, start?: Start): AsyncGenerator<Uint8Array> {
  const { file, connect, means, signal } = fetch;
  let offset = start?.from ?? 0;
  let known = start?.file;
  for (let failures = 0; ;) {
    let server: SftpSession | undefined;
    try {
      server = await connect();
      known ??= await server.look(file);
      if (!fetch.isAsSeen(known) || !isSame(await server.look(file), known)) throw changed(known.name);
      for await (const piece of server.read(file, offset)) {
        offset += piece.length;
        failures = 0;
        yield piece;
      }
      if (offset === known.size && isSame(await server.look(file), known)) return;
      throw changed(known.name);
    } catch (error) {
      signal.throwIfAborted();
      failures += 1;
      if (!isPassing(error) || failures === ATTEMPTS) throw error;
      await means.wait(delayMs(failures), signal);
    } finally {
      server?.close();
    }
  }
}

/** What was broken off goes on, also in the next run; what has arrived whole is removed when it has been read. */
async function* throughDisk(
  fetch: Fetch,
  server: string,
  context: ConnectorContext,
): AsyncGenerator<Uint8Array> {
  const { means, signal, connect } = fetch;
  const cache = await openFetchCache(context.deliveries, `${server}${fetch.file}`, means.now);
  const transfer = await cache.begin();
  try {
    const file = await patiently(() => withSession(connect, (one) => one.look(fetch.file)), means, signal);
    const version = `${file.size} ${file.modifiedAt}`;
    const goesOn = transfer.etag === version && transfer.total === file.size;
    transfer.etag = version;
    transfer.total = file.size;
    const handle = await open(transfer.path, goesOn ? 'a' : 'w', 0o600);
    try {
      const { size: from } = await handle.stat();
      for await (const piece of bytesOf(fetch, { from, file })) await handle.writeFile(piece);
    } catch (error) {
      if (error instanceof SyncError && error.code === 'source.changed-while-read') transfer.etag = undefined;
      throw error;
    } finally {
      await handle.close();
    }
    yield* readBytes(transfer.path, file.name, signal);
    transfer.etag = undefined;
  } finally {
    await cache.putBack(transfer);
  }
}

interface Move {
  readonly server: SftpSession;
  readonly config: SftpConfig;
  readonly day: string;
}

/** The marker first: left behind, it would call a later file complete. */
async function moveTo(done: string, offer: DeliveryOffer, { server, config, day }: Move): Promise<void> {
  const found = await server.list(config.folder);
  const replaced = found.find(
    (one) => belongsTo(offer, one.name) && !isAsSeen(offer, one.name, stateOf(one)),
  );
  if (replaced) throw takenPlace(replaced.name);
  const beside = found.map((one) => one.name);
  const marker = config.marker === undefined ? undefined : markerOf(offer.file, beside, config.marker);
  const companions = offer.companions.filter((other) => bearsNameOf(offer.file, other));
  const names = [...(marker === undefined ? [] : [marker]), offer.file, ...companions];
  for (const targets of freeNames({ names, main: offer.file, day })) {
    let isFree = true;
    for (const target of targets) isFree &&= !(await server.exists(posix.join(done, target)));
    if (!isFree) continue;
    for (const [index, from] of names.entries())
      await server.rename(posix.join(config.folder, from), posix.join(done, targets[index] ?? from));
    return;
  }
}

async function withSession<Result>(
  connect: () => Promise<SftpSession>,
  work: (server: SftpSession) => Promise<Result>,
): Promise<Result> {
  const server = await connect();
  try {
    return await work(server);
  } finally {
    server.close();
  }
}

function loginOf(config: SftpConfig, secrets: SftpSecrets, context: ConnectorContext): SftpLogin {
  const { host, port, user, hostKey } = config;
  const where = { host, port, user, hostKeys: typeof hostKey === 'string' ? [hostKey] : hostKey };
  const variable = config.login === 'key' ? secrets.key : secrets.password;
  const secret = context.secret(variable);
  if (secret === '') throw noSecret(variable);
  if (config.login === 'password') return { ...where, password: secret };
  const passphrase = context.secret(secrets.passphrase);
  // Some environments cannot hold several lines.
  const privateKey = secret.replaceAll(String.raw`\n`, '\n');
  return { ...where, privateKey, ...(passphrase === '' ? {} : { passphrase }) };
}

function lookOf(files: readonly RemoteFile[]): Look {
  return new Map(files.map((file) => [file.name, { state: stateOf(file), at: file.modifiedAt }]));
}

function stateOf({ size, modifiedAt }: RemoteFile): string {
  return `${size} ${modifiedAt}`;
}

function isSame(one: RemoteFile, other: RemoteFile): boolean {
  return one.size === other.size && one.modifiedAt === other.modifiedAt;
}

function realMeans(): SftpMeans {
  return {
    openSftp,
    now: Date.now,
    async wait(ms, signal) {
      await sleep(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
    },
  };
}

function takenPlace(file: string): SyncError {
  return new SyncError({
    code: 'source.replaced',
    kind: 'source',
    message: `„${file}“ ist auf dem Server ersetzt worden, während der Lauf rechnete; die neue Datei bleibt dort liegen.`,
    hint: 'Nichts zu tun: Die neue Datei wird beim nächsten Lauf gelesen.',
  });
}

function changed(file: string): SyncError {
  return new SyncError({
    code: 'source.changed-while-read',
    kind: 'source',
    message: `„${file}“ hat sich auf dem Server geändert, während sie abgerufen wurde, oder ist kürzer als angegeben.`,
    hint: 'Lassen Sie die Datei erst unter anderem Namen ablegen und dann umbenennen, oder vereinbaren Sie eine Fertigmeldung („marker“).',
  });
}
