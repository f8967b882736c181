/**
 * Looks at the target and judges one operation: does the target stand as before it, as after it, in
 * between (our own write, stopped half-way) or in a way that is neither (somebody else wrote)?
 */
import type { Target, TargetIndicator, TargetUnit, TargetValues, UnitFeature } from './target.ts';
import { findIndicator, findUnit, storedValue } from './actual.ts';
import { sameIndicatorDescription, sameUnitDescription, withoutHierarchy } from './descriptions.ts';
import { betweenFeatures, sameFeatures } from './features.ts';
import { indicatorKeyText, type IndicatorKey, type Operation, type PutValues } from './operations.ts';

export type Verdict = 'before' | 'after' | 'between' | 'foreign';

/** Answers of the target, remembered until something is written. */
export class Lookout {
  readonly #target: Target;
  /** Ids stay: a list of a thousand indicators is not asked for again because one of them was written. */
  readonly #ids = new Map<string, string>();
  #units: Promise<readonly TargetUnit[]> | undefined;
  #indicators: Promise<readonly TargetIndicator[]> | undefined;
  #single = new Map<string, TargetIndicator>();

  constructor(target: Target) {
    this.#target = target;
  }

  forget(): void {
    this.#units = undefined;
    this.#indicators = undefined;
    this.#single = new Map();
  }

  /** The id that the target gave to an indicator just created. */
  learn(key: IndicatorKey, id: string): void {
    this.#ids.set(indicatorKeyText(key), id);
  }

  async unit(name: string): Promise<TargetUnit | undefined> {
    this.#units ??= this.#target.units();
    return findUnit(await this.#units, name);
  }

  async indicator(key: IndicatorKey): Promise<TargetIndicator | undefined> {
    const text = indicatorKeyText(key);
    const id = this.#ids.get(text);
    if (id !== undefined && !this.#indicators) {
      const known = this.#single.get(text) ?? (await this.#target.indicator(id));
      if (known && indicatorKeyText(known) === text) {
        this.#single.set(text, known);
        return known;
      }
      this.#ids.delete(text);
    }
    this.#indicators ??= this.#target.indicators();
    const found = findIndicator(await this.#indicators, key);
    if (found) this.#ids.set(text, found.id);
    return found;
  }

  async judge(operation: Operation): Promise<Verdict> {
    switch (operation.kind) {
      case 'create-unit': {
        const unit = await this.unit(operation.unit.name);
        if (!unit) return 'before';
        const same = sameUnitDescription(withoutHierarchy(unit), withoutHierarchy(operation.unit));
        const features = await this.#target.features(unit.id);
        if (same && isStageOf(features, operation.after)) return 'after';
        return features.length === 0 ? 'between' : 'foreign';
      }
      case 'update-features': {
        const features = await this.#features(operation.unitName);
        if (sameFeatures(features, operation.after)) return 'after';
        if (sameFeatures(features, operation.before)) return 'before';
        return betweenFeatures(features, operation.before, operation.after) ? 'between' : 'foreign';
      }
      case 'clear-features': {
        const features = await this.#features(operation.unitName);
        if (features.length === 0) return 'after';
        return sameFeatures(features, operation.before) ? 'before' : 'foreign';
      }
      case 'describe-unit': {
        const unit = await this.unit(operation.after.name);
        if (unit && sameUnitDescription(unit, operation.after)) return 'after';
        return unit && sameUnitDescription(unit, operation.before) ? 'before' : 'foreign';
      }
      case 'create-indicator': {
        const found = await this.indicator(operation.description);
        if (!found) return 'before';
        const { displayOrder } = found.description;
        const wanted = { ...operation.description, displayOrder };
        return sameIndicatorDescription(found.description, wanted) && found.topicId === operation.topicId
          ? 'after'
          : 'foreign';
      }
      case 'describe-indicator': {
        const found = await this.indicator(operation.indicator);
        const is = (state: { description: typeof operation.after.description; topicId: string | null }) =>
          found !== undefined &&
          sameIndicatorDescription(found.description, state.description) &&
          found.topicId === state.topicId;
        return is(operation.after) ? 'after' : is(operation.before) ? 'before' : 'foreign';
      }
      case 'put-values':
        return this.#judgeValues(operation);
      case 'delete-unit':
        return (await this.unit(operation.unitName)) ? 'before' : 'after';
      case 'delete-indicator':
        return (await this.indicator(operation.indicator)) ? 'before' : 'after';
      case 'delete-link': {
        const found = await this.indicator(operation.indicator);
        return found?.links.some((link) => link.unitName === operation.unitName) ? 'before' : 'after';
      }
      case 'delete-date': {
        const found = await this.indicator(operation.indicator);
        const values = found && (await this.#values(found, operation.unitName));
        const gone = !values?.dates.includes(operation.date) && !found?.dates.includes(operation.date);
        return gone ? 'after' : 'before';
      }
    }
  }

  async #judgeValues(operation: PutValues): Promise<Verdict> {
    const found = await this.indicator(operation.indicator);
    const values = found && (await this.#values(found, operation.unitName));
    const verdict = judgeCells(operation, values);
    if (verdict !== 'after') return verdict;
    const registered = operation.dates.every((date) => found?.dates.includes(date));
    if (registered) return 'after';
    // Values that stood there before, at a date the indicator does not list: nothing of ours has happened yet.
    return changesCells(operation) ? 'between' : 'before';
  }

  async #values(indicator: TargetIndicator, unitName: string): Promise<TargetValues | undefined> {
    const link = indicator.links.find((candidate) => candidate.unitName === unitName);
    return link && this.#target.values(indicator.id, link.unitId);
  }

  async #features(unitName: string): Promise<readonly UnitFeature[]> {
    const unit = await this.unit(unitName);
    return unit ? this.#target.features(unit.id) : [];
  }
}

/** Cell by cell: every cell as before, every cell as after, each one of the two, or a third value. */
export function judgeCells(operation: PutValues, values: TargetValues | undefined): Verdict {
  let before = true;
  let after = true;
  for (const row of operation.rows) {
    if (values?.contradictory.includes(row.key)) return 'foreign';
    for (const [index, date] of operation.dates.entries()) {
      const now = storedValue(values, row.key, date);
      const isAfter = now === row.values[index];
      // A column or row that our own write has only just added reads as null.
      const wasAbsent = row.before[index] === 'absent' && (now === undefined || now === null);
      const isBefore = wasAbsent || now === row.before[index];
      if (!isAfter && !isBefore) return 'foreign';
      after &&= isAfter;
      before &&= isBefore;
    }
  }
  return after ? 'after' : before ? 'before' : 'between';
}

function changesCells({ rows }: PutValues): boolean {
  return rows.some((row) => row.values.some((value, index) => value !== row.before[index]));
}

/** A unit we created may already have received the later editions of the same plan. */
function isStageOf(features: readonly UnitFeature[], created: readonly UnitFeature[]): boolean {
  const starts = new Set(created.map((feature) => feature.validity.from));
  const reopened = features
    .filter((feature) => starts.has(feature.validity.from))
    .map((feature) => ({ ...feature, validity: { ...feature.validity, to: null } }));
  return sameFeatures(reopened, created);
}
