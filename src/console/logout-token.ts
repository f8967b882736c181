/** What the issuer says about a log-out there (OpenID Connect Back-Channel Logout 1.0, 2.4 and 2.6). */
import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import * as z from 'zod';
import { sha256 } from '../core/hash.ts';
import type { LogoutNotice } from '../engine/session/session-book.ts';
import { SyncError } from '../errors.ts';
import type { CodeLogin } from '../kommonitor/code-login.ts';
import { subjectOf } from '../kommonitor/login-claims.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Only the issuer can sign with these; nothing that is made with the secret of a client counts. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const OLDEST_SECONDS = 300;
const TOLERANCE_SECONDS = 30;

const noticeShape = z
  .object({
    jti: z.string().min(1),
    sub: z.string().min(1).optional(),
    sid: z.string().min(1).optional(),
    events: z.looseObject({ [EVENT]: z.looseObject({}) }),
    /** An identity token has one, and must not pass for a log-out. */
    nonce: z.undefined().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined);

export type ReadLogoutToken = (token: string) => Promise<LogoutNotice>;

/** Throws SyncError `logout.token-invalid` (kind permission), and what the `keys` of the log-in throw. */
export function logoutTokens(login: Pick<CodeLogin, 'keys'>, now: () => Date): ReadLogoutToken {
  let resolver: JWTVerifyGetKey | undefined;
  return async (token) => {
    const { issuer, clientId, address, fetch } = await login.keys();
    resolver ??= createRemoteJWKSet(address, { [customFetch]: (url) => fetch(url) });
    try {
      const { payload, protectedHeader } = await jwtVerify(token, resolver, {
        issuer,
        audience: clientId,
        algorithms: ALGORITHMS,
        maxTokenAge: OLDEST_SECONDS,
        clockTolerance: TOLERANCE_SECONDS,
        requiredClaims: ['iat', 'jti', 'events'],
        currentDate: now(),
      });
      if (!/^(logout\+)?jwt$/i.test(protectedHeader.typ ?? 'JWT')) throw invalid();
      const { jti, sub, sid } = noticeShape.parse(payload);
      return {
        id: sha256(`kmsync logout ${issuer} ${jti}`),
        ...(sub === undefined ? {} : { subject: subjectOf(issuer, sub) }),
        ...(sid === undefined ? {} : { sid }),
      };
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) throw invalid();
      throw error;
    }
  };
}

export function invalid(): SyncError {
  return new SyncError({
    code: 'logout.token-invalid',
    kind: 'permission',
    message: 'Die Nachricht über eine Abmeldung ist nicht von der Anmeldung, zu alt oder schon bekannt.',
    hint: 'Prüfen Sie die Uhrzeit dieses Rechners, „login.issuer“ und „login.webClientId“.',
  });
}
