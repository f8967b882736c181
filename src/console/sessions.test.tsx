import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { consoleWorld, WAITING_PLAN, type ConsoleWorld } from '../../tests/support/console-world.ts';
import { addAccount, setLocked } from '../engine/approval/local-login.ts';
import { planHash } from '../sync/plan.ts';
import { FORM_TOKEN } from './parts/forms.tsx';

const PASSWORD = 'regen lampe kreide boot';

let world: ConsoleWorld;
beforeEach(async () => {
  world = await consoleWorld();
});
afterEach(() => world.close());

const ports = () => ({ ledger: world.app.ledger, log: world.app.log });

describe('signing in', () => {
  beforeEach(() => addAccount({ name: 'anna', roles: ['sync-editor'], password: PASSWORD }, ports()));

  it('gives a cookie that no script and no other site can use, and goes on to where one wanted to', async () => {
    const browser = world.stranger();

    const asked = await browser.get('/laeufe?zustand=draft');
    expect(asked.headers.get('location')).toBe('/anmelden?weiter=%2Flaeufe%3Fzustand%3Ddraft');
    const done = await browser.post('/anmelden', {
      name: 'anna',
      kennwort: PASSWORD,
      weiter: '/laeufe?zustand=draft',
    });

    expect([done.status, done.headers.get('location')]).toEqual([303, '/laeufe?zustand=draft']);
    expect(done.headers.get('set-cookie')).toMatch(
      /^kmsync-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect((await browser.get('/')).status).toBe(200);
  });

  it.each(['https://boese.example/', '//boese.example', '/\\boese.example', 'javascript:alert(1)'])(
    'does not lead away to %s',
    async (weiter) => {
      const done = await world.stranger().post('/anmelden', { name: 'anna', kennwort: PASSWORD, weiter });

      expect(done.headers.get('location')).toBe('/');
    },
  );

  it('says the same for a wrong password and for a name that nobody has', async () => {
    const texts = [];
    for (const name of ['anna', 'niemand']) {
      const response = await world.stranger().post('/anmelden', { name, kennwort: 'falsch' });
      expect(response.status).toBe(403);
      texts.push((await response.text()).replaceAll(name, ''));
    }

    expect(texts[0]).toContain('Die Anmeldung hat nicht geklappt.');
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toContain('falsch');
  });

  it('gives a new token each time, so that one known before is worth nothing', async () => {
    const browser = world.stranger();
    await browser.post('/anmelden', { name: 'anna', kennwort: PASSWORD });
    const first = browser.token;
    await browser.post('/anmelden', { name: 'anna', kennwort: PASSWORD });

    expect(browser.token).not.toBe(first);
    browser.setToken(first);
    expect((await browser.get('/')).status).toBe(303);
  });

  it('keeps the token out of the ledger', async () => {
    const browser = world.stranger();
    await browser.post('/anmelden', { name: 'anna', kennwort: PASSWORD });

    expect(await world.app.ledger.session(browser.token)).toBeUndefined();
    expect((await world.app.sessions.find(browser.token))?.session.id).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a session', () => {
  it('ends after half an hour in which nobody asked for a page', async () => {
    const browser = await world.browser('anna', 'sync-editor');
    for (let looks = 0; looks < 3; looks += 1) {
      world.later(29);
      expect((await browser.get('/')).status).toBe(200);
    }

    world.later(30);

    expect((await browser.get('/')).headers.get('location')).toBe('/anmelden');
  });

  it('ends after ten hours, however busy', async () => {
    const browser = await world.browser('anna', 'sync-editor');
    for (let looks = 0; looks < 23; looks += 1) {
      world.later(25);
      expect((await browser.get('/')).status).toBe(200);
    }

    world.later(25);

    expect((await browser.get('/')).status).toBe(303);
  });

  it('is not kept alive by a page that updates itself', async () => {
    const run = await world.run('published');
    const browser = await world.browser('anna', 'sync-editor');
    world.later(20);
    const live = await browser.get(`/laeufe/${run}/stand`, { accept: 'text/event-stream' });
    await live.body?.cancel();
    world.later(11);

    expect((await browser.get('/')).status).toBe(303);
  });

  it('ends for whoever watches a run, too', async () => {
    const run = await world.run('publishing');
    const browser = await world.browser('anna', 'sync-editor');
    const live = await browser.get(`/laeufe/${run}/stand`, { accept: 'text/event-stream' });
    world.later(31);

    expect(await live.text()).toMatch(/event: ende\ndata: ?\n\n$/);
  });

  it('ends at once where one signs out, or the account is locked', async () => {
    const one = await world.browser('anna', 'sync-editor');
    const other = await world.browser('anna', 'sync-editor');

    expect((await one.post('/abmelden')).headers.get('location')).toBe('/anmelden');
    await setLocked('anna', true, ports());

    expect((await one.get('/')).status).toBe(303);
    expect((await other.get('/')).status).toBe(303);
  });

  it('has the rights that the account has now', async () => {
    const browser = await world.browser('anna', 'sync-operator');
    expect((await browser.get('/system')).status).toBe(200);
    const account = await world.app.ledger.account('anna');
    if (account) await world.app.ledger.putAccount({ ...account, roles: ['sync-viewer'] }, 'added');

    expect((await browser.get('/system')).status).toBe(403);
  });

  it('is the same in every process, because the ledger holds it', async () => {
    const browser = await world.browser('anna', 'sync-editor');
    const found = await world.app.sessions.find(browser.token);

    expect(found).toMatchObject({ standing: 'live', session: { subject: 'local:anna' } });
  });

  it('is swept away after a day, with what was typed', async () => {
    const { ledger, now } = world.app;
    const browser = await world.browser('anna', 'sync-editor');
    await ledger.putDraft({ subject: 'local:anna', path: '/x', fields: { grund: 'a' } });
    world.later(25 * 60);

    await ledger.sweepSessions(new Date(now().getTime() - 24 * 3_600_000).toISOString());

    expect(await world.app.sessions.find(browser.token)).toBeUndefined();
    expect(await ledger.draft('local:anna', '/x')).toBeUndefined();
  });
});

describe('a form', () => {
  const rejection = { grund: 'Der Stichtag ist falsch.' };

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['without the token of the session', { [FORM_TOKEN]: '' }, {}],
    ['with the token of another session', { [FORM_TOKEN]: 'a'.repeat(64) }, {}],
    ['from another site', {}, { origin: 'https://boese.example' }],
    ['from another site, as the browser says', {}, { 'sec-fetch-site': 'cross-site' }],
    ['from a sibling of this host', {}, { 'sec-fetch-site': 'same-site' }],
    ['from a sandbox', {}, { origin: 'null' }],
  ])('%s changes nothing', async (_what, fields, headers) => {
    const run = await world.submitted('local:anna');
    const bernd = await world.browser('bernd', 'sync-approver');

    const response = await bernd.post(`/laeufe/${run}/zurueckweisen`, { ...rejection, ...fields }, headers);

    expect(response.status).toBe(403);
    expect((await world.app.ledger.approval(run))?.decision).toBeNull();
  });

  it('that is longer than anybody types is not read', async () => {
    const run = await world.submitted('local:anna');
    const bernd = await world.browser('bernd', 'sync-approver');

    const response = await bernd.post(`/laeufe/${run}/zurueckweisen`, { grund: 'x'.repeat(70_000) });

    expect(response.status).toBe(413);
    expect((await world.app.ledger.approval(run))?.decision).toBeNull();
  });

  it('sent after the session has ended is kept for its person, and for nobody else', async () => {
    const run = await world.submitted('local:anna');
    const bernd = await world.browser('bernd', 'sync-approver');
    world.later(31);

    const response = await bernd.post(`/laeufe/${run}/zurueckweisen`, rejection);

    expect(response.headers.get('location')).toBe(
      `/anmelden?weiter=${encodeURIComponent(`/laeufe/${run}/freigabe`)}&grund=abgelaufen`,
    );
    expect((await world.app.ledger.approval(run))?.decision).toBeNull();
    const again = await world.browser('bernd', 'sync-approver');
    const clara = await world.browser('clara', 'sync-approver');
    expect(await (await again.get(`/laeufe/${run}/freigabe`)).text()).toContain(rejection.grund);
    expect(await (await clara.get(`/laeufe/${run}/freigabe`)).text()).not.toContain(rejection.grund);
    expect((await again.post(`/laeufe/${run}/zurueckweisen`, rejection)).status).toBe(303);
    expect(await (await again.get(`/laeufe/${run}/freigabe`)).text()).not.toContain('sind wieder da');
  });

  it('of an ended session keeps nothing that another site made up', async () => {
    const run = await world.submitted('local:anna');
    const bernd = await world.browser('bernd', 'sync-approver');
    world.later(31);

    await bernd.post(`/laeufe/${run}/zurueckweisen`, { ...rejection, [FORM_TOKEN]: 'a'.repeat(64) });

    expect(await world.app.sessions.draft('local:bernd', `/laeufe/${run}/freigabe`)).toBeUndefined();
  });
});

describe('before a decision', () => {
  it('whoever logged in more than a quarter of an hour ago shows again who they are', async () => {
    const run = await world.submitted('local:anna');
    const bernd = await world.browser('bernd', 'sync-approver');
    world.later(16);

    const response = await bernd.post(`/laeufe/${run}/freigeben`, { plan: planHash(WAITING_PLAN) });

    expect(response.headers.get('location')).toMatch(/^\/bestaetigen/);
    expect((await world.app.ledger.approval(run))?.decision).toBeNull();
  });

  it('nobody becomes somebody else by the name in the form', async () => {
    await addAccount({ name: 'anna', roles: ['sync-editor'], password: PASSWORD }, ports());
    const bernd = await world.browser('bernd', 'sync-approver');

    const response = await bernd.post('/bestaetigen', { name: 'anna', kennwort: PASSWORD });

    expect(response.status).toBe(403);
  });
});

describe('the address', () => {
  it('of this machine under a foreign name is refused', async () => {
    const browser = await world.browser('anna', 'sync-editor');

    expect((await browser.get('/', { host: 'boese.example' })).status).toBe(421);
  });

  it('with TLS binds the cookie to host and transport', async () => {
    const secure = await consoleWorld({ settings: { url: 'https://abgleich.kreis.example' } });
    try {
      await addAccount(
        { name: 'anna', roles: ['sync-editor'], password: PASSWORD },
        { ledger: secure.app.ledger, log: secure.app.log },
      );
      const headers = { origin: 'https://abgleich.kreis.example' };
      const done = await secure.stranger().post('/anmelden', { name: 'anna', kennwort: PASSWORD }, headers);

      expect(done.headers.get('set-cookie')).toMatch(
        /^__Host-kmsync-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
      expect(done.headers.get('strict-transport-security')).toBe('max-age=31536000');
      expect((await secure.stranger().post('/anmelden', { name: 'anna', kennwort: PASSWORD })).status).toBe(
        403,
      );
    } finally {
      await secure.close();
    }
  });

  it.each([
    ['http://abgleich.kreis.example', '127.0.0.1'],
    [undefined, '0.0.0.0'],
  ])('%s on %s would send passwords in the clear and is refused', async (url, host) => {
    const { addressOf } = await import('./address.ts');

    expect(() => addressOf(url, host)).toThrow(expect.objectContaining({ code: 'console.not-secure' }));
  });
});
