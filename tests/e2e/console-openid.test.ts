/** Logging in to the console by OpenID Connect, at a real provider: the way there, back, once more, and out. */
import type { JWTPayload } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openIdWorld, ORIGIN, type OpenIdBrowser, type OpenIdWorld } from '../support/openid-world.ts';
import { WEB_CLIENT, WEB_SECRET } from '../support/oidc-provider.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ACCOUNTS = {
  'uuid-anna': { name: 'Anna Amt', realmRoles: ['sync-editor', 'sync-approver', 'offline_access'] },
  'uuid-bernd': { name: 'Bernd', webRoles: ['sync-approver'], clientRoles: ['sync-viewer'] },
  'uuid-clara': { name: 'Clara', realmRoles: ['uma_authorization'] },
};
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

let world: OpenIdWorld;
beforeAll(async () => {
  world = await openIdWorld(ACCOUNTS);
});
afterEach(() => {
  world.provider.forge(undefined);
  world.provider.sayInAccessToken(undefined);
});
afterAll(() => world.close());

async function sessionOf(browser: OpenIdBrowser) {
  return (await world.app.sessions.find(browser.cookies.get('kmsync-session') ?? ''))?.session;
}

async function signedIn(subject: string): Promise<OpenIdBrowser> {
  const browser = world.browser();
  expect((await browser.signIn(subject)).status).toBe(303);
  return browser;
}

async function told(response: Response): Promise<string> {
  const html = await response.text();
  const code = /Kennung: ([\w.-]+)/.exec(html)?.[1] ?? 'no code';
  return `${response.status} ${code}`;
}

describe('signing in', () => {
  it('leads through the pages of the provider and on to where one wanted to', async () => {
    const browser = world.browser();
    const asked = await browser.get('/laeufe?zustand=draft');
    const page = await (await browser.get(asked.headers.get('location') ?? '')).text();
    const from = /href="(\/anmelden\/kommonitor[^"]*)"/.exec(page)?.[1] ?? '';

    const done = await browser.signIn('uuid-anna', from);

    expect([done.status, done.headers.get('location')]).toEqual([303, '/laeufe?zustand=draft']);
    expect(await (await browser.get('/')).text()).toContain('Anna Amt');
    expect(page).not.toContain('type="password"');
  });

  it('asks by code flow with PKCE, state and nonce, and for a log-in that is not too old', async () => {
    const sent = await world.browser().get('/anmelden/kommonitor');
    const { origin, searchParams } = new URL(sent.headers.get('location') ?? '');

    expect(origin).toBe(world.provider.issuer);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      client_id: WEB_CLIENT,
      response_type: 'code',
      redirect_uri: `${ORIGIN}/anmelden/zurueck`,
      code_challenge_method: 'S256',
      max_age: '36000',
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(searchParams.get(name)?.length).toBeGreaterThan(40);
    expect(sent.headers.get('set-cookie')).toMatch(
      /^kmsync-login=[\w.-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it('comes back to the address of the configuration, with cookies for https alone', async () => {
    const behind = await openIdWorld(ACCOUNTS, { url: 'https://abgleich.kreis.example' });

    const sent = await behind.browser().get('/anmelden/kommonitor');
    await behind.close();

    const { searchParams } = new URL(sent.headers.get('location') ?? '');
    expect(searchParams.get('redirect_uri')).toBe('https://abgleich.kreis.example/anmelden/zurueck');
    expect(sent.headers.get('set-cookie')).toMatch(
      /^__Host-kmsync-login=[\w.-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('takes subject, name and roles as the command line does, from the realm and both clients', async () => {
    const anna = await sessionOf(await signedIn('uuid-anna'));
    const bernd = await sessionOf(await signedIn('uuid-bernd'));

    expect(anna).toMatchObject({
      subject: `${world.provider.issuer}#uuid-anna`,
      name: 'Anna Amt',
      roles: ['sync-editor', 'sync-approver'],
    });
    expect(anna?.sid).toMatch(/.{10}/);
    expect(bernd?.roles).toEqual(['sync-viewer', 'sync-approver']);
  });

  it('takes roles and groups from the access token of Keycloak as well, but not from one of somebody else', async () => {
    const roles = { realm_access: { roles: ['sync-auditor'] }, groups: ['/Kreis/Sozialamt'] };
    world.provider.sayInAccessToken({ iss: world.provider.issuer, sub: 'uuid-anna', ...roles });
    const own = await sessionOf(await signedIn('uuid-anna'));
    world.provider.sayInAccessToken({ iss: world.provider.issuer, sub: 'uuid-bernd', ...roles });
    const foreign = await sessionOf(await signedIn('uuid-anna'));

    expect(own?.roles).toContain('sync-auditor');
    expect(own?.groups).toEqual(['Sozialamt']);
    expect(foreign?.roles).not.toContain('sync-auditor');
    expect(foreign?.groups).toBeUndefined();
  });

  it('lets nobody in without a role, says who gives them, and how to take another account', async () => {
    const browser = world.browser();

    const response = await browser.signIn('uuid-clara');
    const html = await response.clone().text();

    expect(await told(response)).toBe('403 login.no-role');
    expect(html).toContain('IT-Service Ihres Hauses');
    expect(html).toContain('href="/abmelden/kommonitor"');
    expect(browser.cookies.has('kmsync-session')).toBe(false);
  });

  it('does not take local accounts beside it, and ends sessions of theirs', async () => {
    const person = { subject: 'local:anna', name: 'anna', roles: new Set(['sync-editor'] as const) };
    await world.app.ledger.putAccount(
      { name: 'anna', roles: ['sync-editor'], password: 'none', locked: false },
      'added',
    );
    const browser = world.browser();
    browser.cookies.set('kmsync-session', (await world.app.sessions.begin(person)).token);

    expect((await browser.get('/')).status).toBe(303);
    expect((await world.browser().post('/anmelden', { name: 'anna', kennwort: 'x' })).status).toBe(404);
  });

  it('keeps what was typed when the session ended in the middle of a form, and leads back to it', async () => {
    const run = await world.app.ledger.startRun({ job: 'klein', kind: 'sync' });
    const page = `/laeufe/${run.id}/freigabe`;
    const browser = await signedIn('uuid-anna');
    world.later(31);

    const sent = await browser.post(`/laeufe/${run.id}/zurueckweisen`, { grund: 'Zahl fehlt' });
    const asked = sent.headers.get('location') ?? '';
    const html = await (await browser.get(asked)).text();
    const from = /href="(\/anmelden\/kommonitor[^"]*)"/.exec(html)?.[1] ?? '';
    const done = await browser.signIn('uuid-anna', from);
    world.later(-31);

    expect(asked).toBe(`/anmelden?weiter=${encodeURIComponent(page)}&grund=abgelaufen`);
    expect(html).toContain('Ihre Eingaben sind gespeichert.');
    expect(done.headers.get('location')).toBe(page);
    const draft = await world.app.sessions.draft(`${world.provider.issuer}#uuid-anna`, page);
    expect(draft?.fields['grund']).toBe('Zahl fehlt');
  });

  it('gives a new session each time and ends the one before', async () => {
    const browser = await signedIn('uuid-anna');
    const before = browser.cookies.get('kmsync-session') ?? '';
    await browser.signIn('uuid-anna');

    expect(browser.cookies.get('kmsync-session')).not.toBe(before);
    expect(await world.app.sessions.find(before)).toBeUndefined();
  });
});

describe('a log-in that was not begun in this browser', () => {
  it('is refused: the code of an attacker does not log a victim in (login CSRF)', async () => {
    const attackers = await world.browser().leave('uuid-bernd');
    const victim = world.browser();

    expect(await told(await victim.get(attackers))).toBe('403 login.lost');
    await victim.get('/anmelden/kommonitor');
    expect(await told(await victim.get(attackers))).toBe('403 login.lost');
    expect(victim.cookies.has('kmsync-session')).toBe(false);
  });

  it('is refused with another state, and the real one can still be finished', async () => {
    const browser = world.browser();
    const back = new URL(await browser.leave('uuid-anna'));
    const wrong = new URL(back);
    wrong.searchParams.set('state', 'something else');

    expect(await told(await browser.get(wrong.href))).toBe('403 login.lost');
    expect((await browser.get(back.href)).status).toBe(303);
  });

  it('is refused a second time, even with what the browser had kept', async () => {
    const browser = world.browser();
    const back = await browser.leave('uuid-anna');
    const kept = browser.cookies.get('kmsync-login') ?? '';
    await browser.get(back);
    expect(browser.cookies.has('kmsync-login')).toBe(false);
    const other = world.browser();

    expect(await told(await other.get(back))).toBe('403 login.lost');
    other.cookies.set('kmsync-login', kept);
    expect(await told(await other.get(back))).toBe('403 login.lost');
    expect(other.cookies.has('kmsync-session')).toBe(false);
  });

  it('is refused when it took longer than ten minutes', async () => {
    const browser = world.browser();
    const back = await browser.leave('uuid-anna');
    world.later(11);

    const response = await browser.get(back);
    world.later(-11);

    expect(await told(response)).toBe('403 login.lost');
  });

  it('is refused where the browser has changed what it keeps', async () => {
    const browser = world.browser();
    const back = await browser.leave('uuid-anna');
    const kept = browser.cookies.get('kmsync-login') ?? '';
    const parts = kept.split('.');
    const [first = ''] = parts[3] ?? '';
    parts[3] = `${first === 'A' ? 'B' : 'A'}${parts[3]?.slice(1) ?? ''}`;
    browser.cookies.set('kmsync-login', parts.join('.'));

    expect(await told(await browser.get(back))).toBe('403 login.lost');
  });
});

describe('an answer that is not of this provider', () => {
  it('is refused where it names another issuer, or none (mix-up)', async () => {
    for (const change of [
      (url: URL) => url.searchParams.set('iss', 'https://elsewhere.example'),
      (url: URL) => url.searchParams.delete('iss'),
    ]) {
      const browser = world.browser();
      const back = new URL(await browser.leave('uuid-anna'));
      change(back);

      expect(await told(await browser.get(back.href))).toBe('403 login.no-identity');
    }
  });

  it.each<[string, (claims: JWTPayload) => JWTPayload | 'broken signature']>([
    ['a changed subject under the old signature', () => 'broken signature'],
    ['another audience', (claims) => ({ ...claims, aud: 'another-client' })],
    ['another issuer', (claims) => ({ ...claims, iss: 'https://elsewhere.example' })],
    ['another nonce', (claims) => ({ ...claims, nonce: 'of another log-in' })],
    ['no nonce', ({ nonce: _nonce, ...claims }) => claims],
    ['a date that is past', (claims) => ({ ...claims, exp: 1_700_000_000 })],
    ['no subject', ({ sub: _sub, ...claims }) => claims],
    ['no time of the log-in', ({ auth_time: _time, ...claims }) => claims],
    ['a log-in of yesterday', (claims) => ({ ...claims, auth_time: Number(claims['auth_time']) - 86_400 })],
  ])('is refused with %s', async (_what, change) => {
    world.provider.forge(change);
    const browser = world.browser();

    expect(await told(await browser.signIn('uuid-anna'))).toBe('403 login.no-identity');
    expect(browser.cookies.has('kmsync-session')).toBe(false);
  });

  it.each([
    ['access_denied', '403 login.denied'],
    ['temporarily_unavailable', '403 login.lost'],
    ['server_error', '502 login.unreachable'],
    ['unauthorized_client', '500 login.client-refused'],
    ['<script>alert(1)</script>', '500 login.client-refused'],
  ])('is told with a way on where it is the error %s', async (error, outcome) => {
    const browser = world.browser();
    const sent = new URL((await browser.get('/anmelden/kommonitor')).headers.get('location') ?? '');
    const query = new URLSearchParams({
      error,
      error_description: 'by whoever wrote the address',
      state: sent.searchParams.get('state') ?? '',
      iss: world.provider.issuer,
    });

    const response = await browser.get(`/anmelden/zurueck?${query.toString()}`);
    const html = await response.clone().text();

    expect(await told(response)).toBe(outcome);
    expect(html).toContain('href="/anmelden/kommonitor"');
    expect(html).not.toMatch(/alert\(1\)|by whoever/);
  });
});

describe('a provider that does not work with it', () => {
  it('is named in plain words, with a way on, where it does not answer', async () => {
    const alone = await openIdWorld(ACCOUNTS, { issuer: 'http://127.0.0.1:1/realms/kommonitor' });

    const response = await alone.browser().get('/anmelden/kommonitor?weiter=%2Flaeufe');
    const html = await response.clone().text();
    await alone.close();

    expect(await told(response)).toBe('502 login.unreachable');
    expect(html).toContain('Die Anmeldung von KomMonitor antwortet gerade nicht.');
    expect(html).toContain('href="/anmelden/kommonitor?weiter=%2Flaeufe"');
  });

  it('is named where it does not accept the secret', async () => {
    const wrong = await openIdWorld(ACCOUNTS, { secret: 'another secret' });

    const response = await wrong.browser().signIn('uuid-anna');
    const seen = wrong.seen();
    await wrong.close();

    expect(await told(response)).toBe('500 login.client-refused');
    expect(seen).not.toContain('another secret');
  });
});

describe('showing once more who one is', () => {
  it('asks the provider for the password again, and goes on with a new session', async () => {
    const browser = await signedIn('uuid-anna');
    const before = await sessionOf(browser);
    const sent = await browser.get('/bestaetigen/kommonitor?weiter=%2Flaeufe');
    const address = new URL(sent.headers.get('location') ?? '');
    const page = await browser.atProvider.visit(address.href);

    expect(Object.fromEntries(address.searchParams)).toMatchObject({ prompt: 'login', max_age: '0' });
    expect(page.text).toContain('name="login"');
    const done = await browser.get(await browser.atProvider.logIn(address.href, 'uuid-anna'));
    expect([done.status, done.headers.get('location')]).toEqual([303, '/laeufe']);
    const after = await sessionOf(browser);
    expect(after?.id).not.toBe(before?.id);
    expect(Date.parse(after?.provedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(before?.provedAt ?? ''));
  });

  it('is needed before a decision where the log-in at the provider is old, however young the session', async () => {
    world.provider.forge((claims) => ({ ...claims, auth_time: Number(claims['auth_time']) - 3_600 }));
    const browser = await signedIn('uuid-anna');
    const run = await world.app.ledger.startRun({ job: 'klein', kind: 'sync' });

    const asked = await browser.post(`/laeufe/${run.id}/freigeben`, { plan: 'x' });
    const page = await (await browser.get(asked.headers.get('location') ?? '')).text();

    expect(asked.headers.get('location')).toBe(
      `/bestaetigen?weiter=${encodeURIComponent(`/laeufe/${run.id}/freigabe`)}`,
    );
    expect(page).toContain('Bei KomMonitor bestätigen');
    expect(page).not.toContain('type="password"');
  });

  it('does not count where the provider did not ask, and the session stays as it was', async () => {
    const browser = await signedIn('uuid-anna');
    const before = await sessionOf(browser);
    world.provider.forge((claims) => ({ ...claims, auth_time: Number(claims['auth_time']) - 120 }));

    const response = await browser.signIn('uuid-anna', '/bestaetigen/kommonitor');

    expect(await told(response)).toBe('403 login.not-proved');
    expect(await sessionOf(browser)).toEqual(before);
  });

  it('makes nobody somebody else', async () => {
    const browser = await signedIn('uuid-anna');
    const sent = await browser.get('/bestaetigen/kommonitor');
    const asBernd = world.provider.browser();

    const back = await asBernd.logIn(sent.headers.get('location') ?? '', 'uuid-bernd');

    expect(await told(await browser.get(back))).toBe('403 login.other-person');
    expect((await sessionOf(browser))?.name).toBe('Anna Amt');
  });

  it('ends the session of whoever has lost all roles by then', async () => {
    const browser = await signedIn('uuid-anna');
    const token = browser.cookies.get('kmsync-session') ?? '';
    world.provider.forge(({ realm_access: _roles, ...claims }) => claims);

    const response = await browser.signIn('uuid-anna', '/bestaetigen/kommonitor');

    expect(await told(response)).toBe('403 login.no-role');
    expect(await world.app.sessions.find(token)).toBeUndefined();
  });

  it('is for those who are logged in', async () => {
    expect((await world.browser().get('/bestaetigen/kommonitor')).headers.get('location')).toMatch(
      /^\/anmelden/,
    );
  });
});

describe('signing out', () => {
  it('ends the session here, and then the log-in at the provider, which asks first', async () => {
    const browser = await signedIn('uuid-anna');
    const token = browser.cookies.get('kmsync-session') ?? '';

    const out = await browser.post('/abmelden');
    expect([out.status, out.headers.get('location')]).toEqual([303, '/abgemeldet']);
    expect(await world.app.sessions.find(token)).toBeUndefined();
    const page = await browser.get('/abgemeldet');
    expect(page.headers.get('refresh')).toBe('0; url=/abmelden/kommonitor');
    const leaving = new URL((await browser.get('/abmelden/kommonitor')).headers.get('location') ?? '');
    expect(Object.keys(Object.fromEntries(leaving.searchParams)).toSorted()).toEqual([
      'client_id',
      'post_logout_redirect_uri',
    ]);
    const back = new URL(await browser.atProvider.logOut(leaving.href));
    expect(back.origin + back.pathname).toBe(`${ORIGIN}/anmelden`);

    const again = await browser.get('/anmelden/kommonitor');
    const asked = await browser.atProvider.visit(again.headers.get('location') ?? '');
    expect(asked.text).toContain('name="login"');
  });

  it('at the provider ends the sessions of that log-in here, and no other', async () => {
    const one = await signedIn('uuid-anna');
    const elsewhere = await signedIn('uuid-anna');
    const other = await signedIn('uuid-bernd');

    const leaving = await one.get('/abmelden/kommonitor');
    await one.atProvider.logOut(leaving.headers.get('location') ?? '');

    expect((await one.get('/')).status).toBe(303);
    expect((await elsewhere.get('/')).status).toBe(200);
    expect((await other.get('/')).status).toBe(200);
    expect(world.logged()).toMatch(/Sec:Logout \{"count":1,"subject":"person:[0-9a-f]{16}"\}/);
  });
});

describe('a notice of a log-out', () => {
  const notice = (change: JWTPayload = {}): JWTPayload => {
    const now = Math.floor(Date.now() / 1000);
    return {
      iss: world.provider.issuer,
      aud: WEB_CLIENT,
      iat: now,
      exp: now + 120,
      jti: `notice ${Math.random()}`,
      sub: 'uuid-anna',
      events: { [EVENT]: {} },
      ...change,
    };
  };
  const without = (name: string, change?: JWTPayload): JWTPayload =>
    Object.fromEntries(Object.entries(notice(change)).filter(([key]) => key !== name));

  it('without a log-in in it ends all sessions of that person, and answers nothing', async () => {
    const one = await signedIn('uuid-anna');
    const other = await signedIn('uuid-anna');

    const response = await world.report(await world.provider.sign(notice(), { typ: 'logout+jwt' }));

    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(response.headers.get('cache-control')).toBe('no-store');
    for (const browser of [one, other]) expect((await browser.get('/')).status).toBe(303);
  });

  it('is carried out once', async () => {
    const token = await world.provider.sign(notice());
    expect((await world.report(token)).status).toBe(200);
    const browser = await signedIn('uuid-anna');

    expect((await world.report(token)).status).toBe(400);
    expect((await browser.get('/')).status).toBe(200);
  });

  it.each<[string, () => JWTPayload, { typ?: string }?]>([
    ['another issuer', () => notice({ iss: 'https://elsewhere.example' })],
    ['another audience', () => notice({ aud: 'kommonitor-web-client' })],
    ['a time long ago', () => notice({ iat: Math.floor(Date.now() / 1000) - 400 })],
    ['a time to come', () => notice({ iat: Math.floor(Date.now() / 1000) + 400 })],
    ['an end that is past', () => notice({ exp: Math.floor(Date.now() / 1000) - 60 })],
    ['no time', () => without('iat')],
    ['no name of its own', () => without('jti')],
    ['no event', () => without('events')],
    ['another event', () => notice({ events: { 'https://elsewhere.example/event': {} } })],
    ['nobody in it', () => without('sub')],
    ['a nonce, as an identity token has', () => notice({ nonce: 'n' })],
    ['the type of an access token', () => notice(), { typ: 'at+jwt' }],
  ])('is refused with %s', async (_what, claims, head = {}) => {
    const browser = await signedIn('uuid-anna');

    const response = await world.report(await world.provider.sign(claims(), head));

    expect([response.status, await response.json()]).toEqual([400, { error: 'invalid_request' }]);
    expect((await browser.get('/')).status).toBe(200);
  });

  it('is refused where it is not signed by the provider', async () => {
    const browser = await signedIn('uuid-anna');
    const { SignJWT, generateKeyPair } = await import('jose');
    const { privateKey } = await generateKeyPair('RS256');
    const parts = (await world.provider.sign(notice())).split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const forged = [
      await new SignJWT(notice()).setProtectedHeader({ alg: 'RS256', kid: 'test' }).sign(privateKey),
      await new SignJWT(notice())
        .setProtectedHeader({ alg: 'HS256', kid: 'test' })
        .sign(new TextEncoder().encode(WEB_SECRET)),
      `${none}.${parts[1]}.`,
      'nothing',
      '',
    ];

    for (const token of forged) expect((await world.report(token)).status).toBe(400);
    expect((await browser.get('/')).status).toBe(200);
  });
});

describe('tokens', () => {
  it('stay on the server: none of them, no code and no secret is in any answer or line of the log', async () => {
    const all = world.seen();

    expect(all.length).toBeGreaterThan(10_000);
    // A sealed log-in has five parts, of which the second is empty; a token has three.
    expect(all).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]+/);
    expect(all).not.toMatch(/id_token|access_token|[?&]code=/);
    expect(all + world.logged()).not.toContain(WEB_SECRET);
    expect(world.logged()).not.toMatch(/uuid-|Anna|Bernd|eyJ/);
  });
});
