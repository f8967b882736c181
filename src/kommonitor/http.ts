/**
 * Requests over HTTP: the only place that sees axios. Reads are tried again, writes never. An AxiosError
 * holds the request with its token and never leaves this file. Knows no KomMonitor.
 */
import { AxiosError, create, type AxiosInstance, type AxiosResponse } from 'axios';
import axiosRetry from 'axios-retry';
import type { EventSink } from '../engine/ports.ts';
import { createAgents, type Agents } from './agents.ts';
import { isPassing, networkError, TOO_LARGE, type RequestMode } from './network-error.ts';
import { retryAfterMs, retryDelayMs } from './retry-delay.ts';
import type { HttpTimeouts } from './settings.ts';

const READ_ATTEMPTS = 4;
const PASSING_STATUS: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** GeoJSON of 20 million characters, quoted once more inside a JSON string, in UTF-8. */
export const LARGEST_BODY = 128 * 1024 * 1024;
const LARGEST_ANSWER = 512 * 1024 * 1024;

export interface HttpOptions {
  readonly userAgent: string;
  readonly timeouts: HttpTimeouts;
  /** PEM text of further certificate authorities. */
  readonly authorities?: string;
  /** Ends reads. A write under way is never cut off: that would only make its outcome unknown. */
  readonly signal?: AbortSignal;
  readonly now?: () => number;
  /** Told every answer and every repetition. */
  readonly log?: EventSink;
  /** Told the wait it would take, answers the wait to take: tests answer 0. */
  readonly wait?: (ms: number) => number;
}

export interface HttpRequest {
  readonly mode: RequestMode;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** German noun phrase for messages, such as `Lesen der Themen`. */
  readonly what: string;
}

/** Any answer, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

export interface Http {
  /** Throws SyncError where no whole answer came. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Closes connections kept for the next read. */
  close(): void;
}

export function createHttp(options: HttpOptions): Http {
  const authorities = options.authorities === undefined ? {} : { authorities: options.authorities };
  const connectMs = options.timeouts.connect;
  const reading = createAgents({ keepAlive: 'reads', connectMs, ...authorities });
  const writing = createAgents({ keepAlive: 'never', connectMs, ...authorities });
  const reader = createClient(options, reading, options.timeouts.read);
  const writer = createClient(options, writing, options.timeouts.write);
  retryReads(reader, options);

  return {
    send: (request) =>
      told(request, options, () =>
        request.mode === 'read' ? send(reader, request, options.signal) : send(writer, request, undefined),
      ),
    close() {
      for (const agents of [reading, writing]) {
        agents.http.destroy();
        agents.https.destroy();
      }
    },
  };
}

/** Status 0: no whole answer came. */
async function told(
  { method }: HttpRequest,
  { log }: HttpOptions,
  work: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const began = performance.now();
  let status = 0;
  try {
    const answer = await work();
    ({ status } = answer);
    return answer;
  } finally {
    log?.('Target:Request', { method, status, durationMs: Math.round(performance.now() - began) });
  }
}

function createClient(options: HttpOptions, agents: Agents, timeout: number): AxiosInstance {
  return create({
    adapter: 'http',
    timeout,
    maxRedirects: 0,
    maxBodyLength: LARGEST_BODY,
    maxContentLength: LARGEST_ANSWER,
    responseType: 'arraybuffer',
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
    transitional: { clarifyTimeoutError: true },
    httpAgent: agents.http,
    httpsAgent: agents.https,
    headers: { 'User-Agent': options.userAgent },
    validateStatus: (status) => !PASSING_STATUS.has(status),
  });
}

function retryReads(reader: AxiosInstance, options: HttpOptions): void {
  const now = options.now ?? Date.now;
  const wait = options.wait ?? ((ms: number) => ms);
  axiosRetry(reader, {
    retries: READ_ATTEMPTS - 1,
    shouldResetTimeout: true,
    retryCondition: (error) => isWholeAnswer(error.response) || isPassing(failureCode(error)),
    onRetry: (attempt) => options.log?.('Target:Retry', { method: 'GET', attempt }),
    retryDelay: (attempt, error) => {
      const asked = retryAfterMs(headersOf(error.response)['retry-after'], now());
      return wait(retryDelayMs(attempt, asked, Math.random()));
    },
  });
}

async function send(
  client: AxiosInstance,
  request: HttpRequest,
  signal: AbortSignal | undefined,
): Promise<HttpAnswer> {
  try {
    const response = await client.request<Uint8Array>({
      method: request.method,
      url: request.url,
      headers: { ...request.headers },
      ...(request.body === undefined ? {} : { data: request.body }),
      ...(signal === undefined ? {} : { signal }),
    });
    return answerOf(response);
  } catch (error) {
    if (!(error instanceof AxiosError)) throw error;
    if (isWholeAnswer(error.response)) return answerOf(error.response);
    throw networkError({
      code: failureCode(error),
      syscall: syscallOf(error),
      mode: request.mode,
      host: new URL(request.url).host,
      what: request.what,
    });
  }
}

/** An answer that was refused for its status; a broken-off body also carries a response, but without data. */
function isWholeAnswer(response: AxiosResponse | undefined): response is AxiosResponse<Uint8Array> {
  return response !== undefined && PASSING_STATUS.has(response.status) && response.data instanceof Uint8Array;
}

function failureCode(error: AxiosError): string {
  if (error.message.startsWith('maxContentLength')) return TOO_LARGE;
  if (error.code === AxiosError.ERR_BAD_RESPONSE) return 'ECONNRESET';
  return error.code ?? 'UNKNOWN';
}

function syscallOf(error: AxiosError): string | undefined {
  const cause = error.cause as { syscall?: unknown } | undefined;
  return typeof cause?.syscall === 'string' ? cause.syscall : undefined;
}

function answerOf(response: AxiosResponse<Uint8Array>): HttpAnswer {
  return { status: response.status, headers: headersOf(response), bytes: response.data };
}

function headersOf(response: AxiosResponse | undefined): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response?.headers ?? {})) {
    if (value !== undefined && value !== null) headers[name.toLowerCase()] = String(value);
  }
  return headers;
}
