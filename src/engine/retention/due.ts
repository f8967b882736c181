/**
 * What has to be deleted, from what the ledger knows, what the indicators need and the time. Pure; the classes
 * are those of the deletion concept (docs/operator-handbook.md, "What is deleted when").
 */
import { addMonths, addYears, parseReferenceDate, type ReferenceDate } from '../../core/reference-date.ts';
import type { DeletionClass, DeletionObject, DeletionRule, PeopleObject } from './deletion-words.ts';
import type { LookBacks } from './look-back.ts';

export interface VersionFacts {
  readonly id: string;
  readonly dataset: string;
  /** ISO instants, UTC. */
  readonly storedAt: string;
  /** When the last of its dates was taken over by a later version; null: it still speaks for one. */
  readonly supersededAt: string | null;
  readonly runState: string;
  /** The run that stored it can still be taken up again. */
  readonly runIsOpen: boolean;
  /** Dates it speaks for, in order; none where it has residuals only. */
  readonly dates: readonly string[];
  /** Number of the last time it was put; what was put again meanwhile is not deleted. */
  readonly put: number;
}

export interface LevelFacts {
  readonly id: string;
  readonly level: string;
  /** ISO instants, UTC. */
  readonly storedAt: string;
  /** When a later version of the level was stored; null: it is the newest. */
  readonly supersededAt: string | null;
  readonly runIsOpen: boolean;
  readonly put: number;
}

export interface RetentionFacts {
  readonly versions: readonly VersionFacts[];
  readonly snapshots: readonly {
    readonly run: string;
    readonly takenAt: string;
    readonly runIsOpen: boolean;
  }[];
  readonly plans: readonly {
    readonly hash: string;
    readonly createdAt: string;
    readonly runIsOpen: boolean;
  }[];
  /** Keys of files that no page of the ledger knows: left by a run that was killed while storing. */
  readonly orphanedKeys: readonly { readonly id: string; readonly createdAt: string }[];
  readonly levels: readonly LevelFacts[];
  /** Beginning of the audit trail that is older than the history: how many entries, and the last of them. */
  readonly oldAudit: { readonly count: number; readonly lastSeq: number };
  readonly people: readonly PeopleFacts[];
}

export interface PeopleFacts {
  readonly object: PeopleObject;
  readonly id: string;
  /** ISO instant, UTC: when it was decided or would have expired, last used, locked, attempted. */
  readonly since: string;
}

export interface DueItem {
  readonly class: DeletionClass;
  readonly object: DeletionObject;
  readonly id: string;
  readonly rule: DeletionRule;
  /** How many; otherwise one. */
  readonly count?: number;
  /** The version is deleted only if it was not put again since. */
  readonly put?: number;
  /** Of people: they are forgotten only if nothing happened since. */
  readonly since?: string;
}

/** What the deletion depends on beside the ledger. */
export interface Needs {
  readonly lookBacks: LookBacks;
  /** Datasets that an indicator of the catalogue adds up with this one. */
  readonly partners: ReadonlyMap<string, ReadonlySet<string>>;
  /** Levels of the catalogue. */
  readonly levels: ReadonlySet<string>;
}

const DAY = 24 * 60 * 60 * 1000;
const REJECTED: ReadonlySet<string> = new Set(['check_failed', 'rejected', 'withdrawn', 'expired']);
const DAYS_AFTER_END = 30;
const DAYS_WITHOUT_LEVEL = 365;
const MONTHS_OF_HISTORY = 24;

/** What is older than this instant is no longer history that is kept. ISO, UTC. */
export function historyBegins(now: Date): string {
  return monthsAgo(now, MONTHS_OF_HISTORY);
}

/**
 * When what is kept as history and was made at this instant goes at the earliest: a state before a run, and with it the
 * way back, a plan, a report. ISO, UTC.
 */
export function historyEnds(instant: string): string {
  return monthsAgo(new Date(instant), -MONTHS_OF_HISTORY);
}

/** When a version of such a run goes at the earliest; undefined where no rejection is the reason. ISO, UTC. */
export function rejectedEnds(runState: string, storedAt: string): string | undefined {
  if (!REJECTED.has(runState)) return undefined;
  return new Date(Date.parse(storedAt) + DAYS_AFTER_END * DAY).toISOString();
}

/** In a fixed order, so that two sweeps of the same ledger do the same. */
export function dueForDeletion(facts: RetentionFacts, needs: Needs, now: Date): DueItem[] {
  const isOld = (instant: string) => instant < historyBegins(now);
  const snapshots = facts.snapshots
    .filter(({ takenAt, runIsOpen }) => !runIsOpen && isOld(takenAt))
    .map(({ run }): DueItem => ({ class: 'K0', object: 'snapshot', id: run, rule: 'snapshot-24-months' }));
  const plans = facts.plans
    .filter(({ createdAt, runIsOpen }) => !runIsOpen && isOld(createdAt))
    .map(({ hash }): DueItem => ({ class: 'K0', object: 'plan', id: hash, rule: 'plan-24-months' }));
  const orphans = facts.orphanedKeys
    .filter(({ createdAt }) => isPast(createdAt, 1, now))
    .map(({ id }): DueItem => ({ class: 'K1', object: 'orphaned key', id, rule: 'orphaned-1-day' }));
  return [
    ...dueVersions(facts.versions, needs, now),
    ...dueLevels(facts.levels, needs, now),
    ...snapshots,
    ...plans,
    ...orphans,
    ...dueAudit(facts.oldAudit),
    ...duePeople(facts.people, now),
  ];
}

const PEOPLE_RULES: Readonly<Record<PeopleObject, DeletionRule>> = {
  approval: 'names-24-months',
  delivery: 'names-24-months',
  permit: 'names-24-months',
  account: 'locked-24-months',
  'login attempt': 'login-1-day',
};

function duePeople(people: readonly PeopleFacts[], now: Date): DueItem[] {
  return people
    .filter(({ object, since }) =>
      object === 'login attempt' ? isPast(since, 1, now) : since < historyBegins(now),
    )
    .map((fact): DueItem => ({ class: 'K6', rule: PEOPLE_RULES[fact.object], ...fact }));
}

function dueVersions(versions: readonly VersionFacts[], needs: Needs, now: Date): DueItem[] {
  const newest = newestDates(versions);
  const rules = new Map<VersionFacts, DeletionRule>();
  for (const version of versions) {
    const rule = ruleFor(version, { newest: newest.get(version.dataset), needs: needs.lookBacks, now });
    if (rule) rules.set(version, rule);
  }
  keepWithPartners(versions, rules, needs.partners);
  return versions.flatMap((version): DueItem[] => {
    const rule = rules.get(version);
    const { id, put } = version;
    return rule ? [{ class: 'K1', object: 'dataset version', id, rule, put }] : [];
  });
}

/**
 * Figures of a sum that were published are judged together with its parts. Where one part of a day went and another
 * stayed, disclosure control could no longer tell what the sum gives away, and would let nothing of that day through.
 */
function keepWithPartners(
  versions: readonly VersionFacts[],
  rules: Map<VersionFacts, DeletionRule>,
  partners: Needs['partners'],
): void {
  for (let kept = true; kept;) {
    kept = false;
    const staying = new Set(
      versions
        .filter((version) => !rules.has(version))
        .flatMap(({ dataset, dates }) => dates.map((date) => `${dataset} ${date}`)),
    );
    for (const [version, rule] of rules) {
      if (rule !== 'not-needed') continue;
      const others = [...(partners.get(version.dataset) ?? [])];
      if (!version.dates.some((date) => others.some((other) => staying.has(`${other} ${date}`)))) continue;
      rules.delete(version);
      kept = true;
    }
  }
}

/** Only the newest version of a level is ever read. */
function dueLevels(levels: readonly LevelFacts[], needs: Needs, now: Date): DueItem[] {
  return levels.flatMap(({ id, level, storedAt, supersededAt, runIsOpen, put }): DueItem[] => {
    if (runIsOpen) return [];
    const item = { class: 'K1', object: 'level version', id, put } as const;
    if (supersededAt !== null)
      return isPast(supersededAt, DAYS_AFTER_END, now) ? [{ ...item, rule: 'superseded-30-days' }] : [];
    const isGone = !needs.levels.has(level) && isPast(storedAt, DAYS_WITHOUT_LEVEL, now);
    return isGone ? [{ ...item, rule: 'level-gone-1-year' }] : [];
  });
}

function dueAudit({ count, lastSeq }: RetentionFacts['oldAudit']): DueItem[] {
  return count === 0
    ? []
    : [{ class: 'K4', object: 'audit entries', id: String(lastSeq), rule: 'audit-24-months', count }];
}

interface Circumstances {
  readonly newest: string | undefined;
  readonly needs: LookBacks;
  readonly now: Date;
}

function ruleFor(version: VersionFacts, { newest, needs, now }: Circumstances): DeletionRule | undefined {
  if (version.runIsOpen || !isPast(version.storedAt, DAYS_AFTER_END, now)) return undefined;
  if (REJECTED.has(version.runState)) return 'rejected-30-days';
  if (version.supersededAt !== null)
    return isPast(version.supersededAt, DAYS_AFTER_END, now) ? 'superseded-30-days' : undefined;
  const latest = parseReferenceDate(version.dates.at(-1) ?? '');
  if (!latest) return undefined;
  const years = needs.get(version.dataset);
  // What comes next is counted from the newest Stichtag: a delivery that is late must not lose its past.
  const today = now.toISOString().slice(0, 10);
  const from = years === undefined || newest === undefined || newest > today ? today : newest;
  return latest < yearsBefore(from, (years ?? 0) + 1) ? 'not-needed' : undefined;
}

function newestDates(versions: readonly VersionFacts[]): ReadonlyMap<string, string> {
  const newest = new Map<string, string>();
  for (const { dataset, dates } of versions) {
    const latest = dates.at(-1);
    if (latest !== undefined && latest > (newest.get(dataset) ?? '')) newest.set(dataset, latest);
  }
  return newest;
}

function yearsBefore(day: string, years: number): ReferenceDate | '' {
  const date = parseReferenceDate(day);
  return date && Number.isFinite(years) ? addYears(date, -years) : '';
}

function monthsAgo(now: Date, months: number): string {
  const text = now.toISOString();
  const day = parseReferenceDate(text.slice(0, 10));
  return day ? `${addMonths(day, -months)}${text.slice(10)}` : '';
}

function isPast(instant: string, days: number, now: Date): boolean {
  return now.getTime() - Date.parse(instant) > days * DAY;
}
