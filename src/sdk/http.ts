/**
 * Requests to a source over HTTPS, answers streamed. The only place of this room that sees axios: an
 * AxiosError holds the request with its credentials and never leaves this file. Knows no source system.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import { AxiosError, create, type AxiosInstance, type AxiosRequestConfig } from 'axios';
import { ADDRESS_REFUSED, allowedUrl, guardedLookup, type HostRules, type Resolve } from './connect-guard.ts';
import { networkError, redirected, sourceError } from './http-errors.ts';

export interface HttpOptions extends HostRules {
  /** Longest wait for the answer to begin, and between two pieces of it, in milliseconds. */
  readonly timeoutMs: number;
  /** PEM text of a certificate authority that is trusted instead of the usual ones. */
  readonly authority?: string;
  /** Left out, names are resolved by the system. */
  readonly resolve?: Resolve;
}

export interface HttpGet {
  readonly url: string;
  /** Where credentials belong: they are in no message, and a redirect to another host does not get them. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface FormPost extends HttpGet {
  readonly form: Readonly<Record<string, string>>;
}

/** Any answer, whatever its status: services answer errors with 200 and the other way round. */
export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Can be read once. Throws SyncError where the answer breaks off. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Lets go of a body that nobody will read. */
  readonly discard: () => void;
}

/**
 * Both throw the reason of the signal, or SyncError: `source.host-refused` (configuration) before anything is
 * sent, `source.address-refused` before a connection is made, `source.redirected`, `source.unreachable`,
 * `source.timeout`, `source.broken-off`.
 */
export interface Http {
  /** Follows no redirect. */
  readonly postForm: (request: FormPost) => Promise<HttpAnswer>;
  /** Follows redirects to allowed hosts. The bytes come as the server keeps them, not compressed. */
  readonly get: (request: HttpGet) => Promise<HttpAnswer>;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 5;

export function createHttp(options: HttpOptions): Http {
  const lookup = guardedLookup(options, options.resolve);
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
    httpAgent: new HttpAgent({ lookup }),
    httpsAgent: new HttpsAgent({
      lookup,
      ...(options.authority === undefined ? {} : { ca: options.authority }),
    }),
  });
  return {
    postForm: (request) => postForm(client, request, options),
    get: (request) => get(client, request, options),
  };
}

async function postForm(client: AxiosInstance, request: FormPost, options: HttpOptions): Promise<HttpAnswer> {
  const url = allowedUrl(request.url, options);
  const answer = await send(client, url, request, {
    method: 'post',
    data: new URLSearchParams({ ...request.form }).toString(),
    headers: { ...request.headers, 'Content-Type': 'application/x-www-form-urlencoded' },
  });
  if (answer.status >= 300 && answer.status < 400) {
    answer.stream.destroy();
    throw redirected(url.host);
  }
  return streamed(answer, url, request.signal, options);
}

async function get(client: AxiosInstance, request: HttpGet, options: HttpOptions): Promise<HttpAnswer> {
  let url = allowedUrl(request.url, options);
  const { host } = url;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    // Nothing at all of what was meant for the first host: a key may stand in any header.
    const headers = url.host === host ? request.headers : {};
    const answer = await send(client, url, request, {
      method: 'get',
      decompress: false,
      headers: { ...headers, 'Accept-Encoding': 'identity' },
    });
    if (!REDIRECTS.has(answer.status)) return streamed(answer, url, request.signal, options);
    answer.stream.destroy();
    const next = answer.headers['location'] ?? '';
    if (!URL.canParse(next, url.href)) break;
    url = allowedUrl(new URL(next, url.href).href, options);
  }
  throw redirected(host);
}

interface OpenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly stream: Readable;
}

async function send(
  client: AxiosInstance,
  url: URL,
  { signal }: { readonly signal: AbortSignal },
  request: AxiosRequestConfig,
): Promise<OpenAnswer> {
  signal.throwIfAborted();
  try {
    const { status, headers, data } = await client.request<Readable>({ ...request, url: url.href, signal });
    const named = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
    return { status, headers: Object.fromEntries(named), stream: data };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AxiosError)) throw error;
    if (error.code === ADDRESS_REFUSED)
      throw sourceError(
        'source.address-refused',
        `Der Name „${url.host}“ führt zu einer Adresse im internen Netz oder auf dieser Maschine; die Verbindung wurde nicht aufgebaut.`,
        'configuration',
      );
    throw networkError(url.host, error.code ?? '');
  }
}

function streamed(
  { status, headers, stream }: OpenAnswer,
  { host }: URL,
  signal: AbortSignal,
  { timeoutMs }: HttpOptions,
): HttpAnswer {
  const body = pieces(stream, { host, signal, timeoutMs });
  return { status, headers, body, discard: () => void stream.destroy() };
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
