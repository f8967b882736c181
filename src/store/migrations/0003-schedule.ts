/** Schedules: since when a rule holds, and which of its occurrences which run has taken. */
import type { Migration } from './migration.ts';

export const schedules: Migration = {
  number: 3,
  name: 'schedule',
  statements: [
    `create table schedule (
      job text not null primary key,
      cron text not null,
      since text not null
    )`,
    `create table occurrence (
      key text not null primary key,
      job text not null,
      due_at text not null,
      state text not null,
      run text not null references run (id),
      caught_up integer not null,
      claimed_at text not null,
      alive_until text not null
    )`,
    `create index occurrence_of_job on occurrence (job, due_at)`,
  ],
};
