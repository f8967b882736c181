/**
 * A connection to an SFTP server: the only place that sees the SSH library. The server shows its key before
 * anything is told to it, and no error of the library leaves this file. Reads, lists and renames, nothing else.
 */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import SftpClient from 'ssh2-sftp-client';
import { SyncError, type ErrorKind } from '../errors.ts';
import { systemCode } from './inside-root.ts';

export interface SftpLogin {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** `SHA256:…`, as `ssh-keygen -lf` prints it; one of them has to be the server's. */
  readonly hostKeys: readonly string[];
  /** Exactly one of the two. */
  readonly password?: string;
  readonly privateKey?: string;
  readonly passphrase?: string;
}

export interface RemoteFile {
  readonly name: string;
  readonly size: number;
  readonly modifiedAt: number;
}

/** Every call throws the reason of the signal, or SyncError. */
export interface SftpSession {
  /** Regular files only. */
  readonly list: (folder: string) => Promise<readonly RemoteFile[]>;
  readonly look: (file: string) => Promise<RemoteFile>;
  /** The bytes from an offset to the end. */
  readonly read: (file: string, from: number) => AsyncIterable<Uint8Array>;
  readonly exists: (file: string) => Promise<boolean>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly close: () => void;
}

export type OpenSftp = (login: SftpLogin, signal: AbortSignal) => Promise<SftpSession>;

const CONNECT_MS = 20_000;
const ALIVE_EVERY_MS = 10_000;

/**
 * Throws `source.host-key` before any credential is sent, `source.login-refused` (both permission),
 * `source.unreachable`, `source.timeout`, or the reason of the signal.
 */
export const openSftp: OpenSftp = async (login, signal) => {
  signal.throwIfAborted();
  const quiet = { error: () => undefined, end: () => undefined, close: () => undefined };
  const client = new SftpClient('kommonitor-sync', quiet);
  const line = watch(client, login.host, signal);
  let shown = '';
  const secrets =
    login.privateKey === undefined
      ? { password: login.password ?? '' }
      : {
          privateKey: login.privateKey,
          ...(login.passphrase === undefined ? {} : { passphrase: login.passphrase }),
        };
  try {
    await line.until(
      client.connect({
        host: login.host,
        port: login.port,
        username: login.user,
        ...secrets,
        authHandler: [login.privateKey === undefined ? 'password' : 'publickey'],
        readyTimeout: CONNECT_MS,
        keepaliveInterval: ALIVE_EVERY_MS,
        hostVerifier: (key: Buffer) => {
          shown = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
          return login.hostKeys.includes(shown);
        },
      }),
    );
  } catch (error) {
    line.close();
    signal.throwIfAborted();
    if (shown !== '' && !login.hostKeys.includes(shown)) throw wrongKey(login.host, shown);
    throw connectError(login.host, error);
  }
  return sessionOf(client, line, login.host);
};

interface Line {
  /** Ends early where the signal is raised or the connection is lost. */
  readonly until: <Result>(work: Promise<Result>) => Promise<Result>;
  readonly signal: AbortSignal;
  readonly close: () => void;
}

function watch(client: SftpClient, host: string, signal: AbortSignal): Line {
  const lost = new AbortController();
  const end = () => {
    signal.removeEventListener('abort', end);
    // `end()` of the library waits for the server; a server that hangs would keep the program.
    (client as unknown as { readonly client: { destroy(): void } }).client.destroy();
    lost.abort(signal.aborted ? signal.reason : brokenOff(host));
  };
  signal.addEventListener('abort', end, { once: true });
  client.on('close', () => lost.abort(signal.aborted ? signal.reason : brokenOff(host)));
  return {
    signal: lost.signal,
    close: end,
    until: (work) =>
      new Promise((resolve, reject) => {
        const stop = () => reject(lost.signal.reason as Error);
        lost.signal.addEventListener('abort', stop, { once: true });
        work.then(resolve, reject).finally(() => lost.signal.removeEventListener('abort', stop));
      }),
  };
}

function sessionOf(client: SftpClient, line: Line, host: string): SftpSession {
  const tell = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
    line.signal.throwIfAborted();
    try {
      return await line.until(work());
    } catch (error) {
      line.signal.throwIfAborted();
      throw requestError(host, what, error);
    }
  };
  return {
    async list(folder) {
      const found = await tell(folder, () => client.list(folder));
      return found
        .filter(({ type }) => type === '-')
        .map(({ name, size, modifyTime }) => ({ name, size, modifiedAt: modifyTime }));
    },
    async look(file) {
      const { size, modifyTime } = await tell(file, () => client.stat(file));
      return { name: posix.basename(file), size, modifiedAt: modifyTime };
    },
    async *read(file, from) {
      line.signal.throwIfAborted();
      const stream = client.createReadStream(file, { start: from, autoClose: true });
      const stop = () => void stream.destroy(line.signal.reason as Error);
      line.signal.addEventListener('abort', stop, { once: true });
      try {
        for await (const piece of stream) yield piece as Uint8Array;
      } catch (error) {
        line.signal.throwIfAborted();
        throw requestError(host, file, error);
      } finally {
        line.signal.removeEventListener('abort', stop);
        stream.destroy();
      }
    },
    exists: async (file) => (await tell(file, () => client.exists(file))) !== false,
    rename: async (from, to) => void (await tell(from, () => client.rename(from, to))),
    close: line.close,
  };
}

function wrongKey(host: string, shown: string): SyncError {
  return error('source.host-key', 'permission', {
    message: `„${host}“ weist sich mit einem anderen Schlüssel aus, als hinterlegt ist (${shown}). Es wurden keine Zugangsdaten gesendet.`,
    hint: 'Fragen Sie die Stelle, die den Server betreibt, ob der Schlüssel gewechselt wurde, und lassen Sie sich den Fingerabdruck auf anderem Weg bestätigen. Erst dann tragen Sie ihn unter „hostKey“ ein.',
  });
}

function connectError(host: string, cause: unknown): SyncError {
  if (cause instanceof SyncError) return cause;
  const text = cause instanceof Error ? cause.message : '';
  if (/authentication/i.test(text))
    return error('source.login-refused', 'permission', {
      message: `„${host}“ erkennt Benutzer oder Zugangsdaten nicht an.`,
      hint: 'Prüfen Sie den Benutzer in der Job-Datei und Kennwort oder Schlüssel in den Umgebungsvariablen.',
    });
  if (/privateKey|passphrase|parse/i.test(text))
    return error('source.private-key', 'configuration', {
      message: 'Der private Schlüssel lässt sich nicht lesen.',
      hint: 'Hinterlegen Sie ihn im OpenSSH-Format mit allen Zeilen, und die Passphrase, falls er eine hat.',
    });
  if (/timed? ?out/i.test(text))
    return error('source.timeout', 'source', {
      message: `„${host}“ antwortet nicht rechtzeitig.`,
      hint: 'Versuchen Sie es später noch einmal.',
    });
  return error('source.unreachable', 'source', {
    message: `„${host}“ ist nicht erreichbar${codeOf(cause)}.`,
    hint: 'Prüfen Sie Rechnername, Port und Verbindung ins Netz.',
  });
}

function requestError(host: string, what: string, cause: unknown): SyncError {
  if (cause instanceof SyncError) return cause;
  const text = cause instanceof Error ? cause.message : '';
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const name = posix.basename(what);
  if (code === 2 || /no such file/i.test(text))
    return error('source.not-there', 'source', {
      message: `Auf „${host}“ gibt es „${name}“ nicht.`,
      hint: 'Prüfen Sie Ordner und Muster in der Job-Datei, oder fragen Sie die liefernde Stelle.',
    });
  if (code === 3 || /permission denied/i.test(text))
    return error('source.login-refused', 'permission', {
      message: `Auf „${host}“ fehlt das Recht an „${name}“.`,
      hint: 'Lassen Sie sich von der Stelle, die den Server betreibt, Rechte an dem Ordner geben.',
    });
  if (/no response|not connected|closed|ECONNRESET|end event|No SFTP connection/i.test(text))
    return brokenOff(host);
  return error('source.sftp', 'source', {
    message: `„${host}“ meldet einen Fehler bei „${name}“${codeOf(cause)}.`,
    hint: 'Versuchen Sie es später noch einmal, oder fragen Sie die Stelle, die den Server betreibt.',
  });
}

function brokenOff(host: string): SyncError {
  return error('source.broken-off', 'source', {
    message: `Die Verbindung zu „${host}“ ist abgebrochen.`,
    hint: 'Prüfen Sie die Verbindung ins Netz und versuchen Sie es später noch einmal.',
  });
}

function error(
  code: string,
  kind: ErrorKind,
  texts: { readonly message: string; readonly hint: string },
): SyncError {
  return new SyncError({ code, kind, ...texts });
}

function codeOf(cause: unknown): string {
  const code = systemCode(cause);
  return code === '' || code === 'ERR_GENERIC_CLIENT' ? '' : ` (${code})`;
}
