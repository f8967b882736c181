/** What stays in KomMonitor of a value that is hidden later: T26, T27. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { openSolver } from '../../src/disclosure/solver/open-solver.ts';
import { syncRun } from '../../src/engine/sync-run.ts';
import { defaultSeed, startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { Attacker } from '../support/attacker.ts';
import {
  readClassification,
  readIndicators,
  uploadValues,
  type ReadTable,
} from '../support/simulator-reader.ts';
import { personsIn, QUARTERS, writeTrialSite, type TrialSite } from '../support/trial-site.ts';

const NAME = 'Einwohner im Versuch';
const [LEVEL, DATE] = ['Versuchsquartiere', '2023-12-31'];

let simulator: Simulator;
let site: TrialSite;
let app: App;
beforeEach(async () => {
  simulator = await startSimulator({ seed: defaultSeed() });
  site = await writeTrialSite(simulator);
  site.edit('mappings/indicators/versuch.yaml', 'disclosureClass: 0', 'disclosureClass: 1');
  app = await site.open();
});
afterEach(async () => {
  await app.close();
  site.remove();
  await simulator.close();
});

async function sync() {
  const solver = { ...(await openSolver(() => 0)), solverName: () => 'probe' };
  return syncRun({ job: 'versuch' }, { ...app.ports, solver });
}

async function stored(level = LEVEL): Promise<ReadTable> {
  const all = await readIndicators(simulator);
  return all.find(({ name }) => name === NAME)!.values(level);
}

const persons = (quarter: string) => personsIn(quarter, 'm', 2023) + personsIn(quarter, 'w', 2023);

/** All but two of the first quarter turn out to live elsewhere. */
function correctFirstQuarter(): void {
  site.rewrite('einwohner_2023.csv', (text) =>
    text.replaceAll(/^(001;.*;)(m|w);\d+/gm, (_, start: string, sex: string) => `${start}${sex};1`),
  );
}

describe('T26 null in KomMonitor', () => {
  it('keeps the old value of what is left out', async () => {
    await sync();
    const others = QUARTERS.slice(1).map((quarter) => [quarter, persons(quarter)] as const);

    await uploadValues(simulator, { indicator: NAME, level: LEVEL, date: DATE }, new Map(others));

    expect((await stored()).get('001')!.get(DATE)).toBe(persons('001'));
  });

  it('is sent for what is hidden now, and stands there afterwards', async () => {
    await sync();
    expect((await stored()).get('001')!.get(DATE)).toBe(persons('001'));
    correctFirstQuarter();

    const { result } = await sync();

    expect(result.state).toMatch(/^published/);
    const table = await stored();
    expect(table.get('001')!.get(DATE)).toBeNull();
    // And nothing that stands there tells that it is two: the county's sum is held or hidden.
    const attacker = new Attacker().know(
      { Kreis: 1, ...Object.fromEntries(QUARTERS.map((one) => [one, -1])) },
      0,
    );
    for (const quarter of QUARTERS) {
      const value = table.get(quarter)!.get(DATE);
      if (typeof value === 'number') attacker.know({ [quarter]: 1 }, value);
    }
    const sum = [...(await stored('Versuchskreis')).values()][0]!.get(DATE);
    if (typeof sum === 'number') attacker.know({ Kreis: 1 }, sum);
    expect(attacker.interval({ '001': 1 }).hi).toBeGreaterThanOrEqual(3);
  });
});

describe('T27 map classes', () => {
  it('tell the interval of a hidden value that is coloured by its class', () => {
    const coloured = new Attacker().know({ '001': 1 }, 1, 2);

    expect(coloured.interval({ '001': 1 }).hi).toBeLessThan(3);
  });

  it('are left to KomMonitor, which knows no value where one is hidden', async () => {
    correctFirstQuarter();

    await sync();

    expect((await stored()).get('001')!.get(DATE)).toBeNull();
    expect(await readClassification(simulator, NAME)).toEqual([]);
  });
});
