/** What was deleted by which rule, and whether this ledger came out of a backup. */
import type { Migration } from './migration.ts';

export const retention: Migration = {
  number: 4,
  name: 'retention',
  statements: [
    `create table deletion (
      seq integer not null primary key,
      at text not null,
      class text not null,
      object text not null,
      count integer not null,
      rule text not null
    )`,
    `create table restored (
      at text not null primary key,
      backup_at text not null,
      compared_at text
    )`,
  ],
};
