/**
 * Entry of the solver's own process: problems come and answers go over the channel to the engine. Importing it starts
 * it; only `engine/threads.ts` does, and only as a process.
 */
import { performance } from 'node:perf_hooks';
import { answerQuestion, type OpenedSolver } from './answer-question.ts';
import type { SolverQuestion } from './solver-messages.ts';
import { openSolver, SOLVER } from './solver/open-solver.ts';

const opened: OpenedSolver = { name: SOLVER, solver: openSolver(() => performance.now()) };
// Whoever asks is told; nobody may ask.
opened.solver.catch(() => undefined);

// Ctrl-C and a service being stopped reach the whole group; the engine hears it as well and ends this process.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', (question: unknown) => {
  void answerQuestion(question as SolverQuestion, opened).then((reply) => process.send?.(reply));
});
