import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cell, emptyCell } from '../../core/cell.ts';
import { matches, type CubeEntry } from '../../statistics/cube.ts';
import { selectionText } from './sides.ts';
import { factorOf, Refinement } from './atoms.ts';

const AGES = ['0-2', '3-5', '6-9'];
const SEXES = ['m', 'w'];
const codes = (all: readonly string[]) => fc.subarray([...all], { minLength: 1 });
const where = fc.oneof(
  fc.constant({}),
  fc.record({ age: codes(AGES) }),
  fc.record({ sex: codes(SEXES) }),
  fc.record({ age: codes(AGES), sex: codes(SEXES) }),
);
const table = fc
  .array(fc.nat(50), { minLength: AGES.length * SEXES.length, maxLength: AGES.length * SEXES.length })
  .map((counts): CubeEntry[] =>
    AGES.flatMap((age, row) =>
      SEXES.map((sex, column) => ({
        breakdown: { age, sex },
        cell: cell(counts[row * SEXES.length + column] ?? 0),
      })),
    ),
  );
const part = (where: Readonly<Record<string, readonly string[]>>, times = 1) => ({
  count: { dataset: 'd', measure: 'm', where },
  selection: selectionText(where),
  times,
});

describe('atoms', () => {
  it('take all that is counted apart, and each selection is the sum of its own', () => {
    fc.assert(
      fc.property(fc.array(where, { minLength: 1, maxLength: 4 }), table, (selections, entries) => {
        const refinement = new Refinement();
        for (const selection of selections) refinement.add(selection);

        const atoms = refinement.atomsOf(entries);

        const counted = entries.filter(({ breakdown }) =>
          selections.some((selection) => matches(breakdown, selection)),
        );
        const total = (own: readonly CubeEntry[]) =>
          own.reduce((sum, one) => sum + (one.cell.value ?? Number.NaN), 0);
        expect(atoms.reduce((sum, { value }) => sum + (value ?? Number.NaN), 0)).toBe(total(counted));
        expect(new Set(atoms.map(({ name }) => name)).size).toBe(atoms.length);
        for (const selection of selections) {
          const own = atoms.reduce(
            (sum, atom) => sum + factorOf(atom, [part(selection)]) * (atom.value ?? Number.NaN),
            0,
          );
          expect(own).toBe(total(entries.filter(({ breakdown }) => matches(breakdown, selection))));
        }
      }),
    );
  });

  it('join what all selections treat alike, and are called by the cell where they are one', () => {
    const refinement = new Refinement();
    refinement.add({ age: ['0-2'] });
    refinement.add({ age: ['0-2', '3-5', '6-9'] });
    const entries = AGES.map((age, at) => ({ breakdown: { age }, cell: cell(at + 1) }));

    const atoms = refinement.atomsOf(entries);

    expect(atoms.map(({ value }) => value)).toEqual([1, 5]);
    expect(atoms[0]?.name).toBe('age=0-2');
  });

  it('have no value where one of their cells has none, and the others keep theirs', () => {
    const refinement = new Refinement();
    refinement.add({ age: ['0-2'] });
    refinement.add({ age: ['3-5', '6-9'] });
    const entries = [
      { breakdown: { age: '0-2' }, cell: cell(4) },
      { breakdown: { age: '3-5' }, cell: emptyCell('suppressed') },
      { breakdown: { age: '6-9' }, cell: cell(7) },
    ];

    const atoms = refinement.atomsOf(entries);

    expect(atoms.map(({ value }) => value)).toEqual([4, null]);
  });

  it('count as often as the parts say that select them', () => {
    const refinement = new Refinement();
    refinement.add({ age: ['0-2'] });
    refinement.add({ age: ['0-2', '3-5'] });
    const [first] = refinement.atomsOf([{ breakdown: { age: '0-2' }, cell: cell(4) }]);

    const factor = factorOf(first!, [part({ age: ['0-2'] }, 2), part({ age: ['0-2', '3-5'] }, -1)]);

    expect(factor).toBe(1);
  });
});
