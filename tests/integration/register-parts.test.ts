/** Registers and movements that come in one file per Gemeinde: nobody twice, and no Gemeinde left out unnoticed. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CLIENT_SECRET, openApp } from '../../src/app.ts';
import { stopsRun } from '../../src/core/finding.ts';
import type { RunReport } from '../../src/engine/run-frame.ts';
import { checkRun } from '../../src/engine/sync-run.ts';
import { defaultSeed, SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import {
  HOMES,
  inhabitants,
  REGISTER_HEADER,
  REGISTER_JOB,
  registerCsv,
  writeRegisterSite,
  type RegisterSite,
} from '../support/register-site.ts';

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

async function check(): Promise<RunReport> {
  const app = await openApp({
    site: site.folder,
    environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
    signal: new AbortController().signal,
    events: { stage: () => undefined, operation: () => undefined },
  });
  try {
    return await checkRun({ job: REGISTER_JOB }, app.ports);
  } finally {
    await app.close();
  }
}

/** Adds to the job, behind the pattern of the register's files. */
function change(file: string, from: string, to: string): void {
  const text = site.traces().get(file) ?? '';
  if (!text.includes(from)) throw new RangeError(`${file} does not hold: ${from}`);
  site.write(file, text.replace(from, to));
}

const stopping = ({ findings }: RunReport) => findings.filter((found) => stopsRun([found]));

describe('a register in two files', () => {
  const all = inhabitants(60);
  const lines = registerCsv(all).split('\r\n').slice(1, -1);
  const file = (of: readonly string[]) => [REGISTER_HEADER, ...of, ''].join('\r\n');
  const linesOf = (gemeinde: string) => lines.filter((line) => line.includes(`;${gemeinde};`));

  beforeEach(() => {
    change(`jobs/${REGISTER_JOB}.yaml`, "'einwohner_*.csv' }", "'teil_*.csv' }\n    joined: true");
    site.write('deliveries/teil_1_2024.csv', file(linesOf('05998001')));
    site.write('deliveries/teil_2_2024.csv', file(linesOf('05998002')));
  });

  it('is counted as one', async () => {
    const report = await check();

    expect(stopping(report)).toEqual([]);
    expect(report.result.quality[0]?.placed).toEqual({ exact: all.length });
  });

  it('stops where one of them was delivered twice under two names', async () => {
    site.write('deliveries/teil_2_2024_neu.csv', file(linesOf('05998002')));

    const [first] = stopping(await check());

    expect(first).toMatchObject({
      code: 'statistics.part-delivered-twice',
      expected: 'teil_2_2024.csv',
    });
  });

  it('stops where a Gemeinde stands in two of them, in an old and a new edition', async () => {
    site.write('deliveries/teil_2_2024_neu.csv', file(linesOf('05998002').slice(1)));

    const found = stopping(await check());

    expect(found.map(({ code, place }) => `${code} ${place.file}`)).toEqual([
      'statistics.part-delivered-twice teil_2_2024_neu.csv',
    ]);
  });
});

describe('a file of movements', () => {
  const header = `${REGISTER_HEADER};EREIGNIS;EREIGDAT;ALT_STRSCHL;ALT_HNR`;
  const arrivals = (homes: readonly (readonly [string, string])[]) =>
    [
      header,
      ...homes.flatMap(([gemeinde, street]) =>
        Array.from({ length: 20 }, (_, n) => {
          const pseudonym = n.toString(16).padStart(16, '0');
          return `20241231;${gemeinde};${pseudonym};19800615;w;000;;E;${street};;1;;;Z;20240615;;`;
        }),
      ),
      '',
    ].join('\r\n');

  beforeEach(() => {
    const profile = site.traces().get('mappings/profiles/reg-einwohner.yaml') ?? '';
    const layout = /\nlayout:[\s\S]*?\ndate:/.exec(profile)?.[0] ?? '';
    const fields = layout.replace(
      ' }\n',
      ', EREIGNIS: EREIGNIS, EREIGDAT: EREIGDAT, ALT_STRSCHL: ALT_STRSCHL, ALT_HNR: ALT_HNR }\n',
    );
    site.write(
      'mappings/profiles/reg-bewegungen.yaml',
      `id: reg-bewegungen\ntitle: Bewegungen\nkind: movements\ndataset: reg-bewegungen\nconnector: residents${fields} { from: fileName, match: '(\\d{4})', format: YYYY, day: 12-31 }\nlevel: reg-quartier\nmonths: 12\nmeasures: { zuzuege: arrivals }\n`,
    );
    change(
      `jobs/${REGISTER_JOB}.yaml`,
      "'einwohner_*.csv' }",
      "'einwohner_*.csv' }\n  - profile: reg-bewegungen\n    config: { files: 'bewegungen_*.csv' }",
    );
  });
  const judged = async () => stopping(await check()).map(({ code, found }) => `${code}: ${found}`);

  it('may leave a quarter without events', async () => {
    site.write('deliveries/bewegungen_2024.csv', arrivals([HOMES['Q1']!, HOMES['Q3']!]));

    expect(await judged()).toEqual([]);
  });

  it('stops where its addresses are not found: they would be missing in the quarters', async () => {
    const homes = [HOMES['Q1']!, HOMES['Q3']!, ['05998002', '09999'] as const];
    site.write('deliveries/bewegungen_2024.csv', arrivals(homes));

    expect(await judged()).toEqual(['assignment.quality-red: zugeordnete Personen 66,67 %']);
  });

  it('stops where a Gemeinde is not in it: that is no nil', async () => {
    site.write('deliveries/bewegungen_2024.csv', arrivals([HOMES['Q1']!]));

    expect(await judged()).toEqual([
      'assignment.quality-red: Gemeinden ohne einen einzigen Satz 1 (05998002)',
    ]);
  });
});
