/** The console as one Hono application, made of the table of routes and nothing else. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { accentOf } from './accent.ts';
import { addressOf } from './address.ts';
import { loadAssets } from './assets.ts';
import { checkupOf } from './checkup.ts';
import { logoutTokens } from './logout-token.ts';
import { answer, LARGEST_FORM } from './guard.ts';
import { securityHeaders } from './headers.ts';
import { notFound } from './pages/problem.tsx';
import { ROUTES } from './routes.ts';
import type { ConsoleApp, House } from './visit.ts';

export interface ConsoleOptions {
  /** Where it listens; decides whether it may do so without TLS. */
  readonly host: string;
  readonly signal: AbortSignal;
  readonly lookEvery?: number;
}

/** Throws SyncError of kind configuration: `console.accent-contrast`, `console.not-secure`, `config.secret-missing`. */
export async function createConsole(app: ConsoleApp, options: ConsoleOptions): Promise<Hono> {
  const accent = accentOf(app.config.console.accent);
  const login = await app.webLogin();
  const house: House = {
    app,
    accent,
    address: addressOf(app.config.console.url, options.host),
    assets: await loadAssets(accent),
    checkup: checkupOf(app),
    openId: login && { login, readLogoutToken: logoutTokens(login, app.now) },
    lookEvery: options.lookEvery ?? 1_000,
    signal: options.signal,
  };
  const hono = new Hono();
  hono.use(securityHeaders(house.address.isSecure));
  hono.use(bodyLimit({ maxSize: LARGEST_FORM, onError: (c) => c.text('Die Eingabe ist zu lang.', 413) }));
  for (const route of ROUTES) hono.on(route.method, route.path, (c) => answer(c, route, house));
  hono.notFound((c) => notFound({ c, house, guest: undefined, form: {} }));
  return hono;
}
