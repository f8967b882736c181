/** A plan that leads back to a snapshot. */
import { levelId } from '../core/area.ts';
import { cell, MISSING } from '../core/cell.ts';
import type { IndicatorSeries } from '../core/indicator.ts';
import { readActual } from '../sync/actual.ts';
import { indicatorKeyText } from '../sync/operations.ts';
import type { Plan } from '../sync/plan.ts';
import { planRollback, rollbackScope, type RollbackQuestion } from '../sync/rollback.ts';
import type { Snapshot } from '../sync/snapshot.ts';
import type { Means } from './carry-out.ts';
import { formerRelease } from './former-release.ts';
import { jobPolicy } from './job-policy.ts';
import { today } from './ports.ts';
import { policyInForce, refuseExample } from './protect/policy-in-force.ts';

export interface RollbackManner extends Pick<RollbackQuestion, 'isOurs' | 'geometry'> {
  readonly job: string;
  /** The run that takes back; its release is recorded under it. */
  readonly run: string;
  /** Release of the run that is taken back, which may not have become readable. */
  readonly own?: string | undefined;
}

/** A plan back to the snapshot, with the values that today's policy lets pass. */
export async function rollbackPlan(
  snapshot: Snapshot,
  how: RollbackManner,
  { ports, session }: Pick<Means, 'ports' | 'session'>,
): Promise<Plan> {
  const { target } = session;
  const indicators = await target.indicators();
  const actual = await readActual(target, rollbackScope(snapshot, indicators));
  const { job, run, own, isOurs, geometry } = how;
  const policy = policyInForce(jobPolicy(job, ports), ports);
  refuseExample(policy, actual.identity);
  const wanted = snapshotSeries(snapshot);
  const { url } = actual.identity;
  const { release, record } = await formerRelease({ target: url, job, run, policy, wanted, own }, ports);
  const frame = { job, release: record, asOf: today(ports.now), createdAt: ports.now() };
  return planRollback({ snapshot, actual, release, frame, geometry, ...(isOurs ? { isOurs } : {}) });
}

/** The snapshot's values as series, so that they pass disclosure control like any other. */
export function snapshotSeries(snapshot: Snapshot): IndicatorSeries[] {
  return snapshot.indicators.flatMap(({ key, links }) =>
    links.flatMap(({ unitName, state }) => {
      if (state === null) return [];
      const { dates, rows } = state.values;
      return [
        {
          indicator: indicatorKeyText(key),
          level: levelId(unitName),
          dates,
          areas: rows.map((row) => row.key),
          values: rows.flatMap((row) =>
            dates.map((date, index) => {
              const value = row.values[index] ?? null;
              return { area: row.key, date, cell: value === null ? MISSING : cell(value) };
            }),
          ),
          inputs: [],
        },
      ];
    }),
  );
}
