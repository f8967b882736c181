/** The access token of the service account: fetched by client credentials, kept, renewed early, one fetch at a time. */
import * as oidc from 'openid-client';
import type { EventSink } from '../engine/ports.ts';
import { SyncError } from '../errors.ts';
import type { Http } from './http.ts';
import { bareCause } from './network-error.ts';
import { oidcFetch } from './oidc-fetch.ts';
import { isLoopback } from './settings.ts';

/** A token is renewed this long before its end, or at half of its life where that is shorter. */
const EARLY_MS = 60_000;
/** Assumed where the issuer does not say. */
const UNKNOWN_LIFE_S = 60;
/** Longer than all attempts of the transport together, which has time-outs of its own. */
const LOGIN_TIMEOUT_S = 600;

export interface TokenSource {
  current(): Promise<string>;
  /** The target did not accept this token: the next `current` fetches another one. */
  discard(token: string): void;
}

export interface TokenOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly http: Http;
  /** Milliseconds of a clock that nobody sets: a token lasts so long, whatever the clock on the wall says. */
  readonly now?: () => number;
  readonly log?: EventSink;
}

interface Held {
  readonly token: string;
  readonly renewAt: number;
}

/**
 * `current` throws SyncError: `target.login-failed` (kind permission) where the issuer refuses the client,
 * `target.login-unreachable` (kind target) where it does not answer as an issuer does,
 * `target.issuer-insecure` (kind configuration) for plain http to another machine.
 */
export function createTokenSource(options: TokenOptions): TokenSource {
  const now = options.now ?? (() => performance.now());
  let issuer: Promise<oidc.Configuration> | undefined;
  let held: Held | undefined;
  let fetching: Promise<Held> | undefined;

  async function fetchToken(): Promise<Held> {
    issuer ??= discover(options);
    const asked = now();
    try {
      const answer = await oidc.clientCredentialsGrant(await issuer);
      options.log?.('Token:Fetched', {});
      const lifeMs = (answer.expires_in ?? UNKNOWN_LIFE_S) * 1000;
      return { token: answer.access_token, renewAt: asked + Math.max(lifeMs - EARLY_MS, lifeMs / 2) };
    } catch (error) {
      issuer = undefined;
      options.log?.('Token:Failed', {});
      throw loginError(error, options.issuer);
    }
  }

  return {
    async current() {
      if (held && now() < held.renewAt) return held.token;
      fetching ??= fetchToken().finally(() => {
        fetching = undefined;
      });
      held = await fetching;
      return held.token;
    },
    discard(token) {
      if (held?.token === token) held = undefined;
    },
  };
}

async function discover(options: TokenOptions): Promise<oidc.Configuration> {
  const address = new URL(options.issuer);
  const insecure = address.protocol === 'http:';
  if (insecure && !isLoopback(address)) throw insecureIssuer();
  const configuration = await oidc.discovery(
    address,
    options.clientId,
    undefined,
    oidc.ClientSecretPost(options.clientSecret),
    {
      [oidc.customFetch]: oidcFetch(options.http),
      timeout: LOGIN_TIMEOUT_S,
      ...(insecure ? { execute: [oidc.allowInsecureRequests] } : {}),
    },
  );
  const endpoint = configuration.serverMetadata().token_endpoint;
  // the secret must not leave this machine in clear, wherever the issuer's own description points
  if (endpoint?.startsWith('http:') && !isLoopback(new URL(endpoint))) throw insecureIssuer();
  return configuration;
}

/** Only code and status of the library's error go on: its causes hold bodies and requests. */
function loginError(error: unknown, issuer: string): SyncError {
  const own = syncErrorWithin(error);
  if (own && own.code !== 'target.unreachable') return own;
  if (error instanceof oidc.ResponseBodyError && error.status < 500) return refused(error.error);
  if (error instanceof oidc.WWWAuthenticateChallengeError) return refused(`HTTP ${error.status}`);
  const code = own ? causeCode(own) : errorCode(error);
  return new SyncError({
    code: 'target.login-unreachable',
    kind: 'target',
    message: `Die Anmeldung bei ${new URL(issuer).host} antwortet nicht wie erwartet (${code}).`,
    hint: 'Prüfen Sie „issuer“ (für Keycloak https://…/realms/kommonitor, genau wie in KomMonitor eingetragen) und ob die Anmeldung läuft.',
    cause: bareCause(code),
  });
}

function refused(code: string): SyncError {
  const known = /^[\w .-]{1,60}$/.test(code) ? code : 'abgelehnt';
  return new SyncError({
    code: 'target.login-failed',
    kind: 'permission',
    message: `Die Anmeldung wurde abgelehnt (${known}).`,
    hint: 'Prüfen Sie Client-Kennung und Geheimnis, und ob für den Client „Service accounts“ eingeschaltet ist.',
    cause: bareCause(known),
  });
}

function insecureIssuer(): SyncError {
  return new SyncError({
    code: 'target.issuer-insecure',
    kind: 'configuration',
    message: 'Die Anmeldung ist nur unverschlüsselt (http) zu erreichen.',
    hint: 'Tragen Sie als „issuer“ eine https-Adresse ein; http ist nur auf demselben Rechner erlaubt.',
  });
}

function syncErrorWithin(error: unknown): SyncError | undefined {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof SyncError) return at;
  return undefined;
}

function causeCode(error: SyncError): string {
  return error.cause instanceof Error ? error.cause.message : error.code;
}

function errorCode(error: unknown): string {
  if (error instanceof oidc.ResponseBodyError) return `HTTP ${error.status}`;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unbekannter Fehler';
}
