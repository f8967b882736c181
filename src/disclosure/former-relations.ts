/**
 * What relations have told with former values: whoever read them may take for granted that what he could not see has not
 * changed. Where that is so, it is known of the hidden figures of today as well, and stands beside today's relations.
 */
import type { FigureRelation, FigureTable } from './figures.ts';
import type { Knowledge } from './knowledge.ts';

/** Of more former states of one relation than this only the newer ones are gone through. */
const MOST_STATES = 64;
const CLOSE = 1e-6;

export function formerRelations({ figures, relations }: FigureTable, knowledge: Knowledge): FigureRelation[] {
  const changed = new Map<string, readonly number[]>();
  for (const { id, value } of figures.values()) {
    const before = knowledge.openWith(id);
    if (before.some((one) => one !== value)) changed.set(id, before);
  }
  if (changed.size === 0) return [];
  return relations.flatMap((relation) => {
    if (!relation.terms.some(([id]) => changed.has(id))) return [];
    return formerStates(relation, changed, (id) => {
      const figure = figures.get(id);
      const isOpen = figure?.population === true || knowledge.openWith(id).length > 0;
      return { value: figure?.value ?? null, isOpen };
    });
  });
}

function formerStates(
  { name, terms, lower, upper }: FigureRelation,
  changed: ReadonlyMap<string, readonly number[]>,
  today: (id: string) => { readonly value: number | null; readonly isOpen: boolean },
): FigureRelation[] {
  const secret = terms.filter(([id]) => !today(id).isOpen);
  const values = secret.map(([id, factor]) => [factor, today(id).value] as const);
  if (secret.length === 0 || values.some(([, value]) => value === null)) return [];
  const actual = values.reduce((sum, [factor, value]) => sum + factor * (value ?? 0), 0);
  let sums = [0];
  for (const [id, factor] of terms) {
    if (!today(id).isOpen) continue;
    const options = changed.get(id) ?? [today(id).value ?? 0];
    sums = [...new Set(sums.flatMap((sum) => options.map((value) => sum + factor * value)))];
    sums = sums.slice(-MOST_STATES);
  }
  return sums.flatMap((sum) => {
    const [least, most] = [lower - sum, upper - sum];
    // Something hidden has changed as well: who took that for granted is wrong.
    if (actual < least - CLOSE || actual > most + CLOSE) return [];
    return [{ name: `${name}, früherer Stand`, terms: secret, lower: least, upper: most }];
  });
}
