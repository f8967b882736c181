/** Rules that hide a value although its figures may be seen, and to how many decimals it is shown. */
import type { Circle } from '../../mapping/policy-class.ts';
import type { Policy } from '../../mapping/policy.ts';
import { rateDecimals } from '../../mapping/policy-thresholds.ts';
import type { Figure, Reason, ValueSource } from '../figures.ts';

export interface ValueDecision {
  /** null: no rule for values speaks against it; its figures may. */
  readonly blocked: Reason | null;
  /** At most so many; null: the indicator's own. */
  readonly decimals: number | null;
}

export function decideValue(
  value: ValueSource,
  denominator: Figure | undefined,
  { policy, circle }: { readonly policy: Policy; readonly circle: Circle },
): ValueDecision {
  // What is divided by an area or a sum has no base that could be too small.
  const base = denominator?.kind === 'count' ? denominator.value : null;
  if (value.kind === 'mean') {
    const few = base !== null && base < policy.means.minN;
    const blocked = isBelowFloor(value, policy, circle) ? 'area-floor' : few ? 'few-cases' : null;
    return { blocked, decimals: policy.means.decimals };
  }
  const isSmall =
    value.kind !== 'count' && base !== null && base < policy.classes[value.disclosureClass].dmin[circle];
  const blocked = isBelowFloor(value, policy, circle) ? 'area-floor' : isSmall ? 'small-base' : null;
  const rounded = value.kind !== 'count' && base !== null && value.disclosureClass > 0;
  return { blocked, decimals: rounded ? rateDecimals(policy, base) : null };
}

/** R7. Where nobody knows how many live there, they are too few: a rule that cannot be checked is not kept. */
export function isBelowFloor(value: ValueSource, policy: Policy, circle: Circle): boolean {
  return (value.inhabitants ?? 0) < policy.classes[value.disclosureClass].areaFloor[circle];
}
