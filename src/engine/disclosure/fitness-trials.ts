/** Trial tables of a set of areas: how much the solver hides of them to protect the small cells. */
import { trialTable, type FitArea, type FitRules } from '../../disclosure/fitness.ts';
import type { EnginePorts } from '../ports.ts';

export interface Prevalence {
  readonly name: string;
  /** Share of the residents. */
  readonly share: number;
}

/** Any other would do; a fixed one makes the same question have the same answer. */
const SEED = 20_261_127;

const HEURISTIC = { method: 'heuristic', timeLimit: 60_000, maxCells: 1 } as const;

interface TrialQuestion extends Prevalence {
  readonly groups: number;
  readonly tables: number;
}

export interface Tried {
  readonly cells: number;
  readonly primary: number;
  readonly secondary: number;
}

export async function trials(
  areas: readonly FitArea[],
  { name, share, groups, tables }: TrialQuestion,
  rules: FitRules,
  { solver, events }: Pick<EnginePorts, 'solver' | 'events'>,
): Promise<Tried> {
  const drawn = Array.from({ length: tables }, (_, at) =>
    trialTable(areas, { prevalence: share, groups, seed: SEED + at }, rules),
  ).filter(({ cells }) => cells > 0);
  const answers = await solver.protect(
    drawn.map(({ problem }) => problem),
    HEURISTIC,
    (done, total) => events.stage(`${name}: Versuchstabelle ${done} von ${total}`),
  );
  let secondary = 0;
  for (const [at, answer] of answers.entries()) {
    const { cells, primary } = drawn[at] ?? { cells: 0, primary: 0 };
    // Totals are hidden as well at times; what counts is what is lost of areas and groups.
    const inner = (id: string) => !id.includes('+');
    secondary +=
      answer.outcome === 'safe' ? answer.pattern.hidden.filter(inner).length - primary : cells - primary;
  }
  const sum = (of: (trial: (typeof drawn)[number]) => number) =>
    drawn.reduce((total, one) => total + of(one), 0);
  return { cells: sum(({ cells }) => cells), primary: sum(({ primary }) => primary), secondary };
}

export const NOTHING_TRIED: Tried = { cells: 0, primary: 0, secondary: 0 };

/** Cells hidden to protect others for each that is small; where none is small, there is nothing to protect. */
export function factorOf({ primary, secondary }: Tried): number {
  return primary === 0 ? 0 : secondary / primary;
}
