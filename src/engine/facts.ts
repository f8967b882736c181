/** The published facts of a plan: each value that was written, with its state and what it was made of. */
import { areaKey, levelId } from '../core/area.ts';
import type { Plan } from '../sync/plan.ts';
import type { PublishedFact } from './ledger.ts';

export function factsOf(run: string, plan: Plan): PublishedFact[] {
  return plan.operations.flatMap((operation) => {
    if (operation.kind !== 'put-values') return [];
    const { indicatorId, level, dates, rows, inputs } = operation;
    return rows.flatMap((row) =>
      dates.map((date, index) => ({
        run,
        target: plan.target,
        indicator: indicatorId,
        level: levelId(level),
        area: areaKey(row.key),
        date,
        value: row.values[index] ?? null,
        state: row.states[index] ?? 'missing',
        inputs,
      })),
    );
  });
}
