/** Finds the fields of a register in the columns of a table. Names no label of the file: it may be a value. */
import { finding, type Finding } from '../../core/finding.ts';
import { columnLabel, type TableColumn } from '../../core/table.ts';
import { FORBIDDEN_FIELDS, type Requirement } from './fields.ts';

export interface FieldPlan<Field extends string> {
  readonly known: readonly Field[];
  readonly required: readonly Requirement<Field>[];
}

/** Where a field stands: an object of its own, because looking it up by name costs more than reading it. */
export interface BoundField {
  readonly name: string;
  /** In the cells of a row; -1 where it is not delivered. */
  readonly index: number;
}

/** Every field that can be there; undefined after findings. */
export function bindFields<Field extends string>(
  table: { readonly file: string; readonly columns: readonly TableColumn[] },
  plan: FieldPlan<Field>,
  report: (finding: Finding) => void,
): Readonly<Record<Field, BoundField>> | undefined {
  const labels = table.columns.map(columnLabel);
  const at = (field: Field) => labels.indexOf(field);
  const faults = [...unknownColumns(table, plan.known), ...missingFields(table.file, plan.required, at)];
  for (const fault of faults) report(fault);
  if (faults.length > 0) return undefined;
  const bound = plan.known.map((name): [Field, BoundField] => [name, { name, index: at(name) }]);
  return Object.fromEntries(bound) as Record<Field, BoundField>;
}

function unknownColumns(
  { file, columns }: { readonly file: string; readonly columns: readonly TableColumn[] },
  known: readonly string[],
): Finding[] {
  const seen = new Set<string>();
  return columns.flatMap((column) => {
    const label = columnLabel(column);
    const place = { file, row: 0, column: String(column.position) };
    if (FORBIDDEN_FIELDS.test(label)) return [finding('persons.column-forbidden', place)];
    if (!known.includes(label) || seen.has(label)) return [finding('persons.column-unknown', place)];
    seen.add(label);
    return [];
  });
}

function missingFields<Field extends string>(
  file: string,
  required: readonly Requirement<Field>[],
  at: (field: Field) => number,
): Finding[] {
  return required.flatMap((requirement) => {
    const choices: readonly Field[] = typeof requirement === 'string' ? [requirement] : requirement;
    if (choices.some((field) => at(field) >= 0)) return [];
    return [finding('persons.column-missing', { file, row: 0 }, { expected: choices.join(' / ') })];
  });
}
