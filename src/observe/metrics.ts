/**
 * The metrics of one process. State is read anew for every scrape, so that it is right after a restart and the
 * same everywhere; events are counted where they happen. Nothing is counted under a label that could grow
 * without end: what does not look like an id, or is one too many, counts as `other`.
 */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { EventSink } from '../engine/ports.ts';
import { countEvent } from './count-event.ts';
import {
  EVENT_METRICS,
  STATE_METRICS,
  type EventMetric,
  type Sample,
  type StateMetric,
  type StateReader,
} from './metric-list.ts';

/** Values of one label of one metric; the program has 20 jobs, not 2,000. */
const MOST_LABEL_VALUES = 100;
const MOST_CODES = 400;
const ID = /^[\w.:-]{1,64}$/;
const READER_MS = 5_000;

export interface MetricsOptions {
  /** `kommonitor-sync 0.1.0` */
  readonly program: string;
  /** Ids of the jobs there are: their counters begin at 0, so that the first event is seen as a rise. */
  readonly jobs: readonly string[];
  readonly readers: readonly StateReader[];
  /** Figures of Node itself, such as the lag of the event loop. */
  readonly node?: boolean;
}

export interface Metrics {
  readonly count: EventSink;
  /** The text format of Prometheus. Never fails: what cannot be read is absent. */
  text(): Promise<string>;
  readonly contentType: string;
}

export interface EventCounts {
  add(name: EventMetric, labels: Readonly<Record<string, string>>, amount?: number): void;
  observe(name: EventMetric, labels: Readonly<Record<string, string>>, value: number): void;
}

export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  if (options.node) collectDefaultMetrics({ register: registry });
  const bounded = labelBounds();
  const events = eventMetrics(registry, bounded);
  const gauges = stateGauges(registry);
  for (const job of options.jobs) for (const name of JOB_COUNTERS) events.add(name, { job }, 0);

  return {
    count: (event, facts) => countEvent(events, event, facts),
    async text() {
      const read = await Promise.all(options.readers.map(answerOf));
      for (const each of gauges.values()) each.reset();
      for (const sample of [buildInfo(options.program), ...read.flat()]) {
        const labels = bounded(sample.name, STATE_METRICS[sample.name].labels, sample.labels ?? {});
        gauges.get(sample.name)?.set(labels, sample.value);
      }
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

const JOB_COUNTERS = ['kmsync_schedule_missed_total', 'kmsync_values_verified_total'] as const;

function buildInfo(program: string): Sample {
  const version = program.split(' ').at(-1) ?? program;
  return { name: 'kmsync_build_info', labels: { version, node: process.versions.node }, value: 1 };
}

/** A reader that fails or hangs costs its own metrics, not the scrape. */
async function answerOf(reader: StateReader): Promise<readonly Sample[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Sample[]>((resolve) => {
    timer = setTimeout(() => resolve([]), READER_MS);
  });
  const answer = Promise.resolve()
    .then(reader)
    .catch(() => []);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function stateGauges(registry: Registry): Map<StateMetric, Gauge> {
  return new Map(
    Object.entries(STATE_METRICS).map(([name, { help, labels }]) => [
      name as StateMetric,
      new Gauge({ name, help, labelNames: [...labels], registers: [registry] }),
    ]),
  );
}

function eventMetrics(registry: Registry, bounded: Bounds): EventCounts {
  const counters = new Map<EventMetric, Counter>();
  const histograms = new Map<EventMetric, Histogram>();
  for (const [key, { type, help, labels, buckets }] of Object.entries(EVENT_METRICS)) {
    const name = key as EventMetric;
    const how = { name, help, labelNames: [...labels], registers: [registry] };
    if (type === 'histogram') histograms.set(name, new Histogram({ ...how, buckets: [...(buckets ?? [])] }));
    else counters.set(name, new Counter(how));
  }
  return {
    add(name, labels, amount = 1) {
      if (amount >= 0) counters.get(name)?.inc(bounded(name, EVENT_METRICS[name].labels, labels), amount);
    },
    observe: (name, labels, value) =>
      histograms.get(name)?.observe(bounded(name, EVENT_METRICS[name].labels, labels), value),
  };
}

type Bounds = (
  metric: string,
  names: readonly string[],
  labels: Readonly<Record<string, string>>,
) => Record<string, string>;

function labelBounds(): Bounds {
  const seen = new Map<string, Set<string>>();
  return (metric, names, labels) => {
    const out: Record<string, string> = {};
    for (const name of names) {
      const value = labels[name] ?? 'none';
      const key = `${metric} ${name}`;
      const values = seen.get(key) ?? new Set<string>();
      seen.set(key, values);
      const most = name === 'code' ? MOST_CODES : MOST_LABEL_VALUES;
      const fits = ID.test(value) && (values.has(value) || values.size < most);
      if (fits) values.add(value);
      out[name] = fits ? value : 'other';
    }
    return out;
  };
}
