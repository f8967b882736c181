/**
 * A person logs in with the browser they sit at (OpenID Connect, authorization code flow with PKCE, RFC 7636) at the
 * realm of KomMonitor, by a confidential client. Tokens live in `finish` only and are forgotten there. Issuer,
 * audience, nonce, times and signature of the identity token, and the issuer of the answer (RFC 9207), are checked by
 * the library.
 */
import { hkdfSync } from 'node:crypto';
import * as oidc from 'openid-client';
import type { Person } from '../engine/approval/person.ts';
import { SyncError } from '../errors.ts';
import { createHttp } from './http.ts';
import { personOf, SCOPE } from './login-claims.ts';
import { loginError, loginErrorCode, ownLoginError, refusedClient, withoutIdentity } from './login-errors.ts';
import { discoverIssuer } from './login-issuer.ts';
import { oidcFetch } from './oidc-fetch.ts';
import { checkedAddress, readAuthorities } from './settings.ts';

export interface CodeLoginOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Further clients of this program whose roles count. */
  readonly beside: readonly string[];
  readonly caFile?: string;
  readonly userAgent: string;
  readonly signal: AbortSignal;
}

/** What has to be known again when the browser comes back; whoever has it could take over that log-in. */
export interface LoginSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface LoginQuestion {
  /** Where the issuer sends the browser back to. */
  readonly redirect: string;
  /** Seconds since the person last showed the issuer who they are; 0: they do it now, whoever is logged in there. */
  readonly maxAge: number;
}

export interface LoggedIn {
  readonly person: Person;
  /** The issuer's name for the log-in of this browser, where it has one. */
  readonly sid: string | undefined;
  readonly authenticatedAt: Date;
}

/** What is needed to check what the issuer says unasked. */
export interface IssuerKeys {
  readonly issuer: string;
  readonly clientId: string;
  readonly address: URL;
  readonly fetch: (address: string) => Promise<Response>;
}

/** All of them throw SyncError `login.unreachable` (kind target) and `login.issuer-insecure` (kind configuration). */
export interface CodeLogin {
  /** Where to send the browser. */
  begin(question: LoginQuestion): Promise<{ readonly address: string; readonly secrets: LoginSecrets }>;
  /**
   * `answer` is the address with which the browser came back. Throws SyncError of kind permission: `login.denied`,
   * `login.lost`, `login.no-identity`; of kind configuration: `login.client-refused`.
   */
  finish(answer: URL, secrets: LoginSecrets, question: Pick<LoginQuestion, 'maxAge'>): Promise<LoggedIn>;
  /** Where a browser logs out of the issuer itself, to be sent to `goOn` afterwards; undefined: there is no such page. */
  logoutAddress(goOn: string): Promise<string | undefined>;
  keys(): Promise<IssuerKeys>;
  /** 32 bytes, the same in every process, for what a browser keeps without reading it. */
  readonly sealKey: Uint8Array;
  close(): void;
}

/** A person is waiting in front of the page. */
const TIMEOUTS = { connect: 3_000, read: 10_000, write: 10_000 };
const LONGEST_PAUSE_MS = 300;
const NEEDED =
  'Prüfen Sie „login.webClientId“ und KMSYNC_WEB_CLIENT_SECRET: Nötig ist ein vertraulicher Client mit „Standard flow“, in dem die Adresse der Oberfläche eingetragen ist.';

export function codeLogin(options: CodeLoginOptions): CodeLogin {
  const { clientId, clientSecret } = options;
  const issuer = checkedAddress(options.issuer, 'der Anmeldung (issuer)');
  const http = createHttp({
    userAgent: options.userAgent,
    timeouts: TIMEOUTS,
    signal: options.signal,
    wait: (ms) => Math.min(ms, LONGEST_PAUSE_MS),
    ...(options.caFile === undefined ? {} : { authorities: readAuthorities(options.caFile) }),
  });
  const fetch = oidcFetch(http);
  const authentication = oidc.ClientSecretPost(clientSecret);
  let discovered: Promise<oidc.Configuration> | undefined;

  async function told<T>(work: (configuration: oidc.Configuration) => T | Promise<T>): Promise<T> {
    try {
      discovered ??= discoverIssuer({ issuer, clientId, authentication, fetch });
      discovered.catch(() => (discovered = undefined));
      return await work(await discovered);
    } catch (error) {
      throw codeError(error, issuer);
    }
  }

  return {
    begin: ({ redirect, maxAge }) =>
      told(async (configuration) => {
        const secrets = {
          state: oidc.randomState(),
          nonce: oidc.randomNonce(),
          verifier: oidc.randomPKCECodeVerifier(),
        };
        const address = oidc.buildAuthorizationUrl(configuration, {
          redirect_uri: redirect,
          scope: SCOPE,
          state: secrets.state,
          nonce: secrets.nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(secrets.verifier),
          code_challenge_method: 'S256',
          max_age: String(maxAge),
          ...(maxAge === 0 ? { prompt: 'login' } : {}),
        });
        return { address: address.href, secrets };
      }),

    finish: (answer, { state, nonce, verifier }, { maxAge }) =>
      told(async (configuration) => {
        const tokens = await oidc.authorizationCodeGrant(configuration, answer, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          maxAge: Math.max(maxAge, LEAST_AGE_S),
        });
        const claims = tokens.claims();
        if (claims?.auth_time === undefined) throw withoutIdentity();
        return {
          person: personOf(claims, tokens.access_token, [clientId, ...options.beside]),
          sid: typeof claims['sid'] === 'string' ? claims['sid'] : undefined,
          authenticatedAt: new Date(claims.auth_time * 1000),
        };
      }),

    logoutAddress: (goOn) =>
      told((configuration) =>
        configuration.serverMetadata().end_session_endpoint === undefined
          ? undefined
          : oidc.buildEndSessionUrl(configuration, { post_logout_redirect_uri: goOn }).href,
      ),

    keys: () =>
      told((configuration) => {
        const { issuer: name, jwks_uri: address } = configuration.serverMetadata();
        if (address === undefined) throw withoutIdentity();
        const request = {
          method: 'GET',
          headers: { accept: 'application/json' },
          redirect: 'manual',
        } as const;
        return {
          issuer: name,
          clientId,
          address: new URL(address),
          fetch: (url) => fetch(url, { ...request, body: undefined }),
        };
      }),

    sealKey: new Uint8Array(hkdfSync('sha256', clientSecret, '', 'kmsync pending log-in', 32)),
    close: () => http.close(),
  };
}

/** Whoever types a password and agrees takes some time; that they did so after being asked is for the caller to see. */
const LEAST_AGE_S = 600;

function codeError(error: unknown, issuer: string): SyncError {
  const own = ownLoginError(error);
  if (own) return own;
  const code = loginErrorCode(error);
  // The code was used or is too old; Keycloak says `temporarily_unavailable` where its own page stood open too long.
  if (code === 'invalid_grant' || code === 'temporarily_unavailable') return lost();
  if (error instanceof oidc.WWWAuthenticateChallengeError)
    return refusedClient(`HTTP ${error.status}`, NEEDED);
  const isAnswer = error instanceof oidc.ResponseBodyError && error.status < 500;
  if ((isAnswer || error instanceof oidc.AuthorizationResponseError) && !PASSING.has(code))
    return refusedClient(code, NEEDED);
  return loginError(error, issuer);
}

const PASSING: ReadonlySet<string> = new Set(['access_denied', 'server_error']);

/** The log-in that the browser comes back from was not begun here, is used already, or took too long. */
export function lost(): SyncError {
  return new SyncError({
    code: 'login.lost',
    kind: 'permission',
    message: 'Diese Anmeldung gilt nicht mehr. Es wurde nichts geändert.',
    hint: 'Sie hat länger als 10 Minuten gedauert oder wurde in einem anderen Fenster begonnen. Melden Sie sich noch einmal an.',
  });
}
