/** The console: who is logged in, shared by all processes that serve it, and what was typed when a session ended. */
import type { Migration } from './migration.ts';

export const sessions: Migration = {
  number: 9,
  name: 'sessions',
  worksFrom: 8,
  statements: [
    `create table session (
      id text not null primary key,
      subject text not null,
      name text not null,
      roles text not null,
      begun_at text not null,
      seen_at text not null,
      proved_at text not null
    )`,
    `create index session_by_subject on session (subject)`,
    `create table form_draft (
      subject text not null,
      path text not null,
      fields text not null,
      kept_at text not null,
      primary key (subject, path)
    )`,
    `create index run_by_state on run (state, seq)`,
    `create index finding_noted on finding (run) where severity <> 'info'`,
    `create index audit_by_event on audit (event)`,
    `create index run_open on run (job, seq) where finished_at is null`,
  ],
};
