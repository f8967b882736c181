/** One row of a bound table to its observations. What cannot be read is told to the desk and yields none. */
import { placeText, type Place } from '../core/finding.ts';
import type { Observation } from '../core/observation.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { rawValue, type RawRow, type RawValue } from '../core/table.ts';
import type { NumberNotation } from '../formats/number-text.ts';
import type { AreaReader, ReadArea } from './area-reader.ts';
import type { AreaRegister } from './area-register.ts';
import type { BoundColumn, BoundTable, BoundValue } from './bind-columns.ts';
import type { breakdownPool, CodeReader } from './breakdown-reader.ts';
import { cellReader, type CellReader } from './cell-reader.ts';
import { plainText } from './column-label.ts';
import type { CompiledProfile } from './compile-profile.ts';
import { readDateCell } from './date-reader.ts';
import type { duplicateGuard } from './duplicate-guard.ts';
import type { FindingDesk } from './finding-desk.ts';
import type { ProvenColumns } from './proven-columns.ts';
import { percentGuard } from './percent-guard.ts';
import { areaText, isFormula, namingColumns } from './row-columns.ts';
import { rowFilter } from './row-filter.ts';
import { withQuality } from './quality-sign.ts';

/** What all tables of one delivery have in common. */
export interface Shared {
  readonly compiled: CompiledProfile;
  readonly desk: FindingDesk;
  readonly area: AreaReader;
  readonly exists: AreaRegister;
  readonly codes: readonly CodeReader[];
  readonly pool: ReturnType<typeof breakdownPool>;
  readonly guard: ReturnType<typeof duplicateGuard>;
}

export interface RowTask {
  readonly bound: BoundTable;
  readonly date: ReferenceDate | undefined;
  readonly place: Omit<Place, 'row'>;
  readonly shared: Shared;
  /** One per value column, where they were proven. */
  readonly notations: ProvenColumns['notations'] | undefined;
}

export function rowReader(task: RowTask): (row: RawRow) => Observation[] {
  const { bound, shared } = task;
  const names = bound.dimensions.map((dimension) => dimension.name);
  const values = bound.values.map((column, index) => ({
    column,
    measureOf: measureReader(column, index, task),
  }));
  const isMeant = rowFilter(bound.rules, task.place, shared.desk);
  const rowDate = bound.date && rowDateReader(bound.date, task);
  const naming = namingColumns(bound);
  const guardPercent = percentGuard(shared.desk);
  let isFirst = true;

  return (row) => {
    const first = isFirst;
    isFirst = false;
    for (const column of naming)
      if (isFormula(row, column))
        shared.desk.tally('mapping.formula-cells', placeOf(row, column, task), column.label);
    const area = isMeant(row) ? readArea(row, first, task) : undefined;
    if (!area) return [];
    const date = rowDate ? rowDate(row) : task.date;
    const result: Observation[] = [];
    let codes: RowCodes | undefined;
    let codesFor: ReferenceDate | undefined;
    for (const { column, measureOf } of values) {
      const day = column.date ?? date;
      if (day === undefined) continue;
      if (codesFor !== day) {
        codes = readCodes(row, day, task);
        codesFor = day;
      }
      if (!codes) continue;
      const place = { ...task.place, row: row.row, column: column.label };
      const counted = measureOf(row);
      if (!counted) continue;
      guardPercent(row.cells[column.index], column, place);
      const cell = readValue(row, { column, read: counted.read, place, desk: shared.desk });
      if (!cell || !shared.exists(area, { date: day, cell, place })) continue;
      const isTotal = column.total || codes.isTotal;
      // The total of a residual row has nothing to be compared with.
      if (isTotal && area.role === 'residual') continue;
      const observation: Observation = {
        role: isTotal ? 'total' : area.role,
        level: area.level,
        area: area.area,
        date: day,
        measure: counted.measure,
        breakdown: shared.pool(names, codes.codes, column.breakdown),
        cell,
        place,
      };
      if (isFirstMention(observation, area.label, shared)) result.push(observation);
    }
    return result;
  };
}

interface Counted {
  readonly measure: string;
  readonly read: CellReader;
}

/** What the value of a row counts and how it is read: the same for all rows, or as the row says. */
function measureReader(
  column: BoundValue,
  index: number,
  task: RowTask,
): (row: RawRow) => Counted | undefined {
  const countedAs = (measure: string): Counted => ({ measure, read: readerOf(measure, index, task) });
  if (typeof column.measure === 'string') {
    const always = countedAs(column.measure);
    return () => always;
  }
  const { columns, codes } = column.measure;
  const known = new Map(Object.entries(codes).map(([code, measure]) => [code, countedAs(measure)]));
  return (row) => {
    const code = columns.map((part) => plainText(row.cells[part.index])).join('.');
    const counted = known.get(code);
    if (!counted)
      task.shared.desk.report('mapping.unknown-measure', placeOf(row, columns[0] ?? column, task), {
        found: code,
      });
    return counted;
  };
}

function readerOf(name: string, index: number, { shared, notations }: RowTask): CellReader {
  const { profile, signs } = shared.compiled;
  const { decimal, thousands } = profile;
  const declared: readonly NumberNotation[] | undefined =
    decimal === 'proven' ? undefined : [{ decimal, thousands }];
  const proven = declared ?? notations?.[index];
  const measure = profile.measures[name];
  if (!proven || !measure) throw new TypeError('profile was not checked');
  return cellReader({ notations: proven, signs, measure });
}

function readArea(
  row: RawRow,
  isFirst: boolean,
  task: RowTask,
): Exclude<ReadArea, { wrong: string }> | undefined {
  const { bound, shared } = task;
  const area = shared.area(areaText(row, bound), isFirst);
  if (!('wrong' in area)) {
    if (area.repadded)
      shared.desk.tally('mapping.repadded', placeOf(row, bound.area, task), bound.area.label);
    return area;
  }
  const facts = area.wrong === 'blank-key' ? {} : { found: area.found };
  const expected =
    area.wrong === 'first-row' ? { expected: shared.compiled.profile.area.firstRow?.label ?? '' } : {};
  shared.desk.report(`mapping.${area.wrong}`, placeOf(row, bound.area, task), { ...facts, ...expected });
  return undefined;
}

/** A file has few dates and many rows: each way of writing one is read once. */
function rowDateReader(column: BoundColumn, task: RowTask): (row: RawRow) => ReferenceDate | undefined {
  const rule = task.shared.compiled.profile.date;
  const known = new Map<RawValue, ReferenceDate>();
  return (row) => {
    const raw = row.cells[column.index];
    const value = rawValue(raw);
    const date = known.get(value) ?? (rule.from === 'column' ? readDateCell(value, rule) : undefined);
    if (date) {
      if (!(value instanceof Date)) known.set(value, date);
      return date;
    }
    const expected = rule.from === 'column' ? rule.format : '';
    const facts = { found: plainText(raw), expected };
    task.shared.desk.report('mapping.impossible-date', placeOf(row, column, task), facts);
    return undefined;
  };
}

interface RowCodes {
  /** Undefined for a dimension that the row sums over. */
  readonly codes: readonly (string | undefined)[];
  readonly isTotal: boolean;
}

function readCodes(row: RawRow, date: ReferenceDate, task: RowTask): RowCodes | undefined {
  const { bound, shared } = task;
  const codes: (string | undefined)[] = [];
  let isTotal = false;
  for (const [index, dimension] of bound.dimensions.entries()) {
    const column = dimension.columns[0];
    const parts = dimension.columns.map(({ index: at }) => plainText(row.cells[at]));
    const label = dimension.label ? plainText(row.cells[dimension.label.index]) : undefined;
    const read = shared.codes[index]?.(parts, label, date);
    if (!read || !column) return undefined;
    if ('wrong' in read) {
      const { wrong, ...facts } = read;
      shared.desk.report(
        `mapping.${wrong}`,
        placeOf(row, (wrong === 'label-differs' && dimension.label) || column, task),
        facts,
      );
      return undefined;
    }
    const padded = dimension.columns.map((part) => part.label).join(', ');
    if (read.repadded) shared.desk.tally('mapping.repadded', placeOf(row, column, task), padded);
    isTotal ||= 'total' in read;
    codes.push('total' in read ? undefined : read.code);
  }
  return { codes, isTotal };
}

function readValue(
  row: RawRow,
  { column, read, place, desk }: { column: BoundValue; read: CellReader; place: Place; desk: FindingDesk },
): Observation['cell'] | undefined {
  const raw = row.cells[column.index];
  if (isFormula(row, column)) desk.tally('mapping.formula-cells', place, column.label);
  const value = read(raw);
  if ('wrong' in value) {
    const { wrong, ...facts } = value;
    if (wrong === 'unknown-sign') desk.tally('mapping.unknown-sign', place, value.found);
    else desk.report(`mapping.${wrong}`, place, facts);
    return undefined;
  }
  if (value.cell.state === 'missing' && plainText(raw) === '')
    desk.tally('mapping.blank-cells', place, column.label);
  if (!column.quality) return value.cell;
  const sign = plainText(row.cells[column.quality.index]);
  const marked = withQuality(value.cell, sign);
  if (!marked) desk.tally('mapping.unknown-sign', { ...place, column: column.quality.label }, sign);
  return marked;
}

function isFirstMention(observation: Observation, label: string, { guard, desk }: Shared): boolean {
  const repetition = guard(observation, label);
  if (repetition === 'first') return true;
  const code = repetition.sameValue ? 'mapping.duplicate-equal' : 'mapping.duplicate-different';
  desk.report(code, observation.place, { found: observation.area, expected: placeText(repetition.first) });
  return false;
}

function placeOf(row: RawRow, column: BoundColumn, task: RowTask): Place {
  return { ...task.place, row: row.row, column: column.label };
}
