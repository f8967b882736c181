/** Walks through the console: what was published is taken back, from the page of an indicator and from that of a run. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Person } from '../../../src/engine/approval/person.ts';
import { BROWSER_MISSING, startBrowser } from '../../support/browser.ts';
import { personTable } from '../../support/small-site.ts';
import { badge, runOf, walkWorld, type WalkWorld } from '../../support/walk-world.ts';
import { WAYS } from '../../support/walkers.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const SHOWN = ['Kleine Bevölkerung', 'Kleine Quartiere'] as const;
const BERND: Person = { subject: 'local:bernd', name: 'bernd', roles: new Set(['sync-approver']) };

describe.skipIf(BROWSER_MISSING).each(WAYS)('what was published is taken back, %s', (way) => {
  let chromium: Browser;
  let world: WalkWorld;
  beforeAll(async () => {
    chromium = await startBrowser();
  });
  afterAll(() => chromium?.close());
  beforeEach(async () => {
    world = await walkWorld(chromium, way);
  });
  afterEach(() => world.close());

  /** The value of one quarter is corrected and published; answers the run. */
  async function corrected(): Promise<string> {
    world.file('deliveries/personen_2022-12-31.csv', personTable('31.12.2022', 0));
    const run = await world.submitted();
    const { planHash } = (await world.app.desk.run(run)).run;
    await world.app.desk.approve({ run, shown: planHash ?? '' }, BERND);
    await world.app.desk.settled();
    return run;
  }

  it('to an earlier state of an indicator, with a reason, a preview and a second person', async () => {
    const first = await world.published();
    const before = await world.values(...SHOWN);
    const second = await corrected();
    const after = await world.values(...SHOWN);
    expect(after).not.toEqual(before);

    const anna = await world.walks('anna');
    await anna.open('Indikatoren');
    await anna.open('Kleine Bevölkerung');
    await anna.open(`Auf diesen Stand zurücksetzen: den Stand von Lauf ${first}`);
    await anna.press('Vorschau erstellen');
    await anna.see('Die Begründung fehlt. Es wurde nichts begonnen.');
    await anna.type('Begründung', 'Die Korrektur war falsch.');
    await anna.press('Vorschau erstellen');
    await anna.see(badge(anna, 'Entwurf'));
    const back = runOf(anna);
    await anna.open('Vorschau: was sich in KomMonitor ändert');
    await anna.see(/In 2 Indikatoren kommen 0 Werte hinzu, 3 ändern sich, 0 entfallen\./);
    await anna.press('Zur Freigabe geben');
    await anna.see(badge(anna, 'Freigabe nötig'));
    expect(await world.values(...SHOWN)).toEqual(after);

    const bernd = await world.walks('bernd');
    await bernd.open(`Entscheiden: Lauf ${back}`);
    await bernd.see('Die Korrektur war falsch.');
    await bernd.press('Freigeben und veröffentlichen');
    await bernd.see(badge(bernd, /^Veröffentlicht/));

    expect(await world.values(...SHOWN)).toEqual(before);
    await bernd.open(`Lauf ${second}`);
    await bernd.see(badge(bernd, 'Zurückgenommen'));
  });
});
