/** What a job does not publish itself, and everybody has or can compute all the same. */
import { afterEach, describe, expect, it } from 'vitest';
import { emptyCell, type Cell } from '../../src/core/cell.ts';
import { Attacker } from '../support/attacker.ts';
import {
  nestedLevels,
  openWorld,
  readAll,
  type OpenWorld,
  type Shown,
  type World,
} from '../support/attack-world.ts';
import { shippedPolicy } from '../support/shipped-policy.ts';
import { geographyLevel, storedCell, storedCells } from '../support/small-county.ts';

let world: OpenWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const flat = [geographyLevel('quartier', null, { '2010-01-01': { Q1: null, Q2: null, Q3: null } })];
const own = ({ indicator, area }: Shown) => ({ decimals: 0, numerator: { [`${indicator} ${area}`]: 1 } });

function expectHidden(attacker: Attacker, target: string): void {
  const { lo, hi } = attacker.interval({ [target]: 1 });
  expect(hi).toBeGreaterThanOrEqual(3);
  expect(lo).toBeLessThan(hi);
}

describe('stocks of inhabitants', () => {
  const FLOWS = ['geburten', 'sterbefaelle', 'zuzuege', 'fortzuege', 'umzuege-hinein', 'umzuege-hinaus'];
  const flows = [6, 2, 40, 50, 0, 0];

  it('protect the one flow that is hidden, though the job publishes flows only', async () => {
    const indicators = FLOWS.map((measure): World['indicators'][number] => ({
      id: measure,
      disclosureClass: 1,
      formula: { count: { dataset: 'bewegungen', measure } },
    }));
    world = await openWorld({ levels: flat, indicators });

    const { shown } = await world.release({
      einwohner: [storedCell('Q1', 812), storedCell('Q1', 806, { date: '2024-12-31' })],
      bewegungen: flows.map((count, at) =>
        storedCell('Q1', count, { measure: FLOWS[at] ?? '', date: '2024-12-31' }),
      ),
    });

    const attacker = readAll(
      new Attacker(),
      shown('public'),
      Object.fromEntries(FLOWS.map((one) => [one, own])),
    );
    attacker.know(
      Object.fromEntries(FLOWS.map((one, at) => [`${one} Q1`, at % 2 === 0 ? 1 : -1])),
      806 - 812,
    );
    expectHidden(attacker, 'sterbefaelle Q1');
  });
});

describe('identities', () => {
  it('hold in every selection of their measures', async () => {
    const of = (measure: string): World['indicators'][number] => ({
      id: measure,
      disclosureClass: 1,
      formula: { count: { dataset: 'melderegister', measure, where: { alter: ['0-2'] } } },
    });
    const identities = [
      { dataset: 'melderegister', total: 'alle', parts: ['deutsche', 'andere'], rest: false },
    ];
    world = await openWorld({
      levels: flat,
      indicators: ['alle', 'deutsche', 'andere'].map(of),
      policy: { identities: [...shippedPolicy.identities, ...identities] },
    });
    const cells = (measure: string, young: number, old: number) => [
      storedCell('Q1', young, { measure, breakdown: { alter: '0-2' } }),
      storedCell('Q1', old, { measure, breakdown: { alter: '3-5' } }),
    ];

    const { shown } = await world.release({
      melderegister: [...cells('alle', 42, 50), ...cells('deutsche', 40, 30), ...cells('andere', 2, 20)],
    });

    const attacker = readAll(new Attacker(), shown('public'), { alle: own, deutsche: own, andere: own });
    attacker.know({ 'alle Q1': 1, 'deutsche Q1': -1, 'andere Q1': -1 }, 0);
    expectHidden(attacker, 'andere Q1');
  });
});

describe('the population', () => {
  it('is looked up for the least number of inhabitants also where no indicator of the job counts it', async () => {
    world = await openWorld({
      levels: flat,
      indicators: [
        { id: 'elb', disclosureClass: 2, formula: { count: { dataset: 'sgb2', measure: 'personen' } } },
      ],
    });

    const { shown } = await world.release({
      einwohner: storedCells({ Q1: 1200, Q2: 250, Q3: 900 }),
      sgb2: storedCells({ Q1: 40, Q2: 30, Q3: 50 }),
    });

    const values = shown('public').map(({ area, value }) => [area, value]);
    expect(values).toContainEqual(['Q1', 40]);
    expect(values).toContainEqual(['Q2', null]);
  });
});

describe('a quarter without figures', () => {
  it('leaves the others no more than their Sozialraum: one hidden quarter is protected all the same', async () => {
    const tree = { S1: ['Q1', 'Q2', 'Q3', 'Q4'] };
    world = await openWorld({
      levels: nestedLevels(tree),
      indicators: [
        { id: 'kinder', disclosureClass: 1, formula: { count: { dataset: 'kinder', measure: 'personen' } } },
      ],
    });

    const { shown } = await world.release({
      kinder: [
        ...storedCells({ Q1: 31, Q2: 24, Q3: 2 }),
        storedCell('S1', 57, { level: 'sozialraum' }),
        storedCell('K', 57, { level: 'kreis' }),
      ],
    });

    const attacker = readAll(new Attacker(), shown('public'), { kinder: own });
    attacker.know({ 'kinder S1': 1, 'kinder Q1': -1, 'kinder Q2': -1, 'kinder Q3': -1 }, 0, Infinity);
    attacker.know({ 'kinder K': 1, 'kinder S1': -1 }, 0);
    expectHidden(attacker, 'kinder Q3');
  });
});

describe('a group without figures', () => {
  it('leaves the steps between the other groups to be protected', async () => {
    const group = (id: string, alter: readonly string[]): World['indicators'][number] => ({
      id,
      disclosureClass: 1,
      formula: { count: { dataset: 'alter', measure: 'personen', where: { alter } } },
    });
    world = await openWorld({
      levels: flat,
      indicators: [group('u3', ['0-2']), group('u6', ['0-2', '3-5']), group('alt', ['80+'])],
    });
    const at = (alter: string, count: number | Cell) => storedCell('Q1', count, { breakdown: { alter } });

    const { shown } = await world.release({
      alter: [at('0-2', 40), at('3-5', 1), at('80+', emptyCell('unknown'))],
    });

    const attacker = readAll(new Attacker(), shown('public'), { u3: own, u6: own });
    attacker.know({ 'u6 Q1': 1, 'u3 Q1': -1, step: -1 }, 0);
    expectHidden(attacker, 'step');
  });
});

describe('an earlier release of another job', () => {
  const group = (id: string, alter: readonly string[]): World['indicators'][number] => ({
    id,
    disclosureClass: 1,
    formula: { count: { dataset: 'alter', measure: 'personen', where: { alter } } },
  });
  const [u3, u6] = [group('u3', ['0-2']), group('u6', ['0-2', '3-5'])];
  const at = (alter: string, count: number) => storedCell('Q1', count, { breakdown: { alter } });
  const data = { alter: [at('0-2', 40), at('3-5', 1)] };

  it('is seen together with what is released now, though no indicator of this job has its group', async () => {
    world = await openWorld({ levels: flat, indicators: [u3] });
    const first = await world.release(data);
    const other = await world.again({ levels: flat, indicators: [u6], others: [u3] });

    const second = await other.release(data);

    const attacker = new Attacker();
    for (const release of [first, second]) readAll(attacker, release.shown('public'), { u3: own, u6: own });
    attacker.know({ 'u6 Q1': 1, 'u3 Q1': -1, step: -1 }, 0);
    expectHidden(attacker, 'step');
  });

  it('is seen together with what is released now, though its formula is in no file any more', async () => {
    world = await openWorld({ levels: flat, indicators: [u3] });
    const first = await world.release(data);
    const changed = await world.again({ levels: flat, indicators: [{ ...u6, id: 'u3' }] });

    const second = await changed.release(data);

    const attacker = readAll(new Attacker(), first.shown('public'), { u3: own });
    readAll(attacker, second.shown('public'), {
      u3: ({ area }) => ({ decimals: 0, numerator: { [`u3 ${area}`]: 1, step: 1 } }),
    });
    expectHidden(attacker, 'step');
  });

  it('of other areas is seen together with what is released now: the county less its open quarters', async () => {
    const county = geographyLevel('kreis', null, { '2010-01-01': { K: null } });
    const quarters = geographyLevel('quartier', 'kreis', { '2010-01-01': { Q1: 'K', Q2: 'K', Q3: 'K' } });
    const kinder: World['indicators'][number] = {
      id: 'kinder',
      disclosureClass: 1,
      formula: { count: { dataset: 'kinder', measure: 'personen' } },
    };
    const allLevels = [quarters, county];
    world = await openWorld({ levels: [{ ...quarters, parent: null }], allLevels, indicators: [kinder] });
    const cells = [...storedCells({ Q1: 31, Q2: 24, Q3: 2 }), storedCell('K', 57, { level: 'kreis' })];
    const first = await world.release({ kinder: cells });
    const other = await world.again({ levels: [county], allLevels, indicators: [kinder] });

    const second = await other.release({ kinder: cells });

    const attacker = new Attacker();
    for (const release of [first, second]) readAll(attacker, release.shown('public'), { kinder: own });
    attacker.know({ 'kinder K': 1, 'kinder Q1': -1, 'kinder Q2': -1, 'kinder Q3': -1 }, 0);
    expectHidden(attacker, 'kinder Q3');
  });
});
