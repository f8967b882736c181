/** What each circle could ever read of a target, from the releases in the registry that became readable. */
import { innerId, isInner } from '../../core/circle.ts';
import type { DecidedTable, Knowledge } from '../../disclosure/knowledge.ts';
import type { Circle } from '../../mapping/policy-class.ts';
import type { ReleaseContent, ReleasedSeries, ReleaseRecord, ReleaseRegistry } from '../release-registry.ts';

export type CircleKnowledge = Readonly<Record<Circle, Knowledge>>;

export interface ReadableRelease {
  readonly record: ReleaseRecord;
  readonly content: ReleaseContent;
}

/** Oldest first; those that never became readable are left out. */
export async function readableReleases(
  registry: Pick<ReleaseRegistry, 'releases' | 'releaseContent'>,
  target: string,
): Promise<ReadableRelease[]> {
  const found: ReadableRelease[] = [];
  for (const record of await registry.releases(target))
    if (record.readableSince !== null)
      found.push({ record, content: await registry.releaseContent(record.id) });
  return found;
}

/** The inner circle reads what is public as well. */
export function knowledgeOf(releases: readonly ReadableRelease[]): CircleKnowledge {
  return { intern: knowledge(releases, ['intern', 'public']), public: knowledge(releases, ['public']) };
}

function knowledge(releases: readonly ReadableRelease[], circles: readonly Circle[]): Knowledge {
  const open = new Map<string, number[]>();
  const since = new Map<string, string>();
  const decided = new Map<string, DecidedTable>();
  const hidden = new Set<string>();
  const areas = new Map<string, string[]>();
  const shown = new Map<string, ShownBefore>();
  const [own] = circles;
  for (const { record, content } of releases) {
    for (const table of content.tables) {
      if (!circles.some((circle) => circle === table.circle)) continue;
      if (table.circle === own) {
        decided.set(table.hash, table);
        for (const figure of table.hidden) hidden.add(figure);
      }
      for (const [figure, value] of Object.entries(table.open)) {
        const known = open.get(figure);
        if (known?.includes(value)) continue;
        open.set(figure, [...(known ?? []), value]);
        if (!known) {
          const [quantity, level, area = '', date, ...converted] = figure.split('|');
          const place = `${quantity}|${level}|${date}`;
          if (converted.length === 0) areas.set(place, [...(areas.get(place) ?? []), area]);
        }
        if (!since.has(figure)) since.set(figure, (record.readableSince ?? '').slice(0, 10));
      }
    }
    for (const series of content.series) {
      const reader = readerOf(series);
      if (!reader || !circles.includes(reader)) continue;
      const { indicator, level } = series.of ?? series;
      for (const [row, area] of series.areas.entries())
        for (const [column, date] of series.dates.entries())
          shown.set(`${indicator}|${level}|${area}|${date}`, {
            value: series.rows[row]?.[column] ?? null,
            definition: series.definition,
          });
    }
  }
  return {
    openWith: (figure) => open.get(figure) ?? [],
    wasHidden: (figure) => hidden.has(figure) && !open.has(figure),
    readableAreas: ({ quantity, level, date }) => areas.get(`${quantity}|${level}|${date}`) ?? [],
    readableSince: (figure) => since.get(figure),
    decided: (hash) => decided.get(hash),
    shown({ indicator, level, area, date, definition }) {
      const at = `${level}|${area}|${date}`;
      const inner = own === 'intern' ? shown.get(`${innerId(indicator)}|${at}`) : undefined;
      const before = inner ?? shown.get(`${indicator}|${at}`);
      return isSame(before?.definition, definition) ? before?.value : undefined;
    },
  };
}

interface ShownBefore {
  readonly value: number | null;
  readonly definition: string | undefined;
}

/** What does not say what it means, like a value put back by a rollback, means what the catalogue says. */
function isSame(before: string | undefined, now: string | undefined): boolean {
  return before === undefined || now === undefined || before === now;
}

/** What a rollback has put back is what stands there, for whoever reads the indicator. */
function readerOf({ circle, of }: ReleasedSeries): Circle | undefined {
  if (circle === 'intern' || circle === 'public') return circle;
  if (!of) return undefined;
  return isInner(of.indicator) ? 'intern' : 'public';
}
