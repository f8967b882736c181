/** Points with a reach, such as bus stops: east, north (EPSG:25832 or 4647) and metres from named columns. */
import type { Table } from '../../core/table.ts';
import type { Report } from '../../formats/source-file.ts';
import { findingDesk } from '../../mapping/finding-desk.ts';
import { readPoint } from './address-point.ts';
import { bindNamedColumns } from './table-columns.ts';

export interface ReachPoint {
  readonly east: number;
  readonly north: number;
  readonly metres: number;
}

export interface PointColumns {
  readonly east: string;
  readonly north: string;
  readonly metres: string;
}

const METRES = /^\d{1,5}(?:[.,]\d+)?$/;

/** Rows that cannot be read are reported and left out; empty where a column is missing. */
export async function readPoints(
  table: Table,
  columns: PointColumns,
  report: Report,
): Promise<readonly ReachPoint[]> {
  const field = bindNamedColumns(table, { ...columns }, report);
  if (!field) return [];
  const desk = findingDesk(table.file, report);
  const points: ReachPoint[] = [];
  for await (const batch of table.rows)
    for (const row of batch) {
      const place = { file: table.file, row: row.row };
      const written = { east: field(row, 'east'), north: field(row, 'north'), zone: '' };
      const point = readPoint(written, place, desk);
      const metres = field(row, 'metres');
      if (!METRES.test(metres)) desk.report('assignment.reach-unreadable', place, { found: metres });
      else if (point) points.push({ ...point, metres: Number(metres.replace(',', '.')) });
    }
  desk.close();
  return points;
}
