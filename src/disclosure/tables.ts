/**
 * The figures of a circle cut into tables that have nothing to do with each other: two figures belong together where a
 * relation joins them and neither is fixed. Only tables with something to protect are answered.
 */
import { compareTexts } from '../core/compare-texts.ts';
import { contentHash } from '../core/hash.ts';
import type { FigureRelation, FigureTable } from './figures.ts';
import type { Standing } from './figure-status.ts';
import type { CellStatus, Problem, ProblemCell, Relation } from './problem.ts';

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
  { figures, relations }: FigureTable,
  standings: ReadonlyMap<string, Standing>,
  rules: unknown,
  former: readonly FigureRelation[] = [],
): Table[] {
  const ids = [...figures.keys()].sort();
  const number = new Map(ids.map((id, index) => [id, index]));
  const loose = new Set(ids.filter((id) => !isFixedAlways(standings.get(id))));
  const isFixed = (id: string) => !loose.has(id);
  const group = unionFind(ids.length);
  const live: FigureRelation[] = [];
  for (const relation of relations) {
    const free = relation.terms.flatMap(([id]) => (isFixed(id) ? [] : [number.get(id) ?? -1]));
    if (free.length === 0) continue;
    live.push(relation);
    for (const other of free.slice(1)) group.join(free[0] ?? 0, other);
  }
  const members = new Map<number, string[]>();
  for (const id of ids) {
    if (isFixed(id)) continue;
    const root = group.rootOf(number.get(id) ?? 0);
    const own = members.get(root);
    if (own) own.push(id);
    else members.set(root, [id]);
  }
  const byTable = (some: readonly FigureRelation[]) => {
    const found = new Map<number, FigureRelation[]>();
    for (const relation of some) {
      const first = relation.terms.find(([id]) => !isFixed(id));
      const root = group.rootOf(number.get(first?.[0] ?? '') ?? 0);
      const own = found.get(root);
      if (own) own.push(relation);
      else found.set(root, [relation]);
    }
    return found;
  };
  const [relationsOf, formerOf] = [byTable(live), byTable(former)];
  return [...members]
    .filter(([, own]) => own.some((id) => isTarget(standings.get(id))))
    .map(([root, own]) => {
      const source = { figures, standings, rules, former: formerOf.get(root) ?? [] };
      return tableOf(own, relationsOf.get(root) ?? [], source);
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

function tableOf(own: readonly string[], relations: readonly FigureRelation[], source: Source): Table {
  const inside = new Set([...own, ...relations.flatMap(({ terms }) => terms.map(([id]) => id))]);
  const ids = [...inside].sort();
  const index = new Map(ids.map((id, at) => [id, at]));
  const cells = ids.map((id): ProblemCell => {
    const standing = source.standings.get(id);
    const figure = source.figures.get(id);
    if (!standing || !figure) throw new RangeError(`figure ${id} has no standing`);
    const { lower, upper, weight, need } = standing;
    const value = figure.value ?? lower;
    const unknown = figure.value === null ? { isUnknown: true as const } : {};
    return {
      ...unknown,
      id,
      value,
      lower: Math.min(lower, value),
      upper: Math.max(upper, value),
      weight,
      status: statusToday(standing),
      ...(need ? { need } : {}),
    };
  });
  const asRows = (some: readonly FigureRelation[]) =>
    some
      .map(({ name, terms, lower, upper }): Relation => {
        const own = terms.map(([id, factor]) => [index.get(id) ?? -1, factor] as const);
        return { name, lower, upper, terms: own.toSorted(([a], [b]) => a - b) };
      })
      .map((relation) => ({ relation, key: JSON.stringify(relation.terms) }))
      .toSorted((a, b) => compareTexts(a.key, b.key))
      .map(({ relation }) => relation);
  const rows = asRows(relations);
  const counts = ids.every((id) => source.figures.get(id)?.kind !== 'amount');
  const stable = cells.map(({ id, value, lower, upper, weight }) => {
    const { status, need = null } = source.standings.get(id)?.fresh ?? {};
    return { id, value, lower, upper, weight, status, need };
  });
  const hash = contentHash({ cells: stable, rows, rules: source.rules });
  return {
    id: own[0] ?? '',
    figures: own,
    problem: { cells, relations: [...rows, ...asRows(source.former)], counts },
    hash,
  };
}

/** What has been hidden beside something to protect stays hidden: both patterns together would tell what neither tells. */
function statusToday({ status, wasHidden, isPreference, isKnown }: Standing): CellStatus {
  const isFree = status === 'open' || (status === 'frozen' && isPreference && !isKnown);
  return isFree && wasHidden ? 'hidden' : status;
}

function unionFind(size: number) {
  const parent = Array.from({ length: size }, (_, index) => index);
  const rootOf = (index: number): number => {
    let at = index;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  return {
    rootOf,
    join(a: number, b: number) {
      const [left, right] = [rootOf(a), rootOf(b)];
      if (left !== right) parent[Math.max(left, right)] = Math.min(left, right);
    },
  };
}
