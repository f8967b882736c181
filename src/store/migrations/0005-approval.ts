/** Who may publish what: approvals with the rule of four eyes, permits of schedules, local accounts. */
import type { Migration } from './migration.ts';

export const approvals: Migration = {
  number: 5,
  name: 'approval',
  statements: [
    `alter table plan add column basis text`,
    `create table permit (
      id text not null primary key,
      job text not null,
      proposed_by text not null,
      proposed_at text not null,
      approved_by text,
      approved_at text,
      constraint permit_four_eyes check (approved_by is null or approved_by <> proposed_by)
    )`,
    // A decision for a run needs two people who are not the same; nothing is used that was not decided for.
    `create table approval (
      run text not null primary key references run (id),
      plan_hash text not null,
      basis text not null,
      uploaded_by text,
      submitted_by text,
      submitted_at text not null,
      expires_at text not null,
      decision text,
      decided_by text,
      decided_at text,
      reason text,
      used_at text,
      permit text references permit (id),
      constraint approval_decision check (
        decision is null or decision in ('approved', 'rejected', 'withdrawn', 'expired', 'overtaken')
      ),
      constraint approval_four_eyes check (
        decision is null or decision <> 'approved' or (
          submitted_by is not null and decided_by is not null and decided_by <> submitted_by
          and (uploaded_by is null or uploaded_by <> decided_by)
        )
      ),
      constraint approval_rejection check (
        decision is null or decision <> 'rejected' or (
          decided_by is not null and reason is not null and (submitted_by is null or decided_by <> submitted_by)
        )
      ),
      constraint approval_use check (used_at is null or (decision is not null and decision = 'approved'))
    )`,
    `create index approval_by_plan on approval (plan_hash)`,
    `create table account (
      name text not null primary key,
      roles text not null,
      password text not null,
      locked integer not null,
      created_at text not null,
      changed_at text not null
    )`,
    // By a hash of the name: people type passwords where the name belongs.
    `create table login_attempt (
      who text not null primary key,
      count integer not null,
      since text not null
    )`,
  ],
};
