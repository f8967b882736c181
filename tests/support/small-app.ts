import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { CLIENT_SECRET, openApp, type App } from '../../src/app.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { writeSmallSite } from './small-site.ts';

export interface SmallApp {
  readonly app: App;
  /** Of the site. */
  readonly folder: string;
  readonly simulator: Simulator;
}

/** The first stage of the small site, open until the test is over. `settings` come on top of the secret. */
export async function openSmallApp(settings: NodeJS.ProcessEnv = {}): Promise<SmallApp> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kmsync-small-'));
  const simulator = await startSimulator();
  writeSmallSite(folder, simulator, 'first');
  const app = await openApp({
    site: folder,
    environment: { [CLIENT_SECRET]: SIMULATOR_SECRET, ...settings },
    signal: new AbortController().signal,
    events: { stage: () => undefined, operation: () => undefined },
  });
  onTestFinished(async () => {
    await app.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { app, folder, simulator };
}
