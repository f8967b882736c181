import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  consoleWorld,
  WAITING_PLAN,
  type Browser,
  type ConsoleWorld,
} from '../../tests/support/console-world.ts';
import { PREVIEW_LEVEL, PREVIEW_PLAN } from '../../tests/support/preview-sample.ts';
import { SMALL_JOB } from '../../tests/support/small-site.ts';
import { finding } from '../core/finding.ts';
import { ROLES } from '../engine/approval/person.ts';

let world: ConsoleWorld;
let all: Browser;
beforeAll(async () => {
  world = await consoleWorld();
  all = await world.browser('alles', ...ROLES);
});
afterAll(() => world.close());

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const textOf = async (path: string, browser = all) => plain(await (await browser.get(path)).text());

/** A run that has begun to write: one step done, one failed after three attempts, the rest to come. */
async function halfWritten(state: 'waiting' | 'needs_attention'): Promise<string> {
  const { ledger } = world.app;
  const run = await world.planned(state, PREVIEW_PLAN);
  await ledger.openOperations(run, PREVIEW_PLAN.operations.length);
  const lease = await ledger.takeLease('target:probe', run, 60);
  await ledger.intend(run, 1, lease);
  await ledger.verify(run, 1, null);
  for (let attempts = 0; attempts < 3; attempts += 1) await ledger.intend(run, 2, lease);
  await ledger.fail(run, 2, 'target.refused');
  await ledger.releaseLease(lease);
  return run;
}

describe('the report of a run', () => {
  it('is a page that shows what the file shows, with a map and a series of its preview', async () => {
    const run = await world.planned('draft', PREVIEW_PLAN);
    await world.app.ledger.putLevel(PREVIEW_LEVEL, run);
    const html = await (await all.get(`/laeufe/${run}/bericht`)).text();

    expect(plain(html)).toMatch(/Prüfung bestanden.*Schritte des Plans.*Karte und Verlauf/);
    expect(plain(html)).toContain(`Lauf ${run} (Ein kleiner Bestand): Prüfung bestanden`);
    expect(plain(html)).toContain('Ein kleiner Bestand (klein)');
    expect(html.match(/class="ks-map"/g)).toHaveLength(3);
    expect(html).toContain('class="ks-chart"');
    expect(await textOf(`/laeufe/${await world.run('check_failed')}/bericht`)).not.toContain('Karte und');
  });

  it('is to be had as a file that no browser shows, without what was found in a delivery', async () => {
    const found = finding(
      'mapping.unknown-key',
      { file: 'a.csv', row: 7 },
      { found: 'GEHEIM', expected: 'Y' },
    );
    const run = await world.run('check_failed', [found]);
    for (const [type, media] of [
      ['html', 'text/html'],
      ['json', 'application/json'],
    ]) {
      const response = await all.get(`/laeufe/${run}/bericht.${type}`);
      const text = await response.text();

      expect(response.headers.get('content-disposition')).toBe(
        `attachment; filename="bericht-${run}.${type}"`,
      );
      expect(response.headers.get('content-type')).toBe(`${media}; charset=utf-8`);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(text).toContain('a.csv');
      expect(text).not.toContain('GEHEIM');
    }
    expect((await all.get('/laeufe/1999-0001/bericht.json')).status).toBe(404);
  });
});

describe('a run that can go on or begin anew', () => {
  it('says for each of the two what happens to the data', async () => {
    const run = await halfWritten('waiting');
    const ended = await world.run('check_failed');

    expect(await (await all.get(`/laeufe/${run}`)).text()).toContain(`href="/laeufe/${run}/fortsetzen"`);
    expect(await textOf(`/laeufe/${run}/fortsetzen`)).toMatch(/1 von \d+ Schritten sind schon geschrieben/);
    expect(await textOf(`/laeufe/${run}/neu-starten`)).toContain('noch nicht zu Ende');
    expect(await textOf(`/laeufe/${ended}/fortsetzen`)).toContain('nichts fortzusetzen');
    expect(await (await all.get(`/laeufe/${ended}`)).text()).toContain(`/laeufe/${ended}/neu-starten`);
    expect(await textOf(`/laeufe/${ended}/neu-starten`)).toContain('was die Quellen jetzt liefern');
  });

  it('begins anew as a run of the same job', async () => {
    const ended = await world.run('check_failed');

    const response = await all.post(`/laeufe/${ended}/neu-starten`);
    await world.app.desk.settled();

    const next = /laeufe\/([\d-]+)\?/.exec(response.headers.get('location') ?? '')?.[1] ?? '';
    expect(next).not.toBe(ended);
    expect((await world.app.ledger.run(next))?.job).toBe(SMALL_JOB);
    expect((await world.app.ledger.run(ended))?.state).toBe('check_failed');
  });

  it('sends a person who has brought a file to the page for it, because the file is gone', async () => {
    const { ledger } = world.app;
    const brought = { by: 'local:anna', remark: '' };
    const { id } = await ledger.startRun({ job: SMALL_JOB, kind: 'sync', brought });
    await ledger.updateRun(id, { state: 'check_failed', finished: true });
    const before = (await ledger.runs()).length;

    const response = await all.post(`/laeufe/${id}/neu-starten`);

    expect(await response.text()).toContain('href="/lieferungen/neu"');
    expect(await ledger.runs()).toHaveLength(before);
  });
});

describe('a run that waits for KomMonitor', () => {
  it('says how often it was tried, when it is tried again and when it is given up', async () => {
    const run = await world.planned('waiting', WAITING_PLAN);
    const { ledger } = world.app;
    await ledger.beginWork(run, 60);
    await ledger.endWork(run);
    await ledger.beginWork(run, 60);
    await ledger.endWork(run);

    expect(await textOf(`/laeufe/${run}`)).toMatch(
      /Bisher 2 Versuche, nächster Versuch um \d\d:\d\d Uhr\. Längstens bis \d\d\.\d\d\.\d{4}/,
    );
  });
});

describe('what is kept of a run', () => {
  it('is named with the day on which it goes', async () => {
    const run = await world.planned('published', PREVIEW_PLAN);
    await world.app.ledger.putSnapshot(run, '{}');

    const text = await textOf(`/laeufe/${run}`);

    expect(text).toContain('Stand vor dem Lauf, zum Zurücknehmen wird am 03.02.2028 gelöscht');
    expect(text).toContain('Plan und Vorschau wird am 03.02.2028 gelöscht');
    expect(text).toContain('Bericht wird am 03.02.2028 gelöscht');
  });
});

describe('the technical log', () => {
  it('is for those who run the program, part by part, and shows failed writes alone where asked', async () => {
    const run = await halfWritten('needs_attention');
    const reader = await world.browser('leser', 'sync-viewer', 'sync-editor');
    const closed = await (await all.get(`/laeufe/${run}`)).text();

    expect(await textOf(`/laeufe/${run}`, reader)).not.toContain('Technisches Protokoll');
    expect(closed).toMatch(/<details class="kern-accordion" id="technik">/);
    expect(plain(closed)).toContain('target.refused');
    const failed = await (await all.get(`/laeufe/${run}?technik=1&fehler=ja`)).text();
    expect(failed).toMatch(/<details class="kern-accordion" id="technik" open/);
    expect(plain(failed)).toMatch(/fehlgeschlagen 3 target\.refused/);
    expect(plain(failed)).not.toContain('geschrieben und zurückgelesen 1');
  });
});
