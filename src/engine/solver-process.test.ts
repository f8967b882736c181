import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { workerFixture, type WorkerFixture } from '../../tests/support/worker-entry.ts';
import type { Problem, SuppressionRules } from '../disclosure/problem.ts';
import { SyncError } from '../errors.ts';
import { childSolver, type SolverLimits } from './solver-process.ts';

const disk = tempFolder();
const RULES: SuppressionRules = { method: 'exact', timeLimit: 0, maxCells: 10 };
const LIMITS: SolverLimits = { memoryMb: 500, milliseconds: 20_000 };

function problem(id: string, cells = 1): Problem {
  const cell = {
    value: 3,
    lower: 0,
    upper: Infinity,
    weight: 0,
    status: 'hidden',
    need: { high: 5 },
  } as const;
  const all = Array.from({ length: cells }, (_, index) => ({ ...cell, id: `${id}${index}` }));
  const terms = all.map((_, index) => [index, 1] as const);
  return { cells: all, relations: [{ terms, lower: 0, upper: Infinity, name: 'Summe' }], counts: true };
}
const TWO = [problem('a'), problem('b')];

/** What every entry can use: `answer(question, lo)` replies as a solver would that believes everything from `lo`. */
const ANSWER = `
  const answer = ({ kind, index, problem }, lo = 0) => {
    const intervals = new Map(problem.cells.map(({ id }) => [id, { lo, hi: Infinity }]));
    const audit = { safe: true, intervals, exposures: [], programs: 1, harvested: 0 };
    const hidden = problem.cells.map(({ id }) => id);
    const pattern = { hidden, cost: 0, bound: 0, proven: true, way: 'optimal' };
    const protection = { outcome: 'safe', pattern, audit };
    process.send({ kind: 'answer', index, solver: 'solver 1', answer: kind === 'audit' ? audit : protection });
  };`;

/** `script` runs in the process for each \`question\`. */
function fixture(script: string): WorkerFixture {
  return workerFixture(disk.path, `${ANSWER} process.on('message', (question) => { ${script} });`);
}
function solverOf({ entry }: WorkerFixture, limits: Partial<SolverLimits> = {}, signal = noSignal()) {
  return childSolver({ entry, signal, limits: { ...LIMITS, ...limits } });
}
function noSignal(): AbortSignal {
  return new AbortController().signal;
}
async function failure(work: Promise<unknown>): Promise<SyncError> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (error instanceof SyncError) return error;
  throw new Error('a SyncError is expected', { cause: error });
}

describe('the solver in a process of its own', () => {
  it('answers problem by problem, tells how far it is, and leaves no process behind', async () => {
    const worker = fixture('answer(question)');
    const solver = solverOf(worker);
    const told: string[] = [];
    expect(solver.solverName()).toBeNull();

    const protections = await solver.protect(TWO, RULES, (done, total) => told.push(`${done}/${total}`));

    expect(protections).toMatchObject([
      { outcome: 'safe', pattern: { hidden: ['a0'] } },
      { outcome: 'safe', pattern: { hidden: ['b0'] } },
    ]);
    expect(told).toEqual(['1/2', '2/2']);
    expect(solver.solverName()).toBe('solver 1');
    expect(worker.pid()).toBeGreaterThan(0);
    expect(worker.isAlive()).toBe(false);
  });

  it('takes another process for every job', async () => {
    const worker = fixture('answer(question)');
    const solver = solverOf(worker);

    const [audit] = await solver.audit([problem('a')]);
    const first = worker.pid();
    await solver.audit([problem('b')]);

    expect(audit?.intervals).toEqual(new Map([['a0', { lo: 0, hi: Infinity }]]));
    expect(worker.pid()).not.toBe(first);
  });

  it('takes large problems', async () => {
    const [audit] = await solverOf(fixture('answer(question)')).audit([problem('cell ', 10_000)]);

    expect(audit?.intervals.size).toBe(10_000);
  });

  it('starts nothing where nothing is asked', async () => {
    const worker = fixture('answer(question)');

    expect(await solverOf(worker).protect([], RULES)).toEqual([]);
    expect(worker.pid()).toBeUndefined();
  });

  it('gives the process no secret of the environment', async () => {
    process.env['KMSYNC_CANARY'] = 'geheim';
    const worker = fixture(`if ('KMSYNC_CANARY' in process.env) process.exit(1); answer(question)`);

    await expect(solverOf(worker).audit(TWO)).resolves.toHaveLength(2);
    delete process.env['KMSYNC_CANARY'];
  });

  it.each([
    ['exits in the middle', 'if (question.index === 1) process.exit(3); answer(question)', 'Code 3'],
    ['throws', `throw new Error('CANARY')`, 'vorzeitig beendet'],
    [
      'closes the channel and lives on',
      'setInterval(() => undefined, 1000); setImmediate(() => process.disconnect())',
      'Verbindung',
    ],
    ['answers no number', 'answer(question, NaN)', 'nicht zur Frage'],
    ['answers another question', 'answer({ ...question, index: 7 })', 'nicht zur Frage'],
    [
      'speaks of other cells',
      `answer({ ...question, problem: { cells: [{ id: 'x' }] } })`,
      'nicht zur Frage',
    ],
    ['answers twice', 'answer(question); answer(question)', ''],
    ['says something else', `process.send('done')`, 'nicht zur Frage'],
    ['says why it failed', `process.send({ kind: 'failed', index: 0, message: 'M', hint: 'H' })`, 'M'],
  ])('releases nothing where it %s', async (_what, script, said) => {
    const worker = fixture(script);

    const error = await failure(solverOf(worker).audit(TWO));

    expect(error).toMatchObject({ code: 'disclosure.solver-failed', exitCode: 7 });
    expect(error.message).toContain(said);
    expect(`${error.message}${error.hint}`).not.toContain('CANARY');
    expect(worker.pid()).toBeGreaterThan(0);
    expect(worker.isAlive()).toBe(false);
  });

  it('releases nothing where the entry is missing', async () => {
    const work = childSolver({ entry: `${disk.path}/nowhere.js`, signal: noSignal(), limits: LIMITS }).audit(
      TWO,
    );

    expect(await failure(work)).toMatchObject({ code: 'disclosure.solver-failed', exitCode: 7 });
  });

  it.skipIf(process.platform !== 'linux')('is killed where it takes more memory than it may', async () => {
    const worker = fixture(`
      const heap = [];
      while (heap.length < 40) heap.push(Buffer.alloc(25_000_000, 1));
      for (;;) heap[0].fill(2);`);

    const error = await failure(solverOf(worker, { memoryMb: 150 }).protect(TWO, RULES));

    expect(error).toMatchObject({ code: 'disclosure.solver-killed', exitCode: 7 });
    expect(error.message).toContain('150 MB');
    expect(error.hint).toContain('disclosure.solverMemoryMb');
    expect(worker.isAlive()).toBe(false);
  });

  it('is killed where it never answers, also while it computes', async () => {
    const worker = fixture('for (;;);');

    const error = await failure(
      solverOf(worker, { milliseconds: 2_000 }).protect(TWO, { ...RULES, timeLimit: 1_000 }),
    );

    expect(error).toMatchObject({ code: 'disclosure.solver-killed', exitCode: 7 });
    expect(error.message).toContain('3 Sekunden');
    expect(error.hint).toContain('disclosure.solverSeconds');
    expect(worker.pid()).toBeGreaterThan(0);
    expect(worker.isAlive()).toBe(false);
  });

  it('says that somebody else has killed it', async () => {
    const worker = fixture(`process.kill(process.pid, 'SIGKILL')`);

    const error = await failure(solverOf(worker).audit(TWO));

    expect(error).toMatchObject({ code: 'disclosure.solver-killed', exitCode: 7 });
    expect(error.message).toContain('SIGKILL');
  });

  it('is ended where the run is interrupted in the middle', async () => {
    const worker = fixture('if (question.index === 0) answer(question); else for (;;);');
    const controller = new AbortController();

    const work = solverOf(worker, {}, controller.signal).protect(TWO, RULES, () => controller.abort());

    expect(await failure(work)).toMatchObject({ code: 'run.interrupted' });
    expect(worker.pid()).toBeGreaterThan(0);
    expect(worker.isAlive()).toBe(false);
  });

  it('is not started any more where the run is interrupted already', async () => {
    const worker = fixture('answer(question)');

    const work = solverOf(worker, {}, AbortSignal.abort()).audit(TWO);

    expect(await failure(work)).toMatchObject({ code: 'run.interrupted' });
    expect(worker.pid()).toBeUndefined();
  });

  it('lets an error of whoever follows the progress through, and ends', async () => {
    const worker = fixture('answer(question)');
    const progress = () => {
      throw new Error('of the caller');
    };

    await expect(solverOf(worker).audit(TWO, progress)).rejects.toThrow('of the caller');
    expect(worker.isAlive()).toBe(false);
  });
});
