/** Rules for counts: least count, least count of the units behind it, full cells, areas with too few inhabitants. */
import type { Circle, ClassRules } from '../../mapping/policy-class.ts';
import type { Figure } from '../figures.ts';
import type { Claim } from './claim.ts';

export interface CountRules {
  readonly rules: ClassRules;
  readonly circle: Circle;
  /** Least count of this figure, with what its source itself hides. */
  readonly n: number;
}

/** R1: `0 < a < n`, or `0 <= a < n`. */
export function thresholdClaims(count: number, { rules, n }: CountRules): Claim[] {
  const least = rules.zeros === 'open' ? 1 : 0;
  return count >= least && count < n ? [{ reason: 'threshold', need: { high: n } }] : [];
}

/** R2: twelve persons in two Bedarfsgemeinschaften are two cases. */
export function unitClaims(count: number, units: Figure['units'], { rules, circle, n }: CountRules): Claim[] {
  return Object.entries(rules.units).flatMap(([unit, least]): Claim[] => {
    const behind = units?.[unit] ?? 0;
    return behind > 0 && behind < least[circle]
      ? [{ reason: 'units', need: { high: Math.max(n, count + 1) } }]
      : [];
  });
}

/**
 * R5: a share that says something about everybody in the group. With `presence` almost all have the attribute, with
 * `absence` almost none; with `both` those without it also need a least count of their own.
 */
export function fullCellClaims(count: number, whole: number, { rules, n }: CountRules): Claim[] {
  const { k, direction } = rules;
  if (whole <= 0) return [];
  const others = whole - count;
  const claims: Claim[] = [];
  if (k !== null && direction !== 'absence' && count > 0 && others <= k)
    claims.push({ reason: 'full-cell', need: { low: whole - k - 1 } });
  if (k !== null && direction !== 'presence' && count <= k)
    claims.push({ reason: 'full-cell', need: { high: k + 1 } });
  if (direction === 'both' && others > 0 && others < n)
    claims.push({ reason: 'full-cell', need: { low: whole - n } });
  return claims;
}

/** R7: nothing of the class is shown, so nothing must be found out either. */
export function floorClaim(count: number, { n }: CountRules): Claim {
  return { reason: 'area-floor', need: { high: Math.max(n, count + 1) } };
}
