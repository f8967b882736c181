/**
 * The columns of one table matched with what a profile declares. Every column is either used or expressly
 * ignored: a new, renamed or moved column stops the load instead of shifting figures.
 */
import type { FindingFacts } from '../core/finding.ts';
import type { FindingCode } from '../core/findings/catalogue.ts';
import type { Breakdown } from '../core/observation.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { columnLabel, type Table, type TableColumn } from '../core/table.ts';
import { labelKey, shownLabel } from './column-label.ts';
import { headerDate, type HeaderDate } from './header-date.ts';
import type { TableProfile } from './profile.ts';
import type { ValueColumn } from './profile-values.ts';
import type { ColumnName } from './words.ts';

export interface BoundColumn {
  /** Index into `RawRow.cells`. */
  readonly index: number;
  /** For messages. */
  readonly label: string;
}

/** Where a row says what it counts. */
export interface BoundMeasure {
  readonly columns: readonly BoundColumn[];
  readonly codes: Readonly<Record<string, string>>;
}

export interface BoundValue extends BoundColumn {
  readonly measure: string | BoundMeasure;
  readonly breakdown: Breakdown;
  readonly total: boolean;
  /** Set where the column itself says the date. */
  readonly date: ReferenceDate | undefined;
  readonly quality: BoundColumn | undefined;
}

export interface BoundDimension {
  readonly name: string;
  readonly columns: readonly BoundColumn[];
  readonly label: BoundColumn | undefined;
}

/** Which rows are meant, by the text of one column. */
export interface BoundRowRule {
  readonly column: BoundColumn;
  readonly keep: RegExp;
  readonly skip: RegExp | undefined;
}

export interface BoundTable {
  readonly rules: readonly BoundRowRule[];
  readonly area: BoundColumn;
  readonly section: BoundColumn | undefined;
  readonly date: BoundColumn | undefined;
  readonly dimensions: readonly BoundDimension[];
  readonly values: readonly BoundValue[];
}

export type ReportColumn = (code: FindingCode, column: string | undefined, facts: FindingFacts) => void;

/** The binding, or undefined where the table does not fit; why not goes to `report`. */
export function bindColumns(
  profile: TableProfile,
  table: Table,
  report: ReportColumn,
): BoundTable | undefined {
  const binder = columnBinder(table, report);
  const rules = bindRules(profile, binder);
  const area = binder.find(profile.area.column);
  const section = profile.area.section === undefined ? undefined : binder.find(profile.area.section);
  const date = profile.date.from === 'column' ? binder.find(profile.date.column) : undefined;
  const dimensions = Object.entries(profile.dimensions).map(([name, dimension]) => ({
    name,
    columns: [dimension.column].flat().flatMap((column) => binder.find(column) ?? []),
    label: dimension.label === undefined ? undefined : binder.find(dimension.label),
  }));
  const values = bindValues(profile, table, binder);
  binder.close(profile.ignoreColumns);
  return area && !binder.failed() ? { rules, area, section, date, dimensions, values } : undefined;
}

function bindRules(profile: TableProfile, binder: Binder): BoundRowRule[] {
  return profile.rows.flatMap(({ column: name, keep, skip }) => {
    const column = binder.find(name);
    if (!column) return [];
    return [
      { column, keep: new RegExp(keep, 'u'), skip: skip === undefined ? undefined : new RegExp(skip, 'u') },
    ];
  });
}

type Binder = ReturnType<typeof columnBinder>;

function columnBinder(table: Table, report: ReportColumn) {
  const used = new Set<TableColumn>();
  let failed = false;
  let anyNamed = false;
  const keys = table.columns.map((column) => labelKey(columnLabel(column)));

  function fail(code: FindingCode, column: string | undefined, facts: FindingFacts): undefined {
    failed = true;
    report(code, column, facts);
  }
  function named(name: ColumnName): readonly TableColumn[] {
    if (typeof name === 'number') return table.columns.filter((column) => column.position === name);
    const key = labelKey(name);
    return table.columns.filter((_, index) => keys[index] === key);
  }
  function bound(column: TableColumn): BoundColumn {
    used.add(column);
    return { index: table.columns.indexOf(column), label: shownLabel(column) };
  }
  return {
    fail,
    failed: () => failed,
    isUsed: (column: TableColumn) => used.has(column),
    bound,
    find(name: ColumnName): BoundColumn | undefined {
      const [column, ...others] = named(name);
      const shown = typeof name === 'number' ? `Nr. ${name}` : name;
      if (!column) return fail('mapping.missing-column', undefined, { expected: shown });
      anyNamed ||= typeof name === 'string';
      if (others.length > 0)
        return fail('mapping.ambiguous-column', shown, { found: String(others.length + 1) });
      return bound(column);
    },
    /** Where no label is one that was declared, the first row may be no header but the record of a person. */
    close(ignored: readonly ColumnName[]): void {
      const spare = new Set(ignored.flatMap((name) => named(name)));
      const isHeader = anyNamed || spare.size > 0;
      for (const column of table.columns) {
        if (used.has(column) || spare.has(column)) continue;
        const shown = isHeader ? shownLabel(column) : `Nr. ${column.position}`;
        fail('mapping.unknown-column', shown, { found: shown });
      }
    },
  };
}

function bindValues(profile: TableProfile, table: Table, binder: Binder): BoundValue[] {
  const { values } = profile;
  if (!('columns' in values)) {
    const column = binder.find(values.column);
    const quality = values.quality === undefined ? undefined : binder.find(values.quality);
    const measure = bindMeasure(values.measure, binder);
    if (!column) return [];
    return [{ ...column, measure, breakdown: {}, total: false, date: undefined, quality }];
  }
  const sheet = table.sheet ?? '';
  const here = values.columns.filter(
    (declared) => declared.sheet === undefined || new RegExp(declared.sheet, 'u').test(sheet),
  );
  if (here.length === 0) return binder.fail('mapping.sheet-unforeseen', undefined, { found: sheet }) ?? [];
  return here.flatMap((declared) =>
    columnsOf(declared, table, binder).flatMap((column) => {
      const { measure, breakdown, total } = declared;
      const written = declared.date ? undefined : writtenAbove(column, profile, table);
      if (written && 'wrong' in written) {
        const { wrong, ...facts } = written;
        return binder.fail(`mapping.${wrong}`, column.label, facts) ?? [];
      }
      const date = declared.date ?? written?.date;
      const quality = declared.quality === undefined ? undefined : binder.find(declared.quality);
      return [{ ...column, measure, breakdown, total, date, quality }];
    }),
  );
}

function writtenAbove(column: BoundColumn, profile: TableProfile, table: Table): HeaderDate | undefined {
  const labelled = table.columns[column.index];
  return labelled && headerDate(labelled, profile.date);
}

function bindMeasure(
  measure: string | { readonly column: ColumnName | ColumnName[]; readonly codes: Record<string, string> },
  binder: Binder,
): string | BoundMeasure {
  if (typeof measure === 'string') return measure;
  return {
    columns: [measure.column].flat().flatMap((column) => binder.find(column) ?? []),
    codes: measure.codes,
  };
}

function columnsOf(declared: ValueColumn, table: Table, binder: Binder): readonly BoundColumn[] {
  const { label, position } = declared;
  if (label !== undefined) {
    const column = binder.find(position ?? label);
    if (!column) return [];
    if (labelKey(column.label) === labelKey(label)) return [column];
    binder.fail('mapping.moved-column', `Nr. ${position}`, { found: column.label, expected: label });
    return [];
  }
  const wanted = new RegExp(declared.match ?? '', 'u');
  const columns = table.columns.filter(
    (column) => wanted.test(columnLabel(column)) && !binder.isUsed(column),
  );
  if (columns.length === 0)
    binder.fail('mapping.missing-column', undefined, { expected: declared.match ?? '' });
  return columns.map((column) => binder.bound(column));
}
