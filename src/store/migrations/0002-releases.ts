/** The chain of releases: what disclosure control let through, and since when anybody may have read it. */
import type { Migration } from './migration.ts';

export const releaseChain: Migration = {
  number: 2,
  name: 'releases',
  statements: [
    `create table release_entry (
      seq integer not null primary key,
      event text not null,
      release text not null,
      run text not null references run (id),
      at text not null,
      facts text not null,
      prev text not null,
      hash text not null unique,
      unique (release, event)
    )`,
  ],
};
