/**
 * The doctor's look at everything a run needs. Unlike the App it goes on where a part of the installation is broken:
 * whoever sets it up learns of all that is wrong at once.
 */
import path from 'node:path';
import { loadConfig, type Config } from '../config.ts';
import type { EventSink } from '../engine/ports.ts';
import { SyncError } from '../errors.ts';
import { examineKomMonitor } from '../kommonitor/examine.ts';
import { loadCatalogue, type Catalogue } from '../mapping/catalogue.ts';
import { examineCertificate } from '../observe/certificate-check.ts';
import { freeOn } from '../observe/health-checks.ts';
import { createLog } from '../observe/log.ts';
import { examineSecrets, examineSite, failedCheck, type SiteCheck } from '../observe/site-checks.ts';
import { examineRedis } from '../queue/examine-redis.ts';
import { openLedger } from '../store/ledger.ts';
import { packageRoot, programVersion } from './package-root.ts';
import { channelChecks, ledgerPlace, openConnection, queueAddress, secretsOf } from './services.ts';

export interface ExamineOptions {
  /** Absolute folder of the site. */
  readonly site: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly deliveries?: string | undefined;
  readonly signal: AbortSignal;
  readonly logFile?: string | undefined;
}

/** What was opened, or the error that has to be told in its place. */
type Attempt<T> = { readonly value: T } | { readonly error: SyncError };

type Needed = Pick<Catalogue, 'jobs' | 'indicators'>;

/** Changes nothing, except that a ledger that is missing is made. */
export async function examineInstallation(options: ExamineOptions): Promise<readonly SiteCheck[]> {
  const { site, environment, deliveries } = options;
  const root = packageRoot();
  const defaults = path.join(root, 'config/default.yaml');
  const config = await attempt(loadConfig({ site, defaults, deliveries }));
  const catalogue = await attempt(loadCatalogue(site === root ? [root] : [root, site]));
  const needed = 'value' in catalogue ? catalogue.value : { jobs: new Map(), indicators: new Map() };
  return [
    lineOf('config', config, () => 'Die Konfiguration (kmsync.yaml) ist lesbar.'),
    lineOf(
      'mappings',
      catalogue,
      ({ jobs }) => `Aufträge, Profile, Indikatoren und Raumebenen sind lesbar (Aufträge: ${jobs.size}).`,
    ),
    ...('value' in config
      ? await examineParts(config.value, needed, options)
      : await withoutConfig(environment)),
  ];
}

async function examineParts(
  config: Config,
  catalogue: Needed,
  { environment, signal, logFile }: ExamineOptions,
): Promise<SiteCheck[]> {
  const program = programVersion(packageRoot());
  const now = () => new Date();
  const log = createLog({ level: 'info', destination: logFile === undefined ? 'none' : { file: logFile } });
  const ledger = await attempt(
    ledgerPlace(config, environment).then((place) =>
      openLedger({
        ...place,
        sealedFolder: path.join(config.state, 'sealed'),
        now,
        programVersion: program,
      }),
    ),
  );
  const tell: EventSink = (event, facts) => log.info(event, facts);
  const means = { environment, signal, program, log: tell };
  const connection = await attempt(openConnection(config, means));
  try {
    return [
      ...(await examineSite({
        freeBytes: () => freeOn(config.state),
        askLedger: async () => valueOf(ledger).state(),
        databaseTime: async () => valueOf(ledger).databaseTime(),
        now,
        secrets: secretsOf(config, environment),
        channels: channelChecks(config),
      })),
      ...(await queueChecks(environment)),
      ...(await examineCertificate(config.target.url, now)),
      ...(await examineKomMonitor(config.access, catalogue, async () => valueOf(connection))),
    ];
  } finally {
    if ('value' in connection) connection.value.close();
    if ('value' in ledger) await ledger.value.close();
  }
}

/** Where the state folder and KomMonitor are stands in the configuration; the environment can be looked at. */
async function withoutConfig(environment: NodeJS.ProcessEnv): Promise<SiteCheck[]> {
  const unseen = (id: string, what: string): SiteCheck => ({
    id,
    state: 'warn',
    text: `${what} nicht geprüft: Dazu muss die Konfiguration lesbar sein.`,
    hint: '',
  });
  return [
    unseen('disk', 'Platte'),
    unseen('ledger', 'Laufdatenbank'),
    unseen('ledger-clock', 'Uhr'),
    ...(await examineSecrets(secretsOf({ notify: {} }, environment))),
    ...(await queueChecks(environment)),
    unseen('target', 'KomMonitor'),
  ];
}

async function queueChecks(environment: NodeJS.ProcessEnv): Promise<readonly SiteCheck[]> {
  try {
    const url = await queueAddress(environment);
    if (url !== undefined) return await examineRedis(url);
    const text = 'Ein Prozess erledigt alles; eine gemeinsame Warteschlange (Redis) ist nicht eingerichtet.';
    return [{ id: 'queue', state: 'ok', text, hint: '' }];
  } catch (error) {
    return [failedCheck('queue-setting', error)];
  }
}

function lineOf<T>(id: string, found: Attempt<T>, text: (value: T) => string): SiteCheck {
  if ('value' in found) return { id, state: 'ok', text: text(found.value), hint: '' };
  return failedCheck(id, found.error);
}

async function attempt<T>(work: Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work };
  } catch (error) {
    if (error instanceof SyncError) return { error };
    throw error;
  }
}

function valueOf<T>(found: Attempt<T>): T {
  if ('value' in found) return found.value;
  throw found.error;
}
