/** Counts of several files of one day, such as one register per Gemeinde, as the counts of one. */
import { sumCells } from '../../core/cell.ts';
import type { StoredCell } from '../../core/dataset.ts';
import { breakdownKey } from '../../core/observation.ts';
import type { ResidualCause } from './assignment.ts';
import type { AssignmentQuality, GemeindeQuality } from './quality.ts';

/** `file` of a cell's source: index of the list it comes from; cells of several lists name the first of them. */
export function addCells(lists: readonly (readonly StoredCell[])[]): StoredCell[] {
  if (lists.length === 1) return [...lists[0]!];
  const sums = new Map<string, StoredCell>();
  for (const [file, cells] of lists.entries())
    for (const stored of cells) {
      const { role, level, area, date, measure, breakdown } = stored;
      const key = [role, level, area, date, measure, breakdownKey(breakdown)].join(' ');
      const known = sums.get(key);
      if (known) sums.set(key, { ...known, cell: sumCells([known.cell, stored.cell]) });
      else sums.set(key, { ...stored, source: { ...stored.source, file } });
    }
  return [...sums.values()];
}

export function addAssignments(parts: readonly AssignmentQuality[]): AssignmentQuality {
  const gemeinden = new Map<string, GemeindeQuality>();
  for (const one of parts.flatMap(({ gemeinden: own }) => own)) {
    const known = gemeinden.get(one.gemeinde);
    gemeinden.set(one.gemeinde, known ? addGemeinden(known, one) : one);
  }
  return {
    gemeinden: [...gemeinden.values()],
    methods: addRecords(parts.map(({ methods }) => methods)),
    marks: addRecords(parts.map(({ marks }) => marks)),
    units: addMaps(parts.map(({ units }) => units)),
  };
}

export function addMaps(maps: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [key, count] of maps.flatMap((map) => [...map])) sums.set(key, (sums.get(key) ?? 0) + count);
  return sums;
}

function addGemeinden(a: GemeindeQuality, b: GemeindeQuality): GemeindeQuality {
  const residual = addRecords([a.residual, b.residual]) as Record<ResidualCause, number>;
  return { gemeinde: a.gemeinde, read: a.read + b.read, assigned: a.assigned + b.assigned, residual };
}

function addRecords(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  return Object.fromEntries(addMaps(records.map((record) => new Map(Object.entries(record)))));
}
