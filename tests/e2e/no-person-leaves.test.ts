/**
 * Canaries: a name, a day of birth and an address planted in a file of the register may turn up in no output, log,
 * ledger, finding or file, after a run, after a failed run and after a killed run.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSeed } from '../../src/simulator/seed.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { CANARIES, stands, withCanaries } from '../support/canaries.ts';
import { requireBuilt, type Finished } from '../support/cli-process.ts';
import { kmsync, startKmsync } from '../support/kmsync.ts';
import { inhabitants, REGISTER_JOB, writeRegisterSite, type RegisterSite } from '../support/register-site.ts';

/** Processes on a busy machine take their time. */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let simulator: Simulator;
let site: RegisterSite;
let outputs: Finished[];
beforeAll(() => requireBuilt());
beforeEach(async () => {
  simulator = await startSimulator({ seed: defaultSeed() });
  site = writeRegisterSite(simulator);
  outputs = [];
});
afterEach(async () => {
  await simulator.close();
  site.remove();
});

const log = () => path.join(site.folder, 'protokoll.jsonl');
async function run(...args: string[]): Promise<Finished> {
  const finished = await kmsync([...args, '--log', log()], site.folder, { KMSYNC_DEBUG: '1' });
  outputs.push(finished);
  return finished;
}

function singing(): string[] {
  const heard: string[] = [];
  const files = [...site.traces()].filter(
    ([name]) => !name.startsWith('mappings') && !name.startsWith('jobs'),
  );
  const texts = [
    ...outputs.flatMap(({ stdout, stderr }, index) => [[`output ${index}`, stdout + stderr] as const]),
    ...files,
    ['simulator', JSON.stringify(simulator.state())] as const,
  ];
  for (const [where, text] of texts)
    for (const canary of CANARIES) {
      if (stands(canary, text)) heard.push(`${where}: ${canary}`);
    }
  return heard;
}

describe('what is known of a single person', () => {
  it('is nowhere after a run, an explanation and a second run', async () => {
    site.write('deliveries/einwohner_2024.csv', withCanaries(inhabitants(400)));

    const first = await run('sync', REGISTER_JOB, '--json');
    await run('sync', REGISTER_JOB);
    await run('runs', '--json');
    await run('explain', 'reg-bev', 'Q1', '2024-12-31');

    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ quality: [{ placed: { unknown_street: 1 } }] });
    expect(singing()).toEqual([]);
  });

  it.each([
    [
      'a record with a name in a field too many',
      (text: string) => text.replace(/\r\n$/, ';Xanthippa Quarzmann\r\n'),
    ],
    [
      'a header with a name',
      (text: string) => text.replace('SPERRE', 'FAMNAME').replace('STRNAME', 'Xanthippa'),
    ],
    ['an impossible day', (text: string) => text.replace('19610317', '19611399')],
    ['no header', (text: string) => text.slice(text.indexOf('\n') + 1)],
    [
      'a nationality that is a name',
      (text: string) => text.replace(/;000;;E;07373/, ';Xanthippa;Quarzmann;E;07373'),
    ],
    ['an open quotation mark', (text: string) => text.replace('Geheimweg', '"Geheimweg')],
  ])('is nowhere after a run that failed: %s', async (_name, spoil) => {
    site.write('deliveries/einwohner_2024.csv', spoil(withCanaries(inhabitants(60))));

    const failed = await run('sync', REGISTER_JOB, '--json');
    await run('check', REGISTER_JOB);
    await run('runs', '--json');

    expect(failed.code).toBe(3);
    expect(singing()).toEqual([]);
  });

  it('is nowhere after a run that was killed, once the program has been started again', async () => {
    site.write('deliveries/einwohner_2024.csv', withCanaries(inhabitants(20_000)));
    const killed = startKmsync(['sync', REGISTER_JOB, '--log', log()], site.folder);
    await vi.waitFor(() => expect([...site.traces().keys()].join()).toContain('einwohner_2024.csv'), {
      timeout: 60_000,
      interval: 5,
    });

    killed.signal('SIGKILL');
    outputs.push(await killed.finished);
    const outsideLanding = singing().filter((where) => !where.startsWith('state/landing/'));
    await run('runs');

    expect(outsideLanding).toEqual([]);
    expect(singing()).toEqual([]);
  });
});

describe('a file of persons where only sums may be delivered', () => {
  it('is refused and told without its contents; a sync deletes it, a check does not', async () => {
    site.write(
      'mappings/profiles/reg-einwohner.yaml',
      `id: reg-einwohner
title: Zahlen aus dem Register
dataset: reg-einwohner
connector: residents
layout: { form: delimited }
decimal: comma
signs: { base: none }
area: { column: QUARTIER, level: reg-quartier }
date: { from: parameter }
dimensions: { alter: { column: ALTER }, geschlecht: { column: GESCHL } }
values: { column: PERSONEN, measure: personen }
measures: { personen: { integer: true } }
`,
    );
    site.write(
      'deliveries/einwohner_2024.csv',
      'NACHNAME;VORNAME;GEBDAT;STRASSE\r\nQuarzmann;Xanthippa;19610317;Geheimwegstraße 7713\r\n',
    );
    site.write(
      'mappings/indicators/reg.yaml',
      (site.traces().get('mappings/indicators/reg.yaml') ?? '').replace(/ {2}- id: reg-jung[^]*/, ''),
    );

    const delivered = path.join(site.folder, 'deliveries/einwohner_2024.csv');

    const checked = await run('check', REGISTER_JOB, '--date', '2024-12-31');
    const isThereAfterCheck = existsSync(delivered);
    const refused = await run('sync', REGISTER_JOB, '--date', '2024-12-31');

    expect(checked.code).toBe(3);
    expect(isThereAfterCheck).toBe(true);
    expect(refused.code).toBe(3);
    expect(existsSync(delivered)).toBe(false);
    expect(refused.stdout + refused.stderr).toContain('residents.looks-like-persons');
    expect(singing()).toEqual([]);
  });
});
