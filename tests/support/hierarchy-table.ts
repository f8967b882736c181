/** Tables of counts with margins in two or three hierarchical dimensions, as problems of disclosure control. */
import type { Problem, ProblemCell, Relation } from '../../src/disclosure/problem.ts';

/** Nodes of a hierarchy: the name of each and those it is the sum of; leaves have none. */
export type Hierarchy = ReadonlyMap<string, readonly string[]>;

export interface TableRules {
  /** Counts above 0 and below it are hidden and must look as if they reached it. */
  readonly threshold: number;
  /** What is known to be the largest count. */
  readonly upper: number;
  /** Cells that stay published, apart from zeros. */
  readonly isFrozen?: (id: string) => boolean;
}

/** Leaf counts by path, `q1|a1`, as `count` tells them; a margin is the sum of what is below it. */
export function hierarchyTable(
  dimensions: readonly Hierarchy[],
  count: (path: readonly string[]) => number,
  { threshold, upper, isFrozen = () => false }: TableRules,
): Problem {
  const values = new Map<string, number>();
  const valueOf = (path: readonly string[]): number => {
    const id = path.join('|');
    const known = values.get(id);
    if (known !== undefined) return known;
    const at = path.findIndex((name, dimension) => dimensions[dimension]!.get(name)!.length > 0);
    const value =
      at < 0
        ? count(path)
        : dimensions[at]!.get(path[at]!)!.reduce((sum, part) => sum + valueOf(path.with(at, part)), 0);
    values.set(id, value);
    return value;
  };
  const paths = dimensions.reduce<string[][]>(
    (some, dimension) => some.flatMap((path) => [...dimension.keys()].map((name) => [...path, name])),
    [[]],
  );
  const indexOf = new Map(paths.map((path, index) => [path.join('|'), index]));
  const cells = paths.map((path): ProblemCell => {
    const [id, value] = [path.join('|'), valueOf(path)];
    const shape = { id, value, lower: 1, upper, weight: Math.log2(1 + value) };
    if (value > 0 && value < threshold) return { ...shape, status: 'hidden', need: { high: threshold } };
    if (value === 0) return { ...shape, lower: 0, status: 'frozen' };
    return { ...shape, status: isFrozen(id) ? 'frozen' : 'open' };
  });
  const relations = paths.flatMap((path, index): Relation[] =>
    path.flatMap((name, at) => {
      const parts = dimensions[at]!.get(name)!;
      if (parts.length === 0) return [];
      const terms = parts.map((part) => [indexOf.get(path.with(at, part).join('|'))!, 1] as const);
      return [{ terms: [[index, -1], ...terms], lower: 0, upper: 0, name: path.join('|') }];
    }),
  );
  return { cells, relations, counts: true };
}

/** A hierarchy of leaves in groups: `hierarchy('a', [12, 4, 1])` is 12 leaves in 4 groups in one total. */
export function hierarchy(name: string, sizes: readonly number[]): Hierarchy {
  const nodes = new Map<string, string[]>();
  for (const [level, size] of sizes.entries())
    for (let at = 0; at < size; at += 1) nodes.set(`${name}${level}.${at}`, []);
  for (const [level, size] of sizes.entries()) {
    const above = sizes[level + 1];
    if (above === undefined) break;
    for (let at = 0; at < size; at += 1)
      nodes.get(`${name}${level + 1}.${Math.floor((at * above) / size)}`)!.push(`${name}${level}.${at}`);
  }
  return nodes;
}

/** Numbers from 0 to 1, the same for the same seed everywhere (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A count that is `mean` on average (Poisson). */
export function poisson(mean: number, random: () => number): number {
  let [count, left] = [0, mean];
  for (;;) {
    left += Math.log(1 - random());
    if (left < 0) return count;
    count += 1;
  }
}
