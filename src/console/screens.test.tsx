import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  consoleWorld,
  WAITING_PLAN,
  type Browser,
  type ConsoleWorld,
} from '../../tests/support/console-world.ts';
import { finding } from '../core/finding.ts';
import { ROLES } from '../engine/approval/person.ts';
import { RUN_STATES } from '../engine/ledger.ts';
import { STATE_LABELS } from '../engine/report/run-words.ts';
import { planHash } from '../sync/plan.ts';

const FOUND = finding(
  'mapping.unknown-key',
  { file: 'a<b>.csv', row: 17, column: 'QUARTIER' },
  { found: '=HYPERLINK("http://x")', expected: 'einer von 64 Schlüsseln' },
);

let world: ConsoleWorld;
let empty: ConsoleWorld;
let all: Browser;
beforeAll(async () => {
  world = await consoleWorld({
    examine: () =>
      Promise.resolve([
        { id: 'network', state: 'fail', text: 'KomMonitor antwortet nicht.', hint: 'Warten.' },
      ]),
  });
  empty = await consoleWorld();
  all = await world.browser('alles', ...ROLES);
});
afterAll(async () => {
  await world.close();
  await empty.close();
});

const textOf = async (browser: Browser, path: string) =>
  (await (await browser.get(path)).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('Übersicht', () => {
  it('says where nothing waits and nothing was checked', async () => {
    const text = await textOf(await empty.browser('alles', ...ROLES), '/');

    expect(text).toContain('Im Augenblick wartet nichts auf Sie.');
    expect(text).toContain('Seit dem Start des Programms noch nicht geprüft.');
  });

  it('gives each person what they can do something about', async () => {
    const run = await world.submitted('local:anna');
    const anna = await world.browser('anna', 'sync-editor', 'sync-approver');
    const bernd = await world.browser('bernd', 'sync-approver');
    const olga = await world.browser('olga', 'sync-operator');

    expect(await textOf(bernd, '/')).toContain(`Lauf ${run}`);
    expect(await (await bernd.get('/')).text()).toContain(`Entscheiden: Lauf ${run}`);
    expect(await (await anna.get('/')).text()).not.toContain(`Entscheiden: Lauf ${run}`);
    expect(await (await olga.get('/')).text()).not.toContain(`Entscheiden: Lauf ${run}`);
  });

  it('is there while KomMonitor is not, and says so', async () => {
    await all.post('/system/pruefen');

    expect(await textOf(all, '/')).toContain(
      'KomMonitor ist seit 14:00 Uhr nicht erreichbar. KomMonitor antwortet nicht.',
    );
  });
});

describe('Läufe', () => {
  it('says what to do where there are none', async () => {
    const nobody = await empty.browser('alles', ...ROLES);

    expect(await textOf(nobody, '/laeufe')).toContain('Noch kein Lauf.');
    expect(await textOf(nobody, '/laeufe?zustand=draft')).toContain('Keine Läufe für diesen Filter.');
  });

  it('keeps its filters in the address, from page to page and into the file', async () => {
    for (let runs = 0; runs < 51; runs += 1) await world.run('withdrawn');
    const html = await (await all.get('/laeufe?zustand=withdrawn&von=2026-01-01')).text();

    expect(html).toContain('1 bis 50 von 51');
    expect(html).toContain('href="/laeufe?zustand=withdrawn&amp;von=2026-01-01&amp;seite=2"');
    expect(await textOf(all, '/laeufe?zustand=withdrawn&seite=2')).toContain('51 bis 51 von 51');
    const file = await all.get('/laeufe.csv?zustand=withdrawn');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="laeufe.csv"');
    expect((await file.text()).trim().split('\r\n')).toHaveLength(52);
  });

  it.each([
    'zustand=gibt-es-nicht',
    'von=2026-99-99',
    'seite=-1',
    'bis=9999-12-31',
    'auftrag=%00',
    "auftrag=' or 1=1",
  ])('takes %s as no harm', async (query) => {
    expect((await all.get(`/laeufe?${query}`)).status).toBe(200);
  });
});

describe('Lauf', () => {
  it.each(RUN_STATES)('tells the state %s in words', async (state) => {
    const run = await world.run(state);

    expect(await textOf(all, `/laeufe/${run}`)).toContain(STATE_LABELS[state]);
  });

  it('follows a run until it stands still', async () => {
    const run = await world.run('publishing');
    await world.app.ledger.openOperations(run, 4);
    const live = await all.get(`/laeufe/${run}/stand`, { accept: 'text/event-stream' });
    const reader = live.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = await reader?.read();
    expect(first?.value).toContain('0 von 4 Schritten');
    await world.app.ledger.updateRun(run, { state: 'published', finished: true });
    let rest = '';
    for (;;) {
      const next = await reader?.read();
      if (!next || next.done) break;
      rest += next.value;
    }

    expect(rest).toContain('event: ende');
  });

  it('offers to go on only to those who may', async () => {
    const run = await world.run('waiting');

    expect(await textOf(await world.browser('olga', 'sync-operator'), `/laeufe/${run}`)).toContain(
      'Fortsetzen',
    );
    expect(await textOf(await world.browser('vera', 'sync-viewer'), `/laeufe/${run}`)).not.toContain(
      'Fortsetzen',
    );
  });

  it('says where a run cannot be cancelled any more', async () => {
    const run = await world.run('published');
    const done = await all.post(`/laeufe/${run}/abbrechen`);

    expect(await textOf(all, done.headers.get('location') ?? '')).toContain(
      'steht nicht in der Warteschlange',
    );
  });
});

describe('Prüfbericht', () => {
  it('names place, what was found, what is expected and what to do, with nothing of it taken for HTML', async () => {
    const run = await world.run('check_failed', [FOUND]);
    const html = await (await all.get(`/laeufe/${run}/pruefung`)).text();

    expect(html).toContain('a&lt;b&gt;.csv, Zeile 17, Spalte QUARTIER');
    expect(html).toContain('=HYPERLINK(&quot;http://x&quot;)');
    expect(html).toContain('einer von 64 Schlüsseln');
    expect(html).toContain('In KomMonitor wurde nichts geändert.');
    expect(html).not.toContain('<b>');
  });

  it('shows the first thousand, says of how many, and gives all of them as a file', async () => {
    const run = await world.run(
      'check_failed',
      Array.from({ length: 1_003 }, () => FOUND),
    );

    expect(await textOf(all, `/laeufe/${run}/pruefung`)).toContain(
      'Gezeigt werden die ersten 1.000 von 1.003 Befunden.',
    );
    const file = await (await all.get(`/laeufe/${run}/pruefung.csv`)).text();
    expect(file.trim().split('\r\n')).toHaveLength(1_004);
    expect(file).toContain(`"'=HYPERLINK(""http://x"")"`);
  });

  it('says so where there is nothing', async () => {
    const run = await world.run('published');

    expect(await textOf(all, `/laeufe/${run}/pruefung`)).toContain('Keine Fehler, keine Hinweise.');
  });
});

describe('Freigabe', () => {
  const approve = (browser: Browser, run: string, plan = planHash(WAITING_PLAN)) =>
    browser.post(`/laeufe/${run}/freigeben`, { plan });

  it('is not for the one who submitted, by button or by form', async () => {
    const run = await world.submitted('local:anna');
    const anna = await world.browser('anna', 'sync-editor', 'sync-approver');

    expect(await textOf(anna, `/laeufe/${run}/freigabe`)).not.toContain('Freigeben und veröffentlichen');
    const response = await approve(anna, run);

    expect(response.status).toBe(403);
    expect(await response.text()).toContain('Sie können Ihre eigene Lieferung nicht freigeben.');
    expect((await world.app.ledger.approval(run))?.decision).toBeNull();
  });

  it('is for the plan that was seen and no other', async () => {
    const run = await world.submitted('local:anna');
    const response = await approve(await world.browser('bernd', 'sync-approver'), run, 'f'.repeat(64));

    expect(response.status).toBe(409);
    expect(await response.text()).toContain('Sie haben einen anderen Plan gesehen.');
    expect((await world.app.ledger.approval(run))?.decision).toBeNull();
  });

  it('is decided once where two people decide at the same time', async () => {
    const run = await world.submitted('local:anna');
    const bernd = await world.browser('bernd', 'sync-approver');
    const clara = await world.browser('clara', 'sync-approver');
    const reject = (browser: Browser) => browser.post(`/laeufe/${run}/zurueckweisen`, { grund: 'Falsch.' });

    const answers = await Promise.all([reject(bernd), reject(clara)]);

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303, 409]));
    const late = answers.find(({ status }) => status === 409);
    expect(await late?.text()).toContain('Über diesen Lauf wurde schon entschieden.');
  });

  it('is not refused without a reason, and says at which field', async () => {
    const run = await world.submitted('local:anna');
    const bernd = await world.browser('bernd', 'sync-approver');
    const response = await bernd.post(`/laeufe/${run}/zurueckweisen`, { grund: ' ' });

    expect(response.status).toBe(422);
    const html = await response.text();
    expect(html).toContain('aria-describedby="grund-hinweis grund-fehler"');
    expect(html).toContain('<title>Fehler (1): Freigabe');
  });

  it('can be taken back by the one who submitted', async () => {
    const run = await world.submitted('local:anna');
    const anna = await world.browser('anna', 'sync-editor');

    expect((await anna.post(`/laeufe/${run}/zurueckziehen`)).status).toBe(303);
    expect((await world.app.ledger.run(run))?.state).toBe('withdrawn');
  });
});

describe('Protokoll and System', () => {
  it('show who did what, and whether the chain is whole', async () => {
    await world.run('draft');

    expect(await textOf(all, '/protokoll?ereignis=Run:Start')).toContain('Lauf begonnen');
    expect(await textOf(all, '/protokoll?pruefen=ja')).toContain('Die Kette ist vollständig');
    expect(await (await all.get('/protokoll.csv')).text()).toContain('Run:Start');
  });

  it('show what the doctor finds', async () => {
    await all.post('/system/pruefen');

    expect(await textOf(all, '/system')).toContain('KomMonitor antwortet nicht.');
  });
});
