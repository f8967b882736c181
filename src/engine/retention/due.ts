/**
 * What has to be deleted, from what the ledger knows, what the indicators need and the time. Pure; the classes
 * are those of the deletion concept (docs/operator-handbook.md, "What is deleted when").
 */
import { addMonths, addYears, parseReferenceDate, type ReferenceDate } from '../../core/reference-date.ts';
import type { LookBacks } from './look-back.ts';

export type DeletionClass = 'K0' | 'K1' | 'K3';
export type DeletionObject = 'dataset version' | 'snapshot' | 'plan' | 'orphaned key' | 'landing folder';

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
  /** Latest date it speaks for; null where it has residuals only. */
  readonly latestDate: string | null;
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
}

export interface DueItem {
  readonly class: DeletionClass;
  readonly object: DeletionObject;
  readonly id: string;
  readonly rule: DeletionRule;
}

export const DELETION_RULES = {
  'rejected-30-days': 'zurückgewiesen, 30 Tage',
  'superseded-30-days': 'durch eine spätere Lieferung ersetzt, 30 Tage',
  'not-needed': 'von keinem Indikator mehr gebraucht, längster Rückblick und ein Jahr',
  'snapshot-24-months': 'Stand vor dem Lauf, 24 Monate',
  'plan-24-months': 'Plan, 24 Monate',
  'orphaned-1-day': 'Rest eines abgebrochenen Laufs, 1 Tag',
  'landing-at-once': 'Lieferung im Eingang, sofort',
} as const;
export type DeletionRule = keyof typeof DELETION_RULES;

const DAY = 24 * 60 * 60 * 1000;
const REJECTED: ReadonlySet<string> = new Set(['check_failed', 'rejected', 'withdrawn', 'expired']);
const DAYS_AFTER_END = 30;
const MONTHS_OF_HISTORY = 24;

/** In a fixed order, so that two sweeps of the same ledger do the same. */
export function dueForDeletion(facts: RetentionFacts, needs: LookBacks, now: Date): DueItem[] {
  const newest = newestDates(facts.versions);
  const versions = facts.versions.flatMap((version): DueItem[] => {
    const rule = ruleFor(version, { newest: newest.get(version.dataset), needs, now });
    return rule ? [{ class: 'K1', object: 'dataset version', id: version.id, rule }] : [];
  });
  const isOld = (instant: string) => instant < monthsAgo(now, MONTHS_OF_HISTORY);
  const snapshots = facts.snapshots
    .filter(({ takenAt, runIsOpen }) => !runIsOpen && isOld(takenAt))
    .map(({ run }): DueItem => ({ class: 'K0', object: 'snapshot', id: run, rule: 'snapshot-24-months' }));
  const plans = facts.plans
    .filter(({ createdAt, runIsOpen }) => !runIsOpen && isOld(createdAt))
    .map(({ hash }): DueItem => ({ class: 'K0', object: 'plan', id: hash, rule: 'plan-24-months' }));
  const orphans = facts.orphanedKeys
    .filter(({ createdAt }) => isPast(createdAt, 1, now))
    .map(({ id }): DueItem => ({ class: 'K1', object: 'orphaned key', id, rule: 'orphaned-1-day' }));
  return [...versions, ...snapshots, ...plans, ...orphans];
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
  const latest = version.latestDate === null ? undefined : parseReferenceDate(version.latestDate);
  if (!latest) return undefined;
  const years = needs.get(version.dataset);
  // What comes next is counted from the newest Stichtag: a delivery that is late must not lose its past.
  const today = now.toISOString().slice(0, 10);
  const from = years === undefined || newest === undefined || newest > today ? today : newest;
  return latest < yearsBefore(from, (years ?? 0) + 1) ? 'not-needed' : undefined;
}

function newestDates(versions: readonly VersionFacts[]): ReadonlyMap<string, string> {
  const newest = new Map<string, string>();
  for (const { dataset, latestDate } of versions)
    if (latestDate !== null && latestDate > (newest.get(dataset) ?? '')) newest.set(dataset, latestDate);
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
