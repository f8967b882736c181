/**
 * Counts by area, measure and breakdown in flat arrays: all that remains of the persons. Grows with areas and
 * codes, not with persons.
 */
import { areaKey, type LevelId } from '../../core/area.ts';
import { cell } from '../../core/cell.ts';
import type { StoredCell } from '../../core/dataset.ts';
import type { Breakdown } from '../../core/observation.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import { SyncError } from '../../errors.ts';
import type { PersonDimension } from './dimensions.ts';
import type { PersonRow } from './person-row.ts';

/** 128 MB of figures. */
const MOST_CELLS = 1 << 24;

/** A unit, or a Gemeinde for what belongs to none of its units. */
export interface TallyArea {
  readonly role: StoredCell['role'];
  readonly level: LevelId;
  readonly area: string;
}

export interface Tally {
  /** Place of a person's codes among all combinations. */
  readonly combinationOf: (person: PersonRow) => number;
  readonly add: (area: number, measure: number, combination: number, amount: number) => void;
  /** Sum over all combinations. */
  readonly sum: (area: number, measure: number) => number;
  /** Every figure that is not nil, by area and measure in the given order. */
  readonly cells: (of: { date: ReferenceDate; rows: readonly [number, number] }) => Iterable<StoredCell>;
}

/** Throws a SyncError where areas, measures and codes multiply to more than fits into memory. */
export function tallyOf(
  areas: readonly TallyArea[],
  measures: readonly string[],
  dimensions: readonly PersonDimension[],
): Tally {
  const combinations = dimensions.reduce((product, { codes }) => product * codes.length, 1);
  if (combinations * measures.length * areas.length > MOST_CELLS) throw tooManyCells();
  const figures: (Float64Array | undefined)[] = [];
  const slotOf = (area: number, measure: number) => area * measures.length + measure;
  return {
    combinationOf(person) {
      let combination = 0;
      for (const { codes, indexOf } of dimensions) combination = combination * codes.length + indexOf(person);
      return combination;
    },
    add(area, measure, combination, amount) {
      const slot = slotOf(area, measure);
      const counts = (figures[slot] ??= new Float64Array(combinations));
      counts[combination] = counts[combination]! + amount;
    },
    sum: (area, measure) => figures[slotOf(area, measure)]?.reduce((sum, count) => sum + count, 0) ?? 0,
    *cells({ date, rows }) {
      const breakdowns = breakdownsOf(dimensions);
      // All cells name the same rows: those of a single person's cell would lead to the person.
      const source = { file: 0, rows };
      for (const [area, { role, level, area: key }] of areas.entries())
        for (const [index, measure] of measures.entries())
          for (const [combination, count] of (figures[slotOf(area, index)] ?? []).entries())
            if (count !== 0)
              yield {
                role,
                level,
                area: areaKey(key),
                date,
                measure,
                breakdown: breakdowns[combination]!,
                cell: cell(count),
                source,
              };
    },
  };
}

/** In the order of the combinations: the last dimension runs fastest. */
function breakdownsOf(dimensions: readonly PersonDimension[]): Breakdown[] {
  return dimensions.reduce<Breakdown[]>(
    (all, { id, codes }) => all.flatMap((known) => codes.map((code) => ({ ...known, [id]: code }))),
    [{}],
  );
}

function tooManyCells(): SyncError {
  return new SyncError({
    code: 'persons.too-many-cells',
    kind: 'configuration',
    message: `Die Gliederungen ergeben zusammen mehr als ${MOST_CELLS.toLocaleString('de-DE')} Zellen.`,
    hint: 'Nehmen Sie eine Gliederung heraus oder fassen Sie Ausprägungen zusammen, zum Beispiel Altersjahre zu Altersgruppen.',
  });
}
