/** Small hand-made states of the target and wishes for it, for tests of plans, rollbacks and checks. */
import { areaKey, levelId, type EditionArea, type LevelEdition } from '../../src/core/area.ts';
import { cell, emptyCell, type Cell, type CellState } from '../../src/core/cell.ts';
import type { IndicatorDescription, IndicatorSeries } from '../../src/core/indicator.ts';
import { referenceDate } from '../../src/core/reference-date.ts';
import { TRIAL_RECORD, trialRelease } from './trial-release.ts';
import { linkKey, type Actual } from '../../src/sync/actual.ts';
import type { Desired, DesiredIndicator, DesiredLevel } from '../../src/sync/desired.ts';
import type { PlanFrame } from '../../src/sync/plan.ts';
import type {
  IndicatorLink,
  TargetIndicator,
  TargetUnit,
  TargetValues,
  UnitFeature,
} from '../../src/sync/target.ts';
import { ACCESS, INDICATOR, square, UNIT } from './target-samples.ts';

export const URL = 'http://127.0.0.1:8085/management';
export const QUARTIER = levelId('quartier');

export const FRAME: PlanFrame = {
  job: 'probe',
  release: TRIAL_RECORD,
  asOf: referenceDate('2025-01-15'),
  createdAt: new Date('2025-01-15T10:00:00Z'),
};

export interface Shape {
  readonly name?: string;
  /** Where the square lies; another number is another shape. */
  readonly at?: number;
}

/** `validity`: `2020-01-01` or `2020-01-01..2021-12-31`. */
export function feature(key: string, validity: string, { name = `Name ${key}`, at = 0 }: Shape = {}) {
  const [from = '', to] = validity.split('..');
  const made: UnitFeature = {
    key: areaKey(key),
    name,
    geometry: square(at),
    validity: { from: referenceDate(from), to: to === undefined ? null : referenceDate(to) },
  };
  return made;
}

export function area(key: string, { name = `Name ${key}`, at = 0 }: Shape = {}): EditionArea {
  return { key: areaKey(key), name, parent: null, geometry: square(at) };
}

export function edition(day: string, ...areas: EditionArea[]): LevelEdition {
  return { validFrom: referenceDate(day), areas };
}

/** `01 Name 01 2020-01-01..2021-12-31`, by key and beginning. */
export function short(features: readonly UnitFeature[]): string[] {
  return features
    .map(({ key, name, validity }) => `${key} ${name} ${validity.from}..${validity.to ?? ''}`)
    .sort();
}

export function wantedLevel(...editions: LevelEdition[]): DesiredLevel {
  return { level: QUARTIER, unit: UNIT, access: ACCESS, editions, version: 'v1' };
}

export function wantedIndicator(id = 'ew', more: Partial<IndicatorDescription> = {}): DesiredIndicator {
  return { id, description: { ...INDICATOR, ...more }, topicId: 't-1', access: ACCESS };
}

/** A cell as a number, or as the state of one without a value. */
export type Short = number | CellState;

/** A rectangle: dates to area keys to cells. */
export function seriesOf(
  table: Readonly<Record<string, Readonly<Record<string, Short>>>>,
  indicator = 'ew',
): IndicatorSeries {
  const dates = Object.keys(table).map(referenceDate);
  const areas = [...new Set(Object.values(table).flatMap((row) => Object.keys(row)))].map(areaKey);
  const values = dates.flatMap((date) =>
    areas.map((key) => ({ area: key, date, cell: toCell(table[date]?.[key] ?? 'missing') })),
  );
  return { indicator, level: QUARTIER, dates, areas, values, inputs: ['d1'] };
}

function toCell(value: Short): Cell {
  return typeof value === 'number' ? cell(value) : emptyCell(value);
}

export function wanted(
  levels: readonly DesiredLevel[],
  indicators: readonly DesiredIndicator[],
  series: readonly IndicatorSeries[],
): Desired {
  return { levels, indicators, release: trialRelease(series, URL) };
}

export function storedUnit(more: Partial<TargetUnit> = {}): TargetUnit {
  return { ...UNIT, id: 's-1', access: ACCESS, lastUpdate: '2024-01-01', ...more };
}

export function storedLink(unitName = UNIT.name, access = ACCESS): IndicatorLink {
  return { unitId: `id of ${unitName}`, unitName, access };
}

export function storedIndicator(more: Partial<TargetIndicator> = {}): TargetIndicator {
  const { topic: _topic, ...description } = INDICATOR;
  return {
    id: 'i-1',
    name: INDICATOR.name,
    characteristic: INDICATOR.characteristic,
    type: INDICATOR.type,
    description,
    topicId: 't-1',
    remainder: {
      regionalReferenceValues: [],
      referencedIndicators: [],
      referencedGeoresources: [],
      lowestSpatialUnitForComputation: null,
      creationType: 'INSERTION',
      classificationItems: [],
    },
    access: ACCESS,
    dates: [],
    links: [],
    ...more,
  };
}

/** Values as they stand in the target: dates to area keys to values. A key that is left out has no row. */
export function storedTable(
  table: Readonly<Record<string, Readonly<Record<string, number | null>>>>,
): TargetValues {
  const dates = Object.keys(table).map(referenceDate).sort();
  const keys = [...new Set(Object.values(table).flatMap((row) => Object.keys(row)))];
  const rows = keys.map(
    (key) => [areaKey(key), new Map(dates.map((date) => [date, table[date]?.[key] ?? null]))] as const,
  );
  return { dates, rows: new Map(rows), contradictory: [] };
}

export interface Standing {
  readonly units?: readonly TargetUnit[];
  readonly indicators?: readonly TargetIndicator[];
  /** By unit name. */
  readonly features?: Readonly<Record<string, readonly UnitFeature[]>>;
  /** Values of the first indicator by unit name. */
  readonly values?: Readonly<Record<string, TargetValues>>;
}

export function standing({ units = [], indicators = [], features = {}, values = {} }: Standing): Actual {
  const [first] = indicators;
  return {
    identity: { url: URL, simulator: true },
    units,
    indicators,
    features: new Map(Object.entries(features)),
    values: new Map(
      first ? Object.entries(values).map(([name, table]) => [linkKey(first, name), table] as const) : [],
    ),
  };
}
