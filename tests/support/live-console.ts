/** A console on the small site with a simulator behind it, so that runs really publish; no port of its own is opened. */
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CLIENT_SECRET, openApp, type App } from '../../src/app.ts';
import { createConsole } from '../../src/console/console.ts';
import type { Role } from '../../src/engine/approval/person.ts';
import type { RunRecord } from '../../src/engine/ledger.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { browserOn, type Browser } from './console-world.ts';
import { SMALL_JOB, writeSmallSite, type Stage } from './small-site.ts';

export interface LiveConsole {
  readonly app: App;
  readonly simulator: Simulator;
  /** Somebody with a local account and these roles, logged in. */
  browser(name: string, ...roles: Role[]): Promise<Browser>;
  /** Runs the job, lets one person submit and another approve it, and answers the run once it has ended. */
  published(): Promise<RunRecord>;
  /** From now on the site has the deliveries and mappings of that stage; the App is another one. */
  deliver(stage: Stage): Promise<void>;
  close(): Promise<void>;
}

export async function liveConsole(): Promise<LiveConsole> {
  const simulator = await startSimulator();
  const site = mkdtempSync(path.join(tmpdir(), 'kmsync-live-'));
  let opened = await open();

  async function open(stage: Stage = 'first') {
    writeSmallSite(site, simulator, stage);
    appendFileSync(path.join(site, 'kmsync.yaml'), 'approval: { required: always }\n');
    const stop = new AbortController();
    const app = await openApp({
      site,
      environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
      signal: stop.signal,
      events: { stage: () => undefined, operation: () => undefined },
    });
    return { app, stop, console: await createConsole(app, { host: '127.0.0.1', signal: stop.signal }) };
  }

  async function shut() {
    opened.stop.abort();
    await opened.app.close();
  }

  const world: LiveConsole = {
    get app() {
      return opened.app;
    },
    simulator,
    async browser(name, ...roles) {
      const { app, console } = opened;
      if (!(await app.ledger.account(name)))
        await app.ledger.putAccount({ name, roles, password: 'none', locked: false }, 'added');
      const person = { subject: `local:${name}`, name, roles: new Set(roles) };
      return browserOn(console, (await app.sessions.begin(person)).token);
    },
    async published() {
      const { run } = (await opened.app.sync(SMALL_JOB)).result;
      const { app } = opened;
      await (await world.browser('anna', 'sync-editor')).post(`/laeufe/${run}/vorlegen`);
      const plan = (await app.ledger.run(run))?.planHash ?? '';
      await (await world.browser('bernd', 'sync-approver')).post(`/laeufe/${run}/freigeben`, { plan });
      await app.desk.settled();
      const after = await app.ledger.run(run);
      if (!after?.state.startsWith('published')) throw new Error(`run ${run} is ${after?.state}`);
      return after;
    },
    async deliver(stage) {
      await shut();
      opened = await open(stage);
    },
    async close() {
      await shut();
      await simulator.close();
      rmSync(site, { recursive: true, force: true });
    },
  };
  return world;
}
