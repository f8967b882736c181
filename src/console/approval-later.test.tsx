import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  consoleWorld,
  WAITING_PLAN,
  type Browser,
  type ConsoleWorld,
} from '../../tests/support/console-world.ts';
import { planHash } from '../sync/plan.ts';

/** The clock of the world stands at 14:00 in Berlin; the plan expires on 17.02.2026 at 14:00. */
const MOMENT = '2026-02-05T18:00';
const SAID = 'wird am 05.02.2026 um 18:00 Uhr veröffentlicht';

let world: ConsoleWorld;
let anna: Browser;
let bernd: Browser;
beforeAll(async () => {
  world = await consoleWorld();
  anna = await world.browser('anna', 'sync-editor');
  bernd = await world.browser('bernd', 'sync-approver');
});
afterAll(() => world.close());

const textOf = async (browser: Browser, path: string) =>
  (await (await browser.get(path)).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const approve = (run: string, zeitpunkt: string) =>
  bernd.post(`/laeufe/${run}/freigeben`, { plan: planHash(WAITING_PLAN), zeitpunkt });
const stateOf = async (run: string) => (await world.app.ledger.run(run))?.state;

describe('a run approved for a later moment', () => {
  it('does not begin, and says when it will on its page, where it is decided and on the overview', async () => {
    const run = await world.submitted('local:anna');

    const done = await approve(run, MOMENT);

    expect(done.status).toBe(303);
    await world.app.desk.settled();
    expect(await world.app.ledger.approval(run)).toMatchObject({
      decision: 'approved',
      notBefore: '2026-02-05T17:00:00.000Z',
      usedAt: null,
    });
    expect(await textOf(bernd, done.headers.get('location') ?? '')).toContain(
      'Veröffentlicht wird zum gewählten Zeitpunkt.',
    );
    for (const path of [`/laeufe/${run}`, `/laeufe/${run}/freigabe`, '/'])
      for (const browser of [anna, bernd]) expect(await textOf(browser, path), path).toContain(SAID);
    const html = await (await bernd.get(`/laeufe/${run}`)).text();
    expect(html).not.toContain('data-live');
    expect(html).not.toContain('Jetzt veröffentlichen');
    const early = await (await world.browser('olga', 'sync-operator')).post(`/laeufe/${run}/fortsetzen`);
    expect(early.status).toBe(409);
    expect(await early.text()).toContain('für den 05.02.2026 um 18:00 Uhr freigegeben');
    expect(await stateOf(run)).toBe('approved');
  });

  it('is withdrawn until then by whoever submitted it, and by nobody else', async () => {
    const run = await world.submitted('local:anna');
    await approve(run, MOMENT);

    for (const path of [`/laeufe/${run}`, `/laeufe/${run}/freigabe`]) {
      expect(await textOf(anna, path)).toContain('Zurückziehen');
      expect(await textOf(bernd, path)).not.toContain('Zurückziehen');
    }
    const edda = await world.browser('edda', 'sync-editor');
    expect((await edda.post(`/laeufe/${run}/zurueckziehen`)).status).toBe(403);
    expect((await anna.post(`/laeufe/${run}/zurueckziehen`)).status).toBe(303);
    expect(await stateOf(run)).toBe('withdrawn');
  });

  it.each([
    ['2026-02-03T13:00', 'ist schon vorbei'],
    ['2026-02-17T14:01', 'liegt nach der Frist dieses Laufs'],
    ['2026-03-29T02:30', 'Diese Uhrzeit gibt es an diesem Tag nicht'],
    ['bald', 'Der Zeitpunkt ist nicht lesbar'],
  ])('is not approved for %s, and the field says why', async (moment, said) => {
    const run = await world.submitted('local:anna');

    const refused = await approve(run, moment);

    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toContain(said);
    expect(html).toContain('<title>Fehler (1): Freigabe');
    expect(html).toMatch(/<input[^>]*id="zeitpunkt"[^>]*aria-invalid="true"/);
    expect(html).toContain(`value="${moment}"`);
    expect(await stateOf(run)).toBe('submitted');
  });

  it('keeps the moment that was typed while somebody shows who they are', async () => {
    const run = await world.submitted('local:anna');
    const clara = await world.browser('clara', 'sync-approver');
    world.later(16);

    const away = await clara.post(`/laeufe/${run}/freigeben`, {
      plan: planHash(WAITING_PLAN),
      zeitpunkt: MOMENT,
    });

    expect(away.headers.get('location')).toContain('/bestaetigen');
    const { fields } = (await world.app.sessions.draft('local:clara', `/laeufe/${run}/freigabe`)) ?? {};
    expect(fields).toMatchObject({ zeitpunkt: MOMENT });
    const again = await world.browser('clara', 'sync-approver');
    expect(await (await again.get(`/laeufe/${run}/freigabe`)).text()).toContain(`value="${MOMENT}"`);
    expect(await stateOf(run)).toBe('submitted');
  });
});

describe('a page that loads itself again', () => {
  it('does so only where somebody has asked for it, can be stopped, and ends with the run', async () => {
    const run = await world.run('publishing');

    const plain = await anna.get(`/laeufe/${run}`);
    expect(plain.headers.get('refresh')).toBeNull();
    expect(await plain.text()).toMatch(
      new RegExp(`<noscript>.*href="/laeufe/${run}\\?neu-laden=1".*10 Sekunden neu laden.*</noscript>`, 's'),
    );
    const asked = await anna.get(`/laeufe/${run}?neu-laden=1`);
    expect(asked.headers.get('refresh')).toBe('10');
    const html = await asked.text();
    expect(html).toMatch(
      new RegExp(`Seite lädt sich alle 10 Sekunden neu.*href="/laeufe/${run}".*Anhalten`, 's'),
    );
    expect(html).not.toContain('<noscript>');
    await world.app.ledger.updateRun(run, { state: 'published', finished: true });
    const ended = await anna.get(`/laeufe/${run}?neu-laden=1`);

    expect(ended.headers.get('refresh')).toBeNull();
    expect(await ended.text()).not.toContain('Seite lädt sich');
  });

  it('keeps no session alive that nobody sits in front of', async () => {
    const run = await world.run('publishing');
    const emil = await world.browser('emil', 'sync-editor');
    const path = `/laeufe/${run}?neu-laden=1`;
    for (let passed = 0; passed < 30; passed += 10) {
      expect((await emil.get(path)).status).toBe(200);
      world.later(10);
    }
    world.later(1);

    expect((await emil.get(path)).headers.get('location')).toContain('/anmelden');
  });
});
