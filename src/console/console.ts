/** The console as one Hono application, made of the table of routes and nothing else. */
import path from 'node:path';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { accentOf } from './accent.ts';
import { addressOf } from './address.ts';
import { loadAssets } from './assets.ts';
import { barrierReports } from './barrier-reports.ts';
import { checkupOf, type Checkup } from './checkup.ts';
import { logoutTokens } from './logout-token.ts';
import { answer, LARGEST_FORM } from './guard.ts';
import { openLooks } from './inspect/looks.ts';
import { securityHeaders } from './headers.ts';
import { notFound } from './pages/problem.tsx';
import { ROUTES } from './routes.ts';
import { openUploads } from './upload/uploads.ts';
import { isMultipart } from './upload/multipart.ts';
import type { ConsoleApp, House, Route } from './visit.ts';

export interface ConsoleOptions {
  /** Where it listens; decides whether it may do so without TLS. */
  readonly host: string;
  readonly signal: AbortSignal;
  readonly lookEvery?: number;
  /** Left out, one of its own, which looks only when somebody asks. */
  readonly checkup?: Checkup;
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
    checkup: options.checkup ?? checkupOf(app),
    openId: login && { login, readLogoutToken: logoutTokens(login, app.now) },
    uploads: await openUploads(
      path.join(app.config.state, 'uploads'),
      app.config.console.upload,
      options.signal,
    ),
    looks: openLooks(app.now, options.signal),
    barrierReports: barrierReports(),
    lookEvery: options.lookEvery ?? 1_000,
    signal: options.signal,
  };
  const hono = new Hono();
  hono.use(securityHeaders(house.address.isSecure));
  const short = bodyLimit({ maxSize: LARGEST_FORM, onError: (c) => c.text('Die Eingabe ist zu lang.', 413) });
  for (const route of ROUTES) {
    const limit: MiddlewareHandler = (c, next) => (limitsItself(route, c) ? next() : short(c, next));
    hono.on(route.method, route.path, limit, (c) => answer(c, route, house));
  }
  hono.notFound((c) => notFound({ c, house, guest: undefined, form: {} }));
  return hono;
}

/** What is read piece by piece; everything else is short. */
function limitsItself({ sends }: Route, c: Context): boolean {
  if (sends === 'file') return isMultipart(c.req.header('content-type') ?? '');
  return sends === 'chunk';
}
