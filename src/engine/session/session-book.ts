/** The pages of the ledger about who is logged in to the console. Implemented by the room `store`. */
import type { Session } from './session.ts';

/** What a person had typed into the form at `path` when their session ended. */
export interface FormDraft {
  readonly subject: string;
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The issuer says that somebody logged out there. */
export interface LogoutNotice {
  /** Hash of what makes it one of its kind. */
  readonly id: string;
  /** At least one of them. A session of the subject without a `sid` ends with any of theirs. */
  readonly subject?: string;
  readonly sid?: string;
}

export interface SessionBook {
  putSession(session: Session): Promise<void>;
  session(id: string): Promise<Session | undefined>;
  seeSession(id: string, at: string): Promise<void>;
  endSession(id: string): Promise<void>;
  /** Of a person, or of one log-in of theirs; the number of them, undefined where the notice is known already. */
  endSessionsOf(notice: LogoutNotice): Promise<number | undefined>;
  putDraft(draft: FormDraft): Promise<void>;
  draft(subject: string, path: string): Promise<FormDraft | undefined>;
  dropDraft(subject: string, path: string): Promise<void>;
  /** Sessions last seen, and drafts and notices kept, before the instant are gone. */
  sweepSessions(before: string): Promise<void>;
}
