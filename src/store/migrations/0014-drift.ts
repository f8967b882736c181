/**
 * The last comparison with KomMonitor: which cells differed from what was published, and which of them people have
 * accepted. No values. A program that does not look there goes on telling what it finds.
 */
import type { Migration } from './migration.ts';

const PLACE = `target text not null,
      job text not null,
      run text not null,
      indicator text not null,
      level text not null,
      area text not null,
      date text not null,
      ours text not null,
      found text not null`;

export const drift: Migration = {
  number: 14,
  name: 'drift',
  worksFrom: 13,
  statements: [
    `create table drift_look (
      target text not null primary key,
      looked_at text not null,
      compared integer not null,
      under_way integer not null
    )`,
    `create table drift_place (
      ${PLACE},
      primary key (target, indicator, level, area, date)
    )`,
    `create table drift_accepted (
      ${PLACE},
      accepted_by text not null,
      reason text not null,
      accepted_at text not null,
      primary key (target, indicator, level, area, date)
    )`,
  ],
};
