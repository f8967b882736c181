/**
 * What is published rests on figures: counts and amounts of one quantity for one area and day. A value is one figure
 * (a count) or two (a rate). Figures are what disclosure control hides; a value is hidden where one of its figures is.
 */
import type { AreaKey, LevelId } from '../core/area.ts';
import type { ReferenceDate } from '../core/reference-date.ts';

export interface Figure {
  /** Unique and stable over releases: quantity, level, area and day. */
  readonly id: string;
  /** Canonical text of what is counted, for example `sgb2.leistungsberechtigte`. */
  readonly quantity: string;
  readonly level: LevelId;
  readonly area: AreaKey;
  readonly date: ReferenceDate;
  /** null: hidden by the source itself, which tells the `range`. */
  readonly value: number | null;
  readonly range?: readonly [least: number, most: number];
  /** `count`: whole numbers of persons, households or facilities; `amount`: sums; `balance`: may be negative. */
  readonly kind: 'count' | 'amount' | 'balance';
  /** Counters of further unit types behind the figure (rule R2), by unit type of the policy. */
  readonly units?: Readonly<Record<string, number>>;
  /** The two largest contributions to an amount, and how many contribute (rules R3, R4). */
  readonly largest?: readonly [first: number, second: number];
  readonly holders?: number;
  /** More than one dimension is broken down. */
  readonly crossed?: boolean;
  /** Of what nobody has counted: `value` is one of many possible, and this the most it could be. */
  readonly most?: number;
  /** A stock of all inhabitants: known to everybody, never hidden. */
  readonly population?: boolean;
}

/** One indicator's value for one area and day, before disclosure control. */
export interface ValueSource {
  readonly indicator: string;
  readonly level: LevelId;
  readonly area: AreaKey;
  readonly date: ReferenceDate;
  readonly disclosureClass: DisclosureClass;
  readonly kind: 'count' | 'share' | 'rate' | 'mean';
  /** Ids of figures. */
  readonly numerator: string;
  readonly denominator: string | null;
  /** Inhabitants of the area at the day or nearest before it; null where nobody knows. */
  readonly inhabitants: number | null;
  /** What the indicator means: another formula, another text. */
  readonly definition?: string;
}

export type DisclosureClass = 0 | 1 | 2 | 3;

/** Why a figure or a value is not published. One symbol for all of them outside. */
export type Reason =
  | 'threshold'
  | 'units'
  | 'dominance'
  | 'p-percent'
  | 'full-cell'
  | 'small-base'
  | 'area-floor'
  | 'few-cases'
  | 'source'
  | 'secondary'
  | 'correction'
  | 'input';

/**
 * What always holds between figures, whether they are published or not: `lower ≤ Σ factor · figure ≤ upper`. Sums over
 * areas and over atoms, identities, stock and flow.
 */
export interface FigureRelation {
  /** German, short: what it is, for whoever reads how a value could be recomputed. */
  readonly name: string;
  readonly terms: readonly (readonly [figure: string, factor: number])[];
  readonly lower: number;
  readonly upper: number;
}

/** Everything that stands behind the values of a release, published or not. */
export interface FigureTable {
  readonly figures: ReadonlyMap<string, Figure>;
  readonly relations: readonly FigureRelation[];
  readonly values: readonly ValueSource[];
}
