/** What a register is placed and compared by: editions of the directory, protected addresses, an official total. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CLIENT_SECRET, openApp, type App } from '../../src/app.ts';
import { stopsRun } from '../../src/core/finding.ts';
import { checkRun, syncRun } from '../../src/engine/sync-run.ts';
import { defaultSeed, SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { HOMES, REGISTER_JOB, writeRegisterSite, type RegisterSite } from '../support/register-site.ts';

const LEVEL = 'mappings/levels/reg-quartier.yaml';

let simulator: Simulator;
let site: RegisterSite;
beforeAll(async () => {
  simulator = await startSimulator({ seed: defaultSeed() });
});
afterAll(() => simulator.close());
beforeEach(() => {
  site = writeRegisterSite(simulator);
});
afterEach(() => site.remove());

async function withApp<Outcome>(use: (app: App) => Promise<Outcome>): Promise<Outcome> {
  const app = await openApp({
    site: site.folder,
    environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
    signal: new AbortController().signal,
    events: { stage: () => undefined, operation: () => undefined },
  });
  try {
    return await use(app);
  } finally {
    await app.close();
  }
}

async function stopping() {
  const { findings } = await withApp(({ ports }) => checkRun({ job: REGISTER_JOB }, ports));
  return findings.filter((found) => stopsRun([found]));
}

function change(file: string, from: string | RegExp, to: string): void {
  site.write(file, (site.traces().get(file) ?? '').replace(from, to));
}

describe('a street directory in editions', () => {
  const streets = (file: string) =>
    site.write(
      `deliveries/${file}`,
      [
        'AGS;STRNAME;BEREICH;QUARTIER',
        ...Object.entries(HOMES).map(([unit, [ags, street]]) => `${ags};Weg ${street};;${unit}`),
        '',
      ].join('\n'),
    );

  beforeEach(() => {
    change(
      LEVEL,
      /kind: kgl[\s\S]*$/,
      `kind: votemanager
    connector: duva
    config: { files: 'strassen_*.csv' }
    layout: { form: delimited, delimiter: ';' }
    columns: { gemeinde: AGS, streetName: STRNAME, range: BEREICH, unit: QUARTIER }
    editions:
      - { validFrom: 2020-01-01, file: strassen_2020.csv }
      - { validFrom: 2024-07-01, file: strassen_2024.csv }
`,
    );
    streets('strassen_2020.csv');
  });

  it('stops where one of them does not lie there: the one before ends all the same', async () => {
    const [first] = await stopping();

    expect(first).toMatchObject({
      code: 'assignment.edition-missing',
      found: 'strassen_2024.csv',
      expected: '01.07.2024',
    });
  });

  it('stops where a file lies there of which nobody knows from when on it holds', async () => {
    streets('strassen_2024.csv');
    streets('strassen_2025.csv');

    const [first] = await stopping();

    expect(first).toMatchObject({
      code: 'assignment.edition-unlisted',
      place: { file: 'strassen_2025.csv' },
    });
  });
});

describe('the list of protected addresses', () => {
  const section = (name: string) =>
    `  ${name}:\n    connector: duva\n    config: { files: ${name}.csv }\n    layout: { form: delimited, delimiter: ';' }\n`;
  const list = (name: string, line: string) =>
    site.write(`deliveries/${name}.csv`, `AGS;STRSCHL;STRNAME;HNR;HNRZUS\n${line}\n`);

  it.each([
    ['05998001;;Geheimgasse;3;', 'error'],
    ['5998001;00001;Weg 00001;3;', 'error'],
    ['05998001;07777;Geheimgasse;3;', 'warning'],
    ['05998001;00001;;3;', undefined],
  ])('has to lead somewhere, and is shown to nobody: %s', async (line, severity) => {
    change(LEVEL, /$/, section('protected'));
    list('protected', line);

    const { findings } = await withApp(({ ports }) => checkRun({ job: REGISTER_JOB }, ports));

    const told = findings.filter(({ code }) => code === 'assignment.protected-unfound');
    expect(told.map((found) => found.severity)).toEqual(severity === undefined ? [] : [severity]);
    expect(JSON.stringify(findings)).not.toMatch(/Geheimgasse|07777/);
  });

  it('is not in the lineage, where so short a text could be guessed from its hash', async () => {
    change(LEVEL, /$/, section('protected') + section('institutions'));
    for (const name of ['protected', 'institutions']) list(name, '05998001;00001;;3;');

    const lineage = await withApp(async ({ ports, ledger }) => {
      await syncRun({ job: REGISTER_JOB }, ports);
      const [newest] = await ledger.newestDatasets('reg-einwohner');
      return newest && (await ledger.dataset(newest.version))?.lineage;
    });

    expect(lineage?.assignment?.map(({ name }) => name)).toEqual(['strassen.csv', 'institutions.csv']);
  });
});

describe('a mistake in the configuration', () => {
  it('is told with a next step where the level of the Gemeinden is not part of the job', async () => {
    change(`jobs/${REGISTER_JOB}.yaml`, 'levels: [reg-quartier, reg-gemeinde]', 'levels: [reg-quartier]');

    await expect(stopping()).rejects.toThrow(
      /mit der Raumebene „reg-gemeinde“ zu; sie fehlt hier unter „levels“/,
    );
  });

  it('is told where the layout of a directory reads no table', async () => {
    change(
      LEVEL,
      /connector: duva\n.*\n.*delimiter: ';' }/,
      'connector: geodata\n    config: { files: strassen.csv }\n    layout: { form: geojson }',
    );

    await expect(stopping()).rejects.toMatchObject({ code: 'source.no-table', kind: 'configuration' });
  });
});

describe('a comparison with an official total', () => {
  const HEADER = 'AGS;STICHTAG;NACH;WERT';
  const official = (more: string) => {
    site.write(
      'mappings/profiles/reg-amtlich.yaml',
      `id: reg-amtlich
title: Amtliche Einwohnerzahl
dataset: reg-amtlich
connector: duva
layout: { form: delimited, encoding: utf-8, delimiter: ';' }
decimal: comma
signs: { base: none }
absent: missing
area: { column: AGS, level: reg-gemeinde }
date: { from: column, column: STICHTAG, format: DD.MM.YYYY }
dimensions: { nach: { column: NACH${more} } }
values: { column: WERT, measure: amtlich }
measures: { amtlich: { integer: true } }
`,
    );
    change(
      `jobs/${REGISTER_JOB}.yaml`,
      "config: { files: 'einwohner_*.csv' }",
      `config: { files: 'einwohner_*.csv' }
    official: { measure: personen, dataset: reg-amtlich, officialMeasure: amtlich, level: reg-gemeinde }
  - profile: reg-amtlich
    config: { files: amtlich.csv }`,
    );
  };

  it('is refused where its parts overlap and make no total', async () => {
    official(', overlapping: true');

    await expect(stopping()).rejects.toThrow(/zählt in der Gliederung „nach“ manche doppelt/);
  });

  it('is made with the total of all areas', async () => {
    official('');
    site.write('deliveries/amtlich.csv', `${HEADER}\n05998001;31.12.2024;a;121\n05998002;31.12.2024;a;100\n`);

    const found = await stopping();

    expect(found.map(({ code, found: what }) => `${code} ${what}`)).toEqual([
      'assignment.quality-red Abweichung des Registers von der amtlichen Einwohnerzahl 11,31 %',
    ]);
  });

  it('is made when the official figure comes later than the register', async () => {
    official('');
    const deliver = (total: number, day: string) =>
      site.write('deliveries/amtlich.csv', `${HEADER}\n05998001;${day};a;121\n05998002;${day};a;${total}\n`);
    deliver(125, '31.12.2023');
    const first = await withApp(({ ports }) => syncRun({ job: REGISTER_JOB }, ports));
    rmSync(path.join(site.folder, 'deliveries/einwohner_2024.csv'));
    deliver(100, '31.12.2024');

    const found = await stopping();

    expect(first.findings.map(({ code }) => code)).toContain('assignment.official-missing');
    expect(found.map(({ code, place, found: what }) => `${code} ${place.file} ${what}`)).toEqual([
      'assignment.quality-red amtlich.csv Abweichung des Registers von der amtlichen Einwohnerzahl 11,31 %',
    ]);
  });
});
