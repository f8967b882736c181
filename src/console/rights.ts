/** Who may open what. Each route names one of these; a person needs one of the roles. */
import { ROLES, type Role } from '../engine/approval/person.ts';

/** `everyone`: without logging in. */
export type Needs = 'everyone' | readonly Role[];

export const EVERYONE = 'everyone';
export const READERS: Needs = ROLES;
export const EDITORS: Needs = ['sync-editor'];
export const APPROVERS: Needs = ['sync-approver'];
export const OPERATORS: Needs = ['sync-operator'];
export const AUDITORS: Needs = ['sync-auditor'];
/** Values for the inner circle are seen by those who answer for them. */
export const INSIDERS: Needs = ['sync-editor', 'sync-approver'];
/** Whoever may end or take up a run that nobody else decides about. */
export const CARERS: Needs = ['sync-editor', 'sync-operator'];
/** Whoever may bring new figures in; a file of their own only editors. */
export const BRINGERS: Needs = ['sync-editor', 'sync-operator'];
/** An approved run that did not begin can be begun by whoever had a part in it. */
export const STARTERS: Needs = ['sync-editor', 'sync-approver', 'sync-operator'];

export function isAllowed(needs: Needs, roles: readonly Role[]): boolean {
  return needs === 'everyone' || needs.some((role) => roles.includes(role));
}
