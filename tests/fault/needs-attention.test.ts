import { once } from 'node:events';
import { appendFileSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SMALL_JOB } from '../support/small-site.ts';
import { Lane, type Content } from './lane.ts';
import { EACH_WRITE, lastRun, resumeLast, sync } from './small-run.ts';

const REFUSED = { action: 'status', status: 400, times: 1000 } as const;

describe('P4 a failed compensation is said loudly and nothing is guessed', () => {
  const mails: string[] = [];
  let smtp: SMTPServer;
  let lane: Lane;
  let before: Content;

  beforeAll(async () => {
    vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
    vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
    smtp = new SMTPServer({
      authOptional: true,
      onData(stream, _session, done) {
        stream.setEncoding('utf8').on('data', (text: string) => mails.push(text));
        stream.on('end', () => done());
      },
    });
    smtp.listen(0, '127.0.0.1');
    await once(smtp.server, 'listening');
    lane = await Lane.open();
    before = lane.content();
    await sync(lane);
    await lane.keepPlanned();
    const { port } = smtp.server.address() as AddressInfo;
    appendFileSync(
      path.join(lane.site, 'kmsync.yaml'),
      `notify:
  mail:
    host: 127.0.0.1
    port: ${port}
    encryption: none
    from: kmsync@kreis.example
    recipients: [{ to: it@kreis.example, notices: [needs_attention] }]
`,
    );
  }, 60_000);
  beforeEach(() => lane.reset());
  afterAll(async () => {
    await lane.close();
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
    vi.restoreAllMocks();
  });

  it('tells by exit code, state, metric and mail, and is healed by resume', async () => {
    const last = { method: 'PUT', path: `/indicators/${lane.idOf('Kleiner Frauenanteil')}` };
    await lane.order({ match: last, ...REFUSED }, { match: { method: 'DELETE' }, ...REFUSED });
    const metrics = path.join(lane.site, 'state/kmsync.prom');

    expect(await lane.run('sync', SMALL_JOB, '--metrics-textfile', metrics)).toBe(11);

    const { id, state } = await lastRun(lane);
    expect(state).toBe('needs_attention');
    const text = readFileSync(metrics, 'utf8');
    expect(text).toContain(`kmsync_runs_active{job="${SMALL_JOB}",state="needs_attention"} 1`);
    expect(text).toContain('kmsync_compensations_total{outcome="needs_attention"} 1');
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain(`kmsync resume ${id}`);
    expect(await resumeLast(lane)).toBe('incomplete run.incomplete');

    await lane.order();

    expect(await resumeLast(lane)).toBe('compensated run.compensated');
    expect(lane.content()).toEqual(before);
    expect(await lane.violations()).toEqual([]);
  });

  it.each(EACH_WRITE.slice(1))(
    'leaves old and new values only where $title and all that would take it back fail',
    async ({ which }) => {
      await lane.order(
        { ...which, ...REFUSED },
        { match: { path: '/management/', method: 'PUT' }, after: 7, ...REFUSED },
      );
      const ended = await sync(lane);

      expect(ended).toMatch(/^(incomplete run\.incomplete|compensated run\.compensated)$/);
      expect(await lane.violations({ left: ['needs_attention', 'publishing'] })).toEqual([]);
    },
  );
});
