/** Changes by hand in KomMonitor: found, kept for every process, and decided about on the page of the indicator. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleWorld, type Browser, type ConsoleWorld } from '../../tests/support/console-world.ts';
import { publishSample } from '../../tests/support/published-sample.ts';
import { liveConsole, type LiveConsole } from '../../tests/support/live-console.ts';
import { findDrift } from '../engine/drift.ts';
import type { RunRecord } from '../engine/ledger.ts';

const PAGE = '/indikatoren/klein-bev';

let world: LiveConsole;
let published: RunRecord;
let ours: Record<string, number | null>;
let editor: Browser;
let approver: Browser;
beforeAll(async () => {
  world = await liveConsole();
  published = await world.published();
  editor = await world.browser('anna', 'sync-editor');
  approver = await world.browser('bernd', 'sync-approver');
});
afterAll(() => world.close());

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const textOf = async (path: string, browser = editor) => plain(await (await browser.get(path)).text());

interface Row {
  readonly id: string;
  readonly values: (number | null)[];
}

/** Rows of the quarters' table of „Kleine Bevölkerung“, changed as a person does it in KomMonitor. */
function byHand(edit: (rows: Row[]) => void): void {
  const state = world.simulator.state();
  const indicator = state.indicators.find(({ name }) => name === 'Kleine Bevölkerung');
  const unit = state.units.find(({ name }) => name === 'Kleine Quartiere');
  const rows = indicator?.links.find(({ unitId }) => unitId === unit?.id)?.values.rows;
  if (!rows) throw new Error('there is no such table');
  edit(rows);
  world.simulator.restore(state);
}

function write(id: string, value: number | null): void {
  byHand((rows) => {
    const row = rows.find((each) => each.id === id);
    if (!row) throw new Error(`there is no row ${id}`);
    row.values[0] = value;
  });
}

function standing(): Record<string, number | null> {
  const found: Record<string, number | null> = {};
  byHand((rows) => {
    for (const { id, values } of rows) found[id] = values[0] ?? null;
  });
  return found;
}

async function compare(): Promise<void> {
  expect((await editor.post('/indikatoren/vergleichen')).status).toBe(303);
}

async function lookOf(browser = editor): Promise<string> {
  const html = await (await browser.get(PAGE)).text();
  return /name="stand" value="([^"]+)"/.exec(html)?.[1] ?? '';
}

function metric(): Promise<string> {
  return world.app.metrics.text();
}

describe('P22 what was changed by hand is decided by a person', () => {
  it('tells the places and no value, in every process and after a restart', async () => {
    ours = standing();
    write('B1', 4711);
    write('B2', null);
    await compare();

    const text = await textOf(PAGE);
    expect(text).toContain('In KomMonitor von Hand geändert 2 Werte stehen dort anders');
    expect(text).toMatch(/B1 Kleine Quartiere 31\.12\.2022 ein Wert ein anderer Wert Lauf/);
    expect(text).toMatch(/B2 Kleine Quartiere 31\.12\.2022 ein Wert kein Wert Lauf/);
    expect(text).not.toContain('4711');

    const [target, key] = [world.app.targetAddress(), 'Kleine Bevölkerung |  | STATUS_ABSOLUTE'];
    const kept = await world.app.ledger.driftPlaces(target, key);
    expect(kept).toHaveLength(2);
    expect(JSON.stringify(kept)).not.toContain('4711');
    await world.deliver('first');
    editor = await world.browser('anna', 'sync-editor');
    approver = await world.browser('bernd', 'sync-approver');
    expect(await textOf('/indikatoren')).toMatch(/Kleine Bevölkerung .* von Hand geändert \(2 Werte\)/);
    expect(standing()).toEqual({ ...ours, B1: 4711, B2: null });
  });

  it('asks for the right, for a reason, and for what the person has really seen', async () => {
    const stand = await lookOf(approver);

    expect((await editor.post(`${PAGE}/uebernehmen`, { stand, grund: 'Ist so.' })).status).toBe(403);
    expect((await approver.post(`${PAGE}/wiederherstellen`, { stand })).status).toBe(403);
    const without = await approver.post(`${PAGE}/uebernehmen`, { stand, grund: ' ' });
    expect(without.status).toBe(422);
    expect(plain(await without.text())).toContain('Bitte geben Sie eine Begründung an.');
    await compare();
    const other = await approver.post(`${PAGE}/uebernehmen`, { stand, grund: 'Ist so.' });
    expect(other.status).toBe(409);
    expect(plain(await other.text())).toContain('noch einmal mit KomMonitor verglichen');
    expect(await world.app.ledger.acceptedDrift(world.app.targetAddress())).toEqual([]);
  });

  it('restores exactly what was published, through preview and a second person, and reads it back', async () => {
    const changed = standing();
    const begun = await editor.post(`${PAGE}/wiederherstellen`, { stand: await lookOf() });
    const run = /laeufe\/([\d-]+)/.exec(begun.headers.get('location') ?? '')?.[1] ?? '';
    await world.app.desk.settled();

    expect((await world.app.ledger.run(run))?.state).toBe('draft');
    expect(standing()).toEqual(changed);
    const preview = await textOf(`/laeufe/${run}/vorschau?nur=ja`);
    expect(preview).toContain('4.711');
    expect(await textOf(`/laeufe/${run}`)).toContain('Wiederherstellen');

    await editor.post(`/laeufe/${run}/vorlegen`);
    const plan = (await world.app.ledger.run(run))?.planHash ?? '';
    expect((await editor.post(`/laeufe/${run}/freigeben`, { plan })).status).toBe(403);
    await approver.post(`/laeufe/${run}/freigeben`, { plan });
    await world.app.desk.settled();

    const after = await world.app.ledger.run(run);
    expect(after?.state).toMatch(/^published/);
    expect(standing()).toEqual(ours);
    expect((await findDrift(undefined, world.app.ports)).cells).toEqual([]);
    expect((await world.app.ledger.run(published.id))?.state).toMatch(/^published/);
    expect(await textOf(PAGE)).not.toContain('Festgestellt am');
    expect(await textOf(PAGE)).toContain('Wiederherstellen Ihnen / bernd');
  });

  it('says at once that nothing differs any more, before anybody compares again', async () => {
    write('B1', 815);
    await compare();
    const stand = await lookOf();
    const begun = await editor.post(`${PAGE}/wiederherstellen`, { stand });
    const run = /laeufe\/([\d-]+)/.exec(begun.headers.get('location') ?? '')?.[1] ?? '';
    await world.app.desk.settled();
    await editor.post(`/laeufe/${run}/vorlegen`);
    const plan = (await world.app.ledger.run(run))?.planHash ?? '';
    await approver.post(`/laeufe/${run}/freigeben`, { plan });
    await world.app.desk.settled();

    expect(await textOf('/indikatoren')).toContain('KomMonitor zeigt, was veröffentlicht wurde');
    const late = await editor.post(`${PAGE}/wiederherstellen`, { stand });
    expect(plain(await late.text())).toMatch(/keine Abweichung mehr|noch einmal mit KomMonitor/);
  });

  it('does not report accepted places any more, says why, and names the decision in the audit trail', async () => {
    write('B1', 4711);
    await compare();
    const stand = await lookOf(approver);
    const grund = 'Das Fachamt hat die Zahl berichtigt.';
    const response = await approver.post(`${PAGE}/uebernehmen`, { stand, grund });
    expect(response.headers.get('location')).toBe(`${PAGE}?meldung=uebernommen`);

    await compare();
    expect(await textOf('/indikatoren')).toContain('KomMonitor zeigt, was veröffentlicht wurde');
    expect(await textOf(PAGE)).toContain('1 Wert wurde übernommen, wie er in KomMonitor steht.');
    expect(await textOf(PAGE)).toContain(grund);
    expect(await metric()).toMatch(/kmsync_drift_cells\{job="klein"\} 0/);
    const { lines } = await world.app.ledger.auditPage({ event: 'Drift:Accepted' }, { offset: 0, limit: 9 });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ facts: { job: 'klein', count: 1 } });
    expect(JSON.stringify(lines)).not.toMatch(/bernd|4711|B1/);
    // The command tells everything that differs, as before.
    expect((await findDrift(undefined, world.app.ports)).cells).toHaveLength(1);
  });

  it('reports an accepted place again once something of another kind stands there', async () => {
    write('B1', null);
    await compare();

    expect(await textOf('/indikatoren')).toMatch(/Kleine Bevölkerung .* von Hand geändert \(1 Wert\)/);
    expect(await world.app.ledger.acceptedDrift(world.app.targetAddress())).toEqual([]);
  });

  it('decides nothing for a person of another organisation', async () => {
    const none = { jobs: new Set<string>() };
    const person = { subject: 'local:bernd', name: 'bernd', roles: new Set(['sync-approver'] as const) };
    const seen = await lookOf(approver);

    expect(await world.app.desk.indicatorDrift('klein-bev', none)).toMatchObject({ open: [], accepted: [] });
    await expect(
      world.app.desk.acceptDrift({ id: 'klein-bev', seen, reason: 'So.' }, person, none),
    ).rejects.toMatchObject({ code: 'drift.none' });
  });
});

describe('accepting what stands in KomMonitor', () => {
  let quiet: ConsoleWorld;
  let bernd: Browser;
  const place = { job: 'klein', unitName: 'Kleine Quartiere', date: '2023-12-31' } as const;
  const indicator = 'Kleine Bevölkerung |  | STATUS_ABSOLUTE';
  beforeAll(async () => {
    quiet = await consoleWorld();
    bernd = await quiet.browser('bernd', 'sync-approver');
  });
  afterAll(() => quiet.close());

  /** Answers when it was looked. */
  async function found(...ours: ('value' | 'empty')[]): Promise<string> {
    const { app } = quiet;
    const run = await publishSample(quiet);
    const target = app.targetAddress();
    const places = ours.map((each, index) => ({
      ...place,
      run,
      indicator,
      area: `0${String(index + 1)}`,
      ours: each,
      found: 'value' as const,
    }));
    await app.ledger.putDrift({ target, compared: 24, underWay: 0, places, overtaken: [] });
    return (await app.ledger.lastLook(target))?.at ?? '';
  }

  it('is refused where no value was published, because it may be a secret one', async () => {
    const stand = await found('empty');
    const page = plain(await (await bernd.get(PAGE)).text());
    expect(page).toContain(
      'Hier geht das nicht: Von hier aus wurde dort kein Wert veröffentlicht, er kann geheim sein.',
    );
    expect(page).not.toContain('Begründung Warum');

    const refused = await bernd.post(`${PAGE}/uebernehmen`, { stand, grund: 'Ist so.' });

    expect(refused.status).toBe(422);
    expect(await quiet.app.ledger.acceptedDrift(quiet.app.targetAddress())).toEqual([]);
  });

  it('leaves such places open beside those that are accepted', async () => {
    const stand = await found('value', 'empty');
    await bernd.post(`${PAGE}/uebernehmen`, { stand, grund: 'Vom Fachamt berichtigt.' });

    const { open, accepted } = (await quiet.app.desk.indicatorDrift('klein-bev', { jobs: undefined })) ?? {};
    expect(open?.map(({ area }) => area)).toEqual(['02']);
    expect(accepted?.map(({ area }) => area)).toEqual(['01']);
  });

  it('asks for the password again after 15 minutes, and what was typed is there afterwards', async () => {
    const { ledger } = quiet.app;
    const stand = await found('value');
    quiet.later(16);

    const asked = await bernd.post(`${PAGE}/uebernehmen`, { stand, grund: 'Noch eine.' });

    expect(asked.headers.get('location')).toBe(`/bestaetigen?weiter=${encodeURIComponent(PAGE)}`);
    expect(await ledger.acceptedDrift(quiet.app.targetAddress())).not.toContainEqual(
      expect.objectContaining({ reason: 'Noch eine.' }),
    );
    expect(await (await bernd.get(PAGE)).text()).toContain('Noch eine.</textarea>');
  });
});
