/**
 * The solver in a process of its own, one for each job, because its memory never shrinks. Whatever becomes of that
 * process, the job either has checked answers to all its problems or rejects, and then nothing is released.
 */
import type { Problem, Solver, SolverProgress } from '../disclosure/problem.ts';
import type { SolverQuestion } from '../disclosure/solver-messages.ts';
import { readAudit, readProtection, readReply } from './solver-answers.ts';
import { solverEnded, solverSaid, solverUnreadable } from './solver-error.ts';
import { startWorker, WorkerEnded, type WorkerOptions, type WorkerProcess } from './threads.ts';

/** `milliseconds`: for each problem, beyond the time limit of its search; starting up is part of the first. */
export interface SolverLimits {
  readonly memoryMb: number;
  readonly milliseconds: number;
}

export interface ChildSolverOptions extends Pick<WorkerOptions, 'entry'> {
  readonly signal: AbortSignal;
  readonly limits: SolverLimits;
}

export interface NamedSolver extends Solver {
  /** Name and version as told with the last answer; null before the first. */
  readonly solverName: () => string | null;
}

interface Job<Answer> {
  readonly problems: readonly Problem[];
  readonly milliseconds: number;
  readonly question: (problem: Problem, index: number) => SolverQuestion;
  readonly read: (answer: unknown, problem: Problem) => Answer | undefined;
  readonly progress: SolverProgress | undefined;
}

/**
 * Rejects with SyncError `disclosure.solver-killed` or `disclosure.solver-failed` (kind permission), or
 * `run.interrupted` where the signal aborts; the process is gone by then.
 */
export function childSolver({ entry, signal, limits }: ChildSolverOptions): NamedSolver {
  let name: string | null = null;

  async function work<Answer>(job: Job<Answer>): Promise<readonly Answer[]> {
    if (job.problems.length === 0) return [];
    if (signal.aborted) throw solverEnded({ cause: 'aborted' }, limits);
    const worker = startWorker({ entry, signal, memoryMb: limits.memoryMb });
    try {
      return await askAll(worker, job);
    } catch (error) {
      if (!(error instanceof WorkerEnded)) throw error;
      throw solverEnded(error.end, { ...limits, milliseconds: job.milliseconds });
    } finally {
      await worker.stop();
    }
  }

  async function askAll<Answer>(worker: WorkerProcess, job: Job<Answer>): Promise<readonly Answer[]> {
    const answers: Answer[] = [];
    for (const [index, problem] of job.problems.entries()) {
      const heard = readReply(await worker.ask(job.question(problem, index), job.milliseconds));
      if (heard?.index !== index) throw solverUnreadable();
      if (heard.kind === 'failed') throw solverSaid(heard);
      const answer = job.read(heard.answer, problem);
      if (answer === undefined) throw solverUnreadable();
      name = heard.solver;
      answers.push(answer);
      job.progress?.(answers.length, job.problems.length);
    }
    return answers;
  }

  return {
    solverName: () => name,
    protect: (problems, rules, progress) =>
      work({
        problems,
        milliseconds: rules.timeLimit + limits.milliseconds,
        question: (problem, index) => ({ kind: 'protect', index, problem, rules }),
        read: readProtection,
        progress,
      }),
    audit: (problems, progress) =>
      work({
        problems,
        milliseconds: limits.milliseconds,
        question: (problem, index) => ({ kind: 'audit', index, problem }),
        read: readAudit,
        progress,
      }),
  };
}
