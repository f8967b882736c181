/** The outcome of the newest drift check as a metric, from the events in which it tells its counts. */
import type { EventSink } from '../engine/ports.ts';
import type { StateReader } from './metric-list.ts';

export interface DriftGauge {
  readonly hear: EventSink;
  readonly reader: StateReader;
}

export function driftGauge(): DriftGauge {
  const counts = new Map<string, number>();
  return {
    hear(event, { job, count }) {
      if (event !== 'Drift:Found' && event !== 'Drift:None') return;
      if (typeof job === 'string' && typeof count === 'number') counts.set(job, count);
    },
    reader: () =>
      Promise.resolve(
        [...counts].map(([job, value]) => ({ name: 'kmsync_drift_cells' as const, labels: { job }, value })),
      ),
  };
}
