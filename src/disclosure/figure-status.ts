/**
 * How each figure stands before suppression, for one circle: known, to be hidden by a rule of its own, open at a price,
 * or never published by itself.
 */
import type { LevelId } from '../core/area.ts';
import type { Circle, ClassNumber } from '../mapping/policy-class.ts';
import { levelWeight, smallestCorrection, thresholdOf } from '../mapping/policy-thresholds.ts';
import type { Policy } from '../mapping/policy.ts';
import type { Figure, FigureTable, Reason } from './figures.ts';
import type { Knowledge } from './knowledge.ts';
import type { CellStatus, Need } from './problem.ts';
import type { ValueDecision } from './rules/decide-value.ts';
import type { FigureJudgement } from './rules/judge-figures.ts';
import { isRedrawn } from './redrawn-areas.ts';
import { needInWindow, roundingWindows } from './rounding-windows.ts';

export interface Standing {
  readonly status: CellStatus;
  readonly need: Need | undefined;
  /** The same if nothing had ever been published. */
  readonly fresh: { readonly status: CellStatus; readonly need: Need | undefined };
  /** Why it is hidden by itself; empty where it is not. */
  readonly reasons: readonly Reason[];
  readonly lower: number;
  readonly upper: number;
  readonly weight: number;
  /** Frozen by the policy only: may be hidden where nothing else helps. */
  readonly isPreference: boolean;
  /** Anybody has been able to read this very value. */
  readonly isKnown: boolean;
  /** An earlier release hid it: to open it now would undo what it has protected since. */
  readonly wasHidden: boolean;
  /** Some value that is not blocked rests on it. */
  readonly isUsed: boolean;
}

export interface StandingQuestion {
  readonly table: FigureTable;
  readonly judged: ReadonlyMap<string, FigureJudgement>;
  readonly decisions: readonly ValueDecision[];
  readonly policy: Policy;
  readonly circle: Circle;
  /** From the smallest areas to the largest. */
  readonly levels: readonly LevelId[];
  readonly knowledge: Knowledge;
  /** Hidden from the inner circle already. */
  readonly hiddenInside: ReadonlySet<string>;
}

/** An attacker who knows nothing of a figure's size still knows that it is no more than this times what it is. */
const BEYOND = 10;
/** What a sum comes to that the source hides: no more than this, for all anybody knows. */
const UNTOLD = 1_000_000;
/** And no less than this above it. */
const ROOM = 1000;

export function standings(question: StandingQuestion): Map<string, Standing> {
  const { table, decisions } = question;
  const used = new Set<string>();
  for (const [index, value] of table.values.entries()) {
    if (decisions[index]?.blocked !== null) continue;
    used.add(value.numerator);
    if (value.denominator !== null) used.add(value.denominator);
  }
  const classes = measureClasses(table);
  return new Map(
    [...table.figures.values()].map((figure) => {
      const isUsed = used.has(figure.id);
      return [figure.id, isUsed ? ofUsed(figure, question) : ofUnused(figure, classes, question)];
    }),
  );
}

function ofUsed(figure: Figure, question: StandingQuestion): Standing {
  const { knowledge, judged } = question;
  const fresh = freshStanding(figure, judged.get(figure.id), question);
  if (figure.value === null) return fresh;
  const before = knowledge.openWith(figure.id);
  if (before.includes(figure.value)) return { ...fresh, status: 'frozen', need: undefined, isKnown: true };
  const number = classUsing(figure, question);
  const correction = isRedrawn(figure, question.table, knowledge)
    ? { high: figure.value + thresholdOf(question.policy, question.circle, number) }
    : correctionNeed(figure, before, number, question);
  if (!correction || fresh.reasons.length > 0) return fresh;
  return { ...fresh, status: 'hidden', reasons: ['correction'], need: within(correction, fresh) };
}

/** As if nothing had ever been published. */
function freshStanding(
  figure: Figure,
  own: FigureJudgement | undefined,
  question: StandingQuestion,
): Standing {
  const { policy, levels, hiddenInside } = question;
  const base = {
    ...bounds(figure, own, question),
    isKnown: false,
    wasHidden: question.knowledge.wasHidden(figure.id),
    isUsed: true,
    isPreference: false,
    weight: 0,
  };
  const window = roundingWindows(question.table).get(figure.id);
  const standing = (status: CellStatus, reasons: readonly Reason[], asked?: Need): Standing => {
    const need = needInWindow(asked, figure, window);
    return { ...base, status, reasons, need, fresh: { status, need } };
  };
  if (figure.value === null) return standing('hidden', ['source'], own?.need);
  if (own && own.reasons.length > 0) return standing('hidden', own.reasons, own.need);
  if (hiddenInside.has(figure.id)) return standing('hidden', ['secondary']);
  if (figure.population === true) return standing('frozen', []);
  const price = levelWeight(policy, levels.indexOf(figure.level), levels.length);
  const isTop = price === 'frozen' && levels.length > 1;
  const isOpenZero = figure.value === 0 && figure.kind !== 'balance' && policy.frozen.includes('open-zeros');
  const times = typeof price === 'number' ? price : topWeight(policy, levels.length);
  const weight = times * (figure.value === 0 ? 1 : Math.log2(1 + Math.abs(figure.value)));
  const isPreference = isTop || isOpenZero;
  return { ...standing(isPreference ? 'frozen' : 'open', []), weight, isPreference };
}

/** Dearer than everything below it. */
function topWeight(policy: Policy, levels: number): number {
  const below = levelWeight(policy, Math.max(0, levels - 2), levels);
  return 4 * (typeof below === 'number' ? below : 1);
}

/** Never published by itself; what it counts may still follow from what is. */
function ofUnused(
  figure: Figure,
  classes: ReadonlyMap<string, ClassNumber>,
  question: StandingQuestion,
): Standing {
  const own = question.judged.get(figure.id);
  const { lower, upper } = bounds(figure, own, question);
  const none = { isPreference: false, isUsed: false, isKnown: false, wasHidden: false };
  const base = { lower, upper, reasons: [], weight: 0, ...none };
  if (figure.population === true) {
    const fixed = { status: 'frozen', need: undefined } as const;
    return { ...base, ...fixed, fresh: fixed };
  }
  const number = classes.get(measureOf(figure.quantity)) ?? 1;
  const n = thresholdOf(question.policy, question.circle, number);
  const size = figure.most ?? figure.value;
  const isSmall = figure.kind === 'count' && size !== null && size > 0 && size < n;
  // Only blocked values rest on it; a rule may still ask that it does not follow from others.
  const ruled = own && own.reasons.length > 0 ? own.need : undefined;
  // What the source hides is not to follow from its other figures either, whether anybody publishes it or not.
  const source =
    figure.value === null && figure.range ? { low: figure.range[0], high: figure.range[1] } : undefined;
  const asked = ruled ?? source ?? (isSmall ? { high: Math.min(n, upper) } : undefined);
  const need = needInWindow(asked, figure, roundingWindows(question.table).get(figure.id));
  const fresh = { status: 'unpublished', need } as const;
  const isKnown = figure.value !== null && question.knowledge.openWith(figure.id).includes(figure.value);
  if (isKnown) return { ...base, status: 'frozen', need: undefined, fresh, isKnown };
  return { ...base, ...fresh, fresh };
}

function bounds(
  figure: Figure,
  own: FigureJudgement | undefined,
  { table, policy }: StandingQuestion,
): { lower: number; upper: number } {
  const value = figure.value ?? figure.range?.[0] ?? 0;
  const size = Math.abs(value);
  const far = size * BEYOND + ROOM;
  if (figure.kind === 'balance') return { lower: -far, upper: far };
  if (figure.value === null) return { lower: figure.range?.[0] ?? 0, upper: figure.range?.[1] ?? UNTOLD };
  const { dataset, measure } = policy.population;
  const at = figure.id.slice(figure.quantity.length);
  const all = figure.kind === 'count' ? table.figures.get(`${dataset}.${measure}${at}`)?.value : undefined;
  const most = typeof all === 'number' && all >= value && isOfPersons(figure, dataset) ? all : far;
  const upper = own && Number.isFinite(own.upper) ? own.upper : most;
  return { lower: own && Number.isFinite(own.lower) ? own.lower : 0, upper: Math.max(upper, value) };
}

/** Counts within the register itself: no more than there are inhabitants. */
function isOfPersons(figure: Figure, dataset: string): boolean {
  return figure.quantity.startsWith(`${dataset}.`) && !figure.quantity.includes('+');
}

/** What an already published figure may not show of its correction. */
function correctionNeed(
  { value }: Figure,
  before: readonly number[],
  number: ClassNumber,
  { policy, circle }: StandingQuestion,
): Need | undefined {
  if (value === null) return undefined;
  const least = smallestCorrection(policy, circle, number);
  const close = before.filter((old) => old !== value && Math.abs(value - old) < least);
  if (close.length === 0) return undefined;
  const old = close.reduce((nearest, one) =>
    Math.abs(one - value) < Math.abs(nearest - value) ? one : nearest,
  );
  return value > old ? { high: old + least } : { low: old - least };
}

function within({ high, low }: Need, { lower, upper }: { lower: number; upper: number }): Need {
  return {
    ...(high === undefined ? {} : { high: Math.min(high, upper) }),
    ...(low === undefined ? {} : { low: Math.max(low, lower) }),
  };
}

/** The strictest class of those that count with it; a denominator alone is a population. */
function classUsing(figure: Figure, { table }: StandingQuestion): ClassNumber {
  return numeratorClasses(table).get(figure.id) ?? 1;
}

const CLASSES = new WeakMap<FigureTable, ReadonlyMap<string, ClassNumber>>();

function numeratorClasses(table: FigureTable): ReadonlyMap<string, ClassNumber> {
  const known = CLASSES.get(table);
  if (known) return known;
  const classes = new Map<string, ClassNumber>();
  for (const { numerator, disclosureClass } of table.values)
    if (disclosureClass > (classes.get(numerator) ?? -1)) classes.set(numerator, disclosureClass);
  CLASSES.set(table, classes);
  return classes;
}

/** The mildest class a measure is published in: what its smallest parts may show is no more than that. */
function measureClasses(table: FigureTable): Map<string, ClassNumber> {
  const classes = new Map<string, ClassNumber>();
  for (const { numerator, disclosureClass } of table.values)
    for (const part of quantityOf(numerator).split('+')) {
      const measure = measureOf(part);
      const known = classes.get(measure);
      if (known === undefined || disclosureClass < known) classes.set(measure, disclosureClass);
    }
  return classes;
}

function quantityOf(figure: string): string {
  return figure.slice(0, figure.indexOf('|'));
}

/** `einwohner.personen` of `2*einwohner.personen[alter=0-2]` and of its atoms. */
function measureOf(quantity: string): string {
  return quantity.replace(/^-?[\d.]+\*/, '').replace(/[[#~+].*$/s, '');
}
