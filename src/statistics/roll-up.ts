/**
 * One cell of a measure on any level: as delivered where the dataset has that level, otherwise summed up
 * from the nearest finer level by the parent table of the day. Rates are never rolled up, only what they
 * are made of.
 */
import type { AreaKey, LevelId } from '../core/area.ts';
import { hasValue, MISSING, NOT_APPLICABLE, sumCells, type Cell } from '../core/cell.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Cube, Where } from './cube.ts';
import type { Geography } from './geography.ts';

export interface MeasureQuery {
  readonly level: LevelId;
  readonly area: AreaKey;
  readonly date: ReferenceDate;
  readonly measure: string;
  readonly where: Where;
  /** What it means that an area has figures of the measure but none of the codes; left out: `missing`. */
  readonly absent?: 'missing' | 'nil';
}

/**
 * `not_applicable` where the area did not exist on the day. What the source could not place ("nicht
 * zuzuordnen") counts for the area that the profile names and for those around it, for no part of it.
 */
export function measureCell(cube: Cube, geography: Geography, query: MeasureQuery): Cell {
  if (!geography.existsOn(query.level, query.area, query.date)) return NOT_APPLICABLE;
  if (cube.covers(query)) return cube.sum(query, query.where, query.absent);
  return summedUp(cube, geography, query) ?? MISSING;
}

/** Only as delivered, for what must not be summed up: shares and averages. */
export function deliveredCell(cube: Cube, geography: Geography, query: MeasureQuery): Cell {
  if (!geography.existsOn(query.level, query.area, query.date)) return NOT_APPLICABLE;
  return cube.covers(query) ? cube.sum(query, query.where) : MISSING;
}

/**
 * The areas one level below and what belongs to none of them, added up; undefined where no finer level has
 * figures on the day. Areas that did not exist are not among the parts: one of them that is `not_applicable` is
 * blocked at the source, and without it the sum would be too small.
 */
export function summedUp(cube: Cube, geography: Geography, query: MeasureQuery): Cell | undefined {
  const finer = finerLevel(cube, geography, query);
  if (finer === undefined) return undefined;
  const children = geography.childrenOf(finer, query.area, query.date);
  const parts = children.map((area) => measureCell(cube, geography, { ...query, level: finer, area }));
  const residual = cube.residual(query, query.where);
  const sum = residual ? sumCells([sumCells(parts), residual]) : sumCells(parts);
  const isBlocked = [...parts, residual].some((part) => part?.state === 'not_applicable');
  return isBlocked && hasValue(sum) ? NOT_APPLICABLE : sum;
}

/** The level directly below through which the dataset's own figures can be reached. */
export function finerLevel(
  cube: Cube,
  geography: Geography,
  query: Pick<MeasureQuery, 'level' | 'date' | 'measure'>,
): LevelId | undefined {
  return geography.levels.find((level) => {
    if (geography.parentLevel(level) !== query.level) return false;
    const below = { ...query, level };
    return cube.covers(below) || finerLevel(cube, geography, below) !== undefined;
  });
}
