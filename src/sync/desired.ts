/** What should stand in the target after the run: levels with their history, indicators with their values. */
import type { LevelEdition, LevelId } from '../core/area.ts';
import type { IndicatorDescription } from '../core/indicator.ts';
import type { Release } from '../core/release.ts';
import type { Access, UnitDescription } from './target.ts';

export interface DesiredLevel {
  readonly level: LevelId;
  readonly unit: UnitDescription;
  readonly access: Access;
  /** Ascending by `validFrom`, at least one. */
  readonly editions: readonly LevelEdition[];
  /** Version of the level, for the explanation. */
  readonly version: string;
}

export interface DesiredIndicator {
  /** Id in this program; the release's series carry it. */
  readonly id: string;
  readonly description: IndicatorDescription;
  readonly topicId: string;
  readonly access: Access;
}

export interface Desired {
  /** From the smallest areas to the largest. */
  readonly levels: readonly DesiredLevel[];
  readonly indicators: readonly DesiredIndicator[];
  readonly release: Release;
}
