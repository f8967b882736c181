/** A target that answers what it was given and changes nothing: every write is only noted. */
import type { Actual } from '../../src/sync/actual.ts';
import { linkKey } from '../../src/sync/actual.ts';
import type { Target, TopicNode } from '../../src/sync/target.ts';

export interface StillTarget extends Target {
  /** Name of the method and its arguments, in order; readings by their name alone. */
  readonly writes: readonly (readonly unknown[])[];
  readonly readings: readonly string[];
}

export function stillTarget(actual: Actual, topics: readonly TopicNode[] = []): StillTarget {
  const writes: unknown[][] = [];
  const readings: string[] = [];
  const read = <T>(name: string, answer: T): Promise<T> => {
    readings.push(name);
    return Promise.resolve(answer);
  };
  const write =
    <Result>(name: string, result: Result) =>
    (...given: unknown[]): Promise<Result> => {
      writes.push([name, ...given]);
      return Promise.resolve(result);
    };
  const indicatorOf = (id: string) => actual.indicators.find((indicator) => indicator.id === id);
  return {
    writes,
    readings,
    identity: () => read('identity', actual.identity),
    units: () => read('units', actual.units),
    features: (id) =>
      read('features', actual.features.get(actual.units.find((unit) => unit.id === id)?.name ?? '') ?? []),
    indicators: () => read('indicators', actual.indicators),
    indicator: (id) => read('indicator', indicatorOf(id)),
    values(id, unitId) {
      const found = indicatorOf(id);
      const link = found?.links.find((candidate) => candidate.unitId === unitId);
      const values = found && link && actual.values.get(linkKey(found, link.unitName));
      return read('values', values ?? { dates: [], rows: new Map(), contradictory: [] });
    },
    topics: () => read('topics', topics),
    organizationalUnits: () => read('organizationalUnits', []),
    createUnit: write('createUnit', 'new-unit'),
    updateFeatures: write('updateFeatures', undefined),
    describeUnit: write('describeUnit', undefined),
    createIndicator: write('createIndicator', 'new-indicator'),
    describeIndicator: write('describeIndicator', undefined),
    putValues: write('putValues', undefined),
    clearFeatures: write('clearFeatures', undefined),
    deleteUnit: write('deleteUnit', undefined),
    deleteIndicator: write('deleteIndicator', undefined),
    deleteLink: write('deleteLink', undefined),
    deleteDate: write('deleteDate', undefined),
  };
}
