/**
 * A level that has been drawn anew for a day that is published already: beside the areas of then, those of now tell who
 * lives where a border has moved. What is new is hidden; areas that kept their key are corrections.
 */
import type { Figure, FigureTable } from './figures.ts';
import type { Knowledge } from './knowledge.ts';

export function isRedrawn(
  { id, quantity, level, date, kind, population }: Figure,
  { figures }: FigureTable,
  knowledge: Knowledge,
): boolean {
  if (kind !== 'count' || population === true || knowledge.openWith(id).length > 0) return false;
  return knowledge
    .readableAreas({ quantity, level, date })
    .some((area) => !figures.has([quantity, level, area, date].join('|')));
}
