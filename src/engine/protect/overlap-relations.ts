/**
 * Levels of which neither lies in the other: what two overlapping areas have in common is an atom that nobody publishes,
 * and each area is the sum of its atoms. Where both are shown, the difference tells who lives in a block.
 */
import type { LevelId } from '../../core/area.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { Figure, FigureRelation } from '../../disclosure/figures.ts';
import type { AreaOverlap } from '../../spatial/overlapping-areas.ts';
import type { Geography } from '../../statistics/geography.ts';
import type { AtomTable, UsedQuantity } from './atom-relations.ts';
import type { FigureMeans } from './figure-means.ts';
import { sharedCounts } from './shared-counts.ts';

export function overlapRelations(
  quantities: readonly UsedQuantity[],
  { geography, overlapsOf }: Pick<FigureMeans, 'geography' | 'overlapsOf'>,
): AtomTable {
  const atoms = new Map<string, Figure>();
  const relations: FigureRelation[] = [];
  for (const { date, figures, places } of quantities) {
    const byLevel = new Map<LevelId, Map<string, Figure>>();
    for (const { figure: id, level, area, isRest } of places) {
      const figure = figures.get(id);
      // How many inhabitants there are is known to everybody.
      if (isRest || figure?.kind !== 'count' || figure.population === true) continue;
      byLevel.set(level, (byLevel.get(level) ?? new Map<string, Figure>()).set(area, figure));
    }
    const levels = [...byLevel.keys()];
    for (const [index, a] of levels.entries())
      for (const b of levels.slice(index + 1)) {
        if (liesIn(a, b, geography) || liesIn(b, a, geography)) continue;
        const sides = { a: byLevel.get(a) ?? new Map(), b: byLevel.get(b) ?? new Map() };
        for (const part of connected(overlapsOf(a, b, date))) {
          const found = shared(part, sides, { a, b, date });
          for (const atom of found.atoms) atoms.set(atom.id, atom);
          relations.push(...found.relations);
        }
      }
  }
  return { atoms, relations };
}

interface Sides {
  readonly a: ReadonlyMap<string, Figure>;
  readonly b: ReadonlyMap<string, Figure>;
}

interface Place {
  readonly a: LevelId;
  readonly b: LevelId;
  readonly date: ReferenceDate;
}

/** Nothing where a figure is unknown, or where the two sides contradict each other: then nobody can subtract. */
function shared(
  overlaps: readonly AreaOverlap[],
  { a, b }: Sides,
  place: Place,
): { readonly atoms: readonly Figure[]; readonly relations: readonly FigureRelation[] } {
  const [rows, columns] = [counted(overlaps, 'a', a), counted(overlaps, 'b', b)];
  const places = overlaps.map((one) => ({ row: one.a, column: one.b }));
  const counts = rows && columns && sharedCounts(places, rows, columns);
  if (!counts) return { atoms: [], relations: [] };
  const quantity = [...a.values(), ...b.values()][0]?.quantity ?? '';
  const atoms = overlaps.map((one, at) =>
    atomOf(one, counts[at] ?? { count: 0, most: 0 }, { quantity, place }),
  );
  const sumOf = (end: 'a' | 'b', whole: Figure, area: string): FigureRelation => {
    const own = atoms.filter((_, at) => overlaps[at]?.[end] === area);
    const terms = [[whole.id, 1] as const, ...own.map(({ id }) => [id, -1] as const)];
    return { name: 'Summe über gemeinsame Teile', terms, lower: 0, upper: 0 };
  };
  const relations = [
    ...[...rows.keys()].flatMap((area) => sumOf('a', a.get(area)!, area)),
    ...[...columns.keys()].flatMap((area) => sumOf('b', b.get(area)!, area)),
  ];
  return { atoms, relations };
}

/** Undefined where one of the figures is not known. */
function counted(
  overlaps: readonly AreaOverlap[],
  end: 'a' | 'b',
  figures: ReadonlyMap<string, Figure>,
): Map<string, number> | undefined {
  const counts = new Map<string, number>();
  for (const { [end]: area } of overlaps) {
    if (area === null) continue;
    const value = figures.get(area)?.value ?? undefined;
    if (value === undefined) return undefined;
    counts.set(area, value);
  }
  return counts;
}

function atomOf(
  { a, b }: AreaOverlap,
  { count, most }: { readonly count: number; readonly most: number },
  { quantity: whole, place }: { readonly quantity: string; readonly place: Place },
): Figure {
  const { date } = place;
  const quantity = `${whole}#${place.a}:${a ?? ''}×${place.b}:${b ?? ''}`;
  const [level, area] = a === null ? [place.b, b] : [place.a, a];
  if (area === null) throw new RangeError('an overlap of nothing');
  const id = [quantity, level, area, date].join('|');
  return { id, quantity, level, area, date, value: count, most, kind: 'count' };
}

/** Overlaps that reach each other over areas they share. */
function connected(overlaps: readonly AreaOverlap[]): AreaOverlap[][] {
  const parts: { readonly ends: Set<string>; readonly overlaps: AreaOverlap[] }[] = [];
  for (const overlap of overlaps) {
    const ends = [
      overlap.a === null ? [] : [`a ${overlap.a}`],
      overlap.b === null ? [] : [`b ${overlap.b}`],
    ].flat();
    const touched = parts.filter((part) => ends.some((end) => part.ends.has(end)));
    const joined = {
      ends: new Set([...touched.flatMap((part) => [...part.ends]), ...ends]),
      overlaps: [...touched.flatMap((part) => part.overlaps), overlap],
    };
    for (const part of touched) parts.splice(parts.indexOf(part), 1);
    parts.push(joined);
  }
  return parts.map((part) => part.overlaps);
}

function liesIn(level: LevelId, other: LevelId, geography: Geography): boolean {
  for (let above = geography.parentLevel(level); above; above = geography.parentLevel(above))
    if (above === other) return true;
  return false;
}
