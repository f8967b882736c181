/**
 * Layout `fixed-width`: DUVA's fixed-width ASCII with its Satzaufbau. Keys stay text with their zeros; only
 * figures with implied decimals become numbers, so that no profile can mistake their decimal mark.
 */
import { z } from 'zod';
import {
  abortable,
  ENCODINGS,
  finding,
  matchesName,
  openText,
  readFixedWidth,
  type FixedField,
  type LandedDelivery,
  type Layout,
  type LayoutContext,
  type RawCell,
  type RawRow,
  type TextRow,
} from '../../src/sdk/index.ts';
import { recogniseFixedWidth } from './recognise-fixed-width.ts';
import { isFiller, readRecordLayout, recordLayout, toFixedField, type RecordField } from './record-layout.ts';

/** A double holds 15 decimal digits without change. */
const MOST_DIGITS = 15;

const options = z.strictObject({
  /** Left out: the file must be UTF-8. */
  encoding: z.enum(ENCODINGS).optional(),
  /** The fields, or the name (with `*`) of the CSV file beside the data that lists them. */
  satzaufbau: z.union([z.string().min(1), recordLayout]),
});
type FixedWidthOptions = z.infer<typeof options>;

export const fixedWidth: Layout<FixedWidthOptions> = {
  kind: 'tables',
  options,
  async *read(delivery, { encoding, satzaufbau }, context) {
    context.signal.throwIfAborted();
    const record = await recordOf(delivery, { encoding, satzaufbau }, context);
    if (!record) return;
    const text = await openText(
      delivery,
      encoding === undefined ? {} : { declared: encoding },
      context.report,
    );
    if (!text) return;
    const { file } = delivery;
    const layout = record.map(toFixedField);
    const wanted = layout.flatMap((field, index) => (isFiller(field.name) ? [] : [index]));
    const rows = readFixedWidth(text.chunks, { file, layout }, context.report);
    yield {
      file,
      titles: [],
      columns: wanted.map((index) => ({ position: index + 1, path: [layout[index]?.name ?? ''] })),
      rows: abortable(fieldRows(rows, layout, wanted), context.signal),
      notes: [],
    };
  },
  recognise: recogniseFixedWidth,
};

async function recordOf(
  delivery: LandedDelivery,
  { encoding, satzaufbau }: FixedWidthOptions,
  context: LayoutContext,
): Promise<readonly RecordField[] | undefined> {
  if (typeof satzaufbau !== 'string') return satzaufbau;
  const companions = delivery.companions.filter(({ file }) => matchesName(satzaufbau, file));
  const [companion] = companions;
  if (companion && companions.length === 1) return readRecordLayout(companion, encoding, context);

  const found = companions.map(({ file }) => file).join(', ') || 'keiner';
  const place = { file: delivery.file, row: 0 };
  context.report(finding('format.record-layout-missing', place, { found, expected: satzaufbau }));
  return undefined;
}

async function* fieldRows(
  batches: AsyncIterable<readonly TextRow[]>,
  layout: readonly FixedField[],
  wanted: readonly number[],
): AsyncGenerator<readonly RawRow[]> {
  const decimals = layout.map((field) => field.decimals ?? 0);
  for await (const batch of batches)
    yield batch.map(({ row, cells }) => ({
      row,
      cells: wanted.map((index) => figure(cells[index] ?? '', decimals[index] ?? 0)),
    }));
}

/** A figure with exactly the declared decimals behind the point is a number; signs and keys stay text. */
function figure(text: string, decimals: number): string | RawCell {
  if (decimals === 0) return text;
  const [, whole = '', fraction = ''] = /^[+-]?0*(\d+)\.(\d+)$/.exec(text) ?? [];
  const exact = fraction.length === decimals && whole.length + decimals <= MOST_DIGITS;
  return exact ? { value: Number(text) } : text;
}
