/**
 * Form posts to a source over HTTPS, answers streamed. The only place of this room that sees axios: an
 * AxiosError holds the request with its credentials and never leaves this file. Knows no source system.
 */
import type { Readable } from 'node:stream';
import { AxiosError, create, type AxiosInstance } from 'axios';
import { SyncError, type ErrorKind } from '../errors.ts';

export interface HttpOptions {
  /** Hosts, with port where it is not the usual one, that may be spoken to. */
  readonly allowedHosts: readonly string[];
  /** Longest wait for the answer to begin, and between two pieces of it, in milliseconds. */
  readonly timeoutMs: number;
}

export interface FormPost {
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
  /** Where credentials belong: they are in no message. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Any answer, whatever its status: services answer errors with 200 and the other way round. */
export interface HttpAnswer {
  readonly status: number;
  /** Can be read once. Throws SyncError where the answer breaks off. */
  readonly body: AsyncIterable<Uint8Array>;
}

export interface Http {
  /**
   * Throws the reason of the signal, or SyncError: `source.host-refused` (configuration) before anything is
   * sent, `source.redirected`, `source.unreachable`, `source.timeout`, `source.broken-off`.
   */
  readonly postForm: (request: FormPost) => Promise<HttpAnswer>;
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

export function createHttp(options: HttpOptions): Http {
  const client = create({
    adapter: 'http',
    timeout: options.timeoutMs,
    // Over a proxy of the environment the credentials would travel in clear text as far as that.
    proxy: false,
    // A redirect would carry the credentials to a host that nobody has allowed.
    maxRedirects: 0,
    responseType: 'stream',
    transitional: { clarifyTimeoutError: true },
    validateStatus: () => true,
  });
  return {
    async postForm(request) {
      request.signal.throwIfAborted();
      const { host } = allowed(request.url, options.allowedHosts);
      const { status, stream } = await send(client, request, host);
      if (status >= 300 && status < 400) {
        stream.destroy();
        throw sourceError('source.redirected', `„${host}“ leitet die Anfrage an eine andere Adresse weiter.`);
      }
      return { status, body: pieces(stream, { host, signal: request.signal, timeoutMs: options.timeoutMs }) };
    },
  };
}

/** Checked for every request, so that no address from a configuration or an answer leads elsewhere. */
function allowed(address: string, hosts: readonly string[]): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !hosts.includes(url.host))
    throw sourceError(
      'source.host-refused',
      `Die Adresse „${url?.host ?? ''}“ gehört nicht zu den erlaubten Quellen.`,
      'configuration',
    );
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.has(url.hostname)))
    throw sourceError(
      'source.host-refused',
      `„${url.host}“ wird nur über https angesprochen.`,
      'configuration',
    );
  return url;
}

async function send(
  client: AxiosInstance,
  { url, form, headers, signal }: FormPost,
  host: string,
): Promise<{ status: number; stream: Readable }> {
  try {
    const response = await client.post<Readable>(url, new URLSearchParams({ ...form }).toString(), {
      headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
      signal,
    });
    return { status: response.status, stream: response.data };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AxiosError)) throw error;
    throw networkError(host, error.code ?? '');
  }
}

interface PiecesTask {
  readonly host: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

async function* pieces(stream: Readable, task: PiecesTask): AsyncGenerator<Uint8Array> {
  const { host, signal, timeoutMs } = task;
  let late = false;
  const arm = () =>
    setTimeout(() => {
      late = true;
      stream.destroy();
    }, timeoutMs);
  let guard = arm();
  try {
    for await (const piece of stream) {
      // However long the reader takes is not the source's fault.
      clearTimeout(guard);
      yield piece as Uint8Array;
      guard = arm();
    }
    // A stream that was destroyed from outside may end without an error.
    if (late || !stream.readableEnded) throw new Error('not read to its end');
  } catch {
    signal.throwIfAborted();
    throw late
      ? networkError(host, 'ETIMEDOUT')
      : sourceError('source.broken-off', `Die Antwort von „${host}“ ist abgebrochen.`);
  } finally {
    clearTimeout(guard);
    stream.destroy();
  }
}

function networkError(host: string, code: string): SyncError {
  if (code === 'ETIMEDOUT' || code === 'ECONNABORTED')
    return sourceError('source.timeout', `„${host}“ antwortet nicht rechtzeitig.`);
  return sourceError(
    'source.unreachable',
    `„${host}“ ist nicht erreichbar${code === '' ? '' : ` (${code})`}.`,
  );
}

const HINTS: Readonly<Record<string, string>> = {
  'source.host-refused': 'Prüfen Sie die Adresse des Dienstes in der Job-Datei.',
  'source.redirected':
    'Vermutlich ist der Dienst umgezogen. Prüfen Sie seine Adresse und melden Sie die Änderung.',
  'source.timeout': 'Versuchen Sie es später noch einmal, oder rufen Sie weniger auf einmal ab.',
};

function sourceError(code: string, message: string, kind: ErrorKind = 'source'): SyncError {
  const hint = HINTS[code] ?? 'Prüfen Sie die Verbindung ins Netz und versuchen Sie es später noch einmal.';
  return new SyncError({ code, kind, message, hint });
}
