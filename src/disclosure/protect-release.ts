/**
 * From figures to a Release: both circles are decided, proven and written down, what is computed from published values
 * is computed from these, and only then a Release is made. Nothing else in the program makes one of new values.
 */
import type { LevelId } from '../core/area.ts';
import { innerId } from '../core/circle.ts';
import type { IndicatorSeries } from '../core/indicator.ts';
import { mintRelease, type Release } from '../core/release.ts';
import type { Circle, ClassNumber } from '../mapping/policy-class.ts';
import { circlesDiffer } from '../mapping/policy-thresholds.ts';
import type { Policy } from '../mapping/policy.ts';
import { shownValues, type ShownOf } from './circle-series.ts';
import { decideCircle, type DecidedCircle } from './decide-circle.ts';
import type { FigureTable } from './figures.ts';
import type { Knowledge } from './knowledge.ts';
import type { Solver, SolverProgress } from './problem.ts';
import { judgeFigures } from './rules/judge-figures.ts';
import { withMeansOfArrivals } from './withheld-means.ts';

export interface ProtectQuestion {
  readonly target: string;
  readonly table: FigureTable;
  readonly policy: Policy;
  /** From the smallest areas to the largest. */
  readonly levels: readonly LevelId[];
  /** What each circle could ever read; the inner circle reads what is public too. */
  readonly knowledge: Readonly<Record<Circle, Knowledge>>;
  /** Circles that are published to. */
  readonly circles: readonly Circle[];
  readonly solver: Solver;
  readonly progress: (circle: Circle) => SolverProgress;
  /** All series of a circle, once it is known what its values may be; hidden ones have the state `suppressed`. */
  readonly seriesOf: (circle: Circle, shown: ShownOf) => readonly IndicatorSeries[];
  readonly classOf: (indicator: string) => ClassNumber;
}

export type CircleOutcome = DecidedCircle & { readonly circle: Circle };

export type ProtectedRelease =
  | { readonly outcome: 'released'; readonly release: Release; readonly circles: readonly CircleOutcome[] }
  | { readonly outcome: 'refused'; readonly circles: readonly CircleOutcome[] };

export async function protectRelease(question: ProtectQuestion): Promise<ProtectedRelease> {
  const { table, policy, knowledge, circles } = question;
  const isUsed = new Set(
    table.values.flatMap(({ numerator, denominator }) => [numerator, denominator ?? '']),
  );
  const figures = [...table.figures.values()].filter(({ id }) => isUsed.has(id));
  const outcomes: CircleOutcome[] = [];
  const series: IndicatorSeries[] = [];
  let hiddenInside: ReadonlySet<string> = new Set();
  // The inner circle comes first: what is hidden from it is hidden from everybody.
  for (const circle of ['intern', 'public'] as const) {
    const judged = judgeFigures({ figures, values: table.values, policy, circle });
    const decisions = withMeansOfArrivals(table, judged.values);
    const decided = await decideCircle({
      ...question,
      circle,
      judged: judged.figures,
      decisions,
      knowledge: knowledge[circle],
      hiddenInside,
      progress: question.progress(circle),
    });
    outcomes.push({ circle, ...decided });
    if (decided.exposures.length > 0) return { outcome: 'refused', circles: outcomes };
    hiddenInside = new Set(decided.hidden.keys());
    if (!circles.includes(circle)) continue;
    const shown = shownValues(table, decisions, decided, knowledge[circle]);
    series.push(...published(circle, question.seriesOf(circle, shown), question));
  }
  const { target } = question;
  const stamp = { id: policy.id, version: policy.version, sha256: policy.sha256 };
  const release = mintRelease({ target, series, policy: stamp });
  return { outcome: 'released', release, circles: outcomes };
}

/** Where the inner circle sees no more than the public, there is only the public indicator. */
function published(
  circle: Circle,
  series: readonly IndicatorSeries[],
  { policy, classOf, circles }: ProtectQuestion,
): IndicatorSeries[] {
  if (circle === 'public') return [...series];
  return series
    .filter(({ indicator }) => circlesDiffer(policy, classOf(indicator)) || !circles.includes('public'))
    .map((one) => ({
      ...one,
      indicator: circlesDiffer(policy, classOf(one.indicator)) ? innerId(one.indicator) : one.indicator,
    }));
}
