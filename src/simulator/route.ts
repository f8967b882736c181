/** What a route is: its mapping, who may call it, and its handler. Nothing here knows about sockets. */
import { parseReferenceDate, type ReferenceDate } from '../core/reference-date.ts';
import { mayAccess, type Caller } from './access.ts';
import { JSON_TYPE } from './accept.ts';
import type { Decoder } from './decode.ts';
import { FrameworkFailure, notFound } from './failure.ts';
import type { OutputCollection } from './feature-table.ts';
import type { ChangeKind, Guarded, SimulatorState } from './state.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Call {
  readonly state: SimulatorState;
  readonly now: Date;
  /** Null without a token, which only public paths allow. */
  readonly caller: Caller | null;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Set by a fault: fail after this many rows. */
  readonly interruptAfter: number | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Mapping {
  readonly method: Method;
  /** Below `/management`, with `:name` for variables. */
  readonly path: string;
  /** Media type of the mapping: an Accept header that does not cover it is 406. */
  readonly produces?: string;
  /** The handler looks for `application/json` in the raw Accept header and answers 500 without it. */
  readonly readsAccept?: true;
  /** Last-modification kind bumped after success. */
  readonly touches?: ChangeKind;
  /** The handler honours `interruptAfter` itself; elsewhere the fault strikes before anything happens. */
  readonly interruptible?: true;
}

export interface Route extends Mapping {
  readonly hasBody: boolean;
  /** Throws Unreadable for a bad body. */
  prepare(raw: unknown): PreparedRoute;
}

/** A route with its decoded body. */
export interface PreparedRoute {
  allow(call: Call): boolean;
  handle(call: Call): Answer;
}

interface RouteOptions<B> extends Mapping {
  readonly body?: Decoder<B>;
  /** Absent: every valid token will do. */
  readonly allow?: (call: Call, sent: B) => boolean;
  readonly handle: (call: Call, sent: B) => Answer;
}

export function route<B = undefined>({ body, allow, handle, ...mapping }: RouteOptions<B>): Route {
  return {
    ...mapping,
    hasBody: body !== undefined,
    prepare(raw) {
      const sent = body ? body(raw) : (undefined as B);
      return {
        allow: (call) => allow === undefined || allow(call, sent),
        handle: (call) => handle(call, sent),
      };
    },
  };
}

interface ReadableOptions<E extends Guarded> extends Pick<Mapping, 'path' | 'produces' | 'readsAccept'> {
  readonly find: (call: Call) => E | undefined;
  readonly handle: (call: Call, entity: E) => Answer;
}

/** A GET for viewers together with its twin below `/public`, which fails with 500 instead of 403. */
export function readable<E extends Guarded>({ find, handle, ...mapping }: ReadableOptions<E>): Route[] {
  const handleFound = (call: Call, caller: Caller | null) => {
    const entity = find(call);
    if (!entity || !mayAccess(call.state, caller, entity, 'viewer')) throw notFound('dataset');
    return handle({ ...call, caller }, entity);
  };
  return [
    route({
      ...mapping,
      method: 'GET',
      allow: (call) => mayAccess(call.state, call.caller, find(call), 'viewer'),
      handle: (call) => handleFound(call, call.caller),
    }),
    route({
      ...mapping,
      method: 'GET',
      path: `/public${mapping.path}`,
      handle: (call) => handleFound(call, null),
    }),
  ];
}

/** The entity of a call whose `allow` has already found it. */
export function found<E>(entity: E | undefined): E {
  if (entity === undefined) throw notFound('dataset');
  return entity;
}

/** 200 with an empty body; `Location` is the bare id. */
export function done(location?: string): Answer {
  return { status: 200, headers: location === undefined ? {} : { location }, body: '' };
}

export function created(id: string, value: unknown): Answer {
  return { ...json(value), status: 201, headers: { 'content-type': JSON_TYPE, location: id } };
}

export function json(value: unknown): Answer {
  return { status: 200, headers: { 'content-type': JSON_TYPE }, body: JSON.stringify(value) };
}

export function geoJson(collection: OutputCollection, name: string): Answer {
  const headers = {
    'content-type': 'application/vnd.geo+json',
    'content-disposition': `attachment; filename=${name}.json`,
  };
  return { status: 200, headers, body: JSON.stringify(collection) };
}

/** The handler's own "not ok": 500 without a body. */
export function notOk(): Answer {
  return { status: 500, headers: {}, body: '' };
}

/** The day in the path; 400 where there is no such day. */
export function dayOf({ params }: Call): ReferenceDate {
  const [year = '', month = '', day = ''] = [params['year'], params['month'], params['day']];
  const text = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = parseReferenceDate(text);
  if (!date) throw new FrameworkFailure(400);
  return date;
}
