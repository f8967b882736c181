/**
 * The operations a plan is made of. Each is one HTTP write, carries what stood there before and what must
 * stand there after, and names things by their keys in the target (ids are looked up when it runs, because
 * an earlier operation may create them).
 */
import type { AreaKey } from '../core/area.ts';
import type { CellState } from '../core/cell.ts';
import type { IndicatorDescription, IndicatorType } from '../core/indicator.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Access, FeatureUpload, IndicatorRemainder, UnitDescription, UnitFeature } from './target.ts';

/** Key of an indicator in KomMonitor. */
export interface IndicatorKey {
  readonly name: string;
  readonly characteristic: string | null;
  readonly type: IndicatorType | null;
}

export function indicatorKeyText(key: IndicatorKey): string {
  return `${key.name} | ${key.characteristic ?? ''} | ${key.type ?? ''}`;
}

export function keyOf({ name, characteristic, type }: IndicatorKey): IndicatorKey {
  return { name, characteristic, type };
}

export interface CreateUnit {
  readonly kind: 'create-unit';
  readonly unit: UnitDescription;
  readonly access: Access;
  readonly upload: Omit<FeatureUpload, 'partial'>;
  readonly after: readonly UnitFeature[];
}

export interface UpdateFeatures {
  readonly kind: 'update-features';
  readonly unitName: string;
  readonly upload: FeatureUpload;
  readonly before: readonly UnitFeature[];
  readonly after: readonly UnitFeature[];
}

/** Empties a unit so that its former history can be built up again. Only a rollback does this. */
export interface ClearFeatures {
  readonly kind: 'clear-features';
  readonly unitName: string;
  readonly before: readonly UnitFeature[];
}

export interface DescribeUnit {
  readonly kind: 'describe-unit';
  readonly before: UnitDescription;
  readonly after: UnitDescription;
}

export interface CreateIndicator {
  readonly kind: 'create-indicator';
  readonly description: IndicatorDescription;
  readonly topicId: string;
  readonly access: Access;
}

export type StoredDescription = Omit<IndicatorDescription, 'topic'>;

export interface DescribeIndicator {
  readonly kind: 'describe-indicator';
  readonly indicator: IndicatorKey;
  readonly before: { readonly description: StoredDescription; readonly topicId: string | null };
  readonly after: { readonly description: StoredDescription; readonly topicId: string };
  readonly remainder: IndicatorRemainder;
}

/** What stood in one cell: `absent` where the target has neither the row nor the column. */
export type CellBefore = number | null | 'absent';

export interface PlannedRow {
  readonly key: AreaKey;
  /** Float32 values, in the order of `dates`. */
  readonly values: readonly (number | null)[];
  readonly before: readonly CellBefore[];
  readonly states: readonly CellState[];
}

export interface PutValues {
  readonly kind: 'put-values';
  readonly indicator: IndicatorKey;
  /** Id of the indicator in this program, for the record of published facts. */
  readonly indicatorId: string;
  readonly level: string;
  readonly unitName: string;
  readonly access: Access;
  /** The link between indicator and unit does not exist yet. */
  readonly newLink: boolean;
  readonly dates: readonly ReferenceDate[];
  readonly rows: readonly PlannedRow[];
  readonly inputs: readonly string[];
}

export interface DeleteUnit {
  readonly kind: 'delete-unit';
  readonly unitName: string;
}
export interface DeleteIndicator {
  readonly kind: 'delete-indicator';
  readonly indicator: IndicatorKey;
}
export interface DeleteLink {
  readonly kind: 'delete-link';
  readonly indicator: IndicatorKey;
  readonly unitName: string;
}
export interface DeleteDate {
  readonly kind: 'delete-date';
  readonly indicator: IndicatorKey;
  readonly unitName: string;
  readonly date: ReferenceDate;
}

export type Operation =
  | CreateUnit
  | UpdateFeatures
  | ClearFeatures
  | DescribeUnit
  | CreateIndicator
  | DescribeIndicator
  | PutValues
  | DeleteUnit
  | DeleteIndicator
  | DeleteLink
  | DeleteDate;
