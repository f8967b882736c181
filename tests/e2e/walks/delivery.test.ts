/** Walks through the console: a delivery comes in, is understood, seen, decided by a second person, and published. */
import { describe, expect, it, vi } from 'vitest';
import { BROWSER_MISSING } from '../../support/browser.ts';
import { orderFaults } from '../../support/simulator-reader.ts';
import { smallDelivery } from '../../support/small-site.ts';
import { badge, bring, eachWalk, runOf, type WalkWorld } from '../../support/walk-world.ts';
import { WAYS } from '../../support/walkers.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

describe.skipIf(BROWSER_MISSING).each(WAYS)('a delivery, %s', (way) => {
  let world: WalkWorld;
  eachWalk(way, (made) => (world = made));

  it('goes from the file over its preview and a second person to KomMonitor, and is watched', async () => {
    const anna = await world.walks('anna');
    await bring(anna, world.file('personen_2022-12-31.csv', smallDelivery()), 'Wie besprochen');
    await anna.see(badge(anna, 'Entwurf'));
    const run = runOf(anna);
    await anna.open('Vorschau: was sich in KomMonitor ändert');
    await anna.see('In 2 Indikatoren kommen 12 Werte hinzu, 0 ändern sich, 0 entfallen.');
    await anna.press('Zur Freigabe geben');
    await anna.see('Sie haben vorgelegt.');
    expect(await world.values('Kleine Bevölkerung', 'Kleine Quartiere')).toEqual(new Map());

    const bernd = await world.walks('bernd');
    await bernd.open(`Entscheiden: Lauf ${run}`);
    await bernd.see('Wie besprochen');
    // Slow enough to be watched.
    await orderFaults(world.simulator, [{ match: { method: 'PUT' }, action: 'delay', ms: 1500, times: 4 }]);
    await bernd.press('Freigeben und veröffentlichen');
    if (way !== 'without a script') await bernd.see(/^\d+ von \d+ Schritten geschrieben/);
    await bernd.see(badge(bernd, /^Veröffentlicht/));
    await bernd.see('12 von 12 Werten in KomMonitor gelesen und gleich.');

    const quarters = await world.values('Kleine Bevölkerung', 'Kleine Quartiere');
    expect(quarters.get('A1')?.get('2022-12-31')).toBe(611);
    await bernd.open('Läufe');
    expect(await bernd.page.getByRole('row', { name: new RegExp(run) }).innerText()).toMatch(
      /Veröffentlicht.*anna \/ bernd/s,
    );
  });

  it('that is bad says where, what was found, what was expected and what to do, and is replaced', async () => {
    const anna = await world.walks('anna');
    await bring(anna, world.file('falsch.csv', smallDelivery().replace('A1;', 'A9;')));
    await anna.see(badge(anna, 'Prüfung nicht bestanden'));
    await anna.open(/^Prüfbericht/);
    await anna.see('In KomMonitor wurde nichts geändert.');
    const finding = anna.page.getByRole('listitem').filter({ hasText: 'falsch.csv, Zeile 2' }).first();
    const text = await finding.innerText();
    expect(text).toContain('falsch.csv, Zeile 2, Spalte QUARTIER');
    // One sentence with what was found and what was expected.
    expect(text).toMatch(/Das Gebiet A9 .* gibt es auf der Raumebene .* nicht\./);
    expect(text).toContain('Prüfen Sie den Schlüssel');

    await bring(anna, world.file('richtig.csv', smallDelivery()));
    await anna.see(badge(anna, 'Entwurf'));
    await anna.open('Prüfbericht: keine Befunde');
    await anna.see('Keine Fehler, keine Hinweise.');
  });

  it('is fetched from a source that is set up, and somebody stands behind it', async () => {
    const anna = await world.walks('anna');
    await anna.open('Neue Lieferung');
    await anna.press('Jetzt abrufen: Ein kleiner Bestand');
    await anna.see('Der Abruf läuft.');
    await anna.see(badge(anna, 'Freigabe nötig'));
    const run = runOf(anna);
    await anna.open('Zur Freigabe');
    await anna.press('Zur Freigabe geben');
    await anna.see('Sie haben vorgelegt.');
    await anna.unfold('anna');
    await anna.press('Abmelden');
    await anna.see(anna.page.getByRole('heading', { name: 'Anmelden' }));

    const bernd = await world.walks('bernd');
    await bernd.open(`Entscheiden: Lauf ${run}`);
    await bernd.press('Freigeben und veröffentlichen');
    await bernd.see(badge(bernd, /^Veröffentlicht/));

    const quarters = await world.values('Kleine Bevölkerung', 'Kleine Quartiere');
    expect(quarters.get('B2')?.get('2022-12-31')).toBe(342);
  });
});
