/** Runs, deliveries, versions, findings, plans, operations, facts, leases, keys and the audit trail. */
import type { Migration } from './migration.ts';

export const firstLedger: Migration = {
  number: 1,
  name: 'first-ledger',
  statements: [
    `create table counter (
      name text not null primary key,
      value bigint not null
    )`,

    `create table run (
      id text not null primary key,
      seq integer not null unique,
      job text not null,
      kind text not null,
      state text not null,
      started_at text not null,
      finished_at text,
      plan_hash text,
      rolls_back text references run (id),
      result text,
      program text not null
    )`,
    `create index run_by_job on run (job, seq)`,

    `create table delivery (
      source text not null,
      sha256 text not null,
      file text not null,
      bytes bigint not null,
      first_seen_at text not null,
      primary key (source, sha256)
    )`,

    `create table sealed_key (
      id text not null primary key,
      key text not null,
      created_at text not null
    )`,

    `create table dataset_version (
      id text not null primary key,
      dataset text not null,
      run text not null references run (id),
      cells integer not null,
      stored_at text not null,
      forgotten_at text
    )`,
    `create table dataset_version_date (
      dataset text not null,
      level text not null,
      date text not null,
      version text not null references dataset_version (id),
      put_seq integer not null,
      run text not null references run (id),
      primary key (dataset, level, date, version)
    )`,
    `create table level_version (
      id text not null primary key,
      level text not null,
      put_seq integer not null,
      run text not null references run (id),
      stored_at text not null
    )`,
    `create index level_version_by_level on level_version (level, put_seq)`,

    `create table finding (
      run text not null references run (id),
      seq integer not null,
      code text not null,
      severity text not null,
      body text not null,
      primary key (run, seq)
    )`,

    `create table plan (
      hash text not null primary key,
      job text not null,
      target text not null,
      created_at text not null,
      expires_at text not null,
      packed text not null
    )`,

    `create table operation (
      run text not null references run (id),
      seq integer not null,
      state text not null,
      attempts integer not null,
      created_id text,
      token integer,
      reason text,
      changed_at text not null,
      primary key (run, seq)
    )`,

    `create table snapshot (
      run text not null primary key references run (id),
      packed text not null,
      taken_at text not null
    )`,

    `create table fact_series (
      id integer not null primary key,
      run text not null references run (id),
      target text not null,
      indicator text not null,
      level text not null,
      unique (run, target, indicator, level)
    )`,
    `create index fact_series_by_indicator on fact_series (indicator, level)`,
    `create table fact_inputs (
      id integer not null primary key,
      hash text not null unique,
      ids text not null
    )`,
    `create table fact (
      series integer not null references fact_series (id),
      area text not null,
      date text not null,
      value double precision,
      state text not null,
      inputs integer not null references fact_inputs (id),
      primary key (series, area, date)
    )`,

    `create table lease (
      name text not null primary key,
      holder text,
      token integer not null,
      expires_at text not null
    )`,

    `create table audit (
      seq integer not null primary key,
      at text not null,
      actor text not null,
      event text not null,
      facts text not null,
      prev text not null,
      hash text not null unique
    )`,
  ],
};
