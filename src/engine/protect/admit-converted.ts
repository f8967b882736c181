/**
 * A figure of then, converted to the areas of now, was never published: beside the figure for the areas of then it tells
 * how many people live where the border moved. It is admitted where those are nobody, or enough.
 */
import type { Cell } from '../../core/cell.ts';
import type { Circle } from '../../mapping/policy-class.ts';
import { rateDecimals, thresholdOf } from '../../mapping/policy-thresholds.ts';
import type { Policy } from '../../mapping/policy.ts';
import type { AdmitConverted } from '../rebased-cells.ts';
import { classOf } from './figure-table.ts';

export function admitConverted(policy: Policy, circle: Circle): AdmitConverted {
  return ({ indicator, asThen, asNow, mixesHidden }) => {
    const { formula, description } = indicator;
    const number = classOf(indicator);
    if (number === 0) return description.precision;
    // Of social data the few who moved with the border are nobody's business, however many they are.
    if (number > 1 || mixesHidden) return undefined;
    // Beside figures that are rounded none may stand as it is.
    if (policy.rounding.indicators[indicator.id] !== undefined) return undefined;
    const n = thresholdOf(policy, circle, number);
    const pairs = [
      [asThen.numerator, asNow.numerator],
      [asThen.denominator, asNow.denominator],
    ] as const;
    if (!pairs.every(([then, now]) => isApart(then, now, n))) return undefined;
    const base = asNow.denominator?.value ?? null;
    if (formula.kind !== 'rate' || base === null) return description.precision;
    return formula.word === 'quotient' ? policy.means.decimals : rateDecimals(policy, base);
  };
}

function isApart(then: Cell | null, now: Cell | null, n: number): boolean {
  if (then === null || now === null || now.value === null) return true;
  if (now.value > 0 && now.value < n) return false;
  // An area that is new has no figure of its own for then.
  if (then.value === null) return true;
  const difference = Math.abs(now.value - then.value);
  return difference === 0 || difference >= n;
}
