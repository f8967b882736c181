import { afterEach, describe, expect, it } from 'vitest';
import { consoleWorld, type ConsoleWorld } from '../../tests/support/console-world.ts';
import type { Letter } from '../observe/notify.ts';
import { ROUTES } from './routes.ts';
import { HELP_PAGES, helpPath } from './words/help.ts';

const MAIL = {
  host: 'mail.kreis.example',
  port: 25,
  encryption: 'none',
  from: 'kmsync@kreis.example',
  recipients: [{ to: 'barrierefrei@kreis.example', notices: ['barrier'] }],
} as const;

let world: ConsoleWorld;
let letters: Letter[] = [];
let isReached = true;
afterEach(async () => {
  letters = [];
  isReached = true;
  await world.close();
});

async function withMail(): Promise<void> {
  world = await consoleWorld({
    notify: { mail: { ...MAIL, recipients: [{ to: 'barrierefrei@kreis.example', notices: ['barrier'] }] } },
    sendLetter(letter) {
      letters.push(letter);
      return Promise.resolve(isReached);
    },
  });
}

describe('reporting a barrier', () => {
  it('needs no log-in and reaches whoever the site names', async () => {
    await withMail();
    const stranger = world.stranger();
    const sent = await stranger.post('/barriere-melden', {
      seite: '/laeufe',
      text: 'Die Tabelle\nist nicht zu lesen.',
      antwort: 'mia@example.org',
    });

    expect(sent.headers.get('location')).toBe('/barriere-melden?gesendet=ja');
    expect(letters).toEqual([
      {
        kind: 'barrier',
        subject: '[kmsync] Barriere gemeldet',
        text: 'Seite: /laeufe\nAntwort an: mia@example.org\n\nDie Tabelle\nist nicht zu lesen.',
      },
    ]);
    expect(await (await stranger.get('/barriere-melden?gesendet=ja')).text()).toContain('ist angekommen');
  });

  it('knows which page it is about, without what was searched for there', async () => {
    await withMail();
    const clerk = await world.browser('anna', 'sync-editor');
    const runs = await (await clerk.get('/laeufe?person=abc&von=2026-01-01')).text();
    const form = async (page: string) =>
      (await world.stranger().get(`/barriere-melden?seite=${encodeURIComponent(page)}`)).text();

    expect(runs).toContain('href="/barriere-melden?seite=%2Flaeufe"');
    expect(await form('/laeufe')).toContain('name="seite" type="text" value="/laeufe"');
    expect(await form('/laeufe?person=abc#x')).toContain('value="/laeufe"');
    for (const foreign of ['https://boese.example/', '//boese.example/', '/\\boese', 'Anna Meier'])
      expect(await form(foreign)).toContain('name="seite" type="text" value=""');
  });

  it('from a page of another site sends nothing', async () => {
    await withMail();
    const sent = await world
      .stranger()
      .post('/barriere-melden', { text: 'x' }, { origin: 'https://boese.example' });

    expect(sent.status).toBe(403);
    expect(letters).toEqual([]);
  });

  it('makes no lines of its own in the mail out of signs for machines', async () => {
    await withMail();
    await world.stranger().post('/barriere-melden', {
      text: 'a\r\nBcc: x@example.org\u001b[31m',
      seite: 'b\nSubject: c',
    });

    expect(letters[0]?.text).toBe('Seite: b Subject: c\nAntwort an: \n\na \nBcc: x@example.org [31m');
    expect(letters[0]?.subject).toBe('[kmsync] Barriere gemeldet');
  });

  it('shows what was typed again where the text is missing or the mail did not go', async () => {
    await withMail();
    const missing = await world.stranger().post('/barriere-melden', { seite: '/laeufe', text: ' ' });
    isReached = false;
    const unsent = await world.stranger().post('/barriere-melden', { text: 'Zu klein.' });

    expect([missing.status, unsent.status]).toEqual([422, 503]);
    expect(await missing.text()).toContain('value="/laeufe"');
    expect(await unsent.text()).toContain('>Zu klein.</textarea>');
  });

  it('is limited to twenty an hour, and says where else to turn', async () => {
    await withMail();
    const stranger = world.stranger();
    for (let n = 0; n < 20; n += 1) await stranger.post('/barriere-melden', { text: `Nr. ${n}` });
    const more = await stranger.post('/barriere-melden', { text: 'noch eine' });

    expect(more.status).toBe(409);
    expect(await more.text()).toContain('IT-Service Ihres Hauses');
    expect(letters).toHaveLength(20);
    world.later(61);
    expect((await stranger.post('/barriere-melden', { text: 'danach' })).status).toBe(303);
  });

  it('names the contact where no mail is configured', async () => {
    world = await consoleWorld();
    const html = await (await world.stranger().get('/barriere-melden')).text();

    expect(html).toContain('Ansprechstelle: IT-Service Ihres Hauses');
    expect(html).not.toContain('Meldung senden');
  });
});

describe('the imprint', () => {
  it('is the text of the site, escaped and in its paragraphs', async () => {
    world = await consoleWorld({ settings: { imprint: 'Kreis Beispiel\nAm Markt 1\n\nLandrat <b>A</b>' } });
    const html = await (await world.stranger().get('/impressum')).text();

    expect(html).toContain('<p class="kern-body ks-lines">Kreis Beispiel\nAm Markt 1</p>');
    expect(html).toContain('Landrat &lt;b&gt;A&lt;/b&gt;');
  });

  it('says so where the site has none', async () => {
    world = await consoleWorld();

    expect(await (await world.stranger().get('/impressum')).text()).toContain('noch nicht eingetragen');
  });
});

describe('the help', () => {
  it('of a screen is what its header leads to, with and without a log-in', async () => {
    world = await consoleWorld();
    const run = await world.run('draft');
    const clerk = await world.browser('anna', 'sync-editor');
    for (const [at, help] of [
      ['/', 'uebersicht'],
      ['/laeufe', 'laeufe'],
      [`/laeufe/${run}`, 'lauf'],
      [`/laeufe/${run}/pruefung`, 'pruefung'],
      [`/laeufe/${run}/vorschau/karte`, 'vorschau'],
      [`/laeufe/${run}/freigabe`, 'freigabe'],
      ['/lieferungen/neu', 'lieferung'],
    ])
      expect(await (await clerk.get(at ?? '')).text()).toContain(`href="/hilfe/${help}"`);
    expect(await (await world.stranger().get('/anmelden')).text()).toContain('href="/hilfe/anmelden"');
  });

  it('has a page for every screen that people log in for', () => {
    const screens = ROUTES.filter(
      ({ method, path }) => method === 'GET' && !/csv|jsonl|:file|^\/hilfe/.test(path),
    )
      .filter(({ needs }) => needs !== 'everyone')
      .map(({ path }) => path.replace(/:id(\{[^/]*\})?/, path.startsWith('/laeufe') ? '2026-0142' : 'x'));

    for (const screen of screens) expect(helpPath(screen), screen).not.toBe('/hilfe');
  });

  it('has a page behind each of its links', async () => {
    world = await consoleWorld();
    const links = [
      ...(await (await world.stranger().get('/hilfe')).text()).matchAll(/href="(\/hilfe\/[^"]+)"/g),
    ];

    expect(new Set(links.map(([, link]) => link)).size).toBe(HELP_PAGES.length + 2);
    for (const [, link = ''] of links) expect((await world.stranger().get(link)).status, link).toBe(200);
    expect((await world.stranger().get('/hilfe/gibt-es-nicht')).status).toBe(404);
  });
});
