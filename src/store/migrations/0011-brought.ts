/** Deliveries that people bring: who brought the one of which run. A program that does not look there breaks four eyes. */
import type { Migration } from './migration.ts';

export const brought: Migration = {
  number: 11,
  name: 'brought',
  worksFrom: 11,
  statements: [
    `create table brought (
      run text not null primary key,
      uploaded_by text not null,
      remark text not null,
      at text not null
    )`,
    `create table brought_date (
      run text not null,
      dataset text not null,
      level text not null,
      date text not null,
      version text not null,
      primary key (run, dataset, level, date, version)
    )`,
    `create index run_delivery_by_content on run_delivery (sha256)`,
  ],
};
