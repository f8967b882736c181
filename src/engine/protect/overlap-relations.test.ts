import { describe, expect, it } from 'vitest';
import { geographyLevel } from '../../../tests/support/small-county.ts';
import { areaKey, levelId } from '../../core/area.ts';
import { referenceDate } from '../../core/reference-date.ts';
import type { Figure } from '../../disclosure/figures.ts';
import type { AreaOverlap } from '../../spatial/overlapping-areas.ts';
import { geographyOf } from '../../statistics/geography.ts';
import type { UsedQuantity } from './atom-relations.ts';
import { overlapRelations } from './overlap-relations.ts';
import { wholeMeasure } from './sides.ts';

const DATE = referenceDate('2024-12-31');
const GEOGRAPHY = geographyOf([
  geographyLevel('quartier', 'kreis', { '2020-01-01': { Q1: 'K', Q2: 'K' } }),
  geographyLevel('schulbezirk', 'kreis', { '2020-01-01': { A: 'K', B: 'K' } }),
  geographyLevel('kreis', null, { '2020-01-01': { K: null } }),
]);
const overlap = (a: string | null, b: string | null): AreaOverlap => ({
  a: a === null ? null : areaKey(a),
  b: b === null ? null : areaKey(b),
});
/** Q1 and one block of Q2 are A. */
const OVERLAPS = [overlap('Q1', 'A'), overlap('Q2', 'A'), overlap('Q2', 'B')];

/** Levels to areas to counts, all of them as delivered. */
function quantity(
  counts: Readonly<Record<string, Readonly<Record<string, number | null>>>>,
  own: Partial<Figure> = {},
): UsedQuantity {
  const figures = Object.entries(counts).flatMap(([level, areas]) =>
    Object.entries(areas).map(([area, value]): Figure => {
      const at = { level: levelId(level), area: areaKey(area), date: DATE };
      const id = `kinder.personen|${level}|${area}|${DATE}`;
      return { id, quantity: 'kinder.personen', ...at, value, kind: 'count', ...own };
    }),
  );
  return {
    side: wholeMeasure('kinder', 'personen'),
    date: DATE,
    figures: new Map(figures.map((figure) => [figure.id, figure])),
    relations: [],
    places: figures.map(({ id, level, area }) => ({ figure: id, level, area, isRest: false })),
  };
}

const found = (one: UsedQuantity) =>
  overlapRelations([one], { geography: GEOGRAPHY, overlapsOf: () => OVERLAPS });

describe('areas of levels of which neither lies in the other', () => {
  it('are sums of what they have in common', () => {
    const { atoms, relations } = found(
      quantity({ quartier: { Q1: 143, Q2: 80 }, schulbezirk: { A: 144, B: 79 } }),
    );

    expect([...atoms.values()].map(({ quantity: name, value, most }) => [name, value, most])).toEqual([
      ['kinder.personen#quartier:Q1×schulbezirk:A', 143, 143],
      ['kinder.personen#quartier:Q2×schulbezirk:A', 1, 1],
      ['kinder.personen#quartier:Q2×schulbezirk:B', 79, 79],
    ]);
    expect(relations).toHaveLength(4);
    for (const { terms, lower, upper } of relations) {
      const [[whole] = [''], ...parts] = terms;
      const sum = parts.reduce((all, [id]) => all + (atoms.get(id)?.value ?? Number.NaN), 0);
      expect(whole).toMatch(new RegExp(`\\|${{ 143: 'Q1', 80: 'Q2', 144: 'A', 79: 'B' }[sum]}\\|`));
      expect([lower, upper]).toEqual([0, 0]);
    }
  });

  it.for([
    ['a count is not known', quantity({ quartier: { Q1: null, Q2: 80 }, schulbezirk: { A: 144, B: 79 } })],
    ['both contradict each other', quantity({ quartier: { Q1: 1, Q2: 2 }, schulbezirk: { A: 9, B: 9 } })],
    ['there is one such level', quantity({ quartier: { Q1: 143, Q2: 80 }, kreis: { K: 223 } })],
    [
      'all inhabitants are counted, whom everybody knows',
      quantity({ quartier: { Q1: 143, Q2: 80 }, schulbezirk: { A: 144, B: 79 } }, { population: true }),
    ],
  ] as const)('tell nothing where %s', ([, one]) => {
    expect(found(one)).toEqual({ atoms: new Map(), relations: [] });
  });
});
