/**
 * The one place where implementations and connectors are wired to ports. Everything the command line and the
 * console can do goes through an App.
 */
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connectorSources } from './app/connector-sources.ts';
import { examineInstallation } from './app/examine.ts';
import { observing } from './app/observing.ts';
import { packageRoot, programVersion } from './app/package-root.ts';
import { readApart } from './app/readers.ts';
import {
  ledgerPlace,
  loginOf,
  noticeChannels,
  openConnection,
  queueAddress,
  webLoginOf,
  type LoginQuestion,
} from './app/services.ts';
import { trailSigner, type SignTrail } from './app/trail-key.ts';
import { loadConfig, type Config } from './config.ts';
import type { Person } from './engine/approval/person.ts';
import { sessionChore, sessionsOf, type Sessions } from './engine/session/sessions.ts';
import { APPROVAL_CHORE } from './engine/approval/chore.ts';
import type { Chore } from './engine/chores.ts';
import { clockOffset } from './engine/clock-offset.ts';
import { DELIVERY_CHORE } from './engine/deliveries/job-calendar.ts';
import { noteLanding, retentionChores } from './engine/retention/chores.ts';
import { disclosureDesk, type DisclosureDesk } from './engine/disclosure/desk.ts';
import { desk, type Desk } from './engine/desk/desk.ts';
import { DRIFT } from './engine/drift.ts';
import { explain, type Explanation, type ExplainQuestion } from './engine/explain.ts';
import { lookInto, type LookInto } from './engine/look/look-into.ts';
import { rawSource } from './engine/look/raw-layout.ts';
import { jobNamed } from './engine/prepare.ts';
import { sweepLanding } from './engine/land.ts';
import type { Calendar } from './engine/schedule/occurrence.ts';
import type { EngineEvents, EnginePorts, EventSink } from './engine/ports.ts';
import { RECONCILE } from './engine/reconcile.ts';
import type { RunReport } from './engine/run-frame.ts';
import { childSolver } from './engine/solver-process.ts';
import { syncRun } from './engine/sync-run.ts';
import { workerEntry } from './engine/threads.ts';
import type { CodeLogin } from './kommonitor/code-login.ts';
import type { KomMonitorConnection } from './kommonitor/connect.ts';
import { checkedAddress } from './kommonitor/settings.ts';
import { loadCatalogue, type Catalogue } from './mapping/catalogue.ts';
import { openLedger, type StoredLedger } from './store/ledger.ts';
import { sendLetter, type Letter } from './observe/notify.ts';
import { occurrences } from './queue/calendar.ts';
import { reconcileNow, type ReconciledNow } from './queue/reconcile-now.ts';
import { beginNow, runNow, type StartedNow } from './queue/run-now.ts';
import { openBell, queueSettings } from './queue/settings.ts';
import { runQueued } from './queue/run-queued.ts';
import { serve, type ServeEvents, type ServePart } from './queue/serve.ts';
import { clockCheck, diskCheck, freeOn, ledgerCheck } from './observe/health-checks.ts';
import { startHealthServer, type HealthOptions, type HealthServer } from './observe/health-server.ts';
import type { Metrics } from './observe/metrics.ts';

export { examineInstallation };
export { openInspector, type Inspector } from './app/inspector.ts';
export { packageRoot, programVersion } from './app/package-root.ts';
export {
  CLIENT_SECRET,
  LEDGER_URL,
  REDIS_URL,
  SMTP_PASSWORD,
  WEB_CLIENT_SECRET,
  WEBHOOK_SECRET,
  type LoginQuestion,
} from './app/services.ts';

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
  /** Milliseconds that only go forward; to be given together with `now`. */
  readonly monotonic?: () => number;
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
  /** Address of KomMonitor as it stands in plans. */
  targetAddress(): string;
  /** Who is sitting there; SyncError of kind permission where that cannot be shown. */
  login(question: LoginQuestion): Promise<Person>;
  /** How people log in to the console; undefined with accounts of this installation. */
  webLogin(): Promise<CodeLogin | undefined>;
  readonly calendar: Calendar;
  /** What people see of runs and do about them. */
  readonly desk: Desk;
  /** Who is logged in to the console. */
  readonly sessions: Sessions;
  /** How what is handed out of the audit trail is signed; undefined where no key is set. */
  trailSigner(): Promise<SignTrail | undefined>;
  /** Rows of a file as they stand in it, read in a process of its own. */
  readonly lookInto: LookInto;
  /** To whoever the configuration names for it; false where nobody got it. */
  sendLetter(letter: Letter): Promise<boolean>;
  readonly program: string;
  readonly now: () => Date;
  readonly log: EventSink;
  /** Runs the job now; SyncError of kind usage where there is no such job. */
  runNow(job: string): Promise<StartedNow>;
  /** Looks at everything a run needs, on this machine and in KomMonitor; changes nothing. */
  examine(): ReturnType<typeof examineInstallation>;
  /** Brings open runs that nobody works on to their end. */
  reconcile(): Promise<ReconciledNow>;
  /** Check, plan and apply in one go; through the queue where processes share one. */
  sync(job: string): Promise<RunReport>;
  /**
   * Runs what is due until the signal aborts. `queue.in-process` (kind configuration) where a part of it is asked for
   * without a queue that processes share.
   */
  serve(part: ServePart, events: ServeEvents): Promise<void>;
  /** Health and metrics on a port of their own; SyncError `health.port-taken` where it cannot be had. */
  health(at: Pick<HealthOptions, 'host' | 'port'>): Promise<HealthServer>;
  close(): Promise<void>;
}

/** In the order in which they are done when a process starts. */
function choresOn(ledger: StoredLedger): readonly Chore[] {
  return [RECONCILE, ...retentionChores(ledger), APPROVAL_CHORE, DELIVERY_CHORE, sessionChore(ledger), DRIFT];
}

export async function openApp(options: AppOptions): Promise<App> {
  const { site, environment, signal } = options;
  const now = options.now ?? (() => new Date());
  const monotonic = options.monotonic ?? (() => performance.now());
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

  const offset = clockOffset(() => ledger.databaseTime(), { now, monotonic });
  const folders = {
    deliveries: config.deliveries,
    landing: path.join(config.state, 'landing'),
    reports: path.join(config.state, 'reports'),
    grids: path.join(root, 'config/grids'),
    site,
  };
  const { tell, metrics, settled } = observing({
    program,
    config,
    catalogue: options.catalogue === 'none' ? undefined : catalogue,
    ledger,
    folders,
    offset,
    now,
    environment,
    logFile: options.logFile,
    channels,
  });
  await noteLanding(ledger, swept, tell);
  let opened: Promise<KomMonitorConnection> | undefined;
  let web: Promise<CodeLogin | undefined> | undefined;
  const connection = () => {
    opened ??= openConnection(config, { environment, signal, program, log: tell });
    return opened;
  };
  const ports: EnginePorts = {
    ledger,
    catalogue,
    sources: connectorSources(readApart(root)),
    session: connection,
    secret: (name) => environment[name] ?? '',
    folders,
    access: config.access,
    approval: config.approval,
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
    monotonic,
    sleep: (milliseconds, abort) => delay(milliseconds, undefined, { signal: abort }),
    signal,
    events: options.events,
    log: tell,
    program,
  };
  const targetAddress = () => checkedAddress(config.target.url, 'von KomMonitor (url)');
  const own = desk({
    ports,
    ledger,
    beginNow: (job) => beginNow(job, ports),
    handOver: async (run) => {
      if ((await queueAddress(environment)) === undefined) return false;
      await ledger.enqueue({ run, queue: 'publish', key: null });
      return true;
    },
    calendar: occurrences,
    target: targetAddress,
    machine: {
      freeBytes: () => freeOn(config.state),
      clockOffset: offset,
      isServer: async () => (await ledger.databaseTime()) !== undefined,
    },
  });
  return {
    config,
    catalogue,
    ledger,
    ports,
    connection,
    metrics,
    explain: (question) => explain(question, ports),
    disclosure: disclosureDesk(ports, targetAddress),
    targetAddress,
    login: (question) => loginOf(config, ports, question),
    webLogin() {
      web ??= webLoginOf(config, { environment, signal, program });
      return web;
    },
    calendar: occurrences,
    desk: own,
    sessions: sessionsOf({ ledger, now, log: tell }),
    trailSigner: () => trailSigner(environment),
    lookInto: lookInto(readApart(root)(rawSource(connectorSources())), signal),
    sendLetter: (letter) => sendLetter(letter, channels, tell),
    program,
    now,
    log: tell,
    runNow: async (job) => runNow(jobNamed(ports, job).id, ports),
    examine: () => examineInstallation(options),
    reconcile: () => reconcileNow(ports),
    async sync(job) {
      const { id } = jobNamed(ports, job);
      const url = await queueAddress(environment);
      if (url === undefined) return syncRun({ job: id }, ports);
      const settings = queueSettings(environment);
      const bell = await openBell('worker', url, { ...settings, log: tell });
      return runQueued(id, { ...settings, bell, ports });
    },
    async serve(part, events) {
      const url = await queueAddress(environment);
      const settings = queueSettings(environment);
      const bell = await openBell(part, url, { ...settings, log: tell });
      const served = { jobs: [...catalogue.jobs.values()], chores: choresOn(ledger) };
      await serve(served, { ...settings, part, bell, ports, events });
    },
    health: (at) =>
      startHealthServer({
        ...at,
        program,
        metrics,
        checks: [ledgerCheck(ledger), diskCheck(config.state), clockCheck(offset)],
        log: tell,
      }),
    async close() {
      await own.settled();
      await settled();
      if (opened) (await opened.catch(() => undefined))?.close();
      if (web) (await web.catch(() => undefined))?.close();
      await ledger.close();
    },
  };
}
