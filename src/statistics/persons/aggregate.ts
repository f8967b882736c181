/**
 * A full-stock extract of the residents register to counts by unit. Rows are read, placed, counted and
 * forgotten; what stays are sums. Does not know how an address is assigned, nor what may be published.
 */
import type { StoredCell } from '../../core/dataset.ts';
import { finding, type Finding } from '../../core/finding.ts';
import type { RawRow, Table } from '../../core/table.ts';
import type { PersonMeasure } from '../../mapping/person-words.ts';
import { areaSlots, type AreaRules } from './area-slots.ts';
import { bindFields } from './bind-fields.ts';
import type { PersonDimension } from './dimensions.ts';
import { fieldFaults } from './field-faults.ts';
import { PERSON_FIELDS, REQUIRED_PERSON_FIELDS } from './fields.ts';
import { amountOf } from './measures.ts';
import { compactDay } from './partial-date.ts';
import { censusFindings, personCensus } from './person-census.ts';
import type { PersonRow } from './person-row.ts';
import type { PersonQuality } from './quality.ts';
import { personReader, type ReadingRules } from './read-person.ts';
import { tallyOf } from './tally.ts';

export interface PersonRules extends Omit<ReadingRules, 'gemeinden'>, AreaRules {
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
  const read = personReader(at, { ...rules, gemeinden: slots.gemeinden }, faults);
  const measures = Object.entries(rules.measures);
  const countsSecondary = measures.some(([, measure]) => measure === 'entitled');
  const names = measures.map(([name]) => name);
  const tally = tallyOf(slots.areas, names, rules.dimensions);
  const census = personCensus(slots);
  const day = compactDay(rules.date);

  for await (const batch of table.rows) for (const row of batch) account(row);
  faults.close();

  const quality = census.quality();
  const population = measures.findIndex(([, measure]) => measure === 'population');
  const agrees = population < 0 || census.agrees((slot) => tally.sum(slot, population));
  if (!agrees) report(finding('persons.sum-differs', { file, row: 0 }));
  for (const found of censusFindings(quality, file)) report(found);
  return { quality, cells: () => tally.cells({ date: rules.date, rows: census.rows() }) };

  function account(row: RawRow): void {
    const person = read(row);
    if (!person) return census.reject(row.row);
    const isSecondary = person.dwelling === 'secondary';
    if (isSecondary && !countsSecondary) return census.secondary(row.row);
    if (!isSecondary) census.met(person);
    const placement = slots.place(person, person.address);
    if (!placement) return census.reject(row.row);
    count(person, placement.slot);
    if (isSecondary) census.secondary(row.row);
    else census.inhabitant(person, placement);
  }

  function count(person: PersonRow, slot: number): void {
    const combination = tally.combinationOf(person);
    for (let index = 0; index < measures.length; index += 1) {
      const amount = amountOf(measures[index]![1], person, day);
      if (amount !== 0) tally.add(slot, index, combination, amount);
    }
  }
}
