/** The columns of a row that say what its figures are about: area, section, date, codes. Reads no figure. */
import type { RawRow } from '../core/table.ts';
import type { BoundColumn, BoundTable } from './bind-columns.ts';
import { plainText } from './column-label.ts';

/** Where a name alone says nothing, the section it stands in comes first: `Bezirke / Altona`. */
export function areaText(row: RawRow, { area, section }: BoundTable): string {
  const name = plainText(row.cells[area.index]);
  const part = section ? plainText(row.cells[section.index]) : '';
  return name === '' || part === '' ? name : `${part} / ${name}`;
}

/** The columns that say what a figure is about. */
export function namingColumns({ area, section, date, dimensions }: BoundTable): readonly BoundColumn[] {
  const codes = dimensions.flatMap(({ columns, label }) => [...columns, label]);
  return [area, section, date, ...codes].filter((column) => column !== undefined);
}

export function isFormula(row: RawRow, { index }: BoundColumn): boolean {
  const raw = row.cells[index];
  return typeof raw === 'object' && raw.formula === true;
}
