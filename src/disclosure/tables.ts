/**
 * The figures of a circle cut into tables that have nothing to do with each other: two figures belong together where a
 * relation joins them and neither is fixed. Only tables with something to protect are answered.
 */
import { contentHash } from '../core/hash.ts';
import type { FigureRelation, FigureTable } from './figures.ts';
import type { Standing } from './figure-status.ts';
import type { CellStatus, Problem, ProblemCell } from './problem.ts';
import { tableFrames, type TableFrame } from './table-frames.ts';

export interface Table {
  /** Id of its first figure: stable as long as the table is. */
  readonly id: string;
  readonly problem: Problem;
  /** Figures that are in the table's hands: not fixed. */
  readonly figures: readonly string[];
  /** Over values, needs, prices and relations, whatever was known before: equal hash, equal decision. */
  readonly hash: string;
}

export function tablesOf(
  table: FigureTable,
  standings: ReadonlyMap<string, Standing>,
  rules: unknown,
  former: readonly FigureRelation[] = [],
): Table[] {
  const { frames, frameOf } = tableFrames(table, (id) => !isFixedAlways(standings.get(id)));
  const formerOf = new Map<TableFrame, FigureRelation[]>();
  for (const relation of former) {
    const frame = frameOf(relation);
    if (frame) formerOf.set(frame, [...(formerOf.get(frame) ?? []), relation]);
  }
  return frames
    .filter(({ figures }) => figures.some((id) => isTarget(standings.get(id))))
    .map((frame) => {
      const source = { figures: table.figures, standings, rules, former: formerOf.get(frame) ?? [] };
      return tableOf(frame, source);
    });
}

function isFixedAlways(standing: Standing | undefined): boolean {
  return standing === undefined || (standing.fresh.status === 'frozen' && !standing.isPreference);
}

function isTarget(standing: Standing | undefined): boolean {
  return standing?.need !== undefined || standing?.fresh.need !== undefined;
}

interface Source {
  readonly figures: FigureTable['figures'];
  readonly standings: ReadonlyMap<string, Standing>;
  readonly rules: unknown;
  /** What is known besides; no part of the hash. */
  readonly former: readonly FigureRelation[];
}

function tableOf(frame: TableFrame, source: Source): Table {
  const { inside, rows, text } = frame;
  const stable: string[] = [];
  const cells = inside.map((id): ProblemCell => {
    const standing = source.standings.get(id);
    const figure = source.figures.get(id);
    if (!standing || !figure) throw new RangeError(`figure ${id} has no standing`);
    const { weight, need, fresh } = standing;
    const value = figure.value ?? standing.lower;
    const lower = Math.min(standing.lower, value);
    const upper = Math.max(standing.upper, value);
    const asked = [fresh.need?.low ?? null, fresh.need?.high ?? null];
    stable.push(JSON.stringify([id, value, lower, upper, weight, fresh.status, ...asked]));
    const unknown = figure.value === null ? { isUnknown: true as const } : {};
    const status = statusToday(standing);
    return { ...unknown, id, value, lower, upper, weight, status, ...(need ? { need } : {}) };
  });
  const counts = inside.every((id) => source.figures.get(id)?.kind !== 'amount');
  const hash = contentHash([...stable, text, source.rules]);
  return {
    id: frame.figures[0] ?? '',
    figures: frame.figures,
    problem: { cells, relations: [...rows, ...frame.rowsOf(source.former)], counts },
    hash,
  };
}

/** What has been hidden beside something to protect stays hidden: both patterns together would tell what neither tells. */
function statusToday({ status, wasHidden, isPreference, isKnown }: Standing): CellStatus {
  const isFree = status === 'open' || (status === 'frozen' && isPreference && !isKnown);
  return isFree && wasHidden ? 'hidden' : status;
}
