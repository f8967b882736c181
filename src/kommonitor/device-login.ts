/**
 * A person logs in on another screen (OAuth 2.0 Device Authorization Grant, RFC 8628) at the realm of KomMonitor.
 * Tokens live in this function only. Issuer, audience, times and signature of the identity token are checked by the
 * library.
 */
import * as oidc from 'openid-client';
import { pseudonym, type Person } from '../engine/approval/person.ts';
import type { EventSink } from '../engine/ports.ts';
import { SyncError } from '../errors.ts';
import { createHttp } from './http.ts';
import { personOf, SCOPE } from './login-claims.ts';
import { denied, loginError, loginErrorCode, ownLoginError, refusedClient } from './login-errors.ts';
import { discoverIssuer } from './login-issuer.ts';
import { oidcFetch } from './oidc-fetch.ts';
import { checkedAddress, DEFAULT_TIMEOUTS, readAuthorities } from './settings.ts';

export interface DevicePrompt {
  readonly address: string;
  readonly code: string;
  readonly minutes: number;
}

export interface DeviceLoginOptions {
  readonly issuer: string;
  /** A public client; it has no secret that a command line could keep. */
  readonly clientId: string;
  readonly caFile?: string;
  readonly userAgent: string;
  readonly signal: AbortSignal;
  readonly show: (prompt: DevicePrompt) => void;
  readonly log: EventSink;
}

/**
 * Throws SyncError of kind permission: `login.denied`, `login.code-expired`, `login.no-identity`; of kind
 * configuration: `login.issuer-insecure`, `login.no-device-flow`; of kind target: `login.unreachable`.
 */
export async function deviceLogin(options: DeviceLoginOptions): Promise<Person> {
  const { clientId, signal, show, log } = options;
  const issuer = checkedAddress(options.issuer, 'der Anmeldung (issuer)');
  const http = createHttp({
    userAgent: options.userAgent,
    timeouts: DEFAULT_TIMEOUTS,
    signal,
    ...(options.caFile === undefined ? {} : { authorities: readAuthorities(options.caFile) }),
  });
  try {
    const configuration = await discover(issuer, clientId, oidcFetch(http));
    const begun = await oidc.initiateDeviceAuthorization(configuration, { scope: SCOPE });
    show({
      address: begun.verification_uri,
      code: begun.user_code,
      minutes: Math.max(1, Math.floor(begun.expires_in / 60)),
    });
    const tokens = await oidc.pollDeviceAuthorizationGrant(configuration, begun, undefined, { signal });
    const person = personOf(tokens.claims(), tokens.access_token, [clientId]);
    log('Sec:Login', { subject: pseudonym(person.subject) });
    return person;
  } catch (error) {
    const told = deviceError(error, issuer, signal);
    if (told.kind === 'permission') log('Sec:LoginFailed', { code: told.code });
    throw told;
  } finally {
    http.close();
  }
}

async function discover(
  issuer: string,
  clientId: string,
  fetch: oidc.CustomFetch,
): Promise<oidc.Configuration> {
  const configuration = await discoverIssuer({ issuer, clientId, authentication: oidc.None(), fetch });
  if (configuration.serverMetadata().device_authorization_endpoint === undefined) throw withoutDeviceFlow();
  return configuration;
}

function deviceError(error: unknown, issuer: string, signal: AbortSignal): SyncError {
  const own = ownLoginError(error);
  if (own) return own;
  if (signal.aborted) return denied('Die Anmeldung wurde abgebrochen.');
  const code = loginErrorCode(error);
  if (code === 'expired_token' || isTimeout(error))
    return new SyncError({
      code: 'login.code-expired',
      kind: 'permission',
      message: 'Der Code für die Anmeldung ist abgelaufen.',
      hint: 'Wiederholen Sie den Befehl und geben Sie den neuen Code ein.',
    });
  if (error instanceof oidc.ResponseBodyError && error.status < 500 && code !== 'access_denied')
    return refusedClient(
      code,
      'Prüfen Sie „login.clientId“: Nötig ist ein öffentlicher Client mit „OAuth 2.0 Device Authorization Grant“.',
    );
  return loginError(error, issuer);
}

function isTimeout(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if (at.name === 'TimeoutError') return true;
  return false;
}

function withoutDeviceFlow(): SyncError {
  return new SyncError({
    code: 'login.no-device-flow',
    kind: 'configuration',
    message: 'Die Anmeldung bietet den Weg über einen Code nicht an.',
    hint: 'Schalten Sie in Keycloak für den Client „OAuth 2.0 Device Authorization Grant“ ein.',
  });
}
