/**
 * Rules for sums of amounts: too few contribute, or the largest contributions nearly are the sum, so that one contributor
 * can compute another's. The width asked for is what would have made the rule silent.
 */
import type { ClassRules } from '../../mapping/policy-class.ts';
import type { Figure, Reason } from '../figures.ts';
import type { Claim } from './claim.ts';

/** Width in percent of a sum where nothing is known of its contributions; the usual p of business statistics. */
const USUAL_PERCENT = 10;
/** A percentage of nothing asks for nothing: what few contributors do not have is not to be found out either. */
const WIDTH_OF_NOTHING = 1;

export function amountClaims(amount: number, figure: Figure, rules: ClassRules): Claim[] {
  return [
    ...holderClaims(amount, figure, rules),
    ...percentClaims(amount, figure, rules),
    ...dominanceClaims(amount, figure, rules),
  ];
}

/** A claim for a sum that is not to be found out for another reason, such as the size of the area. */
export function amountClaim(reason: Reason, amount: number, rules: ClassRules): Claim {
  const percent = rules.holders?.p ?? USUAL_PERCENT;
  const width = amount === 0 ? WIDTH_OF_NOTHING : (Math.abs(amount) * percent) / 100;
  return around(reason, amount, width);
}

function holderClaims(amount: number, { holders }: Figure, rules: ClassRules): Claim[] {
  if (rules.holders === null || holders === undefined) return [];
  return holders > 0 && holders < rules.holders.minHolders ? [amountClaim('threshold', amount, rules)] : [];
}

/** R4: `X - x1 - x2 < p/100 * x1`. */
function percentClaims(amount: number, { largest }: Figure, rules: ClassRules): Claim[] {
  if (rules.holders === null || largest === undefined) return [];
  const [first, second] = largest;
  const width = (rules.holders.p / 100) * first - (amount - first - second);
  return width > 0 ? [around('p-percent', amount, width)] : [];
}

/** R3: the n largest give more than k percent. */
function dominanceClaims(amount: number, { largest }: Figure, rules: ClassRules): Claim[] {
  if (rules.dominance === null || largest === undefined) return [];
  const { n, k } = rules.dominance;
  const top = n === 1 ? largest[0] : largest[0] + largest[1];
  const width = (100 / k) * top - amount;
  return width > 0 ? [around('dominance', amount, width)] : [];
}

function around(reason: Reason, amount: number, width: number): Claim {
  return { reason, need: { high: amount + width, low: amount - width } };
}
