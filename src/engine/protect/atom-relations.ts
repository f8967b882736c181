/** Every place's figures of one measure as sums of atoms, so that what overlaps in definition is seen together. */
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { Figure, FigureRelation } from '../../disclosure/figures.ts';
import { factorOf, Refinement, type Atom } from './atoms.ts';
import type { FigureMeans } from './figure-means.ts';
import type { Place } from './quantity-figures.ts';
import type { Side, SidePart } from './sides.ts';

export interface UsedQuantity {
  readonly side: Side;
  readonly date: ReferenceDate;
  readonly figures: ReadonlyMap<string, Figure>;
  readonly relations: readonly FigureRelation[];
  readonly places: readonly Place[];
}

export interface AtomTable {
  readonly atoms: ReadonlyMap<string, Figure>;
  readonly relations: readonly FigureRelation[];
}

export function atomRelations(quantities: readonly UsedQuantity[], means: FigureMeans): AtomTable {
  const refinements = refinementsOf(quantities);
  const combined = combinedMeasures(quantities);
  const atoms = new Map<string, Figure>();
  const relations: FigureRelation[] = [];
  const known = new Map<string, readonly Atom[]>();
  for (const { side, date, figures, places } of quantities) {
    const byMeasure = partsByMeasure(side);
    if ([...byMeasure.keys()].every((name) => !refinements.has(name) && !combined.has(name))) continue;
    for (const place of places) {
      const whole = figures.get(place.figure);
      if (!whole || whole.value === null) continue;
      const terms = new Map<string, number>();
      const used = new Map<string, Figure>();
      let sum = 0;
      for (const day of side.daysOf(date))
        for (const [name, parts] of byMeasure)
          for (const atom of atomsAt(name, day, place)) {
            const factor = factorOf(atom, parts);
            if (factor === 0) continue;
            const id = atomId(name, atom, day, place);
            terms.set(id, (terms.get(id) ?? 0) + factor);
            used.set(id, atomFigure(id, name, atom, day, place));
            sum += factor * (atom.value ?? Number.NaN);
          }
      if (terms.size === 0) continue;
      // Where they do not make up the figure, what is known of them is not known to the reader either.
      if (!(Math.abs(sum - whole.value) <= 1e-6 * Math.max(1, Math.abs(sum)))) continue;
      for (const [id, figure] of used) atoms.set(id, atoms.get(id) ?? figure);
      const own = [...terms].map(([id, factor]) => [id, -factor] as const);
      relations.push({ name: 'Summe über die Merkmale', terms: [[whole.id, 1], ...own], lower: 0, upper: 0 });
    }
  }
  return { atoms, relations };

  function atomsAt(name: string, day: ReferenceDate, place: Place): readonly Atom[] {
    const key = `${name}|${day}|${place.level}|${place.area}|${place.isRest}`;
    const there = known.get(key);
    if (there) return there;
    const [dataset = '', measure = ''] = split(name);
    const cube = means.dataset(dataset)?.cube;
    const slice = { level: place.level, area: place.area, date: day, measure };
    const entries = (place.isRest ? cube?.residualEntries(slice) : cube?.entries(slice)) ?? [];
    const found = (refinements.get(name) ?? WHOLE).atomsOf(entries);
    known.set(key, found);
    return found;
  }

  function atomFigure(id: string, name: string, atom: Atom, date: ReferenceDate, place: Place): Figure {
    const kind = means.isCount(split(name)[0] ?? '', split(name)[1] ?? '') ? 'count' : 'amount';
    const { level, area } = place;
    return { id, quantity: `${name}#${atom.name}`, level, area, date, value: atom.value, kind };
  }
}

function partsByMeasure({ parts }: Side): Map<string, SidePart[]> {
  const groups = new Map<string, SidePart[]>();
  for (const part of parts) {
    const name = `${part.count.dataset}.${part.count.measure}`;
    const own = groups.get(name);
    if (own) own.push(part);
    else groups.set(name, [part]);
  }
  return groups;
}

const WHOLE = new Refinement();
WHOLE.add({});

function split(name: string): string[] {
  const at = name.indexOf('.');
  return [name.slice(0, at), name.slice(at + 1)];
}

function atomId(name: string, atom: Atom, day: ReferenceDate, place: Place): string {
  return `${name}#${atom.name}|${place.level}|${place.area}|${day}${place.isRest ? '+rest' : ''}`;
}

/** Measures that are part of a combination of several measures or days. */
function combinedMeasures(quantities: readonly UsedQuantity[]): Set<string> {
  const combined = quantities.filter(({ side, date }) => side.parts.length * side.daysOf(date).length > 1);
  return new Set(
    combined.flatMap(({ side }) => side.parts.map(({ count }) => `${count.dataset}.${count.measure}`)),
  );
}

/** For measures that are read in more than one way; otherwise the figure is its own only atom. */
function refinementsOf(quantities: readonly UsedQuantity[]): Map<string, Refinement> {
  const selections = new Map<string, Map<string, Side['parts'][number]['count']['where']>>();
  for (const { side } of quantities)
    for (const { count } of side.parts) {
      const name = `${count.dataset}.${count.measure}`;
      const own = selections.get(name) ?? new Map();
      selections.set(name, own.set(JSON.stringify(count.where), count.where));
    }
  const several = [...selections].filter(([, own]) => own.size > 1);
  return new Map(
    several.map(([name, own]) => {
      const refinement = new Refinement();
      for (const where of own.values()) refinement.add(where);
      return [name, refinement];
    }),
  );
}
