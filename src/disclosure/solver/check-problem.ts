/** Refuses problems that cannot be true: nothing is computed with numbers that are none. */
import type { Problem, ProblemCell, Relation } from '../problem.ts';
import { solverFailed } from './solver-failed.ts';

/** Throws SyncError `disclosure.solver-failed`. */
export function checkProblem({ cells, relations, counts }: Problem): void {
  const ids = new Set<string>();
  for (const cell of cells) {
    if (ids.has(cell.id)) throw solverFailed(`die Zelle „${cell.id}“ kommt doppelt vor`);
    ids.add(cell.id);
    checkCell(cell, counts);
  }
  for (const relation of relations) checkRelation(relation, cells.length);
}

function checkCell(cell: ProblemCell, counts: boolean): void {
  const isNumber = [cell.value, cell.weight, cell.need?.high ?? 0, cell.need?.low ?? 0].every(
    Number.isFinite,
  );
  const isRange = cell.lower <= cell.upper && cell.lower < Infinity && cell.upper > -Infinity;
  if (!isNumber || !isRange || cell.weight < 0)
    throw solverFailed(`die Zelle „${cell.id}“ hat keinen gültigen Wert, Preis oder Bereich`);
  if (counts && !Number.isInteger(cell.value))
    throw solverFailed(`die Zelle „${cell.id}“ soll eine Zählung sein, ist aber keine ganze Zahl`);
  const isSecret = cell.status === 'hidden' || cell.status === 'unpublished';
  if (isSecret && (cell.value < cell.lower || cell.value > cell.upper))
    throw solverFailed(
      `der Wert der Zelle „${cell.id}“ liegt außerhalb dessen, was von ihr bekannt sein soll`,
    );
}

function checkRelation({ terms, lower, upper, name }: Relation, cells: number): void {
  const isSound = terms.every(
    ([cell, factor]) => Number.isInteger(cell) && cell >= 0 && cell < cells && Number.isFinite(factor),
  );
  if (!isSound || !(lower <= upper)) throw solverFailed(`die Beziehung „${name}“ ist nicht lesbar`);
}
