/** How good an assignment was: the figures of every run, each with its light. Red stops the release. Pure. */
import type { AreaKey } from '../../core/area.ts';
import type { AssignmentCounts, GemeindeCounts } from './assignment-tally.ts';
import { QUALITY_LIMITS, type QualityLimits } from './quality-limits.ts';

export type Light = 'green' | 'amber' | 'red';
export type FigureId =
  | 'match-rate'
  | 'unmatched-gemeinde'
  | 'sum'
  | 'register-total'
  | 'numerator-total'
  | 'key-share'
  | 'disagreement'
  | 'near-edge'
  | 'quality-c'
  | 'unit-change'
  | 'unknown-unit'
  | 'empty-unit'
  | 'empty-gemeinde';

export interface QualityFigure {
  readonly id: FigureId;
  /** A share between 0 and 1, or a number of cases; null: nothing to measure. */
  readonly value: number | null;
  readonly light: Light;
  /** Areas or Gemeinden that made the light, in order of their keys. */
  readonly subjects: readonly string[];
}

export interface Total {
  readonly found: number;
  readonly official: number;
  /** Why they differ, by a person: a difference with a note is not red. */
  readonly note?: string;
}

export interface QualityQuestion {
  readonly counts: AssignmentCounts;
  /** Records read per Gemeinde, counted by the reader and not by the assignment. */
  readonly read: ReadonlyMap<string, number>;
  /** All areas of the level. */
  readonly units: ReadonlySet<AreaKey>;
  readonly register?: Total;
  readonly numerator?: Total;
  /** Events are few: an area may well have none, a Gemeinde not. Left out: records of all who live there. */
  readonly records?: 'events';
  /** Counts of the same areas a year before, on the same geography. */
  readonly lastYear?: ReadonlyMap<AreaKey, number>;
}

export function qualityFigures(
  question: QualityQuestion,
  limits: QualityLimits = QUALITY_LIMITS,
): readonly QualityFigure[] {
  const { counts, register, numerator } = question;
  const { marks } = counts;
  const located = marks.compared + counts.methods.coordinate;
  return [
    matchRate(counts, limits),
    unmatchedGemeinden(counts, limits),
    sums(question),
    ...(register ? [totalFigure('register-total', register, limits)] : []),
    ...(numerator ? [totalFigure('numerator-total', numerator, limits)] : []),
    keyShare(counts, limits),
    atMost('disagreement', ratio(marks['coordinate-disagrees'], marks.compared), limits.disagreement),
    atMost('near-edge', ratio(marks['near-edge'], located), { green: limits.nearEdge, red: Infinity }),
    atMost('quality-c', ratio(marks['quality-c'], located), { green: limits.qualityC, red: Infinity }),
    changes(question, limits),
    listed(
      'unknown-unit',
      [...counts.units.keys()].filter((unit) => !question.units.has(unit)),
      'red',
    ),
    empty(question),
  ];
}

/** What nobody delivered must not be read as nil. */
function empty({ counts, units, records }: QualityQuestion): QualityFigure {
  if (records === 'events') {
    const without = counts.gemeinden.filter(({ read }) => read === 0);
    return listed(
      'empty-gemeinde',
      without.map(({ gemeinde }) => gemeinde),
      'red',
    );
  }
  return listed(
    'empty-unit',
    [...units].filter((unit) => !counts.units.get(unit)),
    'red',
  );
}

function matchRate({ gemeinden }: AssignmentCounts, { matchRate: limit }: QualityLimits): QualityFigure {
  const assigned = gemeinden.reduce((sum, gemeinde) => sum + gemeinde.assigned, 0);
  const value = ratio(
    assigned,
    gemeinden.reduce((sum, gemeinde) => sum + matchable(gemeinde), 0),
  );
  const light = value === null || value >= limit.green ? 'green' : value < limit.red ? 'red' : 'amber';
  return { id: 'match-rate', value, light, subjects: [] };
}

/** Persons without an address and in shelters cannot be matched, however good the directory is. */
function matchable({ read, residual }: GemeindeCounts): number {
  return read - residual.no_address - residual.protected;
}

function unmatchedGemeinden({ gemeinden }: AssignmentCounts, limits: QualityLimits): QualityFigure {
  const shares = gemeinden.map((one) => ({
    gemeinde: one.gemeinde,
    share: ratio(matchable(one) - one.assigned, matchable(one)) ?? 0,
  }));
  const over = shares.filter(({ share }) => share > limits.unmatchedGemeinde);
  const value = shares.length === 0 ? null : Math.max(...shares.map(({ share }) => share));
  const subjects = over.map(({ gemeinde }) => gemeinde);
  return { id: 'unmatched-gemeinde', value, light: over.length > 0 ? 'amber' : 'green', subjects };
}

/** Areas plus residual are the records read, exactly and in every Gemeinde. */
function sums({ counts, read }: QualityQuestion): QualityFigure {
  const counted = new Map(counts.gemeinden.map((one) => [one.gemeinde, one]));
  const wrong = [...new Set([...read.keys(), ...counted.keys()])].filter((gemeinde) => {
    const one = counted.get(gemeinde);
    const residual = Object.values(one?.residual ?? {}).reduce((sum, n) => sum + n, 0);
    return (one?.assigned ?? 0) + residual !== (read.get(gemeinde) ?? 0);
  });
  const inUnits = [...counts.units.values()].reduce((sum, n) => sum + n, 0);
  const assigned = counts.gemeinden.reduce((sum, one) => sum + one.assigned, 0);
  return listed('sum', inUnits === assigned ? wrong : [...wrong, '*'], 'red');
}

/** A total of a delivery against the official one. */
export function totalFigure(
  id: 'register-total' | 'numerator-total',
  { found, official, note }: Total,
  limits: QualityLimits,
): QualityFigure {
  const limit = id === 'register-total' ? limits.register : limits.numerator;
  const figure = atMost(id, ratio(Math.abs(found - official), official), limit);
  return note && figure.light === 'red' ? { ...figure, light: 'amber' } : figure;
}

function keyShare({ methods }: AssignmentCounts, limits: QualityLimits): QualityFigure {
  const all = Object.values(methods).reduce((sum, n) => sum + n, 0);
  const byKey = all - methods.interpolated - methods.coordinate;
  const value = ratio(byKey, all);
  const light = value === null || value >= limits.keyShare ? 'green' : 'amber';
  return { id: 'key-share', value, light, subjects: [] };
}

function changes({ counts, lastYear }: QualityQuestion, { change }: QualityLimits): QualityFigure {
  if (!lastYear) return { id: 'unit-change', value: null, light: 'green', subjects: [] };
  const moved = [...lastYear].flatMap(([unit, before]) => {
    const difference = Math.abs((counts.units.get(unit) ?? 0) - before);
    return difference > change.persons && difference > change.share * before ? [unit] : [];
  });
  return listed('unit-change', moved, 'amber');
}

function atMost(
  id: FigureId,
  value: number | null,
  { green, red }: { readonly green: number; readonly red: number },
): QualityFigure {
  const light = value === null || value <= green ? 'green' : value > red ? 'red' : 'amber';
  return { id, value, light, subjects: [] };
}

function listed(id: FigureId, subjects: readonly string[], light: Light): QualityFigure {
  const sorted = subjects.toSorted();
  return { id, value: sorted.length, light: sorted.length > 0 ? light : 'green', subjects: sorted };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
