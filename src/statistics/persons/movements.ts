/**
 * A movement file of the residents register to counts of births, deaths, arrivals, departures and moves by
 * unit. Counts events of the main dwelling; the person's age is that on the day of the event.
 */
import type { StoredCell } from '../../core/dataset.ts';
import { finding, type Finding } from '../../core/finding.ts';
import { germanDate, type ReferenceDate } from '../../core/reference-date.ts';
import type { RawRow, Table } from '../../core/table.ts';
import { MOVEMENT_MEASURES, type MovementMeasure } from '../../mapping/person-words.ts';
import { areaSlots, type AreaRules, type Placement } from './area-slots.ts';
import { bindFields, type BoundField } from './bind-fields.ts';
import type { PersonDimension } from './dimensions.ts';
import { fieldFaults } from './field-faults.ts';
import { fieldText } from './field-text.ts';
import { MOVEMENT_FIELDS, REQUIRED_MOVEMENT_FIELDS } from './fields.ts';
import { compactDay, parsePartialDate } from './partial-date.ts';
import { personCensus } from './person-census.ts';
import type { PersonAddress, PersonRow } from './person-row.ts';
import type { AssignmentQuality } from './quality.ts';
import { personReader, type ReadingRules } from './read-person.ts';
import { tallyOf } from './tally.ts';

/** Geburt, Sterbefall, Zuzug, Fortzug, Umzug. */
const EVENTS: ReadonlyMap<string, 'births' | 'deaths' | 'arrivals' | 'departures' | 'move'> = new Map([
  ['G', 'births'],
  ['S', 'deaths'],
  ['Z', 'arrivals'],
  ['F', 'departures'],
  ['U', 'move'],
] as const);

export interface MovementRules extends Omit<ReadingRules, 'gemeinden'>, AreaRules {
  /** The period is from this day to `date`, both included. */
  readonly from: ReferenceDate;
  readonly dimensions: readonly PersonDimension[];
}

export interface MovementQuality {
  /** Always `counted + secondary + rejected`. */
  readonly read: number;
  readonly rejected: number;
  /** Events of a second dwelling; not counted. */
  readonly secondary: number;
  readonly counted: number;
  /** Addresses as they were assigned: one for each counted event, for a move the one before as well. */
  readonly assignment: AssignmentQuality;
  /** The same addresses by AGS as they were read, before anything was assigned. */
  readonly readByGemeinde: ReadonlyMap<string, number>;
}

export interface MovementAggregate {
  /** Measures as in MOVEMENT_MEASURES; every figure that is not nil. */
  readonly cells: () => Iterable<StoredCell>;
  readonly quality: MovementQuality;
}

/** Undefined where the columns are not those of a movement file; then findings say why. */
export async function aggregateMovements(
  table: Table,
  rules: MovementRules,
  report: (finding: Finding) => void,
): Promise<MovementAggregate | undefined> {
  const { file } = table;
  const needed = rules.dimensions.flatMap(({ needs }) => needs);
  const plan = { known: MOVEMENT_FIELDS, required: [...REQUIRED_MOVEMENT_FIELDS, ...needed] };
  const at = bindFields(table, plan, report);
  if (!at) return undefined;

  const slots = areaSlots(rules, { file, report });
  const faults = fieldFaults(file, report);
  const read = personReader(at, { ...rules, gemeinden: slots.gemeinden }, faults);
  const tally = tallyOf(slots.areas, MOVEMENT_MEASURES, rules.dimensions);
  const count = (measure: MovementMeasure, { slot }: Placement, person: PersonRow) =>
    tally.add(slot, MOVEMENT_MEASURES.indexOf(measure), tally.combinationOf(person), 1);
  const census = personCensus(slots);
  const quality = { read: 0, rejected: 0, secondary: 0, counted: 0 };
  let [first, last] = [0, 0];

  for await (const batch of table.rows) {
    for (const row of batch) {
      if (quality.read === 0) first = row.row;
      last = row.row;
      quality.read += 1;
      quality[countRow(row)] += 1;
    }
  }
  faults.close();
  if (quality.read === 0) report(finding('persons.nobody-counted', { file, row: 0 }));
  const { assignment, readByGemeinde } = census.quality();
  return {
    quality: { ...quality, assignment, readByGemeinde },
    cells: () => tally.cells({ date: rules.date, rows: [first, last] }),
  };

  function countRow(row: RawRow): 'rejected' | 'secondary' | 'counted' {
    const event = EVENTS.get(textOf(row, at!.EREIGNIS));
    if (!event) faults.add(row.row, 'EREIGNIS', [...EVENTS.keys()].join(', '));
    const day = eventDay(row);
    const person = day === undefined ? undefined : read(row, day);
    if (!person || !event) return 'rejected';
    if (person.dwelling === 'secondary') return 'secondary';

    const here = place(person);
    if (!here) return 'rejected';
    if (event === 'move') return countMove(row, person, here);
    count(event, here, person);
    return 'counted';
  }

  function countMove(row: RawRow, person: PersonRow, here: Placement): 'rejected' | 'counted' {
    const leaving = whereBefore(row, person);
    const before = place(leaving);
    if (!before) return 'rejected';
    if ('unit' in here.assignment && here.slot === before.slot) count('moves-within', here, person);
    else {
      count('moves-in', here, person);
      count('moves-out', before, leaving);
    }
    return 'counted';
  }

  /** Who leaves a home or a reach leaves it from there, wherever the move leads. */
  function whereBefore(row: RawRow, person: PersonRow): PersonRow {
    const address: PersonAddress = {
      gemeinde: person.address.gemeinde,
      streetKey: textOf(row, at!.ALT_STRSCHL),
      streetName: textOf(row, at!.ALT_STRNAME),
      number: textOf(row, at!.ALT_HNR),
      suffix: textOf(row, at!.ALT_HNRZUS),
    };
    return { ...person, address, inInstitution: rules.isInstitution?.(address) ?? false };
  }

  function place(person: PersonRow): Placement | undefined {
    census.met(person);
    const placement = slots.place(person, person.address);
    if (placement) census.inhabitant(person, placement);
    return placement;
  }

  function eventDay(row: RawRow): number | undefined {
    const date = parsePartialDate(textOf(row, at!.EREIGDAT));
    const isInside = date && date.day >= compactDay(rules.from) && date.day <= compactDay(rules.date);
    if (isInside) return date.day;
    faults.add(row.row, 'EREIGDAT', `ein Tag vom ${germanDate(rules.from)} bis ${germanDate(rules.date)}`);
    return undefined;
  }

  function textOf({ cells }: RawRow, { index }: BoundField): string {
    return index < 0 ? '' : fieldText(cells[index]);
  }
}
