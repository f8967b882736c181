/**
 * Layout `delimited`. Aggregate mode: a table of counts with field names in the first row. Microdata mode: lines
 * on persons, whose header has to be that of the record layout.
 */
import { z } from 'zod';
import {
  abortable,
  delimitedTable,
  DELIMITERS,
  ENCODINGS,
  finding,
  openText,
  readDelimited,
  type LandedDelivery,
  type Layout,
  type LayoutContext,
  type Table,
  type TextRow,
} from '../../src/sdk/index.ts';
import { approval } from './approval.ts';
import { recogniseDelimitedPersons } from './recognise-persons.ts';
import { refusePersons } from './refuse-persons.ts';

const options = z
  .strictObject({
    /** Left out: the file must be UTF-8. */
    encoding: z.enum(ENCODINGS).optional(),
    delimiter: z.enum(DELIMITERS).default(';'),
    /** Record layout: field to label of its column. In microdata mode all columns of the file, in any order. */
    record: z.record(z.string().min(1), z.string().min(1)).optional(),
    microdata: approval.optional(),
  })
  .refine(({ record, microdata }) => microdata === undefined || record !== undefined, {
    error: '„microdata“ verlangt einen Satzaufbau unter „record“',
    path: ['record'],
  });
type DelimitedOptions = z.infer<typeof options>;

export const delimited: Layout<DelimitedOptions> = {
  kind: 'tables',
  holdsPersons: ({ microdata }) => microdata !== undefined,
  options,
  read: (delivery, declared, context) =>
    declared.microdata && declared.record
      ? personTable(delivery, { ...declared, record: declared.record }, context)
      : countTable(delivery, declared, context),
  recognise: recogniseDelimitedPersons,
};

async function* countTable(
  delivery: LandedDelivery,
  declared: DelimitedOptions,
  context: LayoutContext,
): AsyncGenerator<Table> {
  context.signal.throwIfAborted();
  const sample = (report: () => void) => rowsOf(delivery, declared, report);
  if (await refusePersons(delivery, sample, 'first row', context)) return;
  const { encoding, delimiter } = declared;
  yield* delimitedTable(delivery, { encoding, delimiter, header: 1 }, withoutLabels(context));
}

/** A label of a file without header is a value. */
function withoutLabels(context: LayoutContext): LayoutContext {
  return {
    ...context,
    report: (found) =>
      context.report(
        found.code === 'format.column-duplicate'
          ? finding(found.code, found.place, { found: `Spalte ${found.place.column ?? ''}` })
          : found,
      ),
  };
}

async function* personTable(
  delivery: LandedDelivery,
  declared: DelimitedOptions & { readonly record: Readonly<Record<string, string>> },
  context: LayoutContext,
): AsyncGenerator<Table> {
  context.signal.throwIfAborted();
  const batches = rowsOf(delivery, declared, context.report);
  try {
    const first = await batches.next();
    const [header, ...rows] = first.done === true ? [] : first.value;
    const fields = header && fieldsOf(header, declared.record, delivery.file, context);
    if (!fields) return;
    yield {
      file: delivery.file,
      titles: [],
      columns: fields.map((field, index) => ({ position: index + 1, path: [field] })),
      rows: abortable(behind(rows, batches, delivery.file, context), context.signal),
      notes: [],
    };
  } finally {
    await batches.return(undefined);
  }
}

async function* behind(
  rows: readonly TextRow[],
  batches: AsyncIterable<readonly TextRow[]>,
  file: string,
  context: LayoutContext,
): AsyncGenerator<readonly TextRow[]> {
  let any = rows.length > 0;
  if (any) yield rows;
  for await (const batch of batches) {
    any = true;
    yield batch;
  }
  if (!any) context.report(finding('format.no-rows', { file, row: 0 }));
}

/** The field of each column, or undefined after a finding that names labels of the record layout only. */
function fieldsOf(
  header: TextRow,
  record: Readonly<Record<string, string>>,
  file: string,
  context: LayoutContext,
): string[] | undefined {
  const labels = header.cells.map((label) => label.trim());
  const byLabel = new Map(Object.entries(record).map(([field, label]) => [label, field]));
  const missing = [...byLabel.keys()].filter((label) => !labels.includes(label));
  const wrong = labels.flatMap((label, index) =>
    !byLabel.has(label) || labels.indexOf(label) !== index ? [index + 1] : [],
  );
  if (missing.length + wrong.length === 0) return labels.map((label) => byLabel.get(label)!);

  const found = [
    ...(missing.length > 0 ? [`es fehlen ${missing.join(', ')}`] : []),
    ...(wrong.length > 0 ? [`nicht vereinbart oder doppelt ist Spalte ${wrong.join(', ')}`] : []),
  ];
  const facts = { found: found.join('; '), expected: [...byLabel.keys()].join(', ') };
  context.report(finding('residents.header-differs', { file, row: header.row }, facts));
  return undefined;
}

async function* rowsOf(
  delivery: LandedDelivery,
  { encoding, delimiter }: Pick<DelimitedOptions, 'encoding' | 'delimiter'>,
  report: LayoutContext['report'],
): AsyncGenerator<readonly TextRow[], undefined, undefined> {
  const text = await openText(delivery, encoding === undefined ? {} : { declared: encoding }, report);
  if (text) yield* readDelimited(text.chunks, { file: delivery.file, delimiter }, report);
  return undefined;
}
