/** Walks through the console: what was published is brought again, corrected or just as it was. */
import { describe, expect, it, vi } from 'vitest';
import { BROWSER_MISSING } from '../../support/browser.ts';
import { writesSeen, clearRequests } from '../../support/simulator-reader.ts';
import { personTable, smallDelivery } from '../../support/small-site.ts';
import { badge, bring, eachWalk, rowsOf, runOf, type WalkWorld } from '../../support/walk-world.ts';
import { WAYS } from '../../support/walkers.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const QUARTERS = 'Kleine Quartiere';

describe.skipIf(BROWSER_MISSING).each(WAYS)('what was published, %s', (way) => {
  let world: WalkWorld;
  eachWalk(way, (made) => (world = made));

  it('is corrected at the older of two Stichtage: the preview shows the changed cells, and no other changes', async () => {
    await world.published();
    const before = await world.values('Kleine Bevölkerung', QUARTERS);
    expect(before.get('A1')).toEqual(
      new Map([
        ['2022-12-31', 611],
        ['2023-12-31', 616],
      ]),
    );

    const anna = await world.walks('anna');
    await bring(anna, world.file('korrektur.csv', personTable('31.12.2022', 0)));
    await anna.see(badge(anna, 'Entwurf'));
    const run = runOf(anna);
    await anna.open('Vorschau: was sich in KomMonitor ändert');
    await anna.see('In 2 Indikatoren kommen 0 Werte hinzu, 3 ändern sich, 0 entfallen.');
    await anna.select('Indikator und Raumebene', `Kleine Bevölkerung, ${QUARTERS}`);
    await anna.press('Anzeigen');
    await anna.tick('Nur Änderungen');
    await anna.press('Filtern');
    expect(await rowsOf(anna)).toEqual([['Anger', 'A1', '611', '609', '−2', 'geändert']]);
    await anna.press('Zur Freigabe geben');

    const bernd = await world.walks('bernd');
    await bernd.open(`Entscheiden: Lauf ${run}`);
    await bernd.press('Freigeben und veröffentlichen');
    await bernd.see(badge(bernd, /^Veröffentlicht/));
    const after = await world.values('Kleine Bevölkerung', QUARTERS);
    expect(after.get('A1')).toEqual(
      new Map([
        ['2022-12-31', 609],
        ['2023-12-31', 616],
      ]),
    );
    for (const key of ['A2', 'B1', 'B2']) expect(after.get(key)).toEqual(before.get(key));
  });

  it('changes nothing when the same file comes again', async () => {
    const run = await world.published();
    await clearRequests(world.simulator);

    const anna = await world.walks('anna');
    await bring(anna, world.file('noch_einmal.csv', smallDelivery()));
    await anna.see(badge(anna, 'Keine Änderung'));
    await anna.see('Diese Datei wurde schon veröffentlicht.');
    await anna.open(`Lauf ${run}`);
    await anna.see(badge(anna, /^Veröffentlicht/));
    expect(await writesSeen(world.simulator)).toEqual([]);
  });
});
