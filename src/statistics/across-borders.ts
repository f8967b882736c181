/**
 * Figures of one day for areas as they are on another: where the border of an area has moved in between, its earlier
 * figure is the figure of another area and is converted by a crosswalk or not taken at all.
 */
import type { AreaKey, LevelId } from '../core/area.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Geography } from './geography.ts';
import type { ToTodaysBorders, UntakenStep } from './moved-borders.ts';

/** A figure of `day` for an area as it is on `borders`. */
export interface Spot {
  readonly area: AreaKey;
  readonly day: ReferenceDate;
  readonly borders: ReferenceDate;
}

export interface Borders {
  /** Was the area another one on the day of the figure? */
  hasMoved(spot: Spot): boolean;
  /** Undefined where no crosswalk leads from the one to the other. */
  convert(day: ReferenceDate, borders: ReferenceDate): ToTodaysBorders | undefined;
  /** A figure that could not be taken. */
  untaken(spot: Spot): void;
  readonly steps: readonly UntakenStep[];
}

type Between = (day: ReferenceDate, borders: ReferenceDate) => ToTodaysBorders | undefined;

/** For one indicator on one level: it remembers what could not be taken. */
export function bordersOf(geography: Geography, level: LevelId, between: Between = () => undefined): Borders {
  const moved = new Map<string, ReadonlySet<AreaKey>>();
  const steps = new Map<string, { from: ReferenceDate; to: ReferenceDate; areas: AreaKey[] }>();
  return {
    hasMoved({ area, day, borders }) {
      if (day === borders) return false;
      const key = `${day} ${borders}`;
      const known = moved.get(key) ?? geography.movedBorders(level, day, borders);
      moved.set(key, known);
      return known.has(area);
    },
    convert: between,
    untaken({ area, day, borders }) {
      const step = steps.get(`${day} ${borders}`) ?? { from: day, to: borders, areas: [] };
      steps.set(`${day} ${borders}`, step);
      if (!step.areas.includes(area)) step.areas.push(area);
    },
    get steps() {
      return [...steps.values()];
    },
  };
}
