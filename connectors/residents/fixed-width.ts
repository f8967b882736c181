/** Layout `fixed-width`: records by positions. Everything stays text with its zeros; modes as in `delimited`. */
import { z } from 'zod';
import {
  abortable,
  ENCODINGS,
  openText,
  readFixedWidth,
  type FixedField,
  type LandedDelivery,
  type Layout,
  type LayoutContext,
  type TextRow,
} from '../../src/sdk/index.ts';
import { approval } from './approval.ts';
import { recogniseFixedPersons } from './recognise-persons.ts';
import { refusePersons } from './refuse-persons.ts';

/** Positions without use are a field of this name, any number of times; it is no column of the table. */
const FILLER = /^(?:füller|fueller|filler)$/iu;

const record = z
  .array(
    z.strictObject({
      field: z.string().min(1),
      /** 1-based position of the first character. */
      from: z.int().min(1),
      length: z.int().min(1),
      /** May be blank, so that a line may end before it where an editor has removed the blanks at its end. */
      optional: z.boolean().default(false),
    }),
  )
  .min(1)
  .superRefine((fields, context) => {
    const names = new Set<string>();
    let next = 1;
    for (const { field, from, length } of fields.toSorted((a, b) => a.from - b.from)) {
      const fault =
        from === next
          ? names.has(field) && `Feld „${field}“ steht mehrfach im Satzaufbau`
          : `Feld „${field}“ beginnt an Stelle ${from}, erwartet wird ${next}`;
      if (fault) return context.addIssue({ code: 'custom', message: fault });
      if (!FILLER.test(field)) names.add(field);
      next = from + length;
    }
  });

const options = z.strictObject({
  /** Left out: the file must be UTF-8. */
  encoding: z.enum(ENCODINGS).optional(),
  record,
  microdata: approval.optional(),
});
type FixedWidthOptions = z.infer<typeof options>;

export const fixedWidth: Layout<FixedWidthOptions> = {
  kind: 'tables',
  holdsPersons: ({ microdata }) => microdata !== undefined,
  options,
  async *read(delivery, declared, context) {
    context.signal.throwIfAborted();
    const layout = declared.record.map(
      ({ field, from, length, optional }): FixedField => ({
        name: field,
        start: from,
        length,
        // A "number" without decimals is a text that has to be there.
        kind: optional || FILLER.test(field) ? 'text' : 'number',
      }),
    );
    const wanted = layout.flatMap(({ name }, index) => (FILLER.test(name) ? [] : [index]));
    const labels = wanted.map((index) => layout[index]!.name);
    const task = { encoding: declared.encoding, layout, wanted };
    const sample = (report: () => void) => rowsOf(delivery, task, report);
    if (!declared.microdata && (await refusePersons(delivery, sample, labels, context))) return;

    yield {
      file: delivery.file,
      titles: [],
      columns: labels.map((label, index) => ({ position: index + 1, path: [label] })),
      rows: abortable(rowsOf(delivery, task, context.report), context.signal),
      notes: [],
    };
  },
  recognise: recogniseFixedPersons,
};

interface FixedTask {
  readonly encoding: FixedWidthOptions['encoding'];
  readonly layout: readonly FixedField[];
  /** Indexes of the fields that become columns. */
  readonly wanted: readonly number[];
}

async function* rowsOf(
  delivery: LandedDelivery,
  { encoding, layout, wanted }: FixedTask,
  report: LayoutContext['report'],
): AsyncGenerator<readonly TextRow[]> {
  const text = await openText(delivery, encoding === undefined ? {} : { declared: encoding }, report);
  if (!text) return;
  const { file } = delivery;
  for await (const batch of readFixedWidth(text.chunks, { file, layout }, report))
    yield wanted.length === layout.length
      ? batch
      : batch.map(({ row, cells }) => ({ row, cells: wanted.map((index) => cells[index] ?? '') }));
}
