/**
 * Access tokens of the simulated realm: RS256, short-lived, checked against the realm's own key set. Keys
 * and tokens belong to the process and are in no dump.
 */
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  SignJWT,
  type CryptoKey,
  type JWK,
} from 'jose';
import { CLOCK_SKEW_SECONDS } from './assumptions.ts';

export interface TokenClaims {
  readonly subject: string;
  readonly client: string;
  readonly roles: readonly string[];
  /** Full paths. */
  readonly groups: readonly string[];
}

interface RealmKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export interface TokenSettings {
  readonly now: () => Date;
  readonly seconds: number;
}

export class Tokens {
  readonly #settings: TokenSettings;
  #key: RealmKey;
  #keysMade = 1;
  #issued = 0;
  #expiredUpTo = 0;

  private constructor(settings: TokenSettings, key: RealmKey) {
    this.#settings = settings;
    this.#key = key;
  }

  static async create(settings: TokenSettings): Promise<Tokens> {
    return new Tokens(settings, await makeKey(1));
  }

  get seconds(): number {
    return this.#settings.seconds;
  }

  get keySet(): { keys: JWK[] } {
    return { keys: [this.#key.publicJwk] };
  }

  issue(issuer: string, claims: TokenClaims): Promise<string> {
    this.#issued += 1;
    const now = this.#seconds();
    const { client, roles, groups } = claims;
    return new SignJWT({ typ: 'Bearer', azp: client, scope: 'groups', realm_access: { roles }, groups })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: this.#key.kid })
      .setIssuer(issuer)
      .setSubject(claims.subject)
      .setJti(String(this.#issued))
      .setIssuedAt(now)
      .setExpirationTime(now + this.#settings.seconds)
      .sign(this.#key.privateKey);
  }

  /** Undefined for any token that is not good now: signature, issuer, times, or expired by a fault. */
  async verify(issuer: string, token: string): Promise<TokenClaims | undefined> {
    try {
      const { payload } = await jwtVerify(token, createLocalJWKSet(this.keySet), {
        issuer,
        algorithms: ['RS256'],
        currentDate: this.#settings.now(),
        clockTolerance: CLOCK_SKEW_SECONDS,
      });
      if (Number(payload.jti) <= this.#expiredUpTo) return undefined;
      const { realm_access: access, groups, azp } = payload;
      const roles = access !== null && typeof access === 'object' && 'roles' in access ? access.roles : [];
      return { subject: payload.sub ?? '', client: String(azp), roles: texts(roles), groups: texts(groups) };
    } catch {
      return undefined;
    }
  }

  /** Every token issued so far is refused from now on. */
  expireAll(): void {
    this.#expiredUpTo = this.#issued;
  }

  /** The old key disappears from the key set, and with it every token it signed. */
  async rotate(): Promise<void> {
    this.#keysMade += 1;
    this.#key = await makeKey(this.#keysMade);
  }

  #seconds(): number {
    return Math.floor(this.#settings.now().getTime() / 1000);
  }
}

async function makeKey(number: number): Promise<RealmKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = `simulator-${number}`;
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((member) => typeof member === 'string') : [];
}
