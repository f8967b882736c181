/** Look-ups in a policy, so that nobody picks the wrong circle or forgets that a cell is crossed. */
import type { Circle, ClassNumber, PerCircle } from './policy-class.ts';
import type { Policy } from './policy.ts';

/** `crossed`: more than one dimension is broken down. */
export interface Breakdown {
  readonly crossed?: boolean;
}

/** Least count that may be seen; 0 for class 0. */
export function thresholdOf(
  policy: Policy,
  circle: Circle,
  number: ClassNumber,
  { crossed }: Breakdown = {},
): number {
  const rules = policy.classes[number];
  return (crossed === true ? rules.crossed : rules.n)[circle];
}

/** How much an already published figure must change before it is corrected. */
export function smallestCorrection(
  policy: Policy,
  circle: Circle,
  number: ClassNumber,
  breakdown?: Breakdown,
): number {
  const { minDelta } = policy.correction;
  return minDelta === 'n' ? thresholdOf(policy, circle, number, breakdown) : minDelta;
}

/** Decimals of a rate over so large a denominator. */
export function rateDecimals(policy: Policy, denominator: number): number {
  const step = policy.rates.decimals.find(({ from }) => denominator >= from);
  return step?.decimals ?? 0;
}

/** Price factor of a cell on the level at this position, counted from the smallest; `frozen`: never hidden. */
export function levelWeight(policy: Policy, position: number, levels: number): number | 'frozen' {
  const { weights } = policy;
  if (position === levels - 1) return weights.top;
  return weights.levels[Math.min(position, weights.levels.length - 1)] ?? 1;
}

/** May the inner circle see more of a class than the public? */
export function circlesDiffer(policy: Policy, number: ClassNumber): boolean {
  const { n, crossed, dmin, areaFloor, units } = policy.classes[number];
  return [n, crossed, dmin, areaFloor, ...Object.values(units)].some(differs);
}

function differs(limit: PerCircle<number>): boolean {
  return limit.intern !== limit.public;
}
