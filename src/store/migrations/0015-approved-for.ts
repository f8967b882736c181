/** Approvals for a later moment. A program that does not look there would carry them out at once. */
import type { Migration } from './migration.ts';

export const approvedFor: Migration = {
  number: 15,
  name: 'approved for',
  worksFrom: 15,
  statements: [
    `alter table approval add column not_before text
      constraint approval_moment check (not_before is null or used_at is null or used_at >= not_before)`,
  ],
};
