/** The solver in this process; it blocks while it computes. Who must go on meanwhile starts it in a process of its own. */
import type { Solver } from '../problem.ts';
import { auditProblem } from './audit.ts';
import { loadHighs } from './load-highs.ts';
import { protectProblem } from './protect.ts';
import { settle } from './settle.ts';
import { asSolverFailure } from './solver-failed.ts';

export { SOLVER } from './load-highs.ts';

/** `now` in milliseconds, for time limits only. Throws SyncError `disclosure.solver-failed`, as all it answers does. */
export async function openSolver(now: () => number): Promise<Solver> {
  const highs = await guarded(() => loadHighs());
  return {
    protect: (problems, rules, progress) =>
      oneByOne(problems, (problem) => protectProblem(highs, settle(highs, problem), rules, now), progress),
    audit: (problems, progress) =>
      oneByOne(problems, (problem) => auditProblem(highs, settle(highs, problem)), progress),
  };
}

async function oneByOne<Question, Answer>(
  questions: readonly Question[],
  answer: (question: Question) => Answer,
  progress?: (done: number, total: number) => void,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const question of questions) {
    answers.push(await guarded(() => answer(question)));
    progress?.(answers.length, questions.length);
  }
  return answers;
}

async function guarded<Answer>(ask: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw asSolverFailure(error);
  }
}
