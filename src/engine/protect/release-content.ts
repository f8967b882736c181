/** A release as the registry keeps it: what is shown, and every figure that can be told from it. */
import { contentHash } from '../../core/hash.ts';
import { catalogueId, isInner } from '../../core/circle.ts';
import type { IndicatorSeries } from '../../core/indicator.ts';
import type { Release } from '../../core/release.ts';
import type { FigureTable } from '../../disclosure/figures.ts';
import type { CircleOutcome } from '../../disclosure/protect-release.ts';
import type { ReleaseContent, ReleasedSeries, ReleasedTable, ReleaseProtocol } from '../release-registry.ts';
import { releasedRows } from '../released-rows.ts';
import type { ReadableRelease } from './knowledge-of.ts';

export interface ContentQuestion {
  readonly job: string;
  /** The public is among those who are published to. */
  readonly isPublic: boolean;
  readonly release: Pick<Release, 'target' | 'series' | 'policy'>;
  readonly table: FigureTable;
  readonly circles: readonly CircleOutcome[];
  /** Tables that stand there with the same hash are not written again. */
  readonly before: readonly ReadableRelease[];
  readonly solver: string;
  readonly durationMs: number;
}

export function releaseContent(question: ContentQuestion): ReleaseContent {
  const { job, isPublic, release, circles, before } = question;
  const written = new Set(
    before.flatMap(({ content }) => content.tables.map(({ circle, hash }) => `${circle} ${hash}`)),
  );
  const all = circles
    .filter(({ circle }) => isPublic || circle === 'intern')
    .flatMap((outcome) => tablesOf(outcome, question.table));
  const isNew = ({ circle, hash }: ReleasedTable) => !written.has(`${circle} ${hash}`);
  const definitions = new Map(
    question.table.values.map(({ indicator, definition }) => [indicator, definition]),
  );
  return {
    job,
    target: release.target,
    policy: release.policy,
    series: release.series.map((one) => seriesOf(one, isPublic, definitions.get(catalogueId(one.indicator)))),
    tables: all.filter(isNew),
    index: Object.fromEntries(all.map(({ circle, table, hash }) => [`${circle} ${table}`, hash])),
    protocol: protocolOf(question),
  };
}

function seriesOf(
  series: IndicatorSeries,
  isPublic: boolean,
  definition: string | undefined,
): ReleasedSeries {
  const { indicator, level, dates, areas } = series;
  return {
    circle: isPublic && !isInner(indicator) ? 'public' : 'intern',
    indicator,
    level,
    dates,
    areas,
    rows: releasedRows(series),
    ...(definition === undefined ? {} : { definition }),
  };
}

/** Decided tables, and the open figures of each quantity and day that no table had to decide on. */
function tablesOf({ circle, tables, open: all }: CircleOutcome, { figures }: FigureTable): ReleasedTable[] {
  const decided = new Set(tables.flatMap(({ open }) => Object.keys(open)));
  const loose = new Map<string, Record<string, number>>();
  for (const id of all) {
    const figure = figures.get(id);
    if (!figure || figure.value === null || decided.has(id)) continue;
    const key = `${figure.quantity}@${figure.date}`;
    const own = loose.get(key) ?? {};
    own[id] = figure.value;
    loose.set(key, own);
  }
  return [
    ...tables.map(({ id, hash, open, hidden: secret }) => ({
      circle,
      table: id,
      hash,
      open,
      hidden: secret,
    })),
    ...[...loose].map(([table, open]) => ({ circle, table, hash: contentHash(open), open, hidden: [] })),
  ];
}

function protocolOf({ table, circles, solver, durationMs }: ContentQuestion): ReleaseProtocol {
  const ways = new Map<string, number>();
  for (const { tables } of circles) for (const { way } of tables) ways.set(way, (ways.get(way) ?? 0) + 1);
  const sum = (of: (outcome: CircleOutcome) => number) =>
    circles.reduce((total, outcome) => total + of(outcome), 0);
  return {
    tables: sum(({ tables }) => tables.length),
    reused: ways.get('reused') ?? 0,
    figures: table.figures.size,
    primary: sum(({ primary }) => primary),
    secondary: sum(({ secondary }) => secondary),
    cost: sum(({ cost }) => cost),
    bound: circles.some(({ bound }) => bound === null) ? null : sum(({ bound }) => bound ?? 0),
    ways: Object.fromEntries([...ways].sort(([a], [b]) => (a < b ? -1 : 1))),
    programs: sum(({ programs }) => programs),
    solver,
    durationMs,
  };
}
