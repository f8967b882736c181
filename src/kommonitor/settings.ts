/** How to reach one KomMonitor: addresses, client, time-outs. Checks the addresses; holds no connection. */
import { readFileSync } from 'node:fs';
import { SyncError } from '../errors.ts';

export interface KomMonitorSettings {
  /** Base address up to and including `/management`. */
  readonly url: string;
  /** OpenID issuer, for Keycloak `https://host/realms/kommonitor`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Milliseconds. */
  readonly timeouts?: Partial<HttpTimeouts>;
  /** PEM file with further certificate authorities, beside those that Node brings. */
  readonly caFile?: string;
}

export interface HttpTimeouts {
  readonly connect: number;
  /** One attempt of a read, from the first byte sent to the last received. */
  readonly read: number;
  /** A write works on whole tables and may take minutes. */
  readonly write: number;
}

export const DEFAULT_TIMEOUTS: HttpTimeouts = { connect: 10_000, read: 60_000, write: 600_000 };

/**
 * An http(s) address without trailing slash, query and credentials.
 * Throws SyncError `target.address-invalid` (kind configuration); the address itself is never repeated,
 * because it may hold a password.
 */
export function checkedAddress(text: string, what: string): string {
  const url = parsed(text);
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw invalid(what, 'ist keine http(s)-Adresse');
  if (url.username || url.password) throw invalid(what, 'enthält Zugangsdaten');
  if (url.search || url.hash) throw invalid(what, 'enthält eine Abfrage oder ein Sprungziel');
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** True for an address of this very machine, the only place where plain http to a login is accepted. */
export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname);
}

/** The certificates of the file. Throws SyncError `target.ca-unreadable` (kind configuration). */
export function readAuthorities(caFile: string): string {
  try {
    const text = readFileSync(caFile, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch {
    // The reason would name the path; the hint says what to look at.
  }
  throw new SyncError({
    code: 'target.ca-unreadable',
    kind: 'configuration',
    message: 'Die Datei mit den zusätzlichen Zertifizierungsstellen lässt sich nicht lesen.',
    hint: 'Prüfen Sie „caFile“: Die Datei muss lesbar sein und Zertifikate im PEM-Format enthalten.',
  });
}

function parsed(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function invalid(what: string, problem: string): SyncError {
  return new SyncError({
    code: 'target.address-invalid',
    kind: 'configuration',
    message: `Die Adresse ${what} ${problem}.`,
    hint: 'Tragen Sie die Adresse ohne Benutzer, Kennwort und Abfrage ein, zum Beispiel https://kommonitor.example.org/management.',
  });
}
