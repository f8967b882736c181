/** What is seen of the program from outside: log, metrics, traces and notices, all fed by the same events. */
import type { Config } from '../config.ts';
import type { clockOffset } from '../engine/clock-offset.ts';
import type { EnginePorts, EventSink } from '../engine/ports.ts';
import type { Catalogue } from '../mapping/catalogue.ts';
import { driftGauge } from '../observe/drift-gauge.ts';
import { createLog, type Log } from '../observe/log.ts';
import { createMetrics, type Metrics } from '../observe/metrics.ts';
import { createNotifier, type NoticeChannel } from '../observe/notify.ts';
import { siteReaders } from '../observe/site-readers.ts';
import { tracingSettings } from '../observe/tracing-settings.ts';
import { createTracing } from '../observe/tracing.ts';
import { occurrences } from '../queue/calendar.ts';
import type { StoredLedger } from '../store/ledger.ts';

export interface Observed {
  readonly program: string;
  readonly config: Config;
  /** Undefined for what works on the ledger alone. */
  readonly catalogue: Catalogue | undefined;
  readonly ledger: StoredLedger;
  readonly folders: EnginePorts['folders'];
  readonly offset: ReturnType<typeof clockOffset>;
  readonly now: () => Date;
  readonly environment: NodeJS.ProcessEnv;
  /** Without it no log is written. */
  readonly logFile: string | undefined;
  readonly channels: readonly NoticeChannel[];
}

export interface Observing {
  readonly tell: EventSink;
  readonly metrics: Metrics;
  /** Resolves once everything that was told has been sent, or could not be. */
  readonly settled: () => Promise<void>;
}

export function observing(observed: Observed): Observing {
  const { program, config, catalogue, ledger, folders, offset, now, environment, channels } = observed;
  const destination = observed.logFile === undefined ? 'none' : { file: observed.logFile };
  const log = createLog({ level: 'info', destination });
  const drift = driftGauge();
  const metrics = createMetrics({
    program,
    jobs: [...(catalogue?.jobs.keys() ?? [])],
    readers: [
      ...siteReaders({
        ledger,
        catalogue,
        folders: { ...folders, state: config.state },
        calendar: occurrences,
        target: config.target.url,
        now,
        offset,
      }),
      drift.reader,
    ],
    node: true,
  });
  const tracing = createTracing(tracingSettings(environment), program);
  const record: EventSink = (event, facts) => {
    logAt(log, event, facts);
    tracing.note(event, facts);
    metrics.count(event, facts);
    drift.hear(event, facts);
  };
  const notifier = createNotifier(channels, record);
  return {
    metrics,
    tell(event, facts) {
      record(event, facts);
      notifier.tell(event, facts);
    },
    async settled() {
      await notifier.settled();
      await tracing.settled();
    },
  };
}

function logAt(log: Log, event: Parameters<EventSink>[0], facts: Parameters<EventSink>[1]): void {
  if (event === 'Run:Failed') log.error(event, facts);
  else if (event === 'Target:Request') log.debug(event, facts);
  else log.info(event, facts);
}
