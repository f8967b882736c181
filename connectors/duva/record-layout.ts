/**
 * Satzaufbau: which field stands where in a fixed-width record. Given in the profile as a list or delivered
 * as a CSV file beside the data. A companion that cannot be used is a finding, never a guess.
 */
import { z } from 'zod';
import {
  columnLabel,
  delimitedTable,
  finding,
  rawValue,
  type DeclaredEncoding,
  type FixedField,
  type LandedFile,
  type LayoutContext,
} from '../../src/sdk/index.ts';

export const recordField = z
  .strictObject({
    field: z.string().min(1),
    /** 1-based position of the first character. */
    from: z.int().min(1),
    /** Position of the last character; instead of it the length may be given. */
    to: z.int().min(1).optional(),
    length: z.int().min(1).optional(),
    /** A: text and keys. N: figures. */
    type: z.enum(['A', 'N']).default('A'),
    /** Implied decimals of a figure. */
    decimals: z.int().min(0).max(9).default(0),
  })
  .refine((field) => (field.to === undefined) !== (field.length === undefined), {
    error: 'entweder „to“ oder „length“',
  })
  .refine((field) => field.to === undefined || field.to >= field.from, { error: '„to“ nicht vor „from“' })
  .refine((field) => field.type === 'N' || field.decimals === 0, { error: '„decimals“ nur bei Typ N' });
export type RecordField = z.infer<typeof recordField>;

/** A whole record: every position belongs to exactly one field, every name occurs once. */
export const recordLayout = z
  .array(recordField)
  .min(1)
  .superRefine((fields, context) => {
    const fault = layoutFault(fields);
    if (fault)
      context.addIssue({ code: 'custom', message: `${fault.found}; erwartet wird ${fault.expected}` });
  });

/** Positions without use are a field of this name, any number of times; it is no column of the table. */
export function isFiller(name: string): boolean {
  return /^(?:füller|fueller|filler)$/iu.test(name);
}

/** The first thing that makes the fields no record layout, in German. */
export function layoutFault(fields: readonly RecordField[]): { found: string; expected: string } | undefined {
  const names = new Set<string>();
  let next = 1;
  for (const { field, from, length, to } of fields.toSorted((a, b) => a.from - b.from)) {
    if (from !== next)
      return { found: `Feld „${field}“ ab Stelle ${from}`, expected: `ein Feld ab Stelle ${next}` };
    if (names.has(field)) return { found: `Feld „${field}“ mehrfach`, expected: 'jedes Feld einmal' };
    if (!isFiller(field)) names.add(field);
    next = length === undefined ? (to ?? from) + 1 : from + length;
  }
  return undefined;
}

export function toFixedField(field: RecordField): FixedField {
  return {
    name: field.field,
    start: field.from,
    length: field.length ?? (field.to ?? field.from) - field.from + 1,
    kind: field.type === 'N' ? 'number' : 'text',
    decimals: field.decimals,
  };
}

/** Column names that offices use for the parts of a record layout, in lower case. */
const COLUMN_NAMES: Readonly<Record<keyof RecordField, readonly string[]>> = {
  field: ['feld', 'feldname', 'name', 'field'],
  from: ['von', 'ab', 'position', 'from'],
  to: ['bis', 'to'],
  length: ['länge', 'laenge', 'stellen', 'length'],
  type: ['typ', 'art', 'type'],
  decimals: ['dezimalstellen', 'nachkommastellen', 'dezimal', 'dez', 'nk', 'decimals'],
};
/** Columns that explain and change no figure. Any other unknown one could be the decimals under a new name. */
const EXPLAINING = [
  'schlüssel',
  'schluessel',
  'schlüsseldatei',
  'schluesseldatei',
  'bezeichnung',
  'beschreibung',
  'bemerkung',
  'inhalt',
  'key',
];
const NUMBERS: ReadonlySet<keyof RecordField> = new Set(['from', 'to', 'length', 'decimals']);
const TYPES: Readonly<Record<string, RecordField['type']>> = {
  A: 'A',
  AN: 'A',
  C: 'A',
  TEXT: 'A',
  N: 'N',
  NUM: 'N',
  ZAHL: 'N',
};

/** The fields of a delivered Satzaufbau (`;`, one header row), or undefined after findings. */
export async function readRecordLayout(
  companion: LandedFile,
  encoding: DeclaredEncoding | undefined,
  context: LayoutContext,
): Promise<readonly RecordField[] | undefined> {
  let faulty = false;
  const watched: LayoutContext = {
    ...context,
    report(found) {
      faulty ||= found.severity === 'error' || found.severity === 'block';
      context.report(found);
    },
  };
  const fields: RecordField[] = [];
  const file = { ...companion, companions: [] };
  for await (const table of delimitedTable(file, { encoding, delimiter: ';', header: 1 }, watched)) {
    const labels = table.columns.map(columnLabel);
    for (const column of unknownColumns(labels))
      watched.report(
        finding('format.column-unexpected', { file: companion.file, row: 1, column }, { found: column }),
      );
    for await (const batch of table.rows) {
      for (const { row, cells } of batch) {
        const parsed = recordField.safeParse(
          toRecord(labels, (index) => String(rawValue(cells[index]) ?? '').trim()),
        );
        if (parsed.success) fields.push(parsed.data);
        else watched.report(faultyRow(companion.file, row, parsed.error));
      }
    }
  }
  if (faulty) return undefined;
  const fault = layoutFault(fields);
  if (fault) context.report(finding('format.record-layout-faulty', { file: companion.file, row: 0 }, fault));
  return fault ? undefined : fields;
}

function unknownColumns(labels: readonly string[]): string[] {
  const known = new Set([...Object.values(COLUMN_NAMES).flat(), ...EXPLAINING]);
  return labels.filter((label) => !known.has(label.toLowerCase()));
}

/** One row of the Satzaufbau as the schema expects it; blank cells are left out. */
function toRecord(labels: readonly string[], cellAt: (index: number) => string): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const part of Object.keys(COLUMN_NAMES) as (keyof RecordField)[]) {
    const index = labels.findIndex((label) => COLUMN_NAMES[part].includes(label.toLowerCase()));
    const text = index < 0 ? '' : cellAt(index);
    if (text === '') continue;
    if (NUMBERS.has(part)) record[part] = /^\d+$/.test(text) ? Number(text) : text;
    else record[part] = part === 'type' ? (TYPES[text.toUpperCase()] ?? text) : text;
  }
  return record;
}

function faultyRow(file: string, row: number, error: z.ZodError) {
  const [issue] = error.issues;
  const part = String(issue?.path[0] ?? 'Feld');
  const expected = issue?.code === 'custom' ? issue.message : `Angabe zu „${part}“ wie in der Vereinbarung`;
  return finding(
    'format.record-layout-faulty',
    { file, row, column: part },
    { found: `Zeile ${row}`, expected },
  );
}
