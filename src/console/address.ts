/** Where the console is reached, and whether a request comes from its own pages. */
import type { Context } from 'hono';
import { SyncError } from '../errors.ts';

export interface Address {
  /** Origin that browsers use; undefined: this machine only, at whatever port. */
  readonly origin: string | undefined;
  readonly cookie: string;
  /** Of a log-in that is on its way through the pages of the issuer. */
  readonly loginCookie: string;
  readonly isSecure: boolean;
}

const PLAIN = { cookie: 'kmsync-session', loginCookie: 'kmsync-login', isSecure: false };
const SECURE = { cookie: '__Host-kmsync-session', loginCookie: '__Host-kmsync-login', isSecure: true };
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Throws SyncError `console.not-secure` (kind configuration) where passwords would travel unprotected. */
export function addressOf(url: string | undefined, host: string): Address {
  if (url === undefined) {
    if (!LOOPBACK.has(host) && host !== '::1') throw notSecure();
    return { origin: undefined, ...PLAIN };
  }
  const { origin, protocol, hostname } = new URL(url);
  if (protocol === 'https:') return { origin, ...SECURE };
  if (!LOOPBACK.has(hostname)) throw notSecure();
  return { origin, ...PLAIN };
}

/** Another name for this machine is how a foreign page reaches a service that only listens here. */
export function isOwnHost(c: Context, { origin }: Address): boolean {
  return origin !== undefined || LOOPBACK.has(hostOf(c));
}

/**
 * A form of a page of our own. Browsers say where a request comes from in `Sec-Fetch-Site`, and in `Origin` with every
 * form; one that says neither is refused.
 */
export function isOwnForm(c: Context, address: Address): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  const from = c.req.header('origin');
  if (from === undefined) return site === 'same-origin';
  return from === originOf(c, address);
}

/** As the browser that asks sees it. */
export function originOf(c: Context, { origin }: Address): string {
  return origin ?? `http://${c.req.header('host') ?? ''}`;
}

/** A path on this console to go on to; anything else is the start page. */
export function ownPath(text: string | undefined): string {
  if (text === undefined || !/^\/(?![/\\])[\x20-\x7e]*$/.test(text) || text.includes('\\')) return '/';
  return text;
}

function hostOf(c: Context): string {
  return (c.req.header('host') ?? '').replace(/:\d+$/, '');
}

function notSecure(): SyncError {
  return new SyncError({
    code: 'console.not-secure',
    kind: 'configuration',
    message: 'Die Oberfläche wäre von anderen Rechnern aus ohne Verschlüsselung zu erreichen.',
    hint: 'Tragen Sie in kmsync.yaml unter console.url die https-Adresse des Webservers ein, hinter dem sie steht.',
  });
}
