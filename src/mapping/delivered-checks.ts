/**
 * Does a delivery agree with itself, as its profile says it must? Shares are recomputed from the counts beside
 * them, sums from their parts. Nothing is corrected; a part without a value leaves its check unmade.
 */
import { cell, hasValue, MISSING, sumCells, type Cell } from '../core/cell.ts';
import type { Observation } from '../core/observation.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { FindingDesk } from './finding-desk.ts';
import { measureOf, termsOf, whereOf, type Check, type CheckTerm } from './profile-checks.ts';

export interface DeliveredChecks {
  readonly note: (observations: readonly Observation[]) => void;
  /** Makes the checks; call once, when the delivery has been read. */
  readonly close: () => void;
}

/** Decimal amounts differ by binary noise only. */
const NOISE = 1e-9;

/** Measure to the observations of one area. */
type AreaFigures = Map<string, Observation[]>;

export function deliveredChecks(checks: readonly Check[], desk: FindingDesk, file: string): DeliveredChecks {
  const needed = new Set(checks.flatMap((check) => termsOf(check).map(measureOf)));
  const areas = new Map<string, AreaFigures>();
  return {
    note(observations) {
      for (const observation of observations) {
        if (observation.role !== 'value' || !needed.has(observation.measure)) continue;
        const name = `${observation.level} ${observation.area}`;
        const figures: AreaFigures = areas.get(name) ?? new Map<string, Observation[]>();
        areas.set(name, figures);
        const known = figures.get(observation.measure);
        if (known) known.push(observation);
        else figures.set(observation.measure, [observation]);
      }
    },
    close() {
      for (const check of checks) {
        const made = [...areas.values()].map((figures) => checkArea(check, figures, desk));
        const found = measureOf('rate' in check ? check.rate : check.sum);
        if (!made.includes(true)) desk.report('mapping.check-not-made', { file, row: 0 }, { found });
      }
    },
  };
}

/** True where the area has the figures of the check, with values or without. */
function checkArea(check: Check, figures: AreaFigures, desk: FindingDesk): boolean {
  const subject = 'rate' in check ? check.rate : check.sum;
  let made = false;
  for (const date of new Set(matching(subject, figures).map((figure) => figure.date))) {
    const [first, ...others] = matching(subject, figures, date);
    if (!first) continue;
    const written = sumCells([first, ...others].map((figure) => figure.cell));
    const computed = recomputed(check, figures, date);
    if (!computed) continue;
    made = true;
    if (!hasValue(written) || !hasValue(computed)) {
      desk.tally('mapping.check-without-value', first.place, measureOf(subject));
      continue;
    }
    if (Math.abs(written.value - computed.value) <= check.tolerance + NOISE) continue;
    const facts = { found: german(written.value), expected: german(computed.value) };
    desk.report('rate' in check ? 'mapping.rate-differs' : 'mapping.sum-differs', first.place, facts);
  }
  return made;
}

/** Undefined where the area has no figures for it. */
function recomputed(check: Check, figures: AreaFigures, date: ReferenceDate): Cell | undefined {
  if ('sum' in check) {
    const parts = check.of.map((term) => added(term, figures, date));
    return parts.every((part) => part !== undefined) ? sumCells(parts) : undefined;
  }
  const numerator = added(check.numerator, figures, date);
  const denominator = added(check.denominator, figures, date);
  if (!numerator || !denominator) return undefined;
  if (!hasValue(numerator)) return numerator;
  if (!hasValue(denominator)) return denominator;
  // Divided by nothing there is no share: sources write 0 or a sign, and both are right.
  return denominator.value === 0 ? MISSING : cell((numerator.value / denominator.value) * check.per);
}

/** On the day itself, or on the only day of which the delivery has it: a count of cars beside last year's persons. */
function added(term: CheckTerm, figures: AreaFigures, date: ReferenceDate): Cell | undefined {
  const sameDay = matching(term, figures, date);
  const all = sameDay.length > 0 ? sameDay : matching(term, figures);
  if (all.length === 0 || new Set(all.map((figure) => figure.date)).size > 1) return undefined;
  return sumCells(all.map((figure) => figure.cell));
}

function matching(term: CheckTerm, figures: AreaFigures, date?: ReferenceDate): Observation[] {
  const where = Object.entries(whereOf(term));
  return (figures.get(measureOf(term)) ?? []).filter(
    (figure) =>
      (date === undefined || figure.date === date) &&
      where.every(([dimension, code]) => figure.breakdown[dimension] === code),
  );
}

function german(value: number): string {
  return value.toLocaleString('de-DE', { maximumFractionDigits: 4 });
}
