/** Which run read which delivery, since when deliveries are expected, and who was told of a missing one. */
import type { Migration } from './migration.ts';

export const runDeliveries: Migration = {
  number: 7,
  name: 'deliveries',
  statements: [
    `create table run_delivery (
      run text not null references run (id),
      seq integer not null,
      sha256 text not null,
      file text not null,
      bytes bigint not null,
      profile text not null,
      profile_sha256 text not null,
      dataset text not null,
      row_count integer not null,
      dates text not null,
      refused integer not null,
      primary key (run, seq)
    )`,
    `create table expected_delivery (
      job text not null,
      profile text not null,
      since text not null,
      primary key (job, profile)
    )`,
    `create table delivery_reminder (
      job text not null,
      profile text not null,
      date text not null,
      day text not null,
      told_at text not null,
      primary key (job, profile, date, day)
    )`,
  ],
};
