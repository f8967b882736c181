import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleWorld, type Browser } from '../../tests/support/console-world.ts';
import { liveConsole, type LiveConsole } from '../../tests/support/live-console.ts';
import { ROLES } from '../engine/approval/person.ts';
import type { RunRecord } from '../engine/ledger.ts';

let world: LiveConsole;
let first: RunRecord;
let second: RunRecord;
let dora: Browser;
beforeAll(async () => {
  world = await liveConsole();
  first = await world.published();
  await world.deliver('second');
  second = await world.published();
  dora = await world.browser('dora', ...ROLES);
});
afterAll(() => world.close());

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const textOf = async (path: string, browser = dora) => plain(await (await browser.get(path)).text());

describe('Indikatoren', () => {
  it('says so where nothing is published, with the first thing to do', async () => {
    const empty = await consoleWorld();
    const reader = await empty.browser('leser', 'sync-viewer');
    const editor = await empty.browser('anna', 'sync-editor');

    expect(await textOf('/indikatoren', reader)).toContain('noch nichts in KomMonitor veröffentlicht');
    expect(await (await editor.get('/indikatoren')).text()).toContain('href="/lieferungen/neu">');
    expect((await reader.get('/indikatoren/gibt-es-nicht')).status).toBe(404);
    await empty.close();
  });

  it('shows the newest Stichtag, the levels, the source and the last run of each', async () => {
    const text = await textOf('/indikatoren');

    expect(text).toContain('2 Indikatoren wurden von hier aus veröffentlicht.');
    expect(text).toMatch(
      new RegExp(
        `Kleine Bevölkerung Kleine Gemeinden, Kleine Quartiere 31\\.12\\.2023 vor \\d+ \\S+ Ein kleiner Bestand ${second.id}`,
      ),
    );
  });

  it('counts the areas with a value for each Stichtag and names the run that wrote them', async () => {
    const text = await textOf('/indikatoren/klein-bev');

    expect(text).toContain(
      `Kleine Quartiere Stichtag mit Wert geheim kein Wert zuletzt geschrieben von 31.12.2023 4 0 0 Lauf ${second.id}`,
    );
    expect(text).toContain(
      'Kleine Gemeinden Stichtag mit Wert geheim kein Wert zuletzt geschrieben von 31.12.2023 2 0 0',
    );
  });

  it('tells who has changed it, and leads from each state to the way back there', async () => {
    const html = await (await dora.get('/indikatoren/klein-bev')).text();

    expect(plain(html)).toMatch(new RegExp(`\\(jetzt\\) Lauf ${second.id} Abgleich anna / bernd`));
    expect(html).toMatch(
      new RegExp(
        `href="/laeufe/${second.id}/zuruecknehmen" aria-label="Auf diesen Stand zurücksetzen: den Stand von Lauf ${first.id}"`,
      ),
    );
    expect(html).toContain(`href="/laeufe/${first.id}/zuruecknehmen"`);
    expect(await textOf(`/laeufe/${first.id}/zuruecknehmen`)).toContain(
      `Auch deren Werte werden zurückgesetzt: Lauf ${second.id}.`,
    );
    const leser = await world.browser('leser', 'sync-viewer');
    expect(await (await leser.get('/indikatoren/klein-bev')).text()).not.toContain('zuruecknehmen');
  });

  it('compares with KomMonitor when asked, and says what was changed there by hand', async () => {
    expect(await textOf('/indikatoren')).toContain('wurde noch nicht verglichen');

    const response = await dora.post('/indikatoren/vergleichen');

    expect(response.status).toBe(303);
    expect(await textOf('/indikatoren')).toMatch(/KomMonitor zeigt, was veröffentlicht wurde: \d+ Werte/);
    expect(await textOf('/indikatoren')).toContain('wie veröffentlicht');
  });

  it('marks an indicator whose values somebody has changed in KomMonitor', async () => {
    const kept = world.simulator.state();
    const changed = structuredClone(kept);
    const row = changed.indicators.find(({ name }) => name === 'Kleine Bevölkerung')?.links[0]?.values
      .rows[0];
    if (!row) throw new Error('there is nothing to change');
    row.values[0] = 12_345;
    world.simulator.restore(changed);

    await dora.post('/indikatoren/vergleichen');
    world.simulator.restore(kept);

    expect(await textOf('/indikatoren')).toMatch(/Kleine Bevölkerung .* von Hand geändert \(1 Wert\)/);
    expect(await textOf('/indikatoren/klein-bev')).toContain('In KomMonitor von Hand geändert 1 Wert steht');
    expect(await textOf('/indikatoren/klein-frauen')).not.toContain('von Hand geändert');
  });

  it('shows a person of another organisation nothing of it', async () => {
    const { desk } = world.app;
    const none = { jobs: new Set<string>() };

    expect(await desk.indicators(none)).toEqual([]);
    expect(await desk.indicator('klein-bev', none)).toBeUndefined();
    expect(await desk.publishedAfter(first.id, none)).toEqual({ runs: [], others: 1 });
  });

  it('shows after a rollback what stands there again, and the rollback with its reason in the history', async () => {
    const begun = await dora.post(`/laeufe/${second.id}/zuruecknehmen`, {
      grund: 'Falscher Stichtag.',
      grenzen: 'ja',
    });
    await world.app.desk.settled();
    const back = /laeufe\/([\d-]+)/.exec(begun.headers.get('location') ?? '')?.[1] ?? '';
    await dora.post(`/laeufe/${back}/vorlegen`);
    const plan = (await world.app.ledger.run(back))?.planHash ?? '';
    await (await world.browser('bernd', 'sync-approver')).post(`/laeufe/${back}/freigeben`, { plan });
    await world.app.desk.settled();
    expect((await world.app.ledger.run(back))?.state).toMatch(/^published/);

    const text = await textOf('/indikatoren/klein-bev');

    expect(text).toMatch(
      new RegExp(`\\(jetzt\\) Lauf ${back} Zurücknehmen Ihnen / bernd Falscher Stichtag\\.`),
    );
    expect(text).toContain(`Lauf ${second.id} Abgleich, zurückgenommen`);
    expect(text).not.toContain('31.12.2023 4 0 0');
    expect(text).toContain('Neuester Stichtag 31.12.2022');
    expect(await textOf('/indikatoren')).toMatch(
      new RegExp(`Kleine Bevölkerung .* 31\\.12\\.2022 .* ${back} am`),
    );
  });
});
