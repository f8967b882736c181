/** The values of one link, back to the snapshot: former values, emptied or removed dates, removed links. */
import { finding, type Finding } from '../core/finding.ts';
import type { AreaKey } from '../core/area.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Release } from '../core/release.ts';
import { linkKey, storedValue, type Actual } from './actual.ts';
import { indicatorKeyText, type IndicatorKey, type Operation, type PutValues } from './operations.ts';
import { TARGET_PLACE, type Planned } from './plan-levels.ts';
import { cellBefore, toFloat32 } from './plan-values.ts';
import type { IndicatorSnapshot, LinkSnapshot, StoredValues } from './snapshot.ts';
import type { Access, TargetIndicator, TargetValues } from './target.ts';

export interface CellNow {
  readonly key: AreaKey;
  readonly date: ReferenceDate;
  readonly value: number | null;
}

export interface LinkQuestion {
  readonly indicator: IndicatorSnapshot;
  readonly link: LinkSnapshot;
  readonly existing: TargetIndicator;
  readonly actual: Actual;
  readonly release: Release;
  readonly isOurs?: (indicator: IndicatorKey, unitName: string, cell: CellNow) => boolean;
}

export function restoreLink(question: LinkQuestion): Planned {
  const { indicator, link, existing } = question;
  const now = valuesNow(question, link.unitName);
  const present = existing.links.find((candidate) => candidate.unitName === link.unitName);
  if (!present || !now) {
    const what = `Verknüpfung „${indicator.key.name}“ mit „${link.unitName}“`;
    return { operations: [], findings: link.state ? [alreadyGone(what)] : [] };
  }

  const formerDates = link.state?.values.dates ?? [];
  const createdDates = now.dates.filter((date) => !formerDates.includes(date));
  const removable = createdDates.filter(
    (date) => !usedElsewhere(question, date) && !holdsForeign(question, now, date),
  );
  const removals: Operation[] = removable.map((date) => ({
    kind: 'delete-date',
    indicator: indicator.key,
    unitName: link.unitName,
    date,
  }));
  const emptied = createdDates.filter((date) => !removable.includes(date));
  if (link.state === null && emptied.every((date) => !holdsForeign(question, now, date))) {
    const unlink: Operation = { kind: 'delete-link', indicator: indicator.key, unitName: link.unitName };
    return { operations: [...removals, unlink], findings: [] };
  }
  const former = link.state?.values ?? { dates: [], rows: [] };
  const { operation, findings } = restoreCells(question, former, { now, emptied, access: present.access });
  return { operations: [...(operation ? [operation] : []), ...removals], findings };
}

/** Said of what somebody has removed since: nothing is created anew. */
export function alreadyGone(what: string): Finding {
  return finding('sync.already-gone', TARGET_PLACE, { found: what });
}

/** Does another link of the indicator hold the date, other than through the run that is taken back? */
function usedElsewhere(question: LinkQuestion, date: ReferenceDate): boolean {
  const { indicator, link, existing } = question;
  if (indicator.state?.dates.includes(date)) return true;
  return existing.links.some((other) => {
    if (other.unitName === link.unitName) return false;
    const values = valuesNow(question, other.unitName);
    if (!values?.dates.includes(date)) return false;
    const snapshot = indicator.links.find((candidate) => candidate.unitName === other.unitName);
    const createdByRun = snapshot && !snapshot.state?.values.dates.includes(date);
    return !createdByRun || holdsForeign({ ...question, link: snapshot }, values, date);
  });
}

/** Has somebody else written a value of this date since the run? Then the date must stay for it. */
function holdsForeign({ indicator, link, isOurs }: LinkQuestion, now: TargetValues, date: ReferenceDate) {
  if (!isOurs) return false;
  return [...now.rows].some(([key, row]) => {
    const value = row.get(date) ?? null;
    return value !== null && !isOurs(indicator.key, link.unitName, { key, date, value });
  });
}

function restoreCells(
  { indicator, link, release, isOurs }: LinkQuestion,
  former: StoredValues,
  // No run changes the readers of a link: a person who has withdrawn it since must not be overruled.
  { now, emptied, access }: { now: TargetValues; emptied: readonly ReferenceDate[]; access: Access },
): { operation: PutValues | undefined; findings: Finding[] } {
  const allowed = allowedValues(release, indicatorKeyText(indicator.key), link.unitName);
  const formerRows = new Map(former.rows.map((row) => [row.key, row.values]));
  const findings: Finding[] = [];
  const wanted = (key: AreaKey, date: ReferenceDate): number | null => {
    const present = storedValue(now, key, date) ?? null;
    if (isOurs && !isOurs(indicator.key, link.unitName, { key, date, value: present })) return present;
    const value = formerRows.get(key)?.[former.dates.indexOf(date)] ?? null;
    if (value === null) return null;
    const cleared = allowed.get(`${key} ${date}`);
    if (cleared !== undefined && cleared !== null) return toFloat32(cleared);
    const found = `${indicator.key.name}, ${key}, ${date}`;
    findings.push(finding('sync.value-not-restored', TARGET_PLACE, { found }));
    return null;
  };

  const keys = [...new Set([...now.rows.keys(), ...formerRows.keys()])].sort();
  const all = [...former.dates, ...emptied].sort();
  const target = new Map(keys.map((key) => [key, all.map((date) => wanted(key, date))]));
  const vanished = (date: ReferenceDate) => !now.dates.includes(date);
  const changed = all.filter(
    (date, index) =>
      vanished(date) ||
      keys.some((key) => (storedValue(now, key, date) ?? null) !== (target.get(key)?.[index] ?? null)),
  );
  if (changed.length === 0) return { operation: undefined, findings };
  const operation: PutValues = {
    kind: 'put-values',
    indicator: indicator.key,
    indicatorId: indicatorKeyText(indicator.key),
    level: link.unitName,
    unitName: link.unitName,
    access,
    newLink: false,
    dates: changed,
    rows: keys.map((key) => ({
      key,
      values: changed.map((date) => target.get(key)?.[all.indexOf(date)] ?? null),
      before: changed.map((date) => cellBefore(storedValue(now, key, date))),
      states: changed.map(() => 'ok' as const),
    })),
    inputs: [],
  };
  return { operation, findings };
}

function allowedValues(release: Release, indicator: string, unitName: string): Map<string, number | null> {
  const series = release.series.filter((s) => s.indicator === indicator && s.level === unitName);
  return new Map(series.flatMap((s) => s.values.map((v) => [`${v.area} ${v.date}`, v.cell.value] as const)));
}

function valuesNow({ indicator, actual }: LinkQuestion, unitName: string): TargetValues | undefined {
  return actual.values.get(linkKey(indicator.key, unitName));
}
