/** A county before and after a run that is to be taken back, and the plan that takes it back. */
import { levelId } from '../../src/core/area.ts';
import { cell, MISSING } from '../../src/core/cell.ts';
import type { IndicatorSeries } from '../../src/core/indicator.ts';
import { referenceDate } from '../../src/core/reference-date.ts';
import { trialRelease } from './trial-release.ts';
import type { Actual } from '../../src/sync/actual.ts';
import { indicatorKeyText } from '../../src/sync/operations.ts';
import { planSync } from '../../src/sync/plan.ts';
import { planRollback, type RollbackQuestion } from '../../src/sync/rollback.ts';
import { takeSnapshot, type Snapshot } from '../../src/sync/snapshot.ts';
import type { TargetIndicator, TargetValues } from '../../src/sync/target.ts';
import {
  area,
  edition,
  feature,
  FRAME,
  seriesOf,
  standing,
  storedIndicator,
  storedLink,
  storedTable,
  storedUnit,
  URL,
  wanted,
  wantedIndicator,
  wantedLevel,
  type Standing,
} from './sync-samples.ts';
import { UNIT } from './target-samples.ts';

export const FIRST = edition('2020-01-01', area('01'), area('02'));
export const SECOND = edition('2022-01-01', area('01', { at: 1 }), area('02'));
export const FEATURES = [feature('01', '2020-01-01'), feature('02', '2020-01-01')];
export const Y24 = referenceDate('2024-12-31');

/** The state before a run of `FIRST`, with values of 2023 only. */
export const BEFORE: Standing = {
  units: [storedUnit()],
  indicators: [storedIndicator({ dates: [referenceDate('2023-12-31')], links: [storedLink()] })],
  features: { [UNIT.name]: FEATURES },
  values: { [UNIT.name]: storedTable({ '2023-12-31': { '01': 1, '02': 2 } }) },
};

/** What was there before a run that wanted these values and editions. */
export function snapshotOf(
  before: Standing,
  values: Parameters<typeof seriesOf>[0],
  editions = [FIRST],
): Snapshot {
  const actual = standing(before);
  const desired = wanted([wantedLevel(...editions)], [wantedIndicator()], [seriesOf(values)]);
  return takeSnapshot(planSync(desired, actual, FRAME), actual);
}

/** The snapshot's values, as disclosure control would see them; `not` are those it keeps back today. */
export function released(snapshot: Snapshot, not: readonly number[] = []) {
  const series = snapshot.indicators.flatMap(({ key, links }) =>
    links.flatMap(({ unitName, state }): IndicatorSeries[] =>
      state === null
        ? []
        : [
            {
              indicator: indicatorKeyText(key),
              level: levelId(unitName),
              dates: state.values.dates,
              areas: state.values.rows.map((row) => row.key),
              values: state.values.rows.flatMap((row) =>
                state.values.dates.map((date, index) => {
                  const value = row.values[index] ?? null;
                  return {
                    area: row.key,
                    date,
                    cell: value === null || not.includes(value) ? MISSING : cell(value),
                  };
                }),
              ),
              inputs: [],
            },
          ],
    ),
  );
  return trialRelease(series, URL);
}

export function back(snapshot: Snapshot, now: Standing | Actual, more: Partial<RollbackQuestion> = {}) {
  const actual = 'identity' in now ? now : standing(now);
  const plan = planRollback({
    snapshot,
    actual,
    release: released(snapshot),
    frame: FRAME,
    geometry: 'restore',
    ...more,
  });
  return { ...plan, codes: plan.findings.map(({ code }) => code), kinds: plan.operations.map((o) => o.kind) };
}

export function now(values: TargetValues, indicator: Partial<TargetIndicator> = {}): Standing {
  return {
    ...BEFORE,
    indicators: [storedIndicator({ dates: values.dates, links: [storedLink()], ...indicator })],
    values: { [UNIT.name]: values },
  };
}

export const WISH = { '2023-12-31': { '01': 5, '02': 2 }, '2024-12-31': { '01': 7, '02': 8 } };
export const WRITTEN = storedTable(WISH);
