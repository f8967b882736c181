/** An indicator as KomMonitor knows it, and its values on one level before disclosure control. */
import type { AreaKey, LevelId } from './area.ts';
import type { Cell } from './cell.ts';
import type { ReferenceDate } from './reference-date.ts';

export const INDICATOR_TYPES = [
  'STATUS_ABSOLUTE',
  'STATUS_RELATIVE',
  'STATUS_STANDARDIZED',
  'DYNAMIC_ABSOLUTE',
  'DYNAMIC_RELATIVE',
  'DYNAMIC_STANDARDIZED',
] as const;
export type IndicatorType = (typeof INDICATOR_TYPES)[number];

export const UPDATE_INTERVALS = [
  'ARBITRARY',
  'MONTHLY',
  'QUARTERLY',
  'HALF_YEARLY',
  'YEARLY',
  'DAILY',
  'WEEKLY',
] as const;
export type UpdateInterval = (typeof UPDATE_INTERVALS)[number];

/** What describes an indicator to its readers. Name, characteristic and type together are its key in KomMonitor. */
export interface IndicatorDescription {
  readonly name: string;
  readonly characteristic: string;
  readonly type: IndicatorType;
  readonly abbreviation: string;
  readonly unit: string;
  /** Decimals shown and published. */
  readonly precision: number;
  /** At most 255 characters. */
  readonly interpretation: string;
  readonly processDescription: string;
  readonly referenceDateNote: string;
  readonly headline: boolean;
  readonly tags: readonly string[];
  /** Topic names from the main topic to the deepest sub topic. */
  readonly topic: readonly string[];
  readonly displayOrder: number;
  readonly classification: {
    readonly scheme: string;
    readonly classes: number;
    readonly method: 'REGIONAL_DEFAULT' | 'JENKS' | 'EQUAL_INTERVAL' | 'QUANTILE';
  };
  readonly metadata: DatasetMetadata;
}

export interface DatasetMetadata {
  readonly contact: string;
  readonly datasource: string;
  readonly description: string;
  readonly updateInterval: UpdateInterval;
  readonly databasis: string;
  readonly note: string;
  readonly literature: string;
}

export interface SeriesValue {
  readonly area: AreaKey;
  readonly date: ReferenceDate;
  /** Rounded by the indicator's rule; null in every state that is not published. */
  readonly cell: Cell;
}

/** One indicator on one level: every area of the level at every date, exactly once (a full rectangle). */
export interface IndicatorSeries {
  readonly indicator: string;
  readonly level: LevelId;
  readonly dates: readonly ReferenceDate[];
  readonly areas: readonly AreaKey[];
  readonly values: readonly SeriesValue[];
  /** Dataset version ids that went in, for the explanation. */
  readonly inputs: readonly string[];
}
