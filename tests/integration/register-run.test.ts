/** A register from the file to the map: every person is counted once, and what cannot be told is said. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CLIENT_SECRET, openApp } from '../../src/app.ts';
import type { RunReport } from '../../src/engine/run-frame.ts';
import { checkRun, syncRun } from '../../src/engine/sync-run.ts';
import { defaultSeed, SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { startSimulator, type Simulator, type SimulatorState } from '../../src/simulator/server.ts';
import {
  inhabitants,
  REGISTER_JOB,
  registerCsv,
  writeRegisterSite,
  type RegisterPerson,
  type RegisterSite,
} from '../support/register-site.ts';
import { readIndicators } from '../support/simulator-reader.ts';

let simulator: Simulator;
let empty: SimulatorState;
let site: RegisterSite;
beforeAll(async () => {
  simulator = await startSimulator({ seed: defaultSeed() });
  empty = simulator.state();
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.restore(empty);
  site = writeRegisterSite(simulator);
});
afterEach(() => site.remove());

async function run(kind: 'sync' | 'check' = 'sync'): Promise<RunReport> {
  const app = await openApp({
    site: site.folder,
    environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
    signal: new AbortController().signal,
    events: { stage: () => undefined, operation: () => undefined },
  });
  try {
    return await (kind === 'sync' ? syncRun : checkRun)({ job: REGISTER_JOB }, app.ports);
  } finally {
    await app.close();
  }
}

const deliver = (persons: readonly RegisterPerson[]) =>
  site.write('deliveries/einwohner_2024.csv', registerCsv(persons));
const codes = ({ findings }: RunReport) =>
  findings.filter(({ severity }) => severity === 'error' || severity === 'block').map(({ code }) => code);

async function published(name: string, level: string): Promise<Record<string, number | null>> {
  const indicator = (await readIndicators(simulator)).find((one) => one.name === name);
  const table = (await indicator?.values(level)) ?? new Map<string, ReadonlyMap<string, number | null>>();
  return Object.fromEntries([...table].map(([area, dates]) => [area, dates.get('2024-12-31') ?? null]));
}

describe('a register', () => {
  it('is published as counts of quarters, and as quarters and the rest in the Gemeinde', async () => {
    const persons: RegisterPerson[] = [
      ...inhabitants(400),
      { gemeinde: '05998001', street: '09999', streetName: 'Unbekannte Gasse' },
      { gemeinde: '05998001', street: '00001', blocked: 'X' },
      { gemeinde: '05998002', street: '00003', dwelling: 'N' },
    ];
    deliver(persons);

    const report = await run();

    expect(codes(report)).toEqual([]);
    expect(await published('Registerbevölkerung', 'Registerquartiere')).toEqual({
      Q1: 400,
      Q2: 401,
      Q3: 402,
      Q4: 403,
    });
    expect(await published('Registerbevölkerung', 'Registergemeinden')).toEqual({
      '05998001': 803,
      '05998002': 805,
    });
    const [quality] = report.result.quality;
    expect(quality?.placed).toEqual({ exact: 1606, protected: 1, unknown_street: 1 });
    expect(quality?.figures.filter(({ light }) => light !== 'green')).toEqual([]);
  });

  it('counts nobody where nobody of an age lives: nil, not missing', async () => {
    deliver(inhabitants(60).map((person) => ({ ...person, birth: '19600615' })));

    const report = await run();

    expect(codes(report)).toEqual([]);
    expect(await published('Kinder und Jugendliche im Register', 'Registerquartiere')).toEqual({
      Q1: 0,
      Q2: 0,
      Q3: 0,
      Q4: 0,
    });
  });

  it('blocks the publication where too few find their quarter', async () => {
    const lost = Array.from({ length: 20 }, () => ({ gemeinde: '05998001', street: '09999' }));
    deliver([...inhabitants(60), ...lost]);

    const report = await run();

    expect(report.result.state).toBe('check_failed');
    expect(codes(report)).toEqual(['assignment.quality-red']);
    expect(report.result.writes).toBe(0);
  });

  it('blocks the publication where a quarter has nobody', async () => {
    deliver(inhabitants(60).filter(({ street }) => street !== '00004'));

    const report = await run();

    expect(codes(report)).toEqual(['assignment.quality-red']);
    expect(report.findings.find(({ code }) => code === 'assignment.quality-red')?.found).toContain('Q4');
  });

  it('follows the limits of the configuration', async () => {
    const lost = Array.from({ length: 20 }, () => ({ gemeinde: '05998001', street: '09999' }));
    deliver([...inhabitants(60), ...lost]);
    site.write(
      'kmsync.yaml',
      `target: { url: ${simulator.url}/management, issuer: ${simulator.issuer} }\nquality: { matchRate: { green: 0.9, red: 0.5 }, unmatchedGemeinde: 0.5, keyShare: 0.5 }\n`,
    );

    const report = await run();

    expect(codes(report)).toEqual([]);
    expect(report.result.state).toMatch(/^published/);
  });

  it('compares itself with the year before', async () => {
    site.write('deliveries/einwohner_2023.csv', registerCsv(inhabitants(60), 2023));
    deliver(inhabitants(160));

    const report = await run();

    const figures = report.result.quality.flatMap(({ figures: all }) => all);
    expect(figures.find(({ id, light }) => id === 'unit-change' && light === 'amber')?.subjects).toEqual([
      'Q1',
      'Q2',
      'Q3',
      'Q4',
    ]);
  });

  it('reports a nationality that belongs to no group, by its line and not by its key', async () => {
    groupNationalities("codes: { '000': { label: deutsch }, '121': { label: albanisch } }");
    deliver([...inhabitants(60), { gemeinde: '05998001', street: '00001', state: '160' }]);

    const report = await run('check');

    const lines = report.findings.filter(({ code }) => code === 'persons.field-invalid');
    expect(lines.map(({ place }) => place.column)).toEqual(['STAAT1']);
    expect(JSON.stringify(lines)).not.toContain('160');
  });

  it('stops where the groups of nationalities do not hold on the reference date', async () => {
    groupNationalities("editions: [{ validFrom: 2030-01-01, codes: { '000': { label: deutsch } } }]");

    expect(codes(await run('check'))).toEqual(['persons.groups-missing']);
  });

  function groupNationalities(list: string): void {
    const profile = site.traces().get('mappings/profiles/reg-einwohner.yaml') ?? '';
    site.write('mappings/codes/reg-staat.yaml', `id: reg-staat\ntitle: Staaten\n${list}\n`);
    site.write(
      'mappings/profiles/reg-einwohner.yaml',
      profile.replace('dimensions:\n', 'dimensions:\n  staat: { by: nationality, codes: reg-staat }\n'),
    );
  }

  it('is not read without the approval of the statistics office', async () => {
    const profile = site.traces().get('mappings/profiles/reg-einwohner.yaml') ?? '';
    site.write('mappings/profiles/reg-einwohner.yaml', profile.replace(/ {2}microdata: .*\n/, ''));

    await expect(run()).rejects.toMatchObject({ code: 'intake.persons-not-approved', kind: 'configuration' });
  });

  it('leaves nothing in the landing folder', async () => {
    await run('check');

    const landed = [...site.traces().keys()].filter((name) => name.includes('landing/'));
    expect(landed).toEqual([]);
  });
});
