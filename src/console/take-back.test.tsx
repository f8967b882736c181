import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../../tests/support/console-world.ts';
import { liveConsole, type LiveConsole } from '../../tests/support/live-console.ts';
import type { RunRecord } from '../engine/ledger.ts';

const REASON = { grund: 'Die Lieferung war die vom Vorjahr.' };

let world: LiveConsole;
let run: RunRecord;
let dora: Browser;
let emil: Browser;
beforeAll(async () => {
  world = await liveConsole();
  run = await world.published();
  dora = await world.browser('dora', 'sync-editor', 'sync-approver');
  emil = await world.browser('emil', 'sync-editor');
});
afterAll(() => world.close());

const textOf = async (browser: Browser, path: string) =>
  (await (await browser.get(path)).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const content = () => JSON.stringify(world.simulator.state());
const runAfter = (response: Response) => /laeufe\/([\d-]+)/.exec(response.headers.get('location') ?? '')?.[1];

async function begun(browser: Browser): Promise<string> {
  const response = await browser.post(`/laeufe/${run.id}/zuruecknehmen`, REASON);
  await world.app.desk.settled();
  return runAfter(response) ?? '';
}

describe('taking a run back in the console', () => {
  it('is offered on the page of a published run to those who may, and says what it does', async () => {
    const leser = await world.browser('leser', 'sync-viewer');
    const path = `/laeufe/${run.id}/zuruecknehmen`;

    expect(await (await dora.get(`/laeufe/${run.id}`)).text()).toContain(`href="${path}"`);
    expect(await (await leser.get(`/laeufe/${run.id}`)).text()).not.toContain(`href="${path}"`);
    expect(await textOf(dora, path)).toMatch(/noch nichts geändert.*Eine andere Person.*Kleine Bevölkerung/s);
    expect(await (await leser.get(path)).text()).not.toContain('name="grund"');
    expect((await leser.post(path, REASON)).status).toBe(403);
  });

  it('wants a reason, and keeps to the form without one', async () => {
    const before = (await world.app.ledger.runs()).length;
    const response = await dora.post(`/laeufe/${run.id}/zuruecknehmen`, { grund: ' ' });

    expect(response.status).toBe(422);
    expect(await response.text()).toMatch(/Die Begründung fehlt.*Bitte geben Sie eine Begründung an/s);
    expect(await world.app.ledger.runs()).toHaveLength(before);
  });

  it('makes a run with a preview and writes nothing', async () => {
    const before = content();

    const back = await begun(dora);

    expect(await world.app.ledger.run(back)).toMatchObject({
      kind: 'rollback',
      state: 'draft',
      rollsBack: run.id,
    });
    expect(content()).toBe(before);
    expect(await textOf(dora, `/laeufe/${back}/vorschau`)).toContain('Kleine Bevölkerung');
    expect(await textOf(dora, `/laeufe/${back}`)).toMatch(/Begründung Die Lieferung war die vom Vorjahr\./);
  });

  it('is not decided by the person who began it, whoever submits it', async () => {
    const back = await begun(dora);
    const plan = (await world.app.ledger.run(back))?.planHash ?? '';
    const submitted = await emil.post(`/laeufe/${back}/vorlegen`);
    const before = content();

    const own = await dora.post(`/laeufe/${back}/freigeben`, { plan });

    expect(runAfter(submitted)).toBe(back);
    expect(own.status).toBe(403);
    expect(await own.text()).toContain('approval.own');
    expect(content()).toBe(before);
    expect((await world.app.ledger.approval(back))?.uploadedBy).toBe('local:dora');
    await emil.post(`/laeufe/${back}/zurueckziehen`);
    expect((await world.app.ledger.run(back))?.state).toBe('withdrawn');
  });

  it('brings the former state back once another person has approved it, and the run is then called so', async () => {
    const back = await begun(dora);
    const plan = (await world.app.ledger.run(back))?.planHash ?? '';
    await dora.post(`/laeufe/${back}/vorlegen`);
    const chris = await world.browser('chris', 'sync-approver');

    await chris.post(`/laeufe/${back}/freigeben`, { plan });
    await world.app.desk.settled();

    expect((await world.app.ledger.run(back))?.state).toMatch(/^published/);
    expect((await world.app.ledger.run(run.id))?.state).toBe('rolled_back');
    expect(world.simulator.state().indicators).toEqual([]);
    expect(await textOf(dora, `/laeufe/${run.id}/zuruecknehmen`)).toContain('ist schon zurückgenommen');
    expect((await dora.post(`/laeufe/${run.id}/zuruecknehmen`, REASON)).status).toBe(422);
  });

  it('of a run that published nothing is refused', async () => {
    const { id } = await world.app.ledger.startRun({ job: run.job, kind: 'sync' });
    await world.app.ledger.updateRun(id, { state: 'check_failed', finished: true });

    const response = await dora.post(`/laeufe/${id}/zuruecknehmen`, REASON);

    expect(response.status).toBe(422);
    expect(await response.text()).toContain('hat nichts veröffentlicht');
  });
});
