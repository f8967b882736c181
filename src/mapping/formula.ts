/** Formula of an indicator as the program works with it, and what it rests on. */
import { weightedSum } from '../core/decimal.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { FormulaFile, QuantityFile, TermFile } from './formula-file.ts';

/** Dimension to the codes that are added up. */
export type Codes = Readonly<Record<string, readonly string[]>>;

export interface CountFormula {
  readonly dataset: string;
  readonly measure: string;
  readonly where: Codes;
}

export interface Coefficient {
  readonly where: Codes;
  readonly times: number;
}

export interface Term extends CountFormula {
  readonly times: number;
  /** Where there are any, each one weighs the cells of its codes, and others do not count. */
  readonly coefficients: readonly Coefficient[];
}

/** A linear combination: terms times their factors, added up. */
export type Quantity = readonly Term[];

/** Day of the denominator: the numerator's, 31 December before it, the mean of its day and a year before, or one day. */
export type DenominatorDate = 'same' | 'previousYearEnd' | 'mean' | ReferenceDate;

export interface RateFormula {
  readonly kind: 'rate';
  /** How it was written. A share cannot be more than the whole. */
  readonly word: 'share' | 'rate' | 'quotient';
  readonly numerator: Quantity;
  readonly denominator: Quantity;
  /** 100 for a percentage, 1000 for "per thousand". */
  readonly per: number;
  readonly denominatorDate: DenominatorDate;
  /** Over so many years the numerators are added up, and the denominators; 1: the year alone. */
  readonly pooledYears: number;
}

export interface IndexPart {
  readonly indicator: string;
  readonly weight: number;
}

export type Formula =
  | { readonly kind: 'count'; readonly terms: Quantity }
  | RateFormula
  | {
      readonly kind: 'change';
      /** Id of the indicator whose published values are compared. */
      readonly of: string;
      readonly years: number;
      readonly as: 'difference' | 'percent';
    }
  | { readonly kind: 'zscore'; readonly of: string }
  | {
      readonly kind: 'index';
      readonly parts: readonly IndexPart[];
      /** z-scores of the change over so many years; null: of the values themselves. */
      readonly changeYears: number | null;
    };

export function formulaOf(file: FormulaFile): Formula {
  if (file.count) return { kind: 'count', terms: quantityOf(file.count) };
  if (file.share) return rateOf('share', { ...file.share, per: 100 });
  if (file.rate) return rateOf('rate', file.rate);
  if (file.quotient) return rateOf('quotient', { ...file.quotient, per: 1 });
  if (file.change) return { kind: 'change', ...file.change };
  if (file.zscore) return { kind: 'zscore', of: file.zscore.of };
  if (file.index) {
    const parts = file.index.of.map((part) =>
      typeof part === 'string' ? { indicator: part, weight: 1 } : part,
    );
    return { kind: 'index', parts, changeYears: file.index.changeYears ?? null };
  }
  throw new TypeError('formula was not checked');
}

/** Everything a formula reads from datasets. */
export function termsIn(f: Formula): readonly Term[] {
  if (f.kind === 'count') return f.terms;
  return f.kind === 'rate' ? [...f.numerator, ...f.denominator] : [];
}

/** Ids of the indicators a formula takes published values of. */
export function basesOf(f: Formula): readonly string[] {
  switch (f.kind) {
    case 'count':
    case 'rate':
      return [];
    case 'change':
    case 'zscore':
      return [f.of];
    case 'index':
      return f.parts.map((part) => part.indicator);
  }
}

/** A term as plain counts with their factors: one, or one for each coefficient. */
export function weightedCounts(term: Term): { count: CountFormula; times: number }[] {
  const { dataset, measure, where, times, coefficients } = term;
  if (coefficients.length === 0) return [{ count: { dataset, measure, where }, times }];
  return coefficients.map((row) => ({
    count: { dataset, measure, where: { ...where, ...row.where } },
    times: weightedSum([[times, row.times]]),
  }));
}

type FractionFile = NonNullable<FormulaFile['rate']>;

function rateOf(word: RateFormula['word'], file: FractionFile): RateFormula {
  const { numerator, denominator, per, denominatorDate, pooledYears = 1 } = file;
  return {
    kind: 'rate',
    word,
    numerator: quantityOf(numerator),
    denominator: quantityOf(denominator),
    per,
    denominatorDate,
    pooledYears,
  };
}

function quantityOf(file: QuantityFile): Quantity {
  return (Array.isArray(file) ? file : [file]).map(termOf);
}

function termOf({ dataset, measure, where, times, coefficients = [] }: TermFile): Term {
  const rows = coefficients.map((row) => ({ where: codesOf(row.where), times: row.times }));
  return { dataset, measure, where: codesOf(where), times, coefficients: rows };
}

function codesOf(file: TermFile['where']): Codes {
  const lists = Object.entries(file).map(([dimension, wanted]) => [
    dimension,
    typeof wanted === 'string' ? [wanted] : wanted,
  ]);
  return Object.fromEntries(lists) as Codes;
}
