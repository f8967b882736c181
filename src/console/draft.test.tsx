import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  consoleWorld,
  WAITING_PLAN,
  type Browser,
  type ConsoleWorld,
} from '../../tests/support/console-world.ts';
import { COMMA_PLAN } from '../../tests/support/comma-plan.ts';
import { PREVIEW_PLAN } from '../../tests/support/preview-sample.ts';
import { ROLES } from '../engine/approval/person.ts';
import type { SiteCheck } from '../observe/site-checks.ts';

const DOWN: SiteCheck = {
  id: 'network',
  state: 'fail',
  text: 'KomMonitor antwortet nicht.',
  hint: 'Warten.',
};

let world: ConsoleWorld;
let anna: Browser;
beforeAll(async () => {
  world = await consoleWorld({
    examine: () => Promise.resolve([DOWN]),
    settings: { checklist: ['Der Stichtag stimmt.', '<b>Zweitens</b>'] },
  });
  anna = await world.browser('anna', 'sync-editor');
});
afterAll(() => world.close());

const textOf = async (browser: Browser, path: string) =>
  (await (await browser.get(path)).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const stateOf = async (run: string) => (await world.app.ledger.run(run))?.state;

describe('a draft', () => {
  it('is discarded from its preview, is withdrawn then, and the audit trail knows', async () => {
    const run = await world.planned('draft', PREVIEW_PLAN);
    expect(await textOf(anna, `/laeufe/${run}/vorschau`)).toContain('Entwurf verwerfen');

    const done = await anna.post(`/laeufe/${run}/verwerfen`);

    expect(done.status).toBe(303);
    expect(await textOf(anna, done.headers.get('location') ?? '')).toContain(
      'Sie haben den Entwurf verworfen.',
    );
    expect(await stateOf(run)).toBe('withdrawn');
    const { lines } = await world.app.ledger.auditPage(
      { event: 'Approval:Withdrawn' },
      { offset: 0, limit: 9 },
    );
    expect(lines.map(({ facts }) => facts['run'])).toContain(run);
    expect(await world.app.ledger.verifyAudit()).toMatchObject({ brokenAt: null });
  });

  it('is discarded once, and cannot be submitted afterwards', async () => {
    const run = await world.planned('draft', PREVIEW_PLAN);
    await anna.post(`/laeufe/${run}/verwerfen`);

    expect((await anna.post(`/laeufe/${run}/verwerfen`)).status).toBe(409);
    await expect(
      world.app.ledger.submit({
        run,
        planHash: 'p',
        basis: '{}',
        uploadedBy: null,
        submittedBy: 'local:bernd',
        expiresAt: '2026-03-01T00:00:00.000Z',
      }),
    ).rejects.toMatchObject({ code: 'draft.gone' });
    expect(await stateOf(run)).toBe('withdrawn');
  });

  it('of a delivery by hand is discarded only by whoever brought it', async () => {
    const { ledger } = world.app;
    const { id } = await ledger.startRun({
      job: 'klein',
      kind: 'sync',
      brought: { by: 'local:bernd', remark: '' },
    });
    await ledger.updateRun(id, { state: 'draft', finished: true });

    const refused = await anna.post(`/laeufe/${id}/verwerfen`);

    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('hat jemand anderes gebracht');
    expect(await stateOf(id)).toBe('draft');
  });

  it('that was submitted or published is no draft any more', async () => {
    const submitted = await world.submitted('local:anna', WAITING_PLAN);
    const published = await world.run('published');

    expect((await anna.post(`/laeufe/${submitted}/verwerfen`)).status).toBe(409);
    expect((await anna.post(`/laeufe/${published}/verwerfen`)).status).toBe(409);
    expect(await stateOf(submitted)).toBe('submitted');
    expect(await stateOf(published)).toBe('published');
  });

  it('is not submitted while KomMonitor was just seen not to answer, and says why', async () => {
    const run = await world.planned('draft', PREVIEW_PLAN);
    expect(await textOf(anna, `/laeufe/${run}/vorschau`)).toContain('Zur Freigabe geben');
    await (await world.browser('olga', 'sync-operator')).post('/system/pruefen');

    const text = await textOf(anna, `/laeufe/${run}/vorschau`);
    expect(text).toContain('Zur Freigabe geben ist zurzeit nicht möglich. KomMonitor antwortet nicht.');
    world.later(11);
    expect(await textOf(anna, `/laeufe/${run}/vorschau`)).not.toContain('ist zurzeit nicht möglich');
  });
});

describe('a preview', () => {
  it('marks changes that are unusually large, and says from where on', async () => {
    const run = await world.planned('draft', COMMA_PLAN);
    const html = await (await anna.get(`/laeufe/${run}/vorschau`)).text();

    expect(html).toContain('1 Wert ändert sich ungewöhnlich stark (um mehr als 50 %).');
    expect(html.match(/>ungewöhnlich</g)).toHaveLength(1);
  });

  it('shows areas with their sizes and days on a page of their own', async () => {
    const run = await world.submitted('local:anna', WAITING_PLAN);

    expect(await textOf(anna, `/laeufe/${run}/vorschau`)).toContain('1 Fläche ändert sich. Ansehen');
    const text = await textOf(anna, `/laeufe/${run}/vorschau/flaechen`);
    expect(text).toContain('Fläche bisher (km²)');
    expect(text).toContain('neu ab 01.01.2020 –');
  });
});

describe('Freigabe', () => {
  it('reminds of what the county wants looked at, and says until when it can be taken back', async () => {
    const run = await world.submitted('local:anna', WAITING_PLAN);
    const bernd = await world.browser('bernd', ...ROLES);
    const html = await (await bernd.get(`/laeufe/${run}/freigabe`)).text();

    expect(html).toContain('Der Stichtag stimmt.');
    expect(html).toContain('&lt;b&gt;Zweitens&lt;/b&gt;');
    expect(html).toContain('Zurücknehmen ist möglich bis 03.02.2028');
  });
});
