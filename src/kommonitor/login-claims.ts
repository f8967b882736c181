/** Who a login of the realm says somebody is: from identity tokens that are verified already. */
import * as z from 'zod';
import { ROLES, type Person } from '../engine/approval/person.ts';
import { organisationName } from '../engine/approval/sight.ts';
import { withoutIdentity } from './login-errors.ts';

/** Keycloak puts roles under `realm_access` and, by client, under `resource_access`. */
const claimsShape = z.object({
  iss: z.string(),
  sub: z.string().min(1),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  realm_access: z.object({ roles: z.array(z.string()) }).optional(),
  groups: z.array(z.string()).optional(),
  resource_access: z.record(z.string(), z.object({ roles: z.array(z.string()) })).optional(),
});
type Claims = z.output<typeof claimsShape>;

export const SCOPE = 'openid profile roles';
const LONGEST_NAME = 80;

/** `clients`: whose client roles count beside those of the realm. Throws SyncError `login.no-identity`. */
export function personOf(verified: unknown, accessToken: string, clients: readonly string[]): Person {
  const read = claimsShape.safeParse(verified);
  if (!read.success) throw withoutIdentity();
  const claims = read.data;
  const name = claims.name ?? claims.preferred_username ?? 'ohne Namen';
  const beside = claimsBeside(claims, accessToken);
  const found = new Set([claims, beside].flatMap((each) => rolesOf(each, clients)));
  const groups = [...new Set([claims, beside].flatMap((each) => (each.groups ?? []).map(organisationName)))];
  return {
    subject: subjectOf(claims.iss, claims.sub),
    name: name.replaceAll(/\p{C}/gu, '').slice(0, LONGEST_NAME),
    roles: new Set(ROLES.filter((role) => found.has(role))),
    ...(groups.length === 0 ? {} : { groups }),
  };
}

export function subjectOf(issuer: string, sub: string): string {
  return `${issuer}#${sub}`;
}

function rolesOf({ realm_access, resource_access }: Partial<Claims>, clients: readonly string[]): string[] {
  const ofClients = clients.flatMap((client) => resource_access?.[client]?.roles ?? []);
  return [...(realm_access?.roles ?? []), ...ofClients];
}

/**
 * Keycloak writes roles and groups into the access token and not into the identity token unless told so. It came in the
 * same answer of the issuer; one that speaks of somebody else counts for nothing.
 */
function claimsBeside({ iss, sub }: Claims, accessToken: string): Partial<Claims> {
  const [, payload] = accessToken.split('.');
  if (payload === undefined) return {};
  try {
    const text = Buffer.from(payload, 'base64url').toString('utf8');
    const claims = claimsShape.parse(JSON.parse(text));
    return claims.iss === iss && claims.sub === sub ? claims : {};
  } catch {
    return {};
  }
}
