/**
 * What a reader of a simulated KomMonitor could ever see, in one order: no ids, no counters, no timestamps.
 * Two states with the same content are the same publication.
 */
import type {
  FeatureRow,
  Guarded,
  SimulatorState,
  StoredIndicator,
  StoredLink,
} from '../../src/simulator/state.ts';

export function targetContent(state: SimulatorState) {
  return {
    units: sorted(state.units.map(unitContent), (unit) => unit.name),
    indicators: sorted(
      state.indicators.map((indicator) => indicatorContent(indicator, state)),
      ({ name, characteristicValue }) => `${name} ${characteristicValue ?? ''}`,
    ),
  };
}

function unitContent({ id: _id, metadata, features, permissions, ...unit }: SimulatorState['units'][number]) {
  return {
    ...unit,
    permissions: [...permissions].sort(),
    // Answered as 3 where nothing is stored.
    outlineWidth: unit.outlineWidth ?? 3,
    metadata: withoutUpdate(metadata),
    features: sorted(features.rows.map(featureContent), ({ key, start }) => `${key ?? ''} ${start}`),
  };
}

function featureContent({ id, name, start, end, geometry }: FeatureRow) {
  return { key: id, name, start, end, geometry };
}

function indicatorContent(indicator: StoredIndicator, state: SimulatorState) {
  const { id: _id, metadata, topicReference, dates, links, tags, permissions, ...content } = indicator;
  return {
    ...content,
    topic: state.topics.find((topic) => topic.id === topicReference)?.name ?? null,
    metadata: withoutUpdate(metadata),
    tags: [...tags].sort(),
    permissions: [...permissions].sort(),
    dates: [...dates].sort(),
    links: sorted(
      links.map((link) => linkContent(link, state)),
      (link) => link.unitName,
    ),
  };
}

/** Rows without an area are never shown; an empty one would say nothing even if its area came back. */
function linkContent(
  { unitId, unitName, values, ownerId, permissions, isPublic }: StoredLink & Guarded,
  state: SimulatorState,
) {
  const areas = state.units.find(({ id }) => id === unitId)?.features.rows.map(({ id }) => id) ?? [];
  const rows = values.rows.filter(
    (row) => areas.includes(row.id) || row.values.some((value) => value !== null),
  );
  return {
    unitName,
    ownerId,
    permissions: [...permissions].sort(),
    isPublic,
    dates: [...values.dates].sort(),
    rows: sorted(
      rows.map((row) => ({
        key: row.id,
        values: Object.fromEntries(
          values.dates
            .map((date, index) => [date, row.values[index] ?? null] as const)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        ),
      })),
      ({ key }) => key,
    ),
  };
}

function withoutUpdate<T extends { lastUpdate: unknown }>({ lastUpdate: _last, ...metadata }: T) {
  return metadata;
}

function sorted<T>(list: readonly T[], name: (item: T) => string): T[] {
  return [...list].sort((a, b) => (name(a) < name(b) ? -1 : 1));
}
