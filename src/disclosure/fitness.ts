/**
 * Is a set of areas large enough, before data are bought? Expected shares of small cells from residents and assumed
 * prevalences, tables to try suppression on, and which areas to put together. Chance comes from a seed.
 */
import { compareTexts } from '../core/compare-texts.ts';
import { drawPoisson, poissonAtMost, randomFrom } from './fitness/poisson.ts';
import type { Problem, ProblemCell, Relation } from './problem.ts';

export interface FitArea {
  readonly id: string;
  readonly residents: number;
  readonly neighbours: readonly string[];
}

export interface FitRules {
  /** Least count that may be seen. */
  readonly n: number;
  /** Inhabitants below which nothing is shown. */
  readonly floor: number;
  readonly zeros: 'open' | 'protected';
}

/**
 * How unevenly cases spread over age groups: quantiles of a Weibull distribution with this shape. It meets what was
 * measured on 18,800 simulated cases in 64 areas and 12 groups: 23, 8 and 3 percent of these cells below 10, 5 and 3.
 */
const SPREAD = 1.4;

/** Shares of the groups, together 1, from the smallest to the largest. */
export function groupShares(groups: number): number[] {
  const raw = Array.from({ length: groups }, (_, at) => (-Math.log(1 - (at + 0.5) / groups)) ** (1 / SPREAD));
  const sum = raw.reduce((total, share) => total + share, 0);
  return raw.map((share) => share / sum);
}

/** Chance that a count with this mean is one that may not be seen. */
export function smallChance(mean: number, { n, zeros }: FitRules): number {
  if (n <= 0) return 0;
  const nothing = zeros === 'open' ? Math.exp(-mean) : 0;
  return Math.max(0, poissonAtMost(n - 1, mean) - nothing);
}

/** Expected share of an indicator's cells that are hidden for themselves: small ones, and all of areas below the floor. */
export function hiddenShare(
  areas: readonly Pick<FitArea, 'residents'>[],
  { prevalence, groups }: { readonly prevalence: number; readonly groups: number },
  rules: FitRules,
): number {
  if (areas.length === 0) return 0;
  const shares = groupShares(groups);
  const total = areas.reduce((sum, { residents }) => {
    if (residents < rules.floor) return sum + 1;
    const cases = residents * prevalence;
    return sum + shares.reduce((own, share) => own + smallChance(cases * share, rules), 0) / groups;
  }, 0);
  return total / areas.length;
}

export interface Trial {
  readonly problem: Problem;
  /** Cells of areas and groups; totals not counted. */
  readonly cells: number;
  readonly primary: number;
}

/** Cheaper cells are hidden first; a total costs as much as some of its parts. */
const TOTAL_PRICE = 4;

/** A table of areas and groups with both margins, as it might come; areas below the floor are left out. */
export function trialTable(
  areas: readonly FitArea[],
  {
    prevalence,
    groups,
    seed,
  }: { readonly prevalence: number; readonly groups: number; readonly seed: number },
  rules: FitRules,
): Trial {
  const random = randomFrom(seed);
  const shares = groupShares(groups);
  const shown = areas.filter(({ residents }) => residents >= rules.floor);
  const counts = shown.map(({ residents }) =>
    shares.map((share) => drawPoisson(residents * prevalence * share, random)),
  );
  const cells: ProblemCell[] = [];
  const relations: Relation[] = [];
  let primary = 0;
  const isSmall = (value: number) => value < rules.n && (value > 0 || rules.zeros === 'protected');
  const add = (id: string, value: number, price: number): number => {
    const small = isSmall(value);
    const status = small ? 'hidden' : value === 0 ? 'frozen' : 'open';
    const need = small ? { need: { high: rules.n } } : {};
    const lower = rules.zeros === 'open' ? Math.min(1, value) : 0;
    const weight = price * Math.log2(1 + value);
    cells.push({ id, value, lower, upper: Infinity, weight, status, ...need });
    return cells.length - 1;
  };
  const at = counts.map((row, area) => row.map((value, group) => add(`${area}/${group}`, value, 1)));
  for (const { status } of cells) if (status === 'hidden') primary += 1;
  const inner = cells.length;
  const total = (name: string, parts: readonly number[]): number => {
    const value = parts.reduce((sum, part) => sum + (cells[part]?.value ?? 0), 0);
    const whole = add(name, value, TOTAL_PRICE);
    const terms = [[whole, 1] as const, ...parts.map((part) => [part, -1] as const)];
    relations.push({ terms, lower: 0, upper: 0, name });
    return whole;
  };
  const rows = groups > 1 ? at.map((row, area) => total(`${area}/+`, row)) : at.map(([only]) => only ?? 0);
  const columns =
    groups > 1
      ? shares.map((_, group) =>
          total(
            `+/${group}`,
            at.map((row) => row[group] ?? 0),
          ),
        )
      : [];
  if (shown.length > 0) {
    const all = total('+/+', rows);
    if (columns.length > 0) {
      const terms = [[all, 1] as const, ...columns.map((part) => [part, -1] as const)];
      relations.push({ terms, lower: 0, upper: 0, name: '+/+ (groups)' });
    }
  }
  return { problem: { cells, relations, counts: true }, cells: inner, primary };
}

export interface Merged {
  /** Ids of the areas that are one now. */
  readonly members: readonly string[];
  readonly residents: number;
}

/**
 * The smallest area with its smallest neighbour, until `isEnough` says so or nothing is left to put together. An area
 * without neighbours stays as it is.
 */
export function mergeAreas(
  areas: readonly FitArea[],
  isEnough: (areas: readonly { readonly residents: number }[]) => boolean,
): Merged[] {
  const groups = new Map(
    areas.map(({ id, residents, neighbours }) => {
      return [
        id,
        { id, members: [id], residents, neighbours: new Set(neighbours.filter((other) => other !== id)) },
      ];
    }),
  );
  for (const group of groups.values())
    for (const other of group.neighbours) {
      const there = groups.get(other);
      if (there) there.neighbours.add(group.id);
      else group.neighbours.delete(other);
    }
  while (!isEnough([...groups.values()])) {
    const mergeable = [...groups.values()].filter(({ neighbours }) => neighbours.size > 0).sort(bySize);
    const [smallest] = mergeable;
    if (!smallest) break;
    const [partner] = [...smallest.neighbours].flatMap((id) => groups.get(id) ?? []).sort(bySize);
    if (!partner) break;
    groups.delete(smallest.id);
    partner.members.push(...smallest.members);
    partner.residents += smallest.residents;
    for (const id of smallest.neighbours) {
      const other = groups.get(id);
      other?.neighbours.delete(smallest.id);
      if (!other || other === partner) continue;
      other.neighbours.add(partner.id);
      partner.neighbours.add(id);
    }
  }
  return [...groups.values()].map(({ members, residents }) => ({
    members: members.toSorted(compareTexts),
    residents,
  }));
}

type Sized = { readonly id: string; readonly residents: number };

function bySize(a: Sized, b: Sized): number {
  return a.residents - b.residents || compareTexts(a.id, b.id);
}

/** Smallest number of cases per area with which no larger share of the cells is hidden; areas of one size. */
export function casesNeeded(groups: number, rules: FitRules, mostHidden: number): number {
  const share = (cases: number) =>
    hiddenShare([{ residents: cases }], { prevalence: 1, groups }, { ...rules, floor: 0 });
  let high = Math.max(1, rules.n) * groups;
  while (share(high) > mostHidden) high *= 2;
  let low = 0;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    // Where zeros are open, next to no cases hide nothing either; that is no way out.
    if (middle >= groups && share(middle) <= mostHidden) high = middle;
    else low = middle;
  }
  return high;
}
