import { describe, expect, it } from 'vitest';
import { figureMeans } from '../../../tests/support/figure-means.ts';
import { figure } from '../../../tests/support/figures.ts';
import { BEFORE, storedCells } from '../../../tests/support/small-county.ts';
import type { Figure } from '../../disclosure/figures.ts';
import type { Policy } from '../../mapping/policy.ts';
import { balanceRelations, identityRelations, knownSides } from './known-relations.ts';
import { wholeMeasure } from './sides.ts';

const measures = (...names: readonly string[]) => ({
  d: names.flatMap((measure) => storedCells({ Q1: 1 }, { measure })),
});
const IDENTITY = { dataset: 'd', total: 'alle', parts: ['eins', 'zwei'], rest: false };
const BALANCE = {
  stock: { dataset: 's', measure: 'stand' },
  flows: 'd',
  plus: ['kommt'],
  minus: ['geht'],
  months: 12,
  tolerance: 1,
};
const none = { identities: [], balances: [], units: [], contributions: [] } satisfies Partial<Policy>;
const table = (figures: readonly Figure[]) => new Map(figures.map((one) => [one.id, one]));
const on = (quantity: string, value: number | null, own: { day?: string; rest?: string } = {}): Figure => {
  const { day = '2024-12-31', rest = '' } = own;
  return figure(`${quantity}|quartier|101|${day}${rest}`, value, { quantity, date: day as Figure['date'] });
};
const means = (policy: Partial<Policy>, names: readonly string[] = []) =>
  figureMeans({
    data: { ...measures(...names), s: storedCells({ Q1: 1 }, { measure: 'stand' }) },
    policy: { ...none, ...policy },
  });
const namesOf = (known: ReturnType<typeof knownSides>) =>
  known.map(({ side, date }) => `${side.quantity} ${date}`);

describe('what has to be looked at as well', () => {
  it('is the whole identity, in the same selection and altogether', () => {
    const own = means({ identities: [IDENTITY] }, ['alle', 'eins', 'zwei']);

    const known = knownSides(wholeMeasure('d', 'eins', { age: ['0-2'] }), BEFORE, own);

    expect(new Set(namesOf(known))).toEqual(
      new Set(
        ['alle', 'eins', 'zwei'].flatMap((one) => [`d.${one} ${BEFORE}`, `d.${one}[age=0-2] ${BEFORE}`]),
      ),
    );
  });

  it('is nothing that was never delivered, and nothing where the measure is not named', () => {
    const own = means({ identities: [IDENTITY] }, ['alle', 'eins']);

    expect(new Set(namesOf(knownSides(wholeMeasure('d', 'alle'), BEFORE, own)))).toEqual(
      new Set([`d.alle ${BEFORE}`, `d.eins ${BEFORE}`]),
    );
    expect(knownSides(wholeMeasure('d', 'drei'), BEFORE, own)).toEqual([]);
  });

  it('is the other flows, and the stocks on both days', () => {
    const known = knownSides(
      wholeMeasure('d', 'geht'),
      BEFORE,
      means({ balances: [BALANCE] }, ['kommt', 'geht']),
    );

    expect(namesOf(known)).toEqual([
      `d.kommt ${BEFORE}`,
      `d.geht ${BEFORE}`,
      `s.stand ${BEFORE}`,
      's.stand 2022-12-31',
    ]);
  });

  it('is the counter of the units behind a measure, in the same selection too', () => {
    const units = [{ unit: 'haushalt', dataset: 'd', counter: 'haushalte', measures: ['personen'] }];

    const known = knownSides(
      wholeMeasure('d', 'personen', { age: ['0-2'] }),
      BEFORE,
      means({ units }, ['haushalte']),
    );

    expect(namesOf(known)).toEqual([`d.haushalte ${BEFORE}`, `d.haushalte[age=0-2] ${BEFORE}`]);
  });

  it('is who contributes to an amount', () => {
    const contributions = [{ dataset: 'd', measure: 'miete', largest: 'a', second: 'b', holders: 'n' }];

    const known = knownSides(wholeMeasure('d', 'miete'), BEFORE, means({ contributions }));

    expect(namesOf(known)).toEqual([`d.a ${BEFORE}`, `d.b ${BEFORE}`, `d.n ${BEFORE}`]);
  });
});

describe('an identity', () => {
  const relations = (figures: readonly Figure[], rest = false) =>
    identityRelations(table(figures), means({ identities: [{ ...IDENTITY, rest }] }));

  it('holds between the figures of one place, and in every selection of its measures', () => {
    const of = (selection: string) => [
      on(`d.alle${selection}`, 30),
      on(`d.eins${selection}`, 10),
      on(`d.zwei${selection}`, 20),
    ];

    const found = relations([...of(''), ...of('[age=0-2]'), ...of('[age=80+|sex=m,w]'), ...of('#age=0-2')]);

    expect(found).toHaveLength(4);
    for (const { terms, lower, upper } of found) {
      expect(terms.map(([, factor]) => factor)).toEqual([1, -1, -1]);
      expect([lower, upper]).toEqual([0, 0]);
    }
  });

  it('is nothing of sums over several parts or days', () => {
    const of = (selection: string) => [
      on(`d.alle${selection}`, 30),
      on(`d.eins${selection}`, 10),
      on(`d.zwei${selection}`, 20),
    ];

    expect(relations([...of('~3'), ...of('[age=0-2]+d.vier[age=0-2]'), ...of('+d.vier')])).toEqual([]);
  });

  it('tells nothing where the data contradict it', () => {
    expect(relations([on('d.alle', 30), on('d.eins', 10), on('d.zwei', 19)])).toEqual([]);
    expect(relations([on('d.alle', 30), on('d.eins', 10), on('d.zwei', 21)], true)).toEqual([]);
  });

  it('with a rest says that the parts are no more than the total', () => {
    const [found] = relations([on('d.alle', 30), on('d.eins', 10), on('d.zwei', 5)], true);

    expect(found).toMatchObject({ lower: 0, upper: Infinity });
  });

  it('holds where the source hides a part, and of what belongs to no area', () => {
    const rest = '+rest';

    const found = relations([
      on('d.alle', 30, { rest }),
      on('d.eins', null, { rest }),
      on('d.zwei', 20, { rest }),
    ]);

    expect(found).toHaveLength(1);
  });

  it('is nothing where a part is not there', () => {
    expect(relations([on('d.alle', 30), on('d.eins', 10)])).toEqual([]);
  });
});

describe('a balance', () => {
  const relations = (now: number) =>
    balanceRelations(
      table([
        on('s.stand', now),
        on('s.stand', 100, { day: '2023-12-31' }),
        on('d.kommt', 7),
        on('d.geht', 4),
      ]),
      means({ balances: [BALANCE] }),
    );

  it('joins two stocks by what came and went in between', () => {
    const [found] = relations(103);

    expect(found).toMatchObject({ lower: -1, upper: 1 });
    expect(found?.terms.map(([, factor]) => factor)).toEqual([1, -1, -1, 1]);
  });

  it('tells nothing where it does not come out', () => {
    expect(relations(104)).toHaveLength(1);
    expect(relations(105)).toEqual([]);
  });
});
