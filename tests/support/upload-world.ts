/** A console over a simulated KomMonitor, for deliveries by hand: real forms, real runs, no port of its own. */
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CLIENT_SECRET, openApp, type App } from '../../src/app.ts';
import { createConsole } from '../../src/console/console.ts';
import type { UploadLimits } from '../../src/console/upload/uploads.ts';
import type { Role } from '../../src/engine/approval/person.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { browserOn, type Browser } from './console-world.ts';
import { SMALL_JOB, writeSmallSite } from './small-site.ts';
import { writeTrialSite } from './trial-site.ts';

export const NEW_DELIVERY = '/lieferungen/neu';
export const CHUNKS = '/lieferungen/dateien';
export const SMALL_SOURCE = { quelle: `${SMALL_JOB}#0` };

export interface UploadWorld {
  readonly app: App;
  readonly site: string;
  readonly simulator: Simulator;
  readonly told: readonly { readonly event: string; readonly code: unknown }[];
  browser(name: string, ...roles: Role[]): Promise<Browser>;
  /** Brings the file and waits until it is checked; answers the run, or nothing where it was refused. */
  brought(who: Browser, file: File, fields?: Record<string, string>): Promise<string>;
  stateOf(run: string): Promise<string | undefined>;
  textOf(who: Browser, at: string): Promise<string>;
  /** Names in a folder of the site's state. */
  filesIn(folder: string): string[];
  close(): Promise<void>;
}

export async function uploadWorld(
  kind: 'small' | 'trial' = 'small',
  limits: Partial<UploadLimits> & { readonly clamd?: string } = {},
): Promise<UploadWorld> {
  const simulator = await startSimulator();
  let site: string;
  if (kind === 'trial') site = (await writeTrialSite(simulator)).folder;
  else {
    site = mkdtempSync(path.join(tmpdir(), 'kmsync-upload-'));
    writeSmallSite(site, simulator, 'first');
  }
  appendFileSync(path.join(site, 'kmsync.yaml'), 'approval: { required: always }\n');
  const stop = new AbortController();
  const app = await openApp({
    site,
    environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
    signal: stop.signal,
    events: { stage: () => undefined, operation: () => undefined },
  });
  const told: { event: string; code: unknown }[] = [];
  const upload = { ...app.config.console.upload, ...limits };
  const config = { ...app.config, console: { ...app.config.console, upload } };
  const log: App['log'] = (event, facts) => {
    told.push({ event, code: facts['code'] });
    app.log(event, facts);
  };
  const pages = await createConsole({ ...app, config, log }, { host: '127.0.0.1', signal: stop.signal });
  return {
    app,
    site,
    simulator,
    told,
    async browser(name, ...roles) {
      await app.ledger.putAccount({ name, roles, password: 'none', locked: false }, 'added');
      const person = { subject: `local:${name}`, name, roles: new Set(roles) };
      return browserOn(pages, (await app.sessions.begin(person)).token);
    },
    async brought(who, file, fields = {}) {
      const response = await who.upload(NEW_DELIVERY, { ...SMALL_SOURCE, ...fields }, file);
      await app.desk.settled();
      return runIn(response);
    },
    stateOf: async (run) => (await app.ledger.run(run))?.state,
    textOf: async (who, at) =>
      (await (await who.get(at)).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '),
    filesIn(folder) {
      const full = path.join(site, 'state', folder);
      return existsSync(full) ? readdirSync(full) : [];
    },
    async close() {
      stop.abort();
      await app.close();
      await simulator.close();
      rmSync(site, { recursive: true, force: true });
    },
  };
}

export function runIn(response: Response): string {
  return /\/laeufe\/(\d{4}-\d+)/.exec(response.headers.get('location') ?? '')?.[1] ?? '';
}

/** Headers with which tus begins a file of this size. */
export function tusHead(size: number | string, name = 'personen.csv'): Record<string, string> {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return {
    'tus-resumable': '1.0.0',
    'upload-length': String(size),
    'upload-metadata': `name ${base64(name)},changed ${base64('1')}`,
  };
}
