/** What the registry says of one value: the newest release that has it, what that decided, and since when it can be read. */
import type { LevelId } from '../../core/area.ts';
import { catalogueId, innerId } from '../../core/circle.ts';
import { germanDate, type ReferenceDate } from '../../core/reference-date.ts';
import { SyncError } from '../../errors.ts';
import type { Circle } from '../../mapping/policy-class.ts';
import type { ReadableRelease } from '../protect/knowledge-of.ts';
import type { ReleasedSeries } from '../release-registry.ts';

export interface WhyQuestion {
  readonly target: string;
  readonly indicator: string;
  readonly area: string;
  readonly date: ReferenceDate;
  readonly level?: string | undefined;
  readonly circle: Circle;
}

/** The newest release that has the indicator for this circle; where it is not split, both circles read the same. */
export function newestReleaseOf(
  all: readonly ReadableRelease[],
  { indicator, level, circle, area }: WhyQuestion,
): { release: ReadableRelease; series: ReleasedSeries } {
  const names = circle === 'intern' ? [innerId(indicator), indicator] : [indicator];
  for (const release of all.toReversed())
    for (const name of names) {
      const found = release.content.series.filter(
        (one) => one.indicator === name && (circle === 'intern' || one.circle === 'public'),
      );
      const wanted = level === undefined ? found : found.filter((one) => one.level === level);
      const series = wanted.find(({ areas }) => areas.some((one) => one === area)) ?? wanted[0];
      if (series) return { release, series };
      if (found.length > 0)
        throw nothingReleased(
          `auf der Ebene „${level}“`,
          found.map((one) => one.level),
        );
    }
  const known = all.flatMap(({ content }) => content.series.map((one) => catalogueId(one.indicator)));
  throw nothingReleased(
    `des Indikators „${indicator}“ ${circle === 'public' ? 'für die Öffentlichkeit' : ''}`.trim(),
    known,
  );
}

export interface Decided {
  readonly open: ReadonlySet<string>;
  readonly hidden: ReadonlySet<string>;
}

/** Figures as the release left them; tables that were decided before stand in earlier ones. */
export function decidedIn(
  { content, record }: ReadableRelease,
  all: readonly ReadableRelease[],
  circle: Circle,
): Decided {
  const wanted = new Set(
    Object.entries(content.index).flatMap(([key, hash]) => (key.startsWith(`${circle} `) ? [hash] : [])),
  );
  const tables = all
    .filter((one) => one.record.seq <= record.seq)
    .flatMap((one) => one.content.tables)
    .filter((table) => table.circle === circle && wanted.has(table.hash));
  return {
    open: new Set(tables.flatMap(({ open }) => Object.keys(open))),
    hidden: new Set(tables.flatMap(({ hidden }) => hidden)),
  };
}

export function firstShown(
  all: readonly ReadableRelease[],
  question: WhyQuestion,
  level: LevelId,
): string | null {
  const names =
    question.circle === 'intern' ? [innerId(question.indicator), question.indicator] : [question.indicator];
  for (const { content, record } of all)
    for (const series of content.series) {
      if (!names.includes(series.indicator) || series.level !== level) continue;
      if (question.circle === 'public' && series.circle !== 'public') continue;
      const row = series.rows[series.areas.findIndex((one) => one === question.area)];
      const value = row?.[series.dates.indexOf(question.date)] ?? null;
      if (value !== null) return (record.readableSince ?? '').slice(0, 10);
    }
  return null;
}

const LISTED = 12;

function nothingReleased(what: string, known: readonly string[]): SyncError {
  const names = [...new Set(known)].sort();
  return new SyncError({
    code: 'disclosure.nothing-released',
    kind: 'usage',
    message: `Eine Freigabe ${what} ist nicht verzeichnet.`,
    hint:
      names.length === 0
        ? 'Für dieses Ziel ist noch nichts lesbar geworden.'
        : `Verzeichnet sind: ${listed(names)}.`,
  });
}

export function noSuchValue({ areas, dates, level }: ReleasedSeries, { area, date }: WhyQuestion): SyncError {
  const isArea = areas.some((one) => one === area);
  return new SyncError({
    code: 'disclosure.no-such-value',
    kind: 'usage',
    message: isArea
      ? `Für den ${germanDate(date)} ist nichts freigegeben worden.`
      : `Eine Raumeinheit „${area}“ gibt es auf der Ebene „${level}“ nicht.`,
    hint: isArea ? `Stichtage sind: ${listed(dates.map(germanDate))}.` : `Vorhanden sind: ${listed(areas)}.`,
  });
}

function listed(texts: readonly string[]): string {
  const more = texts.length > LISTED ? ` und ${texts.length - LISTED} weitere` : '';
  return texts.slice(0, LISTED).join(', ') + more;
}
