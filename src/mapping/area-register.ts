/**
 * Did an area exist on the day? In official tables `-` means nil where it did, and nothing at all where it did
 * not: dissolved units stay in the table as rows of dashes or points.
 */
import { hasValue, type Cell } from '../core/cell.ts';
import type { Place } from '../core/finding.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { ReadArea } from './area-reader.ts';
import { editionOn, type CodeList } from './code-list.ts';
import type { FindingDesk } from './finding-desk.ts';

type KnownArea = Exclude<ReadArea, { wrong: string }>;
export type AreaRegister = (
  area: KnownArea,
  value: { readonly date: ReferenceDate; readonly cell: Cell; readonly place: Place },
) => boolean;

/** False where the value is to be dropped: a sign of a unit that did not exist, or, reported, a figure of one. */
export function areaRegister(list: CodeList | undefined, desk: FindingDesk): AreaRegister {
  return (area, { date, cell, place }) => {
    if (!list || area.role !== 'value' || editionOn(list, date)?.codes.has(area.area)) return true;
    if (cell.state === 'nil' || !hasValue(cell)) desk.tally('mapping.area-not-existing', place, area.area);
    else desk.report('mapping.area-not-registered', place, { found: area.area, expected: list.id });
    return false;
  };
}
