/** Control sums of old areas: added up for new areas that are made of whole ones, told and left out for the others. */
import type { AreaKey } from '../../core/area.ts';
import type { ConversionReport } from './conversion-report.ts';
import type { Convertible } from './convert-cells.ts';
import type { Crosswalk } from './crosswalk.ts';
import { breakdownKey } from '../../core/observation.ts';
import { sumCells } from '../../core/cell.ts';

/**
 * Half a control sum proves nothing, and the parts of a split one are estimates. A new area gets its control sum
 * only where all old areas it is made of go into it whole and have one.
 */
export function convertTotals<Row extends Convertible>(
  totals: readonly Row[],
  { parts }: Crosswalk,
  report: ConversionReport,
): Row[] {
  const slices = new Map<string, Map<AreaKey, Row[]>>();
  for (const row of totals) {
    const name = `${row.date} ${row.measure} ${breakdownKey(row.breakdown)}`;
    const slice = slices.get(name) ?? new Map<AreaKey, Row[]>();
    slices.set(name, slice.set(row.area, [...(slice.get(row.area) ?? []), row]));
  }
  return [...slices.values()].flatMap((slice) =>
    [...parts].flatMap(([area, own]): Row[] => {
      const rows = own.flatMap(({ from }) => slice.get(from) ?? []);
      const [first] = rows;
      if (!first) return [];
      if (own.every(({ weight, from }) => weight === 1 && slice.has(from)))
        return [{ ...first, area, cell: sumCells(rows.map((row) => row.cell)) }];
      report.totalUnchecked(area);
      return [];
    }),
  );
}
