/** Deleting a part of a published sum would close disclosure control for its day; so the parts go together. */
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CLIENT_SECRET, openApp } from '../../src/app.ts';
import { sweep } from '../../src/engine/retention/sweep.ts';
import { syncRun } from '../../src/engine/sync-run.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { defaultSeed, startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { benefitsWorkbook, populationCsv, writeTrialSite, type TrialSite } from '../support/trial-site.ts';

vi.setConfig({ testTimeout: 60_000 });

const INDICATORS = `  - id: versuch-summe
    name: Summe im Versuch
    formula:
      count:
        - { dataset: versuch-einwohner, measure: personen }
        - { dataset: versuch-hilfe, measure: hilfe }
  - id: versuch-entwicklung
    name: Entwicklung im Versuch
    type: STATUS_RELATIVE
    unit: '%'
    precision: 1
    formula:
      change: { of: versuch-einwohner, years: 3, as: percent }
`;

describe('a published sum whose parts are needed for differently long', () => {
  let simulator: Simulator;
  let site: TrialSite;
  beforeAll(async () => {
    simulator = await startSimulator({ seed: defaultSeed() });
    site = await writeTrialSite(simulator);
    appendFileSync(path.join(site.folder, 'mappings/indicators/versuch.yaml'), INDICATORS);
    site.deliver('einwohner_2025.csv', iconv.encode(populationCsv(2025), 'windows-1252'));
    site.deliver('hilfe_2025.xlsx', await benefitsWorkbook(2025));
  });
  afterAll(async () => {
    site.remove();
    await simulator.close();
  });

  const open = (day: string) =>
    openApp({
      site: site.folder,
      environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
      signal: new AbortController().signal,
      events: { stage: () => undefined, operation: () => undefined },
      now: () => new Date(`${day}T10:00:00.000Z`),
    });

  it('is released again after a sweep, and would not be if one of its parts had gone alone', async () => {
    const first = await open('2026-01-15');
    expect((await syncRun({ job: 'versuch' }, first.ports)).result.state).toMatch(/^published/);
    await first.close();
    for (const file of ['einwohner_2022.csv', 'hilfe_2022.xlsx']) site.withdraw(file);
    const later = await open('2026-06-15');

    const { items } = await sweep({ ...later.ports, ledger: later.ledger });
    const after = await syncRun({ job: 'versuch' }, later.ports);
    const stored = await later.ledger.newestDatasets('versuch-hilfe');
    const part = stored.find(({ date }) => date === '2022-12-31')?.version ?? '';
    expect(await later.ledger.forget(part)).toBe(true);
    const alone = await syncRun({ job: 'versuch' }, later.ports);
    await later.close();

    expect(items).toEqual([]);
    expect(after.result.state).toBe('no_change');
    expect(alone.findings.map(({ code }) => code)).toContain('disclosure.former-unknown');
  });
});
