/** Figures and relations that need no datasets, released like those of a run: what is shown of each figure, by circle. */
import { emptyCell, cell } from '../../src/core/cell.ts';
import { levelId } from '../../src/core/area.ts';
import type { FigureTable } from '../../src/disclosure/figures.ts';
import { NOTHING_KNOWN, type Knowledge } from '../../src/disclosure/knowledge.ts';
import type { Solver } from '../../src/disclosure/problem.ts';
import { protectRelease } from '../../src/disclosure/protect-release.ts';
import { openSolver } from '../../src/disclosure/solver/open-solver.ts';
import type { Circle } from '../../src/mapping/policy-class.ts';
import type { Policy } from '../../src/mapping/policy.ts';
import { shippedPolicy } from './shipped-policy.ts';

export interface TableQuestion {
  readonly policy?: Partial<Policy>;
  readonly levels?: readonly string[];
  readonly knowledge?: Knowledge;
  readonly solver?: Solver;
}

export type ShownFigures = ReadonlyMap<string, number | null>;

/** Every value is the count or amount of its numerator. Undefined where the release was refused. */
export async function releaseTable(
  table: FigureTable,
  { policy = {}, levels = ['quartier', 'kreis'], knowledge = NOTHING_KNOWN, solver }: TableQuestion = {},
): Promise<Readonly<Record<Circle, ShownFigures>> | undefined> {
  const shownTo = { intern: new Map<string, number | null>(), public: new Map<string, number | null>() };
  const { outcome } = await protectRelease({
    table,
    target: 'https://kommonitor.example/management',
    policy: { ...shippedPolicy, ...policy },
    levels: levels.map(levelId),
    knowledge: { intern: knowledge, public: knowledge },
    circles: ['intern', 'public'],
    solver: solver ?? (await openSolver(() => 0)),
    progress: () => () => undefined,
    classOf: () => 2,
    seriesOf(circle, shown) {
      return table.values.map((value) => {
        const how = shown(value);
        const whole = table.figures.get(value.numerator)?.value ?? null;
        const open = how?.kind === 'open' && whole !== null;
        shownTo[circle].set(value.numerator, open ? whole : null);
        const { indicator, level, area, date } = value;
        const own = { area, date, cell: open ? cell(whole) : emptyCell('suppressed') };
        return { indicator, level, dates: [date], areas: [area], values: [own], inputs: [] };
      });
    },
  });
  return outcome === 'released' ? shownTo : undefined;
}
