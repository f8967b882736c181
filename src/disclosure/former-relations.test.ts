import { describe, expect, it } from 'vitest';
import { figure } from '../../tests/support/figures.ts';
import type { FigureTable } from './figures.ts';
import { formerRelations } from './former-relations.ts';
import { NOTHING_KNOWN, type Knowledge } from './knowledge.ts';

function table(values: Readonly<Record<string, number>>): FigureTable {
  const [whole, ...parts] = Object.keys(values);
  const terms = [[whole!, 1] as const, ...parts.map((id) => [id, -1] as const)];
  return {
    figures: new Map(Object.entries(values).map(([id, value]) => [id, figure(id, value)])),
    relations: [{ name: 'Summe', terms, lower: 0, upper: 0 }],
    values: [],
  };
}

function knowing(open: Readonly<Record<string, readonly number[]>>): Knowledge {
  return { ...NOTHING_KNOWN, openWith: (id) => open[id] ?? [] };
}

describe('what was told with former values', () => {
  it('is still known of the hidden parts that have not changed', () => {
    const found = formerRelations(table({ s: 9, a: 6, b: 2, c: 1 }), knowing({ s: [20], c: [12] }));

    expect(found).toEqual([
      {
        name: 'Summe, früherer Stand',
        terms: [
          ['a', -1],
          ['b', -1],
        ],
        lower: -8,
        upper: -8,
      },
    ]);
  });

  it('is not known where a hidden part has changed as well', () => {
    expect(formerRelations(table({ s: 10, a: 7, b: 2, c: 1 }), knowing({ s: [20], c: [12] }))).toEqual([]);
  });

  it('is nothing new where no value has changed, or none was ever shown', () => {
    const counts = table({ s: 9, a: 6, b: 2, c: 1 });

    expect(formerRelations(counts, NOTHING_KNOWN)).toEqual([]);
    expect(formerRelations(counts, knowing({ s: [9], a: [6] }))).toEqual([]);
  });
});
