/** KomMonitor's REST interface as two verbs, read and write: token, headers and status, no data model. */
import type { ZodType } from 'zod';
import { SyncError } from '../errors.ts';
import { isSuccess, readAnswer, readFailure, writeFailure } from './answer.ts';
import { LARGEST_BODY, type Http, type HttpAnswer, type HttpRequest } from './http.ts';
import { interrupted } from './network-error.ts';
import type { TokenSource } from './token.ts';

export interface ApiRead {
  /** Below `/management`, with leading slash. */
  readonly path: string;
  readonly what: string;
  /** Send no token: public paths refuse a stale one. */
  readonly anonymous?: true;
}

export interface ApiWrite {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly what: string;
}

export interface Api {
  readonly url: string;
  /** The answer, whatever its status. */
  ask(request: ApiRead): Promise<HttpAnswer>;
  read<T>(request: ApiRead, schema: ZodType<T>): Promise<T>;
  /** One request, never repeated except after a 401, which the server answers before it does anything. */
  write(request: ApiWrite): Promise<HttpAnswer>;
}

export interface ApiOptions {
  readonly url: string;
  readonly http: Http;
  readonly tokens: TokenSource;
  readonly signal?: AbortSignal;
}

/**
 * Some lists answer 500 unless Accept names JSON, feature calls 406 unless it names more
 * (contract, 1.1): this one satisfies both.
 */
const HEADERS = { Accept: 'application/json, */*', 'Content-Type': 'application/json' };

export function createApi({ url, http, tokens, signal }: ApiOptions): Api {
  let lastWrite: Promise<unknown> = Promise.resolve();

  async function withToken(request: HttpRequest): Promise<HttpAnswer> {
    const token = await tokens.current();
    const answer = await http.send(authorised(request, token));
    if (answer.status !== 401) return answer;
    tokens.discard(token);
    return http.send(authorised(request, await tokens.current()));
  }

  async function ask(request: ApiRead): Promise<HttpAnswer> {
    const sent: HttpRequest = {
      mode: 'read',
      method: 'GET',
      url: url + request.path,
      headers: HEADERS,
      what: request.what,
    };
    return request.anonymous ? http.send(sent) : withToken(sent);
  }

  async function writeNow(request: ApiWrite): Promise<HttpAnswer> {
    if (signal?.aborted) throw interrupted(request.what);
    const answer = await withToken({
      mode: 'write',
      method: request.method,
      url: url + request.path,
      headers: HEADERS,
      ...(request.body === undefined ? {} : { body: bodyText(request) }),
      what: request.what,
    });
    if (!isSuccess(answer)) throw writeFailure(answer, request.what);
    return answer;
  }

  return {
    url,
    ask,
    async read(request, schema) {
      const answer = await ask(request);
      if (!isSuccess(answer)) throw readFailure(answer, request.what);
      return readAnswer(answer, schema, request.what);
    },
    write(request) {
      // the server is not safe against two writes at once (contract, 2.4)
      const written = lastWrite.then(() => writeNow(request));
      lastWrite = written.catch(() => undefined);
      return written;
    },
  };
}

function authorised(request: HttpRequest, token: string): HttpRequest {
  return { ...request, headers: { ...request.headers, Authorization: `Bearer ${token}` } };
}

function bodyText(request: ApiWrite): string {
  const text = JSON.stringify(request.body);
  if (Buffer.byteLength(text) <= LARGEST_BODY) return text;
  throw new SyncError({
    code: 'target.write-refused',
    kind: 'check',
    message: `Der Auftrag ist zu groß, gesendet wurde nichts: ${request.what}.`,
    hint: 'Teilen Sie den Bestand auf mehrere Indikatoren oder kürzere Zeitreihen auf.',
  });
}
