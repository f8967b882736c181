/**
 * The tables as kysely sees them; the migrations create them. Only text, integer and double precision, so
 * that PostgreSQL can hold the same tables: JSON and packed texts are text, instants are ISO texts in UTC.
 */
export interface LedgerSchema {
  /** One row per migration that has been applied. */
  migration: {
    number: number;
    name: string;
    checksum: string;
    applied_at: string;
    program: string;
  };
  /** Which version of the tables a program must know at least to work with them after a migration. */
  migration_reach: { number: number; works_from: number };
  /** Gapless numbers handed out inside the transaction that uses them. */
  counter: { name: string; value: number };
  run: {
    id: string;
    seq: number;
    job: string;
    kind: string;
    state: string;
    started_at: string;
    finished_at: string | null;
    plan_hash: string | null;
    rolls_back: string | null;
    result: string | null;
    program: string;
  };
  delivery: {
    source: string;
    sha256: string;
    file: string;
    bytes: number;
    first_seen_at: string;
  };
  /** What a run has read; `dates` separated by blanks, `refused` 0 or 1. */
  run_delivery: {
    run: string;
    seq: number;
    sha256: string;
    file: string;
    bytes: number;
    profile: string;
    profile_sha256: string;
    dataset: string;
    row_count: number;
    dates: string;
    refused: number;
  };
  /** Since when a job expects deliveries of a profile. */
  expected_delivery: { job: string; profile: string; since: string };
  /** On which days somebody was told that a delivery is missing. */
  delivery_reminder: { job: string; profile: string; date: string; day: string; told_at: string };
  dataset_version: {
    id: string;
    dataset: string;
    run: string;
    cells: number;
    stored_at: string;
    forgotten_at: string | null;
  };
  /** Which dates a version speaks for; the highest `put_seq` of a (dataset, level, date) is the newest. */
  dataset_version_date: {
    dataset: string;
    level: string;
    date: string;
    version: string;
    put_seq: number;
    run: string;
  };
  level_version: {
    id: string;
    level: string;
    put_seq: number;
    run: string;
    stored_at: string;
  };
  /** Key of one sealed file, base64. Without its row the file is noise. */
  sealed_key: { id: string; key: string; created_at: string };
  finding: { run: string; seq: number; code: string; severity: string; body: string };
  plan: {
    hash: string;
    job: string;
    target: string;
    created_at: string;
    expires_at: string;
    packed: string;
    /** What it rests on beside the target; null: a plan from before approvals were kept. */
    basis: string | null;
  };
  operation: {
    run: string;
    seq: number;
    state: string;
    attempts: number;
    created_id: string | null;
    token: number | null;
    reason: string | null;
    changed_at: string;
  };
  snapshot: { run: string; packed: string; taken_at: string };
  /** What is the same for thousands of facts: run, target, indicator and level. */
  fact_series: { id: number; run: string; target: string; indicator: string; level: string };
  /** A set of version ids that facts were computed from, stored once. */
  fact_inputs: { id: number; hash: string; ids: string };
  fact: {
    series: number;
    area: string;
    date: string;
    value: number | null;
    state: string;
    inputs: number;
  };
  lease: { name: string; holder: string | null; token: number; expires_at: string };
  audit: {
    seq: number;
    at: string;
    actor: string;
    event: string;
    facts: string;
    prev: string;
    hash: string;
  };
  /** The chain of releases: `granted` once for each, `readable` at most once. */
  release_entry: {
    seq: number;
    event: string;
    release: string;
    run: string;
    at: string;
    facts: string;
    prev: string;
    hash: string;
  };
  /** Since when a job has its rule; what would have been due before was never missed. */
  schedule: { job: string; cron: string; since: string };
  /** One row per schedule that a person has stopped, until somebody lets it go on. */
  schedule_pause: { job: string; reason: string; paused_by: string; paused_at: string };
  /** One row per occurrence of a schedule and per start by hand; the key decides who runs it. */
  occurrence: {
    key: string;
    job: string;
    due_at: string;
    state: string;
    run: string;
    caught_up: number;
    claimed_at: string;
    alive_until: string;
  };
  /** Runs for the workers: `waiting`, `working`, `done` or `parked`. Whoever has the newest token has the run. */
  queued_run: {
    run: string;
    queue: string;
    occurrence: string | null;
    seq: number;
    state: string;
    token: number;
    /** `working`: when the claim of its worker ends. `waiting`: when it may be taken, empty for at once. */
    alive_until: string;
    /** How far the run was when it was taken. */
    progress: string;
    deaths: number;
    cancel: number;
    /** Findings of the steps that are behind it. */
    findings: number;
  };
  /** Who works on a run, or did so last; `id` null: nobody. `machine` and `process` null: not to be told. */
  work: {
    run: string;
    id: string | null;
    machine: string | null;
    process: string | null;
    alive_until: string;
    taken: number;
    left_at: string | null;
  };
  /** Append-only: what was deleted, without saying of whom. */
  deletion: { seq: number; at: string; class: string; object: string; count: number; rule: string };
  /** One row for each time this ledger was taken out of a backup. */
  restored: { at: string; backup_at: string; compared_at: string | null };
  permit: {
    id: string;
    job: string;
    proposed_by: string;
    proposed_at: string;
    approved_by: string | null;
    approved_at: string | null;
  };
  /** One row per run that was submitted. The tables themselves refuse a decision by the same person. */
  approval: {
    run: string;
    plan_hash: string;
    basis: string;
    uploaded_by: string | null;
    submitted_by: string | null;
    submitted_at: string;
    expires_at: string;
    decision: string | null;
    decided_by: string | null;
    decided_at: string | null;
    not_before: string | null;
    reason: string | null;
    used_at: string | null;
    permit: string | null;
  };
  account: {
    name: string;
    roles: string;
    password: string;
    locked: number;
    created_at: string;
    changed_at: string;
    /** JSON list of organisations. */
    member_of: string | null;
  };
  login_attempt: { who: string; count: number; since: string };
  /** Who is logged in to the console; `id` is the hash of what the browser holds. */
  session: {
    id: string;
    subject: string;
    name: string;
    /** Separated by blanks. */
    roles: string;
    begun_at: string;
    seen_at: string;
    proved_at: string;
    /** Of the issuer; null with a local account. */
    sid: string | null;
    /** JSON list of organisations. */
    member_of: string | null;
  };
  /** Notices of a log-out that were carried out; `id` is a hash. */
  logout_notice: { id: string; seen_at: string };
  /** One row per run whose delivery a person has brought. */
  brought: { run: string; uploaded_by: string; remark: string; at: string };
  /** What it speaks for, until its run publishes and it counts. */
  brought_date: { run: string; dataset: string; level: string; date: string; version: string };
  /** What a person had typed when the session ended; `fields` is JSON. */
  form_draft: { subject: string; path: string; fields: string; kept_at: string };
  /** The last comparison with each KomMonitor, and the places that differed; never the values. */
  drift_look: { target: string; looked_at: string; compared: number; under_way: number };
  drift_place: DriftPlaceRow;
  /** Places that somebody lets stand as they are; `accepted_by` is a pseudonym. */
  drift_accepted: DriftPlaceRow & { accepted_by: string; reason: string; accepted_at: string };
}

interface DriftPlaceRow {
  target: string;
  job: string;
  run: string;
  indicator: string;
  level: string;
  area: string;
  date: string;
  ours: string;
  found: string;
}
