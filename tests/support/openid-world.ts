/** A console with log-in by OpenID Connect, its real provider, and browsers that go back and forth between them. */
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Hono } from 'hono';
import { openApp, type App } from '../../src/app.ts';
import { createConsole } from '../../src/console/console.ts';
import { serveConsole, type ConsoleServer } from '../../src/console/serve-console.ts';
import { FORM_TOKEN } from '../../src/console/parts/forms.tsx';
import { formToken } from '../../src/engine/session/sessions.ts';
import {
  startOpenIdProvider,
  WEB_SECRET,
  type OpenIdOptions,
  type OpenIdProvider,
  type ProviderBrowser,
} from './oidc-provider.ts';
import { writeSmallSite } from './small-site.ts';

export const ORIGIN = 'http://127.0.0.1';

export interface OpenIdWorld {
  readonly app: App;
  readonly provider: OpenIdProvider;
  browser(): OpenIdBrowser;
  /** What the provider sends to the console by itself. */
  report(token: string): Promise<Response>;
  /** Every answer of the console so far: status, address it leads to, cookies and text. */
  seen(): string;
  /** Lines of the log. */
  logged(): string;
  later(minutes: number): void;
  close(): Promise<void>;
}

export interface OpenIdBrowser {
  readonly cookies: Map<string, string>;
  readonly atProvider: ProviderBrowser;
  /** `at` is a path or an address of the console. */
  get(at: string): Promise<Response>;
  post(at: string, fields?: Readonly<Record<string, string>>): Promise<Response>;
  /** Goes to the provider; answers the address with which the browser comes back. */
  leave(subject: string, from?: string): Promise<string>;
  /** The whole way. */
  signIn(subject: string, from?: string): Promise<Response>;
}

export interface OpenIdSite {
  /** What the site says of them; left out, they are right. */
  readonly secret?: string;
  readonly issuer?: string;
  readonly url?: string;
  /** On a port, for a real browser; without it no port is opened. */
  readonly port?: number;
}

export async function openIdWorld(
  accounts: OpenIdOptions['accounts'],
  site: OpenIdSite = {},
): Promise<OpenIdWorld> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kmsync-openid-'));
  const answers: string[] = [];
  const lines: string[] = [];
  let minutes = 0;
  let pages: Hono | undefined;
  let server: ConsoleServer | undefined;

  const ask = async (url: string, request: RequestInit): Promise<Response> => {
    if (!pages) throw new Error('the console is not there yet');
    const response = await pages.request(url, request);
    const { headers } = response;
    const heads = [headers.get('location'), headers.get('set-cookie')].join(' ');
    answers.push(`${response.status} ${heads} ${await response.clone().text()}`);
    return response;
  };
  const provider = await startOpenIdProvider({
    accounts,
    web: {
      origin: site.url ?? ORIGIN,
      receive: (url, request) =>
        site.port === undefined
          ? ask(url, { ...request, headers: withHost(request, {}) })
          : fetch(url, request),
    },
  });
  writeSmallSite(folder, { url: 'http://127.0.0.1:1', issuer: site.issuer ?? provider.issuer }, 'first');
  const url = site.url === undefined ? '' : `console:\n  url: ${site.url}\n`;
  appendFileSync(path.join(folder, 'kmsync.yaml'), `login:\n  with: openid\n${url}`);
  const stop = new AbortController();
  const opened = await openApp({
    site: folder,
    environment: { KMSYNC_CLIENT_SECRET: 'unused', KMSYNC_WEB_CLIENT_SECRET: site.secret ?? WEB_SECRET },
    signal: stop.signal,
    events: { stage: () => undefined, operation: () => undefined },
    now: () => new Date(Date.now() + minutes * 60_000),
  });
  const app: App = {
    ...opened,
    log: (event, facts) => lines.push(`${event} ${JSON.stringify(facts)}`),
  };
  if (site.port === undefined)
    pages = await createConsole(app, { host: '127.0.0.1', signal: stop.signal, lookEvery: 5 });
  else server = await serveConsole(app, { host: '127.0.0.1', port: site.port });
  return {
    app,
    provider,
    browser: () => browserOf(ask, provider),
    report: (token) =>
      ask(`${ORIGIN}/abmelden/rueckkanal`, {
        method: 'POST',
        headers: { host: '127.0.0.1', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ logout_token: token }).toString(),
      }),
    seen: () => answers.join('\n'),
    logged: () => lines.join('\n'),
    later(more) {
      minutes += more;
    },
    async close() {
      await server?.close();
      stop.abort();
      await app.close();
      await provider.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function withHost({ headers }: RequestInit, more: Readonly<Record<string, string>>): Headers {
  const all = new Headers({ host: '127.0.0.1', ...more });
  new Headers(headers).forEach((value, name) => all.set(name, value));
  return all;
}

function browserOf(
  ask: (url: string, request: RequestInit) => Promise<Response>,
  provider: OpenIdProvider,
): OpenIdBrowser {
  const cookies = new Map<string, string>();
  const atProvider = provider.browser();
  const send = async (at: string, request: RequestInit): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = withHost(request, cookie === '' ? {} : { cookie });
    const response = await ask(new URL(at, ORIGIN).href, { ...request, headers });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split(/=(.*)/s) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const browser: OpenIdBrowser = {
    cookies,
    atProvider,
    get: (at) => send(at, {}),
    post: (at, fields = {}) =>
      send(at, {
        method: 'POST',
        headers: { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          [FORM_TOKEN]: formToken(cookies.get('kmsync-session') ?? ''),
          ...fields,
        }).toString(),
      }),
    async leave(subject, from = '/anmelden/kommonitor') {
      const sent = await browser.get(from);
      const address = sent.headers.get('location');
      if (address === null) throw new Error(`stayed: ${sent.status} ${await sent.text()}`);
      return atProvider.logIn(address, subject);
    },
    signIn: async (subject, from) => browser.get(await browser.leave(subject, from)),
  };
  return browser;
}
