/**
 * The target as sync sees it: what stands there, and the few writes it understands. Implemented by the
 * room `kommonitor`; sync itself knows no HTTP. All dates are plain days, all values float32 as stored.
 */
import type { AreaGeometry, AreaKey } from '../core/area.ts';
import type { DatasetMetadata, IndicatorDescription, IndicatorType } from '../core/indicator.ts';
import type { ReferenceDate, Validity } from '../core/reference-date.ts';

export interface TargetIdentity {
  /** Base address without credentials, for plans and messages. */
  readonly url: string;
  /** The target says of itself that it is the simulator. */
  readonly simulator: boolean;
}

/** Who owns a thing and who may see it: ids of the target. */
export interface Access {
  readonly ownerId: string;
  readonly permissions: readonly string[];
  readonly isPublic: boolean;
}

export interface UnitDescription {
  readonly name: string;
  readonly metadata: DatasetMetadata;
  readonly sridEPSG: number;
  /** Names of the neighbours in the hierarchy. */
  readonly lower: string | null;
  readonly upper: string | null;
  readonly outline: {
    readonly isOutlineLayer: boolean;
    readonly color: string | null;
    readonly width: number | null;
    readonly dashArray: string | null;
  };
}

export interface TargetUnit extends UnitDescription {
  readonly id: string;
  readonly access: Access;
  readonly lastUpdate: string;
}

/** One version of one area as it stands in the target. */
export interface UnitFeature {
  readonly key: AreaKey;
  readonly name: string;
  readonly geometry: AreaGeometry;
  readonly validity: Validity;
}

export interface IndicatorLink {
  readonly unitId: string;
  readonly unitName: string;
  readonly access: Access;
}

/** Members of the target's metadata that this program does not set and therefore must send back unchanged. */
export interface IndicatorRemainder {
  readonly regionalReferenceValues: readonly unknown[];
  readonly referencedIndicators: readonly unknown[];
  readonly referencedGeoresources: readonly unknown[];
  readonly lowestSpatialUnitForComputation: string | null;
  readonly creationType: string;
  /** Class borders per unit, kept as they are. */
  readonly classificationItems: readonly unknown[];
}

export interface TargetIndicator {
  readonly id: string;
  readonly name: string;
  readonly characteristic: string | null;
  readonly type: IndicatorType | null;
  /** `topic` is not resolved here: see `topicId`. */
  readonly description: Omit<IndicatorDescription, 'topic'>;
  readonly topicId: string | null;
  readonly remainder: IndicatorRemainder;
  readonly access: Access;
  readonly dates: readonly ReferenceDate[];
  readonly links: readonly IndicatorLink[];
}

/** Values of one indicator on one unit. A key without any row is absent; a date without a column is absent. */
export interface TargetValues {
  readonly dates: readonly ReferenceDate[];
  readonly rows: ReadonlyMap<AreaKey, ReadonlyMap<ReferenceDate, number | null>>;
  /** Keys that have more than one row with different values (a duplicate insert): must never be trusted. */
  readonly contradictory: readonly AreaKey[];
}

export interface TopicNode {
  readonly id: string;
  readonly name: string;
  readonly children: readonly TopicNode[];
}

export interface OrganizationalUnit {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly {
    readonly id: string;
    readonly level: 'creator' | 'editor' | 'viewer';
    readonly type: 'resources' | 'themes' | 'users';
  }[];
}

export interface TargetReader {
  identity(): Promise<TargetIdentity>;
  units(): Promise<readonly TargetUnit[]>;
  /** All versions of all areas; an empty unit answers an empty list. */
  features(unitId: string): Promise<readonly UnitFeature[]>;
  indicators(): Promise<readonly TargetIndicator[]>;
  /** undefined where there is none of that id, or none this account may see. */
  indicator(id: string): Promise<TargetIndicator | undefined>;
  values(indicatorId: string, unitId: string): Promise<TargetValues>;
  /** Topics for indicators. */
  topics(): Promise<readonly TopicNode[]>;
  organizationalUnits(): Promise<readonly OrganizationalUnit[]>;
}

export interface FeatureUpload {
  readonly features: readonly {
    readonly key: AreaKey;
    readonly name: string;
    readonly geometry: AreaGeometry;
  }[];
  readonly validFrom: ReferenceDate;
  /** false: areas that are not in the upload are closed the day before `validFrom`. */
  readonly partial: boolean;
}

export interface ValueUpload {
  readonly unitName: string;
  readonly access: Access;
  /** Ascending; every row carries exactly these dates. */
  readonly dates: readonly ReferenceDate[];
  readonly rows: readonly { readonly key: AreaKey; readonly values: readonly (number | null)[] }[];
}

export interface IndicatorState {
  readonly description: Omit<IndicatorDescription, 'topic'>;
  readonly topicId: string;
  readonly remainder: IndicatorRemainder;
}

/**
 * Each write is one HTTP request and is never repeated inside. A refusal (nothing happened) throws SyncError
 * `target.write-refused`; an outcome that may be whole, half or nothing throws `target.write-uncertain`,
 * and the caller reads back before it decides.
 */
export interface TargetWriter {
  createUnit(
    unit: UnitDescription,
    access: Access,
    upload: Omit<FeatureUpload, 'partial'>,
    lastUpdate: ReferenceDate,
  ): Promise<string>;
  updateFeatures(unitId: string, upload: FeatureUpload): Promise<void>;
  describeUnit(unitId: string, unit: UnitDescription, lastUpdate: ReferenceDate): Promise<void>;
  createIndicator(
    description: IndicatorDescription,
    topicId: string,
    access: Access,
    lastUpdate: ReferenceDate,
  ): Promise<string>;
  describeIndicator(indicatorId: string, state: IndicatorState, lastUpdate: ReferenceDate): Promise<void>;
  putValues(indicatorId: string, upload: ValueUpload): Promise<void>;
  /** Removes every area of a unit; the unit and the values of its indicators stay. */
  clearFeatures(unitId: string): Promise<void>;
  deleteUnit(unitId: string): Promise<void>;
  deleteIndicator(indicatorId: string): Promise<void>;
  deleteLink(indicatorId: string, unitId: string): Promise<void>;
  deleteDate(indicatorId: string, unitId: string, date: ReferenceDate): Promise<void>;
}

export type Target = TargetReader & TargetWriter;
