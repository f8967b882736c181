/** A console on a site of its own, with runs in every state and a browser that keeps cookies; no port is opened. */
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Hono } from 'hono';
import { openApp, type App } from '../../src/app.ts';
import { createConsole } from '../../src/console/console.ts';
import { FORM_TOKEN } from '../../src/console/parts/forms.tsx';
import type { ConsoleApp } from '../../src/console/visit.ts';
import type { Finding } from '../../src/core/finding.ts';
import type { Person, Role } from '../../src/engine/approval/person.ts';
import type { RunState } from '../../src/engine/ledger.ts';
import { formToken } from '../../src/engine/session/sessions.ts';
import { storePlan } from '../../src/engine/stored-plan.ts';
import { planSync, type Plan } from '../../src/sync/plan.ts';
import { SMALL_JOB, writeSmallSite } from './small-site.ts';
import {
  area,
  edition,
  FRAME,
  seriesOf,
  standing,
  wanted,
  wantedIndicator,
  wantedLevel,
} from './sync-samples.ts';

const START = '2026-02-03T13:00:00.000Z';
const ORIGIN = 'http://127.0.0.1';

export const WAITING_PLAN: Plan = planSync(
  wanted(
    [wantedLevel(edition('2020-01-01', area('01')))],
    [wantedIndicator()],
    [seriesOf({ '2024-12-31': { '01': 0.1 } })],
  ),
  standing({}),
  { ...FRAME, createdAt: new Date(START) },
);

/** For `prepare`: the small job gets this schedule, lines of YAML. */
export function scheduled(lines: string): (site: string) => void {
  return (site) => appendFileSync(path.join(site, `jobs/${SMALL_JOB}.yaml`), `schedule:\n${lines}`);
}

export interface ConsoleWorld {
  readonly app: App;
  readonly console: Hono;
  /** Minutes from now on. */
  later(minutes: number): void;
  /** Somebody with a local account and these roles, logged in. */
  browser(name: string, ...roles: Role[]): Promise<Browser>;
  stranger(): Browser;
  run(state: RunState, findings?: readonly Finding[]): Promise<string>;
  /** A run that waits for a decision. */
  submitted(by: string | null, plan?: Plan): Promise<string>;
  /** A run in that state that has made this plan. */
  planned(state: RunState, plan: Plan): Promise<string>;
  close(): Promise<void>;
}

export interface Browser {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** With the token of the session, and from a page of the console, unless `headers` say something else. */
  post(path: string, fields?: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
  /** What a script sends: with the token in a header. */
  send(
    method: string,
    path: string,
    sent?: { readonly headers?: Record<string, string>; readonly body?: Uint8Array | string },
  ): Promise<Response>;
  /** A form with a file, as a browser without script sends it. */
  upload(
    path: string,
    fields: Record<string, string>,
    file?: File,
    headers?: Record<string, string>,
  ): Promise<Response>;
  /** A form as it is, byte by byte. */
  stream(
    path: string,
    body: ReadableStream<Uint8Array> | null,
    headers: Record<string, string>,
  ): Promise<Response>;
  /** As it stands in the forms of the session. */
  readonly formToken: string;
  readonly token: string;
  setToken(token: string): void;
}

export async function consoleWorld(
  changed: Partial<Pick<ConsoleApp, 'examine' | 'sendLetter' | 'log' | 'lookInto'>> & {
    readonly notify?: App['config']['notify'];
    readonly settings?: Partial<App['config']['console']>;
    /** Changes the site before the program reads it. */
    readonly prepare?: (site: string) => void;
    readonly environment?: NodeJS.ProcessEnv;
  } = {},
): Promise<ConsoleWorld> {
  const site = mkdtempSync(path.join(tmpdir(), 'kmsync-console-'));
  writeSmallSite(site, { url: 'http://127.0.0.1:1', issuer: 'http://127.0.0.1:1/realm' }, 'first');
  const { settings, notify, prepare, environment, ...replaced } = changed;
  prepare?.(site);
  let clock = new Date(START);
  const stop = new AbortController();
  const app = await openApp({
    site,
    environment: { KMSYNC_CLIENT_SECRET: 'unused', ...environment },
    signal: stop.signal,
    events: { stage: () => undefined, operation: () => undefined },
    now: () => clock,
  });
  const config = {
    ...app.config,
    notify: notify ?? app.config.notify,
    console: { ...app.config.console, ...settings },
  };
  const console = await createConsole(
    { ...app, ...replaced, config },
    { host: '127.0.0.1', signal: stop.signal, lookEvery: 5 },
  );
  const { ledger } = app;
  return {
    app,
    console,
    later(minutes) {
      clock = new Date(clock.getTime() + minutes * 60_000);
    },
    async browser(name, ...roles) {
      if (!(await ledger.account(name)))
        await ledger.putAccount({ name, roles, password: 'none', locked: false }, 'added');
      const person: Person = { subject: `local:${name}`, name, roles: new Set(roles) };
      return browserOn(console, (await app.sessions.begin(person)).token);
    },
    stranger: () => browserOn(console, ''),
    async run(state, findings = []) {
      const { id } = await ledger.startRun({ job: SMALL_JOB, kind: 'sync' });
      await ledger.putFindings(id, findings);
      await ledger.updateRun(id, { state, finished: !OPEN.has(state) });
      return id;
    },
    async planned(state, plan) {
      const { id } = await ledger.startRun({ job: SMALL_JOB, kind: 'sync' });
      await storePlan(ledger, id, plan, '{}');
      await ledger.updateRun(id, { state, finished: !OPEN.has(state) });
      return id;
    },
    async submitted(by, plan = WAITING_PLAN) {
      const { id } = await ledger.startRun({ job: SMALL_JOB, kind: 'sync' });
      const planHash = await storePlan(ledger, id, plan, '{}');
      await ledger.submit({
        run: id,
        planHash,
        basis: '{}',
        uploadedBy: null,
        submittedBy: by,
        expiresAt: plan.expiresAt,
      });
      return id;
    },
    async close() {
      stop.abort();
      await app.close();
      rmSync(site, { recursive: true, force: true });
    },
  };
}

const OPEN: ReadonlySet<RunState> = new Set([
  'checking',
  'submitted',
  'approved',
  'publishing',
  'waiting',
  'compensating',
  'needs_attention',
  'parked',
]);

export function browserOn(console: Hono, begin: string): Browser {
  let token = begin;
  const cookie = () => (token === '' ? {} : { cookie: `kmsync-session=${token}` });
  const keep = (response: Response) => {
    const set = /kmsync-session=([^;]*)/.exec(response.headers.get('set-cookie') ?? '')?.[1];
    if (set !== undefined) token = set;
    return response;
  };
  return {
    get token() {
      return token;
    },
    setToken(next) {
      token = next;
    },
    get: async (at, headers = {}) =>
      keep(
        await console.request(`${ORIGIN}${at}`, { headers: { host: '127.0.0.1', ...cookie(), ...headers } }),
      ),
    send: async (method, at, { headers = {}, body } = {}) =>
      keep(
        await console.request(`${ORIGIN}${at}`, {
          method,
          headers: {
            host: '127.0.0.1',
            origin: ORIGIN,
            'x-formular': formToken(token),
            ...cookie(),
            ...headers,
          },
          ...(body === undefined ? {} : { body }),
        }),
      ),
    upload: async (at, fields, file, headers = {}) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ [FORM_TOKEN]: formToken(token), ...fields }))
        form.set(name, value);
      form.set('datei', file ?? new File([], ''));
      return keep(
        await console.request(`${ORIGIN}${at}`, {
          method: 'POST',
          headers: { host: '127.0.0.1', origin: ORIGIN, ...cookie(), ...headers },
          body: form,
        }),
      );
    },
    stream: async (at, body, headers) =>
      keep(
        await console.request(`${ORIGIN}${at}`, {
          method: 'POST',
          headers: { host: '127.0.0.1', origin: ORIGIN, ...cookie(), ...headers },
          body,
          duplex: 'half',
        }),
      ),
    get formToken() {
      return formToken(token);
    },
    post: async (at, fields = {}, headers = {}) =>
      keep(
        await console.request(`${ORIGIN}${at}`, {
          method: 'POST',
          headers: {
            host: '127.0.0.1',
            origin: ORIGIN,
            'content-type': 'application/x-www-form-urlencoded',
            ...cookie(),
            ...headers,
          },
          body: new URLSearchParams({ [FORM_TOKEN]: formToken(token), ...fields }).toString(),
        }),
      ),
  };
}
