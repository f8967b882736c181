/** Who works on a run, so that one that nobody works on any more can be found. */
import type { Migration } from './migration.ts';

export const work: Migration = {
  number: 6,
  name: 'work',
  statements: [
    `create table work (
      run text not null primary key references run (id),
      id text,
      machine text,
      process text,
      alive_until text not null,
      taken integer not null,
      left_at text
    )`,
  ],
};
