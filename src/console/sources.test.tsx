import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  consoleWorld,
  scheduled,
  type Browser,
  type ConsoleWorld,
} from '../../tests/support/console-world.ts';
import { SMALL_JOB } from '../../tests/support/small-site.ts';
import { ROLES } from '../engine/approval/person.ts';
import { claimDue } from '../engine/schedule/trigger.ts';

const AT = `/quellen/${SMALL_JOB}`;

let world: ConsoleWorld;
let plain: ConsoleWorld;
let all: Browser;
let site: string;
beforeAll(async () => {
  plain = await consoleWorld();
  world = await consoleWorld({
    prepare(folder) {
      site = folder;
      scheduled(`  cron: '30 2 * * *'
  deliveries: [{ profile: klein-personen, every: year, days: 20 }]
  unattended: { largestChange: 10 }
`)(folder);
    },
  });
  await world.app.ledger.beginExpecting(SMALL_JOB, 'klein-personen');
  all = await world.browser('alles', ...ROLES);
});
afterAll(async () => {
  await world.close();
  await plain.close();
});

const textOf = async (browser: Browser, at: string) =>
  (await (await browser.get(at)).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('Quellen und Zeitpläne', () => {
  it('say what is read from where, when it runs next, and what the clock change does', async () => {
    expect(await textOf(all, '/quellen')).toContain('Ein kleiner Bestand');
    const text = await textOf(all, AT);

    expect(text).toContain('täglich um 02:30 Uhr');
    expect(text).toContain('DUVA-Exporte');
    expect(text).toContain('personen_*.csv');
    expect(text).toContain('Mi., 04.02.2026, 02:30 MEZ');
    expect(text).toContain('Sonntag, 29. März 2026 (Beginn der Sommerzeit, von 2 auf 3 Uhr)');
    expect(text).toContain('jährlich, erwartet 20 Tage nach dem Stichtag');
  });

  it('say so where a job runs by hand only', async () => {
    const reader = await plain.browser('vera', 'sync-viewer');

    expect(await textOf(reader, '/quellen')).toContain('nur von Hand');
    expect(await textOf(reader, AT)).toContain('Dieser Auftrag hat keinen Zeitplan.');
    expect(await (await reader.get(AT)).text()).not.toContain('Jetzt starten');
    expect((await all.get('/quellen/gibt-es-nicht')).status).toBe(404);
  });

  it('ask for a reason before a schedule rests, at the field', async () => {
    const response = await all.post(`${AT}/anhalten`, { grund: ' ' });

    expect(response.status).toBe(422);
    expect(await response.text()).toContain('aria-describedby="grund-hinweis grund-fehler"');
    expect(await world.app.ledger.schedulePause(SMALL_JOB)).toBeUndefined();
  });

  it('keep the reason that was typed when the session ended', async () => {
    const otto = await world.browser('otto', 'sync-operator');
    world.later(31);
    await otto.post(`${AT}/anhalten`, { grund: 'Wartung am Server.' });
    const again = await world.browser('otto', 'sync-operator');
    all = await world.browser('alles', ...ROLES);

    const html = await (await again.get(AT)).text();
    expect(html).toContain('Ihre Eingabe von vorhin ist wieder da.');
    expect(html).toContain('value="Wartung am Server."');
    expect(await world.app.ledger.schedulePause(SMALL_JOB)).toBeUndefined();
  });

  it('rest with a reason that everybody sees, start nothing meanwhile, and catch nothing up', async () => {
    const olga = await world.browser('olga', 'sync-operator');
    const vera = await world.browser('vera', 'sync-viewer');
    const job = world.app.catalogue.jobs.get(SMALL_JOB)!;
    const due = () => claimDue(job, { ...world.app.ports, calendar: world.app.calendar });
    expect(await due()).toBeUndefined();

    const paused = await olga.post(`${AT}/anhalten`, { grund: 'Die Quelle wird <umgebaut>.' });

    expect(await textOf(olga, paused.headers.get('location') ?? '')).toContain(
      'Der Zeitplan ist angehalten.',
    );
    for (const page of ['/', '/quellen', AT])
      expect(await (await vera.get(page)).text()).toContain('Die Quelle wird &lt;umgebaut&gt;.');
    const again = await olga.post(`${AT}/anhalten`, { grund: 'Noch einmal.' });
    expect(await again.text()).toContain('Der Zeitplan ist schon angehalten.');
    world.later(24 * 60);
    expect(await due()).toBeUndefined();

    const olgaLater = await world.browser('olga', 'sync-operator');
    expect((await olgaLater.post(`${AT}/fortsetzen`)).status).toBe(303);
    expect((await olgaLater.post(`${AT}/fortsetzen`)).status).toBe(422);
    expect(await due()).toBeUndefined();
    world.later(24 * 60);
    expect((await due())?.missed).toBe(0);
    all = await world.browser('alles', ...ROLES);
    const trail = await textOf(all, '/protokoll?ereignis=Schedule:Paused');
    expect(trail).toContain('Zeitplan angehalten');
    expect(trail).not.toContain('umgebaut');
  });

  it('publish without approval only within limits that two people have put their names under', async () => {
    const anna = await world.browser('anna', 'sync-editor');
    const bernd = await world.browser('bernd', 'sync-approver');

    expect((await anna.post(`${AT}/zustimmen`)).status).toBe(303);
    expect(await textOf(anna, AT)).toContain('Eine zweite Person');
    expect((await anna.post(`${AT}/zustimmen`)).status).toBe(403);
    const given = await bernd.post(`${AT}/zustimmen`);

    expect(given.status).toBe(303);
    expect(await textOf(bernd, AT)).not.toContain('Diese Grenzen gelten noch nicht.');
    expect((await bernd.post(`${AT}/zustimmen`)).status).toBe(422);
  });

  it('are asked whether they are there and readable, and say in words what is wrong', async () => {
    await all.post(`${AT}/pruefen`);
    expect(await textOf(all, `${AT}?meldung=getestet`)).toContain('Alle Quellen sind erreichbar.');

    rmSync(path.join(site, 'deliveries/personen_2022-12-31.csv'));
    await all.post(`${AT}/pruefen`);
    const text = await textOf(all, AT);
    writeFileSync(path.join(site, 'deliveries/personen_2022-12-31.csv'), '');

    expect(text).toContain('1 Quelle ist nicht erreichbar oder nicht lesbar.');
    expect(text).toContain('personen_*.csv');
  });
});

describe('Lieferkalender', () => {
  it('says where nothing is expected', async () => {
    const reader = await plain.browser('vera', 'sync-viewer');

    expect(await textOf(reader, '/lieferungen')).toContain('Für keinen Auftrag ist festgelegt');
  });

  it('shows what is expected and what is missing, and the overview says that figures are old', async () => {
    expect(await textOf(all, '/lieferungen')).toMatch(/31\.12\.2026 20\.01\.2027 .*Erwartet/);
    world.later(365 * 24 * 60);
    all = await world.browser('alles', ...ROLES);

    expect(await textOf(all, '/lieferungen')).toContain('1 Lieferung ist überfällig.');
    expect(await textOf(all, '/lieferungen?auftrag=anderer')).toContain('Filter zurücksetzen');
    expect(await textOf(all, '/')).toContain('Stichtag 31.12.2026 fehlt seit 20.01.2027');
  });
});
