/** A plan as people look at it before anything is written. Pure. */
import { stopsRun } from '../../core/finding.ts';
import type { PutValues } from '../../sync/operations.ts';
import type { Plan } from '../../sync/plan.ts';
import { accessOf, type PreviewAccess } from './preview-access.ts';
import { changesOf, type PreviewChange } from './preview-changes.ts';
import { geometryOf, type GeometryChange } from './preview-geometry.ts';
import { seriesOf, type CellKind, type PreviewSeries, type Shown } from './preview-series.ts';

export interface Preview {
  /** ISO instant at which KomMonitor was read. */
  readonly readAt: string;
  /** Record of the release in the registry; plans of the first version have none. */
  readonly release: string | undefined;
  /** Findings stand in the way; then nothing is planned. */
  readonly stopped: boolean;
  readonly steps: number;
  readonly tally: PreviewTally;
  readonly changes: readonly PreviewChange[];
  readonly series: readonly PreviewSeries[];
  readonly geometry: readonly GeometryChange[];
  readonly access: PreviewAccess;
}

export interface PreviewTally {
  /** Those with values that change. */
  readonly indicators: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Of the whole release, also at a Stichtag at which nothing changes. */
  readonly hidden: number;
}

/** `shownOf`: how the indicator of an upload is shown, where anybody knows it. */
export function previewOf(plan: Plan, shownOf: (operation: PutValues) => Shown | undefined): Preview {
  const series = plan.operations
    .filter((operation) => operation.kind === 'put-values')
    .map((operation) => seriesOf(operation, shownOf(operation)));
  const sum = (kind: CellKind) => series.reduce((total, { counts }) => total + counts[kind], 0);
  return {
    readAt: plan.createdAt,
    release: plan.release?.record,
    stopped: stopsRun(plan.findings),
    steps: plan.operations.length,
    tally: {
      indicators: new Set(series.map(({ indicatorId }) => indicatorId)).size,
      added: sum('new'),
      changed: sum('changed'),
      removed: sum('removed'),
      hidden: plan.counts.suppressed,
    },
    changes: changesOf(plan, series),
    series,
    geometry: geometryOf(plan.operations),
    access: accessOf(plan.operations),
  };
}
