import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { kmsync } from '../support/kmsync.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

describe('init', () => {
  let simulator: Simulator;
  let folder: string;

  beforeAll(async () => {
    requireBuilt();
    simulator = await startSimulator();
    folder = mkdtempSync(path.join(tmpdir(), 'kmsync-init-'));
  });
  afterAll(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('writes a site in which doctor finds everything in order, and overwrites nothing', async () => {
    const site = path.join(folder, 'site');
    expect(await kmsync(['init', site])).toMatchObject({ code: 0 });
    const file = path.join(site, 'kmsync.yaml');
    const written = readFileSync(file, 'utf8');
    writeFileSync(file, written.replaceAll('http://127.0.0.1:8085', simulator.url));

    expect(await kmsync(['doctor'], site)).toMatchObject({ code: 0 });
    expect(await kmsync(['init', site])).toMatchObject({ code: 64 });

    expect(readFileSync(file, 'utf8')).toContain(simulator.url);
    expect(readFileSync(path.join(site, '.gitignore'), 'utf8')).toMatch(/^state\/$/m);
  });
});
