import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../src/observe/metric-list.ts';
import { REPOSITORY } from '../support/generate.ts';

const FOLDER = path.join(REPOSITORY, 'deploy/prometheus');
const RULES = readFileSync(path.join(FOLDER, 'kmsync.rules.yml'), 'utf8');
const TESTS = readFileSync(path.join(FOLDER, 'kmsync.rules.test.yml'), 'utf8');
const missing = spawnSync('promtool', ['--version']).error !== undefined;
if (missing) console.log('skipped: promtool (Debian package prometheus) is not installed');

describe('alert rules', () => {
  it('rest on metrics that exist', () => {
    const used = [...RULES.matchAll(/\bkmsync_\w+/g)].map(([name]) => name);
    const unknown = used.filter((name) => !(name in METRICS));

    expect(used.length).toBeGreaterThan(10);
    expect(unknown).toEqual([]);
  });

  it('each have a test', () => {
    const alerts = [...RULES.matchAll(/alert: (\w+)/g)].map(([, name]) => name);
    const tested = new Set([...TESTS.matchAll(/alertname: (\w+)/g)].map(([, name]) => name));

    expect(alerts.filter((name) => !tested.has(name ?? ''))).toEqual([]);
  });

  it.skipIf(missing && !process.env['CI'])('pass promtool check and promtool test', () => {
    const run = (...args: string[]) =>
      execFileSync('promtool', args, { cwd: FOLDER, encoding: 'utf8', stdio: 'pipe' });

    expect(run('check', 'rules', 'kmsync.rules.yml')).toContain('SUCCESS');
    expect(run('test', 'rules', 'kmsync.rules.test.yml')).toContain('SUCCESS');
  });
});
