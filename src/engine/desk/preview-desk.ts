/** Previews of runs. A plan never changes, so what was made of the last few is kept. */
import type { EditionArea, LevelId, LevelVersion } from '../../core/area.ts';
import { catalogueId } from '../../core/circle.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import { SyncError } from '../../errors.ts';
import { areasOn } from '../../spatial/level-version.ts';
import { indicatorKeyText, keyOf, type PutValues } from '../../sync/operations.ts';
import type { Plan } from '../../sync/plan.ts';
import { readPlan } from '../../sync/plan-text.ts';
import type { Ledger, RunRecord } from '../ledger.ts';
import type { EnginePorts } from '../ports.ts';
import type { ReleasedSeries } from '../release-registry.ts';
import { unusualShare } from './preview-unusual.ts';
import { previewOf, type Preview } from './preview.ts';
import type { PreviewSeries, Shown } from './preview-series.ts';
import { timelineOf, type Timeline } from './preview-timeline.ts';
import type { ReadingBook } from './reading-book.ts';

export interface PreviewDesk {
  /** The plan that a run made or carries out; undefined where there is none any more. */
  plan(run: RunRecord): Promise<Plan | undefined>;
  /** Of that plan. */
  preview(run: RunRecord): Promise<Preview | undefined>;
  /** The areas of the series' level on a day, as they were taken in last; the same ones are the same list. */
  areas(
    series: Pick<PreviewSeries, 'level' | 'unitName'>,
    date: ReferenceDate,
  ): Promise<readonly EditionArea[]>;
  timeline(preview: Preview, series: PreviewSeries): Promise<Timeline>;
  /** Share of the former value above which a change of the run's job is unusual. */
  unusualFrom(run: RunRecord): number;
}

export interface PreviewPorts {
  readonly catalogue: EnginePorts['catalogue'];
  readonly ledger: Pick<Ledger, 'plan' | 'newestLevel' | 'releaseContent'> &
    Pick<ReadingBook, 'newestLevelId'>;
}

/** So many people rarely look at different plans at once, and a plan may be some megabytes. */
const KEPT = 4;

export function previewDesk({ catalogue, ledger }: PreviewPorts): PreviewDesk {
  const plans = kept<{ readonly plan: Plan; readonly preview: Preview }>();
  const releases = kept<readonly ReleasedSeries[]>();
  const levels = new Map<string, LevelVersion>();

  async function released(record: string | undefined): Promise<readonly ReleasedSeries[]> {
    if (record === undefined) return [];
    const known = releases.get(record);
    if (known) return known;
    try {
      const { series } = await ledger.releaseContent(record);
      return releases.put(record, series);
    } catch (error) {
      if (error instanceof SyncError && error.code === 'registry.unknown') return [];
      throw error;
    }
  }

  async function seen({ planHash: hash }: RunRecord) {
    const stored = hash === null ? undefined : await ledger.plan(hash);
    // Asked each time: what was deleted is not shown any more.
    if (!stored) return undefined;
    const known = plans.get(stored.hash);
    if (known) return known;
    const plan = readPlan(stored.text, stored.hash);
    const preview = previewOf(plan, (operation) => shownOf(operation, plan, catalogue));
    return plans.put(stored.hash, { plan, preview });
  }

  return {
    plan: async (run) => (await seen(run))?.plan,
    preview: async (run) => (await seen(run))?.preview,

    async areas({ level, unitName }, date) {
      const id = levelOf(level, unitName, catalogue);
      const newest = await ledger.newestLevelId(id);
      if (newest === undefined) return [];
      let version = levels.get(id);
      if (version?.id !== newest) {
        version = await ledger.newestLevel(id);
        if (!version) return [];
        levels.set(id, version);
      }
      return areasOn(version, date);
    },

    unusualFrom: ({ job }) => unusualShare(catalogue.jobs.get(job)?.schedule?.unattended?.largestChange),

    async timeline({ release }, series) {
      const all = await released(release);
      const one = all.find(
        ({ indicator, level }) => indicator === series.indicatorId && level === series.level,
      );
      return timelineOf(series, one);
    },
  };
}

/** As the plan creates or describes it, else as the catalogue does. */
function shownOf(
  { indicator, indicatorId }: PutValues,
  { operations }: Plan,
  catalogue: EnginePorts['catalogue'],
): Shown | undefined {
  const key = indicatorKeyText(indicator);
  for (const operation of operations) {
    if (operation.kind === 'create-indicator' && indicatorKeyText(operation.description) === key)
      return operation.description;
    if (operation.kind === 'describe-indicator' && indicatorKeyText(operation.indicator) === key)
      return operation.after.description;
  }
  const known = catalogue.indicators.get(catalogueId(indicatorId));
  if (known) return known.description;
  // A rollback knows the names in the target only.
  return [...catalogue.indicators.values()].find(
    ({ description }) => indicatorKeyText(keyOf(description)) === key,
  )?.description;
}

/** A rollback knows the unit's name only. */
function levelOf(level: string, unitName: string, { levels }: EnginePorts['catalogue']): LevelId {
  const named = level === unitName ? [...levels.values()].find(({ name }) => name === unitName) : undefined;
  return named?.id ?? (level as LevelId);
}

/** The last few, the one used last kept longest. */
function kept<T>(): { get(key: string): T | undefined; put(key: string, value: T): T } {
  const entries = new Map<string, T>();
  return {
    get(key) {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    put(key, value) {
      entries.delete(key);
      entries.set(key, value);
      const [oldest] = entries.keys();
      if (entries.size > KEPT && oldest !== undefined) entries.delete(oldest);
      return value;
    },
  };
}
