/** Walks through the console: somebody has changed a value in KomMonitor, and people decide what holds. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { BROWSER_MISSING, startBrowser } from '../../support/browser.ts';
import { badge, rowsOf, runOf, walkWorld, type WalkWorld } from '../../support/walk-world.ts';
import { WAYS } from '../../support/walkers.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const NAME = 'Kleine Bevölkerung';
const QUARTERS = 'Kleine Quartiere';

describe.skipIf(BROWSER_MISSING).each(WAYS)('a value changed in KomMonitor, %s', (way) => {
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

  function byHand(key: string, value: number): void {
    const state = world.simulator.state();
    const unit = state.units.find(({ name }) => name === QUARTERS);
    const row = state.indicators
      .find(({ name }) => name === NAME)
      ?.links.find(({ unitId }) => unitId === unit?.id)
      ?.values.rows.find(({ id }) => id === key);
    if (!row) throw new Error(`there is no row ${key}`);
    row.values[0] = value;
    world.simulator.restore(state);
  }

  it('is put back by two people, and one that is right is accepted with a reason', async () => {
    await world.published();
    const before = await world.values(NAME, QUARTERS);
    byHand('A1', 620);

    const anna = await world.walks('anna');
    await anna.open('Indikatoren');
    await anna.press('Jetzt vergleichen');
    await anna.see('1 Wert steht in KomMonitor anders');
    await anna.open(NAME);
    await anna.see('In KomMonitor von Hand geändert');
    await anna.press('Unseren Stand wiederherstellen');
    await anna.see(badge(anna, 'Entwurf'));
    const run = runOf(anna);
    await anna.open('Vorschau: was sich in KomMonitor ändert');
    await anna.tick('Nur Änderungen');
    await anna.press('Filtern');
    expect(await rowsOf(anna)).toEqual([['Anger', 'A1', '620', '611', '−9', 'geändert']]);
    await anna.press('Zur Freigabe geben');
    await anna.see('Sie haben vorgelegt.');

    const bernd = await world.walks('bernd');
    await bernd.open(`Entscheiden: Lauf ${run}`);
    await bernd.press('Freigeben und veröffentlichen');
    await bernd.see(badge(bernd, /^Veröffentlicht/));
    expect(await world.values(NAME, QUARTERS)).toEqual(before);

    byHand('B1', 815);
    await anna.open('Indikatoren');
    await anna.press('Jetzt vergleichen');
    await bernd.open('Indikatoren');
    await bernd.open(NAME);
    await bernd.press('KomMonitor-Stand übernehmen');
    await bernd.see('Die Begründung fehlt. Es wurde nichts übernommen.');
    await bernd.type('Begründung', 'Das Fachamt hat die Zahl berichtigt.');
    await bernd.press('KomMonitor-Stand übernehmen');
    await bernd.see('Der Stand von KomMonitor ist übernommen.');
    await bernd.see('Das Fachamt hat die Zahl berichtigt.');
    await anna.press('Jetzt vergleichen');
    await anna.see('KomMonitor zeigt, was veröffentlicht wurde');
  });

  it('does not hide two states of the indicator, which are compared', async () => {
    const first = await world.published();
    const second = await world.corrected();

    const anna = await world.walks('anna');
    await anna.open('Indikatoren');
    await anna.open(NAME);
    await anna.press('Stände vergleichen');
    await anna.see(`nach Lauf ${first}`);
    await anna.see(`nach Lauf ${second}`);
    await anna.select('Raumebene', QUARTERS);
    await anna.press('Stände vergleichen');
    expect((await rowsOf(anna))[0]).toEqual(['Anger', 'A1', '611', '609', '−2']);
  });
});
