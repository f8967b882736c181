import { describe, expect, it } from 'vitest';
import { SyncError } from '../errors.ts';
import { answerQuestion } from './answer-question.ts';
import type { Audit, Problem, Protection, Solver, SuppressionRules } from './problem.ts';

const PROBLEM: Problem = { cells: [], relations: [], counts: true };
const RULES: SuppressionRules = { method: 'exact', timeLimit: 1, maxCells: 1 };
const AUDIT: Audit = { safe: true, intervals: new Map(), exposures: [], programs: 1, harvested: 0 };
const PROTECTION: Protection = { outcome: 'infeasible', exposures: [] };

function opened(work: Partial<Solver>) {
  return { name: 'solver 1', solver: Promise.resolve(work as Solver) };
}

describe('answerQuestion', () => {
  it('asks the solver what is asked and says which solver it was', async () => {
    const solver = opened({
      protect: (problems, rules) =>
        Promise.resolve(problems[0] === PROBLEM && rules === RULES ? [PROTECTION] : []),
      audit: (problems) => Promise.resolve(problems[0] === PROBLEM ? [AUDIT] : []),
    });

    const protect = await answerQuestion(
      { kind: 'protect', index: 3, problem: PROBLEM, rules: RULES },
      solver,
    );
    const audit = await answerQuestion({ kind: 'audit', index: 4, problem: PROBLEM }, solver);

    expect(protect).toEqual({ kind: 'answer', index: 3, solver: 'solver 1', answer: PROTECTION });
    expect(audit).toEqual({ kind: 'answer', index: 4, solver: 'solver 1', answer: AUDIT });
  });

  it('passes on what the solver says of its failure, also where it could not be opened', async () => {
    const error = new SyncError({
      code: 'disclosure.solver-failed',
      kind: 'permission',
      message: 'M',
      hint: 'H',
    });
    const said = { kind: 'failed', index: 0, message: 'M', hint: 'H' };
    const question = { kind: 'audit', index: 0, problem: PROBLEM } as const;

    expect(await answerQuestion(question, opened({ audit: () => Promise.reject(error) }))).toEqual(said);
    expect(await answerQuestion(question, { name: 's', solver: Promise.reject(error) })).toEqual(said);
  });

  it.each([
    ['an error of a library', () => Promise.reject(new Error('CANARY 4711'))],
    ['no answer', () => Promise.resolve([])],
  ])('says of %s only that it is a bug', async (_what, audit) => {
    const reply = await answerQuestion({ kind: 'audit', index: 0, problem: PROBLEM }, opened({ audit }));

    expect(reply).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('nichts freigegeben') as unknown,
    });
    expect(JSON.stringify(reply)).not.toContain('CANARY');
  });
});
