/** How long a log-in to the console lasts. Pure: what the ledger knows of it, and the time. */
import type { Role } from '../approval/person.ts';

/** As long as the single sign-on of KomMonitor's realm, so that neither outlives the other. */
export const IDLE_MINUTES = 30;
export const LONGEST_HOURS = 10;
/** Whoever decides for others has to have shown who they are within so many minutes. */
export const PROVED_MINUTES = 15;
/** What was typed is kept for so long after the session ended. */
export const DRAFT_HOURS = 24;

const MINUTE = 60_000;

export interface Session {
  /** Hash of what the browser holds; the ledger does not know the token itself. */
  readonly id: string;
  readonly subject: string;
  /** For the screen only. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** Organisations the person belongs to; left out: none. */
  readonly groups?: readonly string[];
  /** ISO instants, UTC: log-in, last request of a person, last time the person showed who they are. */
  readonly begunAt: string;
  readonly seenAt: string;
  readonly provedAt: string;
  /** The issuer's name for the log-in that this one hangs on. */
  readonly sid?: string;
}

export function isLive({ begunAt, seenAt }: Pick<Session, 'begunAt' | 'seenAt'>, now: Date): boolean {
  return age(seenAt, now) < IDLE_MINUTES * MINUTE && age(begunAt, now) < LONGEST_HOURS * 60 * MINUTE;
}

export function isProved({ provedAt }: Pick<Session, 'provedAt'>, now: Date): boolean {
  return age(provedAt, now) <= PROVED_MINUTES * MINUTE;
}

/** A clock that was set back makes nothing older than new. */
function age(since: string, now: Date): number {
  return Math.max(0, now.getTime() - Date.parse(since));
}
