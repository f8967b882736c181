/**
 * A full-stock extract of the residents register to counts by unit. Rows are read, placed, counted and
 * forgotten; what stays are sums. Does not know how an address is assigned, nor what may be published.
 */
import type { StoredCell } from '../../core/dataset.ts';
import { finding, type Finding } from '../../core/finding.ts';
import type { Table } from '../../core/table.ts';
import { areaSlots, type AreaRules } from './area-slots.ts';
import { bindFields } from './bind-fields.ts';
import type { PersonDimension } from './dimensions.ts';
import { fieldFaults } from './field-faults.ts';
import { PERSON_FIELDS, REQUIRED_PERSON_FIELDS } from './fields.ts';
import { amountOf, type PersonMeasure } from './measures.ts';
import { compactDay } from './partial-date.ts';
import { personCensus } from './person-census.ts';
import type { PersonQuality } from './quality.ts';
import { personReader, type ReadingRules } from './read-person.ts';
import { tallyOf } from './tally.ts';

export interface PersonRules extends Omit<ReadingRules, 'municipalities'>, AreaRules {
  readonly dimensions: readonly PersonDimension[];
  /** Names of measures in the dataset, and what each of them counts. */
  readonly measures: Readonly<Record<string, PersonMeasure>>;
}

export interface PersonAggregate {
  /** Every figure that is not nil; what is not there is nil, because the extract is the full stock. */
  readonly cells: () => Iterable<StoredCell>;
  readonly quality: PersonQuality;
}

/**
 * Undefined where the columns are not those of a register; then findings say why. Where a finding stops the run
 * the cells are those of the other lines only.
 */
export async function aggregatePersons(
  table: Table,
  rules: PersonRules,
  report: (finding: Finding) => void,
): Promise<PersonAggregate | undefined> {
  const { file } = table;
  const needed = rules.dimensions.flatMap(({ needs }) => needs);
  const plan = { known: PERSON_FIELDS, required: [...REQUIRED_PERSON_FIELDS, ...needed] };
  const at = bindFields(table, plan, report);
  if (!at) return undefined;

  const slots = areaSlots(rules, { file, report });
  const faults = fieldFaults(file, report);
  const reading = { ...rules, municipalities: slots.municipalities };
  const read = personReader(at, reading, faults);
  const measures = Object.entries(rules.measures);
  const tally = tallyOf(
    slots.areas,
    measures.map(([name]) => name),
    rules.dimensions,
  );
  const census = personCensus(slots);
  const day = compactDay(rules.date);

  for await (const batch of table.rows) {
    for (const row of batch) {
      const person = read(row);
      const placement = person && slots.place(person, person.address);
      census.add(row.row, person, placement);
      if (!person || !placement) continue;
      const combination = tally.combinationOf(person);
      for (let index = 0; index < measures.length; index += 1) {
        const amount = amountOf(measures[index]![1], person, day);
        if (amount !== 0) tally.add(placement.slot, index, combination, amount);
      }
    }
  }
  faults.close();

  const quality = census.quality();
  const population = measures.findIndex(([, measure]) => measure === 'population');
  const counted = (slot: number) => tally.sum(slot, population);
  if (population >= 0)
    census.compare(counted, () => report(finding('persons.sum-differs', { file, row: 0 })));
  for (const found of census.findings(file)) report(found);
  return { quality, cells: () => tally.cells({ date: rules.date, rows: census.rows() }) };
}
