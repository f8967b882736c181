/** What each circle could read, release by release and altogether, from the registry alone. */
import type { CircleState } from '../../disclosure/audit-facts.ts';
import type { Circle } from '../../mapping/policy-class.ts';
import type { ReleaseContent, ReleaseRecord } from '../release-registry.ts';

export const CIRCLES = ['intern', 'public'] as const;

export interface Read {
  readonly record: ReleaseRecord;
  readonly content: ReleaseContent;
}

/** What each circle reads after a release, from its index; a table that was decided before stands in an earlier one. */
export function statesOf(releases: readonly Read[]): Map<string, Record<Circle, CircleState>> {
  const tables = new Map<string, ReleaseContent['tables'][number]>();
  const states = new Map<string, Record<Circle, CircleState>>();
  for (const { record, content } of releases) {
    for (const table of content.tables) tables.set(`${table.circle} ${table.hash}`, table);
    const state = (circle: Circle): CircleState => {
      const open = new Map<string, number>();
      const hidden = new Set<string>();
      for (const [key, hash] of Object.entries(content.index)) {
        if (!key.startsWith(`${circle} `)) continue;
        const table = tables.get(`${circle} ${hash}`);
        for (const [figure, value] of Object.entries(table?.open ?? {})) open.set(figure, value);
        for (const figure of table?.hidden ?? []) hidden.add(figure);
      }
      return { open, hidden };
    };
    states.set(record.id, { intern: state('intern'), public: state('public') });
  }
  return states;
}

export function hasBoth(releases: readonly Read[], id: string): boolean {
  const keys = Object.keys(releases.find(({ record }) => record.id === id)?.content.index ?? {});
  return CIRCLES.every((circle) => keys.some((key) => key.startsWith(`${circle} `)));
}

export interface Known {
  readonly values: number[];
  readonly since: string;
}

/** By figure: all values, in the order in which they became readable. */
export function everOpen(releases: readonly Read[], circles: readonly Circle[]): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const { record, content } of releases) {
    if (record.readableSince === null) continue;
    for (const table of content.tables) {
      if (!circles.some((circle) => circle === table.circle)) continue;
      for (const [figure, value] of Object.entries(table.open)) {
        const before = known.get(figure) ?? { values: [], since: record.readableSince.slice(0, 10) };
        if (!before.values.includes(value)) before.values.push(value);
        known.set(figure, before);
      }
    }
  }
  return known;
}

/** Of every job its newest release counts. */
export function hiddenNow(releases: readonly Read[], circle: Circle): Set<string> {
  const states = statesOf(releases);
  const newest = new Map(
    releases
      .filter(({ record }) => record.readableSince !== null)
      .map(({ record }) => [record.job, record.id]),
  );
  return new Set([...newest.values()].flatMap((id) => [...(states.get(id)?.[circle].hidden ?? [])]));
}
