/** Walks through the console: who decides, who may not, and what happens when two do or the log-in is over. */
import { describe, expect, it, vi } from 'vitest';
import { BROWSER_MISSING } from '../../support/browser.ts';
import { smallDelivery } from '../../support/small-site.ts';
import {
  badge,
  bring,
  eachWalk,
  runOf,
  SOURCE,
  type Name,
  type WalkWorld,
} from '../../support/walk-world.ts';
import { WAYS } from '../../support/walkers.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

describe.skipIf(BROWSER_MISSING).each(WAYS)('a decision, %s', (way) => {
  let world: WalkWorld;
  eachWalk(way, (made) => (world = made));

  const published = () => world.simulator.state().indicators.length;

  it('about an own delivery is refused, whatever the browser sends', async () => {
    const dora = await world.walks('dora');
    await bring(dora, world.file('personen.csv', smallDelivery()));
    await dora.see(badge(dora, 'Entwurf'));
    const run = runOf(dora);
    const { page } = dora;
    await dora.open('Zur Freigabe');
    await dora.press('Zur Freigabe geben');
    await dora.open('Zur Freigabe');
    await dora.see('Sie können Ihre eigene Lieferung nicht freigeben.');
    expect(await page.getByRole('button', { name: 'Freigeben und veröffentlichen' }).count()).toBe(0);

    // The button that is not there, pressed all the same.
    const token = await page.locator('input[name=formular]').first().inputValue();
    const plan = (await world.app.ledger.approval(run))?.planHash ?? '';
    const forged = await page.request.post(`${world.url}/laeufe/${run}/freigeben`, {
      form: { formular: token, plan },
      headers: { origin: world.url },
    });
    expect(forged.status()).toBe(403);
    expect(await forged.text()).toContain('Sie können Ihre eigene Lieferung nicht freigeben.');
    expect((await world.app.ledger.approval(run))?.decision).toBeNull();
    expect(published()).toBe(0);
  });

  it('by two people at once is that of one; the other is told who and when', async () => {
    const run = await world.submitted();
    const bernd = await world.walks('bernd');
    const carla = await world.walks('carla');
    await bernd.open(`Entscheiden: Lauf ${run}`);
    await carla.open(`Entscheiden: Lauf ${run}`);
    await carla.type('Begründung', 'Der Stichtag ist falsch.');
    await Promise.all([bernd.press('Freigeben und veröffentlichen'), carla.press('Zurückweisen')]);
    await world.app.desk.settled();

    const approval = await world.app.ledger.approval(run);
    const first: Name = approval?.decidedBy === 'local:bernd' ? 'bernd' : 'carla';
    expect(approval?.decidedBy).toBe(`local:${first}`);
    const second = first === 'bernd' ? carla : bernd;
    await second.see(
      /^Über diesen Lauf wurde schon entschieden\.|^Die Freigabe dieses Laufs ist schon verwendet\./,
    );
    await second.see('Ihre Eingabe hat nichts geändert.');
    const facts = await second.page.getByRole('region', { name: 'Entschieden' }).innerText();
    expect(facts).toMatch(new RegExp(`Von\\s+${first}`));
    expect(facts).toMatch(/Am\s+\d{2}\.\d{2}\.\d{4}, \d{2}:\d{2}/);
    expect(published()).toBe(first === 'bernd' ? 2 : 0);
  });

  it('whose reason was typed when the session ended is made after the next log-in', async () => {
    const run = await world.submitted();
    const bernd = await world.walks('bernd');
    await bernd.open(`Entscheiden: Lauf ${run}`);
    await bernd.type('Begründung', 'Der Stichtag ist falsch.');
    world.later(31);
    await bernd.press('Zurückweisen');
    await bernd.see('Ihre Sitzung ist abgelaufen.');
    await bernd.see('Ihre Eingaben sind gespeichert.');
    await world.signIn(bernd, 'bernd');

    expect(new URL(bernd.page.url()).pathname).toBe(`/laeufe/${run}/freigabe`);
    expect(await bernd.page.getByLabel('Begründung').inputValue()).toBe('Der Stichtag ist falsch.');
    await bernd.press('Zurückweisen');
    await bernd.see('Sie haben zurückgewiesen.');
    expect((await world.app.ledger.approval(run))?.reason).toBe('Der Stichtag ist falsch.');
    expect(published()).toBe(0);
  });

  it('asks for the password again where the log-in is a while ago', async () => {
    const run = await world.submitted();
    const bernd = await world.walks('bernd');
    world.later(16);
    await bernd.open(`Entscheiden: Lauf ${run}`);
    expect(await bernd.page.getByRole('button', { name: 'Freigeben und veröffentlichen' }).count()).toBe(0);
    await bernd.open('Anmeldung bestätigen');
    await world.prove(bernd, 'bernd');
    await bernd.press('Freigeben und veröffentlichen');
    await bernd.see(/Werten in KomMonitor gelesen und gleich/);
    expect(published()).toBe(2);
  });
});

describe.skipIf(BROWSER_MISSING).each(WAYS)('a delivery in whose form the session ends, %s', (way) => {
  let world: WalkWorld;
  eachWalk(way, (made) => (world = made));

  it('is typed once: it is all there after the log-in but the file', async () => {
    const anna = await world.walks('anna');
    const file = world.file('personen.csv', smallDelivery());
    await anna.open('Neue Lieferung');
    await anna.pick(SOURCE);
    await anna.type('Bemerkung (freiwillig)', 'Wie besprochen');
    await anna.choose('Datei', file);
    world.later(31);
    await anna.press('Hochladen und prüfen');
    await anna.see('Ihre Sitzung ist abgelaufen.');
    await world.signIn(anna, 'anna');

    const { page } = anna;
    expect(new URL(page.url()).pathname).toBe('/lieferungen/neu');
    await anna.see('Ihre Eingaben von vorhin sind wieder da.');
    expect(await page.getByLabel('Bemerkung (freiwillig)').inputValue()).toBe('Wie besprochen');
    expect(await page.getByRole('radio', { name: SOURCE, exact: true }).isChecked()).toBe(true);
    await anna.choose('Datei', file);
    await anna.press('Hochladen und prüfen');
    await anna.see(badge(anna, 'Entwurf'));
    await anna.see('Wie besprochen');
  });
});
