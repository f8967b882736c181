/**
 * Layout `building-references`: Gebäudereferenzen NRW (`gebref.txt`), 21 fields without a header. Columns are called by
 * their positions; what the fields mean is known to whoever assigns addresses.
 */
import { z } from 'zod';
import {
  abortable,
  openText,
  readDelimited,
  type LandedDelivery,
  type Layout,
  type LayoutContext,
  type Table,
} from '../../src/sdk/index.ts';

const FIELDS = 21;

const options = z.strictObject({});

export const buildingReferences: Layout<z.infer<typeof options>> = {
  kind: 'tables',
  options,
  read: (delivery, _declared, context) => read(delivery, context),
};

async function* read(delivery: LandedDelivery, context: LayoutContext): AsyncGenerator<Table> {
  context.signal.throwIfAborted();
  const text = await openText(delivery, {}, context.report);
  if (!text) return;
  const { file } = delivery;
  const rows = readDelimited(text.chunks, { file, delimiter: ';', width: FIELDS }, context.report);
  yield {
    file,
    titles: [],
    columns: Array.from({ length: FIELDS }, (_, index) => ({
      position: index + 1,
      path: [String(index + 1)],
    })),
    rows: abortable(rows, context.signal),
    notes: [],
  };
}
