/** The pages of the ledger about who is logged in to the console. Implemented by the room `store`. */
import type { Session } from './session.ts';

/** What a person had typed into the form at `path` when their session ended. */
export interface FormDraft {
  readonly subject: string;
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface SessionBook {
  putSession(session: Session): Promise<void>;
  session(id: string): Promise<Session | undefined>;
  seeSession(id: string, at: string): Promise<void>;
  endSession(id: string): Promise<void>;
  /** All of a person; the number of them. */
  endSessionsOf(subject: string): Promise<number>;
  putDraft(draft: FormDraft): Promise<void>;
  draft(subject: string, path: string): Promise<FormDraft | undefined>;
  dropDraft(subject: string, path: string): Promise<void>;
  /** Sessions last seen, and drafts kept, before the instant are gone. */
  sweepSessions(before: string): Promise<void>;
}
