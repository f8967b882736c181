/**
 * Schedules that a person has stopped. A program that does not look there would start their jobs all the same. And runs
 * by their plan, as the calendar of deliveries looks for them.
 */
import type { Migration } from './migration.ts';

export const schedulePause: Migration = {
  number: 13,
  name: 'schedule pause',
  worksFrom: 13,
  statements: [
    `create table schedule_pause (
      job text not null primary key,
      reason text not null,
      paused_by text not null,
      paused_at text not null
    )`,
    `create index run_by_plan on run (plan_hash)`,
  ],
};
