/** Two published states of an indicator beside each other, and the way to the web page of KomMonitor. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleWorld, type Browser } from '../../tests/support/console-world.ts';
import { liveConsole, type LiveConsole } from '../../tests/support/live-console.ts';
import { publishSample } from '../../tests/support/published-sample.ts';
import type { RunRecord } from '../engine/ledger.ts';

const PAGE = '/indikatoren/klein-bev';

let world: LiveConsole;
let first: RunRecord;
let second: RunRecord;
let reader: Browser;
beforeAll(async () => {
  world = await liveConsole();
  first = await world.published();
  await world.deliver('second');
  second = await world.published();
  reader = await world.browser('leser', 'sync-viewer');
});
afterAll(() => world.close());

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const textOf = async (path: string) => plain(await (await reader.get(path)).text());
const compare = (query: string) => textOf(`${PAGE}/vergleich?${query}`);

/** Stored values of „Kleine Quartiere“ by area, as KomMonitor has them now. */
function standing(date: string): Record<string, number | null> {
  const state = world.simulator.state();
  const unit = state.units.find(({ name }) => name === 'Kleine Quartiere');
  const table = state.indicators
    .find(({ name }) => name === 'Kleine Bevölkerung')
    ?.links.find(({ unitId }) => unitId === unit?.id)?.values;
  const column = table?.dates.findIndex((each) => each === date) ?? -1;
  return Object.fromEntries((table?.rows ?? []).map(({ id, values }) => [id, values[column] ?? null]));
}

describe('two states compared', () => {
  it('are chosen on the page of the indicator, the newest two to begin with', async () => {
    const html = await (await reader.get(PAGE)).text();

    expect(html).toContain(`action="${PAGE}/vergleich"`);
    expect(html).toMatch(new RegExp(`name="von".*?<option value="${first.id}" selected`, 's'));
    expect(html).toMatch(new RegExp(`name="mit".*?<option value="${second.id}" selected`, 's'));
  });

  it('show the changed values of a corrected Stichtag first, with the change and a sum of them', async () => {
    const text = await compare(`von=${first.id}&mit=${second.id}&ebene=klein-quartier&stichtag=2022-12-31`);
    const now = standing('2022-12-31');

    expect(text).toMatch(/\d+ Werte sind anders, an 2 Stichtagen\. Alle übrigen Stichtage sind gleich\./);
    expect(text).toContain('Kleine Quartiere, Stichtag 31.12.2022');
    for (const [area, value] of Object.entries(now))
      expect(text).toMatch(new RegExp(`${area} \\d+ ${String(value)} [+−0]`));
    const changes = [...text.matchAll(/ (A1|A2|B1|B2) (\d+) (\d+) ([+−]?\d+) /g)].map(
      ([, , a, b]) => a !== b,
    );
    expect(changes).toContain(true);
    expect(changes).toEqual([...changes].sort((a, b) => Number(b) - Number(a)));
  });

  it('tell a Stichtag that is new apart', async () => {
    const text = await compare(`von=${first.id}&mit=${second.id}&ebene=klein-quartier&stichtag=2023-12-31`);

    expect(text).toMatch(/4 von 4 Raumeinheiten zeigen einen anderen Wert/);
    expect(text).toMatch(/kein Wert \d+ –/);
  });

  it('are the same whichever is named first', async () => {
    const there = await compare(`von=${first.id}&mit=${second.id}`);
    const back = await compare(`von=${second.id}&mit=${first.id}`);

    expect(back).toBe(there);
  });

  it('are asked for again where the same one, or none of this indicator, is named', async () => {
    for (const query of [`von=${first.id}&mit=${first.id}`, 'von=2020-0001&mit=2020-0002'])
      expect(await compare(query)).toContain('Das sind nicht zwei Stände dieser Raumebene.');
    expect((await reader.get('/indikatoren/gibt-es-nicht/vergleich')).status).toBe(404);
  });

  it('show nothing to a person of another organisation', async () => {
    const { desk } = world.app;

    expect(await desk.compareStates({ id: 'klein-bev' }, { jobs: new Set() })).toBeUndefined();
  });

  it('cannot be compared any more once a plan in between was deleted, and say so', async () => {
    const quiet = await consoleWorld();
    await publishSample(quiet);
    const viewer = await quiet.browser('leser', 'sync-viewer');
    const { runs } = (await quiet.app.desk.indicator('klein-bev', { jobs: undefined }))?.pasts[0] ?? {};
    const [, kept, oldest] = runs ?? [];
    const query = `von=${oldest?.publication.run}&mit=${kept?.publication.run}`;

    const text = plain(await (await viewer.get(`${PAGE}/vergleich?${query}`)).text());

    expect(text).toContain('Diese Stände lassen sich nicht mehr vergleichen.');
    await quiet.close();
  });
});

describe('the way to KomMonitor', () => {
  it('stands on the pages of the indicator and of a published run where the site has named it', async () => {
    const portal = 'https://kommonitor.kreis.example/';
    const linked = await consoleWorld({ settings: { portal } });
    const run = await publishSample(linked);
    const viewer = await linked.browser('leser', 'sync-viewer');
    const draft = await linked.run('draft');

    for (const page of [PAGE, `/laeufe/${run}`])
      expect(await (await viewer.get(page)).text()).toMatch(
        new RegExp(`href="${portal}" rel="noreferrer">\\s*In KomMonitor ansehen`),
      );
    expect(await (await viewer.get(`/laeufe/${draft}`)).text()).not.toContain('In KomMonitor ansehen');
    await linked.close();
  });

  it('is left out without it', async () => {
    for (const page of [PAGE, `/laeufe/${second.id}`])
      expect(await textOf(page)).not.toContain('In KomMonitor ansehen');
  });
});
