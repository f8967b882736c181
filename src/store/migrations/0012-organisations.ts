/** Which organisations accounts and sessions belong to, as a JSON list; null: none. */
import type { Migration } from './migration.ts';

export const organisations: Migration = {
  number: 12,
  name: 'organisations',
  worksFrom: 11,
  statements: [
    `alter table account add column member_of text`,
    `alter table session add column member_of text`,
  ],
};
