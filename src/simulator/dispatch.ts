/**
 * One API request from token to answer, in the order of the real server: token, mapping, body, permission,
 * Accept header, handler. A bad body is therefore 400 even where the caller would get 403. Knows no sockets
 * and no faults but the one that interrupts a handler.
 */
import type { Caller } from './access.ts';
import { namesJson } from './accept.ts';
import { PUBLIC_ERROR_NEEDS_TOKEN } from './assumptions.ts';
import { Unreadable } from './decode.ts';
import { FrameworkFailure, HandlerFailure, sqlFailure } from './failure.ts';
import { notOk, type Answer, type Call, type PreparedRoute, type Route } from './route.ts';
import type { Simulation } from './simulation.ts';
import { touch } from './state.ts';
import type { TokenClaims } from './tokens.ts';

export interface ApiRequest {
  readonly method: string;
  /** From `/management` on, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** The whole body, read before. */
  readonly text: string;
  readonly interruptAfter: number | undefined;
}

const BASE = '/management';

export async function dispatch(simulation: Simulation, request: ApiRequest): Promise<Answer> {
  const identity = await identify(simulation, request.headers.get('authorization'));
  const isPublic = request.path.startsWith(`${BASE}/public/`);
  if (identity === 'bad') return unauthorized(' error="invalid_token"');
  if (identity === 'none' && !isPublic) return unauthorized('');
  try {
    return handle(simulation, request, identity === 'none' ? null : callerOf(identity));
  } catch (error) {
    if (error instanceof HandlerFailure) return handlerError(error);
    if (!(error instanceof FrameworkFailure)) throw error;
    if (identity === 'none' && PUBLIC_ERROR_NEEDS_TOKEN) return unauthorized('');
    return frameworkError(error.status, request.path, simulation.now());
  }
}

function handle(simulation: Simulation, request: ApiRequest, caller: Caller | null): Answer {
  const accept = request.headers.get('accept');
  const { route, params } = simulation.router({
    method: request.method,
    path: request.path.startsWith(BASE) ? request.path.slice(BASE.length) : '',
    accept,
    contentType: request.headers.get('content-type'),
  });
  const { state } = simulation;
  const now = simulation.now();
  const { query, interruptAfter } = request;
  const call: Call = { state, now, caller, params, query, interruptAfter };
  const prepared = prepare(route, request.text);
  if (!prepared.allow(call)) return forbidden();
  if (route.readsAccept && !namesJson(accept)) return notOk();
  if (interruptAfter !== undefined && !route.interruptible)
    throw sqlFailure('The connection was interrupted.');
  const answer = prepared.handle(call);
  if (route.touches && answer.status < 400) touch(state, route.touches, now);
  return answer;
}

function prepare(route: Route, document: string): PreparedRoute {
  try {
    return route.prepare(route.hasBody ? parsed(document) : undefined);
  } catch (error) {
    if (error instanceof Unreadable) throw new FrameworkFailure(400);
    throw error;
  }
}

function parsed(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    throw new Unreadable('not JSON');
  }
}

async function identify(
  simulation: Simulation,
  header: string | null,
): Promise<TokenClaims | 'none' | 'bad'> {
  const token = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) return /^Bearer\b/i.test(header ?? '') ? 'bad' : 'none';
  return (await simulation.tokens.verify(simulation.issuer, token)) ?? 'bad';
}

/** A group path without its leading slash crashes the real server. */
function callerOf(claims: TokenClaims): Caller {
  const groups = claims.groups.map((path) => {
    if (!path.includes('/')) throw new FrameworkFailure(500);
    return path.slice(path.lastIndexOf('/') + 1);
  });
  return { subject: claims.subject, roles: new Set(claims.roles), groups };
}

function unauthorized(detail: string): Answer {
  return { status: 401, headers: { 'www-authenticate': `Bearer${detail}` }, body: '' };
}

function forbidden(): Answer {
  return { status: 403, headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' }, body: '' };
}

function handlerError({ label, text }: HandlerFailure): Answer {
  const type = label.slice(label.lastIndexOf('.') + 1);
  return document(500, { type, label, message: text });
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
};

function frameworkError(status: number, path: string, now: Date): Answer {
  return document(status, { timestamp: now.toISOString(), status, error: REASONS[status], path });
}

function document(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
