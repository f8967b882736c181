/** Values for one circle: what is open as it comes out, rounded by the policy; what is hidden without a value. */
import type { AreaKey, LevelId } from '../core/area.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { DecidedCircle } from './decide-circle.ts';
import type { FigureTable, Reason, ValueSource } from './figures.ts';
import type { Knowledge } from './knowledge.ts';
import type { ValueDecision } from './rules/decide-value.ts';

/** `held`: the value that was shown before stays, because the correction would tell more than the figure. */
export type Shown =
  | { readonly kind: 'open'; readonly decimals: number | null }
  | { readonly kind: 'held'; readonly value: number }
  | { readonly kind: 'hidden'; readonly reasons: readonly Reason[] };

export type ShownOf = (value: {
  readonly indicator: string;
  readonly level: LevelId;
  readonly area: AreaKey;
  readonly date: ReferenceDate;
}) => Shown | undefined;

/** Undefined for a value that has nothing to hide: there is none. */
export function shownValues(
  { values }: FigureTable,
  decisions: readonly ValueDecision[],
  decided: Pick<DecidedCircle, 'hidden'>,
  knowledge: Knowledge,
): ShownOf {
  const shown = new Map<string, Shown>();
  for (const [index, value] of values.entries()) {
    const decision = decisions[index];
    if (decision) shown.set(keyOf(value), shownOf(value, decision, decided, knowledge));
  }
  return (value) => shown.get(keyOf(value));
}

function shownOf(
  value: ValueSource,
  { blocked, decimals }: ValueDecision,
  { hidden }: Pick<DecidedCircle, 'hidden'>,
  knowledge: Knowledge,
): Shown {
  if (blocked !== null) return { kind: 'hidden', reasons: [blocked] };
  const figures = value.denominator === null ? [value.numerator] : [value.numerator, value.denominator];
  const reasons = [...new Set(figures.flatMap((figure) => hidden.get(figure) ?? []))];
  const isHidden = figures.some((figure) => hidden.has(figure));
  if (!isHidden) return { kind: 'open', decimals };
  const wasOpen = figures.every((figure) => knowledge.openWith(figure).length > 0);
  // A figure that has changed by more than a few and is hidden beside them would be wrong if it stayed as it was.
  const isCorrection = reasons.every((reason) => reason === 'correction');
  const former = wasOpen && isCorrection ? knowledge.shown(value) : undefined;
  return typeof former === 'number' ? { kind: 'held', value: former } : { kind: 'hidden', reasons };
}

function keyOf({ indicator, level, area, date }: Pick<ValueSource, 'indicator' | 'level' | 'area' | 'date'>) {
  return `${indicator}|${level}|${area}|${date}`;
}
