import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleWorld, type Browser, type ConsoleWorld } from '../../tests/support/console-world.ts';
import { SMALL_JOB } from '../../tests/support/small-site.ts';
import { finding } from '../core/finding.ts';
import { ROLES } from '../engine/approval/person.ts';

/** Whatever must not leave the house: secrets, people, names of files, and what people have typed. */
const CANARY = /kanarie/i;

let world: ConsoleWorld;
let all: Browser;
beforeAll(async () => {
  world = await consoleWorld({
    environment: { KMSYNC_CLIENT_SECRET: 'kanarie-geheimnis', KMSYNC_SMTP_PASSWORD: 'kanarie-kennwort' },
    prepare(site) {
      appendFileSync(path.join(site, `jobs/${SMALL_JOB}.yaml`), `schedule: { cron: '30 2 * * *' }\n`);
      appendFileSync(
        path.join(site, 'kmsync.yaml'),
        `console: { contact: 'Erika Kanarie, Tel. 123' }
notify:
  mail:
    host: mail.invalid
    port: 25
    encryption: starttls
    user: kanarie-konto
    from: kanarie@example.org
    recipients: [{ to: kanarie@example.com, notices: [failed] }]
`,
      );
    },
  });
  all = await world.browser('kanarie', ...ROLES);
});
afterAll(() => world.close());

const textOf = async (at: string) =>
  (await (await all.get(at)).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('System', () => {
  it('says what waits, who holds what since when, what is free and what was backed up', async () => {
    expect(await textOf('/system')).toContain('Zurzeit hält niemand eine Sperre.');
    const { ledger } = world.app;
    const run = await world.run('publishing');
    await ledger.takeLease('target http://127.0.0.1:1/management', run, 900);
    await ledger.takeLease('chore retention', 'chores 1-2-3', 600);
    await ledger.enqueueNew({ job: SMALL_JOB, kind: 'intake' });
    await ledger.recordBackup({ files: 1, entries: 1 });
    world.later(5);

    const text = await textOf('/system');

    expect(text).toContain('Lieferungen übernehmen 1 0 0');
    expect(text).toMatch(
      new RegExp(
        `Schreibrecht für KomMonitor Lauf ${run} 03\\.02\\.2026, 14:00 MEZ, vor 5 Minuten 03\\.02\\.2026, 14:15 MEZ`,
      ),
    );
    expect(text).toContain('Aufgabe: Löschfristen ein Prozess des Dienstes');
    expect(text).toMatch(/GiB für Laufdatenbank und Lieferungen/);
    expect(text).toContain('Letzte Sicherung 03.02.2026, 14:00 MEZ, vor 5 Minuten');
    expect(text).toContain('Letzte Wiederherstellung noch nie');
  });

  it('gives a diagnosis to take away, with no secret and nobody in it', async () => {
    const { ledger } = world.app;
    await world.run('check_failed', [
      finding('mapping.unknown-key', { file: 'kanarie.csv', row: 1 }, { found: 'Kanarie', expected: 'x' }),
    ]);
    await world.submitted('local:kanarie');
    await ledger.pauseSchedule({ job: SMALL_JOB, reason: 'Frau Kanarie fehlt.', by: 'local:kanarie' });
    await all.post('/system/pruefen');

    const response = await all.get('/system/diagnose.json');
    const text = await response.text();

    expect(response.headers.get('content-disposition')).toBe('attachment; filename="diagnose.json"');
    expect(text).not.toMatch(CANARY);
    const document = JSON.parse(text) as Record<string, unknown>;
    expect(document).toMatchObject({
      program: world.app.program,
      config: { target: 'http://127.0.0.1:1/management', loginWith: 'local' },
      system: { queues: [{ queue: 'intake' }, { queue: 'publish' }] },
    });
    expect(document['jobs']).toContainEqual(
      expect.objectContaining({ id: SMALL_JOB, cron: '30 2 * * *', isPaused: true }),
    );
    expect(JSON.stringify(document['checks'])).toContain('"id":"network"');
    expect(JSON.stringify(document['ledger'])).toContain('mapping.unknown-key');
  });

  it('shows the person themselves the names that the diagnosis leaves out', async () => {
    expect(await (await all.get(`/quellen/${SMALL_JOB}`)).text()).toMatch(CANARY);
  });
});
