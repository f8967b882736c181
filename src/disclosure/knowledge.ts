/**
 * What a circle has ever been able to read, from all releases before: figures by value, values as they were shown, and
 * tables that were decided before.
 */
import type { AreaKey, LevelId } from '../core/area.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Figure } from './figures.ts';

export interface DecidedTable {
  /** Values by figure id. */
  readonly open: Readonly<Record<string, number>>;
  readonly hidden: readonly string[];
}

export interface ShownValue {
  readonly indicator: string;
  readonly level: LevelId;
  readonly area: AreaKey;
  readonly date: ReferenceDate;
  readonly definition?: string;
}

export interface Knowledge {
  /** All values a figure was ever open with. */
  openWith(figure: string): readonly number[];
  /** It was decided to hide the figure, and it has never been open: that may protect another one ever since. */
  wasHidden(figure: string): boolean;
  /** Areas for which the quantity could be read. */
  readableAreas(of: Pick<Figure, 'quantity' | 'level' | 'date'>): readonly string[];
  /** Day (ISO) since when the figure could be read; undefined: never. */
  readableSince(figure: string): string | undefined;
  /** The newest value shown, where there was one; undefined where the indicator meant something else then. */
  shown(value: ShownValue): number | null | undefined;
  /** A table that was decided with the very same content and could be read since. */
  decided(hash: string): DecidedTable | undefined;
}

/** Before the first release. */
export const NOTHING_KNOWN: Knowledge = {
  openWith: () => [],
  wasHidden: () => false,
  readableAreas: () => [],
  readableSince: () => undefined,
  shown: () => undefined,
  decided: () => undefined,
};
