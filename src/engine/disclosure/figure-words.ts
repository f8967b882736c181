/** What the id of a figure says of it: quantity, level, area and date. */
import type { AreaKey, LevelId } from '../../core/area.ts';
import { germanDate, parseReferenceDate, type ReferenceDate } from '../../core/reference-date.ts';

interface FigurePlace {
  readonly quantity: string;
  readonly level: LevelId;
  readonly area: AreaKey;
  readonly date: ReferenceDate;
}

/** Undefined for rests and figures that were converted. */
export function partsOfId(figure: string): FigurePlace | undefined {
  const [quantity = '', level = '', area = '', date = '', ...more] = figure.split('|');
  const day = parseReferenceDate(date);
  if (!day || more.length > 0) return undefined;
  return { quantity, level: level as LevelId, area: area as AreaKey, date: day };
}

/** Without what it comes to. */
export function figureWords(figure: string): string {
  const at = partsOfId(figure);
  return at
    ? `${at.quantity}, ${at.area} (${at.level}), ${germanDate(at.date)}`
    : figure.replaceAll('|', ', ');
}
