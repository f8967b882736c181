/** What comes of a run whose solver does not answer as it should: T28. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import type { Problem, Solver } from '../../src/disclosure/problem.ts';
import { openSolver } from '../../src/disclosure/solver/open-solver.ts';
import { solverEnded, solverSaid, solverUnreadable } from '../../src/engine/solver-error.ts';
import { syncRun } from '../../src/engine/sync-run.ts';
import { SyncError } from '../../src/errors.ts';
import { defaultSeed, startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { writesSeen } from '../support/simulator-reader.ts';
import { writeTrialSite, type TrialSite } from '../support/trial-site.ts';

const LIMITS = { memoryMb: 500, milliseconds: 20_000 };
const FAILURES: Readonly<Record<string, SyncError>> = {
  'runs out of time': solverEnded({ cause: 'time' }, LIMITS),
  'runs out of memory': solverEnded({ cause: 'memory' }, LIMITS),
  'is killed': solverEnded({ cause: 'signal', signal: 'SIGKILL' }, LIMITS),
  'ends by itself': solverEnded({ cause: 'exit', code: 1 }, LIMITS),
  'answers something else': solverUnreadable(),
  'says that it has failed': solverSaid({
    message: 'Der Löser meldet: infeasible.',
    hint: 'Melden Sie das.',
  }),
};

let simulator: Simulator;
let site: TrialSite;
let app: App;
beforeEach(async () => {
  simulator = await startSimulator({ seed: defaultSeed() });
  site = await writeTrialSite(simulator);
  // A small count, so that there is something to protect.
  site.edit('mappings/indicators/versuch.yaml', 'disclosureClass: 0', 'disclosureClass: 1');
  site.rewrite('einwohner_2023.csv', (text) => text.replaceAll(/^(001;.*;)(m|w);\d+/gm, '$1$2;1'));
  app = await site.open();
});
afterEach(async () => {
  await app.close();
  site.remove();
  await simulator.close();
});

/** The error of the run; the run itself stands in the ledger. */
async function failureWith(solver: Solver): Promise<SyncError> {
  const ports = { ...app.ports, solver: { ...solver, solverName: () => 'probe' } };
  try {
    await syncRun({ job: 'versuch' }, ports);
  } catch (error) {
    if (error instanceof SyncError) return error;
    throw error;
  }
  throw new Error('the run has not failed');
}

async function expectNothingSent(): Promise<void> {
  const [run] = await app.ledger.runs();
  expect(await writesSeen(simulator)).toEqual([]);
  expect(run?.state).not.toBe('published');
  expect(await app.ledger.releases(`${simulator.url}/management`)).toEqual([]);
}

describe('T28 a solver', () => {
  it.for(Object.entries(FAILURES))('that %s stops the run before anything is sent', async ([, failure]) => {
    const silent: Solver = { protect: () => Promise.reject(failure), audit: () => Promise.reject(failure) };

    const error = await failureWith(silent);

    expect(error).toMatchObject({ kind: 'permission', code: failure.code, message: failure.message });
    expect(error.message).toMatch(/Löser/);
    await expectNothingSent();
  });

  it('that is asked nonsense refuses the question, and nothing is sent', async () => {
    const own = await openSolver(() => 0);
    const spoilt = (problems: readonly Problem[]): Problem[] =>
      problems.map((problem) => ({
        ...problem,
        cells: problem.cells.map((cell) => ({ ...cell, upper: Number.NaN })),
      }));
    const misled: Solver = { ...own, protect: (problems, rules) => own.protect(spoilt(problems), rules) };

    const error = await failureWith(misled);

    expect(error).toMatchObject({ kind: 'permission', code: 'disclosure.solver-failed' });
    await expectNothingSent();
  });

  it('that finds no pattern stops the run with a finding that says what forces the disclosure', async () => {
    const infeasible: Solver = {
      protect: (problems) =>
        Promise.resolve(
          problems.map(({ cells }) => ({
            outcome: 'infeasible' as const,
            exposures: [
              {
                cell: cells[0]!.id,
                interval: { lo: 2, hi: 2 },
                need: { high: 3 },
                witnesses: [cells[1]!.id],
              },
            ],
          })),
        ),
      audit: () => Promise.resolve([]),
    };
    const ports = { ...app.ports, solver: { ...infeasible, solverName: () => 'probe' } };

    const { result, findings } = await syncRun({ job: 'versuch' }, ports);

    expect(result).toMatchObject({ state: 'check_failed', writes: 0 });
    expect(findings).toContainEqual(expect.objectContaining({ code: 'disclosure.not-protectable' }));
    await expectNothingSent();
  });
});
