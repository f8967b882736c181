/**
 * A person logs in on another screen (OAuth 2.0 Device Authorization Grant, RFC 8628) at the realm of KomMonitor.
 * Tokens live in this function only. Issuer, audience, times and signature of the identity token are checked by the
 * library.
 */
import * as oidc from 'openid-client';
import * as z from 'zod';
import { pseudonym, ROLES, type Person } from '../engine/approval/person.ts';
import type { EventSink } from '../engine/ports.ts';
import { SyncError } from '../errors.ts';
import { createHttp } from './http.ts';
import { bareCause } from './network-error.ts';
import { oidcFetch } from './oidc-fetch.ts';
import { checkedAddress, DEFAULT_TIMEOUTS, isLoopback, readAuthorities } from './settings.ts';

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

/** Keycloak puts roles under `realm_access` and, by client, under `resource_access`. */
const claimsShape = z.object({
  iss: z.string(),
  sub: z.string().min(1),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  realm_access: z.object({ roles: z.array(z.string()) }).optional(),
  resource_access: z.record(z.string(), z.object({ roles: z.array(z.string()) })).optional(),
});
type Claims = z.output<typeof claimsShape>;

const SCOPE = 'openid profile roles';
const LONGEST_NAME = 80;

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
    const person = personOf(tokens.claims(), tokens.access_token, clientId);
    log('Sec:Login', { subject: pseudonym(person.subject) });
    return person;
  } catch (error) {
    const told = loginError(error, issuer, signal);
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
  const address = new URL(issuer);
  const insecure = address.protocol === 'http:';
  if (insecure && !isLoopback(address)) throw insecureIssuer();
  const configuration = await oidc.discovery(address, clientId, undefined, oidc.None(), {
    [oidc.customFetch]: fetch,
    execute: [oidc.enableNonRepudiationChecks, ...(insecure ? [oidc.allowInsecureRequests] : [])],
  });
  const {
    device_authorization_endpoint: begin,
    token_endpoint: end,
    jwks_uri: keys,
  } = configuration.serverMetadata();
  if (begin === undefined) throw withoutDeviceFlow();
  for (const each of [begin, end, keys])
    if (each?.startsWith('http:') && !isLoopback(new URL(each))) throw insecureIssuer();
  return configuration;
}

function personOf(verified: unknown, accessToken: string, clientId: string): Person {
  const read = claimsShape.safeParse(verified);
  if (!read.success) throw withoutIdentity();
  const claims = read.data;
  const name = claims.name ?? claims.preferred_username ?? 'ohne Namen';
  const found = new Set([...rolesOf(claims, clientId), ...rolesBeside(claims, accessToken, clientId)]);
  return {
    subject: `${claims.iss}#${claims.sub}`,
    name: name.replaceAll(/\p{C}/gu, '').slice(0, LONGEST_NAME),
    roles: new Set(ROLES.filter((role) => found.has(role))),
  };
}

function rolesOf({ realm_access, resource_access }: Claims, clientId: string): string[] {
  return [...(realm_access?.roles ?? []), ...(resource_access?.[clientId]?.roles ?? [])];
}

/**
 * Keycloak writes roles into the access token and not into the identity token unless told so. It came in the same
 * answer of the issuer; one that speaks of somebody else counts for nothing.
 */
function rolesBeside({ iss, sub }: Claims, accessToken: string, clientId: string): string[] {
  const [, payload] = accessToken.split('.');
  if (payload === undefined) return [];
  try {
    const text = Buffer.from(payload, 'base64url').toString('utf8');
    const claims = claimsShape.parse(JSON.parse(text));
    return claims.iss === iss && claims.sub === sub ? rolesOf(claims, clientId) : [];
  } catch {
    return [];
  }
}

/** Only codes of the library's errors go on: their causes hold requests and tokens. */
function loginError(error: unknown, issuer: string, signal: AbortSignal): SyncError {
  for (let at = error; at instanceof Error; at = at.cause)
    if (at instanceof SyncError && at.code.startsWith('login.')) return at;
  if (signal.aborted) return denied('Die Anmeldung wurde abgebrochen.');
  const code = error instanceof oidc.ResponseBodyError ? error.error : codeOf(error);
  if (code === 'expired_token' || isTimeout(error))
    return new SyncError({
      code: 'login.code-expired',
      kind: 'permission',
      message: 'Der Code für die Anmeldung ist abgelaufen.',
      hint: 'Wiederholen Sie den Befehl und geben Sie den neuen Code ein.',
    });
  if (code === 'access_denied') return denied('Die Anmeldung wurde abgelehnt.');
  if (error instanceof oidc.ResponseBodyError && error.status < 500) return refusedClient(code);
  if (/^OAUTH_(?:JWT|INVALID|KEY|MISSING)|_CHECK_FAILED|_COMPARISON_FAILED/.test(code))
    return withoutIdentity();
  return new SyncError({
    code: 'login.unreachable',
    kind: 'target',
    message: `Die Anmeldung bei ${new URL(issuer).host} antwortet nicht wie erwartet.`,
    hint: 'Prüfen Sie „login.issuer“ und ob die Anmeldung läuft.',
    cause: bareCause(code),
  });
}

function isTimeout(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if (at.name === 'TimeoutError') return true;
  return false;
}

function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string') return at.code;
  return 'unbekannter Fehler';
}

function denied(message: string): SyncError {
  return new SyncError({
    code: 'login.denied',
    kind: 'permission',
    message: `${message} Es wurde nichts geändert.`,
    hint: 'Wiederholen Sie den Befehl, wenn Sie sich anmelden wollen.',
  });
}

function refusedClient(code: string): SyncError {
  const known = /^[\w .-]{1,60}$/.test(code) ? code : 'abgelehnt';
  return new SyncError({
    code: 'login.client-refused',
    kind: 'configuration',
    message: `Die Anmeldung kennt dieses Programm nicht oder erlaubt ihm diesen Weg nicht (${known}).`,
    hint: 'Prüfen Sie „login.clientId“: Nötig ist ein öffentlicher Client mit „OAuth 2.0 Device Authorization Grant“.',
    cause: bareCause(known),
  });
}

function withoutIdentity(): SyncError {
  return new SyncError({
    code: 'login.no-identity',
    kind: 'permission',
    message: 'Die Anmeldung hat keinen gültigen Nachweis geliefert, wer Sie sind.',
    hint: 'Prüfen Sie die Uhrzeit dieses Rechners und „login.issuer“; beides muss mit der Anmeldung übereinstimmen.',
  });
}

function withoutDeviceFlow(): SyncError {
  return new SyncError({
    code: 'login.no-device-flow',
    kind: 'configuration',
    message: 'Die Anmeldung bietet den Weg über einen Code nicht an.',
    hint: 'Schalten Sie in Keycloak für den Client „OAuth 2.0 Device Authorization Grant“ ein.',
  });
}

function insecureIssuer(): SyncError {
  return new SyncError({
    code: 'login.issuer-insecure',
    kind: 'configuration',
    message: 'Die Anmeldung ist nur unverschlüsselt (http) zu erreichen.',
    hint: 'Tragen Sie als „issuer“ eine https-Adresse ein; http ist nur auf demselben Rechner erlaubt.',
  });
}
