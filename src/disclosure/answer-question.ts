/** One question to the solver and the reply to it, wherever the solver runs. Never rejects. */
import { SyncError } from '../errors.ts';
import type { Solver } from './problem.ts';
import type { SolverQuestion, SolverReply } from './solver-messages.ts';

export interface OpenedSolver {
  readonly name: string;
  readonly solver: Promise<Solver>;
}

export async function answerQuestion(question: SolverQuestion, opened: OpenedSolver): Promise<SolverReply> {
  const { index, problem } = question;
  try {
    const solver = await opened.solver;
    const [answer] =
      question.kind === 'protect'
        ? await solver.protect([problem], question.rules)
        : await solver.audit([problem]);
    if (answer === undefined) throw new RangeError('a problem has one answer');
    return { kind: 'answer', index, solver: opened.name, answer };
  } catch (error) {
    return { kind: 'failed', index, ...saying(error) };
  }
}

/** Errors of a library may quote figures and stay in their process. */
function saying(error: unknown): { message: string; hint: string } {
  if (error instanceof SyncError) return { message: error.message, hint: error.hint };
  return {
    message:
      'Die Geheimhaltungsprüfung ist mit einem Programmfehler abgebrochen. Es wurde nichts freigegeben.',
    hint: 'Wiederholen Sie den Lauf; bleibt der Fehler, melden Sie ihn mit der Laufnummer.',
  };
}
