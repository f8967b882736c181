/** Logging in to the console by OpenID Connect: which log-in of the issuer a session hangs on, and its notices. */
import type { Migration } from './migration.ts';

export const openIdSessions: Migration = {
  number: 10,
  name: 'openid sessions',
  worksFrom: 8,
  statements: [
    `alter table session add column sid text`,
    `create index session_by_sid on session (sid)`,
    `create table logout_notice (
      id text not null primary key,
      seen_at text not null
    )`,
  ],
};
