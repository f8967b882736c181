/** What the access token says about the account. Read, not verified: the target does that. */
import { z } from 'zod';

const claimsShape = z.object({
  exp: z.number().optional(),
  iss: z.string().optional(),
  realm_access: z.object({ roles: z.array(z.string()).optional() }).optional(),
  groups: z.array(z.string()).optional(),
});

export interface AccountClaims {
  readonly issuer: string | null;
  /** Seconds since 1970. */
  readonly expiresAt: number | null;
  readonly roles: readonly string[];
  /** Full paths as they stand in the token; null where the claim is missing. */
  readonly groups: readonly string[] | null;
  /** Length of the whole token in characters. */
  readonly size: number;
}

/** undefined where the token is no JWT with a readable payload. */
export function readAccountClaims(token: string): AccountClaims | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const claims = claimsShape.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return {
      issuer: claims.iss ?? null,
      expiresAt: claims.exp ?? null,
      roles: claims.realm_access?.roles ?? [],
      groups: claims.groups ?? null,
      size: token.length,
    };
  } catch {
    return undefined;
  }
}

/** Only the last segment of a path counts as the account's group; parents give nothing (contract, 4.1). */
export function groupNames(claims: AccountClaims): string[] {
  return (claims.groups ?? []).map((path) => path.split('/').at(-1) ?? '').filter((name) => name !== '');
}
