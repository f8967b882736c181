/** Requests made to do harm: slow ones, double ones, ones past a step, and what they would have the answers carry. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FORM_TOKEN } from '../../src/console/parts/forms.tsx';
import { serveConsole } from '../../src/console/serve-console.ts';
import { finding } from '../../src/core/finding.ts';
import { createLog } from '../../src/observe/log.ts';
import { consoleWorld, WAITING_PLAN, type ConsoleWorld } from '../support/console-world.ts';
import { smallDelivery } from '../support/small-site.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { NEW_DELIVERY, SMALL_SOURCE, uploadWorld, type UploadWorld } from '../support/upload-world.ts';

vi.setConfig({ testTimeout: 60_000 });

const folder = tempFolder();
let world: ConsoleWorld | UploadWorld | undefined;
afterEach(() => world?.close());

describe('a request that never ends', () => {
  it('is cut off, and others are answered meanwhile', async () => {
    const own = (world = await uploadWorld());
    const anna = await own.browser('anna', 'sync-editor');
    const server = await serveConsole(own.app, { host: '127.0.0.1', port: 0, longestRequest: 400 });
    const { host, port, hostname } = new URL(server.url);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(
      [
        `POST ${NEW_DELIVERY} HTTP/1.1`,
        `Host: ${host}`,
        `Origin: ${server.url}`,
        `Cookie: kmsync-session=${anna.token}`,
        'Content-Type: multipart/form-data; boundary=x',
        'Content-Length: 10000000',
        '',
        `--x\r\nContent-Disposition: form-data; name="${FORM_TOKEN}"\r\n\r\n${anna.formToken}\r\n--x\r\nContent-Disposition: form-data; name="quelle"\r\n\r\n${SMALL_SOURCE.quelle}\r\n--x\r\nContent-Disposition: form-data; name="datei"; filename="a.csv"\r\n\r\na;b`,
      ].join('\r\n'),
    );
    expect((await fetch(`${server.url}/anmelden`)).status).toBe(200);
    await once(socket, 'close', { signal: AbortSignal.timeout(20_000) });
    await vi.waitFor(() => expect(own.filesIn('uploads')).toEqual([]));

    expect(await own.app.ledger.runs()).toEqual([]);
    await server.close();
  });
});

describe('a formula in a name or key', () => {
  it('is text in every file that the console gives out', async () => {
    const own = (world = await consoleWorld());
    const evil = '=HYPERLINK("http://boese.example")';
    const run = await own.run('check_failed', [
      finding(
        'mapping.unknown-key',
        { file: '@SUM(1).csv', sheet: '+1', row: 2, column: '\t=1' },
        { found: evil, expected: '-1' },
      ),
    ]);
    const anna = await own.browser('anna', 'sync-editor');
    const text = await (await anna.get(`/laeufe/${run}/pruefung.csv`)).text();
    const cells = text.split(/[;\r\n]+/);

    expect(text).toContain(`"'${evil.replaceAll('"', '""')}"`);
    for (const cell of cells) expect(cell).not.toMatch(/^"?[=+@\t-]/);
  });
});

describe('what a run may do', () => {
  it('is not done past its preview: without a submission there is nothing to approve', async () => {
    const own = (world = await consoleWorld());
    const run = await own.planned('draft', WAITING_PLAN);
    const bernd = await own.browser('bernd', 'sync-approver');
    const planHash = (await own.app.ledger.run(run))?.planHash ?? '';
    const response = await bernd.post(`/laeufe/${run}/freigeben`, { plan: planHash });

    expect(response.status).toBeGreaterThanOrEqual(400);
    expect((await own.app.ledger.run(run))?.state).toBe('draft');
    expect((await bernd.post(`/laeufe/${run}/fortsetzen`)).status).toBeGreaterThanOrEqual(400);
  });

  it('is done once where the button is pressed twice, or the same form is sent again later', async () => {
    const own = (world = await consoleWorld());
    const run = await own.submitted('local:anna');
    const bernd = await own.browser('bernd', 'sync-approver');
    const plan = (await own.app.ledger.approval(run))?.planHash ?? '';
    const sent = await Promise.all([1, 2, 3].map(() => bernd.post(`/laeufe/${run}/freigeben`, { plan })));
    const again = await bernd.post(`/laeufe/${run}/freigeben`, { plan });
    await own.app.desk.settled();
    const given = await own.app.ledger.auditPage({ event: 'Approval:Given' }, { offset: 0, limit: 10 });

    expect(sent.map(({ status }) => `${status}`).toSorted()).toEqual(['303', '409', '409']);
    expect(again.status).toBe(409);
    expect(given.total).toBe(1);
  });

  it('is nothing else than what was looked at: a plan under another hash is not approved', async () => {
    const own = (world = await consoleWorld());
    const run = await own.submitted('local:anna');
    const bernd = await own.browser('bernd', 'sync-approver');
    const response = await bernd.post(`/laeufe/${run}/freigeben`, { plan: 'f'.repeat(64) });

    expect(response.status).toBe(409);
    expect((await own.app.ledger.approval(run))?.decidedBy).toBeNull();
  });

  it('stays with the file that was looked at: the same name with other content is another run with another plan', async () => {
    const own = (world = await uploadWorld());
    const anna = await own.browser('anna', 'sync-editor');
    const bernd = await own.browser('bernd', 'sync-approver');
    const name = 'personen_2022-12-31.csv';
    const first = await own.brought(anna, new File([smallDelivery()], name));
    await anna.post(`/laeufe/${first}/vorlegen`);
    const changed = smallDelivery().replace(
      /;(\d+)(\s*)$/,
      (_all, n: string, end: string) => `;${Number(n) + 1}${end}`,
    );
    expect(changed).not.toBe(smallDelivery());
    const second = await own.brought(anna, new File([changed], name));
    const plan = (await own.app.ledger.run(second))?.planHash ?? '';
    const other = await bernd.post(`/laeufe/${first}/freigeben`, { plan });

    expect(second).not.toBe(first);
    expect(other.status).toBe(409);
    expect((await own.app.ledger.approval(first))?.decidedBy).toBeNull();
  });
});

describe('the console', () => {
  it('gives out no metrics, no health of its parts and no configuration', async () => {
    const own = (world = await consoleWorld());
    const all = await own.browser('alles', 'sync-operator', 'sync-auditor');
    for (const at of [
      '/metrics',
      '/health',
      '/healthz',
      '/readyz',
      '/.env',
      '/kmsync.yaml',
      '/state/ledger.db',
    ])
      expect((await all.get(at)).status, at).toBe(404);
  });

  it('has no secret of its site in any page', async () => {
    const own = (world = await uploadWorld());
    const all = await own.browser('alles', 'sync-operator', 'sync-auditor', 'sync-editor');
    const secret = own.app.ports.secret('KMSYNC_CLIENT_SECRET');
    expect(secret).not.toBe('');
    for (const at of ['/', '/system', '/protokoll', '/lieferungen/neu', '/laeufe', '/protokoll.jsonl'])
      expect(await (await all.get(at)).text(), at).not.toContain(secret);
  });
});

describe('a name with line ends and signs for terminals', () => {
  it('is one line of JSON in the log, or not there at all', async () => {
    const file = path.join(folder.path, 'log.jsonl');
    const log = createLog({ level: 'info', destination: { file } });
    log.info('Sec:UploadRefused', { subject: 'person:1', code: 'x\n{"event":"Sec:Login"}\u001b[2J' });
    log.info('Service:Stop', {});
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');

    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain('\u001b');
    for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });
});
