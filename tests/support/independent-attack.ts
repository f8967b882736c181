/** An attack by another solver that shares no code with disclosure control: what can be computed from what is published. */
import { solve, type Constraint } from 'yalps';
import type { Interval, Problem } from '../../src/disclosure/problem.ts';

/** `hidden`: ids that are not published. Answers by id; numbers need not be whole, so intervals are never too narrow. */
export function attackIndependently(problem: Problem, hidden: ReadonlySet<string>): Map<string, Interval> {
  const isSecret = ({ id, status }: Problem['cells'][number]) => status === 'unpublished' || hidden.has(id);
  const variables = new Map<string, Map<string, number>>();
  const constraints = new Map<string, Constraint>();
  for (const cell of problem.cells) {
    if (!isSecret(cell)) continue;
    variables.set(cell.id, new Map([[`${cell.id} itself`, 1]]));
    constraints.set(`${cell.id} itself`, { min: cell.lower, max: cell.upper });
  }
  for (const [index, { terms, lower, upper }] of problem.relations.entries()) {
    let known = 0;
    for (const [at, factor] of terms) {
      const cell = problem.cells[at]!;
      if (isSecret(cell)) variables.get(cell.id)!.set(`relation ${index}`, factor);
      else known += factor * cell.value;
    }
    constraints.set(`relation ${index}`, { min: lower - known, max: upper - known });
  }
  const end = (id: string, direction: 'minimize' | 'maximize'): number => {
    const aimed = new Map(
      [...variables].map(([name, row]) => [name, name === id ? new Map([...row, ['aim', 1]]) : row]),
    );
    const solution = solve({ direction, objective: 'aim', constraints, variables: aimed });
    if (solution.status !== 'optimal')
      throw new Error(`the independent attack on ${id} is ${solution.status}`);
    return solution.result;
  };
  return new Map(
    [...variables.keys()].map((id) => [id, { lo: end(id, 'minimize'), hi: end(id, 'maximize') }]),
  );
}
