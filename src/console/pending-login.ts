/**
 * A log-in on its way through the pages of the issuer. What is needed when the browser comes back is kept by that
 * browser, sealed: no other one can finish the log-in, and nobody fills the ledger by only beginning some.
 */
import { EncryptJWT, jwtDecrypt } from 'jose';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as z from 'zod';
import type { CodeLogin } from '../kommonitor/code-login.ts';
import type { Visit } from './visit.ts';

const pendingShape = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Path of this console. */
  goOn: z.string(),
  /** Seconds; see `LoginQuestion`. */
  maxAge: z.number(),
  /** ISO instant. */
  begunAt: z.string(),
  /** Who has to show once more who they are; without it anybody may log in. */
  subject: z.string().optional(),
});
export type PendingLogin = z.output<typeof pendingShape>;

/** As long as Keycloak keeps its own page open, roughly. */
const PENDING_SECONDS = 600;
/** A cookie has room for 4096 bytes in all. */
const LONGEST_PATH = 1_500;

export async function keepPending(visit: Visit, { sealKey }: CodeLogin, pending: PendingLogin) {
  const { c, house } = visit;
  const goOn = pending.goOn.length > LONGEST_PATH ? '/' : pending.goOn;
  const now = house.app.now();
  const sealed = await new EncryptJWT({ ...pending, goOn })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setExpirationTime(new Date(now.getTime() + PENDING_SECONDS * 1_000))
    .encrypt(sealKey);
  const { loginCookie, isSecure } = house.address;
  setCookie(c, loginCookie, sealed, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure,
    maxAge: PENDING_SECONDS,
  });
}

/** Undefined where this browser has begun none, or too long ago. */
export async function pendingLogin(
  { c, house }: Visit,
  { sealKey }: CodeLogin,
): Promise<PendingLogin | undefined> {
  try {
    const { payload } = await jwtDecrypt(getCookie(c, house.address.loginCookie) ?? '', sealKey, {
      currentDate: house.app.now(),
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
      requiredClaims: ['exp'],
    });
    return pendingShape.parse(payload);
  } catch {
    return undefined;
  }
}

export function dropPending({ c, house }: Visit): void {
  const { loginCookie, isSecure } = house.address;
  deleteCookie(c, loginCookie, { path: '/', secure: isSecure });
}
