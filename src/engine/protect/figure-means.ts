/** What figures are read from: datasets, geography and the policy's knowledge, for one run. */
import type { LevelId, LevelVersion } from '../../core/area.ts';
import type { DisclosureClass } from '../../disclosure/figures.ts';
import type { Catalogue } from '../../mapping/catalogue.ts';
import { profilesInUse } from '../../mapping/cross-check-count.ts';
import { deliveredMost } from '../../mapping/dataset-shape.ts';
import type { Job } from '../../mapping/job.ts';
import { thresholdOf } from '../../mapping/policy-thresholds.ts';
import type { Policy } from '../../mapping/policy.ts';
import { bordersOf, type Borders } from '../../statistics/across-borders.ts';
import type { Geography } from '../../statistics/geography.ts';
import type { KnownDataset, MeasureRule } from '../../statistics/indicator-series.ts';
import type { Computation } from '../compute.ts';
import { isCount } from '../measure-rules.ts';
import { overlapsBetween } from './overlaps-between.ts';
import { sidesOf } from './sides.ts';
import type { OverlapsOf } from './overlaps-between.ts';
import type { KnownSide } from './known-relations.ts';

export interface FigureMeans {
  readonly geography: Geography;
  readonly dataset: (id: string) => KnownDataset | undefined;
  readonly measureRule: (dataset: string, measure: string) => MeasureRule;
  /** Whole numbers of persons, households or things? */
  readonly isCount: (dataset: string, measure: string) => boolean;
  readonly bordersOn: (level: LevelId) => Borders;
  /** Largest count that the source of a dataset hides. */
  readonly hiddenMost: (dataset: string) => number;
  /** Which areas of two levels lie on each other. */
  readonly overlapsOf: OverlapsOf;
  readonly policy: Policy;
  /** Strictest class in which any indicator of the catalogue counts the quantity, whatever job publishes it. */
  readonly strictestClass: (quantity: string) => DisclosureClass;
  /** What was told by releases before, of whatever job. */
  readonly earlier: readonly KnownSide[];
}

export interface MeansQuestion {
  readonly job: Job;
  readonly computation: Computation;
  readonly geography: Geography;
  readonly versions: readonly LevelVersion[];
  readonly policy: Policy;
  /** Datasets that the job's own indicators do not need. */
  readonly extra?: ReadonlyMap<string, KnownDataset>;
  readonly earlier?: readonly KnownSide[];
}

export function figureMeans(question: MeansQuestion, catalogue: Catalogue): FigureMeans {
  const { job, computation, geography, versions, policy, extra, earlier = [] } = question;
  const leastTold = thresholdOf(policy, 'intern', 1);
  const borders = new Map<LevelId, Borders>();
  return {
    geography,
    dataset: (id) => computation.dataset(id) ?? extra?.get(id),
    measureRule: (dataset, measure) => computation.measureRule(dataset, measure),
    isCount: remembered((dataset, measure) => isCount(catalogue, job, { dataset, measure })),
    bordersOn(level) {
      const own = job.levels.includes(level);
      const known = borders.get(level) ?? (own ? computation.bordersOn(level) : bordersOf(geography, level));
      borders.set(level, known);
      return known;
    },
    hiddenMost: (id) => deliveredMost(profilesInUse(id, catalogue, [job])) ?? leastTold - 1,
    overlapsOf: overlapsBetween(versions),
    policy,
    strictestClass: strictestClasses(catalogue),
    earlier,
  };
}

/** The catalogue does not change while a run goes on, and is asked for every single figure. */
function remembered<Answer>(ask: (dataset: string, measure: string) => Answer): typeof ask {
  const known = new Map<string, Answer>();
  return (dataset, measure) => {
    const key = `${dataset}.${measure}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = ask(dataset, measure);
    known.set(key, answer);
    return answer;
  };
}

function strictestClasses({ indicators }: Pick<Catalogue, 'indicators'>): FigureMeans['strictestClass'] {
  const classes = new Map<string, DisclosureClass>();
  for (const { formula, disclosureClass } of indicators.values()) {
    if (disclosureClass === null || (formula.kind !== 'count' && formula.kind !== 'rate')) continue;
    const { quantity } = sidesOf(formula).numerator;
    const own = disclosureClass as DisclosureClass;
    if (own > (classes.get(quantity) ?? 0)) classes.set(quantity, own);
  }
  return (quantity) => classes.get(quantity) ?? 0;
}
