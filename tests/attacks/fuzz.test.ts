/** Random tables in two and three dimensions, part of which has been known before: T30. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Figure, FigureRelation, FigureTable } from '../../src/disclosure/figures.ts';
import type { Knowledge } from '../../src/disclosure/knowledge.ts';
import { NOTHING_KNOWN } from '../../src/disclosure/knowledge.ts';
import type { Solver } from '../../src/disclosure/problem.ts';
import { openSolver } from '../../src/disclosure/solver/open-solver.ts';
import { areaKey, levelId } from '../../src/core/area.ts';
import { releaseTable, type ShownFigures } from '../support/attack-table.ts';
import { Attacker } from '../support/attacker.ts';
import { figure, value } from '../support/figures.ts';
import { poisson, seeded } from '../support/hierarchy-table.ts';

const TABLES = 200;
const SMALLEST = 3;

let solver: Solver;
beforeAll(async () => {
  solver = await openSolver(() => 0);
});

interface RandomTable {
  readonly table: FigureTable;
  /** Figures that could be read before. */
  readonly known: ReadonlySet<string>;
}

/** Cells by their place in each dimension, `*` being all of it. */
function randomTable(seed: number): RandomTable {
  const random = seeded(seed);
  const upTo = (most: number) => 2 + Math.floor(random() * (most - 1));
  const sizes = seed % 2 === 0 ? [upTo(4), upTo(5)] : [upTo(3), upTo(3), upTo(3)];
  const mean = 1 + 9 * random();
  const counts = new Map<string, number>();
  const lines: FigureRelation[] = [];
  const idOf = (place: readonly string[]) => {
    const [area, ...codes] = place;
    return `t.m[${codes.join(',')}]|${area === '*' ? 'kreis' : 'quartier'}|${area}|2024-12-31`;
  };
  const countAt = (place: readonly string[]): number => {
    const id = idOf(place);
    const known = counts.get(id);
    if (known !== undefined) return known;
    const open = place.indexOf('*');
    const parts = Array.from({ length: sizes[open] ?? 0 }, (_, at) => place.with(open, String(at)));
    const count = open < 0 ? poisson(mean, random) : parts.reduce((sum, part) => sum + countAt(part), 0);
    counts.set(id, count);
    return count;
  };
  const places = sizes.reduce<string[][]>(
    (all, size) => {
      const codes = ['*', ...Array.from({ length: size }, (_, at) => String(at))];
      return all.flatMap((place) => codes.map((code) => [...place, code]));
    },
    [[]],
  );
  const figures = places.map((place): Figure => {
    const [area = '', ...codes] = place;
    const at = { level: levelId(area === '*' ? 'kreis' : 'quartier'), area: areaKey(area) };
    return figure(idOf(place), countAt(place), { ...at, quantity: `t.m[${codes.join(',')}]` });
  });
  for (const place of places)
    for (const [dimension, code] of place.entries()) {
      if (code !== '*') continue;
      const parts = Array.from({ length: sizes[dimension] ?? 0 }, (_, at) =>
        idOf(place.with(dimension, String(at))),
      );
      const terms = [[idOf(place), 1] as const, ...parts.map((id) => [id, -1] as const)];
      lines.push({ name: 'Summe', terms, lower: 0, upper: 0 });
    }
  const values = figures.map(({ id, level, area }) =>
    value('count', [id], { level, area, disclosureClass: 1, inhabitants: null }),
  );
  const large = figures.filter(({ value: count }) => (count ?? 0) >= SMALLEST);
  const share = random() < 0.5 ? 0 : 0.25;
  const known = new Set(large.filter(() => random() < share).map(({ id }) => id));
  return {
    known,
    table: { figures: new Map(figures.map((one) => [one.id, one])), relations: lines, values },
  };
}

function knowing({ table, known }: RandomTable): Knowledge {
  const openWith = (id: string) => (known.has(id) ? [table.figures.get(id)?.value ?? 0] : []);
  return { ...NOTHING_KNOWN, openWith, readableSince: (id) => (known.has(id) ? '2025-01-01' : undefined) };
}

const levels = ['quartier', 'kreis'];

/** Of those who know what is shown now and what was known before. */
function attackOn({ table, known }: RandomTable, shown: ShownFigures): Attacker {
  const attacker = new Attacker();
  for (const { terms, lower, upper } of table.relations) {
    const hidden = terms.filter(([id]) => !known.has(id) && (shown.get(id) ?? null) === null);
    const rest = terms.reduce((sum, term) => {
      if (hidden.includes(term)) return sum;
      return sum + term[1] * (table.figures.get(term[0])?.value ?? 0);
    }, 0);
    // Zeros are shown wherever that is possible: what is hidden is at least one.
    for (const [id] of hidden) if ((table.figures.get(id)?.value ?? 0) > 0) attacker.atLeast(id, 1);
    if (hidden.length > 0) attacker.know(Object.fromEntries(hidden), lower - rest, upper - rest);
  }
  return attacker;
}

/** Small figures that are proven to be small, or are told. */
function given({ table, known }: RandomTable, shown: ShownFigures): string[] {
  const attacker = attackOn({ table, known }, shown);
  return [...table.figures.values()].flatMap(({ id, value: count }) => {
    if (count === null || count === 0 || count >= SMALLEST) return [];
    const { lo, hi } = attacker.interval({ [id]: 1 });
    return lo === hi || hi < SMALLEST ? [id] : [];
  });
}

describe('T30 fuzz', () => {
  it('is given away by most tables in which only small figures are hidden', () => {
    const attacked = Array.from({ length: 40 }, (_, seed) => {
      const random = { ...randomTable(seed), known: new Set<string>() };
      const shown = new Map(
        [...random.table.figures.values()].map(({ id, value: count }) => {
          const isSmall = count !== null && count > 0 && count < SMALLEST;
          return [id, isSmall ? null : count] as const;
        }),
      );
      return given(random, shown).length > 0;
    });

    expect(attacked.filter(Boolean).length).toBeGreaterThan(20);
  });

  it(`withstands the attack in ${TABLES} random tables, or is refused`, async () => {
    let [released, refused] = [0, 0];
    for (let seed = 0; seed < TABLES; seed += 1) {
      const random = randomTable(seed);

      const shown = await releaseTable(random.table, { levels, solver, knowledge: knowing(random) });

      if (shown === undefined) {
        refused += 1;
        // Only what has been known forces that.
        expect(random.known.size).toBeGreaterThan(0);
        continue;
      }
      released += 1;
      expect({ seed, given: given(random, shown.public) }).toEqual({ seed, given: [] });
    }
    expect(released).toBeGreaterThan(TABLES / 2);
    expect(released + refused).toBe(TABLES);
  }, 120_000);

  it('decides the same for the same table', async () => {
    for (let seed = 0; seed < 30; seed += 1) {
      const [random, again] = [randomTable(seed), randomTable(seed)];

      const first = await releaseTable(random.table, { levels, solver, knowledge: knowing(random) });
      const second = await releaseTable(again.table, { levels, solver, knowledge: knowing(again) });

      expect(second && [...second.public]).toEqual(first && [...first.public]);
    }
  }, 60_000);
});
