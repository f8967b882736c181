/** The primary rules: which figures and values are unsafe by themselves for a circle. Knows nothing of sums. */
import type { Circle, ClassRules } from '../../mapping/policy-class.ts';
import type { Policy } from '../../mapping/policy.ts';
import { thresholdOf } from '../../mapping/policy-thresholds.ts';
import type { Figure, Reason, ValueSource } from '../figures.ts';
import type { Need } from '../problem.ts';
import { amountClaim, amountClaims } from './amount-claims.ts';
import { needOf, type Bounds, type Claim } from './claim.ts';
import { floorClaim, fullCellClaims, thresholdClaims, unitClaims } from './count-claims.ts';
import { decideValue, isBelowFloor, type ValueDecision } from './decide-value.ts';
import { knownBounds } from './known-bounds.ts';
import { sourceThresholds } from './source-thresholds.ts';
import { usagesOf, type Usage } from './usage.ts';

export interface Judging {
  readonly figures: readonly Figure[];
  readonly values: readonly ValueSource[];
  readonly policy: Policy;
  readonly circle: Circle;
  /** Least counts that sources are known to keep, by quantity, beside what hidden figures show. */
  readonly sourceThreshold?: ReadonlyMap<string, number>;
}

export interface FigureJudgement {
  /** Empty: safe by itself. */
  readonly reasons: readonly Reason[];
  /** Of a figure that is not safe; never beyond the bounds. */
  readonly need: Need | undefined;
  /** What everybody knows of it anyway. */
  readonly lower: number;
  readonly upper: number;
}

export interface Judgement {
  /** By figure id, for every figure. */
  readonly figures: ReadonlyMap<string, FigureJudgement>;
  /** In the order of the values. */
  readonly values: readonly ValueDecision[];
}

export function judgeFigures(judging: Judging): Judgement {
  const { figures, values, policy, circle } = judging;
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  const usages = usagesOf(figures, values);
  const hidden = sourceThresholds(figures);
  const claims = new Map(
    figures.map((figure) => {
      const kept = judging.sourceThreshold?.get(figure.quantity) ?? 0;
      const least = Math.max(hidden(figure), kept);
      return [figure.id, claimsOn(figure, usages.get(figure.id)!, { policy, circle, least })];
    }),
  );
  const published = (id: string) => claims.get(id)?.length === 0;
  return {
    figures: new Map(
      figures.map((figure) => {
        const usage = usages.get(figure.id)!;
        const rules = policy.classes[usage.disclosureClass];
        const bounds = knownBounds(figure, usage, { rules, published });
        return [figure.id, judgementOf(figure, claims.get(figure.id)!, bounds)];
      }),
    ),
    values: values.map((value) => decideValue(value, byId.get(value.denominator ?? ''), { policy, circle })),
  };
}

interface Place {
  readonly policy: Policy;
  readonly circle: Circle;
  /** Least count that the source keeps. */
  readonly least: number;
}

function claimsOn(figure: Figure, usage: Usage, { policy, circle, least }: Place): Claim[] {
  const { value, kind, crossed } = figure;
  if (value === null) return [{ reason: 'source', need: {} }];
  if (figure.population === true || kind === 'balance') return [];

  const rules = policy.classes[usage.disclosureClass];
  const isSmallArea = usage.values.some((one) => isBelowFloor(one, policy, circle));
  if (kind === 'amount') return claimsOnAmount(value, figure, { rules, circle, isSmallArea });

  const own = thresholdOf(policy, circle, usage.disclosureClass, { crossed: crossed ?? false });
  const count = { rules, circle, n: Math.max(own, least) };
  return [
    ...thresholdClaims(value, count),
    ...unitClaims(value, figure.units, count),
    ...usage.wholes.flatMap((whole) =>
      whole.value === null ? [] : fullCellClaims(value, whole.value, count),
    ),
    ...(isSmallArea ? [floorClaim(value, count)] : []),
  ];
}

function claimsOnAmount(
  amount: number,
  figure: Figure,
  { rules, circle, isSmallArea }: { rules: ClassRules; circle: Circle; isSmallArea: boolean },
): Claim[] {
  const hasFewUnits = unitClaims(amount, figure.units, { rules, circle, n: 0 }).length > 0;
  return [
    ...amountClaims(amount, figure, rules),
    ...(hasFewUnits ? [amountClaim('units', amount, rules)] : []),
    ...(isSmallArea ? [amountClaim('area-floor', amount, rules)] : []),
  ];
}

function judgementOf(figure: Figure, claims: readonly Claim[], bounds: Bounds): FigureJudgement {
  const reasons = [...new Set(claims.map(({ reason }) => reason))];
  const isHiddenSum = figure.value === null && figure.range === undefined;
  // A sum is hidden at the source because of its parts; they ask for themselves.
  if (isHiddenSum) return { reasons, need: undefined, ...bounds };
  const need = figure.value === null ? bothEnds(bounds) : needOf(claims, bounds);
  return { reasons, need, ...bounds };
}

/** Nobody may learn more of what the source hides than the source tells. */
function bothEnds({ lower, upper }: Bounds): Need {
  return {
    ...(Number.isFinite(upper) ? { high: upper } : {}),
    ...(Number.isFinite(lower) ? { low: lower } : {}),
  };
}
