/**
 * The release of a rollback: former values as far as the registry has them under the rules of today. What nobody ever
 * released from here, or released under other rules, stays empty and is listed by the plan.
 */
import { levelId } from '../core/area.ts';
import { innerId } from '../core/circle.ts';
import type { IndicatorSeries } from '../core/indicator.ts';
import type { Release } from '../core/release.ts';
import { releaseFormer } from '../disclosure/release-former.ts';
import type { Policy } from '../mapping/policy.ts';
import { indicatorKeyText, keyOf } from '../sync/operations.ts';
import { readableReleases } from './protect/knowledge-of.ts';
import type { EnginePorts } from './ports.ts';
import { innerDescription } from './inner-description.ts';
import type { ReleaseContent } from './release-registry.ts';
import { releasedRows } from './released-rows.ts';

export interface FormerReleaseQuestion {
  readonly target: string;
  readonly job: string;
  readonly run: string;
  readonly policy: Policy;
  /** `indicator` is the key text in the target, `level` the unit's name. */
  readonly wanted: readonly IndicatorSeries[];
  /** A release that may not be readable yet and counts all the same: that of the run that is taken back. */
  readonly own?: string | undefined;
}

export async function formerRelease(
  { target, job, run, policy, wanted, own }: FormerReleaseQuestion,
  ports: Pick<EnginePorts, 'ledger' | 'catalogue'>,
): Promise<{ readonly release: Release; readonly record: string }> {
  const contents = (await readableReleases(ports.ledger, target)).map(({ content }) => content);
  if (own !== undefined) contents.push(await ports.ledger.releaseContent(own));
  const known = releasedValues(
    contents.filter((content) => content.policy.sha256 === policy.sha256),
    targetNames(ports),
  );
  const { id, version, sha256 } = policy;
  const release = releaseFormer({
    target,
    policy: { id, version, sha256 },
    wanted,
    released: (series, area, date) => known.get(`${series.indicator}|${series.level}|${area}|${date}`),
  });
  const record = await ports.ledger.putRelease(contentOf(job, release, targetNames(ports)), run);
  return { release, record: record.id };
}

export interface TargetNames {
  /** Key in the target by the indicator's id, and the unit's name by the level's. */
  readonly keys: ReadonlyMap<string, string>;
  readonly units: ReadonlyMap<string, string>;
}

/** As today's catalogue calls them. */
export function targetNames({ catalogue }: Pick<EnginePorts, 'catalogue'>): TargetNames {
  const keys = new Map<string, string>();
  for (const { id, description } of catalogue.indicators.values()) {
    keys.set(id, indicatorKeyText(keyOf(description)));
    keys.set(innerId(id), indicatorKeyText(keyOf(innerDescription(description))));
  }
  return {
    keys,
    units: new Map<string, string>([...catalogue.levels.values()].map(({ id, name }) => [id, name])),
  };
}

/** By key in the target, so that a snapshot finds them. */
function releasedValues(
  contents: readonly ReleaseContent[],
  { keys, units }: TargetNames,
): Map<string, Set<number>> {
  const values = new Map<string, Set<number>>();
  for (const { series } of contents)
    for (const { indicator, level, dates, areas, rows } of series) {
      // What a rollback has released stands under the target's own names.
      const at = `${keys.get(indicator) ?? indicator}|${units.get(level) ?? level}`;
      for (const [row, area] of areas.entries())
        for (const [column, date] of dates.entries()) {
          const value = rows[row]?.[column] ?? null;
          if (value === null) continue;
          const cell = `${at}|${area}|${date}`;
          values.set(cell, (values.get(cell) ?? new Set()).add(Math.fround(value)));
        }
    }
  return values;
}

function contentOf(
  job: string,
  { target, policy, series }: Release,
  { keys, units }: TargetNames,
): ReleaseContent {
  const ids = new Map([...keys].map(([id, key]) => [key, id]));
  const levels = new Map([...units].map(([id, name]) => [name, levelId(id)]));
  return {
    job,
    target,
    policy,
    series: series.map((one) => {
      const { indicator, level, dates, areas } = one;
      const [id, own] = [ids.get(indicator), levels.get(level)];
      const of = id === undefined || own === undefined ? {} : { of: { indicator: id, level: own } };
      return { circle: 'former', indicator, level, dates, areas, rows: releasedRows(one), ...of };
    }),
    tables: [],
    index: {},
    protocol: {
      tables: 0,
      reused: 0,
      figures: 0,
      primary: 0,
      secondary: 0,
      cost: 0,
      bound: null,
      ways: {},
      programs: 0,
      solver: '',
      durationMs: 0,
    },
  };
}
