/** Logging in to the console and out again. The browser holds a random token, the ledger its hash. */
import { randomBytes } from 'node:crypto';
import { sha256 } from '../../core/hash.ts';
import type { ApprovalBook } from '../approval/approval-book.ts';
import { localSubject, logIn, type LoginPorts } from '../approval/local-login.ts';
import type { Person } from '../approval/person.ts';
import type { Chore } from '../chores.ts';
import { DRAFT_HOURS, isLive, type Session } from './session.ts';
import type { FormDraft, LogoutNotice, SessionBook } from './session-book.ts';

export interface SessionPorts {
  readonly ledger: SessionBook & Pick<ApprovalBook, 'account'>;
  readonly now: () => Date;
}

export interface Sessions {
  /** With a local account; see `logIn` for what it throws. */
  logIn(name: string, password: string): Promise<Person>;
  begin(person: Person, proof?: Proof): ReturnType<typeof beginSession>;
  find(token: string): Promise<FoundSession | undefined>;
  noteSeen(session: Session): Promise<void>;
  end(session: Session): Promise<void>;
  /** What the issuer says unasked; the number of ended sessions, undefined where it was said before. */
  endSessionsOf(notice: LogoutNotice): Promise<number | undefined>;
  keepDraft(draft: FormDraft): Promise<void>;
  draft(subject: string, path: string): Promise<FormDraft | undefined>;
  dropDraft(subject: string, path: string): Promise<void>;
}

export function sessionsOf(ports: SessionPorts & LoginPorts): Sessions {
  const { ledger } = ports;
  return {
    logIn: (name, password) => logIn(name, password, ports),
    begin: (person, proof) => beginSession(person, ports, proof),
    find: (token) => findSession(token, ports),
    noteSeen: (session) => noteSeen(session, ports),
    end: ({ id }) => ledger.endSession(id),
    endSessionsOf: (notice) => ledger.endSessionsOf(notice),
    keepDraft: (draft) => ledger.putDraft(draft),
    draft: (subject, path) => ledger.draft(subject, path),
    dropDraft: (subject, path) => ledger.dropDraft(subject, path),
  };
}

const TOKEN_BYTES = 32;
/** Not every request of a page writes to the ledger. */
const SEEN_EVERY_MS = 60_000;

/** What an issuer says about the log-in there; with a local account the password was typed this instant. */
export interface Proof {
  readonly authenticatedAt: Date;
  readonly sid: string | undefined;
}

/** A fresh token for every log-in, so that one that was known before is worth nothing afterwards. */
export async function beginSession(
  person: Person,
  { ledger, now }: SessionPorts,
  proof?: Proof,
): Promise<{ readonly token: string; readonly session: Session }> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const at = now().toISOString();
  const proved = proof ? Math.min(proof.authenticatedAt.getTime(), now().getTime()) : now().getTime();
  const session: Session = {
    id: idOf(token),
    subject: person.subject,
    name: person.name,
    roles: [...person.roles],
    ...(person.groups === undefined ? {} : { groups: person.groups }),
    begunAt: at,
    seenAt: at,
    provedAt: new Date(proved).toISOString(),
    ...(proof?.sid === undefined ? {} : { sid: proof.sid }),
  };
  await ledger.putSession(session);
  return { token, session };
}

/** `over`: it was one, and only what had been typed is still kept for whoever it belonged to. */
export interface FoundSession {
  readonly session: Session;
  readonly standing: 'live' | 'over';
}

/** A local account that was locked or has other roles by now counts as it is now. */
export async function findSession(token: string, ports: SessionPorts): Promise<FoundSession | undefined> {
  const { ledger, now } = ports;
  const session = await ledger.session(idOf(token));
  if (!session) return undefined;
  if (!isLive(session, now())) return { session, standing: 'over' };
  const current = await asOfNow(session, ports);
  if (!current) {
    await ledger.endSession(session.id);
    return undefined;
  }
  return { session: current, standing: 'live' };
}

/** A person has asked for a page; what a script asks for by itself keeps no session alive. */
export async function noteSeen({ id, seenAt }: Session, { ledger, now }: SessionPorts): Promise<void> {
  const at = now();
  if (at.getTime() - Date.parse(seenAt) >= SEEN_EVERY_MS) await ledger.seeSession(id, at.toISOString());
}

export function idOf(token: string): string {
  return sha256(`kmsync session ${token}`);
}

/** What every form of a session carries; another site cannot know it. */
export function formToken(token: string): string {
  return sha256(`kmsync form ${token}`);
}

async function asOfNow(session: Session, { ledger }: SessionPorts): Promise<Session | undefined> {
  if (session.subject !== localSubject(session.name)) return session;
  const account = await ledger.account(session.name);
  if (!account || account.locked) return undefined;
  return { ...session, roles: account.roles, groups: account.groups ?? [] };
}

export function sessionChore(ledger: SessionBook): Chore {
  return {
    id: 'sessions',
    every: 60,
    work: ({ ports }) =>
      ledger.sweepSessions(new Date(ports.now().getTime() - DRAFT_HOURS * 3_600_000).toISOString()),
  };
}
