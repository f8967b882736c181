/**
 * One cell of a measure on any level: as delivered where the dataset has that level, otherwise summed up
 * from the nearest finer level by the parent table of the day. Rates are never rolled up, only what they
 * are made of.
 */
import type { AreaKey, LevelId } from '../core/area.ts';
import { MISSING, NOT_APPLICABLE, sumCells, type Cell } from '../core/cell.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Cube, Where } from './cube.ts';
import type { Geography } from './geography.ts';

export interface MeasureQuery {
  readonly level: LevelId;
  readonly area: AreaKey;
  readonly date: ReferenceDate;
  readonly measure: string;
  readonly where: Where;
}

/**
 * `not_applicable` where the area did not exist on the day. What the source could not place ("nicht
 * zuzuordnen") counts for the area that the profile names and for those around it, for no part of it.
 */
export function measureCell(cube: Cube, geography: Geography, query: MeasureQuery): Cell {
  if (!geography.existsOn(query.level, query.area, query.date)) return NOT_APPLICABLE;
  if (cube.covers(query.level, query.date)) return cube.sum(query, query.where);

  const finer = finerLevel(cube, geography, query.level, query.date);
  if (finer === undefined) return MISSING;
  const children = geography.childrenOf(finer, query.area, query.date);
  const sum = sumCells(
    children.map((area) => measureCell(cube, geography, { ...query, level: finer, area })),
  );
  const residual = cube.residual(query, query.where);
  return residual.state === 'missing' ? sum : sumCells([sum, residual]);
}

/** The level directly below `level` through which the dataset's own level can be reached. */
function finerLevel(
  cube: Cube,
  geography: Geography,
  level: LevelId,
  date: ReferenceDate,
): LevelId | undefined {
  return geography.levels.find(
    (candidate) =>
      geography.parentLevel(candidate) === level &&
      (cube.covers(candidate, date) || finerLevel(cube, geography, candidate, date) !== undefined),
  );
}
