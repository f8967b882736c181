/**
 * The one place where implementations and connectors are wired to ports. Everything the command line and the
 * console can do goes through an App.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CONNECTORS } from '../connectors/generated.ts';
import { loadConfig, readSecret, type Config } from './config.ts';
import type { Chore } from './engine/chores.ts';
import { DELIVERY_CHORE } from './engine/deliveries/job-calendar.ts';
import { noteLanding, retentionChores } from './engine/retention/chores.ts';
import { disclosureDesk, type DisclosureDesk } from './engine/disclosure/desk.ts';
import { explain, type Explanation, type ExplainQuestion } from './engine/explain.ts';
import { jobNamed } from './engine/prepare.ts';
import { sweepLanding } from './engine/land.ts';
import { inspectFile, type InspectPorts, type InspectQuestion } from './engine/inspect/inspect-file.ts';
import type { Inspection } from './engine/inspect/inspection.ts';
import type { Calendar } from './engine/schedule/occurrence.ts';
import type { DeliverySource, EngineEvents, EnginePorts, EventSink } from './engine/ports.ts';
import { childSolver } from './engine/solver-process.ts';
import { workerEntry } from './engine/threads.ts';
import { connectKomMonitor, type KomMonitorConnection } from './kommonitor/connect.ts';
import { checkedAddress } from './kommonitor/settings.ts';
import { loadCatalogue, type Catalogue } from './mapping/catalogue.ts';
import { openLedger, type LedgerPlace, type StoredLedger } from './store/ledger.ts';
import { occurrences } from './queue/calendar.ts';
import { runNow, type StartedNow } from './queue/run-now.ts';
import { serveInProcess, type ServeEvents } from './queue/serve.ts';
import { diskCheck, ledgerCheck } from './observe/health-checks.ts';
import { startHealthServer, type HealthOptions, type HealthServer } from './observe/health-server.ts';
import { createLog, type Log } from './observe/log.ts';
import { mailChannel } from './observe/mail.ts';
import { createMetrics, type Metrics } from './observe/metrics.ts';
import { createNotifier, type NoticeChannel } from './observe/notify.ts';
import { siteReaders } from './observe/site-readers.ts';
import { tracingSettings } from './observe/tracing-settings.ts';
import { createTracing } from './observe/tracing.ts';
import { webhookChannel } from './observe/webhook.ts';

export interface AppOptions {
  /** Absolute folder of the site. */
  readonly site: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly deliveries?: string | undefined;
  readonly signal: AbortSignal;
  readonly events: EngineEvents;
  /** `none` for what works on the ledger alone. Whatever writes needs the rules of disclosure control. */
  readonly catalogue?: 'load' | 'none';
  /** File of the technical log; without it none is written. */
  readonly logFile?: string | undefined;
  readonly now?: () => Date;
}

export interface App {
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly ledger: StoredLedger;
  readonly ports: EnginePorts;
  readonly connection: () => Promise<KomMonitorConnection>;
  readonly metrics: Metrics;
  explain(question: ExplainQuestion): Promise<Explanation>;
  readonly disclosure: DisclosureDesk;
  readonly calendar: Calendar;
  /** Runs the job now; SyncError of kind usage where there is no such job. */
  runNow(job: string): Promise<StartedNow>;
  /** Runs what is due until the signal aborts. */
  serve(events: ServeEvents): Promise<void>;
  /** Health and metrics on a port of their own; SyncError `health.port-taken` where it cannot be had. */
  health(at: Pick<HealthOptions, 'host' | 'port'>): Promise<HealthServer>;
  close(): Promise<void>;
}

/**
 * A first look at files that nobody has described yet. Needs neither site nor ledger nor KomMonitor, and writes
 * nothing.
 */
export function openInspector(signal: AbortSignal): Inspector {
  const ports: InspectPorts = {
    sources: connectorSources(),
    signal,
    folders: { grids: path.join(packageRoot(), 'config/grids') },
  };
  return { inspect: (question) => inspectFile(question, ports) };
}

export interface Inspector {
  inspect(question: InspectQuestion): Promise<Inspection>;
}

function connectorSources(): ReadonlyMap<string, DeliverySource> {
  return new Map(CONNECTORS.map((connector) => [connector.id, connector as DeliverySource]));
}

/** Name of the secret with which the program logs in to KomMonitor. */
export const CLIENT_SECRET = 'KMSYNC_CLIENT_SECRET';
export const SMTP_PASSWORD = 'KMSYNC_SMTP_PASSWORD';
export const WEBHOOK_SECRET = 'KMSYNC_WEBHOOK_SECRET';

/** Address of a PostgreSQL database with the ledger; without it the ledger is a file of the site. */
export const LEDGER_URL = 'KMSYNC_LEDGER_URL';

async function ledgerPlace(
  { state }: Pick<Config, 'state'>,
  environment: NodeJS.ProcessEnv,
): Promise<LedgerPlace> {
  if (environment[LEDGER_URL] || environment[`${LEDGER_URL}_FILE`])
    return { url: await readSecret(LEDGER_URL, environment) };
  return { file: path.join(state, 'ledger.db') };
}
/** In the order in which they are done when a process starts. */
function choresOn(ledger: StoredLedger): readonly Chore[] {
  return [...retentionChores(ledger), DELIVERY_CHORE];
}

export async function openApp(options: AppOptions): Promise<App> {
  const { site, environment, signal } = options;
  const now = options.now ?? (() => new Date());
  const root = packageRoot();
  const config = await loadConfig({
    site,
    defaults: path.join(root, 'config/default.yaml'),
    deliveries: options.deliveries,
  });
  const roots = options.catalogue === 'none' ? [] : site === root ? [root] : [root, site];
  const catalogue = await loadCatalogue(roots);
  const program = programVersion(root);
  const swept = await sweepLanding(path.join(config.state, 'landing'));
  // What works on the ledger alone tells nobody, so it needs no log-in to a mail server.
  const channels = options.catalogue === 'none' ? [] : await noticeChannels(config, environment, now);
  const ledger = await openLedger({
    ...(await ledgerPlace(config, environment)),
    sealedFolder: path.join(config.state, 'sealed'),
    now,
    programVersion: program,
  });

  const folders = {
    deliveries: config.deliveries,
    landing: path.join(config.state, 'landing'),
    reports: path.join(config.state, 'reports'),
    grids: path.join(root, 'config/grids'),
    site,
  };
  const destination = options.logFile === undefined ? 'none' : { file: options.logFile };
  const log = createLog({ level: 'info', destination });
  const metrics = createMetrics({
    program,
    jobs: [...catalogue.jobs.keys()],
    readers: siteReaders({
      ledger,
      catalogue: options.catalogue === 'none' ? undefined : catalogue,
      folders: { ...folders, state: config.state },
      calendar: occurrences,
      target: config.target.url,
      now,
    }),
    node: true,
  });
  const tracing = createTracing(tracingSettings(environment), program);
  const record: EventSink = (event, facts) => {
    logAt(log, event, facts);
    tracing.note(event, facts);
    metrics.count(event, facts);
  };
  const notifier = createNotifier(channels, record);
  const tell: EventSink = (event, facts) => {
    record(event, facts);
    notifier.tell(event, facts);
  };
  await noteLanding(ledger, swept, tell);
  let opened: Promise<KomMonitorConnection> | undefined;
  const connection = () => {
    opened ??= openConnection(config, { environment, signal, program, log: tell });
    return opened;
  };
  const ports: EnginePorts = {
    ledger,
    catalogue,
    sources: connectorSources(),
    session: connection,
    secret: (name) => environment[name] ?? '',
    folders,
    access: config.access,
    quality: config.quality,
    solver: childSolver({
      entry: workerEntry(root, 'src/disclosure/solver.worker'),
      signal,
      limits: {
        memoryMb: config.disclosure.solverMemoryMb,
        milliseconds: config.disclosure.solverSeconds * 1000,
      },
    }),
    now,
    sleep: (milliseconds, abort) => delay(milliseconds, undefined, { signal: abort }),
    signal,
    events: options.events,
    log: tell,
    program,
  };
  return {
    config,
    catalogue,
    ledger,
    ports,
    connection,
    metrics,
    explain: (question) => explain(question, ports),
    disclosure: disclosureDesk(ports, () => checkedAddress(config.target.url, 'von KomMonitor (url)')),
    calendar: occurrences,
    runNow: async (job) => runNow(jobNamed(ports, job).id, ports),
    serve: (events) =>
      serveInProcess({ jobs: [...catalogue.jobs.values()], chores: choresOn(ledger) }, ports, events),
    health: (at) =>
      startHealthServer({
        ...at,
        program,
        metrics,
        checks: [ledgerCheck(ledger), diskCheck(config.state)],
        log: tell,
      }),
    async close() {
      await notifier.settled();
      await tracing.settled();
      if (opened) (await opened.catch(() => undefined))?.close();
      await ledger.close();
    },
  };
}

/** The folder of package.json: data folders are found from there, from sources as well as from `dist`. */
export function packageRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!isPackageRoot(folder)) {
    const above = path.dirname(folder);
    if (above === folder) throw new RangeError('package root not found');
    folder = above;
  }
  return folder;
}

export function programVersion(root: string): string {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return `kommonitor-sync ${version}`;
}

function isPackageRoot(folder: string): boolean {
  try {
    const { name } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { name?: string };
    return name === 'kommonitor-sync';
  } catch {
    return false;
  }
}

async function openConnection(
  config: Config,
  means: {
    readonly environment: NodeJS.ProcessEnv;
    readonly signal: AbortSignal;
    readonly program: string;
    readonly log: EventSink;
  },
): Promise<KomMonitorConnection> {
  const { url, issuer, clientId, caFile } = config.target;
  const clientSecret = await readSecret(CLIENT_SECRET, means.environment);
  const files = caFile === undefined ? {} : { caFile: path.resolve(config.site, caFile) };
  return connectKomMonitor({
    settings: { url, issuer, clientId, clientSecret, ...files },
    userAgent: means.program.replace(' ', '/'),
    signal: means.signal,
    log: means.log,
  });
}

function logAt(log: Log, event: Parameters<EventSink>[0], facts: Parameters<EventSink>[1]): void {
  if (event === 'Run:Failed') log.error(event, facts);
  else if (event === 'Target:Request') log.debug(event, facts);
  else log.info(event, facts);
}

/** A missing secret is said at the beginning, not when something needs a person. */
async function noticeChannels(
  { notify: { mail, webhook } }: Config,
  environment: NodeJS.ProcessEnv,
  now: () => Date,
): Promise<NoticeChannel[]> {
  const channels: NoticeChannel[] = [];
  if (mail) {
    const login = mail.user === undefined ? {} : { password: await readSecret(SMTP_PASSWORD, environment) };
    channels.push(mailChannel({ ...mail, ...login }));
  }
  if (webhook)
    channels.push(webhookChannel({ ...webhook, secret: await readSecret(WEBHOOK_SECRET, environment), now }));
  return channels;
}
