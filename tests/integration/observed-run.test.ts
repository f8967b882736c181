import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENT_SECRET, openApp, WEBHOOK_SECRET } from '../../src/app.ts';
import { reportOf } from '../../src/engine/report/compose.ts';
import { htmlReport } from '../../src/engine/report/html.ts';
import { markdownReport } from '../../src/engine/report/markdown.ts';
import { runDocument } from '../../src/engine/report/run-document.ts';
import { runNamed } from '../../src/engine/run-frame.ts';
import { syncRun } from '../../src/engine/sync-run.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { defaultSeed, startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { startLocalServer, type LocalServer } from '../support/local-server.ts';
import { writeTrialSite, type TrialSite } from '../support/trial-site.ts';

const SECRET = 'CANARY-webhook-secret';
const PERSON = 'CANARY-Anna-Meier';

describe('P29 a run that is observed', () => {
  let simulator: Simulator;
  let receiver: LocalServer;
  let site: TrialSite;
  beforeAll(async () => {
    simulator = await startSimulator({ seed: defaultSeed() });
    receiver = await startLocalServer(() => ({ status: 204 }));
    site = await writeTrialSite(simulator);
    const config = readFileSync(path.join(site.folder, 'kmsync.yaml'), 'utf8');
    site.edit('kmsync.yaml', config, `${config}\nnotify:\n  webhook: { url: "${receiver.origin}/hook" }\n`);
  });
  afterAll(async () => {
    site.remove();
    await receiver.close();
    await simulator.close();
  });

  function open(secret = SIMULATOR_SECRET) {
    return openApp({
      site: site.folder,
      environment: { [CLIENT_SECRET]: secret, [WEBHOOK_SECRET]: SECRET },
      signal: new AbortController().signal,
      events: { stage: () => undefined, operation: () => undefined },
      logFile: path.join(site.folder, 'kmsync.log'),
    });
  }

  it('counts what it did, reports it, tells of what fails, and never a secret or a person', async () => {
    const app = await open();
    const { result } = await syncRun({ job: 'versuch' }, app.ports);
    const good = await reportOf(await runNamed(result.run, app.ports), app.ports);
    const delivered = site.delivery('einwohner_2023.csv');
    site.rewrite('einwohner_2023.csv', (text) => text.replace(/(\d+)(\r?\n)$/, `${PERSON}$2`));
    const failed = await syncRun({ job: 'versuch' }, app.ports);
    const bad = await reportOf(await runNamed(failed.result.run, app.ports), app.ports);
    const metrics = await app.metrics.text();
    await app.close();
    site.deliver('einwohner_2023.csv', delivered);
    const refused = await open('CANARY-client-secret');
    const error: unknown = await syncRun({ job: 'versuch' }, refused.ports).catch(
      (thrown: unknown) => thrown,
    );
    const afterwards = await refused.metrics.text();
    await refused.close();

    expect(result.state).toMatch(/^published/);
    expect(metrics).toContain(`kmsync_values_verified_total{job="versuch"} ${result.verified.cells}`);
    expect(metrics).toMatch(/kmsync_target_requests_total\{method="PUT",status_class="2xx"\} \d/);
    expect(metrics).toMatch(/kmsync_data_reference_timestamp_seconds\{job="versuch"\} \d/);
    expect(metrics).toContain('kmsync_audit_chain_ok 1');
    expect(metrics).toContain('kmsync_token_refresh_total{outcome="ok"} 1');
    expect(afterwards).toContain('kmsync_token_refresh_total{outcome="failed"} 1');
    expect(good.sentence).toMatch(/Werten stimmen/);
    expect(bad.sentence).toMatch(/Prüfung nicht bestanden/);
    expect(receiver.requests.map(({ body }) => (JSON.parse(body) as { kind: string }).kind)).toContain(
      'check_failed',
    );
    const seen = [
      metrics,
      afterwards,
      String(error),
      ...[good, bad].flatMap((report) => [
        JSON.stringify(report),
        markdownReport(report),
        htmlReport(report),
      ]),
      JSON.stringify(receiver.requests),
      readFileSync(path.join(site.folder, 'kmsync.log'), 'utf8'),
    ].join('\n');
    expect(seen).toContain('Run:Done');
    for (const canary of ['CANARY', SIMULATOR_SECRET]) expect(seen).not.toContain(canary);
  });

  it('leaves a report as files of every run, also of one that failed, and ends its log with the sentence', async () => {
    const app = await open();
    const done = await syncRun({ job: 'versuch' }, app.ports);
    await app.close();
    const refused = await open('CANARY-client-secret');
    await expect(syncRun({ job: 'versuch' }, refused.ports)).rejects.toThrow();
    const [failed] = await refused.ledger.runs({ limit: 1 });
    await refused.close();
    const read = (run: string, name: string) =>
      readFileSync(path.join(site.folder, 'state/reports', run, name), 'utf8');

    const good = runDocument.parse(JSON.parse(read(done.result.run, 'report.json')));
    const bad = runDocument.parse(JSON.parse(read(failed?.id ?? '', 'report.json')));
    expect(good.inputs.map(({ file, profile, rows, taken }) => [file, profile, rows, taken])).toContainEqual([
      'einwohner_2023.csv',
      'versuch-einwohner',
      128,
      true,
    ]);
    expect(good.inputs.every(({ bytes, sha256 }) => bytes > 0 && sha256.length === 64)).toBe(true);
    expect(bad.sentence).toBe(`Lauf ${failed?.id} (versuch): Abgebrochen.`);
    for (const [id, { sentence }] of [[done.result.run, good] as const, [failed?.id ?? '', bad] as const]) {
      expect(read(id, 'report.md').split('\n')[0]?.replaceAll('\\', '')).toBe(sentence);
      expect(read(id, 'report.html')).toContain('<!DOCTYPE html>');
      const log = readFileSync(path.join(site.folder, 'kmsync.log'), 'utf8').split('\n');
      const last = log.filter((line) => line.includes(`"run":"${id}"`)).at(-1) ?? '';
      expect(JSON.parse(last)).toMatchObject({ event: 'Run:Report', msg: sentence });
    }
  });

  it('refuses to start where the secret of a channel is missing', async () => {
    const opening = openApp({
      site: site.folder,
      environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
      signal: new AbortController().signal,
      events: { stage: () => undefined, operation: () => undefined },
    });

    await expect(opening).rejects.toMatchObject({ code: 'config.secret-missing', exitCode: 4 });
  });
});
