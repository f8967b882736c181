/** Walks through the console: what was published is taken back, as a run like any other. */
import { describe, expect, it, vi } from 'vitest';
import { BROWSER_MISSING } from '../../support/browser.ts';
import { badge, eachWalk, rowsOf, runOf, type WalkWorld } from '../../support/walk-world.ts';
import { WAYS } from '../../support/walkers.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

describe.skipIf(BROWSER_MISSING).each(WAYS)('a publication, %s', (way) => {
  let world: WalkWorld;
  eachWalk(way, (made) => (world = made));

  const standing = () =>
    Promise.all(
      ['Kleine Bevölkerung', 'Kleiner Frauenanteil'].flatMap((indicator) =>
        ['Kleine Quartiere', 'Kleine Gemeinden'].map((level) => world.values(indicator, level)),
      ),
    );

  it('is taken back by two people, and KomMonitor shows again what it showed before', async () => {
    const first = await world.published();
    const before = await standing();
    const run = await world.corrected();
    const changed = await standing();
    expect(changed).not.toEqual(before);

    const anna = await world.walks('anna');
    await anna.open('Indikatoren');
    await anna.open('Kleine Bevölkerung');
    await anna.open(`Auf diesen Stand zurücksetzen: den Stand von Lauf ${first}`);
    await anna.press('Vorschau erstellen');
    await anna.see('Die Begründung fehlt. Es wurde nichts begonnen.');
    await anna.type('Begründung', 'Die Korrektur war falsch.');
    await anna.press('Vorschau erstellen');
    await anna.see('Der Weg zurück wird geplant.');
    await anna.see(badge(anna, 'Entwurf'));
    const back = runOf(anna);
    await anna.open('Vorschau: was sich in KomMonitor ändert');
    await anna.see('In 2 Indikatoren kommen 0 Werte hinzu, 3 ändern sich, 0 entfallen.');
    await anna.select('Indikator und Raumebene', 'Kleine Bevölkerung, Kleine Quartiere');
    await anna.press('Anzeigen');
    await anna.tick('Nur Änderungen');
    await anna.press('Filtern');
    expect(await rowsOf(anna)).toEqual([['Anger', 'A1', '609', '611', '+2', 'geändert']]);
    await anna.press('Zur Freigabe geben');
    await anna.see('Sie haben vorgelegt.');
    expect(await standing()).toEqual(changed);

    const bernd = await world.walks('bernd');
    await bernd.open(`Entscheiden: Lauf ${back}`);
    await bernd.see('Die Korrektur war falsch.');
    await bernd.press('Freigeben und veröffentlichen');
    await bernd.see(badge(bernd, /^Veröffentlicht/));
    expect(await standing()).toEqual(before);
    await bernd.open(`Lauf ${run}`);
    await bernd.see(badge(bernd, 'Zurückgenommen'));
  });
});
