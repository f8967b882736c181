/** Putting back what was published where somebody has changed it in KomMonitor: exactly that, and never past the rules. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { isAcceptable, placeOf } from '../../src/engine/drift-book.ts';
import { findDrift } from '../../src/engine/drift.ts';
import { restoreRun } from '../../src/engine/restore-published.ts';
import { rollbackRun } from '../../src/engine/resume-run.ts';
import type { RunReport } from '../../src/engine/run-frame.ts';
import { applyRun, syncRun } from '../../src/engine/sync-run.ts';
import { defaultSeed, startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { REPOSITORY } from '../support/generate.ts';
import { readIndicators } from '../support/simulator-reader.ts';
import { writeTrialSite, type TrialSite } from '../support/trial-site.ts';

const JOB = 'versuch';
const YEAR = '2023-12-31';

let simulator: Simulator;
let site: TrialSite;
let app: App;
beforeEach(async () => {
  simulator = await startSimulator({ seed: defaultSeed() });
  site = await writeTrialSite(simulator);
  site.edit('mappings/indicators/versuch.yaml', 'disclosureClass: 0', 'disclosureClass: 1');
  // One quarter in which hardly anybody lives.
  site.rewrite('einwohner_2023.csv', (text) => text.replaceAll(/^(001;.*;)(m|w);\d+/gm, '$1$2;1'));
  app = await site.open();
});
afterEach(async () => {
  await app.close();
  site.remove();
  await simulator.close();
});

/** Everything that stands in KomMonitor: indicator, level, area and date to value. */
async function standing(): Promise<Map<string, number | null>> {
  const found = new Map<string, number | null>();
  for (const indicator of await readIndicators(simulator))
    for (const level of indicator.levels)
      for (const [area, row] of (await indicator.values(level)) ?? [])
        for (const [date, value] of row) found.set(`${indicator.name} ${level} ${area} ${date}`, value);
  return found;
}

async function inhabitants(area: string): Promise<number | null | undefined> {
  return [...(await standing())].find(
    ([place]) => place.startsWith('Einwohner im Versuch') && place.endsWith(` ${area} ${YEAR}`),
  )?.[1];
}

/** What a person does by hand in KomMonitor, to the inhabitants of the year. */
function byHand(changes: Readonly<Record<string, number | null>>): void {
  const state = simulator.state();
  const indicator = state.indicators.find(({ name }) => name === 'Einwohner im Versuch');
  for (const [area, value] of Object.entries(changes)) {
    const table = indicator?.links
      .map(({ values }) => values)
      .find(({ rows }) => rows.some(({ id }) => id === area));
    const column = table?.dates.findIndex((date) => date === YEAR) ?? -1;
    const row = table?.rows.find(({ id }) => id === area);
    if (!row || column < 0) throw new Error(`there is no cell ${area}`);
    row.values[column] = value;
  }
  simulator.restore(state);
}

async function restored(): Promise<RunReport> {
  const brought = { by: 'local:anna', remark: 'wiederherstellen' };
  const run = await app.ledger.startRun({ job: JOB, kind: 'rollback', brought });
  const drafted = await restoreRun(run, () => true, app.ports);
  if (drafted.result.state !== 'draft') return drafted;
  return applyRun(drafted.result.plan.hash ?? '', app.ports);
}

describe('restoring what was published', () => {
  it('puts back the values, takes away a number where none was published, and touches nothing else', async () => {
    await syncRun({ job: JOB }, app.ports);
    const published = await standing();
    byHand({ '001': 2, '060': 4711, '061': null });

    const { result } = await restored();

    expect(result.state).toMatch(/^published/);
    expect(result.verified.mismatches).toBe(0);
    expect(await standing()).toEqual(published);
    expect(await inhabitants('001')).toBeNull();
    expect((await findDrift(undefined, app.ports)).cells).toEqual([]);
  });

  it('publishes nothing that today’s rules have not let through', async () => {
    await syncRun({ job: JOB }, app.ports);
    byHand({ '060': 4711 });
    const folder = path.join(site.folder, 'config/policies');
    const text = readFileSync(path.join(REPOSITORY, 'config/policies/kreis-default.yaml'), 'utf8');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'kreis-default.yaml'), text.replace('version: 1', 'version: 2'));
    await app.close();
    app = await site.open();

    const { findings } = await restored();

    expect(await inhabitants('060')).toBeNull();
    expect(findings.map(({ code }) => code)).toContain('sync.value-not-restored');
  });

  it('does not bring back what was taken back before', async () => {
    await syncRun({ job: JOB }, app.ports);
    const first = await inhabitants('060');
    site.rewrite('einwohner_2023.csv', (text) => text.replace(/^(060;.*;m);\d+/m, '$1;999'));
    const second = await syncRun({ job: JOB }, app.ports);
    await rollbackRun({ run: second.result.run, geometry: 'restore', mode: 'apply' }, app.ports);
    byHand({ '060': 4711 });

    await restored();

    expect(await inhabitants('060')).toBe(first);
  });

  it('leaves an accepted place as it stands, and finds nothing to do where that is all', async () => {
    await syncRun({ job: JOB }, app.ports);
    const before = await inhabitants('061');
    byHand({ '001': 2, '060': 4711 });
    const { target, cells } = await findDrift(undefined, app.ports);
    const places = cells.map(placeOf).filter(isAcceptable);
    expect(places.map(({ area }) => area)).toEqual(['060']);
    await app.ledger.acceptDrift(places, { target, job: JOB, by: 'person:1', reason: 'berichtigt' });
    byHand({ '061': 815 });

    const { result } = await restored();

    expect(result.state).toMatch(/^published/);
    expect([await inhabitants('060'), await inhabitants('061'), await inhabitants('001')]).toEqual([
      4711,
      before,
      null,
    ]);
    expect((await restored()).result.state).toBe('no_change');
  });
});
