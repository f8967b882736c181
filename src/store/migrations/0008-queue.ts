/** The queue: which runs wait for a worker, and which worker has which. */
import type { Migration } from './migration.ts';

export const queue: Migration = {
  number: 8,
  name: 'queue',
  statements: [
    `create table queued_run (
      run text not null primary key references run (id),
      queue text not null,
      occurrence text,
      seq integer not null,
      state text not null,
      token integer not null,
      alive_until text not null,
      progress text not null,
      deaths integer not null,
      cancel integer not null,
      findings integer not null
    )`,
    `create index queued_run_open on queued_run (state, queue, seq)`,
  ],
};
