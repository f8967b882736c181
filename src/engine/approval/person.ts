/** A person who has logged in: whom the ledger compares, what they are called, and what they may do. */
import { sha256 } from '../../core/hash.ts';
import { SyncError } from '../../errors.ts';

/** The roles of KomMonitor's realm that this program knows; local accounts have the same. */
export const ROLES = [
  'sync-viewer',
  'sync-editor',
  'sync-approver',
  'sync-operator',
  'sync-auditor',
] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  'sync-viewer': 'Lesen',
  'sync-editor': 'Sachbearbeitung',
  'sync-approver': 'Freigabe',
  'sync-operator': 'Betrieb',
  'sync-auditor': 'Prüfung',
};

export interface Person {
  /** `issuer#sub` or `local:name`. Names change and can be given twice, so only this is compared. */
  readonly subject: string;
  /** For the screen only. */
  readonly name: string;
  readonly roles: ReadonlySet<Role>;
  /** Organisations of KomMonitor that the person belongs to, by the last part of their names; left out: none. */
  readonly groups?: readonly string[];
}

/** Throws SyncError `login.role-missing` (kind permission, exit 7) where the person has none of the roles. */
export function requireRole(person: Person, ...roles: readonly Role[]): void {
  if (roles.some((role) => person.roles.has(role))) return;
  const wanted = roles.map((role) => `„${ROLE_LABELS[role]}“ (${role})`).join(' oder ');
  throw new SyncError({
    code: 'login.role-missing',
    kind: 'permission',
    message: `Ihnen fehlt die Berechtigung ${wanted}.`,
    hint: 'Wenden Sie sich an die IT, die die Berechtigungen vergibt, oder an jemanden mit dieser Berechtigung.',
  });
}

/** How audit trail and log name a person: the same person has the same one, and it is nobody's name. */
export function pseudonym(subject: string): string {
  return `person:${sha256(`kmsync actor ${subject}`).slice(0, 16)}`;
}
