/** What figures are read from: datasets, geography and the policy's knowledge, for one run. */
import type { LevelId } from '../../core/area.ts';
import type { Policy } from '../../mapping/policy.ts';
import type { Borders } from '../../statistics/across-borders.ts';
import type { Geography } from '../../statistics/geography.ts';
import type { KnownDataset, MeasureRule } from '../../statistics/indicator-series.ts';
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
  readonly policy: Policy;
  /** What was told by releases before, of whatever job. */
  readonly earlier: readonly KnownSide[];
}
