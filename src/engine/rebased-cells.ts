/** What a figure of an earlier day comes to for the areas of a later one, as far as it may be shown. */
import type { AreaKey } from '../core/area.ts';
import { emptyCell } from '../core/cell.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Indicator } from '../mapping/indicator.ts';
import type { Borders } from '../statistics/across-borders.ts';
import { figureCells, valueOfFigures, type FigureCells } from '../statistics/figure-cells.ts';
import type { CellOf, CellQuestion } from '../statistics/formula-cells.ts';

/**
 * May a figure of then be shown for the areas of now, and to how many decimals at most? Asked where borders have moved;
 * undefined: no.
 */
export type AdmitConverted = (question: {
  readonly indicator: Indicator;
  readonly asThen: FigureCells;
  readonly asNow: FigureCells;
  /** Something of then is hidden that went into the areas of now: in their figures it could be read. */
  readonly mixesHidden: boolean;
}) => number | undefined;

/** What another indicator comes to for the areas of a later day; undefined where it is made of scores. */
export function rebasedCells(
  indicator: Indicator,
  question: CellQuestion & { readonly borders: Borders },
  admit: AdmitConverted,
): CellOf | undefined {
  const { formula, description } = indicator;
  if (formula.kind !== 'count' && formula.kind !== 'rate') return undefined;
  const figuresOf = figureCells(question, formula);
  const shown = question.published(indicator.id)?.values;
  const mixing = new Map<string, boolean>();
  const mixesHidden = (then: ReferenceDate, now: ReferenceDate | undefined): boolean => {
    if (now === undefined) return false;
    const key = `${then} ${now}`;
    const isMixed =
      mixing.get(key) ??
      (shown ?? []).some(
        ({ area, date, cell }) =>
          date === then && cell.state === 'suppressed' && givesAway(area, [then, now], question),
      );
    mixing.set(key, isMixed);
    return isMixed;
  };
  return (area, then, now) => {
    // What is hidden for the area of then is not told by that of now.
    const before = shown?.find((value) => value.area === area && value.date === then);
    if (before?.cell.state === 'suppressed') return before.cell;
    const asNow = figuresOf(area, then, now);
    const asThen = figuresOf(area, then);
    const decimals = admit({ indicator, asThen, asNow, mixesHidden: mixesHidden(then, now) });
    return decimals === undefined
      ? emptyCell('suppressed')
      : valueOfFigures(formula, asNow, Math.min(decimals, description.precision));
  };
}

/** Did an area of then lose ground to others, or to its successors? */
function givesAway(
  area: AreaKey,
  [then, now]: readonly [ReferenceDate, ReferenceDate],
  { geography, level, borders }: Pick<CellQuestion, 'geography' | 'level'> & { readonly borders: Borders },
): boolean {
  return borders.hasMoved({ area, day: then, borders: now }) || !geography.areasOn(level, now).includes(area);
}
