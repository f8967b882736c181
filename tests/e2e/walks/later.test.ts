/** Walks through the console: what is approved for later, and a page that loads itself again where no script runs. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { appointmentText } from '../../../src/core/berlin-clock.ts';
import { appointment } from '../../../src/engine/approval/appointment.ts';
import { BROWSER_MISSING, startBrowser } from '../../support/browser.ts';
import { SMALL_JOB } from '../../support/small-site.ts';
import { badge, walkWorld, type WalkWorld } from '../../support/walk-world.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const DAY = 24 * 60;

// The field for a day and a time is the browser's own; its keys are those of the browser and its language.
describe.skipIf(BROWSER_MISSING).each(['by mouse', 'without a script'] as const)('later, %s', (way) => {
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

  it('is when an approved run is published, and not before', async () => {
    const run = await world.submitted();
    const bernd = await world.walks('bernd');
    const moment = `${new Date(Date.now() + 2 * DAY * 60_000).toISOString().slice(0, 10)}T18:00`;
    await bernd.open(`Entscheiden: Lauf ${run}`);
    await bernd.type('Zeitpunkt der Veröffentlichung (freiwillig)', moment);
    await bernd.press('Freigeben und veröffentlichen');
    await bernd.see('Veröffentlicht wird zum gewählten Zeitpunkt.');
    await bernd.see(`Freigegeben, wird am ${appointmentText(appointment(moment))} veröffentlicht.`);
    const published = () => world.simulator.state().indicators.length;

    world.later(DAY);
    await world.app.reconcile();
    expect(published()).toBe(0);
    world.later(2 * DAY);
    await world.app.reconcile();

    expect(published()).toBe(2);
    expect((await world.app.ledger.run(run))?.state).toMatch(/^published/);
  });
});

describe.skipIf(BROWSER_MISSING)('the page of a run at work, without a script', () => {
  let chromium: Browser;
  let world: WalkWorld;
  beforeAll(async () => {
    chromium = await startBrowser();
    world = await walkWorld(chromium, 'without a script');
  });
  afterAll(async () => {
    await world?.close();
    await chromium?.close();
  });

  it('loads itself again where somebody asks for it, is stopped by them, and ends with the run', async () => {
    const { ledger } = world.app;
    const { id } = await ledger.startRun({ job: SMALL_JOB, kind: 'sync' });
    await ledger.updateRun(id, { state: 'publishing' });
    const anna = await world.walks('anna');
    const { page } = anna;
    await page.goto(`${world.url}/laeufe/${id}`);
    await anna.open('Seite alle 10 Sekunden neu laden');
    await anna.see('Seite lädt sich alle 10 Sekunden neu.');
    await anna.open('Anhalten');
    expect(await page.getByText('Seite lädt sich').count()).toBe(0);

    await anna.open('Seite alle 10 Sekunden neu laden');
    await ledger.updateRun(id, { state: 'published', finished: true });
    await badge(anna, /^Veröffentlicht$/).waitFor();

    expect(await page.getByText('Seite lädt sich').count()).toBe(0);
  });
});
